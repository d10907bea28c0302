from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.repeats import FLOOR, Near, Run, near_links, runs, similarity

SENTENCES = [
    "把检查发现的问题逐条列入台账，限期整改并向社会公布",
    "组织骨干教师到薄弱学校示范授课，全年不少于两轮，每轮不少于四十人次",
    "逐校核定学位数量，提前公布招生范围，妥善安排随迁子女就近入学",
    "落实校长陪餐制度，定期检查食材来源，按月公示采购台账，接受家长监督",
]
KEYS = st.lists(st.sampled_from("abcdef"), max_size=40)


def test_runs_in_step_are_one_run() -> None:
    assert runs("abcdXabcY", {}) == [Run(5, 0, 3)]


def test_a_run_prefers_to_go_on_over_the_first_place_a_unit_stood() -> None:
    # h stands at 0 and at 2; the copied block is the later one
    assert runs("hahbcXhbc", {}) == [Run(2, 0, 1), Run(6, 2, 3)]


def test_every_further_copy_is_its_own_run() -> None:
    assert runs("ababab", {}) == [Run(2, 0, 2), Run(4, 0, 2)]
    assert runs("aaaa", {}) == [Run(1, 0, 1), Run(2, 0, 1), Run(3, 0, 1)]


def test_a_rewritten_unit_inside_a_copy_does_not_end_the_run() -> None:
    assert runs("abcd" + "abXd", {}) == [Run(4, 0, 4)]
    assert runs("abcd" + "abXY", {}) == [Run(4, 0, 2)]


def test_a_near_link_carries_a_run() -> None:
    assert runs("abc" + "aBc", {4: Near(1, 0.9)}) == [Run(3, 0, 3)]


@given(KEYS)
def test_runs_neither_overlap_nor_reach_into_themselves(keys: list[str]) -> None:
    end = 0
    for run in runs(keys, {}):
        assert run.at >= end
        assert run.source + run.length <= run.at
        assert keys[run.at] == keys[run.source] or keys[run.at + 1] == keys[run.source + 1]
        end = run.at + run.length
    assert end <= len(keys)


@given(KEYS)
def test_every_exact_repeat_is_in_some_run(keys: list[str]) -> None:
    covered = {i for run in runs(keys, {}) for i in range(run.at, run.at + run.length)}
    assert {i for i, key in enumerate(keys) if key in keys[:i]} <= covered


@pytest.mark.parametrize("edits", [1, 2, 3])
@pytest.mark.parametrize("sentence", range(len(SENTENCES)))
def test_an_edited_sentence_is_linked_to_its_original(sentence: int, edits: int) -> None:
    chosen = random.Random(edits)
    copy = list(SENTENCES[sentence])
    for at in chosen.sample(range(6, len(copy)), edits):
        copy[at] = "甲"
    links = near_links([*SENTENCES, "".join(copy)])
    expected = similarity("".join(copy), SENTENCES[sentence], FLOOR)
    assert links == ({len(SENTENCES): Near(sentence, expected)} if expected else {})


def test_near_links_leave_exact_repeats_and_short_units_alone() -> None:
    assert near_links([SENTENCES[0], SENTENCES[0]]) == {}
    assert near_links(["加强食堂管理工作", "加强食堂管理的工作"]) == {}


def test_many_sentences_with_one_head_are_compared_with_few() -> None:
    keys = [f"深入推进教育改革，{i:030d}，全面提升办学质量" for i in range(2000)]
    links = near_links(keys)
    assert all(near.source < i and near.similarity >= FLOOR for i, near in links.items())


@given(st.text("一二三", max_size=12), st.text("一二三", max_size=12), st.floats(0.5, 1))
def test_similarity_is_symmetric_and_never_between_zero_and_the_floor(one: str, other: str, floor: float) -> None:
    if one or other:
        alike = similarity(one, other, floor)
        assert alike == similarity(other, one, floor)
        assert alike == 0 or floor - 1e-9 <= alike <= 1
        assert similarity(one, one, floor) == 1
