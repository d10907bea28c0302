"""Years in a text, one scan for all checks: 2021年, 2020—2023年, 2021—2022学年, and a bare 2023."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from planlint.context import Context
from planlint.model import Span
from planlint.outline import Part
from planlint.patterns import pattern

SCHOOL = "学年"
LONGEST = 30
_YEAR = pattern(r"20\d\d(?!\d)(?:\s?年?度?\s?(?:[—–－\-~～至到]|——)\s?(20\d\d)(?!\d))?\s?(学年|年)?")
_HEADS = ("二〇", "二○", "二零")
_WRITTEN_OUT = pattern("二[〇○零][一二三四五六七八九〇○零]{2}(?=年)")
_DIGITS_OF = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_JOINED = ".-/:：_#"
_LABEL, _DIGITS = 8, 2


class Years(NamedTuple):
    """Years as written: `first` and `last` (the same but in a range), `unit` 年, 学年 or none ("")."""

    span: Span
    first: int
    last: int
    unit: str

    @property
    def is_range(self) -> bool:
        """Tell whether two years are written."""
        return self.first != self.last

    def holds(self, year: int) -> bool:
        """Tell whether `year` is one of them."""
        return self.first <= year <= self.last


def mentions(context: Context) -> list[Years]:
    """Return the years 2000–2099 in the clean text of a document, in order."""
    return context.once(_scan)


def mentions_in(context: Context, start: int, end: int) -> list[Years]:
    """Return the years that begin in `text[start:end]`, in order."""
    found = mentions(context)
    low, high = (bisect_left(found, at, key=lambda one: one.span.start) for at in (start, end))
    return found[low:high]


def _scan(context: Context) -> list[Years]:
    text = context.plan.clean
    if any(head in text for head in _HEADS):  # 二〇二三年 takes as much room as 2023年
        text = _WRITTEN_OUT.sub(lambda year: year[0].translate(_DIGITS_OF), text)
    return years_in(text)


def years_in(text: str, start: int = 0, end: int | None = None) -> list[Years]:
    """Return the years in `text[start:end]`; parts of longer numbers and codes (GB/T 9704-2012) are none."""
    found = []
    for match in _YEAR.finditer(text, start, len(text) if end is None else end):
        at = match.start()
        before = text[at - 1 : at]
        joined = before in _JOINED and text[at - 2 : at - 1].isalnum()
        if at and before.isascii() and (before.isalnum() or joined) and not (match[2] and behind_label(text, at)):
            continue
        first = int(match[0][:4])
        last = int(match[1]) if match[1] else first
        found.append(Years(Span(*match.span()), first, last, match[2] or ""))
    return found


def behind_label(text: str, at: int) -> bool:
    """Tell whether the label of an item, and nothing else of its line, stands before `at`: 3.2023年底前."""
    low = max(0, at - _LABEL)
    start = text.rfind("\n", low, at) + 1
    label = text[start:at].strip()
    return (start > 0 or low == 0) and label[-1:] == "." and label[:-1].isdecimal() and len(label) <= _DIGITS + 1


def own_years(context: Context) -> frozenset[int]:
    """Return the years a document is for: its year, with all that its title names when that is one of them."""
    return context.once(_own)


def _own(context: Context) -> frozenset[int]:
    year = context.year
    if year is None:
        return frozenset()
    own = {year}
    for part in context.plan.parts:
        named = title_years(context, part)
        if any(one.holds(year) for one in named):
            own.update(y for one in named for y in range(one.first, min(one.last, one.first + LONGEST) + 1))
    return frozenset(own)


def title_years(context: Context, part: Part) -> list[Years]:
    """Return the years in the title of a part of the file."""
    return [] if part.title is None else mentions_in(context, *part.title.heading)
