"""What a dated mention is about: the years of its place in the document, and what the words around it tell.

Editions, anniversaries and events share it: each is wrong only for the year that its place is about, and only
when the text does not look back on it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from planlint.checks._cited import CLAUSE_ENDS, SENTENCE, SENTENCE_ENDS, around
from planlint.context import Context
from planlint.model import Span
from planlint.numerals import to_chinese, to_int
from planlint.outline import Part
from planlint.tense import tense_at

YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?(?:年?[—–\-~～至到]{1,3}\s?((?:19|20)\d\d)\s?)?(?:学?年|[）)])")
FIVE_YEAR_PLAN = re.compile(r"(?<![一二三四五六七八九])十([一二三四五六七八九])五")
CLAUSE = 50


class Scope(NamedTuple):
    """What a place is about: `year` is the one it should name, `years` those it may, `back` when it looks back."""

    year: int
    years: range
    back: bool


class Around(NamedTuple):
    """The words around a mention: its clause (also up to it and from it on), its sentence, the years named there."""

    before: str
    after: str
    sentence: str
    years: tuple[int, ...]

    @property
    def clause(self) -> str:
        """Return the clause without the mention."""
        return f"{self.before}\n{self.after}"


def around_mention(text: str, span: Span) -> Around:
    """Return the clause and the sentence of a mention, without the mention itself."""
    start, end = around(text, span, CLAUSE_ENDS, CLAUSE)
    first, last = around(text, span, SENTENCE_ENDS, SENTENCE)
    sentence = f"{text[first : span.start]}\n{text[span.end : last]}"
    return Around(text[start : span.start], text[span.end : end], sentence, tuple(_named(sentence)))


def has(text: str, words: Sequence[str]) -> bool:
    """Say whether one of `words` stands in `text`."""
    return any(word in text for word in words)


def looks_back(words: Around, cues: dict[str, Sequence[str]]) -> bool:
    """Say whether the words around a mention tell of it as of something that has been."""
    if has(words.sentence, cues["back"]):
        return True
    return has(words.clause, cues["done"]) and not has(words.clause, cues["ahead"])


def scope_at(context: Context, offset: int) -> Scope:
    """Return what the place at `offset` is about. The document must have a year.

    A plan is about its own years, a report about its year and the one before; in a summary the section on what
    comes next may name the next year too.
    """
    assert context.year is not None
    parts = context.once(_parts)
    _, report, first, last = next((entry for entry in parts if offset < entry[0]), parts[-1])
    tense = tense_at(context, offset)
    if tense == "back" or (tense == "both" and report):
        return Scope(first, range(first - 1, last + 1), True)
    if not report:
        return Scope(first, range(first, last + 1), False)
    return Scope(last, range(last, last + (2 if first == last else 1)), False)


def _parts(context: Context) -> list[tuple[int, bool, int, int]]:
    """Return of each document of the file: where it ends, whether it reports, and its first and last year."""
    assert context.year is not None
    words = context.facts.table("mentions")["reports"]
    named = [_years(part) for part in context.plan.parts]
    reused = not any(context.year in years for years in named)
    out = []
    for part, years in zip(context.plan.parts, named, strict=True):
        tense = context.genres.get(part.genre, {}).get("tense", "both")
        told = part.kind != "notice" and (tense == "both" or len(years) == 2) and has(part.title_text or "", words)
        own = range(context.year, context.year + 1) if reused or not years else years
        out.append((part.node.span.end, told or tense == "back", own[0], own[-1]))
    return out


def _years(part: Part) -> range:
    """Return the years that a title names: its only one, its range, or those of 十四五."""
    title = part.title_text or ""
    years = _named(title)
    if not years and "规划" in title and (found := FIVE_YEAR_PLAN.search(title)):
        first = 1951 + 5 * (to_int(f"十{found[1]}") or 0)
        return range(first, first + 5)
    return range(min(years), max(years) + 1) if years else range(0)


def _named(text: str) -> list[int]:
    return [int(year) for found in YEAR.finditer(text) for year in found.groups() if year]


def written(number: int, like: str) -> str:
    """Return `number` in the digits or Chinese numerals in which `like` is written."""
    return str(number) if like[:1].isdecimal() else to_chinese(number)
