"""A paper as an Excel file."""

from __future__ import annotations

from typing import TextIO

from planlint.papers import Cell, Paper
from planlint.reports._book import Book, Column, Value

FILLS = {"wrong": "FFFADBD8", "missing": "FFFFF3CD", "good": "FFDDEFE3"}


def render(paper: Paper, out: TextIO) -> None:
    """Write the table as a workbook to the bytes behind `out`."""
    columns = [Column(column.title, max(column.width * 1.9, 6)) for column in paper.columns]
    rows = (list(map(_value, row)) for row in paper.rows)
    with Book() as book:
        book.sheet(paper.title, columns, rows, count=len(paper.rows), about=(paper.title, *paper.about))
        book.save(out)


def _value(cell: Cell) -> Value:
    before = cell.text.partition(cell.strong)[0] if cell.strong else ""
    return Value(cell.text, cell.strong, before, FILLS.get(cell.style, ""), cell.style == "box")
