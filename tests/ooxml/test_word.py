"""Reading Word files: what is displayed is read, what is not is left out, and every character leads back to the XML."""

from __future__ import annotations

import pytest

from planlint import readers
from planlint.model import PlanlintError
from planlint.ooxml.word import Word, read
from tests.word.build import p, package, r


def word(body: str, **more: object) -> Word:
    return read(package(body, **more), "甲.docx")  # type: ignore[arg-type]


def text(body: str, **more: object) -> str:
    return word(body, **more).document.text


def test_paragraphs_are_lines() -> None:
    assert text(p("某局2026年工作要点") + "<w:p/>" + p("一、", r("抓学习", props="<w:b/>"), "。")) == (
        "某局2026年工作要点\n\n一、抓学习。\n"
    )


def test_the_kind_is_told_by_the_bytes_not_by_the_name() -> None:
    assert readers.read(package(p("甲")), "乙.txt").text == "甲\n"
    assert readers.read("甲".encode(), "乙.docx").text == "甲"


def test_a_broken_off_file_says_so() -> None:
    for size in (60, 600, -30):
        with pytest.raises(PlanlintError) as caught:
            readers.read(package(p("甲"))[:size], "甲.docx")
        assert caught.value.code == "unreadable"
        assert "损坏或不完整" in caught.value.texts["zh"]
