"""mixed-quotes: a term in quotation marks here and bare there.

引号时有时无：同一个说法一处加引号（“一岗双责”）、一处不加。通常加引号的说法在事实表 names 的 quoted 里，两种都有就报
少的；别的说法，要有三处以上加引号、只有一处不加才报。文件和章节的标题、书名号里不加引号是正常的，不算。

GB/T 15834-2011 4.8.3.2 lets quotation marks set off a word of special meaning; that a document does so throughout is
the custom. A hint and no more: a term may be meant literally once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from planlint.checks import option, options
from planlint.checks._quoted import quoted_places, quoted_terms
from planlint.context import Context
from planlint.facts import Facts
from planlint.findings import Hit, Related
from planlint.model import Span
from planlint.numerals import to_int
from planlint.patterns import offsets
from planlint.sentences import trim
from planlint.terms import fold, occurrences

TITLE = "引号时有时无"

RECIPE = """\
- id: office-mixed-quotes
  title: 引号时有时无（本单位）
  check: mixed-quotes
  severity: info
  basis: 本单位
  message: {zh: "“{term}”别处{usual}引号", en: "“{term}” is quoted elsewhere, or not"}
  rationale: 同一说法加不加引号，全文一致。
  tests:
    - pass: 落实“一岗双责”，压实“一岗双责”。
    - fail: 落实“一岗双责”，压实⟦一岗双责⟧责任。
"""

SHORTEST = 4  # code points of a term that is not in the table
MOST = 50  # such terms that are looked for
FEW = 2  # more places than this are no slip but another use of the word


@options
class Options:
    """What is evidence enough."""

    quoted: int = option(3, "表里没有的说法，至少几处加引号", "how often a term of no table must be quoted")


@lru_cache(maxsize=4)
def _terms(facts: Facts) -> frozenset[str]:
    return frozenset(map(fold, facts.table("names").get("quoted", ())))


def table_terms(facts: Facts) -> Iterable[str]:
    """Return the terms that are usually quoted."""
    return _terms(facts)


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a place that differs; values: `term`, `usual` (加了 or 没有加) and `times`."""
    text, known, quoted = context.plan.clean, _terms(context.facts), context.once(quoted_terms)
    everywhere: dict[str, list[int]] = {}
    for at in occurrences(context, known):
        everywhere.setdefault(at.word, []).append(at.start)
    bare: dict[str, list[int]] = {}
    for term, found in everywhere.items():
        if 0 < quoted[term] < len(found):
            bare[term] = [at for at in found if _is_bare(context, at, term)]
    often = [term for term, times in quoted.items() if times >= options.quoted and len(term) >= SHORTEST]
    for term in often[:MOST]:
        if term not in bare and to_int(term[0]) is None:
            found = [at for at in offsets(text, (term,)) if _is_bare(context, at, term)]
            if len(found) == 1:
                bare[term] = found
    for term, found in bare.items():
        marked = quoted_places(text, term)
        odd, usual = (marked, found) if len(marked) < len(found) else (found, marked)
        if 0 < len(odd) <= FEW:
            values = {"term": term, "usual": "没有加" if usual is found else "加了", "times": len(usual)}
            related = (Related(Span(usual[0], usual[0] + len(term))),)
            for start in odd:
                yield Hit(Span(start, start + len(term)), values, None, related)


def _headings(context: Context) -> frozenset[tuple[int, int]]:
    """Return where the words of each heading begin and end: one that is nothing but a name needs no marks."""
    clean = context.plan.clean
    nodes = context.plan.nodes("section", "item")
    return frozenset((node.heading.start, trim(clean, node.heading).end) for node in nodes)


def _is_bare(context: Context, at: int, term: str) -> bool:
    """Say whether a term stands in running text: in no quotation, not even in half of one, and in no title."""
    plan, end = context.plan, at + len(term)
    if plan.masks.inside("quotes", at) or plan.masks.inside("titles", at):
        return False
    if (
        plan.clean[at - 1 : at] in ("“", '"')
        or plan.clean[end : end + 1] in ("”", '"')
        or (not plan.clean[end : end + 1].strip(" 。\n") and (at, end) in context.once(_headings))
    ):
        return False
    return not any(part.title and part.title.span.start <= at < part.title.span.end for part in plan.parts)
