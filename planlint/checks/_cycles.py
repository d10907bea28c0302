"""How a plan is cited: as what guides the work, as what is being drafted, as what ends, or as what is over."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from planlint.checks._cited import CLAUSE_ENDS, around
from planlint.checks._periods import named_plans, periods
from planlint.context import Context
from planlint.facts import day
from planlint.model import Span
from planlint.patterns import has, pattern
from planlint.tense import tense_at

Use = Literal["guiding", "drafting", "closing", "past", "other"]

_CLAUSE = 40
_PLAN = pattern(r"(?:规划|纲要)\s*(?:[（(][^（）()]*[）)])?$")
_TITLE = 120
_BETWEEN = "“”、和与及规划"
"""What stands between two plans of which the same is said: “十四五”和“十五五”规划衔接."""


def use_of(context: Context, span: Span) -> Use:
    """Return how the plan named at `span` is used: by its section's tense first, then by the words of its clause."""
    return context.memo.once(("use", span), lambda: _use(context, span))


def _use(context: Context, span: Span) -> Use:
    cues: Mapping[str, Sequence[str]] = context.facts.table("five-year-plans")["uses"]
    text = context.plan.clean
    if _titles_plan(context, span) or has(text[slice(*span)], context.once(_drafted)):
        return "drafting"
    if tense_at(context, span.start) == "back":
        return "past"
    start, end = _own_words(context, span, *around(text, span, CLAUSE_ENDS, _CLAUSE))
    before = text[start : span.start]
    near = before + "\n" + text[span.end : end]
    uses: tuple[Use, ...] = ("drafting", "past", "closing")
    for use in uses:
        if has(near, cues[use]):
            return use
    return "guiding" if has(before, cues["guiding"]) else "other"


def _own_words(context: Context, span: Span, start: int, end: int) -> tuple[int, int]:
    """Return where the words on this plan begin and end: not what is said of the next one in the same clause."""
    text = context.plan.clean
    starts = context.once(_starts)
    for named in context.once(named_plans)[bisect_left(starts, start) : bisect_left(starts, end)]:
        other = named.span
        if start <= other.start and other.end <= span.start and text[other.end : span.start].strip(_BETWEEN):
            start = other.end
        elif span.end <= other.start < end and text[span.end : other.start].strip(_BETWEEN):
            end = other.start
    return start, end


def _starts(context: Context) -> list[int]:
    return [named.span.start for named in context.once(named_plans)]


def _titles_plan(context: Context, span: Span) -> bool:
    """Say whether the plan at `span` is the document itself: its title ends in 规划 or 纲要, outside 《》."""
    title = own_title(context, span)
    return title is not None and _PLAN.search(context.plan.text(title)) is not None


def _drafted(context: Context) -> tuple[str, ...]:
    """Return the names of the five-year plans that a title says are being drafted: “十五五”规划编制工作方案."""
    cues = context.facts.table("five-year-plans")["uses"]["drafting"]
    titles = [title for part in context.plan.parts if (title := part.title_text) and has(title, cues)]
    return tuple(name for name in periods(context.facts) if any(name in title for title in titles))


def own_title(context: Context, span: Span) -> Span | None:
    """Return the title of the document that holds `span`, over all its lines."""
    titles = context.once(_own_titles)
    at = bisect_right(titles, (span.start, len(context.plan.clean))) - 1
    return titles[at] if at >= 0 and span.start < titles[at].end else None


def _own_titles(context: Context) -> list[Span]:
    return sorted(part.title.heading for part in context.plan.parts if part.title is not None)


def title_around(context: Context, span: Span) -> Span | None:
    """Return the 《…》 that holds `span`, marks included; None where there is none, or it is too long for a title."""
    titles = context.plan.masks.titles
    at = bisect_right(titles, (span.start, len(context.plan.clean))) - 1
    if at < 0 or span.start >= titles[at].end or titles[at].end - titles[at].start > _TITLE:
        return None
    return titles[at]


def record_of(context: Context, name: str) -> Mapping[str, Any]:
    """Return what the table of plans knows of the plan called `name`, with or without 《》; empty for nothing."""
    name = name.strip("《》")
    records: Sequence[Mapping[str, Any]] = context.facts.table("plans")["records"]
    return next((record for record in records if name.endswith(record["title"])), {})


def successor(context: Context, record: Mapping[str, Any]) -> str:
    """Return the plan that had taken its place when the document was written; "" when none is known."""
    issued = record.get("next-issued")
    if not issued or context.dating is None or day(issued) >= context.dating.start:
        return ""
    following: str = record["next"]
    return following
