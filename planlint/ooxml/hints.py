"""What the format says of the lines of a body: headings, table cells, the entries of a contents page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planlint.model import Hint
from planlint.ooxml.story import Cell, Line

TITLES = ("title", "标题")
NO_TITLE = re.compile(
    r"\s*(?:附\s?[件表录]|目\s*录|[（(]?[一二三四五六七八九十\d]{1,3}[、.．）)]|第[一二三四五六七八九十\d]{1,3}[编章节条])"
)
HEAD_ROWS, HEAD_COLUMNS, HEAD_WORDS = 6, 2, 120
"""The most of a table at the head of a document that is a red head, not a table."""


def hints(shown: Sequence[tuple[int, Line]]) -> dict[int, Hint]:
    """Return the hints by 0-based line number, for the paragraphs with text and the number of their first lines."""
    tables = _tables(shown)
    found: dict[int, Hint] = {}
    titled = _title(shown)
    for at, (first, line) in enumerate(shown):
        if line.style.name.startswith("toc ") or (line.listing is not None and line.listing.closed):
            hint = Hint("contents", 1)
        elif line.cell is not None and _in_table(line.cell, tables):
            hint = Hint("table", 0)
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


def _tables(shown: Sequence[tuple[int, Line]]) -> set[Key]:
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
    found = set()
    for key, cells in rows.items():
        columns = max(map(len, cells.values()))
        red = key == head and len(cells) <= HEAD_ROWS and columns <= HEAD_COLUMNS and words[key] <= HEAD_WORDS
        if columns > 1 and not red:
            found.add(key)
    return found


def _in_table(cell: Cell | None, tables: set[Key]) -> bool:
    while cell is not None:
        if (cell.outer, cell.table) in tables:
            return True
        cell = cell.outer
    return False
