"""Enumerations of known members: `甲、乙和丙`, also with verbs before them and strangers among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from planlint.findings import Hit
from planlint.model import Span
from planlint.patterns import pattern
from planlint.terms import Occurrence

MARKS = "“”‘’《》"
QUOTES = str.maketrans("", "", MARKS)
JOINTS = ("、", "以及", "和", "及", "与")
FIRSTS = "".join(joint[0] for joint in JOINTS)
_STOPS = "，。；：！？（）\n"
_REACH = 40
_OTHER = pattern("[^、“”‘’《》]+")
_OPEN = pattern("[”’》]?等")


@dataclass(slots=True)
class Run:
    """Members listed one after the other, and the other items among them; `plain` without verbs or others."""

    members: list[Occurrence]
    others: list[Span] = field(default_factory=list)
    plain: bool = True

    @property
    def span(self) -> Span:
        """Return the span from the first member to the last."""
        return Span(self.members[0].start, self.members[-1].end)

    @property
    def words(self) -> list[str]:
        """Return the members as folded words."""
        return [member.word for member in self.members]


def runs(text: str, members: Sequence[Occurrence], verbs: tuple[str, ...], least: int) -> Iterator[Run]:
    """Yield the enumerations of `least` members and more that the occurrences of members form in `text`."""
    for near in _near(members):
        if len(near) < least:
            continue
        run = Run(near[:1])
        for before, member in pairwise(near):
            others = _between(text, before.end, member.start, verbs)
            if others is not None:
                run.members.append(member)
                run.others += others
                bare = text[before.end : member.start].translate(QUOTES)
                run.plain &= bare in JOINTS or not bare
                continue
            if len(run.members) >= least:
                yield run
            run = Run([member])
        if len(run.members) >= least:
            yield run


def _near(members: Sequence[Occurrence]) -> list[list[Occurrence]]:
    """Return the members in groups: those of two groups are too far apart to be in one list."""
    groups: list[list[Occurrence]] = []
    end = -_REACH
    for member in members:
        if member.start - end <= _REACH and groups:
            groups[-1].append(member)
        else:
            groups.append([member])
        end = member.end
    return groups


def repetition(run: Run) -> Hit | None:
    """Return a hit, variant `repeated`, at the first member that stands twice."""
    words = run.words
    again = next((i for i, word in enumerate(words) if word in words[:i]), None)
    if again is None:
        return None
    at = run.members[again]
    return Hit(Span(at.start, at.end), {"repeated": at.word}, variant="repeated")


def disorder(text: str, run: Run, rank: Mapping[str, int]) -> Hit | None:
    """Return a hit on the members out of place; values `expected` and `actual`, the order as a suggestion."""
    words = run.words
    ordered = sorted(words, key=rank.__getitem__)
    wrong = [i for i, (a, b) in enumerate(zip(words, ordered, strict=True)) if a != b]
    if not wrong:
        return None
    first, last = wrong[0], wrong[-1] + 1
    span = Span(run.members[first].start, run.members[last - 1].end)
    values = {"expected": "、".join(ordered[first:last]), "actual": "、".join(words[first:last])}
    return Hit(span, values, suggestion=_reordered(text, run, ordered, first, last))


def is_open(text: str, run: Run) -> bool:
    """Say whether 等 follows, so that the list does not claim to be whole."""
    return _OPEN.match(text, run.span.end) is not None


def _reordered(text: str, run: Run, ordered: list[str], first: int, last: int) -> str | None:
    """Return the members in order, the marks between them kept; None when verbs belong to members."""
    if not run.plain:
        return None
    pieces = [ordered[first]]
    for i in range(first + 1, last):
        pieces += [text[run.members[i - 1].end : run.members[i].start], ordered[i]]
    return "".join(pieces)


def _between(text: str, start: int, end: int, verbs: tuple[str, ...]) -> list[Span] | None:
    """Return the other items between two members, none or several; None when the two are in no one list."""
    gap = text[start:end]
    first = gap.lstrip(MARKS)[:1]
    if first and first not in FIRSTS and not any(verb.startswith(first) for verb in verbs):
        return None
    bare = gap.translate(QUOTES)
    for verb in verbs:
        bare = bare.removesuffix(verb)
    if not bare or bare in JOINTS:
        return []
    if not bare.startswith("、") or any(stop in bare for stop in _STOPS):
        return None
    joint = next((joint for joint in JOINTS if bare.endswith(joint)), None)
    if joint is None:
        return None
    others = _OTHER.finditer(text, start, start + len(gap.removesuffix(joint)))
    return [Span(*other.span()) for other in others]
