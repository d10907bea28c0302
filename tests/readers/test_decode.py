from __future__ import annotations

import contextlib
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.limits import LONGEST, MOST_LINES
from planlint.model import Document, PlanlintError
from planlint.readers import read
from planlint.readers.decode import decode, encode

PLAN = "2027年工作要点\n\n一、总体要求\n坚持稳中求进，抓好“三项”工作。\n1.推进项目建设。\n　　落实责任。\n"
TRADITIONAL = "二〇二七年工作要點\n一、總體要求\n堅持穩中求進，推進專案建設，落實責任分工。\n"
ENDS = st.sampled_from(["\n", "\r\n", "\r"])
WORDS = st.text(st.sampled_from("一、推进项目建设（二）。1.落实责任分工 \t\u3000"), max_size=12)


@pytest.mark.parametrize(
    ("codec", "mark", "encoding"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8"),
        ("gbk", b"", "gb18030"),
        ("gb18030", b"", "gb18030"),
        ("gb18030", b"\x84\x31\x95\x33", "gb18030"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
    ],
)
@pytest.mark.parametrize("text", [PLAN, TRADITIONAL, PLAN * 300])
def test_encodings(codec: str, mark: bytes, encoding: str, text: str) -> None:
    source = mark + text.encode(codec)
    document = decode(source, "a.txt")
    assert (document.text, document.encoding, document.bom) == (text, encoding, bool(mark))
    assert encode(document, document.text) == source


@pytest.mark.parametrize("text", ["", "甲", "时间：2026-02-05", "计划", "联通", "\xa0", "龘", "a", "一、甲\0乙"])
def test_short_texts_survive_gbk_or_utf8(text: str) -> None:
    assert decode(text.encode(), "a.txt").text == text
    if text != "龘":  # one rare character alone is no evidence of GBK
        assert decode(text.encode("gb18030"), "a.txt").text == text


def test_rare_names_and_private_characters_do_not_hide_gbk() -> None:
    text = PLAN + "淄博、邛崃、亳州、涪陵、綦江、\ue010\ue011镕\n"
    assert decode(text.encode("gb18030"), "a.txt").text == text


@pytest.mark.parametrize("size", [64, 200, 1000, 65536])
def test_random_bytes_are_refused(size: int) -> None:
    source = random.Random(size)
    for _ in range(50):
        with pytest.raises(PlanlintError) as caught:
            decode(b"\x81" + source.randbytes(size), "a.txt")
        assert (caught.value.code, caught.value.path) == ("unreadable", "a.txt")
        assert "编码" in caught.value.texts["zh"]


@pytest.mark.parametrize(
    "source",
    [
        PLAN.encode()[:-2],
        PLAN.encode().replace("坚".encode(), b"\xff", 1),
        PLAN.encode("gbk")[:-2],
        PLAN.encode() + PLAN.encode("gbk"),
        PLAN.encode("gbk") + PLAN.encode(),
        PLAN.encode("big5", "ignore"),
        b"\xff\xfe" + PLAN.encode("utf-16-le")[:-1],
        b"\xff\xfe\x00\xd8",
        b"\xef\xbb\xbf\xff",
        b"\x00" * 50,
        bytes(range(32)) * 4,
        PLAN.encode("utf-32-le"),
        "café naïve".encode("latin-1"),
    ],
)
def test_damaged_and_foreign_bytes_are_refused_not_guessed(source: bytes) -> None:
    with pytest.raises(PlanlintError) as caught:
        decode(source, "a.txt")
    assert caught.value.code == "unreadable"


def test_the_error_names_the_line_of_the_first_bad_byte() -> None:
    with pytest.raises(PlanlintError) as caught:
        decode("一、甲\n二、乙\n".encode() + b"\xff\n", "a.txt")
    assert caught.value.line == 3


def test_a_long_text_in_utf16_without_a_mark_is_known_by_its_zeros() -> None:
    text = "Plan\n" * 8192  # a multiple of the step at which a long text is looked at
    assert decode(text.encode("utf-16-le"), "甲.txt").encoding == "utf-16-le"


def test_a_long_text_that_ends_in_zeros_is_refused() -> None:
    with pytest.raises(PlanlintError) as caught:
        decode("抓好落实。\n".encode() * 1000 + bytes(10_000), "甲.txt")
    assert caught.value.code == "unreadable"


def test_ascii_letters_are_not_taken_for_utf16() -> None:
    text = "bush hid the facts 中文 in the plan of the year"
    assert decode(text.encode("gbk"), "a.txt").text == text


@pytest.mark.parametrize(
    ("source", "terminators"),
    [
        (b"", ("\n",)),
        (b"a\nb\n", ("\n",)),
        (b"a\r\nb\r\n", ("\r\n",)),
        (b"a\rb\r", ("\r",)),
        (b"a\r\nb\nc\rd", ("\r\n", "\n", "\r")),
        (b"a\n\rb", ("\n", "\r")),
        (b"a\r\r\nb", ("\r", "\r\n")),
    ],
)
def test_line_ends_are_folded_and_remembered(source: bytes, terminators: tuple[str, ...]) -> None:
    document = decode(source, "a.txt")
    assert "\r" not in document.text
    assert document.terminators == terminators
    assert encode(document, document.text) == source


def test_other_separators_stay_in_the_line() -> None:
    text = "一\x0b二\x0c三\u2028四\x85五\n"
    assert decode(text.encode(), "a.txt").text == text


@given(
    st.lists(st.tuples(WORDS, ENDS)),
    WORDS,
    st.sampled_from([("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("gb18030", b"")]),
)
def test_what_is_read_is_written_back(lines: list[tuple[str, str]], last: str, how: tuple[str, bytes]) -> None:
    codec, mark = how
    source = mark + ("一、推进。" + "".join(map("".join, lines)) + last).encode(codec)
    document = decode(source, "a.txt")
    assert encode(document, document.text) == source


@given(st.binary(max_size=40))
def test_any_bytes_are_read_back_or_refused(source: bytes) -> None:
    with contextlib.suppress(PlanlintError):
        document = decode(source, "a.txt")
        assert encode(document, document.text) == source


@pytest.mark.parametrize(
    ("edited", "expected"),
    [
        ("甲\n乙\n丙\n", "甲\r\n乙\n丙\r"),
        ("甲\n乙改\n丙\n", "甲\r\n乙改\n丙\r"),
        ("乙\n丙\n", "乙\n丙\r"),
        ("甲\n丙\n", "甲\r\n丙\r"),
        ("甲\n新\n乙\n丙\n", "甲\r\n新\r\n乙\n丙\r"),
        ("甲\n乙\n丙\n丁\n", "甲\r\n乙\n丙\r丁\r"),
        ("", ""),
    ],
)
def test_untouched_lines_keep_their_terminators(edited: str, expected: str) -> None:
    document = Document("甲\n乙\n丙\n", terminators=("\r\n", "\n", "\r"))
    assert encode(document, edited).decode() == expected


@given(st.lists(WORDS), st.lists(ENDS, min_size=2, max_size=6))
def test_any_edit_of_mixed_line_ends_keeps_the_words(lines: list[str], ends: list[str]) -> None:
    document = decode("".join("甲" + end for end in ends).encode(), "a.txt")
    edited = "\n".join(lines)
    written = encode(document, edited).decode()
    assert written.replace("\r\n", "\n").replace("\r", "\n") == edited


@pytest.mark.parametrize("text", ["a" * (LONGEST + 1), "\n" * (MOST_LINES + 1), "甲\r" * (MOST_LINES + 1)])
@pytest.mark.parametrize("name", ["x.txt", "x.md"])
def test_what_no_plan_can_be_is_refused(text: str, name: str) -> None:
    with pytest.raises(PlanlintError) as caught:
        read(text.encode(), name)
    assert (caught.value.code, caught.value.path) == ("too-large", name)


def test_the_longest_text_is_read() -> None:
    assert len(decode(b"a" * LONGEST, "x.txt").text) == LONGEST
    assert decode(b"a\r\n" * MOST_LINES, "x.txt").text.count("\n") == MOST_LINES
