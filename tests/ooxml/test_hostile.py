"""Hostile packages: a clear message, never a traceback, and no more work than a real document takes."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint import archive, limits, readers
from planlint.api import lint_file
from planlint.model import PlanlintError
from planlint.ooxml import package as packages
from planlint.ooxml import walk, word
from tests.word.build import HEAD, NAMESPACES, p, package, r, tbl


def refused(source: bytes) -> PlanlintError:
    with pytest.raises(PlanlintError) as caught:
        readers.read(source, "甲.docx")
    assert caught.value.path == "甲.docx"
    return caught.value


def tried(source: bytes) -> str:
    """The code of the error that reading gives, "" when it gives none."""
    try:
        readers.read(source, "甲.docx")
    except PlanlintError as error:
        return error.code
    return ""


def document(inside: str) -> str:
    return f"<w:document {NAMESPACES}><w:body>{inside}</w:body></w:document>"


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE w:document [<!ENTITY a "甲甲甲"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE w:document SYSTEM "http://example.invalid/x.dtd">',
    ],
)
@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/numbering.xml", "_rels/.rels"])
def test_a_doctype_is_refused(declared: str, part: str) -> None:
    root = {"word/styles.xml": "styles", "word/numbering.xml": "numbering"}.get(part, "document")
    xml = f"{HEAD}{declared}<w:{root} {NAMESPACES}><w:body>{p('&b;')}</w:body></w:{root}>"
    body = p("甲", props='<w:numPr><w:numId w:val="1"/></w:numPr>')
    error = refused(package(body, {"styles": "", "numbering": ""}, raw={part: xml}))
    assert (error.code, "DOCTYPE" in error.texts["zh"]) == ("unsafe", True)


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/passwd", "word/../../x", "C:\\x", "..\\x"])
def test_a_part_that_leads_out_of_the_package_is_refused(name: str) -> None:
    error = refused(package(p("甲"), raw={name: "x"}))
    assert (error.code, "包外" in error.texts["zh"]) == ("unsafe", True)


def test_a_reference_that_leads_out_of_the_package_is_refused() -> None:
    rels = HEAD + '<Relationships><Relationship Id="a" Type="x/styles" Target="../../../etc/passwd"/></Relationships>'
    assert refused(package(p("甲"), raw={"word/_rels/document.xml.rels": rels})).code == "unsafe"
    outside = rels.replace("/>", ' TargetMode="External"/>')
    found = readers.read(package(p("甲"), raw={"word/_rels/document.xml.rels": outside}), "甲.docx")
    assert found.text == "甲\n"


def test_one_name_twice_is_refused() -> None:
    assert refused(package(p("甲"), raw={"WORD/Document.xml": "x"})).code == "unsafe"


def test_a_bomb_is_refused_by_what_its_directory_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_PART", 1 << 20)
    filler = b"\0" * (3 << 20)
    assert refused(package(p("甲"), raw={"word/media/a.bin": filler})).code == "too-large"
    assert refused(package("", raw={"word/document.xml": document(p("甲") * 100_000)})).code == "too-large"


def test_a_directory_that_lies_about_sizes_is_found_out() -> None:
    source = package("", raw={"word/document.xml": document(p("甲") * 2000)})
    with zipfile.ZipFile(io.BytesIO(source)) as opened:
        size = struct.pack("<I", opened.getinfo("word/document.xml").file_size)
    assert source.count(size) == 2
    for claimed in (10, 1 << 30):
        assert refused(source.replace(size, struct.pack("<I", claimed))).code in ("unreadable", "too-large")


def test_too_many_parts_tags_and_paragraphs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    source = package(p("甲") * 60)
    monkeypatch.setattr(walk, "MOST_PARAGRAPHS", 50)
    monkeypatch.setattr(word, "MOST_PARAGRAPHS", 50)
    assert refused(source).code == "too-large"
    monkeypatch.setattr(packages, "MOST_TAGS", 100)
    assert refused(source).code == "too-large"
    monkeypatch.setattr(archive, "MOST_PARTS", 2)
    with pytest.raises(PlanlintError) as caught:
        archive.Archive(source, "甲.docx")
    assert caught.value.code == "too-large"


def test_a_text_longer_than_any_plan_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    source = package(p("甲乙") + p("丙丁"))
    monkeypatch.setattr(limits, "LONGEST", 6)
    assert readers.read(source, "甲.docx").text == "甲乙\n丙丁\n"
    monkeypatch.setattr(limits, "LONGEST", 5)
    assert refused(source).code == "too-large"
    with pytest.raises(PlanlintError):
        word.read(source, "甲.docx")


def test_an_encrypted_part_says_so() -> None:
    source = bytearray(package(p("甲")))
    at = source.rindex(b"PK\x01\x02", 0, source.rindex(b"word/document.xml"))
    source[at + 8] |= 1
    assert "解密" in refused(bytes(source)).texts["zh"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"drop": ("word/document.xml",), "raw": {"word/x.xml": ""}}, "没有正文"),
        ({"raw": {"word/document.xml": ""}}, "损坏或不完整"),
        ({"raw": {"word/document.xml": document(p("甲"))[:-40]}}, "损坏或不完整"),
        (
            {"raw": {"word/document.xml": document(p("甲")).replace("<w:body>", "<w:body><!--x-->")[:-1]}},
            "损坏或不完整",
        ),
        ({"raw": {"word/document.xml": b"\xff\xfe<"}}, "损坏或不完整"),
        ({"raw": {"word/document.xml": document(p("甲")).encode("gb18030")}}, "损坏或不完整"),
        ({"raw": {"word/document.xml": document("").replace("<w:body>", '<w:body xmlns:w="别的">')}}, "损坏或不完整"),
    ],
)
def test_damaged_parts(more: dict[str, object], words: str) -> None:
    error = refused(package(p("甲"), **more))  # type: ignore[arg-type]
    assert (error.code, words in error.texts["zh"]) == ("unreadable", True)


def test_nothing_takes_more_than_linear_time() -> None:
    """Each of these would take minutes if a scan began anew at every tag."""
    n = 3000
    for inside in (
        "<w:p><w:r><w:rPr>" * n, "<w:p><w:pPr>" * n, "<w:t " * n, "<w:tab>" * n, "<w:del>" * n, "<w:sdt><w:sdtPr>" * n,
        tbl(("甲",)).replace("甲", "", 1)[:40] * n, "<w:p><w:r><w:fldChar w:fldCharType='begin'/>甲" * n,
        p(r("甲") * n), p("甲", r("密", props="<w:vanish/>") * n), "<w:sdt>" * n + p("甲") * n, '<w:p "' * n, "<w:sectPr>" * n,
        "<mc:AlternateContent><mc:Choice/>" * n, "<w:tbl><w:tr><w:tc>" * n + p("甲") + "</w:tc></w:tr></w:tbl>" * n,
        '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>' * 100,
    ):  # fmt: skip
        source = package("", {"footnotes": "<w:footnote w:id='1'>" * n}, raw={"word/document.xml": document(inside)})
        assert tried(source) in ("", "unreadable")


@given(st.data())
def test_no_damage_brings_a_traceback(data: st.DataObject) -> None:
    xml = document(
        tbl(("甲", "乙")) + p(r("丙", props="<w:vanish/>"), '<w:ins w:id="1">' + r("<w:t>&#x4E2D;</w:t>") + "</w:ins>")
    )
    start = data.draw(st.integers(0, len(xml)))
    end = data.draw(st.integers(start, min(len(xml), start + 40)))
    put = data.draw(
        st.sampled_from(
            [
                "",
                "<",
                ">",
                "&",
                "&#xFFFFFFFF;",
                "&#xFFFFFF;",
                "&#xD800;",
                "&#0;",
                '"',
                "</w:p>",
                "<w:p>",
                "<!--",
                "\x00",
                "<w:t>",
                "</w:tc>",
            ]
        )
    )
    broken = xml[:start] + put + xml[end:]
    assert tried(package("", raw={"word/document.xml": broken})) in ("", "unreadable", "unsafe")


def test_a_word_file_that_cannot_be_read_is_a_result_with_an_error(tmp_path: Path) -> None:
    file = tmp_path / "甲.docx"
    file.write_bytes(package(p("甲"))[:500])
    result = lint_file(file)
    assert result.error is not None
    assert result.error.code == "unreadable"


@pytest.mark.parametrize("chunk", ['<w:altChunk r:id="x"/>', '<w:altChunk r:id="x"></w:altChunk>'])
def test_a_file_embedded_in_the_text_is_no_text_to_pass_over(chunk: str) -> None:
    assert "另存" in refused(package(p("甲") + chunk)).texts["zh"]
    assert tried(package(p("甲", "&lt;altChunk"))) == ""
