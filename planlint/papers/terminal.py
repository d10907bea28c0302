"""A paper as a table in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from planlint.papers import Cell, Paper, Style
from planlint.reports.glyphs import visible, width

if TYPE_CHECKING:
    from rich.text import Text

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
            overflow="fold",
        )
    for row in paper.rows:
        table.add_row(*(_text(cell, Text) for cell in row))
    console.print(Text(visible(paper.title), style="bold"))
    for line in paper.about:
        console.print(Text(visible(line), style="dim"))
    console.print(table)


def _text(cell: Cell, kind: type[Text]) -> Text:
    return kind(visible(cell.text), style=STYLES[cell.style])
