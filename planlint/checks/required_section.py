"""Sections a document must have: some heading holds one of the words of each set.

Without `sections` of its own the rule asks for what the document's genre nearly always has (rules/genres); 工作要点
is exempt from most. Headings at every level count, and so do the paragraphs that introduce a document.

查必备的章节：标题里要出现指定的说法之一。不写 sections 时，按文种的通常组成来查。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planlint.checks import option, options
from planlint.checks.required_part import anchor
from planlint.context import Context
from planlint.findings import Hit
from planlint.model import Span
from planlint.outline import Part
from planlint.patterns import has

TITLE = "章节必备"
RECIPE = """\
- id: 我单位-方案须有保障措施
  title: 方案须有保障措施
  check: required-section
  options: {sections: {保障措施: [保障措施, 组织保障, 组织实施]}}
  genres: [实施方案]
  severity: warning
  basis: 本单位
  message: {zh: "缺少“{section}”一节（也可写作{others}）"}
  tests:
    - pass: |
        某局甲项工作实施方案
        一、重点任务
        二、组织实施
    - fail: |
        某局甲项工作实施方案
        一、重点任务
        二、工作步骤
      at: document
"""


@options
class Options:
    """The sections asked for, each with the words by which a heading is known."""

    sections: Mapping[str, tuple[str, ...]] = option(dict, "章节名称 → 标题中可出现的说法；不填则按文种的要求")


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit for each section that is missing, behind the title of the document that lacks it."""
    plan = context.plan
    for part in plan.parts:
        wanted = options.sections or dict(_usual(context, part))
        if not wanted or not part.sections:
            continue
        heads = [plan.text(span) for span in _headings(part)]
        for name, words in wanted.items():
            if not any(word in head for head in heads for word in words):
                others = "、".join(f"“{word}”" for word in words if word != name)
                yield Hit(anchor(plan, "title", part), {"section": name, "others": others, "genre": part.genre})


def _usual(context: Context, part: Part) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the sections that documents of the genre have; some only under certain titles."""
    for entry in context.genres.get(part.genre, {}).get("required", ()):
        if not (titles := entry.get("titles")) or has(part.title_text or "", titles):
            yield entry["name"], entry["any_of"]


def _headings(part: Part) -> Iterator[Span]:
    """Yield what counts as a heading: sections (items only where there are no sections above them), title, preamble."""
    for node in part.node.walk():
        if node.kind == "section" or node.kind == "title" or (node.kind == "item" and node.parent is part.node):
            yield node.heading
    for node in part.preamble:
        yield node.line
