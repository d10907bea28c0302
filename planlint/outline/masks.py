"""Masks: where the text stands in quotation marks, in 《》, in brackets. One scan, computed once.

The scan keeps a stack, and forgives as a reader does: a closing mark closes the nearest open one of its kind,
what was opened inside and never closed is dropped, and nothing reaches further than `REACH` lines, so that one
forgotten mark does not swallow a document. `unbalanced` lists what stayed alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from planlint.model import Span

OPENERS = {
    "“": "quote",
    "‘": "quote2",
    "《": "title",
    "〈": "title2",
    "（": "round",
    "(": "round",
    "〔": "tortoise",
    "【": "lens",
    "「": "corner",
    "『": "corner2",
}
CLOSERS = {
    "”": "quote",
    "’": "quote2",
    "》": "title",
    "〉": "title2",
    "）": "round",
    ")": "round",
    "〕": "tortoise",
    "】": "lens",
    "」": "corner",
    "』": "corner2",
}
KINDS = {
    "quote": "quotes", "quote2": "quotes", "corner": "quotes", "corner2": "quotes",
    "title": "titles", "title2": "titles",
    "round": "brackets", "tortoise": "brackets", "lens": "brackets",
}  # fmt: skip
REACH = 3
DEPTH = 8
NEAR = 400  # code points between two marks in which line ends are counted one by one

_FAMILIES = tuple(dict.fromkeys(OPENERS.values()))
_CLOSING = len(_FAMILIES)  # codes from here on close
_CODES = 2 * _CLOSING
_CODE_OF = {mark: _FAMILIES.index(family) for mark, family in OPENERS.items()}
_span = tuple.__new__  # what Span(…) comes to, in half the time
_CODE_OF |= {mark: _CLOSING + _FAMILIES.index(family) for mark, family in CLOSERS.items()}


@dataclass(slots=True)
class Masks:
    """Sorted, outermost spans, marks included, for each kind.

    `unbalanced` holds the offsets of lone marks, `narrow` the pairs of round brackets, nested ones too, of which one
    mark at least is half-width; both sorted.
    """

    quotes: list[Span] = field(default_factory=list)
    titles: list[Span] = field(default_factory=list)
    brackets: list[Span] = field(default_factory=list)
    tables: list[Span] = field(default_factory=list)
    attachments: list[Span] = field(default_factory=list)
    contents: list[Span] = field(default_factory=list)
    unbalanced: list[int] = field(default_factory=list)
    narrow: list[Span] = field(default_factory=list)

    def inside(self, kind: str, offset: int) -> bool:
        """Say whether `offset` lies inside a span of `kind` (quotes, titles, brackets, tables, …)."""
        return inside(getattr(self, kind), offset)


def inside(spans: Sequence[Span], offset: int) -> bool:
    """Say whether `offset` lies in one of the sorted, disjoint `spans`."""
    at = bisect_right(spans, (offset, 1 << 60)) - 1
    return at >= 0 and offset < spans[at].end


def strictly_inside(spans: Sequence[Span], offset: int) -> bool:
    """Say whether `offset` lies in one of the `spans` after its opening mark."""
    at = bisect_right(spans, (offset, -1)) - 1
    return at >= 0 and spans[at].start < offset < spans[at].end


def scan(clean: str) -> Masks:
    """Return the masks of a clean text. Linear: a closing mark looks at no more than `DEPTH` open ones."""
    masks = Masks()
    found: dict[str, list[Span]] = {"quotes": [], "titles": [], "brackets": []}
    kinds = [found[KINDS[family]] for family in _FAMILIES]
    alone = masks.unbalanced
    stack: list[int] = []
    find = clean.find
    lines: list[int] = []

    def within_reach(opened: int, offset: int) -> bool:
        if offset - opened < NEAR:
            return clean.count("\n", opened, offset) <= REACH
        if not lines:  # a count of everything between would make nested marks cost the square of their number
            lines.extend(at for at, char in enumerate(clean) if char == "\n")
            lines.append(len(clean))
        return bisect_right(lines, offset) - bisect_right(lines, opened) <= REACH

    for mark in _marks(clean):
        code = mark % _CODES
        if code < _CLOSING:
            stack.append(mark)
            continue
        code -= _CLOSING
        offset = mark // _CODES
        if stack and stack[-1] % _CODES == code:
            opened = stack[-1] // _CODES
            if (offset - opened < NEAR and find("\n", opened, offset) < 0) or within_reach(opened, offset):
                stack.pop()
                kinds[code].append(_span(Span, (opened, offset + 1)))
                continue
        for depth in range(len(stack) - 2, max(-1, len(stack) - 1 - DEPTH), -1):
            opened = stack[depth] // _CODES
            if stack[depth] % _CODES == code and within_reach(opened, offset):
                alone += [entry // _CODES for entry in stack[depth + 1 :]]
                kinds[code].append(_span(Span, (opened, offset + 1)))
                del stack[depth:]
                break
        else:
            alone.append(offset)
    alone += [entry // _CODES for entry in stack]
    alone.sort()
    for spans in found.values():
        spans.sort()
    if "(" in clean or ")" in clean:
        masks.narrow = [s for s in found["brackets"] if clean[s.start] == "(" or clean[s.end - 1] == ")"]
    masks.quotes, masks.titles, masks.brackets = map(_outermost, found.values())
    return masks


def _marks(clean: str) -> list[int]:
    """Return all marks in order, each as offset × `_CODES` + code of the mark.

    Looking for one mark at a time is ten times as fast as for a class.
    """
    marks = []
    find = clean.find
    for mark, code in _CODE_OF.items():
        at = find(mark)
        while at >= 0:
            marks.append(at * _CODES + code)
            at = find(mark, at + 1)
    marks.sort()
    return marks


def _outermost(spans: list[Span]) -> list[Span]:
    """Return those of the sorted `spans` that stand in no other."""
    out: list[Span] = []
    end = 0
    for span in spans:
        if span.start >= end:
            out.append(span)
            end = span.end
    return out
