"""The files of old Word and of WPS (.doc, .wps), read by way of LibreOffice and .docx."""

from __future__ import annotations

from planlint.model import Document

MEDIA_TYPE = "application/msword"
SUFFIXES = (".doc", ".wps", ".dot", ".wpt")
CONVERTED = True


def read(source: bytes, path: str) -> Document:
    """Return the document in the bytes `source`. Raises PlanlintError as `convert.to_docx` and the .docx reader do."""
    return converted(source, MEDIA_TYPE, path)


def converted(source: bytes, media_type: str, path: str) -> Document:
    """Return the document in the bytes `source` of one of the types that LibreOffice converts."""
    from planlint.readers import word
    from planlint.readers.convert import to_docx

    document = word.read(to_docx(source, media_type, path), path)
    document.media_type = media_type
    return document
