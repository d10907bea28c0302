"""Finds counts whose list follows them, numbered or divided by ；: `抓好三项工作：一是…；二是…`, or lines below.

Only a count that announces is one: it ends a heading below which each item is one of what it counts, or a colon comes
right after it, and what follows begins with 一是, （一）, 1. or the like, or is one sentence of several parts. Lines
that are numbered wrongly are for the rules on numbering to tell.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from planlint.context import Context
from planlint.countwords import NUMERALS, counts
from planlint.enumerations import MOST, Enumeration, blank
from planlint.model import Label, Node, Span
from planlint.numerals import to_chinese, to_int
from planlint.patterns import pattern

REACH = 6000
"""How far the last 几是 may be from the count, in characters."""
TRIES = 20

NEVER = f"第〇零一百千万亿.—~～{NUMERALS}-"
"""Before a number: it is part of another."""
DASH = "——"

_ANNOUNCES = pattern(
    "(?:[^，。；：！？“”（）《》、\\n应须需请可要]|[应须需][包含]|[重主]要){0,9}”?"
    "(?:，?(?:主要|具体|分别|即|就|包括|如下|是|为|有){1,3})?"
    "(?P<stop>：|。(?=[ \\n]*\\n *(?:——|[第（(]?[一1])|一[是要]))"
)
"""What stands between a count and the colon that announces its list; a full stop may do so too, when 一是, a first item
or a dash follows."""
_NEXT = pattern("[ \\n]*")
_FIRST = pattern("第?一(?=[是要则，、：])|（一）|（1）|①")
_DASHED = pattern(f"\n[ \u3000]*{DASH}")
_HEADED = pattern("[大项个](?:[^，、]{0,6}?)([一-龥]{2})”?$")
_SENTENCE = pattern("[^。！？\\n]*")


def announced(context: Context) -> list[Enumeration]:
    """Return the counts that announce a list below or behind them, in order. Use with `context.once`."""
    text, last = context.plan.clean, -1
    found = []
    for start, digits, end in context.once(counts):
        said = _ANNOUNCES.match(text, end)
        if said is None or said.start("stop") == last or (start and text[start - 1] in NEVER):
            continue
        last, number = said.start("stop"), to_int(text[start:digits])
        if number is None or number < 2:
            continue
        following = _NEXT.match(text, last + 1)
        members = _members(context, text, last + 1, following.end() if following else last + 1)
        if members:
            shut = text.find("”", end, last) if text[start - 1] == "“" else -1
            listed, quoted = len(members), shut >= 0
            span = Span(start - quoted, shut + 1 if quoted else end)
            loose = said["stop"] == "。" or any("，" in text[a:b] for a, b in members)
            found.append(Enumeration(span, number, members, listed, listed, loose, quoted, True))
    return found + list(_headed(context))


def _headed(context: Context) -> Iterator[Enumeration]:
    """Yield the counts in headings of what each item below is by its own heading: 实施“八大行动”, 1.强基行动."""
    text, found = context.plan.clean, context.once(counts)
    for node in context.plan.nodes("section", "item") if found else ():
        if len(node.children) < 2:
            continue
        low, high = (bisect_left(found, (at,)) for at in node.heading)
        for start, digits, _ in found[low:high]:
            said = _HEADED.match(text, digits, node.heading.end)
            if said and not (start and text[start - 1] in NEVER):
                yield from _items(text, node, start, to_int(text[start:digits]), said)
                break


def _items(text: str, node: Node, start: int, number: int | None, said: re.Match[str]) -> Iterator[Enumeration]:
    """Yield the count at `start` of a heading when each numbered item below has its noun, the group of `said`."""
    items = [child for child in node.children if child.label is not None]
    alike = all(text[slice(*item.heading)].rstrip("”").endswith(said[1]) for item in items)
    labels = [item.label.number for item in items if item.label]
    if number and number > 1 and alike and len(items) > 1 and labels == list(range(labels[0], labels[0] + len(labels))):
        quoted = text[start - 1] == "“"
        span = Span(start - quoted, said.end() - (not quoted and text[said.end() - 1] == "”"))
        members = tuple(item.heading for item in items)
        yield Enumeration(span, number, members, len(items), len(items), False, quoted, True)


def _members(context: Context, text: str, stop: int, at: int) -> tuple[Span, ...]:
    """Return the parts of the list at `at`, announced up to `stop`; empty when there is none, or its end is open."""
    first = _FIRST.match(text, at)
    below = "\n" in text[stop:at]
    if first and first[0].endswith("一") and not (below and text[first.end()] == "、"):
        return _scanned(text, at, first[0], _section_end(context, at))
    if below:
        return _dashed(context, text, at) if text.startswith(DASH, at) else _numbered(context, at)
    if first:
        end = text.find("\n", at, at + REACH)
        return _scanned(text, at, first[0], end if end >= 0 else len(text))
    return _divided(text, at)


def _scanned(text: str, at: int, first: str, limit: int) -> tuple[Span, ...]:
    """Return where 一是, 二是 and so on stand, from `at` up to `limit`; one of them may be missing."""
    tail = text[at + len(first)] if first.endswith("一") else ""
    limit, places, missing = min(limit, at + REACH), [at], 0
    for label in _LABELS[first][1:]:
        place = _next(text, label + tail, places[-1] + 1, limit)
        if place > 0:
            places.append(place)
        elif missing:
            break
        missing += place < 0
    said = text[at : places[-1]]
    if len(places) < 2 or any(said.count(label + tail) > 1 for label in _LABELS[first][: len(places)]):
        return ()  # a list within this one
    return tuple(Span(place, place + len(first) + 1) for place in places)


def _next(text: str, label: str, start: int, limit: int) -> int:
    """Return where `label` begins a clause, -1 when it does not; only its first occurrences are tried."""
    for _ in range(TRIES):
        place = text.find(label, start, limit)
        if place < 0 or text[place - 1] in "；。，：、\n ）”":
            return place
        start = place + 1
    return -1


_LABELS = {
    "一": [to_chinese(n) for n in range(1, 20)],
    "第一": [f"第{to_chinese(n)}" for n in range(1, 20)],
    "（一）": [f"（{to_chinese(n)}）" for n in range(1, 20)],
    "（1）": [f"（{n}）" for n in range(1, 20)],
    "①": [chr(0x245F + n) for n in range(1, 20)],
}


def _numbered(context: Context, at: int) -> tuple[Span, ...]:
    """Return the siblings that are numbered from 1 on, the first of which begins at `at`."""
    labelled = context.once(_labelled)
    index = bisect_left(labelled.starts, at)
    if index == len(labelled.nodes) or context.plan.clean[at : labelled.starts[index]].strip():
        return ()
    node, place = labelled.nodes[index]
    assert node.label is not None
    assert node.parent is not None
    if node.label.number != 1:
        return ()
    labels: list[Label] = []
    siblings = node.parent.children
    for sibling in (siblings[at] for at in range(place, len(siblings))):
        if sibling.label is None or sibling.label.form != node.label.form:
            continue
        if labels and sibling.label.number == 1:
            break
        labels.append(sibling.label)
    if [label.number for label in labels] != list(range(1, len(labels) + 1)):
        return ()
    return tuple(label.span for label in labels)


def _dashed(context: Context, text: str, at: int) -> tuple[Span, ...]:
    """Return the lines from `at` on that begin with a dash; none when others stand between them."""
    limit = min(_section_end(context, at), at + REACH)
    found: list[Span] = []
    while at < limit and len(found) < MOST:
        end = text.find("\n", at, limit)
        end = end if end >= 0 else limit
        line = text[at:end].lstrip()
        if line.startswith(DASH):
            found.append(Span(at, end))
        elif line:
            return () if _DASHED.search(text, at, limit) else tuple(found)
        at = end + 1
    return tuple(found) if at >= limit else ()


def _divided(text: str, at: int) -> tuple[Span, ...]:
    """Return the parts of a sentence that ； divides."""
    sentence = _SENTENCE.match(text, at, at + REACH)
    assert sentence is not None
    if not 0 < sentence[0].count("；") < MOST:
        return ()
    parts, begin = [], at
    for piece in blank(sentence[0]).split("；"):
        parts.append(Span(begin, begin + len(piece)))
        begin += len(piece) + 1
    return tuple(parts) if len(parts) > 1 else ()


class _Labelled(NamedTuple):
    """Where the numbered nodes' labels start, the nodes with their places among siblings, and where headings start."""

    starts: list[int]
    nodes: list[tuple[Node, int]]
    headings: list[int]


def _labelled(context: Context) -> _Labelled:
    rows = [
        (node.label.span.start, node, place)
        for parent in context.plan.nodes()
        for place, node in enumerate(parent.children)
        if node.label is not None
    ]
    rows.sort(key=itemgetter(0))
    headings = [start for start, node, _ in rows if node.kind != "enumerator"]
    return _Labelled([start for start, _, _ in rows], [(node, place) for _, node, place in rows], headings)


def _section_end(context: Context, at: int) -> int:
    """Return where the next numbered heading or item begins."""
    headings = context.once(_labelled).headings
    index = bisect_left(headings, at + 1)
    return headings[index] if index < len(headings) else len(context.plan.clean)
