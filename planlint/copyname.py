"""What a copy of a document is called: the draft's name with （校对稿）, （清洁稿2） or the like behind it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from planlint.patterns import pattern

ANNOTATED = "校对稿"
"""The mark of a copy with comments and tracked changes."""
CLEANED = "清洁稿"
"""The mark of a copy that may leave the office."""
_MARKS = pattern(rf"(?:（(?:{ANNOTATED}|{CLEANED})\d*）)+$")


def marked(stem: str, mark: str, number: int) -> str:
    """Return the name, without ending, of copy `number` (1-based) of a draft of this name."""
    return f"{stem}（{mark}{number if number > 1 else ''}）"


def home(name: str) -> str:
    """Return the name of the draft that a file belongs to: its own without ending and without the marks of copies."""
    return _MARKS.sub("", Path(name).stem)


def is_annotated(path: str) -> bool:
    """Say whether a file is an annotated copy by its name, to which who sent it back may have added."""
    return f"（{ANNOTATED}" in Path(path).name


def copies(names: Collection[str]) -> set[str]:
    """Return those of the names in one folder that are copies of a Word file among them."""
    marked = {name: home(name) for name in names if ANNOTATED in name or CLEANED in name}
    marked = {name: draft for name, draft in marked.items() if draft != Path(name).stem}
    if not marked:
        return set()
    drafts = {Path(name).stem for name in names if name not in marked and _is_word(name)}
    return {name for name, draft in marked.items() if draft in drafts}


def _is_word(name: str) -> bool:
    from planlint.readers import converted, word

    return name.lower().endswith(word.SUFFIXES) or converted(Path(name))
