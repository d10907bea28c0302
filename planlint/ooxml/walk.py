"""One way through the tags of a story, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from planlint.model import Span
from planlint.ooxml.numberformats import symbol
from planlint.ooxml.numbering import Counts, Numbering
from planlint.ooxml.package import Part, attributes, local
from planlint.ooxml.story import Cell, Field, Line, Run
from planlint.ooxml.styles import Style, Styles
from planlint.ooxml.tags import is_on, number, tags_of, value

PAGE_CODES = ("PAGE", "NUMPAGES", "SECTIONPAGES")
BLANKS = str.maketrans("\t\n\r", "   ")
REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
NOTHING = Span(0, 0)
MOST_PARAGRAPHS = 200_000
DEEPEST = 20
"""How deep tables in tables are told apart."""


class Marks(NamedTuple):
    """What the properties of a paragraph itself say."""

    style: str | None = None
    num_id: int | None = None
    level: int | None = None
    outline: int | None = None
    deleted: bool = False
    run_in: bool = False


class Reader:
    """Reads the stories of one part: `runs` are those with text, `notes` the (kind, id) of the notes referred to."""

    def __init__(self, part: Part, styles: Styles, numbering: Numbering) -> None:
        self.part, self.styles, self.numbering = part, styles, numbering
        self.tags = tags_of(part)
        self.runs: list[Run] = []
        self.notes: list[tuple[str, str]] = []
        self._marks: dict[str, Marks] = {}
        self._hides: dict[str, bool | None] = {}

    def lines(self, start: int = 0, end: int | None = None) -> list[Line]:
        """Return the paragraphs of the story in the XML from `start` to `end`; a text box comes before its anchor."""
        walk = _Walk(self).lines(start, len(self.part.xml) if end is None else end)
        return list(islice(walk, MOST_PARAGRAPHS + 1))

    def marks(self, content: str) -> Marks:
        """Return what the properties of a paragraph say, known by their words."""
        known = self._marks.get(content)
        if known is None:
            found = self.tags.properties(content)
            known = self._marks[content] = Marks(
                value(found.get("pStyle")),
                number(found.get("numId")),
                number(found.get("ilvl")),
                number(found.get("outlineLvl")),
                "del" in found or "moveFrom" in found,
                bool(is_on(found.get("specVanish"))),
            )
        return known

    def hides(self, content: str) -> bool | None:
        """Say whether the properties of a run hide it, known by their words; None when they do not say."""
        if content not in self._hides:
            found = self.tags.properties(content)
            hidden, style = is_on(found.get("vanish")), value(found.get("rStyle"))
            if hidden is None and style and self.styles.hides(style):
                hidden = True
            self._hides[content] = hidden
        return self._hides[content]

    def label(self, marks: Marks, style: Style, story: Counts) -> str:
        """Count a paragraph; return its number with the blank behind it."""
        num_id = style.num_id if marks.num_id is None else marks.num_id
        if not num_id:
            return ""
        level = marks.level
        if level is None and marks.num_id is None:
            own = self.numbering.level_for(num_id, marks.style or self.styles.default)
            level = self.numbering.level_for(num_id, style.numbered_by) if own is None else own
            level = style.level if level is None else level
        return self.numbering.count(num_id, level or 0, story)


class _Open:
    """A paragraph under way; in a text box it stands within the run of another."""

    def __init__(self, raw: int, inner: int, style: Style) -> None:
        self.line = Line(Span(raw, raw), inner)
        self.marks, self.style = Marks(), style
        self.words: list[str] = []
        self.length = 0
        self.run_start, self.props, self.run = -1, NOTHING, -1
        self.hidden: bool | None = None
        self.breaks: Span | None = None
        """A page break that only shows when text follows it."""


class _Table:
    """A table under way: where its next cell stands."""

    def __init__(self, number: int, outer: Cell | None) -> None:
        self.number, self.outer = number, outer
        self.row, self.column = 0, 1


class _Walk:
    def __init__(self, reader: Reader) -> None:
        self.reader, self.tags, self.xml = reader, reader.tags, reader.part.xml
        self.now: _Open | None = None
        self.around: list[_Open | None] = []
        self.fields: list[Field] = []
        self.muted = False
        self.counts, self.box_counts = Counts(), Counts()
        self.box = self.boxes = self.page = self.tables_seen = self.skip = 0
        self.tables: list[_Table] = []
        self.cells: list[Cell | None] = [None]
        self.outer_boxes: list[int] = []
        self.blocks: list[Field | None] = []
        self.choices: list[bool] = []
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
        reader, xml = self.reader, self.xml
        for found in self.tags.tokens.finditer(xml, start, end):
            if found.start() < self.skip:
                continue
            now, kind = self.now, found.lastgroup
            if kind == "text":
                if now is not None:
                    now.run_start, now.run = found.start(), -1
                    props = found["props"]
                    now.props = _around(xml, found, "props") if props is not None else NOTHING
                    now.hidden = reader.hides(props) if props else None
                    self.take(now, found["text"], found["space"], *found.span("text"))
                    self.close_run(now, found.end())
            elif kind == "more":
                if now is not None:
                    self.take(now, found["more"], found["also_space"], *found.span("more"))
            elif kind == "ppr":
                if now is not None:
                    now.marks = reader.marks(found["ppr"])
                    now.style = reader.styles.paragraph(now.marks.style)
                    now.line.inner = self.tags.end_of_properties("pPr", xml, found.end())
            elif kind == "rpr":
                if now is not None and now.run_start >= 0:
                    end_of_props = self.tags.end_of_properties("rPr", xml, found.end())
                    now.props, now.hidden = Span(found.start(), end_of_props), reader.hides(found["rpr"])
            elif kind == "inside":
                name = found["name"]
                if name == "r":
                    self.run(found)
                elif name != "p":
                    self.element[name](found)
                elif found["end"]:
                    if now is not None:
                        yield self.end_paragraph(now, found.end())
                else:
                    self.around.append(now)
                    self.now = _Open(found.start(), found.end(), reader.styles.paragraph(None))
                    if found["inside"].endswith("/"):
                        yield self.end_paragraph(self.now, found.end())
            else:
                self.other(kind, found)

    # -- paragraphs and runs

    def end_paragraph(self, now: _Open, end: int) -> Line:
        """Close a paragraph and count it, unless it is hidden or its mark is deleted."""
        line, style = now.line, now.style
        line.raw, line.text = Span(line.raw.start, end), "".join(now.words)
        line.style, line.joins = style.name, now.marks.deleted or now.marks.run_in
        line.outline = style.outline if now.marks.outline is None else now.marks.outline
        line.cell, line.box, line.page = self.cells[-1], self.box, line.page or self.page
        line.listing = line.listing or next((block for block in self.blocks if block is not None), None)
        shown = not line.text or sum(end - start for start, end in line.hidden) < now.length
        if shown and not now.marks.deleted:
            line.label = self.reader.label(now.marks, style, self.box_counts if self.box else self.counts)
        self.now = self.around.pop() if self.around else None
        return line

    def run(self, found: re.Match[str]) -> None:
        now = self.now
        if now is None:
            return
        if found["end"]:
            self.close_run(now, found.end())
        else:
            now.run_start, now.run, now.hidden = found.start(), -1, None
            now.props = Span(found.end(), found.end())

    def close_run(self, now: _Open, end: int) -> None:
        if now.run >= 0:
            runs = self.reader.runs
            runs[now.run] = Run(Span(now.run_start, end), runs[now.run].props)
        now.run_start = now.run = -1
        now.hidden = None

    def take(self, now: _Open, raw: str, inside: str, start: int, end: int) -> None:
        """Add the content of a w:t, which stands in the XML from `start` to `end`."""
        if self.muted or not raw:
            return
        if (raw[0] <= " " or raw[-1] <= " ") and "preserve" not in inside:
            start, end = start + len(raw) - len(raw.lstrip(" \t\r\n")), end - len(raw) + len(raw.rstrip(" \t\r\n"))
            raw = raw.strip(" \t\r\n")
        text = unescape(raw) if "&" in raw else raw
        if not text.isprintable():
            text = text.translate(BLANKS)
        if text:
            self.add(now, text, start, end, is_text=True)

    def mark(self, char: str, found: re.Match[str]) -> None:
        """Add the character that an element stands for."""
        now = self.now
        if now is not None and now.run_start >= 0 and not self.muted and not found["end"]:
            self.add(now, char, found.start(), self.whole(found), is_text=False)

    def whole(self, found: re.Match[str]) -> int:
        """Return where the empty element begins to end that `found` starts."""
        if found["inside"].endswith("/"):
            return found.end()
        return self.tags.end_of(self.xml, self.tags.w, found["name"], found.end())

    def add(self, now: _Open, text: str, start: int, end: int, *, is_text: bool) -> None:
        if now.breaks is not None:
            ahead, now.breaks = now.breaks, None
            self.add(now, "\n", *ahead, is_text=False)
        if now.run < 0:
            props = now.props if now.props.end else Span(start, start)
            now.run = len(self.reader.runs)
            self.reader.runs.append(Run(Span(now.run_start, end), props))
        line, at = now.line, now.length
        now.length = at + len(text)
        now.words.append(text)
        line.taken.append((at, now.length, now.run, start, end, is_text))
        if now.hidden or (now.hidden is None and now.style.hidden):
            line.hidden.append(Span(at, now.length))
        if self.fields:
            if any(one.result and one.kind in PAGE_CODES for one in self.fields):
                line.pages.append(Span(at, now.length))
            line.listing = line.listing or next((one for one in self.fields if one.kind == "TOC"), None)
        if not line.page:
            line.page = self.page

    # -- elements in a run

    def line_break(self, found: re.Match[str]) -> None:
        now = self.now
        if found["end"] or now is None or self.muted or now.run_start < 0:
            return
        if "page" not in found["inside"] and "column" not in found["inside"]:
            self.mark("\n", found)
        elif now.length:
            now.breaks = Span(found.start(), self.whole(found))

    def symbol(self, found: re.Match[str]) -> None:
        named = local(attributes(found["inside"]))
        try:
            char = symbol(int(named.get("char", ""), 16), named.get("font", ""))
        except ValueError:
            return
        self.mark(char, found)

    def note(self, found: re.Match[str]) -> None:
        named = local(attributes(found["inside"]))
        if not found["end"]:
            self.reader.notes.append((found["name"].removesuffix("Reference"), named.get("id", "")))

    def page_seen(self, found: re.Match[str]) -> None:
        if not found["end"]:
            self.page = (self.page or 1) + 1

    # -- fields

    def field_mark(self, found: re.Match[str]) -> None:
        what = local(attributes(found["inside"])).get("fldCharType")
        if what == "begin":
            self.fields.append(Field())
        elif what == "separate" and self.fields:
            self.begin_result(self.fields[-1])
        elif what == "end" and self.fields:
            self.fields.pop().closed = True
        self.mute()

    def simple_field(self, found: re.Match[str]) -> None:
        if found["end"]:
            if self.fields:
                self.fields.pop().closed = True
        elif not found["inside"].endswith("/"):
            named = local(attributes(found["inside"]))
            self.fields.append(Field([named.get("instr", "")]))
            self.begin_result(self.fields[-1])
        self.mute()

    def begin_result(self, one: Field) -> None:
        words = unescape("".join(one.code)).split(None, 1)
        one.result, one.kind = True, words[0].upper() if words else ""

    def mute(self) -> None:
        """Results within the code of another field are part of that code."""
        self.muted = any(not one.result for one in self.fields[:-1])

    # -- tables, text boxes, blocks

    def table(self, found: re.Match[str]) -> None:
        if not found["end"]:
            self.tables_seen += self.cells[-1] is None
            outer = self.cells[-1] if len(self.tables) < DEEPEST else None
            self.tables.append(_Table(self.tables_seen if outer is None else 1, outer))
        elif self.tables:
            self.tables.pop()

    def table_row(self, found: re.Match[str]) -> None:
        if not found["end"] and self.tables:
            self.tables[-1].row += 1
            self.tables[-1].column = 1

    def table_cell(self, found: re.Match[str]) -> None:
        if found["end"]:
            if len(self.cells) > 1:
                self.cells.pop()
        elif self.tables:
            table = self.tables[-1]
            self.cells.append(Cell(table.number, table.row, table.column, table.outer))
            table.column += 1

    def text_box(self, found: re.Match[str]) -> None:
        """Enter or leave a text box, whose paragraphs stand in a paragraph."""
        if not found["end"]:
            self.outer_boxes.append(self.box)
            self.boxes += 1
            self.box = self.boxes
            self.cells.append(None)
        elif self.outer_boxes:
            self.box = self.outer_boxes.pop()
            self.cells.pop()

    def block(self, found: re.Match[str]) -> None:
        if not found["end"]:
            self.blocks.append(None)
        elif self.blocks:
            self.blocks.pop()

    def other(self, kind: str | None, found: re.Match[str]) -> None:
        """Take properties of rows, cells and blocks, field codes, and branches of mc:AlternateContent."""
        if kind == "code":
            if self.fields and not self.fields[-1].result:
                self.fields[-1].code.append(found["code"])
        elif kind == "trpr":
            found_in = self.tags.properties(found["trpr"])
            if "del" in found_in:
                self.skip = self.tags.end_of(self.xml, self.tags.w, "tr", found.end())
            elif self.tables:
                self.tables[-1].column += min(number(found_in.get("gridBefore")) or 0, 1000)
        elif kind == "tcpr":
            self.cell_properties(self.tags.properties(found["tcpr"]), found.end())
        elif kind == "sdtpr":
            if self.blocks and "Table of Contents" in found["sdtpr"]:
                self.blocks[-1] = Field(kind="TOC", closed=True)
        elif kind == "alternate":
            self.branch(found)

    def cell_properties(self, properties: dict[str, str], end: int) -> None:
        cell = self.cells[-1]
        if cell is None or not self.tables:
            return
        if "cellDel" in properties:
            self.skip = self.tags.end_of(self.xml, self.tags.w, "tc", end)
            self.cells.pop()
        self.tables[-1].column += min(max((number(properties.get("gridSpan")) or 1) - 1, 0), 1000)
        if "vMerge" in properties and value(properties["vMerge"]) != "restart" and "cellDel" not in properties:
            self.cells[-1] = cell._replace(covered=True)

    def branch(self, found: re.Match[str]) -> None:
        """Keep the first branch of mc:AlternateContent and skip the others."""
        name = found["alternate"]
        if name == "AlternateContent":
            if found["close"]:
                del self.choices[-1:]
            else:
                self.choices.append(False)
        elif not found["close"] and self.choices and not found[0].endswith("/>"):
            if self.choices[-1]:
                self.skip = self.tags.end_of(self.xml, self.tags.mc, name, found.end())
            self.choices[-1] = True

    def leave_out(self, found: re.Match[str]) -> None:
        """Skip what is deleted, moved away, or the reading of a ruby."""
        if not found["end"] and not found["inside"].endswith("/"):
            self.skip = self.tags.end_of(self.xml, self.tags.w, found["name"], found.end())


def unescape(text: str) -> str:
    """Return `text` with the references that XML has resolved."""
    return REFERENCE.sub(_character, text) if "&" in text else text


def _character(found: re.Match[str]) -> str:
    if found[3]:
        return _NAMED[found[3]]
    return chr(int(found[1], 16) if found[1] else int(found[2]))


def _around(xml: str, found: re.Match[str], group: str) -> Span:
    """Return the span of the element whose content a group of `found` is."""
    start, end = found.span(group)
    return Span(xml.rindex("<", 0, start), xml.index(">", end) + 1)
