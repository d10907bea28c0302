"""Tasks that stand in a table (任务分解表): what is to be done, in which units' hands, until when.

A table counts when one of its first rows names a column of tasks and one of units or deadlines; the words stand in
the table `papers`. A row of one cell is a heading over the rows below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from planlint.context import Context
from planlint.duties import Duty, duties
from planlint.facts import Facts
from planlint.model import Span
from planlint.patterns import has
from planlint.tables import Cell, Row, Table, tables

HEAD_ROWS = 3
"""The head of a table is one of so many rows: above it may stand a title."""
HEAD = 15
"""Code points that the heading of a column has at most."""


class TableTask(NamedTuple):
    """One row: the headings over it in the table, the task, who and until when, and the cells that may hold figures.

    `duties` are in the order of their columns; the role of each is the heading of its column.
    """

    section: tuple[str, ...]
    task: Cell
    duties: tuple[Duty, ...]
    figures: tuple[Span, ...]


class _Words(NamedTuple):
    tasks: tuple[str, ...]
    sections: tuple[str, ...]
    units: tuple[str, ...]
    kinds: frozenset[str]
    times: tuple[str, ...]


class _Columns(NamedTuple):
    """The numbers of the columns: the task, what it belongs to, units and times with their headings."""

    task: int
    sections: tuple[int, ...]
    units: dict[int, str]
    times: dict[int, str]


@lru_cache(maxsize=4)
def _words(facts: Facts) -> _Words:
    table = facts.table("papers")
    roles = tuple(role + kind for role in table["roles"] for kind in table["role-kinds"])
    tasks, sections, times = (tuple(table[f"table-{name}"]) for name in ("tasks", "sections", "deadlines"))
    return _Words(tasks, sections, roles, frozenset(table["role-kinds"]), times)


def table_tasks(context: Context) -> list[TableTask]:
    """Return the tasks that stand in tables, in order."""
    if not context.document.hints and "\t" not in context.document.text:
        return []
    return context.once(_table_tasks)


def all_duties(context: Context) -> list[Duty]:
    """Return the units made responsible in the text and in tables, in order; a merged cell counts once."""
    rows = table_tasks(context)
    if not rows:
        return duties(context)
    return sorted({*duties(context), *(duty for row in rows for duty in row.duties)}, key=lambda duty: duty.span)


def _table_tasks(context: Context) -> list[TableTask]:
    words = _words(context.facts)
    found: list[TableTask] = []
    columns: _Columns | None = None
    end = 0
    for table in context.once(tables):
        start, columns = _head(table, words, columns if _goes_on(context, end, table) else None)
        end = table.span.end
        if columns is not None:
            found += _rows(table.rows[start:], columns, words)
    return found


def _goes_on(context: Context, end: int, table: Table) -> bool:
    """Tell whether a table follows directly on another, as at a page's end."""
    return not context.plan.clean[end : table.span.start].strip()


def _head(table: Table, words: _Words, before: _Columns | None) -> tuple[int, _Columns | None]:
    """Return the columns of a table and its first row below the head; those from `before` when it has no head.

    Of a head of two rows (责任单位 over 牵头单位 and 配合单位) the lower one counts.
    """
    heads = [(at, columns) for at, row in enumerate(table.rows[:HEAD_ROWS], 1) if (columns := _columns(row, words))]
    return heads[-1] if heads else (0, before)


def _columns(row: Row, words: _Words) -> _Columns | None:
    heads = {column: cell.text.replace("\n", "") for column, cell in row.items()}
    heads = {column: head for column, head in heads.items() if len(head) <= HEAD}
    units = {column: head for column, head in heads.items() if has(head, words.units) or head in words.kinds}
    times = {column: head for column, head in heads.items() if column not in units and head.endswith(words.times)}
    rest = {column: head for column, head in heads.items() if column not in units and column not in times}
    tasks = [column for column, head in rest.items() if head.endswith(words.tasks)]
    if not tasks or not (units or times):
        return None
    above = [column for column, head in rest.items() if head.endswith(words.tasks + words.sections)]
    return _Columns(tasks[-1], tuple(column for column in above if column < tasks[-1]), units, times)


def _rows(rows: Sequence[Row], columns: _Columns, words: _Words) -> Iterator[TableTask]:
    banner: tuple[str, ...] = ()
    for row in rows:
        task = row.get(columns.task)
        if task is None or (len(row) == 1 and columns.task == 1):
            if len(row) == 1:
                banner = (_flat(next(iter(row.values()))),)
            continue
        if _columns(row, words):  # the head again, on the next page
            continue
        above = tuple(_flat(row[column]) for column in columns.sections if column in row)
        duties = [
            Duty(
                head, row[column].text.strip("、，；。").replace("\n", "、"), row[column].span, column in columns.times
            )
            for column, head in sorted((columns.units | columns.times).items())
            if column in row
        ]
        others = (cell.span for column, cell in row.items() if column not in columns.units | columns.times)
        yield TableTask(banner + above, task, tuple(duties), tuple(sorted(others)))


def _flat(cell: Cell) -> str:
    return cell.text.replace("\n", "")
