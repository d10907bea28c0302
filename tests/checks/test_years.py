"""Years and months as they are read off a text."""

from __future__ import annotations

from typing import SupportsIndex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.checks._months import months
from planlint.checks._years import Years, mentions, mentions_in, own_years, years_in
from planlint.checks.year_mismatch import _issues, _matter
from planlint.model import Span
from tests.checks.dated import context


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2027年工作", [("2027年", 2027, 2027, "年")]),
        ("2027 年度工作", [("2027 年", 2027, 2027, "年")]),
        ("2020—2023年", [("2020—2023年", 2020, 2023, "年")]),
        ("2020年至2023年", [("2020年至2023年", 2020, 2023, "年")]),
        ("（2010-2020）", [("2010-2020", 2010, 2020, "")]),
        ("2021—2022学年度", [("2021—2022学年", 2021, 2022, "学年")]),
        ("2023学前教育", [("2023", 2023, 2023, "")]),
        ("2021年3月—2023年5月", [("2021年", 2021, 2021, "年"), ("2023年", 2023, 2023, "年")]),
        ("增长20230元，电话0512-20231234，GB/T 9704-2012，v2.2023", []),
        ("二〇二三年", []),
        (
            "要点\n 12.2023年底前完成\n3.2021—2023年实施",
            [("2023年", 2023, 2023, "年"), ("2021—2023年", 2021, 2023, "年")],
        ),
        ("占2.2023年，见\n表3.2023年\n3.2023\n1234567.2023年", []),
    ],
)
def test_years_of_a_text(text: str, expected: list[tuple[str, int, int, str]]) -> None:
    assert [(text[y.span.start : y.span.end], y.first, y.last, y.unit) for y in years_in(text)] == expected


def test_years_written_out_are_years_of_a_document() -> None:
    made = context("二〇二三年要点，二零二四年学位二〇〇个，一九九九年和二○二二至二〇二三年。")
    assert [(made.plan.text(y.span), y.first) for y in mentions(made)] == [
        ("二〇二三年", 2023),
        ("二零二四年", 2024),
        ("二〇二三年", 2023),
    ]


@given(st.text(alphabet="2015—-至年学度月日（）的1", max_size=60))
def test_years_are_in_order_and_where_they_say(text: str) -> None:
    found = years_in(text)
    assert [y.span for y in found] == sorted(y.span for y in found)
    for one in found:
        assert text[one.span.start : one.span.start + 4] == str(one.first)
        assert 0 <= one.span.start < one.span.end <= len(text)


@given(st.text(alphabet="202年a—", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_a_part_of_the_text_has_the_years_that_begin_in_it(text: str, start: int, end: int) -> None:
    made = context(text)
    assert mentions_in(made, start, end) == [y for y in mentions(made) if start <= y.span.start < end]


@pytest.mark.parametrize(
    ("title", "year", "expected"),
    [
        ("沙河区2027年教育工作要点", 2027, {2027}),
        ("沙河区2026年工作总结和2027年工作计划", 2027, {2026, 2027}),
        ("沙河区教育发展规划（2026—2028年）", 2026, {2026, 2027, 2028}),
        ("沙河区2027年教育工作要点", 2024, {2024}),
    ],
)
def test_the_years_a_document_is_for(title: str, year: int, expected: set[int]) -> None:
    assert own_years(context(f"{title}\n\n抓落实。\n", year=year)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2027年1月8日召开", [(2027, 1, 8, None, "")]),
        ("3月底前", [(None, 3, None, None, "底")]),
        ("6月28—30日", [(None, 6, 28, 30, "")]),
        ("6月28日至30日", [(None, 6, 28, 30, "")]),
        ("5—6月上旬", [(None, 6, None, None, "上旬")]),
        ("本月、每月、三月、1.5月、12个月", []),
        ("要点\n8.5月4日召开\n 12.3月底前", [(None, 5, 4, None, ""), (None, 3, None, None, "底")]),
        ("2023.5月4日，占1.5月", []),
    ],
)
def test_months_of_a_text(text: str, expected: list[tuple[int | None, int, int | None, int | None, str]]) -> None:
    assert [(m.year, m.month, m.day, m.last, m.part) for m in months(context(text))] == expected


class _Counted(str):
    """A text that counts the characters taken out of it."""

    taken = 0

    def __getitem__(self, at: SupportsIndex | slice) -> str:
        found = super().__getitem__(at)
        self.taken += len(found)
        return found


@pytest.mark.parametrize("is_range", [True, False])
def test_the_words_beside_a_year_are_few_however_long_the_paragraph(is_range: bool) -> None:
    text = _Counted("抓好各项工作" * 10_000 + "2026年" + "教育工作要点" * 10_000)
    years = Years(Span(60_000, 60_005), 2026, 2030 if is_range else 2026, "年")
    assert _matter(text, years, Span(0, len(text))) == ("" if is_range else "教育工作要点教")
    assert 0 < text.taken <= 60


def test_whether_an_opening_issues_something_is_asked_once_however_many_years_it_cites() -> None:
    of = context("现将《甲区2026年计划》印发给你们。" + "实施《乙区2026年计划》，" * 1000)
    text = _Counted(of.plan.clean)
    of.plan.clean = text
    place, found = Span(0, len(text)), mentions(of)
    text.taken = 0
    assert [_issues(of, years, place) for years in found] == [True, *[False] * 1000]
    assert text.taken < 100 * len(found) + 10 * len(text)
