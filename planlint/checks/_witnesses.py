"""The places of a document that state which year it is of: title, first line, date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from planlint.checks._years import SCHOOL, Years, mentions_in, title_years
from planlint.context import Context
from planlint.dates import DAY
from planlint.model import Span
from planlint.numerals import to_int
from planlint.outline import Part

GIVEN = ("option", "front-matter", "configuration")
ISSUES = "印发"
OPENING = 80
_FRESH = 3


class Witness(NamedTuple):
    """A place that states the document's year, and the years of the document that it agrees with."""

    kind: Literal["title", "opening", "date"]
    span: Span
    year: int
    fits: frozenset[int]
    weak: bool = False
    """Said of what is guided by principles (2026年，……以……为指导): it could look back on that year."""


def witnesses(context: Context, part: Part, early: int) -> Iterator[Witness]:
    """Yield the places of a part that state its year; from the month `early` on a plan may be for the next year."""
    words = context.facts.table("years")
    text = context.plan.clean
    both = {years.first for years in title_years(context, part)}  # 2026年工作总结和2027年工作计划
    stated = False
    if part.title is not None and (part.kind != "notice" or ISSUES in (part.title_text or "")):
        for years in title_years(context, part):
            if years.unit == SCHOOL and years.last == years.first + 1:
                yield Witness("title", years.span, years.first, frozenset((years.first, years.last)))
                stated = True
                break
            after = text[years.span.end : part.title.heading.end]
            back = any(word in after for word in words["own-back"])
            if not years.is_range and (back or any(word in after for word in words["own"])):
                slack = {max(both)} if len(both) > 1 else {years.first, years.first + 1} if back else {years.first}
                yield Witness("title", years.span, years.first, frozenset(slack))
                stated = True
                break
    if part.preamble:
        # Without a year in the title, an opening that tells of another one may tell of anything.
        preamble = Span(part.preamble[0].line.start, part.preamble[-1].line.end) if stated else None
        for witness in _opening(context, part.preamble[0].line, preamble):
            yield witness
            stated = True
    if not stated and (context.dating is None or context.dating.source not in GIVEN):
        return  # a notice about next year's matters may go out at any time
    dated = part.date or part.adopted
    if dated is not None and (found := DAY.search(text, dated.line.start, dated.line.end)):
        year = to_int(found["year"].replace("○", "〇").replace("O", "〇"))
        month = to_int(found["month"]) if found["month"] else None
        if year and month:
            fits = {year, year + 1} if month >= early else {year}
            if looks_back(part, words["own-back"]) and len(both) < 2:
                fits.add(year - 1)
            yield Witness("date", Span(*found.span("year")), year, frozenset(fits))


def _opening(context: Context, line: Span, preamble: Span | None) -> Iterator[Witness]:
    """Yield the year that the first line states as the document's own; no other may stand in a preamble it guides."""
    words = context.facts.table("years")
    text = context.plan.clean
    years = next(iter(mentions_in(context, line.start, line.start + _FRESH)), None)
    if years is None or years.is_range or years.unit != "年":
        return
    rest = text[years.span.end : min(line.end, years.span.end + OPENING)]
    clause = rest.split("。")[0]
    first = clause.partition("，")[0]
    states = rest.startswith("是") and (
        "之年" in clause or "一年" in clause or first.endswith(tuple(words["key-years"]))
    )
    states = states or any(word in clause.partition("：")[0].partition("，")[0] for word in words["own"])
    guides = not states and rest.startswith("，") and preamble is not None and _guides(context, years, preamble)
    if not states and not guides:
        return
    slack = {years.first}
    if any(word in rest for word in words["backward"]):
        slack.add(years.first + 1)
    yield Witness("opening", years.span, years.first, frozenset(slack), guides)


def _guides(context: Context, years: Years, preamble: Span) -> bool:
    """Tell whether a preamble says what guides the work of a year, names no other year and does not look back."""
    words, text = context.facts.table("years"), context.plan.clean[slice(*preamble)]
    for hope in words["hoped"]:
        text = text.replace(hope, "")
    others = {one.first for one in mentions_in(context, *preamble) if one.unit == "年"} - {years.first}
    return (
        not others
        and any(word in text for word in words["guided"])
        and not any(word in text for word in (*words["backward"], *words["done"]))
    )


def looks_back(part: Part, words: Sequence[str]) -> bool:
    """Tell whether the title of a part says that it sums up what was done."""
    title = part.title_text or ""
    return any(word in title for word in words)
