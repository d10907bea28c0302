"""Own names with one character wrong: what the index of slips finds, less what is right after all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from planlint.checks._own_place import mentions
from planlint.checks._roster import Roster, roster
from planlint.checks._slips import Slip
from planlint.checks._units import duty_units
from planlint.context import Context
from planlint.findings import Hit
from planlint.model import Span
from planlint.terms import inside

OFTEN = 3
"""What is written so often is hardly a slip of the pen."""


def misspelt(context: Context) -> Iterator[Hit]:
    """Yield the misspelt own names; doubtful ones among the responsible units are left to `unknown-unit`."""
    units = [span for _, span in duty_units(context)] if "unit" in roster(context.facts).kinds else []
    for slip in slips(context):
        if slip.sure or not inside(units, slip.start):
            text = context.plan.clean[slip.start : slip.end]
            values = {"found": text, "name": slip.form}
            yield Hit(Span(slip.start, slip.end), values, suggestion=slip.form, weak=not slip.sure)


def slips(context: Context) -> list[Slip]:
    """Return what is nearly an own name and nothing else, in order."""
    return context.once(_slips)


def _slips(context: Context) -> list[Slip]:
    own, text = roster(context.facts), context.plan.clean
    found = [slip for slip in own.slips.find(text) if not _other_name(own, text, slip)]
    if not found:
        return []
    places = [Span(one.start, one.end) for one in context.once(mentions)]
    found = [slip for slip in found if not any(_covers(place.start, place.end, slip) for place in places)]
    often = Counter(text[slip.start : slip.end] for slip in found)
    return [slip._replace(sure=slip.sure and often[text[slip.start : slip.end]] < OFTEN) for slip in found]


def _other_name(own: Roster, text: str, slip: Slip) -> bool:
    """Say whether what differs is part of another name of the roster, perhaps of a longer one.

    Not of one inside: 区教委 is no reading of 某某区教委员会; nor of a part of what was meant: 成都市武武侯区.
    """
    return any(
        text[low : low + size] in own.known and text[low : low + size] not in slip.form
        for size in own.lengths
        for low in range(max(0, slip.at - size + 1), slip.at + 1)
        if _covers(low, low + size, slip) and (low <= slip.start or low + size >= slip.end)
    )


def _covers(start: int, end: int, slip: Slip) -> bool:
    """Say whether a stretch holds what differs; where something is missing, what stands on both sides of it."""
    if slip.kind == "missing":
        return start < slip.at < end
    return start <= slip.at and slip.at + 1 + (slip.kind == "swapped") <= end
