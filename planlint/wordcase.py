"""The text of a case as if it stood in a Word file: with marks, properties of the file, and a layout."""

from __future__ import annotations

import re
from dataclasses import replace

from planlint.filedata import Block, Folio, Layout, Look, Mark, Sheet, Traces
from planlint.model import Document, PlanlintError, Span
from planlint.rulebook import Setup
from planlint.ruleschema import LayoutEntry, LookEntry

LINE = 28.95
"""Points from line to line at which 22 lines fill the page."""


def as_word(document: Document, setup: Setup) -> Document:
    """Return the document with what the setup of a case says. Raises PlanlintError for words that it does not hold."""
    marks, hidden = [], []
    for entry in setup.marks:
        place = _find(document, entry.at)
        if entry.kind == "hidden":
            hidden.append(place)
        else:
            span = Span(place.end if entry.kind in ("deleted", "changed") else place.start, place.end)
            marks.append(Mark(entry.kind, span, entry.detail, entry.author))
    traces = Traces(tuple(sorted(marks, key=lambda mark: mark.span)), setup.properties)
    layout = _layout(document, setup.layout) if setup.layout is not None else Layout()
    hides = tuple(sorted(hidden))
    return replace(document, hidden=hides, opaque=hides, traces=lambda: traces, layout=lambda: layout)


def _layout(document: Document, entry: LayoutEntry) -> Layout:
    sheet = entry.sheet
    paper = Sheet(sheet.width, sheet.height, sheet.top, sheet.bottom, sheet.left, sheet.right)
    lines = [document.line_span(number) for number in range(len(document.line_starts))]
    blocks = {line: Block(line, indent=2, line=LINE) for line in lines}
    for one in entry.blocks:
        line = document.line_span(document.locate(_find(document, one.at).start).line - 1)
        blocks[line] = Block(line, one.align, one.indent, one.line or LINE)
    folios = []
    for number in entry.folios:
        place = _find(document, number.at)
        form = re.sub(r"\d+", "#", "".join(number.at.split()), count=1)
        folios.append(Folio(place, form, number.pages, number.align, number.size))
    return Layout((paper,), tuple(blocks.values()), tuple(_looks(document, entry.looks)), tuple(folios))


def _looks(document: Document, entries: tuple[LookEntry, ...]) -> list[Look]:
    """Return the looks named, and the usual one between them."""
    looks, usual, at = list[Look](), LookEntry(at=""), 0
    for place, entry in sorted(((_find(document, entry.at), entry) for entry in entries), key=lambda one: one[0]):
        looks += (Look(Span(at, place.start), usual.font, usual.size), Look(place, entry.font, entry.size))
        at = place.end
    return [*looks, Look(Span(at, len(document.text)), usual.font, usual.size)]


def _find(document: Document, words: str) -> Span:
    start = document.text.find(words)
    if start < 0:
        zh, en = f"用例的文字里没有“{words}”", f"the text of the case does not hold “{words}”"
        raise PlanlintError("bad-rule-file", zh, en)
    return Span(start, start + len(words))
