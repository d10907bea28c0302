"""The data that every room shares: documents, places, trees, dates, errors. Hits and findings are in findings.py.

Offsets are 0-based code points into `Document.text`, half-open; lines and columns shown to people are
1-based code points. Other units are made at the edge, by the report that needs them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

if TYPE_CHECKING:
    from planlint.filedata import Layout, Traces

T = TypeVar("T")

Texts = Mapping[str, str]
"""One text in several languages: {"zh": …, "en": …}; `zh` is always there."""

NOTHING: Mapping[str, Any] = {}
"""Default of a mapping in the records below, which are named tuples: a frozen dataclass costs every run 0.5 ms."""


class Span(NamedTuple):
    """Half-open range of code points in `Document.text`."""

    start: int
    end: int


class Location(NamedTuple):
    """Where an offset is for a person: 1-based line and column, and the place in a format without lines.

    `place` is such as {"zh": "表1第2行第3列", "en": "table 1, row 2, column 3"}; None where lines are what people see.
    """

    line: int
    column: int
    place: Texts | None = None

    def said(self, lang: str) -> str:
        """Return the place in the language `lang`, or `line:column`."""
        return self.place.get(lang, self.place["zh"]) if self.place else f"{self.line}:{self.column}"


class Place(NamedTuple):
    """What text from the offset `start` on, up to the next Place, is called in a format without lines."""

    start: int
    texts: Texts


class PlanlintError(Exception):
    """Something planlint was asked for and cannot do; shown without a traceback, exit status 2.

    `code` is stable and machine readable ("unreadable", "no-such-path", "bad-rule-file", …); `texts` says
    what is wrong and what to do; `path` and 1-based `line` say where, when there is a where.
    """

    def __init__(self, code: str, zh: str, en: str, *, path: str | None = None, line: int | None = None) -> None:
        super().__init__(f"{path or ''}{f':{line}' if line else ''}: {en}" if path else en)
        self.code, self.path, self.line = code, path, line
        self.texts: Texts = {"zh": zh, "en": en}

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild_error, (self.code, dict(self.texts), self.path, self.line)


def _rebuild_error(code: str, texts: Texts, path: str | None, line: int | None) -> PlanlintError:
    return PlanlintError(code, texts["zh"], texts["en"], path=path, line=line)


class CellPlace(NamedTuple):
    """Where a cell stands: a number for its table, 1-based row and column, and the last row that it reaches into."""

    table: int
    row: int
    column: int
    last: int


class Hint(NamedTuple):
    """What the format itself says of one line: a heading, a list entry, a table's cell, a contents page's entry.

    `level` is that of the heading, where 1 is the document's title and 2 the first below it, or the depth of the entry.
    `cell` is known where the format has a line for each cell, not one for each row.
    """

    kind: Literal["heading", "list", "table", "contents"]
    level: int
    cell: CellPlace | None = None


def no_traces() -> Traces:
    """Return the traces of a file that is nothing but its text."""
    from planlint.filedata import Traces  # only Word files have any

    return Traces()


def no_layout() -> Layout:
    """Return the layout of a file that has none."""
    from planlint.filedata import Layout

    return Layout()


WORD_TYPES = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/msword",
    "application/rtf",
    "application/vnd.oasis.opendocument.text",
    "application/x-word-xml",
)
"""The media types of which an annotated Word copy can be made: .docx, and what LibreOffice turns into it."""

TEXT_TYPES = ("text/plain", "text/markdown")
"""The media types whose files are their text, so that a fix of the text can be written back."""


PRINTED_TYPES = ("application/pdf", "application/ofd")
"""The media types whose paragraphs were put together from printed rows: where one ends is a guess."""


@dataclass(slots=True, eq=False)
class Document:
    """One document as read: text with `\\n` line ends and without BOM, otherwise untouched.

    `opaque` spans are not prose (markup, code, link targets, front matter), sorted and disjoint; `hints` maps a
    0-based line number to what the format says of it; `meta` holds the front matter's date, genre, profile and title.
    `encoding`, `bom` and `terminators` (one per line, or a single one for all) write the file back as it was.

    The rest is for formats that are not text. `virtual` spans are displayed but not stored (Word's automatic numbers):
    checks see them, no fix can edit them. `hidden` spans are stored but not displayed, and opaque too. From the offset
    `outside` on, which begins a line, the text is no part of the outline (headers, footers, notes, comments): only
    checks that declare `OUTSIDE` judge it. `places` says what a person calls the place of an offset. All spans and
    places are sorted, spans disjoint. `traces` tells what the file says beside its text, `layout` how it
    looks; they may keep the whole file in memory until `close`.
    """

    text: str
    path: str = "-"
    media_type: str = "text/plain"
    encoding: str = "utf-8"
    bom: bool = False
    terminators: tuple[str, ...] = ("\n",)
    opaque: tuple[Span, ...] = ()
    hints: Mapping[int, Hint] = field(default_factory=dict)
    meta: Mapping[str, str] = field(default_factory=dict)
    virtual: tuple[Span, ...] = ()
    hidden: tuple[Span, ...] = ()
    outside: int | None = None
    places: tuple[Place, ...] = ()
    traces: Callable[[], Traces] = no_traces
    layout: Callable[[], Layout] = no_layout
    _starts: list[int] = field(default_factory=list, repr=False)

    def __getstate__(self) -> tuple[bytes, list[object]]:
        """Return the state for another process, its text as UTF-16: UTF-8, pickle's own way, costs far more."""
        return self.text.encode("utf-16-le", "surrogatepass"), [getattr(self, name) for name in self.__slots__[1:]]

    def __setstate__(self, state: tuple[bytes, list[object]]) -> None:
        self.text = state[0].decode("utf-16-le", "surrogatepass")
        for name, value in zip(self.__slots__[1:], state[1], strict=True):
            setattr(self, name, value)

    @property
    def line_starts(self) -> list[int]:
        """Offset of the first character of each line; lines end at `\\n` and nowhere else."""
        if not self._starts:
            starts, at = [0], self.text.find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = self.text.find("\n", at + 1)
            self._starts = starts
        return self._starts

    def locate(self, offset: int) -> Location:
        """Return the 1-based line and column of a code point offset (0 … len(text)), and its place if it has one."""
        line = bisect_right(self.line_starts, offset)
        at = bisect_right(self.places, offset, key=lambda place: place.start) if self.places else 0
        return Location(line, offset - self._starts[line - 1] + 1, self.places[at - 1].texts if at else None)

    def origin_of(self, span: Span) -> Span:
        """Return where a span stands in the text that people have: another one where wrapped lines were joined."""
        return span

    def close(self) -> None:
        """Let go of the file; from now on only its text is known."""
        self.traces, self.layout = no_traces, no_layout

    @property
    def is_text(self) -> bool:
        """True when the file is its text, so that a fix of the text can be written back."""
        return self.media_type in TEXT_TYPES

    @property
    def is_word(self) -> bool:
        """True when an annotated Word copy can be made of the file."""
        return self.media_type in WORD_TYPES

    def line_at(self, offset: int) -> int:
        """Return the 0-based line of an offset, for `line_span`; `locate` may tell of a line in another text."""
        return bisect_right(self.line_starts, offset) - 1

    def line_span(self, line: int) -> Span:
        """Return the span of the 0-based `line`, without its `\\n`."""
        starts = self.line_starts
        end = starts[line + 1] - 1 if line + 1 < len(starts) else len(self.text)
        return Span(starts[line], end)


class Label(NamedTuple):
    """A number as written before a heading or item.

    `form` is the family of the label ("一、", "（一）", "1.", "（1）", "①", "第一章", "第一条", "一是", "第一，", …),
    `mark` how it is written within the family ("1." and "1、" differ, "（一）" and "(一)" do), `number` its value.
    """

    span: Span
    text: str
    form: str
    mark: str
    number: int


@dataclass(slots=True, eq=False)
class Node:
    """One part of the tree. Leaves, in order, cover every line of the document.

    `kind` is one of the names in outline.lark (title, addressee, preamble, section, item, paragraph, …).
    `span` covers the node with its children, `line` the span of its own first line without the line end;
    `heading` the heading's words (for a run-in heading up to its first 。, without the label),
    `body` what follows the heading on the same line. Both are empty spans where there is none.
    """

    kind: str
    span: Span
    line: Span
    heading: Span
    body: Span
    label: Label | None = None
    level: int = 0
    children: list[Node] = field(default_factory=list)
    parent: Node | None = field(default=None, repr=False)

    def walk(self) -> Iterator[Node]:
        """Yield this node and everything below it, in document order."""
        todo = [self]
        while todo:
            node = todo.pop()
            yield node
            todo += node.children[::-1]


Known = Literal["option", "front-matter", "configuration", "signature", "document-number", "title", "first-line"]


class Dating(NamedTuple):
    """What could be known when the document was written: a window of days, and where it was read from."""

    start: date
    end: date
    source: Known
    span: Span | None = None

    @property
    def is_day(self) -> bool:
        """True when the document is dated to the day."""
        return self.start == self.end


class Memo:
    """Computes each analysis of a document once, however many rules ask for it."""

    __slots__ = ("known",)

    def __init__(self) -> None:
        self.known: dict[Any, Any] = {}

    def once(self, key: Any, make: Callable[[], T]) -> T:
        """Return the value kept under `key`, making it on the first call."""
        if key not in self.known:
            self.known[key] = make()
        value: T = self.known[key]
        return value
