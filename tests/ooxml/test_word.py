"""Reading Word files: what is displayed is read, what is not is left out, and every character leads back to the XML."""

from __future__ import annotations

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
