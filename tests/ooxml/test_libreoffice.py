"""The text against what LibreOffice displays. Skipped where LibreOffice is not installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from planlint.ooxml.word import read
from tests.word.build import field, level, numbered, numbering, p, package, r, style, t, tbl, tc

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")

CHINESE = (
    level(0, "chineseCounting", "%1、", '<w:suff w:val="nothing"/>')
    + level(1, "chineseCountingThousand", "（%2）", '<w:suff w:val="nothing"/>')
    + level(2, "decimal", "%3.") + level(3, "decimalEnclosedCircle", "%4", '<w:suff w:val="nothing"/>')
)  # fmt: skip
LEGAL = level(0, "chineseCounting", "第%1章", '<w:suff w:val="space"/>') + level(1, "decimal", "%1.%2")
STYLED = level(0, "upperRoman", "%1.", '<w:pStyle w:val="H1"/>') + level(
    1, "lowerLetter", "%2)", '<w:pStyle w:val="H2"/>'
)
NUMBERS = numbering(
    {0: CHINESE, 1: LEGAL, 2: STYLED},
    {1: 0, 2: 1, 3: (0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'), 4: 2},
)
STYLES = (
    style("Normal", "Normal", more=' w:default="1"')
    + style("H1", "heading 1", '<w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr>')
    + style("H2", "heading 2", '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="4"/></w:numPr></w:pPr>')
)
BODY = (
    p("某局", r("2026年", props="<w:b/>"), "工作要点")
    + "".join(numbered(1, at, f"第{n}项") for n, at in enumerate((0, 1, 1, 2, 2, 3, 3, 1, 0, 1, 2, 0)))
    + p("四、手工编号")
    + "".join(numbered(2, at, "文") for at in (0, 1, 1, 0, 1))
    + numbered(3, 0, "重新起头") + numbered(3, 1, "子")
    + p("甲", style="H1") + p("乙", style="H2") + p("丙", style="H2") + p("丁", style="H1") + p("戊", style="H2")
    + p("责任单位：", '<w:ins w:id="1" w:author="某">' + r("教育局") + "</w:ins>")
    + p(field("MERGEFIELD x", "域的结果"), r("甲", "<w:tab/>", "乙", "<w:br/>", "丙"))
    + tbl(("序号", "任务"), ("1", tc(p("外") + tbl(("里甲", "里乙")) + p("尾"))))
    + p(r("<w:t>&lt;引&gt;&amp;</w:t>"), r(t("  空 格  ")), r("<w:noBreakHyphen/>"))
    + "<w:sdt><w:sdtContent>" + p("内容控件") + "</w:sdtContent></w:sdt>"
    + p("某局") + p("2026年1月8日")
    + '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
)  # fmt: skip


def folded(text: str) -> list[str]:
    """The lines without blanks; LibreOffice ends a table's cells in a way of its own."""
    lines = ("".join(line.split()) for line in text.replace("\ufeff", "").replace("\u2011", "-").split("\n"))
    return [line for line in lines if line]


def test_the_text_is_what_libreoffice_displays(tmp_path: Path) -> None:
    file = tmp_path / "甲.docx"
    file.write_bytes(package(BODY, {"numbering": NUMBERS, "styles": STYLES}))
    profile, form = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "txt:Text (encoded):UTF8"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", form, "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    shown = (tmp_path / "甲.txt").read_text("utf-8-sig")
    assert folded(read(file.read_bytes(), "甲.docx").document.text) == folded(shown)
