"""Figures with their unit, and deadlines, in clean text. The words stand in the table `papers`."""

from __future__ import annotations

import re
from functools import lru_cache

from planlint.checks._months import months
from planlint.checks._years import mentions
from planlint.checks.deadline import BEFORE
from planlint.context import Context
from planlint.facts import Facts
from planlint.model import Span
from planlint.outline.masks import inside

_NUMBER = r"(?<![\d.．A-Za-z〔第—–～~-])\d{1,12}(?:[,，]\d{3}(?!\d)){0,4}(?:[.．]\d{1,6})?"
_RANGE = r"(?:[%％‰]?\s?(?:[—–~～-]{1,2}|至|到)\s?\d{1,12}(?:\.\d{1,6})?)?"
_PERIOD_YEAR = r"(?<![一二三四五六七八九十两几数\d])(?:20\d\d年?|今年|当年|本年度?|明年)?"


@lru_cache(maxsize=4)
def _figure(facts: Facts) -> re.Pattern[str]:
    words = facts.table("papers")
    units = "|".join(re.escape(unit) for unit in sorted(words["units"], key=len, reverse=True))
    no = "".join(words["not-units"])
    return re.compile(
        rf"{_NUMBER}{_RANGE}\s?(?:余|多)?\s?(?:[百千万亿]|[十百千]万){{0,2}}(?:余|多)?(?:{units})(?![{no}])"
    )


@lru_cache(maxsize=4)
def _period(facts: Facts) -> re.Pattern[str]:
    periods = sorted(facts.table("papers")["periods"], key=len, reverse=True)
    return re.compile(_PERIOD_YEAR + "(?:" + "|".join(map(re.escape, periods)) + ")")


def figures(context: Context) -> list[Span]:
    """Return where a number stands with its unit (95%, 12所, 3.5万元, 15%—20%), outside 《》 and labels, in order."""
    return context.once(_figures)


def _figures(context: Context) -> list[Span]:
    plan = context.plan
    found = (Span(*match.span()) for match in _figure(context.facts).finditer(plan.clean))
    labels = [node.label.span for node in plan.nodes() if node.label is not None]
    return [
        span
        for span in found
        if not plan.masks.inside("titles", span.start)
        and not plan.masks.inside("contents", span.start)
        and not inside(labels, span.start)
    ]


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
    spans += [Span(*match.span()) for match in _period(context.facts).finditer(text)]
    out: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if (not out or span.start >= out[-1].end) and not text.endswith(no, 0, span.start):
            out.append(span)
    return out
