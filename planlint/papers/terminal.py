"""A paper as a table in a terminal."""

from __future__ import annotations

from typing import TextIO

from planlint.papers import Paper, Style
from planlint.reports.glyphs import visible, width

STYLES: dict[Style, str] = {"": "", "dim": "dim", "good": "green", "wrong": "bold red", "missing": "yellow", "box": ""}
NARROWEST = 100  # cells; a pipe has no width of its own
NARROW = 5
"""Columns of so little weight are as wide as their titles."""


def render(paper: Paper, out: TextIO) -> None:
    """Write the table, as wide as the terminal."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from planlint.reports.cells import Words

    console = Console(file=out, highlight=False)
    if not console.is_terminal:
        console.width = max(console.width, NARROWEST)
    table = Table(box=box.SIMPLE_HEAD, show_lines=False, pad_edge=False, expand=True)
    for column in paper.columns:
        title, narrow = visible(column.title), column.width <= NARROW  # ratios would squeeze its title
        table.add_column(
            Text(title),
            ratio=None if narrow else column.width,
            width=width(title) if narrow else None,
            min_width=width(title),
            overflow="fold",
        )
    for row in paper.rows:
        table.add_row(*(Words(visible(cell.text), style=STYLES[cell.style]) for cell in row))
    console.print(Text(visible(paper.title), style="bold"))
    for line in paper.about:
        console.print(Text(visible(line), style="dim"))
    console.print(table)
