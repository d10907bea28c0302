"""What a document cites of congresses and plenums, and how: as guidance, as history, or as still to come."""

from __future__ import annotations

from typing import Literal, NamedTuple

from planlint.citations import Chain, Citation, Vocabulary, find
from planlint.context import Context
from planlint.facts.meetings import Meetings
from planlint.model import Span
from planlint.outline.masks import inside

SENTENCE = 160
CLAUSE = 40
SENTENCE_ENDS = "。；！？\n"
CLAUSE_ENDS = SENTENCE_ENDS + "，：,;"
HEAD = 400

Use = Literal["guidance", "history", "other"]


class Cited(NamedTuple):
    """A citation, the chain it stands in, and its use."""

    citation: Citation
    chain: Chain
    use: Use


class Reading(NamedTuple):
    """All citations of a document, in order, and the text they were found in."""

    text: str
    cited: list[Cited]


def read(context: Context) -> Reading:
    """Return what the document cites outside 《》."""
    meetings = context.facts.meetings
    text = context.plan.clean
    if context.plan.wrapped:
        text = text.replace("\n", " ")
    words = Vocabulary(meetings.other_bodies, meetings.not_congress, meetings.cues["leads"])
    titles = context.plan.masks
    found = [
        Cited(citation, chain, _use(text, chain, citation, meetings))
        for chain in find(text, words)
        if not titles.inside("titles", chain.span.start)
        for citation in chain.citations
    ]
    return Reading(text, found)


def _use(text: str, chain: Chain, citation: Citation, meetings: Meetings) -> Use:
    cues = meetings.cues
    start, end = chain.span
    if text.endswith(("党的", "中共"), 0, start):
        start -= 2
    if text.endswith(cues["history-before"], 0, start):
        return "history"
    if citation.spirit:
        return "guidance"
    if text.startswith(cues["history-after"], end):
        return "history"
    if text.endswith(cues["guidance-before"], 0, start):
        return "guidance"
    after = next((word for word in cues["guidance-after"] if text.startswith(word, end)), "")
    followed = text[end + len(after) : end + len(after) + 1]
    return "guidance" if after and (not followed or followed in CLAUSE_ENDS + "、和及与") else "other"


def awaits(text: str, span: Span, meetings: Meetings) -> bool:
    """Say whether the clause around `span` speaks of a meeting that is to come: 迎接…召开, 筹备…."""
    cues = meetings.cues
    if text.startswith(cues["forthcoming-after"], span.end) and not text.startswith(cues["happened-after"], span.end):
        return True
    start, end = around(text, span, CLAUSE_ENDS, CLAUSE)
    before, after = text[start : span.start], text[span.end : end]
    return any(word in before or word in after for word in cues["forthcoming"])


def around(text: str, span: Span, ends: str, reach: int) -> Span:
    """Return the sentence or clause around `span`: up to one of `ends`, at most `reach` code points away."""
    low, high = max(0, span.start - reach), min(len(text), span.end + reach)
    start = max([low, *(text.rfind(end, low, span.start) + 1 for end in ends)])
    after = [at for at in (text.find(end, span.end, high) for end in ends) if at >= 0]
    return Span(start, min(after, default=high))


def looks_back(context: Context, text: str, span: Span) -> bool:
    """Say whether the sentence or the section around `span` is about the time before the document's date."""
    cues = context.facts.meetings.cues
    start, end = around(text, span, SENTENCE_ENDS, SENTENCE)
    sentence = text[start:end]
    if any(word in sentence for word in cues["look-back"]) or names_past_year(context, sentence):
        return True
    return inside(context.once(_past), span.start)


def _past(context: Context) -> list[Span]:
    """Return the documents and sections whose title or heading says that they look back, outermost only."""
    words = context.facts.meetings.cues["look-back-headings"]
    plan = context.plan
    named = [(part.title_text or "", part.node.span) for part in plan.parts]
    named += [(plan.text(node.heading), node.span) for node in plan.nodes("section")]
    spans = [span for name, span in named if any(word in name for word in words)]
    out: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not out or span.start >= out[-1].end:
            out.append(span)
    return out


def names_past_year(context: Context, sentence: str) -> bool:
    """Say whether a sentence is about years before the document's own, as its first words have that."""
    named = _years(sentence)
    if context.dating is None or not named:
        return False
    own = _years(context.plan.title or "") or _years(context.plan.clean[:HEAD])
    return max(named) < min([context.dating.start.year, *own[:1]])


def _years(text: str) -> list[int]:
    return [int(part[-4:]) for part in text.split("年")[:-1] if part[-4:].isdecimal() and len(part) >= 4]
