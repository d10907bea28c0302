"""mixed-names: one name written in two ways in one document.

名称写法混用：发展改革委、发改委、发展和改革委，镇街、街镇，同一份文件里只用一种；少的从多的，次数相同的以先出现的为准。
本地地名有几种简称的也一样（新沙坪坝、新沙区）。写法都在事实表 names 里：units 是单位，words 是别的叫法。全称（……委员
会、人力资源和社会保障局）与一种简称并用是正常的，责任单位里不并用；书名号里的单位名称、发文字号里的（工信部联〔2011〕300号）按
原文。书名号里的其他叫法、地名的简称只请核实。

A custom: no standard asks for it, but readers take two names for two bodies.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from planlint.checks import options
from planlint.checks._own_place import own_places
from planlint.checks._records import required, words
from planlint.context import Context
from planlint.duties import duties
from planlint.facts import Facts
from planlint.findings import Hit, Related
from planlint.model import Span
from planlint.patterns import offsets
from planlint.terms import Occurrence, fold, occurrences

TITLE = "名称写法混用"

RECIPE = """\
- id: office-mixed-names
  title: 名称写法混用
  check: mixed-names
  severity: warning
  severity-weak: info
  basis: 本单位
  message: {zh: "前后不一：另有 {times} 处作“{preferred}”", en: "“{preferred}” elsewhere, {times} times"}
  rationale: 同一单位全文用同一种写法；本单位的写法写在 fact-files 的 names 表里。
  tests:
    - pass: 由市发展改革委牵头，市发展改革委每季度通报。
    - fail: 由市发展改革委牵头，市⟦发改委⟧每季度通报。
"""

NUMBER = 8  # code points behind a name in which 〔 tells that it is part of a document number
SMALLEST = 3  # a place name as long as this has a short form


@options
class Options:
    """This check has no options of its own: what it knows stands in the table `names`."""


class _Form(NamedTuple):
    """One way to write a name: the group it belongs to, and whether it is a unit's name, and that in full."""

    group: int
    unit: bool
    full: bool = False


@lru_cache(maxsize=4)
def _forms(facts: Facts) -> Mapping[str, _Form]:
    """Return the forms of the table by folded name."""
    table = facts.table("names")
    forms: dict[str, _Form] = {}
    units = []
    for row in table.get("units", ()):
        required("names", row, "forms")
        required("names", row, "ends")
        units += [(row, end) for end in words(row, "ends")]
    for group, (row, end) in enumerate(units):
        forms |= {fold(form + end): _Form(group, unit=True) for form in words(row, "forms")}
        if "full" in row:
            forms[fold(row["full"] + end)] = _Form(group, unit=True, full=True)
    for group, names in enumerate(table.get("words", ()), len(units)):
        forms |= {fold(name): _Form(group, unit=False) for name in names}
    return forms


def table_terms(facts: Facts) -> Iterable[str]:
    """Return the names of the table."""
    return _forms(facts)


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a name that is not the one to use; values: `found`, `preferred` (also the suggestion), `times`."""
    known = _forms(context.facts)
    used: dict[int, dict[str, list[Occurrence]]] = {}
    for at in occurrences(context, known.keys()):
        form = known[at.word]
        if not form.unit or _is_unit(context, at, form.full):
            used.setdefault(form.group, {}).setdefault(at.word, []).append(at)
    for forms in used.values():
        if len(forms) > 1:
            yield from _odd(context, forms)
    yield from _places(context)


def _is_unit(context: Context, at: Occurrence, full: bool) -> bool:
    """Say whether the name is one, and no part of a longer name, of a title or of a document number.

    A full name counts among the responsible units only; elsewhere it may stand beside the short one.
    """
    text = context.plan.clean
    if text.startswith(tuple(context.facts.table("names")["longer"]), at.end) or "〔" in text[at.end : at.end + NUMBER]:
        return False
    if full and not _is_responsible(context, at.start):
        return False
    return not context.plan.masks.inside("titles", at.start)


def _is_responsible(context: Context, offset: int) -> bool:
    found = duties(context)
    index = bisect_right(found, offset, key=lambda duty: duty.span.start) - 1
    return index >= 0 and offset < found[index].span.end


def _odd(context: Context, forms: Mapping[str, list[Occurrence]], slogan: bool = False) -> Iterator[Hit]:
    preferred = max(forms, key=lambda form: (len(forms[form]), -forms[form][0].start))
    usual = forms[preferred]
    related = (Related(Span(usual[0].start, usual[0].end)),)
    for form, found in forms.items():
        for at in found if form != preferred else ():
            values = {"found": form, "preferred": preferred, "times": len(usual)}
            weak = slogan or context.plan.masks.inside("titles", at.start)
            yield Hit(Span(at.start, at.end), values, None, related, preferred, weak=weak)


def _places(context: Context) -> Iterator[Hit]:
    """Yield the short forms of the own place behind 新 and the like, where both are used."""
    text = context.plan.clean
    own = context.once(own_places)
    prefixes = context.facts.table("names").get("before-places", ())
    for path in own.paths if own else ():
        name = path[-1]
        short = name[0] + name[-1]
        found = offsets(text, (short,)) if len(name) > SMALLEST else ()
        for before in dict.fromkeys(prefix for at in found for prefix in prefixes if text.endswith(prefix, 0, at)):
            words = (before + short, before + name[:-1])
            forms = {word: [Occurrence(at, at + len(word), word) for at in offsets(text, (word,))] for word in words}
            if all(forms.values()):
                yield from _odd(context, forms, slogan=True)
