"""The checks that look for words: forbidden-terms, replaced-terms, required-text, consistent-name."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planlint.checks import load
from planlint.checks.replaced_terms import Replacement
from planlint.model import PlanlintError, Span
from planlint.rulefile import load_rules
from tests.checks.judging import judge, marked, verdicts

PLAN = """关于开展高地建设的通知
各单位：
打造高地是目标。
一、打造高地
打造高地。
二、保障
不说。
"""


@pytest.mark.parametrize(
    ("expected", "options"),
    [
        ("⟦保监会⟧发文", {"terms": ("保监会",)}),
        ("银保监会和⟦保监会⟧", {"terms": ("保监会",), "allow": ("银保监会",)}),
        ("原保监会和⟦保监会⟧", {"terms": ("保监会",), "allow_after": ("时任", "原")}),
        ("农业部门和⟦农业部⟧", {"terms": ("农业部",), "allow_before": ("门",)}),
        ("⟦最优最佳⟧方案⟦最优⟧", {"terms": ("最优", "最优最佳")}),
        ("用⟦Ａ⟧类", {"terms": ("A",)}),
        ("用⟦A⟧类", {"terms": ("Ａ",)}),
        ("", {"terms": ("甲",)}),
    ],
)
def test_forbidden_terms(expected: str, options: dict[str, Any]) -> None:
    assert marked("forbidden-terms", expected.replace("⟦", "").replace("⟧", ""), **options) == expected


@pytest.mark.parametrize(
    ("options", "lines"),
    [
        ({}, [1, 3, 4, 5]),
        ({"where": "title"}, [1]),
        ({"where": "preamble"}, [3]),
        ({"where": "headings"}, [4]),
        ({"section": ("打造",)}, [4, 5]),
        ({"section": ("没有",)}, []),
    ],
)
def test_words_are_looked_for_where_the_rule_says(options: dict[str, Any], lines: list[int]) -> None:
    hits = judge("forbidden-terms", PLAN, terms=("高地",), **options)
    assert [PLAN.count("\n", 0, hit.span.start) + 1 for hit in hits] == lines


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (None, "⟦教委⟧和⟦街办⟧和银监会"),
        (date(2017, 1, 1), "⟦教委⟧和⟦街办⟧和银监会"),
        (date(2018, 4, 8), "⟦教委⟧和⟦街办⟧和⟦银监会⟧"),
        (date(2024, 1, 1), "⟦教委⟧和⟦街办⟧和⟦银监会⟧"),
    ],
)
def test_replaced_terms_by_date(day: date | None, expected: str) -> None:
    assert marked("replaced-terms", "教委和街办和银监会", day, terms=RENAMED) == expected


RENAMED = (
    Replacement(old="银监会", new="银保监会", since=date(2018, 4, 8), until=date(2023, 5, 18)),
    Replacement(old="银监会", new="金融监管总局", since=date(2023, 5, 18)),
    Replacement(old="教委", new="教育局"),
    Replacement(old="街办", new="街道办"),
)


@pytest.mark.parametrize(
    ("day", "new"),
    [(date(2018, 4, 8), "银保监会"), (date(2023, 5, 17), "银保监会"), (date(2023, 5, 18), "金融监管总局")],
)
def test_replaced_terms_propose_the_name_of_the_day(day: date, new: str) -> None:
    [hit] = judge("replaced-terms", "银监会", day, terms=RENAMED)
    assert hit.suggestion == new
    assert hit.values == {"old": "银监会", "new": new}


def test_a_new_name_that_contains_the_old_one_is_not_reported() -> None:
    terms = (Replacement(old="教委", new="区教委"),)
    assert marked("replaced-terms", "区教委和教委", terms=terms) == "区教委和⟦教委⟧"


def test_replaced_terms_need_a_date_only_when_every_entry_has_one() -> None:
    module = load("replaced-terms")
    assert module.needs(module.Options(terms=RENAMED)) == ()
    assert module.needs(module.Options(terms=RENAMED[:2])) == ("date",)


@pytest.mark.parametrize(
    ("text", "options", "spans"),
    [
        (PLAN, {"any_of": ("目标", "任务")}, []),
        (PLAN, {"any_of": ("任务",)}, [Span(0, 0)]),
        ("", {"any_of": ("任务",)}, [Span(0, 0)]),
        (PLAN, {"any_of": ("任务",), "when": ("考试",)}, []),
        (PLAN, {"any_of": ("任务",), "when": ("考试", "保障")}, [Span(0, 0)]),
        (PLAN, {"any_of": ("通知",), "where": "title"}, []),
        (PLAN, {"any_of": ("要点",), "where": "title"}, [Span(0, 11)]),
        ("关于工作\n要点的通知\n各单位：\n甲。\n", {"any_of": ("工作要点",), "where": "title"}, []),
        (PLAN, {"any_of": ("打造",), "section": ("保障",)}, [Span(41, 43)]),
        (PLAN, {"any_of": ("不说",), "section": ("保障",)}, []),
        (PLAN, {"any_of": ("打造",), "section": ("没有",)}, []),
    ],
)
def test_required_text(text: str, options: dict[str, Any], spans: list[Span]) -> None:
    assert [hit.span for hit in judge("required-text", text, **options)] == spans


@pytest.mark.parametrize(
    ("expected", "options"),
    [
        ("镇街、镇街、⟦街镇⟧", {}),
        ("镇街、⟦街镇⟧", {}),
        ("街镇、街镇、⟦镇街⟧", {}),
        ("街镇", {}),
        ("⟦街镇⟧", {"prefer": "first"}),
        ("⟦街镇⟧、⟦街镇⟧、镇街", {"prefer": "first"}),
        ("镇街、镇街，名为街镇网", {"allow": ("街镇网",)}),
        ("区教委、区教委、⟦教委⟧、镇街", {"names": (("区教委", "教委"), ("镇街", "街镇"))}),
    ],
)
def test_consistent_name(expected: str, options: dict[str, Any]) -> None:
    text = expected.replace("⟦", "").replace("⟧", "")
    assert marked("consistent-name", text, **{"names": (("镇街", "街镇"),), **options}) == expected


def test_the_name_in_use_is_shown_beside_the_other_one() -> None:
    [hit] = judge("consistent-name", "镇街、镇街、街镇", names=(("镇街", "街镇"),))
    assert hit.suggestion == "镇街"
    assert [related.span for related in hit.related] == [Span(0, 2)]


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("forbidden-terms", {"terms": ()}),
        ("forbidden-terms", {"terms": ("甲", " ")}),
        ("forbidden-terms", {"terms": ("甲",), "where": "title", "section": ("乙",)}),
        ("replaced-terms", {"terms": ()}),
        ("replaced-terms", {"terms": (Replacement(old="甲", new=""),)}),
        (
            "replaced-terms",
            {"terms": (Replacement(old="甲", new="乙", since=date(2020, 1, 1), until=date(2019, 1, 1)),)},
        ),
        ("required-text", {"any_of": ()}),
        ("consistent-name", {"names": ()}),
        ("consistent-name", {"names": (("甲",),)}),
        ("consistent-name", {"names": (("甲", "乙"), ("乙", "丙"))}),
        ("fixed-list", {"members": ("甲",)}),
        ("fixed-list", {"members": ("甲", "甲")}),
        ("fixed-list", {"members": ("甲", "乙"), "min": 1}),
        ("pattern", {"pattern": ""}),
        ("pattern", {"pattern": "甲("}),
        ("pattern", {"pattern": "甲*"}),
        ("pattern", {"pattern": "甲" * 1001}),
        ("pattern", {"pattern": "(" * 400 + "甲" + ")" * 400}),
        ("pattern", {"pattern": "(甲)", "replace": r"\1\2"}),
        ("length", {}),
        ("length", {"max": 3, "min": 4}),
    ],
)
def test_options_that_make_no_sense_are_refused(name: str, options: dict[str, Any]) -> None:
    with pytest.raises(PlanlintError) as error:
        load(name).Options(**options)
    assert error.value.code == "bad-option"


@pytest.mark.parametrize(
    "name",
    [
        "consistent-name",
        "fixed-list",
        "forbidden-terms",
        "length",
        "pattern",
        "replaced-terms",
        "required-text",
    ],
)
def test_recipes_do_what_their_cases_say(name: str, tmp_path: Path) -> None:
    path = tmp_path / "recipe.yaml"
    path.write_text(load(name).RECIPE, encoding="utf-8")
    [rule] = load_rules([(path, path.name)], {})
    for written, judged in verdicts(rule):
        assert judged == written
