"""Pieces of text with a style, and the two ways to show them: rich for a terminal, bare for a pipe.

No piece ever passes through console markup, and rich is imported only where there is colour.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from typing import TextIO

from planlint.findings import Result
from planlint.lang import say, t
from planlint.model import PlanlintError
from planlint.reports.glyphs import visible, wrap

UNMENDED = ("not-text", "bad-output", "changed-meanwhile")
"""Codes of what kept a document from being mended, and not from being judged."""

Piece = tuple[str, str]
"""Text and the name of its style in rich ("" for none)."""


def wants_colour(out: TextIO) -> bool:
    """Say whether `out` takes colour, as a terminal does; NO_COLOR forbids it, FORCE_COLOR asks for it."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR") and out in (sys.stdout, sys.stderr):
        return True
    return out.isatty() and os.environ.get("TERM") != "dumb"


def paint(chunks: Iterable[list[Piece]], out: TextIO, colour: bool) -> None:
    """Write pieces to `out`, one chunk at a time; rich is imported only for colour."""
    if not colour:
        out.writelines("".join(text for text, _ in chunk) for chunk in chunks)
        return
    from rich.console import Console
    from rich.segment import Segment, Segments
    from rich.style import Style

    console = Console(file=out, force_terminal=True)
    for chunk in chunks:
        # Segments are printed as they are: no markup, no highlighting, no wrapping.
        console.print(Segments([Segment(text, Style.parse(style)) for text, style in chunk]), end="", soft_wrap=True)


def columns_of(out: TextIO) -> int:
    """Return the width to write `out` at: the terminal's, within reason, and 80 for anything else."""
    if out.isatty():
        from shutil import get_terminal_size

        return max(40, min(get_terminal_size((80, 24)).columns, 120))
    return 80


def trouble(result: Result) -> str:
    """Return the key of what became of a document with an error: not read, judged in part, or not mended."""
    if result.error is not None and result.error.code in UNMENDED:
        return "error.unmended"
    return "error.partial" if result.document else "error.unreadable"


def error_pieces(error: PlanlintError, lang: str, columns: int, result: Result | None = None) -> list[Piece]:
    """Return the lines that show `error`: where it is (`result` is the document it stopped), what to do."""
    if result:
        place = t("brackets", lang, text=t("line", lang, n=error.line)) if error.line else ""
        pieces = [
            (visible(result.path), "bold"),
            (t("colon", lang), ""),
            (t(trouble(result), lang), "bold red"),
            (place, ""),
        ]
    else:
        where = visible(error.path or "") + (f":{error.line}" if error.path and error.line else "")
        pieces = [(t("error", lang), "bold red"), (t("colon", lang) + where if where else "", "bold")]
    return [*pieces, ("\n", ""), *_block(say(error.texts, lang), "  ", columns)]


def _block(text: str, indent: str, columns: int) -> Iterator[Piece]:
    """Break the lines of `text` into rows behind `indent`, keeping each line's own indentation."""
    for line in text.split("\n"):
        body = visible(line.lstrip(" "))
        own = indent + " " * min(len(line) - len(line.lstrip(" ")), 8)
        for row in wrap(body, columns - len(own)):
            yield f"{own}{row}\n", ""
