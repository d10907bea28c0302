"""The document's own year, dates, numbers, deadlines, and whose draft it is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checks.dated import findings, found, seed

PLAN = """沙河区{title}年教育工作要点

{first}年全区教育工作总体要求：抓落实。
一、{heading}年重点任务
抓落实。

沙河区教育委员会
{date}
"""


def plan(title: int = 2027, first: int = 2027, heading: int = 2027, day: str = "2027年1月8日") -> str:
    return PLAN.format(title=title, first=first, heading=heading, date=day)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (plan(), []),
        (plan(day="2026年12月8日"), []),
        (plan(day="2026年10月8日"), []),
        (plan(day="2026年1月8日"), ["2026"]),
        (plan(title=2026), ["2026年"]),
        (plan(first=2026), ["2026年"]),
        (plan(heading=2026), ["2026年"]),
        (plan(heading=2026, day="2026年12月8日"), ["2026年"]),
        (plan(title=2026, first=2026, heading=2026), ["2027"]),
        ("沙河区2026年工作总结\n\n2026年是不平凡的一年，工作取得成效。\n\n沙河区教育委员会\n2027年1月8日\n", []),
        ("关于征集2028年重点工作安排的通知\n各学校：\n请于年底前报送。\n\n沙河区教育委员会\n2027年5月8日\n", []),
        ("关于同意承办2029年运动会的批复\n市体育局：\n同意承办。\n\n市政府\n2027年5月8日\n", []),
        ("沙河区2027年工作要点\n（2026年1月8日党组会议通过）\n\n一、任务\n抓落实。\n", ["2026"]),
        ("沙河区2027年工作要点\n（2026年12月8日党组会议通过）\n\n一、任务\n抓落实。\n", []),
        (
            "关于2026年法治建设情况的报告\n市政府：\n报告如下。\n一、2027年工作安排\n抓落实。\n\n某局\n2027年1月8日\n",
            [],
        ),
        ("某校2026—2027学年度第二学期计划\n\n抓落实。\n一、任务\n抓落实。\n\n某校\n2027年2月8日\n", []),
        ("某校2025—2026学年度第二学期计划\n\n抓落实。\n一、任务\n抓落实。\n\n某校\n2027年2月8日\n", ["2025—2026学年"]),
        (
            "某区2026年预算执行情况和2027年预算草案的报告\n\n报告如下。\n一、2027年预算草案\n抓落实。\n\n某局\n2027年1月8日\n",
            [],
        ),
        (
            "某区2026年预算执行情况和2027年预算草案的报告\n\n报告如下。\n一、2026年预算草案\n抓落实。\n\n某局\n2027年1月8日\n",
            ["2026年"],
        ),
        (
            "某区2025年预算执行情况和2026年预算草案的报告\n\n报告如下。\n一、预算草案\n抓落实。\n\n某局\n2027年1月8日\n",
            ["2027"],
        ),
        ("沙河区2026—2027学年工作计划\n\n抓落实。\n一、2026年重点任务\n抓落实。\n", []),
    ],
)
def test_the_years_of_a_document_agree(text: str, expected: list[str]) -> None:
    assert [words for _, words in found(text, "year-mismatch")] == expected


def test_a_year_that_was_asked_for_stands_above_the_documents_own() -> None:
    said = [words for _, words in found(plan(title=2028), "year-mismatch", as_of="2028-02-01", year=2028)]
    assert said == ["2027年", "2027年", "2027"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("推进2023学前教育招生。", ["2023"]),
        ("推进2023重点项目，做好2022村级换届。", ["2023", "2022"]),
        ("招收2023级新生2023人，办好2023年活动，2023至2025年持续。", []),
        ("承办2023中国国际大数据产业博览会，举办2023沙河马拉松。", []),
        ("落实《2023招生办法》，编号2023沙字第5号。", ["2023"]),
        ("投资2001重点工程。", []),
    ],
)
def test_a_year_without_its_character(text: str, expected: list[str]) -> None:
    assert [words for _, words in found(text, "missing-year-character", year=2023)] == expected


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)), st.integers(0, 6))
def test_only_the_right_weekday_is_silent(day: date, weekday: int) -> None:
    text = f"于{day.year}年{day.month}月{day.day}日（星期{'一二三四五六日'[weekday]}）召开。"
    assert (found(text, "weekday-mismatch") == []) is (day.weekday() == weekday)


@given(st.integers(1990, 2050), st.integers(0, 14), st.integers(0, 33))
def test_only_days_that_exist_are_silent(year: int, month: int, day: int) -> None:
    try:
        date(year, month, day)
        exists = True
    except ValueError:
        exists = False
    assert (found(f"于{year}年{month}月{day}日召开。", "impossible-date") == []) is exists


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(-40, 40))
def test_a_deadline_passes_with_its_day(day: date, days: int) -> None:
    ends = day + timedelta(days)
    text = f"于{ends.year}年{ends.month}月{ends.day}日前报送。"
    assert bool(found(text, "deadline-passed", as_of=day.isoformat())) is (days < 0)


@pytest.mark.parametrize(
    ("text", "as_of", "year", "expected"),
    [
        ("3月底前完成。", "2027-04-12", None, ["3月底前"]),
        ("3月底前完成。", "2027-03-31", None, []),
        ("3月底前完成。", "2026-12-12", 2027, []),
        ("3月上旬以前完成。", "2027-03-11", None, ["3月上旬以前"]),
        ("3月底前完成。", "2027", None, []),
        ("每年3月底前完成；次年2月10日前报送。", "2027-04-12", None, []),
        ("2020年底前建成的校舍。", "2027-04-12", None, []),
        ("已于3月底前完成。", "2027-04-12", None, []),
    ],
)
def test_deadlines(text: str, as_of: str, year: int | None, expected: list[str]) -> None:
    assert [words for _, words in found(text, "deadline-passed", as_of=as_of, year=year)] == expected


NOTICE = "{number}\n关于做好招生工作的通知\n各学校：\n请认真贯彻执行。\n\n沙河区教育委员会\n{date}\n"


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("沙教委发〔2027〕12号", None),
        ("沙教委发[2027]12号", "沙教委发〔2027〕12号"),
        ("沙教委发（2027）第012号", "沙教委发〔2027〕12号"),
        ("沙教委发〔27〕12号", "沙教委发〔2027〕12号"),
        ("第12号", None),
    ],
)
def test_the_form_of_a_document_number(number: str, right: str | None) -> None:
    said = findings(NOTICE.format(number=number, date="2027年4月8日"), "doc-number")
    assert [f.suggestion for f in said] == ([right] if right else [])


def test_the_year_of_a_document_number_is_that_of_its_date() -> None:
    number = "沙教委发〔2026〕12号"
    assert found(NOTICE.format(number=number, date="2026年4月8日"), "doc-number-year") == []
    assert found(NOTICE.format(number=number, date="2027年4月8日"), "doc-number-year") == [("error", "2026")]
    assert found(NOTICE.format(number=number, date="2027年1月3日"), "doc-number-year") == [("warning", "2026")]


@pytest.mark.parametrize(
    ("day", "right"),
    [
        ("2027年4月8日", None),
        ("2027年04月08日", "2027年4月8日"),
        ("2027-04-08", "2027年4月8日"),
        ("二〇二七年四月八日", "2027年4月8日"),
        ("二○一二年四月八日", None),
    ],
)
def test_the_form_of_the_date_of_issue(day: str, right: str | None) -> None:
    said = findings(NOTICE.format(number="沙教委发〔2027〕12号", date=day), "date-format")
    assert [f.suggestion for f in said] == ([right] if right else [])


@pytest.mark.parametrize("number", ["000", "002"])
def test_a_seed_at_its_own_date_has_only_its_one_slip(number: str) -> None:
    rules = ("year-mismatch", "missing-year-character", "impossible-date", "weekday-mismatch", "date-format",
             "doc-number", "doc-number-year", "deadline-passed", "outdated-draft")  # fmt: skip
    assert found(seed(number), *rules) == ([("warning", "2023")] if number == "000" else [])


@pytest.mark.parametrize("years", [-2, 2, 3])
def test_a_seed_with_only_its_title_or_date_changed_is_last_years(years: int) -> None:
    changed = seed("002").replace("2021年教育工作要点", f"{2021 + years}年教育工作要点")
    changed = changed.replace("\n2021年全区", f"\n{2021 + years}年全区")
    (only,) = findings(changed, "outdated-draft")
    assert changed[only.span.start : only.span.end] == f"沙坪坝区{2021 + years}年教育工作要点"
    assert "2021年" in only.texts["zh"]
    assert len(only.related) == 5
    dated = seed("000").replace("2023年4月12日", f"{2023 + years}年4月12日")
    (only,) = findings(dated.replace(" 2023年是", f" {2023 + years}年是"), "outdated-draft")
    assert only.span.start == 1
    assert "2023年" in only.texts["zh"]


def test_a_draft_of_a_past_year_does_not_agree_with_the_year_asked_for() -> None:
    (only,) = findings(seed("002"), "outdated-draft", year=2027)
    assert "2021年" in only.texts["zh"]
