"""The numbered events that a document names: 第26届全国推普周, 第二十六届, 第40个教师节, and what it says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from planlint.context import Context
from planlint.facts.series import Name, Series, SeriesTable, series_table
from planlint.model import Span
from planlint.numerals import to_int
from planlint.terms import Occurrence, fold, occurrences

ORDINAL = re.compile(r"第\s?(?P<number>\d{1,3}|[〇零一二三四五六七八九十百]{1,6})\s?(?P<unit>[届个次])|首届")
STATED = re.compile(r"\s*[（(]?\s?((?:19|20)\d\d)\s?(?:年度?|[）)])[）)]?\s?的?")
STATED_BEFORE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?年度?的?$")
QUOTES = " “”‘’\"'「」『』"
REACH = 36


class Edition(NamedTuple):
    """A numbered event: the number's span, as written and as a number, and the year stated beside it, if any.

    `name` is the event as the document calls it; `end` is where the mention ends. `national` says that the words
    call it national; `theirs` that a place or body stands before it, whose own count it may be.
    """

    span: Span
    end: int
    number: int
    digits: str
    unit: str
    name: str
    series: Series
    stated: int | None
    national: bool
    theirs: bool


def table(context: Context) -> SeriesTable:
    """Return the series known for this document: ours, and those of its configuration."""
    return series_table(context.facts).adding(context.settings.get("series", ()))


def editions(context: Context) -> list[Edition]:
    """Return the numbered events of a document, in order."""
    return context.once(_editions)


def _editions(context: Context) -> list[Edition]:
    series = table(context)
    words: Any = context.facts.table("mentions")
    own_ends = (*words["own"], *words["places"], *context.settings.get("places", ()))
    found = (_edition(context.plan.clean, at, name, words, own_ends) for at, name in _named(context, series))
    return [edition for edition in found if edition is not None]


def _named(context: Context, series: SeriesTable) -> Iterator[tuple[Occurrence, Name]]:
    """Yield where events are named; an office's own name wins over ours, a longer over a shorter one."""
    ours = _folded(series)
    places = [(at, ours[at.word]) for at in occurrences(context, ours.keys())]
    clean = context.plan.clean
    for word, name in series.own.items():
        start = clean.find(word)
        while start >= 0:
            end = start + len(word)
            places = [place for place in places if place[0].end <= start or place[0].start >= end]
            places.append((Occurrence(start, end, word), name))
            start = clean.find(word, end)
    yield from sorted(places, key=lambda place: place[0])


@lru_cache(maxsize=4)
def _folded(series: SeriesTable) -> dict[str, Name]:
    return {fold(word): name for word, name in series.names.items()}


def _edition(text: str, at: Occurrence, name: Name, words: Any, own_ends: tuple[str, ...]) -> Edition | None:
    series = name.series
    if series is None:
        return None
    reach = max(0, at.start - REACH)
    start = max(text.rfind("第", reach, at.start), text.rfind("首届", reach, at.start))
    found = ORDINAL.match(text, start) if start >= 0 else None
    if found is None or found.end() > at.start:
        return None
    gap, inside = _year(text[found.end() : at.start])
    before, earlier = _year_before(text[max(0, start - REACH) : start])
    after = STATED.match(text, at.end)
    if _strip(gap, words["between"]):
        return None
    stated = inside or earlier or (int(after[1]) if after and after[0].lstrip()[0] in "（(" else None)
    bare = before.rstrip(QUOTES)
    number = to_int(found["number"]) if found["number"] else 1
    if number is None or not bare.endswith(name.before) or (number == 1 and found["unit"] == "个"):
        return None
    national = any(mark in gap or at.word.startswith(mark) or before.endswith(mark) for mark in words["national"])
    theirs = series.kind not in ("own", "hosted") and not before.endswith(("全国", "中国")) and bare.endswith(own_ends)
    if not national and (series.kind == "local" or (theirs and series.kind != "observance")):
        return None
    return Edition(
        Span(start, found.end()),
        at.end,
        number,
        found["number"] or "",
        found["unit"] or "届",
        _closed(gap.lstrip(QUOTES) + text[at.start : at.end]),
        series,
        stated,
        national or series.kind in ("own", "hosted"),
        theirs and not (national and bare != before),
    )


def _year(gap: str) -> tuple[str, int | None]:
    """Take a year out of the words between number and name: 第25届（2022年）推普周."""
    found = STATED.match(gap)
    return (gap[found.end() :], int(found[1])) if found else (gap, None)


def _year_before(text: str) -> tuple[str, int | None]:
    """Take a year off the words before the number: 2025年第28届, 2025年全国第28届."""
    mark = next((mark for mark in ("全国", "中国国际", "中国") if text.endswith(mark)), "")
    found = STATED_BEFORE.search(text.removesuffix(mark).rstrip(QUOTES))
    return (text[: found.start()] + mark, int(found[1])) if found else (text, None)


def _closed(name: str) -> str:
    """Return a name with the quotation mark closed that the mention leaves open."""
    return name + "”" * (name.count("“") - name.count("”"))


def _strip(gap: str, between: list[str]) -> str:
    """Return what is left of the words between number and name without quotation marks and what may stand there."""
    rest = gap.strip(QUOTES)
    while rest:
        known = next((word for word in between if rest.startswith(word)), None)
        if known is None:
            break
        rest = rest.removeprefix(known).lstrip(QUOTES)
    return rest
