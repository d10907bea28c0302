"""abbreviation: what is declared as 以下简称 and then not used, or declared twice in two ways.

简称：写了“（以下简称……）”，后文却再没有用过这个简称，或者全称又从头写了一遍（not-kept）；同一份文件先后定了两个不同的简称
（two）。简称加不加引号、书名号不计较；只用过一次也算用过。

“Full name before abbreviation” stood in the rules on official documents of 2000 and is the custom since.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from planlint.checks import options
from planlint.context import Context
from planlint.findings import Hit, Related
from planlint.model import Span
from planlint.outline.masks import inside
from planlint.patterns import pattern
from planlint.terms import occurrences

TITLE = "简称"

RECIPE = """\
- id: office-abbreviation
  title: 定了简称没有用
  check: abbreviation
  severity: info
  basis: 本单位
  message: {zh: "“{name}”后文没有用", en: "“{name}” is not used"}
  rationale: 只提一次的名称不必定简称。
  tests:
    - pass: 现将《甲区食堂管理办法》（以下简称《办法》）印发给你们，请按《办法》执行。
    - fail: 现将《甲区食堂管理办法》（以下简称⟦《办法》⟧）印发给你们，请认真执行。
"""

_WORDS = frozenset(["以下简称", "以下统称", "以下合称"])
_NAME = pattern(r"[为：:]? ?(?P<name>《[^《》\n]{1,20}》|“[^“”\n]{1,20}”|[^“”《》（）()，。、；：\s]{2,20})")
LONGEST = 100  # code points of a title
MOST = 50  # declarations that are looked at
_MARKS = "《》“” "


@options
class Options:
    """This check has no options of its own."""


def terms(options: Options) -> Iterable[str]:
    """Return the words that declare an abbreviation."""
    return _WORDS


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a declaration; values: `name` and, where it is known, `full` or the `other` abbreviation."""
    text = context.plan.clean
    declared: dict[str, Span] = {}
    for at in occurrences(context, _WORDS)[:MOST]:
        match = _NAME.match(text, at.end)
        if match is None or not context.plan.masks.inside("brackets", at.start):
            continue
        span, name = Span(*match.span("name")), match["name"].strip(_MARKS)
        full = _title_before(context, at.start)
        earlier = declared.setdefault(full, span) if full else span
        other = text[slice(*earlier)].strip(_MARKS)
        if other != name:
            yield Hit(span, {"name": name, "full": full, "other": other}, "two", (Related(earlier),))
        elif not _is_used(context, name, span.end):
            again = text.find(full, span.end) if full else -1
            related = (Related(Span(again, again + len(full))),) if again >= 0 else ()
            yield Hit(span, {"name": name, "full": full}, "not-kept" if related else None, related, weak=not related)


def _is_used(context: Context, name: str, start: int) -> bool:
    """Say whether an abbreviation is used from `start` on, other than as a part of a longer title."""
    text, titles = context.plan.clean, context.plan.masks.titles
    at = text.find(name, start)
    while at >= 0 and inside(titles, at) and text[at - 1] != "《":
        at = text.find(name, at + 1)
    return at >= 0


def _title_before(context: Context, at: int) -> str:
    """Return the title in 《》 behind which the brackets stand that declare the abbreviation; "" for none."""
    text, brackets = context.plan.clean, context.plan.masks.brackets
    end = brackets[bisect_right(brackets, (at, len(text))) - 1].start
    start = text.rfind("《", max(0, end - LONGEST), end)
    return text[start + 1 : end - 1] if start >= 0 and text[end - 1] == "》" else ""
