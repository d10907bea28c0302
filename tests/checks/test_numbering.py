"""Numbering: the scope a document uses, one slip one finding, and altered copies of the seeds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.api import Options, Session
from planlint.model import Document, Node
from planlint.outline import parse

NUMBERING = ("numbering-gap", "numbering-duplicate", "numbering-order", "numbering-style", "numbering-mark")
SESSION = Session(Options(select=NUMBERING))
SEEDS = [p.read_text("utf-8") for p in sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))]


def slips(text: str) -> list[tuple[str, int]]:
    """The numbering findings: rule (without its prefix) and 1-based line."""
    result = SESSION.lint(Document(text, "x.txt"))
    assert result is not None
    assert result.error is None
    return [(f.rule.removeprefix("numbering-"), text.count("\n", 0, f.span.start) + 1) for f in result.findings]


def lines(*numbers: str) -> str:
    return "".join(f"{n}任务{i}要抓好落实\n" for i, n in enumerate(numbers))


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("一、 1. 2. 二、 3. 4. 三、 5.", []),
        ("一、 1. 2. 二、 1. 2. 三、 1.", []),
        ("一、 1. 2. 二、 3. 三、 1. 2. 四、 3.", []),
        ("一、 （一） 1. 2. （二） 3. 二、 （三） 4.", []),
        ("一、 （一） （二） 二、 （一） （二）", []),
        ("第一章 第一条 第二条 第二章 第三条 第四条", []),
        ("一、 1. 2. 二、 4. 5. 三、 6.", [("gap", 5)]),
        ("一、 1. 2. 二、 2. 3. 三、 1. 2.", [("gap", 5)]),
        ("一、 1. 2. 三、 5. 6. 四、 7.", [("gap", 4)]),
        ("一、 1. 三、 3. 二、 2. 四、 4.", [("order", 3)]),
        ("一、 1. 2. 二、 3. 4. 二、 3. 4. 三、 5. 6.", [("duplicate", 7)]),
        ("1. 2. 4.", [("gap", 3)]),
        ("1. 2. 2. 3.", [("duplicate", 3)]),
        ("1. 2. 2. 4.", [("duplicate", 3)]),
        ("1. 3. 2. 4.", [("order", 2)]),
        ("1. 3. 3. 4.", [("gap", 2)]),
        ("二、 三、 四、", [("gap", 1)]),
        ("1. 2. 3、 4.", [("style", 3)]),
        ("（一） （二）、 （三）", [("mark", 2)]),
        ("一、 1. 2. 3. 二、 4. 5. 三、 6、", [("style", 9)]),
        ("一、 1. 2. 二、 3. 4. 三、 5. 6、 四、 7.", [("style", 9)]),
        ("一、 1. 2. 二、 1、 2、", []),
        ("① ② ④", [("gap", 3)]),
        ("一、 （一） （二） （三） 二、 （八） （二） （三）", [("gap", 6)]),
        ("一、 （一） （二） （三） 二、 （四） （二） （三）", [("gap", 6)]),
        ("一、 1. 2. 二、 3. 2. 1. 三、 1. 2.", [("order", 5)]),
        ("一、 1. 2. 二、 9. 4. 5. 三、 6.", [("gap", 5)]),
        ("一、 （一） （一） 二、", [("duplicate", 3)]),
        ("一、 1. 2. 3. 1. 二、", [("duplicate", 5)]),
        ("一. 二、 三、", [("mark", 1)]),
        ("一是 二是 四是", [("gap", 3)]),
        ("第一章 第二章 第四章", [("gap", 3)]),
    ],
)
def test_verdicts(labels: str, expected: list[tuple[str, int]]) -> None:
    assert slips(lines(*labels.split())) == expected


def test_a_slip_says_whether_an_item_is_missing_or_the_rest_is_shifted() -> None:
    result = SESSION.lint(Document(lines("1.", "2.", "4.", "5."), "x.txt"))
    assert result is not None
    assert "可能漏了一项" in result.findings[0].texts["zh"]
    result = SESSION.lint(Document(lines("1.", "2.", "2.", "4."), "x.txt"))
    assert result is not None
    assert result.findings[0].suggestion == "3."


@pytest.mark.parametrize("before", ["", "　　", "1.抓好三件事。", "抓好三件事："])
def test_a_run_inside_a_paragraph_may_open_it(before: str) -> None:
    assert slips(f"一、任务\n{before}一是抓甲。二是抓乙；四是抓丙。\n") == [("gap", 2)]
    assert slips(f"一、任务\n{before}一是抓甲。二是抓乙；三是抓丙。\n一是抓丁；二是抓戊。\n") == []


def test_labels_are_named_without_the_blank_behind_them() -> None:
    result = SESSION.lint(Document("一、任务\n(1) 抓好甲\n(3) 抓好乙\n(4) 抓好丙\n", "x.txt"))
    assert result is not None
    assert "“(1)”之后应为“(2)”，实为“(3)”" in result.findings[0].texts["zh"]


def test_a_number_that_stands_in_the_text_is_not_missing() -> None:
    assert slips("一、甲。\n（一）乙事。（二）丙事。\n（三）丁事。\n") == []


@pytest.mark.parametrize("label", ["二）", "（二", "(二", "二)"])
def test_a_number_short_of_a_bracket_is_not_missing(label: str) -> None:
    assert slips(f"一、甲\n（一）乙\n{label}丙\n（三）丁\n") == []
    assert slips("一、甲\n（一）乙\n丙\n（三）丁\n") != []


@pytest.mark.parametrize("label", ["({})、", "（{}）.", "({}) "])
def test_a_bracket_may_be_followed_by_a_mark(label: str) -> None:
    first, third = label.format("1"), label.format("3")
    assert "gap" not in dict(slips(f"一、甲\n{first}乙\n2)丙\n{third}丁\n"))
    assert "gap" in dict(slips(f"一、甲\n{first}乙\n丙\n{third}丁\n"))


def test_a_list_reused_one_level_down() -> None:
    assert slips(lines("一、", "二、") + "要点如下：\n" + lines("一、", "二、", "三、") + lines("三、", "四、")) == []


def test_attachments_count_for_themselves() -> None:
    text = "某通知\n各单位：\n请执行。\n一、甲\n好。\n二、乙\n好。\n某局\n2027年1月8日\n\n附件1\n表一\n1.甲好。\n2.乙好。\n附件2\n表二\n1.丙好。\n3.丁好。\n4.戊好。\n"
    assert slips(text) == [("gap", 18)]


def nodes(text: str) -> list[Node]:
    return [n for n in parse(Document(text)).nodes("section", "item") if n.kind == "item" or (n.label and n.children)]


PICK = st.tuples(st.sampled_from(SEEDS), st.integers(0, 60))


def siblings(text: str, at: int) -> tuple[Node, Node, Node] | None:
    """Some node of the text with a neighbour on both sides, and those."""
    found = nodes(text)
    node = found[at % len(found)]
    assert node.parent is not None
    row = [n for n in node.parent.children if n.label]
    index = row.index(node)
    return (row[index - 1], node, row[index + 1]) if 0 < index < len(row) - 1 else None


@given(PICK)
def test_an_item_or_section_removed_gives_one_gap(pick: tuple[str, int]) -> None:
    text, at = pick
    if (three := siblings(text, at)) is None:
        return
    _, node, after = three
    assert after.label is not None
    altered = text[: node.span.start] + text[node.span.end + 1 :]
    label = after.label.span.start - (node.span.end + 1 - node.span.start)
    assert slips(altered) == [("gap", altered.count("\n", 0, label) + 1)]


@given(PICK)
def test_neighbours_swapped_give_one_order_slip(pick: tuple[str, int]) -> None:
    text, at = pick
    if (three := siblings(text, at)) is None:
        return
    _, node, after = three
    first, second = text[node.span.start : node.span.end + 1], text[after.span.start : after.span.end + 1]
    altered = text[: node.span.start] + second + first + text[after.span.end + 1 :]
    assert slips(altered) == [("order", altered.count("\n", 0, node.span.start) + 1)]


@given(PICK)
def test_a_copy_gives_one_duplicate(pick: tuple[str, int]) -> None:
    text, at = pick
    if (three := siblings(text, at)) is None:
        return
    node = three[1]
    block = text[node.span.start : node.span.end + 1]
    altered = text[: node.span.end + 1] + block + text[node.span.end + 1 :]
    assert slips(altered) == [("duplicate", altered.count("\n", 0, node.span.end + 1) + 1)]


@given(PICK, st.integers(1, 3))
def test_a_wrong_number_gives_one_slip_there(pick: tuple[str, int], off: int) -> None:
    text, at = pick
    found = [n for n in nodes(text) if n.kind == "item" and n.label]
    node = found[at % (len(found) - 1)]
    label = node.label
    assert label is not None
    new = re.sub(r"\d+", str(label.number + off), label.text)
    altered = text[: label.span.start] + new + text[label.span.end :]
    (slip,) = slips(altered)
    assert slip[0] in ("gap", "duplicate")
    assert slip[1] == altered.count("\n", 0, label.span.start) + 1
