"""Sentences carried over word for word from last year's plan (`--previous FILE`).

Much of a plan is carried over by right, so a plain sentence is only worth a look. One that holds last year's year is
more: it was copied and not brought up to date; so is one in a review whose figures are last year's. Set phrases of
official style do not count, nor do quotations, titles and the names of plans with their years.

对照上年的文件（--previous），查一字不差照抄的句子；还写着上年年份的，回顾里连几个数字都没有变的，报得更重。
"""

from __future__ import annotations

from collections.abc import Iterator

from planlint.checks import option, options
from planlint.context import Context
from planlint.dating import date_document, plan_year
from planlint.findings import Hit, Related
from planlint.model import Span
from planlint.outline import Plan
from planlint.patterns import pattern
from planlint.previous import previous_plans
from planlint.tense import tense_at

TITLE = "沿用上年原句"
RECIPE = """\
- id: 我单位-照抄上年
  title: 照抄上年
  check: stale-copy
  options: {min-length: 15}
  severity: info
  basis: 本单位
  message: {zh: "这句话与上年的文件一字不差"}
  tests:
    - pass: |
        某局2027年工作要点
        2027年要抓好落实。
        一、建成智慧校园示范学校十所并投入使用。
      with:
        previous: |
          某局2026年工作要点
          2026年要抓好落实。
          一、建成智慧校园示范学校五所并投入使用。
    - fail: |
        某局2027年工作要点
        2027年要抓好落实。
        一、⟦建成智慧校园示范学校十所并投入使用⟧。
      with:
        previous: |
          某局2026年工作要点
          2026年要抓好落实。
          一、建成智慧校园示范学校十所并投入使用。
"""
YEAR = pattern(r"(?<!\d)(20\d\d)(?=年)")
FIGURE = pattern(r"\d+(?:\.\d+)?(?=[%％万亿元个项所家人名户公里平方亩吨])")
FIGURES = 2
"""So many figures, one with a point, are not the same two years running: 全年投入6.3亿元，实施项目41个."""
SHORT = 8


@options
class Options:
    """How long a sentence must be to be told."""

    min_length: int = option(24, "至少多少字的句子才提示（含上年年份的不限）")


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield each sentence carried over; weak unless it names the old plan's year or is a result with its figures."""
    plans = previous_plans(context)
    if not plans:
        return
    from planlint.compare.wording import carried_over

    phrases = context.facts.table("set-phrases")["phrases"]
    masks = context.plan.masks
    for previous in plans:
        last = _year(previous)
        for sentence in carried_over(previous, context.plan, SHORT):
            if masks.inside("attachments", sentence.new.start):
                continue
            words = sentence.words
            for phrase in phrases:
                words = words.replace(phrase, "")
            if last is not None and context.year not in (None, last) and _names(context.plan, sentence.new, last):
                yield Hit(
                    sentence.new,
                    {"year": last, "path": previous.document.path},
                    variant="year",
                    related=_there(previous, sentence.old),
                )
            elif len(words) >= options.min_length:
                result = _is_result(context, sentence.new)
                yield Hit(
                    sentence.new,
                    {"path": previous.document.path},
                    "figures" if result else None,
                    related=_there(previous, sentence.old),
                    weak=not result,
                )


def _year(plan: Plan) -> int | None:
    return plan_year(plan, date_document(plan))


def _is_result(context: Context, span: Span) -> bool:
    """Say whether a sentence stands in a review and gives several figures."""
    figures = FIGURE.findall(context.plan.clean, span.start, span.end)
    return len(figures) >= FIGURES and "." in "".join(figures) and tense_at(context, span.start) == "back"


def _names(plan: Plan, span: Span, year: int) -> bool:
    """Say whether a sentence names a year in its own words, not in a title or a quotation."""
    return any(
        int(found[1]) == year
        and not plan.masks.inside("titles", found.start())
        and not plan.masks.inside("quotes", found.start())
        for found in YEAR.finditer(plan.clean, span.start, span.end)
    )


def _there(previous: Plan, span: Span) -> tuple[Related, ...]:
    return (Related(span, {"zh": "上年原句", "en": "last year"}, previous.document.path),)
