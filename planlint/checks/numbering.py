"""Numbering of sections and items (GB/T 9704-2012, 7.3.3: 一、（一）1.（1）).

The scope of a count is inferred: items may restart under each section, run on through the document, or do both,
and 一、 may be followed by 1. directly. A place is judged by what the document itself does most. One slip gives one
finding: what a missing, copied or moved section does to the numbers of its items is not told again.

Left alone: numbers in tables, contents pages, attachment lists and quotations; a number that does stand between
the two labels, only not at the start of a line; lists that begin anew at 1.

查条目、章节的编号：断号、重号、次序颠倒、写法不一、标点有误。各章重新编号、全文连续编号、两种并用都算正常；
一处毛病只报一次。表格、目录、附件清单和引文里的编号不查。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from planlint.checks import option, options
from planlint.checks._counts import Flaw, flaws, unmarked, written
from planlint.checks._text_labels import TextSlip, text_slips
from planlint.context import Context
from planlint.findings import Edit, Fix, Hit, Related
from planlint.model import Label, Span

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

UNSURE = frozenset({"一是", "第一，", "①", "1）"})


WIDTHS = str.maketrans("（）．", "().")
STEADY = 5
"""So many labels written alike are a habit; one that differs is a slip."""


@options
class Options:
    """What one numbering rule looks for."""

    find: Literal["gap", "duplicate", "order", "style", "mark"] = option(
        "gap", "查什么：断号、重号、乱序、样式不一、标点有误"
    )
    wrong: Mapping[str, str] = option(dict, "find: mark 时：错误写法 → 规范写法")
    doubtful: tuple[str, ...] = option(tuple, "find: mark 时：其中只是惯例、拿不准的写法，按 severity-weak 报")
    forms: tuple[str, ...] = option(tuple, "只查这些编号形式（如 一、（一）1.）；空为全部")


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
        if bare := unmarked(flaw, context):
            values = {"actual": context.plan.text(bare), "expected": written(label, flaw.expected)}
            yield Hit(bare, values, "unmarked", suggestion=values["expected"])
            continue
        yield Hit(
            label.span,
            {
                "actual": label.text.strip(),
                "expected": written(label, flaw.expected),
                "previous": flaw.before.label.text.strip() if flaw.before and flaw.before.label else "",
                "related": clash.text.strip() if clash else "",
            },
            variant=_variant(flaw),
            related=(Related(clash.span),) if clash and clash.span != label.span else (),
            suggestion=None if flaw.shifted or flaw.kind == "order" else written(label, flaw.expected),
            weak=label.form in UNSURE,
        )
    for found in context.once(text_slips):
        if found.slip.kind == options.find and not options.forms:
            yield _in_text(context, found)


def _in_text(context: Context, found: TextSlip) -> Hit:
    """Return the hit for a label that is no node of the outline."""
    clash, moved = found.clash, found.slip.shifted or found.slip.kind == "order"
    return Hit(
        found.span,
        {
            "actual": context.plan.text(found.span),
            "expected": found.expected,
            "previous": found.previous,
            "related": context.plan.text(clash) if clash else "",
        },
        variant=("shifted" if found.previous else "first") if found.slip.shifted else None,
        related=(Related(clash),) if clash and clash != found.span else (),
        suggestion=None if moved else found.expected,
        weak=True,
    )


def _variant(flaw: Flaw) -> str | None:
    if flaw.kind == "order":
        return None if flaw.clash else "alone"
    return ("first" if flaw.before is None else "shifted") if flaw.shifted else None


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
    """Yield the labels written otherwise than their siblings mostly are; with no clear majority, only the first.

    A label alone under its heading is held against all labels of its form in the document.
    """
    for labels in _by_form(context, options):
        if len({label.mark for _, label in labels}) < 2:
            continue
        overall = Counter(_style(label) for _, label in labels)
        if len(overall) < 2:
            continue
        siblings: dict[int, list[Label]] = {}
        for parent, label in labels:
            siblings.setdefault(parent, []).append(label)
        main, most = overall.most_common(1)[0]
        for group in siblings.values():
            counts = Counter(map(_style, group))
            if len(group) == 1 and most >= STEADY and overall[_style(group[0])] == 1:
                usual, odd, clear = main, group, True
            else:
                usual = max(counts, key=lambda style: (counts[style], overall[style]))
                odd = [label for label in group if _style(label) != usual]
                steady = usual == main and most >= STEADY and (len(labels) - most) * 10 <= most
                clear = steady or (counts[usual] >= 2 and len(odd) * 2 <= counts[usual])
            example = next(label for _, label in labels if _style(label) == usual)
            for label in odd if clear else odd[:1]:
                yield Hit(
                    label.span,
                    {"actual": label.text.strip(), "usual": example.text.strip(), "count": overall[usual]},
                    related=(Related(example.span),),
                    suggestion=written(example, label.number),
                    weak=not clear or _style(label).translate(WIDTHS) == usual.translate(WIDTHS),
                )


def _by_form(context: Context, options: Options) -> Iterable[list[tuple[int, Label]]]:
    """Return the labels of each form, with what tells their parents apart; each attachment for itself."""
    forms: dict[tuple[int, str], list[tuple[int, Label]]] = {}
    scope = 0
    for node in context.plan.nodes():
        if node.kind in ("part", "attachment"):
            scope = id(node)
        if node.label is not None and (not options.forms or node.label.form in options.forms):
            forms.setdefault((scope, node.label.form), []).append((id(node.parent), node.label))
    return forms.values()


def _style(label: Label) -> str:
    """Return how a label is written, its wrong mark aside, which `find: mark` reports."""
    if label.form == "一、":
        return "一、"
    return label.mark.rstrip("、，,.．") if label.mark[:1] in "（(第" else label.mark
