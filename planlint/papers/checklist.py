"""The list of what a person must still verify before a document is issued (签发前核对单).

Each thing stands once, with all its places, and with what planlint can say of it: 不符 where a finding lies on it,
库中一致 where a verified record of a fact table agrees with it, 无记录 where nothing is known. Nothing is searched for
anew that a check already reads; a record nobody has verified confirms nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from planlint.context import Context
from planlint.findings import Finding, Result
from planlint.lang import say, t
from planlint.model import Span
from planlint.papers import Cell, Column, Paper, Style
from planlint.papers.things import Thing, things

WIDTHS = {"kind": 5, "thing": 22, "places": 8, "around": 26, "verdict": 20, "box": 3}
WIDER = 24
"""By so many code points a finding may be longer than a thing to be about it, and not about its sentence."""
BEFORE, AFTER = 16, 16


class Line(NamedTuple):
    """One thing, all its places, and the findings that lie on one of them."""

    thing: Thing
    spans: list[Span]
    wrong: list[Finding]


def paper(result: Result, context: Context, lang: str) -> Paper:
    """Return the checklist of a judged document."""
    lines = _lines(things(context), _Findings(_about_things(result, context)))
    rows = tuple(_row(context, line, lang) for line in lines)
    wrong = sum(bool(line.wrong) for line in lines)
    same = sum(not line.wrong and line.thing.known for line in lines)
    about: tuple[str, ...] = (
        "".join((result.title or context.document.path).split()),
        t("checklist.summary", lang, n=len(lines), wrong=wrong, same=same, open=len(lines) - wrong - same),
        t("checklist.signature", lang),
    )
    if result.error is not None:
        about += (say(result.error.texts, lang),)
    columns = tuple(Column(t(f"checklist.{name}", lang), width) for name, width in WIDTHS.items())
    return Paper(t("checklist.title", lang), about, columns, rows)


def _about_things(result: Result, context: Context) -> list[Finding]:
    """Return the findings that nobody has set aside, and that are about a place and not about the whole document."""
    whole = context.facts.table("papers")["about-the-whole"]
    return [one for one in result.findings if one.suppressed is None and one.rule not in whole]


class _Findings:
    """Findings, to be asked by place."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        places = [
            (span, one) for one in findings for span in (one.span, *(r.span for r in one.related if r.path is None))
        ]
        self._places = sorted(places, key=lambda place: place[0])
        self._starts = [span.start for span, _ in self._places]

    def on(self, span: Span) -> list[Finding]:
        """Return the findings about the words of a span."""
        longest = span.end - span.start + WIDER
        low, high = bisect_left(self._starts, span.start - longest), bisect_right(self._starts, span.end - 1)
        return [
            finding
            for at, finding in self._places[low:high]
            if at.end > span.start and at.end > at.start and at.end - at.start <= longest
        ]


def _lines(found: Sequence[Thing], findings: _Findings) -> list[Line]:
    lines: dict[tuple[object, ...], Line] = {}
    for thing in found:
        # Two figures that read alike are seldom one figure: 3个 is said of many things.
        key = (thing.kind, thing.text, thing.span if thing.kind == "figure" else None)
        line = lines.setdefault(key, Line(thing, [], []))
        line.spans.append(thing.span)
        line.wrong.extend(one for one in findings.on(thing.span) if one not in line.wrong)
    return list(lines.values())


def _row(context: Context, line: Line, lang: str) -> tuple[Cell, ...]:
    thing = line.thing
    verdict, style = _verdict(line, lang)
    return (
        Cell(t(f"checklist.{thing.kind}", lang)),
        Cell(thing.text),
        Cell("、".join(context.document.locate(span.start).said(lang) for span in line.spans), "dim"),
        Cell(*_around(context, line.spans[0])),
        Cell(verdict, style),
        Cell("□", "box"),
    )


def _verdict(line: Line, lang: str) -> tuple[str, Style]:
    brackets = f"（{line.thing.note}）" if line.thing.note else ""
    if line.wrong:
        return t("colon", lang).join((t("checklist.wrong", lang), say(line.wrong[0].texts, lang))), "wrong"
    if line.thing.known:
        return t("checklist.same", lang) + brackets, "good"
    return t("checklist.open", lang) + brackets, ""


def _around(context: Context, span: Span) -> tuple[str, Style, str]:
    text = context.plan.clean
    low = max(text.rfind("\n", 0, span.start) + 1, span.start - BEFORE)
    line_end = text.find("\n", span.end)
    high = min(line_end if line_end >= 0 else len(text), span.end + AFTER)
    before = "…" * (low > 0 and text[low - 1] != "\n") + text[low : span.start].lstrip()
    after = text[span.end : high].rstrip() + "…" * (high < len(text) and text[high] != "\n")
    words = " ".join(text[span.start : span.end].split())
    return before + words + after, "dim", words
