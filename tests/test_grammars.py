"""The driver must shape trees exactly as Lark does."""

from __future__ import annotations

import lark
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.grammars import Grammar, NoParse, Token, Tree, compile_grammar

ARITHMETIC = """
start: _lines
_lines: line | _lines _NL line
line: sum ["!"] -> statement
?sum: product | sum "+" product -> add
?product: atom | product "*" atom
?atom: NUMBER | "(" sum ")" | MINUS atom -> negative
NUMBER: /[0-9]+/
MINUS: "-"
_NL: "\\n"
%ignore " "
"""


def shape(tree: object) -> object:
    if isinstance(tree, lark.Tree | Tree):
        return str(tree.data), [shape(c) for c in tree.children if c is not None]
    assert isinstance(tree, lark.Token | Token)
    if isinstance(tree, Token):
        return tree.type, tree.text, tree.start
    return str(tree.type), str(tree), tree.start_pos


ours = Grammar(compile_grammar(ARITHMETIC))
theirs = lark.Lark(ARITHMETIC, parser="lalr", lexer="basic")

atoms = st.integers(0, 99).map(str)
sums = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "*", " + "]), inner).map("".join),
        inner.map(lambda s: f"({s})"),
        inner.map(lambda s: f"-{s}"),
    ),
    max_leaves=12,
)


@given(st.lists(sums, min_size=1, max_size=5).map("\n".join))
def test_same_tree_as_lark(text: str) -> None:
    assert shape(ours.parse(text)) == shape(theirs.parse(text))


@given(st.text(alphabet="1+*()- \n!x", max_size=12))
def test_accepts_exactly_what_lark_accepts(text: str) -> None:
    try:
        expected = shape(theirs.parse(text))
    except lark.exceptions.LarkError:
        with pytest.raises(NoParse):
            ours.parse(text)
    else:
        assert shape(ours.parse(text)) == expected


def test_error_names_the_offset() -> None:
    with pytest.raises(NoParse) as caught:
        ours.parse("1+)")
    assert caught.value.offset == 2


def test_a_long_list_is_linear() -> None:
    tree = ours.parse("\n".join(["1"] * 50_000))
    assert len(tree.children) == 50_000
