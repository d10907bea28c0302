"""OFD (GB/T 33190-2016), the page format of Chinese offices: its text, rows joined to paragraphs as in a PDF."""

from __future__ import annotations

from planlint.model import Document

MEDIA_TYPE = "application/ofd"
SUFFIXES = (".ofd",)


def read(source: bytes, path: str) -> Document:
    """Return the text of all documents in the bytes `source`, a place for each printed row.

    Raises PlanlintError: "unreadable" (damaged, a scan, characters without a name), "encrypted", "too-large", "unsafe".
    """
    from planlint.readers import _ofd  # only now: a folder of text files loads every reader, for its endings

    return _ofd.read(source, path)
