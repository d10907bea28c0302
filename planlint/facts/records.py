"""Fact tables as lists of records: walking them, and laying an office's own over ours.

A table is a mapping; wherever a key of it holds a list of mappings, that is a group of records. A record is known
by its name (or title, or old name). Nothing here knows what any table means.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

NAMING = ("name", "title", "old", "key", "law", "term", "since")
"""What a record is known by: the first of these that it has."""

Tables = Mapping[str, Any]


class Record(NamedTuple):
    """One record: its table, the group within it ("" for a table that is a list), and its fields."""

    table: str
    group: str
    fields: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Return what the record is known by."""
        return identity(self.fields)


def identity(fields: Mapping[str, Any]) -> str:
    """Return what a record with these fields is known by; "" when it has no name of any kind."""
    return next((str(fields[key]) for key in NAMING if fields.get(key)), "")


def records(tables: Tables, only: str | None = None) -> Iterator[Record]:
    """Yield every record of the tables (of the one named `only`), in the order they are written."""
    for table, content in tables.items():
        if only in (None, table):
            yield from _within(table, "", content)


def _within(table: str, group: str, content: Any) -> Iterator[Record]:
    if isinstance(content, Mapping):
        for key, value in content.items():
            yield from _within(table, f"{group}.{key}" if group else str(key), value)
    elif isinstance(content, list) and content and all(isinstance(item, Mapping) for item in content):
        for item in content:
            yield Record(table, group, item)


def merge(base: Any, extra: Any) -> Any:
    """Return `base` with `extra` laid over it.

    Mappings merge key by key; in a list of records one of a known name replaces the fields it gives, a new one is
    added; a list of words gets the new words; anything else is replaced.
    """
    if isinstance(base, Mapping) and isinstance(extra, Mapping):
        return {**base, **{key: merge(base[key], value) if key in base else value for key, value in extra.items()}}
    if isinstance(base, list) and isinstance(extra, list):
        out = list(base)
        known = {repr(item) for item in base}
        places = {identity(item): at for at, item in enumerate(base) if isinstance(item, Mapping) and identity(item)}
        for item in extra:
            at = places.get(identity(item)) if isinstance(item, Mapping) else None
            if at is not None:
                out[at] = merge(out[at], item)
            elif repr(item) not in known:
                known.add(repr(item))
                out.append(item)
        return out
    return extra


def nested(record: Record) -> dict[str, Any]:
    """Return tables that hold just this record, to be merged into others."""
    content: Any = [dict(record.fields)]
    for key in reversed([record.table, *filter(None, record.group.split("."))]):
        content = {key: content}
    return dict(content)
