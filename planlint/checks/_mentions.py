"""What a dated mention is about: the years of its place in the document, and what the words around it tell.

Editions, anniversaries and events share it: each is wrong only for the year that its place is about, and only
when the text does not look back on it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from planlint.checks._cited import CLAUSE_ENDS, SENTENCE, SENTENCE_ENDS
from planlint.checks._years import Years, mentions_in, title_years
from planlint.context import Context
from planlint.model import Span
from planlint.numerals import to_chinese, to_int
from planlint.outline import Part
from planlint.patterns import has
from planlint.tense import tense_at

CLAUSE = 50
FULL_STOPS = SENTENCE_ENDS.replace("；", "")


class Scope(NamedTuple):
    """What a place is about: `year` is the one it should name, `years` those it may, `back` when it looks back."""

    year: int
    years: range
    back: bool


class Around:
    """The words around a mention; each part is cut out when it is asked for."""

    def __init__(self, context: Context, span: Span) -> None:
        self._context, self._span = context, span
        self._text = context.plan.clean

    @cached_property
    def before(self) -> str:
        """The clause up to the mention."""
        return self._text[self._start(CLAUSE_ENDS, CLAUSE) : self._span.start]

    @cached_property
    def after(self) -> str:
        """The clause from the end of the mention on."""
        return self._text[self._span.end : self._end(CLAUSE_ENDS, CLAUSE)]

    @cached_property
    def clause(self) -> str:
        """The clause without the mention."""
        return f"{self.before}\n{self.after}"

    def names(self, year: int | None) -> bool:
        """Say whether the sentence names this year, perhaps in an earlier part of it: 2026年建成新馆；举办书画展."""
        return year is not None and any(one.holds(year) for one in mentions_in(self._context, *self._whole))

    def names_before(self, year: int) -> bool:
        """Say whether the sentence names a year before this one."""
        return any(one.first < year for one in self._years)

    def looks_back(self, cues: Mapping[str, Sequence[str]]) -> bool:
        """Say whether the words tell of the mention as of something that has been."""
        if has(self._text[self._sentence[0] : self._sentence[1]], cues["back"]):
            return True
        return has(self.clause, cues["done"]) and not has(self.clause, cues["ahead"])

    @cached_property
    def _sentence(self) -> tuple[int, int]:
        return self._start(SENTENCE_ENDS, SENTENCE), self._end(SENTENCE_ENDS, SENTENCE)

    @cached_property
    def _whole(self) -> tuple[int, int]:
        """The sentence over its ；."""
        return self._start(FULL_STOPS, SENTENCE), self._end(FULL_STOPS, SENTENCE)

    @cached_property
    def _years(self) -> list[Years]:
        return mentions_in(self._context, *self._sentence)

    def _start(self, ends: str, reach: int) -> int:
        start = self._span.start
        low = max(0, start - reach)
        return max(low, *(self._text.rfind(mark, low, start) + 1 for mark in ends))

    def _end(self, ends: str, reach: int) -> int:
        end = self._span.end
        high = min(len(self._text), end + reach)
        return min((at for mark in ends if (at := self._text.find(mark, end, high)) >= 0), default=high)


def scope_at(context: Context, offset: int) -> Scope:
    """Return what the place at `offset` is about. The document must have a year.

    A plan is about its own years, a report about its year and the one before; in a summary the section on what
    comes next may name the next year too.
    """
    assert context.year is not None
    parts = context.once(_parts)
    at = bisect_right(parts, offset, key=lambda entry: entry[0])
    _, report, first, last = parts[min(at, len(parts) - 1)]
    tense = tense_at(context, offset)
    if tense == "back" or (tense == "both" and report):
        return Scope(first, range(first - 1, last + 1), True)
    if not report:
        now = context.dating.start.year if context.dating is not None and context.dating.is_day else first
        if first < now <= last <= first + 1:  # what a school year's plan of February announces is of that year
            first = now
        return Scope(first, range(first, last + 1), False)
    if first == last and context.dating is not None and context.dating.is_day and context.dating.start.year == last + 1:
        return Scope(last + 1, range(last + 1, last + 2), False)  # a summary of the year before, and what comes next
    return Scope(last, range(last, last + (2 if first == last else 1)), False)


def _parts(context: Context) -> list[tuple[int, bool, int, int]]:
    """Return of each document of the file: where it ends, whether it reports, and its first and last year."""
    assert context.year is not None
    words = context.facts.table("mentions")["reports"]
    named = [_title_years(context, part) for part in context.plan.parts]
    reused = not any(context.year in years for years in named)
    out = []
    for part, years in zip(context.plan.parts, named, strict=True):
        tense = context.genres.get(part.genre, {}).get("tense", "both")
        told = part.kind != "notice" and (tense == "both" or len(years) == 2) and has(part.title_text or "", words)
        own = range(context.year, context.year + 1) if reused or not years else years
        out.append((part.node.span.end, told or tense == "back", own[0], own[-1]))
    return out


def _title_years(context: Context, part: Part) -> range:
    """Return the years that a title names: its only one, its range, or those of a 十四五 plan."""
    years = title_years(context, part)
    if years:
        return range(min(one.first for one in years), max(one.last for one in years) + 1)
    before, plan, _ = (part.title_text or "").partition("五”")
    number = to_int(before[-2:]) if plan and "规划" in (part.title_text or "") else None
    return range(1951 + 5 * number, 1956 + 5 * number) if number and number > 10 else range(0)


def written(number: int, like: str) -> str:
    """Return `number` in the digits or Chinese numerals in which `like` is written."""
    return str(number) if like[:1].isdecimal() else to_chinese(number)
