"""Puts the lines of a hard-wrapped text (copied from a PDF) together again, so that checks read whole sentences.

What is left out are the ends of full lines inside a sentence, the blanks around them, and the number of a page that
turns there; everything else stays, and `Joined` knows where each character stands in the text itself. A line is
full when it is about as wide as most; after a mark that ends a sentence nothing is joined, for nothing is gained.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from planlint.findings import Edit, Finding, Fix
from planlint.model import Document, Location, Span
from planlint.patterns import pattern

if TYPE_CHECKING:
    from planlint.outline import Plan

GOES_ON = frozenset(["paragraph", "preamble"])
"""Kinds of nodes whose line may be the rest of the one above."""
LIST = "attachment-note"
ENTRY = pattern(r"\d{1,2}\s?[.．、]|[（(]\d{1,2}[)）]|附")
BREAKS_OFF = GOES_ON | {"section", "item", "enumerator", LIST}
"""Kinds of nodes whose line may go on in the next one."""
ENDS = "。！？：!?:"
SHORT = 7
"""A full line lacks at most so many half-width columns: marks that may not begin a line pull two characters down."""
DOUBLE = 0.8
"""Of so many lines the next is one blank line away in a text set so on a web page; else blank lines end paragraphs."""
PAGE = pattern(r"[—–\-－]{0,2}\s?\d{1,4}\s?[—–\-－]{0,2}$|第\s?\d{1,4}\s?页(?:\s?共\s?\d{1,4}\s?页)?$")
_WIDE = pattern("[\u2014-\u2026\u2e80-\uffef]")


class Joined(Document):
    """A text without some of its characters. Offsets are into the text that is left; `source` is the whole one.

    The `cuts` are the sorted, disjoint spans of the source that were left out.
    """

    __slots__ = ("_at", "_left_out", "source")

    def __init__(self, source: Document, cuts: Sequence[Span]) -> None:
        pieces, at = [], 0
        self._at: list[int] = []
        self._left_out: list[int] = []
        gone = 0
        for start, end in cuts:
            pieces.append(source.text[at:start])
            self._at.append(start - gone)
            gone += end - start
            self._left_out.append(gone)
            at = end
        super().__init__("".join((*pieces, source.text[at:])), source.path, source.media_type, meta=source.meta)
        self.source = source

    def origin(self, offset: int) -> int:
        """Return where the character at `offset` stands in the source."""
        at = bisect_right(self._at, offset)
        return offset + (self._left_out[at - 1] if at else 0)

    def origin_of(self, span: Span) -> Span:
        """Return the span of the source from the first character of `span` to its last."""
        start = self.origin(span.start)
        return Span(start, max(start, self.origin(span.end - 1) + 1) if span.end > span.start else start)

    def locate(self, offset: int) -> Location:
        """Return line and column in the source."""
        return self.source.locate(self.origin(offset))

    def found(self, finding: Finding) -> Finding:
        """Return a finding with the places of the source; a fix that would join lines is left to the reader."""
        related = tuple(
            one._replace(span=self.origin_of(one.span)) if one.path is None else one for one in finding.related
        )
        return finding._replace(span=self.origin_of(finding.span), related=related, fix=self._fix(finding.fix))

    def _fix(self, fix: Fix | None) -> Fix | None:
        if fix is None:
            return None
        edits = tuple(Edit(self.origin_of(span), text) for span, text in fix.edits)
        kept = all(
            new.span.end - new.span.start == old.span.end - old.span.start
            for new, old in zip(edits, fix.edits, strict=True)
        )
        return fix._replace(edits=edits) if kept else None


def restored(findings: Iterable[Finding], document: Document) -> list[Finding]:
    """Return findings in a `Joined` document with their places in its source; findings in any other as they are."""
    return [document.found(one) for one in findings] if isinstance(document, Joined) else list(findings)


def cuts(plan: Plan) -> list[Span]:
    """Return what parts the lines of each sentence: the spans to leave out of a hard-wrapped text."""
    document, text = plan.document, plan.document.text
    lines = [document.line_span(number) for number in range(len(document.line_starts))]
    written = (node for node in plan.nodes() if node.line.end > node.line.start)
    kinds = {lines[document.line_at(node.line.start)].start: node.kind for node in written}
    lines = [line for line in lines if text[slice(*line)].strip()]
    full, spacing = _usual(text, lines), _spacing(text, lines)
    found: list[Span] = []
    upper: Span | None = None
    turned = False
    for line in lines:
        words = text[slice(*line)]
        if upper is not None and PAGE.match(words.strip()) and len(words.strip()) < len(text[slice(*upper)]):
            turned = True
            continue
        near = turned or (upper is not None and text.count("\n", upper.end, line.start) == spacing)
        if upper is not None and near and _goes_on(text, upper, line, kinds):
            found.append(_gap(text, upper, line))
        upper = line if kinds.get(line.start) in BREAKS_OFF and _is_full(words, full) else None
        turned = False
    return found


def _goes_on(text: str, upper: Span, line: Span, kinds: dict[int, str]) -> bool:
    """Tell whether a full line goes on in the next one, which is not set in further."""
    above, below = text[slice(*upper)], text[slice(*line)]
    kind = kinds.get(line.start)
    if kinds.get(upper.start) == LIST:
        fits = kind == LIST and not ENTRY.match(below.strip())
    else:
        fits = kind in GOES_ON or below.lstrip()[:2].count("—") == 1  # 产品品牌—企业品牌, broken before its dash
    if not fits:
        return False
    seam = above.rstrip()[-1] + below.lstrip()[0]
    return seam[0] not in ENDS and _indent(below) <= _indent(above) and not (seam.isascii() and seam.isalpha())


def _gap(text: str, upper: Span, line: Span) -> Span:
    return Span(upper.start + len(text[slice(*upper)].rstrip()), line.start + _indent(text[slice(*line)]))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _spacing(text: str, lines: Sequence[Span]) -> int:
    """Return how many line ends stand between most lines: two where a blank line follows each."""
    gaps = [text.count("\n", upper.end, line.start) for upper, line in pairwise(lines)]
    return 2 if gaps.count(2) > len(gaps) * DOUBLE else 1


def _usual(text: str, lines: Sequence[Span]) -> tuple[int, int]:
    """Return how long and how wide a full line is: nine in ten are no longer."""
    at = len(lines) * 9 // 10
    measures = [_measure(text[slice(*line)]) for line in lines]
    return sorted(length for length, _ in measures)[at], sorted(width for _, width in measures)[at]


def _is_full(line: str, usual: tuple[int, int]) -> bool:
    """Tell whether a line is full, wrapped by its characters or by its width."""
    length, width = _measure(line)
    return length >= usual[0] - 1 or width >= usual[1] - SHORT


def _measure(line: str) -> tuple[int, int]:
    """Return how many characters a line has, and how many half-width columns it takes."""
    words = line.rstrip()
    return len(words), len(words) + len(_WIDE.findall(words))
