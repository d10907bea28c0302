"""The annotated copy: comments on the exact words, fixes as revisions, and every other byte as it was."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from planlint.api import Options, Session, fix, lint_paths
from planlint.findings import Edit, Finding, Fix, Result
from planlint.model import Document, PlanlintError, Span
from planlint.ooxml.word import Word, read
from planlint.word import annotate as annotating
from planlint.word.annotate import Copy, Wishes, annotate
from tests.word.build import HEAD, NAMESPACES, W, box, field, level, numbered, numbering, p, package, r, t, tbl, tc

NS = {"w": W}
LEVELS = numbering({1: level(0, "decimal", "%1.")}, {1: 1})
NAME = f"{{{W}}}"
SESSION = Session(Options(profile="draft"))
TIME = datetime(2027, 1, 8, 9)


def lint(document: Document) -> Result:
    result = SESSION.lint(document)
    assert result is not None
    assert result.error is None
    return result


def copy_of(source: bytes, **wishes: object) -> tuple[Word, Copy]:
    word = read(source, "甲.docx")
    return word, annotate(word, lint(word.document), lint, Wishes(moment=TIME, **wishes))  # type: ignore[arg-type]


def with_findings(source: bytes, *findings: Finding, **wishes: object) -> Copy:
    """Annotate with the findings given at first and none later."""
    word = read(source, "甲.docx")
    result = Result("甲.docx", word.document, findings=list(findings))
    later = lambda document: Result("甲.docx", document)  # noqa: E731
    return annotate(word, result, later, Wishes(moment=TIME, **wishes))  # type: ignore[arg-type]


def finding(start: int, end: int, text: str | None = None, rule: str = "r", message: str = "甲") -> Finding:
    span = Span(start, end)
    fixed = None if text is None else Fix((Edit(span, text),))
    return Finding(rule, "warning", "惯例", {"zh": message, "en": message}, span, fix=fixed)


def part(content: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def said(content: bytes) -> dict[str, list[str]]:
    """Return the paragraphs of each comment, by its number."""
    return {
        one.get(f"{NAME}id"): ["".join(q.itertext(f"{NAME}t")) for q in one.iter(f"{NAME}p")]
        for one in part(content, "word/comments.xml").iter(f"{NAME}comment")
    }


def anchored(content: bytes) -> dict[str, str]:
    """Return the words in the range of each comment, by its number; each has its reference right behind its end."""
    words: dict[str, str] = {}
    opened: set[str] = set()
    for one in part(content).iter():
        identity = one.get(f"{NAME}id")
        if one.tag == f"{NAME}commentRangeStart":
            assert identity not in words
            opened.add(identity)
            words[identity] = ""
        elif one.tag == f"{NAME}commentRangeEnd":
            opened.remove(identity)
            following = one.getnext()
            assert [child.get(f"{NAME}id") for child in following] == [identity]
            assert following[0].tag == f"{NAME}commentReference"
        elif one.tag in (f"{NAME}t", f"{NAME}delText"):
            for identity in opened:
                words[identity] += one.text or ""
    assert not opened
    return words


def settled(content: bytes, accept: bool, author: str = "校对") -> bytes:
    """Return the copy with the revisions of an author accepted or rejected."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(out, "w") as made:
        for name in archive.namelist():
            data = archive.read(name)
            if name.startswith("word/") and name.endswith(".xml"):
                data = etree.tostring(_settle(etree.fromstring(data), accept, author), encoding="utf-8")
            made.writestr(name, data)
    return out.getvalue()


def _settle(root: etree._Element, accept: bool, author: str) -> etree._Element:
    for one in list(root.iter(f"{NAME}ins", f"{NAME}del")):
        if one.get(f"{NAME}author") != author:
            continue
        home, at = one.getparent(), one.getparent().index(one)
        home.remove(one)
        if accept == (one.tag == f"{NAME}ins"):
            for text in one.iter(f"{NAME}delText"):
                text.tag = f"{NAME}t"
            home[at:at] = list(one)
    return root


def dressed(source: bytes) -> list[tuple[str, str]]:
    """Return each character of the text that is stored, with the formatting of its run."""
    word = read(source, "甲.docx")
    out = []
    for piece in word.pieces:
        run = word.runs[piece.part][piece.run]
        props = re.sub(r' xmlns:\w+="[^"]*"', "", word.parts[piece.part].xml[slice(*run.props)])
        out += [(char, props) for char in word.document.text[piece.start : piece.end]]
    return out


def text_of(source: bytes) -> str:
    return read(source, "甲.docx").document.text


def check_copy(source: bytes, content: bytes) -> None:
    """Hold what is true of every copy against its draft."""
    rejected = settled(content, accept=False)
    assert text_of(rejected) == text_of(source)
    assert dressed(rejected) == dressed(source)
    assert text_of(settled(content, accept=True)) == text_of(content)
    with zipfile.ZipFile(io.BytesIO(source)) as before, zipfile.ZipFile(io.BytesIO(content)) as after:
        assert after.testzip() is None
        names = set(before.namelist())
        added = set(after.namelist()) - names
        assert added <= {"word/comments.xml"}
        word = read(source, "甲.docx")
        touched = {one.name for one in word.parts} | {"word/comments.xml"}
        if added:
            touched |= {"[Content_Types].xml", "word/_rels/document.xml.rels"}
        for name in names - touched:
            assert after.read(name) == before.read(name)


HEADS = p("某局2026年工作要点") + p("各科室：") + p("现制定本要点。") + p("一、抓学习")


def test_a_comment_stands_on_the_exact_words_across_runs() -> None:
    source = package(p("甲乙", r("丙丁", props="<w:b/>"), r("戊己", "<w:tab/>", "庚")) + p("辛"))
    for start in range(7):
        for end in range(start + 1, 8):
            made = with_findings(source, finding(start, end))
            check_copy(source, made.content)
            assert list(anchored(made.content).values()) == ["甲乙丙丁戊己\t庚"[start:end].replace("\t", "")]


def test_a_comment_says_what_why_and_how_to_answer() -> None:
    _, made = copy_of(package(HEADS + p("（一）甲") + p("（三）乙")), titles={"numbering-gap": "编号断号"})
    (lines,) = said(made.content).values()
    assert lines[0].startswith("【必须改】编号断号：“（一）”之后应为“（二）”")
    assert "另见 第5段" in lines
    assert lines[-2:] == [
        "依据：国家标准。规则：编号断号（numbering-gap）",
        "不用改的，请回复“忽略”（只此一处）或“以后不提”（本单位都不再提）。",
    ]
    assert list(anchored(made.content).values()) == ["（三）"]
    comment = part(made.content, "word/comments.xml")[0]
    assert comment.get(f"{NAME}author") == comment.get(f"{NAME}initials") == "校对"
    assert comment.get(f"{NAME}date") == "2027-01-08T09:00:00Z"


def test_fixes_are_revisions_that_keep_the_formatting() -> None:
    source = package(HEADS + p(r("落实", props="<w:b/>"), r("要 求 ，持", props="<w:i/>"), r("续", props="<w:u/>")))
    _, made = copy_of(source)
    check_copy(source, made.content)
    assert made.edits
    deleted = part(made.content).findall(".//w:del/w:r", NS)
    assert all(run.find("w:rPr/w:i", NS) is not None for run in deleted)
    assert text_of(made.content).endswith("落实要求，持续\n")


def test_where_the_changes_are_too_many_there_are_only_comments(monkeypatch: pytest.MonkeyPatch) -> None:
    source = package(HEADS + p("甲 ，乙") * 3)
    monkeypatch.setattr(annotating, "MOST_EDITS", 3)
    assert copy_of(source)[1].edits == 3
    monkeypatch.setattr(annotating, "MOST_EDITS", 2)
    _, made = copy_of(source)
    assert (made.edits, made.untracked) == (0, 3)
    assert text_of(made.content) == text_of(source)


def test_accepting_gives_what_fix_gives(tmp_path: Path) -> None:
    body = HEADS + p("（一）、甲 ，乙,丙") + p("（二）丁(戊)，己。") + tbl(("责任单位", "任务"), ("甲科", "乙，丙，丁"))
    source = package(body)
    _, made = copy_of(source)
    file = tmp_path / "甲.txt"
    file.write_text(text_of(source), "utf-8")
    outcome = lint_paths([str(file)], options=Options(profile="draft"))
    fix(outcome, unsafe=False, write=True)
    assert made.edits > 2
    assert text_of(settled(made.content, accept=True)) == file.read_text("utf-8")
    check_copy(source, made.content)


def test_repeated_slips_are_one_comment() -> None:
    source = package(HEADS + "".join(p(f"{word}事 ，乙事。") for word in "甲丙丁"))
    _, made = copy_of(source)
    (lines,) = said(made.content).values()
    assert "（共3处）" in lines[0]
    assert "已用修订改好，同意就接受修订，不同意就拒绝。" in lines
    assert "其余各处：第6段、第7段" in lines
    assert made.edits == 3


def test_comments_only_changes_no_text() -> None:
    source = package(HEADS + p("甲事 ，乙事。"))
    _, made = copy_of(source, tracked=False)
    assert made.edits == 0
    assert text_of(made.content) == text_of(source)
    assert "修订" not in str(said(made.content))


def test_severity_leaves_out_what_is_less_grave() -> None:
    source = package(HEADS + p("（一）甲 ，乙") + p("（三）丙"))
    _, made = copy_of(source, severity="error")
    assert [lines[0][:5] for lines in said(made.content).values()] == ["【必须改】"]
    assert made.edits == 0


def test_other_revisions_and_comments_stay() -> None:
    other = 'w:author="张三" w:date="2026-01-01T00:00:00Z"'
    body = (
        HEADS
        + p(
            f'<w:ins w:id="5" {other}>', r("他加的 ，字", props="<w:b/>"), "</w:ins>", f'<w:del w:id="6" {other}>'
        ).replace("</w:p>", "<w:r><w:delText>删的 ，字</w:delText></w:r></w:del></w:p>")
        + p(
            '<w:commentRangeStart w:id="3"/>',
            "甲",
            '<w:commentRangeEnd w:id="3"/>',
            r('<w:commentReference w:id="3"/>'),
        )
    )
    comments = '<w:comment w:id="3" w:author="李四"><w:p><w:r><w:t>旧</w:t></w:r></w:p></w:comment>'
    source = package(body, {"comments": comments, "styles": ""})
    _, made = copy_of(source)
    check_copy(source, made.content)
    root = part(made.content)
    assert [one.get(f"{NAME}author") for one in root.find(".//w:ins", NS).iter(f"{NAME}ins", f"{NAME}del")] == [
        "张三",
        "校对",
    ]
    assert "删的 ，字" in "".join(root.itertext(f"{NAME}delText"))
    numbers = [one.get(f"{NAME}id") for one in root.iter(f"{NAME}ins", f"{NAME}del")]
    assert len(set(numbers)) == len(numbers)
    assert list(said(made.content)) == ["3", "1"]
    with zipfile.ZipFile(io.BytesIO(made.content)) as after:
        assert comments in after.read("word/comments.xml").decode()
        assert after.namelist() == zipfile.ZipFile(io.BytesIO(source)).namelist()


def test_an_insertion_within_anothers_goes_between() -> None:
    body = p('<w:ins w:id="5" w:author="张三" w:date="2026-01-01T00:00:00Z">', "甲乙丙", "</w:ins>", "丁")
    source = package(body)
    made = with_findings(source, finding(1, 2, "午"))
    check_copy(source, made.content)
    assert text_of(made.content) == "甲午丙丁\n"
    insertions = [(one.get(f"{NAME}author"), "".join(one.itertext())) for one in part(made.content).iter(f"{NAME}ins")]
    assert insertions == [("张三", "甲乙"), ("校对", "午"), ("张三", "丙")]


@pytest.mark.parametrize("strict", [False, True])
def test_the_package_learns_of_its_comments_once(strict: bool) -> None:
    source = package(HEADS + p("甲 ，乙"), strict=strict)
    _, made = copy_of(source)
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        rels, types = (
            archive.read("word/_rels/document.xml.rels").decode(),
            archive.read("[Content_Types].xml").decode(),
        )
        assert archive.read("word/comments.xml").decode().count("purl.oclc.org") == strict
    assert rels.count("/relationships/comments") == 1
    assert ("purl.oclc.org/ooxml/officeDocument/relationships/comments" in rels) == strict
    assert types.count("/word/comments.xml") == 1
    again = read(made.content, "甲.docx")
    second = annotate(again, Result("甲", again.document, findings=[finding(0, 1)]), lint, Wishes(moment=TIME))
    with zipfile.ZipFile(io.BytesIO(second.content)) as archive:
        assert archive.read("word/_rels/document.xml.rels").decode() == rels
        assert archive.read("word/comments.xml").decode().count("<w:comment ") == 2


def test_a_document_without_prefixes() -> None:
    source = package(HEADS + p("甲 ，乙"))
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        xml = archive.read("word/document.xml").decode()
    xml = (
        xml.replace("<w:", "<").replace("</w:", "</").replace("xmlns:w=", "xmlns=").replace(" xml:space", " xml:space")
    )
    source = package("", raw={"word/document.xml": xml})
    _, made = copy_of(source)
    check_copy(source, made.content)
    assert list(anchored(made.content).values()) == [" "]
    assert made.edits == 1


def test_a_text_box_is_told_about_at_its_place() -> None:
    source = package(HEADS + p("甲", box("乙 ，丙"), "丁"))
    _, made = copy_of(source)
    check_copy(source, made.content)
    (lines,) = said(made.content).values()
    assert "位置：文本框1“”" in lines
    assert made.edits == 0
    assert made.untracked == 1
    start = part(made.content).find(".//w:commentRangeStart", NS)
    assert start.getnext().find(".//w:txbxContent", NS) is not None


def test_a_note_is_told_about_at_its_mark_and_mended_in_its_place() -> None:
    notes = '<w:footnote w:id="2"><w:p><w:r><w:t xml:space="preserve">见某文,好</w:t></w:r></w:p></w:footnote>'
    source = package(HEADS + p("甲", r('<w:footnoteReference w:id="2"/>'), "乙"), {"footnotes": notes})
    at = text_of(source).index(",")
    made = with_findings(source, finding(at, at + 1, "，"))
    check_copy(source, made.content)
    assert text_of(made.content).endswith("见某文，好\n")
    assert "位置：脚注1“,”" in next(iter(said(made.content).values()))
    start = part(made.content).find(".//w:commentRangeStart", NS)
    assert start.getnext().find("w:footnoteReference", NS) is not None


def test_a_header_is_told_about_at_the_beginning() -> None:
    section = '<w:sectPr><w:headerReference r:id="header1" w:type="default"/></w:sectPr>'
    source = package(HEADS + section, {"header1": p("页眉,字")})
    at = text_of(source).index(",")
    made = with_findings(source, finding(at, at + 1, "，"))
    check_copy(source, made.content)
    assert list(anchored(made.content).values()) == ["某局2026年工作要点"]
    assert "位置：页眉“,”" in next(iter(said(made.content).values()))


def test_a_field_has_its_comment_around_it_and_no_revision_in_it() -> None:
    source = package(p("甲", field("MERGEFIELD x", "乙丙"), "丁"))
    made = with_findings(source, finding(1, 2, "午"))
    check_copy(source, made.content)
    assert (text_of(made.content), made.untracked) == ("甲乙丙丁\n", 1)
    root = part(made.content)
    order = [one.tag.rpartition("}")[2] for one in root.iter() if "comment" in one.tag or one.tag.endswith("fldChar")]
    assert order == ["commentRangeStart", "fldChar", "fldChar", "fldChar", "commentRangeEnd", "commentReference"]
    simple = package(p("甲", f'<w:fldSimple w:instr="REF x">{r("乙丙")}</w:fldSimple>', "丁"))
    made = with_findings(simple, finding(1, 2, "午"))
    check_copy(simple, made.content)
    assert (text_of(made.content), list(anchored(made.content).values())) == ("甲乙丙丁\n", ["乙丙"])
    link = package(p("甲", field('HYPERLINK "http://a.cn"', "乙丙"), "丁"))
    made = with_findings(link, finding(1, 2, "午"))
    check_copy(link, made.content)
    assert text_of(made.content) == "甲午丙丁\n"


def test_what_is_not_stored_is_not_mended() -> None:
    source = package(
        numbered(1, 0, "甲") + p("<m:oMath><m:r><m:t>乙</m:t></m:r></m:oMath>", "丙"), {"numbering": LEVELS}
    )
    text = text_of(source)
    assert text.startswith("1.")
    made = with_findings(source, finding(0, 2, "二、"), finding(text.index("乙"), text.index("乙") + 1, "丁"))
    check_copy(source, made.content)
    assert text_of(made.content) == text
    assert (made.comments, made.edits, made.untracked) == (2, 0, 2)
    assert list(anchored(made.content).values()) == ["甲", ""]


def test_edits_over_ends_of_lines_are_only_told() -> None:
    source = package(p("甲") + p("乙", r("<w:br/>"), "丙"))
    made = with_findings(source, finding(0, 3, ""), finding(2, 5, "丁"))
    check_copy(source, made.content)
    assert made.edits == 0
    assert made.comments == 2


def test_nothing_between_the_characters_is_lost() -> None:
    inside = "<w:drawing/>" + t("乙") + '<w:footnoteReference w:id="2"/>' + t("丙&<丁") + "<w:tab/>" + t("戊")
    source = package(p(r("甲", inside, props="<w:b/>"), '<w:bookmarkStart w:id="9" w:name="x"/>', "己"))
    made = with_findings(source, finding(0, 8, "新"))
    check_copy(source, made.content)
    assert text_of(made.content) == "新己\n" or text_of(made.content) == "新\n"
    rejected = part(settled(made.content, accept=False))
    kept = [
        one.tag.rpartition("}")[2]
        for one in rejected.iter()
        if one.tag.rpartition("}")[2] in ("drawing", "footnoteReference", "bookmarkStart")
    ]
    assert kept == ["drawing", "footnoteReference", "bookmarkStart"]
    accepted = part(settled(made.content, accept=True))
    assert accepted.find(".//w:footnoteReference", NS) is not None


def test_hostile_words_are_written_as_words() -> None:
    source = package(p("甲"))
    made = with_findings(source, finding(0, 1, "</w:t>&\x01", message="]]>&<w:p/>\x00\ud800"), author='"<&>\x02')
    comment = part(made.content, "word/comments.xml")[0]
    assert comment.get(f"{NAME}author") == '"<&>'
    assert next(iter(said(made.content).values()))[0] == "【建议改】]]>&<w:p/>"
    assert made.edits == 0


def test_many_findings_are_cut_and_that_is_said() -> None:
    source = package("".join(p(f"{number}甲") for number in range(600)))
    text = text_of(source)
    starts = [found.start() for found in re.finditer("甲", text)]
    made = with_findings(source, *(finding(at, at + 1, message=f"第{at}") for at in starts))
    assert made.comments == 501
    assert "还有 100 条意见没有列出" in list(said(made.content).values())[-1][0]


def test_empty_documents() -> None:
    for body in ("", "<w:p/>", p()):
        source = package(body)
        made = with_findings(source, finding(0, 0))
        assert text_of(made.content) == text_of(source)
        assert made.comments == (1 if body == p() else 0)


PIECES = st.sampled_from(
    ["甲", "乙 ，", ",丙", "(丁)", "。 ", "<w:tab/>", "&", '<w:bookmarkStart w:id="77" w:name="b"/>', "２０", "“", "”"]
)
FORMATS = st.sampled_from(["", "<w:b/>", '<w:i/><w:rPrChange w:id="8" w:author="张三"><w:rPr/></w:rPrChange>'])
RUNS = st.lists(
    st.tuples(st.lists(PIECES, max_size=4), FORMATS, st.sampled_from(["", "ins", "del", "hyperlink"])), max_size=6
)


def written(runs: list[tuple[list[str], str, str]]) -> str:
    out = []
    for pieces, props, around in runs:
        run = r(*(one for one in pieces if not one.startswith("<w:book")), props=props)
        if around == "del":
            run = run.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        marks = ' w:id="70" w:author="张三"' if around in ("ins", "del") else ""
        out.append(f"<w:{around}{marks}>{run}</w:{around}>" if around else run)
        out += [one for one in pieces if one.startswith("<w:book")]
    return p(*out) if out else p("空")


@settings(max_examples=60)
@given(st.lists(RUNS, min_size=1, max_size=4))
def test_whatever_the_runs_are_the_draft_comes_back(paragraphs: list[list[tuple[list[str], str, str]]]) -> None:
    source = package(HEADS + "".join(map(written, paragraphs)))
    _, made = copy_of(source, unsafe=True)
    check_copy(source, made.content)
    if made.comments:
        assert set(anchored(made.content)) == set(said(made.content))


@settings(max_examples=100)
@given(RUNS, st.data())
def test_any_edits_of_any_runs(runs: list[tuple[list[str], str, str]], data: st.DataObject) -> None:
    source = package(written(runs))
    text = text_of(source)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=8)))
    found = [
        finding(start, end, data.draw(st.text("新\t&", max_size=2)), message=str(at))
        for at, (start, end) in enumerate(zip(cuts[::2], cuts[1::2], strict=False))
    ]
    check_copy(source, with_findings(source, *found).content)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_finds_every_comment_and_revision(tmp_path: Path) -> None:
    other = '<w:ins w:id="5" w:author="张三" w:date="2026-01-01T00:00:00Z">' + r("他 ，的") + "</w:ins>"
    body = (
        HEADS
        + p("（一）甲 ，", r("乙,丙", props="<w:b/>"), other)
        + p("（三）丁")
        + tbl(
            ("责任单位", tc("戊 ，己")),
        )
    )
    _, made = copy_of(package(body))
    file = tmp_path / "copy.docx"
    file.write_bytes(made.content)
    asked = "pdf:writer_pdf_Export:" + json.dumps({"ExportNotes": {"type": "boolean", "value": "true"}})
    for kind in ("docx:MS Word 2007 XML", asked):
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", kind, "--outdir", tmp_path / "out", file],
            check=True,
            capture_output=True,
            timeout=120,
        )  # fmt: skip
    content = (tmp_path / "out/copy.docx").read_bytes()
    assert len(said(content)) == made.comments
    assert {one.get(f"{NAME}author") for one in part(content).iter(f"{NAME}ins", f"{NAME}del")} == {"校对", "张三"}
    assert text_of(content).rstrip() == text_of(made.content).rstrip()
    assert "".join(text_of(settled(content, accept=False)).split()) == "".join(text_of(package(body)).split())
    assert len(re.findall(rb"/Subtype\s*/Text", (tmp_path / "out/copy.pdf").read_bytes())) == made.comments


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_loses_no_word_of_a_content_control(tmp_path: Path) -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('甲乙丙') + p('丁戊己')}</w:sdtContent></w:sdt>"
    made = with_findings(package(p("首") + control), finding(3, 4), finding(4, 5, rule="s"), finding(7, 8))
    (tmp_path / "copy.docx").write_bytes(made.content)
    asked = ["--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", tmp_path, tmp_path / "copy.docx"]
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(["soffice", profile, *asked], check=True, capture_output=True, timeout=120)
    assert (tmp_path / "copy.txt").read_text("utf-8-sig").split() == ["首", "甲乙丙", "丁戊己"]


def test_python_docx_opens_it(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    _, made = copy_of(package(HEADS + p("甲 ，乙")))
    opened = docx.Document(io.BytesIO(made.content))
    assert [(one.author, one.text.split("\n")[0]) for one in opened.comments] == [("校对", "【建议改】这里多了空格")]


def test_a_part_with_comments_of_xml_is_written_without_them() -> None:
    xml = f"{HEAD}<w:document {NAMESPACES}><w:body><!-- x -->{p('甲乙')}</w:body></w:document>"
    source = package("", raw={"word/document.xml": xml})
    made = with_findings(source, finding(0, 1, "丙"))
    assert text_of(made.content) == "丙乙\n"
    check_copy(source, made.content)


def test_a_field_over_several_paragraphs_has_its_comment_before_it() -> None:
    begin = r(
        '<w:fldChar w:fldCharType="begin"/>', "<w:instrText>TOC</w:instrText>", '<w:fldChar w:fldCharType="separate"/>'
    )
    source = package(p(begin, "甲 1") + p("乙 2") + p(r('<w:fldChar w:fldCharType="end"/>')) + p("丙"))
    made = with_findings(source, finding(5, 6))
    check_copy(source, made.content)
    root = part(made.content)
    order = [one.tag.rpartition("}")[2] for one in root.iter() if "comment" in one.tag or one.tag.endswith("fldChar")]
    assert order[:3] == ["commentRangeStart", "commentRangeEnd", "commentReference"]


def test_in_the_first_paragraph_of_a_content_control_the_comment_is_at_its_beginning() -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    source = package(
        control.format(tbl((tc(p("甲乙", props="<w:keepNext/>") + p("丙丁")),)))
        + p("戊", control.format(r("己庚")))
        + control.format(p("辛", box("壬")))
    )
    made = with_findings(source, *(finding(at, at + 1, rule=str(at)) for at in (1, 4, 8, 10, 12)))
    check_copy(source, made.content)
    assert list(anchored(made.content).values()) == ["", "丁", "庚", "", ""]
    assert all(("位置：" in str(lines)) == (at in (0, 3, 4)) for at, lines in enumerate(said(made.content).values()))
    starts = part(made.content).findall(".//w:commentRangeStart", NS)
    assert [one.getprevious() is None or one.getprevious().tag == f"{NAME}pPr" for one in starts] == [
        True, False, False, True, False
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["word/document.xml", "word/comments.xml", "[Content_Types].xml"])
def test_what_is_no_xml_is_refused(name: str) -> None:
    parts = {"comments": ""} if name == "word/comments.xml" else {}
    source = package(p("甲乙"), parts)
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        broken = archive.read(name).decode().replace("</", "<x></", 1)
    source = package(p("甲乙"), parts, raw={name: broken})
    with pytest.raises(PlanlintError) as caught:
        with_findings(source, finding(0, 1))
    assert caught.value.code == "unreadable"


@pytest.mark.parametrize(("end", "words"), [(3, "乙"), (4, "乙"), (5, "乙丙丁戊")])
def test_a_comment_that_would_end_in_a_field_ends_before_it(end: int, words: str) -> None:
    source = package(p("甲乙", field("REF x", "丙丁"), "戊己"))
    made = with_findings(source, finding(1, end))
    assert list(anchored(made.content).values()) == [words]
    check_copy(source, made.content)
