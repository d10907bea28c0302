"""Figures as written, and their exact values."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.context import Context
from planlint.facts import Facts
from planlint.figures import Figure, figures, figures_in, spans
from planlint.model import Document
from planlint.outline import parse
from planlint.pack import pack

FACTS = Facts(pack()["facts"])


def read(text: str, *, chinese: bool = False) -> list[tuple[str, Figure]]:
    context = Context(parse(Document(text)), FACTS)
    found = list(figures_in(context, 0, len(text), chinese=chinese))
    return [(text[slice(*one.span)], one) for one in found]


@pytest.mark.parametrize(
    ("text", "written", "value", "unit"),
    [
        ("投资3.5亿元。", "3.5亿元", 350_000_000, "元"),
        ("投资12,345.6万元。", "12,345.6万元", 123_456_000, "元"),
        ("增长６.５%。", "６.５%", Fraction(13, 2), "%"),
        ("增长1．2万公里。", "1．2万公里", 12_000, "公里"),
        ("新增3 所学校。", "3 所", 3, "所"),
        ("装机5千瓦。", "5千瓦", 5, "千瓦"),
        ("装机5万千瓦。", "5万千瓦", 50_000, "千瓦"),
        ("提高2百分点。", "2百分点", 2, "个百分点"),
    ],
)
def test_a_figure_with_its_value(text: str, written: str, value: object, unit: str) -> None:
    [(words, figure)] = read(text)
    assert (words, figure.value, figure.unit, figure.exact) == (written, value, unit, True)


@pytest.mark.parametrize(
    "text", ["约5所", "5余所", "5所以上", "3—5所", "15%—20%", "不少于5所", "5多万人", "近5所", "每5所", "5万余元"]
)
def test_an_inexact_figure(text: str) -> None:
    [(_, figure)] = read(f"{text}。")
    assert not figure.exact


@pytest.mark.parametrize("text", ["第5所", "2027年", "2个月", "5号", "2027年5月", "〔2027〕5号", "A5所", "1.5版", "5"])
def test_no_figure(text: str) -> None:
    assert read(f"{text}。") == []


def test_chinese_numerals_only_when_asked() -> None:
    assert read("五所小学、十二所中学。") == []
    assert [(w, f.value) for w, f in read("五所小学、十二所中学。", chinese=True)] == [("五所", 5), ("十二所", 12)]
    assert read("百分之十五，第三所，几十所，三千五百所。", chinese=True) == []


def test_titles_and_labels_hold_no_figures() -> None:
    context = Context(parse(Document("一、任务\n1.建设学校5所。\n2.落实《扶持10所学校的意见》。\n")), FACTS)
    assert [context.plan.text(one.span) for one in figures(context)] == ["5所"]
    assert spans(context) == [one.span for one in figures(context)]


@given(st.integers(0, 10**9), st.integers(0, 6), st.sampled_from(["", "万", "亿"]))
def test_any_number_is_read_exactly(digits: int, decimals: int, scale: str) -> None:
    plain = str(digits).rjust(decimals + 1, "0")
    written = f"{plain[: len(plain) - decimals]}.{plain[len(plain) - decimals :]}" if decimals else plain
    [(_, figure)] = read(f"投资{written}{scale}元。")
    assert figure.value == Fraction(digits, 10**decimals) * {"": 1, "万": 10**4, "亿": 10**8}[scale]
    assert figure.step == Fraction(1, 10**decimals) * {"": 1, "万": 10**4, "亿": 10**8}[scale]


@given(st.text("0123456789.．,，万亿十元所个%—至到余多约 第〔一二三", max_size=60))
def test_any_text_is_read_in_order(text: str) -> None:
    context = Context(parse(Document(text)), FACTS)
    found = list(figures_in(context, 0, len(text), chinese=True))
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
