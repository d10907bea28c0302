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
from planlint.patterns import offsets

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

_FAMILIES = tuple(dict.fromkeys(OPENERS.values()))
_CLOSING = len(_FAMILIES)  # codes from here on close
_CODE_OF = {mark: _FAMILIES.index(family) for mark, family in OPENERS.items()}
_span = tuple.__new__  # what Span(…) comes to, in half the time
_CODE_OF |= {mark: _CLOSING + _FAMILIES.index(family) for mark, family in CLOSERS.items()}


@dataclass(slots=True, eq=False, repr=False)
class Masks:
    """Sorted, outermost spans, marks included, for each kind.

    `running` are the quotes and titles that hold the end of a line, `narrow` the pairs of round brackets, nested ones
    too, of which one mark at least is half-width, `unbalanced` the offsets of lone marks; all sorted.
    """

    quotes: list[Span] = field(default_factory=list)
    titles: list[Span] = field(default_factory=list)
    brackets: list[Span] = field(default_factory=list)
    tables: list[Span] = field(default_factory=list)
    attachments: list[Span] = field(default_factory=list)
    contents: list[Span] = field(default_factory=list)
    running: list[Span] = field(default_factory=list)
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
    code_at = _marks(clean)
    stack: list[int] = []
    line, following = 0, clean.find("\n")  # where the line of the mark begins and ends
    lines: list[int] = []
    crossed = False

    def within_reach(opened: int, offset: int) -> bool:
        if not lines:
            lines.extend(offsets(clean, "\n"))
        return bisect_right(lines, offset) - bisect_right(lines, opened) <= REACH

    for offset in sorted(code_at):
        code = code_at[offset]
        if code < _CLOSING:
            stack.append(offset)
            continue
        code -= _CLOSING
        while 0 <= following < offset:
            line, following = following + 1, clean.find("\n", following + 1)
        if stack:
            opened = stack[-1]
            if code_at[opened] == code and (opened >= line or within_reach(opened, offset)):
                stack.pop()
                kinds[code].append(_span(Span, (opened, offset + 1)))
                crossed = crossed or opened < line
                continue
        for depth in range(len(stack) - 2, max(-1, len(stack) - 1 - DEPTH), -1):
            opened = stack[depth]
            if code_at[opened] == code and within_reach(opened, offset):
                alone += stack[depth + 1 :]
                kinds[code].append(_span(Span, (opened, offset + 1)))
                crossed = crossed or opened < line
                del stack[depth:]
                break
        else:
            alone.append(offset)
    alone += stack
    alone.sort()
    for spans in found.values():
        spans.sort()
    if "(" in clean or ")" in clean:
        masks.narrow = [s for s in found["brackets"] if clean[s.start] == "(" or clean[s.end - 1] == ")"]
    masks.quotes, masks.titles, masks.brackets = map(_outermost, found.values())
    if crossed:
        masks.running = [span for span in sorted([*masks.quotes, *masks.titles]) if clean.find("\n", *span) >= 0]
    return masks


def _marks(clean: str) -> dict[int, int]:
    """Return the code of each mark, by its offset.

    Looking for one mark at a time is ten times as fast as for a class.
    """
    code_at = {}
    find = clean.find
    for mark, code in _CODE_OF.items():
        at = find(mark)
        while at >= 0:
            code_at[at] = code
            at = find(mark, at + 1)
    return code_at


def _outermost(spans: list[Span]) -> list[Span]:
    """Return those of the sorted `spans` that stand in no other."""
    out: list[Span] = []
    end = 0
    for span in spans:
        if span.start >= end:
            out.append(span)
            end = span.end
    return out
