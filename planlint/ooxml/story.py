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

import re
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from planlint.model import Span
from planlint.ooxml.styles import Style


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


class Marks(NamedTuple):
    """What the properties of a paragraph itself say."""

    style: str | None = None
    num_id: int | None = None
    level: int | None = None
    outline: int | None = None
    deleted: bool = False
    run_in: bool = False


class Origin(NamedTuple):
    """An element of a run that is not an ordinary one: where it stands, whether it is text, and the run.

    `run` is the start and end of the run and of its properties; it is a list because the end is known last.
    """

    start: int
    end: int
    is_text: bool
    run: list[int]


Taken = tuple[int, int, "re.Match[str] | Origin"]
"""Start and end in the line, and what it was taken from: an ordinary run as matched, or an Origin."""


class Line:
    """One paragraph as read. Offsets count from the beginning of `text`, before which `label` is displayed.

    `hidden` and `pages` (page numbers) are stretches of the text, `taken` says where it comes from. `style` is its
    style, `outline` its level from 0 on. It stands in a table's `cell`, in the text box number `box`, on the `page`
    where Word last saw it (0: not known). `listing` is the field that lists it in a contents page; when it `joins`, its
    mark is deleted or not displayed, and the next paragraph continues it.

    What most paragraphs do not have is an attribute of the class: setting it on each costs as much as reading it.
    """

    text = label = ""
    hidden: list[Span] | tuple[()] = ()
    pages: list[Span] | tuple[()] = ()
    outline: int | None = None
    cell: Cell | None = None
    box = page = 0
    listing: Field | None = None
    joins = False

    # Used while it is being read.
    marks = Marks()
    run: list[int] | None = None
    run_hidden: bool | None = None
    break_ahead: Origin | None = None
    length = 0

    def __init__(self, start: int, inner: int, style: Style) -> None:
        self.start, self.end, self.inner, self.style = start, inner, inner, style
        self.words: list[str] = []
        self.taken: list[Taken] = []
