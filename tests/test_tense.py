"""Which way a place of a document looks."""

from __future__ import annotations

import pytest

from planlint.api import library
from planlint.context import Context
from planlint.facts import Facts
from planlint.genres import infer_genre
from planlint.model import Document
from planlint.outline import parse
from planlint.pack import pack
from planlint.tense import tense_at


def tense_of(text: str, words: str) -> str:
    plan = parse(Document(text))
    genres = library().genres
    for part in plan.parts:
        part.genre = infer_genre(part.title_text, genres.values())
    context = Context(plan, Facts(pack()["facts"]), genres={name: g.record() for name, g in genres.items()})
    return tense_at(context, text.index(words))


REPORT = "某市2027年政府工作报告\n\n各位代表：\n现在报告工作。\n一、2026年工作回顾\n（一）抓经济\n甲事。\n二、2027年重点任务\n（一）抓经济\n乙事。\n"
TWO = "某局2026年工作总结\n一年来成效明显。\n一、主要成绩\n甲事。\n二、存在问题\n有。\n\n某局2027年工作计划\n\n新的一年要这样做。\n一、主要目标\n乙事。\n二、重点任务\n多。\n"


@pytest.mark.parametrize(
    ("text", "words", "tense"),
    [
        (REPORT, "甲事", "back"),
        (REPORT, "乙事", "forward"),
        (REPORT, "现在报告", "both"),
        ("某市2027年政府工作报告\n\n现在报告。\n一、发展成就\n甲事。\n二、其他\n乙事。\n", "甲事", "back"),
        (TWO, "甲事", "back"),
        (TWO, "乙事", "forward"),
        ("某局2027年工作要点\n\n抓好落实。\n一、甲\n乙事。\n二、丙\n丁。\n", "乙事", "forward"),
        ("某局2027年工作要点\n\n抓好落实。\n一、上年工作总结\n乙事。\n二、丙\n丁。\n", "乙事", "back"),
        ("某局公告\n\n乙事。\n", "乙事", "both"),
        (
            "关于某县预算的报告\n\n现在报告。\n第一部分\n\n预算执行情况\n\n甲事。\n第二部分\n\n其他\n乙。\n",
            "甲事",
            "back",
        ),
        ("政府工作报告\n\n现在报告工作。\n\n过去五年工作回顾\n\n甲事。\n\n今后五年的事\n\n乙。\n", "甲事", "back"),
        ("某局2026年工作总结及2027年工作计划\n2026年工作总结\n一、抓甲\n甲事。\n二、抓乙\n乙事。\n", "甲事", "back"),
        (
            "某局2027年工作要点\n\n抓好落实。\n一、对防范风险、维护秩序、保护消费者权益成效较好的地方优先支持，"
            "在同等条件下考虑其申报的试点（乙事）\n",
            "乙事",
            "forward",
        ),
    ],
)
def test_tense(text: str, words: str, tense: str) -> None:
    assert tense_of(text, words) == tense


@pytest.mark.parametrize(
    ("title", "tense"), [("某局2026年工作总结暨2027年工作思路", "back"), ("某局2027年工作思路", "forward")]
)
def test_what_a_review_and_plan_in_one_begins_with_looks_back(title: str, tense: str) -> None:
    plan = parse(
        Document(f"{title}\n\n2026年，某局圆满完成甲事。\n一、2026年工作\n乙事。\n二、2027年工作思路\n丙事。\n")
    )
    genres = {plan.parts[0].genre: {"tense": "forward"}}
    context = Context(plan, Facts(pack()["facts"]), year=2027, genres=genres)
    assert tense_at(context, plan.clean.index("甲事")) == tense
    assert tense_at(context, plan.clean.index("丙事")) == "forward"


@pytest.mark.parametrize(
    ("title", "tense"), [("某委2026年工作总结和2027年工作思路", "both"), ("某委2027年工作思路", "forward")]
)
def test_only_headings_tell_the_tense_of_a_review_and_plan_in_one(title: str, tense: str) -> None:
    text = f"{title}\n\n现总结如下。\n一、组织更加有力\n甲事。\n二、2027年工作打算\n乙事。\n"
    assert (tense_of(text, "甲事"), tense_of(text, "乙事")) == (tense, "forward")


@pytest.mark.parametrize(
    ("heading", "tense"),
    [
        ("今年以来主要工作", "back"),
        ("2027年工作设想", "forward"),
        ("2026年主要工作", "back"),
        ("2027年主要工作", "both"),
        ("主要工作", "both"),
    ],
)
def test_a_heading_with_a_year_that_is_over_looks_back(heading: str, tense: str) -> None:
    plan = parse(Document(f"某院工作报告\n\n现在报告工作。\n一、{heading}\n甲事。\n二、其他\n乙。\n"))
    assert tense_at(Context(plan, Facts(pack()["facts"]), year=2027), plan.clean.index("甲事")) == tense
