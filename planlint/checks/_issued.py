"""The title of what a notice issues, in three places: the notice's own title, its opening, above the text itself."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from planlint.checks._near import difference
from planlint.context import Context
from planlint.model import Span
from planlint.outline import Part

ISSUED = "印发《"
WIDE = str.maketrans("()-–－~～", "（）—————")
MOST = 4
"""Characters in one place by which two forms of one title differ; what differs by more was written so."""
LEAST = 8
"""Characters that they have in common."""


class Odd(NamedTuple):
    """A title that is not as it is elsewhere; `usual` is where, and `sure` whether two places agree against it."""

    span: Span
    usual: Span
    sure: bool


def issued(context: Context) -> list[Odd]:
    """Return the titles of issued documents that differ between a notice and what it issues."""
    text, parts = context.plan.clean, context.plan.parts
    found = []
    for part, other in pairwise([*parts, None]):
        if part is None or part.title is None or ISSUED not in text[slice(*part.title.heading)]:
            continue
        places = _places(context, part, other)
        said = ["".join(text[slice(*place)].split()).translate(WIDE) for place in places]
        for at, words in enumerate(said[1:], 1):
            if words != said[0] and _is_slip(words, said[0]):
                elsewhere = [said[one] for one in range(len(said)) if one not in (0, at)]
                first = words in elsewhere
                odd, usual = (places[0], places[at]) if first else (places[at], places[0])
                found.append(Odd(odd, usual, first or said[0] in elsewhere))
                if first:
                    break
    return found


def _places(context: Context, part: Part, other: Part | None) -> list[Span]:
    """Return where the title stands: in that of the notice first, then in its opening, then above what is issued."""
    text = context.plan.clean
    issuing = tuple(context.facts.table("years")["issuing"])
    assert part.title is not None
    start, end = part.title.heading
    at = text.index(ISSUED, start, end) + len(ISSUED)
    places = [place for place in _titles(context, part.title.heading) if place.start == at]
    for node in part.preamble[:2]:
        for place in _titles(context, node.line):
            rest = text[place.end + 1 : node.line.end]
            if "《" not in rest and any(word in rest for word in issuing):
                places.append(place)
    if other is not None and other.title is not None and places:
        places.append(other.title.heading)
    return places


def _titles(context: Context, within: Span) -> Iterator[Span]:
    """Yield the words of each 《title》 that stands in a stretch."""
    titles = context.plan.masks.titles
    for at in range(bisect_left(titles, (within.start, 0)), len(titles)):
        if titles[at].end > within.end:
            return
        yield Span(titles[at].start + 1, titles[at].end - 1)


def _is_slip(one: str, other: str) -> bool:
    """Say whether two titles differ in one place by a few characters; a title may leave out who issues it, or when."""
    changed = difference(one, other)
    if one in other or other in one or "".join(changed).isdecimal():  # years are for year-mismatch to tell
        return False
    return max(map(len, changed)) <= MOST and min(len(one), len(other)) - max(map(len, changed)) >= LEAST
