"""The words around a count, out of the table `measure-words`: what is counted, and what is no part of a list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from planlint.patterns import pattern

NUMERALS = "二三四五六七八九十两0123456789"
KEYS = ("measures", "verbs", "adverbs", "frozen", "units", "amounts", "nominal", "containers")


class CountWords(NamedTuple):
    """The lists of the table, as the search needs them.

    `own` is a member with a number of its own, `frozen` a name with a number in it; `verbs` are those of two
    characters and more, `short` those of one; `leading` is a verb with its adverbs, `inside` a verb amid other words;
    `contained` is what follows a number when no verb takes it for its object (两个方面).
    """

    measures: tuple[str, ...]
    own: re.Pattern[str]
    frozen: re.Pattern[str]
    verbs: tuple[str, ...]
    short: tuple[str, ...]
    leading: re.Pattern[str]
    inside: re.Pattern[str]
    units: tuple[str, ...]
    amounts: tuple[str, ...]
    nominal: tuple[str, ...]
    contained: re.Pattern[str]


def count_words(table: Mapping[str, Any]) -> CountWords:
    """Return the words of the table `measure-words`."""
    return _compiled(tuple(tuple(table[key]) for key in KEYS))


@lru_cache(maxsize=4)
def _compiled(lists: tuple[tuple[str, ...], ...]) -> CountWords:
    measures, verbs, adverbs, frozen, units, amounts, nominal, containers = lists
    whole = tuple(verb for verb in verbs if len(verb) > 1)
    return CountWords(
        measures,
        pattern(f"[{NUMERALS}一](?:[余多])?(?:{_any_of(measures)})"),
        pattern(_any_of(frozen)),
        whole,
        tuple(verb for verb in verbs if len(verb) == 1),
        pattern(f"(?:{_any_of(adverbs)})*(?:{_any_of(whole)})"),
        pattern(f".(?:{_any_of(whole)}|[在对将把])."),
        units,
        amounts,
        nominal,
        pattern(f"(?:{_any_of(measures)})?(?:{_any_of(containers)})"),
    )


def _any_of(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
