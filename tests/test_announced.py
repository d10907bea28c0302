from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.announced import announced
from planlint.context import Context
from planlint.countwords import count_words
from planlint.facts import Facts
from planlint.model import Document
from planlint.outline import parse
from planlint.pack import pack
from planlint.terms import Vocabulary, provide


def said(text: str) -> list[str]:
    """Return each announced list as `count=how many`, with ? where that may be meant otherwise."""
    plan = parse(Document(text))
    context = Context(plan, Facts(pack()["facts"]))
    provide(context, Vocabulary(count_words(context.facts).counted))
    found = announced(context)
    for one in found:
        assert all(0 <= a <= b <= len(text) for a, b in (one.said, *one.members))
    return [f"{plan.text(one.said)}={one.low}{'?' * one.open}" for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("抓好三项工作：一是建制度。二是强队伍。三是严督导。\n", ["三项=3"]),
        ("今年重点抓好三项工作。一是建制度。二是强队伍。\n", ["三项=2?"]),
        ("注意两点：一要防层层加码；二要防形式主义。\n", ["两点=2"]),
        ("要从三个方面着手：\n一是建制度。\n二是强队伍。\n", ["三个=2"]),
        ("抓好三项工作：一是建制度；三是严督导。\n", ["三项=2"]),
        ("分为四类：（一）甲；（二）乙；（三）丙。\n", ["四类=3"]),
        (
            "今年要做好四个方面工作：\n（一）抓好甲\n做好甲。\n（二）抓好乙\n做好乙。\n（三）抓好丙\n做好丙。\n",
            ["四个=3"],
        ),
        ("具体抓好两项重点工作。\n1.抓好甲。\n2.抓好乙。\n", ["两项=2?"]),
        ("做到“三个更加注重”：\n——更加注重甲。\n——更加注重乙。\n一、总体要求\n", ["“三个更加注重”=2"]),
        ("落实“两项工作：一是抓党建。二是抓教学。三是抓安全。\n", ["两项=3"]),  # the mark is never closed
        ("建立三项机制：甲组的机制；乙组的机制；丙组的机制。\n", ["三项=3"]),
        ("建立三项机制：甲组（丁；戊）的机制；乙组的机制，按月通报。\n", ["三项=2?"]),
    ],
)
def test_what_follows_a_count(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "3个工作日内应当提交以下材料：（一）申请书；（二）照片。\n",
        "两类企业应提交：（一）申请书；（二）照片；（三）合同。\n",
        "第三条 申请人提交以下材料：（一）申请书；（二）照片。\n",
        "抓好三项工作：甲、乙和丙。\n",
        "抓好三项工作：\n甲。\n乙。\n",
        "抓好三个方面：一是甲。主要有两点：一是丙，二是丁；二是乙；三是戊。\n",
        "做到“五个注重”：\n——注重甲。\n另起一段。\n——注重乙。\n",
        "抓好三项工作：\n2.抓好乙。\n3.抓好丙。\n",
        "三项：",
        "：一是",
    ],
)
def test_what_announces_nothing_or_is_not_clear(text: str) -> None:
    assert said(text) == []


@given(st.text("一二三两是要：；。，、（）①1第项个点—”“\n 甲"))
def test_any_text_is_read(text: str) -> None:
    said(text)
