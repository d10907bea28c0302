"""The names of copies, and the way back to that of the draft."""

from __future__ import annotations

import pytest

from planlint.copyname import ANNOTATED, CLEANED, copies, home, is_annotated, marked


@pytest.mark.parametrize("mark", [ANNOTATED, CLEANED])
@pytest.mark.parametrize("number", [1, 2, 12])
def test_a_name_and_the_way_back(number: int, mark: str) -> None:
    name = marked("要点", mark, number) + ".docx"
    assert is_annotated(name) == (mark == ANNOTATED)
    assert home(name) == "要点"


def test_names() -> None:
    assert marked("要点", "清洁稿", 1) == "要点（清洁稿）"
    assert home("起草/要点（校对稿）（校对稿12）.docx") == home("要点.doc") == "要点"
    assert is_annotated("下载/要点（校对稿2）-回.docx")
    assert not is_annotated("（校对稿）/要点.docx")
    assert not is_annotated("校对稿.docx")


def test_copies_are_those_of_a_word_file_beside_them() -> None:
    mine = ["甲（校对稿）.docx", "甲（清洁稿2）.docx", "甲（校对稿）（清洁稿）.docx", "乙（校对稿）.docx"]
    others = [
        "甲.docx",
        "乙.WPS",
        "丙（校对稿）.docx",
        "丁（清洁稿）.docx",
        "丁.txt",
        "丁.pdf",
        "校对稿.docx",
        "甲（送审稿）.docx",
    ]
    assert copies([*mine, *others]) == set(mine)
    assert copies(["丙（校对稿）.docx", "丙（清洁稿）.docx"]) == set()
