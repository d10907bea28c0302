"""What a document cites of congresses and plenums, and how: as guidance, as history, or as still to come."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from planlint.citations import HAN_NUMERALS, Chain, Citation, Vocabulary, find
from planlint.context import Context
from planlint.facts.meetings import Meetings
from planlint.model import Span
from planlint.tense import tense_at

SENTENCE = 160
CLAUSE = 40
SENTENCE_ENDS = "。；！？\n"
CLAUSE_ENDS = SENTENCE_ENDS + "，：,;"
HEAD = 400
OPEN = frozenset((*HAN_NUMERALS, *"第届历全大中次、和及与"))
GOES_ON = frozenset((*HAN_NUMERALS, *"届大中次历会全精、和及与"))
"""With these a line of a citation may end, with those the next may begin."""

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
    text, wrapped = context.plan.clean, context.plan.wrapped
    words = Vocabulary(meetings.other_bodies, meetings.not_congress, meetings.cues["leads"])
    titles = context.plan.masks
    joined, cuts = _joined(text, context.document.line_starts, wrapped)
    found: list[Cited] = []
    for chain in find(joined, words):
        placed = _placed(chain, cuts) if cuts else chain
        if not titles.inside("titles", placed.span.start):
            uses = [_use(joined, chain, citation, meetings) for citation in chain.citations]
            found += [Cited(*one) for one in zip(placed.citations, [placed] * len(uses), uses, strict=True)]
    return Reading(text.replace("\n", " ") if wrapped else text, found)


def _joined(text: str, starts: Sequence[int], wrapped: bool) -> tuple[str, list[int]]:
    """Return `text` without the line breaks that cut a sentence in two, and where each of them would stand.

    In hard-wrapped text those are all between two characters; in other text those at which only a citation
    goes on (十⏎九届, 二中、⏎三中, 历⏎次全会). `starts` are the offsets of the lines of `text`; the places returned are
    offsets in the joined text.
    """
    pieces: list[str] = []
    cuts: list[int] = []
    done = 0
    for start in starts:
        if not 1 < start < len(text):
            continue
        before, after = text[start - 2], text[start]
        if _is_han(before) and _is_han(after) if wrapped else before in OPEN and after in GOES_ON:
            pieces.append(text[done : start - 1])
            cuts.append(start - 1 - len(cuts))
            done = start
    joined = "".join((*pieces, text[done:])) if cuts else text
    return (joined.replace("\n", " ") if wrapped else joined), cuts


def _is_han(char: str) -> bool:
    return "一" <= char <= "鿿" or char == "、"


def _placed(chain: Chain, cuts: list[int]) -> Chain:
    """Return a chain of joined text with the offsets of the text itself."""

    def place(span: Span) -> Span:
        last = span.end - 1
        return Span(span.start + bisect_right(cuts, span.start), last + bisect_right(cuts, last) + 1)

    citations = tuple(
        one._replace(span=place(one.span), sessions=tuple(s._replace(span=place(s.span)) for s in one.sessions))
        for one in chain.citations
    )
    return Chain(place(chain.span), citations)


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
    """Say whether a meeting is said to be to come: 迎接…召开 in the clause around `span`, 待全会召开后 behind it."""
    cues = meetings.cues
    if text.startswith(cues["forthcoming-after"], span.end) and not text.startswith(cues["happened-after"], span.end):
        return True
    start, end = around(text, span, CLAUSE_ENDS, CLAUSE)
    before, after = text[start : span.start], text[span.end : end]
    if any(word in before or word in after for word in cues["forthcoming"]):
        return True
    line = text[span.end : around(text, span, "\n", SENTENCE).end]
    return any(word in line for word in cues["forthcoming-later"])


def plans_study(text: str, span: Span, meetings: Meetings) -> bool:
    """Say whether the clause around `span` arranges for a meeting to be studied: 学习宣传贯彻…, …宣讲."""
    start, end = around(text, span, CLAUSE_ENDS, CLAUSE)
    return any(word in text[start:end] for word in meetings.cues["planned-study"])


def takes_as_held(text: str, span: Span, meetings: Meetings) -> bool:
    """Say whether the words after `span` speak of a meeting that is over: …以来, …报告提出, …精神为指导."""
    return text.startswith(meetings.cues["held-after"], span.end)


def around(text: str, span: Span, ends: str, reach: int) -> Span:
    """Return the sentence or clause around `span`: up to one of `ends`, at most `reach` code points away."""
    low, high = max(0, span.start - reach), min(len(text), span.end + reach)
    start = max([low, *(text.rfind(end, low, span.start) + 1 for end in ends)])
    after = [at for at in (text.find(end, span.end, high) for end in ends) if at >= 0]
    return Span(start, min(after, default=high))


def looked_back_on(context: Context, text: str, span: Span) -> date | None:
    """Return the first day of the time that the sentence or the section around `span` looks back on.

    None when it does not look back, the first day there is when it does not tell on what.
    """
    cues, dating = context.facts.meetings.cues, context.dating
    start, end = around(text, span, SENTENCE_ENDS, SENTENCE)
    sentence = text[start:end]
    if any(word in sentence for word in cues["look-back"]):
        return date.min
    if dating is not None and any(word in sentence for word in cues["look-back-a-year"]):
        return date(dating.start.year - 1, 1, 1)
    if names_past_year(context, sentence):
        return date(min(_years(sentence)), 1, 1)
    return _year_under_review(context, span) if tense_at(context, span.start) == "back" else None


def _year_under_review(context: Context, span: Span) -> date:
    """Return the first day of the year before the document's that the nearest heading or title around `span` names."""
    plan, cues, dating = context.plan, context.facts.meetings.cues, context.dating
    spans = cues["spans"]
    names = [part.title_text or "" for part in plan.parts if part.node.span.start <= span.start]
    around_it = (node for node in plan.nodes("section") if node.span.start <= span.start < node.span.end)
    names += [plan.text(node.heading) for node in around_it]
    telling = (name for name in reversed(names) if _years(name) or any(word in name for word in spans))
    name = next(telling, "")
    years = _years(name)
    if dating is None or not years or max(years) - min(years) > 1 or any(word in name for word in spans):
        return date.min
    half = any(word in name for word in cues["within-year"])  # 2026年上半年工作总结 is written in that year
    return date(min(*years, dating.start.year - (not half)), 1, 1)


def names_past_year(context: Context, sentence: str) -> bool:
    """Say whether a sentence is about years before the document's own, as its first words have that."""
    named = _years(sentence)
    if context.dating is None or not named:
        return False
    own = _years(context.plan.title or "") or _years(context.plan.clean[:HEAD])
    return max(named) < min([context.dating.start.year, *own[:1]])


def _years(text: str) -> list[int]:
    ends = (part[-4:] for part in text.split("年")[:-1] if len(part) >= 4)
    return [year for end in ends if end.isdecimal() and (year := int(end))]  # 0000年 is none
