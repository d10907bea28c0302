"""The Excel list, read back with openpyxl and, where it is installed, opened by LibreOffice."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from report_samples import full, run

from planlint.findings import Finding, Result
from planlint.model import Document, Place, PlanlintError, Span
from planlint.reports import load, parse_format, parse_formats, write

ROOT = Path(__file__).parents[2]
HEADS = ["程度", "文件", "标题", "位置", "原文", "问题", "建议", "依据", "规则", "规则代号"]


def book(found: Any, tmp_path: Path, lang: str = "zh", *, rich: bool = False) -> openpyxl.Workbook:
    file = tmp_path / "list.xlsx"
    write(found, parse_formats([f"xlsx:{file}"]), io.StringIO(), lang)
    return openpyxl.load_workbook(file, rich_text=rich)


def rows(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def document_with(text: str, words: str, message: str = "某处不妥", suggestion: str | None = "改") -> Result:
    at = text.index(words)
    finding = Finding(
        "stray-space", "warning", "惯例", {"zh": message, "en": "wrong"}, Span(at, at + len(words)), (), suggestion
    )
    return Result("起草/a.txt", Document(text, "起草/a.txt"), title="某局\n工作要点", findings=[finding])


def test_one_row_a_finding_and_a_sheet_that_sums_up(tmp_path: Path) -> None:
    made = book(full(), tmp_path)
    findings, summary = made.worksheets
    assert (findings.title, summary.title) == ("问题清单", "检查情况")
    head, *found = rows(findings)
    assert head == HEADS
    assert len(found) == 3  # the suppressed one is left out
    gap = next(row for row in found if row[9] == "numbering-gap")
    assert gap[0] == "必须改"
    assert gap[3] == "第 5 行"
    assert gap[5:8] == ["编号断号：“2.”之后应为“3.”，实为“4.”", "3.", "惯例"]
    texts = [str(cell) for row in rows(summary) for cell in row]
    assert any("没能检查：这是旧版 Word 文件" in text for text in texts)
    assert rows(summary)[1][2:] == [1, 1, 1]


def test_the_words_in_question_are_bold(tmp_path: Path) -> None:
    made = book(run(document_with("一、加强学习\n抓好 落实工作。\n", "好 落")), tmp_path, rich=True)
    words = made.worksheets[0]["E2"].value
    assert isinstance(words, CellRichText)
    assert str(words) == "抓好 落实工作。"
    assert [str(part) for part in words if isinstance(part, TextBlock)] == ["好 落"]
    assert made.worksheets[0]["C2"].value == "某局工作要点"


def test_it_is_made_to_be_filtered_and_printed(tmp_path: Path) -> None:
    for sheet in book(full(), tmp_path).worksheets:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == f"A1:{sheet.cell(sheet.max_row, sheet.max_column).coordinate}"
        assert sheet.print_title_rows == "$1:$1"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row)
        assert all(sheet.row_dimensions[n].height > 10 for n in range(2, sheet.max_row + 1))
        assert all(sheet.column_dimensions[cell.column_letter].width > 5 for cell in sheet[1])


@pytest.mark.parametrize("words", ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "＝1", " =1"])
def test_nothing_is_a_formula(words: str, tmp_path: Path) -> None:
    made = book(run(document_with(f"{words}\n", words, words, words)), tmp_path)
    for column in "EFG":
        cell = made.worksheets[0][f"{column}2"]
        assert (cell.data_type, cell.quotePrefix) == ("s", True)
        assert cell.value.strip() == words.strip()
    with zipfile.ZipFile(tmp_path / "list.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_control_characters_and_lone_halves_are_spelled_out(tmp_path: Path) -> None:
    hostile = "甲\x00\x07\x1b[31m\u202e\ud800乙"
    cells = rows(book(run(document_with(hostile + "\n", hostile, hostile)), tmp_path).worksheets[0])[1]
    for cell in (cells[4], cells[5]):
        assert "\\x1b[31m" in cell
        assert "\\u202e" in cell


def test_a_very_long_message_is_cut(tmp_path: Path) -> None:
    cells = rows(book(run(document_with("甲\n", "甲", "长" * 100_000)), tmp_path).worksheets[0])[1]
    assert len(cells[5]) == 32_000


def test_a_place_is_told_as_the_format_has_it(tmp_path: Path) -> None:
    found = document_with("一、甲\n二、 乙\n", "、 乙")
    assert found.document is not None
    found.document.places = (
        Place(0, {"zh": "第1页第1行", "en": "page 1"}),
        Place(4, {"zh": "第4页第2行", "en": "page 4, row 2"}),
    )
    assert book(run(found), tmp_path).worksheets[0]["D2"].value == "第4页第2行"
    assert book(run(found), tmp_path, "en").worksheets[0]["D2"].value == "page 4, row 2"


def test_without_findings_and_without_documents_it_is_a_good_book_still(tmp_path: Path) -> None:
    for found in (run(), run(Result("a.txt", Document("一、甲\n")))):
        made = book(found, tmp_path)
        assert rows(made.worksheets[0]) == [HEADS]
        assert made.worksheets[0].auto_filter.ref == "A1:J1"
        assert made.worksheets[1].max_row >= 2


def test_errors_outside_of_any_document_are_listed(tmp_path: Path) -> None:
    made = book(full(), tmp_path)
    assert any("bad" in str(row[0]) or row[1] for row in rows(made.worksheets[1]))


def test_a_screen_is_no_place_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(PlanlintError) as caught:
        parse_format("xlsx")
    assert "只能写进文件" in caught.value.texts["zh"]
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(PlanlintError) as caught:
        parse_format("xlsx:a.xlsx")
    assert 'pip install "planlint[office]"' in caught.value.texts["zh"]


def test_the_file_appears_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(load("xlsx"), "_summary", broken)
    with pytest.raises(PlanlintError):
        write(full(), parse_formats([f"xlsx:{tmp_path / 'a.xlsx'}"]), io.StringIO(), "zh")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    book(full(), tmp_path)
    as_csv = "csv:Text - txt - csv (StarCalc):44,34,76"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", as_csv, "--outdir", tmp_path, tmp_path / "list.xlsx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert "编号断号" in (tmp_path / "list.csv").read_text("utf-8")


def test_a_full_disk_is_told_once(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    code = (
        f"import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit({resource.RLIMIT_FSIZE}, (2000, 2000))\n"
        "from planlint.cli.main import main; main(['check', '甲.txt', '--format', 'xlsx:甲.xlsx'])"
    )
    (tmp_path / "甲.txt").write_text("某局2026年工作要点\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT), "LANG": "zh_CN.UTF-8"},
        capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert "写不进去" in done.stderr.decode()
    assert [file.name for file in tmp_path.iterdir()] == ["甲.txt"]
