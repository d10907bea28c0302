"""nested-marks: 《》 within 《》, and “” within “”.

标点套用：书名号里又用双书名号（《关于印发《某办法》的通知》），引号里又用双引号（“学“三法”、强素质”活动）。
里面一层应当用单书名号〈〉、单引号‘’。只看最外面的一对里直接套着的那一层；有句号的、太长的（多是漏了一半，
或者是整段的引文）不看。

GB/T 15834-2011, 4.8.3.3 and 4.15.3.5. The outermost pairs come from the one bracket scan.
"""

from __future__ import annotations

from collections.abc import Iterator

from planlint.checks import options
from planlint.context import Context
from planlint.findings import Edit, Fix, Hit
from planlint.model import Span

TITLE = "标点套用"
OUTSIDE = True

RECIPE = """\
- id: office-nested-marks
  title: 标点套用（本单位）
  check: nested-marks
  severity: warning
  severity-weak: info
  basis: 国家标准
  message: {zh: "里面一层应当用{expected}", en: "the inner pair should be {expected}"}
  tests:
    - pass: 落实《关于印发〈甲办法〉的通知》，开展“学‘乙法’”活动。
    - fail: 落实《关于印发⟦《甲办法》⟧的通知》。
    - fail: 开展“学⟦“乙法”⟧”活动。
"""

_LONGEST = 120
_OPENING, _CLOSING = "《“（〈‘", "》”）〉’"


@options
class Options:
    """What a rule of this check may set: nothing."""


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit an inner pair that is written as the outer; values: `actual`, `expected`. Weak are quotes."""
    masks = context.plan.masks
    for spans, outer, inner in ((masks.titles, "《》", "〈〉"), (masks.quotes, "“”", "‘’")):
        if context.plan.clean.count(outer[0]) <= len(spans):
            continue  # each of them opens one of the outermost pairs
        for span in spans:
            if span.end - span.start > _LONGEST:
                continue
            for nested in _nested(context.plan.clean, span, outer):
                first, last = Span(nested.start, nested.start + 1), Span(nested.end - 1, nested.end)
                name = context.plan.clean[first.end : last.start]
                yield Hit(
                    nested,
                    {"actual": outer, "expected": inner},
                    suggestion=f"{inner[0]}{name}{inner[1]}",
                    fix=Fix((Edit(first, inner[0]), Edit(last, inner[1]))),
                    weak=outer == "“”",
                )


def _nested(text: str, span: Span, outer: str) -> Iterator[Span]:
    """Yield the pairs of `outer` that stand in the one at `span` and in no other marks."""
    words = text[slice(*span)]
    if words[0] != outer[0] or outer[0] not in words[1:] or "。" in words or "\n" in words:
        return
    depth = begin = 0
    for at, mark in enumerate(words[1:-1], span.start + 1):
        if mark in _OPENING:
            if depth == 0:
                begin = at
            depth += 1
        elif mark in _CLOSING:
            depth -= 1
            if depth == 0 and text[begin] + mark == outer:
                yield Span(begin, at + 1)
