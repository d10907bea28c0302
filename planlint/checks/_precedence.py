"""Lists of people, or of units and places that have a rank, in another order than the roster's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from planlint.checks._roster import own_names, roster
from planlint.checks._units import duty_units
from planlint.context import Context
from planlint.findings import Hit
from planlint.model import Span
from planlint.patterns import pattern
from planlint.terms import inside

NEAR = 60
"""Code points around a list in which it may say what its order is."""
PLAIN = pattern("、|以及|和|及|与| {1,4}")
TITLED = pattern(r"(?:同志)?(?:[（(][^（）()\n]{1,24}[）)])?(?:、|以及|和|及|与| {1,4})[^，。；：！？、\n]{0,16}")


class Member(NamedTuple):
    """One name in a list, with its kind and rank."""

    span: Span
    form: str
    kind: str
    rank: int


def out_of_order(context: Context) -> Iterator[Hit]:
    """Yield each list out of order, its members out of place as the span; values `actual` and `expected`."""
    own, text = roster(context.facts), context.plan.clean
    people: list[Member] = []
    others: list[Member] = []
    for span, form in own_names(context):
        name = own.known[form]
        if name.rank is not None:
            (people if name.kind == "person" else others).append(Member(span, form, name.kind, name.rank))
    duties = [span for _, span in duty_units(context)] if len(others) > 1 else []
    free = [member for member in others if not inside(duties, member.span.start)]
    for members, gap in ((people, TITLED), (free, PLAIN)):
        for run in _runs(text, members, gap):
            if hit := _disorder(text, run, own.table["unordered"]):
                yield hit


def _runs(text: str, members: list[Member], gap: re.Pattern[str]) -> Iterator[list[Member]]:
    run: list[Member] = []
    for member in members:
        if run and (run[-1].kind != member.kind or not gap.fullmatch(text, run[-1].span.end, member.span.start)):
            yield run
            run = []
        run.append(member)
    if run:
        yield run


def _disorder(text: str, run: list[Member], unordered: list[str]) -> Hit | None:
    ordered = sorted(run, key=attrgetter("rank"))
    wrong = [at for at, (one, other) in enumerate(zip(run, ordered, strict=True)) if one.rank != other.rank]
    if not wrong:
        return None
    around = text[max(0, run[0].span.start - NEAR) : run[-1].span.end + NEAR]
    if any(word in around for word in unordered):
        return None
    first, last = wrong[0], wrong[-1] + 1
    values = {
        "actual": "、".join(member.form for member in run[first:last]),
        "expected": "、".join(member.form for member in ordered[first:last]),
    }
    span = Span(run[first].span.start, run[last - 1].span.end)
    plain = text[slice(*span)] == values["actual"]
    return Hit(span, values, suggestion=values["expected"] if plain else None)
