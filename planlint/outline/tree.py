"""Build the tree of nodes from the terminals, through grammar/outline.lark."""

from __future__ import annotations

from planlint.grammars import Grammar, Token, Tree
from planlint.model import Document, Node, Span
from planlint.outline.classify import Line

KINDS = {
    "NUMBER": "number", "LETTERHEAD": "letterhead", "TITLE": "title", "ADDRESSEE": "addressee",
    "PREAMBLE": "preamble", "TEXT": "paragraph", "ENTRY": "enumerator", "CONTENTS": "contents", "TABLE": "table",
    "ATTACHED": "attachment-note", "SIGNATURE": "signature", "DATE": "date", "NOTE": "note", "BLANK": "blank",
    "ATTACHMENT": "attachment", "CLOSING": "closing", "PART": "part", "OUTSIDE": "outside", "ASIDE": "aside",
}  # fmt: skip
ITEM_LEVEL = 7  # 1. and below are items; 编 章 节 条 一、（一） are sections
ENUMERATOR_LEVEL = 11
_span = tuple.__new__  # what Span(…) comes to, in half the time: five for each line
LEVELS = {f"L{level}": level for level in range(1, ENUMERATOR_LEVEL + 1)}


def build(grammar: Grammar, terminals: list[Line], document: Document, clean: str) -> Node:
    """Return the root node. Its leaves' lines, in order, are the lines of the document."""
    tree = grammar.feed(Token(line.kind, line, line.number) for line in terminals)
    root = Node("document", Span(0, len(clean)), Span(0, 0), Span(0, 0), Span(0, 0))
    return Builder(document, clean).grow(root, tree.children)


class Builder:
    """Turns the grammar's trees into nodes with spans; the end of a node is known when the next one starts."""

    def __init__(self, document: Document, clean: str) -> None:
        self._starts, self._clean = [*document.line_starts, len(clean) + 1], clean

    def grow(self, parent: Node, children: list[Tree | Token], first: int = 0) -> Node:
        """Append `children` from `first` on to `parent` and return it, its span extended over them."""
        end = parent.span.end
        for child in children[first:]:
            if isinstance(child, Tree):
                node = self.grow(self._node(child.children[0].text), child.children, 1)
            else:
                node = self._node(child.text)
            node.parent = parent
            parent.children.append(node)
            end = max(end, node.span.end)
        if end > parent.span.end:
            parent.span = Span(parent.span.start, end)
        return parent

    def _node(self, line: Line) -> Node:
        clean, kind, start = self._clean, line.kind, self._starts[line.number]
        if kind in ("PART", "CLOSING", "OUTSIDE"):
            empty = Span(start, start)
            return Node(KINDS[kind], empty, empty, empty, empty)
        until = self._starts[line.number + line.extra + 1] - 1
        whole = _span(Span, (start, until))
        shown = _span(Span, (line.start, line.end if not line.extra else len(clean[:until].rstrip())))
        level = LEVELS.get(kind, 0)
        if not level:
            name = KINDS.get(kind, "paragraph")
            heading = shown if name in ("title", "attachment") else Span(shown.start, shown.start)
            body = Span(shown.end, shown.end) if name in ("title", "attachment") else shown
            return Node(name, whole, shown, heading, body)
        name = "enumerator" if level == ENUMERATOR_LEVEL else "item" if level >= ITEM_LEVEL else "section"
        begin, end = line.label.span.end if line.label else line.start, shown.end
        while begin < end and clean[begin].isspace():
            begin += 1
        stop = clean.find("。", begin, end)
        if stop < 0:
            stop = end
        heading, body = _span(Span, (begin, stop)), _span(Span, (min(stop + 1, end), end))
        return Node(name, whole, shown, heading, body, line.label, level)
