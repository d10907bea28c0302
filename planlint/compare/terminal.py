"""The comparison on a terminal: two columns, last year's on the left, what changed marked in the words."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from planlint.compare.align import Comparison, Pair
from planlint.compare.wording import changes
from planlint.lang import t
from planlint.reports.glyphs import visible
from planlint.reports.painting import columns_of, wants_colour

if TYPE_CHECKING:
    from rich.text import Text

AROUND = 12
"""Code points of unchanged text shown beside a change."""
STYLES = {"same": "dim", "advanced": "cyan", "changed": "", "renamed": "yellow", "dropped": "red", "new": "green"}


def render(comparison: Comparison, out: TextIO, lang: str, *, every: bool = False) -> None:
    """Write the comparison; sections and items that did not change only with `every`."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    colour = wants_colour(out)
    console = Console(
        file=out,
        width=columns_of(out),
        highlight=False,
        markup=False,
        emoji=False,
        no_color=not colour,
        force_terminal=colour,
    )
    table = Table(expand=True, show_lines=False, padding=(0, 1), box=None, header_style="bold")
    table.add_column("", no_wrap=True, width=8)
    table.add_column(Text(visible(comparison.old.document.path)), ratio=1, overflow="fold")
    table.add_column(Text(visible(comparison.new.document.path)), ratio=1, overflow="fold")
    hidden = False
    for pair in comparison.pairs:
        if pair.status == "same" and not pair.moved and not every:
            hidden = True
            continue
        old, new = _cells(pair, colour)
        moved = f"\n{t('compare.moved', lang)}" if pair.moved else ""
        table.add_row(Text(t(f"compare.{pair.status}", lang) + moved, style=STYLES[pair.status]), old, new)
    console.print(table)
    console.print(Text(summary(comparison, lang)))
    if hidden:
        console.print(Text(t("compare.hidden", lang)))


def summary(comparison: Comparison, lang: str) -> str:
    """Return one line: how many were kept, changed, renamed, dropped, added."""
    counts = ((status, comparison.count(status)) for status in STYLES)  # type: ignore[arg-type]
    return t("comma", lang).join(f"{t(f'compare.{status}', lang)} {n}" for status, n in counts if n)


def _cells(pair: Pair, colour: bool) -> tuple[Text, Text]:
    """Return the texts of both columns: the label, the heading, and the changed words with some text around them."""
    from rich.text import Text

    from planlint.reports.cells import Words

    if pair.old is None or pair.new is None:
        unit = pair.old or pair.new
        assert unit is not None
        text = Words(visible(unit.text[:60] + ("…" if len(unit.text) > 60 else "")), style=STYLES[pair.status])
        return (text, Text("")) if pair.old else (Text(""), text)
    cells = Words(), Words()
    pieces = changes(pair.old.text, pair.new.text)
    for at, piece in enumerate(pieces):
        if piece.kind == "kept":
            shown = _middle(piece.text, first=at == 0, last=at == len(pieces) - 1)
            for cell in cells:
                cell.append(visible(shown))
        else:
            words = visible(piece.text)
            mark = "bold red strike" if piece.kind == "old" else "bold green"
            cells[piece.kind == "new"].append(words if colour else f"〖{words}〗", style=mark)
    return cells


def _middle(text: str, *, first: bool, last: bool) -> str:
    """Return unchanged text cut down to what stands next to a change."""
    head, tail = (2 * AROUND if first else AROUND), (0 if last else AROUND)
    if len(text) <= head + tail + 2:
        return text
    return text[:head] + "…" + (text[len(text) - tail :] if tail else "")
