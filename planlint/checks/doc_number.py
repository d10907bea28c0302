"""doc-number: the form of the document number (发文字号), and its year against the date.

发文字号（GB/T 9704—2012，7.2.5）：年份标全称，用六角括号“〔〕”括入；顺序号不加“第”字，不编虚位。
find: form 查写法，find: year 查括号里的年份与成文日期是否同一年，find: blank 查顺序号填了没有。只看版头上的发文字号，
不看正文里引用的；“第5号”形式的命令（令）本来如此，不报。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from planlint.checks import option, options
from planlint.context import Context
from planlint.findings import Edit, Fix, Hit
from planlint.model import Dating, Span
from planlint.outline import Part
from planlint.patterns import pattern

TITLE = "发文字号"

RECIPE = """\
- id: office-doc-number
  title: 发文字号写法（本单位）
  check: doc-number
  options: {find: form}
  severity: warning
  basis: 本单位
  message: {zh: "发文字号应写作“{expected}”", en: "write the document number as {expected}"}
  tests:
    - pass: |
        沙教委发〔2023〕5号
        关于做好招生工作的通知
        各学校：
        请认真贯彻执行。
    - fail: |
        ⟦沙教委发[2023]5号⟧
        关于做好招生工作的通知
        各学校：
        请认真贯彻执行。
      message: 沙教委发〔2023〕5号
    - fail: |
        ⟦沙教委发〔2023〕第05号⟧
        关于做好招生工作的通知
        各学校：
        请认真贯彻执行。
"""

_CENTURY = 2000
_FULL = 4


NUMBER = pattern(
    r"(?P<organ>[\u4e00-\u9fff]+)\s?(?P<open>[〔\[（【(])\s?(?P<year>\d{2,4})\s?(?P<close>[〕\]）】)])"
    r"\s?(?P<ordinal>第?)\s?(?P<number>\d{1,5})\s?号"
)
OPEN = pattern(r"[〕\]）】)]\s?第?\s*(?:(?:[X×x]|[*_]+)?\s*号)?(?=[）)]?$)")
"""Behind the year of a number that waits for its own: 〔2026〕号, 〔2026〕×号, 〔2026〕."""


@options
class Options:
    """What a rule of this check may set."""

    find: Literal["form", "year", "blank"] = option(
        "form", "查什么：form 写法，year 年份与成文日期，blank 没有填", "form, year against the date, or what is blank"
    )


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a number. Values: `actual` and `expected`; `year` and `dated` when the years are compared."""
    for part in context.plan.parts:
        if part.number is None:
            continue
        if options.find == "blank":
            yield from _blank(context.plan.clean, part.number.line)
            continue
        found = NUMBER.search(context.plan.clean, part.number.line.start, part.number.line.end)
        if found is not None:
            yield from _form(found) if options.find == "form" else _year(context, part, found)


def _blank(text: str, line: Span) -> Iterator[Hit]:
    """Yield the number that has none behind its year; XX is a placeholder like any other."""
    found = OPEN.search(text, line.start, line.end)
    if found is not None:
        span = Span(line.start, found.end())
        yield Hit(span, {"actual": "".join(text[slice(*span)].split())})


def _form(found: re.Match[str]) -> Iterator[Hit]:
    year, number = int(found["year"]), int(found["number"])
    if len(found["year"]) < _FULL:
        year += _CENTURY
    brackets = found["open"] + found["close"]
    if brackets == "〔〕" and len(found["year"]) == _FULL and not found["ordinal"] and found["number"] == str(number):
        return
    span, expected = Span(*found.span()), f"{found['organ']}〔{year}〕{number}号"
    fix = Fix((Edit(span, expected),), safe=False)
    yield Hit(span, {"actual": found[0], "expected": expected}, suggestion=expected, fix=fix)


def _year(context: Context, part: Part, found: re.Match[str]) -> Iterator[Hit]:
    dating = context.dating
    if dating is None or dating.source == "document-number" or len(found["year"]) < _FULL:
        return
    year = int(found["year"])
    if dating.start.year <= year <= dating.end.year or (part is not context.plan.parts[0] and part.date is None):
        return
    values = {"actual": found[0], "year": year, "dated": dating.start.year}
    yield Hit(Span(*found.span("year")), values, weak=_turn_of_year(dating, year))


def _turn_of_year(dating: Dating, year: int) -> bool:
    """Tell whether a number of the old year could still, or one of the new year already, have been given."""
    return (dating.start.month == 1 and year == dating.start.year - 1) or (
        dating.end.month == 12 and year == dating.end.year + 1
    )
