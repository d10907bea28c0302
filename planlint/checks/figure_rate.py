"""figure-rate: a rate beside the two numbers that it comes from, and not what they give.

比率与两数不符：“排查纠纷325件，化解318件，化解率87.8%”，318÷325 是 97.8%。两个数和比率要在一句话里，单位相同，
“化解”与“化解率”是同一个词；约数不算，末位的进舍留有余地。比率的口径可能另有说法（含上年结转的），所以只请核实。
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from planlint.checks import options
from planlint.checks._sums import SHARES
from planlint.context import Context
from planlint.figures import Figure, figures
from planlint.findings import Hit, Related
from planlint.patterns import pattern

TITLE = "比率与两数相符"

RECIPE = """\
- id: office-figure-rate
  title: 比率与两数不符（本单位）
  check: figure-rate
  severity: info
  basis: 本单位
  message: {zh: "{part}÷{whole}是{expected}，这里写的是{actual}", en: "{part} of {whole} is {expected}, not {actual}"}
  tests:
    - fail: 排查纠纷325件，化解318件，化解率⟦87.8%⟧。
    - pass: 排查纠纷325件，化解318件，化解率97.8%。
"""

_RATE = pattern(r"([一-鿿]{2})率(?:达到|达|为|是|约)?\Z")
_PART = pattern(r"[^，。；：、！？\n\d]{0,6}\Z")
_REACH = 120
"""Code points before a rate in which its numbers stand."""
NEAREST = 6
"""Figures before a rate that are looked at."""
_NAME = 8
_WHOLE = 100


@options
class Options:
    """Nothing to set."""


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a rate; values `actual`, `expected`, `part`, `whole`."""
    found, text = figures(context), context.plan.clean
    for at, rate in enumerate(found):
        if rate.unit != "%" or not rate.exact or at < 2:
            continue
        name = _RATE.search(text, max(0, rate.span.start - _NAME), rate.span.start)
        pair = _pair(text, found[max(0, at - NEAREST) : at], name[1], name.start()) if name else None
        if pair is None:
            continue
        whole, part = pair
        expected = part.value * _WHOLE / whole.value
        if abs(expected - rate.value) >= rate.step:
            values = {
                "actual": text[slice(*rate.span)],
                "expected": f"{float(expected):.{max(rate.decimals, 1)}f}%",
                "part": text[slice(*part.span)],
                "whole": text[slice(*whole.span)],
            }
            yield Hit(rate.span, values, related=(Related(whole.span), Related(part.span)))


def _pair(text: str, before: list[Figure], verb: str, end: int) -> tuple[Figure, Figure] | None:
    """Return the whole and the part that a rate of `verb` comes from: the part stands behind the same word."""
    start = max(text.rfind(mark, max(0, end - _REACH), end) for mark in "。；\n")
    said = text.rfind(verb, max(start, end - _REACH, 0), end)
    part = next((one for one in before if one.span.start > said), None)
    if (
        said < 0
        or part is None
        or not part.exact
        or part.unit in SHARES
        or not _PART.match(text[said + 2 : part.span.start])
    ):
        return None
    whole = next((one for one in reversed(before) if start < one.span.start < said and one.unit == part.unit), None)
    if whole is None or not whole.exact or not Fraction(0) < part.value <= whole.value:
        return None
    return whole, part
