"""Build the tree of nodes from the terminals, through grammar/outline.lark."""

from __future__ import annotations

from typing import Any

from planlint.grammars import Grammar, Tree
from planlint.model import Document, Node, Span
from planlint.outline.classify import Line

KINDS = {
    "NUMBER": "number", "LETTERHEAD": "letterhead", "TITLE": "title", "ADDRESSEE": "addressee",
    "PREAMBLE": "preamble", "TEXT": "paragraph", "ENTRY": "enumerator", "CONTENTS": "contents", "TABLE": "table",
    "ATTACHED": "attachment-note", "SIGNATURE": "signature", "DATE": "date", "NOTE": "note", "BLANK": "blank",
    "ATTACHMENT": "attachment", "CLOSING": "closing", "PART": "part", "OUTSIDE": "outside", "ASIDE": "aside",
}  # fmt: skip
ARTICLE_LEVEL = 4  # 第一条
ITEM_LEVEL = 7  # 1. and below are items; 编 章 节 条 一、（一） are sections
ENUMERATOR_LEVEL = 11
_span = tuple.__new__  # what Span(…) comes to, in half the time: five for each line
LEVELS = {f"L{level}": level for level in range(1, ENUMERATOR_LEVEL + 1)}


def build(grammar: Grammar, terminals: list[Line], document: Document, clean: str) -> Node:
    """Return the root node. Its leaves' lines, in order, are the lines of the document."""
    tree = grammar.feed([(line.kind, line, line.number) for line in terminals])
    root = Node("document", Span(0, len(clean)), Span(0, 0), Span(0, 0), Span(0, 0))
    return Builder(document, clean).grow(root, tree.children)


class Builder:
    """Turns the grammar's trees into nodes with spans; the end of a node is known when the next one starts."""

    def __init__(self, document: Document, clean: str) -> None:
        self._starts, self._clean = [*document.line_starts, len(clean) + 1], clean

    def grow(self, parent: Node, children: list[Any], first: int = 0) -> Node:
        """Append `children` from `first` on to `parent` and return it, its span extended over them."""
        end = parent.span.end
        append = parent.children.append
        for child in children[first:]:
            if type(child) is Tree:
                node = self._node(child.children[0][1])
                if len(child.children) > 1:
                    self.grow(node, child.children, 1)
            else:
                node = self._node(child[1])
            node.parent = parent
            append(node)
        if parent.children and node.span.end > end:
            parent.span = _span(Span, (parent.span.start, node.span.end))
        return parent

    def _node(self, line: Line) -> Node:
        clean, starts, kind, number = self._clean, self._starts, line.kind, line.number
        start, begin = starts[number], line.start
        level = LEVELS.get(kind, 0)
        if not level and kind in ("PART", "CLOSING", "OUTSIDE"):
            empty = Span(start, start)
            return Node(KINDS[kind], empty, empty, empty, empty)
        until = starts[number + line.extra + 1] - 1
        end = begin + len(line.text) if not line.extra else len(clean[:until].rstrip())
        whole, shown = _span(Span, (start, until)), _span(Span, (begin, end))
        if not level:
            name = KINDS[kind]
            if name in ("title", "attachment"):
                return Node(name, whole, shown, shown, _span(Span, (end, end)))
            return Node(name, whole, shown, _span(Span, (begin, begin)), shown)
        name = "enumerator" if level == ENUMERATOR_LEVEL else "item" if level >= ITEM_LEVEL else "section"
        if line.label is not None:
            begin = line.label.span.end
        while begin < end and clean[begin].isspace():
            begin += 1
        stop = clean.find("。", begin, end)
        if stop < 0:
            heading, body = _span(Span, (begin, end)), _span(Span, (end, end))
        else:
            heading, body = _span(Span, (begin, stop)), _span(Span, (stop + 1, end))
        return Node(name, whole, shown, heading, body, line.label, level)
