"""The checks of what was left in a text: residue, placeholder, stray-space, draft-mark, blank-date, word-table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint import fixes
from planlint.checks import stray_space, word_table
from planlint.context import Context
from planlint.facts import Facts
from planlint.findings import Hit
from planlint.model import Document, PlanlintError
from planlint.outline import parse
from planlint.terms import Vocabulary, provide
from tests.checks.judging import judge, marked


def mended(text: str, hits: list[Hit], *, unsafe: bool = False) -> str:
    return fixes.apply(text, (hit.fix.edits for hit in hits if hit.fix and (hit.fix.safe or unsafe)))


@pytest.mark.parametrize(
    "expected",
    [
        "一、甲⟦[bookmark: _GoBack]⟧乙",
        "甲⟦[image: a.png][bookmark: b]⟧乙",
        '见⟦HYPERLINK "http://example.cn" \\l "_T1" \\h ⟧网页',
        '⟦TOC \\o "1-3" \\h \\z \\u ⟧第一章',
        "⟦PAGEREF _Toc12 \\h ⟧12 月",
        "甲⟦\x13 MERGEFIELD title \x14⟧乙⟦\x15⟧丙",
        "日期⟦\\* MERGEFORMAT⟧",
        "甲⟦<w:r>⟧乙⟦</w:r>⟧",
        "甲⟦\u200b\u2060⟧乙⟦\ufeff⟧",
        "甲⟦\x00⟧乙",
        "见⟦错误！未找到引用源⟧。",
        "见⟦Error! Reference source not found⟧.",
        "1⟦\ue010⟧甲⟦\ufffd⟧",
        "甲\x0c乙\x0b丙\t丁\u3000戊\xa0己",
        "推广 HYPER 技术，TOC 理论，[A] 类，错误！",
    ],
)
def test_residue(expected: str) -> None:
    assert marked("residue", expected.replace("⟦", "").replace("⟧", "")) == expected


@pytest.mark.parametrize(
    ("text", "safe", "unsafe"),
    [
        ("[bookmark: _a]一、甲\u200b乙", "一、甲乙", "一、甲乙"),
        ("3\x1e5岁", "3-5岁", "3-5岁"),
        ("甲\x07乙", "甲\t乙", "甲\t乙"),
        ("张\ue010，见错误！未找到引用源。", "张\ue010，见错误！未找到引用源。", "张，见。"),
    ],
)
def test_what_stands_for_lost_content_is_not_deleted_unasked(text: str, safe: str, unsafe: str) -> None:
    hits = judge("residue", text)
    assert mended(text, hits) == safe
    assert mended(text, hits, unsafe=True) == unsafe


PIECES = st.sampled_from(
    [
        "[bookmark: a]",
        "\u200b",
        "\x13 MERGEFIELD t \x14",
        "\x15",
        "一、甲。",
        "乙\n",
        " ",
        "　　",
        "“丙”",
        "\ue000",
        "，丁",
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_fixes_of_residue_and_blanks_converge(text: str) -> None:
    for _ in range(12):
        after = mended(text, judge("residue", text))
        after = mended(after, judge("stray-space", after))
        if after == text:
            break
        assert len(after) < len(text)
        text = after
    assert not [hit for hit in judge("residue", text) if hit.fix and hit.fix.safe]
    assert not judge("stray-space", text)


@pytest.mark.parametrize(
    "expected",
    [
        "完成⟦XX⟧万元、⟦××⟧所，到⟦20XX⟧年、⟦202X⟧年、⟦X月X日⟧前。",
        "牵头单位⟦【待定】⟧，经费⟦（待补充）⟧，⟦TODO⟧，姓名⟦____⟧。",
        "⟦XX⟧市召开会议，XX区、XX镇参加，完成⟦××⟧万元。",
        "⟦XX⟧区工作\n抓好工作。",
        "长3×4米，XXL号，AXX1型，1××2，待定点，TODOS。",
        "签名__\n",
    ],
)
def test_placeholder(expected: str) -> None:
    assert marked("placeholder", expected.replace("⟦", "").replace("⟧", "")) == expected


def test_a_form_among_the_attachments_is_to_be_filled_in() -> None:
    text = "2027年要点\n2027年，抓好工作。\n一、甲\n抓好甲。\n附件1\n报名表\n姓名：____\n单位：XX学校XX个\n"
    assert marked("placeholder", text) == text


@pytest.mark.parametrize(
    "expected",
    [
        "一、落实常规和⟦ ⟧“九个一”举措，守住⟦　⟧底线。",
        "抓好甲⟦ ⟧。抓好乙，⟦ ⟧丙。",
        "抓好甲，抓好乙。⟦　　⟧\n⟦ ⟧抓好丙，抓好丁。",
        "抓好甲，抓好乙。\n⟦  ⟧\n抓好丙。",
        "《中共中央 国务院关于甲的意见》，“学宪法 讲宪法”。",
        "省委办公厅 省政府办公厅印发，认真落实。",
        "　　一、 甲工作，乙工作。\n    抓好甲，抓好乙。",
        "组长：张　三，联系 王五。",
        "主　任：张　三　　局长",
        "建市40 周年，使用 AI 技术，2027 年。",
        "[bookmark: a] 抓好甲，抓好乙。",
    ],
)
def test_stray_space(expected: str) -> None:
    text = expected.replace("⟦", "").replace("⟧", "")
    if "联系 王五" in expected:
        expected = expected.replace("联系 王五", "联系⟦ ⟧王五")
    assert marked("stray-space", text) == expected


def test_a_habit_is_not_reported_place_by_place() -> None:
    line = "抓好甲 工作，守住底线。\n"
    assert len(judge("stray-space", line * 8)) == 8
    assert judge("stray-space", line * 9) == []
    assert len(judge("stray-space", line * 9, habit=9)) == 9


def test_two_blanks_break_a_line_in_markdown() -> None:
    text = "抓好甲，抓好乙。  \n抓好丙，抓好丁。 \n"
    made = Context(parse(Document(text, media_type="text/markdown")), facts=Facts({}))
    assert [hit.span for hit in stray_space.check(made, stray_space.Options(habit=8))] == [(19, 20)]


HEAD = "某区2027年教育工作要点"
BODY = "\n2027年，抓好各项工作。\n一、抓好甲项工作\n"


@pytest.mark.parametrize(
    "expected",
    [
        HEAD + "⟦（送审稿）⟧" + BODY,
        HEAD + "⟦(讨论稿)⟧" + BODY,
        HEAD + "\n⟦（第二次征求意见稿）⟧" + BODY,
        HEAD + "（试行）" + BODY,
        HEAD + BODY + "形成方案（送审稿）。\n",
    ],
)
def test_draft_mark(expected: str) -> None:
    assert marked("draft-mark", expected.replace("⟦", "").replace("⟧", "")) == expected


def test_an_office_names_its_own_drafts() -> None:
    assert len(judge("draft-mark", HEAD + "（会商稿）" + BODY, marks=("会商稿",))) == 1
    with pytest.raises(PlanlintError, match="marks"):
        judge("draft-mark", HEAD, marks=())


@pytest.mark.parametrize(
    ("date", "blank"),
    [
        ("2027年　月　日", True),
        ("2027年3月　日", True),
        ("2027年×月×日", True),
        ("XX年X月X日", True),
        ("2027年3月1日", False),
        ("二〇二七年三月一日", False),
    ],
)
def test_blank_date(date: str, blank: bool) -> None:
    text = f"{HEAD}{BODY}抓好甲项工作。\n某区教育委员会\n{date}\n"
    expected = text.replace(date, f"⟦{date}⟧") if blank else text
    assert marked("blank-date", text) == expected


RECORDS = [
    {"old": "布署", "new": "部署", "level": "error", "verified": True, "not-before": ["名"]},
    {"old": "按装", "new": "安装", "within": ["按装机"]},
    {"old": "帐户", "also": ["帐号"], "new": "账户", "level": "info"},
    {"old": "约…左右", "not-after": ["签"]},
]


WRONG = word_table.Options(table="wrong-words")


def words_of(text: str) -> list[Hit]:
    more = {"plain": {"形势主义": "形式主义"}, "phrases": ["中国特色社会主义"]}
    facts = Facts({"wrong-words": {"records": RECORDS, **more}, "redundant-words": {"records": []}})
    made = Context(parse(Document(text)), facts=facts)
    provide(made, Vocabulary.of([(word_table, WRONG)], facts))
    return list(word_table.check(made, WRONG))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("抓好布署", [("布署", "部署")]),
        ("公布署名，按装机容量", []),
        ("按装设备", [("按装", "安装")]),
        ("帐户和帐号", [("帐户", "账户"), ("帐号", "账户")]),
        ("约３００人左右", [("约３００人左右", "")]),
        ("约三百人左右", [("约三百人左右", "")]),
        ("签约3个左右", []),
        ("约谈，左右", []),
        ("约" + "3" * 40 + "左右", []),
        ("反对形势主义", [("形势主义", "形式主义")]),
        ("中国特色社主义", [("中国特色社主义", "中国特色社会主义")]),
        ("中国特社会主义，中特色社会主义", [("中国特社会主义", "中国特色社会主义")]),
        ("中国特色社会主义", []),
    ],
)
def test_words_of_a_table(text: str, found: list[tuple[str, str]]) -> None:
    hits = words_of(text)
    assert [(text[hit.span.start : hit.span.end], hit.suggestion or "") for hit in hits] == found


def test_the_level_of_a_word_is_its_severity() -> None:
    certain, doubtful, hint = words_of("布署，按装，帐户")
    assert (certain.weak, certain.unverified) == (False, False)
    assert (doubtful.weak, doubtful.unverified) == (False, True)
    assert hint.weak


def test_a_record_without_a_word_is_said() -> None:
    facts = Facts({"wrong-words": {"records": [{"new": "部署"}]}, "redundant-words": {"records": []}})
    with pytest.raises(PlanlintError, match="wrong-words"):
        list(word_table.table_terms(facts))
