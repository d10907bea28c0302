"""Automatic numbers as the reader sees them: formats, levels, restarts, overrides, styles, and typed ones among them."""

from __future__ import annotations

import pytest

from planlint.api import Options, Session
from planlint.model import Document, Span
from planlint.ooxml.numberformats import bullet, symbol, written
from planlint.ooxml.word import read
from planlint.outline import parse
from tests.word.build import level, numbered, numbering, p, package, r, style

CHINESE = level(0, "chineseCounting", "%1、", '<w:suff w:val="nothing"/>')
CHINESE += level(1, "chineseCounting", "（%2）", '<w:suff w:val="nothing"/>') + level(2, "decimal", "%3.")
START = '<w:lvlOverride w:ilvl="{}"><w:startOverride w:val="{}"/></w:lvlOverride>'


def document(body: str, numbers: str, styles: str = "") -> Document:
    return read(package(body, {"numbering": numbers, "styles": styles}), "甲.docx").document


def lines(body: str, numbers: str, styles: str = "") -> list[str]:
    return document(body, numbers, styles).text.split("\n")[:-1]


@pytest.mark.parametrize(
    ("form", "numbers", "shown"),
    [
        ("decimal", (1, 10, 0), "1 10 0"),
        ("decimalZero", (1, 10), "01 10"),
        ("decimalFullWidth", (1, 20), "１ ２０"),
        ("decimalEnclosedCircle", (1, 20, 21, 36, 51), "① ⑳ ㉑ ㊱ 51"),
        ("decimalEnclosedParen", (1, 21), "⑴ 21"),
        ("decimalEnclosedFullstop", (2,), "⒉"),
        ("chineseCounting", (1, 10, 11, 20, 21, 100, 101, 110, 111, 1010), "一 十 十一 二十 二十一 一百 一百〇一 一百一十 一百一十一 一千〇一十"),
        ("chineseCountingThousand", (10, 20, 101, 110), "十 二十 一百零一 一百一十"),
        ("taiwaneseCountingThousand", (3, 12), "三 十二"),
        ("ideographDigital", (1, 10, 23), "一 一〇 二三"),
        ("taiwaneseDigital", (10,), "一○"),
        ("japaneseCounting", (12,), "十二"),
        ("chineseLegalSimplified", (1, 10, 12), "壹 壹拾 壹拾贰"),
        ("ideographTraditional", (1, 10, 11), "甲 癸 甲"),
        ("ideographZodiac", (12,), "亥"),
        ("ideographEnclosedCircle", (1, 11), "㊀ 11"),
        ("upperRoman", (1, 4, 9, 1999, 4000), "I IV IX MCMXCIX 4000"),
        ("lowerRoman", (8,), "viii"),
        ("upperLetter", (1, 26, 27), "A Z AA"),
        ("lowerLetter", (3,), "c"),
        ("ordinal", (1, 2, 3, 4, 11, 22), "1st 2nd 3rd 4th 11th 22nd"),
        ("numberInDash", (3,), "- 3 -"),
        ("none", (3,), ""),
        ("没有这种", (7,), "7"),
    ],
)  # fmt: skip
def test_formats(form: str, numbers: tuple[int, ...], shown: str) -> None:
    assert " ".join(written(number, form) for number in numbers) == shown


def test_symbols_are_what_they_look_like() -> None:
    assert [bullet(text, font) for text, font in (("\uf0b7", "Symbol"), ("\uf06c", "Wingdings"), ("o", "Courier New"))] == [
        "•", "●", "o",
    ]  # fmt: skip
    assert bullet("\uf099", "没有") == "•"
    assert symbol(0x52, "Wingdings 2") == "☑"
    assert symbol(0x2460, "宋体") == "①"
    assert symbol(0xD800, "") == symbol(-1, "") == "□"


def test_levels_restart_below_a_higher_one() -> None:
    body = "".join(
        numbered(1, at, text)
        for at, text in ((0, "甲"), (1, "子"), (2, "一"), (2, "二"), (1, "丑"), (2, "三"), (0, "乙"), (1, "寅"))
    )
    found = document(body, numbering({0: CHINESE}, {1: 0}))
    assert found.text.split("\n") == [
        "一、甲",
        "（一）子",
        "1. 一",
        "2. 二",
        "（二）丑",
        "1. 三",
        "二、乙",
        "（一）寅",
        "",
    ]
    assert [found.text[slice(*span)] for span in found.virtual] == [
        "一、",
        "（一）",
        "1. ",
        "2. ",
        "（二）",
        "1. ",
        "二、",
        "（一）",
    ]
    assert [(n.label.text, n.level) for n in parse(found).nodes("section", "item") if n.label][:3] == [
        ("一、", 5), ("（一）", 6), ("1.", 7),
    ]  # fmt: skip


def test_typed_numbers_and_automatic_ones_are_one_list() -> None:
    body = p("某局2026年工作要点") + numbered(1, 0, "抓学习") + p("好。") + p("二、抓落实") + p("好。")
    skipping = body + numbered(2, 0, "抓保障") + p("好。")
    numbers = numbering({0: CHINESE, 1: CHINESE}, {1: 0, 2: (1, START.format(0, 4))})
    session = Session(Options(select=("numbering-gap",)))
    found = [session.lint(document(text, numbers)) for text in (body, skipping)]
    assert [[f.texts["zh"] for f in result.findings] for result in found if result] == [
        [],
        ["编号断号：“二、”之后应为“三、”，实为“四、”；可能漏了一项，或其后各项都要重新编号"],
    ]
    assert found[1] is not None
    assert found[1].findings[0].fix is None


def test_multilevel_text_legal_numbers_and_suffixes() -> None:
    levels = (
        level(0, "chineseCounting", "第%1章", '<w:suff w:val="space"/>')
        + level(1, "decimal", "%1.%2", "<w:isLgl/>") + level(2, "upperLetter", "%1-%2-%3)", '<w:suff w:val="nothing"/>')
        + level(3, "bullet", "\uf06c", '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>')
        + level(4, "decimal", "") + level(5, "decimal", "%1&lt;%6&gt;") + level(6, "decimal", "%8%7")
    )  # fmt: skip
    assert lines("".join(numbered(1, at, "文") for at in range(7)), numbering({0: levels}, {1: 0})) == [
        "第一章 文", "1.1 文", "一-1-A)文", "● 文", "文", "一<1> 文", "1 文",
    ]  # fmt: skip


def test_instances_count_together_until_one_starts_anew() -> None:
    levels = level(0, "decimal", "%1.", start=3) + level(1, "decimal", "%2)")
    own = '<w:lvlOverride w:ilvl="0">' + level(0, "upperRoman", "%1.") + "</w:lvlOverride>"
    nums = numbering({0: levels}, {1: 0, 2: 0, 3: (0, START.format(0, 1)), 4: (0, own)})
    body = "".join(
        numbered(num, at, "") for num, at in ((1, 0), (2, 0), (2, 1), (3, 0), (3, 0), (3, 1), (4, 0), (9, 0))
    )
    assert lines(body, nums) == ["3. ", "4. ", "1) ", "1. ", "2. ", "1) ", "III. ", ""]


def test_a_level_can_go_on_or_restart_later() -> None:
    levels = (
        level(0, "decimal", "%1.")
        + level(1, "decimal", "%2.")
        + level(2, "decimal", "%3)", '<w:lvlRestart w:val="0"/>')
    )
    levels += level(3, "decimal", "%4]", '<w:lvlRestart w:val="1"/>')
    body = "".join(numbered(1, at, "") for at in (0, 1, 2, 3, 1, 2, 3, 0, 2, 3))
    assert lines(body, numbering({0: levels}, {1: 0})) == [
        "1. ", "1. ", "1) ", "1] ", "2. ", "2) ", "2] ", "2. ", "3) ", "1] ",
    ]  # fmt: skip


def test_numbers_of_styles_and_what_is_based_on_them() -> None:
    levels = level(0, "chineseCounting", "%1、", '<w:pStyle w:val="H1"/><w:suff w:val="nothing"/>')
    levels += level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="H2"/><w:suff w:val="nothing"/>')
    num = '<w:pPr><w:numPr><w:numId w:val="{}"/></w:numPr></w:pPr>'
    styles = (
        style("H1", "heading 1", num.format(1)) + style("H2", "heading 2", '<w:basedOn w:val="H1"/>')
        + style("X", "某", '<w:basedOn w:val="H2"/>') + style("Y", "无", '<w:basedOn w:val="H1"/>' + num.format(0))
    )  # fmt: skip
    body = p("甲", style="H1") + p("子", style="H2") + p("丑", style="X") + p("无", style="Y") + p("乙", style="H1")
    body += p("又无", style="H1", props='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>')
    body += p("寅", style="H1", props='<w:numPr><w:ilvl w:val="1"/></w:numPr>')
    assert lines(body, numbering({0: levels}, {1: 0}), styles) == [
        "一、甲", "（一）子", "二、丑", "无", "三、乙", "又无", "（一）寅",
    ]  # fmt: skip


def test_a_numbering_style_stands_for_its_numbering() -> None:
    linked = '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="N"/></w:abstractNum>'
    numbers = linked + numbering({0: CHINESE}, {1: 0, 2: 7})
    styles = style("N", "列表", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', kind="numbering")
    assert lines(numbered(2, 0, "甲") + numbered(1, 0, "乙"), numbers, styles) == ["一、甲", "二、乙"]
    astray = styles.replace('<w:numId w:val="1"/>', '<w:numId w:val="2"/>')
    assert lines(numbered(2, 0, "甲"), numbers, astray) == ["甲"]


def test_custom_formats_fall_back() -> None:
    custom = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001"/></mc:Choice><mc:Fallback>'
        '<w:numFmt w:val="decimalZero"/></mc:Fallback></mc:AlternateContent>'
    )
    levels = level(0, "decimal", "%1.").replace('<w:numFmt w:val="decimal"/>', custom)
    assert lines(numbered(1, 0, "甲"), numbering({0: levels}, {1: 0})) == ["01. 甲"]


def test_what_is_not_displayed_is_not_counted() -> None:
    num = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    deleted = '<w:rPr><w:del w:id="1" w:author="某"/></w:rPr>'
    body = (
        p("甲", props=num) + p('<w:del w:id="2">' + r("乙") + "</w:del>", props=num + deleted)
        + p(r("密", props="<w:vanish/>"), props=num) + p("丙", props=num)
    )  # fmt: skip
    found = document(body, numbering({0: CHINESE}, {1: 0}))
    assert found.text == "一、甲\n密\n二、丙\n"
    assert found.hidden == (Span(4, 5),)


def test_faulty_numbering_is_no_number() -> None:
    odd = '<w:num w:numId="x"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="5"/><w:num w:numId="6"><w:abstractNumId/></w:num>'
    body = "".join(numbered(num, at, "甲") for num, at in ((1, 12), (1, -1), (5, 0), (6, 0), (99999999999, 0), (7, 0)))
    assert lines(body, odd + numbering({0: CHINESE}, {1: 0, 7: 0})) == ["甲"] * 5 + ["一、甲"]


@pytest.mark.parametrize(
    "form", ['<w:numFmt w:val = "custom"/>', '<w:numFmt w:format=">" w:val="custom"/>', "<w:numFmt w:val='custom'/>"]
)
def test_a_format_of_its_own_however_it_is_written(form: str) -> None:
    made = f'<w:lvl w:ilvl="0"><w:start w:val="1"/>{form}<w:lvlText w:val="%1、"/></w:lvl>'
    assert lines(numbered(1, 0, "甲"), numbering({0: made}, {1: 0})) == ["1、 甲"]


def test_quotation_marks_and_references_in_the_text_of_a_level() -> None:
    made = (
        "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='\"%1\"&#12289;'/></w:lvl>"
    )
    assert lines(numbered(1, 0, "甲"), numbering({0: made}, {1: 0})) == ['"1"、 甲']
