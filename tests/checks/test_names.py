"""Names and formulas: what has changed is found, what is told of the past is left alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint import pack
from planlint.checks import load
from planlint.checks._dated import TABLES, read
from planlint.checks._titled import core
from planlint.facts import Facts
from planlint.facts.records import merge
from planlint.findings import Finding
from planlint.linter import Linter, Settings
from planlint.model import Document, PlanlintError
from planlint.rulefile import load_library
from planlint.terms import Vocabulary
from tests.checks.judging import context

FACTS = Facts(pack.pack()["facts"])
LINTER = Linter(load_library(pack.folder("rules")), FACTS)
NAMES = ("renamed-institution", "outdated-term", "ended-campaign", "law-status", "misquoted-title", "formula-order")
SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def findings(text: str, when: str | None, rules: Iterable[str] = NAMES) -> list[Finding]:
    dated = (when, "option") if when else None
    settings = Settings(dated=dated, select=frozenset(rules))  # type: ignore[arg-type]
    result = LINTER.lint(Document(text), settings)
    assert result.error is None
    return result.findings


def found(text: str, when: str | None, rules: Iterable[str] = NAMES) -> list[tuple[str, str, str]]:
    return [(f.rule, f.severity, text[f.span.start : f.span.end]) for f in findings(text, when, rules)]


HISTORY = """
原国土资源部、环境保护部印发的文件继续执行。
原环保部、农业部联合发文的事项由生态环境部、农业农村部办理。
2018年国家旅游局与有关部门合并，组建文化和旅游部。
银监会、保监会合并组建银保监会。
国务院扶贫办更名为国家乡村振兴局。
时任农业部部长到校调研。
赴美国农业部、英国文化部、巴西文化部和德国环境保护部考察。
与日本、韩国、法国文化部开展交流。
加强农业部门、文化部门协同，做好农业部署，完善文化部分条款。
学生会文化部、企业文化部、校友会监察部共同举办活动。
按照《农业部关于进一步加强农机管理的通知》和《国土资源部 财政部关于土地整治的意见》执行。
落实国土资源部办公厅关于规范登记的通知（国土资厅发〔2016〕9号）。
2016年，国家卫生计生委授予我院先进集体称号。
孔子学院建设扎实推进，区教委、市教委加强指导。
2020年新冠肺炎疫情发生以来，师生同心抗疫。
三年来，经受住新冠肺炎疫情的严峻考验。
取得新冠肺炎疫情防控决定性胜利。
回顾过去五年，打赢脱贫攻坚战，全面建成小康社会。
脱贫攻坚战取得全面胜利，巩固拓展脱贫攻坚成果同乡村振兴有效衔接。
脱贫攻坚精神和抗疫精神融入课堂。
零就业家庭动态清零，安全隐患动态清零，控辍保学动态清零。
2021年，全市上下扎实开展党史学习教育。
巩固拓展党史学习教育成果，推动“两学一做”学习教育常态化制度化。
总结运用主题教育经验，深化拓展党纪学习教育成效。
扎实开展党史学习教育、主题教育、党纪学习教育、深入贯彻中央八项规定精神学习教育，作风持续好转。
开展爱国主义主题教育、主题教育活动和“学习雷锋”主题教育实践。
落实党的二十大精神，以优异成绩迎接党的二十一大。
2016年提出“四个自信”以前，文件中写作“三个自信”。
《民法典》施行，《合同法》《物权法》《婚姻法》同时废止。
2019年依据当时的《合同法》签订的协议继续有效。
依据《劳动合同法》《民法典》《职业教育法》办理。
配合做好《教师法（修订草案）》《社会救助法》立法调研。
引用时写作“依据《中华人民共和国合同法》第五十二条第五项之规定，合同无效”。
落实《深化新时代教育评价改革总体方案》和我区《深化新时代教育评价改革实施方案》。
落实中办、国办《关于全面加强和改进新时代学校美育工作的意见》《关于全面加强和改进新时代学校体育工作的意见》。
落实《关于深化新时代教育督导体制机制改革的实施意见》《新时代爱国主义教育实施纲要》。
增强政治意识、大局意识、责任意识、服务意识，纠治形式主义、官僚主义。
坚持绿色、共享、开放、廉洁的办会理念，推动创新、绿色发展。
加强体育、美育和劳动教育，弘扬传统美德、智慧和体育精神，促进学生德智体美劳全面发展。
加强党的思想建设、组织建设、作风建设，推动经济建设、文化建设同步发展。
坚持把方向、管大局、保落实，学习党史、新中国史、改革开放史、社会主义发展史、中华民族发展史。
""".strip().splitlines()


@pytest.mark.parametrize("sentence", HISTORY)
def test_history_quotations_foreign_bodies_and_near_misses_are_left_alone(sentence: str) -> None:
    assert found(f"2026年工作要点\n一、重点工作\n{sentence}\n", "2026-05-01") == []


@pytest.mark.parametrize(
    ("sentence", "when", "rule", "severity", "words"),
    [
        ("报国土资源部批准。", "2024-03-01", "renamed-institution", "warning", "国土资源部"),
        ("与保监会、银保监会建立机制。", "2024-03-01", "renamed-institution", "warning", "保监会"),
        ("执行中国银保监会江苏监管局要求。", "2023-09-01", "renamed-institution", "warning", "银保监会"),
        ("区国土局、区文化局配合。", "2024-03-01", "renamed-institution", "info", "国土局"),
        ("会同国家数据局推进。", "2020-03-01", "renamed-institution", "warning", "国家数据局"),
        ("防控新型冠状病毒肺炎。", "2024-03-01", "outdated-term", "warning", "新型冠状病毒肺炎"),
        ("落实“乙类甲管”各项措施。", "2024-03-01", "outdated-term", "warning", "乙类甲管"),
        ("喜迎二十大，争做好队员。", "2024-03-01", "outdated-term", "error", "喜迎二十大"),
        ("资助建档立卡贫困户学生。", "2024-03-01", "outdated-term", "info", "建档立卡贫困户"),
        ("开展学习教育，扎实推进党纪学习教育。", "2025-03-01", "ended-campaign", "warning", "党纪学习教育"),
        ("深入开展“两学一做”学习教育和党史学习教育。", "2025", "ended-campaign", "warning", "党史学习教育"),
        ("扎实开展主题教育。", "2025-03-01", "ended-campaign", "info", "主题教育"),
        ("落实《义务教育法》《学前教育法》。", "2022-03-01", "law-status", "warning", "学前教育法"),
        ("执行《中华人民共和国婚姻法》。", "2024-03-01", "law-status", "warning", "中华人民共和国婚姻法"),
        ("执行《大气污染防治法》。", "2026-10-01", "law-status", "info", "大气污染防治法"),
        ("落实《中国教育现代代2035》。", None, "misquoted-title", "warning", "中国教育现代代2035"),
        ("落实《新时代基楚教育强师计划》。", None, "misquoted-title", "warning", "新时代基楚教育强师计划"),
        ("落实国务院《中国教育现代化2035》。", None, "misquoted-title", "info", "国务院"),
        ("宣传《预防未成年犯罪法》。", None, "misquoted-title", "warning", "预防未成年犯罪法"),
        ("学习党史、改革开放史、新中国史。", None, "formula-order", "warning", "改革开放史、新中国史"),
        ("培养德智体美全面发展的人。", "2024-03-01", "formula-order", "warning", "德智体美"),
        ("坚定道路自信、理论自信、制度自信。", "2024-03-01", "formula-order", "info", "道路自信、理论自信、制度自信"),
    ],
)
def test_what_has_changed_is_found(sentence: str, when: str | None, rule: str, severity: str, words: str) -> None:
    assert (rule, severity, words) in found(f"某区工作要点\n一、工作任务\n{sentence}\n", when)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name[:3])
def test_the_seeds_hold_their_own_dates(seed: Path) -> None:
    """What they are asked to verify is known to be doubtful: an office renamed in 2020, and an issuer."""
    asked = {words for _, severity, words in found(seed.read_text("utf-8"), None) if severity == "info"}
    assert {words for _, _, words in found(seed.read_text("utf-8"), None)} == asked
    assert asked <= {"孔子学院总部", "国务院"}


def test_the_seeds_reused_years_later_show_their_age() -> None:
    aged = {words for seed in SEEDS for _, _, words in found(seed.read_text("utf-8"), "2026-11-21")}
    assert aged >= {"新冠肺炎", "常态化疫情防控", "党史学习教育", "建卡贫困家庭", "课后延时服务", "主题教育"}


def test_a_plan_beside_a_summary_is_judged_by_itself() -> None:
    text = "2022年工作总结和2023年工作计划\n一、2022年工作总结\n开展党史学习教育。\n二、2023年工作计划\n{}开展党史学习教育。\n"
    hits = findings(text.format(""), "2023-12-01", ["ended-campaign"])
    assert [text.format("").count("\n", 0, hit.span.start) for hit in hits] == [4]


@pytest.mark.parametrize(
    ("when", "expected"),
    [("2018-04-10", []), ("2018-06-01", ["银监会"]), ("2018", []), ("2019", ["银监会"])],
)
def test_a_day_has_some_grace_and_a_year_none(when: str, expected: list[str]) -> None:
    assert [words for _, _, words in found("执行银监会规定。", when)] == expected


def test_without_a_date_only_what_needs_none_is_judged() -> None:
    assert [rule for rule, _, _ in found("防控新冠肺炎。增强大局意识、政治意识、核心意识。", None)] == ["formula-order"]


def test_a_suggestion_is_what_to_write() -> None:
    (hit,) = findings("报国土资源部批准。", "2024-03-01")
    assert hit.suggestion == "自然资源部"
    (hit,) = findings("落实《新时代基楚教育强师计划》。", None)
    assert hit.suggestion == "新时代基础教育强师计划"


@pytest.mark.parametrize("name", TABLES)
def test_every_record_of_a_dated_table_can_be_judged(name: str) -> None:
    table = read(FACTS, name)
    for entries in table.entries.values():
        for entry in entries:
            assert entry.since or entry.begins
            assert entry.verified or entry.level != "error"


def test_a_known_title_is_right_as_it_is_in_the_table() -> None:
    text = "".join(f"落实《{record['title']}》。\n" for record in FACTS.table("documents")["records"])
    assert found(text, None, ["misquoted-title"]) == []
    assert core("关于加强工作的意见（试行）") == core("加强工作的意见")


def test_the_members_of_every_formula_are_in_order_in_the_table() -> None:
    text = "".join(f"落实{'、'.join(record['members'])}等。\n" for record in FACTS.table("formulas")["records"])
    assert found(text, None, ["formula-order"]) == []


def test_an_office_adds_its_own_words_to_a_table() -> None:
    own = {
        "institutions": {
            "records": [{"old": "区教委", "also": "区教育委员会", "new": "区教育局", "since": "2024-03-01"}]
        },
        "formulas": {"records": [{"name": "校训", "members": ["厚德", "博学", "笃行"], "verified": True}]},
        "documents": {"records": [{"title": "沙磁教育高质量发展行动计划", "issuer": "区委", "verified": True}]},
    }
    office = Linter(LINTER.book, Facts(merge(pack.pack()["facts"], own)))
    text = "由区教育委员会、区教委牵头，践行厚德、笃行、博学的校训，落实《沙磁教育高质量发展行计划》。"
    result = office.lint(Document(text), Settings(dated=("2025-01-01", "option"), select=frozenset(NAMES)))
    assert [text[f.span.start : f.span.end] for f in result.findings] == [
        "区教育委员会",
        "区教委",
        "笃行、博学",
        "沙磁教育高质量发展行计划",
    ]


@pytest.mark.parametrize(
    ("name", "table", "records"),
    [
        ("dated-terms", "institutions", {"records": [{"new": "区教育局", "since": "2024-03-01"}]}),
        ("dated-terms", "terms", {"records": [{"old": "旧说法", "new": "新说法", "since": "去年"}]}),
        ("law-status", "laws", {"replaced": [{"new": "新法"}]}),
        ("formula", "formulas", {"records": [{"members": ["甲", "乙"]}]}),
        ("past-event", "events", {"records": [{"name": "某市运动会", "start": "2025-05-01"}]}),
        ("five-year-plan", "five-year-plans", {"plans": [{"name": "十七五", "number": "十七", "start": 2036}]}),
        ("mixed-names", "names", {"units": [{"forms": ["教体", "教育体育"]}]}),
    ],
)
def test_a_faulty_record_is_an_error_that_says_so(name: str, table: str, records: dict[str, object]) -> None:
    facts = Facts(merge(pack.pack()["facts"], {table: records}))
    with pytest.raises(PlanlintError) as caught:
        list(load(name).table_terms(facts))
    assert caught.value.code == "bad-facts"


@given(
    st.lists(
        st.sampled_from([*"德智体美劳、和，。《》“”原", "政治意识", "四个自信", "2018年", "农业部", "《民法典》"]),
        max_size=30,
    )
)
def test_any_text_is_judged_with_spans_inside_it(pieces: list[str]) -> None:
    text = "".join(pieces)
    for finding in findings(text, "2024-03-01"):
        assert 0 <= finding.span.start < finding.span.end <= len(text)


def test_campaigns_are_traces_of_their_years() -> None:
    text = "开展党史学习教育。巩固拓展党纪学习教育成果。"
    made = context(text, Vocabulary(load("dated-terms").table_terms(FACTS)), date(2024, 1, 1))
    made.facts = FACTS
    assert [(text[t.span.start : t.span.end], t.years) for t in load("dated-terms").traces(made)] == [
        ("党史学习教育", range(2021, 2022))
    ]
