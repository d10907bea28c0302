"""Judge a run of numbers as a reader would: the fewest slips that explain it, each named once.

Works on plain integers, so that the verdicts can be read and tested without a document.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal, NamedTuple

Kind = Literal["gap", "duplicate", "order"]
WINDOW = 200
EXCERPT = 3  # a run that starts later than this is an excerpt, not a run that lost its head


class Slip(NamedTuple):
    """One slip at index `at`: `expected` is what should stand there; `related` the index it clashes with.

    `shifted` says that the numbers after it go on from it, so either an item is missing or the rest has moved.
    """

    kind: Kind
    at: int
    expected: int
    related: int | None = None
    shifted: bool = False


def judge(numbers: Sequence[int], adjacent: Collection[int] = ()) -> list[Slip]:
    """Return the slips in `numbers`, which should count up by one from 1. Linear in their length.

    1,2,4 is a gap at 4; 1,2,2,3 a duplicate whose rest is shifted; 1,2,2,4 a duplicate that should be 3; 1,3,2,4 is
    out of order at 3; 1,3,3,4 is mended by changing the first 3 alone, so that is where it is reported. A 1 that is
    followed by 2 starts a new list and is no slip; behind such a list the count before it may go on. A last 1 does
    not, when its index is among the `adjacent`, those of labels right below the one before.
    """
    slips: list[Slip] = []
    seen: dict[int, int] = {}
    outer: dict[int, None] = {}  # where counts broke off, in order; the first of two that are alike is the one to go on
    previous = at = 0
    while at < len(numbers):
        number, expected = numbers[at], previous + 1
        following = numbers[at + 1] if at + 1 < len(numbers) else None
        if number == expected:
            previous = number
        elif number - 1 in outer:
            while outer.popitem()[0] != number - 1:
                pass
            previous = number
        elif (block := _permuted(numbers, at, expected)) > 0:
            slips.append(_order(numbers, at, block, expected))
            for offset in range(block):
                seen[numbers[at + offset]] = at + offset
            previous, at = expected + block - 1, at + block
            continue
        elif following == expected + 1:  # one wrong label among right ones
            kind: Kind = "duplicate" if number in seen or number < expected else "gap"
            slips.append(Slip(kind, at, expected, seen.get(number)))
            previous = expected
        elif number > expected:
            if following == expected:  # an intruder: the count goes on behind it
                slips.append(
                    Slip(
                        "duplicate" if number in numbers[at + 1 : at + WINDOW] else "order",
                        at,
                        expected,
                        _find(numbers, number, at + 1),
                    )
                )
            else:
                if at or number <= EXCERPT:
                    slips.append(Slip("gap", at, expected, at - 1 if at else None, shifted=True))
                previous = number
        elif following == expected:
            slips.append(Slip("duplicate", at, expected, seen.get(number), shifted=number == previous))
        elif number == 1 and at and (following == 2 or (following is None and at not in adjacent)):
            seen.clear()
            outer.setdefault(previous)
            previous = 1
        else:
            slips.append(Slip("duplicate", at, expected, seen.get(number), shifted=True))
            previous = number
        seen.setdefault(number, at)
        at += 1
    return slips


def _permuted(numbers: Sequence[int], at: int, expected: int) -> int:
    """Return how many numbers from `at` on are `expected`, `expected`+1, … in another order (0: they are not)."""
    highest, found = 0, set()
    for offset in range(min(WINDOW, len(numbers) - at)):
        number = numbers[at + offset]
        if number < expected or number in found or number > expected + WINDOW:
            return 0
        found.add(number)
        highest = max(highest, number)
        if highest - expected == offset and offset:
            after = numbers[at + offset + 1] if at + offset + 1 < len(numbers) else None
            return 0 if after == highest else offset + 1
    return 0


def _order(numbers: Sequence[int], at: int, length: int, expected: int) -> Slip:
    """Name the label that was moved: the last of the block when the others are in order without it, else the first."""
    block = numbers[at : at + length]
    if length > 2 and list(block[:-1]) == sorted(block[:-1]):
        return Slip("order", at + length - 1, block[-2] + 1, at)
    return Slip("order", at, expected, _find(numbers, expected, at))


def _find(numbers: Sequence[int], number: int, start: int) -> int | None:
    for at in range(start, min(start + WINDOW, len(numbers))):
        if numbers[at] == number:
            return at
    return None
