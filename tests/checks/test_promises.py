"""Counts against lists, and named lists against headings: the seeds, and copies of them altered in one place."""

from __future__ import annotations

import re

import pytest

from tests.checks.dated import found, seed

RULES = ("count-mismatch", "promise-mismatch")


def altered(number: str, old: str, new: str) -> str:
    text = seed(number)
    assert text.count(old) == 1, old
    return text.replace(old, new)


@pytest.mark.parametrize("number", ["000", "002"])
def test_the_seeds_are_silent(number: str) -> None:
    assert found(seed(number), *RULES) == []


@pytest.mark.parametrize(
    ("number", "old", "new", "expected"),
    [
        ("000", "教育内涵提升、", "", ("warning", "“六大行动”")),
        ("000", "、教育保障增效“", "“", ("warning", "“六大行动”")),
        ("000", "教育内涵提升、", "教育内涵提升、校园安全稳定、", ("warning", "“六大行动”")),
        ("000", "“六大行动”", "“七大行动”", ("warning", "“七大行动”")),
        ("000", "“六大行动”", "“四大行动”", ("info", "“四大行动”")),
        ("000", "“双创建”“双规范”五项", "“双规范”五项", ("warning", "五项")),
        ("000", "“时代红岩”优质课堂、", "", ("info", "6类")),
        ("000", "联芳园区规划新建小学、", "", ("warning", "5个")),
        ("000", "两大行动", "三大行动", ("warning", "三大")),
        ("002", "秘书组、秘书科三级", "秘书组三级", ("warning", "三级")),
        ("002", "“阳光健康课堂进校园”", "", ("info", "四大")),
        ("002", "“小沙粒”", "“小沙粒”“小沙弥”", ("warning", "四大")),
        ("002", "教会、勤练、常赛", "教会、常赛", ("warning", "三个")),
        ("002", "教会、勤练、常赛", "教会、勤练、竞技、常赛", ("warning", "三个")),
        ("002", "区、镇街、学校（社区）三级", "区、学校（社区）三级", ("warning", "三级")),
        ("002", "市、区、教育工会、片区和学校五级", "市、教育工会、片区和学校五级", ("warning", "五级")),
        ("002", "五级联动", "六级联动", ("warning", "六级")),
    ],
)
def test_a_list_that_no_longer_fits_its_count(number: str, old: str, new: str, expected: tuple[str, str]) -> None:
    assert found(altered(number, old, new), "count-mismatch") == [expected]
    assert found(altered(number, old, new), "promise-mismatch") == []


@pytest.mark.parametrize("label", "一二三四五六")
def test_a_promised_section_that_is_gone(label: str) -> None:
    text = seed("000")
    (section,) = re.findall(rf"(?ms)^{label}、.*?(?=^[二三四五六]、|\Z)", text)
    (name,) = re.findall("实施(.*?)行动", section.split("，")[0])
    assert found(text.replace(section, ""), *RULES) == [("warning", name)]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("四、实施教师队伍提质行动", "四、实施教师队伍建设行动", "实施教师队伍建设行动"),
        ("一、实施党建领航聚力行动", "一、实施党建引领行动", "实施党建引领行动"),
        ("四、实施教师队伍提质行动", "四、建强教师队伍", "建强教师队伍"),
        ("教育改革攻坚、", "教育改革深化、", "实施教育改革攻坚行动"),
        ("六、实施", "六、实施校园安全稳定行动，守住底线\n七、实施", "实施校园安全稳定行动"),
    ],
)
def test_a_heading_that_was_not_promised(old: str, new: str, words: str) -> None:
    assert found(altered("000", old, new), *RULES) == [("warning", words)]


def test_sections_in_another_order_than_promised() -> None:
    text = seed("000").replace("教育内涵提升、教育资源扩优、", "教育资源扩优、教育内涵提升、")
    assert found(text, *RULES) == [("warning", "实施教育内涵提升行动")]


def test_a_list_that_the_headings_do_not_carry_promises_nothing() -> None:
    text = "今年坚持规范、质量、安全三个原则。\n一、规范办学\n1.甲。\n二、建强队伍\n1.乙。\n三、推进改革\n1.丙。\n"
    assert found(text, *RULES) == []
