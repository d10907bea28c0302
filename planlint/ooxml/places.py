"""What a person calls the place of a paragraph in a Word file."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from planlint.model import Texts
from planlint.ooxml.story import Cell, Line

NOTE_NAMES = {"footnote": ("脚注", "footnote"), "endnote": ("尾注", "endnote")}


def note_name(kind: str, number: int) -> Texts:
    """Return the name of a footnote or endnote."""
    zh, en = NOTE_NAMES[kind]
    return {"zh": f"{zh}{number}", "en": f"{en} {number}"}


def always(texts: Texts) -> Callable[[Line], Texts]:
    """Return a function that names every paragraph alike."""
    return lambda line: texts


def body_names() -> Callable[[Line], Texts]:
    """Return a function that names the paragraphs of the body, given those with text in order.

    Paragraphs outside of tables and text boxes are counted as a reader does, empty ones left out. The page is named
    where Word has noted page breaks when it saved the file.
    """
    numbers = count(1)

    def name(line: Line) -> Texts:
        if line.box:
            zh, en = f"文本框{line.box}", f"text box {line.box}"
        elif line.cell is not None:
            zh, en = _cell(line.cell)
        else:
            number = next(numbers)
            zh, en = f"第{number}段", f"paragraph {number}"
        if line.page:
            zh, en = f"{zh}（第{line.page}页）", f"{en} (page {line.page})"
        return {"zh": zh, "en": en}

    return name


def _cell(cell: Cell) -> tuple[str, str]:
    zh = f"表{cell.table}第{cell.row}行第{cell.column}列"
    en = f"table {cell.table}, row {cell.row}, column {cell.column}"
    outer = cell.outer
    while outer is not None:
        zh = f"表{outer.table}第{outer.row}行第{outer.column}列内{zh}"
        en = f"{en}, in table {outer.table}, row {outer.row}, column {outer.column}"
        outer = outer.outer
    return zh, en
