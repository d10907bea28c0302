"""Plain aligned tables: the first column to the left, figures to the right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from unicodedata import east_asian_width


def show(title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table under its `title`; `head` names the columns after the first. Floats get three figures."""
    lines = [(title, *head), *((str(first), *map(_figure, rest)) for first, *rest in rows)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    for index, (first, *rest) in enumerate(lines):
        padded = (" " * (width - _width(cell)) + cell for cell, width in zip(rest, widths[1:], strict=True))
        cells = [first + " " * (widths[0] - _width(first)), *padded]
        print("  ".join(cells).rstrip())
        if not index:
            print("-" * (sum(widths) + 2 * len(head)))
    print(flush=True)


def _figure(value: object) -> str:
    if not isinstance(value, float) or not value:
        return "0" if value == 0 else str(value)
    decimals = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{decimals}f}"


def _width(text: str) -> int:
    return len(text) + sum(east_asian_width(character) in "WF" for character in text)
