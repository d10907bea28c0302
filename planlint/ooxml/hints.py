"""What the format says of the lines of a body: headings, table cells, the entries of a contents page."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from planlint.model import CellPlace, Hint
from planlint.ooxml.story import Cell, Line

TITLES = ("title", "标题")
NO_TITLE = re.compile(
    r"\s*(?:附\s?[件表录]|目\s*录|[（(]?[一二三四五六七八九十\d]{1,3}[、.．）)]|第[一二三四五六七八九十\d]{1,3}[编章节条])"
)
HEAD_ROWS, HEAD_COLUMNS, HEAD_WORDS = 6, 2, 120
"""The most of a table at the head of a document that is a red head, not a table."""


def hints(shown: Sequence[tuple[int, Line]], lines: Iterable[Line]) -> dict[int, Hint]:
    """Return the hints by 0-based line number, for the paragraphs with text and the number of their first lines.

    `lines` are all paragraphs: those without text in merged cells too, which tell how far down a cell reaches.
    """
    tables = _tables(shown)
    numbers = {key: number for number, key in enumerate(tables, 1)}
    covered = {line.cell for line in lines if line.cell is not None and line.cell.covered} if tables else set()
    places: dict[Cell, CellPlace] = {}
    found: dict[int, Hint] = {}
    titled = _title(shown)
    for at, (first, line) in enumerate(shown):
        if line.style.name.startswith("toc ") or (line.listing is not None and line.listing.closed):
            hint = Hint("contents", 1)
        elif line.cell is not None and _in_table(line.cell, tables):
            if line.cell not in places:
                places[line.cell] = _place(line.cell, numbers, covered)
            hint = Hint("table", 0, places[line.cell])
        elif at < titled or line.style.name in TITLES:
            hint = Hint("heading", 1)
        elif line.outline is not None and line.outline < 9:
            hint = Hint("heading", line.outline + 2)
        else:
            continue
        for number in range(first, first + 1 + line.text.count("\n")):
            found[number] = hint
    return found


def _title(shown: Sequence[tuple[int, Line]]) -> int:
    """Return how many lines at the head are the title although they are styled as headings of the first level.

    They are when nothing else is on that level, and they bear no number and are not 附件 or 目录.
    """
    head = 0
    for _, line in shown:
        if line.outline != 0 or line.label or line.cell is not None or NO_TITLE.match(line.text):
            break
        head += 1
    return head if head <= 4 and not any(line.outline == 0 for _, line in shown[head:]) else 0


Key = tuple[Cell | None, int]


def _tables(shown: Sequence[tuple[int, Line]]) -> dict[Key, None]:
    """Return the tables that are tables: not a frame around text, nor the red head of a document."""
    rows: dict[Key, dict[int, set[int]]] = {}
    words: dict[Key, int] = {}
    for _, line in shown:
        cell = line.cell
        while cell is not None:
            key = cell.outer, cell.table
            rows.setdefault(key, {}).setdefault(cell.row, set()).add(cell.column)
            words[key] = words.get(key, 0) + len(line.text)
            cell = cell.outer
    first = next((line.cell for _, line in shown if not line.box), None)
    head = (first.outer, first.table) if first is not None else None
    found: dict[Key, None] = {}
    for key, cells in rows.items():
        columns = max(map(len, cells.values()))
        red = key == head and len(cells) <= HEAD_ROWS and columns <= HEAD_COLUMNS and words[key] <= HEAD_WORDS
        if columns > 1 and not red:
            found[key] = None
    return found


def _place(cell: Cell, numbers: Mapping[Key, int], covered: Collection[Cell]) -> CellPlace:
    """Return the place of a cell; a table inside a cell, or one that is a frame, counts as part of the cell around."""
    while (cell.outer, cell.table) not in numbers and cell.outer is not None:
        cell = cell.outer
    last = cell.row
    while covered and not cell.covered and cell._replace(row=last + 1, covered=True) in covered:
        last += 1
    return CellPlace(numbers[cell.outer, cell.table], cell.row, cell.column, last)


def _in_table(cell: Cell | None, tables: Collection[Key]) -> bool:
    while cell is not None:
        if (cell.outer, cell.table) in tables:
            return True
        cell = cell.outer
    return False
