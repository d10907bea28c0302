"""A list of sessions (二中、三中、四中): what is wrong with its order, and how its members are said."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from planlint.citations import Session
from planlint.numerals import to_chinese

LONGEST = 16
"""Sessions of one list that are looked at; no term had more than twelve."""


class Slip(NamedTuple):
    """What is wrong: `at` which index, which numbers belong there, and which other indexes it concerns."""

    kind: Literal["gap", "order", "scrambled", "repeated", "instead"]
    at: int
    expected: list[int]
    others: list[int]


def slip_in(numbers: Sequence[int]) -> Slip | None:
    """Return the one slip that explains why `numbers` do not count up by one; None when they do.

    Sessions left out are a "gap" at the one after them; one written twice is "repeated"; the right sessions
    in the wrong order are "order" at the first out of place; one wrong session is "instead", with what
    belongs there; anything worse is "scrambled", with the whole list put in order.
    """
    numbers = numbers[:LONGEST]
    steps = [b - a for a, b in pairwise(numbers)]
    if all(step == 1 for step in steps):
        return None
    if all(step > 0 for step in steps):
        index = next(i for i, step in enumerate(steps) if step > 1) + 1
        return Slip("gap", index, list(range(numbers[index - 1] + 1, numbers[index])), [index - 1])
    once = sorted(set(numbers))
    whole = once[-1] - once[0] == len(once) - 1
    if whole and len(once) == len(numbers):
        index = next(i for i, (n, m) in enumerate(zip(numbers, once, strict=True)) if n != m)
        return Slip("order", index, [once[index]], [numbers.index(once[index])])
    if whole and list(dict.fromkeys(numbers)) == once:
        index = next(i for i in range(len(numbers)) if numbers[i] in numbers[:i])
        return Slip("repeated", index, [], [numbers.index(numbers[index])])
    for index in range(len(numbers) - 1, -1, -1):
        first = numbers[0] if index else numbers[1] - 1
        if all(n == first + i for i, n in enumerate(numbers) if i != index):
            return Slip("instead", index, [first + index], [])
    index = next(i for i, step in enumerate(steps) if step <= 0) + 1
    return Slip("scrambled", index, once, [index - 1])


def name(session: Session) -> str:
    """Return a session as it is said: 三中, 二次."""
    return f"{to_chinese(session.number)}{session.kind}"


def names(numbers: Sequence[int], kind: str) -> str:
    """Return sessions as a list: 二中、三中; `kind` is 中 or 次."""
    return "、".join(f"{to_chinese(number)}{kind}" for number in numbers)
