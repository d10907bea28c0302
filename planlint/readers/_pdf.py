"""The text layer of a PDF, its rows joined to paragraphs again. PDFium reads it, in a process of its own."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from planlint.model import Document, PlanlintError
from planlint.readers._lines import document
from planlint.readers._page import Glyph, Page, Rule

MEDIA_TYPE = "application/pdf"

_KIND = " PDF ", "this PDF"
_SECONDS = 60
_UNSEEN = (0xAD, 0x200B, 0xFEFF, 0xFFFE, 0xFFFF)


def read(source: bytes, path: str) -> Document:
    """Return the text in the bytes `source`; raises PlanlintError as `planlint.readers.pdf` says."""
    from planlint.readers._faults import no_text, unnamed
    from planlint.readers._layout import lines

    pages = _Pages(_taken_apart(source, path), path)
    made = document(lines(pages), path, MEDIA_TYPE)
    if not made.text:
        raise no_text(path, *_KIND, pictures=pages.pictures)
    if 4 * pages.unknown > pages.characters:
        raise unnamed(path, *_KIND)
    return made


def _taken_apart(source: bytes, path: str) -> bytes:
    """Return what the process that reads the file has to say of it."""
    import subprocess

    command = [sys.executable, "-P", str(Path(__file__).with_name("_pdfium.py"))]
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        done = subprocess.run(
            command,
            input=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            creationflags=flags,
        )
    except subprocess.TimeoutExpired:
        zh, en = f"这个 PDF {_SECONDS} 秒还没有读完，不再等", f"not read within {_SECONDS} seconds; given up"
        raise PlanlintError("too-slow", zh, en, path=path) from None
    return done.stdout


class _Pages:
    """Reads the pages one by one; counts what a person should know of them."""

    def __init__(self, data: bytes, path: str) -> None:
        self._data, self._at, self._path = data, 0, path
        self.pictures = self.characters = self.unknown = 0

    def _take(self, size: int) -> bytes:
        self._at += size
        if self._at > len(self._data):
            raise _damaged(self._path)
        return self._data[self._at - size : self._at]

    def __iter__(self) -> Iterator[Page]:
        from planlint.readers._faults import missing
        from planlint.readers._pdfium import HEAD

        if self._take(1) != b"M" or self._data[self._at :] == b"":
            raise missing(self._path, "pdf", " PDF ", "a PDF")
        self._take(1)
        while (mark := self._take(1)) == b"P":
            width, height, count, rules, pictures = HEAD.unpack(self._take(HEAD.size))
            codes = _values("I", self._take(4 * count))
            boxes = _values("f", self._take(16 * count))
            sides = _values("f", self._take(16 * rules))
            self.pictures += pictures
            self.characters += count
            yield Page(
                width,
                height,
                list(self._glyphs(codes, boxes)),
                [Rule(*sides[i : i + 4]) for i in range(0, 4 * rules, 4)],
            )
        if mark != b"E":
            raise _failed(self._take(1)[0], self._path)

    def _glyphs(self, codes: array[int], boxes: array[float]) -> Iterator[Glyph]:
        for at, code in enumerate(codes):
            char = _char(code)
            if char is None:
                self.unknown += 1
            elif char:
                left, right, base, height = boxes[4 * at : 4 * at + 4]
                yield Glyph(char, left, right, base, height)


def _char(code: int) -> str | None:
    """Return a character, nothing for one that is not seen, None for one that the font does not name."""
    if code in (0, 0xFFFD) or code > 0x10FFFF:
        return None
    if 0xF000 <= code <= 0xF0FF:
        return "•"  # a bullet, from the fonts that come with Word
    return " " if code in (9, 10, 13) else "" if code < 32 or 0xD800 <= code < 0xE000 or code in _UNSEEN else chr(code)


def _values(kind: str, data: bytes) -> array[Any]:
    values = array(kind, data)
    if sys.byteorder == "big":
        values.byteswap()
    return values


def _failed(code: int, path: str) -> PlanlintError:
    from planlint.readers._pdfium import TOO_LARGE

    if code in (4, 5):
        return PlanlintError(
            "encrypted",
            "这个 PDF 有打开密码；请先用密码打开，另存为不加密的文件后再检查",
            "this PDF needs a password; open it and save it without one",
            path=path,
        )
    if code == TOO_LARGE:
        zh, en = "这个 PDF 的页数或字数太多，不像一份计划", "too many pages or characters for a plan"
        return PlanlintError("too-large", zh, en, path=path)
    return _damaged(path)


def _damaged(path: str) -> PlanlintError:
    return PlanlintError(
        "unreadable",
        "这个 PDF 已损坏、不完整，或展开后太大，读不出来；请重新导出或下载",
        "this PDF is damaged, incomplete or unpacks to too much; export or download it again",
        path=path,
    )
