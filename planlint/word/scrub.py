"""One part of a Word file without comments, tracked changes, highlights, hidden text or editing-session marks.

Only what is taken out is touched: everything else keeps its bytes. Tracked changes are accepted (ISO/IEC 29500-1,
17.13.5): what is inserted or moved here stays, what is deleted or moved away goes, and a paragraph whose mark is
deleted continues in the next one, with that one's properties.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Container
from dataclasses import dataclass, field

from planlint.ooxml.colours import colour_of
from planlint.ooxml.package import Part, attributes, local
from planlint.ooxml.tags import is_on, value

TAG = re.compile(r"<(/?)((?:[\w.-]+:)?[\w.-]+)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
RSID = re.compile(r"\s+(?:[\w.-]+:)?rsid\w*\s*=\s*(?:\"[^\"]*\"|'[^']*')")
CHANGES = (
    *("pPrChange", "rPrChange", "sectPrChange", "numberingChange", "cellIns", "cellMerge"),
    *("tblPrChange", "tcPrChange", "trPrChange", "tblPrExChange", "tblGridChange"),
)
RANGES = re.compile(r"(?:moveFrom|moveTo|customXml(?:Ins|Del|MoveFrom|MoveTo))Range(?:Start|End)")
COMMENTS = ("commentRangeStart", "commentRangeEnd", "commentReference")
SHOWN = ("t", "tab", "br", "cr", "ptab", "noBreakHyphen", "softHyphen", "sym", "delText")
"""Elements of a run that are characters."""
ASIDE = ("pPr", "proofErr", "del", "moveFrom", "bookmarkStart", "bookmarkEnd", "sdtPr", "smartTagPr", "customXmlPr")
"""Elements of a paragraph that show nothing."""
AROUND = ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "sdt", "sdtContent")
"""Elements around runs."""
PROPERTY_DATA = ("core-properties", "coreProperties", "extended-properties", "custom-properties")


@dataclass(slots=True, eq=False)
class Element:
    """An element: `name` without its prefix ("" for one that is not Word's own), and where its tags stand.

    It is child number `at` of its parent.
    """

    name: str
    start: int
    inner: int
    parent: Element | None
    at: int
    inside: str
    inner_end: int = 0
    end: int = 0
    children: list[Element] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """True when it is one tag."""
        return self.inner_end == self.end

    def child(self, name: str) -> Element | None:
        """Return the first child of this name."""
        return next((child for child in self.children if child.name == name), None)


def elements(part: Part) -> list[Element]:
    """Return the elements of a part in the order of their start tags."""
    prefixes = {f"{prefix}:" if prefix else "" for prefix in part.prefixes["w"]}
    found: list[Element] = []
    opened: list[Element] = []
    for tag in TAG.finditer(part.xml):
        if tag[1]:
            opened[-1].inner_end, opened[-1].end = tag.span()
            opened.pop()
            continue
        prefix, _, name = tag[2].rpartition(":")
        known = (f"{prefix}:" if prefix else "") in prefixes
        parent = opened[-1] if opened else None
        element = Element(name if known else "", *tag.span(), parent, len(parent.children) if parent else 0, tag[3])
        if name == "dataBinding":
            element.name = name
        if parent is not None:
            parent.children.append(element)
        found.append(element)
        if tag[3].endswith("/"):
            element.inner_end = element.end = tag.end()
        else:
            opened.append(element)
    return found


class Scrub:
    """Takes out of one part all but what is in `keep`; `counts` says how much of each kind it was.

    `hidden` are the places in the XML of characters that are not displayed (the content of a w:t, or the start of
    another element).
    """

    def __init__(self, part: Part, keep: Container[str], hidden: Collection[int] = ()) -> None:
        self.part, self.hidden, self.keep = part, hidden, keep
        self.counts: Counter[str] = Counter()
        self.edits: list[tuple[int, int, str]] = []

    def xml(self) -> str:
        """Return the part's XML without what is taken out; the same object when nothing is."""
        skip = 0
        for element in elements(self.part):
            if element.start >= skip and self._goes(element):
                skip = self._drop(element)
            elif element.start >= skip:
                self._change(element)
        return spliced(self.part.xml, self.edits)

    def _drop(self, element: Element) -> int:
        self.edits.append((element.start, element.end, ""))
        return element.end

    def _goes(self, element: Element) -> bool:
        """Say whether an element goes as a whole, and count it."""
        name, keep = element.name, self.keep
        if "revisions" not in keep and self._is_revision(element):
            return True
        if "comments" not in keep:
            if name in COMMENTS:
                return True
            if name == "r" and {child.name for child in element.children} - {"rPr"} == {"commentReference"}:
                return True
        if "highlight" not in keep and name in ("highlight", "shd") and _parent(element) == "rPr":
            return self._counted("highlight", _is_coloured(element))
        if "hidden" not in keep and name == "p" and self._is_hidden_paragraph(element):
            return self._counted("hidden-paragraph", True)
        if "hidden" not in keep and name in SHOWN and _parent(element) == "r":
            return self._is_hidden(element)
        if name in ("rsids", "rsid") and "rsid" not in keep:
            return self._counted("rsid", True)
        if name in ("docVars", "attachedTemplate", "dataBinding") and "properties" not in keep:
            bound = name != "dataBinding" or any(word in element.inside for word in PROPERTY_DATA)
            return self._counted({"docVars": "variables", "attachedTemplate": "template"}.get(name, "binding"), bound)
        return False

    def _is_revision(self, element: Element) -> bool:
        name = element.name
        if name in CHANGES:
            return self._counted("changed", True)
        if name in ("ins", "del", "moveFrom", "moveTo"):
            if element.empty or _parent(element) in ("rPr", "trPr", "numPr", "ctrlPr"):
                return self._counted("changed", True)
            return self._counted("deleted", name in ("del", "moveFrom"))
        if name in ("tbl", "tr", "tc"):
            return self._counted("deleted", _is_deleted(element))
        return RANGES.fullmatch(name) is not None

    def _counted(self, kind: str, is_so: bool) -> bool:
        self.counts[kind] += is_so
        return is_so

    def _change(self, element: Element) -> None:
        """Take away the tags around what was inserted, and the marks of editing sessions."""
        if "revisions" not in self.keep and element.name in ("ins", "moveTo"):
            self.counts["inserted"] += 1
            self.edits += (element.start, element.inner, ""), (element.inner_end, element.end, "")
        elif "rsid" not in self.keep and "rsid" in element.inside:
            for found in RSID.finditer(self.part.xml, element.start, element.inner):
                self.counts["rsid"] += 1
                self.edits.append((*found.span(), ""))

    def _is_hidden(self, element: Element) -> bool:
        """Say whether characters are hidden: as the text is read, or by their run, also where no text is read."""
        run = element.parent
        properties = run.child("rPr") if run is not None else None
        vanish = properties.child("vanish") if properties is not None else None
        return self._place(element) in self.hidden or (vanish is not None and is_on(vanish.inside) is True)

    @staticmethod
    def _place(element: Element) -> int:
        return element.inner if element.name == "t" else element.start

    def _is_hidden_paragraph(self, element: Element) -> bool:
        """Say whether nothing of a paragraph but hidden characters is there, and the document can do without it.

        One that is read as empty stays: its number is displayed.
        """
        properties = element.child("pPr")
        if element.parent is None or (properties is not None and properties.child("sectPr") is not None):
            return False
        runs = _shown_in(element)
        characters = [one for run in runs for one in run.children if one.name != "rPr"]
        last = next(one for one in reversed(element.parent.children) if one.name == "p")
        return (
            any(self._place(one) in self.hidden for one in characters)
            and (_parent(element) == "body" or element is not last)
            and all(run.name == "r" for run in runs)
            and all(one.name in SHOWN and self._is_hidden(one) for one in characters)
        )


def _shown_in(element: Element) -> list[Element]:
    """Return what a paragraph shows, which is runs for the most part, out of what is only put around them."""
    parts = [child for child in element.children if child.name not in ASIDE]
    return [run for one in parts for run in (_shown_in(one) if one.name in AROUND else [one])]


def joined(part: Part) -> tuple[str, int]:
    """Return the XML of a part in which no paragraph's mark is deleted, and how many were.

    Such a paragraph and the next become one, with the properties of the last; one without a next and without runs goes.
    """
    xml, edits, count = part.xml, list[tuple[int, int, str]](), 0
    if not re.search("<(?:[\\w.-]+:)?(?:del|moveFrom)\\s[^<>]*/>", xml):
        return xml, 0
    found, taken = elements(part), set[int]()
    staying = {one.parent.start for one in found if one.name == "p" and one.parent and not _is_mark_deleted(one)}
    for first in found:
        if first.name != "p" or first.start in taken or not _is_mark_deleted(first):
            continue
        chain = _chain(first)
        taken.update(one.start for one in chain)
        count += len(chain) - 1
        last = chain[-1]
        spare = first.parent is not None and first.parent.start in staying and not _ends_section(last)
        if spare and _is_mark_deleted(last) and not any(_has_runs(one) for one in chain):
            edits += ((one.start, one.end, "") for one in chain)
            count += 1
            continue
        if len(chain) == 1:
            continue
        of_last = last.child("pPr")
        edits.append((first.inner, first.inner, xml[of_last.start : of_last.end] if of_last is not None else ""))
        for at, one in enumerate(chain):
            if at:
                edits.append((one.start, one.inner, ""))
            if (properties := one.child("pPr")) is not None:
                edits.append((properties.start, properties.end, ""))
            if one is not last and not (one is chain[-2] and last.empty):
                edits.append((one.inner_end, one.end, ""))
    return spliced(xml, edits), count


def spliced(xml: str, edits: list[tuple[int, int, str]]) -> str:
    """Return `xml` with some ranges replaced, each by a text; one within another is left out."""
    if not edits:
        return xml
    out, at = list[str](), 0
    for start, end, text in sorted(edits):
        if start >= at:
            out += xml[at:start], text
            at = end
    return "".join([*out, xml[at:]])


def _chain(first: Element) -> list[Element]:
    """Return a paragraph and those that continue it, to the first whose own mark is not deleted."""
    chain = [first]
    beside = first.parent.children if first.parent is not None else []
    for one in map(beside.__getitem__, range(first.at + 1, len(beside))):
        if not _is_mark_deleted(chain[-1]):
            break
        if one.name == "p":
            chain.append(one)
        elif not (one.empty and one.name and one.name not in ("tbl", "sdt", "sectPr")):
            break
    return chain


def _is_mark_deleted(paragraph: Element) -> bool:
    properties = paragraph.child("pPr")
    of_mark = properties.child("rPr") if properties is not None else None
    return of_mark is not None and any(one.name in ("del", "moveFrom") for one in of_mark.children)


def _has_runs(paragraph: Element) -> bool:
    """Say whether anything but what is deleted stands in a paragraph."""
    around = [one for one in paragraph.children if one.name not in ("pPr", "del", "moveFrom")]
    return any(not one.empty for one in around)


def _ends_section(paragraph: Element) -> bool:
    properties = paragraph.child("pPr")
    return properties is not None and properties.child("sectPr") is not None


def _is_deleted(element: Element) -> bool:
    """Say whether a cell, row or table is deleted, itself or all that is in it."""
    if element.name == "tc":
        properties = element.child("tcPr")
        return properties is not None and properties.child("cellDel") is not None
    properties = element.child("trPr")
    if properties is not None and properties.child("del") is not None:
        return True
    inner = [child for child in element.children if child.name in ("tr", "tc")]
    return bool(inner) and all(map(_is_deleted, inner))


def _parent(element: Element) -> str:
    return element.parent.name if element.parent is not None else ""


def _is_coloured(element: Element) -> bool:
    if element.name == "highlight":
        return value(element.inside) != "none"
    return colour_of(local(attributes(element.inside)).get("fill", "auto")) not in ("", "white")
