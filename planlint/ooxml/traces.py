"""What a Word file says beside its text: comments, tracked changes, highlights, colours, properties of the file."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property

from planlint.filedata import Mark, MarkKind, Traces
from planlint.model import Span
from planlint.ooxml.colours import colour_of, highlight_of
from planlint.ooxml.package import Part, attributes, local, unescape
from planlint.ooxml.story import Paragraph, Piece
from planlint.ooxml.tags import tags_of, value
from planlint.ooxml.word import Word

WORDS = re.compile(r"<(?:[\w.-]+:)?(?:t|delText)(?:\s[^<>]*)?(?<!/)>([^<]*)<")
PROPERTY = re.compile(r"<(?:[\w.-]+:)?(\w+)(?:\s[^<>]*)?(?<!/)>([^<]+)<")
PROPERTIES = {
    "creator": "author", "lastModifiedBy": "editor", "Company": "company", "Manager": "manager",
    "Template": "template", "title": "title", "subject": "subject", "keywords": "keywords",
    "description": "description", "category": "category",
}  # fmt: skip
CHANGES = r"(?:p|r|tbl|tc|tr|sect|tblPrEx)PrChange|tblGridChange|numberingChange|cellIns|cellDel|cellMerge"
LONGEST = 200
"""Code points of a comment or of deleted words that a report may quote."""


def traces(word: Word) -> Traces:
    """Return the marks and properties of a Word file. Raises PlanlintError as reading a part does."""
    marks = (mark for at in range(len(word.parts)) for mark in _Marks(word, at).all())
    return Traces(tuple(sorted(marks, key=lambda mark: mark.span)), properties(word))


def properties(word: Word) -> dict[str, str]:
    """Return the properties of the file that are not empty, by the names that Traces gives them."""
    found: dict[str, str] = {}
    for relation in word.package.relationships():
        if relation.type in ("core-properties", "extended-properties") and relation.target in word.package.archive:
            for name, text in PROPERTY.findall(word.package.part(relation.target).xml):
                if name in PROPERTIES and text.strip():
                    found[PROPERTIES[name]] = unescape(text).strip()
    return found


class _Marks:
    """The marks of one part with text."""

    def __init__(self, word: Word, at: int) -> None:
        self.word, self.at, self.part = word, at, word.parts[at]
        self.xml, self.tags, self.w = self.part.xml, tags_of(self.part), tags_of(self.part).w

    def all(self) -> Iterator[Mark]:
        yield from self.comments()
        yield from _joined(sorted(self.revisions(), key=lambda mark: (mark.kind, mark.span)))
        yield from self.colours()

    def comments(self) -> Iterator[Mark]:
        """Yield the comments whose place is in this part; one without a range stands at its reference."""
        places: dict[str, tuple[int, int]] = {}
        for tag in re.finditer(rf"<{self.w}comment(RangeStart|RangeEnd|Reference)(\s[^<>]*)>", self.xml):
            identity = local(attributes(tag[2])).get("id", "")
            if identity not in places:
                places[identity] = tag.end(), tag.end()
            elif tag[1] == "RangeEnd":
                places[identity] = places[identity][0], tag.end()
        if places:
            found = self.word.package.related(self.part.name, "comments")
            known = dict(_comments(found)) if found is not None else {}
            for identity, place in places.items():
                author, words = known.get(identity, ("", ""))
                yield Mark("comment", self.span(*place), words, author)

    def revisions(self) -> Iterator[Mark]:
        """Yield the tracked changes one by one."""
        skip = 0
        for tag in re.finditer(rf"<{self.w}(ins|del|moveFrom|moveTo|{CHANGES})((?:\s[^<>]*)?)>", self.xml):
            if tag.start() < skip:
                continue
            author = local(attributes(tag[2])).get("author", "")
            if tag[2].endswith("/") or tag[1] not in ("ins", "del", "moveFrom", "moveTo"):
                yield Mark("changed", self.span(tag.start(), tag.start()), "", author)
                continue
            end = self.tags.end_of(self.xml, self.w, tag[1], tag.end())
            if tag[1] in ("ins", "moveTo"):
                span = self.span(tag.end(), end)
                if span.start < span.end:
                    yield Mark("inserted", span, "", author)
            else:
                skip = end
                yield Mark("deleted", self.span(tag.start(), tag.start()), _words(self.xml[tag.end() : end]), author)

    def colours(self) -> Iterator[Mark]:
        """Yield what is highlighted or coloured by formatting of its own; stretches of one colour are one."""
        tags = set(re.findall(rf"<{self.w}(?:highlight|shd|color)\s[^<>]*>", self.xml))
        odd = {tag: meant for tag in tags if (meant := _meant(tag)) is not None}
        if not odd:
            return
        text, runs = self.word.document.text, self.word.runs[self.at]
        last: Mark | None = None
        for piece in self.word.pieces:
            if piece.part != self.at:
                continue
            props = re.sub(rf"<{self.w}rPrChange[\s>].*", "", self.xml[slice(*runs[piece.run].props)], flags=re.DOTALL)
            meant = next((meant for tag, meant in odd.items() if tag in props), None)
            if meant is None or not text[piece.start : piece.end].strip():
                continue
            if last is not None and (last.kind, last.detail) == meant and not text[last.span.end : piece.start].strip():
                last = last._replace(span=Span(last.span.start, piece.end))
                continue
            if last is not None:
                yield last
            last = Mark(meant[0], Span(piece.start, piece.end), meant[1])
        if last is not None:
            yield last

    def span(self, start: int, end: int) -> Span:
        """Return the span of the text that stands in the XML from `start` to `end`; an empty one where none does."""
        first = bisect_left(self.pieces, start, key=lambda piece: piece.raw.start)
        last = bisect_left(self.pieces, end, key=lambda piece: piece.raw.start)
        if first < last:
            inside = self.pieces[first:last]
            return Span(min(piece.start for piece in inside), max(piece.end for piece in inside))
        before = self.pieces[first - 1] if first else None
        at = bisect_right(self.paragraphs, start, key=lambda paragraph: paragraph.raw.start) - 1
        around = self.paragraphs[at] if at >= 0 and start < self.paragraphs[at].raw.end else None
        if before is not None and (around is None or before.raw.start >= around.raw.start):
            return Span(before.end, before.end)
        offset = around.start if around is not None else self.pieces[first].start if self.pieces[first:] else 0
        return Span(offset, offset)

    @cached_property
    def pieces(self) -> list[Piece]:
        """Return the pieces of the part in the order of the XML."""
        return sorted((piece for piece in self.word.pieces if piece.part == self.at), key=lambda piece: piece.raw)

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """Return the paragraphs of the part in the order of the XML."""
        return sorted((one for one in self.word.paragraphs if one.part == self.at), key=lambda one: one.raw)


def _joined(marks: list[Mark]) -> Iterator[Mark]:
    """Yield marks in order, those of one kind and author that touch as one: Word cuts a change at every run."""
    last: Mark | None = None
    for mark in marks:
        if (
            last is not None
            and (mark.kind, mark.author) == (last.kind, last.author)
            and mark.kind != "changed"
            and mark.span.start <= last.span.end + 1
        ):
            end, words = max(last.span.end, mark.span.end), (last.detail + mark.detail)[:LONGEST]
            last = last._replace(span=Span(last.span.start, end), detail=words)
            continue
        if last is not None:
            yield last
        last = mark
    if last is not None:
        yield last


def _comments(part: Part) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the id of each comment with its author and words."""
    w = tags_of(part).w
    for found in re.finditer(rf"<{w}comment(\s[^<>]*)(?<!/)>(.*?)</{w}comment\s*>", part.xml, re.DOTALL):
        named = local(attributes(found[1]))
        yield named.get("id", ""), (named.get("author", ""), _words(found[2]))


def _words(xml: str) -> str:
    return unescape("".join(WORDS.findall(xml)))[:LONGEST]


def _meant(tag: str) -> tuple[MarkKind, str] | None:
    """Return what a highlight, shading or colour is; None for one that is as good as none."""
    if "highlight" in tag:
        name = highlight_of(value(tag) or "none")
        return ("highlight", name) if name else None
    fill = local(attributes(tag)).get("fill") if "shd" in tag else value(tag)
    name = colour_of(fill or "auto")
    if "shd" in tag:
        return ("highlight", name) if name and name != "white" else None
    return ("colour", name) if name else None
