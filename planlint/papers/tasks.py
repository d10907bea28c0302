"""The list of tasks (任务分解表): each item with its section, units, deadline and figures.

A row is the lowest numbered level that carries tasks: items down to `1.`, deeper ones only where several of them name
units of their own, and a level whose last item alone names units is one task with it. Sections that say what a plan
is for (指导思想, 基本原则) and sections that look back have no tasks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planlint.context import Context
from planlint.duties import Duty, duties_in
from planlint.figures import spans as figures
from planlint.genres import Genre, infer_genre
from planlint.lang import t
from planlint.model import Node, Span
from planlint.outline.tree import ENUMERATOR_LEVEL, ITEM_LEVEL
from planlint.papers import Cell, Column, Paper
from planlint.papers.deadlines import deadlines, stage
from planlint.patterns import pattern
from planlint.tasktables import table_tasks
from planlint.tense import tense_at

WIDTHS = {"number": 3, "section": 12, "task": 23, "units": 15, "deadline": 12, "figures": 15}
LONGEST = 80
TITLE = 20  # code points of a heading that names a section and gives no task itself
BESIDE = 14  # code points of its clause shown on each side of a figure
STOPS = "，。；：、！？（）\n"
CLOSING = "》”"
_END = pattern("[，。；：]")


class _Task(NamedTuple):
    """What a row of the paper is made of; `at` is where it stands."""

    at: int
    section: str
    words: str
    units: str
    times: Sequence[str]
    figures: Sequence[str]


def paper(context: Context, lang: str) -> Paper:
    """Return the list of tasks of a document."""
    tasks = sorted((*_of_items(context), *_of_tables(context)))
    rows = [_row(number, task, lang) for number, task in enumerate(tasks, 1)]
    title = "".join((context.plan.title or context.document.path).split())
    open_units, open_deadlines = (
        sum(not given for given in column) for column in ([t.units for t in tasks], [t.times for t in tasks])
    )
    summary = t("tasks.summary", lang, tasks=len(rows), units=open_units, deadlines=open_deadlines)
    columns = tuple(Column(t(f"tasks.{name}", lang), width) for name, width in WIDTHS.items())
    return Paper(t("tasks.title", lang), (title, summary), columns, tuple(rows))


def _row(number: int, task: _Task, lang: str) -> tuple[Cell, ...]:
    return (
        Cell(str(number), "dim"),
        Cell(task.section, "dim"),
        Cell(task.words),
        Cell(task.units) if task.units else Cell(t("tasks.no-units", lang), "missing"),
        Cell("；".join(dict.fromkeys(task.times))) if task.times else Cell(t("tasks.no-deadline", lang), "missing"),
        Cell("；".join(dict.fromkeys(task.figures))),
    )


def _of_items(context: Context) -> Iterator[_Task]:
    for node in _tasks(context):
        found = duties_in(context, *node.span)
        times = [duty.units for duty in found if duty.deadline]
        times += _times(context, node)
        said = Span(node.label.span.end, node.span.end) if node.label else node.span
        amounts = _indicators(context, said)
        yield _Task(
            node.span.start, _section(context, node), _heading(context, node), _units(_own(found)), times, amounts
        )


def _times(context: Context, node: Node) -> list[str]:
    """Return the deadlines of a task; one that has none is to be done in the stage it stands under."""
    spans = sorted({*stage(context, node), *_in(deadlines(context), node.span)}, key=lambda one: (one.start, -one.end))
    above = node.parent
    while not spans and above is not None and above.level:
        spans, above = stage(context, above), above.parent
    kept = [span for at, span in enumerate(spans) if not at or span.start >= spans[at - 1].end]
    return [_words(context, span) for span in kept]


def _of_tables(context: Context) -> Iterator[_Task]:
    nodes = list(context.plan.nodes())
    starts = [node.span.start for node in nodes]
    for row in table_tasks(context):
        node = nodes[bisect_right(starts, row.task.span.start) - 1]  # the leaf in which the row stands
        times = [duty.units.replace("、", "") for duty in row.duties if duty.deadline]
        times = times or [_words(context, span) for span in _in(deadlines(context), row.task.span)]
        amounts = [amount for cell in row.figures for amount in _indicators(context, cell)]
        section = " / ".join(dict.fromkeys((*_heads(context, node), *row.section)))
        task = row.task.text.replace("\n", "")
        yield _Task(row.task.span.start, section, _cut(task), _units(_own(row.duties)), times, amounts)


def _tasks(context: Context) -> Iterator[Node]:
    """Yield the nodes that are tasks, in order; one whose tasks stand in a table is none itself."""
    in_tables = [row.task.span.start for row in table_tasks(context)]
    no = context.facts.table("papers")["not-tasks"]
    for sections in _plans(context):
        todo = sections[::-1]
        while todo:
            node = todo.pop()
            head = context.plan.text(node.heading)
            if node.level >= ITEM_LEVEL:
                head = _END.split(head, maxsplit=1)[0]  # not 1.摸清底数，对照工作目标列出清单
            if _looks_back(context, node) or any(word in head[:LONGEST] for word in no):
                continue
            below = _below(context, node)
            if below:
                todo += below[::-1]
            elif bisect_left(in_tables, node.span.start) == bisect_left(in_tables, node.span.end):
                yield node


def _plans(context: Context) -> Iterator[list[Node]]:
    """Yield the sections of each plan in the file, those attached to a notice too (附件：2026年工作要点).

    An attachment is one when its title says so, or when it names responsible units (2026年重点任务清单).
    """
    genres = [Genre(**record) for record in context.genres.values()]
    for part in context.plan.parts:
        yield part.sections
        for attachment in part.attachments:
            title = next((context.plan.text(node.span) for node in attachment.children if node.kind == "title"), None)
            planned = context.genres.get(infer_genre(title, genres), {}).get("tense") == "forward"
            if planned or _own(duties_in(context, *attachment.span)):
                yield [node for node in attachment.children if node.level]


def _looks_back(context: Context, node: Node) -> bool:
    """Say whether a whole section tells what was done; 总结推广经验 as an item is a task, and so is 对成效明显的……"""
    head = context.plan.text(node.heading)
    short = len(head) <= TITLE or head.endswith(tuple(context.facts.table("tense")["back"]))
    return (
        node.level < ITEM_LEVEL
        and short
        and node.parent is not None
        and not node.parent.level
        and (tense_at(context, node.span.start) == "back")
    )


def _below(context: Context, node: Node) -> list[Node]:
    """Return the numbered children of a node that are tasks themselves; none when the node is one."""
    children = [child for child in node.children if 0 < child.level < ENUMERATOR_LEVEL]
    named = [bool(_own(duties_in(context, *child.span))) for child in children]
    if len(children) > 1 and named[-1] and not any(named[:-1]) and children[0].level >= ITEM_LEVEL:
        return []
    if children and children[0].level > ITEM_LEVEL and sum(named) < 2:
        return []
    return children


def _own(found: Sequence[Duty]) -> list[Duty]:
    return [duty for duty in found if not duty.deadline]


def _in(spans: Sequence[Span], within: Span) -> Sequence[Span]:
    low, high = (bisect_left(spans, (at,)) for at in within)
    return spans[low:high]


def _units(found: Sequence[Duty]) -> str:
    """Return units with their roles; a single kind of role needs no name."""
    roles: dict[str, list[str]] = {}
    for duty in found:
        roles.setdefault(duty.role, []).append(duty.units)
    if len(roles) == 1:
        return "；".join(dict.fromkeys(next(iter(roles.values()))))
    return "；".join(f"{role}：{'、'.join(dict.fromkeys(units))}" for role, units in roles.items())


def _words(context: Context, span: Span) -> str:
    return "".join(context.plan.text(span).split())


def _indicators(context: Context, within: Span) -> list[str]:
    """Return the figures, each with the words of its clause, which say of what it is one; 由7%降至6% is one piece."""
    text, shown = context.plan.clean, list[Span]()
    for span in _in(figures(context), within):
        low, high = max(within.start, span.start - BESIDE), min(within.end, span.end + BESIDE)
        start = max(low, *(text.rfind(mark, low, span.start) + 1 for mark in STOPS))
        end = min((at for mark in STOPS if (at := text.find(mark, span.end, high)) >= 0), default=high)
        while start < span.start and text[start] in CLOSING:
            start += 1
        if shown and start < shown[-1].end:
            start = shown.pop().start
        shown.append(Span(start, end))
    return [
        "…" * (start > within.start and text[start - 1] not in STOPS)
        + _words(context, Span(start, end))
        + "…" * (end < within.end and text[end] not in STOPS)
        for start, end in shown
    ]


def _section(context: Context, node: Node) -> str:
    return " / ".join(_heads(context, node))


def _heads(context: Context, node: Node) -> list[str]:
    heads = []
    above = node.parent
    while above is not None and above.level:
        heads.append(_heading(context, above))
        above = above.parent
    if above is not None and above.kind == "attachment":
        heads.append("".join(context.plan.text(above.heading or above.line).split()))
    return heads[::-1]


def _heading(context: Context, node: Node) -> str:
    """Return label and heading of a node, without the units in brackets at its end."""
    start, end = node.heading
    inside = duties_in(context, start, end)
    stop = inside[0].span.start if inside else end
    head = "".join(context.plan.text(Span(start, stop)).split()).rstrip("（(，,；;")
    label = context.plan.text(node.label.span).strip() if node.label else ""
    return label + _cut(head)


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else words[:LONGEST] + "…"
