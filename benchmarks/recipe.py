"""The yardstick for `count-mismatch`: a short recipe of regular expressions for counts and the lists beside them.

It is written after the description that came with the first measurements of this project (33 documents: 5 false
alarms; of 87 members dropped it missed 57 found), and shares nothing with planlint/enumerations.py.
`benchmarks.counted` measures both on the same documents.

1. The list stands right beside its count, in the same sentence: 甲、乙等3个, 甲、乙和丙三项, 三项：甲、乙、丙.
2. A number counts when a measure word follows, and neither 第 nor another number, point or quotation mark precedes.
3. Behind 等 only a list with too many members is wrong; else one with too few is, or with too many when all are alike.
4. Where 和, 及, 与 or 以及 joins the last two members, one more or less is accepted.
5. Lists are passed over whose members have numbers of their own, end in a verb, or hold a comma.
6. So are the names whose number counts nothing there (八项规定, 五位一体).
7. A quoted number is a name, unless the quotation closes a list of three and more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from planlint.model import Span
from planlint.numerals import to_int

MEASURE = "个|项|大|类|级|种|方面|环节|行动|工程|机制|任务|重点|领域"
COUNT = re.compile(
    rf"(?<![第〇零一二三四五六七八九十百千万亿\d.．/—-])([二三四五六七八九十两]{{1,3}}|\d{{1,2}})(?:{MEASURE})"
)
NAMES = re.compile(
    "八项(?:规定|主张)|五项原则|三会一课|五位一体|四个(?:自信|意识|全面|服务)|两个(?:维护|确立)|三个代表|十大考古|五个一|"
    "三大球|铁人三项|[^、，。]个(?:百分点|月|年|工作日|[百千万]?[万亿])"
)
NESTED = re.compile("“[^“”]*”|（[^（）]*）|《[^《》]*》")
CLAUSE = re.compile("[^，。；：！？\n]*$")
BEHIND = re.compile("[^，。；：！？、\n]{0,8}”?：([^。；\n]*)")
SEPARATOR = re.compile("、|(?<=[”》])(?=[“《])")
JOINT = re.compile(".(?:以及|和|及|与).")
OWN = re.compile("[一二三四五六七八九十两\\d](?:" + MEASURE + "|家|名|所|场|次)")
VERB = re.compile(
    "(?:推进|加强|建设|实施|开展|完善|提升|推动|落实|改造|新[建增]|打造|[做抓]好|提出|赋予|连续|关注|坚持|达到?|全长|分别)$"
)
MOST = 20


class Counted(NamedTuple):
    """A count with the list beside it: where the count stands, the members, and whether it is right, or wrong."""

    count: Span
    members: tuple[Span, ...]
    right: bool
    wrong: bool


def counted(text: str) -> Iterator[Counted]:
    """Yield every count of `text` that has a list right beside it."""
    for found in COUNT.finditer(text):
        number = to_int(found[1].replace("两", "二")) or 0
        quoted = text[found.start() - 1 : found.start()] == "“"
        if not 2 <= number <= MOST or NAMES.match(text, found.start()):
            continue
        count = Span(found.start(), found.end())
        verdict = _before(text, count, number, quoted) or (None if quoted else _behind(text, count, number))
        if verdict:
            yield verdict


def _before(text: str, count: Span, number: int, quoted: bool) -> Counted | None:
    start = count.start - quoted
    line = text.rfind("\n", 0, start) + 1
    clause = CLAUSE.search(_blanked(text[line:start]))
    begin = line + (clause.start() if clause else 0)
    listed = text[begin:start]
    is_open = listed.endswith("等")
    members = _members(text, begin, start - is_open)
    if quoted and len(members) < 3:
        return None
    return _judged(text, count, number, members, is_open)


def _behind(text: str, count: Span, number: int) -> Counted | None:
    found = BEHIND.match(text, count.end)
    if not found or "，" in _blanked(found[1]):
        return None
    begin, end = found.span(1)
    is_open = text[begin:end].endswith("等")
    return _judged(text, count, number, _members(text, begin, end - is_open), is_open)


def _members(text: str, begin: int, end: int) -> list[Span]:
    """Return what the marks between members divide `text[begin:end]` into."""
    blanked = _blanked(text[begin:end])
    cuts = [begin, *(begin + cut for mark in SEPARATOR.finditer(blanked) for cut in mark.span()), end]
    return [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True)]


def _judged(text: str, count: Span, number: int, members: list[Span], is_open: bool) -> Counted | None:
    said = [text[a:b] for a, b in members]
    if len(members) < 2 or any(not item or OWN.search(item) or VERB.search(item) or "，" in item for item in said):
        return None
    listed = {len(members)}
    if JOINT.search(said[-1]):
        listed |= {len(members) - 1, len(members) + 1}
    too_many, too_few = min(listed) > number, max(listed) < number
    alike = all("“" in item for item in said) or len({item[-1] for item in said}) == 1
    wrong = too_many if is_open else too_few or (too_many and alike)
    return Counted(count, tuple(members), number in listed, wrong)


def _blanked(text: str) -> str:
    """Return `text` with what stands between marks blanked out."""
    return NESTED.sub(lambda found: found[0][0] + "〇" * (len(found[0]) - 2) + found[0][-1], text)
