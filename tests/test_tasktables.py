from __future__ import annotations

import io

import docx
import pytest

from planlint.context import Context
from planlint.model import Document
from planlint.papers import tasks
from planlint.readers import read
from planlint.session import Options, Session
from planlint.tables import tables
from planlint.tasktables import table_tasks

PLAIN = """\
2026年教育工作任务分解表

序号\t工作任务\t责任单位\t完成时限
一、扩优提质
1\t新建学校5所\t发展规划科、基建科\t8月底前
2\t新增学位3000个\t\t12月底前
二、规范管理
3\t开展专项督查4次\t督导室\t
"""

MARKDOWN = """\
# 2026年教育工作任务分解表

| 序号 | 重点任务 | 具体举措 | 责任人 | 时限 |
|---|---|---|---|---|
| 1 | 增加学位 | 新建学校5所 | 王某 | 全年 |
|   | 推进“双减” | 专项督查4次 | 李某 |   |
"""

PAGE = """\
<html><body><h1>2026年教育工作任务分解表</h1><table>
<tr><th>序号</th><th>工作任务</th><th>责任单位</th></tr>
<tr><td>1</td><td>新建学校5所</td><td rowspan="2">发展规划科<br>基建科</td></tr>
<tr><td>2</td><td>新增学位3000个</td></tr>
<tr><td>3</td><td>开展专项督查</td><td></td></tr>
</table></body></html>
"""


def judged(document: Document) -> Context:
    return Session(Options()).examine(document)[1]


def rows(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row] for row in tasks.paper(judged(document), "zh").rows]


def word(lines: list[tuple[str, ...]], merged: list[tuple[tuple[int, int], tuple[int, int]]]) -> Document:
    made = docx.Document()
    made.add_paragraph("2026年重点任务分解表")
    table = made.add_table(rows=len(lines), cols=len(lines[0]))
    for row, cells in zip(table.rows, lines, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    for first, last in merged:
        text = table.cell(*first).text
        table.cell(*first).merge(table.cell(*last)).text = text
    out = io.BytesIO()
    made.save(out)
    return read(out.getvalue(), "a.docx")


def test_a_row_of_a_plain_table_is_a_task() -> None:
    found = rows(Document(PLAIN))
    assert [row[1:5] for row in found] == [
        ["一、扩优提质", "新建学校5所", "发展规划科、基建科", "8月底前"],
        ["一、扩优提质", "新增学位3000个", "未写明", "12月底前"],
        ["二、规范管理", "开展专项督查4次", "督导室", "未写明"],
    ]
    assert [row[5] for row in found] == ["新建学校5所", "新增学位3000个", "开展专项督查4次"]


def test_the_rightmost_column_of_tasks_is_the_task_and_those_before_it_its_section() -> None:
    found = rows(read(MARKDOWN.encode(), "a.md"))
    assert [row[1:5] for row in found] == [
        ["增加学位", "新建学校5所", "王某", "全年"],
        ["推进“双减”", "专项督查4次", "李某", "未写明"],
    ]


def test_a_cell_of_a_page_that_reaches_down_counts_in_each_row() -> None:
    found = rows(read(PAGE.encode(), "a.html"))
    assert [row[3] for row in found] == ["发展规划科、基建科", "发展规划科、基建科", "未写明"]


def test_a_word_table_with_a_head_of_two_rows_and_merged_cells() -> None:
    document = word(
        [
            ("序号", "重点任务", "具体举措", "责任单位", "", "完成时限"),
            ("", "", "", "牵头单位", "配合单位", ""),
            ("一、扩优提质", "", "", "", "", ""),
            ("1", "增加学位", "新建学校5所", "发展规划科", "基建科、财务科", "8月底前"),
            ("2", "", "新增学位3000个", "", "人事科", ""),
        ],
        [
            ((0, 3), (0, 4)),
            *(((0, at), (1, at)) for at in (0, 1, 2, 5)),
            ((2, 0), (2, 5)),
            ((3, 1), (4, 1)),
            ((3, 3), (4, 3)),
        ],
    )
    assert [row[1:5] for row in rows(document)] == [
        ["一、扩优提质 / 增加学位", "新建学校5所", "牵头单位：发展规划科；配合单位：基建科、财务科", "8月底前"],
        ["一、扩优提质 / 增加学位", "新增学位3000个", "牵头单位：发展规划科；配合单位：人事科", "未写明"],
    ]


def test_a_table_that_names_neither_units_nor_times_holds_no_tasks() -> None:
    text = "2026年情况表\n\n序号\t项目\t数量\n1\t学校\t5\n2\t幼儿园\t3\n"
    assert table_tasks(judged(Document(text))) == []
    assert len(judged(Document(text)).once(tables)) == 1


def test_the_head_may_come_again_and_the_table_go_on_without_one() -> None:
    more = PLAIN + "序号\t工作任务\t责任单位\t完成时限\n4\t招聘教师\t人事科\t年底前\n"
    assert [one.task.text for one in table_tasks(judged(Document(more)))][-1] == "招聘教师"
    assert len(table_tasks(judged(Document(more)))) == 4


def test_an_attached_list_that_names_units_has_tasks() -> None:
    text = (
        "关于印发重点任务清单的通知\n各学校：\n现将《2026年重点任务清单》印发给你们。\n附件：2026年重点任务清单\n"
        "某区教育局\n2026年3月2日\n附件\n2026年重点任务清单\n一、扩大优质资源\n1.新建学校5所。（牵头单位：基建科）\n"
    )
    assert [row[2:4] for row in rows(Document(text))] == [["1.新建学校5所", "基建科"]]


def test_an_attached_plan_has_tasks_and_an_attached_form_has_none() -> None:
    text = """\
关于印发2026年教育工作要点的通知
各学校：
现将《2026年教育工作要点》印发给你们。
附件：1.2026年教育工作要点
      2.2026年评审办法
某区教育局
2026年3月2日
附件1
2026年教育工作要点
一、扩大优质资源
1.新建学校。新建学校5所。（责任单位：发展规划科）
附件2
2026年评审办法
一、评审范围
1.全区学校。各校自愿申报。
"""
    assert [row[1:4] for row in rows(Document(text))] == [["附件1 / 一、扩大优质资源", "1.新建学校", "发展规划科"]]


@pytest.mark.parametrize("unit", ["发展规划科", "发展规化科"])
def test_the_units_of_a_table_are_names_too(unit: str) -> None:
    lines = [f"{n}\t任务{'甲乙丙丁'[n]}\t发展规划科\n" for n in range(3)]
    text = "2026年任务分解表\n\n序号\t工作任务\t责任单位\n" + "".join(lines) + f"4\t任务戊\t{unit}\n"
    result = Session(Options()).examine(Document(text))[0]
    found = [text[slice(*one.span)] for one in result.findings if one.rule == "misspelt-name"]
    assert found == ([] if unit == "发展规划科" else [unit])
