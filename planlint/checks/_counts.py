"""The one analysis behind the numbering rules: every slip in the counts of a document, each once.

Labels of one form are grouped by their parent; groups that run on from one another are judged as one run (see
planlint/sequences.py for the verdicts).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from planlint.context import Context
from planlint.model import Label, Node, Span
from planlint.numerals import CIRCLED, to_chinese
from planlint.outline.classify import DIGIT_MARK
from planlint.sequences import EXCERPT, Slip, judge

UNITS = "个月年日项次名人家所条件万亿元号岁点时级类层"
"""What follows a number at the beginning of a line that counts something, and numbers nothing."""
CIRCLED_BY_VALUE = {value: mark for mark, value in reversed(CIRCLED.items())}


class Flaw(NamedTuple):
    """One slip, with the labels it concerns."""

    kind: str
    node: Node
    expected: int
    before: Node | None
    clash: Node | None
    shifted: bool


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
    for run in _runs(groups):
        numbers = [_number(node) for node in run]
        if len(numbers) < 2 or numbers == list(range(1, len(numbers) + 1)):
            continue
        for slip in judge(numbers, _adjacent(run, context)):
            flaw = _flaw(run, slip)
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


def _runs(groups: list[list[Node]]) -> Iterator[list[Node]]:
    """Join the groups that run on from one another; each run should count from 1."""
    restarts = goes_on = 0
    previous = 0
    for group in groups:
        number = _number(group[0])
        restarts += number == 1 and previous > 0
        goes_on += number == previous + 1 and previous > 0
        previous = _number(group[-1])
    run: list[Node] = []
    for group in groups:
        if run:
            anew = _begins_anew([_number(node) for node in group], _number(run[-1]), restarts, goes_on)
            if anew:
                yield run
                run = []
        run += group
    if run:
        yield run


def _begins_anew(group: list[int], last: int, restarts: int, goes_on: int) -> bool:
    """Say whether a group of siblings counts from 1 again, also when its own first label is the wrong one."""
    number, second = group[0], group[1] if len(group) > 1 else None
    if number == 1 or (second is not None and sorted(group) == list(range(1, len(group) + 1))):
        return True
    if second in (2, last + 2) and number != 2:
        return second == 2
    if number == last + 1 or restarts < goes_on:
        return False
    return restarts > goes_on or number <= min(EXCERPT, last)


def _adjacent(run: list[Node], context: Context) -> frozenset[int]:
    """Return the indexes of labels that stand right below the one before, so that no new list begins there.

    A line that goes on counting (一是…；二是…) is a list of its own.
    """
    clean = context.plan.clean
    return frozenset(
        at
        for at in range(1, len(run))
        if not run[at - 1].children
        and run[at].parent is run[at - 1].parent
        and not clean[run[at - 1].line.end : run[at].line.start].strip()
        and clean[run[at - 1].line.end - 1] not in "：:"
        and not _goes_on(run[at - 1], clean)
    )


def _goes_on(node: Node, clean: str) -> bool:
    label = node.label
    return label is not None and clean.find(written(label, label.number + 1), label.span.end, node.line.end) >= 0


def _number(node: Node) -> int:
    return node.label.number if node.label else 0


def _flaw(run: list[Node], slip: Slip) -> Flaw:
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
    """Say whether the number that seems missing stands between the two labels: inside a line, or short of a bracket.

    A bracket that is missing is told as such.
    """
    if flaw.kind != "gap" or flaw.node.label is None:
        return False
    start = flaw.node.parent.span.start if flaw.node.parent else 0
    if flaw.before is not None and flaw.before.label is not None:
        start = flaw.before.label.span.end
    between = context.plan.clean[start : flaw.node.label.span.start]
    wanted = written(flaw.node.label, flaw.expected)
    if wanted.startswith(("（", "(")):
        number = re.escape(wanted.strip("（()）、，,.． "))
        if re.search(rf"\n\s*(?:[（(]?{number}[)）]|[（(]{number})", between):
            return True
    number = wanted.rstrip("、.．")
    marked = re.escape(wanted) if number == wanted else rf"{re.escape(number)}[、.．](?!\d)"
    return re.search(rf"(?:^|[。；;：:\s”）)]){marked}", between) is not None


def unmarked(flaw: Flaw, context: Context) -> Span | None:
    """Return where a line between two labels begins with the missing number and no mark or a wrong one: 3：, 2围绕."""
    label, before = flaw.node.label, flaw.before.label if flaw.before else None
    if flaw.kind != "gap" or label is None or before is None or label.form != "1.":
        return None
    found = re.search(
        rf"\n\s*({flaw.expected}(?:[：:]|(?=[\u4e00-\u9fff])(?![{UNITS}])))",
        context.plan.clean[before.span.end : label.span.start],
    )
    return Span(before.span.end + found.start(1), before.span.end + found.end(1)) if found else None
