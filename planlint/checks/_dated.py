"""Fact tables of words that were right until a day: institutions, terms, campaigns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from planlint.checks._history import Cues
from planlint.facts import Facts, day
from planlint.terms import fold

TABLES = ("institutions", "terms", "campaigns")

Level = Literal["error", "warning", "info"]


class Entry(NamedTuple):
    """One word of a table. `since` is the day from which it is out of date, `begins` the first day it can be right.

    `boundary` says what must stand before a word that can be part of another: nothing of the kind (""), a mark or
    one of the table's leads ("whole"), or also 省, 市, 区, 县 ("local"). `branches` is the day for local offices named
    after the body, `new` and `note` what the message says.
    """

    word: str
    name: str
    new: str = ""
    note: str = ""
    since: date | None = None
    begins: date | None = None
    branches: date | None = None
    level: Level = "warning"
    verified: bool = True
    boundary: Literal["", "whole", "local"] = ""
    bare: bool = False
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class Table(NamedTuple):
    """One table, ready to be asked: the entries of each folded word, and the words that stand beside them."""

    entries: Mapping[str, tuple[Entry, ...]]
    cues: Cues
    grace: int
    orders: tuple[str, ...]
    leads: tuple[str, ...]
    local_leads: tuple[str, ...]
    founding: tuple[str, ...]


@lru_cache(maxsize=16)
def read(facts: Facts, name: str) -> Table:
    """Return a table of the facts. Raises PlanlintError("bad-facts") for a date that is none."""
    table = facts.table(name)
    entries: dict[str, tuple[Entry, ...]] = {}
    for entry in (e for group in ("records", "founded") for record in table.get(group, ()) for e in _entries(record)):
        entries[entry.word] = (*entries.get(entry.word, ()), entry)
    words = (tuple(table.get(key, ())) for key in ("orders", "leads", "local-leads", "founding"))
    return Table(entries, Cues.of(table), int(table.get("grace", 0)), *words)


def _entries(record: Mapping[str, Any]) -> Iterator[Entry]:
    """Yield an entry for each form of a record: renamed (`old`), over (`start`, `end`), new (`name`, `since`)."""
    renamed = "old" in record
    name = str(record["old"] if renamed else record["name"])
    over, first = record.get("since" if renamed else "end"), record.get("start" if "start" in record else "since")
    for form in (name, *record.get("also", ())):
        yield Entry(
            fold(str(form)),
            str(form) if renamed or "start" not in record else name,
            str(record.get("new", "")),
            str(record.get("note", "")),
            day(over) if over else None,
            day(first) if first and not renamed else None,
            day(record["branches"]) if "branches" in record else None,
            "info" if record.get("bare") else record.get("level", "warning"),
            bool(record.get("verified")),
            "local" if record.get("local") else "whole" if record.get("whole") else "",
            bool(record.get("bare")),
            *(
                tuple(map(fold, record.get(key, ())))
                for key in ("not-before", "not-after", "within", "needs", "unless")
            ),
        )
