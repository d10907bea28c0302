"""A whole told by its kinds, wherever they stand in its paragraph.

生产总值10亿元，增长5%。其中，第一产业增加值2亿元，增长3%；第二产业……: each kind may be followed by its growth and its
share, in clauses and sentences of their own; kinds and wholes are told by name (`partitions` of the table `figures`).
The shares of the three industries (`三次产业结构为9:51:40`) are such kinds too: together they are 100.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from planlint.checks._sums import Sum
from planlint.context import Context
from planlint.figures import Figure, figures_in
from planlint.model import Span
from planlint.patterns import offsets, pattern

MOST = 500
"""Places of one kind in a document that are looked at."""
REACH = 240
"""Code points between a whole and its first kind, and between one kind and the next, at most."""
NAMED = 16
"""Code points between a name and its figure, at most."""
GAP = pattern(rf"[)）]?(?:[(（][^()（）\n]{{0,20}}[)）])?[^，。；：、（()）\n\d]{{0,{NAMED}}}")
SHARES = pattern(
    r"(?<![\d.])(\d{1,2}(?:\.\d{1,2})?)\s?(?P<mark>[:：∶︰﹕])\s?(\d{1,2}(?:\.\d{1,2})?)\s?(?P=mark)\s?(\d{1,2}(?:\.\d{1,2})?)(?![\d.:：∶︰﹕])"
)
NEAR = range(80, 121)
"""Shares that add up to less or more are of another measure (1:2:3), or more than one of them is wrong."""


def partitions(context: Context, words: Mapping[str, Any]) -> Iterator[Sum]:
    """Yield each whole with all its kinds."""
    text = context.plan.clean
    for kinds in words["partitions"]:
        if all(kind in text for kind in kinds["kinds"]):
            for at in offsets(text, kinds["kinds"][:1])[:MOST]:
                yield from _kinds(context, kinds["wholes"], kinds["kinds"], kinds["among"], at)


def _kinds(context: Context, wholes: Sequence[str], kinds: Sequence[str], among: str, at: int) -> Iterator[Sum]:
    text = context.plan.clean
    line = text.rfind("\n", 0, at) + 1, (text.find("\n", at) + 1 or len(text) + 1) - 1
    begins = [at]
    for kind in kinds[1:]:
        begin = text.find(kind, begins[-1], min(begins[-1] + REACH, line[1]))
        if begin < 0 or text.find(kinds[0], at + 1, begin) >= 0:
            return
        begins.append(begin)
    read = [_figure(context, begin + len(kind), line[1]) for begin, kind in zip(begins, kinds, strict=True)]
    parts = tuple(part for part in read if part is not None and part.exact)
    if len(parts) < len(kinds) or len({part.unit for part in parts}) > 1:
        return
    whole = _whole(context, wholes, parts[0].unit, Span(max(line[0], at - REACH), at))
    if whole is None or not whole.exact or max(part.value for part in parts) > whole.value:
        return
    since = text.find(among, whole.span.end, at)
    if since < 0 or _figure(context, since + len(among), at) is None:  # else something else was divided since
        yield Sum(whole, parts, tuple(kinds), "kinds", True)


def _whole(context: Context, wholes: Sequence[str], unit: str, place: Span) -> Figure | None:
    """Return the last whole in a place that has a figure of this unit."""
    text = context.plan.clean
    ends = sorted(at + len(word) for word in wholes for at in offsets(text, (word,), *place))
    read = (_figure(context, end, place.end) for end in reversed(ends))
    return next((figure for figure in read if figure is not None and figure.unit == unit), None)


def _figure(context: Context, start: int, end: int) -> Figure | None:
    """Return the figure behind a name, over a bracket and a verb."""
    found = next(figures_in(context, start, min(start + 2 * NAMED + 20, end)), None)
    return found if found is not None and GAP.fullmatch(context.plan.clean, start, found.span.start) else None


def shares(context: Context, words: Mapping[str, Any]) -> Iterator[Sum]:
    """Yield the shares of the three industries, which are 100 together."""
    text = context.plan.clean
    for begin, end in _shared(text, words["shared"]):
        for found in SHARES.finditer(text, begin, end):
            parts = tuple(
                Figure(
                    Span(*found.span(group)), int(digits.replace(".", "")), len(digits.partition(".")[2]), 1, "", True
                )
                for group in (1, 3, 4)
                if (digits := found[group])
            )
            if int(sum(part.value for part in parts)) in NEAR:
                step = max(part.decimals for part in parts)
                whole = Figure(Span(*found.span()), 100 * 10**step, step, 1, "", True)
                yield Sum(whole, parts, (), "shares", True)


def _shared(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where ratios stand behind the words for them, to the end of the clause."""
    for begin, following in pairwise((*offsets(text, words)[:MOST], len(text))):
        stop = min((end for mark in "。；\n" if (end := text.find(mark, begin, begin + 80)) >= 0), default=begin + 80)
        yield begin, min(stop, following)
