"""Ordinals that stand as they did in last year's plan (`--previous FILE`): 第五届……, 10周年.

The same event with the same number two years running: either it is held every other year, or nobody counted on. Sure
only where the words around it were carried over as well. Phases of programmes (第二期, 第三轮, 第一批) run for years.

对照上年的文件（--previous），查“第几届”“几周年”没有往前走的。第几期、第几轮这类跨年的不报。
"""

from __future__ import annotations

from collections.abc import Iterator

from planlint.checks import option, options
from planlint.context import Context
from planlint.model import Hit, Related, Span
from planlint.numerals import to_int
from planlint.outline import Plan
from planlint.patterns import pattern
from planlint.previous import previous_plans

TITLE = "届次未更新"
RECIPE = """\
- id: 我单位-届次未更新
  title: 届次未更新（本单位）
  check: edition-not-advanced
  severity: warning
  basis: 本单位
  message: {zh: "上年也是“{edition}{event}”"}
  tests:
    - pass: |
        某局2027年工作要点
        2027年要抓好落实。
        一、举办第六届师生艺术节。
      with:
        previous: |
          某局2026年工作要点
          2026年要抓好落实。
          一、举办第五届师生艺术节。
    - fail: |
        某局2027年工作要点
        2027年要抓好落实。
        一、举办⟦第五届⟧师生艺术节。
      with:
        previous: |
          某局2026年工作要点
          2026年要抓好落实。
          一、举办第五届师生艺术节。
"""
EDITION = pattern(
    r"第\s?(?P<n>\d{1,3}|[一二三四五六七八九十百]{1,5})\s?(?:届|次|个)|(?P<years>\d{1,3}|[一二三四五六七八九十百]{1,5})\s?周年"
)
NAME = pattern(r"[^，。；：、！？\s（）()]{2,20}")
NOT_EVENTS = (
    "中央",
    "全国人民代表大会",
    "全国代表大会",
    "全体会议",
    "五年",
    "百年",
    "一百年",
    "百分点",
    "方面",
    "层次",
    "全会",
)


@options
class Options:
    """How many characters of the name behind the number must agree."""

    name_length: int = option(4, "届次后面至少几个字相同才算同一项活动")


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield each edition of the plan that last year's has too; weak when the words before it differ."""
    for previous in previous_plans(context):
        before = {key: (span, lead) for key, span, lead in _editions(previous, options.name_length)}
        for key, span, lead in _editions(context.plan, options.name_length):
            if key in before and not context.plan.masks.inside("attachments", span.start):
                old, old_lead = before[key]
                related = Related(old, {"zh": "上年", "en": "last year"}, previous.document.path)
                edition = context.plan.text(span)
                yield Hit(span, {"edition": edition, "event": key[1]}, related=(related,), weak=lead != old_lead)


def _editions(plan: Plan, length: int) -> Iterator[tuple[tuple[int, str], Span, str]]:
    """Yield number and name of each edition, where it stands, and the four characters before it."""
    clean = plan.clean
    for found in EDITION.finditer(clean):
        number = to_int(found["n"] or found["years"])
        named = NAME.match(clean, found.end())
        name = named.group()[:length] if named else ""
        if (
            number
            and len(name) == length
            and not name.startswith(NOT_EVENTS)
            and not plan.masks.inside("titles", found.start())
        ):
            yield (number, name), Span(*found.span()), clean[max(0, found.start() - 4) : found.start()]
