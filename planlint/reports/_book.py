"""Sheets for Excel and WPS: what any list written as .xlsx has in common.

Rows are written one at a time, so that a long list costs no memory. Nothing in a cell is ever a formula: what begins
like one is marked as text, and control characters are spelled out.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from planlint.model import PlanlintError
from planlint.reports.glyphs import visible, width

if TYPE_CHECKING:
    from openpyxl import Workbook

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""A spreadsheet computes what begins like this."""

LONGEST = 32_000
"""A cell holds 32,767 characters."""

_GREY, _LINE, _RED = "FFEDEDED", "FFBBBBBB", "FFB3261E"
_FONT, _SIZE, _ROW = "宋体", 10, 14.0
"""The font of every office, its size and the height of a row of it in points."""


class Value(NamedTuple):
    """What stands in a cell: `strong`, behind the words `before`, is set off; `fill` is a colour, as AARRGGBB."""

    text: str | int
    strong: str = ""
    before: str = ""
    fill: str = ""
    centred: bool = False


class Column(NamedTuple):
    """The heading of a column and its width, in characters of the default font."""

    title: str
    width: float


def needed(path: str | None = None) -> None:
    """Raise PlanlintError ("missing-extra") when the package that writes these files is not there."""
    from importlib.util import find_spec

    if find_spec("openpyxl") is None:
        raise PlanlintError(
            "missing-extra",
            '写 Excel 文件要先安装一个组件，命令是：pip install "planlint[office]"',
            'writing Excel files needs one more package: pip install "planlint[office]"',
            path=path,
        )


class Book:
    """A workbook that is being written, within a `with` block."""

    def __init__(self) -> None:
        needed()
        import openpyxl

        self._book: Workbook = openpyxl.Workbook(write_only=True)

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *_: object) -> None:
        for sheet in self._book.worksheets:
            if not sheet.closed:  # what was begun must be ended, or it complains when it is forgotten
                sheet.close()

    def sheet(
        self,
        title: str,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Value]],
        *,
        count: int,
        about: Sequence[str] = (),
    ) -> None:
        """Add a sheet of `count` rows under a heading that stays in sight, with a filter, for landscape A4.

        The lines `about` stand above the heading, the first of them in bold.
        """
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.properties import PageSetupProperties

        sheet: Any = self._book.create_sheet(title)
        head = len(about) + 1
        sheet.freeze_panes = f"A{head + 1}"
        sheet.print_title_rows = f"{head}:{head}"
        sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(columns))}{head + count}"
        for at, column in enumerate(columns, 1):
            sheet.column_dimensions[get_column_letter(at)].width = column.width
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        for side, inches in (
            ("left", 0.4),
            ("right", 0.4),
            ("top", 0.5),
            ("bottom", 0.6),
            ("header", 0.3),
            ("footer", 0.3),
        ):
            setattr(sheet.page_margins, side, inches)
        sheet.oddFooter.center.text = "&P / &N"
        cell = _Cells(sheet)
        for at, line in enumerate(about):
            sheet.append([cell.line(line, bold=not at)])
        sheet.append([cell.heading(column.title) for column in columns])
        for number, row in enumerate(rows, head + 1):
            sheet.row_dimensions[number].height = _height(row, columns)
            sheet.append([cell.of(value) for value in row])

    def save(self, out: TextIO) -> None:
        """Write the book through the bytes behind a text stream."""
        made = io.BytesIO()  # a zip archive that cannot be written to its end complains on standard error
        self._book.save(made)
        out.buffer.write(made.getbuffer())


def _height(row: Sequence[Value], columns: Sequence[Column]) -> float:
    """Return the height in which every cell shows all of its text; Excel allows no more than 409 points."""
    lines = max(
        -(-width(str(value.text)) // max(int(column.width) - 1, 1)) for value, column in zip(row, columns, strict=True)
    )
    return min(_ROW * max(lines, 1) + 3, 409.0)


class _Cells:
    """Makes the cells of one sheet; styles are made once."""

    def __init__(self, sheet: Any) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        side = Side(style="thin", color=_LINE)
        self._sheet = sheet
        self._border = Border(left=side, right=side, top=side, bottom=side)
        self._align = {
            centred: Alignment(horizontal="center" if centred else None, vertical="top", wrap_text=True)
            for centred in (False, True)
        }
        self._plain, self._bold = Font(name=_FONT, size=_SIZE), Font(name=_FONT, size=_SIZE, bold=True)
        self._fill = PatternFill

    def heading(self, title: str) -> Any:
        """Return the cell over a column."""
        cell = self.of(Value(title, fill=_GREY, centred=True))
        cell.font = self._bold
        return cell

    def line(self, text: str, *, bold: bool) -> Any:
        """Return the cell for a line above the table, which runs on over the empty cells beside it."""
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._sheet, visible(text)[:LONGEST])
        cell.data_type = "s"
        cell.quotePrefix = text.lstrip().startswith(FORMULA)
        cell.font = self._bold if bold else self._plain
        return cell

    def of(self, value: Value) -> Any:
        """Return the cell for a value, which is text whatever it looks like."""
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.cell.rich_text import CellRichText, TextBlock
        from openpyxl.cell.text import InlineFont

        text = visible(str(value.text))[:LONGEST]
        strong, before = visible(value.strong), visible(value.before)
        cell = WriteOnlyCell(self._sheet, text)
        if strong and text.startswith(before + strong):
            after = text[len(before) + len(strong) :]
            blocks = [before, TextBlock(InlineFont(rFont=_FONT, sz=_SIZE, b=True, color=_RED), strong), after]
            cell.value = CellRichText([block for block in blocks if block])
        elif isinstance(value.text, int):
            cell.value = value.text
        elif cell.data_type != "s":
            cell.data_type = "s"
        cell.quotePrefix = text.lstrip().startswith(FORMULA)
        cell.font = self._plain
        cell.border, cell.alignment = self._border, self._align[value.centred]
        if value.fill:
            cell.fill = self._fill("solid", start_color=value.fill)
        return cell
