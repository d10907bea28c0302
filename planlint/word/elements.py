"""The elements around the runs of a part: where a comment can stand, and what a tracked change must leave alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping
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
        start, holds = tag.start(), not tag[4].endswith("/")
        if holds or start in wanted:
            one = Element(tag[3], start, tag.end(), above[-1] if above else None, tag[4])
            if start in wanted:
                found[start] = one
            if holds:
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


def _fields(part: Part, marks: Mapping[int, str], elements: Mapping[int, Element]) -> list[Field]:
    """Return the fields of a part, in order; those made of one element (w:fldSimple) are not among them.

    `marks` says where a field begins and ends, `elements` holds the element at each of these places.
    """
    runs = {start: elements[start].up("r") for start in marks}
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
        self._found: dict[int, tuple[dict[int, Element], list[Field]]] = {}

    def at(self, part: int, start: int) -> Element:
        """Return the run or paragraph that begins at an offset of the XML of the part with this number."""
        return self._in(part)[0][start]

    def run(self, piece: Piece) -> Element:
        """Return the run of a piece."""
        return self.at(piece.part, self.word.runs[piece.part][piece.run].span.start)

    def field(self, piece: Piece) -> Field | None:
        """Return the field in whose result a piece stands."""
        fields, start = self._in(piece.part)[1], self.run(piece).start
        at = bisect_right(fields, start, key=lambda field: field.first.start) - 1
        return fields[at] if at >= 0 and start < fields[at].last.end else None

    def _in(self, number: int) -> tuple[dict[int, Element], list[Field]]:
        if number not in self._found:
            part = self.word.parts[number]
            marks = {found.start(): found[1] for found in FIELD_MARK.finditer(part.xml)}
            starts = {run.span.start for run in self.word.runs[number]}
            starts.update(paragraph.raw.start for paragraph in self.word.paragraphs if paragraph.part == number)
            found = elements_at(part, starts.union(marks))
            self._found[number] = found, _fields(part, marks, found)
        return self._found[number]
