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

from planlint.checks import options
from planlint.checks._edition_verdict import verdict
from planlint.checks._editions import Edition, editions
from planlint.checks._mentions import scope_at, written
from planlint.context import Context
from planlint.facts import Facts
from planlint.facts.series import series_table
from planlint.findings import Hit
from planlint.model import Span
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


@options
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
        wrong = verdict(context, edition)
        if wrong is not None:
            yield _hit(edition, *wrong)


def traces(context: Context) -> Iterator[Trace]:
    """Yield the years that each edition fits; in a report, also the year after."""
    if context.year is None:
        return
    for edition in editions(context):
        of = edition.series.year(edition.number)
        told = edition.national or edition.series.kind == "observance"
        if of is not None and told and edition.stated is None and not edition.theirs and edition.series.certain(of):
            back = scope_at(context, edition.span.start).back
            span = Span(edition.span.start, edition.end)
            yield Trace(span, range(of, of + (2 if back else 1)), "edition")


def _hit(edition: Edition, year: int, weak: bool = False) -> Hit:
    series, of = edition.series, edition.series.year(edition.number)
    expected = series.editions(year)
    certain = bool(expected) and series.certain(year)
    first = edition.digits or "一"
    right = [f"第{written(number, first)}{edition.unit}" for number in expected]
    doubts = [name for name, holds in (("unknown", of is None), ("projected", not certain)) if holds]
    variant = "-".join(doubts) if expected else "ended"
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
