"""fixed-list: a list whose members and their order are fixed.

固定名单：提法、领导或单位的名单有固定的成员和顺序。文中用顿号连着列出其中几项时，查顺序是否一致（order）、
有没有漏项（complete）、有没有夹进名单以外的内容（closed）、有没有重复。只列出一两项、以“等”收尾的，不算漏项；
正文里单独提到某一项，不受限制。

An enumeration is a run of members with only marks between them (、 or nothing, 和, 及, 与, 以及, quotation
marks), the verbs given in `verbs`, and items that are not in the list. The message has the variants
`missing`, `extra` and `repeated`; the plain message is about the order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, field
from functools import cached_property

from planlint.checks import option
from planlint.checks._words import demand, demand_words
from planlint.context import Context
from planlint.model import Hit, Span
from planlint.terms import Occurrence, fold, occurrences

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

_QUOTES = str.maketrans("", "", "“”‘’《》")
_JOINTS = ("、", "以及", "和", "及", "与")
_STOPS = "，。；：！？（）\n"
_REACH = 40
_ITEM = "([^、，。；：！？（）\n“”‘’《》]{1,12})"
_OTHER = re.compile("[^、“”‘’《》]+")
_BEFORE = re.compile(_ITEM + "[”’》]?、[“‘《]?$")
_AFTER = re.compile("[”’》]?、[“‘《]?" + _ITEM)
_OPEN = re.compile("[”’》]?等")


@dataclass(frozen=True, kw_only=True)
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


@dataclass(slots=True)
class _Run:
    """Members listed one after the other, and the other items among them; `plain` without verbs or others."""

    members: list[Occurrence]
    others: list[Span] = field(default_factory=list)
    plain: bool = True


def terms(options: Options) -> Iterator[str]:
    """Return the words to look for."""
    return iter(options.rank)


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a list that is not as it should be.

    Values: `expected` and `actual`, the members out of place in the right order and as written; for the
    variants `missing`, `extra` and `repeated` the words in question under that name.
    """
    text = context.plan.clean
    for run in _runs(text, occurrences(context, options.rank.keys()), options.verbs):
        if len(run.members) >= options.min:
            yield from _judge(text, run, options)


def _judge(text: str, run: _Run, options: Options) -> Iterator[Hit]:
    words = [member.word for member in run.members]
    whole = Span(run.members[0].start, run.members[-1].end)
    repeated = next((i for i, word in enumerate(words) if word in words[:i]), None)
    if repeated is not None:
        at = run.members[repeated]
        yield Hit(Span(at.start, at.end), {"repeated": at.word}, variant="repeated")
        return
    ordered = sorted(words, key=options.rank.__getitem__)
    if options.order and ordered != words:
        wrong = [i for i, (a, b) in enumerate(zip(words, ordered, strict=True)) if a != b]
        first, last = wrong[0], wrong[-1] + 1
        span = Span(run.members[first].start, run.members[last - 1].end)
        values = {"expected": "、".join(ordered[first:last]), "actual": "、".join(words[first:last])}
        yield Hit(span, values, suggestion=_reordered(text, run, ordered, first, last))
    missing = [word for word in options.rank if word not in words]
    if options.complete and missing and not _OPEN.match(text, whole.end):
        yield Hit(whole, {"missing": "、".join(missing)}, variant="missing")
    elif options.closed:
        for span in _outer(text, whole, run.others, options.verbs):
            yield Hit(span, {"extra": text[span.start : span.end]}, variant="extra")


def _reordered(text: str, run: _Run, ordered: list[str], first: int, last: int) -> str | None:
    """Return the members in order, the marks between them kept; None when verbs belong to members."""
    if not run.plain:
        return None
    pieces = [ordered[first]]
    for i in range(first + 1, last):
        pieces += [text[run.members[i - 1].end : run.members[i].start], ordered[i]]
    return "".join(pieces)


def _outer(text: str, whole: Span, others: list[Span], verbs: tuple[str, ...]) -> Iterator[Span]:
    """Yield the items of a run that are not members: before it, in it, after it."""
    if before := _BEFORE.search(text, max(0, whole.start - 16), whole.start):
        verb = next((verb for verb in verbs if before[1].startswith(verb)), "")
        yield Span(before.start(1) + len(verb), before.end(1))
    yield from others
    if after := _AFTER.match(text, whole.end):
        yield Span(*after.span(1))


def _runs(text: str, members: list[Occurrence], verbs: tuple[str, ...]) -> Iterator[_Run]:
    run: _Run | None = None
    for member in members:
        others = _between(text, run.members[-1].end, member.start, verbs) if run else None
        if run and others is not None:
            run.members.append(member)
            run.others += others
            bare = text[run.members[-2].end : member.start].translate(_QUOTES)
            run.plain &= bare in _JOINTS or not bare
        else:
            if run:
                yield run
            run = _Run([member])
    if run:
        yield run


def _between(text: str, start: int, end: int, verbs: tuple[str, ...]) -> list[Span] | None:
    """Return the other items between two members, none or several; None when the two are in no one list."""
    gap = text[start:end] if end - start <= _REACH else _STOPS
    bare = gap.translate(_QUOTES)
    for verb in verbs:
        bare = bare.removesuffix(verb)
    if not bare or bare in _JOINTS:
        return []
    joint = next((joint for joint in _JOINTS if bare.endswith(joint)), None)
    if joint is None or not bare.startswith("、") or any(stop in bare for stop in _STOPS):
        return None
    others = _OTHER.finditer(text, start, start + len(gap.removesuffix(joint)))
    return [Span(*other.span()) for other in others]
