"""A whole and its parts in one sentence: `5所（小学2所、中学3所）`, `12项，其中甲5项、乙7项`, `甲2所、乙3所，合计5所`.

Parts are figures of the whole's unit, told apart by one mark throughout, each with its name before or behind it. What
breaks that form (another unit, a comparison, 等, an approximate figure) ends the list and leaves it open: it can then
be too long, never too short. Behind 其中, what follows a ， is a part only when it is named like the part before it:
it may as well be another matter (其中高速公路3公里，新增农村公路5公里). The words are the table `figures`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, Literal, NamedTuple

from planlint.context import Context
from planlint.facts import Facts
from planlint.figures import Figure, figures, figures_in
from planlint.model import Span
from planlint.patterns import pattern
from planlint.terms import Occurrence, occurrences

Form = Literal["bracket", "colon", "among", "respectively", "total", "weights", "kinds", "shares"]

MOST = 1000
"""Places of one kind in a document that are looked at; brackets ten times as many."""
REACH = 240
"""Code points from an anchor to the end of the parts, at most."""
BACK = 60
"""Code points from a whole to 其中, at most."""
NOUN = 16
"""Code points of the noun behind a figure, at most."""
LINKED = 4
"""Code points between 合计 and its figure, at most."""
SHORT = 6
"""Code points of a name that is a plain noun, at most."""
STOPS = "。；！？\n"
_NOUN = rf"[^，。；：:、（()）\s\d]{{0,{NOUN}}}"
BEHIND = pattern(rf"{_NOUN}\s?(?P<mark>[（(：:])")
GAP = pattern(
    r"(?P<noun>[^，。；：、（()）\n\d]{0,16}?(?:[（(][^（()）\n]{0,30}[）)])?)\s?(?P<mark>以及|[、，；和及与])\s?"
    r"(?P<name>(?:20\d\d年)?(?:\d{1,2}月份?)?[^，。；：、（()）\n\d]{0,24}(?:[（(][^（()）\n]{0,30}[）)])?[^，。；：、（()）\n\d]{0,8})"
)
LISTING = pattern(r"[0-9一二两三四五六七八九十][^、，；和与及]{1,20}[、，；和与及]")
WIDE = pattern(
    r"(?P<noun>[^，。；：、（()）\n\d]{0,16}?)(?P<mark>[，；])(?P<name>[^，。；：、（()）\n\d]{1,4}、[^，。；：、（()）\n\d]{1,20})"
)
"""A part of two, where ， tells parts apart: ，市、区财政资金4亿元."""
END = pattern(rf"(?P<noun>{_NOUN}(?:[（(][^（()）\n]{{0,30}}[）)])?)\s?(?P<mark>[，。；！？）)\n、]|$)")
LINK = pattern("(?:分别)?(?:为|是|占)?[:：]?")
COMPARED = pattern("[增减超短]收|[增减]支|比|较|同比|增加|减少|增长|下降")
GROWTH = pattern("[，,（(]?(?:同比|比上年|较上年)?(?:增长|下降|上升|提高|增加|减少)")
"""Between a part and its growth: 税收收入5亿元，增长3%；非税收入2亿元."""
SHARES = ("%", "‰", "个百分点", "倍")
"""Units of what cannot be added: 税收增长3.9%，其中工业税收增长7.3%."""


NEAR = Fraction(1, 50)
"""So near to their whole, in shares of it, figures are its parts however they are named."""


CLOSE = Fraction(1, 10)
MANY = 3
"""So near to so many parts, a whole may have other figures between: 136座水库、412公里堤防，其中大型水库…"""


class Sum(NamedTuple):
    """A whole, its parts, and how they are written.

    `closed` when the parts are said to be all there are, `ended` when
    nothing follows that could be one more.
    """

    whole: Figure
    parts: tuple[Figure, ...]
    names: tuple[str, ...]
    form: Form
    closed: bool
    ended: bool = True

    @property
    def total(self) -> Fraction:
        """Return what the parts add up to, in the base unit."""
        return sum((part.value for part in self.parts), Fraction(0))

    @property
    def tolerance(self) -> Fraction:
        """Return how far rounding can take the parts from the whole: half a last digit each, none for plain counts."""
        kinds = self.form in ("kinds", "shares")  # accounts are kept in 元, and told in 万元
        return sum((one.step for one in (self.whole, *self.parts) if kinds or one.rounded), Fraction(0)) / 2


class _Listed(NamedTuple):
    parts: tuple[Figure, ...]
    names: tuple[str, ...]
    ended: bool
    """Nothing follows that could be a further part."""


def triggers(facts: Facts) -> Iterator[str]:
    """Yield the words at which wholes and parts are looked for, for the one scan of all words."""
    table = facts.table("figures")
    yield from (*table["among"], *table["totals"], *table["respective"], *table["weights"])


def sums(context: Context) -> Iterator[Sum]:
    """Yield every whole with two parts or more, in no order; a part larger than its whole may stand alone."""
    words, text = context.facts.table("figures"), context.plan.clean
    yield from _behind(context, words)
    for at in _found(context, words["among"]):
        yield from _among(context, words, at.start, at.end)
    for at in _found(context, words["totals"]):
        yield from _totalled(context, words, at.start, at.end)
    for at in _found(context, words["respective"]):
        yield from _respectively(context, words, at.start, at.end)
    for at in _found(context, words["weights"]):
        begin = LINK.match(text, at.end)
        listed = _parts(context, words, begin.end() if begin else at.end, _sentence_end(text, at.end), "%")
        if listed.ended and len(listed.parts) > 1:
            span = Span(listed.parts[0].span.start, listed.parts[-1].span.end)
            yield Sum(Figure(span, 100, 0, 1, "%", True), listed.parts, listed.names, "weights", True)


def _found(context: Context, words: Sequence[str]) -> list[Occurrence]:
    return occurrences(context, words)[:MOST]


def _behind(context: Context, words: Any) -> Iterator[Sum]:
    """Yield the wholes with their parts in a bracket or after a colon."""
    text = context.plan.clean
    for bracket in context.plan.masks.brackets[: 10 * MOST]:
        begin = bracket.start
        if not LISTING.search(text, begin, bracket.end) or text.startswith(tuple(words["among"]), begin + 1):
            continue
        whole = _last(context, max(begin - NOUN - 12, 0), begin)
        if whole is not None and (found := BEHIND.match(text, whole.span.end)) and found.end() == begin + 1:
            yield from _closed(context, words, whole, begin + 1, bracket.end - 1, "bracket")
    for whole in figures(context):
        found = BEHIND.match(text, whole.span.end)
        if found is not None and found["mark"] in "：:":
            yield from _closed(context, words, whole, found.end(), _sentence_end(text, found.end()), "colon")


def _closed(context: Context, words: Any, whole: Figure, at: int, end: int, form: Form) -> Iterator[Sum]:
    listed = _parts(context, words, at, end, whole.unit)
    if whole.exact and listed.ended and len(listed.parts) > 1:
        yield Sum(whole, listed.parts, listed.names, form, True)


def _among(context: Context, words: Any, begin: int, at: int) -> Iterator[Sum]:
    """Yield the whole before 其中 with the parts behind it."""
    text = context.plan.clean
    stops = STOPS.replace("；", "") if text.startswith("：", at) else STOPS
    within = text[begin] == "（"
    read = _parts(context, words, at, _sentence_end(text, at, "）\n" if within else stops), None)
    listed = _alike(context, read)
    if not listed.parts or listed.parts[0].unit in SHARES:
        return
    before = begin - (text[begin - 1 : begin] == "。")  # 收入7.86亿元，增长4.6%。其中：
    start = max(_sentence_start(text, before), begin - BACK)
    total, far, masks = sum(part.value for part in listed.parts), False, context.plan.masks
    for whole in reversed(list(figures_in(context, start, begin, chinese=True))):
        if within and whole.span.end < begin:
            return  # 集体提案41件、个人（含联名）提案122件
        if whole.unit == listed.parts[0].unit:
            if masks.inside("brackets", whole.span.start) and not masks.inside("brackets", begin):
                return  # 教职工 名（含保安3名），其中：what is divided stands before the bracket
            if far and abs(total - whole.value) > whole.value * CLOSE:
                return
            clause = max(text.rfind(mark, start, whole.span.start) for mark in "，、：") + 1 or start
            if not COMPARED.search(text, clause, whole.span.start):
                share = CLOSE if len(read.parts) >= MANY else NEAR
                if read.ended and abs(sum(part.value for part in read.parts) - whole.value) <= whole.value * share:
                    listed = read
                closed = listed.ended and (_complements(words, listed.names) or _complete(words, text, whole))
                if whole.exact:
                    yield Sum(whole, listed.parts, listed.names, "among", closed, listed.ended)
                return
        elif whole.unit not in SHARES:
            if len(listed.parts) < MANY:
                return
            far = True


def _alike(context: Context, listed: _Listed) -> _Listed:
    """Cut a list at the first ， behind which a name is neither like the one before nor a short noun."""
    verbs = tuple(verb for verb in context.facts.table("measure-words")["verbs"] if len(verb) > 1)
    for at in range(1, len(listed.parts)):
        gap = context.plan.clean[listed.parts[at - 1].span.end : listed.parts[at].span.start]
        one, other = listed.names[at - 1 : at + 1]
        like = bool(one and other) and (one[-1] == other[-1] or one[0] == other[0])
        if "，" in gap and not like and (len(other) > SHORT or other.startswith(verbs)):
            return _Listed(listed.parts[:at], listed.names[:at], False)
    return listed


def _totalled(context: Context, words: Any, begin: int, at: int) -> Iterator[Sum]:
    """Yield the total behind 合计 with the list before it."""
    text = context.plan.clean
    start = max(_sentence_start(text, begin), text.rfind("：", max(begin - REACH, 0), begin) + 1)
    whole = next(figures_in(context, at, min(at + NOUN, len(text)), chinese=True), None)
    if whole is None or not whole.exact or whole.span.start > at + (1 if text[at - 1] == "共" else LINKED):
        return
    listed = _parts(context, words, start, begin, whole.unit, first=BACK)
    tail = END.match(text, listed.parts[-1].span.end, begin) if len(listed.parts) > 1 else None
    if tail is not None and tail.end() == begin and not _open(tail["noun"], words):
        yield Sum(whole, listed.parts, listed.names, "total", True)


def _respectively(context: Context, words: Any, begin: int, at: int) -> Iterator[Sum]:
    """Yield the total in the clause before `甲、乙分别为` with the parts behind."""
    text = context.plan.clean
    listed = _parts(context, words, at, _sentence_end(text, at), None)
    start = max(_sentence_start(text, begin), begin - BACK)
    before = list(figures_in(context, start, begin, chinese=True))
    if len(listed.parts) > 1 and listed.ended and len(before) == 1 and before[0].unit == listed.parts[0].unit:
        clause = max(text.rfind("，", start, before[0].span.start) + 1, start)
        if before[0].exact and _any(text[clause : before[0].span.start], words["wholes"]):
            yield Sum(before[0], listed.parts, listed.names, "respectively", True)


def _parts(context: Context, words: Any, at: int, end: int, unit: str | None, *, first: int = 24) -> _Listed:
    """Read `name figure, mark, name figure …` from `at` on; `unit` is that of the first figure when None."""
    text = context.plan.clean
    parts: list[Figure] = []
    names: list[str] = []
    mark, last = "", at
    for figure in figures_in(context, at, end, chinese=True):
        if parts and figure.unit in SHARES and GROWTH.fullmatch(text, last, figure.span.start):
            last = figure.span.end
            continue
        if not parts:
            name = text[at : figure.span.start].strip("，：:、 ")
            if len(name) > first or _open(name, words) or (first <= 24 and _any(name, "，、；：。")):
                break
            unit = unit or figure.unit
        else:
            gap = GAP.fullmatch(text, last, figure.span.start) or WIDE.fullmatch(text, last, figure.span.start)
            if gap is None or (mark and gap["mark"] in "、，；" and gap["mark"] != mark):
                break
            mark = gap["mark"] if gap["mark"] in "、，；" else mark
            name = gap["name"] or gap["noun"]
            if _open(gap["noun"] + gap["name"], words):
                return _Listed(tuple(parts), tuple(names), False)
        if figure.unit != unit or not figure.exact:
            return _Listed(tuple(parts), tuple(names), False)
        parts.append(figure)
        names.append(name)
        last = figure.span.end
    ended = bool(parts) and _ends(context, words, last, end, mark)
    return _Listed(tuple(parts), tuple(names), ended)


def _ends(context: Context, words: Any, last: int, end: int, mark: str) -> bool:
    """Say whether a list told apart by `mark` is over behind its last part: in a wrapped text a line end is no end."""
    text = context.plan.clean
    tail = END.match(text, last, end)
    if tail is None or _open(tail["noun"], words):
        return False
    closing = tail["mark"] or text[end : end + 1]
    if closing == "\n" and context.plan.wrapped:
        return False
    return (closing in ("，", "、") and mark == "、") or closing in STOPS + "）)"


def _last(context: Context, start: int, end: int) -> Figure | None:
    return next(iter(list(figures_in(context, start, end, chinese=True))[-1:]), None)


def _complements(words: Any, names: tuple[str, ...]) -> bool:
    return len(names) == 2 and any(
        (one in names[0] and other in names[1]) or (other in names[0] and one in names[1])
        for one, other in words["complements"]
    )


def _complete(words: Any, text: str, whole: Figure) -> bool:
    return text[max(whole.span.start - 4, 0) : whole.span.start].rstrip("为是：: ").endswith(tuple(words["complete"]))


def _open(name: str, words: Any) -> bool:
    """Say whether a name tells that its figure is no part, or that there are more of them."""
    if not _any(name, words["not-parts"]):
        return False
    for word in words["spared"]:
        name = name.replace(word, "")
    return _any(name, words["not-parts"])


def _any(text: str, words: Any) -> bool:
    return any(word in text for word in words)


def _sentence_end(text: str, at: int, stops: str = STOPS) -> int:
    ends = [end for stop in stops if (end := text.find(stop, at, at + REACH)) >= 0]
    return min(ends, default=min(at + REACH, len(text)))


def _sentence_start(text: str, at: int) -> int:
    return max(text.rfind(stop, max(at - REACH, 0), at) for stop in STOPS) + 1 or max(at - REACH, 0)
