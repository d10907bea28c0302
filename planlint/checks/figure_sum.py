"""figure-sum: parts that do not add up to their whole.

合计与各部分不符：“新建学校5所（小学2所、中学2所）”，列出的加起来是4所。整体与各部分写在一句话里：括号、冒号后面列出的，“分别为”
“合计”“共计”连着的，“其中”后面列出的；三次产业增加值与生产总值、税收与非税收入与公共预算收入，各自带着增速、分在几句里的也加起来，
三次产业的结构比应当是100。各部分多于整体，一定有一处错了；少于整体，只有说明列全了才报（括号里逐项列出、“分别为”、
“合计”、“公办、民办”那样成对的两类、满分），“其中”只举几项的不报，“等”“约”“左右”“以上”都不报。万元、亿元换算后再加，
四舍五入的末位留有余地。

The words are the tables `figures` and `papers`. Measured on 153 official documents.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain
from typing import Any

from planlint.checks import options
from planlint.checks._partitions import partitions, shares
from planlint.checks._sums import Sum, sums, triggers
from planlint.checks._tables import Totals, decimals, number, totals
from planlint.context import Context
from planlint.facts import Facts
from planlint.figures import Figure
from planlint.findings import Hit, Related
from planlint.model import Span
from planlint.numerals import scale

TITLE = "合计与各部分相符"

RECIPE = """\
- id: office-figure-sum
  title: 合计与各部分不符（本单位）
  check: figure-sum
  severity: warning
  severity-weak: info
  basis: 惯例
  message: {zh: "写的是“{whole}”，各部分加起来是{sum}", en: "“{whole}” is said, the parts add up to {sum}"}
  tests:
    - fail: 新建学校⟦5所⟧（小学2所、中学2所）。
      message: 4所
    - fail: 评审指标共⟦12项⟧，其中定量指标5项、定性指标6项。
    - pass: 新建学校5所（小学2所、中学3所）。
    - pass: 新建学校5所，其中小学2所。
"""

APART = Fraction(1, 2)
"""Farther from its column's sum (in shares of itself), the last row of a table is something else."""
PARTS = {"zh": "各部分", "en": "the parts"}
NEARLY = Fraction(9, 10)
"""From this share on, parts of what is called a total (共12项，其中……) are worth a question."""
ALMOST = Fraction(49, 50)
"""From this share on, the parts of any whole are: the rest is too small for a kind of its own."""


@options
class Options:
    """Nothing to set."""


def table_terms(facts: Facts) -> Iterator[str]:
    """Yield the words that the one scan of the text must find for this check."""
    yield from triggers(facts)
    yield from facts.table("figures")["table-totals"]


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield the wholes whose parts disagree; values `whole`, `sum`, `parts` as written, `column` of a table."""
    told: set[Span] = set()
    words = context.facts.table("figures")
    for found in chain(partitions(context, words), shares(context, words), sums(context)):
        whole, total = found.whole, found.total
        if whole.span in told or abs(total - whole.value) <= found.tolerance:
            continue
        over = total > whole.value
        if not over and not found.closed and not _nearly(context, found):
            continue
        told.add(whole.span)
        text = context.plan.text
        weights, kind = found.form in ("weights", "shares"), found.form
        values = {
            "whole": text(whole.span),
            "sum": _written(total, whole, text(whole.span)),
            "parts": "、".join(text(part.span) for part in found.parts),
        }
        span = Span(found.parts[0].span.start, found.parts[-1].span.end)
        sure = _sure(words, found, over)
        related = () if weights else (Related(span, PARTS),)
        variant = kind if weights else "over" if over and kind != "kinds" else None
        yield Hit(whole.span, values, variant=variant, related=related, weak=not sure)
    for table in totals(context):
        yield from _columns(table, words["not-added"])


def _columns(table: Totals, not_added: Sequence[str]) -> Iterator[Hit]:
    """Yield the totals of columns that do not add up, where another column does, or there is but one."""
    wrong: list[tuple[int, Fraction]] = []
    right = added = 0
    for at in range(1, len(table.total)):
        whole, parts = number(table.total[at]), [number(row[at]) for row in table.rows]
        head = table.head[at].text if at < len(table.head) else ""
        if not whole or None in parts or not any(parts) or any(word in head for word in not_added):
            continue
        added += 1
        total = sum((part for part in parts if part), Fraction(0))
        written = (table.total[at], *(row[at] for row in table.rows))
        step = Fraction(1, 10 ** max(map(decimals, written)))
        tolerance = step * len(written) / 2 if step < 1 else 0
        if abs(total - whole) <= tolerance:
            right += 1
        elif abs(total - whole) <= whole * APART:
            wrong.append((at, total))
    if wrong and (right >= len(wrong) or added == 1):
        for at, total in wrong:
            rows = sorted(row[at].span for row in table.rows)
            shown = str(total.numerator) if total.denominator == 1 else f"{float(total):.10g}"
            values = {"whole": table.total[at].text, "sum": shown, "parts": len(rows)}
            below = Related(Span(rows[0].start, rows[-1].end), PARTS)
            yield Hit(table.total[at].span, values, variant="table", related=(below,), weak=not right)


def _sure(words: Mapping[str, Any], found: Sum, over: bool) -> bool:
    """Say whether nothing is left out, and nothing counted twice: kinds may cross, as 党员 and 女教师 do."""
    if not over and not found.closed:
        return False
    if found.form in ("kinds", "shares"):
        return True
    if any(_kinds(found.names, kinds) for kinds in words["exclusive"]):
        return True
    if found.form != "among":
        return found.whole.unit not in words["people"]
    return found.closed or found.whole.unit in words["measures"] or len(found.parts) == 1


def _kinds(names: Sequence[str], kinds: Sequence[str]) -> bool:
    """Say whether each name bears a kind of its own."""
    borne = [next((kind for kind in kinds if kind in name), None) for name in names]
    return None not in borne and len(set(borne)) == len(names)


def _nearly(context: Context, found: Sum) -> bool:
    """Say whether parts behind 其中 are nearly all, so that one may be wrong or forgotten."""
    start, text = found.whole.span.start, context.plan.clean
    said = any(text.endswith(word, 0, start) for word in context.facts.table("figures")["wholes"])
    share = found.total / found.whole.value if found.whole.digits else 0
    return len(found.parts) > 1 and found.ended and share >= (NEARLY if said else ALMOST)


def _written(total: Fraction, whole: Figure, text: str) -> str:
    """Return a sum in the scale in which the whole is written: in 万元 when that is."""
    letter = next((letter for letter in ("亿", "万") if letter in text), "")
    number = total / scale(letter)
    shown = str(number.numerator) if number.denominator == 1 else f"{float(number):.10g}"
    return f"{shown}{letter}{whole.unit}"
