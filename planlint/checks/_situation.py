"""What a document cites, and what could be known of meetings when it was written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from planlint.checks._cited import Cited, awaits, looked_back_on, read
from planlint.context import Context
from planlint.facts.meetings import CENTRAL, CONGRESS, Certainty, Key, Meetings, Window
from planlint.model import Dating, Span

YEAR_DAYS = 365
MOST_DAYS = 10 * YEAR_DAYS
"""More grace is none that an office means, and dates end somewhere."""
EVERY = 99


class Situation(NamedTuple):
    """One document before its judges.

    Stale is what had been superseded by `floor`, the day before the first day the document can be of, less
    the grace; `before` is the window in force then, `now` the one on the first day itself. Without a date
    the three are None. `coming` are the cited meetings that had yet to close, and how surely, `awaited` those of
    them that the text somewhere says are to come; `newest` is the last session cited of each body and term,
    `guiding` the last term of the Central Committee or its congress cited as guidance.
    """

    context: Context
    meetings: Meetings
    text: str
    cited: list[Cited]
    newest: Mapping[tuple[str, int], int]
    guiding: int
    coming: Mapping[Key, Certainty]
    awaited: Collection[Key] = ()
    floor: date | None = None
    before: Window | None = None
    now: Window | None = None

    def looks_back_on(self, span: Span) -> date | None:
        """Return since when what the sentence or section around `span` tells of; None when it is not about the past."""
        return looked_back_on(self.context, self.text, span)

    def on(self, day: date) -> Situation:
        """Return the same document as if written on a day, with no grace."""
        window = self.meetings.expected_window(day)
        return self._replace(floor=day, before=window, now=window)

    @property
    def date(self) -> str:
        """Return the document's date as a reader writes it: a day, a month or a year."""
        return chinese_date(self.context.dating) if self.context.dating else ""

    def words(self, span: Span) -> str:
        """Return the words of a citation, without the breaks and blanks in it."""
        return "".join(self.text[span.start : span.end].split())

    def of(self, *bodies: str) -> list[Cited]:
        """Return the citations of these bodies, in order."""
        return [one for one in self.cited if one.citation.body in bodies]

    def reaches(self, key: Key) -> bool:
        """Say whether some citation of the same term names this session, a later one, or all of them."""
        return self.newest.get((key.body, key.term), 0) >= key.session


def situation(context: Context, grace: int | None) -> Situation:
    """Return the situation of a document; `grace` in days, None for what the table of meetings says."""
    meetings = context.facts.meetings.adding(context.settings.get("meetings", ()))
    text, cited = context.once(read)
    newest: dict[tuple[str, int], int] = {}
    guiding = 0
    for citation, _, use in cited:
        last = EVERY if citation.every else max((s.number for s in citation.sessions), default=0)
        at = citation.body, citation.term
        newest[at] = max(newest.get(at, 0), last)
        if use == "guidance" and citation.body in (CENTRAL, CONGRESS):
            guiding = max(guiding, citation.term)
    dating = context.dating
    if dating is None:
        return Situation(context, meetings, text, cited, newest, guiding, {})
    keys = [(key, one.chain.span) for one in cited for key in one.citation.keys]
    coming = {key: sure for key in dict(keys) if (sure := meetings.still_to_come(key, dating.end))}
    awaited = {key for key, span in keys if key in coming and awaits(text, span, meetings)}
    floor = dating.start - timedelta(days=1 + _grace(dating, meetings.grace if grace is None else grace))
    before, now = meetings.expected_window(floor), meetings.expected_window(dating.start)
    return Situation(context, meetings, text, cited, newest, guiding, coming, awaited, floor, before, now)


def _grace(dating: Dating, days: int) -> int:
    """A whole year is its own grace: what had closed before its first day is old."""
    return 0 if (dating.end - dating.start).days >= YEAR_DAYS - 1 else min(days, MOST_DAYS)


def chinese_date(dating: Dating) -> str:
    """Return when a document was written as a reader writes it: a day, a month or a year."""
    if dating.is_day:
        return chinese_day(dating.start)
    year, month = dating.start.year, dating.start.month
    return f"{year}年{month}月" if (year, month) == (dating.end.year, dating.end.month) else f"{year}年"


def chinese_day(day: date) -> str:
    """Return 2023年4月12日 (GB/T 9704-2012 7.3.5)."""
    return f"{day.year}年{day.month}月{day.day}日"
