"""Marks put into the XML of one part: ranges of comments and tracked changes, at places between its characters.

Nothing is written anew but the runs that a mark divides, and those only at the cut: `</w:t></w:r>` before it, the
run's own tag and properties behind it. So all that is not text stays where it stands, byte for byte, and taking the
marks away again leaves the same characters with the same formatting.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from planlint.model import Span
from planlint.ooxml.package import REFERENCE, Part, W
from planlint.ooxml.story import Piece, Run
from planlint.ooxml.word import Word
from planlint.word.elements import TAG, Element

FORMER = re.compile(
    r"<(?:[\w.-]+:)?rPrChange\b(?:[^>]*/>|.*?</(?:[\w.-]+:)?rPrChange\s*>)",  # how a run was formatted before
    re.DOTALL,
)
ID = re.compile(r"\bid\s*=\s*(?:\"[^\"]*\"|'[^']*')")
CLOSING = re.compile(r"\s*</[\w.:-]+\s*>")
BLANK = re.compile(r"\s*")
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """Return `text` as the content of an element, without the characters that XML cannot hold."""
    return escape(NOT_XML.sub("", text))


def attribute(text: str) -> str:
    """Return `text` as an attribute's value with its quotation marks."""
    return quoteattr(NOT_XML.sub("", text))


@dataclass(slots=True)
class Signature:
    """Who marks, and when (such as 2027-01-08T09:00:00Z); `ids` gives numbers that no revision has yet."""

    author: str
    date: str
    ids: Iterator[int]

    def attributes(self, w: str) -> str:
        """Return the attributes of a tracked change, `w` being their prefix with its colon."""
        return f'{w}id="{next(self.ids)}" {w}author={attribute(self.author)} {w}date="{self.date}"'


@dataclass(slots=True)
class _Station:
    """A place between characters, and what stands there, in this order; `close` and `reopen` divide the run."""

    w: str
    close: str = ""
    reopen: str = ""
    deleted_before: bool = False
    inserted: list[str] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)
    starts: list[str] = field(default_factory=list)
    deleted_behind: bool = False


class Splices:
    """The marks for one part of a Word file, collected and then put in at once by `xml`."""

    def __init__(self, word: Word, part: Part, signature: Signature) -> None:
        self.word, self.part, self.signature = word, part, signature
        self.text = part.xml
        self.runs = word.runs[word.parts.index(part)]
        self.w = next((f"{prefix}:" for prefix in part.prefixes["w"] if prefix), "")
        self._stations: dict[int, _Station] = {}
        self._cuts: dict[Piece, dict[int, _Station]] = {}
        self._deleted: dict[Piece, list[Span]] = {}
        self._references: dict[Piece, list[tuple[int, int]]] = {}

    # -- what is asked for

    def delete(self, piece: Piece, span: Span) -> None:
        """Track the deletion of the characters of a piece that are in `span`."""
        start, end = max(piece.start, span.start), min(piece.end, span.end)
        self._behind(piece, start)
        self._before(piece, end)
        self._deleted.setdefault(piece, []).append(Span(start, end))

    def insert(self, piece: Piece, offset: int, text: str, around: Element | None) -> None:
        """Track the insertion of `text` at an offset of a piece, formatted as its run is.

        Where its run stands in an insertion `around` it, that one is closed before and goes on behind: LibreOffice
        loses what follows an insertion within another.
        """
        station = self._behind(piece, offset) if offset == piece.start else self._before(piece, offset)
        w, run = station.w, self.runs[piece.run]
        props = FORMER.sub("", self.text[slice(*run.props)])
        words = xml_text(text).replace("\t", f'</{w}t><{w}tab/><{w}t xml:space="preserve">')
        inside = f'{self._head(run)}{props}<{w}t xml:space="preserve">{words}</{w}t></{w}r>'
        named, space = self._named(w)
        inserted = f"<{w}ins{space} {self.signature.attributes(named)}>{inside}</{w}ins>"
        if around is not None:
            tag = ID.sub(f'id="{next(self.signature.ids)}"', f"<{w}{around.name}{around.inside}>", count=1)
            inserted = f"</{w}{around.name}>{inserted}{tag}"
        station.inserted.append(inserted)

    def comment(self, number: int, first: Piece, last: Piece, span: Span) -> None:
        """Put the comment `number` on the characters of `span`, which begin in one piece and end in another."""
        before = self._behind(first, max(first.start, span.start))
        self._range(number, before, self._before(last, min(last.end, span.end)))

    def comment_on(self, number: int, first: Element, last: Element) -> None:
        """Put the comment `number` on elements of paragraphs, from the beginning of one to the end of another."""
        before = self._stations.setdefault(first.start, _Station(self.w))
        self._range(number, before, self._stations.setdefault(last.end, _Station(self.w)))

    def comment_at(self, number: int, offset: int) -> None:
        """Put the comment `number` at an offset of the XML where a run may stand."""
        station = self._stations.setdefault(offset, _Station(self.w))
        self._range(number, station, station)

    @property
    def used(self) -> bool:
        """True when there is any mark."""
        return bool(self._stations)

    # -- how it is done

    def xml(self) -> str:
        """Return the part's XML with the marks in it."""
        written = [*self._tags()]
        written += [(at, at, self._written(station)) for at, station in self._stations.items()]
        out: list[str] = []
        at = 0
        for start, end, text in sorted(written):
            out += self.text[at:start], text
            at = end
        return "".join([*out, self.text[at:]])

    def _tags(self) -> Iterator[tuple[int, int, str]]:
        """Yield the tags of each w:t that is cut or deleted; the stations learn what is deleted around them."""
        for piece, cuts in self._cuts.items():
            deleted = sorted(self._deleted.get(piece, []))
            for offset, station in cuts.items():
                before = bisect_left(deleted, (offset,)) - 1
                behind = bisect_right(deleted, (offset, piece.end)) - 1
                station.deleted_before |= before >= 0 and offset <= deleted[before].end
                station.deleted_behind |= behind >= 0 and offset < deleted[behind].end
            if piece.kind == "text" and (deleted or any(piece.start < at < piece.end for at in cuts)):
                element, w = self._element(piece), self._prefix(piece)
                first = "delText" if deleted and deleted[0].start == piece.start else "t"
                last = "delText" if deleted and deleted[-1].end == piece.end else "t"
                yield element.start, piece.raw.start, f'<{w}{first} xml:space="preserve">'
                yield piece.raw.end, element.end, f"</{w}{last}>"

    def _written(self, station: _Station) -> str:
        w, close, reopen, opened = station.w, station.close, station.reopen, ""
        if station.deleted_before:
            close = f"{close.replace(f'</{w}t>', f'</{w}delText>')}</{w}del>"
        if station.deleted_behind:
            named, space = self._named(w)
            opened = f"<{w}del{space} {self.signature.attributes(named)}>"
            reopen = reopen.replace(f"<{w}t ", f"<{w}delText ")
        return "".join([close, *station.inserted, *station.ends, *station.starts, opened, reopen])

    def _range(self, number: int, before: _Station, after: _Station) -> None:
        (one, space), (other, also) = self._named(before.w), self._named(after.w)
        w = after.w
        starts = f'<{before.w}commentRangeStart{space} {one}id="{number}"/>'
        ends = f'<{w}commentRangeEnd{also} {other}id="{number}"/>'
        ends += f'<{w}r><{w}commentReference{also} {other}id="{number}"/></{w}r>'
        if before is after:
            after.starts += starts, ends
        else:
            before.starts.append(starts)
            after.ends.append(ends)

    def _behind(self, piece: Piece, offset: int) -> _Station:
        """Return the station at `offset` that goes with the character behind it."""
        if offset > piece.start:
            return self._inside(piece, offset)
        run, at = self.runs[piece.run], self._element(piece).start
        divides = not BLANK.fullmatch(self.text, run.props.end, at)
        return self._station(piece, offset, at if divides else run.span.start, divides)

    def _before(self, piece: Piece, offset: int) -> _Station:
        """Return the station at `offset` that goes with the character before it."""
        if offset < piece.end:
            return self._inside(piece, offset)
        run, at = self.runs[piece.run], self._element(piece).end
        divides = not CLOSING.fullmatch(self.text, at, run.span.end)
        return self._station(piece, offset, at if divides else run.span.end, divides)

    def _inside(self, piece: Piece, offset: int) -> _Station:
        return self._station(piece, offset, self._raw(piece, offset), True)

    def _raw(self, piece: Piece, offset: int) -> int:
        """Return what `Word.raw_offset` does, for many offsets of one long piece."""
        if piece.raw.end - piece.raw.start == piece.end - piece.start:
            return piece.raw.start + offset - piece.start
        if piece not in self._references:
            behind, lost = [(piece.start, 0)], 0
            for found in REFERENCE.finditer(self.text, *piece.raw):
                lost += found.end() - found.start() - 1
                behind.append((piece.start + found.end() - piece.raw.start - lost, lost))
            self._references[piece] = behind
        behind = self._references[piece]
        at = bisect_right(behind, (offset, len(self.text))) - 1
        return piece.raw.start + offset - piece.start + behind[at][1]

    def _station(self, piece: Piece, offset: int, at: int, divides: bool) -> _Station:
        station = self._stations.get(at)
        if station is None:
            w, run = self._prefix(piece), self.runs[piece.run]
            close, reopen = f"</{w}r>", self._head(run) + self.text[slice(*run.props)]
            if piece.start < offset < piece.end:
                close, reopen = f"</{w}t>{close}", f'{reopen}<{w}t xml:space="preserve">'
            station = self._stations[at] = _Station(w, close, reopen) if divides else _Station(w)
        self._cuts.setdefault(piece, {})[offset] = station
        return station

    def _element(self, piece: Piece) -> Span:
        """Return where the element of a piece stands, with its tags."""
        if piece.kind == "mark":
            return piece.raw
        return Span(self.text.rindex("<", 0, piece.raw.start), self.text.index(">", piece.raw.end) + 1)

    def _head(self, run: Run) -> str:
        """Return the start tag of a run."""
        found = TAG.match(self.text, run.span.start)
        return found[0] if found else ""

    def _prefix(self, piece: Piece) -> str:
        """Return the prefix of the run of a piece, with its colon."""
        found = TAG.match(self.text, self.runs[piece.run].span.start)
        return (found and found[2]) or ""

    def _named(self, w: str) -> tuple[str, str]:
        """Return the prefix for attributes, and its declaration where elements have none."""
        if w:
            return w, ""
        uri = next(uri for uri in W if uri in self.text)
        return "planlint:", f' xmlns:planlint="{uri}"'
