"""A paper as CSV, for a spreadsheet."""

from __future__ import annotations

import csv
from typing import TextIO

from planlint.papers import Paper
from planlint.reports.glyphs import visible

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""A spreadsheet computes what begins like this; an apostrophe before it makes it text."""


def render(paper: Paper, out: TextIO) -> None:
    """Write the headings and rows."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_safe(column.title) for column in paper.columns])
    writer.writerows([_safe(cell.text) for cell in row] for row in paper.rows)


def _safe(text: str) -> str:
    shown = visible(text)
    return f"'{shown}" if shown.lstrip().startswith(FORMULA) else shown
