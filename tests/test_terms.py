from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planlint.terms import Occurrence, Vocabulary, fold, found, inside, occurrences, within
from tests.checks.judging import context

texts = st.text(alphabet="甲乙丙😀a\n", max_size=40)
words = st.lists(st.text(alphabet="甲乙丙😀a", min_size=1, max_size=4), max_size=8)


@settings(deadline=None)
@given(texts, words)
def test_one_scan_finds_what_a_naive_search_finds(text: str, terms: list[str]) -> None:
    naive = {w: [i for i in range(len(text)) if text.startswith(w, i)] for w in terms}
    scanned = Vocabulary(terms).scan(text)
    assert {w: list(at) for w, at in scanned.items()} == {w: at for w, at in naive.items() if at}


@settings(deadline=None)
@given(texts, words)
def test_occurrences_are_disjoint_leftmost_and_longest(text: str, terms: list[str]) -> None:
    judged = context(text, Vocabulary(terms))
    clean, expected, at = judged.plan.clean, [], 0
    while at < len(clean):
        longest = max((w for w in terms if clean.startswith(w, at)), key=len, default="")
        if longest:
            expected.append(Occurrence(at, at + len(longest), longest))
        at += len(longest) or 1
    assert occurrences(judged, set(terms)) == expected


@settings(deadline=None)
@given(texts, words, words)
def test_a_rule_sees_only_its_own_words(text: str, mine: list[str], others: list[str]) -> None:
    alone = occurrences(context(text, Vocabulary(mine)), set(mine))
    assert occurrences(context(text, Vocabulary(mine + others)), set(mine)) == alone


def test_the_text_is_scanned_once_however_many_ask() -> None:
    vocabulary = Vocabulary(["甲"])
    judged = context("甲乙甲", vocabulary)
    assert found(judged) is found(judged)
    assert found(judged) == {"甲": [0, 2]}


def test_a_document_without_words_to_find_builds_no_automaton() -> None:
    vocabulary = Vocabulary()
    assert found(context("甲乙", vocabulary)) == {}
    assert vocabulary._automaton is None


def test_words_come_from_the_checks_that_name_them() -> None:
    wordy = SimpleNamespace(terms=lambda options: options)
    silent = SimpleNamespace()
    assert Vocabulary.of([(wordy, ["乙", "Ａ"]), (silent, None), (wordy, ["甲"])]).words == ["A", "乙", "甲"]


@pytest.mark.parametrize(("word", "folded"), [("２０２７年Ａ", "2027年A"), ("甲\u3000乙", "甲 乙"), ("plain", "plain")])
def test_fold(word: str, folded: str) -> None:
    assert fold(word) == folded


@settings(deadline=None)
@given(st.text(alphabet="\u3000\u00a0０９ＡＺａｚ甲", max_size=20))
def test_words_fold_as_clean_text_does(text: str) -> None:
    assert fold(text) == context(text).plan.clean


@pytest.mark.parametrize(
    ("text", "start", "phrases", "expected"),
    [
        ("银保监会", 1, ["银保监会"], True),
        ("原保监会", 1, ["银保监会"], False),
        ("保监会", 0, ["银保监会"], False),
        ("甲保监会乙", 1, ["丙保监会", "保监会乙"], True),
        ("保监会和保监会议", 4, ["保监会和保监会"], True),
    ],
)
def test_within(text: str, start: int, phrases: list[str], expected: bool) -> None:
    assert within(text, Occurrence(start, start + 3, "保监会"), phrases) is expected


@settings(deadline=None)
@given(st.lists(st.integers(0, 60), unique=True, max_size=8), st.integers(0, 60))
def test_inside(edges: list[int], offset: int) -> None:
    ordered = sorted(edges)
    spans = list(zip(ordered[::2], ordered[1::2], strict=False))
    assert inside(spans, offset) is any(a <= offset < b for a, b in spans)  # type: ignore[arg-type]
