"""What a file says beside its text, and how it looks; only Word files say any of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from planlint.model import NOTHING, Span

MarkKind = Literal["comment", "inserted", "deleted", "changed", "highlight", "colour"]


class Mark(NamedTuple):
    """Something at `span` of the text that is no part of it and must not leave the office; empty where none shows it.

    `comment` (`detail`: its words), `inserted`, `deleted` (`detail`: the words that are gone), `changed` (another
    tracked change: of format, of a paragraph's end, of a row), `highlight` and `colour` (`detail`: a word for the
    colour, such as yellow). `author` is "" where there is none.
    """

    kind: MarkKind
    span: Span
    detail: str = ""
    author: str = ""


class Traces(NamedTuple):
    """What a file says beside its text: marks in the order of the text, and the properties of the file.

    `properties` are such as author, editor (who saved it last), company, manager, template, title; none is empty.
    """

    marks: tuple[Mark, ...] = ()
    properties: Mapping[str, str] = NOTHING


class Sheet(NamedTuple):
    """The paper of one section of a Word file, in mm; `left` has the gutter in it, `start` is where its text begins."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    start: int = 0


class Block(NamedTuple):
    """How a paragraph stands: `align` is left, center, right, both or distribute.

    `indent` is how far its first line is moved in, in characters of its size, `line` the exact distance of its lines
    in points (None: not fixed). `numbered` tells that its number is automatic.
    """

    span: Span
    align: str = "both"
    indent: float = 0
    line: float | None = None
    numbered: bool = False


class Look(NamedTuple):
    """The font for Chinese (as the file names it) and the size in points of a stretch of text."""

    span: Span
    font: str
    size: float


class Folio(NamedTuple):
    """A page number: its line with # for the number, on which pages it is (default, first, even), and how it looks.

    `align` is "" where a frame places it.
    """

    span: Span
    form: str
    pages: str
    align: str
    size: float


class Layout(NamedTuple):
    """How a Word file looks, all in the order of the text."""

    sheets: tuple[Sheet, ...] = ()
    blocks: tuple[Block, ...] = ()
    looks: tuple[Look, ...] = ()
    folios: tuple[Folio, ...] = ()
