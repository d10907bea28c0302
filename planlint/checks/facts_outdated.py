"""A document younger than a fact table: what happened since, the table does not know.

Said once per run (the first such document gets it), with the announced events that an office can confirm. It blames
nobody: rules that rest on the table stay silent about what came after it.

文件比事实表新时提醒一次：之后的会议、届次、规划 planlint 并不知道，请自行核对。
"""

from __future__ import annotations

from collections.abc import Iterator

from planlint.checks import option, options
from planlint.context import Context
from planlint.facts.contradictions import waiting
from planlint.findings import Hit
from planlint.model import Span

TITLE = "事实表过期"
NEEDS = ("date",)
RECIPE = """\
- id: 我单位-会议表过期
  title: 会议表过期
  check: facts-outdated
  options: {tables: [meetings]}
  severity: info
  basis: 本单位
  message: {zh: "会议表只核到 {as_of}，请查之后有没有新的会议"}
  tests:
    - pass: |
        某局2021年工作要点
        2021年要抓好落实。
    - fail: |
        某局2099年工作要点
        2099年要抓好落实。
      at: title
"""


@options
class Options:
    """Which tables, and how many events to name."""

    tables: tuple[str, ...] = option(tuple, "看哪些事实表；空为全部", "which tables; all by default")
    most: int = option(3, "最多列出几个待确认的事项", "how many events waiting to be confirmed to name")


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit, at the words that date the document, when it is younger than one of the tables."""
    assert context.dating is not None
    days = context.facts.record_tables
    wanted = [name for name in (options.tables or days) if name in days and days[name] < context.dating.start]
    if not wanted:
        return
    open_events = [record.name for record in waiting(context.facts.tables) if record.table in wanted][: options.most]
    yield Hit(
        context.dating.span or Span(0, 0),
        {
            "tables": "、".join(wanted),
            "as_of": min(days[name] for name in wanted),
            "events": "、".join(open_events),
            "first": open_events[0] if open_events else "",
        },
        variant="events" if open_events else None,
    )
