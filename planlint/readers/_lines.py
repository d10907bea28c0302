"""From the lines that a reader found to a Document, within the limits of every document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from planlint.limits import check_length
from planlint.model import Document, Hint, Place, Span, Texts


class Line(NamedTuple):
    """One line of text without its end, and what the format says of it.

    `places` are the places in it that a person can find, each with the offset in the line where it begins; the first
    `virtual` characters are displayed but not stored.
    """

    text: str
    hint: Hint | None = None
    places: tuple[tuple[int, Texts], ...] = ()
    virtual: int = 0


def document(lines: Iterable[Line], path: str, media_type: str) -> Document:
    """Return the lines as a document; blank lines at its head and foot, and all but one in a row, are left out.

    Raises PlanlintError ("too-large").
    """
    kept: list[Line] = []
    for line in lines:
        if line.text or (kept and kept[-1].text):
            kept.append(line)
    if kept and not kept[-1].text:
        kept.pop()
    text = "".join(f"{line.text}\n" for line in kept)
    check_length(text, path)
    made = Document(text, path, media_type)
    made.hints = {number: line.hint for number, line in enumerate(kept) if line.hint}
    placed = list(zip(made.line_starts, kept, strict=False))
    made.virtual = tuple(Span(start, start + line.virtual) for start, line in placed if line.virtual)
    made.places = tuple(Place(start + at, texts) for start, line in placed for at, texts in line.places)
    return made
