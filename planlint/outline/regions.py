"""Regions that are not the text itself: the contents page, and tables flattened to lines."""

from __future__ import annotations

import re

from planlint.outline.classify import Line
from planlint.outline.forms import ATTACHED, DATE
from planlint.patterns import pattern

CONTENTS = pattern(r"目\s*录$")
LEADER = pattern(r"(?:[.．·…]+|\s+)\s*(?:\d{1,4}|[（(]\d{1,4}[)）]|-\s?\d{1,4}\s?-)\s*$")
DOTTED = pattern(r"(?:[.．·…]{2,}\s*|\t)\d{1,4}$")
CELL = 14  # code points; longer lines are not cells
ENDS = ("。", "；", "：", ":", "，")  # nor are lines that end so
BIG = frozenset(["L1", "L2", "L3", "L4", "L5", "L6"])


def mark_contents(lines: list[Line]) -> None:
    """Mark a contents page: 目录 and the entries up to where the first of them comes again as a heading."""
    for at, line in enumerate(lines):
        if line.hint is not None and line.hint.kind == "contents":
            line.kind, line.label = "CONTENTS" if line.text else "BLANK", None
        elif line.kind == "TEXT" and CONTENTS.match(line.text):
            line.kind = "CONTENTS"
            _entries(lines, at)
        elif line.label is not None and line.text[-1].isdecimal() and DOTTED.search(line.text):
            around = (*lines[max(at - 3, 0) : at], *lines[at + 1 : at + 4])
            if sum(DOTTED.search(other.text) is not None for other in around) >= 2:
                line.kind, line.label = "CONTENTS", None


def _entries(lines: list[Line], at: int) -> None:
    """Mark the entries below the word 目录 at `at`: lines with a page number, or up to where the first comes again."""
    entries = [n for n in range(at + 1, min(at + 300, len(lines))) if lines[n].kind != "BLANK"]
    first = _bare(lines[entries[0]].text) if entries else ""
    again = next((n for n in entries[1:] if _bare(lines[n].text) == first), None)
    paged = sum(LEADER.search(lines[n].text) is not None for n in entries[:6]) >= 2
    for n in entries:
        ends = n == again or "。" in lines[n].text
        if ends or ((paged or again is None) and not LEADER.search(lines[n].text)):
            break
        lines[n].kind, lines[n].label = "CONTENTS", None


def _bare(text: str) -> str:
    return re.sub(r"\s", "", LEADER.sub("", text))


def mark_rows(lines: list[Line], text: str) -> None:
    """Mark lines with a tab between words, two or more below one another, for the rows of a table.

    `text` is the document's own: in clean text a tab is a blank. A numbered heading with its page is no row.
    """
    last: Line | None = None
    for line in lines:
        cells = text[line.label.span.end if line.label else line.start : line.end].strip().split("\t")
        numbered = line.label is not None and cells[-1].isdecimal()
        if line.hint is None and (len(cells) > 2 or (len(cells) == 2 and not numbered)):
            for row in (last, line) if last else ():
                row.kind, row.label = "TABLE", None
            last = line
        elif line.text:
            last = None


def mark_tables(lines: list[Line]) -> None:
    """Mark tables flattened to one cell a line, or one row a line with tabs: runs of short lines without sentences."""
    run: list[Line] = []
    body = False  # short lines above all prose are a title, or the buttons of a web page

    def close() -> None:
        if not body:
            run.clear()
        cells = [c for c in run if c.kind != "BLANK"]
        labelled = sum(c.label is not None and bool(c.rest.strip()) for c in cells)
        if (
            len(cells) >= 8
            and labelled * 3 <= len(cells)
            and not any(ATTACHED.match(c.text) or DATE.match(c.text) for c in cells)
        ):
            first = next(i for i, c in enumerate(cells) if c.label is None)
            for cell in cells[first:]:
                cell.kind, cell.label = "TABLE", None
        run.clear()

    for line in lines:
        if line.hint is not None and line.hint.kind == "table":
            line.kind, line.label = "TABLE", None
        elif line.kind in ("TEXT", "BLANK") or line.kind.startswith("L"):
            size, big = len(line.text), line.kind in BIG
            if size <= CELL and not big and line.hint is None and not line.text.endswith(ENDS):
                run.append(line)
            else:
                if run:
                    close()
                body = body or big or size > 40
    if run:
        close()
