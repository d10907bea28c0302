"""Parts that add up, and indicators with one value: as altered copies of right sentences give them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.api import Options, Session
from planlint.findings import Finding
from planlint.model import Document

SESSION = Session(Options(select=("figure-sum", "figure-conflict")))
FRONT = "某区2027年工作要点\n\n"


def findings(text: str, name: str = "甲.txt", front: str = FRONT) -> list[Finding]:
    result = SESSION.lint(Document(front + text + "\n", name))
    assert result is not None
    assert result.error is None
    return result.findings


def said(text: str) -> list[tuple[str, str]]:
    return [((FRONT + text)[slice(*f.span)], f.severity) for f in findings(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新建学校5所（小学2所、中学2所）。", [("5所", "warning")]),
        ("新建5所学校（2所小学、2所中学）。", [("5所", "warning")]),
        ("新建学校5所（小学2所和中学2所）。", [("5所", "warning")]),
        ("新建五所学校（小学两所、中学两所）。", [("五所", "warning")]),
        ("新建学校5所（小学2所、中学3所）。", []),
        ("新建学校5所（含小学2所、中学2所）。", []),
        ("新建学校5所（小学2所、中学2所等）。", []),
        ("新建学校5所左右（小学2所、中学2所）。", []),
        ("新建学校5所（小学2所、中学约2所）。", []),
        ("新建学校5所（小学2所、教室20间）。", []),
        ("新建学校5所（见附表2个）。", []),
        ("指标共12项，其中甲类5项、乙类6项。", [("12项", "info")]),
        ("指标共12项，其中定量5项、定性6项。", [("12项", "warning")]),
        ("指标共12项，其中甲类5项、乙类3项。", []),
        ("指标12项，其中甲类5项、乙类6项。", []),
        ("新增学位3000个，其中小学1800个、初中1500个。", [("3000个", "warning")]),
        ("新增学位3000个，其中小学3800个。", [("3000个", "warning")]),
        ("教师500人，其中党员300人、女教师280人。", [("500人", "info")]),
        ("新增公路639公里，其中高铁370公里，新增农村公路2600公里。", []),
        ("新建学校5所，其中小学2所、中学2所，新建幼儿园3所。", []),
        ("比上年增加1500亿元，其中中央9500亿元。", []),
        ("收入增长3.9%，其中工业收入增长7.3%。", []),
        ("下达300万元（2026年100万元、2027年100万元）。", [("300万元", "warning")]),
        ("总投资10.2亿元，其中中央资金4.13亿元、地方资金6.07亿元。", []),
        ("总投资10.2亿元，其中中央资金4.1亿元、地方资金6.0亿元。", []),
        ("总投资10.2亿元，其中中央资金4.1亿元、地方资金55000万元。", [("10.2亿元", "warning")]),
        ("安排8000万元：幼儿园3000万元、小学2000万元、中学2000万元。", [("8000万元", "warning")]),
        ("总投资10亿元，市级、区级分别为4亿元、5亿元。", [("10亿元", "warning")]),
        ("改造幼儿园3所、小学2所，共计6所。", [("6所", "warning")]),
        ("改造幼儿园3所、小学2所，合计投入5000万元。", []),
        ("全县收入8亿元，增长4%。其中：税收收入5亿元，增长3%；非税收入3亿元，下降7%。", []),
        ("全县收入8亿元，增长4%。其中：税收收入6亿元，增长3%；非税收入3亿元，下降7%。", [("8亿元", "warning")]),
        ("总投资1260万元，其中：申请财政资金560万元，整合行业部门资金380万元，村集体自筹320万元。", []),
        (
            "总投资1260万元，其中：申请财政资金560万元，整合行业部门资金380万元，村集体自筹330万元。",
            [("1260万元", "warning")],
        ),
        ("总投资1260万元，其中：申请财政资金560万元，整合行业部门资金380万元，村集体自筹120万元。", []),
        ("举办讲座20场、培训30场，总计50场次。", []),
        ("考核权重分别为40%、30%、20%。", [("40%、30%、20%", "warning")]),
        ("总分100分，其中日常工作50分、重点任务40分。", [("100分", "warning")]),
        ("落实《建设学校5所（小学2所、中学2所）的意见》。", []),
    ],
)
def test_parts_against_their_whole(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text) == expected


@given(st.lists(st.integers(1, 5000), min_size=2, max_size=5), st.integers(1, 50), st.booleans())
def test_any_whole_that_is_the_sum_is_quiet_and_any_other_is_not(parts: list[int], more: int, bracket: bool) -> None:
    names = ("甲类", "乙类", "丙类", "丁类", "戊类")
    listed = "、".join(f"{name}{part}项" for name, part in zip(names, parts, strict=False))
    form = "建设{}项（{}）。" if bracket else "建设{}项：{}。"
    assert said(form.format(sum(parts), listed)) == []
    assert said(form.format(sum(parts) + more, listed)) == [(f"{sum(parts) + more}项", "warning")]


TABLE = ("项目", "2026年", "2027年"), ("小学", "3", "4"), ("初中", "2.5", "5"), ("合  计", "5.5", "9")


@pytest.mark.parametrize("form", ["markdown", "tabs", "cells"])
@pytest.mark.parametrize(("right", "first"), [(True, False), (False, False), (False, True)])
def test_the_total_of_a_table(form: str, right: bool, first: bool) -> None:
    rows = [list(row) for row in TABLE]
    rows[3][2] = "9" if right else "8"
    rows = [rows[0], rows[3], *rows[1:3]] if first else rows
    if form == "markdown":
        text = "\n".join(f"| {' | '.join(row)} |" for row in [rows[0], ["---"] * 3, *rows[1:]])
    else:
        text = "\n".join(("\t" if form == "tabs" else "\n").join(row) for row in rows)
    result = SESSION.lint(Document(f"某区2027年工作要点\n\n一、任务\n见下表。\n\n{text}\n\n按时完成。\n", "甲.txt"))
    if form == "markdown":
        from planlint.readers import read

        result = SESSION.lint(read(f"# 某区2027年工作要点\n\n见下表。\n\n{text}\n".encode(), "甲.md"))
    assert result is not None
    found = [result.document.text[slice(*f.span)] for f in result.findings] if result.document else None
    assert found == ([] if right else ["8"])


def test_a_row_of_a_table_may_lack_its_last_empty_cells() -> None:
    rows = "序号\t项目\t投资\t时限\n1\t甲\t3\t六月\n2\t乙\t4\t七月\n合计\t\t{}"
    assert findings(f"一、任务\n见下表。\n\n{rows.format(7)}\n") == []
    assert findings(f"一、任务\n见下表。\n\n{rows.format(8)}\n") != []
    assert findings("一、任务\n见下表。\n\n序号\t数量\t投资\n1\t3\t30\n2\t4\t40\n合计\t70\n") == []


@pytest.mark.parametrize(
    "rows",
    [
        "项目\t数量\t比率\n甲\t3\t0.5\n乙\t2\t0.4\n合计\t5\t0.45",  # a rate is not added
        "项目\t数量\t平均分\n甲\t3\t80\n乙\t2\t90\n合计\t5\t84",
        "项目\t数量\t金额\n甲\t3\t10\n其中：丙\t1\t4\n乙\t2\t5\n合计\t5\t15",
        "项目\t数量\t金额\n甲\t3\t10\n合计\t5\t25",  # a single row
        "项目\t数量\n甲\t3\n乙\t约2\n合计\t7",
        "合计\n合计\n合计\n1\n2",
    ],
)
def test_tables_that_are_let_alone(rows: str) -> None:
    assert findings(f"一、任务\n见下表。\n\n{rows}\n") == []


@given(
    st.lists(
        st.sampled_from(["合计", "总 计", "甲", "1", "2.5", "1,000", "约3", "", "3%", "甲\t2", "合计\t4"]), max_size=40
    )
)
def test_any_heap_of_cells_can_be_read(cells: list[str]) -> None:
    findings("\n".join(cells))


AIM = "2027年，全区一般公共预算收入增长5%，学前教育普惠率达到90%以上，新增学位3000个，培育教研组20个。\n一、落实\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一般公共预算收入增长6%。", [("6%", "warning")]),
        ("力争一般公共预算收入增长6%，不松劲。", [("6%", "warning")]),
        ("一般公共预算收入增长5%。", []),
        ("一般公共预算收入增长6%以上。", []),
        ("2028年一般公共预算收入增长6%。", []),
        ("上半年一般公共预算收入增长6%。", []),
        ("3月底前一般公共预算收入增长6%。", []),
        ("全市一般公共预算收入增长6%。", []),
        ("某镇一般公共预算收入增长6%。", []),
        ("税收收入增长6%，其中一般公共预算收入增长7%。", []),
        ("学前教育普惠率为92%以上。", [("92%", "warning")]),
        ("学前教育普惠率由85%提高到92%。", []),
        ("加快建设，新增学位2800个。", [("2800个", "warning")]),
        ("建成一小，新增学位2800个。", []),
        ("新增学位300个。", []),
        ("新增公办学位2800个。", []),
        ("培育教研组18个。", [("18个", "info")]),
        ("培育教研组18个。\n二、推进\n培育教研组16个。", []),
    ],
)
def test_one_indicator_two_values(text: str, expected: list[tuple[str, str]]) -> None:
    found = [((FRONT + AIM + text)[slice(*f.span)], f.severity) for f in findings(AIM + text)]
    assert found == expected


def test_what_looks_back_is_not_compared() -> None:
    summary = "一、2026年工作总结\n一般公共预算收入增长4%。\n二、2027年工作计划\n一般公共预算收入增长5%。"
    assert findings(summary, front="某区2026年工作总结和2027年工作计划\n\n") == []


def test_units_are_converted_before_values_are_compared() -> None:
    assert findings("完成固定资产投资20亿元。\n一、甲\n完成固定资产投资200000万元。") == []
    [found] = findings("完成固定资产投资20亿元。\n一、甲\n完成固定资产投资21亿元。")
    assert "20亿元" in found.texts["zh"]
    assert [(FRONT + "完成固定资产投资20亿元")[slice(*r.span)] for r in found.related] == ["20亿元"]
