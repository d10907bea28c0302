"""The table of series: each pair of year and number that was read off the news, and what the formulas make of them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.facts import Facts
from planlint.facts.series import HORIZON, Series, SeriesTable, series_table
from planlint.model import PlanlintError
from planlint.pack import pack

FACTS = Facts(pack()["facts"])
TABLE = series_table(FACTS)

PAIRS = {
    "推普周": {2012: 15, 2017: 20, 2020: 23, 2021: 24, 2022: 25, 2023: 26, 2024: 27, 2025: 28},
    "学宪法讲宪法": {2017: 2, 2019: 4, 2021: 6, 2022: 7, 2023: 8, 2024: 9, 2025: 10},
    "中华经典诵写讲大赛": {2022: 4, 2023: 5, 2025: 7},
    "终身学习活动周": {2011: 7, 2020: 16, 2024: 20},
    "职教周": {2019: 5, 2021: 7, 2024: 10},
    "教师节": {2012: 28, 2020: 36, 2023: 39, 2026: 42},
    "国家宪法日": {2014: 1, 2020: 7, 2025: 12},
    "青少年科技创新大赛": {2013: 28, 2016: 31, 2018: 33, 2024: 38, 2025: 39},
    "中小学生艺术展演": {2016: 5, 2019: 6, 2025: 8},
    "大学生艺术展演": {2015: 4, 2018: 5, 2021: 6, 2024: 7},
    "互联网+”大学生创新创业大赛": {2015: 1, 2017: 3, 2021: 7, 2022: 8},
    "全国学生运动会": {2014: 12, 2017: 13, 2021: 14},
    "中小学生安全教育日": {2017: 22, 2020: 25, 2022: 27, 2026: 31},
    "全民国家安全教育日": {2017: 2, 2021: 6, 2026: 11},
    "中国航天日": {2017: 2, 2020: 5, 2026: 11},
    "中国人民警察节": {2021: 1, 2026: 6},
    "中国农民丰收节": {2018: 1, 2025: 8},
    "全国助残日": {2013: 23, 2020: 30, 2026: 36},
    "爱国卫生月": {2020: 32, 2023: 35, 2024: 36},
    "全国防灾减灾日": {2013: 5, 2020: 12, 2026: 18},
    "安全生产月": {2014: 13, 2016: 15},
    "世界艾滋病日": {2012: 25, 2021: 34},
    "世界读书日": {2015: 20, 2025: 30},
    "世界地球日": {2013: 44, 2024: 55},
    "国际禁毒日": {2014: 27, 2026: 39},
    "世界水日": {2013: 21, 2026: 34},
    "中国水周": {2015: 28, 2026: 39},
    "记者节": {2014: 15, 2025: 26},
    "全民健身日": {2017: 9, 2026: 18},
    "中国旅游日": {2013: 3, 2026: 16},
    "文化和自然遗产日": {2024: 8, 2025: 9},
    "世界知识产权日": {2016: 16, 2026: 26},
    "节能宣传周": {2017: 27, 2024: 34},
    "世界粮食日": {2015: 35, 2024: 44},
    "全民阅读大会": {2023: 2, 2026: 5},
    "进博会": {2019: 2, 2025: 8, 2026: 9},
    "数字中国建设峰会": {2019: 2, 2026: 9},
    "西洽会": {2018: 21, 2019: 2, 2021: 3, 2022: 4, 2023: 5, 2025: 7},
    "世界互联网大会": {2015: 2, 2019: 6},
    "东盟博览会": {2012: 9, 2020: 17, 2025: 22},
    "消博会": {2022: 2, 2026: 6},
    "链博会": {2024: 2, 2026: 4},
    "高交会": {2012: 14, 2020: 22, 2025: 27},
    "投洽会": {2012: 16, 2014: 18, 2021: 21, 2025: 25},
    "中国航展": {2012: 9, 2018: 12, 2021: 13, 2022: 14, 2024: 15},
    "文化产业博览交易会": {2013: 9, 2020: 16, 2026: 22},
    "亚运会": {2014: 17, 2018: 18, 2023: 19},
    "奥运会": {2012: 30, 2016: 31, 2024: 33},
    "冬奥会": {2014: 22, 2022: 24, 2026: 25},
    "全运会": {2013: 12, 2021: 14, 2025: 15},
    "大运会": {2023: 31},
    "世界技能大赛": {2015: 43, 2019: 45, 2026: 48},
    "残运会": {2015: 9, 2021: 11, 2025: 12},
    "民族传统体育运动会": {2015: 10, 2024: 12},
}


def named(word: str) -> Series:
    series = TABLE.names[word].series
    assert series is not None
    return series


@pytest.mark.parametrize("word", PAIRS)
def test_every_pair_read_off_the_news_comes_out(word: str) -> None:
    series = named(word)
    for year, number in PAIRS[word].items():
        assert series.editions(year) == (number,)
        assert series.year(number) == year
        assert series.accepts(year, number)


def test_a_fair_twice_a_year_has_two_numbers() -> None:
    series = named("广交会")
    assert series.editions(2019) == (125, 126)
    assert series.editions(2026) == (139, 140)
    assert series.year(140) == series.year(139) == 2026


def test_years_without_a_number_have_none() -> None:
    assert named("西洽会").editions(2020) == ()
    assert named("投洽会").editions(2020) == ()
    assert named("全国学生运动会").editions(2022) == ()
    assert named("中小学生艺术展演").editions(2024) == ()
    assert named("世界互联网大会").editions(2021) == ()
    assert named("推普周").editions(1997) == ()
    assert named("推普周").year(0) is None
    assert named("亚运会").year(40) is None


def test_a_postponed_edition_is_right_in_the_year_it_was_planned_for() -> None:
    assert named("亚运会").accepts(2022, 19)
    assert named("亚运会").editions(2022) == ()


def test_numbers_after_the_last_one_checked_are_not_certain() -> None:
    series = named("推普周")
    assert series.certain(2025)
    assert not series.certain(2026)
    assert series.editions(2026) == (29,)
    assert not named("国家公祭日").certain(2014)


def test_something_else_of_a_like_name_is_known_as_such() -> None:
    assert TABLE.names["全国大学生运动会"].series is None


def made(**record: Any) -> Series:
    table = SeriesTable({"verified": True, "all": [{"name": "甲", **record}]})
    series = table.names["甲"].series
    assert series is not None
    return series


@given(st.sets(st.integers(2001, 2030), max_size=5), st.integers(2000, 2040), st.integers(1, 3))
def test_year_and_number_agree_both_ways(skipped: set[int], year: int, each: int) -> None:
    series = made(first={"year": 2000, "edition": 1}, skipped=sorted(skipped), each=each)
    numbers = series.editions(year)
    assert bool(numbers) == (year not in skipped)
    for number in numbers:
        assert series.year(number) == year


@given(st.integers(-10, 10**6))
def test_any_number_is_looked_up_in_bounded_time(number: int) -> None:
    year = made(first={"year": 2000, "edition": 1}).year(number)
    assert year is None or year <= HORIZON


LOCAL = [
    {"name": "重庆市语言文字论文评选", "aliases": ["论文评选"], "first": {"year": 2019, "edition": 1}},
    {"name": "教师节", "editions": {"2025": 3}},
]


def test_an_office_adds_its_own_in_a_few_lines() -> None:
    table = TABLE.adding(LOCAL)
    assert TABLE.adding([]) is TABLE
    assert TABLE.adding(list(LOCAL)) is table
    assert {"重庆市语言文字论文评选", "语言文字论文评选", "论文评选", "教师节"} == set(table.own)
    assert table.own["语言文字论文评选"].before == "重庆市"
    series = table.own["论文评选"].series
    assert series is not None
    assert series.editions(2023) == (5,)
    assert series.certain(2023)


@pytest.mark.parametrize(
    "record",
    [
        {"name": "甲"},
        {"first": {"year": 2019, "edition": 1}},
        {"name": "甲", "first": {"year": 2019}},
        {"name": "甲", "editions": {"去年": 1}},
    ],
)
def test_a_record_that_says_too_little_is_refused(record: dict[str, Any]) -> None:
    with pytest.raises(PlanlintError) as caught:
        TABLE.adding([record])
    assert caught.value.code == "bad-facts"
