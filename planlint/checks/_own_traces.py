"""Traces that no other check offers: the years a text works in, and the newest Party session it goes by."""

from __future__ import annotations

from collections.abc import Iterator

from planlint.checks._cited import read
from planlint.checks._years import Years, mentions
from planlint.context import Context
from planlint.facts.meetings import CENTRAL
from planlint.model import Span
from planlint.tense import tense_at
from planlint.terms import inside
from planlint.traces import Trace

_CUE = 4


def year_traces(context: Context) -> Iterator[Trace]:
    """Yield the years in text that does not look back; a plan for the year after may still name them."""
    for years in mentions(context):
        if not years.is_range and _dates_the_plan(context, years):
            weight = 0.5 if years.unit != "年" or tense_at(context, years.span.start) == "both" else 1.0
            yield Trace(years.span, range(years.first, years.first + 2), "year", weight)


def session_traces(context: Context) -> Iterator[Trace]:
    """Yield the lists of sessions of the Central Committee that guide the work, from the last one to the next."""
    meetings = context.facts.meetings
    for citation, chain, use in context.once(read).cited:
        if use != "guidance" or citation.body != CENTRAL or citation.every or not citation.sessions:
            continue
        last = max(session.number for session in citation.sessions)
        held, following = meetings.closed(citation.term, last), meetings.closed(citation.term, last + 1)
        following = following or meetings.closed(citation.term + 1, 1)
        if held and following:
            weight = 1.0 if len(citation.sessions) > 1 else 0.5
            yield Trace(chain.span, range(held.year, following.year + 1), "session", weight)


def _dates_the_plan(context: Context, years: Years) -> bool:
    """Tell whether a year is one that the plan works in, not history, a far aim, or part of a name."""
    plan, (start, end) = context.plan, years.span
    if tense_at(context, start) == "back" or plan.masks.inside("titles", start) or plan.masks.inside("brackets", start):
        return False
    if inside(context.once(_dated_places), start):
        return False
    cues = context.facts.table("years")
    before, after = plan.clean[max(0, start - _CUE) : start], plan.clean[end : end + _CUE]
    return not before.endswith(tuple(cues["targets-before"])) and not after.startswith(tuple(cues["targets-after"]))


def _dated_places(context: Context) -> list[Span]:
    """Return the places that date the document itself: they are what the traces are held against."""
    nodes = [node for part in context.plan.parts for node in (part.title, part.number, part.date, part.note)]
    return sorted(node.span for node in nodes if node is not None)
