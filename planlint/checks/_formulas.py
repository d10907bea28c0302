"""The fact table of set phrases: members, order, versions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from itertools import permutations
from typing import NamedTuple

from planlint.checks._records import Record, required, when, words
from planlint.facts import Facts, day
from planlint.model import Dating
from planlint.terms import fold


class Formula(NamedTuple):
    """One formula; `rank` is the place of each folded member, `since` and `until` the dates of its versions.

    Before `begins` nothing is judged: the words were listed in any order then.
    `spared` are other orders in which they are written rightly, members one behind another.
    `least` members in one list are judged without a label; `complete` is the level at which a list is told that stops
    one short of the end, empty when it is not.
    """

    name: str
    rank: Mapping[str, int]
    labels: tuple[str, ...]
    verbs: tuple[str, ...]
    least: int
    complete: str
    letters: bool
    verified: bool
    since: Mapping[str, date]
    until: Mapping[str, date]
    begins: date | None = None
    spared: tuple[str, ...] = ()

    def expected(self, on: Dating) -> list[str]:
        """Return the members at that date, in order."""
        return [word for word in self.rank if not self.not_yet(word, on) and not self.over(word, on)]

    def not_yet(self, word: str, on: Dating) -> bool:
        """Say whether the member came after that date."""
        return word in self.since and on.end < self.since[word]

    def is_sure(self, word: str, on: Dating) -> bool:
        """Say whether the member was there whenever in that window the document was written."""
        return word not in self.since or self.since[word] <= on.start

    def replaces(self, word: str) -> str:
        """Return the member in whose place this one came; empty when it was added."""
        return next((old for old, day in self.until.items() if self.since.get(word) == day), "")

    def over(self, word: str, on: Dating) -> bool:
        """Say whether another member had taken its place by that date."""
        return word in self.until and self.until[word] <= on.start


@lru_cache(maxsize=8)
def read(facts: Facts) -> tuple[Formula, ...]:
    """Return the formulas of the table. Raises PlanlintError("bad-facts") for a date that is none."""
    return tuple(map(_formula, facts.table("formulas")["records"]))


def _formula(record: Record) -> Formula:
    members = words(record, "members")
    since, until = record.get("since", {}), record.get("until", {})
    return Formula(
        required("formulas", record, "name"),
        {word: place for place, word in enumerate(members)},
        words(record, "labels"),
        words(record, "verbs"),
        int(record.get("min", max(2, len(members) - 1))),
        str(record.get("complete", "")),
        bool(record.get("letters")),
        bool(record.get("verified")),
        {fold(word): day(since[word]) for word in since},
        {fold(word): day(until[word]) for word in until},
        when(record, "from"),
        words(record, "spared"),
    )


@lru_cache(maxsize=8)
def pairs(letters: tuple[str, ...]) -> frozenset[str]:
    """Return what a word of single letters begins with: two of them, alone or with 、 between."""
    return frozenset(mark.join(two) for two in permutations(letters, 2) for mark in ("", "、"))
