"""The numbered events that a document names: 第26届全国推普周, 第二十六届, 第40个教师节, and what it says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from planlint.checks._years import mentions_in
from planlint.context import Context
from planlint.facts.series import Name, Series, SeriesTable, series_table
from planlint.model import Span
from planlint.numerals import to_int
from planlint.patterns import pattern
from planlint.terms import Occurrence, fold, occurrences

ORDINAL = r"第\s?(?P<number>\d{1,3}|[〇零一二三四五六七八九十百]{1,6})\s?(?P<unit>[届个次])|首届"
QUOTES = " “”‘’\"'「」『』"
BESIDE = "（）()年度的" + QUOTES
"""What may stand between a number, its year and its name."""
REACH = 36
YEAR_REACH, DAY_REACH = 10, 20
GIVEN_DAY = pattern(r"\s?\d{1,2}\s?月\s?\d{1,2}\s?日\s?(?:（[^（）]{1,6}）)?，?(?:是|为|迎来|系)(?:我国)?[“”]?")
"""What may stand between a year and a number: 2026年5月17日是第三十六次……."""


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
    found = (_edition(context, at, name, words, own_ends) for at, name in _named(context, series))
    return [edition for edition in found if edition is not None]


def _named(context: Context, series: SeriesTable) -> Iterator[tuple[Occurrence, Name]]:
    """Yield where events are named; an office's own name wins over ours, a longer over a shorter one."""
    ours = _folded(series)
    places = [(at, ours[at.word]) for at in occurrences(context, ours.keys())]
    clean = context.plan.clean
    for word, name in sorted(series.own.items(), key=lambda item: len(item[0])):
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


def _edition(context: Context, at: Occurrence, name: Name, words: Any, own_ends: tuple[str, ...]) -> Edition | None:
    series, text = name.series, context.plan.clean
    if series is None:
        return None
    reach = max(0, at.start - REACH)
    start = max(text.rfind("第", reach, at.start), text.rfind("首届", reach, at.start))
    found = re.match(ORDINAL, text[start : at.start]) if start >= 0 else None
    if found is None:
        return None
    end = start + found.end()
    gap, stated = _without_year(context, end, at.start)
    if _unknown(gap, words["between"]):
        return None
    if stated is None:
        stated = _year_before(context, start) or _year_after(context, at.end)
    before = text[reach:start].rstrip("年度的0123456789") if stated else text[reach:start]
    bare = before.rstrip(QUOTES)
    number = to_int(found["number"]) if found["number"] else 1
    counted = number != 1 or found["unit"] != "个" or ("今年" in before and bare.endswith(tuple(words["first"])))
    if number is None or not bare.endswith(name.before) or not counted:
        return None
    national = any(mark in gap or at.word.startswith(mark) or before.endswith(mark) for mark in words["national"])
    theirs = series.kind not in ("own", "hosted") and not before.endswith(("全国", "中国")) and bare.endswith(own_ends)
    if not national and (series.kind == "local" or (theirs and series.kind != "observance")):
        return None
    return Edition(
        Span(start, end),
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


def _without_year(context: Context, start: int, end: int) -> tuple[str, int | None]:
    """Return the words between number and name and the year among them: 第25届（2022年）推普周."""
    text = context.plan.clean
    for year in mentions_in(context, start, end):
        return text[start : year.span.start].rstrip(BESIDE) + text[year.span.end : end].lstrip(BESIDE), year.first
    return text[start:end], None


def _year_before(context: Context, start: int) -> int | None:
    """Return the year right before a number: 2025年第28届, 2025年全国第28届."""
    for year in mentions_in(context, start - YEAR_REACH, start):
        if not context.plan.clean[year.span.end : start].replace("全国", "").strip(BESIDE):
            return year.first
    for year in mentions_in(context, start - DAY_REACH, start):
        if GIVEN_DAY.fullmatch(context.plan.clean, year.span.end, start):
            return year.first
    return None


def _year_after(context: Context, end: int) -> int | None:
    """Return the year in brackets right after a name: 推普周（2022年）."""
    for year in mentions_in(context, end, end + YEAR_REACH):
        return year.first if context.plan.clean[end : year.span.start].strip() in ("（", "(") else None
    return None


def _closed(name: str) -> str:
    """Return a name with the quotation mark closed that the mention leaves open."""
    return name + "”" * (name.count("“") - name.count("”"))


def _unknown(gap: str, between: list[str]) -> str:
    """Return what is left of the words between number and name when those that may stand there are taken off."""
    rest = gap.strip(QUOTES)
    while rest:
        known = next((word for word in between if rest.startswith(word)), None)
        if known is None:
            break
        rest = rest.removeprefix(known).lstrip(QUOTES)
    return rest
