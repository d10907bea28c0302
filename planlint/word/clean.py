"""A copy of a Word file that may leave the office: its visible text and looks, and nothing of how it came about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from planlint.model import Document, PlanlintError
from planlint.ooxml.package import DECLARATION, Package, Part
from planlint.ooxml.word import Word, read
from planlint.readers.word import read as read_document
from planlint.word.package_writer import rewritten
from planlint.word.scrub import Scrub, joined, spliced
from planlint.word.source import is_protected

KEEP = ("comments", "revisions", "highlight", "hidden", "properties", "rsid")
"""What a caller may keep."""
COMMENT_PARTS = ("comments", "commentsExtended", "commentsIds", "commentsExtensible")
STORIES = ("header", "footer", "footnotes", "endnotes", "styles", "numbering", "settings")
CORE = (
    "creator|lastModifiedBy|revision|title|subject|keywords|description|category|contentStatus|lastPrinted|identifier"
)
EXTENDED = "Company|Manager|Template|TotalTime|HyperlinkBase|HeadingPairs|TitlesOfParts"
PROPERTY = re.compile(rf"<((?:[\w.-]+:)?(?:{CORE}|{EXTENDED}))(?:\s[^<>]*)?(?:(?<=/)>|(?<!/)>.*?</\1\s*>)", re.DOTALL)
LINK = re.compile(r"<(?:[\w.-]+:)?Relationship\s[^<>]*>(?:\s*</(?:[\w.-]+:)?Relationship\s*>)?")
OVERRIDE = re.compile(r"<(?:[\w.-]+:)?Override\s[^<>]*PartName\s*=\s*[\"']/([^\"']*)[\"'][^<>]*>")
COMMENT = re.compile(r"<(?:[\w.-]+:)?comment\s")


class Cleaned(NamedTuple):
    """The bytes of the copy, and what was taken out (kind to number).

    The kinds: comments, inserted, deleted, changed, highlight, hidden (characters), properties, custom, variables,
    template, thumbnail, rsid. `document` is the copy as read. `is_protected` tells that editing the file is restricted,
    as it still is in the copy.
    """

    content: bytes
    removed: Mapping[str, int]
    document: Document
    is_protected: bool


def clean(source: bytes, path: str, keep: frozenset[str] = frozenset()) -> Cleaned:
    """Return a copy of a Word file without what must not leave the office, but for what is in `keep` (of KEEP).

    Raises PlanlintError: as reading it does; "signed" for a file with a digital signature, which the copy would break;
    "not-the-same" when the copy would not show the same text.
    """
    draft = word = read(source, path)
    for part in _stories(draft.package):
        draft.package.check(part.name)
    if any(relation.type == "origin" for relation in draft.package.relationships()):
        raise PlanlintError(
            "signed",
            "文件有数字签名，清除任何东西都会使签名失效，没有另存；请用签名前的文件",
            "it is signed, and any change would break the signature; use the file from before it was signed",
            path=path,
        )
    content, counts = source, Counter[str]()
    if "revisions" not in keep:
        paragraphs = {part.name: joined(part) for part in _stories(draft.package)}
        counts["changed"] = sum(count for _, count in paragraphs.values())
        if counts["changed"]:
            ends = {name: _written(xml) for name, (xml, count) in paragraphs.items() if count}
            content = rewritten(draft.package.archive, ends)
            word = read(content, path)
    changed = _Work(word, keep, counts).changes()
    if changed:
        content = rewritten(word.package.archive, changed)
    made = read_document(content, path)
    if not _is_same(made, draft.document, counts["changed"] > 0):
        raise PlanlintError(
            "not-the-same",
            "清除后显示的文字会有变化，没有另存；请在 Word 里接受修订后再试，或者加 --keep revisions,hidden",
            "the copy would not show the same text; accept the changes in Word first, or add --keep revisions,hidden",
            path=path,
        )
    return Cleaned(content, {kind: count for kind, count in counts.items() if count}, made, is_protected(draft))


def _is_same(copy: Document, draft: Document, joined: bool) -> bool:
    """Say whether two documents show the same text; `joined`: paragraphs may have been joined.

    At the border of a content control Word does not join the paragraphs that are read as one.
    """
    one, other = shown(copy), shown(draft)
    if one == other:
        return copy.text == draft.text or joined or bool(draft.hidden)
    return joined and "".join(one) == "".join(other)


def shown(document: Document) -> list[str]:
    """Return the lines that are not blank, without what is hidden in them."""
    out, at = [], 0
    for span in document.hidden:
        out.append(document.text[at : span.start])
        at = span.end
    lines = "".join([*out, document.text[at:]]).split("\n")
    return [line for line in lines if line.strip()]


class _Work:
    """What changes in a package, part by part; `counts` is told how much goes."""

    def __init__(self, word: Word, keep: frozenset[str], counts: Counter[str]) -> None:
        self.word, self.package, self.keep, self.counts = word, word.package, keep, counts

    def changes(self) -> dict[str, bytes | None]:
        """Return the new content of the parts that change, None for those that go."""
        changed: dict[str, bytes | None] = {}
        hidden = self.hidden()
        for part in _stories(self.package):
            keep = {*self.keep, "highlight"} if part.name.endswith("styles.xml") else self.keep
            scrub = Scrub(part, keep, hidden.get(part.name, frozenset()))
            xml = scrub.xml()
            self.counts.update(scrub.counts)
            if xml is not part.xml:
                changed[part.name] = _written(xml)
        if "properties" not in self.keep:
            changed.update(self.properties())
        gone = self.gone()
        changed.update(dict.fromkeys(gone))
        changed.update(self.links(gone))
        stories = {part.name for part in _stories(self.package)}
        for name, content in changed.items():
            if content is not None and name not in stories:
                self.package.check(name)
        return changed

    def hidden(self) -> dict[str, frozenset[int]]:
        """Return where in the XML of each part characters stand that are not displayed."""
        if "hidden" in self.keep:
            return {}
        found: dict[str, set[int]] = {}
        document = self.word.document
        for span in document.hidden:
            self.counts["hidden"] += len(document.text[span.start : span.end].strip())
            for piece in self.word.pieces_in(span):
                if span.start <= piece.start and piece.end <= span.end:
                    found.setdefault(self.word.parts[piece.part].name, set()).add(piece.raw.start)
        return {name: frozenset(places) for name, places in found.items()}

    def properties(self) -> Iterator[tuple[str, bytes]]:
        """Yield the parts with the properties of the file, without those that tell who wrote it."""
        for relation in self.package.relationships():
            if relation.type in ("core-properties", "extended-properties") and relation.target in self.package.archive:
                self.package.check(relation.target)  # PROPERTY takes time by the square of what is never closed
                xml = self.package.part(relation.target).xml
                edits = [(*found.span(), "") for found in PROPERTY.finditer(xml)]
                if edits:
                    self.counts["properties"] += sum(
                        re.search(">[^<]", xml[start:end]) is not None for start, end, _ in edits
                    )
                    yield relation.target, _written(spliced(xml, edits))

    def gone(self) -> dict[str, str]:
        """Return the parts that go as a whole, with why."""
        main, kinds = self.package.main(), dict[str, str]()
        if "properties" not in self.keep:
            kinds |= {"custom-properties": "custom", "thumbnail": "thumbnail"}
        if "comments" not in self.keep:
            kinds |= dict.fromkeys(COMMENT_PARTS, "comments")
            if "revisions" not in self.keep:
                kinds["people"] = "people"
        found: dict[str, str] = {}
        for relation in (*self.package.relationships(), *self.package.relationships(main)):
            if relation.type in kinds and relation.target in self.package.archive:
                found[relation.target] = kinds[relation.type]
                if relation.type == "comments":
                    self.counts["comments"] += len(COMMENT.findall(self.package.part(relation.target).xml))
                elif kinds[relation.type] in ("custom", "thumbnail"):
                    self.counts[kinds[relation.type]] += 1
        return found

    def links(self, gone: Mapping[str, str]) -> Iterator[tuple[str, bytes | None]]:
        """Yield what named the parts that go: relationships, the list of types; and their own relationships."""
        own = {_relations_of(name) for name in gone}
        for name in self.package.archive.entries:
            if name in own:
                yield name, None
            elif name.endswith(".rels"):
                part, source = self.package.part(name), _source_of(name)
                dead = {link.id for link in self.package.relationships(source) if link.target in gone}
                edits = [(*one.span(), "") for one in LINK.finditer(part.xml) if self._is_dead(one[0], dead)]
                if edits:
                    yield name, _written(spliced(part.xml, edits))
        types = self.package.find("[Content_Types].xml")
        if gone and types is not None:
            xml, names = self.package.part(types).xml, {name.lower() for name in gone}
            edits = [(*one.span(), "") for one in OVERRIDE.finditer(xml) if one[1].lower() in names]
            yield types, _written(spliced(xml, edits))

    def _is_dead(self, link: str, dead: set[str]) -> bool:
        found = re.search(r"\sId\s*=\s*[\"']([^\"']*)", link)
        is_template = "/attachedTemplate" in link and "properties" not in self.keep
        return is_template or (found is not None and found[1] in dead)


def _stories(package: Package) -> Iterator[Part]:
    """Yield the parts with text, and those with styles, numbering and settings."""
    main = package.main()
    yield package.part(main)
    seen = {main}
    for relation in package.relationships(main):
        if relation.type in STORIES and relation.target in package.archive and relation.target not in seen:
            seen.add(relation.target)
            yield package.part(relation.target)


def _written(xml: str) -> bytes:
    """Return the bytes of a part; a declaration of another encoding would belie them."""
    found = DECLARATION.match(xml)
    if found is not None and "encoding" in found[0] and not re.search("utf-8", found[0], re.IGNORECASE):
        xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + xml[found.end() :]
    return xml.encode()


def _relations_of(name: str) -> str:
    folder, _, base = name.rpartition("/")
    return f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"


def _source_of(relations: str) -> str:
    """Return the part whose relationships a part holds; "" for those of the package."""
    folder, _, base = relations.rpartition("/")
    above, name = folder.rpartition("/")[0], base.removesuffix(".rels")
    return f"{above}/{name}" if above and name else name
