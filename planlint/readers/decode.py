"""Bytes to text and back, strictly: UTF-8, UTF-16 or GB18030 (which contains GBK and GB 2312), never a guess.

UTF-8 proves itself. The other two accept almost any bytes, so their text must also look like Chinese text:
characters of everyday use have to outweigh rare, unassigned and control characters. GB 18030-2022 is the
mandatory standard for encoding Chinese text; offices still exchange the GBK files that Notepad made.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from planlint.limits import check_length
from planlint.model import Document, PlanlintError

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CONTROLS = bytes(c for c in range(32) if c not in (9, 10, 11, 12, 13)) + b"\x7f"
_SAMPLE = 2048
_PUNCTUATION = "\xa0\u2002\u2003　、。·…—〈〉《》「」『』【】〔〕‘’“”！（），．：；？％－～①②③④⑤⑥⑦⑧⑨⑩"


def decode(source: bytes, path: str) -> Document:
    """Return `source` as a plain text document, line ends folded to `\\n`, without its BOM.

    Raises PlanlintError: "unreadable" for bytes that are not text in one of the three encodings, "too-large".
    """
    text, encoding, bom = decoded(source, path)
    check_length(text, path)
    terminators: tuple[str, ...] = ("\n",)
    if "\r" in text:
        text, terminators = _fold(text)
    return Document(text=text, path=path, encoding=encoding, bom=bom, terminators=terminators)


def encode(document: Document, text: str) -> bytes:
    """Return `text` as the bytes of `document`'s file: its encoding, BOM, and each line's own terminator.

    `text` is the document's text or an edited one. Lines before and after the edited stretch keep their
    terminators; lines added inside it take that of the line above. `encode(read(b), text) == b`.
    """
    kinds = document.terminators
    if len(kinds) == 1:
        body = text if kinds[0] == "\n" else text.replace("\n", kinds[0])
    else:
        lines = text.split("\n")
        if len(lines) - 1 != len(kinds):
            kinds = _realign(kinds, document.text.split("\n"), lines)
        pieces = [""]
        for line, kind in zip(lines, (*kinds, ""), strict=True):
            joins = kind == "\n" and not line and pieces[-1][-1:] == "\r"  # two line ends must not become one
            pieces.append(line + ("\r\n" if joins else kind))
        body = "".join(pieces)
    mark = next(mark for mark, encoding in _BOMS if encoding == document.encoding) if document.bom else b""
    return mark + body.encode(document.encoding)


def _fold(text: str) -> tuple[str, tuple[str, ...]]:
    """Return `text` with `\\n` line ends, and its terminators: one when all are alike, else one a line."""
    crlf, cr, lf = text.count("\r\n"), text.count("\r"), text.count("\n")
    folded = text.replace("\r\n", "\n").replace("\r", "\n")
    if crlf == cr == lf:
        return folded, ("\r\n",)
    if not lf:
        return folded, ("\r",)
    return folded, tuple(re.findall("\r\n|\r|\n", text))


def _realign(kinds: tuple[str, ...], old: list[str], new: list[str]) -> tuple[str, ...]:
    """Return one terminator for each line of `new` but the last, kept from `old` where both agree."""
    head = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    count = len(new) - 1
    head = min(head, count, len(kinds))
    tail = min(count, len(kinds)) - head
    middle = kinds[max(head - 1, 0)]
    return kinds[:head] + (middle,) * (count - head - tail) + kinds[len(kinds) - tail :]


def decoded(source: bytes, path: str) -> tuple[str, str, bool]:
    """Return the text of `source` as it is, its encoding and whether there was a BOM, which is left out.

    Raises PlanlintError ("unreadable").
    """
    for mark, encoding in _BOMS:
        if source.startswith(mark):
            try:
                text = source[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise _unreadable(source, path, len(mark) + error.start) from None
            if not _noisy(text):
                return text, encoding, True
            raise _unreadable(source, path)
    failed = 0
    try:
        text = source.decode("utf-8")
        if not _noisy(source):
            return text, "utf-8", False
    except UnicodeDecodeError as error:
        failed = error.start
    for encoding in ("utf-16-le", "utf-16-be"):
        if _looks_utf16(source, encoding):
            return source.decode(encoding), encoding, False
    if not _nearly_utf8(source):
        try:
            text = source.decode("gb18030")
        except UnicodeDecodeError as error:
            failed = max(failed, error.start)
        else:
            if _chinese(text):
                return text, "gb18030", False
    raise _unreadable(source, path, failed)


def _unreadable(source: bytes, path: str, at: int = 0) -> PlanlintError:
    line = source.count(b"\n", 0, at) + 1 if at else None
    return PlanlintError(
        "unreadable",
        "不是可读的文本：既不是 UTF-8、UTF-16，也不是 GB18030（GBK）编码，文件可能已损坏或不是文本文件。"
        "请用原来的软件打开，另存为 UTF-8 编码的 .txt",
        "not readable text: the bytes are neither UTF-8, UTF-16 nor GB18030 (GBK); the file may be damaged "
        "or not a text file. Open it in its own program and save it as .txt in UTF-8",
        path=path,
        line=line,
    )


def _controls(text: str | bytes) -> int:
    data = text.encode("utf-8") if isinstance(text, str) else text
    return len(data) - len(data.translate(None, _CONTROLS))


def _noisy(text: str | bytes) -> bool:
    """Tell whether control characters make up more than a quarter; a few are residue, this many are data.

    Looks at some thousands, evenly spaced; the step is odd, since in UTF-16 and UTF-32 every other byte may be zero.
    """
    some = text[:: len(text) // _SAMPLE | 1]
    return 4 * _controls(some) > len(some)


@cache
def _everyday() -> frozenset[str]:
    """Return the characters of everyday Chinese: GB 2312 level 1, Big5 level 1 (traditional), punctuation."""
    simplified = bytes(b for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) for b in (row, cell))
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    traditional = bytes(b for row in range(0xA4, 0xC7) for cell in trails for b in (row, cell))
    return frozenset(_PUNCTUATION + simplified.decode("gb2312", "ignore") + traditional.decode("big5", "ignore"))


def _chinese(text: str) -> bool:
    """Weigh the evidence that `text` is Chinese prose.

    A common character speaks for it, a rare one against, a control, private or unassigned one three times so.
    Random bytes that decode as GB18030 hold two rare characters to each common one, prose one to thirty.
    """
    from unicodedata import category

    everyday = _everyday()
    beyond = list(islice((c for c in text if c > "\x7f"), _SAMPLE))
    rare = [c for c in beyond if c not in everyday]
    odd = sum(category(c) in ("Cc", "Co", "Cn") for c in rare)
    return len(beyond) > 2 * len(rare) + 2 * odd + 3 * _controls(text)


def _nearly_utf8(source: bytes) -> bool:
    """Tell whether almost all of `source` is UTF-8: a damaged file, not GBK, though it may decode as such."""
    beyond = source.translate(None, bytes(range(128)))[:_SAMPLE]
    kept = sum(c > "\u07ff" for c in beyond.decode("utf-8", "ignore"))
    return 5 * 3 * kept > 4 * len(beyond)


def _looks_utf16(source: bytes, encoding: str) -> bool:
    """Tell whether `source` is UTF-16 without a BOM, beyond doubt.

    A zero byte (from a line end, digit or space) or one of 、。，： must be there, and three characters in
    four be common: pairs of ASCII letters, read as UTF-16, are Chinese characters too, but rare ones.
    """
    try:
        text = source.decode(encoding) if len(source) % 2 == 0 else ""
    except UnicodeDecodeError:
        return False
    sample, everyday = text[:_SAMPLE], _everyday()
    if not sample or (0 not in source and not any(mark in sample for mark in "、。，：")):
        return False
    usual = sum("\t" <= c <= "~" or c in everyday for c in sample)
    return 4 * usual >= 3 * len(sample) and not _noisy(text)
