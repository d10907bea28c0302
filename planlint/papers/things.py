"""The things in a document that a person verifies: titles, meetings, editions, dates, figures, units, attachments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from planlint.checks import _editions, _titled
from planlint.checks._cited import read
from planlint.checks._cycles import record_of
from planlint.checks._mentions import scope_at
from planlint.checks._months import months
from planlint.checks._periods import named_plans
from planlint.checks._roster import Name, own_names, roster
from planlint.checks._situation import chinese_day
from planlint.checks._units import units_of
from planlint.checks.anniversary import anniversaries
from planlint.checks.calendar_date import DAYS
from planlint.checks.law_status import STATE
from planlint.checks.law_status import read as laws
from planlint.context import Context
from planlint.dates import window
from planlint.facts.meetings import CONGRESS
from planlint.figures import spans as figures
from planlint.model import Span
from planlint.outline.masks import inside
from planlint.patterns import pattern
from planlint.tasktables import all_duties

OTHER_EDITION = pattern(
    r"第\s?(?:\d{1,3}|[一二三四五六七八九十百]{1,5})\s?届(?!委员会|[一二三四五六七八九十]{1,2}[中次])"
    r"(?:[^，。；：、！？（）()“”《》\s]{0,20}?次会议|[^，。；：、！？（）()“”《》\s]{1,20})"
)
OTHER_ANNIVERSARY = pattern(r"[^，。；：、！？（）()“”《》\s\d]{0,12}(?:\d{1,4}|[一二三四五六七八九十百]{1,5})周年")
LABEL = pattern(r"附件\s?(?:\d{1,3}|[一二三四五六七八九十]{1,3})?\s?[:：]?")
LONGEST = 60
ENTRY = pattern(r"(?m)^\s*(?:附\s?件\s?[:：]?)?\s*(?:\d{1,2}\s?[.．、])?\s*(?P<words>\S[^\n]*?)\s*$")


class Thing(NamedTuple):
    """One thing at one place: `known` when a verified record agrees, `note` what the record or the calendar says."""

    kind: str
    text: str
    span: Span
    known: bool = False
    note: str = ""


def things(context: Context) -> list[Thing]:
    """Return all that is to be verified, kind by kind, each in the order of the text."""
    finders = (_titles, _meetings, _numbered, _remembered, _plans, _dates, _amounts, _units, _people, _attachments)
    return [thing for finder in finders for thing in sorted(finder(context), key=lambda one: one.span)]


def _words(context: Context, span: Span) -> str:
    return "".join(context.plan.text(span).split())


def _titles(context: Context) -> Iterator[Thing]:
    table = _titled.read(context.facts)
    cited = {one.span.end: one.core for one in _titled.citations(context, table)}
    for span in context.plan.masks.titles:
        if context.plan.clean[span.start] != "《" or context.plan.masks.inside("contents", span.start):
            continue
        words = _words(context, span)
        known = table.exact.get(cited.get(span.end - 1) or _titled.core(words[1:-1]))
        law = laws(context.facts).laws.get(words[1:-1].removeprefix(STATE))
        record = record_of(context, words[1:-1])
        if known is not None and known.verified:
            yield Thing("title-cited", words, span, True, known.issuer)
        elif law is not None and law.verified and law.since is None:
            yield Thing("title-cited", words, span, True, f"{chinese_day(law.passed)}通过" if law.passed else "")
        elif record and record.get("verified"):
            yield Thing("title-cited", words, span, True, f"{record['start']}—{record['end']}年")
        else:
            yield Thing("title-cited", words, span)


def _meetings(context: Context) -> Iterator[Thing]:
    known = context.facts.meetings.adding(context.settings.get("meetings", ()))
    for one in context.once(read).cited:
        citation = one.citation
        if not citation.keys:
            yield Thing("meeting", _words(context, citation.span), citation.span)
            continue
        for at, key in enumerate(citation.keys):
            span = citation.span if key.body == CONGRESS else citation.sessions[at].span
            whole = Span(min(span.start, citation.span.start), span.end)
            meeting = known.get(key) if key.body else None
            name = key.name if key.body else _words(context, whole)
            sure = meeting is not None and meeting.verified
            note = f"{chinese_day(meeting.closed)}闭幕" if meeting is not None and sure and meeting.closed else ""
            yield Thing("meeting", name, whole if len(citation.keys) == 1 else span, sure, note)


def _numbered(context: Context) -> Iterator[Thing]:
    taken = []
    for one in _editions.editions(context):
        span = Span(one.span.start, one.end)
        taken.append(span)
        year = one.stated or (scope_at(context, span.start).year if context.year else None)
        known = year is not None and one.series.accepts(year, one.number) and one.series.certain(year)
        words = _words(context, span)
        words += "”" * (words.count("“") - words.count("”"))
        yield Thing("edition", words, span, known, f"{year}年" if known else "")
    taken += [one.chain.span for one in context.once(read).cited]
    taken = sorted(set(taken))
    for match in OTHER_EDITION.finditer(context.plan.clean):
        if not inside(taken, match.start()):
            yield Thing("edition", _words(context, Span(*match.span())), Span(*match.span()))


def _remembered(context: Context) -> Iterator[Thing]:
    ends = set()
    for one in anniversaries(context):
        ends.add(one.span.end)
        known = one.base.verified and context.year is not None and one.year in scope_at(context, one.span.start).years
        span = Span(context.plan.clean.rfind(one.alias, 0, one.span.start), one.span.end)
        note = f"从{one.base.year}年算起，{one.year}年为{one.number}周年"
        yield Thing("anniversary", _words(context, span), span, known, note)
    for match in OTHER_ANNIVERSARY.finditer(context.plan.clean):
        if not any(end in ends for end in (match.end(), match.end() + 2)):
            yield Thing("anniversary", _words(context, Span(*match.span())), Span(*match.span()))


def _plans(context: Context) -> Iterator[Thing]:
    for one in context.once(named_plans):
        sure = bool(one.period.record.get("verified"))
        if not context.plan.masks.inside("titles", one.span.start):
            yield Thing("plan", f"“{_words(context, one.span)}”", one.span, sure, one.period.text if sure else "")


def _dates(context: Context) -> Iterator[Thing]:
    for one in months(context):
        year = one.year or context.year
        days = window(year, one.month, one.day) if year and one.day else None
        note = f"星期{DAYS[days[0].weekday()]}" if days else ""
        if days and one.year is None:
            note += f"，按{year}年"
        yield Thing("date", _words(context, one.span), one.span, note=note)


def _amounts(context: Context) -> Iterator[Thing]:
    for span in figures(context):
        yield Thing("figure", _words(context, span), span)


def _units(context: Context) -> Iterator[Thing]:
    known = roster(context.facts).current
    for duty in all_duties(context):
        for unit, span in () if duty.deadline else units_of(context.plan.clean, duty):
            yield _own("unit", unit, span, known)
    for part in context.plan.parts:
        if (
            part.signature is not None
            and part.signature is not part.date
            and (words := _words(context, part.signature.line))
        ):
            yield _own("unit", words, part.signature.line, known)


def _people(context: Context) -> Iterator[Thing]:
    """Yield the people of the roster; who is a person cannot be read off a text."""
    known = roster(context.facts).current
    for span, form in own_names(context):
        if form in known and known[form].kind == "person":
            yield _own("person", form, span, known)


def _own(kind: str, words: str, span: Span, known: Mapping[str, Name]) -> Thing:
    """Return a unit or person; it is known when the roster has it, with its full name or its note."""
    name = known.get(words)
    full = name.current[0] if name else words
    note = "" if name is None else name.note if name.kind == "person" or full == words else full
    return Thing(kind, words, span, name is not None, note)


def _attachments(context: Context) -> Iterator[Thing]:
    for part in context.plan.parts:
        if part.attachment_note is not None:
            for match in ENTRY.finditer(context.plan.clean, *part.attachment_note.span):
                yield Thing("attachment", "".join(match["words"].split()), Span(*match.span("words")))
        for node in part.attachments:
            words = _words(context, node.heading)
            if LABEL.fullmatch(words):  # its title stands on the next line
                below = next((child.line for child in node.children if child.kind != "blank"), node.line)
                words = f"{words} {_words(context, below)[:LONGEST]}" if below != node.line else words
            if words:
                yield Thing("attachment", words, node.heading)
