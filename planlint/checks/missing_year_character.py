"""missing-year-character: a year directly before a word, without its 年: 2023学前教育招生工作.

年份漏“年”字：四位数后面直接是汉字，又不是数量（2000张、2027万亩）、届别（2023级、2023届）、
活动和工程的名称（2025全球工业互联网大会）。只看与本文年份相差三年以内的数；《》和引号里的名称不看（由规则设定）。

The words that follow a number that is no year, and those that a name ends in, stand in the table `years`
(`not-years`, `name-starts`, `names`), as do those before a list with a year in its name (`listed`); they were measured
on real documents.
"""

from __future__ import annotations

from collections.abc import Iterator

from planlint.checks import option, options
from planlint.checks._cited import CLAUSE_ENDS
from planlint.checks._years import mentions
from planlint.context import Context
from planlint.findings import Edit, Fix, Hit
from planlint.model import Span

TITLE = "年份漏“年”字"

RECIPE = """\
- id: office-missing-year-character
  title: 年份漏“年”字（本单位）
  check: missing-year-character
  options: {names: [沙磁讲堂]}
  severity: warning
  basis: 本单位
  in-titles: skip
  message: {zh: "“{actual}”后面漏了“年”字", en: "年 is missing after {actual}"}
  tests:
    - pass: 推进2023年学前教育招生工作。
    - pass: 办好2023沙磁讲堂。
    - fail: 推进⟦2023⟧学前教育招生工作。
    - fail: 完成⟦2022⟧部门预算公开。
"""

_NAME = 20
_ENDS = CLAUSE_ENDS + "、“《（("
_SPAN = range(1990, 2050)


@options
class Options:
    """What a rule of this check may set."""

    names: tuple[str, ...] = option(
        (), "本单位的活动、品牌名称，其中的年份不带“年”", "names that hold a year without 年"
    )
    reach: int = option(3, "只看与本文年份相差几年以内的数", "look only at years so far from the document's own")


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a year; value: `actual`."""
    table = context.facts.table("years")
    others, names = (*table["not-years"], *table["name-starts"]), (*table["names"], *options.names)
    text, year, listed = context.plan.clean, context.year, tuple(table["listed"])
    for years in mentions(context):
        end = years.span.end
        if years.unit or years.is_range or years.first not in _SPAN or not "\u4e00" <= text[end : end + 1] <= "\u9fff":
            continue
        if year is not None and abs(years.first - year) > options.reach:
            continue
        following = text[end : end + _NAME]
        stop = next((at for at, character in enumerate(following) if character in _ENDS), _NAME)
        if following.startswith(others) or any(name in following[:stop] for name in names):
            continue
        if text.endswith(listed, 0, years.span.start):  # 入选2025国内十大新闻: the name of a list
            continue
        fix = Fix((Edit(Span(end, end), "年"),), safe=False)
        yield Hit(years.span, {"actual": years.first}, suggestion=f"{years.first}年", fix=fix)
