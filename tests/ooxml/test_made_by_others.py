"""Files as other programs write them: python-docx always, LibreOffice where it is installed."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest

from planlint.api import Options, Session
from planlint.ooxml.word import read
from planlint.outline import parse

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def test_a_plan_made_by_python_docx() -> None:
    from docx import Document

    made = Document()
    made.add_heading("某局2026年工作要点", 0)
    made.add_paragraph("2026年要抓好落实。")
    made.add_heading("一、抓学习", 1)
    made.add_paragraph("学理论", style="List Number")
    made.add_paragraph("学业务", style="List Number")
    made.add_paragraph("要点", style="List Bullet")
    table = made.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "合并"
    table.cell(0, 2).text = "单位"
    table.cell(1, 2).text = "教育局"
    made.sections[0].footer.paragraphs[0].text = "某局办公室"
    made.add_paragraph("某局\n2026年1月8日")
    out = io.BytesIO()
    made.save(out)
    found = read(out.getvalue(), "甲.docx").document
    assert found.text.split("\n") == [
        "某局2026年工作要点", "2026年要抓好落实。", "一、抓学习", "1. 学理论", "2. 学业务", "• 要点", "合并", "单位", "", "", "教育局",
        "某局", "2026年1月8日", "某局办公室", "",
    ]  # fmt: skip
    plan = parse(found)
    assert (plan.title, plan.parts[0].date is not None) == ("某局2026年工作要点", True)
    assert found.locate(found.text.index("教育局")).said("zh") == "表1第2行第3列"
    assert found.locate(found.text.index("某局办公室")).said("zh") == "页脚"
    result = Session(Options(profile="draft")).lint(found)
    assert result is not None
    assert [finding.rule for finding in result.findings if finding.severity == "error"] == []


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_a_plan_saved_by_libreoffice(tmp_path: Path) -> None:
    page = (
        "<html><meta charset=utf-8><body><h1>某局2026年工作要点</h1><p>要抓好落实。</p><ol><li>甲<li>乙<ol type=a><li>子</ol></ol>"
        "<table><tr><td>序号<td>任务<tr><td>1<td>抓学习</table><p>上<br>下</p></body></html>"
    )
    (tmp_path / "甲.html").write_text(page, "utf-8")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    form = ["--infilter=HTML (StarWriter)", "--convert-to", "docx:Office Open XML Text", "--outdir", str(tmp_path)]
    command = [str(SOFFICE), profile, "--headless", *form, str(tmp_path / "甲.html")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    found = read((tmp_path / "甲.docx").read_bytes(), "甲.docx").document
    lines = [line.strip() for line in found.text.split("\n") if line.strip()]
    assert lines == [
        "某局2026年工作要点",
        "要抓好落实。",
        "1. 甲",
        "2. 乙",
        "a. 子",
        "序号",
        "任务",
        "1",
        "抓学习",
        "上",
        "下",
    ]
    assert parse(found).title == "某局2026年工作要点"
    assert found.locate(found.text.index("抓学习")).said("zh") == "表1第2行第2列"
