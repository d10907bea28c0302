"""Numbered series: which year is the how-manieth of a yearly event, and which year a number belongs to.

A record says so by a first edition and a step (annual, every third year, twice a year), by a list of years, or by
both, where the list covers an irregular past. What neither covers is unknown, and unknown is silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from planlint.facts import Facts
from planlint.model import PlanlintError

EXAMPLE = "{name: 语文节, first: {year: 2019, edition: 1}} 或 {name: 语文节, editions: {2025: 3}}"
HORIZON = 2200
PLACE = r"(.{1,8}?[省市区县州盟旗校院委局厅])(.{3,})$"
"""A name that begins with a place or a body, which the text may write before the number."""


class Series(NamedTuple):
    """One series. `known` is the last year whose number somebody checked; later ones are worked out.

    `kind` is "observance", "local", "hosted" or "" as in rules/facts/series.yaml, or "own" for an office's own.
    """

    name: str
    kind: str
    first: int
    number: int
    every: int
    each: int
    last: int
    known: int
    skipped: frozenset[int]
    listed: Mapping[int, tuple[int, ...]]
    planned: Mapping[int, tuple[int, ...]]
    verified: bool

    @property
    def annual(self) -> bool:
        """True when each year has its number, so that a number of another year is out of place."""
        return self.first > 0 and self.every == 1

    def editions(self, year: int) -> tuple[int, ...]:
        """Return the numbers of a year, ascending; empty when it has none or none is known."""
        if year in self.listed:
            return self.listed[year]
        if not self.first or not self.first <= year <= self.last or year in self.skipped:
            return ()
        steps, rest = divmod(year - self.first, self.every)
        if rest:
            return ()
        lost = sum(self.first <= gone < year for gone in self.skipped)
        number = self.number + (steps - lost) * self.each
        return tuple(range(number, number + self.each))

    def accepts(self, year: int, number: int) -> bool:
        """Say whether a number is right for a year, counting the year an edition had been planned for."""
        return number in self.editions(year) or number in self.planned.get(year, ())

    def year(self, number: int) -> int | None:
        """Return the year a number belongs to, None when that is unknown."""
        for year, numbers in self.listed.items():
            if number in numbers:
                return year
        if not self.first or number < self.number:
            return None
        year = self.first + (number - self.number) // self.each * self.every
        while year <= min(self.last, HORIZON):
            if number in self.editions(year):
                return year
            year += self.every
        return None

    def certain(self, year: int) -> bool:
        """Say whether the numbers of a year are checked, and not worked out from earlier ones."""
        return self.verified and (year in self.listed or year <= self.known)


class Name(NamedTuple):
    """A name of a series (None: of something else that sounds like one), and what must stand before its number."""

    series: Series | None
    before: str = ""


class SeriesTable:
    """All series by their names; `own` are an office's, which stand in no fact table."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        trusted = bool(table.get("verified"))
        self.names: dict[str, Name] = {word: Name(None) for word in table.get("others", ())}
        self.own: dict[str, Name] = {}
        self._with: tuple[str, SeriesTable] | None = None
        for records in table.values():
            if isinstance(records, list) and records and isinstance(records[0], Mapping):
                for record in records:
                    series = read_series(record, trusted, record.get("kind", ""))
                    self.names.update((word, Name(series)) for word in _words(record))

    def adding(self, local: Iterable[Mapping[str, Any]]) -> SeriesTable:
        """Return these series together with an office's own, as configuration writes them.

        A record is `{name, aliases, first: {year, edition}}` or `{name, editions: {2025: 3}}`; one that has
        neither raises PlanlintError("bad-facts").
        """
        records = list(local)
        if not records:
            return self
        mark = repr(records)
        if self._with is None or self._with[0] != mark:
            table = SeriesTable({})
            table.names = self.names
            for record in records:
                series = read_series(record, True, "own")
                for word in _words(record):
                    table.own[word] = Name(series)
                    if split := re.match(PLACE, word):
                        table.own.setdefault(split[2], Name(series, split[1]))
            self._with = mark, table
        return self._with[1]


@lru_cache(maxsize=4)
def series_table(facts: Facts) -> SeriesTable:
    """Return the series of these facts, read once."""
    return SeriesTable(facts.table("series"))


def _words(record: Mapping[str, Any]) -> Iterator[str]:
    yield str(record["name"])
    yield from map(str, record.get("aliases", ()))


def read_series(record: Mapping[str, Any], trusted: bool, kind: str) -> Series:
    """Read a record of a series. Raises PlanlintError("bad-facts") for one without a name or editions."""
    try:
        first = record.get("first") or {}
        listed = _by_year(record.get("editions") or {})
        if not record.get("name") or not (first or listed):
            raise KeyError("first")
        return Series(
            str(record["name"]),
            kind,
            int(first["year"]) if first else 0,
            int(first["edition"]) if first else 0,
            max(1, int(record.get("every", 1))),
            max(1, int(record.get("each", 1))),
            int(record.get("last", HORIZON)),
            int(record.get("known", HORIZON)),
            frozenset(map(int, record.get("skipped", ()))),
            listed,
            _by_year(record.get("planned") or {}),
            bool(record.get("verified", trusted)),
        )
    except (KeyError, TypeError, ValueError):
        raise PlanlintError(
            "bad-facts",
            f"series 里的“{record.get('name', '')}”要写名称和届次；应写作 {EXAMPLE}",
            f"series: “{record.get('name', '')}” needs a name and its editions; write {EXAMPLE}",
        ) from None


def _by_year(editions: Mapping[Any, Any]) -> dict[int, tuple[int, ...]]:
    """Read {2024: 18}, {2026: [139, 140]}."""
    return {
        int(year): tuple(sorted(map(int, numbers if isinstance(numbers, (list, tuple)) else (numbers,))))
        for year, numbers in editions.items()
    }
