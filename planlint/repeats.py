"""Finds what a text says twice, in time linear in its length.

The text comes as units in document order: headings and sentences. Each unit is linked to an earlier one that
says the same, or nearly the same, and links that run in step (unit 12 to 3, 13 to 4, 14 to 5) are one run: a
copied item is one run of its heading and sentences, a copied section one run of its items.

Near duplicates are found through the characters on each side of every ， (and the head and the tail), which
an edit elsewhere in the sentence leaves alone; only the pairs that share some of them are compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

FLOOR = 0.85
"""From this similarity (twice the common characters over the sum of lengths) two sentences are nearly the
same."""

NEAR_LENGTH = (20, 600)
"""Shorter sentences are alike by chance; longer ones are not prose and would cost too much to compare."""

_EDGE = 5  # characters on each side of a ，
_BUCKET = 6  # sentences remembered for one edge; an edge with more is a common phrase
_TRIES = 8  # earlier sentences that one sentence is compared with


class Run(NamedTuple):
    """`length` units from `at` on say again what the units from `source` on said."""

    at: int
    source: int
    length: int


class Near(NamedTuple):
    """An earlier unit that says nearly the same, and how nearly (0–1)."""

    source: int
    similarity: float


def near_links(keys: Sequence[str], floor: float = FLOOR) -> dict[int, Near]:
    """Return, for each unit that nearly repeats an earlier and different one, the one most like it.

    Exact repeats are merged: only the first of them is compared. At most `_TRIES` comparisons a unit.
    """
    best: dict[int, Near] = {}
    for i, earlier in _candidates(keys).items():
        for j in earlier:
            score = similarity(keys[i], keys[j], best[i].similarity if i in best else floor)
            if score:
                best[i] = Near(j, score)
    return best


def similarity(one: str, other: str, floor: float) -> float:
    """Return how alike two texts are: 2 × common characters ÷ sum of lengths; 0 below `floor`."""
    if one == other:
        return 1.0
    total = len(one) + len(other)
    edits = (1 - floor) * total
    if abs(len(one) - len(other)) > edits or len(_letters(one) ^ _letters(other)) > edits:  # an odd one is an edit
        return 0.0
    if one in other or other in one:
        return 2 * min(len(one), len(other)) / total
    from rapidfuzz.fuzz import ratio  # 17 ms: most documents get here without a pair

    return ratio(one, other, score_cutoff=floor * 100) / 100


@lru_cache(256)
def _letters(text: str) -> frozenset[str]:
    return frozenset(text)


def _candidates(keys: Sequence[str]) -> dict[int, list[int]]:
    """Return, for each unit, the earlier ones that share most edges with it.

    The head of each clause is one edge, the tail of the last another; of one or two clauses, all tails are.
    """
    low, high = NEAR_LENGTH
    holder: dict[str, int] = {}
    others: dict[str, list[int]] = {}
    shared: dict[int, dict[int, int]] = {}

    def share(edge: str, i: int) -> None:
        bucket = others.setdefault(edge, [holder[edge]])
        counts = shared.setdefault(i, {})
        for j in bucket:
            if j != i:
                counts[j] = counts.get(j, 0) + 1
        if len(bucket) < _BUCKET and bucket[-1] != i:
            bucket.append(i)

    hold, size = holder.setdefault, _EDGE
    seen: set[str] = set()
    for i, key in enumerate(keys):
        if not low <= len(key) <= high or key in seen:
            continue
        seen.add(key)
        clauses = key.split("，")
        for clause in clauses:
            if hold(clause[:size], i) != i:
                share(clause[:size], i)
        for clause in clauses if len(clauses) < 3 else clauses[-1:]:
            if hold(clause[-size:], i) != i:
                share(clause[-size:], i)
    return {i: sorted(counts, key=counts.__getitem__, reverse=True)[:_TRIES] for i, counts in shared.items()}


def runs(keys: Sequence[str], near: Mapping[int, Near]) -> list[Run]:
    """Return the runs in document order. They do not overlap, and none reaches into its own source.

    A run goes on for as long as it can before another begins, so a heading that stands in many places does
    not tear a copied block apart; it ends where its own first unit comes again, so each further copy is one
    run. It takes in the unit before it when that is a repeat too, and steps over one unit that is like
    nothing earlier (a sentence rewritten in a copied item) when the next one is in step again.
    """
    first: dict[str, int] = {}
    found: list[Run] = []
    at = source = length = 0
    for i, key in enumerate(keys):
        j = first.setdefault(key, i)
        if j == i and i in near:
            j = near[i].source
        following = source + length
        if (
            length
            and following < at
            and key != keys[at]
            and (
                keys[following] == key
                or (i in near and near[i].source == following)
                or (j == i and following + 1 < at and keys[following + 1 : following + 2] == keys[i + 1 : i + 2])
            )
        ):
            length += 1
            continue
        if length:
            found.append(Run(at, source, length))
            length = 0
        if j < i:
            at, source, length = i, j, 1
            if 0 < j < i - 1 and keys[j - 1] == keys[i - 1]:
                before = found[-1] if found else Run(0, 0, 0)
                if before.at == i - 1:
                    found.pop()
                if before.at + before.length < i or before.at == i - 1:
                    at, source, length = i - 1, j - 1, 2
    if length:
        found.append(Run(at, source, length))
    return found
