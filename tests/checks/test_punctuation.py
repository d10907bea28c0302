from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.checks import load
from planlint.findings import Hit
from planlint.fixes import apply
from planlint.rulefile import load_rules
from tests.checks.judging import judge, marked, verdicts

EVENTS = {"find": "month-day-dot", "events": ("活动", "日"), "measures": ("米",)}


def mended(text: str, hits: list[Hit]) -> str:
    return apply(text, [hit.fix.edits for hit in hits if hit.fix])


def bare(text: str) -> str:
    return text.replace("⟦", "").replace("⟧", "")


@pytest.mark.parametrize(
    "expected",
    [
        "“甲‘乙《丙〈丁〉》’”（戊〔己【庚】〕）",
        "《关于甲项\n工作的意见》和“乙\f\n- 1 -\n丙”",
        "1）甲项\n2）乙项\n包括：a)丙；b)丁\n（1 戊\n（2 己",
        "Xi’an 和 children’s",
        "区间[0,1)和(0,1]",
        "指出：“甲。\n“乙。\n“丙。”\n强调。",
        "提出：“甲。\n乙。\n丙。\n丁。\n戊。”\n强调。",
        "（甲\n乙\n丙\n丁\n戊）",
        "推进⟦“⟧甲、“乙”、“丙”。",
        "推进“甲”、乙⟦”⟧、“丙”。",
        "《甲⟦（⟧试行》",
        "甲⟦》⟧和《乙》",
        "甲⟦”⟧乙“，丙",
        "推进“甲⟦“⟧，推进“乙⟦“⟧。",
        "甲发〔2023⟦）⟧5号",
        "推进“甲⟦（⟧乙”丙）丁",
        "推进⟦“⟧甲。\n一、\n二、\n三、\n四、乙⟦”⟧丙。",
        "（一）甲\n（二）乙\n⟦（⟧三 丙",
        "（甲⟦)⟧",
        "⟦(⟧甲）",
    ],
)
def test_unbalanced_pairs(expected: str) -> None:
    assert marked("unbalanced-pair", bare(expected)) == expected


def test_a_bracket_of_two_widths_is_made_whole() -> None:
    [hit] = judge("unbalanced-pair", "甲(乙）")
    assert hit.fix is not None
    assert hit.fix.safe
    assert mended("甲(乙）", [hit]) == "甲（乙）"
    assert [place.span for place in hit.related] == [(3, 4)]


@pytest.mark.parametrize("text", ["（", "）", "“", "：“", "\n“", "”“", "(）", "\n（1", "‘’‘", "《（"])
def test_many_marks_are_just_findings(text: str) -> None:
    assert all(0 <= hit.span.start < len(text) * 3000 for hit in judge("unbalanced-pair", text * 3000))


@given(st.text("“”‘’《》（）()甲\n：。", max_size=40))
def test_a_whole_pair_around_a_text_adds_nothing_of_its_own(text: str) -> None:
    hits = judge("unbalanced-pair", text)
    assert len({hit.span for hit in hits}) == len(hits)
    assert all(text[hit.span.start : hit.span.end] in "“”‘’《》（）()" for hit in hits)


@pytest.mark.parametrize(
    ("name", "options", "expected"),
    [
        ("punctuation", {}, "甲⟦,⟧乙⟦;⟧丙⟦:⟧丁⟦?⟧戊⟦!⟧己"),
        ("punctuation", {}, "“甲”⟦,⟧《乙》⟦;⟧\n丙"),
        ("punctuation", {}, "10:30，1:1，A,B，a:甲，3,000人，(一)甲，见(a)，甲(ABC)乙"),
        ("punctuation", {}, "甲⟦(⟧乙⟦(⟧丙)丁)"),
        ("punctuation", {}, "甲(乙）丙"),
        ("punctuation", EVENTS, "“⟦12.4⟧”宪法日，“⟦5.25⟧活动”，‘⟦06.26⟧’禁毒日"),
        ("punctuation", EVENTS, "“1.5米”活动，“13.1”活动，“2.30”活动，“1.2.3”活动，“12.4”。活动，5.12活动，“6.5”项目"),
        ("punctuation", {"find": "dash"}, "“甲”⟦—⟧乙，“甲”——乙，“甲”—“乙”，甲—乙，3—5个"),
        ("punctuation", {"find": "repeated"}, "甲⟦。。。⟧乙⟦、、⟧丙⟦……等⟧丁，甲……等待，甲……"),
        ("separator", {}, "“甲”⟦、⟧“乙”、“丙”和丁，《甲》（一）、《乙》；《丙》⟦、⟧《丁》"),
        ("separator", {"find": "mixed"}, "“甲”、“乙”⟦，⟧“丙”、“丁”；“甲”、“乙”，“丙”。"),
        ("separator", {"find": "mixed"}, "甲校、乙校⟦，⟧丙校、丁校。抓好甲项、乙项，推进丙类、丁类。"),
        ("number-unit", {}, "⟦15—20%⟧，15%—20%，2020—2023万，⟦3—5万⟧，10—5%，3—5个，1-2-3%，5至8次，⟦5至8%⟧"),
        ("number-unit", {}, "⟦10几⟧个，⟦20几⟧个，⟦几10⟧个，几何，10几何，几个，十几个，2010几率"),
        ("number-unit", {}, "⟦3千5百⟧人，⟦1亿2千万⟧元，⟦3万5千⟧人，4.5万，3000万，5千人，1万人"),
    ],
)
def test_marks_and_numbers(name: str, options: dict[str, Any], expected: str) -> None:
    assert marked(name, bare(expected), **options) == expected


@pytest.mark.parametrize(
    ("name", "options", "text", "expected", "safe"),
    [
        ("punctuation", {}, "甲,乙(丙:丁(戊))", "甲，乙（丙：丁（戊））", True),
        ("punctuation", EVENTS, "“12.4”宪法日", "“12·4”宪法日", True),
        ("punctuation", {"find": "dash"}, "“甲”—乙", "“甲”——乙", False),
        ("punctuation", {"find": "repeated"}, "甲。。乙……等", "甲。乙等", False),
        ("separator", {}, "“甲”、“乙”、“丙”", "“甲”“乙”“丙”", False),
    ],
)
def test_fixes_converge(name: str, options: dict[str, Any], text: str, expected: str, safe: bool) -> None:
    hits = judge(name, text, **options)
    assert mended(text, hits) == expected
    assert all(hit.fix and hit.fix.safe is safe for hit in hits)
    assert not judge(name, expected, **options)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3千5百", "3500"),
        ("1亿2千万", "1.2亿"),
        ("3万5千", "3.5万"),
        ("10几", "十几"),
        ("几100个", "几百"),
        ("5-8%", "5%-8%"),
    ],
)
def test_numbers_are_only_proposed(text: str, expected: str) -> None:
    [hit] = judge("number-unit", text)
    assert (hit.suggestion, hit.fix) == (expected, None)


def test_a_document_that_knows_only_half_width_is_only_told() -> None:
    assert [hit.weak for hit in judge("punctuation", "甲,乙")] == [True]
    assert [hit.weak for hit in judge("punctuation", "甲,乙，丙")] == [False]


@pytest.mark.parametrize("name", ["unbalanced-pair", "punctuation", "separator", "number-unit"])
def test_recipes_do_what_their_cases_say(name: str, tmp_path: Path) -> None:
    path = tmp_path / "recipe.yaml"
    path.write_text(load(name).RECIPE, encoding="utf-8")
    [rule] = load_rules([(path, path.name)], {})
    for written, judged in verdicts(rule):
        assert judged == written


def test_a_full_stop_behind_entries_of_several_sentences_may_be_the_right_mark() -> None:
    long = "一是加强领导。压实责任，二是强化督查，三是注重宣传{}四是总结经验。"
    assert [hit.weak for hit in judge("separator", long.format("。"), find="entries")] == [True]
    short = "一是加强领导，二是强化督查，三是注重宣传{}四是总结经验。"
    assert [hit.weak for hit in judge("separator", short.format("。"), find="entries")] == [False]
