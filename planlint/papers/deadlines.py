"""Deadlines in clean text. The words stand in the table `papers`."""

from __future__ import annotations

import re
from functools import lru_cache

from planlint.checks._months import months
from planlint.checks._years import mentions
from planlint.checks.deadline import BEFORE
from planlint.context import Context
from planlint.facts import Facts
from planlint.model import Span

_YEARS = re.compile(
    r"(?:20\d\d年起)?(?<![近前去过续第隔每\d一二三四五六七八九十])(?:[1-9]\d?|[一二两三四五六七八九十])年内"
)
"""Within so many years, 5年内; not 近三年内."""
_PERIOD_YEAR = r"(?<![一二三四五六七八九十两几数\d])(?:20\d\d年?|今年|当年|本年度?|明年)?"


@lru_cache(maxsize=4)
def _period(facts: Facts) -> re.Pattern[str]:
    periods = sorted(facts.table("papers")["periods"], key=len, reverse=True)
    return re.compile(_PERIOD_YEAR + "(?:" + "|".join(map(re.escape, periods)) + ")")


def deadlines(context: Context) -> list[Span]:
    """Return where the text sets a time by which something is done (6月底前, 2027年底前, 第三季度), in order."""
    return context.once(_deadlines)


def _deadlines(context: Context) -> list[Span]:
    text, no = context.plan.clean, tuple(context.facts.table("papers")["not-deadlines"])
    spans = []
    for month in months(context):
        end = month.span.end
        word = next((word for word in BEFORE if text.startswith(word, end)), "")
        if word or month.part in ("底", "末", "上旬", "中旬", "下旬"):
            spans.append(Span(month.span.start, end + len(word)))
    for years in mentions(context):
        word = next((word for word in BEFORE if text.startswith(word, years.span.end)), "")
        if years.unit == "年" and (word or text.startswith("到", years.span.start - 1)):
            spans.append(Span(years.span.start - (not word), years.span.end + len(word)))
    for pattern in (_period(context.facts), _YEARS):
        spans += [Span(*match.span()) for match in pattern.finditer(text)]
    out: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if (not out or span.start >= out[-1].end) and not text.endswith(no, 0, span.start):
            out.append(span)
    return out
