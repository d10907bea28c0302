"""Rows with a total: 合计 in a table of one row a line, or flattened to one cell a line.

A flattened table has lost its rows. They are found again from the total: behind 合计 stand so many numbers, and above
it (or below) stand again and again a name and as many numbers. What does not fit that is no row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from planlint.context import Context
from planlint.model import Span
from planlint.patterns import pattern
from planlint.sentences import leads_line
from planlint.tables import Cell, cells_of
from planlint.terms import occurrences

NUMBER = pattern(
    r"-?(?P<number>\d{1,12}(?:[,，]\d{3})*(?:[.．](?P<part>\d{1,6}))?)\s?[^\d\s%％.．,，、~～—–/-]{0,4}(?<![年月日号])"
)
EMPTY = frozenset(["", "-", "—", "——", "/", "0", "无"])
WIDEST = 20
ROWS = 100
MOST = 20
"""Totals of one document that are judged."""


def number(cell: Cell) -> Fraction | None:
    """Return the value of a cell; None for words, a share or a range."""
    if cell.text in EMPTY:
        return Fraction(0)
    found = NUMBER.fullmatch(cell.text)
    return Fraction(found["number"].replace(",", "").replace("，", "").replace("．", ".")) if found else None


def decimals(cell: Cell) -> int:
    """Return how many decimals are written in a cell."""
    found = NUMBER.fullmatch(cell.text)
    return len(found["part"] or "") if found else 0


class Totals(NamedTuple):
    """The row of a total, the rows it adds up, and the cells above the first of these (its column's heading)."""

    total: Sequence[Cell]
    rows: Sequence[Sequence[Cell]]
    head: Sequence[Cell]


def totals(context: Context) -> Iterator[Totals]:
    """Yield every total of a table with the rows that stand with it."""
    for line in _total_lines(context):
        cells = _cells(context, line)
        if len(cells) > 1:
            yield from _in_rows(context, line, cells)
        else:
            yield from _flattened(context, line)


def _total_lines(context: Context) -> list[int]:
    """Return the lines (0-based) that begin with 合计, 总计 or 共计, the first `MOST` of them."""
    clean, lines = context.plan.clean, []
    for word in occurrences(context, context.facts.table("figures")["table-totals"]):
        if clean[word.end : word.end + 1] in ("", "\n", " ") and leads_line(clean, word.start):
            lines.append(context.document.line_at(word.start))
            if len(lines) == MOST:
                break
    return lines


def _cells(context: Context, line: int) -> list[Cell]:
    return cells_of(context.document, context.plan.clean, line)


def _in_rows(context: Context, line: int, total: list[Cell]) -> Iterator[Totals]:
    """Yield the total with the rows above it, or when it stands first, below it."""
    last = len(context.document.line_starts)
    for step in (-1, 1):
        rows: list[list[Cell]] = []
        at = line + step
        while 0 <= at < last and len(rows) < ROWS:
            cells = _cells(context, at)
            if not rows and len(cells) > len(total) and any(not cell.text for cell in total):
                blank = Cell("", Span(total[-1].span.end, total[-1].span.end))
                total = [*total, *[blank] * (len(cells) - len(total))]  # empty cells at the end of the row are gone
            if len(cells) != len(total):
                break
            rows.append(cells)
            at += step
        numbered = [row for row in rows if any(number(cell) is not None and cell.text not in EMPTY for cell in row[1:])]
        if step < 0 and rows:
            yield from _judged(total, numbered, rows[-1])
            if len(numbered) > 1:
                return
        elif rows and len(numbered) == len(rows):
            above = _cells(context, line - 1) if line else []
            yield from _judged(total, numbered, above if len(above) == len(total) else ())


def _judged(total: Sequence[Cell], rows: Sequence[Sequence[Cell]], head: Sequence[Cell]) -> Iterator[Totals]:
    subtotal = any(
        "小计" in cell.text or "其中" in cell.text or "合计" in cell.text for row in rows for cell in row[:2]
    )
    if len(rows) > 1 and not subtotal:
        yield Totals(total, rows, head)


def _flattened(context: Context, line: int) -> Iterator[Totals]:
    """Yield the total with the rows found again around it, one cell a line."""
    after = list(_column(context, line, 1))
    width = 1
    while width < min(len(after), WIDEST) and number(after[width - 1]) is not None:
        width += 1
    width -= number(after[width - 1]) is None if width <= len(after) else 0
    if width < 1 or not after or number(after[0]) is None:
        return
    total = [_cells(context, line)[0], *after[:width]]
    size = width + 1
    before = list(_column(context, line, -1))[::-1]
    rows: list[list[Cell]] = []
    while len(before) >= size and _is_row(before[-size:]):
        rows.append(before[-size:])
        before = before[:-size]
    if not rows:
        below = after[width:]
        head = before[-size:]
        while len(below) >= size and _is_row(below[:size]):
            rows.append(below[:size])
            below = below[size:]
        yield from _judged(total, rows, head)
    else:
        yield from _judged(total, rows, before[-size:])


def _is_row(cells: Sequence[Cell]) -> bool:
    return number(cells[0]) is None and all(number(cell) is not None for cell in cells[1:])


def _column(context: Context, line: int, step: int) -> Iterator[Cell]:
    """Yield the cells above or below a line, up to one that is a sentence."""
    document, blanks = context.document, 0
    at = line + step
    last = len(document.line_starts)
    for _ in range(ROWS * 4):
        if not 0 <= at < last:
            return
        cells = _cells(context, at)
        if len(cells) > 1 or len(cells[0].text) > 30 or cells[0].text.endswith(("。", "：", "；")):
            return
        blanks = blanks + 1 if not cells[0].text else 0
        if blanks > 2:
            return
        if cells[0].text:
            yield cells[0]
        at += step
