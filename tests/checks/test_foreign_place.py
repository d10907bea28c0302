"""foreign-place: places of someone else's text, and places under the wrong parent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from planlint.checks import foreign_place
from planlint.context import Context
from planlint.facts import Facts
from planlint.findings import Hit
from planlint.model import Dating, Document
from planlint.outline import parse
from planlint.pack import pack

FACTS = Facts(pack()["facts"])
PLAN = "沙坪坝区2027年教育工作要点\n为做好工作，制定本要点。\n一、重点任务\n1.抓好落实。{}\n"


def judge(text: str, places: Sequence[str] = (), allow: tuple[str, ...] = (), as_of: date | None = None) -> list[Hit]:
    dating = Dating(as_of, as_of, "option") if as_of else None
    context = Context(parse(Document(text)), FACTS, dating=dating, settings={"places": places})
    return list(foreign_place.check(context, foreign_place.Options(allow=allow)))


def said(text: str, **known: object) -> list[tuple[str, str]]:
    hits = judge(text, **known)  # type: ignore[arg-type]
    return [(text[hit.span.start : hit.span.end], hit.variant or "") for hit in hits]


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("长沙市各级各部门要提高认识。", "长沙市"),
        ("推进安化县教育现代化。", "安化县"),
        ("出台《武侯区学校食堂管理办法》。", "武侯区"),
        ("实施《推动武侯区职业教育发展方案》。", "武侯区"),
        ("推行使用《某某手册》和《武侯区随班就读手册》。", "武侯区"),
        ("贯彻落实《湖南省职业教育条例》。", "湖南省"),
        ("，武侯区教育局负责统筹。", "武侯区"),
        ("各科室要按照长沙市委部署抓好落实。", "长沙市"),
        ("建设成都市武侯区家庭教育中心。", "成都市武侯区"),
        ("启动武侯区中小学教师平台建设。", "武侯区"),
        ("武侯区2027年要全面完成任务。", "武侯区"),
        ("经武侯区政府同意，抓好落实。", "武侯区"),
    ],
)
def test_a_foreign_place_where_ours_belongs(sentence: str, place: str) -> None:
    assert said(PLAN.format(sentence)) == [(place, "")]


@pytest.mark.parametrize(
    "sentence",
    [
        "深化与成都市武侯区、宜宾市翠屏区的校际结对。",
        "选派教师赴杭州市上城区跟岗。",
        "推广安吉县安吉游戏，学习福建省三明市医改经验。",
        "邀请江苏省南京市教研专家来区指导。",
        "支持重庆西藏中学发展，与北京师范大学、上海市教育科学研究院合作。",
        "建设成渝双城经济圈，加快郑渝高铁建设，开拓广州市场。",
        "参照《浙江省义务教育条例》研究起草我市办法。",
        "推进“成都市武侯区”专项。",
        "推进重庆市和沙坪坝区教育现代化，完善万州区结对机制。",
        "认真吸取山西省吕梁市火灾事故教训。",
        "列车经成都市、广元市到站。",
        "做好城区学校建设，完善和平区域治理，适应城市发展，会同县级部门落实。",
    ],
)
def test_what_other_places_are_named_for(sentence: str) -> None:
    assert said(PLAN.format(sentence)) == []


def test_what_is_unsure_is_weak() -> None:
    (hit,) = judge(PLAN.format("推动各项部署在武侯区落地见效。"))
    assert hit.weak
    assert hit.variant == "perhaps"
    assert [hit.weak for hit in judge(PLAN.format("巩固全国先进成果，推动各项部署在武侯区落地见效。"))] == [True]
    assert judge(PLAN.format("巩固成果，推动全国部署在武侯区落地见效。")) == []


def test_a_neighbour_is_weak_and_its_mere_name_is_nothing() -> None:
    assert [hit.weak for hit in judge(PLAN.format("推进渝中区学校建设。"))] == [True]
    assert said(PLAN.format("渝中区的学校已有先例，渝中区正在建设。")) == []
    assert [hit.weak for hit in judge(PLAN.format("渝中区各部门要提高认识。"))] == [False]


def test_a_place_without_its_kind_counts_beside_its_full_name() -> None:
    text = PLAN.format("立足神木市实际，打造特色神木，发展新神木。")
    full, again = judge(text)
    assert (text[full.span.start : full.span.end], full.weak) == ("神木市", False)
    assert (text[again.span.start : again.span.end], again.weak, len(again.related)) == ("神木", True, 1)
    assert said(PLAN.format("打造特色神木，发展新神木。")) == []


def test_allowed_places_with_all_that_lies_in_them() -> None:
    text = PLAN.format("推进武侯区分校建设，推进安化县分校建设。")
    assert said(text, allow=("成都市",)) == [("安化县", "")]


def test_own_places_from_signature_configuration_and_nowhere() -> None:
    body = "2027年工作要点\n一、重点任务\n推进武侯区学校建设。\n{}"
    assert said(body.format("")) == []
    assert said(body.format("\n重庆市沙坪坝区教育委员会\n2027年1月8日\n")) == [("武侯区", "")]
    report = body.format("").replace("\n", "\n——2027年1月8日在沙坪坝区第十九届人民代表大会第七次会议上\n", 1)
    assert said(report) == [("武侯区", "")]
    assert said(body.format(""), places=["成都市"]) == []
    assert said(body.format(""), places=["沙坪坝区"]) == [("武侯区", "")]
    assert said(body.format(""), places=["本校"]) == []


def test_central_organs_name_places_everywhere() -> None:
    text = "国务院办公厅关于支持巴东县有关工作的通知\n一、任务\n推进武侯区学校建设。\n"
    assert said(text) == []
    assert said(text.replace("国务院办公厅", "国家税务总局湖北省税务局")) == [("武侯区", "")]


def test_the_body_may_outvote_the_title() -> None:
    body = "一、任务\n" + "推进沙坪坝区学校建设，落实重庆市要求。\n" * 4 + "推进武侯区学校建设。\n"
    assert said("武侯区2027年工作要点\n" + body) == [("武侯区", ""), ("武侯区", "")]
    copied = "一、任务\n" + "推进长沙市学校建设。\n" * 4
    assert said("神木市2027年工作要点\n" + copied) == [("长沙市", "")] * 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("湖北省张家界、四川省重庆市", [("张家界", "parent"), ("重庆市", "equal")]),
        ("成都市沙坪坝区教委", [("沙坪坝区", "parent")]),
        ("湖北省张家界路、上海市北京西路、北京市朝阳、上海市南京东路", []),
        ("吉林省四平市公主岭市", []),
        ("“湖北省张家界”", []),
    ],
)
def test_a_wrong_parent(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text) == expected


def test_a_wrong_parent_was_once_right() -> None:
    assert said("四川省重庆市", as_of=date(1996, 1, 1)) == []
    assert said("保定市正定县", as_of=date(2012, 1, 1)) == []
    assert said("湖北省长沙市", as_of=date(2012, 1, 1)) == [("长沙市", "parent")]


def test_one_that_names_many_provinces_is_telling_of_them() -> None:
    tell = "成都市武侯区正在探索。长沙市正在推行。神木市正在实施。"
    assert said(PLAN.format(tell)) == []
    assert said(PLAN.format("成都市武侯区正在探索。")) == [("成都市武侯区", "perhaps")]
