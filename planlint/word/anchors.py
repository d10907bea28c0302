"""Where a comment stands: on the exact words where Word shows it, else at the nearest place of the body."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Literal

from planlint.model import Span
from planlint.ooxml.package import attributes, local
from planlint.ooxml.story import Piece
from planlint.word.elements import Element, Elements, elements_at, outermost
from planlint.word.splice import Splices

BODY = 0
"""The number of the part that holds the body."""
FIRST_WORDS = 10
PARAGRAPH = re.compile(r"<(?:[\w.-]+:)?p(?=[\s/>])")
NOTES = ("footnote", "endnote")
Where = Literal["here", "elsewhere"]


class Anchors:
    """Puts comments into the body of a Word file."""

    def __init__(self, elements: Elements, body: Splices) -> None:
        self.word, self.elements, self.body = elements.word, elements, body
        self._notes: dict[tuple[str, str], Element] | None = None
        self._inner: dict[int, int] | None = None

    def put(self, number: int, span: Span) -> Where | None:
        """Put the comment `number` on `span` of the text, or "elsewhere"; None where there is no place at all."""
        pieces = self._pieces(span)
        if pieces:
            first = pieces[0]
            if first.part == BODY:
                run = self.elements.run(first)
                field = self.elements.field(first)
                if run.up("txbxContent") is not None or self._control_begun(run) is not None:
                    self._at(number, _holder(run))
                elif field is not None and field.whole:
                    self.body.comment_on(number, field.first, field.last)
                elif field is not None:
                    self.body.comment_at(number, field.first.start)
                elif self._on(number, self._out_of_fields(pieces), span):
                    return "here"
                return "elsewhere"
            note = self._note(first)
            if note is not None:
                self._at(number, outermost(note))
                return "elsewhere"
        else:
            paragraph = self.word.paragraph_at(span.start)
            if paragraph is not None and paragraph.part == BODY and paragraph.inner < paragraph.raw.end:
                element = self.elements.at(BODY, paragraph.raw.start)
                if element.up("txbxContent") is None:
                    self.body.comment_at(number, paragraph.inner)
                    return "elsewhere"
        return "elsewhere" if self.at_beginning(number) else None

    def at_beginning(self, number: int) -> bool:
        """Put the comment `number` on the first words of the body; false when it has no paragraph."""
        for piece in self.word.pieces:
            if piece.part == BODY:
                self._at(number, _holder(self.elements.run(piece)))
                return True
        for paragraph in self.word.paragraphs:
            if paragraph.part == BODY and paragraph.inner < paragraph.raw.end:
                self.body.comment_at(number, paragraph.inner)
                return True
        return False

    def _pieces(self, span: Span) -> list[Piece]:
        """Return the pieces to comment on: those of the span, or near one that has none, in one cell of one story."""
        if span.start == span.end:
            touching = self.word.pieces_in(span)
            pieces = [piece for piece in touching if piece.end > span.start][:1] or touching[-1:]
        else:
            pieces = self.word.pieces_in(span)
        if not pieces:
            paragraph = self.word.paragraph_at(span.start)
            pieces = self.word.pieces_in(Span(paragraph.start, paragraph.end))[:1] if paragraph else []
        if not pieces:
            return []
        block = self._block(pieces[0])
        return list(takewhile(lambda piece: piece.part == pieces[0].part and self._block(piece) is block, pieces))

    def _out_of_fields(self, pieces: list[Piece]) -> list[Piece]:
        """Return pieces, the first of which stands in no field, without those at the end that stand in one."""
        end = len(pieces)
        while self.elements.field(pieces[end - 1]) is not None:
            end -= 1
        return pieces[:end]

    def _block(self, piece: Piece) -> Element | None:
        paragraph = self.elements.run(piece).up("p")
        return paragraph and paragraph.parent

    def _on(self, number: int, pieces: list[Piece], span: Span) -> bool:
        """Put a comment on pieces of the body; say whether it is on the very words of the span."""
        first, last = pieces[0], pieces[-1]
        stored = sum(min(piece.end, span.end) - max(piece.start, span.start) for piece in pieces)
        exact = span.end > span.start and stored == span.end - span.start
        if stored <= 0:
            span = Span(first.start, min(first.end, first.start + FIRST_WORDS))  # nothing of the span is stored
        runs = self.elements.run(first), self.elements.run(last)
        if all(outermost(run) is run for run in runs):
            self.body.comment(number, first, last, span)
        else:
            self.body.comment_on(number, outermost(runs[0]), outermost(runs[1]))
            exact = False
        return exact

    def _at(self, number: int, element: Element) -> None:
        begun = self._control_begun(element)
        if begun is None:
            self.body.comment_on(number, element, element)
        else:
            self.body.comment_at(number, begun)

    def _control_begun(self, element: Element) -> int | None:
        """Return where runs may begin in the first paragraph of a content control, when the element is in that one.

        LibreOffice (7.4) loses the words there that stand before the mark of a comment.
        """
        paragraph = element.up("p")
        control = paragraph.up("sdtContent", "p") if paragraph is not None else None
        if paragraph is None or control is None or control.name == "p":
            return None
        first = PARAGRAPH.search(self.word.parts[BODY].xml, control.start)
        if first is None or first.start() != paragraph.start:
            return None
        if self._inner is None:
            self._inner = {one.raw.start: one.inner for one in self.word.paragraphs if one.part == BODY}
        return self._inner.get(paragraph.start)

    def _note(self, piece: Piece) -> Element | None:
        """Return the run of the body that refers to the note in which a piece stands."""
        note = self.elements.run(piece).up(*NOTES)
        if note is None:
            return None
        if self._notes is None:
            self._notes = self._references()
        return self._notes.get((note.name, local(attributes(note.inside)).get("id", "")))

    def _references(self) -> dict[tuple[str, str], Element]:
        part = self.word.parts[BODY]
        marks = [found.start() for found in re.finditer(r"<[\w.:-]*(?:foot|end)noteReference\b", part.xml)]
        found: dict[tuple[str, str], Element] = {}
        for element in elements_at(part, marks).values():
            run = element.up("r")
            if run is not None:
                key = element.name.removesuffix("Reference"), local(attributes(element.inside)).get("id", "")
                found.setdefault(key, _holder(run))
        return found


def _holder(element: Element) -> Element:
    """Return what of the body's own paragraph an element belongs to, out of all text boxes."""
    holder, box = outermost(element), element.up("txbxContent")
    while box is not None:
        holder, box = outermost(box), box.up("txbxContent")
    return holder
