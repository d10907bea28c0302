"""anniversary: the number of an anniversary that a plan prepares, against the year it counts from.

周年与年份：“庆祝建党100周年”“迎接新中国成立75周年”“百年华诞”与文件所属年份不符时报，并给出应有的周年数。
只查正要庆祝、纪念的；回顾过去的（隆重庆祝了……、五年来……、总结和报告里以往的周年）不报，
迎接、筹备明年的，以及“建军一百年”这样的目标也不报。从哪一年算起见 rules/facts/anniversaries.yaml。

N周年 counts from the base year: a plan for year Y celebrates Y − base. Last year's number is weak.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from planlint.checks import options
from planlint.checks._lists import JOINTS
from planlint.checks._mentions import Around, scope_at, written
from planlint.checks._records import required
from planlint.context import Context
from planlint.facts import Facts
from planlint.findings import Hit
from planlint.model import Span
from planlint.numerals import to_int
from planlint.patterns import has
from planlint.terms import occurrences
from planlint.traces import Trace

TITLE = "周年与年份"

RECIPE = """\
- id: office-anniversary
  title: 周年（只提醒）
  check: anniversary
  severity: warning
  basis: 本单位
  message: {zh: "{year}年是{name}{expected}周年，请核对", en: "{year} is anniversary {expected}"}
  rationale: 本单位每年核对一次纪念活动。
  tests:
    - pass: 开展庆祝建党102周年活动。
      with: {as-of: 2023-04-12}
    - pass: 建党100周年以来，红色教育深入人心。
      with: {as-of: 2023-04-12}
    - fail: 开展庆祝建党⟦100周年⟧活动。
      with: {as-of: 2023-04-12}
    - fail: 喜迎新中国成立⟦七十周年⟧。
      with: {as-of: 2023-04-12}
"""

NEEDS = ("year",)
MARKS = ("周年", "华诞", "生日")
NUMBER = r"(?P<number>(?<!\d)\d{1,4}|[〇零一二三四五六七八九十百]{1,6})\s?[年岁]?\s?$"
MARKS_BETWEEN = " ”’》"
REACH = 40
LONGEST = 24
GOAL = 50
"""Multiples of this many years that are still to come are goals, such as 建军一百年."""


@options
class Options:
    """A rule of this check sets nothing."""


class Base(NamedTuple):
    """What is remembered: its name and the year it counts from."""

    name: str
    year: int
    verified: bool


class Anniversary(NamedTuple):
    """An anniversary in the text: what it is of, and its number as written and as a number.

    `celebrated` says that the text is about to celebrate it, or says outright that the year is that anniversary.
    """

    span: Span
    base: Base
    alias: str
    digits: str
    number: int
    celebrated: bool
    words: Around

    @property
    def year(self) -> int:
        """Return the year in which this anniversary falls."""
        return self.base.year + self.number


def table_terms(facts: Facts) -> Iterable[str]:
    """Return the words that end an anniversary."""
    return MARKS


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield anniversaries to come that do not fall in the plan's year.

    Values: `actual` (100周年), `name`, `year` of the plan, `expected` number, `of` the year in which it falls.
    """
    cues = context.facts.table("mentions")
    for found in anniversaries(context):
        scope = scope_at(context, found.span.start)
        of, year = found.year, scope.year
        if of in scope.years or found.words.names(of) or not found.celebrated:
            continue
        if of < year and (scope.back or found.words.looks_back(cues)):
            continue
        clause = found.words.clause
        awaited = has(clause, cues["await"]) or (has(clause, cues["welcome"]) and not has(clause, cues["mark"]))
        goal = found.number % GOAL == 0 and not found.words.before.endswith("年是")
        if of > year and ((awaited and of == year + 1) or goal):
            continue
        expected = year - found.base.year
        if expected < 1:
            continue
        number = written(expected, found.digits)
        actual = context.plan.text(found.span)
        yield Hit(
            found.span,
            {"actual": actual, "name": found.alias, "year": year, "expected": number, "of": of},
            suggestion=actual.replace(found.digits, number, 1),
            weak=of == min(scope.years) - 1 or len(scope.years) > 2,
            unverified=not found.base.verified,
        )


def traces(context: Context) -> Iterator[Trace]:
    """Yield the years that each anniversary being celebrated fits."""
    if context.year is None:
        return
    for found in anniversaries(context):
        if found.base.verified and found.celebrated:
            back = scope_at(context, found.span.start).back
            yield Trace(found.span, range(found.year, found.year + (2 if back else 1)), "anniversary")


def anniversaries(context: Context) -> list[Anniversary]:
    """Return the anniversaries of known events in a document, in order."""
    return context.once(_read)


def _read(context: Context) -> list[Anniversary]:
    bases = _bases(context.facts)
    cues = context.facts.table("mentions")
    foreign, coming, told = tuple(cues["foreign"]), tuple(cues["festive"]), tuple(cues["told"])
    text = context.plan.clean
    out: list[Anniversary] = []
    for at in occurrences(context, MARKS):
        start = max(0, at.start - REACH)
        lead = text[start : at.start]
        number = re.search(NUMBER, lead)
        value = to_int(number["number"]) if number else None
        if number is None or not value:
            continue
        lead = lead[: number.start()].rstrip(MARKS_BETWEEN)
        alias, end = _longest(lead, bases), start + len(lead)
        if alias and not text[start : end - len(alias)].endswith(foreign):
            last = at.end + 2 if at.word == "周年" and text.startswith("华诞", at.end) else at.end
            span = Span(start + number.start(), last)
            words = Around(context, Span(end - len(alias), last))
            rest = text[last : last + REACH].lstrip(MARKS_BETWEEN)
            festive = has(words.before, cues["celebrate"]) or rest.startswith(coming)
            stated = words.before.endswith("年是") or words.before in cues["also"]
            if out and text[out[-1].span.end : end - len(alias)] in JOINTS:  # 也是建党100周年、建军94周年
                stated = stated or out[-1].celebrated
            celebrated = (festive or stated) and not rest.startswith(told)
            out.append(Anniversary(span, bases[alias], alias, number["number"], value, celebrated, words))
    return out


def _longest(text: str, bases: Mapping[str, Base]) -> str | None:
    """Return the longest known name at the end of `text`, a few words back from the number."""
    return next((text[at:] for at in range(max(0, len(text) - LONGEST), len(text)) if text[at:] in bases), None)


@lru_cache(maxsize=4)
def _bases(facts: Facts) -> dict[str, Base]:
    table = facts.table("anniversaries")
    out = {}
    for record in table["records"]:
        base = Base(
            record["name"],
            int(required("anniversaries", record, "base")),
            bool(record.get("verified", table.get("verified"))),
        )
        out.update(dict.fromkeys((record["name"], *record.get("aliases", ())), base))
    return out
