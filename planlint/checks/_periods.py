"""Where a text names five-year plans, and phrases that belong to one year of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import zip_longest
from typing import Any, NamedTuple

from planlint.checks._cited import CLAUSE_ENDS, SENTENCE, SENTENCE_ENDS, around
from planlint.checks._records import required, words
from planlint.checks._years import mentions_in
from planlint.context import Context
from planlint.facts import Facts
from planlint.model import Span
from planlint.terms import occurrences

TABLE = "five-year-plans"
NUMERALS = tuple("一二三四五六七八九十百")
NEAR = 14
_PHRASE = 26


class Period(NamedTuple):
    """A five-year plan and the fields of its record."""

    name: str
    start: int
    end: int
    record: Mapping[str, Any]

    @property
    def text(self) -> str:
        """Return 2021—2025年."""
        return f"{self.start}—{self.end}年"


class Named(NamedTuple):
    """A place where a plan is named, and the text that follows it in its clause, up to the next plan."""

    period: Period
    span: Span
    after: str


class Phrase(NamedTuple):
    """A phrase that belongs to one year (“十四五”开局之年), that year, and the year which the text gives (0: none).

    `early` is the first year in which people say it, where they do not wait for its own.
    """

    span: Span
    plan: str
    fits: int
    said: int
    sure: bool
    verified: bool
    early: int = 0


@lru_cache(maxsize=8)
def periods(facts: Facts) -> dict[str, Period]:
    """Return the five-year plans by each of their names: 十四五, 第十四个五年."""
    found: dict[str, Period] = {}
    for record in facts.table(TABLE)["plans"]:
        number, start, end = (required(TABLE, record, key) for key in ("number", "start", "end"))
        period = Period(record["name"], int(start), int(end), record)
        found |= {period.name: period, f"第{number}个五年": period}
    return found


@lru_cache(maxsize=8)
def _phrases(facts: Facts) -> tuple[list[tuple[int, int, tuple[str, ...]]], dict[str, Mapping[str, Any]]]:
    """Return the words for a year of a plan with its number and the first that is right, and the phrases for one."""
    table = facts.table(TABLE)
    years = [
        (year := int(entry["year"]), int(entry.get("from", year)), words(entry, "words")) for entry in table["years"]
    ]
    return years, {record["name"]: record for record in table["phrases"]}


def named_plans(context: Context) -> list[Named]:
    """Return where five-year plans are named, in order."""
    names, text = periods(context.facts), context.plan.clean
    found = [at for at in occurrences(context, names) if text[at.start - 1 : at.start] not in NUMERALS]
    out = []
    for at, following in zip_longest(found, found[1:]):
        stop = around(text, Span(at.start, at.end), CLAUSE_ENDS, _PHRASE).end
        after = text[at.end : min(stop, following.start) if following else stop]
        out.append(Named(names[at.word], Span(at.start, at.end), after))
    return out


def year_phrases(context: Context) -> list[Phrase]:
    """Return the phrases that fit a single year."""
    text = context.plan.clean
    years, records = _phrases(context.facts)
    found = []
    for named in context.once(named_plans):
        for year, first, names in years:
            word = next((word for word in names if 0 <= named.after.find(word) <= NEAR), "")
            if word:
                span = Span(named.span.start, named.span.end + named.after.find(word) + len(word))
                fits = named.period.start - 1 + year
                said, sure = said_year(context, span)
                verified = bool(named.period.record.get("verified"))
                shown = text[span.start : span.end].replace("”", "")
                found.append(Phrase(span, shown, fits, said, sure, verified, fits - year + first))
        if aim := _aim(context, named):
            found.append(aim)
    for at in occurrences(context, records):
        record = records[at.word]
        said, sure = said_year(context, Span(at.start, at.end))
        found.append(Phrase(Span(at.start, at.end), at.word, record["year"], said, sure, bool(record.get("verified"))))
    return found


def _aim(context: Context, named: Named) -> Phrase | None:
    """Return the good start that is still to be made, in a year after it was: 确保“十四五”开好局."""
    table, text = context.facts.table(TABLE)["aims"], context.plan.clean
    fits, year = named.period.start, context.year or 0
    if year <= fits or not text[max(0, named.span.start - NEAR) : named.span.start].rstrip("“").endswith(
        tuple(table["before"])
    ):
        return None
    word = next((word for word in table["words"] if 0 <= named.after.find(word) <= NEAR), "")
    if not word:
        return None
    span = Span(named.span.start, named.span.end + named.after.find(word) + len(word))
    shown = text[span.start : span.end].replace("”", "")
    return Phrase(span, shown, fits, year, False, bool(named.period.record.get("verified")))


def said_year(context: Context, span: Span) -> tuple[int, bool]:
    """Return the year that the sentence gives before `span` (0: none), and whether it is written in digits."""
    uses = context.facts.table(TABLE)["uses"]
    text = context.plan.clean
    start = around(text, span, SENTENCE_ENDS, SENTENCE).start
    before = text[start : span.start]
    written = [one for one in mentions_in(context, start, span.start) if one.unit == "年" and not one.is_range]
    best, said, sure = (written[-1].span.start - start, written[-1].first, True) if written else (-1, 0, False)
    year = context.year or 0
    for group, offset in (("this-year", 0), ("last-year", -1), ("next-year", 1)):
        place = max(before.rfind(word) for word in uses[group])
        if place > best:
            best, said, sure = place, year + offset, False
    if said == 0 and any(word in before[-NEAR:] for word in uses["given-as"]):
        said = year
    return said, sure
