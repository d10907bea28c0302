"""PDF: the text layer, its rows joined to paragraphs again."""

from __future__ import annotations

from planlint.model import Document

MEDIA_TYPE = "application/pdf"
SUFFIXES = (".pdf",)


def read(source: bytes, path: str) -> Document:
    """Return the text in the bytes `source`, a place for each printed row.

    Raises PlanlintError: "missing-extra" (pypdfium2), "unreadable" (damaged, a scan, characters without a name),
    "encrypted", "too-large", "too-slow".
    """
    from planlint.readers import _pdf  # only now: a folder of text files loads every reader, for its endings

    return _pdf.read(source, path)
