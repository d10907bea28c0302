"""Reading Word files: what is displayed is read, what is not is left out, and where it stands has a name."""

from __future__ import annotations

import re
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint import readers
from planlint.model import Document, Hint, PlanlintError, Span
from planlint.ooxml.word import Word, read
from planlint.outline import parse
from tests.word.build import box, field, level, numbering, p, package, r, style, t, tbl, tc


def word(body: str, **more: object) -> Word:
    return read(package(body, **more), "甲.docx")  # type: ignore[arg-type]


def document(body: str, **more: object) -> Document:
    return word(body, **more).document


def text(body: str, **more: object) -> str:
    return document(body, **more).text


def places(found: Document) -> list[str]:
    return [place.texts["zh"] for place in found.places]


def test_paragraphs_are_lines() -> None:
    found = document(p("某局2026年工作要点") + "<w:p/>" + p("一、", r("抓学习", props="<w:b/>"), "。"))
    assert found.text == "某局2026年工作要点\n\n一、抓学习。\n"
    assert places(found) == ["第1段", "第2段"]
    assert found.locate(14).said("en") == "paragraph 2"


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (r("甲", "<w:tab/>", "乙"), "甲\t乙"),
        (r("甲", "<w:br/>", "乙", "<w:cr/>", "丙"), "甲\n乙\n丙"),
        (r("甲", '<w:br w:type="page"/>', "乙"), "甲\n乙"),
        (r('<w:br w:type="page"/>', "乙", '<w:br w:type="page"/>'), "乙"),
        (r("19", "<w:noBreakHyphen/>", "1", "<w:softHyphen/>", "号"), "19-1号"),
        (r('<w:sym w:font="Wingdings" w:char="F0FE"/>', "已办", '<w:sym w:font="新" w:char="E123"/>'), "☑已办□"),
        (r("<w:t>  甲 乙 </w:t>", "  丙"), "甲 乙  丙"),
        (r("<w:t>甲\n乙</w:t>"), "甲 乙"),
        (r("<w:t>&lt;A&amp;B&gt; &#x4E2D;&#25991;</w:t>"), "<A&B> 中文"),
        ("<w:r><w:ruby><w:rt>" + r("hàn") + "</w:rt><w:rubyBase>" + r("汉") + "</w:rubyBase></w:ruby></w:r>", "汉"),
        ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1"),
        ('<w:hyperlink r:id="x">' + r("网址") + "</w:hyperlink>", "网址"),
        ("<w:smartTag>" + r("北京") + "</w:smartTag><w:bookmarkStart/>" + r("市") + "<w:proofErr/>", "北京市"),
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + r("控件") + "</w:sdtContent></w:sdt>", "控件"),
        (r("<w:t/>", "甲", "<w:drawing/>", "乙"), "甲乙"),
    ],
)
def test_what_runs_hold(content: str, shown: str) -> None:
    assert text(p(content)) == shown + "\n"


def test_inserted_text_is_in_and_deleted_text_is_out() -> None:
    body = p(
        "责任单位：",
        '<w:ins w:id="1" w:author="某">' + r("教育局") + "</w:ins>",
        '<w:del w:id="2" w:author="某">' + r("<w:delText>财政局</w:delText>", "不在") + "</w:del>",
        '<w:moveFrom w:id="3">' + r("移走") + "</w:moveFrom>",
        '<w:moveTo w:id="4">' + r("移来") + "</w:moveTo>",
    )
    assert text(body) == "责任单位：教育局移来\n"


@given(st.lists(st.sampled_from(["甲", " ", "\t", "\n", "\r", "\r\n", "&#13;", "&#xA;", "&amp;"])), st.booleans())
def test_blanks_are_read_as_a_parser_of_xml_reads_them(words: list[str], preserved: bool) -> None:
    content = "".join(word for word in words if preserved or not word.startswith("&#"))
    space = ' xml:space="preserve"' if preserved else ""
    element = f"<w:t{space}>{content}</w:t>"
    parsed = fromstring(f'<w:t xmlns:w="w">{content}</w:t>').text or ""
    parsed = re.sub(r"[\t\n\r]", " ", parsed if preserved else parsed.strip(" \t\r\n"))
    for inside in (f"<w:r>{element}</w:r>", f"<w:r><w:b/>{element}</w:r>", f"<!-- --><w:r>{element}</w:r>"):
        assert text(f"<w:p>{inside}</w:p>") == (parsed + "\n" if parsed else "\n")


def test_the_last_mark_of_a_story_a_cell_or_before_a_table_stays() -> None:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    gone = number + '<w:rPr><w:del w:id="1" w:author="某"/></w:rPr>'
    levels = numbering({1: level(0, "decimal", "%1.")}, {1: 1})

    def shown(body: str) -> str:
        return text(body, parts={"numbering": levels})

    assert shown(p("甲", props=gone) + p("乙", box(p("丙", props=gone)), props=number)) == "1. 丙\n1. 甲乙\n"
    assert shown(tbl((tc(p("甲", props=gone)), "乙")) + p("丙", props=gone)) == "1. 甲\n乙\n2. 丙\n"
    assert shown(p("甲", props=gone) + tbl(("乙",))) == "1. 甲\n乙\n"
    assert shown(p("甲") + p('<w:del w:id="2">' + r("丙") + "</w:del>", props=gone)) == "甲\n"


def test_a_hidden_page_break_shows_nothing() -> None:
    assert text(p("甲", r('<w:br w:type="page"/>', props="<w:vanish/>"), "乙")) == "甲乙\n"


def test_a_deleted_paragraph_mark_joins_and_a_deleted_paragraph_is_gone() -> None:
    gone = '<w:rPr><w:del w:id="1" w:author="某"/></w:rPr>'
    found = word(
        p("甲", props=gone)
        + p("乙")
        + p('<w:del w:id="2">' + r("丙") + "</w:del>", props=gone)
        + p("丁")
        + p("戊", props=gone)
    )
    assert found.document.text == "甲乙\n丁\n戊\n"
    assert [(one.start, one.end) for one in found.paragraphs] == [(0, 1), (1, 2), (3, 3), (3, 4), (5, 6)]


def test_properties_that_were_changed_do_not_count() -> None:
    former = '<w:pPrChange w:id="1"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange>'
    hidden = '<w:b/><w:rPrChange w:id="2"><w:rPr><w:vanish/></w:rPr></w:rPrChange>'
    found = document(p("甲", r("乙", props=hidden), props='<w:outlineLvl w:val="2"/>' + former) + p("丙"))
    assert found.text == "甲乙\n丙\n"
    assert found.hints == {0: Hint("heading", 4)}
    assert found.hidden == ()


def test_hidden_text_is_marked_and_not_prose() -> None:
    styles = style("H", "隐", "<w:rPr><w:vanish/></w:rPr>", kind="character") + style(
        "P", "隐段", "<w:rPr><w:vanish/></w:rPr>"
    )
    found = document(
        p(
            "甲",
            r("密", props="<w:vanish/>"),
            r("乙", props='<w:vanish w:val="0"/>'),
            r("密", props='<w:rStyle w:val="H"/>'),
        )
        + p("密", r("示", props='<w:vanish w:val="false"/>'), style="P"),
        parts={"styles": styles},
    )
    assert found.text == "甲密乙密\n密示\n"
    assert found.hidden == found.opaque == (Span(1, 2), Span(3, 4), Span(5, 6))
    assert parse(found).clean == "甲 乙 \n 示\n"


def test_fields_show_their_result() -> None:
    nested = field("IF 1 = " + "1", r("<w:instrText>x</w:instrText>") + field("MERGEFIELD 码", "结果"))
    assert text(
        p(field("MERGEFIELD title", "标题"), nested, '<w:fldSimple w:instr="TITLE">' + r("题") + "</w:fldSimple>")
    ) == ("标题结果题\n")
    code = r('<w:fldChar w:fldCharType="begin"/>') + r("<w:instrText>IF </w:instrText>") + field("MERGEFIELD 码", "内")
    rest = r('<w:fldChar w:fldCharType="separate"/>') + r("外") + r('<w:fldChar w:fldCharType="end"/>')
    assert text(p(code + rest)) == "外\n"
    assert text(p(r('<w:fldChar w:fldCharType="begin"/>'), "没有结束") + p("还在")) == "没有结束\n还在\n"


def test_page_numbers_are_not_prose() -> None:
    found = document(p("— ", field("PAGE \\* MERGEFORMAT", "12"), " —"))
    assert found.text == "— 12 —\n"
    assert found.opaque == (Span(2, 4),)


def test_a_table_is_read_cell_by_cell() -> None:
    inner = tc(p("外") + tbl(("里甲", "里乙")) + p(""))
    found = document(p("前") + tbl(("序号", "任务", "单位"), ("1", inner, "乙局")) + p("后"))
    assert found.text == "前\n序号\n任务\n单位\n1\n外\n里甲\n里乙\n\n乙局\n后\n"
    assert places(found) == [
        "第1段", "表1第1行第1列", "表1第1行第2列", "表1第1行第3列", "表1第2行第1列", "表1第2行第2列",
        "表1第2行第2列内表1第1行第1列", "表1第2行第2列内表1第1行第2列", "表1第2行第3列", "第2段",
    ]  # fmt: skip
    assert found.locate(found.text.index("里乙")).said("en") == "table 1, row 1, column 2, in table 1, row 2, column 2"
    assert {line for line, hint in found.hints.items() if hint.kind == "table"} == {1, 2, 3, 4, 5, 6, 7, 9}


def test_merged_cells_keep_the_columns_of_the_grid() -> None:
    wide, first, below = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    found = document(
        tbl(
            ("一", tc("二三", props=wide), "四"),
            (tc("合", props=first), "乙", "丙", "丁"),
            (tc("", props=below), "己", "庚", "辛"),
        )
    )
    assert found.text == "一\n二三\n四\n合\n乙\n丙\n丁\n己\n庚\n辛\n"
    assert places(found)[2] == "表1第1行第4列"
    assert places(found)[-3:] == ["表1第3行第2列", "表1第3行第3列", "表1第3行第4列"]


def test_deleted_rows_and_cells_are_out() -> None:
    body = tbl(("甲", "乙"), ("丙", tc("丁", props='<w:cellDel w:id="1"/>')))
    body = body.replace("</w:tbl>", '<w:tr><w:trPr><w:del w:id="2"/></w:trPr>' + tc("戊") + "</w:tr></w:tbl>")
    assert text(body + p("己")) == "甲\n乙\n丙\n己\n"


def test_a_text_box_is_read_once_before_the_paragraph_it_hangs_on() -> None:
    found = document(p("甲", box("框一", p("框二"))) + p("乙"))
    assert found.text == "框一\n框二\n甲\n乙\n"
    assert places(found) == ["文本框1", "文本框1", "第1段", "第2段"]
    old = "<w:r><w:pict><v:textbox><w:txbxContent>" + p("旧框") + "</w:txbxContent></v:textbox></w:pict></w:r>"
    assert text(p(old, "丙")) == "旧框\n丙\n"
    only = f"<w:r><mc:AlternateContent><mc:Fallback>{t('后备')}</mc:Fallback></mc:AlternateContent></w:r>"
    assert text(p(only)) == "后备\n"


@pytest.mark.parametrize(
    "head",
    [
        tbl(("某局文件", ""), ("某局〔2026〕1号", "")) + p("某局2026年工作要点"),
        tbl((p("某局文件") + p("某局〔2026〕1号") + p("某局2026年工作要点"),)),
        p(box("某局2026年工作要点")),
        p("某局2026年工作要点", style="T"),
        p("某局2026年", style="H") + p("工作要点", style="H"),
    ],
)
def test_the_title_is_the_title_wherever_it_stands(head: str) -> None:
    styles = style("T", "Title") + style("H", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
    found = document(head + p("2026年要抓好落实。") + p("一、抓学习") + p("好。"), parts={"styles": styles})
    assert parse(found).title == "某局2026年工作要点"


def test_headings_and_outline_levels_are_hints() -> None:
    styles = (
        style("T", "Title") + style("H1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
        + style("H2", "heading 2", '<w:basedOn w:val="H1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>')
        + style("X", "某样式", '<w:basedOn w:val="H2"/>') + style("A", "环", '<w:basedOn w:val="A"/>')
    )  # fmt: skip
    body = (
        p("题", style="T") + p("一、甲", style="H1") + p("乙", style="X") + p("丙", props='<w:outlineLvl w:val="9"/>')
    )
    found = document(body + p("丁", style="A") + p("二、戊", style="H1"), parts={"styles": styles})
    assert found.hints == {0: Hint("heading", 1), 1: Hint("heading", 2), 2: Hint("heading", 3), 5: Hint("heading", 2)}


@pytest.mark.parametrize("head", ["附件1", "目  录", "一、甲", "（一）乙", "1.丙", "第一章 总则"])
def test_what_cannot_be_a_title_is_none_for_its_style(head: str) -> None:
    styles = style("H", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
    found = document(p(head, style="H") + p("某局2026年工作要点"), parts={"styles": styles})
    assert found.hints == {0: Hint("heading", 2)}


def test_a_contents_page_is_no_prose() -> None:
    begin = r('<w:fldChar w:fldCharType="begin"/>') + r('<w:instrText> TOC \\o "1-3" </w:instrText>')
    entries = (
        p(begin + r('<w:fldChar w:fldCharType="separate"/>'), r("一、抓学习", "<w:tab/>", "1"))
        + p("二、抓落实", r("<w:tab/>", "2"))
        + p(r('<w:fldChar w:fldCharType="end"/>'))
    )
    body = p("一、抓学习") + p("好。") + p("二、抓落实") + p("好。")
    for contents in (
        p("目录") + entries,
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>'
        + p("目录") + p("一、抓学习") + p("二、抓落实") + "</w:sdtContent></w:sdt>",
        p("目录") + p("一、抓学习", style="T1") + p("二、抓落实", style="T1"),
    ):  # fmt: skip
        found = document(p("某局2026年工作要点") + contents + body, parts={"styles": style("T1", "toc 1")})
        assert [node.label.text for node in parse(found).nodes("section") if node.label] == ["一、", "二、"]
    endless = entries.replace('w:fldCharType="end"', 'w:fldCharType="none"')
    assert not any(hint.kind == "contents" for hint in document(endless + body).hints.values())


def test_notes_headers_and_footers_stand_outside_of_the_outline() -> None:
    notes = '<w:footnote w:type="separator" w:id="-1">' + p("线") + "</w:footnote>"
    notes += (
        '<w:footnote w:id="3">'
        + p("注二")
        + '</w:footnote><w:footnote w:id="2">'
        + p("注一")
        + p("续")
        + "</w:footnote>"
    )
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:headerReference w:type="first" r:id="header2"/>'
        '<w:footerReference w:type="even" r:id="footer1"/><w:footerReference w:type="default" r:id="footer2"/></w:sectPr>'
    )
    parts = {
        "footnotes": notes, "endnotes": '<w:endnote w:id="1">' + p("尾") + "</w:endnote>",
        "header1": p("页眉文字"), "header2": p("不显示"), "footer1": p("双页"), "footer2": p(field("PAGE", "1")),
        "settings": "<w:evenAndOddHeaders/>",
    }  # fmt: skip
    note = r('<w:footnoteReference w:id="2"/>') + r("乙") + r('<w:footnoteReference w:id="3"/>')
    found = document(p("甲", note, r('<w:endnoteReference w:id="1"/>')) + section, parts=parts)
    assert found.text == "甲乙\n注一\n续\n注二\n尾\n页眉文字\n双页\n1\n"
    assert found.outside == 3
    assert places(found) == ["第1段", "脚注1", "脚注1", "脚注2", "尾注1", "页眉", "偶数页页脚", "页脚"]
    titled = section.replace("</w:sectPr>", "<w:titlePg/></w:sectPr>")
    del parts["settings"]
    assert text(p("甲") + titled, parts=parts) == "甲\n页眉文字\n不显示\n1\n"


def test_pages_are_told_where_word_noted_them() -> None:
    turn = r("<w:lastRenderedPageBreak/>", "乙")
    assert places(document(p("甲") + p(turn) + p("丙"))) == ["第1段", "第2段（第2页）", "第3段（第2页）"]


def test_strict_files_and_other_prefixes_mean_the_same() -> None:
    body = tbl(("甲", p("乙", box("丙")))) + p("丁", r("密", props="<w:vanish/>"))
    plain, strict = document(body), document(body, strict=True)
    assert (plain.text, plain.hints, plain.hidden) == (strict.text, strict.hints, strict.hidden)
    renamed = package(body).replace(b"", b"")
    other = package(body, raw={"word/document.xml": _renamed(renamed)})
    assert read(other, "甲.docx").document.text == plain.text
    bare = '<document xmlns="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><body><p><r><t>甲</t></r></p></body></document>'
    assert read(package("", raw={"word/document.xml": bare}), "甲.docx").document.text == "甲\n"


def _renamed(source: bytes) -> str:
    import io
    import zipfile

    xml = zipfile.ZipFile(io.BytesIO(source)).read("word/document.xml").decode()
    return xml.replace("<w:", "<字:").replace("</w:", "</字:").replace(" w:", " 字:").replace("xmlns:w=", "xmlns:字=")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_other_encodings_comments_and_cdata(encoding: str) -> None:
    import io
    import zipfile

    body = (
        p("甲<乙", "<!-- <w:p><w:r><w:t>假</w:t></w:r></w:p> -->") + "<w:p><w:r><w:t><![CDATA[<丙&]]></w:t></w:r></w:p>"
    )
    xml = zipfile.ZipFile(io.BytesIO(package(body))).read("word/document.xml").decode()
    named = xml.replace('encoding="UTF-8"', f'encoding="{encoding.removesuffix("-sig")}"')
    found = read(package("", raw={"word/document.xml": named.encode(encoding)}), "甲.docx")
    assert found.document.text == "甲<乙\n<丙&\n"
    assert not found.parts[0].exact
    assert read(package(body), "甲.docx").document.text == found.document.text


def test_the_kind_is_told_by_the_bytes_not_by_the_name() -> None:
    assert readers.read(package(p("甲")), "乙.txt").text == "甲\n"
    assert readers.read("甲".encode(), "乙.docx").text == "甲"


def test_a_broken_off_file_says_so() -> None:
    for size in (60, 600, -30):
        with pytest.raises(PlanlintError) as caught:
            readers.read(package(p("甲"))[:size], "甲.docx")
        assert caught.value.code == "unreadable"
        assert "损坏或不完整" in caught.value.texts["zh"]


def test_what_is_not_well_formed_is_read_but_not_written_into() -> None:
    found = word(p("甲").replace("</w:p>", "<x></y></w:p>"))
    assert found.document.text == "甲\n"
    with pytest.raises(PlanlintError) as caught:
        found.check()
    assert caught.value.code == "unreadable"
    word(p("甲")).check()
