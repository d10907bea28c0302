"""Waivers: what was looked at once is not reported again, in any kind of document, and survives edits beside it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.findings import Finding
from planlint.folders import WAIVERS_NAME
from planlint.model import Document, Span
from planlint.waivers import Waiver, apply, read, surroundings, written

TEXT = (
    "某局2026年工作要点\n\n各科室：\n现制定本要点。\n一、抓好学习\n要做到位 ，不走样，这是对全局各科室的要求。\n"
    "二、抓好落实\n经费要到位 ，不拖延，由财务科负责到底。\n"
)
FILE = """\
- rule: stray-space
  document: "要点"
  words: " "
  near: "要做到位，不走样，这是对全局各科室的要求。"
  by: "张三"
  date: 2027-01-08
  reason: "原文如此"
"""


def found(planlint, *argv: str) -> list[tuple[int, str | None]]:  # type: ignore[no-untyped-def]
    out = json.loads(planlint("check", *argv, "--profile", "draft", "-f", "json")[1])
    return [(f["line"], f["suppressed"]) for d in out["documents"] for f in d["findings"] if f["rule"] == "stray-space"]


@pytest.mark.parametrize("name", ["要点.txt", "要点.md", "要点（校对稿2）.txt"])
def test_a_place_is_waived_in_its_document(planlint, tmp_path: Path, name: str) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / name).write_text(TEXT, "utf-8")
    (tmp_path / "别的.txt").write_text(TEXT, "utf-8")
    assert found(planlint, name) == [(6, None), (8, None)]
    (tmp_path / WAIVERS_NAME).write_text(FILE, "utf-8")
    assert found(planlint, name) == [(6, "不用改（张三，2027-01-08）：原文如此"), (8, None)]
    assert found(planlint, "别的.txt") == [(6, None), (8, None)]
    (tmp_path / name).write_text(TEXT.replace("要做到位", "先要做到位").replace("一、", "一、加一句。\n一、"), "utf-8")
    assert [said is not None for _, said in found(planlint, name)] == [True, False]


def test_an_office_waives_for_all_below(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "起草/甲科").mkdir(parents=True)
    (tmp_path / "起草/甲科/乙.txt").write_text(TEXT, "utf-8")
    (tmp_path / WAIVERS_NAME).write_text('- rule: 多余空格\n  words: " "\n', "utf-8")
    assert found(planlint, "起草") == [(6, None), (8, None)]
    (tmp_path / "planlint.yaml").write_text("profile: draft\n", "utf-8")
    assert found(planlint, "起草") == [(6, "不用改"), (8, "不用改")]
    (tmp_path / "丙.txt").write_text(TEXT, "utf-8")
    assert found(planlint, "丙.txt") == [(6, "不用改"), (8, "不用改")]


def test_a_waiver_that_meets_nothing_is_told(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "要点.txt").write_text(TEXT.replace(" ，", "，"), "utf-8")
    (tmp_path / "planlint.yaml").write_text("profile: draft\n", "utf-8")
    (tmp_path / WAIVERS_NAME).write_text(FILE + '- rule: stray-space\n  words: "\\t"\n', "utf-8")
    out = json.loads(planlint("check", "要点.txt", "-f", "json")[1])
    told = [(f["rule"], f["severity"]) for f in out["documents"][0]["findings"]]
    assert told == [("unused-suppression", "info")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("rule: x\n", 1),
        ("- rule: stray-space\n  wrods: x\n", 2),
        ("- words: x\n", 1),
        ("- rule: 'a\n", 1),
        ("- [\n", 2),
    ],
)
def test_a_broken_file_is_told_at_its_line(planlint, tmp_path: Path, text: str, line: int) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "要点.txt").write_text(TEXT, "utf-8")
    (tmp_path / "甲.txt").write_text(TEXT, "utf-8")
    (tmp_path / WAIVERS_NAME).write_text(text, "utf-8")
    status, out, err = planlint("check", "要点.txt", "甲.txt")
    assert status == 2
    assert f"{WAIVERS_NAME}:{line}" in out + err


def test_an_empty_file_waives_nothing(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "要点.txt").write_text(TEXT, "utf-8")
    (tmp_path / WAIVERS_NAME).write_text("# 空\n", "utf-8")
    assert found(planlint, "要点.txt") == [(6, None), (8, None)]


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


@given(st.lists(st.builds(Waiver, rule=WORDS, document=st.none() | WORDS, words=WORDS, near=WORDS, says=WORDS, by=WORDS, date=st.none() | st.dates(), reason=st.none() | WORDS), max_size=3))  # fmt: skip
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, waivers: list[Waiver]) -> None:
    file = tmp_path_factory.mktemp("w") / WAIVERS_NAME
    file.write_text("# 头\n" + written(waivers), "utf-8", newline="")
    assert list(read(file, "w")) == waivers


def test_every_key_must_agree() -> None:
    document = Document("甲要 求乙\n丙要 求丁\n")
    one = Finding("r", "info", "惯例", {"zh": "空格", "en": "blank"}, Span(2, 3))
    assert surroundings(document, one.span) == "甲要求乙"
    for waiver, waived in [
        (Waiver(rule="r"), True),
        (Waiver(rule="名"), True),
        (Waiver(rule="s"), False),
        (Waiver(rule="r", words=" "), True),
        (Waiver(rule="r", words="要"), False),
        (Waiver(rule="r", says="blank"), True),
        (Waiver(rule="r", says="别的"), False),
        (Waiver(rule="r", near="甲要求乙"), True),
        (Waiver(rule="r", near="完全是另一句话"), False),
    ]:
        findings, unused = apply([one], [waiver], document, {"名": "r"})
        assert (findings[0].suppressed is not None) == waived
        assert unused == ([] if waived else [waiver])


def test_names() -> None:
    assert Waiver(rule="r", by="张三", date=date(2027, 1, 8)).told == "不用改（张三，2027-01-08）"
    assert Waiver(rule="r").told == "不用改"


@pytest.mark.parametrize("content", [b"\0\0\xff\xfe", b"- rule: x\n" * 500_000], ids=["no text", "too large"])
def test_a_file_that_is_no_record_is_named_and_not_taken_for_the_document(
    planlint, tmp_path: Path, content: bytes
) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "要点.txt").write_text(TEXT, "utf-8")
    (tmp_path / WAIVERS_NAME).write_bytes(content)
    status, out, _ = planlint("check", "要点.txt")
    assert status == 2
    assert f"没有检查，{WAIVERS_NAME} 有误" in out
