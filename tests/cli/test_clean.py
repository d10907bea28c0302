"""planlint clean: a copy beside the draft, which says what is no longer in it."""

from __future__ import annotations

import os
from pathlib import Path

from planlint.readers import read
from tests.word.build import p, package, r
from tests.word.test_clean import BODIES, PARTS


def test_it_writes_beside_the_draft_and_never_over_a_file(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    draft = tmp_path / "要点.docx"
    source = package(BODIES["inserted and deleted"] + BODIES["comments"], PARTS)
    draft.write_bytes(source)
    for name in ("要点（清洁稿）.docx", "要点（清洁稿2）.docx"):
        status, output, _ = planlint("clean", str(draft))
        assert status == 0
        assert name in output
        assert "删去批注 1 条" in output
        assert read((tmp_path / name).read_bytes(), name).traces().marks == ()
    assert planlint("clean", str(draft), "-o", str(draft))[0] == 2
    assert draft.read_bytes() == source


def test_what_is_named_is_kept(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    draft, copy = tmp_path / "要点.docx", tmp_path / "乙.docx"
    draft.write_bytes(package(BODIES["inserted and deleted"] + BODIES["comments"], PARTS))
    output = planlint("clean", str(draft), "-o", str(copy), "--keep", "comments，rsid")[1]
    assert "批注" not in output
    assert {mark.kind for mark in read(copy.read_bytes(), "乙").traces().marks} == {"comment"}
    assert planlint("clean", str(draft), "--keep", "everything")[0] == 2


def test_coloured_text_is_left_and_told(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    draft, red = tmp_path / "要点.docx", '<w:color w:val="FF0000"/>'
    draft.write_bytes(
        package(p(r("某局文件", props=red)) + p("某局2027年工作要点") + p("抓好", r("各项", props=red), "工作。"))
    )
    status, output, _ = planlint("clean", str(draft))
    assert status == 0
    assert "没有要清除的东西" in output
    assert "还有彩色字 1 处" in output


def test_only_word_files_that_are_there(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    draft = tmp_path / "要点.txt"
    draft.write_text("甲")
    assert planlint("clean", str(draft))[0] == 2
    assert planlint("clean", str(tmp_path / "没有.docx"))[0] == 2
    assert [file.name for file in tmp_path.iterdir()] == ["要点.txt"]


def test_the_copy_goes_where_annotate_would_put_its_own(planlint, tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    for name in ("甲.docx", f"{'长' * 80}.docx"):
        Path(name).write_bytes(package(p("甲")))
    os.link("甲.docx", "硬.docx")
    os.symlink("没有/乙.docx", "甲（清洁稿）.docx")
    for target, words in ((".", "文件夹"), ("", "文件夹"), ("没有/乙.docx", "不存在"), ("硬.docx", "这就是原稿")):
        status, _, err = planlint("clean", "甲.docx", "-o", target)
        assert (status, words in err) == (2, True)
    assert "甲（清洁稿2）.docx" in planlint("clean", "甲.docx")[1]
    assert planlint("clean", f"{'长' * 80}.docx")[0] == 0
