from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.context import Context
from planlint.countwords import count_words, counts
from planlint.enumerations import Enumeration, find
from planlint.facts import Facts
from planlint.model import Document
from planlint.numerals import to_chinese
from planlint.outline import parse
from planlint.pack import pack
from planlint.terms import Vocabulary, provide

FACTS = Facts(pack()["facts"])
WORDS = count_words(FACTS)


def lists(text: str, wrapped: bool = False) -> list[Enumeration]:
    context = Context(parse(Document(text)), FACTS)
    provide(context, Vocabulary(WORDS.counted))
    return list(find(text, counts(context), WORDS, wrapped))


def said(text: str) -> list[str]:
    """Return each counted list of a text as `count=members`."""
    return [f"{text[e.said.start : e.said.end]}={'|'.join(text[a:b] for a, b in e.members)}" for e in lists(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("推进学前、小学、初中和高中等4个学段", ["4个=推进学前|小学|初中|高中"]),
        ("实施“甲”“乙”“丙”三项工程", ["三项=实施“甲”|“乙”|“丙”"]),
        ("实施“甲”课堂、“乙”课堂两类课堂", ["两类=实施“甲”课堂|“乙”课堂"]),
        ("实施两大行动：强基行动、提质行动。", ["两大=强基行动|提质行动"]),
        ("市、区和学校五级联动", ["五级=市|区|学校"]),
        ("以强基、提质、增效“三大行动”为抓手", ["“三大行动”=以强基|提质|增效"]),
        ("涵养“一苗”“二叶（含‘嫩芽’、花）”等两大品牌", ["两大=涵养“一苗”|“二叶（含‘嫩芽’、花）”"]),
        ("依托区、镇街、学校（社区、园区）三级网络", ["三级=依托区|镇街|学校（社区、园区）"]),
        ("落实《甲、乙办法》《丙规定》两项制度", ["两项=落实《甲、乙办法》|《丙规定》"]),
        ("有序衔接、统筹推进教会、勤练、常赛三个环节", ["三个=统筹推进教会|勤练|常赛"]),
        ("提升“听、说、读”三项能力", ["三项=听|说|读"]),
        ("印发《甲办法》《乙规则》两项制度", ["两项=印发《甲办法》|《乙规则》"]),
        ("推行甲制度、乙制度（以下统称“两项制度”）", ["“两项制度”=推行甲制度|乙制度"]),
        ("推行甲制度、乙制度、丙制度（以下统称“三项制度”）", ["“三项制度”=推行甲制度|乙制度|丙制度"]),
        ("分人员编制、经费保障两个方面", ["两个=分人员编制|经费保障"]),
        ("新增随州、大冶、宜都3个城市", ["3个=新增随州|大冶|宜都"]),
        ("做到三个结合：课内和课外、校内和校外、线上和线下。", ["三个=课内|课外|校内|校外|线上|线下"]),
        ("推进学前普及、科技及研学、和平区三项工作", ["三项=推进学前普及|科技|研学|和平区"]),
    ],
)
def test_reads_the_common_forms(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "扎实推进八个专项计划，做到六个要",
        "督促学校落实常规和“九个一”工作举措，遵守十不得一严禁",
        "增强“四个意识”、坚定“四个自信”、做到“两个维护”",
        "锲而不舍落实规定、办法和中央八项规定精神",
        "通过回收、回购打造3个试点",
        "建成公园、广场、步道12个，增加校舍",
        "建成3个校区、2个场馆、5个中心",
        "新增学位、就业岗位和床位共计10002个单位",
        "第一、第二个环节；甲、乙。三个环节",
        "",
        "三个",
        "、三个环节",
        "推进教育、卫生、养老等领域5个方面改革",
        "组织党员干部、教师代表赴三个地区",
        "完善制度、强化责任、打造4个体系",
        "坚持“一个引领”“两条主线”“三项机制”，有序推进",
        "“三个",
    ],
)
def test_leaves_alone_what_counts_nothing_beside_it(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "fault", "doubtful"),
    [
        ("教会、勤练、常赛三个环节", "", False),
        ("教会、勤练三个环节", "few", False),
        ("教会和勤练三个环节", "few", True),
        ("教会、勤练、常赛、竞技三个环节", "many", False),
        ("教会、勤练、常赛等四个环节", "few", True),
        ("教会、勤练、常赛等两个环节", "many", False),
        ("教会、勤练、常赛等五个环节", "", False),
        ("教会、勤练、常赛五个环节", "few", True),
        ("教会、勤练、常赛九个环节", "", False),
        ("教育和科技、人才、资源三个方面", "", False),
        ("处理好规模与质量、公平与效率、减负与增效三个关系", "", False),
        ("处理好规模与质量、公平与效率三个关系", "few", False),
        ("选定甲公司、乙公司和丙市、丁市两个地区", "", False),
        ("甲国、乙国政府在执行中甲、中乙两个声明上合作", "", False),
        ("甲之间、乙之间、甲与乙之间的往来等三类情形", "", False),
        ("分为甲公司高管，乙公司高管和支公司、营业部高管3级", "", False),
        ("聚焦“甲多、乙少，丙大、丁小，戊高、己低”三个矛盾", "", False),
        ("以党建引领、质量提升“三大行动”为抓手", "few", True),
        ("学前教育、科技和人才两个方面", "", False),
    ],
)
def test_judges_only_slips(text: str, fault: str, doubtful: bool) -> None:
    found = lists(text)[0] if lists(text) else None
    assert (found.fault if found else "") == fault
    assert not fault or found.doubtful == doubtful


def test_the_number_of_a_line_of_a_wrapped_text_is_no_member() -> None:
    assert lists("完成甲项任务；\n3、国家三级医院考核等级提升", wrapped=True) == []
    (found,) = lists("明确申报要求\n一、课题类别\n设重点课题、一般课题、青年课题三类", wrapped=True)
    assert (found.number, len(found.members)) == (3, 3)


def test_a_list_may_run_over_the_lines_of_a_wrapped_text() -> None:
    text = "统筹推进教会、勤\n练、常赛三个环节"
    assert len(lists(text, wrapped=True)[0].members) == 3
    assert len(lists(text)[0].members) == 2


MEMBER = st.text("东南西北山水", min_size=2, max_size=4)


@given(st.lists(MEMBER, min_size=3, max_size=9), st.integers(0, 8))
def test_the_count_of_a_plain_list_is_right_and_one_member_less_is_not(members: list[str], dropped: int) -> None:
    count = f"{to_chinese(len(members)).replace('二', '两')}个环节"
    (whole,) = lists("、".join(members) + count)
    assert whole.fault == ""
    del members[dropped % len(members)]
    (less,) = lists("、".join(members) + count)
    assert less.fault == "few"


@given(st.text("甲乙、和等“”（）《》，。三两5个级：\n即 \u3000"))
def test_any_text_is_read_and_spans_lie_inside_it(text: str) -> None:
    for found in lists(text):
        assert 0 <= found.said.start < found.said.end <= len(text)
        assert found.low > 0
        assert len(found.members) >= 2
        assert all(0 <= start < end <= len(text) for start, end in found.members)


@pytest.mark.parametrize("blank", " \u3000\xa0\u2003\u2028\x0b\x1c")
def test_a_member_that_is_only_a_blank_is_no_member(blank: str) -> None:
    assert said(f"加强甲、{blank}、乙等三项工作。") == []
