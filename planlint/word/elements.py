"""The elements around the runs of a part: where a comment can stand, and what a tracked change must leave alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from planlint.ooxml.package import Part
from planlint.ooxml.story import Piece
from planlint.ooxml.word import Word

TAG = re.compile(r"<(/?)([\w.-]+:)?([\w.-]+)((?>(?:[^<>\"']*+(?:\"[^\"]*\"|'[^']*'))*)[^<>\"']*+)>")
FIELD_MARK = re.compile(r"<[\w.:-]*fldChar\b[^<>]*fldCharType\s*=\s*[\"'](begin|end)[\"']")
LINK = re.compile(r"instrText[^<>]*>\s*HYPERLINK\b")
AROUND_RUNS = frozenset({"ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "customXml"})
"""Elements in a paragraph that may hold runs, marks of a comment and tracked changes."""


@dataclass(slots=True, eq=False)
class Element:
    """An element with its local name: its span in the XML, and what it stands in."""

    name: str
    start: int
    end: int
    parent: Element | None
    inside: str

    def up(self, *names: str) -> Element | None:
        """Return the nearest element around this one that has one of these local names."""
        above = self.parent
        while above is not None and above.name not in names:
            above = above.parent
        return above


def elements_at(part: Part, starts: Collection[int]) -> dict[int, Element]:
    """Return the elements of a part that begin at `starts`, known to be well-formed."""
    wanted, found = set(starts), dict[int, Element]()
    above: list[Element] = []
    for tag in TAG.finditer(part.xml):
        if tag[1]:
            above.pop().end = tag.end()
            continue
        parent = above[-1] if above else None
        one = Element(tag[3], tag.start(), tag.end(), parent, tag[4])
        if one.start in wanted:
            found[one.start] = one
        if not tag[4].endswith("/"):
            above.append(one)
    return found


def outermost(element: Element) -> Element:
    """Return what of its paragraph an element belongs to: itself where a change may be tracked around it.

    Else the outermost element around it, within its paragraph, that is none of AROUND_RUNS: a formula, a run with ruby.
    """
    host, above = element, element.parent
    while above is not None and above.name != "p":
        if above.name not in AROUND_RUNS:
            host = above
        above = above.parent
    return host


class Field(NamedTuple):
    """A field that stands in no other: what its first and last run belong to, and whether it is `whole` in a paragraph.

    In the result of a field LibreOffice writes the words of comments into the text and takes revisions for text, but
    for that of a `link`.
    """

    first: Element
    last: Element
    whole: bool
    link: bool


def fields_of(part: Part) -> list[Field]:
    """Return the fields of a part, in order; those made of one element (w:fldSimple) are not among them."""
    marks = {found.start(): found[1] for found in FIELD_MARK.finditer(part.xml)}
    runs = {start: element.up("r") for start, element in elements_at(part, marks).items()}
    fields: list[Field] = []
    opened: list[int] = []
    for start, kind in marks.items():
        if kind == "begin":
            opened.append(start)
        elif kind == "end" and opened:
            begun = opened.pop()
            first, last = runs[begun], runs[start]
            if not opened and first is not None and last is not None:
                whole, link = first.up("p") is last.up("p"), LINK.search(part.xml, begun, start) is not None
                fields.append(Field(outermost(first), outermost(last), whole, whole and link))
    return fields


class Elements:
    """The elements of the runs and paragraphs of a Word file, found when a part is first asked for."""

    def __init__(self, word: Word) -> None:
        self.word = word
        self._found: dict[int, dict[int, Element]] = {}
        self._fields: dict[int, list[Field]] = {}

    def at(self, part: int, start: int) -> Element:
        """Return the run or paragraph that begins at an offset of the XML of the part with this number."""
        if part not in self._found:
            starts = [run.span.start for run in self.word.runs[part]]
            starts += [paragraph.raw.start for paragraph in self.word.paragraphs if paragraph.part == part]
            self._found[part] = elements_at(self.word.parts[part], starts)
        return self._found[part][start]

    def run(self, piece: Piece) -> Element:
        """Return the run of a piece."""
        return self.at(piece.part, self.word.runs[piece.part][piece.run].span.start)

    def field(self, piece: Piece) -> Field | None:
        """Return the field in whose result a piece stands."""
        if piece.part not in self._fields:
            self._fields[piece.part] = fields_of(self.word.parts[piece.part])
        fields, start = self._fields[piece.part], self.run(piece).start
        at = bisect_right(fields, start, key=lambda field: field.first.start) - 1
        return fields[at] if at >= 0 and start < fields[at].last.end else None
