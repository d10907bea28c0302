"""Whether the meetings cited as guidance are the current ones. History is never out of date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from planlint.checks._cited import SENTENCE, SENTENCE_ENDS, Cited, around
from planlint.checks._sessions import names
from planlint.checks._situation import Situation, chinese_day
from planlint.citations import Citation
from planlint.facts.meetings import CENTRAL, CONGRESS, Key, Window
from planlint.findings import Hit, Related
from planlint.numerals import to_chinese


def stale(case: Situation, one: Cited) -> Hit | None:
    """Judge sessions cited as guidance: superseded by a newer one, or of a term that is over."""
    return _even_then(case, one, _stale) if one.use == "guidance" else None


def _even_then(case: Situation, one: Cited, judge: Callable[[Situation, Cited], Hit | None]) -> Hit | None:
    """Return what `judge` says; of what looks back only when it would have said so at the time looked back on."""
    hit = judge(case, one)
    then = case.looks_back_on(one.citation.span) if hit else None
    return hit if then is None or (then > date.min and judge(case.on(then), one)) else None


def _stale(case: Situation, one: Cited) -> Hit | None:
    if case.floor is None:
        return None
    return _central(case, one) if one.citation.body == CENTRAL else _other(case, one.citation, case.floor)


def _central(case: Situation, one: Cited) -> Hit | None:
    citation, before, now = one.citation, case.before, case.now
    if before is None or now is None or citation.term > before.term:
        return None
    congresses = {c.term: c.span for c in one.chain.citations if c.body == CONGRESS}
    if citation.term < before.term:
        beside = citation.term == before.beside and before.term in congresses
        # 十九届六中全会和党的二十大 tells of both; behind the new congress a single session is of the wrong term.
        if beside and (citation.every or citation.span < congresses[before.term]):
            return None
        newest = Key(CONGRESS, before.term)
        suggestion = now.plenums or (None if congresses else f"{to_chinese(now.term)}大")
        return Hit(citation.span, _values(case, citation, newest, now.usual), "older", suggestion=suggestion)
    newest = Key(CENTRAL, before.term, before.newest)
    if citation.every or max(session.number for session in citation.sessions) >= before.newest:
        return None
    # One session by itself is about that session's subject, as long as the newest is mentioned somewhere.
    single = len(citation.sessions) == 1 and not congresses
    if single and case.reaches(newest):
        return None
    suggestion = _single(now) if single else _list(citation, now)
    return Hit(citation.span, _values(case, citation, newest, now.usual), suggestion=suggestion)


def _other(case: Situation, citation: Citation, floor: date) -> Hit | None:
    newest = case.meetings.newest(citation.body, floor)
    if newest is None or not citation.keys or max(citation.keys) >= newest.key or case.reaches(newest.key):
        return None
    expected = newest.key.name
    words = case.text[citation.span.start : citation.span.end]
    suggestion = expected if citation.body in words else expected.removeprefix(citation.body)
    return Hit(citation.span, _values(case, citation, newest.key, expected), suggestion=suggestion)


def stale_congress(case: Situation, one: Cited) -> Hit | None:
    """Judge a congress cited as guidance when a newer one is over; weak when that is cited as guidance elsewhere."""
    if one.use != "guidance":
        return None
    return _mismatched(case, one) or _even_then(case, one, _replaced)


def _replaced(case: Situation, one: Cited) -> Hit | None:
    citation, before, now = one.citation, case.before, case.now
    if before is None or now is None or citation.term >= before.term:
        return None
    weak = case.guiding >= before.term
    if weak and _has_company(case, one, before.term):
        return None
    values = _values(case, citation, Key(CONGRESS, before.term), now.usual)
    return Hit(citation.span, values, suggestion=f"{to_chinese(now.term)}大", weak=weak)


def _has_company(case: Situation, one: Cited, term: int) -> bool:
    """Say whether a congress stands beside plenums, which tell the same, or in one sentence with the newer `term`."""
    if any(citation.body == CENTRAL for citation in one.chain.citations):
        return True
    start, end = around(case.text, one.citation.span, SENTENCE_ENDS, SENTENCE)
    return any(
        start <= other.citation.span.start < end and other.citation.term >= term for other in case.of(CENTRAL, CONGRESS)
    )


def _mismatched(case: Situation, one: Cited) -> Hit | None:
    """Judge a congress beside the plenums of a later term, when neither its own nor their congress is there."""
    citation, dating = one.citation, case.context.dating
    others = [c for c in one.chain.citations if c.body == CENTRAL]
    later = [c for c in others if c.term > citation.term]
    if dating is None or not later or len(later) < len(others):
        return None
    right = Key(CONGRESS, later[0].term)
    there = any(c.body == CONGRESS and c.term >= right.term for c in one.chain.citations)
    if there or case.meetings.still_to_come(right, dating.end):
        return None
    expected = f"{to_chinese(right.term)}大"
    values = {"actual": case.words(citation.span), "beside": case.words(later[0].span), "expected": expected}
    return Hit(citation.span, values, "mismatched", (Related(later[0].span),), expected)


def absent(case: Situation) -> Hit | None:
    """Judge the document as a whole: its first bare congress, when the newest plenum is nowhere in it."""
    before, now = case.before, case.now
    if before is None or now is None or before.alone:
        return None
    newest = Key(CENTRAL, before.term, before.newest)
    if case.reaches(newest) or any(
        words in case.context.plan.clean for words in case.context.facts.meetings.cues["every-plenum"]
    ):
        return None
    for one in case.of(CONGRESS):
        citation = one.citation
        bare = citation.spirit and one.use == "guidance" and citation.term == before.term
        if bare and case.looks_back_on(citation.span) is None:
            suggestion = now.usual.removeprefix("党的").removesuffix("精神")
            return Hit(citation.span, _values(case, citation, newest, now.usual), suggestion=suggestion)
    return None


def _values(case: Situation, citation: Citation, newest: Key, expected: str) -> dict[str, object]:
    meeting = case.meetings.get(newest)
    return {
        "actual": case.words(citation.span),
        "newest": newest.name,
        "closed": chinese_day(meeting.closed) if meeting and meeting.closed else "",
        "date": case.date,
        "expected": expected,
    }


def _single(now: Window) -> str:
    return f"{to_chinese(now.term)}届{to_chinese(now.newest)}中全会"


def _list(citation: Citation, now: Window) -> str | None:
    """Return what a list should be; it begins where the writer began."""
    if "历次" in now.usual or citation.term != now.term:
        return now.plenums or None
    sessions = range(citation.sessions[0].number, now.newest + 1)
    return f"{to_chinese(now.term)}届{names(list(sessions), '中')}全会"
