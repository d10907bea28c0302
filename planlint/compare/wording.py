"""What changed in the wording of two texts, and which sentences did not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from planlint.compare.units import Unit, units
from planlint.model import Span
from planlint.outline import Plan

SHORTEST_COMMON = 2
"""Characters kept between two changes that are fewer than this are shown as changed too: it reads better."""
LONGEST = 20_000
"""Code points; longer texts are shown as replaced, because telling them apart costs the square of their length."""


class Piece(NamedTuple):
    """A run of text: kept in both, only in the old, or only in the new."""

    kind: Literal["kept", "old", "new"]
    text: str


def changes(old: str, new: str) -> list[Piece]:
    """Return the pieces that lead from `old` to `new`; those kept or old give `old`, those kept or new give `new`."""
    if old == new:
        return [Piece("kept", old)] if old else []
    if max(len(old), len(new)) > LONGEST:
        return [piece for piece in (Piece("old", old), Piece("new", new)) if piece.text]
    from rapidfuzz.distance import Indel

    pieces: list[list[str]] = []  # old and new text of each change, kept text as [text]
    for op in Indel.opcodes(old, new):
        before, after = old[op.src_start : op.src_end], new[op.dest_start : op.dest_end]
        if op.tag == "equal" and (len(before) >= SHORTEST_COMMON or not pieces):
            pieces.append([before])
        elif pieces and len(pieces[-1]) == 2:
            pieces[-1][0] += before
            pieces[-1][1] += after
        else:
            pieces.append([before, after])
    return list(_told(pieces))


def _told(pieces: Iterable[list[str]]) -> Iterator[Piece]:
    for piece in pieces:
        if len(piece) == 1:
            yield Piece("kept", piece[0])
        else:
            yield from (Piece(kind, text) for kind, text in zip(("old", "new"), piece, strict=True) if text)  # type: ignore[arg-type]


class Carried(NamedTuple):
    """A sentence that stands word for word in both plans: where in the new one, where in the old one, folded."""

    new: Span
    old: Span
    words: str


def carried_over(old: Plan, new: Plan, shortest: int) -> list[Carried]:
    """Return the sentences of `new`, of at least `shortest` code points, that `old` has word for word."""
    before: dict[str, Span] = {}
    for unit in units(old):
        for span, words in unit.sentences:
            before.setdefault(words, span)
    return [
        Carried(span, before[words], words)
        for unit in units(new)
        if unit.node.kind != "title"
        for span, words in unit.sentences
        if len(words) >= shortest and words in before
    ]


def same_sentences(old: Unit, new: Unit) -> set[str]:
    """Return the folded sentences that two units share."""
    return {words for _, words in old.sentences} & {words for _, words in new.sentences}
