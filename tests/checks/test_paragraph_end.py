"""Paragraphs that end without a mark."""

from __future__ import annotations

import pytest

import planlint
from planlint.model import Document
from planlint.session import Options, Session

LINE = "汛前完成全市水库责任人的核定和公示，对新任责任人开展履职培训，逐一登记在册"


def found(*lines: str) -> list[str]:
    text = "\n".join(("某市水务局2027年工作要点", "", lines[0], lines[-1], *lines[1:-1])) + "\n"
    return [text[f.span.end - 4 : f.span.end] for f in planlint.lint_text(text) if f.rule == "paragraph-end"]


def several(number: int) -> list[str]:
    return [f"第{at}批{LINE}。" for at in range(number)]


def test_one_of_many_is_told() -> None:
    assert found(*several(8), f"另有一批{LINE}") == ["登记在册"]
    assert found(*several(8), f"另有一批{LINE}、") == ["记在册、"]


@pytest.mark.parametrize("end", ["：", "）", "”", "附件", "A"])
def test_other_ends_are_left_alone(end: str) -> None:
    assert not found(*several(8), f"另有一批{LINE}。责任单位：{end}" if end == "附件" else f"另有一批{LINE}{end}")


def test_a_way_of_writing_is_left_alone() -> None:
    assert not found(*several(7), f"另有一批{LINE}")
    assert not found(*several(8), *[f"另{at}批{LINE}" for at in range(3)])


def test_a_lost_bracket_is_told_once() -> None:
    assert not found(*several(8), f"另有一批（{LINE}")


def test_a_heading_of_clauses_is_left_alone() -> None:
    assert not found(*several(8), f"一、另有一批{LINE}，不留死角", "抓好落实。")


@pytest.mark.parametrize(("media_type", "times"), [("text/plain", 1), ("application/pdf", 0), ("application/ofd", 0)])
def test_where_a_printed_paragraph_ends_is_a_guess(media_type: str, times: int) -> None:
    text = "\n".join(["某市水务局2027年工作要点", "", *several(9), f"另有一批{LINE}", f"最后一批{LINE}。", ""])
    result = Session(Options()).examine(Document(text, media_type=media_type))[0]
    assert [f.rule for f in result.findings].count("paragraph-end") == times
