"""From the text back to the XML: every character leads to the element that stores it, in its run."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from planlint.model import Span
from planlint.ooxml.package import unescape
from planlint.ooxml.word import Word, read
from tests.word.build import box, field, level, numbered, numbering, p, package, r, t, tbl

RUNS = st.sampled_from(
    [
        r("某局"), r("文 字", props="<w:b/>"), r("<w:t>  两端 </w:t>"), r("甲", "<w:tab/>", "乙"), r("<w:t>&lt;丙&amp;&#x4E2D;</w:t>"),
        r("行", "<w:br/>", "列"), r('<w:br w:type="page"/>', props="<w:i/>"), r("密", props="<w:vanish/>"), r("", "<w:drawing/>"),
        r("旧", props="<w:b/><w:rPrChange><w:rPr><w:i/></w:rPr></w:rPrChange>"), box("框", p("里")), field("PAGE", "3"),
        '<w:ins w:id="1">' + r("加") + "</w:ins>", '<w:del w:id="2">' + r("<w:delText>删</w:delText>", "删") + "</w:del>",
        "<w:bookmarkStart/>", "<w:r/>", "<w:r><w:rPr/>" + t("空") + "</w:r>",
        r('<w:sym w:font="Wingdings" w:char="F0FE"/>', "<w:tab></w:tab>"), "<w:m:oMath/>".replace("w:m:", "m:"),
    ]
)  # fmt: skip
PARAGRAPHS = st.lists(RUNS, max_size=5).flatmap(
    lambda runs: st.sampled_from(
        [p(*runs), numbered(1, 0, *runs), tbl(("一", p(*runs))), p(*runs, props="<w:rPr><w:del/></w:rPr>"), "<w:p/>"]
    )
)
BODIES = st.lists(PARAGRAPHS, max_size=5).map("".join)
LEVELS = level(0, "chineseCounting", "%1、")


def word(body: str) -> Word:
    return read(package(body, {"numbering": numbering({0: LEVELS}, {1: 0})}), "甲.docx")


@given(BODIES)
def test_every_character_is_stored_where_its_piece_says(body: str) -> None:
    found = word(body)
    text, stored = found.document.text, set[int]()
    for piece in found.pieces:
        part, words = found.parts[piece.part], text[piece.start : piece.end]
        raw, run = part.xml[slice(*piece.raw)], found.runs[piece.part][piece.run]
        if piece.kind == "text":
            assert unescape(raw) == words
        else:
            assert re.fullmatch(r"<w:(tab|br|sym)[^<>]*(/>|></w:\1>)", raw)
            assert len(words) == 1
        assert run.span.start < piece.raw.start < piece.raw.end < run.span.end
        assert re.fullmatch(r"<w:r[ >].*</w:r>", part.xml[slice(*run.span)], re.DOTALL)
        props = part.xml[slice(*run.props)]
        assert not props or (props.startswith("<w:rPr") and props.count("<w:rPr>") == props.count("</w:rPr>"))
        assert run.span.start < run.props.start <= run.props.end <= piece.raw.start
        assert stored.isdisjoint(range(piece.start, piece.end))
        stored |= set(range(piece.start, piece.end))
        for offset in range(piece.start, piece.end) if piece.kind == "text" else ():
            assert unescape(part.xml[found.raw_offset(piece, offset) : piece.raw.end]) == text[offset : piece.end]
    virtual = {at for span in found.document.virtual for at in range(*span)}
    assert stored.isdisjoint(virtual)
    ends = {one.end for one in found.paragraphs}
    assert {at for at, char in enumerate(text) if char == "\n" and at not in stored} <= ends
    assert stored | virtual | {at for at, char in enumerate(text) if char == "\n"} == set(range(len(text)))


@given(BODIES)
def test_every_paragraph_is_where_it_says(body: str) -> None:
    found = word(body)
    starts = [one.start for one in found.paragraphs]
    assert starts == sorted(starts)
    for one in found.paragraphs:
        xml = found.parts[one.part].xml
        assert re.fullmatch(r"<w:p[ >/].*", xml[slice(*one.raw)], re.DOTALL)
        assert one.raw.start < one.inner <= one.raw.end
        before = xml[one.raw.start : one.inner]
        assert re.fullmatch(r"<w:p>(<w:pPr>.*</w:pPr>)?|<w:p/>", before, re.DOTALL)


def test_pieces_of_a_span_and_the_paragraph_of_an_offset() -> None:
    found = word(numbered(1, 0, "甲", r("乙丙", props="<w:b/>"), "丁") + p("戊"))
    assert found.document.text == "一、 甲乙丙丁\n戊\n"
    assert [(one.start, one.end) for one in found.pieces_in(Span(4, 6))] == [(4, 6)]
    assert [(one.start, one.end) for one in found.pieces_in(Span(3, 5))] == [(3, 4), (4, 6)]
    assert [(one.start, one.end) for one in found.pieces_in(Span(0, 3))] == []
    assert [(one.start, one.end) for one in found.pieces_in(Span(4, 4))] == [(3, 4), (4, 6)]
    first, second = found.paragraphs
    assert (first.start, first.end, second.start, second.end) == (0, 7, 8, 9)
    assert [found.paragraph_at(offset) for offset in (0, 7, 8, 9)] == [first, first, second, second]
