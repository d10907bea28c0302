"""A cleaned copy shows the same text, and has nothing left that must not leave the office."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest

from planlint.api import Options, lint_file
from planlint.model import PlanlintError
from planlint.readers import read
from planlint.word.clean import clean, shown
from tests.word.build import box, field, level, numbered, numbering, p, package, r, style, tbl, tc

WHO = 'w:id="1" w:author="张三" w:date="2027-01-04T00:00:00Z"'
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COMMENT = f'<w:comment {WHO} w:initials="z"><w:p><w:r><w:t>哪几项？</w:t></w:r></w:p></w:comment>'
MARKED = ("pending-revisions", "leftover-comment", "leftover-highlight", "hidden-text", "foreign-properties")


def ins(*content: str) -> str:
    return f"<w:ins {WHO}>{''.join(piece if piece.startswith('<') else r(piece) for piece in content)}</w:ins>"


def gone(words: str) -> str:
    return f"<w:del {WHO}><w:r><w:delText>{words}</w:delText></w:r></w:del>"


def joins(*content: str, props: str = "") -> str:
    return p(*content, props=f"{props}<w:rPr><w:del {WHO}/></w:rPr>")


def changed(name: str) -> str:
    return f"<w:{name}Change {WHO}><w:{name}/></w:{name}Change>"


HIDDEN = r("内部掌握", props="<w:vanish/>")
YELLOW, SHADE = '<w:highlight w:val="yellow"/>', '<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>'
NUMBER = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
BODIES = {
    "plain": p("某局2027年工作要点") + "<w:p/>" + p("一、抓好各项工作。"),
    "inserted and deleted": p("抓好", ins("各项"), gone("旧"), "工作", ins(gone("又删"), "重点")),
    "moved": p(f"<w:moveFrom {WHO}>{r('甲')}</w:moveFrom>", "乙", f"<w:moveTo {WHO}>{r('甲')}</w:moveTo>"),
    "moved paragraph": f'<w:moveFromRangeStart {WHO} w:name="m"/>'
    + p(f"<w:moveFrom {WHO}>{r('甲')}</w:moveFrom>", props=f"<w:rPr><w:moveFrom {WHO}/></w:rPr>")
    + '<w:moveFromRangeEnd w:id="1"/>'
    + p("乙"),
    "joined": p("前") + joins("甲") + p("乙", props='<w:jc w:val="center"/>') + p("后"),
    "joined thrice": joins("甲") + joins(gone("全删"), props='<w:jc w:val="left"/>') + joins("丙") + p("丁"),
    "joined with an empty one": joins("甲") + "<w:p/>" + p("后"),
    "joined past a bookmark": joins("甲") + '<w:bookmarkStart w:id="9" w:name="b"/>' + p("乙"),
    "deleted whole": p("前") + joins(gone("全删")) + p("后"),
    "deleted before a table": p("前") + joins(gone("全删")) + tbl(("甲", "乙")) + p("后"),
    "kept before a table": joins("甲") + tbl(("乙", "丙")),
    "joined in a cell": tbl((tc(joins("甲") + p("乙")), "丙")) + p("后"),
    "formats": p(r("甲", props=f"<w:b/>{changed('rPr')}"), props=f'<w:jc w:val="left"/>{changed("pPr")}'),
    "rows and cells": f"<w:tbl><w:tr><w:trPr><w:del {WHO}/></w:trPr>{tc('删')}</w:tr>"
    f"<w:tr><w:trPr><w:ins {WHO}/></w:trPr>{tc('甲')}{tc('删', props=f'<w:cellDel {WHO}/>')}</w:tr></w:tbl>",
    "a table that is deleted": p("前")
    + f"<w:tbl><w:tblPr/><w:tr><w:trPr><w:del {WHO}/></w:trPr>{tc('删')}</w:tr></w:tbl>"
    + p("后"),
    "a row of which every cell is deleted": "<w:tbl><w:tblPr/>"
    + f"<w:tr>{tc('删', props=f'<w:cellDel {WHO}/>')}{tc('删', props=f'<w:cellDel {WHO}/>')}</w:tr><w:tr>{tc('甲')}</w:tr></w:tbl>",
    "comments": p("抓好", '<w:commentRangeStart w:id="1"/>', "各项", '<w:commentRangeEnd w:id="1"/>')
    + p(
        "工作",
        r('<w:commentReference w:id="1"/>', props='<w:rStyle w:val="c"/>'),
        r("乙", '<w:commentReference w:id="1"/>'),
    ),
    "highlights": p(
        r("甲", props=YELLOW), r("乙", props=f"<w:b/>{SHADE}"), r("丙", props='<w:highlight w:val="none"/>')
    ),
    "hidden": p("甲", HIDDEN, r("乙", "<w:tab/>")) + p(HIDDEN) + p("丙"),
    "a cell that is all hidden": tbl((tc(p(HIDDEN) + p(HIDDEN)), "乙")),
    "hidden and inserted, with a number": numbered(
        1, 0, ins(HIDDEN), gone("删"), '<w:bookmarkStart w:id="8" w:name="c"/>'
    )
    + numbered(1, 0, "甲"),
    "hidden by a style": p("甲", r("乙", props='<w:rStyle w:val="h"/>')),
    "hidden paragraph with a number": numbered(1, 0, HIDDEN) + numbered(1, 0, "甲"),
    "hidden and without words, with a number": numbered(1, 0, "甲")
    + numbered(1, 0, r('<w:br w:type="page"/>', props="<w:vanish/>"))
    + numbered(1, 0, r("<w:softHyphen/>", '<w:sym w:font="甲" w:char="zz"/>', "<w:t/>", props="<w:vanish/>"))
    + numbered(1, 0, r("<w:br/>", props="<w:vanish/>"))
    + numbered(1, 0, "乙"),
    "hidden in a link and a control, with a number": numbered(
        1, 0, f"<w:hyperlink>{HIDDEN}</w:hyperlink><w:sdt><w:sdtPr/><w:sdtContent>{HIDDEN}</w:sdtContent></w:sdt>"
    )
    + numbered(1, 0, "甲"),
    "a number below a merged cell": tbl(
        (tc("甲", props='<w:vMerge w:val="restart"/>'), "乙"),
        (tc(numbered(1, 0, "盖住") + numbered(1, 0, "盖住"), props="<w:vMerge/>"), "丙"),
    )
    + numbered(1, 0, "丁"),
    "a hidden page break": p("甲", r('<w:br w:type="page"/>', props="<w:vanish/>"), "乙"),
    "the last mark of a text box": numbered(1, 0, "甲", box("乙", joins("丙"))) + numbered(1, 0, "丁"),
    "the last mark of a text box, with a number": joins("甲")
    + p("乙", box(joins("丙", props=NUMBER), joins("丁", props=NUMBER)))
    + p("戊", box(joins(gone("己"), props=NUMBER) + p("庚")))
    + numbered(1, 0, "辛"),
    "the last mark of a cell, with a number": tbl((tc(joins("甲", props=NUMBER)), "乙"))
    + joins("丙", props=NUMBER)
    + tbl(("丁", "戊"))
    + joins("己", props=NUMBER),
    "hidden below a merged cell": tbl(
        (tc("甲", props='<w:vMerge w:val="restart"/>'), "乙"), (tc("盖住", props="<w:vMerge/>"), "丙")
    ),
    "a text box": p("甲", box(p("乙", ins("丙"), gone("丁"), HIDDEN))),
    "fields": p(field("DATE", "2027年", ins("1月")), ins(field("PAGE", "3"))),
    "numbers": numbered(1, 0, "甲") + numbered(1, 0, gone("乙"), "丙") + numbered(1, 0, "丁"),
    "sessions": '<w:p w:rsidR="00112233" w:rsidRDefault="00AA"><w:r w:rsidRPr="00112233"><w:t>甲 w:rsidR="1"</w:t></w:r></w:p>',
    "content control": "<w:sdt><w:sdtPr><w:dataBinding "
    'w:xpath="/ns0:coreProperties[1]/ns1:title[1]" w:storeItemID="{1}"/></w:sdtPr>'
    f"<w:sdtContent>{p('甲', ins('乙'))}</w:sdtContent></w:sdt>",
}
PARTS = {
    "comments": COMMENT,
    "numbering": numbering({1: level(0, "chineseCounting", "%1、")}, {1: 1}),
    "styles": style("h", "隐藏", "<w:rPr><w:vanish/></w:rPr>", kind="character"),
    "settings": '<w:rsids><w:rsid w:val="00112233"/></w:rsids><w:docVars><w:docVar w:name="a" w:val="b"/></w:docVars>',
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_the_text_stays_and_a_second_time_nothing_changes(body: str) -> None:
    source = package(body, PARTS)
    done = clean(source, "甲.docx")
    draft, copy = read(source, "甲.docx"), read(done.content, "甲.docx")
    assert shown(copy) == shown(draft)
    if not draft.hidden:
        assert copy.text == draft.text
    assert copy.traces().marks == ()
    assert copy.traces().properties == {}
    assert not copy.hidden
    again = clean(done.content, "甲.docx")
    assert again.content == done.content
    assert again.removed == {}
    made = docx.Document(io.BytesIO(done.content))
    assert all(cell.paragraphs for table in made.tables for row in table.rows for cell in row.cells)
    assert all(row.cells for table in made.tables for row in table.rows)


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_what_is_to_be_kept_is_kept(body: str) -> None:
    keep = frozenset({"comments", "revisions", "highlight", "hidden", "properties", "rsid"})
    source = package(body, PARTS)
    assert clean(source, "甲.docx", keep).content == source


def test_nothing_of_it_is_left_in_the_file() -> None:
    everything = "".join(BODIES.values())
    with zipfile.ZipFile(io.BytesIO(clean(package(everything, PARTS), "甲.docx").content)) as made:
        names, whole = made.namelist(), "".join(made.read(name).decode() for name in made.namelist())
    assert "word/comments.xml" not in names
    assert "comments" not in whole
    for word in (
        "张三",
        "delText",
        "内部掌握",
        "全删",
        "rsids",
        "docVar",
        "dataBinding",
        "盖住",
        'highlight w:val="yellow',
    ):
        assert word not in whole


def test_paragraphs_are_not_joined_over_the_border_of_a_content_control() -> None:
    source = package(f"<w:sdt><w:sdtContent>{joins('甲')}</w:sdtContent></w:sdt>" + p("乙"))
    copy = read(clean(source, "甲.docx").content, "甲.docx")
    assert copy.text.split() == ["甲", "乙"]
    assert copy.traces().marks == ()


def _with_properties() -> bytes:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{RELS}/officeDocument" Target="word/document.xml"/>'
        '<Relationship Id="r2" Type="x/core-properties" Target="docProps/core.xml"/>'
        f'<Relationship Id="r3" Type="{RELS}/extended-properties" Target="docProps/app.xml"/>'
        f'<Relationship Id="r4" Type="{RELS}/custom-properties" Target="docProps/custom.xml"/>'
        '<Relationship Id="r5" Type="x/thumbnail" Target="docProps/thumbnail.jpeg"/></Relationships>'
    )
    core = (
        '<c:coreProperties xmlns:c="urn:c" xmlns:dc="urn:dc"><dc:creator>成都市武侯区教育局</dc:creator>'
        "<c:lastModifiedBy>李四</c:lastModifiedBy><dc:language>zh-CN</dc:language></c:coreProperties>"
    )
    app = "<Properties><Template>某模板.dotx</Template><Company>某公司</Company><Pages>3</Pages><Manager/></Properties>"
    raw: dict[str, str | bytes] = {
        "_rels/.rels": rels, "docProps/core.xml": core, "docProps/app.xml": app,
        "docProps/custom.xml": "<Properties/>", "docProps/thumbnail.jpeg": b"\xff\xd8",
        "word/_rels/settings.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="t" Type="{RELS}/attachedTemplate" Target="file:///C:/a.dotx" TargetMode="External"/></Relationships>',
    }  # fmt: skip
    return package(p("重庆市沙坪坝区2027年工作要点"), {"settings": '<w:attachedTemplate r:id="t"/>'}, raw=raw)


def test_the_properties_go_and_say_so() -> None:
    done = clean(_with_properties(), "甲.docx")
    assert done.removed == {"properties": 4, "custom": 1, "template": 1, "thumbnail": 1}
    with zipfile.ZipFile(io.BytesIO(done.content)) as made:
        names = made.namelist()
        whole = "".join(made.read(name).decode(errors="replace") for name in names)
    assert "zh-CN" in whole
    assert "<Pages>3</Pages>" in whole
    for word in ("武侯", "李四", "某模板", "某公司", "a.dotx", "custom", "thumbnail"):
        assert word not in whole
    assert {"docProps/custom.xml", "docProps/thumbnail.jpeg"}.isdisjoint(names)


def test_properties_that_never_end_are_refused_at_once() -> None:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{RELS}/officeDocument" Target="word/document.xml"/>'
        '<Relationship Id="r2" Type="x/core-properties" Target="docProps/core.xml"/></Relationships>'
    )
    core = f"<c:coreProperties>{'<dc:title>' * 60_000}</c:coreProperties>"
    with pytest.raises(PlanlintError) as caught:
        clean(package(p("甲" * 10_000), raw={"_rels/.rels": rels, "docProps/core.xml": core}), "甲.docx")
    assert caught.value.code == "unreadable"


def test_the_rules_find_nothing_in_a_cleaned_copy(tmp_path: Path) -> None:
    drafts = {"甲.docx": package("".join(BODIES.values()), PARTS), "乙.docx": _with_properties()}
    options = Options(profile="issue", select=MARKED)
    for name, source in drafts.items():
        draft, copy = tmp_path / name, tmp_path / f"清洁{name}"
        draft.write_bytes(source)
        copy.write_bytes(clean(source, name).content)
        assert lint_file(draft, options=options).findings
        assert lint_file(copy, options=options).findings == []


def test_a_signed_file_is_left_alone() -> None:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{RELS}/officeDocument" Target="word/document.xml"/>'
        '<Relationship Id="r2" Type="x/digital-signature/origin" Target="_xmlsignatures/origin.sigs"/></Relationships>'
    )
    with pytest.raises(PlanlintError) as caught:
        clean(package(p("甲"), raw={"_rels/.rels": rels, "_xmlsignatures/origin.sigs": ""}), "甲.docx")
    assert caught.value.code == "signed"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_copy(tmp_path: Path) -> None:
    copy = tmp_path / "甲.docx"
    copy.write_bytes(clean(package("".join(BODIES.values()), PARTS), "甲.docx").content)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    words = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "txt:Text (encoded):UTF8",
        "--outdir",
        str(tmp_path),
        str(copy),
    ]
    subprocess.run(words, check=True, capture_output=True, timeout=120, env={**os.environ, "HOME": str(tmp_path)})
    text = (tmp_path / "甲.txt").read_text(encoding="utf-8-sig")
    assert "抓好各项工作重点" in text
    assert "张三" not in text


@pytest.mark.parametrize("name", ["styles", "numbering", "settings", "header1"])
def test_a_part_that_is_not_well_formed_is_not_written_into(name: str) -> None:
    body = p("甲", r("乙", props='<w:highlight w:val="yellow"/>'))
    for inside in ("</w:x>", "<w:x>", "</w:styles></w:styles>"):
        with pytest.raises(PlanlintError) as caught:
            clean(package(body, {name: inside}), "甲.docx")
        assert (caught.value.code, caught.value.path) == ("unreadable", "甲.docx")


@pytest.mark.parametrize(("enforced", "told"), [('w:enforcement="1"', True), ('w:enforcement="0"', False), ("", False)])
def test_a_restriction_counts_when_it_is_enforced(enforced: str, told: bool) -> None:
    settings = f'<w:documentProtection w:edit="readOnly" {enforced}/>'
    assert clean(package(p("甲"), {"settings": settings}), "甲.docx").is_protected is told
