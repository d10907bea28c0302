"""What is wrong with the meetings a document cites: one analysis behind all rules on congresses and plenums.

A citation gives at most one finding, the gravest: a session that cannot exist, the wrong classifier,
a session still to come, a list out of order, a list with a hole, a list out of date.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from planlint.checks._cited import Cited
from planlint.checks._currency import absent, stale, stale_congress
from planlint.checks._sessions import name, names, slip_in
from planlint.checks._situation import Situation, chinese_day, situation
from planlint.context import Context
from planlint.facts.meetings import CENTRAL, CONGRESS, Key
from planlint.model import Hit, Related, Span
from planlint.numerals import to_chinese

Finding = Literal[
    "order",
    "gap",
    "impossible",
    "classifier",
    "future",
    "stale",
    "absent",
    "congress-future",
    "congress-stale",
]
Judge = Callable[[Situation, Cited], Hit | None]

MOST_RELATED = 20
ONCE = ("future", "stale", "congress-future", "congress-stale")
"""Said once a document for the same words; the other places are related to the first."""


def verdicts(context: Context, grace: int | None) -> dict[Finding, list[Hit]]:
    """Return the hits of a document by finding; `grace` in days, None for what the table of meetings says."""
    return context.memo.once(("meetings", grace), lambda: _judge(situation(context, grace)))


def _judge(case: Situation) -> dict[Finding, list[Hit]]:
    found: dict[Finding, list[Hit]] = {}
    said: dict[object, int] = {}
    for one in case.cited:
        for finding, judge in CONGRESS_STEPS if one.citation.body == CONGRESS else PLENUM_STEPS:
            if hit := judge(case, one):
                hits = found.setdefault(finding, [])
                # Rules tell what stands in quotation marks apart, so it must not hide what does not.
                quoted = case.context.plan.masks.inside("quotes", hit.span.start)
                same = (finding, one.citation.identity, quoted) if finding in ONCE else hit.span
                first = said.setdefault(same, len(hits))
                if first < len(hits) and len(hits[first].related) < MOST_RELATED:
                    hits[first] = hits[first]._replace(related=(*hits[first].related, Related(hit.span)))
                elif first == len(hits):
                    hits.append(hit)
                break
    if not found and (hit := absent(case)):
        found["absent"] = [hit]
    return found


def _impossible(case: Situation, one: Cited) -> Hit | None:
    citation = one.citation
    if citation.body != CENTRAL:
        return None
    most = case.meetings.most_sessions(citation.term)
    for session in citation.sessions:
        if not 0 < session.number <= most:
            values = {"actual": name(session), "term": to_chinese(citation.term), "most": most}
            return Hit(session.span, values)
    return None


def _classifier(case: Situation, one: Cited) -> Hit | None:
    citation = one.citation
    if citation.formal or not citation.body:
        return None
    right = "中" if citation.body == CENTRAL else "次"
    wrong = [session for session in citation.sessions if session.kind != right]
    if not wrong:
        return None
    expected = name(wrong[0]._replace(kind=right))
    return Hit(
        wrong[0].span,
        {"actual": name(wrong[0]), "expected": expected},
        "central" if citation.body == CENTRAL else "local",
        tuple(Related(session.span) for session in wrong[1:]),
        expected,
    )


def _future(case: Situation, one: Cited) -> Hit | None:
    return _coming(case, one, ("certain", "unverified"))


def _unknown(case: Situation, one: Cited) -> Hit | None:
    return _coming(case, one, ("unknown",))


def _coming(case: Situation, one: Cited, wanted: tuple[str, ...]) -> Hit | None:
    citation, dating = one.citation, case.context.dating
    if dating is None or not citation.body:
        return None
    to_come = [
        (session.span, key, certainty)
        for session, key in zip(citation.sessions, citation.keys, strict=True)
        if key not in case.awaited and (certainty := case.meetings.still_to_come(key, dating.end)) in wanted
    ]
    if not to_come:
        return None
    return _to_come(case, *to_come[0])._replace(related=tuple(Related(span) for span, _, _ in to_come[1:]))


def _future_congress(case: Situation, one: Cited) -> Hit | None:
    dating, key = case.context.dating, Key(CONGRESS, one.citation.term)
    if dating is None or key in case.awaited:
        return None
    certainty = case.meetings.still_to_come(key, dating.end)
    if certainty is None:
        return None
    hit = _to_come(case, one.citation.span, key, certainty)
    meeting, year = case.meetings.get(key), case.context.year
    # A plan may well provide for studying a congress that falls within its year.
    planned = bool(meeting and meeting.closed and year and meeting.closed.year <= year)
    return hit._replace(weak=hit.weak or planned)


def _to_come(case: Situation, span: Span, key: Key, certainty: str) -> Hit:
    meeting = case.meetings.get(key)
    closed = meeting.closed if meeting else None
    return Hit(
        span,
        {
            "meeting": key.name,
            "closed": chinese_day(closed) if closed else "",
            "date": case.date,
            "as_of": chinese_day(case.meetings.as_of),
        },
        "unknown" if certainty == "unknown" else None if closed else "unrecorded",
        weak=certainty == "unknown",
        unverified=certainty != "certain",
    )


def _order(case: Situation, one: Cited) -> Hit | None:
    sessions = one.citation.sessions
    slip = slip_in([session.number for session in sessions])
    if slip is None or slip.kind == "gap":
        return None
    wrong = sessions[slip.at]
    return Hit(
        wrong.span,
        {"actual": name(wrong), "expected": names(slip.expected, wrong.kind)},
        None if slip.kind == "order" else slip.kind,
        tuple(Related(sessions[index].span) for index in slip.others),
        names(slip.expected, wrong.kind) if slip.kind in ("order", "instead") else None,
    )


def _gap(case: Situation, one: Cited) -> Hit | None:
    sessions = one.citation.sessions
    slip = slip_in([session.number for session in sessions])
    if slip is None or slip.kind != "gap" or one.use == "history":
        return None
    previous, after = sessions[slip.at - 1], sessions[slip.at]
    between = case.text[previous.span.end : after.span.start]
    if "至" in between or "到" in between:
        return None
    expected = names(slip.expected, after.kind)
    return Hit(
        after.span,
        {"previous": name(previous), "expected": expected, "actual": name(after)},
        related=(Related(previous.span),),
        suggestion=f"{expected}、{name(after)}",
        weak=one.citation.body != CENTRAL,
    )


CONGRESS_STEPS: tuple[tuple[Finding, Judge], ...] = (
    ("congress-future", _future_congress),
    ("congress-stale", stale_congress),
)
PLENUM_STEPS: tuple[tuple[Finding, Judge], ...] = (
    ("impossible", _impossible),
    ("classifier", _classifier),
    ("future", _future),
    ("order", _order),
    ("gap", _gap),
    ("future", _unknown),
    ("stale", stale),
)
