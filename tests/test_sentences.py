from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planlint.model import Span
from planlint.sentences import fold, sentences, trim


def test_sentences_end_at_stops_and_line_ends() -> None:
    text = "甲乙。丙？丁！\n戊。。"
    assert list(sentences(text)) == [(0, "甲乙"), (3, "丙"), (5, "丁"), (8, "戊")]
    assert list(sentences(text, 3, 6)) == [(3, "丙"), (5, "丁")]


@given(st.text("甲乙。！？\n ”“", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_sentences_stand_where_they_say_and_lose_nothing(text: str, start: int, end: int) -> None:
    found = list(sentences(text, start, end))
    for offset, sentence in found:
        assert text[offset : offset + len(sentence)] == sentence
    said = "".join(sentence for _, sentence in found)
    assert said == "".join(c for c in text[start:end] if c not in "。！？\n")


def test_fold_forgets_spaces_and_outer_punctuation() -> None:
    assert fold(" “做好 检查，逐一登记”；") == "做好检查，逐一登记"
    assert fold("（区教委负责）") == "（区教委负责"
    assert fold("。") == ""


def test_trim_leaves_the_words() -> None:
    text = "他说”  做好检查 。"
    assert trim(text, Span(2, 9)) == Span(5, 9)
    assert trim("  ", Span(0, 2)) == Span(0, 0)
