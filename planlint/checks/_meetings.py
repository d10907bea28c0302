"""What is wrong with the meetings a document cites: one analysis behind all rules on congresses and plenums.

A citation gives at most one finding, the gravest: a session that cannot exist, the wrong classifier,
a session still to come, a list out of order, a list with a hole, a list out of date. A congress and the
plenums of its own term in one phrase are put right at once, so both out of date, or both to come, is one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from planlint.checks._cited import Cited, plans_study, takes_as_held
from planlint.checks._currency import absent, stale, stale_congress
from planlint.checks._sessions import name, names, slip_in
from planlint.checks._situation import Situation, chinese_day, situation
from planlint.context import Context
from planlint.facts.meetings import CENTRAL, CONGRESS, Key
from planlint.findings import Hit, Related
from planlint.model import Span
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
Verdict = tuple[Cited, Finding, Hit]

INCLUDED_IN: Mapping[Finding, Finding] = {"stale": "congress-stale", "congress-future": "future"}
MOST_RELATED = 20
ONCE = ("future", "stale", "congress-future", "congress-stale")
"""Said once a document for the same words; the other places are related to the first."""


def verdicts(context: Context, grace: int | None) -> dict[Finding, list[Hit]]:
    """Return the hits of a document by finding; `grace` in days, None for what the table of meetings says."""
    return context.memo.once(("meetings", grace), lambda: _judge(situation(context, grace)))


def _judge(case: Situation) -> dict[Finding, list[Hit]]:
    found: dict[Finding, list[Hit]] = {}
    said: dict[object, int] = {}
    for one, finding, hit in _one_per_remedy([v for one in case.cited if (v := _verdict(case, one))]):
        hits = found.setdefault(finding, [])
        # Rules tell what stands in quotation marks apart, so it must not hide what does not.
        quoted = case.context.plan.masks.inside("quotes", hit.span.start)
        same = (finding, one.citation.identity, hit.variant, hit.weak, quoted) if finding in ONCE else hit.span
        first = said.setdefault(same, len(hits))
        if first < len(hits) and len(hits[first].related) < MOST_RELATED:
            hits[first] = hits[first]._replace(related=(*hits[first].related, Related(hit.span)))
        elif first == len(hits):
            hits.append(hit)
    if not found and (missing := absent(case)):
        found["absent"] = [missing]
    return found


def _verdict(case: Situation, one: Cited) -> Verdict | None:
    for finding, judge in CONGRESS_STEPS if one.citation.body == CONGRESS else PLENUM_STEPS:
        if hit := judge(case, one):
            return one, finding, hit
    return None


def _one_per_remedy(verdicts: list[Verdict]) -> list[Verdict]:
    """Drop what is put right together with another verdict on the same term in the same chain; that one tells where."""
    places: dict[object, int] = {}
    for index, (one, finding, _) in enumerate(verdicts):
        if one.citation.body in (CENTRAL, CONGRESS):
            places.setdefault((one.chain.span, one.citation.term, finding), index)
    kept = list(verdicts)
    dropped = set()
    for index, (one, finding, hit) in enumerate(verdicts):
        into = places.get((one.chain.span, one.citation.term, INCLUDED_IN.get(finding)))
        if into is not None and one.citation.body in (CENTRAL, CONGRESS):
            other, found, whole = kept[into]
            if len(whole.related) < MOST_RELATED:
                kept[into] = other, found, whole._replace(related=(*whole.related, Related(hit.span)))
            dropped.add(index)
    return [verdict for index, verdict in enumerate(kept) if index not in dropped]


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
    if not citation.body:
        return None
    right = "中" if citation.body == CENTRAL and not citation.formal else "次"
    # 第 belongs to the full form alone: 第三中 is neither 三中 nor 第三次.
    wrong = [s for s in citation.sessions if s.kind != right or (s.kind == "中" and case.text[s.span.start] == "第")]
    if not wrong:
        return None
    first = wrong[0]
    if first.kind == "中" and (citation.formal or "委员会" in case.text[citation.span.start : first.span.start]):
        alone = first is citation.sessions[-1]
        span = Span(first.span.start, citation.span.end) if alone else first.span
        variant, expected = "formal", f"第{to_chinese(first.number)}次" + "全体会议" * alone
    else:
        span, variant, expected = first.span, "central" if right == "中" else "local", name(first._replace(kind=right))
    # A bare number of a list takes its 中 or 次 from a later one, so it is said with that.
    actual = case.words(span) if variant == "formal" or case.text[span.start] == "第" else name(first)
    related = tuple(Related(session.span) for session in wrong[1:])
    return Hit(span, {"actual": actual, "expected": expected}, variant, related, expected)


def _future(case: Situation, one: Cited) -> Hit | None:
    return _coming(case, one, ("certain", "unverified"))


def _unknown(case: Situation, one: Cited) -> Hit | None:
    return _coming(case, one, ("unknown",))


def _coming(case: Situation, one: Cited, wanted: tuple[str, ...]) -> Hit | None:
    citation = one.citation
    if not case.coming or not citation.body:
        return None
    to_come = [
        (session.span, key, case.coming[key])
        for session, key in zip(citation.sessions, citation.keys, strict=True)
        if case.coming.get(key) in wanted and key not in case.awaited
    ]
    if not to_come:
        return None
    return _to_come(case, *to_come[0])._replace(related=tuple(Related(span) for span, _, _ in to_come[1:]))


def _future_congress(case: Situation, one: Cited) -> Hit | None:
    key = Key(CONGRESS, one.citation.term)
    certainty = case.coming.get(key)
    if certainty is None:
        return None
    held = takes_as_held(case.text, one.citation.span, case.meetings)
    if key in case.awaited and not held:
        return None
    hit = _to_come(case, one.citation.span, key, certainty)
    meeting, year = case.meetings.get(key), case.context.year
    # A plan may well provide for studying a congress that falls within its year; nothing can rest on it yet.
    due = bool(meeting and meeting.closed and year and meeting.closed.year <= year)
    return hit._replace(weak=hit.weak or (due and not held and plans_study(case.text, one.chain.span, case.meetings)))


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
