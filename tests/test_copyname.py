"""The names of copies, and the way back to that of the draft."""

from __future__ import annotations

import pytest

from planlint.copyname import ANNOTATED, home, is_annotated, marked


@pytest.mark.parametrize("number", [1, 2, 12])
def test_a_name_and_the_way_back(number: int) -> None:
    name = marked("要点", ANNOTATED, number) + ".docx"
    assert is_annotated(name)
    assert home(name) == "要点"


def test_names() -> None:
    assert marked("要点", "清洁稿", 1) == "要点（清洁稿）"
    assert home("起草/要点（校对稿）（校对稿12）.docx") == home("要点.doc") == "要点"
    assert is_annotated("下载/要点（校对稿2）-回.docx")
    assert not is_annotated("（校对稿）/要点.docx")
    assert not is_annotated("校对稿.docx")
