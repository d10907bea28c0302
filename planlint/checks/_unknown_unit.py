"""Responsible units that the roster does not list."""

from __future__ import annotations

from collections.abc import Iterator

from planlint.checks._misspelt import slips
from planlint.checks._roster import Roster, roster
from planlint.checks._units import CLOSE, JOINTS, OPEN, duty_units
from planlint.context import Context
from planlint.findings import Hit, Related
from planlint.model import Span

LONGEST = 40
"""Code points of a unit; what is longer is a sentence."""

STRANGERS = 4
"""A document with so many unknown units, and not one in so many known, is another office's."""


def unknown_units(context: Context) -> Iterator[Hit]:
    """Yield each unit that no entry stands for, once; weak when most units are unknown, none when nearly all are."""
    own = roster(context.facts)
    if "unit" not in own.kinds:
        return
    judge = _Judge(context, own)
    seen: dict[str, str | None] = {}
    places: dict[str, list[Span]] = {}
    for words, span in duty_units(context):
        if words not in seen:
            seen[words] = judge.unknown(words)
        if (unit := seen[words]) is not None:
            at = span.start + words.find(unit)
            places.setdefault(unit, []).append(Span(at, at + len(unit)))
    listed = sum(map(judge.lists, seen))
    if len(places) >= STRANGERS and listed * STRANGERS < len(places):
        return
    few = len(places) > listed
    for unit, spans in places.items():
        near = next(
            (slip for slip in slips(context) for at in spans if slip.start < at.end and slip.end > at.start), None
        )
        related = tuple(map(Related, spans[1:]))
        if near is None:
            yield Hit(spans[0], {"unit": unit}, related=related, weak=few)
        elif not near.sure:
            values = {"unit": unit, "name": near.form}
            yield Hit(spans[0], values, "near", related=related, suggestion=near.form, weak=few)


class _Judge:
    """Says of one unit after the other whether the roster knows it."""

    def __init__(self, context: Context, own: Roster) -> None:
        self._own, self._known = own, own.known
        self._words = {key: tuple(own.table[key]) for key in ("collective-before", "collective-after", "school-like")}
        self._collective, self._levels = frozenset(own.table["collective"]), "".join(own.table["levels"])
        places = [*(context.settings.get("places") or ()), *(f for f, n in self._known.items() if n.kind == "place")]
        self._places = sorted((place for place in places if place), key=len, reverse=True)
        self._bare = {form[1:] for form in self._known if form[0] in self._levels}

    def unknown(self, words: str) -> str | None:
        """Return the part of `words` that names no known unit; None when all is well."""
        if len(words) > LONGEST or not any("\u4e00" <= char <= "\u9fff" for char in words):
            return None
        if self._is_known(words):
            return None
        for joint in JOINTS:
            before, found, after = words.partition(joint)
            if found and before and after and (self._is_known(before) or self._is_known(after)):
                return self.unknown(after) if self._is_known(before) else before
        return words

    def lists(self, words: str) -> bool:
        """Say whether the roster itself has this unit, perhaps by another form."""
        return any(form in self._known or form in self._bare for form in self._readings(words))

    def _is_known(self, words: str) -> bool:
        return any(self._stands(form) for form in self._readings(words))

    def _stands(self, words: str) -> bool:
        if words in self._known or words in self._collective or words in self._bare or len(words) < 2:
            return True
        if words.startswith(self._words["collective-before"]) or words.endswith(self._words["collective-after"]):
            return True
        if words.endswith(self._words["school-like"]) and "school" not in self._own.kinds:
            return True
        # 区教委办公室, 区教委基教科: a known unit, and one of its own parts that is known too
        return any(words.startswith(form) and self._part(words[len(form) :]) for form in self._heads(words))

    def _heads(self, words: str) -> Iterator[str]:
        return (words[:size] for size in range(len(words) - 1, 1, -1) if words[:size] in self._known)

    def _part(self, words: str) -> bool:
        return words in self._known or words in self._collective or words.startswith(tuple("各等机"))

    def _readings(self, words: str) -> Iterator[str]:
        """Yield a unit as written, without its brackets, and shortened by own places: 某某区教委, 区教委."""
        yield words
        bare = _without_brackets(words).removesuffix("等")
        if bare != words:
            yield bare
        rest = bare
        while place := next((place for place in self._places if rest.startswith(place)), None):
            rest = rest[len(place) :]
            if not rest:
                yield place
                return
            yield rest
            if place[-1] in self._levels:
                yield place[-1] + rest


def _without_brackets(words: str) -> str:
    depth, kept = 0, []
    for char in words:
        depth += char in OPEN
        if depth <= 0:
            kept.append(char)
        depth -= char in CLOSE
    return "".join(kept)
