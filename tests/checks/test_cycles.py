"""Five-year plans, plans that have ended, spans of years: what fires, what stays silent, on altered seeds too."""

from __future__ import annotations

import pytest

from tests.checks.dated import findings, found, seed

FIVE = "five-year-plan-mismatch"


@pytest.mark.parametrize(
    ("text", "year", "as_of", "expected"),
    [
        # drafting: the year before, the first years; never after the end, nor long before
        ("编制“十五五”规划。", 2025, None, []),
        ("编制“十五五”规划。", 2026, None, []),
        ("编制“十五五”规划。", 2022, None, [("error", "十五五")]),
        ("启动第十四个五年规划编制。", 2026, None, [("error", "第十四个五年")]),
        # guiding: until the next outline is out
        ("落实“十四五”规划。", 2025, "2025-03-01", []),
        ("落实“十四五”规划。", 2026, "2026-06-01", []),
        ("落实“十四五”规划。", 2026, "2026-07-01", [("warning", "十四五")]),
        ("落实“十五五”规划。", 2022, "2022-03-01", [("warning", "十五五")]),
        # history, and numbers that are no plans
        ("“十四五”时期成就显著，较“十三五”末翻番。", 2026, "2026-11-01", []),
        ("总结评估“十四五”规划实施情况。", 2026, "2026-11-01", []),
        ("落实“五五”普法规划，学习“十五”计划，投入八十四五万元。", 2026, "2026-11-01", []),
        # titles of others: the successor is not known in the first year
        ("落实《沙河区“十四五”教育规划》。", 2026, "2026-11-01", []),
        ("落实《沙河区“十四五”教育规划》。", 2027, "2027-03-01", [("warning", "十四五")]),
        ("落实《“十四五”县域普通高中发展提升行动计划》。", 2026, "2026-11-01", [("warning", "十四五")]),
        # the years beside the name
        ("落实“十五五”规划（2026—2030年）。", 2026, None, []),
        ("落实“十五五”规划（2021—2025年）。", 2026, None, [("error", "2021—2025年")]),
        ("落实《“十四五”时期三年行动计划（2022—2024年）》。", 2023, None, []),
        ("落实“十四五”规划，编制2026—2030年计划。", 2025, None, []),
        # phrases of a year
        ("今年是“十五五”开局之年。", 2026, "2026-01-10", []),
        ("今年是“十四五”规划的收官之年。", 2026, "2026-01-10", [("error", "十四五”规划的收官之年")]),
        ("明年是“十五五”开局之年。", 2025, "2025-11-10", []),
        ("总书记在“十四五”开局之年亲临视察。", 2026, "2026-01-10", []),
        ("2023年是“十四五”承上启下的关键一年。", 2023, None, []),
        ("2024年是“十四五”承上启下的关键一年。", 2024, None, [("error", "十四五”承上启下的关键一年")]),
        ("2022年是党的二十大召开之年。", 2026, None, []),
        ("2021年是党的二十大召开之年。", 2021, None, [("error", "党的二十大召开之年")]),
    ],
)
def test_five_year_plans(text: str, year: int, as_of: str | None, expected: list[tuple[str, str]]) -> None:
    assert found(text, FIVE, year=year, as_of=as_of) == expected


def test_a_plan_out_of_date_is_told_once_with_its_other_places() -> None:
    text = "编制“十四五”规划。\n编制印发《沙河区“十四五”规划》。\n"
    (only,) = findings(text, FIVE, year=2026)
    assert [text[r.span.start : r.span.end] for r in only.related] == ["十四五"]


@pytest.mark.parametrize(
    ("text", "year", "as_of", "expected"),
    [
        ("落实《甲行动计划（2020—2023年）》。", 2023, None, []),
        ("落实《甲行动计划（2020—2023年）》。", 2024, None, [("warning", "《甲行动计划（2020—2023年）》")]),
        ("落实《甲五年规划（2021—2025年）》。", 2026, "2026-11-01", [("info", "《甲五年规划（2021—2025年）》")]),
        ("落实《甲五年规划（2021—2025年）》。", 2027, None, [("warning", "《甲五年规划（2021—2025年）》")]),
        ("落实《全民健身计划（2021—2025年）》。", 2026, "2026-07-10", [("info", "《全民健身计划（2021—2025年）》")]),
        ("落实《全民健身计划（2021—2025年）》。", 2026, "2026-07-11", [("warning", "《全民健身计划（2021—2025年）》")]),
        ("完成《甲行动计划（2020—2023年）》验收。", 2024, None, []),
        ("完成《甲行动计划（2020—2023年）》验收。", 2026, None, [("info", "《甲行动计划（2020—2023年）》")]),
        ("深入开展“八五”普法。", 2026, "2026-06-01", []),
        ("推进“七五”普法。", 2024, None, [("warning", "“七五”普法")]),
        (
            "推进中小学幼儿园安全防范建设三年行动计划。",
            2023,
            None,
            [("warning", "中小学幼儿园安全防范建设三年行动计划")],
        ),
        ("实施甲三年行动计划（2021—2023年）。", 2025, None, [("warning", "2021—2023年")]),
        ("推进2021—2023年项目建设，投入不减。", 2025, None, []),
        ("参观《敦煌壁画（2001—2011年）》展览。", 2025, None, []),
        ("《甲行动计划（2020—2023年）》实施以来，成效明显。", 2025, None, []),
    ],
)
def test_plans_that_have_ended(text: str, year: int, as_of: str | None, expected: list[tuple[str, str]]) -> None:
    assert found(text, "expired-plan", year=year, as_of=as_of) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲三年行动计划（2020—2022年）", []),
        ("甲三年行动计划（2020—2023年）", ["2020—2023年"]),
        ("甲3年行动计划（2020—2021年）", ["2020—2021年"]),
        ("甲三年行动计划\n（2020—2022年）\n\n一、乙\n", []),
        ("甲三年行动计划\n（2020—2023年）\n\n一、乙\n", ["2020—2023年"]),
        ("第十五个五年规划（2026—2030年）", []),
        ("第十五个五年规划（2026—2031年）", ["2026—2031年"]),
        ("2021—2023学年度学校三年规划", []),
        ("2021—2024学年学校三年规划", []),
        ("2021—2022学年学校三年规划", ["2021—2022学年"]),
        ("2021—2022学年度第一学期工作计划", []),
        ("2021—2023学年度第一学期工作计划", ["2021—2023学年"]),
        ("2023—2021年", ["2023—2021年"]),
        ("近三年（2020—2023年）计划完成", []),
        ("三年来，推进甲计划（2020—2025年）", []),
        ("十三年规划（2020—2032年）", []),
    ],
)
def test_spans_of_years(text: str, expected: list[str]) -> None:
    assert [words for _, words in found(text, "plan-span")] == expected


@pytest.mark.parametrize(
    ("number", "old", "new", "rule", "words"),
    [
        ("002", "编制“十四五”教育", "编制“十三五”教育", FIVE, "十三五"),
        ("002", "编制“十四五”教育", "编制“十六五”教育", FIVE, "十六五"),
        ("002", "第十四个五年", "第十三个五年", FIVE, "第十三个五年"),
        ("002", "（2020—2023年）", "（2017—2020年）", "expired-plan", "《职业教育提质培优行动计划（2017—2020年）》"),
        ("002", "2021—2023学年", "2021—2025学年", "plan-span", "2021—2025学年"),
        ("000", "2021—2023年学校", "2021—2024年学校", "plan-span", "2021—2024年"),
        ("000", " 2023年是", " 2024年是", FIVE, "全面学习贯彻党的二十大精神的开局之年"),
    ],
)
def test_an_altered_seed_is_found_out(number: str, old: str, new: str, rule: str, words: str) -> None:
    text = seed(number)
    assert text.count(old) == 1
    assert [w for _, w in found(text.replace(old, new), rule)] == [words]


@pytest.mark.parametrize("number", ["000", "002"])
def test_the_seeds_are_silent_at_their_own_dates(number: str) -> None:
    assert found(seed(number), FIVE, "expired-plan", "plan-span") == []


def test_what_had_gone_stale_in_the_seeds_by_2026() -> None:
    assert found(seed("002"), FIVE, as_of="2026-11-21") == [("error", "十四五")]
    assert [words for _, words in found(seed("002"), "expired-plan", as_of="2026-11-21")] == [
        "《职业教育提质培优行动计划（2020—2023年）》",
        "2021—2023学年",
        "中小学幼儿园安全防范建设三年行动计划",
    ]
    assert found(seed("000"), "expired-plan", as_of="2026-11-21") == [("info", "2021—2023年")]
