"""Parts a document must have: what altered copies of a good plan give, and where."""

from __future__ import annotations

import pytest

from planlint.api import Options, Session
from planlint.model import Document

RULES = (
    "missing-title", "missing-preamble", "missing-sections", "missing-required-section",
    "missing-signature", "missing-date", "missing-attachment", "empty-section",
)  # fmt: skip
SESSION = Session(Options(select=RULES, profile="issue"))
TITLE = "某局2027年数字化工作实施方案"
PLAN = {
    "title": "某局2027年数字化工作实施方案\n\n",
    "preamble": "为推进数字化，制定本方案。\n",
    "aims": "一、总体要求\n坚持稳中求进。\n",
    "tasks": "二、重点任务\n（一）建平台\n年底前建成。\n（二）用数据\n全面应用。\n",
    "means": "三、保障措施\n加强组织领导，分工见附件1。\n",
    "note": "\n附件：1.分工表\n      2.进度表\n\n",
    "signature": "某市教育局\n",
    "date": "2027年1月8日\n",
}


def parts(**changes: str) -> list[tuple[str, str]]:
    text = "".join({**PLAN, **changes}.values())
    result = SESSION.lint(Document(text, "x.txt"))
    assert result is not None
    assert result.error is None
    return [(f.rule, line_at(text, f.span.start)) for f in result.findings]


def line_at(text: str, offset: int) -> str:
    return text[text.rfind("\n", 0, offset) + 1 :].partition("\n")[0].strip()


def test_a_whole_plan_is_quiet() -> None:
    assert parts() == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": ""}, [("missing-title", "为推进数字化，制定本方案。")]),
        ({"preamble": "", "aims": "一、重大意义\n坚持稳中求进。\n"}, [("missing-preamble", TITLE), ("missing-required-section", TITLE)]),
        ({"preamble": ""}, []),
        ({"aims": "一、工作目标\n稳中求进。\n"}, []),
        ({"aims": "坚持稳中求进。\n", "tasks": "建平台。\n", "means": "加强领导。\n", "note": ""}, [("missing-sections", TITLE)]),
        ({"aims": "", "tasks": "一、建平台\n建成。\n二、用数据\n好。\n"}, [("missing-required-section", TITLE)]),
        ({"means": "三、时间安排\n分三步。\n"}, [("missing-required-section", TITLE)]),
        ({"signature": ""}, [("missing-signature", "2027年1月8日")]),
        ({"date": ""}, [("missing-date", "某市教育局")]),
        ({"date": "2027年　月　日\n"}, []),
        ({"signature": "", "date": ""}, [("missing-date", "2.进度表"), ("missing-signature", "2.进度表")]),
        ({"means": "三、保障措施\n加强组织领导，分工见附件3。\n"}, [("missing-attachment", "加强组织领导，分工见附件3。")]),
        ({"note": ""}, [("missing-attachment", "加强组织领导，分工见附件1。")]),
        ({"tasks": "二、重点任务\n"}, [("empty-section", "二、重点任务")]),
        ({"tasks": "二、重点任务\n（一）建平台\n（二）用数据\n全面应用。\n"}, [("empty-section", "（一）建平台")]),
        ({"tasks": "二、重点任务\n（一）建平台\n（二）用数据\n"}, []),
        ({"tasks": "二、重点任务\n1.建平台。\n2.\n"}, [("empty-section", "2.")]),
    ],
)  # fmt: skip
def test_a_part_removed(changes: dict[str, str], expected: list[tuple[str, str]]) -> None:
    found = parts(**changes)
    if "title" in changes:  # nothing says any more that this is a plan
        found = [f for f in found if f[0] == "missing-title"]
    assert found == expected


def test_a_notice_may_carry_its_plan_unsigned() -> None:
    text = (
        "某局关于印发数字化工作实施方案的通知\n各单位：\n现印发给你们，请执行。\n某市教育局\n2027年1月8日\n\n"
        + PLAN["title"] + PLAN["preamble"] + PLAN["aims"] + PLAN["tasks"] + "三、组织保障\n加强领导。\n"
    )  # fmt: skip
    result = SESSION.lint(Document(text, "x.txt"))
    assert result is not None
    assert result.findings == []
    without = SESSION.lint(Document(text.replace("三、组织保障", "三、进度安排"), "x.txt"))
    assert without is not None
    assert [(f.rule, line_at(text, f.span.start)) for f in without.findings] == [("missing-required-section", TITLE)]


def test_signature_and_date_are_missed_before_the_attachments() -> None:
    attachment = "\n附件1\n分工表\n甲单位负责建平台。\n\n附件2\n进度表\n三月建成。\n"
    missed = [("missing-date", "2.进度表"), ("missing-signature", "2.进度表")]
    assert parts(signature="", date=attachment) == missed


def test_articles_count_through_the_sections_that_hold_them() -> None:
    text = "某市若干意见\n\n为减负，提出如下意见。\n一、精简文件\n第一条　严控数量。不超过上年。\n第二条　严控篇幅。不超过两页。\n"
    text += "二、改进督查\n第三条　实行计划管理。每年一次。\n三、组织实施\n第四条　加强领导。抓好落实。\n"
    result = SESSION.lint(Document(text, "x.txt"))
    assert result is not None
    assert [f.rule for f in result.findings if f.rule == "empty-section"] == []


def test_minutes_are_not_signed() -> None:
    minutes = "某市教育局办公会议纪要\n\n会议研究了甲项工作。现纪要如下：\n一、关于甲项工作\n会议决定抓好甲项工作。\n"
    result = SESSION.lint(Document(minutes, "x.txt"))
    assert result is not None
    assert [f.rule for f in result.findings if f.severity != "info"] == []


def test_listed_attachments_all_or_none() -> None:
    follow = "\n附件1\n分工表\n甲单位负责建平台。\n"
    assert parts(date=PLAN["date"] + follow) == [("missing-attachment", "2.进度表")]
    assert parts(date=PLAN["date"] + follow + "附件2\n进度表\n三月建成。\n") == []


def attached(*, text: str = "请执行。", note: str = "", follow: str = "") -> list[str]:
    """The findings on attachments of a notice, as the words they stand at."""
    source = f"关于做好甲项工作的通知\n各单位：\n{text}\n{note}\n某市教育局\n2027年1月8日\n{follow}"
    result = SESSION.lint(Document(source, "x.txt"))
    assert result is not None
    return [source[f.span.start : f.span.end] for f in result.findings if f.rule == "missing-attachment"]


@pytest.mark.parametrize(
    "text", ["见附件（略）。", "见附件，附件另发。", "见附件。（附件另发）", "见附件2（略）。", "见附件。附件略。"]
)
def test_attachments_left_out_or_sent_separately(text: str) -> None:
    assert attached(text=text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("见附件1和附件3。", ["附件3"]),
        ("见附件1、3。", ["3"]),
        ("见附件1—4。", ["4", "4"]),
        ("见附件1至附件2。", []),
        ("见附件1-5。", []),
        ("见附件1、2个工作日内报送。", []),
        ("见附件2和3月底前报送。", []),
        ("见附件一和附件三。", ["附件三"]),
    ],
)
def test_every_attachment_of_an_enumeration_is_looked_for(text: str, expected: list[str]) -> None:
    assert attached(text=text, note="附件：1.分工表\n2.进度表") == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("附件：1.分工表\n3.进度表", ["3"]),
        ("附件：\n1.分工表\n3.进度表", ["3"]),
        ("附件：1.分工表；3.进度表", ["3"]),
        ("附件1：分工表\n附件3：进度表", ["3"]),
        ("附件：1.分工表\n2.2027年进度表\n3.名单", []),
        ("附件：2027年分工表", []),
        ("附件：（1）分工表\n（2）进度表", []),
    ],
)
def test_a_number_left_out_in_the_attachment_list(note: str, expected: list[str]) -> None:
    assert attached(note=note) == expected


def test_the_plan_that_a_notice_carries_is_no_attachment_of_its_own() -> None:
    plan = "\n某市教育局甲项工作方案\n\n为做好甲项工作，制定本方案。\n一、任务\n{}\n二、保障\n加强领导。\n"
    assert attached(text="见附件1。", follow=plan.format("建平台。")) == []
    assert attached(follow=plan.format("任务清单见附件1。")) == ["附件1"]


def test_an_attachment_the_list_does_not_name() -> None:
    follow = "\n附件1\n分工表\n甲。\n附件2\n进度表\n乙。\n附件3\n名单\n丙。\n"
    assert attached(note="附件：1.分工表\n2.进度表", follow=follow) == ["附件3"]
    assert attached(note="附件：1.分工表\n2.进度表\n3.名单", follow=follow) == []
    assert (
        attached(note="附件：1.分工表\n2.进度表（略）\n3.名单", follow=follow.replace("附件2\n进度表\n乙。\n", ""))
        == []
    )
    assert attached(follow=follow) == []
