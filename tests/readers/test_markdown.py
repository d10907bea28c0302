from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.model import Document, Hint, PlanlintError, Span
from planlint.readers import _inline, markdown, read
from planlint.readers._frontmatter import line_of


def seen(text: str) -> str:
    """Return what is left of `text` for a reader: each opaque character as ░."""
    document = read(text.encode(), "a.md")
    check(document)
    assert document.text == text
    shown = list(text)
    for start, end in document.opaque:
        shown[start:end] = ["\n" if c == "\n" else "░" for c in shown[start:end]]
    return "".join(shown)


def check(document: Document) -> None:
    last = -1
    for start, end in document.opaque:
        assert last < start < end <= len(document.text)
        last = end
    assert all(0 <= line < len(document.line_starts) for line in document.hints)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 2027年**工作要点**", "░ 2027年░░工作要点░░"),
        ("## 一、总体要求 ##", "░░ 一、总体要求 ░░"),
        ("一、总体要求\n====", "一、总体要求\n░░░░"),
        ("1.推进党建。\n2.推进改革。", "1.推进党建。\n2.推进改革。"),
        ("1. 推进党建", "1. 推进党建"),
        ("1. 甲\n1. 乙\n1. 丙", "░░ 甲\n░░ 乙\n░░ 丙"),
        ("1. 甲\n2. 乙\n4. 丙", "1. 甲\n2. 乙\n4. 丙"),
        ("1. 甲\n   1. 子\n   2. 丑\n2. 乙", "1. 甲\n   ░░ 子\n   ░░ 丑\n2. 乙"),
        ("- 甲\n  1) 子\n  2) 丑", "░ 甲\n  ░░ 子\n  ░░ 丑"),
        ("1. 1. 子\n   2. 丑\n2. 乙", "1. ░░ 子\n   ░░ 丑\n2. 乙"),
        ("> 1. 甲\n> 1. 乙", "░ ░░ 甲\n░ ░░ 乙"),
        ("- 推进党建\n  - 抓学习", "░ 推进党建\n  ░ 抓学习"),
        ("- [x] 推进党建", "░ ░░░ 推进党建"),
        ("> 推进\n党建", "░ 推进\n党建"),
        (">", "░"),
        ("> > - 推进\n>\n> 党建", "░ ░ ░ 推进\n░\n░ 党建"),
        ("推进*党*建", "推进░党░建"),
        ("推进~~党~~建", "推进░░党░░建"),
        ("***推进***", "░░░推进░░░"),
        ("3 * 4 = 12，a_b_c", "3 * 4 = 12，a_b_c"),
        ("某**同志", "某**同志"),
        ("**1.推进党建。**深入推进", "░░1.推进党建。░░深入推进"),
        ("**一、甲。**乙\n某**同志", "░░一、甲。░░乙\n某░░同志"),
        ("`代码` ``a`b`` 与 ` 单个", "░░░░ ░░░░░░░ 与 ` 单个"),
        ('见[办法](http://a.b "题")第三条', "见░办法░░░░░░░░░░░░░░░░░第三条"),
        ("见[办法][甲]\n\n[甲]: http://a.b", "见░办法░░░░\n\n░░░░░░░░░░░░░░░"),
        ("[**重**点](x)", "░░░重░░点░░░░"),
        ("[bookmark: _GoBack]41.推进", "[bookmark: _GoBack]41.推进"),
        ("图![图一](a.png)完", "图░░░░░░░░░░░░完"),
        ("[![图](a.png)](b)完", "░░░░░░░░░░░░░░░░完"),
        ("<http://a.b> <b>重</b> &nbsp;\\*", "░░░░░░░░░░░░ ░░░重░░░░ ░░░░░░░*"),
        ("反斜杠\\中", "反斜杠\\中"),
        ("行\\\n行", "行░\n行"),
        ("行  \n行", "行  \n行"),
        ("```\n一、甲\n```\n乙", "░░░\n░░░\n░░░\n乙"),
        ("    一、甲\n\n乙", "░░░░░░░\n\n乙"),
        ("甲\n\n***\n乙", "甲\n\n░░░\n乙"),
        ("<!-- planlint: off -->\n一、甲", "░" * 22 + "\n一、甲"),
        ("<!-- 一\n二 -->三", "░░░░░░\n░░░░░三"),
        ("<div align=center>\n关于<b>通知</b>\n</div>", "░" * 18 + "\n关于░░░通知░░░░\n░░░░░░"),
        ("<script>\n甲\n</script>\n乙", "░░░░░░░░\n░\n░░░░░░░░░\n乙"),
        ("　　一、**甲**", "　　一、░░甲░░"),
        ("**跨\n> 行**", "░░跨\n░ 行**"),
        ("**跨\n行**", "░░跨\n行░░"),
        ("- **跨\n  行**", "░ ░░跨\n  行░░"),
    ],
)
def test_what_a_reader_sees(text: str, expected: str) -> None:
    assert seen(text) == expected


def test_footnotes_are_read_and_definitions_are_not() -> None:
    assert seen("文\n\n[^1]: 说明\n\n[甲]: x").endswith("[^1]: 说明\n\n░░░░░░")


def test_tables() -> None:
    text = "| 任务 | 单位 \\| 人 |\n|---|:-:|\n| **党**建 | |\n| 学习 |\n"
    assert seen(text) == "░ 任务 ░ 单位 ░| 人 ░\n░░░░░░░░░\n░ ░░党░░建 ░ ░\n░ 学习 ░\n"
    assert read(text.encode(), "a.md").hints == {line: Hint("table", 1) for line in range(4)}


def test_hints() -> None:
    text = "# 标题\n\n一、甲\n---\n\n- 乙\n  - 丙\n    续\n1. 丁\n- ### 戊\n"
    assert read(text.encode(), "a.md").hints == {
        0: Hint("heading", 1),
        2: Hint("heading", 2),
        5: Hint("list", 1),
        6: Hint("list", 2),
        8: Hint("list", 1),
        9: Hint("heading", 3),
    }


def test_front_matter_sets_date_genre_and_profile() -> None:
    text = "---\ntitle: [其他, 工具]\ndate: 2027-01-05\ngenre: '工作要点'\nprofile: 签发\nx: {a: {b: c}}\n---\n# 标题\n"
    document = read(text.encode(), "a.md")
    assert document.meta == {"date": "2027-01-05", "genre": "工作要点", "profile": "签发"}
    assert text[document.opaque[0].start : document.opaque[0].end] == text[: text.index("\n# ")]
    assert document.hints == {7: Hint("heading", 1)}


@pytest.mark.parametrize(
    ("yaml", "meta"),
    [
        ("title: 某局2027年工作要点", {"title": "某局2027年工作要点"}),
        ("title: '甲'\ntitle: 乙", {"title": "甲"}),
        ("title: {zh: 甲}", {}),
        ("title:", {}),
    ],
)
def test_front_matter_may_hold_the_title(yaml: str, meta: dict[str, str]) -> None:
    assert read(f"---\n{yaml}\n---\n正文。\n".encode(), "a.md").meta == meta


@pytest.mark.parametrize("source", ["---\ndate:\ngenre: ~\n---\n甲", "---\n---\n甲", "---\n# 注\n---\n甲"])
def test_empty_values_are_unset(source: str) -> None:
    assert read(source.encode(), "a.md").meta == {}
    assert seen(source).replace("░", "").strip() == "甲"


@pytest.mark.parametrize(
    "text",
    ["---\n2027年工作要点：[\n---\n甲", "---\n一、总体要求\n", "---\ndate: 2027\n没有结尾", "\n---\ndate: 2027\n---\n"],
)
def test_a_rule_is_no_front_matter(text: str) -> None:
    assert read(text.encode(), "a.md").meta == {}
    assert len(seen(text).replace("░", "").replace("\n", "")) > 3


def test_plain_text_has_no_front_matter() -> None:
    assert read(b"---\ndate: 2027\n---\n", "a.txt").meta == {}


@pytest.mark.parametrize(
    ("yaml", "line"),
    [
        ("date: 2027\ndate: 2028", 3),
        ("title: x\ndate: [2027]", 3),
        ("genre: {a: b}", 2),
        ("x: &a y\nprofile: *a", 3),
        ("a: b\n\tc: d", 3),
        ("a: [b", None),
        ("a: '\x07'", None),
        ("x: " + "[" * 100_000, 2),
        ("x: " + "[" * 100_000 + "]" * 100_000, 2),
        ("[" * 100_000, 2),
        ("{" * 100_000, 2),
        ("x: " + "[{" * 100_000, None),
        ("x: " + "y" * 300_000, None),
    ],
)
def test_bad_front_matter_names_file_and_line(yaml: str, line: int | None) -> None:
    with pytest.raises(PlanlintError) as caught:
        read(f"---\n{yaml}\n---\n一、甲\n".encode(), "甲.md")
    error = caught.value
    assert (error.code, error.path) == ("bad-front-matter", "甲.md")
    assert error.line == line or (line is None and error.line)
    assert error.texts["zh"].startswith("文件头")


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "![" * 50_000,
        "[" * 50_000 + "]" * 50_000,
        ">" * 100_000,
        "- " * 50_000,
        "*" * 100_000,
        "`" * 100_000,
        "**a** " * 5_000,
        "[a](" * 20_000,
        "<" * 50_000,
        "<!--" * 20_000,
        "<a " * 20_000,
    ],
)
def test_hostile_markup_is_read(text: str) -> None:
    seen(text)
    seen(text + "\n\n一、甲\n")


@pytest.mark.parametrize("text", ["*a" * 500, "*a_b\n\n" * 500, "![\n\n" * 500, "|a|b|\n|-|-|\n" + "|*c|*d|\n" * 500])
def test_so_many_marks_are_looked_at_and_no_more(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at = 0
    markup = _inline.Inline.markup

    def count(self: _inline.Inline, prose: str, env: dict[str, Any]) -> list[Span]:
        nonlocal looked_at
        looked_at += sum(map(prose.count, markdown._MARKS))
        return markup(self, prose, env)

    monkeypatch.setattr(markdown, "_MOST_MARKS", 100)
    monkeypatch.setattr(_inline.Inline, "markup", count)
    assert seen("**甲**乙\n\n" + text).startswith("░░甲░░乙")
    assert 0 < looked_at <= 100


def test_text_nested_too_deep_is_still_read() -> None:
    assert seen("> " * 200 + "一、甲").endswith("░ 一、甲")


PIECES = ["一、", "推进", "。", "\n", "\n\n", "**", "*", "_", "`", "```", "[", "](x)", "![", "<b>", "<!--", "-->"]
PIECES += [
    "> ",
    "- ",
    "1. ",
    "# ",
    "|",
    "|-|",
    "    ",
    "\t",
    "\\",
    "&amp;",
    "~~",
    "---",
    "===",
    "[a]: b",
    "甲\0乙丙丁",
    "　",
    "<",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_markup_gives_sorted_disjoint_spans_and_keeps_the_words(pieces: list[str]) -> None:
    text = "".join(pieces)
    document = read(text.encode(), "a.md")
    check(document)
    assert document.text == text
    assert read(text.encode(), "a.md").opaque == document.opaque


@given(st.lists(st.lists(st.sampled_from([*"一二推进改革，。（）“”、1", "1.推"])).map("".join), max_size=8))
def test_prose_without_markup_is_never_opaque(lines: list[str]) -> None:
    assert "░" not in seen("\n".join(lines))


def test_inline_marks_stand_where_they_are_however_often_the_words_repeat() -> None:
    source = random.Random(7)
    for _ in range(200):
        words = [source.choice(["甲", "甲甲", "**甲**", "`甲`", "[甲](甲)"]) for _ in range(8)]
        plain = {"**甲**": "░░甲░░", "`甲`": "░░░", "[甲](甲)": "░甲░░░░"}
        assert seen("> - " + "，".join(words)) == "░ ░ " + "，".join(plain.get(word, word) for word in words)


@pytest.mark.parametrize(
    ("yaml", "line"), [("date：2026-01-01\ngenre: 工作要点\n", 2), ("genre: 工作要点\n\ntitle：甲\n", 4)]
)
def test_a_full_width_colon_in_front_matter_is_told(yaml: str, line: int) -> None:
    with pytest.raises(PlanlintError) as caught:
        markdown.read(f"---\n{yaml}---\n\n# 甲\n".encode(), "甲.md")
    assert (caught.value.code, caught.value.line) == ("bad-front-matter", line)


def test_a_full_width_colon_in_text_between_rules_is_text() -> None:
    assert markdown.read("---\n\n主题：甲\n\n---\n".encode(), "甲.md").meta == {}


@pytest.mark.parametrize(
    ("text", "line"), [("---\ntitle: x\ndate: 不知道\n---\n", 3), ('---\n"date" : 不知道\n---\n', 2), ("date: 甲", 1)]
)
def test_the_line_of_a_key_is_found(text: str, line: int) -> None:
    assert line_of(text, "date") == line
