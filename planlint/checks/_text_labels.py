"""Numbers that are no node of the outline: 一是…；二是… inside a paragraph, and the decimals of emergency plans (2.1).

Measured on 153 official documents: 134 runs inside one line, none of them broken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from planlint.context import Context
from planlint.model import Span
from planlint.numerals import to_chinese, to_int
from planlint.outline.labels import QUANTITY
from planlint.outline.masks import strictly_inside
from planlint.patterns import pattern
from planlint.sequences import Slip, judge

BEGINS = "(?:^|(?<=[\\n\\u3000 。；：:，”）]))"
HAN = "([一二三四五六七八九十]{1,2})"
INNER = {
    "一是": pattern(f"{BEGINS}{HAN}是"),
    "一要": pattern(f"{BEGINS}{HAN}要"),
    "（一）": pattern(f"{BEGINS}（{HAN}）"),
    "（1）": pattern(BEGINS + r"（(\d{1,2})）"),
    "1）": pattern(BEGINS + r"(\d{1,2})）"),
}
"""The first label of a run, and its labels."""
DECIMAL = pattern(r"(?m)^ {0,4}(\d{1,2}(?:\.\d{1,2}){1,3})(?= {0,2}[（“《\u4e00-\u9fffⅠ-Ⅻ])")
MONTH = pattern(r"(?m)^ *(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份|：| )")
FEWEST_MONTHS = 3
FEWEST = 6
"""So many decimals at the beginning of lines are a way to number."""


CITED = ("、", "和", "及", "与", "至", "或")
"""Between two labels: they are named, and number nothing here."""


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


def has_decimals(text: str) -> bool:
    """Say whether a clean text is divided by decimals (1.1 指导思想)."""
    return "\n1.1" in text and DECIMAL.search(text) is not None


def by_months(text: str) -> bool:
    """Say whether the lines of a clean text go by months (3月　主题党日：…)."""
    return len(MONTH.findall(text)) >= FEWEST_MONTHS


def _inner(context: Context) -> Iterator[TextSlip]:
    """Judge each run that begins with a first label and ends with its line, unless runs stand inside one another."""
    text = context.plan.clean
    for first, labels in INNER.items():
        number: Callable[[int], str] = str if "1" in first else to_chinese
        at = text.find(first)
        while at >= 0:
            end = text.find("\n", at)
            end = end if end >= 0 else len(text)
            runs: list[list[tuple[Span, int]]] = []
            for found in labels.finditer(text, at, end):
                after = found.end() + 1  # （一）和（二）由甲科负责
                cited = text[after - 1 : after] in CITED and text.startswith(first[0], after)
                if not cited and not strictly_inside(context.plan.masks.brackets, found.start()):
                    if found[0] == first:
                        runs.append([])
                    if runs:
                        runs[-1].append((Span(*found.span()), to_int(found[1]) or 0))
            for run in runs if len(runs) == 1 or all(len(run) > 1 for run in runs) else ():
                yield from _slips(context, run, first.replace(number(1), "{}", 1), number)
            at = text.find(first, end)


def _decimals(context: Context) -> Iterator[TextSlip]:
    """Judge the last numbers of the decimals that share all but these: 4.1, 4.2, 4.4."""
    text, masks = context.plan.clean, context.plan.masks
    groups: dict[str, list[tuple[Span, int]]] = {}
    for found in DECIMAL.finditer(text) if has_decimals(text) else ():
        apart = any(masks.inside(kind, found.start(1)) for kind in ("tables", "contents"))
        if not apart and not QUANTITY.match(text, found.start(1)):
            prefix, _, last = found[1].rpartition(".")
            groups.setdefault(prefix + ".", []).append((Span(*found.span(1)), int(last)))
    if sum(map(len, groups.values())) >= FEWEST:
        for prefix, run in groups.items():
            yield from _slips(context, run, f"{prefix}{{}}", str)


def _slips(
    context: Context, run: list[tuple[Span, int]], label: str, number: Callable[[int], str]
) -> Iterator[TextSlip]:
    for slip in judge([number for _, number in run]) if len(run) > 1 else ():
        before = context.plan.text(run[slip.at - 1][0]) if slip.at else ""
        clash = run[slip.related][0] if slip.related is not None else None
        yield TextSlip(slip, run[slip.at][0], label.format(number(slip.expected)), before, clash)
