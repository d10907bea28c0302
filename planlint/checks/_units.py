"""The units in 责任单位, one by one: brackets within brackets stay whole, 教委和财政局 are two."""

from __future__ import annotations

from collections.abc import Iterator

from planlint.context import Context
from planlint.duties import Duty
from planlint.model import Span
from planlint.patterns import pattern
from planlint.tasktables import all_duties

OTHERS = pattern("(?:等(?:有关|相关)?(?:部门|单位)?)?(?:会同|以及|和|及|与)(?=各|有关|相关)")
REST = pattern("等(?:有关|相关)?(?:部门|单位)?(?:和单位)?$")
MARKS = "、，,；;/"
JOINTS = ("会同", "以及", "和", "及", "与")
OPEN, CLOSE = "（(〔[", "）)〕]"
PEOPLE = ("人", "领导")


def duty_units(context: Context) -> list[tuple[str, Span]]:
    """Return every responsible unit as written (white space left out), with its place; not of people."""
    return context.once(_duty_units)


def units_of(text: str, duty: Duty) -> Iterator[tuple[str, Span]]:
    """Yield the units of one duty with their places in the clean text; what wraps over lines is left out."""
    at = duty.span.start
    for piece in split(duty.units):
        start = text.find(piece, at, duty.span.end)
        if start >= 0:
            at = start + len(piece)
            yield piece, Span(start, at)


def split(units: str) -> Iterator[str]:
    """Yield the pieces between the marks that stand in no bracket, and before 和各…, 等有关部门."""
    depth = start = 0
    pieces = []
    for at, char in enumerate(units):
        depth += (char in OPEN) - (char in CLOSE)
        if depth <= 0 and char in MARKS:
            pieces.append(units[start:at])
            start = at + 1
    for piece in (*pieces, units[start:]):
        yield from filter(None, (REST.sub("", one).strip() for one in OTHERS.split(piece)))


def _duty_units(context: Context) -> list[tuple[str, Span]]:
    text = context.plan.clean
    found = [
        one
        for duty in all_duties(context)
        if not duty.deadline and not duty.role.endswith(PEOPLE)
        for one in units_of(text, duty)
    ]
    return sorted(found, key=lambda one: one[1])
