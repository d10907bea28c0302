from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.citations import Citation, Vocabulary, find
from planlint.facts import Facts
from planlint.pack import pack

MEETINGS = Facts(pack()["facts"]).meetings
WORDS = Vocabulary(MEETINGS.other_bodies, MEETINGS.not_congress, MEETINGS.cues["leads"])


def told(text: str) -> list[str]:
    """Return the citations of a text as `body term sessions`, with 历次 and 精神 where they are said."""
    return [shown(citation) for chain in find(text, WORDS) for citation in chain.citations]


def shown(citation: Citation) -> str:
    sessions = "".join(f" {s.number}{s.kind}" for s in citation.sessions)
    marks = " 历次" * citation.every + " 精神" * citation.spirit
    return f"{citation.body or '？'} {citation.term}{sessions}{marks}"


@pytest.mark.parametrize(
    ("text", "citations"),
    [
        (
            "贯彻落实党的十九大和十九届二中、三中、四中、五中全会精神和总书记重要论述",
            ["党代会 19 精神", "中央 19 2中 3中 4中 5中 精神"],
        ),
        ("党的二十大、二十届二中三中全会精神", ["党代会 20 精神", "中央 20 2中 3中 精神"]),
        ("十九届二、三、四中全会精神", ["中央 19 2中 3中 4中 精神"]),
        ("党的十九届二中全会、三中全会", ["中央 19 2中 3中"]),
        ("党的十九届二次、三中全会", ["中央 19 2次 3中"]),
        ("党的20届3中全会和20大精神", ["中央 20 3中 精神", "党代会 20 精神"]),
        ("党的二十大 和二十届二中、 三中全会", ["党代会 20", "中央 20 2中 3中"]),
        ("中国共产党第二十次全国代表大会精神", ["党代会 20 精神"]),
        ("第十九届中央委员会第五次全体会议", ["中央 19 5次"]),
        ("中国共产党重庆市第六届委员会第七次全体（扩大）会议", ["市委 6 7次"]),
        ("中国共产党内蒙古自治区第十一届委员会第十一次全体会议", ["自治区党委 11 11次"]),
        ("中国共产党第二十届中央纪律检查委员会第四次全体会议", ["中央纪委 20 4次"]),
        ("市委六届二次全会和区委十三届二次全会精神", ["市委 6 2次 精神", "区委 13 2次 精神"]),
        ("省委十二届七次、八次全会和省委经济工作会议", ["省委 12 7次 8次"]),
        ("自治区党委十一届十一次全会暨经济工作会议", ["自治区党委 11 11次"]),
        ("十二届市委八次全会部署", ["市委 12 8次"]),
        ("二十届中央纪委四次全会和省纪委十二届五次全会精神", ["中央纪委 20 4次 精神", "省纪委 12 5次 精神"]),
        ("市委六届、区委十三届历次全会精神", ["市委 6 历次 精神", "区委 13 历次 精神"]),
        (
            "党的十九大、十九届历次全会和党的二十大精神",
            ["党代会 19 精神", "中央 19 历次 精神", "党代会 20 精神"],
        ),
        ("二十届历次全会以及中央经济工作会议精神", ["中央 20 历次"]),
        ("学习贯彻二十大精神，二十大报告指出", ["党代会 20 精神", "党代会 20"]),
        ("党的二十大和十四大", ["党代会 20", "党代会 14"]),
        ("十三届二次全会", ["？ 13 2次"]),
    ],
)
def test_read(text: str, citations: list[str]) -> None:
    assert told(text) == citations


@pytest.mark.parametrize(
    "text",
    [
        "实施十大工程、六大行动、二十大举措",
        "全国二十大城市和前二十大企业",
        "党的十大专项行动计划",
        "工会十八大、妇女十三大、共青团十九大精神",
        "团省委十四届二中全会，民盟十二届三中全会",
        "第十一届中小学德育剧展演和第三届艺术节",
        "第十届三中学生运动会",
        "市政协六届三次会议、市六届人大四次会议",
        "第二十届中国国际人才交流大会",
        "中国妇女第十三次全国代表大会精神",
        "落实四中全会部署，省委全会精神",
        "届大次全国代表大会",
        "党的十\n九届二中全会精神",
        "党的十\n  九大精神",
    ],
)
def test_leave_alone(text: str) -> None:
    assert told(text) == []


def test_spans_are_the_words() -> None:
    text = "落实党的十九大和十九届二中、三中全会精神。"
    (chain,) = find(text, WORDS)
    assert text[chain.span.start : chain.span.end] == "十九大和十九届二中、三中全会精神"
    congress, plenums = chain.citations
    assert text[congress.span.start : congress.span.end] == "十九大"
    assert text[plenums.span.start : plenums.span.end] == "十九届二中、三中全会"
    assert [text[s.span.start : s.span.end] for s in plenums.sessions] == ["二中", "三中"]


PIECES = [
    *"第二十九三届中次大全会历委员、和及与的党省市 2团\n。",
    "党的",
    "全会",
    "精神",
    "二十大",
    "十九届",
    "二中",
    "市委",
    "历次",
]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_text_is_read_in_order_and_in_bounds(text: str) -> None:
    end = 0
    for chain in find(text, WORDS):
        assert end <= chain.span.start < chain.span.end <= len(text)
        end = chain.span.end
        assert chain.citations
        for citation in chain.citations:
            assert chain.span.start <= citation.span.start < citation.span.end <= chain.span.end
            for session in citation.sessions:
                assert citation.span.start <= session.span.start < session.span.end <= citation.span.end


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_a_text_before_it_changes_no_citation(text: str) -> None:
    assert told("。\n" + text) == told("。。\n" + text)
