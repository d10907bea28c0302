"""duplicates: what the document says twice.

重复：同一条写了两遍（find: item，含标题重复、整节照抄），同一句话写了两遍（find: sentence），
两句话只差几个字（find: near）。
目录、表格、主送机关、附件说明、署名、日期不参与比对。引号、书名号、括号里的字和套话不计入长度，
其余不足 min-length 的一半就不报；内置的套话见 rules/facts/set-phrases.yaml，可用 set-phrases 补充。
以“责任单位”之类开头的句子、通知正文引用所印发方案的话也不报。

A copied block is one finding at its first heading or sentence, with the number of items and sentences that
it covers; third and later copies raise `times`. The later place is reported, the earlier is related. Two
equal headings count when they stand under one parent, or are long: “（一）指导思想” under two sections is
how plans are written. Nearly equal sentences that differ in figures only, or stand in articles (第几条),
are parallel on purpose. No standard forbids repetition; the judgement rests on usage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from planlint.checks import option, options
from planlint.checks._repetition import (
    Repeat,
    Repetition,
    in_article,
    part_of,
    quotes_plan,
    repetition,
    substance,
)
from planlint.checks._words import demand
from planlint.context import Context
from planlint.findings import Hit, Related
from planlint.model import Span
from planlint.repeats import FLOOR
from planlint.sentences import trim

TITLE = "重复"

RECIPE = """\
- id: office-duplicate-sentence
  title: 长句重复
  check: duplicates
  options:
    find: sentence
    min-length: 30
    set-phrases: [办好每一所学校, 教好每一个学生, 成就每一位教师]
  severity: warning
  basis: 本单位
  message: {zh: "“{text}”与前文重复，共出现 {times} 次", en: "“{text}” repeats an earlier sentence"}
  rationale: 三十字以上的句子在同一份计划里不写两遍。
  tests:
    - pass: |
        1.甲项。组织全区中小学开展秋季学期食品安全检查。
        2.乙项。组织全区中小学开展秋季学期食品安全检查。
    - pass: |
        1.甲项。坚持办好每一所学校、教好每一个学生、成就每一位教师，让人民群众满意。
        2.乙项。坚持办好每一所学校、教好每一个学生、成就每一位教师，让人民群众满意。
    - fail: |
        1.甲项。组织全区中小学在开学前后开展食品安全检查，发现问题当场整改并逐一登记。
        2.乙项。⟦组织全区中小学在开学前后开展食品安全检查，发现问题当场整改并逐一登记⟧。
      message: 共出现 2 次
    - fail: |
        把本年度新建学校的开工、封顶、交付时间逐一列入台账，每季度末向社会公布进度。
        另有安排。
        ⟦把本年度新建学校的开工、封顶、交付时间逐一列入台账，每季度末向社会公布进度⟧。
"""

SHOWN = 24
FIGURES = "[0-9.%％〇零一二三四五六七八九十百千万亿两]+"
FIRST = {"zh": "前一处", "en": "first here"}


@options
class Options:
    """What a rule of this check may set."""

    find: Literal["item", "sentence", "near"] = option(
        "sentence",
        "找什么：item 条目或标题，sentence 句子，near 相近的句子",
        "what to find: item (items and headings), sentence, near (sentences that are alike)",
    )
    min_length: int = option(20, "句子至少多少字", "code points a sentence must have")
    similarity: float = option(
        0.9,
        "find: near 时，相似度不低于多少（0.85 到 1）",
        "for find: near, from which similarity (0.85 to 1)",
    )
    set_phrases: tuple[str, ...] = option(
        (), "套话：除内置的以外，还有哪些词句不计入长度", "more set phrases, not counted"
    )

    def __post_init__(self) -> None:
        demand(self.min_length > 0, "“min-length”至少为 1", "min-length must be at least 1")
        demand(
            FLOOR <= self.similarity <= 1,
            f"“similarity”应在 {FLOOR} 到 1 之间",
            f"similarity must be from {FLOOR} to 1",
        )


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a repeat, at its later place.

    Values: `text`, `first` (both cut to 24 characters), `items`, `sentences`, `times`, and for find: near
    `similarity` (per cent). Variants for find: item: `block` (with items below it), `heading` (only the
    heading is the same); for find: sentence: `several` (running sentences). A heading, and an item of
    another part or attachment, are weak.
    """
    found = context.once(repetition)
    kinds = ("item", "block", "heading") if options.find == "item" else (options.find,)
    for repeat in found.repeats:
        if repeat.kind in kinds:
            at = next((i for i in repeat.members if _counts(context, options, found, repeat, i)), None)
            if at is not None:
                yield _hit(context, options, found, repeat, at)


def _counts(context: Context, options: Options, found: Repetition, repeat: Repeat, at: int) -> bool:
    """Tell whether the unit `at` of the repeat is worth a finding under these options."""
    if options.find == "item":
        return True
    source = at - repeat.at + repeat.source
    node, other = found.nodes[at], found.nodes[source]
    if found.size(at) < options.min_length or quotes_plan(context.plan, node, other):
        return False
    own = substance(context, Span(*found.spans[at]), options.set_phrases)
    if own * 2 < options.min_length:
        return False
    return options.find == "sentence" or (
        found.near[at].similarity >= options.similarity
        and not in_article(node)
        and re.sub(FIGURES, "0", found.keys[at]) != re.sub(FIGURES, "0", found.keys[source])
    )


def _hit(context: Context, options: Options, found: Repetition, repeat: Repeat, at: int) -> Hit:
    source = at - repeat.at + repeat.source
    span, first = (_place(context, found, i) for i in (at, source))
    text = context.document.text
    values: dict[str, object] = {
        "text": _cut(text[slice(*span)]),
        "first": _cut(text[slice(*first)]),
        "items": repeat.items,
        "sentences": repeat.sentences,
        "times": repeat.times,
    }
    if repeat.kind == "near":
        values["similarity"] = int(found.near[at].similarity * 100)
    variant: str | None = repeat.kind
    if repeat.kind not in ("block", "heading"):
        variant = "several" if repeat.kind == "sentence" and repeat.sentences > 1 else None
    elsewhere = part_of(found.nodes[at]) is not part_of(found.nodes[source])
    weak = options.find == "item" and (repeat.kind == "heading" or elsewhere)
    return Hit(span, values, variant, (Related(first, FIRST),), weak=weak)


def _place(context: Context, found: Repetition, unit: int) -> Span:
    """Return what to mark: the sentence, or the heading with its number."""
    span = trim(context.plan.clean, Span(*found.spans[unit]))
    return Span(found.nodes[unit].line.start, span.end) if unit in found.stops else span


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
