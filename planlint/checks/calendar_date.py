"""calendar-date: a date that does not exist, a weekday that is not that date's, a date in the wrong form.

日期：
impossible 没有的日期：2月30日、13月；只写月日的2月29日，按本文年份判断；丢了“月”字的（229日下午、2027年4底）也报；
weekday 星期不符：2027年1月8日（星期四）；没有写年份的，按本文年份判断，把握不大；
format 成文日期的写法（GB/T 9704—2012，7.3.5）：用阿拉伯数字写全年月日，月日不编虚位。
2012年7月1日国家标准施行以前，成文日期用汉字书写，不报；
adopted “已经4月15日第3次会议审议通过”，成文日期却是4月12日：成文日期署会议通过或者签发的日期（《党政机关公文处理
工作条例》第九条），不会早于通过的日期。

Days and weekdays follow the Gregorian calendar.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from planlint.checks import option, options
from planlint.checks._cited import SENTENCE_ENDS, around
from planlint.checks._months import Month, months
from planlint.checks._situation import chinese_day
from planlint.context import Context
from planlint.dates import DAY, window
from planlint.findings import Edit, Fix, Hit
from planlint.model import Node, Span
from planlint.numerals import to_int
from planlint.patterns import offsets, pattern

TITLE = "日期"
OUTSIDE = True

RECIPE = """\
- id: office-impossible-date
  title: 没有这一天（本单位）
  check: calendar-date
  options: {find: impossible}
  severity: error
  basis: 本单位
  message: {zh: "没有“{actual}”这一天", en: "there is no such day as {actual}"}
  tests:
    - pass: 4月30日前报送。
    - pass: 2028年2月29日开学，招收18月龄幼儿。
    - fail: ⟦4月31日⟧前报送。
    - fail: ⟦2027年2月29日⟧开学。
"""

ARABIC_SINCE = date(2012, 7, 1)
DAYS = "一二三四五六日"
ADOPTING = ("已经", "业经")
ADOPTED = ("通过", "同意", "审定")
HALVES = ("日上午", "日下午")
_MOST = 12
_CLAUSE = 60


WEEKDAY_AFTER = pattern(r"\s?[（(]?\s?(?:星期|礼拜|周)([一二三四五六日天])(?!至|到|[—-]|周)")
MONTHLESS = pattern(r"(?:(?<=\d\d年)|(?<![\d.．—–－\-~～至到第近年]))(?:1[0-2]|[1-9])(?:[12]\d|3[01]|[1-9])$")
"""The digits of a month and a day that lost the 月 between them."""
PARTS = ("底", "上旬", "中旬", "下旬")
NO_MONTH = pattern(r"(?:19|20)\d\d\s?年\s?(?:1[0-2]|[1-9])$")
WRITTEN = pattern(r"(\d{4})(?:\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})(?!\d)\s?日?|[-./](\d{1,2})[-./](\d{1,2}))")


LEAP = 4  # code points before 2月29日 within which 闰年 makes it one of any leap year


@options
class Options:
    """What a rule of this check may set."""

    find: Literal["impossible", "weekday", "format", "adopted"] = option(
        "impossible",
        "找什么：impossible 没有的日期，weekday 星期不符，format 成文日期写法，adopted 通过日期晚于成文日期",
        "what to look for",
    )


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a date. Values: `actual`; `expected` for weekday and format; `date` of the document for adopted."""
    if options.find == "format":
        for part in context.plan.parts:
            if part.date is not None and (hit := _form(context, part.date)):
                yield hit
        return
    judge = {"impossible": _impossible, "weekday": _weekday, "adopted": _adopted}[options.find]
    for month in months(context):
        if hit := judge(context, month):
            yield hit
    if options.find == "impossible":
        yield from _monthless(context)


def _impossible(context: Context, month: Month) -> Hit | None:
    hit = Hit(month.span, {"actual": context.plan.text(month.span)})
    if not 1 <= month.month <= _MOST:
        return hit if month.year or month.day or month.part else None
    if month.day is None:
        return None
    year = month.year or context.year
    wrong = [day for day in (month.day, month.last) if day is not None and not window(year or 2000, month.month, day)]
    if not wrong:
        return None
    leap = month.year is None and month.month == 2 and wrong == [29]
    if leap and "闰年" in context.plan.clean[max(0, month.span.start - LEAP) : month.span.start]:
        return None
    return Hit(month.span, hit.values, weak=leap)


def _monthless(context: Context) -> Iterator[Hit]:
    """Yield 229日下午 and 2027年46日上午; up to 31 it may be a day of the month that was named before."""
    text = context.plan.clean
    for at in offsets(text, HALVES):
        found = MONTHLESS.search(text[max(at - 10, 0) : at])
        if found and int(found[0]) > 31:
            span = Span(at - len(found[0]), at + 1)
            yield Hit(span, {"actual": context.plan.text(span)})
    for at in offsets(text, PARTS):
        found = NO_MONTH.search(text[max(at - 10, 0) : at]) if text[at - 1 : at].isdecimal() else None
        if found:
            span = Span(at - len(found[0]), at + (1 if text[at] == PARTS[0] else 2))
            yield Hit(span, {"actual": context.plan.text(span)})


def _weekday(context: Context, month: Month) -> Hit | None:
    if month.day is None or month.last is not None:
        return None
    text = context.plan.clean
    found = WEEKDAY_AFTER.match(text, month.span.end)
    if found is None:
        return None
    said = DAYS.index(found[1].replace("天", "日"))
    years = {month.year} if month.year else _possible_years(context)
    right = {year: days[0].weekday() for year in sorted(years) if (days := window(year, month.month, month.day))}
    if not right or said in right.values():
        return None
    year = month.year or context.year
    expected = DAYS[right[year]] if year in right else DAYS[next(iter(right.values()))]
    span = Span(*found.span(1))
    return Hit(span, {"actual": found[1], "expected": expected}, suggestion=expected, weak=month.year is None)


def _adopted(context: Context, month: Month) -> Hit | None:
    """Judge the day on which a meeting is said to have adopted this document, against the day in its signature."""
    dating, text = context.dating, context.plan.clean
    if month.day is None or month.last is not None or dating is None or dating.source != "signature":
        return None
    if dating.start != dating.end or not text.endswith(ADOPTING, 0, month.span.start):
        return None
    days = month.ends(dating.end.year)
    _, stop = around(text, month.span, SENTENCE_ENDS, _CLAUSE)
    if days is None or days <= dating.end or not any(word in text[month.span.end : stop] for word in ADOPTED):
        return None
    return Hit(month.span, {"actual": text[slice(*month.span)], "date": chinese_day(dating.end)})


def _possible_years(context: Context) -> set[int]:
    years = {context.year} if context.year else set()
    if context.dating is not None:
        years |= {context.dating.start.year, context.dating.end.year}
    return years


def _form(context: Context, node: Node) -> Hit | None:
    text = context.plan.clean
    found = WRITTEN.search(text, node.line.start, node.line.end)
    if found is not None:
        year, month, day = int(found[1]), int(found[2] or found[4]), int(found[3] or found[5])
        unmarked = bool(found[4]) or not found[0].endswith("日")
        wrong = unmarked or found[2].startswith("0") or found[3].startswith("0")
        variant = "marks" if unmarked else "zero"
    else:
        found = DAY.search(text, node.line.start, node.line.end)
        numbers = (
            [to_int(found[name].replace("○", "〇").replace("O", "〇")) for name in ("year", "month", "day")]
            if (found and found["day"])
            else []
        )
        if found is None or len(numbers) < 3 or not all(numbers) or found["year"].isdecimal():
            return None
        year, month, day = (number or 0 for number in numbers)
        wrong, variant = True, "chinese"
    days = window(year, month, day)
    if not wrong or days is None or (variant == "chinese" and days[0] < ARABIC_SINCE):
        return None
    span = Span(*found.span())
    expected = f"{year}年{month}月{day}日"
    fix = Fix((Edit(span, expected),), safe=False)
    return Hit(
        span, {"actual": text[span.start : span.end], "expected": expected}, variant, suggestion=expected, fix=fix
    )
