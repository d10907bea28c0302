from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checks.judging import judge, marked

FOUR = ("政治意识", "大局意识", "核心意识", "看齐意识")
CHAIN = {"members": ("四个意识", "四个自信", "两个维护"), "verbs": ("增强", "坚定", "做到")}


@pytest.mark.parametrize(
    ("expected", "options"),
    [
        ("增强政治意识、大局意识、核心意识、看齐意识。", {}),
        ("增强政治意识、⟦核心意识、大局意识⟧、看齐意识。", {}),
        ("增强“政治意识”“⟦核心意识”“大局意识⟧”。", {}),
        ("增强⟦看齐意识和政治意识⟧。", {}),
        ("增强看齐意识和政治意识。", {"min": 3}),
        ("增强看齐意识和政治意识。", {"order": False}),
        ("增强看齐意识，提高政治意识。", {}),
        ("增强看齐意识。政治意识、大局意识。", {}),
        ("增强政治意识、政治能力、大局意识。", {}),
        ("增强政治意识、⟦政治能力⟧、大局意识。", {"closed": True}),
        ("增强政治意识、⟦政治能力⟧、⟦法治意识⟧和大局意识。", {"closed": True}),
        ("强化⟦法治意识⟧、政治意识、大局意识、⟦规矩意识⟧。", {"closed": True, "verbs": ("强化",)}),
        ("增强⟦看齐意识、政治能力、政治意识⟧。", {}),
        ("增强政治意识、大局意识、⟦政治意识⟧。", {}),
        ("增强⟦政治意识、大局意识、看齐意识⟧。", {"complete": True}),
        ("增强⟦政治意识、大局意识、核心意思、看齐意识⟧。", {"complete": True, "closed": True}),
        ("增强政治意识、大局意识等。", {"complete": True}),
        ("增强“四个意识”、坚定“四个自信”、做到“两个维护”", CHAIN),
        ("坚定“⟦四个自信”、增强“四个意识⟧”、做到“两个维护”", CHAIN),
        ("增强“四个意识”、做到“两个维护”", CHAIN),
        ("", {}),
    ],
)
def test_fixed_list(expected: str, options: dict[str, Any]) -> None:
    text = expected.replace("⟦", "").replace("⟧", "")
    assert marked("fixed-list", text, **{"members": FOUR, **options}) == expected


@pytest.mark.parametrize(
    ("text", "options", "values", "variant", "suggestion"),
    [
        (
            "政治意识、核心意识和大局意识",
            {},
            {"expected": "大局意识、核心意识", "actual": "核心意识、大局意识"},
            None,
            "大局意识和核心意识",
        ),
        ("政治意识、大局意识", {"complete": True}, {"missing": "核心意识、看齐意识"}, "missing", None),
        ("政治意识、大局意识、法治意识", {"closed": True}, {"extra": "法治意识"}, "extra", None),
        ("政治意识、政治意识", {}, {"repeated": "政治意识"}, "repeated", None),
        (
            "坚定“四个自信”、增强“四个意识”",
            CHAIN,
            {"expected": "四个意识、四个自信", "actual": "四个自信、四个意识"},
            None,
            None,
        ),
    ],
)
def test_what_is_said(
    text: str, options: dict[str, Any], values: dict[str, str], variant: str | None, suggestion: str | None
) -> None:
    [hit] = judge("fixed-list", text, **{"members": FOUR, **options})
    assert (hit.values, hit.variant, hit.suggestion) == (values, variant, suggestion)


@settings(deadline=None)
@given(st.permutations(FOUR), st.integers(2, 4))
def test_a_list_is_silent_exactly_when_it_is_in_order(members: list[str], size: int) -> None:
    written = members[:size]
    hits = judge("fixed-list", f"增强{'、'.join(written)}。", members=FOUR)
    assert bool(hits) is (written != sorted(written, key=FOUR.index))


@settings(deadline=None)
@given(st.permutations(FOUR))
def test_the_suggestion_puts_the_list_in_order(members: list[str]) -> None:
    text = f"增强{'、'.join(members)}。"
    for hit in judge("fixed-list", text, members=FOUR):
        text = text[: hit.span.start] + str(hit.suggestion) + text[hit.span.end :]
    assert text == f"增强{'、'.join(FOUR)}。"
