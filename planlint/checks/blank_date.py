"""blank-date: a date at the end of the document that has no month or no day yet.

成文日期未填：落款处的日期还空着，如“2027年　月　日”“2027年×月×日”。一份文件里有几个正文的，各看各的。

The full date is demanded by GB/T 9704-2012 7.3.5. Where there is no date at all, `missing-date` says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from planlint.checks import options
from planlint.context import Context
from planlint.findings import Hit
from planlint.model import Span
from planlint.patterns import pattern

TITLE = "日期未填"

RECIPE = """\
- id: office-blank-date
  title: 成文日期没有填
  check: blank-date
  severity: warning
  basis: 国家标准
  message: {zh: "成文日期“{text}”还没有填完", en: "the date is not filled in: {text}"}
  rationale: 印发前填上。
  tests:
    - fail: |
        2027年工作要点
        2027年，抓好各项工作。
        一、抓好甲项工作
        某区教育委员会
        ⟦2027年×月×日⟧
    - pass: |
        2027年工作要点
        2027年，抓好各项工作。
        一、抓好甲项工作
        某区教育委员会
        2027年3月1日
"""

BLANK = pattern(r"[X×x]\s*[年月日]|年\s*月|月\s*日")


@options
class Options:
    """This check has no options of its own."""


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a part whose date is not filled in; values: `text`."""
    text = context.plan.clean
    for part in context.plan.parts:
        if part.date is not None and BLANK.search(text, *part.date.line):
            written = text[part.date.line.start : part.date.line.end]
            yield Hit(Span(*part.date.line), {"text": "　".join(written.split())})
