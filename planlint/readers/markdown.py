"""Markdown: the text stays the file itself; what is not prose is opaque, what the format says is a hint.

CommonMark with GitHub's tables and strikethrough, parsed by markdown-it. The numbers of ordered lists and
headings (`1.推进……`, `## 一、总体要求`) are labels and stay prose; `-`, `#`, `>`, `|`, `**` are markup. So are the
numbers of a list that gives every item the same one, since Markdown counts it, and those of a list within a list.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from planlint.model import Document, Hint, Span
from planlint.readers import _frontmatter
from planlint.readers.decode import decode

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from planlint.readers._inline import Inline

MEDIA_TYPE = "text/markdown"
SUFFIXES = (".md", ".markdown")

_MARKS = "*`<[!\\&_~"
_MOST_MARKS = 100_000
"""Marks that are looked at in one document, at 10 µs each; stretches of prose beyond are read as they stand."""

_QUOTE_AND_LIST = " \t>*+-"
_CONTAINERS = ("blockquote_open", "bullet_list_open", "ordered_list_open")


def read(source: bytes, path: str) -> Document:
    """Return the document in the bytes `source`, with `opaque`, `hints` and `meta` filled.

    Raises PlanlintError: "unreadable", "too-large", "bad-front-matter" (with the line).
    """
    document = decode(source, path)
    document.media_type = MEDIA_TYPE
    text = document.text.replace("\0", "\ufffd")  # as markdown-it does, so that its words are found again
    skip, document.meta = _frontmatter.split(text, path)
    blocks = _Blocks(document, text.split("\n"))
    blocks.walk(skip)
    document.opaque, document.hints = _merged(blocks.opaque), blocks.hints
    return document


@cache
def _parser() -> tuple[MarkdownIt, Inline]:
    from markdown_it import MarkdownIt

    from planlint.readers._inline import Inline

    md = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return md, Inline(md)


class _Piece(NamedTuple):
    """A stretch of a block's content: its start there, its offset in the document's text, its length."""

    start: int
    offset: int
    length: int


_piece_start = attrgetter("start")


class _Blocks:
    """Walks the blocks of one document and collects what they say of its lines, counted from 0."""

    def __init__(self, document: Document, lines: list[str]) -> None:
        self.opaque: list[Span] = []
        self.hints: dict[int, Hint] = {}
        self._lines = lines
        self._starts = document.line_starts
        self._env: dict[str, Any] = {}
        self._settled: set[int] = set()
        self._cell = 0
        self._marks_left = _MOST_MARKS
        self._lists: list[list[tuple[str, Span]]] = []
        self._after_marker: dict[int, int] = {}

    def walk(self, skip: int) -> None:
        """Fill `opaque` (unsorted) and `hints`; the first `skip` lines are front matter."""
        tokens: list[Token] = []
        md, _ = _parser()
        md.block.parse("\n" * skip + "\n".join(self._lines[skip:]), md, self._env, tokens)
        self._hide(0, skip)
        for index, token in enumerate(tokens):
            if token.type.endswith("_list_open"):
                self._lists.append([])
            elif token.type.endswith("_list_close"):
                self._close_list(self._lists.pop())
            if token.map:
                self._block(tokens, index, *token.map)
        self._definitions()
        for token in tokens:
            if token.level == 0 and token.map and token.type in _CONTAINERS:
                for line in set(range(*token.map)) - self._settled:
                    rest = self._lines[line].lstrip(_QUOTE_AND_LIST)
                    self._lead(line, len(self._lines[line]) - len(rest))

    def _close_list(self, markers: list[tuple[str, Span]]) -> None:
        """Hide the numbers of a list that ends here where they are no labels; `markers` are those of its items."""
        same = len(markers) > 1 and len({number for number, _ in markers}) == 1
        if same or self._lists:
            self.opaque += (span for _, span in markers)

    def _marker(self, line: int, number: str, mark: str) -> None:
        """Note the marker of an item of the innermost list; several may stand on one line."""
        at = self._lines[line].find(number + mark, self._after_marker.get(line, 0))
        if at >= 0:
            end = self._after_marker[line] = at + len(number + mark)
            self._lists[-1].append((number, Span(self._starts[line] + at, self._starts[line] + end)))

    def _block(self, tokens: list[Token], index: int, first: int, end: int) -> None:
        """Take up one token, which spans the lines from `first` up to `end`."""
        token = tokens[index]
        match token.type:
            case "fence" | "code_block" | "hr":
                self._hide(first, end)
            case "html_block":
                self._html(first, end)
            case "list_item_open":
                self.hints.setdefault(first, Hint("list", len(self._lists)))
                if token.info:
                    self._marker(first, token.info, token.markup)
            case "heading_open":
                self.hints[first] = Hint("heading", int(token.tag[1]))
                underline = (tokens[index + 1].map or (first, end))[1]
                self._hide(underline, end)
            case "table_open":
                self._hide(first + 1, first + 2)
                self.hints[first + 1] = Hint("table", 1)
            case "tr_open":
                self._row(first)
            case "inline" if tokens[index - 1].type in ("th_open", "td_open"):
                self._prose_in_cell(first, token.content)
            case "inline":
                opened = tokens[index - 1].markup
                self._prose(first, token.content, opened if opened.startswith("#") else "")

    def _definitions(self) -> None:
        """Hide link definitions, but not footnotes, which look the same and are read."""
        for found in (*self._env.get("references", {}).values(), *self._env.get("duplicate_refs", ())):
            first, end = found["map"]
            if not self._lines[first].lstrip(_QUOTE_AND_LIST).startswith("[^"):
                self._hide(first, end)

    def _hide(self, first: int, end: int) -> None:
        """Make the lines from `first` up to `end` opaque."""
        end = min(end, len(self._lines))
        if first < end:
            self.opaque.append(Span(self._starts[first], self._starts[end - 1] + len(self._lines[end - 1])))
            self._settled.update(range(first, end))

    def _html(self, first: int, end: int) -> None:
        """Hide comments, scripts and tags; the text between tags is displayed and stays."""
        source = "\n".join(self._lines[first:end])
        if re.match(r"[\s>*+-]*<(?:script|style|pre|textarea)\b", source, re.IGNORECASE):
            self._hide(first, end)
        else:
            self._hide_all(_tags(), source, self._starts[first])

    def _hide_all(self, pattern: re.Pattern[str], source: str, offset: int) -> None:
        """Make every match of `pattern` in `source`, which stands at `offset`, opaque."""
        self.opaque += (Span(offset + m.start(), offset + m.end()) for m in pattern.finditer(source))

    def _lead(self, line: int, end: int) -> None:
        """Hide the marks of quotes, lists and headings in the first `end` characters of a line."""
        self._hide_all(_leads(), self._lines[line][:end], self._starts[line])
        self._settled.add(line)

    def _row(self, line: int) -> None:
        """Hide the bars of a table's row, and the backslashes before bars that are text."""
        self._hide_all(_bars(), self._lines[line], self._starts[line])
        self.hints[line] = Hint("table", 1)
        self._cell = 0

    def _prose_in_cell(self, line: int, content: str) -> None:
        """Hide the markup in the next cell of a row; a cell with an escaped bar stays as it is."""
        at = self._lines[line].find(content, self._cell) if content else -1
        if at >= 0:
            if not self._cell:
                self._lead(line, at)
            self._cell = at + len(content)
            self._markup(content, [_Piece(0, self._starts[line] + at, len(content))])

    def _prose(self, first: int, content: str, hashes: str) -> None:
        """Hide the markup of a paragraph or heading; `content` is its text without what leads its lines."""
        pieces, at = [], 0
        for line, piece in enumerate(content.split("\n"), first):
            source, bare = self._lines[line], piece.strip()
            where = source.find(bare, source.find(hashes) + len(hashes)) if hashes else source.rfind(bare)
            if where >= 0:
                self._lead(line, where)
                pieces.append(_Piece(at + piece.find(bare), self._starts[line] + where, len(bare)))
            at += len(piece) + 1
        if hashes:  # a heading may end with hashes too
            self._hide_all(_leads(), source[where + len(bare) :], self._starts[line] + where + len(bare))
        if self.hints.get(first, ("",))[0] == "list" and content.startswith(("[ ] ", "[x] ", "[X] ")):
            self.opaque.append(Span(pieces[0].offset, pieces[0].offset + 3))
        self._markup(content, pieces)

    def _markup(self, content: str, pieces: list[_Piece]) -> None:
        """Hide the markup in `content`, whose stretches stand in the text as the sorted `pieces` say."""
        marks = sum(map(content.count, _MARKS))
        if not 0 < marks <= self._marks_left:
            return
        self._marks_left -= marks
        for start, end in _parser()[1].markup(content, self._env):
            index = bisect_right(pieces, start, key=_piece_start) - 1
            for piece in pieces[max(index, 0) : bisect_left(pieces, end, key=_piece_start)]:
                begin, stop = max(start - piece.start, 0), min(end - piece.start, piece.length)
                if begin < stop:
                    self.opaque.append(Span(piece.offset + begin, piece.offset + stop))


@cache
def _leads() -> re.Pattern[str]:
    return re.compile(r"[>*+#-]+")


@cache
def _bars() -> re.Pattern[str]:
    return re.compile(r"(?<!\\)\||\\(?=\|)")


@cache
def _tags() -> re.Pattern[str]:
    return re.compile(r"<!--(?s:.*?)(?:-->|\Z)|</?[A-Za-z!?][^<>]*>")


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    """Return the union of `spans`, sorted and disjoint."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        elif span.start < span.end:
            merged.append(span)
    return tuple(merged)
