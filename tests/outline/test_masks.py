"""Quotation marks and brackets: what is inside, what stays alone, and that neither depth nor distance costs time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planlint.model import Span
from planlint.outline.masks import REACH, scan


@given(st.text("“”《》（）甲\n", max_size=40))
def test_every_mark_is_in_a_pair_or_alone(text: str) -> None:
    masks = scan(text)
    pairs = [*masks.quotes, *masks.titles, *masks.brackets]
    for start, end in pairs:
        assert text[start] in "“《（"
        assert text[end - 1] in "”》）"
        assert text.count("\n", start, end) <= REACH
    for offset, mark in enumerate(text):
        if mark not in "甲\n":
            assert offset in masks.unbalanced or any(span.start <= offset < span.end for span in pairs)


def test_a_mark_reaches_no_further_than_a_few_lines() -> None:
    assert scan("（\n\n\n）").brackets == [Span(0, 5)]
    assert scan("（\n\n\n\n）").unbalanced == [0, 5]


def test_marks_without_end_end_in_time() -> None:
    many = 200_000
    assert len(scan("（\n" * many + "）\n" * many).unbalanced) > many
    assert scan("（" * many + "）" * many).brackets == [Span(0, 2 * many)]


def test_what_runs_over_the_end_of_a_line_is_told_apart() -> None:
    masks = scan("“甲\n《乙》”《丙》（丁\n戊）《己\n庚》")
    assert masks.running == [Span(0, 7), Span(15, 20)]
    assert masks.titles == [Span(3, 6), Span(7, 10), Span(15, 20)]
