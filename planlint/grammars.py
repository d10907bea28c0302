"""Grammars written for Lark, run from parser tables.

`compile_grammar` gives a grammar file to Lark (LALR, `lexer="basic"`) and keeps the tables, plain data that the
compiled pack stores. `Grammar` runs them with the textbook shift-reduce loop and shapes the tree by Lark's own
rules (`_inlined`, `?collapsed`, `-> alias`, `_FILTERED` tokens); a test holds both against each other. Importing
Lark costs half of what planlint may take for one file, so only the compiler does it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

INLINE, COLLAPSE, PLAIN = 0, 1, 2
END = "$END"


class NoParse(ValueError):
    """The text does not belong to the language; `offset` is where it stopped to (0-based)."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"no parse at {offset}")
        self.offset = offset


class Token(NamedTuple):
    """A terminal: its name, its text (or any value that was fed in), its 0-based offset."""

    type: str
    text: Any
    start: int


@dataclass(slots=True)
class Tree:
    """A rule with its children, tokens and trees, in order."""

    data: str
    children: list[Any] = field(default_factory=list)

    def find(self, *names: str) -> list[Any]:
        """Return the direct children, trees or tokens, of the given names."""
        return [c for c in self.children if (c.data if isinstance(c, Tree) else c.type) in names]


def compile_grammar(source: str, *, start: str = "start", strict: bool = False) -> dict[str, Any]:
    """Compile the text of a .lark file to tables. Raises lark.exceptions.LarkError on a faulty grammar."""
    from lark import Lark
    from lark.parsers.lalr_analysis import Shift

    lark = Lark(source, parser="lalr", lexer="basic", start=start, strict=strict)
    table = lark.parser.parser._parse_table
    numbers = {id(rule): i for i, rule in enumerate(lark.rules)}
    by_value = {rule: i for i, rule in enumerate(lark.rules)}
    rules = []
    for rule in lark.rules:
        name = str(rule.origin.name)
        shape = INLINE if name.startswith("_") and not rule.alias else COLLAPSE if rule.options.expand1 else PLAIN
        kept = tuple(i for i, s in enumerate(rule.expansion) if not getattr(s, "filter_out", False))
        rules.append(
            (
                name,
                str(rule.alias or name),
                len(rule.expansion),
                COLLAPSE if shape == COLLAPSE and not rule.alias else shape,
                kept,
            )
        )
    states: list[dict[str, int]] = []
    for number in range(max(table.states) + 1):
        row = {}
        for symbol, (action, target) in table.states.get(number, {}).items():
            if action is Shift:
                row[str(symbol)] = int(target)
            else:
                row[str(symbol)] = ~(numbers[id(target)] if id(target) in numbers else by_value[target])
        states.append(row)
    lexer = lark.parser.lexer
    terminals = [] if lexer is None else [(str(t.name), t.pattern.to_regexp()) for t in lexer.terminals]
    return {
        "start": int(table.start_states[start]),
        "end": int(table.end_states[start]),
        "states": states,
        "rules": rules,
        "terminals": terminals,
        "ignore": [str(name) for name in lark.ignore_tokens],
    }


class Grammar:
    """A compiled grammar. Instances hold no state of a parse and can be shared."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._states: Sequence[Mapping[str, int]] = tables["states"]
        self._rules: Sequence[tuple[str, str, int, int, Sequence[int]]] = tables["rules"]
        self._start, self._end = tables["start"], tables["end"]
        self._ignore = frozenset(tables["ignore"])
        self._terminals = tables["terminals"]
        self._lexer: re.Pattern[str] | None = None

    def parse(self, text: str) -> Tree:
        """Parse `text`. Raises NoParse with the offset at which it leaves the language."""
        return self.feed(self._tokens(text))

    def _tokens(self, text: str) -> Iterable[Token]:
        if self._lexer is None:
            self._lexer = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in self._terminals))
        at, match = 0, self._lexer.match
        while at < len(text):
            found = match(text, at)
            if found is None or not found.lastgroup:
                raise NoParse(at)
            if found.lastgroup not in self._ignore:
                yield Token(found.lastgroup, found.group(), at)
            at = found.end()

    def feed(self, tokens: Iterable[Token]) -> Tree:
        """Parse a stream of tokens. Raises NoParse with the start of the token that does not fit."""
        states, rules = self._states, self._rules
        stack: list[int] = [self._start]
        values: list[Any] = []
        last = 0
        for token in (*tokens, Token(END, "", -1)):
            kind, last = token.type, token.start if token.start >= 0 else last
            while True:
                action = states[stack[-1]].get(kind)
                if action is None:
                    if kind == END and stack[-1] == self._end:
                        return _closed(values[-1])
                    raise NoParse(last)
                if action >= 0:
                    if kind == END:
                        return _closed(values[-1])
                    stack.append(action)
                    values.append(token)
                    break
                origin, name, size, shape, kept = rules[~action]
                children = values[len(values) - size :] if size else []
                if size:
                    del stack[-size:], values[-size:]
                values.append(_reduce(name, shape, kept, children))
                stack.append(states[stack[-1]][origin])
                if kind == END and stack[-1] == self._end:
                    return _closed(values[-1])
        raise AssertionError("the end token always returns or raises")


def _reduce(name: str, shape: int, kept: Sequence[int], children: list[Any]) -> Any:
    """Build the value of one rule; an inlined rule is a bare list, adopted in place when it comes first."""
    out: list[Any] | None = None
    for index in kept:
        child = children[index]
        if type(child) is list:
            if out is None:
                out = child
            else:
                out.extend(child)
        elif out is None:
            out = [child]
        else:
            out.append(child)
    result = out or []
    if shape == INLINE:
        return result
    if shape == COLLAPSE and len(result) == 1:
        return result[0]
    return Tree(name, result)


def _closed(value: Any) -> Tree:
    return value if isinstance(value, Tree) else Tree("start", value if isinstance(value, list) else [value])


@cache
def grammar(name: str) -> Grammar:
    """Return the grammar grammar/<name>.lark, from the compiled pack."""
    from planlint.pack import pack

    return Grammar(pack()["grammars"][name])
