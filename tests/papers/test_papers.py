from __future__ import annotations

import csv
import html
import io
import re
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.cli.main import main
from planlint.filedata import Mark, Traces
from planlint.model import Document, Span
from planlint.papers import Cell, Column, Paper, book, checklist, page, sheet, tasks, terminal
from planlint.session import Options, Session

PLAN = """\
某区2023年教育工作要点
某区各学校：
为贯彻党的二十大精神，现提出以下要点。
一、指导思想
坚持立德树人。
二、重点任务
1.加强思政教育。落实《深化新时代教育评价改革总体方案》，落实《某区办法（试行）》。（责任单位：教育科、人事科（编制办）；完成时限：6月底前）
2.扩充学位。新增学位1200个、12所学校，落实《某区办法（试行）》，2023年底前完成。（基建科牵头，财务科、安稳科参与）
3.推广普通话。开展第26届全国推普周和第25届全国推普周活动，迎接建党102周年，参加某市第三届读书节。
附件：任务清单
某区教育局
2023年4月12日
"""


def rows(make: str, text: str, **options: str) -> list[list[str]]:
    result, context = Session(Options(profile="issue", **options)).examine(Document(text))
    paper = checklist.paper(result, context, "zh") if make == "checklist" else tasks.paper(context, "zh")
    return [[cell.text for cell in row] for row in paper.rows]


def verdicts(text: str) -> dict[str, str]:
    return {row[1]: row[4] for row in rows("checklist", text)}


def test_each_kind_has_its_lines() -> None:
    kinds = {row[0] for row in rows("checklist", PLAN)}
    assert {"文件", "会议", "届次", "周年", "日期", "数据", "单位", "附件"} <= kinds


def test_a_title_stands_once_with_all_its_places() -> None:
    (line,) = (row for row in rows("checklist", PLAN) if row[1] == "《某区办法（试行）》")
    places = line[2].split("、")
    assert [place.split(":")[0] for place in places] == ["7", "8"]
    for place in places:
        number, column = map(int, place.split(":"))
        assert PLAN.splitlines()[number - 1][column - 1 :].startswith("《某区办法")


def test_what_the_tables_know_agrees_and_what_they_do_not_is_open() -> None:
    said = verdicts(PLAN)
    assert said["《深化新时代教育评价改革总体方案》"].startswith("库中一致")
    assert said["党的二十大"] == "库中一致（2022年10月22日闭幕）"
    assert said["第26届全国推普周"].startswith("库中一致")
    assert said["建党102周年"].startswith("库中一致")
    assert said["《某区办法（试行）》"] == "无记录"
    assert said["1200个"] == "无记录"


def test_a_session_ends_where_its_name_does() -> None:
    text = PLAN.replace("思政教育。", "思政教育。计划已经甲县第九届人民代表大会第四次会议票决通过。")
    assert "第九届人民代表大会第四次会议" in verdicts(text)


def test_what_the_linter_finds_does_not_fit() -> None:
    said = verdicts(PLAN)
    assert said["第25届全国推普周"].startswith("不符：")
    assert verdicts(PLAN.replace("二十大", "二十一大"))["党的二十一大"].startswith("不符：")


def test_what_is_said_of_the_whole_draft_is_said_of_no_line() -> None:
    text = PLAN.replace("2023年", "2026年").replace(
        "思政教育。", "思政教育。2023年是全面学习贯彻党的二十大精神的开局之年。"
    )
    assert not any("沿用" in said for said in verdicts(text).values())


def test_a_mark_left_in_the_file_is_not_about_the_figure_it_lies_on() -> None:
    at = PLAN.index("1200个")
    traces = Traces((Mark("inserted", Span(at, at + 5), "新增学位1200个", "张三"),))
    result, context = Session(Options(profile="issue")).examine(Document(PLAN, traces=lambda: traces))
    assert "pending-revisions" in {one.rule for one in result.findings}
    paper = checklist.paper(result, context, "zh")
    assert {row[1].text: row[4].text for row in paper.rows}["1200个"] == "无记录"


def test_a_suppressed_finding_is_no_finding() -> None:
    quiet = PLAN.replace("3.推广", "#planlint: ignore edition-mismatch -- 历届都说\n3.推广")
    assert not verdicts(quiet)["第25届全国推普周"].startswith("不符")


def test_a_date_has_its_weekday() -> None:
    assert verdicts(PLAN)["2023年4月12日"] == "无记录（星期三）"
    assert verdicts(PLAN.replace("（责任", "9月10日开会。（责任"))["9月10日"] == "无记录（星期日，按2023年）"


def test_like_figures_are_not_one_figure() -> None:
    found = [row for row in rows("checklist", "一、任务\n1.建3个中心。\n2.办3个班。\n") if row[1] == "3个"]
    assert [row[2] for row in found] == ["2:4", "3:4"]


def test_figures_are_whole() -> None:
    text = "一、任务\n1.产粮1，000万吨，建房2．7亿平方米，提高4.5%—5%，第3条不算，2023年3月也不算，办文〔2023〕12号、2个月都不算。\n"
    assert [row[1] for row in rows("checklist", text) if row[0] == "数据"] == ["1，000万吨", "2．7亿平方米", "4.5%—5%"]


def test_figures_in_words_are_figures_where_they_can_be_nothing_else() -> None:
    text = "一、任务\n1.新建小学两所，改扩建初中三所，投入五千万元，办好十件实事。\n2.从三个方面抓好一批项目，办成“两件实事”，走访一户。\n"
    assert [row[5] for row in rows("tasks", text)] == [
        "新建小学两所；改扩建初中三所；投入五千万元；办好十件实事", ""
    ]  # fmt: skip


def test_an_attachment_is_named_by_the_line_below_its_number() -> None:
    text = PLAN + "附件1\n\n任务分工清单\n1.甲\n"
    assert "附件1 任务分工清单" in [row[1] for row in rows("checklist", text) if row[0] == "附件"]


def test_units_stand_one_by_one() -> None:
    units = [row[1] for row in rows("checklist", PLAN) if row[0] == "单位"]
    assert units == ["教育科", "人事科（编制办）", "基建科", "财务科", "安稳科", "某区教育局"]


def test_others_beside_the_units_named_are_no_part_of_their_names() -> None:
    text = "一、任务\n1.做事情。（教育科会同有关科室负责）\n2.做事。（人事科、财务科等和各学校负责）\n3.做事。（招生科等有关部门和单位负责）\n"
    assert [row[1] for row in rows("checklist", text)] == [
        "教育科", "有关科室", "人事科", "财务科", "各学校", "招生科"
    ]  # fmt: skip


def test_tasks_are_the_items_and_not_the_guiding_thought() -> None:
    found = rows("tasks", PLAN)
    assert [row[2] for row in found] == ["1.加强思政教育", "2.扩充学位", "3.推广普通话"]
    assert {row[1] for row in found} == {"二、重点任务"}
    assert found[0][3:5] == ["教育科、人事科（编制办）", "6月底前"]
    assert found[1][3:] == ["牵头：基建科；参与：财务科、安稳科", "2023年底前", "新增学位1200个；12所学校"]
    assert found[2][3:5] == ["未写明", "未写明"]


def test_figures_of_one_clause_are_told_once_and_when_an_event_is_held_is_no_task() -> None:
    text = "一、活动时间\n2027年3月。\n二、主要任务\n1.降低缴费标准。将费率由7%降至6%，惠及职工3万人。\n"
    assert [row[2:] for row in rows("tasks", text)] == [
        ["1.降低缴费标准", "未写明", "未写明", "将费率由7%降至6%；惠及职工3万人"]
    ]


def test_names_of_money_and_closing_marks_are_no_figures() -> None:
    text = "一、任务\n1.抓企业。引导三元、元盛等企业入园，为实现目标，《纲要（草案）》提出28个指标。\n2.另一件。\n"
    assert [row[5] for row in rows("tasks", text)] == ["…提出28个指标", ""]


def test_what_an_event_is_about_is_no_task() -> None:
    text = "某区活动方案\n一、活动背景\n案件上升。\n二、组织单位\n主办单位：某局\n三、时间地点\n时间：2027年7月15日\n四、宣传安排\n1.发通知\n2.贴海报\n"
    assert [row[2] for row in rows("tasks", text)] == ["1.发通知", "2.贴海报"]


def test_a_long_heading_of_a_review_is_no_task() -> None:
    text = "某省2026年政府工作报告\n一、2025年工作回顾和“十四五”发展主要成绩\n实现增长。\n二、2026年工作安排\n（一）扩大内需。\n（二）抓创新。\n"
    assert [row[2] for row in rows("tasks", text)] == ["（一）扩大内需", "（二）抓创新"]


def test_what_was_done_is_no_task() -> None:
    text = "2023年工作总结和2024年工作计划\n一、2023年工作总结\n1.做了甲事。\n二、2024年工作计划\n1.总结推广经验。\n2.做丙事。\n三、对改革成效显著的地方加大激励支持力度的措施要进一步落实\n"
    assert [row[2] for row in rows("tasks", text)][:2] == ["1.总结推广经验", "2.做丙事"]
    assert len(rows("tasks", text)) == 3


@pytest.mark.parametrize(
    ("written", "units"),
    [
        ("（教育科、人事科负责）", "教育科、人事科"),
        ("（教育科，人事科负责）", "教育科，人事科"),
        ("（教育科、人事科等按职责分工负责）", "教育科、人事科"),
        ("（牵头单位：教育科，配合单位：人事科、各学校）", "牵头单位：教育科；配合单位：人事科、各学校"),
        ("（牵头单位：教育科（体卫艺科）；责任单位：各学校）", "牵头单位：教育科（体卫艺科）；责任单位：各学校"),
        ("\n责任单位：教育科、各学校\n", "教育科、各学校"),
        ("（广泛动员社会参与）", "未写明"),
        ("（由教育科负责）", "教育科"),
        ("（院校内由主管部门负责）", "未写明"),
        ("（市甲局牵头负责、各区政府组织落实）", "牵头负责：市甲局；组织落实：各区政府"),
        ("（市甲局、市乙委、各区政府组织落实）", "市甲局、市乙委、各区政府"),
        ("（市甲局牵头负责，市乙局按职责组织配合）", "牵头负责：市甲局；按职责组织配合：市乙局"),
        ("（市甲局负责落实）", "市甲局"),
        ("（牵头单位：甲街道，支撑单位：区乙局）", "牵头单位：甲街道；支撑单位：区乙局"),
        ("（各单位要认真组织落实）", "未写明"),
        ("（试行）", "未写明"),
    ],
)
def test_units_are_read_in_their_forms(written: str, units: str) -> None:
    assert rows("tasks", f"一、任务\n1.做事情。做好。{written}\n2.另一件。\n")[0][3] == units


@pytest.mark.parametrize(
    ("written", "deadline"),
    [
        ("2027年12月底前完成", "2027年12月底前"),
        ("年底前完成", "年底前"),
        ("上半年完成", "上半年"),
        ("第三季度启动", "第三季度"),
        ("到2025年建成", "到2025年"),
        ("近三年内无事故", "未写明"),
        ("5年内引进10人", "5年内"),
        ("2012年起三年内建成", "2012年起三年内"),
        ("连续三年内评优", "未写明"),
        ("2027年内完成", "2027年内"),
        ("每年6月底前报送", "未写明"),
        ("去年年底已建成", "未写明"),
        ("2027年1月14日（周四）前上报", "2027年1月14日（周四）前"),
        ("3月20日17:00前上报", "3月20日17:00前"),
        ("2月14日、5月16日、8月15日前上报", "2月14日、5月16日、8月15日前"),
        ("改造2000年底前建成的小区", "未写明"),
        ("落实“年初签约、年底考核”机制", "未写明"),
    ],
)
def test_deadlines_are_read_in_their_forms(written: str, deadline: str) -> None:
    assert rows("tasks", f"一、任务\n1.做事情。{written}。\n")[0][4] == deadline


@pytest.mark.parametrize(
    ("text", "deadlines"),
    [
        ("一、实施步骤\n（一）动员阶段（2027年3月）\n做好动员。\n（二）推进阶段（4月1日—9月30日）\n1.先做。\n2.9月底前报送。\n（三）巩固阶段（10月开始）\n再做。\n",
         ["2027年3月", "4月1日—9月30日", "9月底前", "10月开始"]),
        ("一、基本步骤\n（一）第一阶段\n2027年9月底前，摸清底数。\n1.先排查。\n2.再整改。\n", ["2027年9月底前"] * 2),
        ("一、进度安排\n1.2027年7月至12月，完成改造。\n2.（七）班活动。\n", ["2027年7月至12月", "未写明"]),
        ("一、任务\n（一）建设中心（二期）\n开工。\n（二）落实计划（2024—2026年）\n开展。\n", ["未写明", "未写明"]),
    ],
)  # fmt: skip
def test_the_time_of_a_stage_is_the_deadline_of_its_tasks(text: str, deadlines: list[str]) -> None:
    assert [row[4] for row in rows("tasks", text)] == deadlines


def test_units_on_the_last_line_are_no_note() -> None:
    assert (
        rows("tasks", "一、任务\n做好甲事。\n\n二、保障\n\n做好乙事。\n\n（责任单位：甲局、各街道）\n")[-1][3]
        == "甲局、各街道"
    )


def test_an_item_is_a_task_whatever_a_later_clause_names() -> None:
    text = "一、总体要求\n做好。\n二、任务\n1.摸清底数，对照工作目标列出清单。\n2.整改。\n"
    assert [row[2] for row in rows("tasks", text)] == ["1.摸清底数，对照工作目标列出清单", "2.整改"]


def test_a_level_whose_last_item_names_the_units_is_one_task() -> None:
    text = "一、任务\n（一）甲事\n1.先做。\n2.后做。（教育科负责）\n（二）乙事\n1.先做。（人事科负责）\n2.后做。（财务科负责）\n"
    assert [row[2] for row in rows("tasks", text)] == ["（一）甲事", "1.先做", "2.后做"]


CELLS = st.text(max_size=30)


@given(CELLS)
def test_no_cell_is_a_formula_and_none_is_lost(text: str) -> None:
    out = io.StringIO()
    sheet.render(Paper("甲", (), (Column("乙", 1),), ((Cell(text),),)), out)
    ((_,), (cell,)) = csv.reader(io.StringIO(out.getvalue(), newline="")) if text else (("乙",), ("",))
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))


@given(CELLS, CELLS)
def test_hostile_words_stay_words(text: str, strong: str) -> None:
    out = io.StringIO()
    column = Column("<script>", 1)
    page.render(Paper(text, (text,), (column,), ((Cell(text + strong, "dim", strong),),)), out, "zh")
    body = out.getvalue().partition("</style>")[2]
    tags = set(re.findall(r"</?(\w+)", body))
    assert tags <= {"h1", "p", "table", "colgroup", "col", "thead", "tr", "th", "tbody", "td", "b", "html"}
    assert html.unescape(re.sub(r"<[^>]*>", "", body)).count("<script>") >= 1


@given(CELLS)
def test_the_terminal_takes_any_words(text: str) -> None:
    out = io.StringIO()
    terminal.render(Paper(text, (text,), (Column("[/]", 3),), ((Cell(f"[red]{text}"),),)), out)
    assert "[red]" in re.sub(r"\s", "", out.getvalue())


def run(*argv: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(list(argv))
    return int(left.value.code or 0)


@pytest.mark.parametrize("command", ["checklist", "tasks"])
def test_the_commands_write_what_is_asked_for(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("计划.txt").write_text(PLAN, "utf-8")
    assert run(command, "计划.txt") == 0
    assert run(command, "计划.txt", "--format", "csv:表.csv") == 0
    assert Path("表.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert run(command, "计划.txt", "--lang", "en", "--format", "html:表.html") == 0
    written = Path("表.html").read_text("utf-8")
    assert "<script" not in written
    assert "http" not in written
    assert 'lang="en"' in written
    capsys.readouterr()
    for argv in (["没有.txt"], ["计划.txt", "--format", "pdf"], ["计划.txt", "--format", "html:计划.txt"]):
        assert run(command, *argv) == 2
        assert "Traceback" not in capsys.readouterr().err
    Path("坏.txt").write_bytes(b"\xff\xff\x81\x20\x00\xff")
    assert run(command, "坏.txt") == 2


def status(words: list[str]) -> object:
    with pytest.raises(SystemExit) as ended:
        main(words)
    return ended.value.code


def test_a_paper_becomes_an_excel_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "a.txt"
    source.write_text(PLAN, "utf-8")
    for command, heading in (("checklist", "类别"), ("tasks", "序号")):
        target = tmp_path / f"{command}.xlsx"
        assert status([command, str(source), "-f", f"xlsx:{target}"]) == 0
        sheet = openpyxl.load_workbook(target).worksheets[0]
        head = next(row for row in range(1, 9) if sheet.cell(row, 1).value == heading)
        assert (sheet.freeze_panes, sheet.print_title_rows) == (f"A{head + 1}", f"${head}:${head}")
        assert "某区2023年教育工作要点" in str(sheet["A2"].value)
        assert sheet.max_row > head + 2
        assert status([command, str(source), "-f", "xlsx"]) == 2
        assert "只能写进文件" in capsys.readouterr().err


def test_nothing_in_an_excel_paper_is_a_formula(tmp_path: Path) -> None:
    paper = Paper("=1", ("+2",), (Column("@a", 4),), ((Cell("=1+1", "wrong"),), (Cell("前=2后", "dim", "=2"),)))
    with (tmp_path / "a.xlsx").open("w", encoding="utf-8") as out:
        book.render(paper, out)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert [(cell.data_type, cell.value) for (cell,) in sheet.iter_rows()] == [
        *(("s", text) for text in ("=1", "+2", "@a", "=1+1", "前=2后")),
    ]
