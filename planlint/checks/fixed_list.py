"""fixed-list: a list whose members and their order are fixed.

固定名单：提法、领导或单位的名单有固定的成员和顺序。文中用顿号连着列出其中几项时，查顺序是否一致（order）、
有没有漏项（complete）、有没有夹进名单以外的内容（closed）、有没有重复。只列出一两项、以“等”收尾的，不算漏项；
正文里单独提到某一项，不受限制。

An enumeration is a run of members with only marks between them (、 or nothing, 和, 及, 与, 以及, quotation
marks), the verbs given in `verbs`, and items that are not in the list. The message has the variants
`missing`, `extra` and `repeated`; the plain message is about the order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING
from functools import cached_property

from planlint.checks import option, options
from planlint.checks._lists import Run, disorder, is_open, repetition, runs
from planlint.checks._words import demand, demand_words
from planlint.context import Context
from planlint.findings import Hit
from planlint.model import Span
from planlint.patterns import pattern
from planlint.terms import fold, occurrences

TITLE = "固定名单"

RECIPE = """\
- id: office-unit-order
  title: 牵头单位排序
  check: fixed-list
  options:
    members: [区委办公室, 区政府办公室, 区教委, 区财政局]
    min: 3
    closed: true
  severity: warning
  basis: 本单位
  message: {zh: "顺序应为“{expected}”", en: "the order is {expected}"}
  variants:
    missing: {zh: "漏了“{missing}”", en: "{missing} is missing"}
    extra: {zh: "“{extra}”不在名单中", en: "{extra} is not in the list"}
    repeated: {zh: "“{repeated}”重复", en: "{repeated} is repeated"}
  rationale: 单位排序以本单位公布的名单为准。
  tests:
    - pass: 责任单位：区委办公室、区政府办公室、区教委、区财政局。
    - pass: 由区财政局、区教委牵头。
    - fail: 责任单位：区委办公室、⟦区教委、区政府办公室⟧、区财政局。
      message: 顺序应为“区政府办公室、区教委”
    - fail: 责任单位：区委办公室、区政府办公室、⟦区文旅委⟧、区教委。
      message: 不在名单中
"""

_ITEM = "([^、，。；：！？（）\n“”‘’《》]{1,12})"
_BEFORE = pattern(_ITEM + "[”’》]?、[“‘《]?$")
_AFTER = pattern("[”’》]?、[“‘《]?" + _ITEM)


@options
class Options:
    """What a rule of this check may set."""

    members: tuple[str, ...] = option(MISSING, "名单的成员，按应有的顺序", "the members, in their order")
    min: int = option(2, "连着列出几项起才判断", "judge runs of at least this many members")
    order: bool = option(True, "查顺序", "report members out of order")
    complete: bool = option(False, "查漏项", "report members that are missing")
    closed: bool = option(False, "查名单以外的内容", "report items that are not in the list")
    verbs: tuple[str, ...] = option(
        (),
        "成员前面可以带的词语（如“增强”“坚定”“做到”）",
        "words that may stand before a member",
    )

    def __post_init__(self) -> None:
        demand_words("members", self.members, least=2)
        demand(len(set(self.members)) == len(self.members), "“members”里有重复", "members repeats a word")
        demand(self.min >= 2, "“min”至少是 2", "min must be at least 2")

    @cached_property
    def rank(self) -> dict[str, int]:
        """The place of each folded member."""
        return {fold(member): place for place, member in enumerate(self.members)}


def terms(options: Options) -> Iterator[str]:
    """Return the words to look for."""
    return iter(options.rank)


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a list that is not as it should be.

    Values: `expected` and `actual`, the members out of place in the right order and as written; for the
    variants `missing`, `extra` and `repeated` the words in question under that name.
    """
    text = context.plan.clean
    for run in runs(text, occurrences(context, options.rank.keys()), options.verbs, options.min):
        yield from _judge(text, run, options)


def _judge(text: str, run: Run, options: Options) -> Iterator[Hit]:
    if repeated := repetition(run):
        yield repeated
        return
    if options.order and (misplaced := disorder(text, run, options.rank)):
        yield misplaced
    missing = [word for word in options.rank if word not in run.words]
    if options.complete and missing and not is_open(text, run):
        yield Hit(run.span, {"missing": "、".join(missing)}, variant="missing")
    elif options.closed:
        for span in _outer(text, run.span, run.others, options.verbs):
            yield Hit(span, {"extra": text[span.start : span.end]}, variant="extra")


def _outer(text: str, whole: Span, others: list[Span], verbs: tuple[str, ...]) -> Iterator[Span]:
    """Yield the items of a run that are not members: before it, in it, after it."""
    if before := _BEFORE.search(text, max(0, whole.start - 16), whole.start):
        verb = next((verb for verb in verbs if before[1].startswith(verb)), "")
        yield Span(before.start(1) + len(verb), before.end(1))
    yield from others
    if after := _AFTER.match(text, whole.end):
        yield Span(*after.span(1))
