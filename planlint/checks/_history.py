"""Whether words stand as history: what was right at its time stays right when it is told.

Cues are data of the fact table the words come from: `history-before` and `history-after` stand directly beside them,
`history` anywhere in the same clause.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from planlint.checks._cited import CLAUSE, CLAUSE_ENDS, SENTENCE, SENTENCE_ENDS, around, names_past_year
from planlint.checks._situation import YEAR_DAYS
from planlint.context import Context
from planlint.model import Dating, Span
from planlint.patterns import has
from planlint.tense import tense_at

QUOTATION = 12
"""A quotation is longer by this than the words judged in it; shorter marks only set the words off."""


class Cues(NamedTuple):
    """The cues of one table."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    near: tuple[str, ...] = ()

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Cues:
        """Read the cues of a fact table."""
        return cls(*(tuple(table.get(name, ())) for name in ("history-before", "history-after", "history")))


def told(context: Context, span: Span, cues: Cues, since: date) -> bool:
    """Say whether the words at `span`, out of date from `since` on, are told of the past or quoted."""
    text = context.plan.clean
    if text.endswith(cues.before, 0, span.start) or text.startswith(cues.after, span.end):
        return True
    start, end = around(text, span, CLAUSE_ENDS, CLAUSE)
    before, after = text[start : span.start], text[span.end : end]
    if has(before, cues.near) or has(after, cues.near):
        return True
    return quoted(context, span) or looks_back(context, span) or _names_year_before(context, span, since)


def looks_back(context: Context, span: Span) -> bool:
    """Say whether the section around the words looks back, or the sentence tells of the time before."""
    if tense_at(context, span.start) == "back":
        return True
    words = sentence(context, span)
    return has(words, context.facts.meetings.cues["look-back"]) or names_past_year(context, words)


def quoted(context: Context, span: Span) -> bool:
    """Say whether the words stand in a quotation, rather than in marks of their own."""
    masks = context.plan.masks
    if not masks.inside("quotes", span.start):
        return False
    quote = next(quote for quote in masks.quotes if quote.start <= span.start < quote.end)
    return quote.end - quote.start > span.end - span.start + QUOTATION


def clause(context: Context, span: Span) -> tuple[str, str]:
    """Return what stands before and after the words in their clause."""
    text = context.plan.clean
    start, end = around(text, span, CLAUSE_ENDS, CLAUSE)
    return text[start : span.start], text[span.end : end]


def sentence(context: Context, span: Span) -> str:
    """Return the sentence around the words, at most 160 code points to either side."""
    start, end = around(context.plan.clean, span, SENTENCE_ENDS, SENTENCE)
    return context.plan.clean[start:end]


def past(dating: Dating, since: date, grace: int) -> bool:
    """Say whether words out of date from `since` on are so on the document's first day, after `grace` days.

    A whole year is its own grace.
    """
    days = 0 if (dating.end - dating.start).days >= YEAR_DAYS - 1 else grace
    return (dating.start - since).days >= days


def chinese_month(day: date) -> str:
    """Return 2023年5月."""
    return f"{day.year}年{day.month}月"


def _names_year_before(context: Context, span: Span, since: date) -> bool:
    """Say whether the sentence names a year in which the words were still right: 2016年, 〔2016〕8号."""
    dating = context.dating
    words = sentence(context, span)
    for part in words.replace("〕", "年").replace("]", "年").split("年")[:-1]:
        year = int(part[-4:]) if part[-4:].isdecimal() and len(part) >= 4 else 0
        if year > 1900 and (year < since.year or (year == since.year and dating and year < dating.start.year)):
            return True
    return False
