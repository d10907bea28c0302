"""Grammars written for Lark, run from parser tables.

`compile_grammar` gives a grammar file to Lark (LALR, `lexer="basic"`) and keeps the tables, plain data that the
compiled pack stores. `Grammar` runs them with the textbook shift-reduce loop and shapes the tree by Lark's own
rules (`_inlined`, `?collapsed`, `-> alias`, `_FILTERED` tokens); a test holds both against each other. Importing
Lark costs half of what planlint may take for one file, so only the compiler does it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from planlint.patterns import pattern

INLINE, COLLAPSE, PLAIN, PASS = 0, 1, 2, 3
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


@dataclass(slots=True, eq=False)
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
    numbers = {rule: number for number, rule in enumerate(lark.rules)}
    states: list[dict[str, int]] = []
    for number in range(max(table.states) + 1):
        row = table.states.get(number, {}).items()
        states.append({str(s): int(to) if action is Shift else ~numbers[to] for s, (action, to) in row})
    lexer = lark.parser.lexer
    terminals = [] if lexer is None else [(str(t.name), t.pattern.to_regexp()) for t in lexer.terminals]
    return {
        "start": int(table.start_states[start]),
        "end": int(table.end_states[start]),
        "states": states,
        "rules": [_rule(rule) for rule in lark.rules],
        "terminals": terminals,
        "ignore": [str(name) for name in lark.ignore_tokens],
    }


def _rule(rule: Any) -> tuple[str, str, int, int, tuple[int, ...]]:
    """Return origin, name, length, shape and the positions kept of one of Lark's rules."""
    name, symbols = str(rule.origin.name), rule.expansion
    kept = tuple(i for i, symbol in enumerate(symbols) if not getattr(symbol, "filter_out", False))
    shape = PLAIN
    if name.startswith("_") and not rule.alias:
        only = symbols[0] if len(symbols) == 1 else None
        shape = PASS if only is not None and not only.is_term and str(only.name).startswith("_") else INLINE
    elif rule.options.expand1 and not rule.alias:
        shape = COLLAPSE
    return name, str(rule.alias or name), len(symbols), shape, kept


def lexer(tables: Mapping[str, Any]) -> re.Pattern[str]:
    """Return the pattern of a compiled grammar's terminals, each a group of its name."""
    return pattern("|".join(f"(?P<{name}>{regexp})" for name, regexp in tables["terminals"]))


class Grammar:
    """A compiled grammar. Instances hold no state of a parse and can be shared; where parses led is remembered."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._states: Sequence[Mapping[str, int]] = tables["states"]
        self._rules: Sequence[tuple[str, str, int, int, Sequence[int]]] = tables["rules"]
        self._start, self._end = tables["start"], tables["end"]
        self._ignore = frozenset(tables["ignore"])
        self._lexer = lexer(tables)
        self._gotos = [defaultdict[str, dict[str, int]](dict) for _ in self._states]

    def parse(self, text: str) -> Tree:
        """Parse `text`. Raises NoParse with the offset at which it leaves the language."""
        return self.feed(self._tokens(text))

    def _tokens(self, text: str) -> Iterable[Token]:
        at, match = 0, self._lexer.match
        while at < len(text):
            found = match(text, at)
            if found is None or not found.lastgroup:
                raise NoParse(at)
            if found.lastgroup not in self._ignore:
                yield Token(found.lastgroup, found.group(), at)
            at = found.end()

    def feed(self, tokens: Iterable[tuple[str, Any, int]]) -> Tree:
        """Parse a stream of tokens, or of plain tuples like them, which the tree holds as they are.

        Raises NoParse with the start of the token that does not fit.
        """
        states, rules, gotos = self._states, self._rules, self._gotos
        stack: list[int] = [self._start]
        values: list[Any] = []
        last = 0
        for token in (*tokens, (END, "", -1)):
            kind, _, start = token
            while (action := states[stack[-1]].get(kind)) is not None and action < 0:
                origin, name, size, shape, kept = rules[~action]
                if size == 2 and shape == INLINE and len(kept) == 2 and type(values[-2]) is list:
                    del stack[-2:]
                    value = values.pop()
                    if type(value) is list:
                        values[-1] += value
                    else:
                        values[-1].append(value)
                elif size == 1 and shape == INLINE and kept:
                    stack.pop()
                    if type(values[-1]) is not list:
                        values[-1] = [values[-1]]
                elif size:
                    del stack[-size:]
                    children = values[-size:]
                    del values[-size:]
                    values.append(_reduce(name, shape, kept, children))
                else:
                    values.append([] if shape == INLINE else _reduce(name, shape, kept, ()))
                led = gotos[stack[-1]][origin]
                state = led.get(kind)
                if state is None:
                    state = led[kind] = self._goto(stack[-1], origin, kind)
                stack.append(state)
            if action is None or kind == END:
                if kind == END and (action is not None or stack[-1] == self._end):
                    return _closed(values[-1])
                raise NoParse(last if start < 0 else start)
            stack.append(action)
            values.append(token)
            last = start
        raise AssertionError("the end token always returns or raises")

    def _goto(self, state: int, origin: str, kind: str) -> int:
        """Return the state after `origin` on top of `state`, gone through the rules that only rename it.

        Each level of a chain (`_s5: _s6`) is such a rule; what `kind` comes next decides how far they lead.
        """
        row = self._states[state]
        state = row[origin]
        while (action := self._states[state].get(kind, 0)) < 0 and self._rules[~action][3] == PASS:
            state = row[self._rules[~action][0]]
        return state


def _reduce(name: str, shape: int, kept: Sequence[int], children: Sequence[Any]) -> Any:
    """Build the value of one rule; an inlined rule is a bare list, adopted in place when it comes first."""
    out: list[Any] | None = None
    for index in kept:
        child = children[index]
        if type(child) is not list:
            if out is None:
                out = [child]
            else:
                out.append(child)
        elif out is None:
            out = child
        else:
            out += child
    if out is None:
        out = []
    if shape == INLINE:
        return out
    return out[0] if shape == COLLAPSE and len(out) == 1 else Tree(name, out)


def _closed(value: Any) -> Tree:
    return value if isinstance(value, Tree) else Tree("start", value if isinstance(value, list) else [value])
