"""Deadlines in clean text. The words stand in the table `papers`."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from planlint.checks._months import before, months
from planlint.checks._years import mentions
from planlint.checks.deadline import tells_of_then
from planlint.context import Context
from planlint.facts import Facts
from planlint.model import Node, Span
from planlint.patterns import pattern

_YEARS = re.compile(
    r"(?:20\d\d年起)?(?<![近前去过续第隔每\d一二三四五六七八九十])(?:[1-9]\d?|[一二两三四五六七八九十])年内"
)
"""Within so many years, 5年内; not 近三年内."""
_PERIOD_YEAR = r"(?<![一二三四五六七八九十两几数\d])(?:20\d\d年?|今年|当年|本年度?|明年)?"
_STAGE = pattern(
    r"[（(](?=[^（）()]*[月季期])(?P<time>(?:[\d\s年月日至到底初末旬上中下前起、.—–－~～\-]|第?[一二三四]季度|即日|今年|开始|学期|[春秋]季)+)[）)]"
    r"[。：:\s]*\Z"
)
_JOINTS = ("、", "和", "及", "至", "到", "—", "——", "–", "－", "-", "~", "～")
_HEAD = pattern(r"\s*(?:[（(]?[\d一二三四五六七八九十]{1,3}[)）]?[、.．]?|[①-⑳])?\s*\Z")


@lru_cache(maxsize=4)
def _period(facts: Facts) -> re.Pattern[str]:
    periods = sorted(facts.table("papers")["periods"], key=len, reverse=True)
    return re.compile(_PERIOD_YEAR + "(?:" + "|".join(map(re.escape, periods)) + ")")


def deadlines(context: Context) -> list[Span]:
    """Return where the text sets a time by which something is done (6月底前, 2027年底前, 第三季度), in order."""
    return context.once(_deadlines)


def _deadlines(context: Context) -> list[Span]:
    text, no = context.plan.clean, tuple(context.facts.table("papers")["not-deadlines"])
    spans, year = [], context.year or 0
    listed = start = 0
    for month in months(context):
        start = start if text[listed : month.span.start].strip() in _JOINTS else month.span.start
        end = listed = before(text, month.span.end)
        by = end > month.span.end or month.part in ("底", "末", "上旬", "中旬", "下旬")
        if by or (text[end : end + 1] in ("，", "：") and _begins(text, start) and (month.year or year) >= year):
            spans.append(Span(start, end))
    for years in mentions(context):
        end = before(text, years.span.end)
        word = end > years.span.end
        if years.unit == "年" and (word or text.startswith("到", years.span.start - 1)):
            spans.append(Span(years.span.start - (not word), end))
    quotes = context.plan.masks
    for period in (_period(context.facts), _YEARS):
        spans += [Span(*m.span()) for m in period.finditer(text) if not quotes.inside("quotes", m.start())]
    out: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        told = text.endswith(no, 0, span.start) or tells_of_then(context, span.end)
        if (not out or span.start >= out[-1].end) and not told:
            out.append(span)
    return out


def _begins(text: str, at: int) -> bool:
    """Say whether a line begins at `at`, be it behind its number: 2.2025年7月至12月，完成改造."""
    return _HEAD.match(text, text.rfind("\n", 0, at) + 1, at) is not None


def stage(context: Context, node: Node) -> list[Span]:
    """Return the time of the stage a heading names: 动员部署阶段（3月1日—31日）, or 第一阶段 and 9月底前 below it."""
    text = context.plan.clean
    found = _STAGE.search(text[slice(*node.heading)])
    if found:
        start = node.heading.start
        return [Span(start + found.start("time"), start + found.end("time"))]
    if not any(word in text[slice(*node.heading)] for word in context.facts.table("deadlines")["stages"]):
        return []
    first = next((child.span.start for child in node.children if child.level), node.span.end)
    spans = deadlines(context)
    low, high = (bisect_left(spans, (at,)) for at in (node.heading.end, first))
    return spans[low:high]
