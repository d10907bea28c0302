"""Pair the units of two plans: what was kept, reworded, renamed, moved, dropped and added.

A pair is found by what the two say, not by where they stand: candidates share words, the most alike are taken
first, each unit once. Time is near linear: a unit is held against few candidates, whatever the length of the plans.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache
from itertools import chain
from typing import Literal

from planlint.compare.units import Unit, units
from planlint.outline import Plan
from planlint.outline.vocabulary import words

Status = Literal["same", "advanced", "changed", "renamed", "dropped", "new"]
"""What became of a unit; "advanced" is one in which nothing but years, editions and cycles changed."""
ALIKE = 0.5
"""Units less alike than this are different tasks."""
NEAR = 0.45
"""From here on, two units that are left over are the same task when they stand under the same section."""
FIRST = 0.3
"""From here on, so are the first paragraphs of a section: 2026年是…… and 2027年是……."""
TOPIC = 0.33
"""From here on, so are two that speak of the same thing there: 推进旧城区提质升级 and 稳步推进旧城区改造."""
ADDRESS = 0.38
"""From here on, so are two paragraphs that speak to the delegates, wherever they stand."""
CHILDREN = 3
"""So many of its paragraphs make a section the same as last year's."""
SAME_HEADING = 0.75
KEPT = 0.3
"""From this share of clauses carried over, two units are the same task whatever their headings say."""
COMPARED = 4_000
"""Code points of a text that are held against another: the cost is the square of their number."""
CANDIDATES = 6
GRAM = 4
SHORT = 40
COMMON = 60
"""A run of characters in more units than this says nothing."""


@dataclass(eq=False)
class Pair:
    """What became of a unit: `old` is None for a new one, `new` for a dropped one. `alike` runs from 0 to 1.

    `moved` tells that it stands under another heading than before.
    """

    old: Unit | None
    new: Unit | None
    alike: float = 0.0
    status: Status = "changed"
    moved: bool = False


@dataclass(eq=False)
class Comparison:
    """Two plans and what became of each unit, in the order of the new plan, dropped ones where they stood."""

    old: Plan
    new: Plan
    pairs: list[Pair] = field(default_factory=list)

    def count(self, status: Status) -> int:
        """Return how many sections, items and paragraphs have this status."""
        return sum(pair.status == status for pair in self.pairs)


def align(old: Plan, new: Plan) -> Comparison:
    """Return the comparison of two plans."""
    before, after = units(old), units(new)
    partner: dict[Unit, Unit] = {}
    alike: dict[Unit, float] = {}
    taken: set[Unit] = set()
    for a, b in chain(_fixed(before, after), _identical(before, after)):
        if a not in taken and b not in partner:
            taken.add(a)
            partner[b], alike[b] = a, similarity(a, b)
    near = sorted(_candidates(before, after), key=lambda c: (-c[0], c[2].span, c[1].span))
    for least in (ALIKE, NEAR, TOPIC):
        if least == NEAR:
            for a, b in _parents(after, partner):
                if a not in taken and b not in partner and (score := similarity(a, b)) >= TOPIC:
                    taken.add(a)
                    partner[b], alike[b] = a, score
        for score, a, b in near:
            if score < least or a in taken or b in partner:
                continue
            if score < SAME_HEADING and a.node.kind == "section" and not set(_topic(a)) & set(_topic(b)):
                continue
            below = b.parent is not None and partner.get(b.parent) is a.parent
            if least == ALIKE or (below and (score >= NEAR or _same_topic(a, b))) or _addressed(score, a, b):
                taken.add(a)
                partner[b], alike[b] = a, score
    for score, a, b in _openings(before, after, partner):
        if a not in taken and b not in partner and score >= FIRST:
            taken.add(a)
            partner[b], alike[b] = a, score
    pairs = [_pair(partner.get(b), b, alike.get(b, 0.0), partner) for b in after]
    return Comparison(old, new, list(_with_dropped(pairs, [a for a in before if a not in taken], before)))


def _fixed(before: Sequence[Unit], after: Sequence[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """Yield what belongs together whatever it says: the first titles, the first paragraphs."""
    for kind in ("title", "preamble"):
        first = [next((u for u in side if u.node.kind == kind), None) for side in (before, after)]
        if first[0] is not None and first[1] is not None:
            yield first[0], first[1]


def _identical(before: Sequence[Unit], after: Sequence[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """Yield what says the same in both, the first with the first, however often it is said."""
    waiting: dict[tuple[str, str], list[Unit]] = {}
    for unit in reversed(before):
        waiting.setdefault((unit.node.kind, unit.key), []).append(unit)
    for unit in after:
        same = waiting.get((unit.node.kind, unit.key))
        if same:
            yield same.pop(), unit


def _candidates(before: Sequence[Unit], after: Sequence[Unit]) -> Iterator[tuple[float, Unit, Unit]]:
    index: dict[str, list[Unit]] = {}
    for unit in before:
        for gram in _grams(unit):
            index.setdefault(gram, []).append(unit)
    for unit in after:
        shared: Counter[Unit] = Counter()
        for gram in _grams(unit):
            found = index.get(gram, ())
            if len(found) <= COMMON:
                shared.update(u for u in found if u.node.kind == unit.node.kind)
        for other, _ in shared.most_common(CANDIDATES):
            score = similarity(other, unit)
            if score >= TOPIC:
                yield score, other, unit


def _same_topic(a: Unit, b: Unit) -> bool:
    """Tell whether two headings, without what any heading may say, have half of the shorter one in common."""
    one, two = _topic(a), _topic(b)
    if not (one and two):
        return False
    shared = SequenceMatcher(None, one, two, autojunk=False).find_longest_match().size
    return shared * 2 >= min(len(one), len(two)) and (shared > 2 or shared == min(len(one), len(two)) > 1)


def _topic(unit: Unit) -> str:
    return _commonplaces().sub("", unit.heading_key[:SHORT])


@cache
def _commonplaces() -> re.Pattern[str]:
    """Return what matches the words that any heading may have, and all marks: what is left of it is its topic."""
    return re.compile("|".join((*map(re.escape, words("heading-commonplaces")), r"[^\w]")))


def _addressed(score: float, a: Unit, b: Unit) -> bool:
    return score >= ADDRESS and a.text.startswith(words("delegates")) and b.text.startswith(words("delegates"))


def _parents(after: Sequence[Unit], partner: dict[Unit, Unit]) -> list[tuple[Unit, Unit]]:
    """Return the sections whose paragraphs belong together, though their headings differ: 目标任务 and 工作安排."""
    shared: Counter[tuple[Unit, Unit]] = Counter()
    for b in after:
        a = partner.get(b)
        if a is not None and a.parent is not None and b.parent is not None:
            shared[a.parent, b.parent] += 1
    return [(a, b) for (a, b), times in shared.most_common() if times >= CHILDREN and a.node.level == b.node.level]


def _openings(
    before: Sequence[Unit], after: Sequence[Unit], partner: dict[Unit, Unit]
) -> Iterator[tuple[float, Unit, Unit]]:
    """Yield the paragraphs that two sections which belong together begin with."""
    first: dict[Unit | None, Unit] = {}
    for unit in (*before, *after):
        if unit.parent is not None:
            first.setdefault(unit.parent, unit)
    for b in after:
        a = first.get(partner.get(b.parent)) if b.parent is not None and first.get(b.parent) is b else None
        if a is not None and a.node.kind == b.node.kind == "paragraph":
            yield similarity(a, b), a, b


def _grams(unit: Unit) -> set[str]:
    """Return the runs of characters a unit is found by: those of its heading, and the head of each clause."""
    heading = unit.heading_key
    grams = {heading[at : at + GRAM] for at in range(max(1, len(heading) - GRAM + 1))}
    for clause in unit.key.replace("。", "，").split("，"):
        if len(clause) >= GRAM:
            grams.add(clause[: GRAM + 2])
    return grams - {""}


def similarity(a: Unit, b: Unit) -> float:
    """Return how alike two units are, 0 to 1: by heading and text together, by heading alone, by clauses kept."""
    if a.key == b.key:
        return 1.0
    from rapidfuzz.fuzz import ratio

    heading = ratio(a.heading_key[:COMPARED], b.heading_key[:COMPARED]) / 100
    both = (heading + ratio(a.key[:COMPARED], b.key[:COMPARED]) / 100) / 2
    kept = len(a.clauses & b.clauses) / max(1, min(len(a.clauses), len(b.clauses)))
    return max(both, heading * 0.8, 0.4 + kept * 0.6 if kept >= KEPT else 0.0)


def _pair(old: Unit | None, new: Unit, alike: float, partner: dict[Unit, Unit]) -> Pair:
    if old is None:
        return Pair(None, new, status="new")
    from rapidfuzz.fuzz import ratio

    status: Status = "changed"
    if old.key == new.key:
        status = "same" if old.words == new.words else "advanced"
    elif new.node.level and ratio(old.heading_key[:COMPARED], new.heading_key[:COMPARED]) < SAME_HEADING * 100:
        status = "renamed"
    above = partner.get(new.parent) if new.parent is not None else None
    return Pair(old, new, alike, status, moved=above is not old.parent)


def _with_dropped(pairs: list[Pair], dropped: list[Unit], before: list[Unit]) -> Iterator[Pair]:
    """Yield the pairs with each dropped unit behind the partner of what stood before it."""
    place = {unit: at for at, unit in enumerate(before)}
    waiting = {place[unit]: unit for unit in dropped}
    at = 0
    while at in waiting:
        yield Pair(waiting.pop(at), None, status="dropped")
        at += 1
    for pair in pairs:
        yield pair
        if pair.old is not None:
            at = place[pair.old] + 1
            while at in waiting:
                yield Pair(waiting.pop(at), None, status="dropped")
                at += 1
    for at in sorted(waiting):
        yield Pair(waiting[at], None, status="dropped")
