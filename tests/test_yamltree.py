from __future__ import annotations

import pickle
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.model import PlanlintError
from planlint.problems import BadFileError
from planlint.yamltree import parse


def problems(text: str | bytes) -> BadFileError:
    with pytest.raises(BadFileError) as caught:
        parse(text, "规则.yaml")
    return caught.value


def lines(text: str) -> list[int]:
    return [p.line for p in problems(text).problems]


def test_values_know_their_place() -> None:
    tree = parse("a: 1\nb:\n  - x\n  - {c: 真}\n")
    assert tree.keys == {"a": (1, 1), "b": (2, 1)}
    inner = tree.value["b"].value[1]
    assert (inner.line, inner.column, inner.value["c"].column) == (4, 5, 9)
    assert tree.data() == {"a": 1, "b": ["x", {"c": "真"}]}


def test_lines_are_counted_from_where_the_text_begins() -> None:
    tree = parse("a: 1\nb: 2", first_line=10)
    assert tree.keys["b"] == (11, 1)
    with pytest.raises(BadFileError) as caught:
        parse("a: 1\na: 2", first_line=10)
    assert (caught.value.line, caught.value.problems[0].text) == (11, "a: 2")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-17", -17),
        ("off", "off"),
        ("on", "on"),
        ("2025-01-01", "2025-01-01"),
        ("1.10", "1.10"),
        ("0.1.0", "0.1.0"),
        ("'no'", "no"),
        ('"0012"', "0012"),
        ("12时30分", "12时30分"),
        ("12：30", "12：30"),
        ("y", "y"),
    ],
)
def test_plain_scalars_are_what_they_look_like(written: str, value: Any) -> None:
    assert parse(f"a: {written}").data() == {"a": value}


@pytest.mark.parametrize("word", ["no", "yes", "No", "TRUE", "0012", "0x1F", "0o17", "1_000", "12:30", "1:30:00", "+1"])
def test_ambiguous_scalars_ask_for_quotes(word: str) -> None:
    error = problems(f"a: 甲\nb: {word}\n")
    assert error.line == 2
    assert f"“{word}”" in error.texts["zh"]
    assert error.problems[0].corrected is not None


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 1\nb: 2",
        "a: *x",
        "a: !!python/name:os.system x",
        "a: !x 1",
        "<<: {a: 1}",
        "? [1, 2]\n: 3",
        "a: 1\n---\nb: 2",
    ],
)
def test_anchors_aliases_tags_and_odd_keys_are_refused(text: str) -> None:
    problems(text)


def test_duplicate_keys_name_the_first_line() -> None:
    error = problems("id: a\ntitle: b\nid: c\n")
    assert error.line == 3
    assert "第1行" in error.texts["zh"]


@pytest.mark.parametrize(
    ("text", "line", "words", "corrected"),
    [
        ("- id: a\n  check：pattern\n  title: b\n", 2, "冒号应为半角“:”", "  check: pattern"),
        ("- id: a\n  check：pattern\n", 2, "冒号应为半角", "  check: pattern"),
        ("a: {find：gap, b: [}\n", 1, "冒号应为半角", "a: {find: gap, b: [}"),
        ("rules:\n  编号断号：off\n  编号重复: off\n", 2, "冒号应为半角", "  编号断号: off"),
        ("- id: a\n  severity:error\n  title: b\n", 2, "应空一格", "  severity: error"),
        ("- id: a\n\ttitle: b\n", 2, "制表符", "  title: b"),
        ("a: 1\n\u3000b: 2\n", 2, "全角空格", "  b: 2"),
        ("a:\n－ x: 1\n- y: 2\n", 2, "半角“-”", "- x: 1"),
        ("- id: a\n-title: b\n", 2, "“-”之后", "- title: b"),
        ('a: "x\nb: 1\n', 1, "引号没有收尾", 'a: "x"'),
        ('a: "x”\nb: "y"\n', 1, "引号没有收尾", 'a: "x"'),
        ('a: {b: ["x, y]}\nc: 1\n', 1, "引号没有收尾", 'a: {b: ["x, y"]}'),
        ('a: "（x）]\nc: 1\n', 1, "引号没有收尾", 'a: "（x）]"'),
        ("a: “x: y”\n", 1, "引号应为半角", 'a: "x: y"'),
        ('a: ["x"，"y"]\n', 1, "逗号应为半角", 'a: ["x", "y"]'),
        ("a: {b-c: off，d: info}\n", 1, "逗号应为半角", "a: {b-c: off, d: info}"),
        ("a: 1\n   b: 2\n", 2, "缩进", "b: 2"),
        ("- id: a\n   b: 1\n  c: 2\n", 2, "缩进", "  b: 1"),
        ("a: 说明: 甲\n", 1, "整段文字要加引号", 'a: "说明: 甲"'),
        ("a: @x\n", 1, "要加引号", 'a: "@x"'),
        ("a: 1\n   b: {c: 2, d: 3}\n", 2, "缩进", "b: {c: 2, d: 3}"),
        ("a: {b: 1｝\nc: 2\n", 1, "括号应为半角", "a: {b: 1}"),
        ("a: ［1, 2]\nb: [｛]\nc: {\n", 1, "括号应为半角", "a: [1, 2]"),
        ('a: ”甲: 乙"\n', 1, "引号应为半角", 'a: "甲: 乙"'),
        ("a: {term}应改\n", 1, "“{”开头", 'a: "{term}应改"'),
        ("- a: *甲 乙\n", 1, "“*”开头", '- a: "*甲 乙"'),
        ("a: |甲\n", 1, "“|”开头", 'a: "|甲"'),
        ("a:\n  - >甲\n", 2, "“>”开头", '  - ">甲"'),
        ("a: 'x' y\n", 1, "多出", None),
        ("a: {b: 1} y\n", 1, "多出", None),
        ("a: [1, 2\nb: 3\n", 1, "方括号", None),
        ("a: {b: c\n", 1, "花括号", None),
        ("a: x\x01y\n", 1, "控制字符", "a: xy"),
    ],
)
def test_slips_are_told_with_the_corrected_line(text: str, line: int, words: str, corrected: str | None) -> None:
    error = problems(text)
    first = error.problems[0]
    assert (first.line, first.corrected) == (line, corrected)
    assert words in first.zh
    assert f"第{line}行" in error.texts["zh"]
    assert error.path == "规则.yaml"


def test_all_slips_of_a_file_are_told() -> None:
    text = "- id：a\n  title: b\n- id: c\n  check：d\n\toptions: {}\n"
    assert lines(text) == [1, 4, 5]


def test_several_slips_of_one_line_are_mended_together() -> None:
    error = problems("- id: a\n\tcheck：“b: c”\n")
    assert [(p.line, p.corrected) for p in error.problems] == [(2, '  check: "b: c"')]
    assert "制表符" in error.problems[0].zh
    assert "冒号" in error.problems[0].zh


def test_many_lines_that_hide_each_other_end() -> None:
    assert problems("".join(f'k{i}: "x\n' for i in range(0, 200))).problems


def test_slips_are_not_sought_in_block_text_or_comments() -> None:
    text = "# 说明：注释\na: |\n  check：甲\n  －乙\nb: no\n"
    assert lines(text) == [5]


def test_a_long_list_of_problems_ends() -> None:
    error = problems("a: no\n" + "".join(f"k{i}: no\n" for i in range(1000)))
    assert len(error.problems) == 200
    assert "另有 180 处" in error.texts["zh"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_files_of_notepad_are_read(encoding: str, newline: str) -> None:
    data = newline.join(["甲: 编号", "乙: [断号]", ""]).encode(encoding)
    assert parse(data).data() == {"甲": "编号", "乙": ["断号"]}


def test_what_is_not_text_is_refused() -> None:
    with pytest.raises(PlanlintError, match="UTF-8"):
        parse(b"\xff\xff\xff\x00")
    with pytest.raises(PlanlintError, match="too large"):
        parse(b"a" * 4_000_001)


@pytest.mark.parametrize("unit", ["[", "{a: ", "- ", "[{", "{"])
def test_deep_nesting_is_an_error_like_any_other(unit: str) -> None:
    error = problems(unit * 100_000)
    assert "嵌套超过 64 层" in error.texts["zh"]
    assert len(error.texts["zh"]) < 1000


def test_errors_travel_between_processes() -> None:
    error = problems("a: no")
    again = pickle.loads(pickle.dumps(error))
    assert (again.problems, again.texts, again.path, again.line) == (
        error.problems,
        error.texts,
        error.path,
        1,
    )


def test_an_empty_file_is_nothing() -> None:
    assert parse("").value is None
    assert parse(b"\xef\xbb\xbf# only a comment\n").value is None


@given(st.text(alphabet="a甲:： -－\t[]{}“”\"'，,#|>&*!%@0\n", max_size=60))
def test_any_text_is_a_tree_or_a_told_problem(text: str) -> None:
    told = []
    try:
        parse(text)
    except BadFileError as error:
        told = error.problems
    assert all(1 <= p.line <= text.count("\n") + 1 and p.zh and p.en for p in told)


@given(st.binary(max_size=60))
def test_any_bytes_are_a_tree_or_a_told_problem(data: bytes) -> None:
    with suppress(PlanlintError):
        parse(data)


@given(
    st.recursive(
        st.text(alphabet="abc甲乙", min_size=1) | st.integers(-999, 999) | st.booleans() | st.none(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text("xyz丙", min_size=1), inner),
        max_leaves=10,
    )
)
def test_what_yaml_writes_is_read_back(value: Any) -> None:
    import yaml

    written = yaml.safe_dump(value, allow_unicode=True)
    assert parse(written.replace("...\n", "")).data() == value
