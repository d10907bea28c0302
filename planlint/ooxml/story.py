"""From the XML of one story (body, footnote, header, …) to its text, and from the text back to the XML.

What `Word` (planlint.ooxml.word) holds, and what a program that writes into the file may rely on:

- `Word.document.text` is made of lines: one a paragraph, more where a paragraph has line or page breaks (`\\n` too).
- `Word.paragraphs` has one `Paragraph` for each `w:p` whose text is in it, `Word.pieces` one `Piece` for each stretch
  of the text that one element of a run stands for. Both are in the order of the text and know their part by its index
  in `Word.parts`. Characters in no piece are not stored: the line ends between paragraphs and what is in
  `document.virtual` (automatic numbers).
- A piece of kind `text` is the content of a `w:t` (or of a formula's `m:t`); `raw` is where that content stands in
  `part.xml`. Character references make it longer than the text: `Word.raw_offset(piece, offset)` maps an offset. A
  piece of kind `mark` is one character for a whole element (`w:tab`, `w:br`, `w:cr`, `w:ptab`, `w:noBreakHyphen`,
  `w:sym`), and `raw` is that element.
- `piece.run` is the index of its run in `Word.runs[piece.part]`: `Run.span` is the whole `w:r` (or `m:r`), `Run.props`
  its `w:rPr` with its tags, an empty span where it has none, at the place where it would stand. A run may hold several
  pieces, and things that are not text (a picture, a field mark, a reference to a note).
- All offsets into XML are code points in `Part.xml`; encode it in UTF-8 to get the part's bytes (see `Part.exact`).

What is displayed is read, and what is not is left out: deleted and moved-away text, field codes, the second branch of
mc:AlternateContent, the reading in a ruby. Inserted text is in, hidden text is in and marked as hidden.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from planlint.model import Span


class Run(NamedTuple):
    """A run in its part's XML: the whole element, and its properties."""

    span: Span
    props: Span


class Piece(NamedTuple):
    """Characters `start` to `end` of the text, which one element of a run stands for; see the module's docstring."""

    start: int
    end: int
    part: int
    run: int
    raw: Span
    kind: Literal["text", "mark"]


class Paragraph(NamedTuple):
    """A `w:p` in the text, from `start` to `end` (its number included, its line end not), and in its part's XML.

    `raw` is the whole element; runs may be put in from `inner` on, behind its properties. An empty element (`<w:p/>`)
    has `inner` at its end.
    """

    start: int
    end: int
    part: int
    raw: Span
    inner: int


class Cell(NamedTuple):
    """The place of a cell: its table's number in the story, 1-based row, 1-based column of the grid.

    `outer` is the cell that the table itself stands in; a `covered` cell continues a merged one above it.
    """

    table: int
    row: int
    column: int
    outer: Cell | None = None
    covered: bool = False


@dataclass(slots=True)
class Field:
    """A field: its code, then its result. `kind` is the first word of the code, `closed` once its end is met."""

    code: list[str] = field(default_factory=list)
    kind: str = ""
    result: bool = False
    closed: bool = False


Taken = tuple[int, int, int, int, int, bool]
"""Of one element: start and end in the line, run, start and end in the XML, and whether it is text (no mark)."""


@dataclass(slots=True)
class Line:
    """One paragraph as read. Offsets count from the beginning of `text`, before which `label` is displayed.

    `hidden` and `pages` (page numbers) are stretches of the text, `taken` says where it comes from. `style` is the
    style's name, `outline` its level from 0 on. It stands in a table's `cell`, in the text box number `box`, on the
    `page` where Word last saw it (0: not known). `listing` is the field that lists it in a contents page, `joins` true
    when its mark is deleted or not displayed, so that the next paragraph continues it.
    """

    raw: Span
    inner: int
    text: str = ""
    label: str = ""
    taken: list[Taken] = field(default_factory=list)
    hidden: list[Span] = field(default_factory=list)
    pages: list[Span] = field(default_factory=list)
    style: str = ""
    outline: int | None = None
    cell: Cell | None = None
    box: int = 0
    page: int = 0
    listing: Field | None = None
    joins: bool = False
