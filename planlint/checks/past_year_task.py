"""past-year-task: work of a year that is over, set as work to be done: 完成2021年度重点维修项目 in a plan for 2023.

安排往年的工作：“推进”“启动”“完成”后面紧接着本文以前的年份，或者“2023年计划……”，多是旧稿里没有改到的一处。
考核、决算、审计、总结这样本来就在下一年做的事，回顾的章节和报告，都不报；
上一年的只请核实，其中结转的项目、工程、资金也不报。学年从9月起算。

Verbs and the matters that are settled in the year after stand in the table `years` (`sets`, `settled`, `carried-over`).
The years of a place are those of its part: in a summary before a plan, the plan's.
"""

from __future__ import annotations

from collections.abc import Iterator

from planlint.checks import options
from planlint.checks._cited import CLAUSE_ENDS
from planlint.checks._mentions import scope_at
from planlint.checks._years import SCHOOL, mentions
from planlint.context import Context
from planlint.findings import Hit
from planlint.patterns import has

TITLE = "安排往年的工作"

RECIPE = """\
- id: office-past-year-task
  title: 安排往年的工作（本单位）
  check: past-year-task
  severity: warning
  basis: 本单位
  in-titles: skip
  message: {zh: "这里安排的是{actual}年的工作，请核实", en: "this sets work of {actual}"}
  tests:
    - pass: 推进2023年学前教育招生工作，完成2022年度考核。
      with: {for: 2023}
    - pass: 2022年推进学前教育招生工作。
      with: {for: 2023}
    - fail: 推进⟦2022年⟧学前教育招生工作。
      with: {for: 2023}
    - fail: 完成⟦2020年⟧度重点维修项目。
      with: {for: 2023}
"""

NEEDS = ("year",)
_REACH = 24
_FAR = 5
_OF_THEN = 7
"""So near behind a year, 的 makes what follows something of that year: 2024年立项的12个项目."""
PARTS = "度全内上下半年"
"""What may stand between a year and what is planned in it: 年内, 上半年."""
BEGINS = 9
"""The month in which a school year begins."""


@options
class Options:
    """A rule of this check sets nothing."""


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a year; values: `actual`, `year`. Weak for the year just over, which may leave work behind."""
    table, text = context.facts.table("years"), context.plan.clean
    sets, settled, carried = (tuple(table[key]) for key in ("sets", "settled", "carried-over"))
    for years in mentions(context):
        start = years.span.start
        opens = not start or text[start - 1] in CLAUSE_ENDS
        if not opens and not text.endswith(sets, 0, start):
            continue
        following = text[years.span.end : years.span.end + _REACH]
        matter = following[: next((at for at, mark in enumerate(following) if mark in CLAUSE_ENDS), _REACH)]
        planned = opens and _is_planned(context, matter)
        if opens and not planned:
            continue
        scope = scope_at(context, start)
        school = years.unit == SCHOOL and years.last == years.first + 1
        year = _school_year(context) if school else scope.year
        late = year - years.first
        if scope.back or not 0 < late <= _FAR or not (school or (years.unit == "年" and not years.is_range)):
            continue
        if 0 < matter.find("的") <= _OF_THEN or has(matter, settled):
            continue
        if late == 1 and not planned and has(matter, carried):
            continue
        said, right = (f"{first}—{first + 1}学" if school else first for first in (years.first, year))
        yield Hit(years.span, {"actual": said, "year": right}, weak=late == 1)


def _is_planned(context: Context, matter: str) -> bool:
    """Tell whether what follows a year at the start of a clause is to be done: 2023年计划完成投资1亿元."""
    table = context.facts.table("years")
    return matter.lstrip(PARTS).startswith(tuple(table["planned"])) and not has(matter, table["reached"])


def _school_year(context: Context) -> int:
    """Return the year in which the school year of the document began; 0 when it is not dated to the day."""
    dating = context.dating
    return dating.start.year - (dating.start.month < BEGINS) if dating is not None and dating.is_day else 0
