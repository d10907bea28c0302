"""Headings with nothing under them.

A section is empty when no text, item or table follows its heading before the next one, although its siblings have
some; where all siblings are bare lines, they are a list and not headings. A label with no words at all is always a
fault. A heading that is itself a sentence (with 。 or ；, or longer than `longest`) counts as content, unless it is the
only one among its siblings with nothing below; that is weak, for it may be all there is to say.

查只有标题、没有内容的章节，以及后面没有文字的编号。同级都是单行的，视为清单，不报。标题带句号、像是一句话的，同级标题也都
带句号、下面都有内容、只有它没有时才报。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from planlint.checks import option, options
from planlint.context import Context
from planlint.findings import Hit
from planlint.model import Node
from planlint.outline.tree import ARTICLE_LEVEL

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

OTHERS = 2
"""So many siblings that end with 。 and have text below them tell that a line with 。 is a heading."""


@options
class Options:
    """What still counts as a heading."""

    longest: int = option(40, "标题的最多字数，再长即视为正文")


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield the line of each empty section."""
    clean = context.plan.clean
    for parent in context.plan.nodes():
        if not parent.children:
            continue
        filled: list[Node] = []
        bare: list[Node] = []
        stopped: list[Node] = []
        told = plain = 0
        for node, following in zip_longest(parent.children, parent.children[1:]):
            if node.label is None or node.kind not in ("section", "item"):
                continue
            if _has_content(node) or _holds_articles(node, following):
                filled.append(node)
                continue
            words = _words(clean, node)
            if not words:
                yield Hit(node.line, {"heading": node.label.text}, variant="bare")
            elif node.kind == "section" and _is_heading(words, options.longest):
                bare.append(node)
            elif node.kind == "section" and _is_stopped(words, options.longest):
                stopped.append(node)
            elif clean[node.body.start : node.body.end].strip():
                told += 1
            else:
                plain += 1
        empty = bare if len(filled) + told >= max(len(bare), plain) else []
        if len(stopped) == 1 and len(filled) >= OTHERS and not (bare or told):
            alike = all(_is_stopped(_words(clean, node), options.longest) for node in filled)
            empty = stopped if alike else []
        for node in empty:
            yield Hit(node.line, {"heading": clean[node.line.start : node.line.end]}, weak=empty is stopped)


def _words(clean: str, node: Node) -> str:
    return clean[node.heading.start : node.line.end].strip()


def _has_content(node: Node) -> bool:
    return bool(node.children) and any(child.kind != "blank" for child in node.children)


def _holds_articles(node: Node, following: Node | None) -> bool:
    """Say whether the text of a section 一、 are the articles behind it: they rank above it, counting through."""
    return following is not None and following.level < node.level and following.level == ARTICLE_LEVEL


def _is_heading(words: str, longest: int) -> bool:
    return len(words) <= longest and not any(c in words for c in "。；：！？;:!?")


def _is_stopped(words: str, longest: int) -> bool:
    return words.endswith("。") and _is_heading(words[:-1], longest)
