"""Edits of the text as tracked changes of the XML."""

from __future__ import annotations

from collections.abc import Sequence

from planlint.findings import Edit, Fix
from planlint.model import Span
from planlint.ooxml.story import Piece
from planlint.ooxml.word import Word
from planlint.word.elements import Elements, outermost
from planlint.word.splice import NOT_XML, Splices

INSERTIONS = ("ins", "moveTo")


def mendable(elements: Elements, fix: Fix) -> bool:
    """Say whether a fix can be tracked: it edits stored characters of ordinary runs, and no ends of lines.

    A formula, a ruby, the result of a field, and a text box that is stored twice are told about, not edited.
    """
    return all(_mendable(elements, edit) for edit in fix.edits)


def track(elements: Elements, splices: Sequence[Splices], edit: Edit) -> None:
    """Track an edit that is `mendable`: what is left out, then what is put in."""
    word = elements.word
    span, text = _least(word.document.text, edit)
    pieces = _pieces(word, span)
    if span.end > span.start:
        for piece in pieces:
            splices[piece.part].delete(piece, span)
    if text:
        last = pieces[-1] if span.end > span.start else _beside(word, span.start)
        if last is not None:
            parent = elements.run(last).parent
            around = parent if parent is not None and parent.name in INSERTIONS else None
            splices[last.part].insert(last, min(span.end, last.end), text, around)


def _least(text: str, edit: Edit) -> Edit:
    """Return the edit without what it leaves as it is."""
    (start, end), new = edit
    old = text[start:end]
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    return Edit(Span(start + head, end - tail), new[head : len(new) - tail])


def _common(one: str, other: str) -> int:
    """Return how many characters two strings begin with in common."""
    return next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )


def _mendable(elements: Elements, edit: Edit) -> bool:
    word = elements.word
    span, text = _least(word.document.text, edit)
    if "\n" in word.document.text[slice(*span)] + text or NOT_XML.search(text):
        return False
    pieces = _pieces(word, span)
    if sum(min(piece.end, span.end) - max(piece.start, span.start) for piece in pieces) < span.end - span.start:
        return False
    if text and not pieces:
        beside = _beside(word, span.start)
        pieces = [beside] if beside is not None else []
    return bool(pieces) and all(_is_ordinary(elements, piece) for piece in pieces)


def _pieces(word: Word, span: Span) -> list[Piece]:
    return word.pieces_in(span) if span.end > span.start else []


def _beside(word: Word, offset: int) -> Piece | None:
    """Return the piece that an insertion goes with: the one before it, or at the beginning the one behind it."""
    touching = word.pieces_in(Span(offset, offset))
    return touching[0] if touching else None


def _is_ordinary(elements: Elements, piece: Piece) -> bool:
    run, field = elements.run(piece), elements.field(piece)
    return outermost(run) is run and run.up("AlternateContent") is None and (field is None or field.link)
