"""Directives that suppress nothing: a rule that no longer fires there, a misspelt id, an instruction not understood.

Runs after all other rules, because only then is it known what a directive met. A directive for a rule that did not
run on this document is not held to be unused. The same holds for waivers kept beside the document.

查没有用处的忽略指令：那里并没有这个问题，或规则名写错了。
"""

from __future__ import annotations

from collections.abc import Iterator

from planlint.checks import options
from planlint.context import Context
from planlint.findings import Hit
from planlint.model import Span

TITLE = "无用的忽略指令"
AFTER = True
RECIPE = """\
- id: 我单位-无用的忽略指令
  title: 无用的忽略指令（从严）
  check: unused-suppression
  severity: error
  basis: 本单位
  message: {zh: "“{rule}”在此处没有问题，请删去这条指令"}
  tests:
    - pass: |
        一、甲项工作
        二、乙项工作
    - fail: |
        一、甲项工作
        ⟦#planlint: ignore numbering-gap⟧
        二、乙项工作
"""


@options
class Options:
    """Nothing to set."""


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield each directive, once for each rule it names in vain."""
    known, ran = context.settings.get("known-rules", {}), context.ran
    for directive in context.settings.get("directives", ()):
        if directive.faulty:
            yield Hit(directive.span, variant="faulty")
        for name in directive.rules:
            if name not in known:
                yield Hit(directive.span, {"rule": name}, variant="unknown")
            elif name not in directive.used and known[name] in ran:
                yield Hit(directive.span, {"rule": name})
    for waiver in context.settings.get("unused-waivers", ()):
        if waiver.document is not None and known.get(waiver.rule) in ran:
            yield Hit(Span(0, 0), {"rule": waiver.rule, "words": waiver.words or ""}, variant="waiver", weak=True)
