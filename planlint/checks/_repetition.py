"""What a document says twice: one analysis, which all rules about repetition share.

Headings and sentences become units, `planlint.repeats` finds the runs of repeated units, and each run
becomes one `Repeat`, named for the gravest thing in it: a copied item, a repeated sentence, a similar one.
So a copied section is one repeat, not one for every sentence in it, and a third copy only raises `times`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from planlint.model import Node, Span
from planlint.outline.tree import ARTICLE_LEVEL
from planlint.repeats import Near, Run, near_links, runs
from planlint.sentences import fold, folded

if TYPE_CHECKING:
    from planlint.context import Context
    from planlint.outline import Plan

SILENT = frozenset(
    [
        "number",
        "letterhead",
        "title",
        "addressee",
        "attachment-note",
        "contents",
        "table",
        "signature",
        "date",
        "note",
    ]
)
"""Kinds of nodes that repeat by their nature."""

LABELLED = ("section", "item")
UNLABELLED = ("paragraph", "preamble")

FRAMES = frozenset(["part", "closing", "attachment"])
"""Kinds of nodes that have no words of their own, or only a title."""

ENDS = "。！？；：…”"
"""An unlabelled line that ends otherwise is no sentence: a table cell, a caption, a title line."""

SENTENCE = 20
LONG_HEADING = 15
SHORT_HEADING = 4
"""Code points. A sentence this long is not repeated by chance (measured: hardly ever in 153 documents), nor
is a heading under another parent; under the same parent even a short one is not, but for 其他 and 备注."""

QUOTED = "“[^”]*”|《[^》]*》"

HEADING_MARK = "#"  # before the key of a heading, so that a heading never equals a sentence


@dataclass(slots=True, eq=False, repr=False)
class Repeat:
    """Units from `at` on repeat those from `source` on; `members` are those that make it what its kind says.

    `items` and `sentences` count what the repeated block covers, `times` how often the text stands in all.
    """

    kind: Literal["block", "item", "heading", "sentence", "near"]
    at: int
    source: int
    members: Collection[int]
    items: int = 0
    sentences: int = 1
    times: int = 2


@dataclass(slots=True, eq=False, repr=False)
class Repetition:
    """The units of a document, heading or sentence, and what repeats among them.

    Of each unit: its folded words in `keys`, its place in `spans` (untrimmed), its node in `nodes`. `stops`
    maps each heading to the unit after its node; `near` the units that nearly repeat an earlier one.
    """

    keys: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    stops: dict[int, int] = field(default_factory=dict)
    near: dict[int, Near] = field(default_factory=dict)
    repeats: list[Repeat] = field(default_factory=list)

    def size(self, unit: int) -> int:
        """Return the length of the unit's words, in code points."""
        return len(self.keys[unit]) - self.keys[unit].startswith(HEADING_MARK)


def repetition(context: Context) -> Repetition:
    """Return what repeats in the document; call it through `context.once`."""
    found = Repetition()
    for node in context.plan.root.children:
        _read(found, context.plan.clean, node)
    found.near = near_links(found.keys)
    known: dict[tuple[str, int], Repeat] = {}
    for run in runs(found.keys, found.near):
        repeat = _judge(found, run)
        if repeat:
            earlier = known.setdefault((repeat.kind, repeat.source), repeat)
            if earlier is not repeat:
                earlier.times += 1
    found.repeats = list(known.values())
    return found


def _read(found: Repetition, text: str, node: Node) -> None:
    """Append the units of `node` and of what lies below it."""
    kind = node.kind
    if kind in SILENT:
        return
    keys, spans = found.keys, found.spans
    at = len(keys)
    start, end = node.body
    if kind in LABELLED:
        if node.heading.start < node.heading.end:
            keys.append(HEADING_MARK + fold(text[node.heading.start : node.heading.end]))
            spans.append(node.heading)
    elif kind == "enumerator":
        start = node.heading.start
    elif kind in FRAMES:
        start = end
    if start < end:
        words, places = folded(text, start, end)
        keys += words
        spans += places
    if kind in UNLABELLED and len(keys) > at and text[end - 1] not in ENDS:
        keys.pop()
        spans.pop()
    found.nodes += [node] * (len(keys) - at)
    for child in node.children:
        _read(found, text, child)
    if at < len(keys) and keys[at].startswith(HEADING_MARK):
        found.stops[at] = len(keys)
        if len(keys) == at + 1:  # an item of one sentence: it may be repeated as a sentence elsewhere
            keys[at] = keys[at][1:]


def _judge(found: Repetition, run: Run) -> Repeat | None:
    """Return the repeat that the run amounts to; None when all of it may stand twice."""
    keys, stops, end, shift = found.keys, found.stops, run.at + run.length, run.at - run.source
    same = {i for i in range(run.at, end) if keys[i] == keys[i - shift]}
    headings = [i for i in range(run.at, end) if i in stops and i - shift in stops]
    for at in headings:
        copied = _is_copy(found, at, same, shift)
        if copied or (at in same and _clash(found, at, at - shift)):
            below = sum(i > at for i in headings)
            covered = sum(not key.startswith(HEADING_MARK) for key in keys[at:end])
            kind: Literal["block", "item", "heading"] = "block" if below else "item"
            return Repeat(kind if copied else "heading", at, at - shift, (at,), below, covered)
    exact = [i for i in sorted(same) if not (i in stops and in_article(found.nodes[i].parent))]
    near = [i for i in range(run.at, end) if i in found.near and i not in same]
    first = next((i for i in exact if found.size(i) >= SENTENCE), None)
    if first is None and not near and exact:
        first = exact[0]
    if first is not None:
        return Repeat("sentence", first, first - shift, exact, sentences=len(exact))
    if near:
        return Repeat("near", near[0], near[0] - shift, near, sentences=len(near))
    return None


def _is_copy(found: Repetition, at: int, same: Collection[int], shift: int) -> bool:
    """Tell whether the item at `at` is a copy: long enough, and more than half of it equal, word for word.

    An entry of a list inside an article (第几条) is not: two articles may well ask for the same papers.
    """
    parent = found.nodes[at].parent
    if parent is not found.nodes[at - shift].parent and in_article(parent):
        return False
    size = equal = 0
    for i in range(at, found.stops[at]):
        size += found.size(i)
        equal += found.size(i) * (i in same)
    return size >= SENTENCE and 2 * equal >= size


def _clash(found: Repetition, one: int, other: int) -> bool:
    """Tell whether two equal headings must not be: under one parent, or long and in one part."""
    size, node, earlier = found.size(one), found.nodes[one], found.nodes[other]
    if node.parent is earlier.parent and _counts_on(earlier, node):
        return size >= SHORT_HEADING
    return size >= LONG_HEADING and not in_article(node) and part_of(node) is part_of(earlier)


def _counts_on(earlier: Node, node: Node) -> bool:
    """Tell whether two siblings are of one list: a count that begins anew is another list."""
    return not (node.label and earlier.label) or node.label.number > earlier.label.number


def in_article(node: Node | None) -> bool:
    """Tell whether the node is a 第几条 or stands in one: law repeats its words on purpose."""
    while node and node.level != ARTICLE_LEVEL:
        node = node.parent
    return node is not None


def part_of(node: Node) -> Node:
    """Return the part or attachment that the node stands in."""
    while node.parent and node.kind not in ("part", "attachment"):
        node = node.parent
    return node


def quotes_plan(plan: Plan, one: Node, other: Node) -> bool:
    """Tell whether one of the two stands in a covering notice and the other in what it issues."""
    parts = part_of(one), part_of(other)
    return parts[0] is not parts[1] and any(p.kind == "notice" and p.node in parts for p in plan.parts)


def substance(context: Context, span: Span, more: Collection[str] = ()) -> int:
    """Count the characters of `span` that are the author's own.

    Left out are spaces, what stands in quotation marks, 《》 and brackets, and the set phrases (the table
    `set-phrases`, and `more`); a sentence that begins with an opening of that table (责任单位：…) counts
    nothing.
    """
    text = "".join(_uncovered(context.plan, span)).replace(" ", "")
    table = context.facts.table("set-phrases")
    if text.startswith(tuple(table["openings"])):
        return 0
    for phrase in (*table["phrases"], *more):
        text = text.replace(re.sub(QUOTED, "", phrase), "")
    return len(fold(text))


def _uncovered(plan: Plan, span: Span) -> Iterator[str]:
    at = span.start
    masks = plan.masks
    covers: list[Span] = []
    for spans in (masks.quotes, masks.titles, masks.brackets):
        first = bisect_left(spans, (span.start, span.start))
        if first and spans[first - 1].end > span.start:
            first -= 1
        covers += spans[first : bisect_left(spans, (span.end, span.end))]
    for cover in sorted(covers):
        yield plan.clean[at : cover.start]
        at = max(at, cover.end)
    yield plan.clean[at : span.end]
