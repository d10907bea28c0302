"""How long a text may be to be judged, whatever its format."""

from __future__ import annotations

from planlint.model import PlanlintError

LONGEST = 4 * 1024 * 1024
"""The longest text read, in characters, many times the longest plan: hostile text costs some 10 µs a character."""

MOST_LINES = 100_000
"""The most lines: each costs about a kilobyte while a document is judged."""


def check_length(text: str, path: str) -> None:
    """Raise PlanlintError ("too-large") when `text` has more characters or lines than any plan."""
    if len(text) > LONGEST:
        raise _too_large(path, len(text), LONGEST, "字", "characters")
    if len(text) > MOST_LINES and (lines := max(text.count("\n"), text.count("\r"))) > MOST_LINES:
        raise _too_large(path, lines, MOST_LINES, "行", "lines")


def _too_large(path: str, found: int, most: int, zh: str, en: str) -> PlanlintError:
    return PlanlintError(
        "too-large",
        f"太长（{found} {zh}），上限为 {most} {zh}；一份计划不会这么长，请确认是否选错了文件",
        f"too long ({found} {en}); the limit is {most} {en}",
        path=path,
    )
