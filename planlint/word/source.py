"""The Word file that a command is given, old ones converted first."""

from __future__ import annotations

from pathlib import Path

from planlint import readers
from planlint.discovery import shown
from planlint.model import PlanlintError
from planlint.ooxml.word import Word, read
from planlint.readers.convert import ENDINGS, to_docx
from planlint.readers.sniff import WORD, sniff


def open_word(path: Path) -> Word:
    """Return the Word file at `path`. Raises PlanlintError, "not-word" for another kind of file."""
    name = shown(str(path))
    source = readers.load(path, name)
    kind = sniff(source)
    if kind is not None and kind.media_type in ENDINGS:
        source = to_docx(source, kind.media_type, name)
    elif kind is None or kind.media_type != WORD:
        readers.read(source, name)  # says why a file cannot be read at all
        raise PlanlintError(
            "not-word",
            "这里要用 Word、WPS 文件；文本文件请用 planlint check --diff 看改动，用 --fix 改正",
            "this needs a Word file; see a text file's changes with `planlint check --diff`",
            path=name,
        )
    return read(source, name)
