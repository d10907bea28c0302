"""The words in question, in the line around them, short enough to show.

Official paragraphs run to 2,000 characters; a reader needs the words and just enough to find the place.
"""

from __future__ import annotations

from typing import NamedTuple

from planlint.model import Document, Span
from planlint.reports.glyphs import head, tail, visible, width


class Excerpt(NamedTuple):
    """Harmless text ready to show: what stands before the words, the words, and what follows."""

    before: str
    words: str
    after: str


def excerpt(document: Document, span: Span, cells: int) -> Excerpt:
    """Return `span` within its line in at most `cells` terminal cells, … standing for what is left out.

    Of a span over several lines the first line is shown.
    """
    text = document.text
    start, end = span
    line = document.line_span(document.locate(start).line - 1)
    stop = min(end, line.end)
    words = quote(text[start:stop], cells - 12) + "…" * (end > line.end)
    room = cells - width(words) - 4
    # No more than `room` characters can show, however long the line is.
    left = visible(text[max(line.start, start - room) : start].lstrip())
    right = "" if end > line.end else visible(text[stop : min(line.end, stop + room)].rstrip())
    before = tail(left, max(room - width(right), room // 3))
    after = head(right, room - width(before))
    cut_left = start - line.start > room or len(before) < len(left)
    cut_right = bool(right) and (line.end - stop > room or len(after) < len(right))
    return Excerpt("…" * cut_left + before, words, after + "…" * cut_right)


def quote(text: str, cells: int) -> str:
    """Return `text` in one harmless line of at most `cells`, without its middle where it is long.

    White space on its own is made visible: ␣ for each space.
    """
    if not text.strip():
        text = "".join("␣" if c.isspace() and c != "\n" else c for c in text)
    shown = visible(text if len(text) <= 2 * cells else text[:cells] + text[-cells:])
    if width(shown) <= cells:
        return shown
    return f"{head(shown, cells - cells // 3 - 2)}…{tail(shown, cells // 3)}"
