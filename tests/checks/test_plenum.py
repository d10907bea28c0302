"""Congresses and plenums: what fires, at which words, under which id; and what stays silent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.checks import congress, plenum
from planlint.checks._meetings import Finding, verdicts
from planlint.checks._sessions import slip_in
from planlint.context import Context
from planlint.facts import Facts
from planlint.findings import Hit
from planlint.model import Dating, Document
from planlint.outline import parse
from planlint.pack import pack

FACTS = Facts(pack()["facts"])
SEEDS = Path(__file__).parents[2] / "seeds"
LOCAL = {
    "meetings": [
        {"body": "市委", "term": "六", "session": "二", "closed": "2022-12-21"},
        {"body": "市委", "term": "六", "session": "四", "closed": "2023-12-21"},
    ]
}


def dated(when: str | None) -> Dating | None:
    if when is None:
        return None
    if len(when) == 4:
        return Dating(date(int(when), 1, 1), date(int(when), 12, 31), "option")
    return Dating(date.fromisoformat(when), date.fromisoformat(when), "option")


def judge(
    text: str, when: str | None, settings: Mapping[str, Any] | None = None, year: int | None = None
) -> dict[Finding, list[Hit]]:
    plan = parse(Document(text))
    return verdicts(Context(plan, FACTS, dated(when), year, settings=settings or {}), None)


def found(text: str, when: str | None, settings: Mapping[str, Any] | None = None) -> list[tuple[str, str]]:
    """Return the findings of a text as (id, words), in order of place."""
    hits = [(h.span, kind) for kind, hits in judge(text, when, settings).items() for h in hits]
    return [(kind, text[span.start : span.end]) for span, kind in sorted(hits)]


LIST = "贯彻落实党的十九大和十九届{}全会精神。"


@pytest.mark.parametrize(
    ("text", "when", "expected"),
    [
        # order, gap, impossible, classifier need no date
        (LIST.format("二中、四中、三中、五中"), None, [("order", "四中")]),
        (LIST.format("二中、三中、三中、四中"), None, [("order", "三中")]),
        (LIST.format("二中、三中、六中、五中"), None, [("order", "六中")]),
        (LIST.format("五中、三中、二中"), None, [("order", "三中")]),
        (LIST.format("二中四中三中"), None, [("order", "四中")]),
        (LIST.format("二中、四中、五中"), None, [("gap", "四中")]),
        (LIST.format("二、四、五中"), None, [("gap", "四")]),
        (LIST.format("二中、三中、八中"), None, [("impossible", "八中")]),
        (LIST.format("二次、三中"), None, [("classifier", "二次")]),
        (LIST.format("二次、三次"), None, [("classifier", "二次")]),
        ("学习市委六届二中全会、区委十三届二次全会精神。", None, [("classifier", "二中")]),
        ("落实省纪委十二届五中全会部署。", None, [("classifier", "五中")]),
        ("学习省委十二届八次、七次全会精神。", None, [("order", "八次")]),
        ("学习省委十二届七次、九次全会精神。", None, [("gap", "九次")]),
        ("党的十八届四中、三中全会以来，改革深化。", None, [("order", "四中")]),
        # one slip, one finding, also when it could be seen as several
        (LIST.format("二中、三中、四中、六中"), "2021-03-01", [("future", "六中")]),
        (LIST.format("二中、四中"), "2021", [("gap", "四中")]),
        (LIST.format("二次、三中"), "2021", [("classifier", "二次")]),
        # future
        ("学习贯彻党的二十届三中全会精神。", "2024-07-17", [("future", "三中")]),
        ("党的二十届三中全会召开以来，改革深化。", "2023-05-01", [("future", "三中")]),
        ("党的二十届三中全会审议通过《决定》。", "2023-05-01", [("future", "三中")]),
        (LIST.format("二中、三中、四中、五中"), "2018", [("future", "四中")]),
        ("贯彻落实二十届中央纪委五次全会精神。", "2025-12-31", [("future", "五次")]),
        ("学习贯彻党的二十大精神。", "2021", [("congress-future", "二十大")]),
        ("党的二十大以来，教育发展。", "2022-10-21", [("congress-future", "二十大")]),
        ("学习贯彻党的二十届六中、五中全会精神。", "2026-12-01", [("order", "六中")]),
        # stale
        (LIST.format("二中、三中、四中"), "2021", [("stale", "十九届二中、三中、四中全会")]),
        (LIST.format("二中、三中、四中"), "2020-11-29", [("stale", "十九届二中、三中、四中全会")]),
        ("学习贯彻党的十九届五中全会精神。", "2022", [("stale", "十九届五中全会")]),
        ("按照党的二十届三中全会部署，深化改革。", "2026-03-01", [("stale", "二十届三中全会")]),
        ("学习党的二十大和二十届三中全会精神。", "2026-03-01", [("stale", "二十届三中全会")]),
        ("学习贯彻党的二十大和十九届历次全会精神。", "2023-06-01", [("stale", "十九届历次全会")]),
        ("深入学习贯彻党的十九大精神。", "2023-04-12", [("congress-stale", "十九大")]),
        (
            "贯彻党的十九大和十九届五中全会精神。",
            "2023",
            [("congress-stale", "十九大")],
        ),
        ("贯彻党的十九届历次全会精神。", "2023-06-01", [("stale", "十九届历次全会")]),
        (LIST.format("二中、四中"), "2023", [("congress-stale", "十九大"), ("gap", "四中")]),
        (LIST.format("二中、四中、三中"), "2023", [("congress-stale", "十九大"), ("order", "四中")]),
        ("贯彻党的二十大和二十届二中、三中全会精神。", "2021", [("future", "二中")]),
        ("贯彻党的二十大和二十届历次全会精神。", "2021", [("congress-future", "二十大")]),
        # a congress beside the plenums of another term
        ("贯彻党的十九大和二十届二中、三中全会精神。", "2025-04-01", [("congress-stale", "十九大")]),
        ("贯彻党的十九大和二十届历次全会精神。", "2026", [("congress-stale", "十九大")]),
        ("学习党的二十大精神，贯彻党的十九大、二十届三中全会精神。", "2025", [("congress-stale", "十九大")]),
        ("贯彻党的十九大和二十届二中全会精神。", "2021", [("future", "二中")]),
        ("贯彻党的二十大和十九届二中、三中全会精神。", "2025", [("stale", "十九届二中、三中全会")]),
        # the full form and the short one mixed
        ("学习党的第二十届中央委员会第三中全会精神。", None, [("classifier", "第三中全会")]),
        ("学习党的第二十届中央委员会第三中全体会议精神。", None, [("classifier", "第三中全体会议")]),
        ("学习市第六届委员会第二中全体会议精神。", None, [("classifier", "第二中全体会议")]),
        ("学习党的二十届第三中全会精神。", None, [("classifier", "第三中")]),
        # nothing rests on a congress before it
        ("以党的二十大精神为指导。", "2022-03-10", [("congress-future", "二十大")]),
        ("喜迎党的二十大召开。党的二十大报告提出目标。", "2022-03-10", [("congress-future", "二十大")]),
        # line breaks
        (LIST.format("二中、四中、\n五中"), None, [("gap", "四中")]),
        (LIST.format("二中、三\n中、五中"), None, [("gap", "五中")]),
        ("学习二十届中央纪委四次全会精神。", "2026-02-14", [("stale", "二十届中央纪委四次全会")]),
        # absent
        ("深入学习贯彻党的二十大精神。", "2025-04-01", [("absent", "二十大")]),
        ("深入学习贯彻党的十九大精神。", "2021", [("absent", "十九大")]),
    ],
)
def test_fires(text: str, when: str | None, expected: list[tuple[str, str]]) -> None:
    assert found(text, when) == expected


@pytest.mark.parametrize(
    ("text", "when"),
    [
        (LIST.format("二中、三中、四中、五中"), "2021"),
        (LIST.format("三中、四中、五中"), "2021"),
        (LIST.format("一中、二中、三中"), "2019"),
        (LIST.format("二中至五中"), "2021"),
        (LIST.format("二中、三中、四中、五中、六中"), "2021"),
        (LIST.format("二中、三中、四中"), "2020-11-28"),
        ("贯彻党的十九大、十九届二中三中四中全会精神。", "2020"),
        ("学习贯彻党的二十大精神。", "2023-04-12"),
        ("学习贯彻党的二十大和二十届二中全会精神。", "2023-04-12"),
        ("学习贯彻党的二十大和二十届历次全会精神，深化党的二十届三中全会部署的改革。", "2026-03-01"),
        ("学习贯彻党的二十大和二十届历次全会精神，落实党的二十届三中全会部署。", "2026-03-01"),
        ("学习贯彻党的二十届三中全会精神。", "2024-07-18"),
        ("深入贯彻党的二十大和二十届二中、三中全会精神。", "2025-11-21"),
        ("党的十九大、十九届四\n中全会对此作出部署。", "2026"),
        (LIST.format("二中、三中、四\n中、五中").replace("十九届", "十\n九届"), "2021"),
        (LIST.format("二中、三中、四中、五中").replace("十九届", "十\n  九届"), "2020-11-30"),
        ("学习贯彻党的二十大和二十届历\n次全会精神。", "2026"),
        ("党的十九大和二十届三中全会以来，改革深化。", "2025"),
        ("贯彻党的十八大、十九大和十九届二中、三中、四中、五中全会精神。", "2021"),
        # history
        ("党的十八大以来，党的十九大以来，事业发展。", "2026"),
        ("党的十八届三中、五中全会以来，改革深化。", "2026"),
        ("党的十九届四中全会审议通过的《决定》指出，制度是根本。", "2026"),
        ("总书记在党的十九届五中全会上的重要讲话", "2026"),
        ("党的二十届三中全会对改革作出部署，党的二十届三中全会提出目标。", "2026"),
        ("回顾党的十九大精神学习历程，党的二十大和二十届历次全会为我们指明方向。", "2026"),
        ("五年来，深入贯彻党的十九大和十九届历次全会精神。", "2023-01-10"),
        ("认真贯彻党的十九大、十九届历次全会和党的二十大精神。", "2023-01-13"),
        ("一、2022年工作总结\n深入贯彻党的十九大和十九届历次全会精神。", "2023-01-10"),
        ("2023年工作要点\n2022年，全区贯彻党的十九大精神。\n一、总体要求\n发展教育。", "2023-01-10"),
        # to come
        ("以优异成绩迎接党的二十大胜利召开。", "2022-03-01"),
        ("喜迎二十大，学习宣传贯彻党的二十大精神。", "2022-03-01"),
        ("党的二十届三中全会将于7月召开，做好学习党的二十届三中全会精神的准备。", "2024-07-01"),
        ("今年将召开中国共产党第二十次全国代表大会。", "2022-03-01"),
        ("做好党的二十大代表选举工作。", "2021-11-20"),
        # announced, not confirmed
        ("学习党的二十大和二十届历次全会精神，落实党的二十届五中全会精神。", "2026-10-26"),
        ("学习党的二十大和二十届历次全会精神，落实党的二十届四中全会精神。", "2027"),
        # other bodies, other things
        ("学习团市委十五届三中全会精神、民盟十二届二中全会精神。", "2026"),
        ("学习工会十八大、妇女十三大精神，实施十大工程。", "2018"),
        ("市政协六届三次会议，第二十届展览会。", "2018"),
        ("学习市委六届二次全会和区委十三届二次全会精神。", "2026"),
        ("学习中国共产党第二十届中央委员会第四次全体会议精神。", "2026"),
        ("《关于学习党的十九届三中、二中全会精神的通知》", "2026"),
        # dates before the table
        ("全面贯彻党的十五大和十五届三中、四中全会精神。", "2000"),
        ("党的八届十中全会以后，党的十三届八中全会作出决定。", "1992"),
        ("", "2026"),
    ],
)
def test_silent(text: str, when: str) -> None:
    assert found(text, when) == []


OLD, LATE, NEW = "党的十九大和十九届历次全会", "二十届二中、三中全会", "党的二十大和二十届历次全会"


@pytest.mark.parametrize(
    ("title", "heading", "sentence", "cited", "expected"),
    [
        ("2025年工作总结和2026年工作计划", "2026年工作计划", "深入贯彻{}精神。", OLD, 1),
        ("2025年工作总结和2026年工作计划", "2026年工作计划", "深入贯彻{}精神。", NEW, 0),
        ("2025年工作总结和2026年工作计划", "2025年工作总结", "深入贯彻{}精神。", OLD, 1),
        ("2025年工作总结和2026年工作计划", "2025年工作总结", "深入贯彻{}精神。", LATE, 0),
        ("2025年工作总结和2026年工作计划", "2026年工作计划", "深入贯彻{}精神。", LATE, 1),
        ("2025年工作总结", "主要成效", "一年来，深入贯彻{}精神。", OLD, 1),
        ("2025年工作总结", "主要成效", "2018年，深入贯彻{}精神。", OLD, 0),
        ("2025年工作总结", "2018年以来的主要成效", "深入贯彻{}精神。", OLD, 0),
        ("2025年工作总结", "主要成效", "五年来，深入贯彻{}精神。", OLD, 0),
        ("2026年政府工作报告", "过去五年工作回顾", "深入贯彻{}精神。", OLD, 0),
    ],
)
def test_what_looks_back_on_a_year_is_judged_by_that_year(
    title: str, heading: str, sentence: str, cited: str, expected: int
) -> None:
    text = f"某局{title}\n\n一、{heading}\n{sentence.format(cited)}\n二、其他\n甲。\n"
    assert len(found(text, "2026-01-18")) == expected


def test_a_year_that_is_none_is_not_looked_back_on() -> None:
    assert len(found("某局工作计划\n\n0000年，深入贯彻党的十九大精神。\n", "2026-01-18")) == 1
    assert len(found("某局工作总结\n\n一、0000年工作回顾\n深入贯彻党的十九大精神。\n", "2026-01-18")) == 0


def test_without_a_date_only_what_needs_none_is_judged() -> None:
    assert found("学习贯彻党的十九大和十九届二中、三中全会精神、党的三十大精神。", None) == []
    assert plenum.needs(plenum.Options(find="order")) == ()
    assert plenum.needs(plenum.Options(find="stale")) == ("date",)
    assert congress.NEEDS == ("date",)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2022-12-01", [("future", "二次")]),
        ("2023-06-01", []),
        ("2024-01-20", []),
        ("2024-01-21", [("stale", "六届二次全会")]),
        ("2022", []),
    ],
)
def test_local_sessions_are_judged_by_configured_dates(when: str, expected: list[tuple[str, str]]) -> None:
    assert found("学习贯彻市委六届二次全会精神。", when, LOCAL) == expected


def test_a_later_session_cited_elsewhere_keeps_a_local_one_current() -> None:
    text = "学习贯彻市委六届二次全会精神，落实市委六届四次全会部署。"
    assert found(text, "2024-06-01", LOCAL) == []


def test_suggestions_are_what_belongs_there() -> None:
    def suggestion(text: str, when: str | None, kind: Finding) -> str | None:
        (hit,) = judge(text, when)[kind]
        return hit.suggestion

    assert suggestion(LIST.format("二中、四中、三中"), None, "order") == "三中"
    assert suggestion(LIST.format("二中、四中"), None, "gap") == "三中、四中"
    assert suggestion(LIST.format("二次、三中"), None, "classifier") == "二中"
    assert suggestion(LIST.format("二中、三中"), "2021", "stale") == "十九届二中、三中、四中、五中全会"
    assert suggestion(LIST.format("三中、四中"), "2021", "stale") == "十九届三中、四中、五中全会"
    assert suggestion(LIST.format("二中、三中"), "2022", "stale") == "十九届历次全会"
    assert suggestion("学习党的二十届三中全会精神。", "2026-03-01", "stale") == "二十届四中全会"
    assert suggestion("学习党的十九届五中全会精神。", "2023", "stale") == "二十大"
    assert suggestion("学习党的十九大精神。", "2023", "congress-stale") == "二十大"
    assert suggestion("学习党的二十大精神。", "2026", "absent") == "二十大和二十届历次全会"


def test_the_same_words_are_said_once_with_the_other_places() -> None:
    text = "学习党的十九大精神。宣传党的十九大精神。“党的十九大精神”宣讲。"
    first, quoted = judge(text, "2023")["congress-stale"]
    assert text[: first.span.start].endswith("学习党的")
    assert [text[: r.span.start][-4:] for r in first.related] == ["宣传党的"]
    assert text[: quoted.span.start].endswith("“党的")


def test_what_rests_on_no_confirmed_record_is_marked() -> None:
    (announced,) = judge("学习党的二十届五中全会精神。", "2026-09-01")["future"]
    assert announced.unverified
    assert not announced.weak
    (unknown,) = judge("学习党的二十届六中全会精神。", "2026-12-01")["future"]
    assert unknown.weak
    assert unknown.variant == "unknown"
    (certain,) = judge("学习党的二十届六中全会精神。", "2025-12-01")["future"]
    assert not certain.unverified


def test_a_plan_may_provide_for_a_congress_of_its_year() -> None:
    text = "学习宣传贯彻党的二十大精神。"
    assert judge(text, "2022-03-01", year=2022)["congress-future"][0].weak
    assert not judge(text, "2021-03-01", year=2021)["congress-future"][0].weak
    assert found(text, "2022") == []
    planned, resting = judge(text + "以党的二十大精神为指导。", "2022-03-01", year=2022)["congress-future"]
    assert planned.weak
    assert not resting.weak


@pytest.mark.parametrize(
    "said", ["以党的二十大精神为指导。", "党的二十大以来，", "党的二十大报告提出，", "贯彻党的二十大精神。"]
)
def test_nothing_rests_on_a_congress_before_it(said: str) -> None:
    assert not judge(said, "2022-03-10", year=2022)["congress-future"][0].weak


def test_one_remedy_is_one_finding_that_tells_all_places() -> None:
    text = "贯彻党的十九大和十九届历次全会精神。"
    (hit,) = judge(text, "2024")["congress-stale"]
    assert [text[r.span.start : r.span.end] for r in hit.related] == ["十九届历次全会"]
    text = "贯彻党的二十大和二十届二中、三中全会精神。"
    (hit,) = judge(text, "2021")["future"]
    assert [text[r.span.start : r.span.end] for r in hit.related] == ["三中", "二十大"]


def test_hard_wrapped_text_is_read_across_its_lines() -> None:
    line = "全面贯彻党的教育方针坚持发展抓公平改革抓体制安全抓责任整体抓质量\n"
    broken = "贯彻落实党的十九大和十九届二中全\n会、四\n中、\n五中全会精神"
    text = line * 10 + broken + "\n" + line * 10
    assert parse(Document(text)).wrapped
    assert found(text, "2021") == [("gap", "四\n中")]
    assert found(text.replace("四", "三").replace("五", "四"), "2021") == [
        ("stale", "十九届二中全\n会、三\n中、\n四中全会")
    ]


WINDOWS = [w for w in FACTS.table("meetings")["windows"] if w["since"] < "2026-10-29"]


def last_day(index: int) -> date:
    """Return the last day on which the window still rules, grace included."""
    end = WINDOWS[index + 1]["since"] if index + 1 < len(WINDOWS) else "2026-10-01"
    return date.fromordinal(date.fromisoformat(end).toordinal() - 1)


@pytest.mark.parametrize("index", range(len(WINDOWS)))
def test_every_form_of_a_window_does_what_the_table_says(index: int) -> None:
    window, on = WINDOWS[index], last_day(index).isoformat()
    for form in (window["usual"], *window.get("accepted", ())):
        assert found(f"学习贯彻{form}。", on) == [], (form, on)
    for form in window.get("stale", ()):
        kinds = {kind for kind, _ in found(f"学习贯彻{form}。", on)}
        assert kinds & {"stale", "congress-stale"}, (form, on)
    alone = f"学习贯彻党的{window['usual'].removeprefix('党的').partition('大')[0]}大精神。"
    assert found(alone, on) == ([] if window.get("alone") else [("absent", alone[6:-3])])


def seed(name: str) -> str:
    return next(SEEDS.glob(f"{name}_*")).read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "when"), [("002", "2021"), ("002", None), ("000", "2023-04-12"), ("000", None)])
def test_the_seeds_are_silent(name: str, when: str | None) -> None:
    assert found(seed(name), when) == []


@pytest.mark.parametrize(
    ("old", "new", "when", "expected"),
    [
        ("二中、三中、四中", "二中、四中", "2021", ("gap", "四中")),
        ("三中、四中", "四中、三中", "2021", ("order", "四中")),
        ("五中全会精神和", "五中、六中全会精神和", "2021-06-01", ("future", "六中")),
        ("五中全会精神和", "五中、八中全会精神和", "2021", ("impossible", "八中")),
        ("十九届二中", "十九届二次", "2021", ("classifier", "二次")),
        ("、五中全会精神和", "全会精神和", "2021", ("stale", "十九届二中、三中、四中全会")),
    ],
)
def test_one_slip_in_a_seed_is_one_finding(old: str, new: str, when: str, expected: tuple[str, str]) -> None:
    text = seed("002")
    assert old in text
    assert found(text.replace(old, new, 1), when) == [expected]


def test_a_seed_reused_two_years_later_is_out_of_date() -> None:
    assert found(seed("002"), "2023") == [
        ("congress-stale", "十九大"),
        ("stale", "十九届五中全会"),
    ]


@pytest.mark.parametrize(
    ("numbers", "slip"),
    [
        ([2], None),
        ([], None),
        ([2, 3, 4], None),
        ([2, 4], ("gap", 1, [3])),
        ([2, 5], ("gap", 1, [3, 4])),
        ([3, 2], ("order", 0, [2])),
        ([2, 4, 3, 5], ("order", 1, [3])),
        ([2, 2, 3], ("repeated", 1, [])),
        ([2, 3, 2], ("repeated", 2, [])),
        ([2, 3, 3, 5], ("instead", 2, [4])),
        ([2, 3, 7, 5], ("instead", 2, [4])),
        ([6, 3, 4], ("instead", 0, [2])),
        ([2, 5, 3, 7], ("scrambled", 2, [2, 3, 5, 7])),
    ],
)
def test_slip_in(numbers: list[int], slip: tuple[str, int, list[int]] | None) -> None:
    verdict = slip_in(numbers)
    assert (verdict and verdict[:3]) == slip


@given(st.lists(st.integers(1, 9), max_size=12))
def test_a_list_is_right_only_when_it_counts_up_by_one(numbers: list[int]) -> None:
    verdict = slip_in(numbers)
    right = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True
    assert (verdict is None) == right
    if verdict is not None:
        assert 0 <= verdict.at < len(numbers)
        assert all(0 <= other < len(numbers) for other in verdict.others)


def test_a_congress_that_one_place_left_behind_wants_a_look_only() -> None:
    current = "学习贯彻党的二十大和二十届二中全会精神。\n"
    (left,) = judge(current + "依法治校，贯彻党的十九大精神。", "2024")["congress-stale"]
    (alone,) = judge("依法治校，贯彻党的十九大精神。", "2024")["congress-stale"]
    assert (left.weak, alone.weak) == (True, False)
    both = judge(current + "贯彻党的十九大和十九届五中全会精神。", "2024")
    assert "congress-stale" not in both  # the plenums beside it tell the same, with more weight
    assert not both["stale"][0].weak
    assert "congress-stale" not in judge(current + "把党的十九大精神和党的二十大精神贯通起来。", "2024")
