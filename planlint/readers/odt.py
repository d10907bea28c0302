"""OpenDocument text (.odt), read by way of LibreOffice and .docx."""

from __future__ import annotations

from planlint.model import Document
from planlint.readers.doc import converted

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
SUFFIXES = (".odt",)
CONVERTED = True


def read(source: bytes, path: str) -> Document:
    """Return the document in the bytes `source`. Raises PlanlintError as the reader of .doc does."""
    return converted(source, MEDIA_TYPE, path)
