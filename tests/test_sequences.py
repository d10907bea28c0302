"""The verdicts that others rely on, and the laws that hold for every run of numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.sequences import Slip, judge


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([1, 2, 3], []),
        ([], []),
        ([1, 2, 4], [Slip("gap", 2, 3, 1, shifted=True)]),
        ([1, 2, 2, 3], [Slip("duplicate", 2, 3, 1, shifted=True)]),
        ([1, 2, 2, 4], [Slip("duplicate", 2, 3, 1)]),
        ([1, 3, 2, 4], [Slip("order", 1, 2, 2)]),
        ([1, 3, 3, 4], [Slip("gap", 1, 2, None)]),
        ([1, 4, 3, 2, 5], [Slip("order", 1, 2, 3)]),
        ([1, 2, 5, 3, 4, 6], [Slip("order", 2, 3, 3)]),
        ([1, 3, 4, 2, 5], [Slip("order", 3, 5, 1)]),
        ([1, 2, 3, 2, 4], [Slip("duplicate", 3, 4, 1)]),
        ([1, 2, 5, 3, 4, 5, 6], [Slip("duplicate", 2, 3, 5)]),
        ([1, 2, 3, 2, 5], [Slip("duplicate", 3, 4, 1)]),
        ([1, 2, 9, 4], [Slip("gap", 2, 3, None)]),
        ([2, 3, 4], [Slip("gap", 0, 1, None, shifted=True)]),
        ([12, 13, 14], []),
        ([1, 2, 3, 1, 2], []),
        ([1, 2, 3, 1, 2, 3, 4, 5, 4, 5], []),
        ([1, 2, 3, 1, 5], [Slip("duplicate", 3, 4, 0)]),
        ([1, 2, 3, 4, 3, 4, 5, 6], [Slip("duplicate", 4, 5, 2, shifted=True)]),
        ([1, 2, 3, 5, 6, 9], [Slip("gap", 3, 4, 2, shifted=True), Slip("gap", 5, 7, 4, shifted=True)]),
    ],
)
def test_verdicts(numbers: list[int], expected: list[Slip]) -> None:
    assert judge(numbers) == expected


@given(st.integers(2, 40).flatmap(lambda n: st.tuples(st.just(n), st.integers(1, n - 2) if n > 2 else st.just(1))))
def test_removing_one_gives_one_gap_there(case: tuple[int, int]) -> None:
    length, gone = case
    numbers = [n for n in range(1, length + 1) if n != gone + 1]
    slips = judge(numbers)
    assert [(s.kind, s.at) for s in slips] == ([("gap", gone)] if gone < len(numbers) else [])


@given(st.integers(3, 40), st.data())
def test_swapping_any_two_gives_one_order_slip_at_the_first(length: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, length - 2))
    second = data.draw(st.integers(first + 1, length - 1))
    numbers = list(range(1, length + 1))
    numbers[first], numbers[second] = numbers[second], numbers[first]
    slips = judge(numbers)
    assert [(s.kind, s.at) for s in slips] == [("order", first)]


@given(st.integers(3, 40), st.data())
def test_repeating_one_in_place_gives_one_duplicate_at_the_second(length: int, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, length - 1))
    numbers = list(range(1, length + 1))
    numbers.insert(at + 1, numbers[at])
    assert [(s.kind, s.at) for s in judge(numbers)] == [("duplicate", at + 1)]


@given(st.lists(st.integers(0, 60), max_size=60), st.sets(st.integers(0, 60)))
def test_slips_are_in_bounds_and_one_a_place(numbers: list[int], adjacent: set[int]) -> None:
    slips = judge(numbers, adjacent)
    assert all(0 <= s.at < len(numbers) for s in slips)
    assert len({s.at for s in slips}) == len(slips) <= len(numbers)
    assert all(s.related is None or 0 <= s.related < len(numbers) for s in slips)


def test_many_lists_that_begin_anew_end_in_time() -> None:
    assert judge([1, 2] * 100_000) == []
    assert judge([1, 2, 3] * 50_000 + [4]) == []
