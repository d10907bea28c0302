"""roster: own names as the office's roster (花名册) gives them.

花名册：本单位、学校、地名、领导的名称以花名册为准（planlint.yaml 的 roster 指明，没有花名册就什么也不查）。
find 写 misspelt，查与花名册只差一个字的名称：错一个字、漏一个字、多一个字、前后两字颠倒；同音字、颠倒、重字、漏字
有把握，其余只请核实；数字、方位、大小不同的（一中、二中），本身是另一机构的（区体育局），不报。
find 写 unknown-unit，查责任单位里花名册没有的单位；“各学校”“有关部门”这类统称、责任人不查，花名册没列单位时不查。
文中的单位多数都不在花名册里时，只请核实。
find 写 order，查名单里领导的先后；单位、地名只有花名册写了顺序的才查。按姓氏笔画为序的、责任单位里的不查。
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from planlint.checks import option, options
from planlint.checks._roster import roster
from planlint.context import Context
from planlint.findings import Hit

TITLE = "花名册"

RECIPE = """\
- id: office-own-name
  title: 本单位名称写错（本单位）
  check: roster
  options: {find: misspelt}
  severity: error
  severity-weak: info
  basis: 本单位
  message: {zh: "“{found}”应为“{name}”", en: "“{found}” should be “{name}”"}
  rationale: 本单位、所属学校的名称以花名册为准。
  tests:
    - fail: 支持⟦天宁区育因小学⟧改扩建。
      message: 应为“天宁区育英小学”
      with:
        roster: |
          类别,全称,简称
          学校,天宁区育英小学,育英小学
    - pass: 支持天宁区育英小学、育英小学分校改扩建。
      with:
        roster: |
          类别,全称,简称
          学校,天宁区育英小学,育英小学
"""


@options
class Options:
    """What a rule of this check may set."""

    find: Literal["misspelt", "unknown-unit", "order"] = option(
        "misspelt",
        "查什么：misspelt 差一个字的名称，unknown-unit 花名册没有的责任单位，order 名单的先后",
        "what to look for: misspelt names, responsible units that are not listed, lists out of order",
    )


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a name; nothing where there is no roster, and without reading the document.

    Values: `found` and `name` for a misspelt one (suggested), `unit` for an unknown one (variant `near` with `name`),
    `actual` and `expected` for a list out of order.
    """
    return _finder(options)(context) if roster(context.facts) else iter(())


def _finder(options: Options) -> Callable[[Context], Iterator[Hit]]:
    """Return what looks for it; imported only where there is a roster."""
    if options.find == "misspelt":
        from planlint.checks._misspelt import misspelt

        return misspelt
    if options.find == "unknown-unit":
        from planlint.checks._unknown_unit import unknown_units

        return unknown_units
    from planlint.checks._precedence import out_of_order

    return out_of_order
