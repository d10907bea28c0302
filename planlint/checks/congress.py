"""congress: national congresses of the Party that are out of date, or still to come.

党代会的引用：stale 作为指导思想引用的党代会已有新的一次（新的在别处也引用了的，只请核实）；future 成文时还没有召开。
“党的十九大以来”“党的十九大报告提出”这样说过去的事，“迎接党的二十大召开”这样说将来的会，都不报。

“Future” means closed after the last day the document can be of, “stale” superseded before the first one,
less `grace` days when it is dated to the day or month.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from planlint.checks import option
from planlint.checks._meetings import Finding, verdicts
from planlint.checks._words import demand
from planlint.context import Context
from planlint.findings import Hit

TITLE = "党代会引用"

RECIPE = """\
- id: office-congress-stale
  title: 党代会提法过时（不宽限）
  check: congress
  options: {find: stale, grace: 0}
  severity: warning
  basis: 本单位
  message: {zh: "{date}应写作“{expected}”", en: "on {date} write “{expected}”"}
  rationale: 本单位要求党代会闭幕当天起就用新提法。
  tests:
    - pass: 深入学习贯彻党的十九大精神。
      with: {as-of: 2017-10-25}
    - pass: 党的十九大以来，教育改革取得新进展。
      with: {as-of: 2022-10-23}
    - fail: 深入学习贯彻党的⟦十九大⟧精神。
      with: {as-of: 2022-10-23}
    - fail: 全面贯彻党的⟦十八大⟧精神。
      with: {as-of: 2017-10-25}
"""

NEEDS = ("date",)
FINDINGS: dict[str, Finding] = {"stale": "congress-stale", "future": "congress-future"}


@dataclass(frozen=True, kw_only=True)
class Options:
    """What a rule of this check may set."""

    find: Literal["stale", "future"] = option("stale", "找什么：stale 过时，future 超前", "what to look for")
    grace: int | None = option(
        None,
        "闭幕后多少天之内不算过时；不写则按会议表（30 天）",
        "days after the closing before it is stale; the table of meetings says it when this does not",
    )

    def __post_init__(self) -> None:
        demand(self.grace is None or self.grace >= 0, "“grace”不能小于 0", "grace must not be negative")


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield the hits of one kind; values: `actual` and `expected`, or `meeting` and `closed`, and `date`."""
    yield from verdicts(context, options.grace).get(FINDINGS[options.find], ())
