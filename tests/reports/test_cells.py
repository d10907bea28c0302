"""Rows of the cells of a table on a terminal."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from planlint.papers import Cell, Column, Paper
from planlint.papers.terminal import render
from planlint.reports.cells import Words
from planlint.reports.glyphs import width

CONSOLE = Console(file=io.StringIO())


def rows(text: str, cells: int) -> list[str]:
    return [row.plain for row in Words(text).wrap(CONSOLE, cells)]


def test_no_row_begins_with_closing_punctuation_and_numbers_stay_whole() -> None:
    assert rows("制定责任清单，每季度检查一次。", 12) == ["制定责任清", "单，每季度检", "查一次。"]
    assert rows("库中一致（2022年10月22日闭幕）", 14) == ["库中一致（2022", "年10月22日闭", "幕）"]


def test_what_is_marked_stays_marked() -> None:
    text = Words("新建小学")
    text.append("两所，改扩建", "bold")
    marked = [row.plain[span.start : span.end] for row in text.wrap(CONSOLE, 8) for span in row.spans]
    assert "".join(marked) == "两所，改扩建"


@given(st.text("甲乙，。（）“”a1 \n", max_size=60), st.integers(1, 40))
def test_all_but_blanks_at_the_ends_of_rows_is_there(text: str, cells: int) -> None:
    found = rows(text, cells)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(width(row) <= cells for row in found) or cells < 4


def test_a_narrow_table_breaks_no_heading() -> None:
    out = io.StringIO()
    columns = (Column("位置", 8), Column("上下文", 60), Column("核对结果", 60))
    render(Paper("核对单", (), columns, ((Cell("3:22"), Cell("全区教育系统" * 9), Cell("库中一致" * 9)),)), out)
    assert "位置" in out.getvalue()
