"""Fact tables of words that were right until a day: institutions, terms, campaigns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from planlint.checks._history import Cues, clause, sentence
from planlint.checks._records import Record, required, when, words
from planlint.context import Context
from planlint.facts import Facts
from planlint.model import Span
from planlint.terms import Occurrence, fold, within

TABLES = ("institutions", "terms", "campaigns", "roster")

Level = Literal["error", "warning", "info"]


class Entry(NamedTuple):
    """One word of a table. `since` is the day from which it is out of date, `begins` the first day it can be right.

    `boundary` says what must stand before a word that can be part of another: nothing of the kind (""), a mark or
    one of the table's leads ("whole"), or also 省, 市, 区, 县 ("local"). `branches` is the day for local offices named
    after the body.
    """

    word: str
    name: str
    new: str = ""
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
    occasions: tuple[str, ...]
    leads: tuple[str, ...]
    local_leads: tuple[str, ...]
    founding: tuple[str, ...]


@lru_cache(maxsize=16)
def read(facts: Facts, name: str) -> Table:
    """Return a table of the facts. Raises PlanlintError("bad-facts") for a date that is none."""
    table = facts.table(name)
    entries: dict[str, tuple[Entry, ...]] = {}
    for record in (*table.get("records", ()), *table.get("founded", ())):
        for entry in _entries(name, record):
            entries[entry.word] = (*entries.get(entry.word, ()), entry)
    beside = (words(table, key) for key in ("orders", "occasions", "leads", "local-leads", "founding"))
    return Table(entries, Cues.of(table), int(table.get("grace", 0)), *beside)


def _entries(table: str, record: Record) -> Iterator[Entry]:
    """Yield an entry for each form of a record: renamed (`old`), over (`start`, `end`), new (`name`, `since`)."""
    renamed, name = "old" in record, required(table, record, "old", "name")
    for form in (name, *words(record, "also")):
        yield Entry(
            fold(form),
            name if "start" in record else form,
            str(record.get("new", "")),
            when(record, "since" if renamed else "end"),
            None
            if renamed
            else next((when(record, key) for key in ("announced", "start", "since") if key in record), None),
            when(record, "branches"),
            "info" if record.get("bare") else record.get("level", "warning"),
            bool(record.get("verified")),
            "local" if record.get("local") else "whole" if record.get("whole") else "",
            bool(record.get("bare")),
            *(words(record, key) for key in ("not-before", "not-after", "within", "needs", "unless")),
        )


def formerly(text: str, start: int, table: Table) -> bool:
    """Say whether the word at `start` is called a former one, also with 市 or the like between: 原市扶贫办."""
    place = text.endswith(table.local_leads, 0, start) if start else False
    return text.endswith(table.cues.before, 0, start) or (place and text.endswith(table.cues.before, 0, start - 1))


def means(context: Context, at: Occurrence, entry: Entry, table: Table) -> bool:
    """Say whether the word is the one the entry means: bounded, in its context, ordered where that is asked."""
    text = context.plan.clean
    if (
        text.startswith(entry.not_before, at.end)
        or text.endswith(entry.not_after, 0, at.start)
        or within(text, at, entry.within)
    ):
        return False
    if entry.boundary and not _bounded(text, at.start, entry, table):
        return False
    if table.orders:
        if entry.bare and not text.endswith(table.orders, 0, at.start):
            return False
        before = clause(context, Span(at.start, at.end))[0]
        if not any(word in before for word in table.orders) and not text.startswith(table.occasions, at.end):
            return False
    if entry.needs or entry.unless:
        words = sentence(context, Span(at.start, at.end))
        if any(word in words for word in entry.unless):
            return False
        return not entry.needs or any(word in words for word in entry.needs)
    return True


def _bounded(text: str, start: int, entry: Entry, table: Table) -> bool:
    if not start or not "\u4e00" <= text[start - 1] <= "\u9fff":
        return True
    return text.endswith(table.leads, 0, start) or (
        entry.boundary == "local" and text.endswith(table.local_leads, 0, start)
    )
