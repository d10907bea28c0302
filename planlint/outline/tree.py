"""Build the tree of nodes from the terminals, through grammar/outline.lark."""

from __future__ import annotations

from planlint.grammars import Grammar, Token, Tree
from planlint.model import Document, Node, Span
from planlint.outline.classify import Line

KINDS = {
    "NUMBER": "number", "LETTERHEAD": "letterhead", "TITLE": "title", "ADDRESSEE": "addressee",
    "PREAMBLE": "preamble", "TEXT": "paragraph", "ENTRY": "enumerator", "CONTENTS": "contents", "TABLE": "table",
    "ATTACHED": "attachment-note", "SIGNATURE": "signature", "DATE": "date", "NOTE": "note", "BLANK": "blank",
    "ATTACHMENT": "attachment", "CLOSING": "closing", "PART": "part",
}  # fmt: skip
ITEM_LEVEL = 7  # 1. and below are items; 编 章 节 条 一、（一） are sections
ENUMERATOR_LEVEL = 11


def build(grammar: Grammar, terminals: list[Line], document: Document, clean: str) -> Node:
    """Return the root node. Its leaves' lines, in order, are the lines of the document."""
    tree = grammar.feed(Token(line.kind, line, line.number) for line in terminals)
    root = Node("document", Span(0, len(clean)), Span(0, 0), Span(0, 0), Span(0, 0))
    last = Builder(document, clean).grow(root, tree)
    for node in root.children:
        assert node.kind == "part"
    del last
    return root


class Builder:
    """Turns the grammar's trees into nodes with spans; the end of a node is known when the next one starts."""

    def __init__(self, document: Document, clean: str) -> None:
        self._document, self._clean = document, clean

    def grow(self, parent: Node, tree: Tree) -> Node:
        """Append the children of `tree` to `parent` and return it, its span extended over them."""
        for child in tree.children:
            if isinstance(child, Tree):
                head = self._node(child.children[0].text, child.data)
                node = self.grow(head, Tree(child.data, child.children[1:]))
            else:
                node = self._node(child.text, child.type)
            node.parent = parent
            parent.children.append(node)
            if node.span.end > parent.span.end:
                parent.span = Span(parent.span.start, node.span.end)
        return parent

    def _node(self, line: Line, kind: str) -> Node:
        start = self._document.line_starts[line.number]
        if line.kind in ("PART", "CLOSING"):
            empty = Span(start, start)
            return Node(KINDS[line.kind], empty, empty, empty, empty)
        whole = Span(start, self._document.line_span(line.number + line.extra).end)
        shown = Span(line.start, line.end if not line.extra else len(self._clean[: whole.end].rstrip()))
        level = int(line.kind[1:]) if line.kind[0] == "L" and line.kind[1:].isdecimal() else 0
        if not level:
            name = KINDS.get(line.kind, "paragraph")
            heading = shown if name in ("title", "attachment") else Span(shown.start, shown.start)
            body = Span(shown.end, shown.end) if name in ("title", "attachment") else shown
            return Node(name, whole, shown, heading, body)
        name = "enumerator" if level == ENUMERATOR_LEVEL else "item" if level >= ITEM_LEVEL else "section"
        begin = line.label.span.end if line.label else line.start
        begin += len(self._clean[begin : shown.end]) - len(self._clean[begin : shown.end].lstrip())
        stop = self._clean.find("。", begin, shown.end)
        heading_end = shown.end if stop < 0 else stop
        return Node(
            name,
            whole,
            shown,
            Span(begin, heading_end),
            Span(min(heading_end + 1, shown.end), shown.end),
            line.label,
            level,
        )
