"""plan-span: the years of a plan do not count up to the number its name says.

规划年限：三年行动计划（2020—2023年）首尾相加是四年；2025—2021年前后颠倒；2021—2023学年第一学期跨了两个学年；2025年11月至10月也前后颠倒；2025—2025年首尾是同一年。
按首尾两年都算在内计数；学年按首尾算或按学年数算都可以（2021—2024学年是三个学年，也有单位记作2021、2022、2023三个学年）。
“近三年”“第三年”“三年来”不是规划的年限，不看。

The number and the years must stand in one 《…》, in the document's title, or in one clause with nothing but the name
between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from planlint.checks import options
from planlint.checks._cited import CLAUSE_ENDS, around
from planlint.checks._cycles import own_title, title_around
from planlint.checks._months import months
from planlint.checks._years import SCHOOL, Years, mentions
from planlint.context import Context
from planlint.findings import Hit, Related
from planlint.model import Span
from planlint.numerals import to_chinese, to_int
from planlint.patterns import pattern

TITLE = "规划年限"

RECIPE = """\
- id: office-plan-span
  title: 行动计划的年限
  check: plan-span
  severity: error
  basis: 本单位
  message: {zh: "{actual}是{length}年，不是{stated}年", en: "{actual} is {length} years, not {stated}"}
  tests:
    - pass: 实施三年行动计划（2020—2022年）。
    - pass: 近三年（2020—2023年）行动成效明显。
    - fail: 实施三年行动计划（⟦2020—2023年⟧）。
      message: 是四年，不是三年
    - fail: 编制⟦2021—2024年⟧学校五年规划。
"""

_TERM = ("第一学期", "第二学期", "上学期", "下学期", "度第一学期", "度第二学期", "度上学期", "度下学期", "秋季", "春季")
_REACH = 26
_LONGEST = 40
LINKS, LINK = "至到—–-~～", 2


COUNT = pattern(
    r"(?<![一二三四五六七八九十百\d第近前后])([一二两三四五六七八九十]|\d{1,2})年"
    r"(?=[^年，。；、]{0,8}?(?:行动|规划|计划|攻坚|方案|纲要|提升|倍增))"
)


@options
class Options:
    """Nothing to set."""


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a range of years. Values: `actual`; and `length` and `stated`, in Chinese numerals."""
    text = context.plan.clean
    for years in mentions(context):
        twice = years.first == years.last and years.span.end - years.span.start > len("2026学年度")
        named = title_around(context, years.span) or (twice and own_title(context, years.span))
        if not (years.is_range or (twice and not text[years.span.end : years.span.end + 1].isdecimal())):
            continue
        if not (years.unit or named):
            continue
        actual = text[years.span.start : years.span.end]
        if years.last < years.first:
            yield Hit(years.span, {"actual": actual}, "inverted")
        elif twice:
            yield Hit(years.span, {"actual": actual}, "same")
        elif years.unit == SCHOOL and years.last - years.first > 1 and text.startswith(_TERM, years.span.end):
            yield Hit(years.span, {"actual": actual}, "school-year")
        elif stated := _stated(context, years):
            where, number = stated
            values = {
                "actual": actual,
                "length": to_chinese(years.last - years.first + 1),
                "stated": to_chinese(number),
            }
            yield Hit(years.span, values, related=(Related(where),))
    for span in _backwards(context):
        yield Hit(span, {"actual": text[span.start : span.end]}, "inverted")


def _backwards(context: Context) -> Iterator[Span]:
    """Yield months and days that run backwards: 2025年11月至10月, 6月28日至20日, 2027年3月1日—2026年3月8日.

    Without a year, 11月至3月 goes on into the next. Between two whole dates the link itself may be lost.
    """
    found, text = months(context), context.plan.clean
    for one, other in pairwise(found):
        gap = other.span.start - one.span.end
        lost = gap == 0 and one.year and other.year and one.day and other.day
        if not (lost or 0 < gap <= LINK) or (other.year and not one.year):
            continue
        if not text[one.span.end : other.span.start].strip(LINKS):
            first, last = (one.year or 0, one.month), (other.year or one.year or 0, other.month)
            same = first == last and one.day and other.day and other.day < one.day
            if same or (one.year and last < first):
                yield Span(one.span.start, other.span.end)
    for one in found:
        if one.day and one.last and one.last < one.day:
            yield one.span


def _stated(context: Context, years: Years) -> tuple[Span, int] | None:
    """Return the number of years that the plan's name says, and where, when it is not the length of its years."""
    length = years.last - years.first + 1
    if length > _LONGEST:
        return None
    text, title = context.plan.clean, title_around(context, years.span) or own_title(context, years.span)
    place = title or Span(*around(text, years.span, CLAUSE_ENDS + "《》", _REACH))
    if not title:
        uses = context.facts.table("five-year-plans")["uses"]
        after = text[years.span.end : place.end]
        ends = [at for word in (*uses["guiding"], *uses["drafting"]) if (at := after.find(word)) >= 0]
        place = Span(place.start, years.span.end + min(ends, default=len(after)))
    said = [(Span(*m.span()), to_int(m[1]) or 0) for m in COUNT.finditer(text, place.start, place.end)]
    lengths = {length, length - 1} if years.unit == SCHOOL else {length}
    if not said or any(number in lengths for _, number in said):
        return None
    return min(said, key=lambda one: abs(one[0].start - years.span.start))
