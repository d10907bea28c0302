"""What a copy of a document is called: the draft's name with （校对稿）, （校对稿2） or another mark behind it."""

from __future__ import annotations

from pathlib import Path

from planlint.patterns import pattern

ANNOTATED = "校对稿"
"""The mark of a copy with comments and tracked changes."""
_MARKS = pattern(rf"(?:（{ANNOTATED}\d*）)+$")


def marked(stem: str, mark: str, number: int) -> str:
    """Return the name, without ending, of copy `number` (1-based) of a draft of this name."""
    return f"{stem}（{mark}{number if number > 1 else ''}）"


def home(name: str) -> str:
    """Return the name of the draft that a file belongs to: its own without ending, and without “（校对稿）”."""
    return _MARKS.sub("", Path(name).stem)


def is_annotated(path: str) -> bool:
    """Say whether a file is an annotated copy by its name, to which who sent it back may have added."""
    return f"（{ANNOTATED}" in Path(path).name
