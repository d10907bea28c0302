"""Names that are one but for a slip: found without comparing each with each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from planlint.facts import Facts

_TRIES = 12  # names with the same edge that one name is compared with
_LONG = 8


@lru_cache(maxsize=4)
def distinct(facts: Facts) -> frozenset[str]:
    """Return the characters and words that tell two names apart: what differs by one of them is no slip."""
    return frozenset(map(str, facts.table("names")["distinct"]))


def near_pairs(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of different names, the earlier first, of which one may be a slip for the other.

    A slip is in one place, so the beginning, the end or both edges around it are whole. Names shorter than four
    characters have no such edge. Linear in the number of names.
    """
    edges: dict[str, list[str]] = {}
    for name in names:
        near: list[str] = []
        for edge in _edges(name):
            bucket = edges.get(edge)
            if bucket is None:
                edges[edge] = [name]
            else:
                near += bucket[-_TRIES:]
                bucket.append(name)
        for other in dict.fromkeys(near) if near else ():
            yield other, name


def _edges(name: str) -> tuple[str, ...]:
    if len(name) < _LONG:
        return name[:2], "…" + name[-2:]
    return f"{name[:3]}…{name[-3:]}", name[:5], "…" + name[-5:]


def difference(one: str, other: str) -> tuple[str, str]:
    """Return what stands between the common beginning and the common end of two texts."""
    start, shortest = 0, min(len(one), len(other))
    while start < shortest and one[start] == other[start]:
        start += 1
    end = 0
    while end < shortest - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]


def is_slip(one: str, other: str, most: int, apart: frozenset[str]) -> bool:
    """Say whether two names differ in one place, by no more than `most` characters, and not by what tells names apart.

    Two characters that changed places count as one.
    """
    if abs(len(one) - len(other)) > most:
        return False
    changed = difference(one, other)
    if len(changed[0]) == 2 and changed[0] == changed[1][::-1]:
        return True
    if max(map(len, changed)) > most:
        return False
    return not all(side in apart or any(char in apart for char in side) for side in changed if side)
