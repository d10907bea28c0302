"""Numbers that are no node of the outline: 一是…；二是… inside a paragraph, and the decimals of emergency plans (2.1).

Measured on 153 official documents: 124 runs of 一是 inside one line, none of them broken.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from planlint.context import Context
from planlint.model import Span
from planlint.numerals import to_chinese, to_int
from planlint.outline.labels import QUANTITY
from planlint.patterns import pattern
from planlint.sequences import Slip, judge

FIRST = ("一是", "一要")
INNER = pattern(r"(?:^|(?<=[。；：:，”）]))([一二三四五六七八九十]{1,2})(?=[是要])")
DECIMAL = pattern(r"(?m)^ {0,4}(\d{1,2}(?:\.\d{1,2}){1,3})(?= {0,2}[（“《\u4e00-\u9fffⅠ-Ⅻ])")
FEWEST = 6
"""So many decimals at the beginning of lines are a way to number."""


class TextSlip(NamedTuple):
    """A slip in such a run: the label at `span` should read `expected`; `previous` and `clash` are other labels."""

    slip: Slip
    span: Span
    expected: str
    previous: str
    clash: Span | None


def text_slips(context: Context) -> list[TextSlip]:
    """Return the slips in the labels that stand inside the text, in order; none in wrapped texts."""
    if context.plan.wrapped:
        return []
    return sorted([*_inner(context), *_decimals(context)], key=lambda found: found.span)


def _inner(context: Context) -> Iterator[TextSlip]:
    """Judge each run that begins with 一是 or 一要 and ends with its line, unless runs stand inside one another."""
    text, masks = context.plan.clean, context.plan.masks
    for word in FIRST:
        at = text.find(word)
        while at >= 0:
            end = text.find("\n", at)
            end = end if end >= 0 else len(text)
            runs: list[list[Span]] = []
            for found in INNER.finditer(text, at, end):
                if text[found.end()] == word[1] and not masks.inside("brackets", found.start()):
                    if found[0] == word[0]:
                        runs.append([])
                    if runs:
                        runs[-1].append(Span(found.start(), found.end() + 1))
            for run in runs if len(runs) == 1 or all(len(run) > 1 for run in runs) else ():
                numbers = [to_int(text[span.start : span.end - 1]) or 0 for span in run]
                yield from _slips(context, run, numbers, ("", word[1]))
            at = text.find(word, end)


def _decimals(context: Context) -> Iterator[TextSlip]:
    """Judge the last numbers of the decimals that share all but these: 4.1, 4.2, 4.4."""
    text, masks = context.plan.clean, context.plan.masks
    groups: dict[str, list[Span]] = {}
    for found in DECIMAL.finditer(text) if "\n1.1" in text else ():
        apart = any(masks.inside(kind, found.start(1)) for kind in ("tables", "contents"))
        if not apart and not QUANTITY.match(text, found.start(1)):
            groups.setdefault(found[1].rpartition(".")[0], []).append(Span(*found.span(1)))
    if sum(map(len, groups.values())) >= FEWEST:
        for prefix, spans in groups.items():
            numbers = [int(text[span.start + len(prefix) + 1 : span.end]) for span in spans]
            yield from _slips(context, spans, numbers, (f"{prefix}.", ""))


def _slips(context: Context, spans: list[Span], numbers: list[int], around: tuple[str, str]) -> Iterator[TextSlip]:
    for slip in judge(numbers) if len(numbers) > 1 else ():
        number = str(slip.expected) if around[0] else to_chinese(slip.expected)
        before = context.plan.text(spans[slip.at - 1]) if slip.at else ""
        clash = spans[slip.related] if slip.related is not None else None
        yield TextSlip(slip, spans[slip.at], f"{around[0]}{number}{around[1]}", before, clash)
