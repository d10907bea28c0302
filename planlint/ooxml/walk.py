"""One way through the tags of a story, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from planlint.model import Span
from planlint.ooxml.numberformats import symbol
from planlint.ooxml.package import attributes, local, unescape
from planlint.ooxml.reader import Reader
from planlint.ooxml.story import Field, Line, Origin
from planlint.ooxml.structure import DEEPEST, Structure
from planlint.ooxml.styles import Style

MOST_PARAGRAPHS = 200_000
PAGE_CODES = ("PAGE", "NUMPAGES", "SECTIONPAGES")
BLANKS = str.maketrans("\t\n\r", "   ")
END_TAG = re.compile(r"\s*</[^<>]*>")
WATCHED = re.compile(r"[\t\r\n&]")
"""With blanks at the ends, what can make the text another than what is written in the XML."""


def paragraphs(reader: Reader, start: int = 0, end: int | None = None) -> list[Line]:
    """Return the paragraphs of the story in the XML from `start` to `end`; a text box comes before its anchor."""
    walk = Walk(reader).lines(start, len(reader.part.xml) if end is None else end)
    return list(islice(walk, MOST_PARAGRAPHS + 1))


class Walk(Structure):
    """One way through one story."""

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader)
        self.line: Line | None = None
        self.around: list[Line | None] = []
        self.fields: list[Field] = []
        self.muted = False
        self.page = 0
        self.element: dict[str, Callable[[re.Match[str]], None]] = {
            "tab": lambda found: self.mark("\t", found),
            "ptab": lambda found: self.mark("\t", found),
            "cr": lambda found: self.mark("\n", found),
            "noBreakHyphen": lambda found: self.mark("-", found),
            "br": self.line_break,
            "sym": self.symbol,
            "fldChar": self.field_mark,
            "fldSimple": self.simple_field,
            "tbl": self.table,
            "tr": self.table_row,
            "tc": self.table_cell,
            "sdt": self.block,
            "txbxContent": self.text_box,
            "footnoteReference": self.note,
            "endnoteReference": self.note,
            "lastRenderedPageBreak": self.page_seen,
            "del": self.leave_out,
            "moveFrom": self.leave_out,
            "rt": self.leave_out,
        }

    def lines(self, start: int, end: int) -> Iterator[Line]:
        """Yield the paragraphs in the XML from `start` to `end`."""
        reader, hiding, default = self.reader, self.reader.hiding, self.reader.styles.paragraph(None)
        for found in self.tags.tokens.finditer(self.xml, start, end):
            if found.start() < self.skip:
                continue
            line, kind = self.line, found.lastgroup
            if kind == "runs":
                yield self.ordinary_paragraph(found, default, hiding)
            elif kind == "text":
                if line is not None:
                    self.ordinary(line, found, hiding)
            elif kind == "inside":
                name = found["name"]
                if name == "p":
                    if not found["end"]:
                        self.around.append(line)
                        line = self.line = Line(found.start(), found.end(), default)
                        line.page = self.page
                        if not found["inside"].endswith("/"):
                            continue
                    if line is not None:
                        yield self.end_paragraph(line, found.end())
                        self.line = self.around.pop()
                elif name != "r":
                    self.element[name](found)
                elif line is not None:
                    self.run(line, found)
            elif kind == "ppr":
                if line is not None:
                    marks = line.marks = reader.marks(found["ppr"])
                    line.inner = self.tags.end_of_properties("pPr", self.xml, found.end())
                    if marks.style is not None:
                        line.style = reader.styles.paragraph(marks.style)
            elif kind == "rpr":
                if line is not None and line.run is not None:
                    line.run[2:] = found.start(), self.tags.end_of_properties("rPr", self.xml, found.end())
                    line.run_hidden = reader.hides(found["rpr"]) if hiding else None
            elif kind == "more":
                if line is not None and line.run is not None:
                    self.take(line, found["more"], found["also_space"], found.start("more"))
            else:
                self.other(kind, found)
        self.settle()

    # -- paragraphs and runs

    def end_paragraph(self, line: Line, end: int) -> Line:
        """Close a paragraph and count it, unless it is hidden or its mark is deleted."""
        style, marks = line.style, line.marks
        line.end, line.text, line.cell = end, "".join(line.words), self.cells[-1]
        line.outline = style.outline if marks.outline is None else marks.outline
        if self.box:
            line.box = self.box
        if marks.deleted or marks.run_in:
            line.joins = True
        if self.blocks and line.listing is None:
            line.listing = self.blocks[-1]
        if not marks.deleted:
            self.number(line)
        self.last = line
        return line

    def ordinary_paragraph(self, found: re.Match[str], default: Style, hiding: bool) -> Line:
        """Return a paragraph of ordinary runs, as most are."""
        line = Line(found.start(), found.start("runs"), default)
        if self.page:
            line.page = self.page
        para = found["para"]
        if para is not None:
            line.marks = self.reader.marks(para)
            if line.marks.style is not None:
                line.style = self.reader.styles.paragraph(line.marks.style)
        first, last = found.span("runs")
        if first < last:
            words = [] if hiding or self.fields else self.tags.texts.findall(self.xml, first, last)
            text = "".join(words)
            if not text or WATCHED.search(text) or (" " in text and [word.strip(" ") for word in words] != words):
                for run in self.tags.runs.finditer(self.xml, first, last):
                    self.ordinary(line, run, hiding)
            else:
                line.words, line.length = [text], len(text)
                line.taken = [(0, line.length, found)]
        return self.end_paragraph(line, found.end())

    def ordinary(self, line: Line, found: re.Match[str], hiding: bool) -> None:
        """Add a run that is nothing but a w:t, as nearly all are."""
        raw = found["text"]
        ends = raw[:1] + raw[-1:]
        if self.fields or hiding or line.break_ahead is not None or " " in ends or WATCHED.search(raw):
            line.run = ordinary_origin(found).run
            line.run_hidden = self.reader.hides(found["props"]) if hiding and found["props"] else None
            self.take(line, raw, found["space"], found.start("text"))
            line.run = line.run_hidden = None
        elif raw:
            end = line.length + len(raw)
            line.words.append(raw)
            line.taken.append((line.length, end, found))
            line.length = end

    def run(self, line: Line, found: re.Match[str]) -> None:
        """Enter or leave a run."""
        if found["end"]:
            if line.run is not None:
                line.run[1] = found.end()
            line.run = line.run_hidden = None
        else:
            at = found.end()
            line.run = [found.start(), at, at, at]
            line.run_hidden = None

    def take(self, line: Line, raw: str, inside: str, start: int) -> None:
        """Add the content of a w:t, which stands in the XML from `start` on."""
        if self.muted or not raw:
            return
        if (raw[0] <= " " or raw[-1] <= " ") and "preserve" not in inside:
            start += len(raw) - len(raw.lstrip(" \t\r\n"))
            raw = raw.strip(" \t\r\n")
        text = unescape(raw) if "&" in raw else raw
        if text:
            text = text if text.isprintable() else text.translate(BLANKS)
            self.add(line, text, start, start + len(raw), is_text=True)

    def mark(self, char: str, found: re.Match[str]) -> None:
        """Add the character that an element stands for."""
        line = self.line
        if line is not None and line.run is not None and not self.muted and not found["end"]:
            self.add(line, char, found.start(), self.whole(found), is_text=False)

    def whole(self, found: re.Match[str]) -> int:
        """Return where the empty element ends that `found` begins."""
        close = None if found["inside"].endswith("/") else END_TAG.match(self.xml, found.end())
        return close.end() if close else found.end()

    def add(self, line: Line, text: str, start: int, end: int, *, is_text: bool) -> None:
        """Add characters that an element of the run stands for, which is in the XML from `start` to `end`."""
        assert line.run is not None
        if line.break_ahead is not None:
            line.words.append("\n")
            line.taken.append((line.length, line.length + 1, line.break_ahead))
            line.length, line.break_ahead = line.length + 1, None
        at = line.length
        line.length = at + len(text)
        line.words.append(text)
        line.taken.append((at, line.length, Origin(start, end, is_text, line.run)))
        if line.run_hidden or (line.run_hidden is None and line.style.hidden):
            line.hidden = line.hidden or []
            line.hidden.append(Span(at, line.length))
        if self.fields:
            fields = self.fields[-DEEPEST:]
            if any(one.result and one.kind in PAGE_CODES for one in fields):
                line.pages = line.pages or []
                line.pages.append(Span(at, line.length))
            line.listing = line.listing or next((one for one in fields if one.kind == "TOC"), None)

    # -- elements in a run

    def line_break(self, found: re.Match[str]) -> None:
        """Add a line break; one of pages or columns shows only between words."""
        line = self.line
        if found["end"] or line is None or line.run is None or self.muted:
            return
        if "page" not in found["inside"] and "column" not in found["inside"]:
            self.mark("\n", found)
        elif line.length and not (line.style.hidden if line.run_hidden is None else line.run_hidden):
            line.break_ahead = Origin(found.start(), self.whole(found), False, line.run)

    def symbol(self, found: re.Match[str]) -> None:
        """Add the character that a w:sym looks like."""
        named = local(attributes(found["inside"]))
        try:
            char = symbol(int(named.get("char", ""), 16), named.get("font", ""))
        except ValueError:
            return
        self.mark(char, found)

    def note(self, found: re.Match[str]) -> None:
        """Take note of a reference to a footnote or endnote."""
        named = local(attributes(found["inside"]))
        if not found["end"]:
            self.reader.notes.append((found["name"].removesuffix("Reference"), named.get("id", "")))

    def page_seen(self, found: re.Match[str]) -> None:
        """Take note of where Word last began a page."""
        if not found["end"]:
            self.page = (self.page or 1) + 1
            if self.line is not None and not self.line.length:
                self.line.page = self.page

    # -- fields

    def field_mark(self, found: re.Match[str]) -> None:
        """Begin a field or its result, or end it."""
        what = local(attributes(found["inside"])).get("fldCharType")
        if what == "begin":
            self.fields.append(Field())
        elif what == "separate" and self.fields:
            self.begin_result(self.fields[-1])
        elif what == "end" and self.fields:
            self.fields.pop().closed = True
        self.mute()

    def simple_field(self, found: re.Match[str]) -> None:
        """Enter or leave a field in one element."""
        if found["end"]:
            if self.fields:
                self.fields.pop().closed = True
        elif not found["inside"].endswith("/"):
            named = local(attributes(found["inside"]))
            self.fields.append(Field([named.get("instr", "")]))
            self.begin_result(self.fields[-1])
        self.mute()

    def begin_result(self, one: Field) -> None:
        """Read what kind of field it is; from now on its result follows."""
        words = unescape("".join(one.code)).split(None, 1)
        one.result, one.kind = True, words[0].upper() if words else ""

    def mute(self) -> None:
        """Results within the code of another field are part of that code."""
        self.muted = any(not one.result for one in self.fields[-DEEPEST:-1])

    def other(self, kind: str | None, found: re.Match[str]) -> None:
        """Take properties of rows, cells and blocks, field codes, and branches of mc:AlternateContent."""
        if kind == "code":
            if self.fields and not self.fields[-1].result:
                self.fields[-1].code.append(found["code"])
        elif kind == "trpr":
            self.row_properties(self.reader.properties(found["trpr"]), found.end())
        elif kind == "tcpr":
            self.cell_properties(self.reader.properties(found["tcpr"]), found.end())
        elif kind == "sdtpr":
            if self.blocks and "Table of Contents" in found["sdtpr"]:
                self.blocks[-1] = Field(kind="TOC", closed=True)
        elif kind == "alternate":
            self.branch(found)

    def leave_out(self, found: re.Match[str]) -> None:
        """Skip what is deleted, moved away, or the reading of a ruby."""
        if not found["end"] and not found["inside"].endswith("/"):
            self.skip = self.tags.end_of(self.xml, self.tags.w, found["name"], found.end())


def ordinary_origin(found: re.Match[str]) -> Origin:
    """Return the origin of the words of an ordinary run."""
    xml, (first, last) = found.string, found.span("text")
    start, end = found.span("props")
    if start < 0:
        start = end = xml.rindex("<", 0, first)
    else:
        start, end = xml.rindex("<", 0, start), xml.index(">", end) + 1
    return Origin(first, last, True, [*found.span(), start, end])
