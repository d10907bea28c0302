"""The Word file that a command is given, old ones converted first."""

from __future__ import annotations

import re
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


def is_signed(word: Word) -> bool:
    """Say whether the file is digitally signed."""
    return any(name.lower().startswith("_xmlsignatures/") for name in word.package.archive.names)


def is_protected(word: Word) -> bool:
    """Say whether Word restricts the editing of the file."""
    settings = word.package.related(word.package.main(), "settings")
    found = re.search(r"documentProtection\b([^<>]*)", settings.xml) if settings else None
    return found is not None and re.search(r"enforcement\s*=\s*[\"'](?:1|true|on)[\"']", found[1]) is not None
