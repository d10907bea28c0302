"""Finds lists that say how many they are: `教会、勤练、常赛三个环节`, `“甲”“乙”等4项`, `两大行动：甲、乙`.

Where 、 or adjacent quotation marks stand right beside a count (a numeral and a measure word), in the same clause, the
list is parsed with grammar/enumeration.lark. What a parse leaves open is kept as a range: 和 may
join two members or stand inside one. Verbs before the list (有序衔接、统筹推进教会、勤练) are none of its members.
The words, and the names whose number counts nothing beside it (八项规定), are the table `measure-words`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from planlint.context import Context
from planlint.countwords import NUMERALS, Count, CountWords, count_words, counts
from planlint.grammars import NoParse, Tree
from planlint.model import Span
from planlint.numerals import to_int
from planlint.pack import grammar
from planlint.patterns import pattern

STOPS = "，。；：！？（）\n"
NEVER = f"、，。；：！？\n 第〇零一百千万亿.-—~～%{NUMERALS}"
"""Before a numeral: it begins its clause, or is part of another number."""
CLOSING = "等这共计"
"""Ends what closes a list: 等, 这三个环节, 共3项."""
MOST = 20
REACH = 400
NAMED = 3
"""A quoted number (“六大行动”) is a name, unless at least so many members stand right before it."""

_INNER = pattern("“[^“”]*”|（[^（）]*）|《[^《》]*》")
_NUMBER = "[ \u3000]*(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})、"
_LABEL, _NUMBERED = pattern(_NUMBER), pattern("\\n" + _NUMBER)
"""The number of a section is no member: 二、补齐三个短板."""
_STOP = pattern("[，。；：！？“（《\n][^，。；：！？“（《\n]*$")
_BEHIND = pattern("[^，。；：！？“”（）《》、\\n]{0,12}”?(?:：|，?(?:即|分别是|分别为))")
_OTHERS = pattern("(?<![高中初同平优])等[^级]|关于")
"""Closes a list before the count: 教育、卫生等领域五个方面; 甲部、乙部关于开展“四类”行为整治的通知."""
_SO_CALLED = pattern("（以下[统简合]?称\\Z")
_REST = pattern("[^，。；：！？\\n]*")
_ENDED = pattern("[。\\n]|$")


class Enumeration(NamedTuple):
    """A count and the list beside it.

    `said` is the span of numeral, measure word and the rest of a quoted name; `number` its value.
    `members` are the spans of the members; `low` and `high` how many they may be.
    `open` is true behind 等, `quoted` when the count is a name in quotation marks, `alike` when there are too many
    members and they have the same form, so that this is certain.
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
        if self.fault == "many":
            return not self.alike or apart > 1
        return self.open or apart > 1 or self.low < (NAMED if self.quoted else 2)

    @property
    def span(self) -> Span:
        """Return the span of the list."""
        return Span(self.members[0].start, self.members[-1].end)


def enumerations(context: Context) -> list[Enumeration]:
    """Return the counted lists of a document, in order of their counts. Use with `context.once`."""
    return list(find(context.plan.clean, context.once(counts), count_words(context.facts), context.plan.wrapped))


def find(text: str, counts: Iterable[Count], words: CountWords, wrapped: bool = False) -> Iterator[Enumeration]:
    """Yield the lists beside the `counts` of a clean text; in a `wrapped` one a line may end inside a list."""
    for count in counts:
        start, digits, end = count
        before = text[start - 1] if start else "\n"
        number = to_int(text[start:digits])
        if before in NEVER or number is None or not 2 <= number <= MOST or text[digits:end] not in words.measures:
            continue
        if words.frozen.match(text, start):
            continue
        found = _before(text, count, number, words, wrapped) or _behind(text, count, number, words)
        if found:
            yield found


def _before(text: str, count: Count, number: int, words: CountWords, wrapped: bool) -> Enumeration | None:
    """Return the list that ends where a count begins: 教会、勤练、常赛三个环节."""
    start, digits, end = count
    quoted = text[start - 1] == "“"
    close = start - quoted
    if quoted and (so_called := _SO_CALLED.search(text, max(0, close - 8), close)):
        close = so_called.start()
    if quoted and text[close - 1] == "”":  # “一个引领”“三项机制”: one more member, not a count
        return None
    joined = text[close - 1] == "的"
    close -= joined
    counting = joined or text[close - 1] in CLOSING
    amount = text[end - 1] in words.amounts and text[end : end + 1] in STOPS
    if not counting and (amount or _governed(text, close, digits, words)):
        return None
    reach = max(0, close - REACH)
    reach = max(reach, text.rfind("。", reach, close) + 1, 0 if wrapped else text.rfind("\n", reach, close) + 1)
    while wrapped and (further := _NUMBERED.search(text, reach, close)):
        reach = further.start() + 1
    if label := _LABEL.match(text, reach, close):
        reach = label.end()
    window = text[reach:close]
    if not (_bordered(window) or _joined(window[-24:])):
        return None
    masked = blank(window.replace("\n", "〇") if wrapped else window)
    stop = _STOP.search(masked)
    begin = stop.start() + 1 if stop else 0
    if words.own.search(masked, begin):
        return None
    window = window[begin:]
    if not (_bordered(window) or _joined(window)):
        return None
    try:
        tree = grammar("enumeration").parse(window)
    except NoParse:
        return None
    listed = _judge(text, tree, reach + begin, Span(start - quoted, end), number, words)
    return None if joined and listed and not _even(listed.members) else listed


def _even(members: Sequence[Span]) -> bool:
    """Say whether three members and more are of one length: 市级统筹、区级实施、街道组织的三级联动机制."""
    return len(members) >= NAMED and len({end - start for start, end in members[1:]}) == 1


def _bordered(window: str) -> bool:
    return "、" in window or "”“" in window or "》《" in window


def _joined(window: str) -> bool:
    return "和" in window or "与" in window or "及" in window


def _governed(text: str, close: int, digits: int, words: CountWords) -> bool:
    """Say whether the words that end at `close` are a verb with the count for its object: 打造3个试点.

    A verb may end a member too, when the count's noun cannot be its object (人员编制、经费保障两个方面); so may a
    character that is a verb elsewhere, when the member is as long as the one before (随州、宜都2个城市).
    """
    whole = any(text[close - size : close] in words.verbs for size in words.sizes)
    if not whole and text[close - 1] not in words.short:
        return False
    members = text[max(0, close - REACH) : close].rsplit("、", 2)[-2:]
    if len(members) < 2 or words.leading.fullmatch(members[1]):
        return True
    if whole:
        return not (text.endswith(words.nominal, 0, close) and words.contained.match(text, digits))
    return len(members[0]) != len(members[1]) and members[0][-1:] != members[1][-1:]


def _behind(text: str, count: Count, number: int, words: CountWords) -> Enumeration | None:
    """Return the list that a count announces (两大行动：甲、乙。); it must be all that the sentence still says."""
    start, _, end = count
    announced = _BEHIND.match(text, end)
    if not announced:
        return None
    begin = announced.end()
    rest = _REST.match(blank(text[begin : begin + REACH]))
    length = rest.end() if rest else 0
    listed = text[begin : begin + length]
    if not ("、" in listed or _joined(listed)) or not _ENDED.match(text, begin + length):
        return None
    try:
        tree = grammar("enumeration").parse(listed)
    except NoParse:
        return None
    found = _judge(text, tree, begin, Span(start - (text[start - 1] == "“"), end), number, words)
    return None if found and found.open and found.high < number else found  # 3项：甲、乙等


def blank(window: str) -> str:
    """Return `window` with what is quoted or bracketed, two deep, blanked out."""
    for _ in range(2):
        if "“" in window or "（" in window or "《" in window:
            window = _INNER.sub(lambda m: "〇" * len(m[0]), window)
    return window


def _judge(text: str, tree: Tree, offset: int, count: Span, number: int, words: CountWords) -> Enumeration | None:
    whole = tree.children[0].children[-1] if len(tree.children) == 1 else None
    inner = whole is not None and whole.type == "QUOTED" and ("、" in whole.text or _joined(whole.text))
    if whole and inner:  # “听、说、读”三项能力
        offset += whole.start + 1
        try:
            tree = grammar("enumeration").parse(whole.text[1:-1])
        except NoParse:
            return None
    parts, is_open = tree.children, False
    if parts[-1].data == "tail":
        *parts, tail = parts
        is_open = tail.children[0].type == "OPEN"
    members = [
        Span(offset + part.children[0].start, offset + part.children[-1].start + len(part.children[-1].text))
        for part in parts
    ]
    said = [text[a:b].strip() for a, b in members]
    if not all(said):  # a member of nothing but strange blanks
        return None
    # verbs before the list: 有序衔接、统筹推进教会
    first = 0
    while not inner and first < len(said) - 1 and words.leading.fullmatch(said[first]):
        first += 1
    members, said = members[first:], said[first:]
    loose = [part.data == "loose" for part in parts[first:]]
    if len(members) < 2 or (whole and any("，" in item for item in said)) or _OTHERS.search(said[-1]):
        return None
    low, high = _how_many(loose, text[members[-2].end : members[-1].start])
    high += _groups(said, loose)
    low -= sum(unit.count("、") for unit in words.units if unit in text[members[0].start : members[-1].end])
    if low > number and _begins_later(said, loose, number, words):
        low = number
    if (
        low < NAMED and any(loose[:-1]) and not loose[-1] and text[offset - 1] == "，"
    ):  # 甲，乙和丙、丁三级: of more than one kind
        high = max(high, number)
    quoted = text[count.start] == "“"
    if quoted:
        shut = text.find("”", count.end, count.end + 12)
        if high < min(NAMED, number - 1) or shut < 0:
            return None
        count = Span(count.start, shut + 1)
    return Enumeration(count, number, tuple(members), low, high, is_open, quoted, low > number and _alike(said))


def _how_many(loose: list[bool], joint: str) -> tuple[int, int]:
    """Return the fewest and the most members there may be: 和 may join two or stand inside one.

    `loose` says which are joined so to the one before, `joint` what stands before the last.
    """
    low = high = loose.count(False)
    joints = loose.count(True)
    if loose[-1] and not (joints > 1 and loose == [False, True] * joints):  # 数量和额度、新增和存量、质量和时效
        high += 1
        if low >= NAMED and joints == 1 and "和" in joint:
            low = high
    return low, high


def _groups(said: list[str], loose: list[bool]) -> int:
    """Return how often 和 stands between two kinds of members: 甲路、乙路和丙街、丁街."""
    return sum(
        loose[at] and said[at - 2][-1] == said[at - 1][-1] and said[at][-1] == said[at + 1][-1]
        for at in range(2, len(said) - 1)
    )


def _begins_later(said: list[str], loose: list[bool], number: int, words: CountWords) -> bool:
    """Say whether the last `number` members are the list, and what precedes them the sentence that leads to it.

    `同甲国、乙国政府在执行中甲、中乙两个声明上` has a verb inside a member much longer than those behind it;
    in `选定甲公司、乙公司和丙市、丁市两个地区`, 和 stands before the list.
    """
    for at in range(1, len(said) - 1):
        rest = said[at + 1 :]
        if 1 + loose[at + 1 :].count(False) != number:
            continue
        if (loose[at] and not any(loose[at + 1 :])) or (
            len(said[at]) > max(map(len, rest)) + 2 and words.inside.search(said[at])
        ):
            return True
    return False


def _alike(said: list[str]) -> bool:
    rest = said[1:]
    if all("“" in item for item in said) or all("《" in item for item in said):
        return True
    return len({item[-1] for item in said}) == 1 or len({len(item) for item in rest}) == 1
