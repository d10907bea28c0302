"""Text for the cells of a rich table, broken into rows as everything else is. Imported only where there is a table."""

from __future__ import annotations

from typing import Any

from rich.containers import Lines
from rich.text import Text

from planlint.reports.glyphs import wrap


class Words(Text):
    """Text of which no row begins with closing punctuation, and of which numbers stay whole; rich breaks anywhere."""

    def wrap(self, console: Any, width: int, *_: Any, **__: Any) -> Lines:
        """Return the rows of at most `width` cells."""
        cuts: list[int] = []
        for line in self.plain.split("\n"):
            for row in wrap(line, width):
                start = self.plain.index(row, cuts[-1] if cuts else 0)
                cuts += start, start + len(row)
        return Lines(self.divide(cuts)[1::2])
