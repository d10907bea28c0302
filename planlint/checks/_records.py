"""Fields of fact records, which an office may have written: what is missing or of the wrong kind is said, not met."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from planlint.facts import day
from planlint.model import PlanlintError
from planlint.terms import fold

Record = Mapping[str, Any]


def required(table: str, record: Record, *keys: str) -> str:
    """Return the first of these fields that the record has. Raises PlanlintError("bad-facts") when it has none."""
    if not isinstance(record, Mapping):
        zh = f"事实表 {table} 里这一条应当写成“{keys[0]}: …”的样子：{record}"
        raise PlanlintError("bad-facts", zh, f"an entry of the table {table} is no record: {record}")
    value = next((str(record[key]) for key in keys if record.get(key)), "")
    if not value:
        names, shown = " 或 ".join(keys), dict(record)
        zh = f"事实表 {table} 里有一条记录没有写 {names}：{shown}"
        raise PlanlintError("bad-facts", zh, f"a record of the table {table} lacks {' or '.join(keys)}: {shown}")
    return value


def words(record: Record, key: str) -> tuple[str, ...]:
    """Return the folded words of a field: a list, one word, or none."""
    value = record.get(key) or ()
    return tuple(fold(str(word)) for word in (value if isinstance(value, list | tuple) else [value]))


def when(record: Record, key: str) -> date | None:
    """Return the day in a field, None when it is not written. Raises PlanlintError("bad-facts") for no day."""
    return day(record[key]) if record.get(key) else None
