"""The title of what a notice issues, in three places: the notice's own title, its opening, above the text itself."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from planlint.checks._near import difference
from planlint.context import Context
from planlint.model import Span
from planlint.outline import Part

ISSUED = "印发《"
WIDE = str.maketrans("()", "（）")
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
    text, titles = context.plan.clean, context.plan.masks.titles
    issuing = tuple(context.facts.table("years")["issuing"])
    assert part.title is not None
    start, end = part.title.heading
    at = text.index(ISSUED, start, end) + len(ISSUED)
    places = [Span(mask.start + 1, mask.end - 1) for mask in titles if mask.start + 1 == at and mask.end <= end]
    for node in part.preamble[:2]:
        inside = [mask for mask in titles if node.line.start <= mask.start and mask.end <= node.line.end]
        for mask in inside:
            rest = text[mask.end : node.line.end]
            if any(word in rest for word in issuing) and "《" not in rest:
                places.append(Span(mask.start + 1, mask.end - 1))
    if other is not None and other.title is not None and len(places) > 0:
        places.append(other.title.heading)
    return places


def _is_slip(one: str, other: str) -> bool:
    """Say whether two titles differ in one place by a few characters; a title may leave out who issues it, or when."""
    changed = difference(one, other)
    if one in other or other in one or "".join(changed).isdecimal():  # years are for year-mismatch to tell
        return False
    return max(map(len, changed)) <= MOST and min(len(one), len(other)) - max(map(len, changed)) >= LEAST
