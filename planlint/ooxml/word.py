"""A Word file as a Document, with the way back from its text to its XML (planlint.ooxml.story says how)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from planlint.archive import Archive
from planlint.limits import check_length
from planlint.model import Document, Place, PlanlintError, Span, Texts
from planlint.ooxml.hints import hints
from planlint.ooxml.margins import MARGINS, margins
from planlint.ooxml.numbering import Numbering
from planlint.ooxml.package import REFERENCE, Package, Part, attributes, local
from planlint.ooxml.places import always, body_names, note_name
from planlint.ooxml.reader import Reader
from planlint.ooxml.story import Line, Origin, Paragraph, Piece, Run
from planlint.ooxml.styles import Styles
from planlint.ooxml.tags import Tags, tags_of
from planlint.ooxml.walk import MOST_PARAGRAPHS, ordinary_origin, paragraphs

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(slots=True)
class Word:
    """A Word file as read: its package, its document, and what stands where; `parts` are those with text in it."""

    package: Package
    document: Document
    parts: list[Part]
    _taken: list[tuple[int, int, int, Line]]
    _traced: tuple[list[Piece], list[list[Run]]] | None = None
    _paragraphs: list[Paragraph] | None = None

    @property
    def pieces(self) -> list[Piece]:
        """Return all pieces in the order of the text."""
        return self._trace()[0]

    @property
    def runs(self) -> list[list[Run]]:
        """Return the runs with text, a list for each of `parts`."""
        return self._trace()[1]

    @property
    def paragraphs(self) -> list[Paragraph]:
        """Return the paragraphs in the order of the text."""
        if self._paragraphs is None:
            self._paragraphs = [
                Paragraph(start, base + len(line.text), part, Span(line.start, line.end), line.inner)
                for start, base, part, line in self._taken
            ]
        return self._paragraphs

    def _trace(self) -> tuple[list[Piece], list[list[Run]]]:
        """Make pieces and runs of what the walk noted; most documents are only read and need neither."""
        if self._traced is None:
            pieces: list[Piece] = []
            runs: list[list[Run]] = [[] for _ in self.parts]
            for _, base, part, line in self._taken:
                known: dict[int, int] = {}
                kept: list[list[int]] = []
                for start, end, origin in _spread(line, tags_of(self.parts[part])):
                    at = known.setdefault(id(origin.run), len(runs[part]))
                    if at == len(runs[part]):
                        runs[part].append(Run(Span(*origin.run[:2]), Span(*origin.run[2:])))
                        kept.append(origin.run)  # so that no other run comes by its id
                    raw = Span(origin.start, origin.end)
                    pieces.append(Piece(base + start, base + end, part, at, raw, "text" if origin.is_text else "mark"))
            self._traced = pieces, runs
        return self._traced

    def check(self) -> None:
        """Raise PlanlintError unless the parts with text are well-formed; who writes into them asks first."""
        for part in self.parts:
            self.package.check(part.name)

    def pieces_in(self, span: Span) -> list[Piece]:
        """Return the pieces that share characters with `span`; for an empty span, those that touch it."""
        pieces = self.pieces
        first = bisect_right(pieces, span.start, key=lambda piece: piece.end)
        last = bisect_left(pieces, span.end, key=lambda piece: piece.start)
        if span.start == span.end:
            first = bisect_left(pieces, span.start, key=lambda piece: piece.end)
            last = bisect_right(pieces, span.end, key=lambda piece: piece.start)
        return pieces[first:last]

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """Return the paragraph in which an offset of the text stands, the last that begins there; None in none."""
        at = bisect_right(self.paragraphs, offset, key=lambda paragraph: paragraph.start) - 1
        return self.paragraphs[at] if at >= 0 and offset <= self.paragraphs[at].end else None

    def raw_offset(self, piece: Piece, offset: int) -> int:
        """Return where the character at `offset` of the text begins in the XML of a piece of kind `text`."""
        xml, at = self.parts[piece.part].xml, piece.raw.start
        left = offset - piece.start
        if piece.raw.end - piece.raw.start == piece.end - piece.start:
            return at + left
        for found in REFERENCE.finditer(xml, *piece.raw):
            if found.start() - at >= left:
                break
            left -= found.start() - at + 1
            at = found.end()
        return at + left


def read(source: bytes, path: str) -> Word:
    """Read a Word file (.docx, .docm, .dotx, .dotm; transitional or strict).

    Raises PlanlintError: "unreadable", "unsafe", "too-large".
    """
    package = Package(Archive(source, path))
    return _Assembly(package).word()


class _Assembly:
    """Puts the stories of a file together: first the body, then what is outside of it."""

    def __init__(self, package: Package) -> None:
        self.package, self.main = package, package.main()
        self.styles = Styles(package.related(self.main, "styles"))
        numbered = "numPr" in package.part(self.main).xml or self.styles.numbering
        self.numbering = Numbering(package.related(self.main, "numbering") if numbered else None, self.styles)
        self.text: list[str] = []
        self.length = self.lines = 0
        self.parts: list[Part] = []
        self.taken: list[tuple[int, int, int, Line]] = []
        self.virtual: list[Span] = []
        self.hidden: list[Span] = []
        self.opaque: list[Span] = []
        self.places: list[Place] = []

    def word(self) -> Word:
        body = self.reader(self.main)
        if re.search(r"<(?:[\w.-]+:)?altChunk[\s/>]", body.part.xml) if "altChunk" in body.part.xml else None:
            raise PlanlintError(
                "unreadable",
                "文中嵌着另一个文件（altChunk），要由 Word 打开才并入正文；请用 Word 打开，另存为 .docx 后再检查",
                "another file is embedded in the text (altChunk) until Word opens it; open it in Word and save it anew",
                path=self.package.path,
            )
        lines = paragraphs(body)
        shown = self.add(body, lines, body_names())
        outside = self.length
        for kind in ("footnote", "endnote"):
            self.add_notes(kind, [identity for of, identity in body.notes if of == kind])
        for name, margin in margins(self.package, body.part):
            reader = self.reader(name)
            margin_lines = paragraphs(reader)
            if any(line.text.strip() for line in margin_lines):
                self.add(reader, margin_lines, always(MARGINS[margin]))
        text = "".join(self.text)
        check_length(text, self.package.path)
        document = Document(
            text,
            self.package.path,
            MEDIA_TYPE,
            opaque=merged(self.opaque),
            hints=hints(shown, lines),
            virtual=tuple(self.virtual),
            hidden=merged(self.hidden),
            outside=outside if outside < self.length else None,
            places=tuple(self.places),
        )
        return Word(self.package, document, self.parts, self.taken)

    def reader(self, name: str) -> Reader:
        """Return a reader of the part `name`, and note the part as one with text."""
        reader = Reader(self.package.part(name), self.styles, self.numbering)
        self.parts.append(reader.part)
        return reader

    def add_notes(self, kind: str, references: list[str]) -> None:
        """Add the notes that the body refers to, in the order of their numbers."""
        part = self.package.related(self.main, f"{kind}s") if references else None
        if part is None:
            return
        reader = self.reader(part.name)
        stories: dict[str, tuple[int, int]] = {}
        for inside, start, end in reader.tags.elements(part.xml, kind):
            stories.setdefault(local(attributes(inside)).get("id", ""), (start, end))
        for count, identity in enumerate(references, 1):
            if identity in stories:
                self.add(reader, paragraphs(reader, *stories[identity]), always(note_name(kind, count)))

    def add(self, reader: Reader, lines: list[Line], name: Callable[[Line], Texts]) -> list[tuple[int, Line]]:
        """Add the paragraphs of a story; return those with text, each with the number of its first line."""
        if len(lines) + len(self.taken) > MOST_PARAGRAPHS:
            raise PlanlintError(
                "too-large",
                f"文件有 {MOST_PARAGRAPHS} 个以上的段落，没有读取；一份计划不会这么长",
                f"it has more than {MOST_PARAGRAPHS} paragraphs",
                path=self.package.path,
            )
        part = self.parts.index(reader.part)
        shown: list[tuple[int, Line]] = []
        carried: dict[int, list[Line]] = {}
        for line in lines:
            group = carried.pop(line.box, [])
            if group and group[-1].cell != line.cell:
                self.put(part, group, name, shown)
                group = []
            if line.joins:
                carried[line.box] = [*group, line]
            else:
                self.put(part, [*group, line], name, shown)
        for group in carried.values():
            self.put(part, group, name, shown)
        return shown

    def put(self, part: int, group: list[Line], name: Callable[[Line], Texts], shown: list[tuple[int, Line]]) -> None:
        """Add paragraphs that are displayed as one."""
        last = group[-1]
        words = last.text if len(group) == 1 else "".join(line.text for line in group)
        label = last.label if len(group) == 1 else next((line.label for line in group if line.label), "")
        covered = last.cell is not None and last.cell.covered
        if not words and (covered or (last.joins and not label)):
            return
        if label or (words and not words.isspace()):
            self.places.append(Place(self.length, name(last)))
            shown.append((self.lines, last))
        start = self.length
        if label:
            self.text.append(label)
            self.length += len(label)
            self.virtual.append(Span(start, self.length))
        for line in group:
            base = self.length
            self.taken.append((start, base, part, line))
            if covered or line.hidden or line.pages:
                hidden = [Span(0, line.length)] if covered else line.hidden
                self.hidden += [Span(base + one.start, base + one.end) for one in hidden]
                self.opaque += [Span(base + one.start, base + one.end) for one in (*hidden, *line.pages)]
            self.text.append(line.text)
            start = self.length = base + line.length
        self.text.append("\n")
        self.length += 1
        self.lines += 1 + words.count("\n")


def _spread(line: Line, tags: Tags) -> Iterator[tuple[int, int, Origin]]:
    """Yield start, end and origin of what a line is made of; ordinary paragraphs and runs are taken apart only here."""
    for start, end, origin in line.taken:
        if isinstance(origin, Origin):
            yield start, end, origin
        elif origin.lastgroup == "runs":
            for found in tags.runs.finditer(origin.string, *origin.span("runs")):
                if found["text"]:
                    yield start, start + len(found["text"]), ordinary_origin(found)
                    start += len(found["text"])
        else:
            yield start, end, ordinary_origin(origin)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans sorted, those that touch or overlap as one."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)
