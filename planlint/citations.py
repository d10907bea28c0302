"""Finds citations of Party congresses and plenums in clean text.

Every citation holds a number before 届, 大 or 次全国代表大会. `find` looks for these characters, takes
the run of citation words around each, and parses just that run with grammar/citation.lark. What the
words leave open is settled by what stands next to them: 第六届委员会 belongs to 重庆市 before it,
十大工程 is no congress, and 共青团十九大 is none of the Party's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from planlint.facts.meetings import CENTRAL, CONGRESS, DISCIPLINE, Key
from planlint.grammars import NoParse, Token, Tree
from planlint.model import Span
from planlint.numerals import to_int
from planlint.pack import grammar
from planlint.patterns import offsets, pattern

HAN_NUMERALS = tuple("一二三四五六七八九十")
NUMERALS = "".join(HAN_NUMERALS) + "0123456789"
MARKS = ("届", "大", "次全国代表大会")
PARTY = ("党的", "中共", "中国共产党", "全党", "我党", "我们党")
COMMITTEES = {
    "中央": CENTRAL,
    "中央委员会": CENTRAL,
    "中央纪委": DISCIPLINE,
    "中纪委": DISCIPLINE,
    "中央纪律检查委员会": DISCIPLINE,
}
LEVELS = ("自治区", "兵团", "省", "市", "区", "县", "州", "旗", "盟", "地")
OWNERS = (*(level + kind for level in LEVELS for kind in ("党委", "纪委", "委")), "中央纪委", "中纪委")
FIRST_SHORT_NAME = 12  # 十一大 and before are rarely called so without 党的; 十大, 八大 are counts
NEAR = 10

_WORDS = "第届大中次全国代表会议体（扩）历央委员纪律检查党的共产精神、和及与以至到 "
RUN = pattern(f"[{NUMERALS}{_WORDS}{''.join(LEVELS)}]{{1,120}}")
"""Characters of citations. The lexer finds where the words end; a run is cut there."""


class Session(NamedTuple):
    """One session of a citation: its number and whether it was called 中 or 次; `span` covers `三中`."""

    number: int
    kind: str
    span: Span


class Citation(NamedTuple):
    """A congress, or sessions of one committee's one term.

    `body` is 党代会, 中央, 中央纪委, 市委, 省纪委, … or empty when the text does not say; `span` runs from
    the number to the last word before 精神; `every` is 历次全会; `formal` the full form, which says
    第N次全体会议 of every committee.
    """

    body: str
    term: int
    span: Span
    sessions: tuple[Session, ...] = ()
    every: bool = False
    formal: bool = False
    spirit: bool = False

    @property
    def keys(self) -> tuple[Key, ...]:
        """Return the meetings that are named one by one."""
        if self.body == CONGRESS:
            return (Key(CONGRESS, self.term),)
        return tuple(Key(self.body, self.term, session.number) for session in self.sessions)

    @property
    def identity(self) -> tuple[object, ...]:
        """Return what two citations of the same meetings share, however they are written."""
        return self.body, self.term, self.every, self.keys


class Chain(NamedTuple):
    """Citations joined by nothing but 、和及与, and where they stand."""

    span: Span
    citations: tuple[Citation, ...]


class Vocabulary(NamedTuple):
    """Words beside a citation that tell what it is.

    `other_bodies`: after one of these it is not the Party's; `not_congress`: before one of these N大 is a
    count; `leads`: after one of these N大 is a congress without 党的 as well.
    """

    other_bodies: tuple[str, ...]
    not_congress: tuple[str, ...]
    leads: tuple[str, ...]


def find(text: str, words: Vocabulary) -> Iterator[Chain]:
    """Yield the chains of citations in clean `text`, in order; time is linear in its length."""
    done = 0
    for at in _marks(text):
        if at < done:
            continue
        start = _start(text, at, done)
        found = RUN.match(text, start)
        if found is None:
            continue
        done, run = found.end(), found.group()
        if text[at] == "届" and "全" not in run and "精神" not in run:
            continue
        # 十⏎九届: a line break cut the number in two, and what is left of it is no number.
        before = text[max(0, start - NEAR) : start]
        if before[-1:].isspace() and "\n" in before and before.rstrip().endswith(HAN_NUMERALS):
            continue
        tree = _parse(run)
        if tree is None or _is_of_others(before, words):
            continue
        chain = _Reader(text, start, words).chain(tree)
        if chain is not None:
            done = chain.span.end
            yield chain


def _is_of_others(before: str, words: Vocabulary) -> bool:
    """Say whether the words before a citation name another body: 共青团, 民盟, 妇女, 团省委."""
    if before.endswith(PARTY):
        return False
    return before.endswith("团") or any(name in before for name in words.other_bodies)


def _marks(text: str) -> list[int]:
    """Return where a number is followed by 届, 大 or 次全国代表大会."""
    return [at for at in offsets(text, MARKS, 1) if text[at - 1] in NUMERALS]


def _start(text: str, at: int, done: int) -> int:
    start, least = at, max(done, at - 4)
    while start > least and text[start - 1] in NUMERALS:
        start -= 1
    if start > done and text[start - 1] == "第":
        start -= 1
    if text.startswith("委", start - 1) and text.endswith(OWNERS, done, start):
        start -= max(len(owner) for owner in OWNERS if text.endswith(owner, done, start))
    return start


@lru_cache(1024)
def _parse(run: str) -> Tree | None:
    """Parse what of a run makes sense; official documents use the same few phrases over and over."""
    for _ in range(3):
        try:
            return grammar("citation").parse(run)
        except NoParse as stop:
            run = run[: stop.offset]
    return None


class _Reader:
    """Turns one tree into citations; `offset` is where its text begins."""

    def __init__(self, text: str, offset: int, words: Vocabulary) -> None:
        self._text, self._offset, self._words = text, offset, words
        self._after_congress = False

    def chain(self, tree: Tree) -> Chain | None:
        """Return the citations of a tree; 精神 at the end goes for all before it."""
        out: list[Citation] = []
        for part in tree.find("congress", "plenums"):
            spirit = part.find("SPIRIT")
            found = self._congress(part) if part.data == "congress" else self._plenums(part)
            out += found
            if spirit:
                out = [citation._replace(spirit=True) for citation in out]
            if found:
                end = self._span(spirit[0]).end if spirit else found[-1].span.end
        return Chain(Span(self._offset, end), tuple(out)) if out else None

    def _span(self, token: Token) -> Span:
        start = self._offset + token.start
        return Span(start, start + len(token.text))

    def _said_to_be_party(self, start: int) -> bool:
        return self._text.endswith(PARTY, 0, start)

    def _congress(self, tree: Tree) -> list[Citation]:
        token = tree.children[0]
        span = self._span(token)
        number = to_int(token.text.strip("第次大全国代表会")) or 0
        party, formal = self._said_to_be_party(span.start), token.type == "NATIONAL"
        if not (party and "全国" in token.text if formal else self._is_congress(span, number, party)):
            return []
        self._after_congress = True
        return [Citation(CONGRESS, number, span)]

    def _is_congress(self, span: Span, number: int, party: bool) -> bool:
        if party and number >= FIRST_SHORT_NAME:
            return True
        if self._text.startswith(self._words.not_congress, span.end):
            return False
        return party or (number >= FIRST_SHORT_NAME and self._stands_free(span.start))

    def _stands_free(self, start: int) -> bool:
        """Say whether N大 without 党的 is a congress: 全国二十大 and 妇女十三大、十四大 are not."""
        before = self._text[max(0, start - 2) : start]
        if not before or before[-1] in "，。；：“‘（(《\n \t":
            return True
        if before[-1] in "、和及与":
            return self._after_congress or before[0] != "大"
        return self._text.endswith(self._words.leads, 0, start)

    def _plenums(self, tree: Tree) -> list[Citation]:
        heads, said = tree.children[0].children, tree.children[1].children
        while said and said[-1].type == "NUMBER":
            said = said[:-1]
        if all(t.type != "PLENUM" for t in said) and not (
            tree.find("SPIRIT") and said and said[-1].text.endswith("中")
        ):
            return []
        sessions = tuple(self._sessions(said))
        every = any(t.type == "ALL" for t in said)
        if not sessions and not every:
            return []
        formal = any(t.text.startswith("全体") for t in said)
        end = self._span(said[-1]).end
        out = []
        for owner, term in _paired(heads):
            body = self._body(owner, term, sessions, every)
            start = self._span(term).start
            number = to_int(term.text.strip("第届")) or 0
            out.append(Citation(body, number, Span(start, end), sessions, every, formal))
        return out

    def _sessions(self, said: list[Token]) -> Iterator[Session]:
        kind = ""
        read: list[Session] = []
        for token in reversed(said):
            if token.type == "SESSION":
                kind = token.text[-1]
            if token.type in ("SESSION", "NUMBER") and kind:
                read.append(Session(to_int(token.text.strip("第中次")) or 0, kind, self._span(token)))
        return reversed(read)

    def _body(self, owner: Token | None, term: Token, sessions: Sequence[Session], every: bool) -> str:
        start = self._span(term).start
        party = self._said_to_be_party(start)
        name = owner.text if owner else ""
        if name in COMMITTEES:
            return COMMITTEES[name]
        if name in ("委员会", "纪律检查委员会"):
            if party:
                return CENTRAL if name == "委员会" else DISCIPLINE
            place = next((level for level in LEVELS if self._text.endswith(level, 0, start)), "")
            kind = "纪委" if name != "委员会" else "党委" if place in ("自治区", "兵团") else "委"
            return place + kind if place else ""
        if owner:
            return name
        central = party or self._after_congress or any(s.kind == "中" for s in sessions)
        return CENTRAL if central or every else ""


def _paired(heads: list[Token]) -> Iterator[tuple[Token | None, Token]]:
    """Pair each term with its committee, which may stand before it or after it."""
    waiting: Token | None = None
    for index, token in enumerate(heads):
        if token.type == "OWNER":
            waiting = token
            continue
        following = heads[index + 1] if index + 1 < len(heads) else None
        last = all(t.type == "OWNER" for t in heads[index + 1 :])
        owner = waiting or (following if last else None)
        yield owner, token
        waiting = None
