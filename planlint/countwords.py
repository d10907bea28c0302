"""Counts (a number with a measure word: 三个, 12项) and the words around them, out of the table `measure-words`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from planlint.context import Context
from planlint.facts import Facts
from planlint.patterns import pattern
from planlint.terms import found

NUMERALS = "二三四五六七八九十两0123456789"
DIGITS = 4

Count = tuple[int, int, int]
"""Where a number begins and ends, and where its measure word ends."""


class CountWords(NamedTuple):
    """The lists of the table, as the search needs them.

    `counted` holds each numeral with each measure word, those that only announce a list too; `own` is a member with a
    number of its own, `frozen` a name with a number in it; `verbs` are those of two characters and more, of these
    `sizes`, `short` those of one; `leading` is a verb with its adverbs, `inside` a verb amid other words; `contained`
    is what follows a number when no verb takes it for its object (两个方面).
    """

    counted: frozenset[str]
    measures: frozenset[str]
    own: re.Pattern[str]
    frozen: re.Pattern[str]
    verbs: frozenset[str]
    sizes: frozenset[int]
    short: frozenset[str]
    leading: re.Pattern[str]
    inside: re.Pattern[str]
    units: tuple[str, ...]
    amounts: tuple[str, ...]
    nominal: tuple[str, ...]
    contained: re.Pattern[str]


@lru_cache(maxsize=4)
def count_words(facts: Facts) -> CountWords:
    """Return the words of the table `measure-words`."""
    table = facts.table("measure-words")
    whole = [verb for verb in table["verbs"] if len(verb) > 1]
    measures, verb, adverb = (_any_of(some) for some in (table["measures"], whole, table["adverbs"]))
    return CountWords(
        frozenset(numeral + measure for measure in (*table["measures"], *table["announcing"]) for numeral in NUMERALS),
        frozenset(table["measures"]),
        pattern(f"[{NUMERALS}一](?:[余多])?(?:{measures}|(?:{_any_of(table['others'])})、)"),
        pattern(_any_of(table["frozen"])),
        frozenset(whole),
        frozenset(map(len, whole)),
        frozenset(table["verbs"]).difference(whole),
        pattern(f"(?:{adverb})*(?:{verb})"),
        pattern(f".(?:{verb}|[在对将把])."),
        tuple(table["units"]),
        tuple(table["amounts"]),
        tuple(table["nominal"]),
        pattern(f"(?:{measures})?(?:{_any_of(table['containers'])})"),
    )


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def counts(context: Context) -> list[Count]:
    """Return the numbers of up to four digits with a measure word, in order. Use with `context.once`.

    A check that asks for them has `count_words(facts).counted` for its `table_terms`.
    """
    text, everywhere = context.plan.clean, found(context)
    out = []
    for word in everywhere.keys() & count_words(context.facts).counted:
        for start in everywhere[word]:
            digits, end = start + 1, start + len(word)
            while start and text[start - 1] in NUMERALS and digits - start < DIGITS:
                start -= 1
            out.append((start, digits, end))
    return sorted(out)
