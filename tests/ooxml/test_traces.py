"""What a Word file says beside its text, with its places in the text."""

from __future__ import annotations

import pytest

from planlint import readers
from planlint.filedata import Mark, Traces
from planlint.model import Span
from planlint.ooxml.colours import colour_of, highlight_of
from tests.word.build import box, p, package, r, tbl, tc

WHO = 'w:id="1" w:author="张三" w:date="2027-01-04T00:00:00Z"'


def traces(body: str, **more: object) -> tuple[str, Traces]:
    document = readers.read(package(body, **more), "甲.docx")  # type: ignore[arg-type]
    return document.text, document.traces()


def shown(body: str, **more: object) -> list[tuple[str, str, str]]:
    text, found = traces(body, **more)
    return [(mark.kind, text[mark.span.start : mark.span.end], mark.detail) for mark in found.marks]


def ins(*content: str) -> str:
    return f"<w:ins {WHO}>{''.join(content)}</w:ins>"


def gone(words: str) -> str:
    return f"<w:del {WHO}><w:r><w:delText>{words}</w:delText></w:r></w:del>"


def test_a_plain_file_has_none() -> None:
    assert traces(p("甲")) == ("甲\n", Traces((), {}))


def test_tracked_changes_stand_where_they_are_and_those_that_touch_are_one() -> None:
    body = p("抓好", ins(r("各"), r("项")), ins(r("重点")), gone("旧"), gone("事"), r("工作")) + p(r("乙"), gone("末"))
    assert shown(body) == [("inserted", "各项重点", ""), ("deleted", "", "旧事"), ("deleted", "", "末")]
    text, found = traces(body)
    assert [mark.span.start for mark in found.marks] == [2, 6, text.index("乙") + 1]
    assert {mark.author for mark in found.marks} == {"张三"}


def test_moves_are_changes_and_so_are_formats_paragraph_ends_and_rows() -> None:
    moved = f"<w:moveFrom {WHO}>{r('甲')}</w:moveFrom>", f"<w:moveTo {WHO}>{r('甲')}</w:moveTo>"
    assert shown(p(moved[0], "乙", moved[1])) == [("deleted", "", "甲"), ("inserted", "甲", "")]
    format_change = r("丙", props=f"<w:b/><w:rPrChange {WHO}><w:rPr/></w:rPrChange>")
    end = p("丁", props=f"<w:rPr><w:del {WHO}/></w:rPr>")
    row = f"<w:tbl><w:tr><w:trPr><w:ins {WHO}/></w:trPr>{tc('戊')}</w:tr></w:tbl>"
    assert [kind for kind, _, _ in shown(p(format_change) + end + p("己") + row)] == ["changed"] * 3


def test_what_is_deleted_with_its_paragraph_is_found() -> None:
    assert shown(p(gone("甲"), props=f"<w:rPr><w:del {WHO}/></w:rPr>") + p("乙")) == [
        ("changed", "", ""),
        ("deleted", "", "甲"),
    ]


def test_comments_stand_on_their_words() -> None:
    comment = f'<w:comment {WHO} w:initials="z"><w:p><w:r><w:t>哪&lt;几项？</w:t></w:r></w:p></w:comment>'
    begin, end = '<w:commentRangeStart w:id="1"/>', '<w:commentRangeEnd w:id="1"/>'
    body = p("抓好", begin, "各项", end, r('<w:commentReference w:id="1"/>'), r("工作"))
    found = traces(body, parts={"comments": comment})[1]
    assert found.marks == (Mark("comment", Span(2, 4), "哪<几项？", "张三"),)
    alone = p("抓好", r('<w:commentReference w:id="1"/>'), r("工作"))
    assert traces(alone, parts={"comments": comment})[1].marks == (Mark("comment", Span(2, 2), "哪<几项？", "张三"),)


def test_colours_and_highlights_of_one_stretch_are_one() -> None:
    yellow, red = '<w:highlight w:val="yellow"/>', '<w:color w:val="FF0000"/>'
    body = p(r("甲", props=yellow), r("乙", props=yellow), r("丙", props=red)) + p(r("丁", props=red), r("戊"))
    assert shown(body) == [("highlight", "甲乙", "yellow"), ("colour", "丙\n丁", "red")]


@pytest.mark.parametrize(
    "props",
    [
        '<w:color w:val="auto"/>',
        '<w:color w:val="000000" w:themeColor="text1"/>',
        '<w:color w:val="333333"/>',
        '<w:highlight w:val="none"/>',
        '<w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/>',
        f'<w:b/><w:rPrChange {WHO}><w:rPr><w:color w:val="FF0000"/></w:rPr></w:rPrChange>',
    ],
)
def test_black_is_no_colour(props: str) -> None:
    assert not [kind for kind, _, _ in shown(p(r("甲", props=props))) if kind != "changed"]


def test_shading_of_words_is_a_highlight_that_of_a_cell_is_not() -> None:
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>'
    assert shown(p(r("甲", props=shade)) + tbl((tc("乙", props=shade),))) == [("highlight", "甲", "yellow")]


def test_a_text_box_is_looked_at_once() -> None:
    body = p("甲", box(p(r("乙", props='<w:color w:val="0000FF"/>'))))
    assert shown(body) == [("colour", "乙", "blue")]


def test_names_of_colours() -> None:
    assert [colour_of(code) for code in ("C00000", "ED7D31", "FFFF00", "00B050", "1D82D3", "7030A0", "FFFFFF")] == [
        "red", "orange", "yellow", "green", "blue", "purple", "white",
    ]  # fmt: skip
    assert [highlight_of(name) for name in ("darkYellow", "magenta", "none")] == ["yellow", "pink", ""]


def test_properties_are_read_and_empty_ones_left_out() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="x/officeDocument" Target="word/document.xml"/>'
        '<Relationship Id="r2" Type="x/core-properties" Target="docProps/core.xml"/>'
        '<Relationship Id="r3" Type="x/extended-properties" Target="docProps/app.xml"/></Relationships>'
    )
    raw = {
        "_rels/.rels": relations,
        "docProps/core.xml": '<c xmlns:dc="urn:d"><dc:creator>张三&amp;</dc:creator><dc:title> </dc:title></c>',
        "docProps/app.xml": "<P><Company>某局</Company><Pages>3</Pages><Template/></P>",
    }
    assert traces(p("甲"), raw=raw)[1].properties == {"author": "张三&", "company": "某局"}


def test_a_closed_document_has_let_go_of_its_file() -> None:
    document = readers.read(package(p(ins(r("甲")))), "甲.docx")
    assert document.traces().marks
    document.close()
    assert document.traces() == Traces()
