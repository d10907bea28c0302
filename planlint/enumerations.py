"""Finds lists that say how many they are: `教会、勤练、常赛三个环节`, `“甲”“乙”等4项`, `两大行动：甲、乙`.

One scan finds counts (a numeral and a measure word); where 、 or adjacent quotation marks stand right beside one, in
the same clause, the list is parsed with grammar/enumeration.lark. What a parse leaves open is kept as a range: 和 may
join two members or stand inside one. Verbs before the list (有序衔接、统筹推进教会、勤练) are none of its members.
The words, and the names whose number counts nothing beside it (八项规定), are the table `measure-words`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from planlint.context import Context
from planlint.grammars import NoParse, Tree, grammar
from planlint.model import Span
from planlint.numerals import to_int
from planlint.patterns import pattern

NUMERALS = "二三四五六七八九十两0123456789"
STOPS = "，。；：！？）\n"
NEVER = "、，。；：！？\n 第〇零一百千万亿.-—~～%"
"""Before a numeral: it begins its clause, or is part of another number."""
CLOSING = "等这共计"
"""Ends what closes a list: 等, 这三个环节, 共3项."""
MOST = 20
DIGITS = 4
REACH = 400
NAMED = 3
"""A quoted number (“六大行动”) is a name, unless at least so many members stand right before it."""

_INNER = pattern("“[^“”]*”|（[^（）]*）|《[^《》]*》")
_STOP = pattern("[，。；：！？“（《\n][^，。；：！？“（《\n]*$")
_BEHIND = pattern("[^，。；：！？“”（）《》、\\n]{0,12}”?(?:：|，?(?:即|分别是|分别为))")
_REST = pattern("[^，。；：！？\\n]*")
_ENDED = pattern("[。\\n]|$")


class Enumeration(NamedTuple):
    """A count and the list beside it.

    `said` is the span of numeral, measure word and the rest of a quoted name; `number` its value.
    `members` are the spans of the members; `low` and `high` how many they may be.
    `open` is true behind 等, `quoted` when the count is a name in quotation marks, `alike` when the members have the
    same form, so that one too many is certain.
    """

    said: Span
    number: int
    members: tuple[Span, ...]
    low: int
    high: int
    open: bool
    quoted: bool
    alike: bool

    @property
    def fault(self) -> Literal["", "few", "many"]:
        """Return whether the list has fewer or more members than were counted; "" when it may be right.

        Only a slip counts: one too few or too many, two in a longer list. Who counts six and names two meant
        something else.
        """
        reach = 2 if self.low >= NAMED and not self.open else 1
        if 0 < self.number - self.high <= reach:
            return "few"
        return "many" if 0 < self.low - self.number <= reach and (self.alike or not self.quoted) else ""

    @property
    def doubtful(self) -> bool:
        """Return whether a fault is less than certain: an open or very short list, unlike members, two apart."""
        apart = max(self.number - self.high, self.low - self.number)
        few = self.fault == "few"
        return (self.open or self.low < 2 if few else not self.alike) or apart > 1

    @property
    def span(self) -> Span:
        """Return the span of the list."""
        return Span(self.members[0].start, self.members[-1].end)


class _Words(NamedTuple):
    measures: tuple[str, ...]
    own: re.Pattern[str]
    frozen: re.Pattern[str]
    verbs: tuple[str, ...]
    leading: re.Pattern[str]
    units: tuple[str, ...]
    amounts: tuple[str, ...]


KEYS = ("measures", "verbs", "adverbs", "frozen", "units", "amounts")


@lru_cache(maxsize=4)
def _compiled(lists: tuple[tuple[str, ...], ...]) -> _Words:
    measures, verbs, adverbs, frozen, units, amounts = lists
    whole = tuple(verb for verb in verbs if len(verb) > 1)
    return _Words(
        measures,
        re.compile(f"[{NUMERALS}一](?:[余多])?(?:{_any_of(measures)})"),
        re.compile(_any_of(frozen)),
        verbs,
        re.compile(f"(?:{_any_of(adverbs)})*(?:{_any_of(whole)})"),
        units,
        amounts,
    )


def _any_of(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _words(table: Mapping[str, Any]) -> _Words:
    return _compiled(tuple(tuple(table[key]) for key in KEYS))


def enumerations(context: Context) -> list[Enumeration]:
    """Return the counted lists of a document, in order of their counts. Use with `context.once`."""
    return list(find(context.plan.clean, context.facts.table("measure-words"), context.plan.wrapped))


def find(text: str, table: Mapping[str, Any], wrapped: bool = False) -> Iterator[Enumeration]:
    """Yield the counted lists of a clean text; in a `wrapped` one a line may end inside a list."""
    words = _words(table)
    for start, digits, end in sorted(_counts(text, words.measures)):
        before = text[start - 1] if start else "\n"
        number = to_int(text[start:digits])
        if before in NEVER or number is None or not 2 <= number <= MOST or words.frozen.match(text, start):
            continue
        counted = Span(start, end)
        found = _before(text, counted, number, words, wrapped) or _behind(text, counted, number, words)
        if found:
            yield found


def _counts(text: str, measures: tuple[str, ...]) -> Iterator[tuple[int, int, int]]:
    """Yield start, end of the numeral, and end of each numeral with a measure word. `find` is faster than a pattern."""
    for measure in measures:
        at = text.find(measure, 1)
        while at > 0:
            if text[at - 1] in NUMERALS:
                start = at - 1
                while start and text[start - 1] in NUMERALS and at - start <= DIGITS:
                    start -= 1
                if at - start <= DIGITS:
                    yield start, at, at + len(measure)
            at = text.find(measure, at + 1)


def _before(text: str, counted: Span, number: int, words: _Words, wrapped: bool) -> Enumeration | None:
    start, end = counted
    quoted = text[start - 1] == "“"
    close = start - quoted
    amount = text[end - 1] in words.amounts and text[end : end + 1] in STOPS
    if text[close - 1] not in CLOSING and (amount or text.endswith(words.verbs, 0, close)):
        return None
    reach = max(text.rfind(mark, max(0, close - REACH), close) for mark in ("。" if wrapped else "。\n")) + 1
    reach = max(reach, close - REACH)
    window = text[reach:close]
    if "、" not in window and "”“" not in window and not any(joint in window[-24:] for joint in "和与及"):
        return None
    masked = _blank(window.replace("\n", "〇") if wrapped else window)
    stop = _STOP.search(masked)
    begin = stop.start() + 1 if stop else 0
    if words.own.search(masked, begin):
        return None
    if not any(mark in window[begin:] for mark in ("、", "”“", *"和与及")):
        return None
    try:
        tree = grammar("enumeration").parse(window[begin:])
    except NoParse:
        return None
    offset = reach + begin
    return _judge(text, tree, offset, Span(start - quoted, end), number, words)


def _behind(text: str, counted: Span, number: int, words: _Words) -> Enumeration | None:
    """Return the list that a count announces (两大行动：甲、乙。); it must be all that the sentence still says."""
    announced = _BEHIND.match(text, counted.end)
    if not announced:
        return None
    begin = announced.end()
    rest = _REST.match(_blank(text[begin : begin + REACH]))
    length = rest.end() if rest else 0
    if "、" not in text[begin : begin + length] or not _ENDED.match(text, begin + length):
        return None
    start = counted.start
    try:
        tree = grammar("enumeration").parse(text[begin : begin + length])
    except NoParse:
        return None
    return _judge(text, tree, begin, Span(start - (text[start - 1] == "“"), counted.end), number, words)


def _blank(window: str) -> str:
    """Return `window` with what is quoted or bracketed, two deep, blanked out."""
    if not any(mark in window for mark in "“（《"):
        return window
    for _ in range(2):
        window = _INNER.sub(lambda m: "〇" * len(m.group()), window)
    return window


def _judge(text: str, tree: Tree, offset: int, count: Span, number: int, words: _Words) -> Enumeration | None:
    if len(tree.children) == 1 and "、" in (whole := tree.children[0].children[-1]).text and whole.type == "QUOTED":
        offset += whole.start + 1  # “听、说、读”三项能力
        try:
            tree = grammar("enumeration").parse(whole.text[1:-1])
        except NoParse:
            return None
    parts = tree.find("first", "firm", "loose", "beside")
    tails = tree.find("tail")
    is_open = bool(tails and tails[0].children[0].type == "OPEN")
    members = []
    for part in parts:
        if not part.children:
            return None
        last = part.children[-1]
        members.append(Span(offset + part.children[0].start, offset + last.start + len(last.text)))
    kinds = [part.data for part in parts]
    said = [text[a:b].strip() for a, b in members]
    # verbs before the list: 有序衔接、统筹推进教会
    first = 0
    while first < len(said) - 1 and (m := words.leading.match(said[first])) and m.end() == len(said[first]):
        first += 1
    members, kinds, said = members[first:], kinds[first:], said[first:]
    if len(members) < 2:
        return None
    low = high = 1 + sum(kind != "loose" for kind in kinds[1:])
    if kinds[-1] == "loose":  # 和 joins the last two members, if it joins any
        high += 1
        if low >= NAMED and kinds.count("loose") == 1:
            low = high
    low -= sum(unit.count("、") for unit in words.units if unit in text[members[0].start : members[-1].end])
    quoted = text[count.start] == "“"
    if quoted:
        if low < NAMED:
            return None
        shut = text.find("”", count.end, count.end + 12)
        if shut < 0:
            return None
        count = Span(count.start, shut + 1)
    alike = _alike(said)
    return Enumeration(count, number, tuple(members), low, high, is_open, quoted, alike)


def _alike(said: list[str]) -> bool:
    rest = said[1:]
    if all("“" in item for item in said) or all("《" in item for item in said):
        return True
    return len({item[-1] for item in said}) == 1 or len({len(item) for item in rest}) == 1
