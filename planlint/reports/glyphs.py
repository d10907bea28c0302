"""Text that is safe to show: hostile characters spelled out, look-alikes for narrow encodings, display width.

Nothing here knows colours or reports. Widths are terminal cells; characters whose width depends on the font
(“ ” … · ① and the like) count as two, so that a line never runs over where they are drawn wide.
"""

from __future__ import annotations

import codecs
import unicodedata
from functools import lru_cache
from typing import TextIO

LOOK_ALIKES = "planlint-look-alikes"
"""Name of the codec error handler that `make_safe` installs on a stream."""

_ALIKE = {
    "⟦": "[[", "⟧": "]]", "〖": "[", "〗": "]", "✓": "√", "√": "v", "␣": "_", "•": "·", "·": ".",
    "−": "-", "–": "-", "—": "-", "―": "-", "│": "|", "¥": "￥", "￥": "Y", "€": "EUR",
    "“": '"', "”": '"', "‘": "'", "’": "'", "。": ".", "、": ",", "《": "<<", "》": ">>",
    "〈": "<", "〉": ">", "「": '"', "」": '"', "『": '"', "』": '"', "【": "[", "】": "]",
    "〔": "[", "〕": "]",
    "　": " ", "\u00a0": " ", "×": "x", "→": "->", "━": "-",
}  # fmt: skip
_NOT_FIRST = frozenset("，。；：、！？）》」』】〕”’…—,.;:!?)]}%％")
_NOT_LAST = frozenset("（《「『【〔“‘([{")
_SPACES = frozenset("\u00a0\u3000")


def _look_alike(error: UnicodeError) -> tuple[str, int]:
    """Stand in for what an encoding cannot hold: a look-alike, else the character's number."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_fit(c, error.encoding) for c in error.object[error.start : error.end]), error.end


def _fit(char: str, encoding: str) -> str:
    for candidate in (
        _ALIKE.get(char, ""),
        unicodedata.normalize("NFKC", char),
        _ALIKE.get(_ALIKE.get(char, ""), ""),
    ):
        if candidate and candidate != char:
            try:
                candidate.encode(encoding)
            except UnicodeEncodeError:
                continue
            return candidate
    return char.encode("ascii", "backslashreplace").decode("ascii")


codecs.register_error(LOOK_ALIKES, _look_alike)


def make_safe(stream: TextIO | None) -> None:
    """Make `stream` (sys.stdout, a file) take any character; what its encoding lacks is replaced."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(errors=LOOK_ALIKES)


def holds_unicode(stream: TextIO) -> bool:
    """Say whether `stream` can hold every character as it is, so that data needs no escapes."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    name = codecs.lookup(encoding).name
    return name.startswith("utf") or name == "gb18030"


def visible(text: str) -> str:
    """Return `text` in one harmless line: control, format and unassigned characters as `\\x1b`, `\\u202e`."""
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() or c in _SPACES else c.encode("unicode_escape", "surrogatepass").decode("ascii")
        for c in text
    )


@lru_cache(maxsize=8192)
def _cells(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def width(text: str) -> int:
    """Return how many terminal cells `text` takes."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def head(text: str, cells: int) -> str:
    """Return the longest beginning of `text` that fits into `cells`; marks without width are bounded too."""
    kept = text[: 4 * max(cells, 0)]
    for at, char in enumerate(kept):
        cells -= _cells(char)
        if cells < 0:
            return kept[:at]
    return kept


def tail(text: str, cells: int) -> str:
    """Return the longest end of `text` that fits into `cells`."""
    return head(text[::-1], cells)[::-1]


def clip(text: str, cells: int) -> str:
    """Return `text` within `cells`, with … for what had to go at its end."""
    if len(text) <= cells and width(text) <= cells:
        return text
    return head(text, cells - 2) + "…"


def wrap(text: str, cells: int) -> list[str]:
    """Break one line of `text` into rows of at most `cells` (20 or more).

    Latin words and numbers stay whole where a row can hold them, no row begins with closing punctuation and
    none ends with an opening mark.
    """
    rows: list[str] = []
    while (cut := len(head(text, cells))) < len(text):
        whole = cut
        while cut > whole // 2 and not _may_break(text[cut - 1], text[cut]):
            cut -= 1
        cut = max(cut if cut > whole // 2 else whole, 1)
        rows.append(text[:cut].rstrip())
        text = text[cut:].lstrip(" ")
    return [*rows, text]


def _may_break(before: str, after: str) -> bool:
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return not (before.isascii() and after.isascii()) or before == " " or after == " "
