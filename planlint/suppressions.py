"""Inline directives: what a writer has looked at and wants left alone.

`#planlint: ignore RULE -- reason` on a line of its own in a text file, `<!-- planlint: … -->` in Markdown; the
language is grammar/directive.lark. A suppressed finding stays in the machine-readable reports with its reason, and
a directive that suppresses nothing is reported by the rule `unused-suppression`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from planlint.findings import Finding
from planlint.grammars import NoParse
from planlint.model import Document, Span
from planlint.pack import grammar
from planlint.patterns import pattern

LINE = pattern(
    r"^[ \t\u3000]*(?:[#＃]\s?planlint[:：]\s*(?P<text>[^\n]*?)|<!--\s*planlint[:：]\s*(?P<comment>[^\n]*?)\s*-->)"
    r"[ \t\u3000]*$",
    re.MULTILINE,
)


@dataclass(slots=True, eq=False, repr=False)
class Directive:
    """One directive. `scope` is what it covers, `rules` the ids or titles it names, `used` those that it met.

    `faulty` is set when the text behind “planlint:” could not be understood; then it covers nothing.
    """

    span: Span
    command: str
    rules: tuple[str, ...]
    reason: str
    scope: Span
    faulty: bool = False
    used: set[str] = field(default_factory=set)


def find(document: Document) -> list[Directive]:
    """Return the directives of a document, in order."""
    if "planlint" not in document.text:
        return []
    out: list[Directive] = []
    for found in LINE.finditer(document.text):
        span = Span(*found.span())
        try:
            tree = grammar("directive").parse((found["text"] or found["comment"] or "").strip() + " ")
        except NoParse:
            out.append(Directive(span, "", (), "", Span(0, 0), faulty=True))
            continue
        command = tree.children[0].text
        rules = tuple(token.text for token in tree.find("rules")[0].children)
        reason = "".join(token.text.lstrip("-—").strip() for token in tree.find("REASON"))
        out.append(Directive(span, command, rules, reason, _scope(document, span, command)))
    _close_ranges(out)
    return [directive for directive in out if directive.command != "on"]


def hide(document: Document, directives: Sequence[Directive]) -> Document:
    """Return the document with its directives made opaque, so that they are not read as prose."""
    if not directives:
        return document
    spans: list[Span] = []
    for span in sorted({*document.opaque, *(Span(*m.span()) for m in LINE.finditer(document.text))}):
        if spans and span.start < spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, span.end))
        else:
            spans.append(span)
    return replace(document, opaque=tuple(spans))


def apply(findings: Iterable[Finding], directives: Sequence[Directive], titles: dict[str, str]) -> list[Finding]:
    """Return the findings, those that a directive covers marked as suppressed with its reason.

    `titles` maps the Chinese titles of rules to their ids.
    """
    out = list(findings)
    if not directives:
        return out
    covers: dict[str, list[tuple[int, int, str]]] = {}
    for order, directive in enumerate(directives):
        for name in directive.rules:
            covers.setdefault(titles.get(name, name), []).append((directive.scope.start, order, name))
    places: dict[str, list[int]] = {}
    for index, finding in enumerate(out):
        if finding.rule in covers:
            places.setdefault(finding.rule, []).append(index)
    for rule, indexes in places.items():
        for index, order, name in _first_covers(sorted(covers[rule]), directives, out, indexes):
            directives[order].used.add(name)
            out[index] = out[index]._replace(suppressed=directives[order].reason or "inline")
    return out


def _first_covers(
    covers: Sequence[tuple[int, int, str]],
    directives: Sequence[Directive],
    findings: Sequence[Finding],
    indexes: Iterable[int],
) -> Iterator[tuple[int, int, str]]:
    """Yield (index of a finding, number of the first directive that covers it, the name it has for the rule).

    `covers` are the directives of one rule, by where they begin: (start, number, name). One sweep over the text,
    because a document may hold as many directives as findings.
    """
    from heapq import heappop, heappush

    begun: list[tuple[int, str]] = []
    at = 0
    for index in sorted(indexes, key=lambda index: findings[index].span.start):
        offset = findings[index].span.start
        while at < len(covers) and covers[at][0] <= offset:
            heappush(begun, covers[at][1:])
            at += 1
        while begun and directives[begun[0][0]].scope.end < offset:
            heappop(begun)
        if begun:
            yield index, *begun[0]


def _scope(document: Document, span: Span, command: str) -> Span:
    if command == "ignore-file":
        return Span(0, len(document.text))
    if command == "ignore":
        line = document.locate(span.end).line  # 1-based: the 0-based number of the next line
        starts = document.line_starts
        while line < len(starts) and not document.text[slice(*document.line_span(line))].strip():
            line += 1
        return document.line_span(line) if line < len(starts) else Span(span.end, span.end)
    return Span(span.end, len(document.text))


def _close_ranges(directives: list[Directive]) -> None:
    """End the range of each `off` at the next `on` that names its rules."""
    ends: dict[str, int] = {}
    for directive in reversed(directives):
        if directive.command == "on":
            ends.update(dict.fromkeys(directive.rules, directive.span.start))
        elif directive.command == "off":
            end = min((ends[name] for name in directive.rules if name in ends), default=directive.scope.end)
            directive.scope = Span(directive.scope.start, end)
