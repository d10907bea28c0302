"""Word: .docx and its kin. The text is what the reader of the document sees, automatic numbers included."""

from __future__ import annotations

from functools import cache

from planlint.model import Document

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")


def read(source: bytes, path: str) -> Document:
    """Return the document in the bytes `source`. Raises PlanlintError: "unreadable", "unsafe", "too-large"."""
    # Only now: a folder of text files loads every reader, for its endings.
    from planlint.ooxml import layout, traces, word

    made = word.read(source, path)
    made.document.traces = cache(lambda: traces.traces(made))
    made.document.layout = cache(lambda: layout.layout(made))
    return made.document
