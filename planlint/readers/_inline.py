"""Where the markup is inside one stretch of Markdown prose.

markdown-it tells what it found, not where. Its inline rules do work on offsets, though: each rule that
consumes markup is wrapped here and notes what it consumed; which emphasis marks count is known at the end.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markdown_it import MarkdownIt, rules_inline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from planlint.model import Span

_BRACKETS = 500
"""With more opening brackets than this in a paragraph none is read as a link: it would take seconds."""

Rule = Callable[[StateInline, bool], bool]


class Inline:
    """Finds the markup in prose with the inline rules of `md`, which it wraps."""

    def __init__(self, md: MarkdownIt) -> None:
        self._md = md
        self._found: list[Span] = []
        self._marks: list[tuple[int, Token]] = []
        self._links = True
        rules: dict[str, tuple[Rule, Callable[[StateInline, int], None]]] = {
            "escape": (rules_inline.escape, self._escape),
            "backticks": (rules_inline.backtick, self._code),
            "strikethrough": (rules_inline.strikethrough.tokenize, self._delimiters),
            "emphasis": (rules_inline.emphasis.tokenize, self._delimiters),
            "link": (self._bracketed(rules_inline.link), self._link),
            # Its label is not displayed: look at no more than where the image ends.
            "image": (self._bracketed(lambda state, silent: rules_inline.image(state, True)), self._whole),
            "autolink": (rules_inline.autolink, self._whole),
            "html_inline": (rules_inline.html_inline, self._whole),
            "entity": (rules_inline.entity, self._whole),
        }
        for name, (rule, note) in rules.items():
            md.inline.ruler.at(name, _watched(rule, note))
        md.inline.ruler2.disable("fragments_join")

    def markup(self, prose: str, env: dict[str, Any]) -> list[Span]:
        """Return the spans of `prose` that are markup, unsorted; `env` has the document's definitions."""
        self._found, self._marks = [], []
        self._links = prose.count("[") <= _BRACKETS
        self._md.inline.parse(prose, self._md, env, [])
        loose = []
        for at, token in self._marks:
            if token.type != "text" or not token.content:
                self._found.append(Span(at, at + (2 if token.type in ("s_open", "s_close") else 1)))
            else:
                loose.append(at)
        return self._found + _unclosed(prose, loose)

    def _bracketed(self, rule: Rule) -> Rule:
        return lambda state, silent: self._links and rule(state, silent)

    def _whole(self, state: StateInline, start: int) -> None:
        self._found.append(Span(start, state.pos))

    def _escape(self, state: StateInline, start: int) -> None:
        token = state.tokens[-1]
        if token.type == "hardbreak" or token.content != token.markup:
            self._found.append(Span(start, start + 1))

    def _code(self, state: StateInline, start: int) -> None:
        if not state.pending:  # else the run of backticks has no partner and is pending text
            self._whole(state, start)

    def _link(self, state: StateInline, start: int) -> None:
        close = state.md.helpers.parseLinkLabel(state, start, True)
        self._found += [Span(start, start + 1), Span(close, state.pos)]

    def _delimiters(self, state: StateInline, start: int) -> None:
        at = state.pos
        for token in reversed(state.tokens):
            at -= len(token.content)
            self._marks.append((at, token))
            if at <= start:
                break


def _watched(rule: Rule, note: Callable[[StateInline, int], None]) -> Rule:
    def watched(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if not rule(state, silent):
            return False
        if not silent:
            note(state, start)
        return True

    return watched


def _unclosed(prose: str, loose: list[int]) -> list[Span]:
    """Return the `**` that CommonMark leaves unpaired although the author meant bold.

    `**一、总体要求。**推进` does not close, as 。 stands before the mark and a letter after it; drafters and
    their tools write it all the time. Such marks come in pairs; an odd one (某**) is text unless
    it begins a line.
    """
    runs, last = [], -1
    for at in sorted(loose):
        if prose[at] == "*" and at > last:
            last = at
            while prose.startswith("*", last + 1):
                last += 1
            if last - at == 1:
                runs.append(Span(at, at + 2))
    return [run for run in runs if len(runs) % 2 == 0 or prose[run.start - 1 : run.start] in ("", "\n")]
