"""Figures: a number with its unit (95%, 12所, 3.5万元, 15%—20%), as written and as an exact value.

The units are the table `papers`. A figure is exact unless a range, 余 or 多 inside it, or a word beside it (约, 近,
以上, 左右 …) says otherwise. Chinese numerals (三所) are read only where they are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from planlint.context import Context
from planlint.facts import Facts
from planlint.model import Span
from planlint.numerals import SCALES, scale, to_int
from planlint.outline.masks import inside
from planlint.patterns import pattern
from planlint.sentences import leads_line

NUMBER = r"[0-9][0-9]{0,11}(?:[,，][0-9]{3}(?![0-9])){0,4}(?:[.．][0-9]{1,6})?"
RANGE = r"(?:[%％‰]?\s?(?:[—–~～-]{1,2}|至|到)\s?[0-9]{1,12}(?:\.[0-9]{1,6})?)?"
CHINESE = "(?<![一二两三四五六七八九十百千万零〇点第之几数])[一二两三四五六七八九十百]{1,5}(?!分之|点|千(?!万))"
DIGITS = pattern("[0-9][0-9]*")
EITHER = pattern(f"[0-9]+|{CHINESE}")
GLUED = ".．〔第—–～~-"
"""Before a number: it is part of something else (第12项, 〔2027〕3号, the end of a range)."""
MOST = 10_000
"""Figures of one document that are read."""
POINTS = ".．,，"


class Figure(NamedTuple):
    """A number with its unit, as written: `digits` without the point, of which `decimals` stand behind it.

    `span` reaches from the number through the unit; `scale` is 10000 for 万, `unit` the base unit (元 for 万元);
    `exact` is false for a range and with 约, 余, 以上 and the like.
    """

    span: Span
    digits: int
    decimals: int
    scale: int
    unit: str
    exact: bool

    @property
    def value(self) -> Fraction:
        """Return its value in the base unit."""
        return Fraction(self.digits * self.scale, 10**self.decimals)

    @property
    def step(self) -> Fraction:
        """Return what one of its last digit is worth, in the base unit."""
        return Fraction(self.scale, 10**self.decimals)

    @property
    def rounded(self) -> bool:
        """Say whether it may be rounded: written with decimals, or with three digits and more before 亿."""
        return self.decimals > 0 or (self.scale >= SCALES["亿"] and self.digits >= 100)


class Words(NamedTuple):
    """The table `papers` as a pattern for a figure, what may follow its first digits, and what makes one inexact.

    `same` is the usual form of a unit that has several.
    """

    figure: re.Pattern[str]
    follow: frozenset[str]
    before: tuple[str, ...]
    after: tuple[str, ...]
    same: Mapping[str, str]


@lru_cache(maxsize=4)
def words(facts: Facts) -> Words:
    """Return the pattern for the units of the table `papers`, to be matched where a number begins."""
    table = facts.table("papers")
    units = "|".join(re.escape(unit) for unit in sorted(table["units"], key=len, reverse=True))
    no = "".join(table["not-units"])
    figure = re.compile(
        rf"(?:(?P<number>{NUMBER})(?P<range>{RANGE})|(?P<chinese>{CHINESE}))"
        rf"\s?(?P<more>[余多]?)\s?(?P<scale>(?:(?!百分)[百千万亿]|[十百千]万){{0,2}})(?P<over>[余多]?)"
        rf"(?P<unit>{units})(?![{no}])"
    )
    follow = frozenset({*(unit[0] for unit in table["units"]), *SCALES, *"余多至到%％‰—–~～- ", *POINTS})
    return Words(figure, follow, tuple(table["about-before"]), tuple(table["about-after"]), table["same-units"])


def figures(context: Context) -> list[Figure]:
    """Return the figures in Arabic digits outside 《》, labels and contents pages, in order."""
    return context.once(_plain)


def spans(context: Context) -> list[Span]:
    """Return where the figures stand, and numbers in words (两所) that can only be meant as figures."""
    return context.once(_spans)


def _spans(context: Context) -> list[Span]:
    plan, units = context.plan, set(context.facts.table("papers")["units-after-words"])
    return [
        one.span
        for one in _plain(context, chinese=True)
        if plan.clean[one.span.start].isdecimal()
        or (
            one.unit in units
            and one.value > (9 if one.unit == "元" else 1)  # 三元 is a company
            and not plan.masks.inside("quotes", one.span.start)
        )
    ]


def _plain(context: Context, *, chinese: bool = False) -> list[Figure]:
    plan = context.plan
    return [
        one
        for one in islice(figures_in(context, 0, len(plan.clean), chinese=chinese), MOST)
        if not plan.masks.inside("titles", one.span.start)
        and not plan.masks.inside("contents", one.span.start)
        and not (leads_line(plan.clean, one.span.start) and inside(context.once(_labels), one.span.start))
    ]


def _labels(context: Context) -> list[Span]:
    return [node.label.span for node in context.plan.nodes() if node.label is not None]


def figures_in(context: Context, start: int, end: int, *, chinese: bool = False) -> Iterator[Figure]:
    """Yield the figures of a stretch of the clean text, `chinese` numerals too when asked, in order."""
    text, known = context.plan.clean, words(context.facts)
    last = start
    for number in (EITHER if chinese else DIGITS).finditer(text, start, end):
        at, stop = number.span()
        if at < last or text[stop : stop + 1] not in known.follow:
            continue
        if text[stop] in POINTS and not text[stop + 1 : stop + 2].isdecimal():
            continue
        before = text[at - 1] if at else "\n"
        if before in GLUED or (before.isascii() and before.isalnum()):
            continue
        found = known.figure.match(text, at, end)
        if found is not None:
            last = found.end()
            yield _figure(found, text, known)


def _figure(found: re.Match[str], text: str, known: Words) -> Figure:
    times, (start, end) = scale(found["scale"]), found.span()
    exact = (
        not (found["more"] or found["over"] or found["range"])
        and not text.startswith(known.after, end)
        and not text[max(start - 6, 0) : start].rstrip().endswith(known.before)
    )
    written, unit = found["number"], known.same.get(found["unit"], found["unit"])
    if written is None:
        return Figure(Span(start, end), to_int(found["chinese"]) or 0, 0, times, unit, exact)
    whole, _, part = written.replace("．", ".").replace(",", "").replace("，", "").partition(".")
    return Figure(Span(start, end), int(whole + part), len(part), times, unit, exact)
