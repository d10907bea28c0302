"""`planlint annotate`: where the copy goes, what it says, and what it refuses."""

from __future__ import annotations

import os
from pathlib import Path
from zipfile import ZipFile

import pytest

from planlint.ooxml.word import read
from tests.word.build import p, package

BODY = p("某局2026年工作要点") + p("各科室：") + p("现制定本要点。") + p("一、抓学习") + p("做到位 ，不走样。")
SIGNED = {"_xmlsignatures/sig1.xml": "<s/>"}
PROTECTED = {"settings": '<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'}


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "要点.docx"
    file.write_bytes(package(BODY))
    return file


def test_the_copy_stands_beside_the_draft_and_never_on_another(planlint, draft: Path) -> None:  # type: ignore[no-untyped-def]
    before = draft.read_bytes()
    status, out, err = planlint("annotate", "要点.docx")
    assert (status, err) == (0, "")
    assert out == "已写入 要点（校对稿）.docx：批注 1 条，修订 1 处\n"
    first = draft.with_name("要点（校对稿）.docx").read_bytes()
    assert planlint("annotate", "要点.docx", "--comments-only", "--lang", "en")[1].startswith(
        "wrote 要点（校对稿2）.docx: 1 comm"
    )
    assert draft.with_name("要点（校对稿）.docx").read_bytes() == first
    assert draft.read_bytes() == before
    assert sorted(file.name for file in draft.parent.iterdir()) == [
        "要点.docx",
        "要点（校对稿2）.docx",
        "要点（校对稿）.docx",
    ]
    assert read(first, "x").document.text.endswith("做到位，不走样。\n")


def test_the_draft_is_never_written(planlint, draft: Path) -> None:  # type: ignore[no-untyped-def]
    os.link(draft, draft.with_name("硬.docx"))
    os.symlink(draft, draft.with_name("软.docx"))
    before = draft.read_bytes()
    for target in ("要点.docx", "./要点.docx", str(draft), "硬.docx", "软.docx"):
        status, _, err = planlint("annotate", "要点.docx", "-o", target)
        assert status == 2
        assert "这就是原稿" in err
    assert draft.read_bytes() == before


@pytest.mark.parametrize(
    ("target", "words"),
    [(".", "是一个文件夹"), ("没有/甲.docx", "文件夹不存在"), ("甲.doc", "如 甲.docx"), ("甲", "如 甲.docx")],
)
def test_places_that_are_none(planlint, draft: Path, target: str, words: str) -> None:  # type: ignore[no-untyped-def]
    status, _, err = planlint("annotate", "要点.docx", "-o", target)
    assert status == 2
    assert words in err
    assert not Path(target).is_file()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="every folder can be written")
def test_a_folder_that_cannot_be_written(planlint, draft: Path) -> None:  # type: ignore[no-untyped-def]
    draft.parent.chmod(0o500)
    try:
        status, _, err = planlint("annotate", "要点.docx")
    finally:
        draft.parent.chmod(0o700)
    assert status == 2
    assert "-o" in err


def test_only_word_files_can_be_annotated(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "甲.txt").write_text("甲", "utf-8")
    status, _, err = planlint("annotate", "甲.txt")
    assert status == 2
    assert "--diff" in err
    assert planlint("annotate", "没有.docx")[0] == 2


def test_no_findings_give_a_copy_of_the_draft(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    source = package(BODY.replace(" ，", "，"))
    (tmp_path / "甲.docx").write_bytes(source)
    assert "没有要说的" in planlint("annotate", "甲.docx", "-o", "乙.docx")[1]
    assert read((tmp_path / "乙.docx").read_bytes(), "x").document.text == read(source, "x").document.text


def test_signatures_and_protection_are_told(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "甲.docx").write_bytes(package(BODY, PROTECTED, raw=SIGNED))
    _, out, _ = planlint("annotate", "甲.docx")
    assert "数字签名" in out
    assert "停止保护" in out


def test_fix_names_the_way(planlint, draft: Path) -> None:  # type: ignore[no-untyped-def]
    status, out, err = planlint("check", "--fix", "要点.docx")
    assert status == 2
    assert "planlint annotate" in out + err


def test_who_signs(planlint, draft: Path) -> None:  # type: ignore[no-untyped-def]
    (draft.parent / "planlint.yaml").write_text("author: 办公室\n", "utf-8")
    for options, name in ((), "办公室"), (("--author", "张三"), "张三"):
        planlint("annotate", "要点.docx", "-o", "乙.docx", *options)
        assert f'w:author="{name}"' in read((draft.parent / "乙.docx").read_bytes(), "x").parts[0].xml


def test_the_same_rules_as_a_check(planlint, draft: Path) -> None:  # type: ignore[no-untyped-def]
    assert "批注 1 条" in planlint("annotate", "要点.docx", "--select", "stray-space，residue")[1]
    assert "没有要说的" in planlint("annotate", "要点.docx", "--ignore", "多余空格")[1]
    assert planlint("annotate", "要点.docx", "--select", "没有这条")[0] == 2


def test_the_name_of_a_copy_is_never_too_long(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / f"{'长' * 80}.docx").write_bytes(package(BODY))
    assert planlint("annotate", f"{'长' * 80}.docx")[0] == 0
    assert (tmp_path / f"{'长' * 63}（校对稿）.docx").exists()


def test_a_check_of_a_copy_says_how_answers_are_taken_back(planlint, draft: Path) -> None:  # type: ignore[no-untyped-def]
    planlint("annotate", "要点.docx")
    assert "planlint answers" in planlint("check", "要点（校对稿）.docx")[1]
    assert "planlint answers" not in planlint("check", "要点.docx")[1]


def test_how_far_our_facts_reach_is_said_here_and_not_in_the_copy(planlint, draft: Path) -> None:  # type: ignore[no-untyped-def]
    draft.write_bytes(package(BODY.replace("2026", "2099")))
    out = planlint("annotate", "要点.docx")[1]
    assert out.startswith("已写入 要点（校对稿）.docx：批注 1 条")
    assert "\n注意：planlint 知道的会议、届次、规划只核到" in out
    with ZipFile(draft.with_name("要点（校对稿）.docx")) as copy:
        assert b"facts" not in copy.read("word/comments.xml")
