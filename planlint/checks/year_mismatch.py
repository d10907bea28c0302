"""year-mismatch: the title, the first line, the date or a section's heading names another year than the document's.

年份不一致：标题、开头（2027年是……之年；2027年教育工作的总体要求）、成文日期、章节标题（一、2026年工作安排）里写的年份，
与本文的年份不合。三处里有两处一致的，报另外一处。
不报的：上一年10月至12月印发下一年的计划；多年的规划；总结、回顾上一年的章节和报告；标题里只是说到某一年的事情。

Only words that state a document's own year count: a year before 要点, 计划, 安排 (table `years`: `own`, `own-back`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from planlint.checks import option
from planlint.checks._years import mentions, own_years, title_years
from planlint.context import Context
from planlint.dating import DAY
from planlint.model import Hit, Related, Span
from planlint.numerals import to_int
from planlint.outline import Part
from planlint.tense import tense_at

TITLE = "年份不一致"

RECIPE = """\
- id: office-year-mismatch
  title: 年份不一致
  check: year-mismatch
  options: {early: 11}
  severity: warning
  basis: 本单位
  message: {zh: "这里写的是{actual}年，本文是{year}年的", en: "this says {actual}, the document is of {year}"}
  tests:
    - pass: |
        沙河区2027年教育工作要点

        2027年教育工作的总体要求是：抓落实。
        一、2027年重点工作
    - fail: |
        沙河区2027年教育工作要点

        ⟦2026年⟧教育工作的总体要求是：抓落实。
    - fail: |
        沙河区2027年教育工作要点

        抓落实。
        一、⟦2026年⟧重点工作
        完成各项任务。
"""

NEEDS = ("year",)
OPENING = 80
_FRESH = 3


@dataclass(frozen=True, kw_only=True)
class Options:
    """What a rule of this check may set."""

    early: int = option(10, "从几月起印发的可以是下一年的计划", "the month from which a plan may be for the next year")


class Witness(NamedTuple):
    """A place that states the document's year, and the years of the document that it agrees with."""

    kind: str
    span: Span
    year: int
    fits: frozenset[int]


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a place. Values: `actual`, `year`, `place` (标题, 开头, 成文日期, 章节标题)."""
    for part in context.plan.parts:
        yield from _stated(context, list(_witnesses(context, part, options)))
    yield from _headings(context)


def _stated(context: Context, witnesses: list[Witness]) -> Iterator[Hit]:
    """Judge the places of one part; when two of three agree against the document's year, the third is wrong."""
    own = own_years(context)
    wrong = [one for one in witnesses if not one.fits & own]
    right = [one for one in witnesses if one.fits & own]
    if len(wrong) == 2 and len(right) == 1 and wrong[0].fits & wrong[1].fits and context.year in right[0].fits:
        wrong, right = right, wrong
    elif len(wrong) == 1 and wrong[0].kind == "成文日期" and [one.kind for one in right] == ["开头"]:
        wrong, right = right, wrong  # the date is the last thing to be written, the opening the first to be copied
    for one in wrong:
        said = right[0].year if right and not one.fits & right[0].fits else context.year
        values = {"actual": one.year, "year": said, "place": one.kind}
        yield Hit(one.span, values, related=tuple(Related(other.span) for other in right))


def _witnesses(context: Context, part: Part, options: Options) -> Iterator[Witness]:
    words = context.facts.table("years")
    text = context.plan.clean
    if part.title is not None:
        for years in title_years(context, part):
            after = text[years.span.end : part.title.heading.end]
            back = any(word in after for word in words["own-back"])
            if not years.is_range and (back or any(word in after for word in words["own"])):
                slack = {years.first, years.first + 1} if back else {years.first}
                yield Witness("标题", years.span, years.first, frozenset(slack))
                break
    if part.preamble:
        yield from _opening(context, part.preamble[0].line)
    if part.date is not None and (found := DAY.search(text, part.date.line.start, part.date.line.end)):
        year = to_int(found["year"].replace("○", "〇").replace("O", "〇"))
        month = to_int(found["month"]) if found["month"] else None
        if year and month:
            fits = {year, year + 1} if month >= options.early else {year}
            if _looks_back(part, words["own-back"]):
                fits.add(year - 1)
            yield Witness("成文日期", Span(*found.span("year")), year, frozenset(fits))


def _looks_back(part: Part, words: Sequence[str]) -> bool:
    title = part.title_text or ""
    return any(word in title for word in words)


def _opening(context: Context, line: Span) -> Iterator[Witness]:
    """Yield the year that the first line states as the document's own."""
    words = context.facts.table("years")
    text = context.plan.clean
    years = next((one for one in mentions(context) if line.start <= one.span.start < line.start + _FRESH), None)
    if years is None or years.is_range or years.unit != "年":
        return
    rest = text[years.span.end : min(line.end, years.span.end + OPENING)]
    clause = rest.split("。")[0]
    states = rest.startswith("是") and ("之年" in clause or "一年" in clause)
    if not states and not any(word in clause.partition("：")[0].partition("，")[0] for word in words["own"]):
        return
    slack = {years.first}
    if any(word in rest for word in words["backward"]):
        slack.add(years.first + 1)
    yield Witness("开头", years.span, years.first, frozenset(slack))


def _headings(context: Context) -> Iterator[Hit]:
    """Judge the headings that begin with a year and announce work: 一、2026年重点工作."""
    own, words, text = own_years(context), context.facts.table("years")["own"], context.plan.clean
    allowed = own | {max(own) + 1} if any(_reports(context, part) for part in context.plan.parts) else own
    at = {years.span.start: years for years in mentions(context)}
    for node in context.plan.nodes("section", "item"):
        years = at.get(node.heading.start)
        if years is None or years.is_range or years.unit != "年" or years.first in allowed:
            continue
        heading = text[years.span.end : node.heading.end]
        if tense_at(context, node.heading.start) == "back" or not heading.endswith(tuple(words)):
            continue
        yield Hit(years.span, {"actual": years.first, "year": context.year, "place": "章节标题"}, weak=len(own) > 1)


def _reports(context: Context, part: Part) -> bool:
    """Tell whether a part may speak of next year's work: a summary, a report."""
    return _looks_back(part, context.facts.table("years")["own-back"]) or part.genre == "政府工作报告"
