"""Reading Word: planlint beside python-docx on one document of thirty pages, both in this process, turn by turn.

Both read the same paragraphs, those in tables too. python-docx leaves out what it does not know (automatic numbers,
text boxes, inserted text, notes); the document has none of that but numbers, so the texts differ by those alone.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from statistics import median
from time import process_time
from typing import Any

from benchmarks import material
from planlint.readers import read

NAME = "thirty-pages.docx"
RUN = 24
"""Code points of one run: Word and WPS cut a paragraph wherever Chinese and digits meet, or someone edited it."""


def document() -> bytes:
    """Return the bytes of a .docx: a seed and a half, in runs with fonts and sizes, a list and a table."""
    from docx import Document
    from docx.shared import Pt

    made = Document()
    for line in material.lengthened(2, True).split("\n"):
        paragraph = made.add_paragraph()
        for at in range(0, len(line), RUN):
            run = paragraph.add_run(line[at : at + RUN])
            run.font.name, run.font.size = "仿宋_GB2312", Pt(16)
    for number in range(20):
        made.add_paragraph(f"自动编号第{number}项", style="List Number")
    table = made.add_table(rows=40, cols=4)
    for row in table.rows:
        for cell in row.cells:
            cell.text = "牵头单位"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def with_planlint(source: bytes) -> str:
    """Return the text that planlint reads."""
    return read(source, NAME).text


def with_python_docx(source: bytes) -> str:
    """Return the text of the paragraphs that python-docx finds, in order."""
    from docx import Document

    lines: list[str] = []

    def take(container: Any) -> None:
        for block in container.iter_inner_content():
            if hasattr(block, "rows"):
                for row in block.rows:
                    for cell in row.cells:
                        take(cell)
            else:
                lines.append(block.text)

    take(Document(io.BytesIO(source)))
    return "\n".join(lines)


def rows(source: bytes, rounds: int) -> tuple[list[tuple[str, float, float, int]], float]:
    """Return a row for each reader (name, median and least CPU milliseconds, code points) and the median ratio."""
    readers: tuple[tuple[str, Callable[[bytes], str]], ...] = (
        ("planlint", with_planlint),
        ("python-docx", with_python_docx),
    )
    costs: list[list[float]] = [[], []]
    for _ in range(rounds):
        for (_, reader), kept in zip(readers, costs, strict=True):
            start = process_time()
            reader(source)
            kept.append((process_time() - start) * 1e3)
    sizes = [len(reader(source)) for _, reader in readers]
    found = [(name, median(own), min(own), size) for (name, _), own, size in zip(readers, costs, sizes, strict=True)]
    return found, median(theirs / ours for ours, theirs in zip(*costs, strict=True))
