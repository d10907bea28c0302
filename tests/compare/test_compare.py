"""Two plans side by side: what is paired with what, what is told of it, and what the page shows."""

from __future__ import annotations

import html
import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.compare import align
from planlint.compare.page import render as render_page
from planlint.compare.terminal import render as render_terminal
from planlint.compare.wording import carried_over, changes
from planlint.model import Document
from planlint.outline import Plan, parse
from tests.outline.test_parse import DOCUMENTS, SEEDS

OLD = """某区2026年教育工作要点

2026年，全区教育系统要坚持稳中求进，抓好落实。

一、加强党的建设
1.学习党的理论。组织专题学习四次，覆盖全体党员。
2.抓实巡察整改。按时完成反馈问题的整改，建立长效机制。
二、促进教育公平
3.扩大优质资源。新建小学两所，改扩建初中三所，增加学位三千个。
4.举办第五届师生艺术节。展演节目一百个，评选优秀作品五十件。
"""
NEW = """某区2027年教育工作要点

2027年，全区教育系统要坚持稳中求进，抓好落实。

一、促进教育公平
1.扩大优质资源。新建小学四所，改扩建初中三所，增加学位三千个。
2.举办第五届师生艺术节。展演节目一百个，评选优秀作品五十件。
3.建设智慧校园。为十所学校配备数字教室。
二、加强党的全面领导
4.学习党的理论。组织专题学习四次，覆盖全体党员。
"""


def plan(text: str, path: str = "x.txt") -> Plan:
    return parse(Document(text, path))


def rows(old: str, new: str) -> list[tuple[str, str | None, str | None]]:
    return [(p.status, p.old and p.old.heading, p.new and p.new.heading) for p in align(plan(old), plan(new)).pairs]


def test_what_became_of_each_task() -> None:
    told = rows(OLD, NEW)
    assert ("changed", "扩大优质资源", "扩大优质资源") in told
    assert ("same", "举办第五届师生艺术节", "举办第五届师生艺术节") in told
    assert ("same", "学习党的理论", "学习党的理论") in told
    assert ("dropped", "抓实巡察整改", None) in told
    assert ("new", None, "建设智慧校园") in told
    assert ("changed", "加强党的建设", "加强党的全面领导") in told or (
        "renamed",
        "加强党的建设",
        "加强党的全面领导",
    ) in told
    assert told[0][1:] == ("某区2026年教育工作要点", "某区2027年教育工作要点")


def test_a_task_under_another_heading_has_moved() -> None:
    moved = (
        OLD.replace("2.抓实巡察整改。按时完成反馈问题的整改，建立长效机制。\n", "")
        + "5.抓实巡察整改。按时完成反馈问题的整改，建立长效机制。\n"
    )
    (pair,) = (p for p in align(plan(OLD), plan(moved)).pairs if p.new and p.new.heading == "抓实巡察整改")
    assert (pair.status, pair.moved) == ("same", True)


def test_paragraphs_are_found_by_the_short_sentence_they_begin_with() -> None:
    old = (
        "一、目标\n总体要求是：坚持稳中求进，抓好十件大事。\n推进民生工程。改造小区八个，新建公厕九座。\n各镇抓落实。\n"
    )
    new = "一、目标\n推进民生工程。第二水厂竣工供水，学校食堂全部翻新。\n总体要求是：全面深化改革，扩大开放合作。\n"
    told = [(p.status, p.new and p.new.text[:5]) for p in align(plan(old), plan(new)).pairs if p.new]
    assert told == [("same", "一、目标"), ("changed", "推进民生工"), ("changed", "总体要求是")]


@pytest.mark.parametrize(
    ("old", "new", "paired"),
    [
        ("推进旧城区提质升级。完成拆迁。", "稳步推进旧城区改造。新开工小区十处。", True),
        ("加快社会事业发展。招聘教师九名。", "大力发展社会事业。医院晋级达标。", True),
        ("（一）着力推进镇域产业转型，壮大镇域产业", "（一）积极优化产业布局，发展壮大镇域产业", True),
        ("（一）城市建设取得新进展", "（一）改革开放取得新进展", False),
        ("（一）扎实推进社会主义新农村建设", "（一）加强社会主义民主法制建设", False),
        ("各位代表，过去的一年成绩来之不易，感谢大家！", "各位代表，这一年成绩可喜，向大家表示感谢！", True),
    ],
)
def test_what_is_left_over_below_one_section_belongs_together_when_its_topic_is_the_same(
    old: str, new: str, paired: bool
) -> None:
    before, after = (f"一、主要工作\n{'甲' * 20}{end}。\n{line}\n" for end, line in (("", old), ("乙", new)))
    assert [p.old is not None for p in align(plan(before), plan(after)).pairs if p.new][-1] is paired


def test_a_section_is_found_by_what_stands_in_it() -> None:
    old = "一、回顾\n好。\n二、2026年政府工作总体要求和目标任务\n总体要求是：坚持稳中求进。\n预期目标是：增长百分之五。\n要抓好十方面工作：\n"
    new = "一、回顾\n好。\n二、2027年工作安排\n总体要求是：坚持稳中求进，提质。\n预期目标是：增长百分之六。\n要抓好八方面工作：\n"
    told = [(p.old and p.old.text[:2], p.moved) for p in align(plan(old), plan(new)).pairs if p.new]
    assert told == [
        ("一、", False),
        ("好。", False),
        ("二、", False),
        ("总体", False),
        ("预期", False),
        ("要抓", False),
    ]


def test_what_is_left_over_below_one_section_needs_less_to_be_the_same() -> None:
    old = "一、工作回顾\n2025年是甲项工作的攻坚之年，也是收官之年。\n（三）城市建设全面加快\n二、工作安排\n抓好落实。\n"
    new = (
        "一、工作回顾\n2026年是乙项工作的起步之年。\n（二）城市建设取得新进展\n二、工作安排\n（一）办学条件取得新进展\n"
    )
    told = [(p.status, p.old and p.old.text[:6]) for p in align(plan(old), plan(new)).pairs if p.new]
    assert told == [
        ("same", "一、工作回顾"),
        ("changed", "2025年是"[:6]),
        ("renamed", "（三）城市建"),
        ("same", "二、工作安排"),
        ("new", None),
    ]


@pytest.mark.parametrize("line", ["推进", "1.推进", "一、深入推进", "1.深入推进义务教育优质均衡发展。"])
def test_what_is_said_often_is_the_same_too(line: str) -> None:
    text = f"某局工作要点\n{line}\n" + f"{line}\n" * 100
    assert {pair.status for pair in align(plan(text), plan(text)).pairs} == {"same"}


def test_endless_paragraphs_are_compared_in_time() -> None:
    old, new = ("".join(map(chr, range(start, start + 20_000))) * 40 for start in (0x4E00, 0x5000))
    assert len(align(plan(f"某局工作要点\n1.{old}"), plan(f"某局工作要点\n1.{new}")).pairs) >= 2


@given(DOCUMENTS, DOCUMENTS)
def test_every_unit_of_both_plans_stands_in_one_pair(old: str, new: str) -> None:
    comparison = align(plan(old), plan(new))
    for side, whole in (("old", old), ("new", new)):
        spans = [getattr(p, side).span for p in comparison.pairs if getattr(p, side)]
        assert len(spans) == len(set(spans))
        assert all(0 <= s.start < s.end <= len(whole) for s in spans)
    assert [p.new.span for p in comparison.pairs if p.new] == sorted(p.new.span for p in comparison.pairs if p.new)


@given(DOCUMENTS)
def test_a_plan_against_itself_is_the_same(text: str) -> None:
    comparison = align(plan(text), plan(text))
    assert comparison.count("dropped") == comparison.count("new")


@given(st.text("甲乙丙丁，。12", max_size=40), st.text("甲乙丙丁，。12", max_size=40))
def test_changes_lead_from_one_text_to_the_other(old: str, new: str) -> None:
    pieces = changes(old, new)
    assert "".join(p.text for p in pieces if p.kind != "new") == old
    assert "".join(p.text for p in pieces if p.kind != "old") == new


def test_sentences_carried_over() -> None:
    old, new = plan(OLD), plan(NEW)
    words = [c.words for c in carried_over(old, new, 8)]
    assert "组织专题学习四次，覆盖全体党员" in words
    assert not any("新建小学" in w for w in words)


def page(old: str, new: str) -> str:
    out = io.StringIO()
    render_page(align(plan(old, "旧[/].txt"), plan(new, "<新>.txt")), out, "zh")
    return out.getvalue()


def test_the_page_names_both_documents_in_one_way() -> None:
    assert "某区2026年教育工作要点 → 某区2027年教育工作要点" in page(OLD, NEW)
    assert "旧[/].txt → &lt;新&gt;.txt" in page("一、抓好甲项工作\n二、抓好乙项工作\n", NEW)


def test_the_page_is_self_contained_and_shows_both_texts() -> None:
    shown = page(OLD, NEW)
    assert not re.search(r"(?:src|href)\s*=|@import|url\(|<script", shown)
    body = shown[shown.index("<tbody>") :]
    for side, text, tag in ((1, OLD, "ins"), (2, NEW, "del")):
        cells = [re.findall(r"<td[^>]*>(.*?)</td>", row)[side] for row in body.split("</tr>") if "<td" in row]
        assert not any(f"<{tag}>" in cell for cell in cells)
        words = html.unescape(re.sub(r"<[^>]+>", "", "".join(cells)))
        for line in text.split("\n"):
            assert line in words


@pytest.mark.parametrize(
    ("old", "new", "copied"),
    [
        ("3.抓好安全工作。逐校排查校舍隐患。", "2.抓好安全工作。逐校排查校舍和食堂隐患。", []),
        (
            "3.抓好各学校的校园安全管理工作。查隐患。",
            "2.抓好各学校的校园安全管理工作。查全部隐患。",
            [".抓好各学校的校园安全管理工作。"],
        ),
        ("1.抓好安全。学习五中全会精神并纳入各类培训。", "1.抓好安全。学习六中全会精神并纳入各类培训。", []),
        (
            "1.抓好安全。甲。把各项工作要求落实到每个人。",
            "1.抓好安全。把各项工作要求落实到每个人。",
            ["把各项工作要求落实到每个人。"],
        ),
        (
            "1.抓好安全。把各项工作要求落实到每个人。",
            "1.抓好安全。乙。把各项工作要求落实到每个人。",
            ["把各项工作要求落实到每个人。"],
        ),
        ("1.抓好安全。甲，把各项工作要求落实到每个人。", "1.抓好安全。把各项工作要求落实到每个人。", []),
    ],
)
def test_the_page_colours_whole_sentences_only(old: str, new: str, copied: list[str]) -> None:
    shown = page(f"一、重点任务\n{old}\n", f"一、重点任务\n{new}\n").partition("<tbody>")[2]
    for side in (1, 2):
        cells = [re.findall(r"<td[^>]*>(.*?)</td>", row)[side] for row in shown.split("</tr>") if "<td" in row]
        assert re.findall(r"<mark[^>]*>(.*?)</mark>", "".join(cells)) == copied


def test_what_only_moved_on_by_a_year_is_told_from_what_did_not_change() -> None:
    old, new = "一、重点\n1.办好第五届展演。\n2.抓好安全。\n", "一、重点\n1.办好第六届展演。\n3.抓好安全。\n"
    assert [pair.status for pair in align(plan(old), plan(new)).pairs] == ["same", "advanced", "same"]


def test_blanks_between_the_characters_of_a_title_are_no_change() -> None:
    shown = page("政府工作报告\n一、甲\n好。\n", "政 府 工 作 报 告\n一、甲\n好。\n").partition("<tbody>")[2]
    assert "<ins>" not in shown
    assert "<del>" not in shown
    assert "<mark" not in shown  # nor is a title copied that stays


def test_hostile_text_is_shown_and_harmless() -> None:
    shown = page("一、<script>alert(1)</script>\x1b[31m\n甲。\n", "一、<b>&amp;\u202e\n甲。\n")
    assert "<script>alert" not in shown
    assert "&lt;script&gt;" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_on_a_terminal(lang: str) -> None:
    out = io.StringIO()
    render_terminal(align(plan(OLD, "旧[/].txt"), plan(NEW, "新.txt")), out, lang)
    shown = out.getvalue()
    assert "旧[/].txt" in shown
    assert "智慧校园" in shown
    assert "〖" in shown
    assert ("新增" if lang == "zh" else "new") in shown


def test_on_the_command_line(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "旧.txt").write_text(OLD, "utf-8")
    (tmp_path / "新.txt").write_text(NEW, "gb18030")
    status, out, _ = planlint("compare", "旧.txt", "新.txt", "-f", "json")
    assert status == 0
    assert {"status": "dropped", "heading": "抓实巡察整改"}.items() <= {
        "status": next(p for p in json.loads(out) if p["old"] and p["old"]["heading"] == "抓实巡察整改")["status"], "heading": "抓实巡察整改",
    }.items()  # fmt: skip
    assert planlint("compare", "旧.txt", "新.txt", "-f", "html:对照.html")[0] == 0
    assert "智慧校园" in (tmp_path / "对照.html").read_text("utf-8")
    assert planlint("compare", "旧.txt", "没有.txt")[0] == 2
    assert planlint("compare", "旧.txt", "新.txt")[2] == ""
    assert "像是写反了" in planlint("compare", "新.txt", "旧.txt")[2]
    assert planlint("compare", "旧.txt", "新.txt", "-f", "pdf")[0] == 2
    status, out, _ = planlint("check", "新.txt", "--previous", "旧.txt", "-f", "json", "--fail-on", "never")
    found = {f["rule"]: f for f in json.loads(out)["documents"][0]["findings"]}
    assert found["edition-not-advanced"]["text"] == "第五届"
    assert found["edition-not-advanced"]["related"][0]["path"] == "旧.txt"
    assert found["edition-not-advanced"]["related"][0]["line"] == 10


def test_the_seeds_can_be_compared_either_way() -> None:
    first, second = (parse(Document(p.read_text("utf-8"), p.name)) for p in SEEDS)
    for old, new in ((first, second), (second, first)):
        comparison = align(old, new)
        assert comparison.count("changed") + comparison.count("renamed") >= 5
