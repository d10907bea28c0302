"""heading-echo: the first sentence of an item only says its heading again.

标题复述：标题之后第一句话的某个分句几乎就是标题本身（“5.推进全面从严治党。深入推进全面从严治党，……”）。
标题独占一行、正文另起一段的也一样比对；不足 min-length 字的标题不比。

Each clause (between ，) of the first sentence is compared with the heading: twice the common characters
over the sum of lengths. A matter of style: no standard forbids it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planlint.checks import option
from planlint.checks._repetition import HEADING_MARK, repetition
from planlint.checks._words import demand
from planlint.context import Context
from planlint.model import Hit, Related, Span
from planlint.repeats import similarity
from planlint.sentences import fold

TITLE = "标题复述"

RECIPE = """\
- id: office-heading-echo
  title: 首句照抄标题
  check: heading-echo
  options: {similarity: 1, min-length: 6}
  severity: info
  basis: 本单位
  message: {zh: "首句“{text}”与标题相同，可以删去", en: "the first sentence is the heading again"}
  rationale: 首句应当写怎么做，不是再写一遍标题。
  tests:
    - pass: 1.推进依法治校。深入推进依法治校，落实法律顾问制度。
    - pass: 1.推进依法治校。聘任法治副校长，落实法律顾问制度。
    - fail: 1.推进依法治校。⟦推进依法治校⟧，落实法律顾问制度。
    - fail: |
        （一）强化学校食品安全管理
        ⟦强化学校食品安全管理⟧。落实陪餐制度。
"""

HEADING = {"zh": "标题", "en": "the heading"}


@dataclass(frozen=True, kw_only=True)
class Options:
    """What a rule of this check may set."""

    similarity: float = option(0.85, "相似度不低于多少（0.5 到 1）", "from which similarity (0.5 to 1)")
    min_length: int = option(6, "标题至少多少字", "code points a heading must have")

    def __post_init__(self) -> None:
        demand(self.min_length > 0, "“min-length”至少为 1", "min-length must be at least 1")
        demand(
            0.5 <= self.similarity <= 1, "“similarity”应在 0.5 到 1 之间", "similarity must be from 0.5 to 1"
        )


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit an item, at the clause; values: `text` (the clause), `heading`, `similarity` (%)."""
    found = context.once(repetition)
    clean = context.plan.clean
    for at in found.stops:
        unit = found.units[at]
        heading = unit.key.removeprefix(HEADING_MARK)
        if heading == unit.key or len(heading) < options.min_length:
            continue
        first = found.units[at + 1]
        if not (
            first.node is unit.node or (first.node.parent is unit.node and first.node.kind == "paragraph")
        ):
            continue
        start = first.span.start
        for clause in clean[slice(*first.span)].split("，"):
            alike = similarity(heading, fold(clause), options.similarity)
            if alike >= options.similarity:
                shown = clause.strip()
                begin = start + clause.index(shown)
                yield Hit(
                    Span(begin, begin + len(shown)),
                    {"text": shown, "heading": heading, "similarity": int(alike * 100)},
                    related=(Related(unit.span, HEADING),),
                )
                break
            start += len(clause) + 1
