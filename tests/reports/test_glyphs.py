from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.model import Document, Span
from planlint.reports.excerpt import excerpt, quote
from planlint.reports.glyphs import clip, head, make_safe, tail, visible, width, wrap

ANY = st.text(st.characters() | st.sampled_from("，。“”（）①…\x1b\u202e\u200b\n\ud800　 "))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲[/][red]〔2027〕", "甲[/][red]〔2027〕"),
        ("\x1b[31m", "\\x1b[31m"),
        ("a\x00b\x85c\x9bd", "a\\x00b\\x85c\\x9bd"),
        ("\u202e甲\u2066", "\\u202e甲\\u2066"),
        ("a\nb\tc\r", "a\\nb\\tc\\r"),
        ("\ud800", "\\ud800"),
        ("甲　乙\u00a0丙", "甲　乙\u00a0丙"),
        ("\ue5e5", "\\ue5e5"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(ANY)
def test_visible_is_one_harmless_line(text: str) -> None:
    assert visible(text).replace("　", "").replace("\u00a0", "").isprintable()


def test_ambiguous_characters_count_as_wide() -> None:
    assert width("“①…") == 6
    assert width("甲a") == 3
    assert width("e\u0301") == 1


@given(ANY, st.integers(0, 40))
def test_parts_fit(text: str, cells: int) -> None:
    assert width(head(text, cells)) <= cells
    assert width(tail(text, cells)) <= cells
    assert text.startswith(head(text, cells))
    assert text.endswith(tail(text, cells))
    assert width(clip(text, max(cells, 2))) <= max(cells, 2)


@given(ANY.map(visible), st.integers(20, 60))
def test_wrap_keeps_everything_within_the_width(text: str, cells: int) -> None:
    rows = wrap(text, cells)
    assert all(width(row) <= cells for row in rows)
    assert "".join("".join(rows).split()) == "".join(text.split())


def test_wrap_minds_punctuation_and_words() -> None:
    rows = wrap("一二三四五六七八九十，甲乙丙丁（戊己庚辛）numbering-gap 壬癸", 20)
    assert rows == ["一二三四五六七八九", "十，甲乙丙丁（戊己庚", "辛）numbering-gap 壬", "癸"]


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("gbk", "—…“”①│〖〗·√√_·[[\\U0001f600中"),
        ("ascii", '-...""1|[].vv_.[[\\U0001f600\\u4e2d'),
        ("latin-1", '-...""1|[]·vv_·[[\\U0001f600\\u4e2d'),
        ("utf-8", "—…“”①│〖〗·✓√␣•⟦😀中"),
    ],
)
def test_look_alikes(encoding: str, shown: str) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding)
    make_safe(stream)
    stream.write("—…“”①│〖〗·✓√␣•⟦😀中")
    stream.flush()
    assert raw.getvalue().decode(encoding) == shown


@given(ANY, st.sampled_from(["gbk", "ascii", "utf-8", "cp437"]))
def test_no_character_raises(text: str, encoding: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding)
    make_safe(stream)
    stream.write(text)
    stream.flush()


def test_make_safe_takes_what_is_no_real_stream() -> None:
    make_safe(None)
    make_safe(io.StringIO())


LONG = "甲" * 1000 + "丙丁" + "乙" * 1000


def test_excerpt_of_a_long_line_keeps_both_sides() -> None:
    shown = excerpt(Document(f"前\n{LONG}\n后"), Span(1002, 1004), 60)
    assert shown.words == "丙丁"
    assert shown.before.startswith("…甲")
    assert shown.before.endswith("甲甲甲")
    assert shown.after.startswith("乙乙乙")
    assert shown.after.endswith("乙…")


def test_excerpt_near_an_end_gives_the_room_to_the_other_side() -> None:
    shown = excerpt(Document("丙" + LONG), Span(0, 1), 60)
    assert shown.before == ""
    assert width(shown.after) > 50


def test_excerpt_leaves_out_blanks_at_both_ends_of_a_line() -> None:
    assert excerpt(Document("\t　数据来自\t"), Span(4, 5), 60) == ("数据", "来", "自")


def test_excerpt_of_several_lines_shows_the_first() -> None:
    assert excerpt(Document("一、甲\n乙\n丙"), Span(2, 6), 60) == ("一、", "甲…", "")


def test_excerpt_shows_bare_space_and_line_ends() -> None:
    assert excerpt(Document("甲　　\n"), Span(1, 3), 60) == ("甲", "␣␣", "")
    assert quote(" \n\t", 20) == "␣\\n␣"


def test_quote_leaves_out_the_middle() -> None:
    assert quote("甲" * 50 + "乙" * 50, 20) == "甲甲甲甲甲甲…乙乙乙"


@given(ANY, st.data(), st.integers(40, 90))
def test_excerpt_fits_whatever_the_text(text: str, data: st.DataObject, cells: int) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    shown = "".join(excerpt(Document(text), Span(start, end), cells))
    assert width(shown) <= cells
    assert visible(shown) == shown
