"""What a roster makes planlint see, and what it keeps it from saying."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint import rosterfile
from planlint.api import library
from planlint.checks._roster import Name, Roster
from planlint.checks._slips import Slip, Slips, Sounds
from planlint.checks._units import split
from planlint.facts import Facts
from planlint.findings import Finding
from planlint.linter import Linter, Settings
from planlint.model import Document, PlanlintError
from planlint.pack import pack
from planlint.settings import DEFAULTS

TABLE = pack()["facts"]["roster"]
OFFICE = """类别,全称,简称,曾用名,启用日期,停用日期,顺序,备注
地名,天宁区,,,,,,
地名,成都市武侯区,,,,,,
单位,天宁区教育委员会,区教委,天宁区教育局,2019-03-01,,,
单位,天宁区环保局,区环保局,,,,,
单位,天宁区布署中心,,,,,,
领导,王志远,,,,,,主任
领导,李明,,,,,,副主任
"""


@cache
def linter(roster: str) -> Linter:
    names = rosterfile.read(roster, "花名册.csv", TABLE)
    return Linter(library(), Facts(rosterfile.with_names(pack()["facts"], names)))


def lint(text: str, *rules: str, roster: str = OFFICE, as_of: str = "2024-03-01") -> list[Finding]:
    settings = Settings(select=frozenset(rules), dated=(as_of, "option"), values=DEFAULTS)
    result = linter(roster).lint(Document(text), settings)
    assert result.error is None
    return result.findings


def marked(text: str, *rules: str, roster: str = OFFICE, as_of: str = "2024-03-01") -> str:
    for finding in reversed(lint(text, *rules, roster=roster, as_of=as_of)):
        text = f"{text[: finding.span.start]}⟦{text[slice(*finding.span)]}⟧{text[finding.span.end :]}"
    return text


def slips(*names: str, text: str, kind: str = "unit") -> list[Slip]:
    return Slips(dict.fromkeys(names, kind), TABLE).find(text)


HAN = st.sampled_from("佳辰宁英明志远树仁兴沙坪磊")


@given(st.text(HAN, min_size=5, max_size=16), st.data())
def test_every_slip_of_one_character_is_looked_at(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(name) - 2))
    wrong = data.draw(
        st.sampled_from(
            [
                name[:at] + "犇" + name[at + 1 :],
                name[:at] + name[at + 1] + name[at] + name[at + 2 :],
                name[:at] + name[at + 1 :],
                name[:at] + "犇" + name[at:],
            ]
        )
    )
    found = slips(name, text=f"，{wrong}。")
    assert name in wrong or wrong in name or [one.form for one in found] == [name]


@given(st.lists(st.text(HAN, min_size=2, max_size=8), max_size=6), st.text(HAN, max_size=60))
def test_what_is_found_is_one_character_off_and_no_name(names: list[str], text: str) -> None:
    for slip in slips(*names, text=text):
        written = text[slip.start : slip.end]
        assert written not in names
        assert slip.form in names
        assert abs(len(written) - len(slip.form)) <= 1
        assert slip.start <= slip.at <= slip.end


def test_common_characters_have_sounds() -> None:
    sounds = Sounds(TABLE["syllables"])
    assert [sounds.of(char) for char in "员圆英因新兴犇驴女略"] == [
        *("yuan", "yuan", "ying", "yin", "xin", "xing", "", "lv", "nv", "lve"),
    ]
    assert sounds.alike("员", "圆") is True
    assert sounds.alike("英", "因") is None
    assert sounds.alike("英", "明") is False


@pytest.mark.parametrize(
    ("written", "sure"),
    [
        ("天宁区教育委圆会", True),  # sounds alike
        ("天宁区教肓委员会", True),  # no common character
        ("天宁区教育员委会", True),
        ("天宁区教育育委员会", True),
        ("天宁区教委员会", True),
        ("天宁区教导委员会", False),
        ("天宁区教育工委员会", False),
        ("天宁教育委员会", False),
        ("天宁区教育委员", False),
        ("天宁区教育委员会", None),
        ("区教工委", None),
        ("区交委", None),
        ("天宁区教育", None),
        ("天宁区体育委员会", None),
    ],
)
def test_how_sure_a_slip_is(written: str, sure: bool | None) -> None:
    found = lint(f"推进{written}，\n", "misspelt-own-name")
    assert [one.severity for one in found] == ([] if sure is None else ["warning" if sure else "info"])
    assert [one.suggestion for one in found] == ([] if sure is None else ["天宁区教育委员会"])


def test_what_is_written_often_is_hardly_a_slip() -> None:
    text = "天宁区教育委圆会印发。天宁区教育委圆会组织。天宁区教育委圆会督促。"
    assert {one.severity for one in lint(text, "misspelt-own-name")} == {"info"}


def test_a_text_of_many_ends_of_names_comes_to_an_end() -> None:
    names = ["甲" * size + "乙" * more for size in range(1, 30) for more in range(1, 30)]
    slips(*names, text="甲" * 40_000 + "丙")


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("foreign-place", "天宁区2024年工作要点\n一、重点\n推进{成都市武侯区}教育现代化。\n"),
        ("renamed-institution", "由{区环保局}牵头。"),
        ("wrong-word", "依托{天宁区布署中心}抓落实。"),
        ("retired-own-name", "由{天宁区教育局}牵头。"),
    ],
)
def test_an_own_name_is_what_the_office_says_it_is(rule: str, text: str) -> None:
    name = text[text.index("{") + 1 : text.index("}")]
    plain = text.replace("{", "").replace("}", "")
    if rule == "retired-own-name":  # 某某区教育局 is former by one roster, and by the other in use
        own = OFFICE.replace("天宁区教育局,2019-03-01", ",") + f"单位,{name},,,,,,\n"
        assert lint(plain, rule)
    else:
        own = OFFICE
        assert lint(plain, rule, roster="类别,全称\n单位,某某办公室\n地名,天宁区\n")
    assert not lint(plain, rule, roster=own)


def test_former_names_are_judged_by_the_day() -> None:
    text = "由天宁区教育局牵头。"
    assert lint(text, "retired-own-name")[0].texts["zh"].endswith("现为“天宁区教育委员会”")
    assert not lint(text, "retired-own-name", as_of="2019-02-28")
    assert lint(text, "retired-own-name", as_of="2019-03-01")


def test_units_are_told_apart_with_their_brackets() -> None:
    assert list(split("区教委（基教科、职教科），财政局、人事科等有关部门和各学校")) == [
        *("区教委（基教科、职教科）", "财政局", "人事科", "各学校"),
    ]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("区教委、区评估院", "区教委、⟦区评估院⟧"),
        ("天宁区教委（基教科）、各镇街", "天宁区教委（基教科）、各镇街"),
        ("教委和区评估院", "教委和⟦区评估院⟧"),
        ("区教委办公室、有关科室、天宁区教育委员会", "区教委办公室、有关科室、天宁区教育委员会"),
        ("区教委、育英小学", "区教委、育英小学"),
        ("区教委、天宁区教育委员会、天宁区教导委员会", "区教委、天宁区教育委员会、⟦天宁区教导委员会⟧"),
        ("区教委、天宁区教育委圆会", "区教委、天宁区教育委圆会"),  # told as misspelt
    ],
)
def test_responsible_units_are_held_against_the_roster(written: str, shown: str) -> None:
    assert marked(f"1.抓好落实。（责任单位：{written}）", "unknown-unit") == f"1.抓好落实。（责任单位：{shown}）"


def test_a_unit_is_told_once_with_its_other_places() -> None:
    text = "1.抓好甲。（责任单位：区教委、区评估院）\n2.抓好乙。（责任单位：区评估院）\n"
    (found,) = lint(text, "unknown-unit")
    assert [text[slice(*one.span)] for one in found.related] == ["区评估院"]


def test_a_document_of_other_units_is_not_judged() -> None:
    assert not lint("1.做。（责任单位：甲局、乙局、丙局、丁局）\n", "unknown-unit")
    assert {one.severity for one in lint("1.做。（责任单位：甲局、乙局、区教委）\n", "unknown-unit")} == {"info"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("副组长：李明、王志远。", "副组长：⟦李明、王志远⟧。"),
        ("副组长：李 明 王志远", "副组长：⟦李 明 王志远⟧"),
        ("副主任李明同志、主任王志远参加。", "副主任⟦李明同志、主任王志远⟧参加。"),
        ("组长：王志远，李明。李明、陈某、王志远。", "组长：王志远，李明。李明、陈某、王志远。"),
        ("李明、王志远（排名不分先后）", "李明、王志远（排名不分先后）"),
    ],
)
def test_people_are_listed_in_order(text: str, shown: str) -> None:
    assert marked(text, "roster-order") == shown


def test_without_a_roster_nothing_is_read() -> None:
    assert not lint("由天宁区教育委圆会、王志元负责。", "misspelt-own-name", roster="类别,全称\n")


@pytest.mark.parametrize(
    ("record", "told"),
    [(3, "3"), ({"name": "甲局"}, "kind"), ({"name": "甲局", "kind": "局"}, "单位、学校、地名、领导")],
)
def test_an_entry_that_is_none_is_told(record: object, told: str) -> None:
    with pytest.raises(PlanlintError) as error:
        Roster(Facts({"roster": {**TABLE, "names": [record]}}))
    assert told in error.value.texts["zh"]


def test_a_kind_may_be_said_in_chinese_and_a_short_name_be_a_number() -> None:
    assert Roster(Facts({"roster": {**TABLE, "names": [{"name": "第六中学", "short": 6, "kind": "学校"}]}})).names == [
        Name("school", ("第六中学", "6"), (), None, "")
    ]
