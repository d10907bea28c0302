"""edition: the number of a yearly (or otherwise recurring) event against the year the document is for.

届次与年份：第26届全国推普周、第二十六届、第40个教师节与文件所属年份不符时报，并按原来的写法给出应有的届次。
自带年份的（第25届（2022年）推普周、2025年第28届）按所带的年份查；总结、报告和回顾的章节可以写本年或上一年的；
筹备、申办下一届的，说过去办过的，都不报。“重庆市第五届……”“全区第三届……”是当地自己的届次，不按全国的查；
本地、本单位的活动可写在配置的 series 里一并核对。每年的届次见 rules/facts/series.yaml。

The year is the plan's own; an edition with a year beside it is judged by that year. Last year's number in a plan
is weak, and whatever rests on a number that is worked out and not confirmed is unverified. Irregular series
are judged in the years that the table lists, and no others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planlint.checks._editions import NEAR, TELLING, Edition, editions
from planlint.checks._mentions import Scope, around_mention, has, looks_back, scope_at, written
from planlint.context import Context
from planlint.facts import Facts
from planlint.facts.series import series_table
from planlint.model import Hit, Span
from planlint.traces import Trace

TITLE = "届次与年份"

RECIPE = """\
- id: office-edition
  title: 届次（只提醒）
  check: edition
  severity: warning
  basis: 本单位
  in-titles: skip
  message: {zh: "“{actual}”{name}与年份不符，请核对", en: "check the number of “{actual}”{name}"}
  rationale: 本单位每年核对一次活动届次。
  tests:
    - pass: 开展第26届全国推普周活动。
      with: {as-of: 2023-04-12}
    - pass: 举办重庆市第五届推普周作品评选。
      with: {as-of: 2023-04-12}
    - fail: 开展⟦第25届⟧全国推普周活动。
      with: {as-of: 2023-04-12}
    - fail: 庆祝⟦第三十八个⟧教师节。
      with: {as-of: 2023-04-12}
"""

NEEDS = ("year",)
LATE = 10  # from October on a plan may speak of next year's edition without saying so


@dataclass(frozen=True, kw_only=True)
class Options:
    """A rule of this check sets nothing."""


def table_terms(facts: Facts) -> Iterable[str]:
    """Return the names of events to look for."""
    return series_table(facts).names


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield editions that do not fit their year.

    Values: `actual` (第25届), `name`, `year` it was judged by, `expected` (第26届), `of` the year of its number.
    Variants: `unknown` when its number belongs to no known year, `projected` and `unknown-projected` when the right
    one is worked out, `ended` when the year has none.
    """
    for edition in editions(context):
        scope = scope_at(context, edition.span.start)
        hit = None
        if not edition.near or _near(edition, edition.stated or scope.year):
            hit = _stated(edition) if edition.stated else _judge(context, edition, scope)
        if hit is not None:
            yield hit


def traces(context: Context) -> Iterator[Trace]:
    """Yield the years that each edition fits; in a report, also the year after."""
    if context.year is None:
        return
    for edition in editions(context):
        of = edition.series.year(edition.number)
        if of is not None and edition.stated is None and not edition.near and edition.series.certain(of):
            back = scope_at(context, edition.span.start).back
            span = Span(edition.span.start, edition.end)
            yield Trace(span, range(of, of + (2 if back else 1)), "edition")


def _near(edition: Edition, year: int) -> bool:
    """Say whether a number after a place or a body can only be the national one."""
    expected = edition.series.editions(year)
    return bool(expected) and expected[0] > TELLING and abs(edition.number - expected[0]) <= NEAR


def _stated(edition: Edition) -> Hit | None:
    """Judge an edition by the year that stands beside it."""
    year = edition.stated
    assert year is not None
    wrong = edition.series.editions(year) and not edition.series.accepts(year, edition.number)
    return _hit(edition, year) if wrong else None


def _judge(context: Context, edition: Edition, scope: Scope) -> Hit | None:
    series, number, year = edition.series, edition.number, scope.year
    if any(series.accepts(named, number) for named in scope.years):
        return None
    expected = series.editions(year)
    cues = context.facts.table("mentions")
    words = around_mention(context.plan.clean, Span(edition.span.start, edition.end))
    if any(series.accepts(named, number) for named in words.years):
        return None
    of = series.year(number)
    if not expected:
        stale = series.kind != "own" and series.annual and of is not None and abs(of - year) > 1
        return _hit(edition, year) if stale and not scope.back and not looks_back(words, cues) else None
    if number > expected[-1]:
        awaited = has(words.clause, cues["prepare"]) or _late(context, year)
        ahead = of - year if of else 1
        coming = (awaited and ahead == 1) if series.annual else (awaited or ahead > 1)
        return None if coming else _hit(edition, year)
    if looks_back(words, cues):
        return None
    recent = of is not None and of >= min(scope.years) - 1
    return _hit(edition, year, weak=scope.back or recent or len(scope.years) > 2)


def _late(context: Context, year: int) -> bool:
    dating = context.dating
    return (
        dating is not None
        and (dating.end - dating.start).days < 32
        and (dating.start.year, dating.start.month)
        >= (
            year,
            LATE,
        )
    )


def _hit(edition: Edition, year: int, weak: bool = False) -> Hit:
    series, of = edition.series, edition.series.year(edition.number)
    expected = series.editions(year)
    certain = bool(expected) and series.certain(year)
    first = edition.digits or "一"
    right = [f"第{written(number, first)}{edition.unit}" for number in expected]
    variant = (
        ("" if of else "unknown")
        if certain
        else "ended"
        if not expected
        else "projected"
        if of
        else "unknown-projected"
    )
    values = {
        "actual": f"第{edition.digits}{edition.unit}" if edition.digits else "首届",
        "name": edition.name,
        "year": year,
        "expected": "、".join(right),
        "of": of or "",
    }
    return Hit(
        edition.span,
        values,
        variant or None,
        suggestion=right[0] if len(right) == 1 else None,
        weak=weak,
        unverified=not certain,
    )
