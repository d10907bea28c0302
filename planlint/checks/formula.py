"""formula: set phrases whose members and order are fixed, such as “四个意识” and 德智体美劳.

固定提法：事实表 formulas 写着各个提法的成员、次序和版本。文中把几项连着列出来时，查次序（order）、重复（repeated）、
已经更换的成员（outdated）、还没有的成员（early）；同一句里点了这个提法的名、只漏一项的，报漏项（missing）。
没有列出来、只列一两项、以“等”收尾的都不报，也从不要求写哪个提法。

Versions go by the document's date; without one the order is judged and nothing else. Official wording decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from planlint.checks import options
from planlint.checks._formulas import Formula, pairs, read
from planlint.checks._history import looks_back, quoted, sentence
from planlint.checks._lists import Run, disorder, is_open, repetition, runs
from planlint.context import Context
from planlint.facts import Facts
from planlint.findings import Hit
from planlint.model import Span
from planlint.terms import Occurrence, found, occurrences

TITLE = "固定提法"

RECIPE = """\
- id: office-formula
  title: 固定提法
  check: formula
  severity: error
  severity-weak: info
  basis: 本单位
  message: {zh: "{name}的次序应为“{expected}”", en: "{name}: the order is {expected}"}
  variants:
    missing: {zh: "{name}漏了“{missing}”", en: "{name}: {missing} is missing"}
    repeated: {zh: "{name}里“{repeated}”重复", en: "{name}: {repeated} is repeated"}
    outdated: {zh: "{name}里的“{old}”已改为“{new}”", en: "{name}: {old} is now {new}"}
    early: {zh: "{name}当时还没有“{old}”", en: "{name} did not have {old} then"}
  rationale: 固定提法的成员和次序以官方表述为准；本单位的提法写在 fact-files 的 formulas 表里。
  tests:
    - fail: 增强⟦大局意识、政治意识⟧、核心意识、看齐意识。
    - pass: 增强政治意识、大局意识、核心意识、看齐意识。
"""


SHORT = 3
"""Two of three members may well be listed by themselves."""


@options
class Options:
    """This check has no options of its own: what it knows stands in the table `formulas`."""


def table_terms(facts: Facts) -> Iterable[str]:
    """Return the members of all formulas."""
    for formula in read(facts):
        yield from pairs(tuple(formula.rank)) if formula.letters else formula.rank


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a formula that is not as it should be.

    Values: `name`, and `expected` and `actual` (order), `missing`, `repeated`, or `old` and `new` (versions).
    """
    text, present = context.plan.clean, found(context)
    for formula in read(context.facts):
        if formula.letters:
            listed = _letters(text, occurrences(context, pairs(tuple(formula.rank))), formula)
        elif len(present.keys() & formula.rank.keys()) >= 2:
            listed = runs(text, occurrences(context, formula.rank.keys()), formula.verbs, 2)
        else:
            continue
        for run in listed:
            if hit := _judge(context, run, formula):
                yield hit


def _judge(context: Context, run: Run, formula: Formula) -> Hit | None:
    listed, text = run.words, context.plan.clean
    whole = sentence(context, run.span)
    named = any(label in whole for label in formula.labels)
    if len(listed) < formula.least - named and not formula.letters:
        return None
    if "".join(listed) in formula.spared:
        return None
    if formula.begins and context.dating is not None and context.dating.end < formula.begins:
        return None
    hit = (
        _version(context, run, formula)
        or repetition(run)
        or disorder(text, run, formula.rank)
        or _missing(context, run, formula, named)
    )
    if hit is None:
        return None
    values = {"name": formula.name, **hit.values}
    if formula.letters and hit.suggestion:
        values |= {"expected": hit.suggestion, "actual": text[hit.span.start : hit.span.end]}
    return Hit(hit.span, values, hit.variant, (), hit.suggestion, None, hit.weak, not formula.verified)


def _version(context: Context, run: Run, formula: Formula) -> Hit | None:
    """Judge members that had been replaced, or had yet to come, when the document was written."""
    if context.dating is None or not formula.until or quoted(context, run.span):
        return None
    for at in run.members:
        span = Span(at.start, at.end)
        if formula.over(at.word, context.dating) and not looks_back(context, span):
            new = next(word for word in formula.since if formula.replaces(word) == at.word)
            return Hit(span, {"old": at.word, "new": new}, "outdated", suggestion=new)
        if formula.not_yet(at.word, context.dating) and (old := formula.replaces(at.word)):
            return Hit(span, {"old": at.word, "new": old}, "early", suggestion=old)
    return None


def _missing(context: Context, run: Run, formula: Formula, named: bool) -> Hit | None:
    """Judge a list that lacks one member of the formula it names, or nearly completes by itself."""
    if not (named or formula.complete) or run.others or context.dating is None:
        return None
    expected = formula.expected(context.dating)
    missing = [word for word in expected if word not in run.words]
    if len(missing) != 1 or len(expected) < 3 or is_open(context.plan.clean, run):
        return None
    if not formula.is_sure(missing[0], context.dating):
        return None
    inner = len(expected) > SHORT and run.words[-1] == expected[-1]
    if not named and (run.words[0] != expected[0] or not (inner or missing[0] == expected[-1])):
        return None
    if (
        missing[0] in sentence(context, run.span).replace(context.plan.text(run.span), "")
        or quoted(context, run.span)
        or looks_back(context, run.span)
    ):
        return None
    return Hit(
        run.span,
        {"missing": missing[0]},
        "missing",
        weak=not formula.verified or not (named or formula.complete == "warning"),
    )


def _letters(text: str, starts: Sequence[Occurrence], formula: Formula) -> Iterator[Run]:
    """Yield the words made of single letters: three and more, from the first letter on, or all but one."""
    end = 0
    for at in starts:
        if at.start < end:
            continue
        begin = end = at.start
        while end < len(text) and (text[end] in formula.rank or text[end] == "、"):
            end += 1
        members = [Occurrence(i, i + 1, text[i]) for i in range(begin, end) if text[i] in formula.rank]
        first = next(iter(formula.rank))
        if len(members) >= formula.least or (len(members) >= 3 and members[0].word == first):
            yield Run(members)
