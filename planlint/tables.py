"""The tables of a document, row by row.

A row is read from the places of its cells, where the format knows them (Word, PDF, a web page), else from a line with
bars (Markdown) or tabs (plain text). A cell that reaches into the rows below stands in each of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from planlint.context import Context
from planlint.model import CellPlace, Document, Span

TALLEST = 1000
"""Rows that one merged cell fills at most."""
BANNER = 30
"""Code points of a line between the rows of a table that is part of it."""


class Cell(NamedTuple):
    """The words of a cell without blanks, a line for each of its paragraphs, and where they stand."""

    text: str
    span: Span


Row = Mapping[int, Cell]
"""The cells of a row that have words, by 1-based column."""


class Table(NamedTuple):
    """The rows of a table that have words, in order."""

    rows: list[Row]

    @property
    def span(self) -> Span:
        """Return the span from its first cell to its last."""
        cells = [cell.span for row in self.rows for cell in row.values()]
        return Span(min(cells)[0], max(cell.end for cell in cells))


def tables(context: Context) -> list[Table]:
    """Return the tables of the document, in order. Use with `context.once`."""
    document, clean = context.document, context.plan.clean
    paragraphs: dict[CellPlace, list[Cell]] = {}
    for line, hint in document.hints.items():
        if hint.cell is not None and (words := _cell(clean, document.line_span(line))).text:
            paragraphs.setdefault(hint.cell, []).append(words)
    grids: dict[int, dict[int, dict[int, Cell]]] = {}
    for place, parts in paragraphs.items():
        cell = Cell("\n".join(part.text for part in parts), Span(parts[0].span.start, parts[-1].span.end))
        rows = grids.setdefault(place.table, {})
        for row in range(place.row, min(place.last, place.row + TALLEST) + 1):
            rows.setdefault(row, {})[place.column] = cell
    found = [Table([rows[row] for row in sorted(rows)]) for rows in grids.values()]
    found += _of_lines(document, clean)
    return sorted((table for table in found if table.rows), key=lambda table: table.span)


def cells_of(document: Document, clean: str, line: int) -> list[Cell]:
    """Return the cells of one line: between bars in Markdown, between tabs, else the whole line."""
    start, end = document.line_span(line)
    text = document.text[start:end]
    mark = "|" if line in document.hints and document.hints[line].kind == "table" and "|" in text else "\t"
    cells, at = [], start
    for piece in text.split(mark):
        cells.append(_cell(clean, Span(at, at + len(piece)), document.text))
        at += len(piece) + 1
    if mark == "|":
        cells = cells[1:] if cells and not cells[0].text else cells
        cells = cells[:-1] if cells and not cells[-1].text else cells
    return cells


def _cell(clean: str, span: Span, text: str = "") -> Cell:
    """Return the words of `clean[span]`, placed without the blanks around them (in `text`, where that is given)."""
    piece = (text or clean)[slice(*span)]
    start = span.start + len(piece) - len(piece.lstrip())
    end = max(start, span.start + len(piece.rstrip()))
    return Cell("".join(clean[start:end].split()), Span(start, end))


def _of_lines(document: Document, clean: str) -> Iterator[Table]:
    """Yield the tables of a row a line; a short line alone between two rows with tabs is a cell over all columns."""
    text = document.text
    lines = {line for line, hint in document.hints.items() if hint.kind == "table" and hint.cell is None}
    at = text.find("\t")
    while at >= 0:
        line = document.line_at(at)
        end = document.line_span(line).end
        if "\t" in text[slice(*document.line_span(line))].strip():
            lines.add(line)
            if line - 2 in lines and len(text[slice(*document.line_span(line - 1))].strip()) <= BANNER:
                lines.add(line - 1)
        at = text.find("\t", end)
    rows: list[Row] = []
    last = -2
    for line in sorted(lines):
        if line != last + 1:
            yield Table(rows)
            rows = []
        last = line
        row = {column: cell for column, cell in enumerate(cells_of(document, clean, line), 1) if cell.text}
        rows += [row] if row else []
    yield Table(rows)
