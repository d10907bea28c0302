from __future__ import annotations

import sys
from pathlib import Path

import pytest

from planlint.api import lint_paths
from planlint.model import CellPlace, Document, Hint, PlanlintError
from planlint.outline import parse
from planlint.readers import read

PROSE = "2025年，全区教育工作要坚持稳中求进，抓好各项任务的落实，办好人民满意的教育。"
ARTICLE = f"<p>　　{PROSE}</p>\n<p>一、加强党的建设</p><p>1.抓好学习。<br>2.抓好落实。</p>"
ARTICLE_LINES = [PROSE, "一、加强党的建设", "1.抓好学习。", "2.抓好落实。"]


def page(body: str, *, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode()


def lines(source: bytes | str, path: str = "a.html") -> list[str]:
    source = source if isinstance(source, bytes) else page(source)
    return read(source, path).text.rstrip("\n").split("\n")


def refused(source: bytes) -> PlanlintError:
    with pytest.raises(PlanlintError) as caught:
        read(source, "a.html")
    assert caught.value.path == "a.html"
    return caught.value


def surrounded(article: str) -> str:
    return f"""
    <div class="header"><h1><a href="/">某区人民政府</a></h1>
     <ul class="nav"><li><a href="/">首页</a></li><li><a>政务公开，领导之窗</a></li><li><a>办事</a></li></ul></div>
    <div class="crumb">当前位置：<a>首页</a> &gt; <a>教育</a></div>
    <div class="wrap"><ul><li><a>机构职能，介绍。</a></li><li><a>领导分工</a></li><li><a>政策</a></li></ul>
     <div class="box"><h1>某区2025年教育工作要点</h1><p>发布时间：2025-02-01　来源：区教委</p>{article}
      <div class="share">分享到：<a>微信</a><a>微博</a><a>打印</a></div></div></div>
    <div class="footer">主办：某区人民政府，版权所有。<a>网站地图</a></div>"""


@pytest.mark.parametrize(
    "container",
    [
        "id='UCAP-CONTENT'",
        "class='view TRS_UEDITOR trs_paper_default'",
        "id='zoom'",
        "id='vsb_content_500'",
        "class='x'",
    ],
)
def test_the_article_and_nothing_of_the_page_around_it(container: str) -> None:
    source = page(
        surrounded(f"<div {container}>{ARTICLE}</div>"), head="<title>某区2025年教育工作要点_某区人民政府</title>"
    )
    assert lines(source) == ["某区2025年教育工作要点", *ARTICLE_LINES]


def test_records_and_footers_of_a_page_are_no_prose() -> None:
    source = f"""<form><table><tr><td>索引号：</td><td>0001</td></tr><tr><td>主题分类：</td><td>教育、科技</td></tr></table>
    <div class=bt>某区2025年教育工作要点</div><div class=nr><p>各学校：</p>{ARTICLE}</div>
    <div><h3>相关文件</h3><ul><li><a>关于某事的通知，第一期</a></li><li><a>某某的意见</a></li><li><a>图解</a></li></ul></div>
    <div><p>主办单位：某区人民政府办公室　承办单位：某区大数据中心</p><p>网站标识码：5001120001　渝公网安备500112号</p></div>
    </form>"""
    title = "<title>某区2025年教育工作要点_某区人民政府</title>"
    assert lines(page(source, head=title)) == ["某区2025年教育工作要点", "各学校：", *ARTICLE_LINES]


def test_an_article_in_several_pieces_is_whole() -> None:
    piece = "<div class='TRS_Editor'><div class='TRS_Editor'>{}</div></div>"
    second = "<p>二、推进改革，抓好试点，每季度末向区教委报送进展，年底前完成总结，形成可推广的经验和做法。</p>"
    assert lines(f"<div>{piece.format(ARTICLE)}{piece.format(second)}</div>")[-1].startswith("二、推进改革")


def test_the_pages_title_stands_in_for_a_missing_one() -> None:
    article = f"<div id='zoom'><p>各镇人民政府：</p>{ARTICLE}</div>"
    meta = "<meta name='ArticleTitle' content=' 某区2025年工作要点 '>"
    assert lines(page(article, head=meta))[:2] == ["某区2025年工作要点", "各镇人民政府："]
    assert lines(page(article, head="<title>某区2025年工作要点_某区政府网</title>"))[0] == "某区2025年工作要点"
    assert (
        lines(page(article, head="<title>某区2025年工作要点-某区人民政府门户网站</title>"))[0] == "某区2025年工作要点"
    )
    assert read(page(article, head=meta), "a.html").hints[0] == Hint("heading", 1)


@pytest.mark.parametrize(
    "own",
    [
        "<p style='text-align: center'>某区2025年<br>工作要点</p>",
        "<p align=center>关于印发要点的通知</p>",
        "<h2>工作要点</h2>",
        "<p>某区</p><p>2025年工作要点</p>",
    ],
)
def test_an_article_with_a_title_keeps_its_own(own: str) -> None:
    article = f"<div id='zoom'>{own}{ARTICLE}</div>"
    text = lines(page(article, head="<meta name='ArticleTitle' content='某区2025年工作要点'>"))
    assert text.count("某区2025年工作要点") == 0
    assert text[-4:] == ARTICLE_LINES


def test_white_space_is_folded_as_a_browser_does() -> None:
    assert lines("<p>  抓\n  好   two\n words\xa0\xa0 和<span> 落</span>实\t。&nbsp; </p>") == [
        "抓好 two words\xa0\xa0 和 落实 。"
    ]
    assert lines("<p>甲<p>&nbsp;<p>乙<p><br></p><p></p>丙") == ["甲", "", "乙", "", "丙"]
    assert lines("<pre>一、甲\n二、乙</pre>") == ["一、甲", "二、乙"]


def test_what_a_browser_does_not_show_is_left_out() -> None:
    hidden = (
        "<script>var a='甲，乙。'</script><style>p{}</style><p style='display: none'>丙</p><p hidden>丁</p><!-- 戊 -->"
        "<span style='mso-hide:all'>己</span><select><option>庚</select><noscript>辛</noscript>"
    )
    assert lines(f"<p>一、甲{hidden}</p><p>二、乙</p>") == ["一、甲", "二、乙"]


def test_tables_cell_by_cell_with_their_places() -> None:
    document = read(
        page(
            "<p>一、甲</p><table><tr><th rowspan=2>序号</th><th colspan=2>任务</th></tr>"
            "<tr><td>学校</td><td>两<p>所</p></td></tr><tr><td></td><td>乙</td></tr></table><p>二、乙</p>"
        ),
        "a.html",
    )
    text = document.text.split("\n")
    assert text[:-1] == ["一、甲", "序号", "任务", "学校", "两", "所", "乙", "二、乙"]
    places = [document.locate(start).said("zh") for start in document.line_starts[:-1]]
    assert places == [
        "第1段",
        "表1第1行第1列",
        "表1第1行第2列",
        "表1第2行第2列",
        "表1第2行第3列",
        "表1第2行第3列",
        "表1第3行第2列",
        "第2段",
    ]
    assert document.hints[1] == Hint("table", 1, CellPlace(1, 1, 1, 2))
    assert document.locate(document.text.index("两")).said("en") == "table 1, row 2, column 3"


def test_a_table_that_lays_out_the_page_is_no_table() -> None:
    document = read(page("<table><tr><td><p>一、甲</p><p>二、乙</p></td></tr></table>"), "a.html")
    assert (document.text, dict(document.hints)) == ("一、甲\n二、乙\n", {})


def test_the_numbers_of_a_list_are_displayed_but_not_stored() -> None:
    document = read(page("<p>一、甲</p><ol start=2><li>乙<li>丙<ul><li>丁</ul></ol>"), "a.html")
    assert document.text == "一、甲\n2.乙\n3.丙\n丁\n"
    assert [document.text[s.start : s.end] for s in document.virtual] == ["2.", "3."]
    assert document.hints[3] == Hint("list", 2)


def test_headings_are_hints() -> None:
    document = read(page("<h1>某局2025年工作要点</h1><h2>加强党建</h2><p>抓好落实。</p>"), "a.html")
    assert [document.hints.get(line) for line in range(3)] == [Hint("heading", 1), Hint("heading", 2), None]
    assert parse(document).title == "某局2025年工作要点"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding: str) -> None:
    source = f"<html><body>{ARTICLE}</body></html>".encode(encoding)
    assert lines(source) == ARTICLE_LINES


def test_an_encoding_that_the_page_names_may_be_broken_elsewhere_in_it() -> None:
    html = f"<html><head><meta charset=gb2312></head><body><div class=nav>@@</div><div id=zoom>{ARTICLE}</div></body></html>"
    assert lines(html.encode("gbk").replace(b"@@", b"\xb5\xff\xff")) == ARTICLE_LINES


def test_a_page_saved_under_another_name_is_a_page_all_the_same() -> None:
    assert read(page(ARTICLE), "a.doc").media_type == "text/html"
    assert read(f"<tbody><tr><td>{ARTICLE}</td></tr></tbody>".encode(), "a.htm").text.startswith(PROSE)


def test_pages_without_an_article() -> None:
    assert refused(page("<script>load()</script>")).code == "unreadable"
    assert refused(b"").code == "unreadable"
    assert refused(b"\x00\x01\x02" * 50).code == "unreadable"


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("<div>" * 100_000 + "甲", "too-deep"),
        ("<p>甲" * 600_000, "too-large"),
        ("<p>" + "甲" * 5_000_000, "too-large"),
    ],
)
def test_hostile_pages_are_refused(source: str, code: str) -> None:
    assert refused(source.encode()).code == code


def test_doctypes_and_entities_reach_nothing() -> None:
    source = b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body><p>\xe7\x94\xb2&x;\xe4\xb9\x99</p></body></html>'
    text = read(source, "a.html").text
    assert "甲" in text
    assert Path("/etc/hostname").read_text().strip() not in text if Path("/etc/hostname").exists() else True


def test_without_the_extra_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "lxml", None)
    error = refused(page(ARTICLE))
    assert error.code == "missing-extra"
    assert 'pip install "planlint[html]"' in error.texts["zh"]
    (tmp_path / "a.html").write_bytes(page(ARTICLE))
    (tmp_path / "b.txt").write_text("一、甲\n二、乙\n", "utf-8")
    outcome = lint_paths([str(tmp_path / "a.html"), str(tmp_path / "b.txt")])
    assert [result.error is None for result in outcome.results] == [False, True]


def test_pages_are_read_when_named_and_not_found_in_folders(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(page(ARTICLE))
    assert lint_paths([str(tmp_path)]).results == []
    assert lint_paths([str(tmp_path / "a.html")]).results[0].error is None


def test_an_empty_document_has_no_places() -> None:
    assert Document("").locate(0).place is None
