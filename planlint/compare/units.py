"""What is compared: the sections, items and paragraphs of a plan, each with its own words and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from planlint.model import Node, Span
from planlint.outline import Plan
from planlint.sentences import fold, sentences

YEARLY = re.compile(
    r"(?:19|20)\d\d|第?[一二三四五六七八九十百两\d]+(?=[届次个期周年])|[一二三四五六七八九十]+五(?=”|规划|时期|期间)"
)
"""Years, editions and cycles: they should differ from year to year, so they do not count in a comparison."""

LEAD = re.compile(r"[^，。：；！？]{4,24}[。：]")
"""The short sentence a paragraph begins with is its heading: 加快城市建设。……; 总体要求是：……"""

KINDS = ("title", "preamble", "section", "item", "enumerator", "paragraph", "attachment")


@dataclass(eq=False)
class Unit:
    """One node with the text that is its own, without that of its children. `depth` is its level in the tree."""

    plan: Plan
    node: Node
    depth: int
    parent: Unit | None = None

    @property
    def span(self) -> Span:
        """Return the span of its own text: its line or lines."""
        return self.node.line

    @cached_property
    def text(self) -> str:
        """Return its own clean text, on one line."""
        return self.plan.text(self.span).replace("\n", "").strip()

    @cached_property
    def heading(self) -> str:
        """Return its heading without the label; of a paragraph the short sentence at its head, or its first words."""
        words = "".join(self.plan.text(self.node.heading).split())
        lead = LEAD.match(self.text) if not words else None
        return words or (lead.group() if lead else self.text[:40])

    @property
    def start(self) -> int:
        """Return where its words begin, behind the label."""
        return self.node.heading.start if self.node.level else self.span.start

    @cached_property
    def words(self) -> str:
        """Return its text folded, without label."""
        return fold(self.plan.text(Span(self.start, self.span.end)))

    @cached_property
    def key(self) -> str:
        """Return its words without years and editions: equal for what was carried over."""
        return YEARLY.sub("#", self.words)

    @cached_property
    def heading_key(self) -> str:
        """Return its heading folded in the same way."""
        return YEARLY.sub("#", fold(self.heading))

    @cached_property
    def clauses(self) -> frozenset[str]:
        """Return its clauses of eight characters or more, folded like its key."""
        return frozenset(c for c in re.split("[，。；、：]", self.key) if len(c) >= 8)

    @cached_property
    def sentences(self) -> list[tuple[Span, str]]:
        """Return its sentences: span and folded text, years and editions kept."""
        clean = self.plan.clean
        found = ((Span(at, at + len(words)), fold(words)) for at, words in sentences(clean, self.start, self.span.end))
        return [(span, words) for span, words in found if words]


def units(plan: Plan) -> list[Unit]:
    """Return the units of a plan in document order; contents pages, tables, signature and date are none."""
    return list(_walk(plan, plan.root, 0, None))


def _walk(plan: Plan, node: Node, depth: int, parent: Unit | None) -> Iterator[Unit]:
    for child in node.children:
        if child.kind in KINDS:
            unit = Unit(plan, child, depth, parent)
            if unit.text:
                yield unit
            yield from _walk(plan, child, depth + 1, unit)
        elif child.kind == "part":
            yield from _walk(plan, child, depth, None)
