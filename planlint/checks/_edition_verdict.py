"""Whether the number of an event is wrong for the year that its place in the document is about, and how surely."""

from __future__ import annotations

from typing import NamedTuple

from planlint.checks._editions import Edition
from planlint.checks._mentions import Around, Scope, scope_at
from planlint.context import Context
from planlint.model import Span
from planlint.patterns import has

NEAR = 5
"""How far a number may be from the national one and still be meant as that."""
RECENT = 2
"""The same where nothing says that the event is the national one."""
TELLING = 8
"""Up to this number a body's own count may well be the national one of some recent year."""
MONTH = 31
LATE = 10  # from October on a plan may speak of next year's edition without saying so


class Wrong(NamedTuple):
    """A number that is wrong for `year`; `weak` when there is some chance that it is meant."""

    year: int
    weak: bool = False


def verdict(context: Context, edition: Edition) -> Wrong | None:
    """Return what is wrong with an edition, None when it may stand. The document must have a year."""
    scope = scope_at(context, edition.span.start)
    stated, series = edition.stated, edition.series
    if _may_be_theirs(edition, stated or scope.year):
        return None
    if stated is not None:
        return Wrong(stated) if series.editions(stated) and not series.accepts(stated, edition.number) else None
    return _judge(context, edition, scope)


def _may_be_theirs(edition: Edition, year: int) -> bool:
    """Say whether a number may be a body's own count: far from the national one, or as low as any."""
    expected = edition.series.editions(year)
    if edition.theirs:
        return not expected or not _near(edition, expected) or expected[0] <= TELLING
    if edition.national or edition.series.kind == "observance":
        return False
    return not expected or abs(edition.number - expected[0]) > RECENT


def _near(edition: Edition, expected: tuple[int, ...]) -> bool:
    return abs(edition.number - expected[0]) <= NEAR


def _judge(context: Context, edition: Edition, scope: Scope) -> Wrong | None:
    series, number, year = edition.series, edition.number, scope.year
    if any(series.accepts(named, number) for named in scope.years):
        return None
    expected = series.editions(year)
    cues = context.facts.table("mentions")
    words = Around(context, Span(edition.span.start, edition.end))
    of = series.year(number)
    if words.names(of):
        return None
    if not expected:
        stale = series.kind != "own" and series.annual and year > series.first and of is not None and abs(of - year) > 1
        return Wrong(year) if stale and not scope.back and not words.looks_back(cues) else None
    if number > expected[-1]:
        awaited = has(words.clause, cues["prepare"]) or (not scope.back and _late(context, year))
        ahead = of - year if of else 1
        coming = (awaited and ahead == 1) if series.annual else (awaited or ahead > 1)
        return None if coming else Wrong(year)
    left = context.plan.clean.startswith(tuple(cues["after"]), edition.end)
    if left or words.looks_back(cues) or (scope.back and not series.annual):
        return None
    recent = of is not None and of >= min(scope.years) - 1
    unsure = not edition.national and (series.kind != "observance" or not _near(edition, expected))
    return Wrong(year, scope.back or recent or unsure or len(scope.years) > 2)


def _late(context: Context, year: int) -> bool:
    """Say whether a document is dated, to the month, in the last quarter of the year or after it."""
    dating = context.dating
    if dating is None or (dating.end - dating.start).days >= MONTH:
        return False
    return (dating.start.year, dating.start.month) >= (year, LATE)
