"""Plain text: the file as it is. A `#planlint: …` line speaks to planlint and is not prose."""

from __future__ import annotations

from planlint.model import Document
from planlint.readers.decode import decode

MEDIA_TYPE = "text/plain"
SUFFIXES = (".txt",)
_DIRECTIVES = ("#planlint:", "# planlint:", "＃planlint:")


def read(source: bytes, path: str) -> Document:
    """Return the document in the bytes `source`. Raises PlanlintError ("unreadable")."""
    document = decode(source, path)
    if "planlint:" in document.text:
        lines = map(document.line_span, range(len(document.line_starts)))
        document.opaque = tuple(s for s in lines if is_directive(document.text[s.start : s.end]))
    return document


def is_directive(line: str) -> bool:
    """Tell whether `line` is an instruction to planlint."""
    return line.lstrip().startswith(_DIRECTIVES)
