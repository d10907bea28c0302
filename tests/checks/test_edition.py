"""Editions: what is wrong for which year, how surely, what to write instead, and what stays silent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planlint import checks, pack
from planlint.checks import anniversary, edition, past_event
from planlint.context import Context
from planlint.dating import date_document, plan_year
from planlint.facts import Facts
from planlint.findings import Hit
from planlint.genres import infer_genre
from planlint.model import Document
from planlint.outline import parse
from planlint.rulefile import load_library
from planlint.terms import Vocabulary, provide

FACTS = Facts(pack.pack()["facts"])
GENRES = load_library(pack.folder("rules")).genres
WORDS = Vocabulary.of([(module, None) for module in (edition, anniversary, past_event)], FACTS)
SEEDS = Path(__file__).parents[2] / "seeds"


def context(text: str, when: str | None = None, year: int | None = None, **settings: Any) -> Context:
    plan = parse(Document(text))
    for part in plan.parts:
        part.genre = infer_genre(part.title_text, GENRES.values())
    dating = date_document(plan, (when, "option") if when else None)
    records: Mapping[str, Any] = {name: genre.record() for name, genre in GENRES.items()}
    made = Context(plan, FACTS, dating=dating, year=plan_year(plan, dating, year), genres=records, settings=settings)
    provide(made, WORDS)
    return made


def judge(name: str, text: str, when: str | None = None, year: int | None = None, **settings: Any) -> list[Hit]:
    module = checks.load(name)
    return list(module.check(context(text, when, year, **settings), module.Options()))


def found(text: str, when: str | None = None, year: int | None = None, **settings: Any) -> list[tuple[str, str | None]]:
    """Return the editions that are wrong, each with what to write instead."""
    hits = judge("edition", text, when, year, **settings)
    return [(text[hit.span.start : hit.span.end], hit.suggestion) for hit in hits]


@pytest.mark.parametrize(
    ("text", "when", "wrong"),
    [
        ("开展第25届全国推普周。", "2023", ("第25届", "第26届")),
        ("开展第二十四届全国推广普通话宣传周。", "2023", ("第二十四届", "第二十六届")),
        ("开展第 24 届全国推普周。", "2023", ("第 24 届", "第26届")),
        ("庆祝第三十八个教师节。", "2023", ("第三十八个", "第三十九个")),
        ("开展首届全国推普周。", "2023", ("首届", "第二十六届")),
        ("参加第九届全国学生“学宪法 讲宪法”活动。", "2023", ("第九届", "第八届")),
        ("参加第九届全国学生“学宪法讲宪法”活动。", "2023", ("第九届", "第八届")),
        ("开展全国第27届推普周。", "2023", ("第27届", "第26届")),
        # a year beside it is what it is judged by
        ("总结第26届（2022年）全国推普周经验。", "2023", ("第26届", "第25届")),
        ("总结2022年第26届全国推普周经验。", "2023", ("第26届", "第25届")),
        ("总结第26届全国推普周（2022年）经验。", "2023", ("第26届", "第25届")),
        # skipped years, lists, twice a year
        ("参加第四届西洽会。", "2021", ("第四届", "第三届")),
        ("参加第二十届投洽会。", "2021", ("第二十届", "第二十一届")),
        ("组队参加第18届亚运会。", "2023", ("第18届", "第19届")),
        ("参加第130届广交会。", "2026", ("第130届", None)),
        # a place before the number does not make a national event one's own
        ("承办重庆市“第24届全国推普周”活动。", "2023", ("第24届", "第26届")),
        ("开展重庆市第24届全国推普周活动。", "2023", ("第24届", "第26届")),
        ("沙坪坝区庆祝第38个教师节。", "2023", ("第38个", "第39个")),
        ("办好杭州第18届亚运会。", "2023", ("第18届", "第19届")),
    ],
)
def test_wrong_numbers_are_found_and_put_right_in_their_own_form(
    text: str, when: str, wrong: tuple[str, str | None]
) -> None:
    assert found(text, when) == [wrong]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("开展第26届全国推普周、第二十六届推普周、第39个教师节活动。", "2023"),
        ("参加重庆市第九届经典诵写讲、重庆市第五届语言文字论文评选。", "2023"),
        ("举办重庆市第五届推普周、全区第三届世界读书日、我校第二届教师节诗会。", "2023"),
        ("举办第三届全市中小学生推普周，第五届重庆市中小学生艺术展演。", "2023"),
        ("参加区第六届中小学生艺术展演、省第六届残疾人运动会。", "2023"),
        ("举办第三届“学宪法讲宪法”演讲比赛。", "2023"),
        ("参加全国大学生运动会第二十届筹备会、第五届亚残运会、第三届青奥会。", "2023"),
        ("总结第25届（2022年）推普周、2022年第25届推普周经验。", "2023"),
        ("去年，我区开展了第25届推普周。在第24届推普周中荣获优秀组织奖。", "2023"),
        ("自首届推普周举办以来。过好入职后的第一个教师节。", "2023"),
        ("提前谋划第27届推普周。筹办第27届推普周，争取承办开幕式。", "2023"),
        ("开展第27届推普周。", "2023-11-20"),
        ("备战第20届亚运会，申办第22届亚运会。", "2023"),
        ("参加第19届亚运会。", "2022"),
        ("参加第十四届全国学生运动会。", "2022"),
        ("参加第139届、第140届广交会。", "2026"),
        ("参加第二十八届投洽会。", "2019"),
        ("第26届毕业生，第25次党组会议，第26个项目。", "2023"),
        ("", "2023"),
    ],
)
def test_silent(text: str, when: str) -> None:
    assert found(text, when) == []


def test_how_sure_it_is() -> None:
    (last,) = judge("edition", "开展第25届全国推普周。", "2023")
    assert last.weak
    assert not last.unverified
    (older,) = judge("edition", "开展第24届全国推普周。", "2023")
    assert not older.weak
    (beyond,) = judge("edition", "开展第28届全国推普周。", "2023")
    assert not beyond.weak
    (worked_out,) = judge("edition", "开展第26届全国推普周。", "2026")
    assert worked_out.unverified
    assert worked_out.variant == "projected"
    assert worked_out.suggestion == "第29届"
    (ended,) = judge("edition", "参加第八届全国学生“学宪法讲宪法”活动。", "2026")
    assert (ended.unverified, ended.variant, ended.suggestion) == (True, "ended", None)
    (unmarked,) = judge("edition", "开展第三届推普周。", "2023")
    assert unmarked.weak


REPORT = "2025年工作总结\n一、工作开展情况\n{}\n二、下一步打算\n{}\n"


@pytest.mark.parametrize(
    ("done", "ahead", "wrong"),
    [
        ("开展第28届全国推普周。", "开展第29届全国推普周。", []),
        ("开展第27届全国推普周。", "开展第28届全国推普周。", []),
        ("开展第29届全国推普周。", "", ["第29届"]),
        ("开展第25届全国推普周。", "", ["第25届"]),
        ("五年来，先后开展第24届、第25届全国推普周。", "", []),
        ("", "开展第26届全国推普周。", ["第26届"]),
    ],
)
def test_a_report_may_name_its_year_and_the_one_before(done: str, ahead: str, wrong: list[str]) -> None:
    text = REPORT.format(done, ahead)
    assert [actual for actual, _ in found(text, "2025-12-31", 2025)] == wrong


def test_a_summary_and_plan_in_one_is_judged_part_by_part() -> None:
    text = "2022年工作总结和2023年工作计划\n一、2022年工作总结\n开展第{}届推普周。\n二、2023年工作计划\n开展第{}届推普周。\n"
    assert found(text.format(25, 26), "2022-12-30") == []
    assert found(text.format(24, 25), "2022-12-30") == [("第25届", "第26届")]


def test_a_plan_for_several_years_may_name_any_of_them() -> None:
    text = "教育事业发展规划（2021—2025年）\n开展第24届、第28届推普周，庆祝第40个教师节。\n"
    assert found(text, "2021-03-01") == []
    text = "教育事业发展“十四五”规划\n开展第28届推普周，开展第29届全国推普周。\n"
    assert found(text, "2021-03-01") == [("第29届", "第24届")]


OWN = {
    "series": [
        {"name": "重庆市语言文字论文评选", "first": {"year": 2019, "edition": 1}},
        {"name": "德育剧展演", "aliases": ["德育剧"], "editions": {2021: 11}},
        {"name": "某区艺术节", "aliases": ["艺术节"], "first": {"year": 2020, "edition": 1}},
    ]
}


@pytest.mark.parametrize(
    ("text", "when", "wrong"),
    [
        ("参加重庆市第五届语言文字论文评选活动。", "2023", []),
        ("参加重庆市第三届语言文字论文评选活动。", "2023", [("第三届", "第五届")]),
        ("参加四川省第三届语言文字论文评选活动。", "2023", []),
        ("举办全区第十届中小学德育剧展演。", "2021", []),  # 中小学 stands between
        ("举办第十届德育剧展演。", "2021", [("第十届", "第十一届")]),
        ("举办第十届德育剧展演。", "2023", []),
        # the longest name is the one that counts: neither its end nor an alias in it
        ("参加第三届重庆市语言文字论文评选。", "2023", [("第三届", "第五届")]),
        ("举办第三届某区艺术节。", "2023", [("第三届", "第四届")]),
        ("举办某区第三届艺术节。", "2023", [("第三届", "第四届")]),
    ],
)
def test_an_offices_own_series(text: str, when: str, wrong: list[tuple[str, str | None]]) -> None:
    assert found(text, when, **OWN) == wrong


def seed(name: str) -> str:
    return next(SEEDS.glob(f"{name}_*")).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["000", "002"])
@pytest.mark.parametrize("check", ["edition", "anniversary", "past-event"])
def test_the_seeds_are_silent(name: str, check: str) -> None:
    assert judge(check, seed(name)) == []


def test_the_seeds_three_years_on() -> None:
    later = "2026-11-21"
    assert [actual for actual, _ in found(seed("000"), later)] == ["第26届", "第八届"]
    assert found(seed("002"), later) == [("第二十四届", "第二十九届")]
    assert len(judge("anniversary", seed("002"), later)) == 3
    assert len(judge("past-event", seed("000"), later)) == 1


@pytest.mark.parametrize("number", [n for n in range(15, 40) if n != 26])
def test_every_other_number_in_a_seed_is_found(number: int) -> None:
    text = seed("000").replace("第26届全国推普周", f"第{number}届全国推普周")
    assert found(text) == [(f"第{number}届", "第26届")]


def test_traces_name_the_years_that_fit() -> None:
    text = "开展第24届全国推普周，庆祝建党100周年，参加杭州亚运会。重庆市第五届论文评选。"
    made = context(text, "2023")
    said = [(text[t.span.start : t.span.end], t.years) for m in (edition, anniversary) for t in m.traces(made)]
    assert said == [("第24届全国推普周", range(2021, 2022)), ("100周年", range(2021, 2022))]
    assert [trace.years for trace in past_event.traces(made)] == [range(2022, 2024)]
    undated = context(text)
    assert [*edition.traces(undated), *anniversary.traces(undated), *past_event.traces(undated)] == []


@pytest.mark.parametrize(
    ("text", "when", "right"),
    [
        ("庆祝中国共产党成立100周年。", "2026", "105周年"),
        ("迎接和庆祝建党101周年。", "2021", "100周年"),
        ("喜迎党的百年华诞。", "2026", "一百零五年华诞"),
        ("喜迎祖国75华诞。", "2026", "77华诞"),
        ("庆祝新中国成立七十五周年。", "2026", "七十七周年"),
        ("纪念中国人民抗日战争暨世界反法西斯战争胜利 80 周年。", "2026", "81 周年"),
        ("办好红军长征胜利80周年纪念活动。", "2026", "90周年"),
        ("2026年是中国共产党成立104周年。", "2026", "105周年"),
    ],
)
def test_anniversaries_to_come(text: str, when: str, right: str) -> None:
    assert [hit.suggestion for hit in judge("anniversary", text, when)] == [right]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("庆祝建党105周年、新中国成立77周年。", "2026"),
        ("建党100周年以来，隆重庆祝了新中国成立75周年。", "2026"),
        ("学习在庆祝中国共产党成立100周年大会上的重要讲话。", "2023"),
        ("2021年庆祝建党100周年系列活动成果。", "2023"),
        ("喜迎建党106周年。", "2026"),
        ("到新中国成立100周年时，庆祝建军100周年，实现奋斗目标。", "2026"),
        ("庆祝越南共产党成立95周年、农工党成立95周年、学校建校60周年。", "2026"),
        ("政府工作报告\n五年来，庆祝党的百年华诞和新中国成立75周年。\n", "2026"),
        ("庆祝建党周年，庆祝一周年，周年庆。", "2026"),
    ],
)
def test_anniversaries_gone_by(text: str, when: str) -> None:
    assert judge("anniversary", text, when) == []


def test_how_sure_an_anniversary_is() -> None:
    (last,) = judge("anniversary", "庆祝建党100周年。", "2022")
    assert last.weak
    (older,) = judge("anniversary", "庆祝建党100周年。", "2023")
    assert not older.weak
    (memory,) = judge("anniversary", "纪念遵义会议召开85周年。", "2023")
    assert memory.unverified


@pytest.mark.parametrize(
    ("text", "when", "count"),
    [
        ("组团参加杭州亚运会倒计时展示活动。", "2023-04-12", 0),
        ("组团参加杭州亚运会倒计时展示活动。", "2023-10-08", 0),
        ("组团参加杭州亚运会倒计时展示活动。", "2023-10-09", 1),
        ("组团参加杭州亚运会倒计时展示活动。", "2023", 0),
        ("组团参加杭州亚运会倒计时展示活动。", "2024", 1),
        ("弘扬北京冬奥精神，用好北京冬奥会场馆。", "2024", 0),
        ("参加杭州亚运会的运动员荣获金牌。", "2024", 0),
        ("邀请2023年参加杭州亚运会的运动员进校园。", "2024", 0),
        ("政府工作报告\n参加杭州亚运会，做好第七次全国人口普查。\n", "2024", 0),
        ("做好第七次全国人口普查登记。", "2023", 1),
    ],
)
def test_events_that_are_over(text: str, when: str, count: int) -> None:
    assert len(judge("past-event", text, when)) == count


def test_an_event_nobody_has_seen_end_is_not_certain() -> None:
    (hit,) = judge("past-event", "参加名古屋亚运会。", "2026-11-21")
    assert hit.unverified
    assert hit.values["end"] == "2026年10月4日"
    assert date(2026, 10, 4) < date(2026, 11, 21)


@pytest.mark.parametrize("number", [n for n in range(90, 111) if n != 100])
def test_every_other_anniversary_in_a_seed_is_found(number: int) -> None:
    text = seed("002").replace("100周年", f"{number}周年")
    hits = judge("anniversary", text)
    assert [hit.suggestion for hit in hits] == ["100周年"] * text.count(f"{number}周年")
