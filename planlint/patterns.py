"""Regular expressions that are compiled when first used, and searches that do without one.

Compiling one costs 0.2 to 2 ms, most documents need only some of them, and `planlint check one.txt` is run for
every single file a writer saves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, cast


class LazyPattern:
    """Stands for a compiled pattern: the first use of any of its methods compiles it."""

    def __init__(self, source: str, flags: int) -> None:
        self._written = source, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = getattr(re.compile(*self._written), name)  # `re` keeps what it compiled
        setattr(self, name, value)  # found directly from now on
        return value


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` would, compiled on first use; a faulty pattern raises `re.error` only then."""
    return cast("re.Pattern[str]", LazyPattern(source, flags))


def offsets(text: str, words: Iterable[str], start: int = 0, end: int | None = None) -> list[int]:
    """Return where in `text[start:end]` one of `words` begins, sorted; a word may overlap itself.

    Looking for one word at a time is many times as fast as a pattern that begins with a class of characters.
    """
    found, find = [], text.find
    for word in words:
        at = find(word, start, end)
        while at >= 0:
            found.append(at)
            at = find(word, at + 1, end)
    found.sort()
    return found


def has(text: str, words: Iterable[str]) -> bool:
    """Say whether one of `words` stands in `text`; twice as fast as `any`."""
    for word in words:  # noqa: SIM110
        if word in text:
            return True
    return False
