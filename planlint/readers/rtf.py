"""Rich text (.rtf, often called .doc), read by way of LibreOffice and .docx."""

from __future__ import annotations

from planlint.model import Document
from planlint.readers.doc import converted

MEDIA_TYPE = "application/rtf"
SUFFIXES = (".rtf",)
CONVERTED = True


def read(source: bytes, path: str) -> Document:
    """Return the document in the bytes `source`. Raises PlanlintError as the reader of .doc does."""
    return converted(source, MEDIA_TYPE, path)
