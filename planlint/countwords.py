"""The words around a count, out of the table `measure-words`: what is counted, and what is no part of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from planlint.facts import Facts
from planlint.patterns import pattern

NUMERALS = "二三四五六七八九十两0123456789"


class CountWords(NamedTuple):
    """The lists of the table, as the search needs them.

    `counted` is the last character of a number with its measure word, `own` a member with a number of its own, `frozen`
    a name with a number in it; `verbs` are those of two characters and more, of these `sizes`, `short` those of one;
    `leading` is a verb with its adverbs, `inside` a verb amid other words; `contained` is what follows a number when no
    verb takes it for its object (两个方面).
    """

    counted: re.Pattern[str]
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
        pattern(f"[{NUMERALS}](?:{measures})"),
        pattern(f"[{NUMERALS}一](?:[余多])?(?:{measures})"),
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
