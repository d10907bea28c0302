"""Document → Plan: the only place that knows how a document is built.

`parse` classifies each line by its form, resolves by sequence and context what form cannot tell, and parses the
resolved lines with grammar/outline.lark. It accepts any text and loses none of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from planlint.model import Document, Node, Span
from planlint.outline.classify import Line, classify
from planlint.outline.clean import clean
from planlint.outline.forms import ADOPTED, SIGNED
from planlint.outline.labels import is_wrapped, resolve_labels
from planlint.outline.masks import Masks, scan
from planlint.outline.regions import mark_rows
from planlint.outline.resolve import resolve
from planlint.outline.tree import build
from planlint.pack import grammar

__all__ = ["Part", "Plan", "parse", "rejoined"]


@dataclass(slots=True, eq=False, repr=False)
class Part:
    """One document of a file: a covering 通知, the plan it issues, a summary before a plan.

    The nodes are those of the tree; what the document lacks is None or empty. `kind` is "notice", "summary",
    "plan" or "other", by the title. A line with signature and date is both nodes in one. `adopted` is the date in
    brackets under the title, which stands for signature and date in documents of the party and texts that a meeting
    adopted. `title_text` may come from the front matter; then `title` is None.
    """

    node: Node
    number: Node | None = None
    title: Node | None = None
    addressee: Node | None = None
    preamble: list[Node] = field(default_factory=list)
    sections: list[Node] = field(default_factory=list)
    attachment_note: Node | None = None
    signature: Node | None = None
    date: Node | None = None
    note: Node | None = None
    adopted: Node | None = None
    attachments: list[Node] = field(default_factory=list)
    title_text: str | None = None
    genre: str = "other"

    @property
    def kind(self) -> str:
        """Return what the title says the document is."""
        title = self.title_text or ""
        if title.endswith(("通知", "通知）", "函")):
            return "notice"
        if "总结" in title[-8:]:
            return "summary"
        return "plan" if title else "other"


@dataclass(slots=True, eq=False, repr=False)
class Plan:
    """A document with its structure. `clean` is its clean text, `wrapped` true when lines end inside sentences."""

    document: Document
    clean: str
    masks: Masks
    root: Node
    parts: list[Part]
    wrapped: bool
    _nodes: list[Node] = field(repr=False)

    @property
    def title(self) -> str | None:
        """Return the title of the first document, its lines joined, or None."""
        return self.parts[0].title_text

    def nodes(self, *kinds: str) -> Iterator[Node]:
        """Yield the nodes of the given kinds (all without), in document order."""
        return (node for node in self._nodes if node.kind in kinds) if kinds else iter(self._nodes)

    def text(self, span: Span) -> str:
        """Return the clean text of a span."""
        return self.clean[span.start : span.end]


def parse(document: Document) -> Plan:
    """Return the plan of a document. Never raises on any text; time is linear in its length."""
    text = clean(document)
    masks = scan(text)
    lines = classify(document, text)
    if "\t" in document.text:
        mark_rows(lines, document.text)
    outside = _outside(document, lines)
    wrapped = is_wrapped(lines)
    resolve_labels(lines, masks, wrapped)
    root = build(grammar("outline"), [*resolve(lines), *outside], document, text)
    parts = [_part(node, text) for node in root.children if node.kind == "part"]
    if parts[0].title is None and "title" in document.meta:
        parts[0].title_text = "".join(document.meta["title"].split())
    nodes = list(root.walk())
    for node in nodes:
        if node.kind in ("table", "contents"):
            (masks.tables if node.kind == "table" else masks.contents).append(node.span)
    masks.attachments = [node.span for part in parts for node in part.attachments]
    return Plan(document, text, masks, root, parts, wrapped, nodes)


def rejoined(plan: Plan) -> Plan:
    """Return the plan of a hard-wrapped plain text with its lines put together; any other plan as it is.

    Its document is a `Joined`, which knows the places of its characters in the text itself.
    """
    document = plan.document
    if not plan.wrapped or document.media_type != "text/plain" or document.opaque:
        return plan
    from planlint.outline.rejoin import Joined, cuts  # few texts are wrapped

    found = cuts(plan)
    return replace(parse(Joined(document, found)), wrapped=True) if found else plan


def _outside(document: Document, lines: list[Line]) -> list[Line]:
    """Take the lines that are no part of the outline off the end of `lines` and return them as terminals."""
    if document.outside is None:
        return []
    first = document.line_at(document.outside)
    taken = lines[first:]
    del lines[first:]
    for line in taken:
        line.kind, line.label = "ASIDE" if line.text else "BLANK", None
    return [Line(first, document.outside, "", "OUTSIDE"), *taken]


def _part(node: Node, text: str) -> Part:
    part = Part(node)
    for child in node.children:
        kind = child.kind
        if kind in ("title", "number", "addressee", "date", "note") and getattr(part, kind) is None:
            setattr(part, kind, child)
            if kind in ("date", "note") and ADOPTED.match(text, *child.line):
                part.adopted = child
        elif kind == "preamble":
            part.preamble.append(child)
        elif kind == "attachment":
            part.attachments.append(child)
        elif child.level:
            part.sections.append(child)
        elif kind == "closing":
            for inner in child.children:
                name = inner.kind.replace("-", "_")
                if inner.kind in ("attachment-note", "signature", "date", "note") and (
                    name == "date" or getattr(part, name) is None
                ):
                    setattr(part, name, inner)
            if part.signature is None and part.date is not None and SIGNED.match(text, *part.date.line):
                part.signature = part.date
    if part.title is not None:
        part.title_text = "".join(text[part.title.heading.start : part.title.heading.end].split())
    return part
