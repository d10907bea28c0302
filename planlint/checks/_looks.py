"""How the parts of a plan look: which font and size most Chinese characters of a stretch have."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from planlint.context import Context
from planlint.filedata import Block, Layout
from planlint.findings import Hit
from planlint.model import Node, Span
from planlint.patterns import pattern

HAN = pattern("[一-鿿]+")
BODY = ("preamble", "paragraph", "enumerator", "section", "item")
LONGEST = 40
"""Code points of a line that is nothing but a heading, though it ends with 。"""
ASIDE = ("attachment", "table", "contents", "closing", "outside")


class Looks:
    """The layout of a document, asked by places in its text; fonts are told by their families.

    `paragraphs` are the lines of running text, `body` the same without headings at their beginning.
    """

    def __init__(self, context: Context) -> None:
        self.layout: Layout = context.document.layout()
        self.text = context.document.text
        table = context.facts.table("fonts")
        self._families: dict[str, str] = {
            name.lower(): one["name"] for one in table["families"] for name in one["names"]
        }
        self._sizes: dict[float, str] = {float(points): name for name, points in table["sizes"].items()}
        self._plan = context.plan
        nodes = [node for node in context.plan.nodes(*BODY) if self._is_body(node)]
        self.paragraphs = [Span(*node.line) for node in nodes]
        self.body = [Span(*(node.body if node.body.start < node.body.end else node.line)) for node in nodes]

    def skips(self, node: Node) -> bool:
        """Say whether a node stands where other rules of layout hold: attachments, tables, the end."""
        at: Node | None = node
        while at is not None and at.kind not in ASIDE:
            at = at.parent
        return at is not None or self._plan.masks.inside("tables", node.line.start)

    def block(self, span: Span) -> Block | None:
        """Return the paragraph in which a stretch begins."""
        blocks = self.layout.blocks
        at = bisect_right(blocks, span.start, key=lambda block: block.span.start) - 1
        return blocks[at] if at >= 0 and span.start <= blocks[at].span.end else None

    def most(self, span: Span) -> tuple[str, float] | None:
        """Return the font and size that most Chinese characters of a stretch have; None for one without any."""
        found: Counter[tuple[str, float]] = Counter()
        looks = self.layout.looks
        at = max(bisect_right(looks, span.start, key=lambda look: look.span.start) - 1, 0)
        while at < len(looks) and looks[at].span.start < span.end:
            start, end = max(looks[at].span.start, span.start), min(looks[at].span.end, span.end)
            if start < end:
                count = sum(len(word) for word in HAN.findall(self.text, start, end))
                found[looks[at].font, looks[at].size] += count
            at += 1
        return found.most_common(1)[0][0] if found.total() else None

    def wrong(self, spans: Iterator[Span], family: str, size: float) -> Iterator[Hit]:
        """Yield one hit for the stretches that are of another family or size, at the first of them."""
        wrong = []
        for span in spans:
            most = self.most(span)
            if most is not None and most[0] and (self._family(most[0]) != family or abs(most[1] - size) > 0.25):
                wrong.append((span, most))
        if wrong:
            span, (font, points) = wrong[0]
            expected = f"{self.size(size)}{family}"
            yield Hit(span, {"expected": expected, "actual": f"{self.size(points)}{font}", "count": len(wrong)})

    def size(self, points: float) -> str:
        """Return what a size is called: 三号, or in points."""
        return self._sizes.get(points, f"{points:g}磅")

    def blanks(self, at: int) -> float:
        """Return how wide the blanks before the first character of a paragraph are, in characters."""
        line = self.text[at : at + 80]
        lead = line[: len(line) - len(line.lstrip())]
        return sum(1.0 if char in "　\t" else 0.5 for char in lead)

    def _family(self, font: str) -> str:
        return self._families.get(font.lower(), font)

    def _is_body(self, node: Node) -> bool:
        """Say whether a line is running text, and no heading that stands alone."""
        words = self.text[node.line.start : node.line.end].rstrip()
        alone = node.kind in ("section", "item") and node.body.start == node.body.end and len(words) <= LONGEST
        return words.endswith(("。", "；")) and len(words) > 8 and not alone and not self.skips(node)


def looks_of(context: Context) -> Looks:
    """Return the looks of a document; for `context.once`."""
    return Looks(context)
