"""plenum: sessions of the Central Committee, of local committees and of discipline commissions.

中央全会、地方党委全会、纪委全会的引用：
order 次序颠倒或重复，gap 中间漏了一次，impossible 不存在的届次，classifier “中”“次”用错，
future 成文时还没有闭幕，stale 成文时已经过时，absent 通篇没有提到最新的一次。
说过去的事（……以来、……审议通过）、正在迎接筹备的会议、《》里的标题都不报。
地方党委全会的日期写在配置的 meetings 里，没有写的只查次序和“中”“次”。

The wording expected on a day is that of the windows in rules/facts/meetings.yaml: official usage, read off
central meetings and government reports. “Future” means closed after the last day the document can be of,
“stale” superseded before the first one, less `grace` days when it is dated to the day or month.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from planlint.checks import option
from planlint.checks._meetings import verdicts
from planlint.checks._words import demand
from planlint.context import Context
from planlint.findings import Hit

TITLE = "全会引用"

RECIPE = """\
- id: office-plenum-stale
  title: 全会提法过时（不宽限）
  check: plenum
  options: {find: stale, grace: 0}
  severity: warning
  basis: 本单位
  message: {zh: "{date}应写作“{expected}”", en: "on {date} write “{expected}”"}
  rationale: 本单位要求全会闭幕次日起就用新提法。
  tests:
    - pass: 学习贯彻党的二十大和二十届二中、三中全会精神。
      with: {as-of: 2025-10-22}
    - pass: 党的二十届三中全会以来，改革全面推进。
      with: {as-of: 2025-10-24}
    - fail: 学习贯彻党的二十大和⟦二十届二中、三中全会⟧精神。
      with: {as-of: 2025-10-24}
    - fail: 学习贯彻党的⟦二十届三中全会⟧精神。
      with: {as-of: 2025-10-24}
"""

DATED = ("future", "stale", "absent")


@dataclass(frozen=True, kw_only=True)
class Options:
    """What a rule of this check may set."""

    find: Literal["order", "gap", "impossible", "classifier", "future", "stale", "absent"] = option(
        "stale",
        "找什么：order 次序，gap 缺漏，impossible 不存在，classifier “中”“次”，future 超前，stale 过时，absent 缺最新",
        "what to look for",
    )
    grace: int | None = option(
        None,
        "闭幕后多少天之内不算过时；不写则按会议表（30 天）",
        "days after the closing before it is stale; the table of meetings says it when this does not",
    )

    def __post_init__(self) -> None:
        demand(self.grace is None or self.grace >= 0, "“grace”不能小于 0", "grace must not be negative")


def needs(options: Options) -> tuple[str, ...]:
    """Return what a document must have for this rule to run."""
    return ("date",) if options.find in DATED else ()


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield the hits of one kind.

    Values: `actual` and `expected`, but for impossible (`actual`, `term`, `most`) and future (`meeting`,
    `closed`, `as_of`); `previous` for gap; `newest`, `closed` for stale and absent; `date` where it counts.
    """
    yield from verdicts(context, options.grace).get(options.find, ())
