"""Attachments announced, listed and present, with their titles and numbers; as altered copies of a good notice give them."""

from __future__ import annotations

from pathlib import Path

import pytest

from planlint.api import Options, Session
from planlint.checks._attachments import NAME
from planlint.discovery import names_in
from planlint.findings import Finding
from planlint.model import Document

SESSION = Session(Options(select=("missing-attachment", "attachment-title")))
NOTE = "附件：1.任务分工表\n      2.情况统计表\n      3.联系人名单\n"
END = "某市教育局\n2027年1月8日\n"
BODIES = ("\n附件1\n任务分工表\n甲单位负责。\n", "\n附件2\n情况统计表\n共三栏。\n", "\n附件3\n联系人名单\n张三。\n")


def notice(*, text: str = "请执行。", note: str = NOTE, end: str = END, follow: str = "") -> str:
    return f"关于做好甲项工作的通知\n各单位：\n{text}\n{note}{end}{follow}"


def findings(source: str, at: Path | None = None) -> list[Finding]:
    result = SESSION.lint(Document(source, "甲.txt"), at)
    assert result is not None
    assert result.error is None
    return result.findings


def said(source: str, at: Path | None = None) -> list[tuple[str, str]]:
    """The findings, as the rule and the words it stands at."""
    return [(f.rule, source[slice(*f.span)]) for f in findings(source, at)]


def test_a_whole_notice_is_quiet() -> None:
    assert said(notice(follow="".join(BODIES))) == []
    assert said(notice()) == []


def folder(tmp_path: Path, *names: str) -> Path:
    for name in names:
        (tmp_path / name).write_text("x")
    return tmp_path / "甲.txt"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("附件1.docx", "附件2.xlsx", "附件3.xlsx"), []),
        (("任务分工表.docx", "2.情况统计表.xlsx", "联系人名单（定稿）.xlsx"), []),
        (("附件一 分工.docx", "附件2：统计表.xlsx", "甲通知附件3.pdf"), []),
        (("附件",), []),
        (("附件1.docx", "附件2.xlsx", "附件13.xlsx"), ["联系人名单"]),
        (("附件1.docx", "分工表.docx"), ["情况统计表", "联系人名单"]),
        (("乙.txt",), ["任务分工表"]),
        ((), ["任务分工表"]),
    ],
)
def test_files_beside_the_document_are_its_attachments(
    tmp_path: Path, names: tuple[str, ...], expected: list[str]
) -> None:
    assert said(notice(), folder(tmp_path, *names)) == [("missing-attachment", words) for words in expected]


def test_all_missing_is_less_certain_than_one_of_them(tmp_path: Path) -> None:
    at = folder(tmp_path)
    assert [f.severity for f in findings(notice(), at)] == ["info"]
    assert [f.severity for f in findings(notice(follow=BODIES[0] + BODIES[1]), at)] == ["warning"]


@pytest.mark.parametrize("where", ["附件请登录办公系统下载", "附件可在市教育局网站下载", "附件另发"])
def test_attachments_that_are_said_to_be_elsewhere_are_not_missed(tmp_path: Path, where: str) -> None:
    assert said(notice(note=f"{NOTE}      （{where}）\n"), folder(tmp_path)) == []


def test_the_document_is_no_attachment_of_itself(tmp_path: Path) -> None:
    at = tmp_path / "附件1.txt"
    at.write_text("x")
    assert said(notice(note="附件：任务分工表\n"), at) == [("missing-attachment", "任务分工表")]


def test_a_folder_that_cannot_be_listed_is_unknown(tmp_path: Path) -> None:
    assert names_in(tmp_path / "无") is None
    assert said(notice(), tmp_path / "无" / "甲.txt") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("填写统计表（附件5）。", ["附件5"]),
        ("自愿接受附件5所列承诺。", ["附件5"]),
        ("按附件5要求报送。", ["附件5"]),
        ("对照《关于做好乙项工作的通知》附件5、其附件6、原附件7。", []),
        ("附件材料齐全，报送附件四份。", []),
        ("学校附近，附属学校。", []),
    ],
)
def test_attachments_mentioned_but_not_announced(text: str, expected: list[str]) -> None:
    assert said(notice(text=text)) == [("missing-attachment", words) for words in expected]


def test_the_lost_end_of_a_notice_may_have_named_them() -> None:
    [found] = findings(notice(text="标准见附件2。", note="", end=""))
    assert found.severity == "info"
    [found] = findings(notice(text="标准见附件2。", note=""))
    assert found.severity == "warning"


def test_files_for_download_and_documents_that_are_attachments() -> None:
    assert said(notice(text="填表（附件2）。", note="", end=END + "附件信息:\n• 1.备案表.doc\n• 2.说明.doc\n")) == []
    assert said(notice(note=NOTE, end=END + "附件下载\n")) == []
    assert said("附件1\n某局2027年工作方案\n为做好工作，制定本方案。\n一、分工\n分工见附件2。\n") == []


def test_a_plan_carried_in_the_same_file_is_the_attachment(tmp_path: Path) -> None:
    plan = "\n某局甲项工作方案\n\n为做好甲项工作，制定本方案。\n一、目标\n做好。\n二、措施\n落实。\n"
    source = notice(note="附件：《某局甲项工作方案》（甲教〔2027〕1号）\n", follow=plan)
    assert said(source, folder(tmp_path)) == []


def test_the_list_of_a_plan_is_no_part_of_the_list_of_the_notice_that_issues_it(tmp_path: Path) -> None:
    plan = "\n某局甲项工作方案\n\n为做好甲项工作，制定本方案。\n一、目标\n做好。\n二、措施\n落实。\n附件：1.任务表\n2.名单\n"
    found = findings(notice(note="附件：某局甲项工作方案\n", follow=plan), folder(tmp_path))
    assert [(one.rule, one.severity) for one in found] == [("missing-attachment", "info")]


def test_an_attachment_may_follow_without_its_number(tmp_path: Path) -> None:
    assert (
        said(
            notice(note="附件：1.任务分工表\n2.情况统计表\n", follow="\n任务分工表\n甲。\n情况统计表\n乙。\n"),
            folder(tmp_path),
        )
        == []
    )
    [found] = said(notice(note="附件：1.任务分工表\n2.情况统计表\n", follow="\n任务分工表\n甲。\n"), folder(tmp_path))
    assert found == ("missing-attachment", "情况统计表")


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (("\n任务分工表\n甲", "\n任务分解表\n甲"), "任务分解表"),
        (("\n任务分工表\n甲", "\n重点任务分工表\n甲"), "重点任务分工表"),
        (("\n任务分工表\n甲", "\n任务\n分工表\n甲"), None),
        (("\n任务分工表\n甲", "\n任 务 分 工 表\n甲"), None),
        (("\n任务分工表\n甲", "\n《任务分工表》\n甲"), None),
        (("\n任务分工表\n甲", "\n填报单位：某局\n甲"), None),
        (("\n附件2\n", "\n附件3\n"), "附件3"),
        (("\n附件2\n", "\n附件\n"), "附件"),
        (("      2.情况统计表\n", "      2.情况统计表；\n"), "；"),
        (("      2.情", "      1.情"), "1"),
    ],
)
def test_titles_and_numbers_against_the_list(changed: tuple[str, str], expected: str | None) -> None:
    source = notice(follow="".join(BODIES))
    assert source.count(changed[0]) >= 1
    source = source.replace(*changed)
    found = [words for rule, words in said(source) if rule == "attachment-title"]
    assert found[:1] == ([expected] if expected else [])


def test_what_differs_is_said() -> None:
    source = notice(follow="".join(BODIES)).replace("\n情况统计表\n", "\n情况季度统计表\n")
    [found] = findings(source)
    assert "多了“季度”" in found.texts["zh"]
    assert found.suggestion == "情况统计表"
    assert [source[slice(*related.span)] for related in found.related] == ["情况统计表"]


def test_two_titles_swapped_are_one_finding() -> None:
    source = notice(follow="\n附件1\n情况统计表\n共三栏。\n" + "\n附件2\n任务分工表\n甲。\n" + BODIES[2])
    assert said(source) == [("attachment-title", "附件1")]


def test_a_long_title_over_two_lines_of_the_list() -> None:
    note = "附件：1.甲项工作责任落实情况\n        季度统计表\n      2.名单\n"
    follow = "\n附件1\n甲项工作责任落实情况季度统计表\n共三栏。\n\n附件2\n名单\n张三。\n"
    assert said(notice(note=note, follow=follow)) == []


def test_an_attached_document_may_do_without_its_issuer() -> None:
    note = "附件：某区教委关于报送工作情况的报告\n"
    assert said(notice(note=note, follow="\n附件\n\n关于报送工作情况的报告\n\n某市教育局：\n情况如下。\n")) == []


def test_a_single_attachment_bears_no_number() -> None:
    [found] = findings(notice(note="附件：1.任务分工表\n"))
    assert (found.rule, found.severity) == ("attachment-title", "info")


def test_a_run_of_attachments_is_read_on_only_so_far() -> None:
    found = NAME.match("附件1、" * 3000)
    assert found is not None
    assert found.end() < 300
    text = "请查收附件" + "、".join(map(str, range(1, 31))) + "。"
    assert [words for rule, words in said(notice(text=text, note="")) if rule == "missing-attachment"][-1] == "30"


@pytest.mark.parametrize("end", ["（附件", "(附件", "（附件1", "（附表"])
def test_a_text_may_end_where_an_attachment_is_named(end: str) -> None:
    assert SESSION.examine(Document(f"某区2026年工作要点\n一、抓好落实\n按照工作安排抓好落实{end}"))[0].error is None
