"""How a Word file looks, resolved through styles, defaults and theme."""

from __future__ import annotations

from pathlib import Path

import pytest

from planlint import readers
from planlint.api import Options, lint_file
from planlint.filedata import Layout
from tests.word.build import field, p, package, r, style

SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="{}" w:right="1474" w:bottom="1984" w:left="1587" w:gutter="0"/></w:sectPr>'
GOOD = SECTION.format(2098)


def layout(body: str, **more: object) -> Layout:
    return readers.read(package(body, **more), "甲.docx").layout()  # type: ignore[arg-type]


def fonts(body: str, styles: str = "", **more: object) -> list[tuple[str, float]]:
    return [(look.font, look.size) for look in layout(body, parts={"styles": styles}, **more).looks]


def look(font: str, size: int) -> str:
    return f'<w:rFonts w:ascii="Arial" w:eastAsia="{font}"/><w:sz w:val="{size}"/>'


def rpr(font: str, size: int) -> str:
    return f"<w:rPr>{look(font, size)}</w:rPr>"


def test_the_nearest_of_run_styles_and_defaults_counts() -> None:
    styles = (
        f"<w:docDefaults><w:rPrDefault>{rpr('宋体', 20)}</w:rPrDefault></w:docDefaults>"
        + style("n", "Normal", rpr("仿宋", 32), more=' w:default="1"')
        + style("b", "below", '<w:basedOn w:val="n"/><w:rPr><w:sz w:val="30"/></w:rPr>')
        + style("c", "char", rpr("楷体", 28), kind="character")
    )
    assert fonts(p(r("甲", props=look("黑体", 44))), styles) == [("黑体", 22)]
    assert fonts(p(r("甲", props='<w:rStyle w:val="c"/>')), styles) == [("楷体", 14)]
    assert fonts(p(r("甲", props='<w:rStyle w:val="c"/><w:sz w:val="36"/>'), style="b"), styles) == [("楷体", 18)]
    assert fonts(p("甲", style="b"), styles) == [("仿宋", 15)]
    assert fonts(p("甲"), styles) == [("仿宋", 16)]
    assert fonts(p("甲", style="unknown"), f"<w:docDefaults>{rpr('宋体', 20)}</w:docDefaults>") == [("宋体", 10)]
    assert fonts(p("甲")) == [("", 10)]


def test_a_font_for_latin_letters_is_not_one_for_chinese() -> None:
    styles = style("n", "Normal", rpr("仿宋", 32), more=' w:default="1"')
    assert fonts(p(r("甲", props='<w:rFonts w:ascii="黑体" w:hAnsi="黑体"/>')), styles) == [("仿宋", 16)]


@pytest.mark.parametrize(("east", "font"), [("", "等线"), ("仿宋", "仿宋")])
def test_a_font_of_the_theme(east: str, font: str) -> None:
    theme = (
        '<a:theme xmlns:a="urn:a"><a:minorFont><a:latin typeface="Calibri"/>'
        f'<a:ea typeface="{east}"/><a:font script="Hans" typeface="等线"/></a:minorFont></a:theme>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="t" Type="x/theme" Target="theme.xml"/></Relationships>'
    )
    raw = {"word/theme.xml": theme, "word/_rels/document.xml.rels": relations}
    body = p(r("甲", props='<w:rFonts w:eastAsiaTheme="minorEastAsia" w:eastAsia="黑体"/>'))
    assert layout(body, raw=raw).looks[0].font == font


def test_stretches_of_one_look_are_one() -> None:
    found = layout(p(r("甲", props=look("黑体", 32)), r("乙", props=look("黑体", 32)), r("丙", props=look("楷体", 32))))
    assert [(one.font, one.span) for one in found.looks] == [("黑体", (0, 2)), ("楷体", (2, 3))]


def test_paper_and_paragraphs() -> None:
    props = '<w:spacing w:line="579" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="end"/>'
    found = layout(p(r("甲", props=look("仿宋", 32)), props=props) + p("乙", props='<w:ind w:firstLine="400"/>') + GOOD)
    (sheet,) = found.sheets
    assert [round(length) for length in sheet] == [210, 297, 37, 35, 28, 26, 0]
    first, second = found.blocks
    assert (first.align, first.indent, first.line) == ("right", 2, 28.95)
    assert (second.align, second.indent, second.line) == ("left", 2, None)


def test_page_numbers() -> None:
    footer = p(
        r("— ", props=look("宋体", 28)),
        field("PAGE", r("3", props=look("宋体", 28))),
        r(" —"),
        props='<w:jc w:val="right"/>',
    )
    reference = '<w:footerReference w:type="default" r:id="footer1"/>'
    found = layout(p("甲") + f"<w:sectPr>{reference}</w:sectPr>", parts={"footer1": footer})
    assert [(one.form, one.pages, one.align, one.size) for one in found.folios] == [("—#—", "default", "right", 14)]


def document(title: str, heading: str, top: int = 2098) -> bytes:
    indent = '<w:ind w:firstLineChars="200"/>'
    return package(
        p(r("某区2027年教育工作要点", props=look(title, 44)))
        + p(r("2027年，抓好各项工作。", props=look("仿宋_GB2312", 32)), props=indent)
        + p(r("一、抓好甲项工作", props=look(heading, 32)), props=indent)
        + p(r("落实各项要求，取得实效。", props=look("仿宋_GB2312", 32)), props=indent)
        + SECTION.format(top)
    )


def found(path: Path, source: bytes, **more: object) -> list[str]:
    path.write_bytes(source)
    result = lint_file(path, options=Options(**more))  # type: ignore[arg-type]
    return [finding.rule for finding in result.findings if finding.rule.startswith("layout-")]


def test_the_profile_turns_the_rules_on_and_nothing_else_does(tmp_path: Path) -> None:
    good, bad = document("方正小标宋简体", "黑体"), document("宋体", "宋体", 1440)
    path = tmp_path / "甲.docx"
    assert found(path, good, profile="layout") == []
    assert set(found(path, bad, profile="版式")) == {"layout-margins", "layout-title", "layout-headings"}
    assert found(path, bad, profile="issue") == []
    assert found(path, bad, select=("layout-title",)) == ["layout-title"]
    (tmp_path / "planlint.yaml").write_text("rules: {layout-title: warning}\n")
    assert found(path, bad) == ["layout-title"]


def test_a_text_has_no_layout(tmp_path: Path) -> None:
    assert (
        found(tmp_path / "甲.txt", "某区2027年教育工作要点\n2027年，抓好各项工作。\n".encode(), profile="layout") == []
    )


def test_styles_and_sections_that_never_end_take_no_longer_than_their_length() -> None:
    for source in (package(p("甲"), {"styles": "<w:style a>" * 60_000}), package("<w:sectPr>" * 60_000)):
        assert readers.read(source, "甲.docx").layout().sheets == ()
