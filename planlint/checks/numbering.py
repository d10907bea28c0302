"""Numbering of sections and items (GB/T 9704-2012, 7.3.3: 一、（一）1.（1）).

The scope of a count is inferred: items may restart under each section, run on through the document, or do both,
and 一、 may be followed by 1. directly. A place is judged by what the document itself does most. One slip gives one
finding: what a missing, copied or moved section does to the numbers of its items is not told again.

Left alone: numbers in tables, contents pages, attachment lists and quotations; a number that does stand between
the two labels, only not at the start of a line; lists that begin anew at 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from planlint.checks import option
from planlint.context import Context
from planlint.model import Edit, Fix, Hit, Label, Node, Related, Span
from planlint.numerals import CIRCLED, to_chinese
from planlint.outline.classify import DIGIT_MARK
from planlint.sequences import EXCERPT, Slip, judge

TITLE = "编号"
RECIPE = """\
- id: 我单位-编号断号
  title: 条目编号断号（从严）
  check: numbering
  options: {find: gap}
  severity: error
  basis: 本单位
  message: {zh: "“{previous}”之后应为“{expected}”，实为“{actual}”"}
  tests:
    - pass: |
        一、总体要求
        二、重点任务
    - fail: |
        一、总体要求
        ⟦三、⟧重点任务
        四、保障措施
"""

CIRCLED_BY_VALUE = {value: mark for mark, value in reversed(CIRCLED.items())}
UNSURE = frozenset({"一是", "第一，", "①", "1）"})


@dataclass(frozen=True)
class Options:
    """What one numbering rule looks for."""

    find: Literal["gap", "duplicate", "order", "style", "mark"] = option(
        "gap", "查什么：断号、重号、乱序、样式不一、标点有误"
    )
    wrong: Mapping[str, str] = option(dict, "find: mark 时：错误写法 → 规范写法")
    doubtful: tuple[str, ...] = option(tuple, "find: mark 时：其中只是惯例、拿不准的写法，按 severity-weak 报")
    forms: tuple[str, ...] = option(tuple, "只查这些编号形式（如 一、（一）1.）；空为全部")


class Flaw(NamedTuple):
    """One slip, with the labels it concerns."""

    kind: str
    node: Node
    expected: int
    before: Node | None
    clash: Node | None
    shifted: bool


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield the slips of one kind, at the label a person would change."""
    if options.find == "mark":
        yield from _marks(context, options)
        return
    if options.find == "style":
        yield from _styles(context, options)
        return
    for flaw in context.once(flaws):
        label = flaw.node.label
        if flaw.kind != options.find or label is None or (options.forms and label.form not in options.forms):
            continue
        clash = flaw.clash.label if flaw.clash else None
        yield Hit(
            label.span,
            {
                "actual": label.text,
                "expected": written(label, flaw.expected),
                "previous": flaw.before.label.text if flaw.before and flaw.before.label else "",
                "related": clash.text if clash else "",
            },
            variant=("first" if flaw.before is None else "shifted") if flaw.shifted else None,
            related=(Related(clash.span),) if clash and clash.span != label.span else (),
            suggestion=None if flaw.shifted or flaw.kind == "order" else written(label, flaw.expected),
            weak=label.form in UNSURE,
        )


def written(label: Label, number: int) -> str:
    """Return the label as it would be written with another number."""
    if label.form == "①":
        return CIRCLED_BY_VALUE.get(number, str(number))
    digits = str(number) if any(c.isdecimal() for c in label.text) else to_chinese(number)
    return DIGIT_MARK.sub(digits, label.text.strip(), count=1)


def flaws(context: Context) -> list[Flaw]:
    """Return every slip of the document's numbering, in order; computed once for all rules."""
    found: list[Flaw] = []
    for part in context.plan.parts:
        scopes: dict[int, dict[str, list[Node]]] = {}
        _collect(part.node, scopes.setdefault(id(part.node), {}), scopes)
        flawed: dict[int, str] = {}
        for forms in scopes.values():
            for nodes in sorted(forms.values(), key=lambda nodes: nodes[0].level):
                found += _form(nodes, flawed, context)
    return sorted(found, key=lambda flaw: flaw.node.line)


def _collect(node: Node, forms: dict[str, list[Node]], scopes: dict[int, dict[str, list[Node]]]) -> None:
    for child in node.children:
        if child.label is not None:
            forms.setdefault(child.label.form, []).append(child)
        inner = scopes.setdefault(id(child), {}) if child.kind in ("attachment", "closing") else forms
        _collect(child, inner, scopes)


def _form(nodes: list[Node], flawed: dict[int, str], context: Context) -> Iterator[Flaw]:
    """Judge all labels of one form: group them by parent, decide what runs on, and judge each run."""
    groups: list[list[Node]] = []
    for node in nodes:
        if groups and groups[-1][0].parent is node.parent:
            groups[-1].append(node)
        else:
            groups.append([node])
    if any(flawed.get(id(group[0].parent)) == "order" for group in groups):
        groups.sort(key=lambda group: _path(group[0].parent))
    for run, first in _runs(groups):
        numbers = [node.label.number for node in run if node.label]
        if len(numbers) < 2 and first == 1:
            continue
        for slip in judge(numbers, first):
            flaw = _flaw(run, slip, groups)
            opened_in_words = flaw.before is None and flaw.node.kind == "enumerator"  # 首先，…第二，…
            if opened_in_words or _told_above(run, slip, flawed) or _stands_inside(flaw, context):
                continue
            flawed[id(flaw.node)] = flaw.kind
            yield flaw


def _path(node: Node | None) -> list[int]:
    out: list[int] = []
    while node is not None:
        if node.label is not None:
            out.append(node.label.number)
        node = node.parent
    return out[::-1]


def _runs(groups: list[list[Node]]) -> Iterator[tuple[list[Node], int]]:
    """Join the groups that run on from one another; yield each run with the number it should start from."""
    restarts = goes_on = 0
    previous = 0
    for group in groups:
        number = _number(group[0])
        restarts += number == 1 and previous > 0
        goes_on += number == previous + 1 and previous > 0
        previous = _number(group[-1])
    run: list[Node] = []
    for group in groups:
        number = _number(group[0])
        if run:
            last = _number(run[-1])
            anew = number == 1 or (
                number != last + 1
                and (restarts > goes_on or (restarts == goes_on and number <= EXCERPT and number <= last))
            )
            if anew:
                yield run, 1
                run = []
        run += group
    if run:
        yield run, 1


def _number(node: Node) -> int:
    return node.label.number if node.label else 0


def _flaw(run: list[Node], slip: Slip, groups: list[list[Node]]) -> Flaw:
    before = run[slip.at - 1] if slip.at else None
    clash = run[slip.related] if slip.related is not None else None
    return Flaw(slip.kind, run[slip.at], slip.expected, before, clash, slip.shifted)


def _told_above(run: list[Node], slip: Slip, flawed: dict[int, str]) -> bool:
    """Say whether the slip is where a section begins that is itself missing a neighbour, copied or moved."""
    node = run[slip.at]
    if slip.at and run[slip.at - 1].parent is node.parent:
        return False
    parent = node.parent
    while parent is not None:
        if id(parent) in flawed:
            return True
        parent = parent.parent
    return False


def _stands_inside(flaw: Flaw, context: Context) -> bool:
    """Say whether the number that seems missing stands in the text between the two labels, not at a line's start."""
    if flaw.kind != "gap" or flaw.node.label is None:
        return False
    start = flaw.node.parent.span.start if flaw.node.parent else 0
    if flaw.before is not None and flaw.before.label is not None:
        start = flaw.before.label.span.end
    between = context.plan.clean[start : flaw.node.label.span.start]
    wanted = re.escape(written(flaw.node.label, flaw.expected))
    return re.search(rf"(?:^|[。；;：:\s”）)]){wanted}", between) is not None


def _marks(context: Context, options: Options) -> Iterator[Hit]:
    for node in context.plan.nodes("section", "item", "enumerator"):
        label = node.label
        if label is None or label.mark not in options.wrong:
            continue
        right = written(label._replace(text=options.wrong[label.mark]), label.number)
        tail = label.text.rstrip()
        edits = (
            (Edit(Span(label.span.start + len(right), label.span.start + len(tail)), ""),)
            if tail.startswith(right)
            else ()
        )
        yield Hit(
            label.span,
            {"actual": tail, "expected": right},
            suggestion=right,
            fix=Fix(edits) if edits else None,
            weak=label.mark in options.doubtful,
        )


def _styles(context: Context, options: Options) -> Iterator[Hit]:
    """Yield the labels written otherwise than most of their siblings; with no clear majority, only the first."""
    siblings: dict[tuple[int, str], list[Label]] = {}
    for node in context.plan.nodes("section", "item", "enumerator"):
        if node.label is not None and (not options.forms or node.label.form in options.forms):
            siblings.setdefault((id(node.parent), node.label.form), []).append(node.label)
    for labels in siblings.values():
        counts: dict[str, int] = {}
        for label in labels:
            counts[label.mark] = counts.get(label.mark, 0) + 1
        if len(counts) < 2:
            continue
        usual = max(counts, key=lambda mark: (counts[mark], mark == labels[0].mark))
        odd = [label for label in labels if label.mark != usual]
        clear = counts[usual] >= 2 and len(odd) * 2 <= counts[usual]
        example = next(label for label in labels if label.mark == usual)
        for label in odd if clear else odd[:1]:
            yield Hit(
                label.span,
                {"actual": label.text.strip(), "usual": example.text.strip(), "count": counts[usual]},
                related=(Related(example.span),),
                suggestion=written(example, label.number),
                weak=not clear or _same_but_width(label.mark, usual),
            )


def _same_but_width(one: str, other: str) -> bool:
    return one.translate(WIDTHS) == other.translate(WIDTHS)


WIDTHS = str.maketrans("（）．", "().")
