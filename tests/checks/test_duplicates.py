"""The checks of repetition: duplicates and heading-echo."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint import pack
from planlint.checks import duplicates, heading_echo
from planlint.context import Context
from planlint.facts import Facts
from planlint.findings import Hit
from planlint.model import Document, PlanlintError
from planlint.outline import parse

FACTS = Facts(pack.pack()["facts"])
RULES = {
    "item": (duplicates, duplicates.Options(find="item")),
    "sentence": (duplicates, duplicates.Options(find="sentence")),
    "near": (duplicates, duplicates.Options(find="near")),
    "echo": (heading_echo, heading_echo.Options()),
}
PLAN = """\
某区2027年教育工作要点

一、保障校园安全
1.加强食堂管理。落实校长陪餐制度，定期检查食材来源，按月公示采购台账。聘请家长代表参加验收，每学期不少于两次。
2.加强校车管理。逐车核验资质，统一安装定位装置。每月与交管部门会商一次，逐条消除线路隐患。
二、提高教育质量
3.改进教研工作。组织骨干教师到薄弱学校示范授课，全年不少于两轮。建立跨校备课组，共享教案和课件。
4.规范招生入学。逐校核定学位数量，提前公布招生范围，妥善安排随迁子女就近入学。
三、建强教师队伍
5.完善交流机制。选派二十名校级干部跨片区任职，任期不少于三年，期满由双方学校共同考核。
6.改善教师待遇。按时足额发放绩效工资。为乡村学校新建周转宿舍六十套，年底前全部交付使用。
"""
LINES = PLAN.splitlines()
ITEMS = [i for i, line in enumerate(LINES) if line[:1].isdigit()]
SECTIONS = [2, 5, 8, len(LINES)]


def found(text: str, **only: duplicates.Options) -> list[tuple[str, int, Hit]]:
    """Return (rule, 0-based line, hit) of everything the four rules report."""
    rules = {name: (duplicates, options) for name, options in only.items()} or RULES
    context = Context(parse(Document(text)), FACTS)
    return [
        (name, context.document.locate(hit.span.start).line - 1, hit)
        for name, (module, options) in rules.items()
        for hit in module.check(context, options)
    ]


def places(lines: list[str]) -> list[tuple[str, int]]:
    return [(name, line) for name, line, _ in found("\n".join(lines) + "\n")]


def test_a_good_plan_is_silent() -> None:
    assert places(LINES) == []


@pytest.mark.parametrize("item", ITEMS)
def test_an_item_copied_behind_itself_is_one_finding_at_the_copy(item: int) -> None:
    assert places([*LINES[: item + 1], *LINES[item:]]) == [("item", item + 1)]


@pytest.mark.parametrize("number", ["", "9."])
@pytest.mark.parametrize("item", ITEMS[:3])
def test_an_item_copied_to_the_end_is_one_finding_at_the_copy(item: int, number: str) -> None:
    copy = number + LINES[item].partition(".")[2] if number else LINES[item]
    assert places([*LINES, copy]) == [("item", len(LINES))]


@pytest.mark.parametrize("section", range(3))
@pytest.mark.parametrize("heading", ["", "四、另起一个标题"])
def test_a_copied_section_is_one_finding_and_says_what_it_covers(section: int, heading: str) -> None:
    start, end = SECTIONS[section : section + 2]
    [(name, line, hit)] = found("\n".join([*LINES, heading or LINES[start], *LINES[start + 1 : end], ""]))
    assert (name, line) == ("item", len(LINES) + bool(heading))
    assert hit.variant == "block"
    assert hit.values["items"] == end - start - 1 - bool(heading)


SENTENCES = [(i, s) for i in ITEMS for s in LINES[i].split("。")[1:] if len(s) >= 20]


@pytest.mark.parametrize(("item", "sentence"), SENTENCES)
def test_a_sentence_copied_to_another_item_is_one_finding(item: int, sentence: str) -> None:
    last = ITEMS[-1] if item != ITEMS[-1] else ITEMS[0]
    lines = [*LINES[:last], LINES[last] + sentence + "。", *LINES[last + 1 :]]
    assert places(lines) == [("sentence", max(last, item))]


@pytest.mark.parametrize("edits", [1, 2])
@pytest.mark.parametrize(("item", "sentence"), SENTENCES)
def test_an_edited_copy_of_a_sentence_is_a_near_duplicate(item: int, sentence: str, edits: int) -> None:
    changed = list(sentence)
    for at in random.Random(item).sample(range(6, len(changed)), edits):
        changed[at] = "某"
    last = ITEMS[-1] if item != ITEMS[-1] else ITEMS[0]
    lines = [*LINES[:last], LINES[last] + "".join(changed) + "。", *LINES[last + 1 :]]
    assert places(lines) == [("near", max(last, item))]


def test_an_item_copied_with_one_sentence_rewritten_is_still_one_copied_item() -> None:
    copy = LINES[3].replace("聘请家长代表参加验收，每学期不少于两次", "另行制定验收办法")
    assert places([*LINES, copy]) == [("item", len(LINES))]


def test_further_copies_are_counted_in_one_finding() -> None:
    [(_, line, hit)] = found("\n".join([*LINES, *[LINES[3]] * 5, ""]))
    assert (line, hit.values["times"]) == (len(LINES), 6)


def test_a_notice_may_quote_the_plan_it_issues() -> None:
    sentence = "为进一步规范全区学校食堂管理、保障师生饮食安全，结合实际制定本方案。"
    notice = f"某区教委关于印发食堂管理实施方案的通知\n各学校：\n{sentence}\n某区教委\n2027年1月4日\n\n"
    plan = f"食堂管理实施方案\n{sentence}\n一、总体目标\n食堂全部达标。\n"
    assert found(notice + plan) == []


@pytest.mark.parametrize(
    "text",
    [
        "1.甲项。落实《关于进一步规范全区中小学校招生入学工作的实施意见》。\n"
        "2.乙项。执行《关于进一步规范全区中小学校招生入学工作的实施意见》。\n",
        "1.甲项。责任单位：区教委、区发展改革委、区财政局、区规划自然资源局。\n"
        "2.乙项。责任单位：区教委、区发展改革委、区财政局、区规划自然资源局。\n",
        "1.甲项。（区教委、区发展改革委、区财政局、区规划自然资源局按职责分工负责）\n"
        "2.乙项。（区教委、区发展改革委、区财政局、区规划自然资源局按职责分工负责）\n",
        "一、小学\n（一）主要任务\n新建两所。\n二、中学\n（一）主要任务\n改建三所。\n",
        "第一条 校长有下列情形之一的，应当予以批评教育并责令限期改正：\n"
        "第二条 教师有下列情形之一的，应当予以批评教育并责令限期改正：\n",
        "项目名称、建设地点、建设规模、投资估算和资金来源一览\n甲校。\n"
        "项目名称、建设地点、建设规模、投资估算和资金来源一览\n",
    ],
)
def test_what_may_stand_twice_is_silent(text: str) -> None:
    assert found(text) == []


def test_headings_of_a_list_that_begins_anew_are_not_compared() -> None:
    text = "1.工作目标。建成三所。\n2.工作措施。每周会商。\n1.工作目标。改建两所。\n"
    assert found(text) == []
    assert [(n, line) for n, line, _ in found(text.replace("1.工作目标。改", "3.工作目标。改"))] == [("item", 2)]


def test_options_set_the_measure() -> None:
    text = "1.甲项。组织全区学校开展安全检查工作。\n2.乙项。组织全区学校开展安全检查工作。\n"
    assert found(text) == []
    options = duplicates.Options(find="sentence", min_length=10)
    assert len(found(text, sentence=options)) == 1
    assert found(text, sentence=duplicates.Options(find="sentence", min_length=10, set_phrases=("组织全区学校",))) != []
    phrases = ("组织全区学校", "开展安全检查")
    assert found(text, sentence=duplicates.Options(find="sentence", min_length=10, set_phrases=phrases)) == []


@pytest.mark.parametrize("wrong", [{"min_length": 0}, {"similarity": 0.5}, {"similarity": 2}])
def test_options_that_make_no_sense_are_refused(wrong: Mapping[str, float]) -> None:
    with pytest.raises(PlanlintError):
        duplicates.Options(**wrong)  # type: ignore[arg-type]


def test_heading_echo_reports_the_clause_once() -> None:
    text = "1.推进依法治校。按照上级要求，深入推进依法 治校，推进依法治校。\n"
    [(name, _, hit)] = found(text)
    assert (name, text[slice(*hit.span)]) == ("echo", "深入推进依法 治校")
    assert text[slice(*hit.related[0].span)] == "推进依法治校"


@given(st.lists(st.sampled_from(LINES[2:]), max_size=14))
def test_any_shuffle_of_the_plan_is_judged_in_bounds_and_the_same_twice(lines: list[str]) -> None:
    text = "\n".join(lines)
    hits = found(text)
    assert hits == found(text)
    for _, _, hit in hits:
        assert 0 <= hit.span.start < hit.span.end <= len(text)
        assert hit.related[0].span.start < hit.span.start


@pytest.mark.parametrize("seed", sorted((Path(__file__).parents[2] / "seeds").glob("*.txt")))
def test_the_seeds_have_no_copied_item_and_no_repeated_sentence(seed: Path) -> None:
    assert {name for name, _, _ in found(seed.read_text(encoding="utf-8"))} <= {"echo"}
