"""When a document was written, and which year it is for."""

from __future__ import annotations

from datetime import date

import pytest

from planlint.dates import parse_date
from planlint.dating import date_document, plan_year
from planlint.model import Document
from planlint.outline import parse

BODY = "一、甲\n好。\n二、乙\n好。\n"


@pytest.mark.parametrize(
    ("text", "window", "source", "year"),
    [
        (f"某局2027年工作要点\n{BODY}某局\n2026年12月30日\n", ("2026-12-30", "2026-12-30"), "signature", 2027),
        (f"某局2027年工作要点\n{BODY}某局\n二〇二六年十二月三十日\n", ("2026-12-30", "2026-12-30"), "signature", 2027),
        (f"某局2027年工作要点\n{BODY}某局\n2027年　月　日\n", ("2027-01-01", "2027-12-31"), "signature", 2027),
        (f"某局2027年工作要点\n{BODY}某局\n2027年3月  日\n", ("2027-03-01", "2027-03-31"), "signature", 2027),
        (
            f"某局关于数字化的意见\n某局发〔2027〕3号\n各单位：\n{BODY}",
            ("2027-01-01", "2027-12-31"),
            "document-number",
            2027,
        ),
        (f"某局2027年工作要点\n{BODY}", ("2027-01-01", "2027-12-31"), "title", 2027),
        (f"2027第二学期德育工作计划\n{BODY}", ("2027-01-01", "2027-12-31"), "title", 2027),
        (
            f"某市2027年政府工作报告\n——2027年1月20日在某市人民代表大会上\n{BODY}",
            ("2027-01-20", "2027-01-20"),
            "title",
            2027,
        ),
        (f"某镇宪法宣传日活动方案2027\n\n{BODY}", ("2027-01-01", "2027-12-31"), "title", 2027),
        (f"2027乡镇妇联工作计划\n\n{BODY}", ("2027-01-01", "2027-12-31"), "title", 2027),
        (f"工作要点\n\n2027年是关键之年，要抓好落实。\n{BODY}", ("2027-01-01", "2027-12-31"), "first-line", 2027),
        (
            f"工作计划\n\n为{'抓好落实、' * 12}提升质效，制定2027年政务公开工作计划如下：\n{BODY}",
            ("2027-01-01", "2027-12-31"),
            "first-line",
            2027,
        ),
        (
            f"某局会议纪要\n\n会议研究了甲。\n{BODY}某局办公室　　2027年6月11日印发\n",
            ("2027-06-11", "2027-06-11"),
            "signature",
            2027,
        ),
        (f"某局行动计划（2026—2028年）\n{BODY}", ("2025-01-01", "2027-12-31"), "title", 2026),
        (f"某局三年行动计划\n（2026—2028年）\n\n{BODY}", ("2025-01-01", "2027-12-31"), "title", 2026),
        (f"某局2022年工作总结和2023年工作计划\n{BODY}", ("2022-01-01", "2023-12-31"), "title", 2023),
        (f"某局二〇二七年工作要点\n{BODY}", ("2027-01-01", "2027-12-31"), "title", 2027),
        (f"某局关于印发《某局2027年工作要点》的通知\n各单位：\n{BODY}", ("2027-01-01", "2027-12-31"), "title", 2027),
        (f"某校2024－2025学年度工作计划\n{BODY}", ("2024-01-01", "2025-12-31"), "title", 2024),
        (f"某校2024－2025第一学期工作计划\n{BODY}", ("2024-01-01", "2025-12-31"), "title", 2024),
        (f"2024-2025学校工作计划\n{BODY}", ("2024-01-01", "2025-12-31"), "title", 2024),
    ],
)
def test_where_the_date_comes_from(text: str, window: tuple[str, str], source: str, year: int) -> None:
    plan = parse(Document(text))
    dating = date_document(plan)
    assert dating is not None
    assert ((dating.start.isoformat(), dating.end.isoformat()), dating.source) == (window, source)
    assert plan_year(plan, dating) == year


@pytest.mark.parametrize("title", ["某区贯彻《教育强国建设规划纲要（2024—2035年）》实施方案", "某市2035年远景规划"])
def test_years_in_a_title_that_say_nothing_of_its_date(title: str) -> None:
    assert date_document(parse(Document(f"{title}\n\n要抓好落实。\n{BODY}"))) is None


def test_the_last_year_of_a_plan_named_first_is_not_the_year_it_is_named_in() -> None:
    opening = "为推动《某项三年行动方案（2024—2026年）》落地，现将子方案印发给你们。"
    assert date_document(parse(Document(f"各单位：\n{opening}\n{BODY}"))) is None


def test_a_plan_that_others_are_to_make_dates_nothing() -> None:
    opening = f"{'抓好落实、' * 12}提升质效。请结合实际，制定2027年工作计划并抓好落实。"
    assert date_document(parse(Document(f"各单位：\n{opening}\n{BODY}"))) is None


@pytest.mark.parametrize("blank", ["", " "])
def test_the_year_of_a_vision_is_not_that_of_the_plan(blank: str) -> None:
    opening = f"为落实《第十五个五年规划和{blank}2035{blank}年远景目标纲要》，完善路网，编制本规划。"
    assert date_document(parse(Document(f"{opening}\n{BODY}"))) is None


def test_no_date_and_a_given_one() -> None:
    plan = parse(Document(f"工作要点\n\n要抓好落实。\n{BODY}"))
    assert date_document(plan) is None
    assert plan_year(plan, None) is None
    given = date_document(plan, ("2027-03", "option"))
    assert given is not None
    assert (given.start, given.end, given.source) == (date(2027, 3, 1), date(2027, 3, 31), "option")
    assert plan_year(plan, given, 2028) == 2028


@pytest.mark.parametrize(
    "text", ["2027-13-01", "2027-02-30", "明天", "27-1-1", "", "2027年13月", "2027年春", "2027年1月8"]
)
def test_what_is_no_date(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize("text", ["2027-01-08", "2027/1/8", "2027年1月8日", "2027年1月8号", " 二〇二七年一月八日 "])
def test_a_day_may_be_written_in_many_ways(text: str) -> None:
    assert parse_date(text) == (date(2027, 1, 8), date(2027, 1, 8))
