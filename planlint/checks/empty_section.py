"""Headings with nothing under them.

A section is empty when no text, item or table follows its heading before the next one, although its siblings have
some; where all siblings are bare lines, they are a list and not headings. A label with no words at all is always a
fault. A heading that is itself a sentence (with 。 or ；, or longer than `longest`) counts as content.

查只有标题、没有内容的章节，以及后面没有文字的编号。同级都是单行的，视为清单，不报。
"""

from __future__ import annotations

from collections.abc import Iterator

from planlint.checks import option, options
from planlint.context import Context
from planlint.model import Hit, Node

TITLE = "章节有内容"
RECIPE = """\
- id: 我单位-空章节
  title: 只有标题没有内容
  check: empty-section
  severity: error
  basis: 本单位
  message: {zh: "“{heading}”下没有内容"}
  tests:
    - pass: |
        一、总体要求
        坚持稳中求进。
        二、重点任务
        1.抓好甲项工作。
    - fail: |
        一、总体要求
        坚持稳中求进。
        ⟦二、重点任务⟧
        三、保障措施
        加强领导。
"""


@options
class Options:
    """What still counts as a heading."""

    longest: int = option(40, "标题的最多字数，再长即视为正文")


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield the line of each empty section."""
    clean = context.plan.clean
    for parent in context.plan.nodes():
        bare: list[Node] = []
        filled = 0
        for node in parent.children:
            if node.kind in ("section", "item") and node.label is not None:
                words = clean[node.heading.start : node.line.end].strip()
                if not words and not _has_content(node):
                    yield Hit(node.line, {"heading": node.label.text}, variant="bare")
                elif node.kind == "section" and not _has_content(node) and _is_heading(words, options.longest):
                    bare.append(node)
                elif _has_content(node) or clean[node.body.start : node.body.end].strip():
                    filled += 1
        if filled >= len(bare):
            for node in bare:
                yield Hit(node.line, {"heading": clean[node.line.start : node.line.end]})


def _has_content(node: Node) -> bool:
    return any(child.kind != "blank" for child in node.children)


def _is_heading(words: str, longest: int) -> bool:
    return len(words) <= longest and not any(c in words for c in "。；：！？;:!?")
