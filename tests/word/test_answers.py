"""Answers to the comments of a copy become waivers, whichever program they were written with."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from planlint.archive import Archive
from planlint.folders import WAIVERS_NAME
from planlint.ooxml.word import read
from planlint.waivers import Waiver
from planlint.waivers import read as read_waivers
from planlint.word.answers import answers_in
from planlint.word.package_writer import rewritten
from tests.word.build import HEAD, box, p, package, r, tbl

BODY = (
    p("某局2026年工作要点") + p("各科室：") + p("现制定本要点。") + p("一、抓好学习")
    + p("要做到", r("位 ，不", props="<w:b/>"), "走样，这是对全局各科室的要求。") + p("（一）甲项工作") + p("（三）乙项工作")
)  # fmt: skip
TWICE = BODY + p("经费要到位 ，不拖延，由财务科负责。")
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
EXTENDED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"


@pytest.mark.parametrize("words", ["不用改的，请回复“忽略”", "If it is right as it is, reply ", "依据：规则：（"])
def test_a_comment_of_a_megabyte_takes_no_longer_than_its_length(words: str) -> None:
    lines = [r("依据：惯例。规则：甲（stray-space）"), r("甲" + words * 40_000), r(words * 40_000)]
    comment = f'<w:comment w:id="1" w:author="校对">{"".join(p(line) for line in lines)}</w:comment>'
    assert answers_in(read(package(p("甲"), {"comments": comment}), "甲.docx"), "甲.docx").comments == 1


def annotated(planlint, body: str, *options: str) -> bytes:  # type: ignore[no-untyped-def]
    Path("要点.docx").write_bytes(package(body))
    assert planlint("annotate", "要点.docx", "-o", "回.docx", "--profile", "draft", *options)[0] == 0
    return Path("回.docx").read_bytes()


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def number_of(content: bytes, rule: str) -> str:
    """Return the number of our comment on a rule."""
    comments = re.findall(r'<w:comment w:id="(\d+)".*?</w:comment>', part(content, "word/comments.xml"))
    whole = re.findall(r"<w:comment .*?</w:comment>", part(content, "word/comments.xml"))
    return next(number for number, text in zip(comments, whole, strict=True) if rule in text)


def with_comment(content: bytes, number: str, words: str, *, reply: bool, author: str = "李四") -> bytes:
    """Return the copy with somebody's comment: a reply to our comment, or one on the same words."""
    comments, document = part(content, "word/comments.xml"), part(content, "word/document.xml")
    changed: dict[str, bytes | None] = {}
    new = f'<w:comment w:id="900" w:author="{author}" w:date="2027-01-09T10:00:00Z"><w:p w14:paraId="0000BB01">{r(words)}</w:p></w:comment>'
    comments = comments.replace("</w:comments>", new + "</w:comments>").replace(
        "<w:comments ", f'<w:comments xmlns:w14="{W14}" ', 1
    )
    if reply:
        head, tail = comments.split(f'<w:comment w:id="{number}"', 1)
        ours, rest = tail.split("</w:comment>", 1)
        at = ours.rindex("<w:p>")
        comments = (
            head
            + f'<w:comment w:id="{number}"'
            + ours[:at]
            + '<w:p w14:paraId="0000AA01">'
            + ours[at + 5 :]
            + "</w:comment>"
            + rest
        )
        ex = '<w15:commentEx w15:paraId="0000AA01" w15:done="0"/><w15:commentEx w15:paraId="0000BB01" w15:paraIdParent="0000AA01" w15:done="0"/>'
        changed["word/commentsExtended.xml"] = f'{HEAD}<w15:commentsEx xmlns:w15="{W15}">{ex}</w15:commentsEx>'.encode()
        rels = part(content, "word/_rels/document.xml.rels")
        relation = f'<Relationship Id="ex" Type="{EXTENDED}" Target="commentsExtended.xml"/></Relationships>'
        changed["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", relation).encode()
        types = part(content, "[Content_Types].xml")
        kind = '<Override PartName="/word/commentsExtended.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"/></Types>'
        changed["[Content_Types].xml"] = types.replace("</Types>", kind).encode()
    start, end = f'<w:commentRangeStart w:id="{number}"/>', f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    document = document.replace(start, start + start.replace(f'"{number}"', '"900"'))
    more = '<w:commentRangeEnd w:id="900"/><w:r><w:commentReference w:id="900"/></w:r>'
    changed["word/document.xml"] = document.replace(end, end + more).encode()
    changed["word/comments.xml"] = comments.encode()
    return rewritten(Archive(content, "回.docx"), changed)


def one_answer(content: bytes) -> tuple[Waiver, bool]:
    (answer,) = answers_in(read(content, "回.docx"), "要点").answers
    return answer


def rules(planlint, *argv: str) -> list[tuple[str, str | None]]:  # type: ignore[no-untyped-def]
    out = json.loads(planlint("check", *argv, "--profile", "draft", "-f", "json")[1])
    return [(f["rule"], f["suppressed"]) for d in out["documents"] for f in d["findings"]]


@pytest.mark.parametrize("reply", [True, False])
@pytest.mark.parametrize("tracked", [(), ("--comments-only",)])
def test_ignoring_a_place(planlint, tmp_path: Path, reply: bool, tracked: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    content = annotated(planlint, BODY, *tracked)
    Path("要点（校对稿）.docx").write_bytes(
        with_comment(content, number_of(content, "stray-space"), "“忽略”，引文如此", reply=reply)
    )
    status, out, err = planlint("answers", "要点（校对稿）.docx")
    assert (status, err) == (0, "")
    assert f"已记入 {WAIVERS_NAME}：新增 1 条" in out
    (waiver,) = read_waivers(tmp_path / WAIVERS_NAME, "w")
    assert (waiver.rule, waiver.document, waiver.words, waiver.by, waiver.reason) == (
        "stray-space",
        "要点",
        " ",
        "李四",
        "引文如此",
    )
    assert waiver.near == "要做到位，不走样，这是对全局各科室的要求。"
    assert rules(planlint, "要点.docx") == [
        ("stray-space", "不用改（李四，2027-01-09）：引文如此"),
        ("numbering-gap", None),
    ]
    assert "新增 0 条" in planlint("answers", "要点（校对稿）.docx")[1]
    Path("要点.docx").write_bytes(package(BODY.replace("要做到", "今年要做到").replace("抓好学习", "抓学习")))
    assert rules(planlint, "要点.docx")[0][1] is not None


def test_a_copy_away_from_its_draft_asks_for_it(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    content = annotated(planlint, BODY)
    Path("下载").mkdir()
    Path("下载/要点-回.docx").write_bytes(with_comment(content, number_of(content, "stray-space"), "忽略", reply=True))
    status, _, err = planlint("answers", "下载/要点-回.docx")
    assert status == 2
    assert "没有叫“要点-回”的原稿" in err
    assert "--for" in err
    assert not list(tmp_path.rglob(WAIVERS_NAME))
    assert planlint("answers", "下载/要点-回.docx", "--for", "要点.docx")[0] == 0
    assert rules(planlint, "要点.docx")[0][1] is not None


def test_never_again_in_the_office(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "起草").mkdir()
    content = annotated(planlint, TWICE)
    Path("起草/回.docx").write_bytes(with_comment(content, number_of(content, "stray-space"), "以后不提", reply=True))
    Path("别的.docx").write_bytes(package(TWICE))
    assert "没有 planlint.yaml" in planlint("answers", "起草/回.docx", "--for", "要点.docx")[1]
    Path(WAIVERS_NAME).unlink()
    Path("planlint.yaml").write_text("profile: draft\n", "utf-8")
    assert "planlint.yaml" not in planlint("answers", "起草/回.docx", "--for", "起草/要点.docx")[1]
    (waiver,) = read_waivers(tmp_path / WAIVERS_NAME, "w")
    assert (waiver.rule, waiver.document, waiver.words, waiver.near) == ("stray-space", None, " ", None)
    assert [said is not None for rule, said in rules(planlint, "别的.docx") if rule == "stray-space"] == [True, True]


def test_ignoring_what_stands_several_times_ignores_all_of_it_here(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    content = annotated(planlint, TWICE)
    Path("回.docx").write_bytes(with_comment(content, number_of(content, "stray-space"), "忽略", reply=True))
    planlint("answers", "回.docx", "--for", "要点.docx")
    assert [said is not None for rule, said in rules(planlint, "要点.docx") if rule == "stray-space"] == [True, True]
    Path("别的.docx").write_bytes(package(TWICE))
    assert [said for rule, said in rules(planlint, "别的.docx") if rule == "stray-space"] == [None, None]


def test_words_typed_into_our_comment(planlint) -> None:  # type: ignore[no-untyped-def]
    content = annotated(planlint, BODY)
    comments = part(content, "word/comments.xml")
    how = "（本单位都不再提）。</w:t></w:r></w:p>"
    for typed in (how.replace("。</w:t>", "。忽略：领导定的</w:t>"), how + p("忽略", "：领导定的")):
        at = comments.index(how)
        changed = comments[:at] + typed + comments[at + len(how) :]
        waiver, everywhere = one_answer(rewritten(Archive(content, "x"), {"word/comments.xml": changed.encode()}))
        assert (waiver.rule, waiver.by, waiver.reason, everywhere) == ("stray-space", "校对", "领导定的", False)


def test_other_replies_are_left_alone(planlint) -> None:  # type: ignore[no-untyped-def]
    content = annotated(planlint, BODY)
    Path("回.docx").write_bytes(with_comment(content, number_of(content, "stray-space"), "不能忽略，已改", reply=True))
    _, out, _ = planlint("answers", "回.docx")
    assert "没有找到答复" in out
    assert "另有 1 条回复" in out
    assert not Path(WAIVERS_NAME).exists()


def test_a_file_without_our_comments_says_so(planlint) -> None:  # type: ignore[no-untyped-def]
    Path("甲.docx").write_bytes(package(BODY))
    status, out, _ = planlint("answers", "甲.docx")
    assert status == 0
    assert "没有 planlint 的批注" in out
    assert planlint("answers", "没有.docx")[0] == 2


def test_an_answer_about_words_that_are_elsewhere(planlint) -> None:  # type: ignore[no-untyped-def]
    content = annotated(
        planlint, BODY.replace("位 ，", "位，") + p(box("戊 ，己"), "庚") + tbl(("责任单位", "任务"), ("辛", "壬"))
    )
    waiver, _ = one_answer(with_comment(content, number_of(content, "stray-space"), "忽略", reply=True))
    assert waiver.says == "这里多了空格"
    Path("回.docx").write_bytes(with_comment(content, number_of(content, "stray-space"), "忽略", reply=True))
    planlint("answers", "回.docx", "--for", "要点.docx")
    assert [said is not None for rule, said in rules(planlint, "要点.docx") if rule == "stray-space"] == [True]


def test_english_comments_are_known_again(planlint) -> None:  # type: ignore[no-untyped-def]
    content = annotated(planlint, BODY, "--lang", "en")
    waiver, _ = one_answer(with_comment(content, number_of(content, "numbering-gap"), "忽略", reply=False))
    assert (waiver.rule, waiver.words) == ("numbering-gap", "（三）")


def test_what_stands_in_the_file_stays(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    content = annotated(planlint, BODY)
    Path("回.docx").write_bytes(with_comment(content, number_of(content, "stray-space"), "忽略", reply=True))
    mine = "# 我写的\n- rule: numbering-gap # 旁注\n"
    Path(WAIVERS_NAME).write_text(mine, "utf-8")
    planlint("answers", "回.docx", "--for", "要点.docx")
    assert Path(WAIVERS_NAME).read_text("utf-8").startswith(mine)
    assert [waiver.rule for waiver in read_waivers(tmp_path / WAIVERS_NAME, "w")] == ["numbering-gap", "stray-space"]
    Path(WAIVERS_NAME).write_text("- rule: [", "utf-8")
    assert planlint("answers", "回.docx", "--for", "要点.docx")[0] == 2
    assert Path(WAIVERS_NAME).read_text("utf-8") == "- rule: ["


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_an_answer_survives_libreoffice(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    content = annotated(planlint, BODY)
    number = number_of(content, "stray-space")
    (tmp_path / "回.docx").write_bytes(with_comment(content, number, "忽略，引文", reply=True))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", tmp_path / "out", tmp_path / "回.docx"],
        check=True,
        capture_output=True,
        timeout=120,
    )  # fmt: skip
    waiver, everywhere = one_answer((tmp_path / "out/回.docx").read_bytes())
    assert (waiver.rule, waiver.words, waiver.by, waiver.reason) == ("stray-space", " ", "李四", "引文")
    assert not everywhere
