"""OFD, the page format of Chinese offices (GB/T 33190-2016): a zip of XML in which each character has its place.

Text objects (11.2) draw characters from a start point on, each so far from the one before it; a page may stand on
templates (7.6). What they draw becomes rows and paragraphs as in a PDF. Lengths in the file are in millimetres.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from planlint.model import Document, PlanlintError
from planlint.readers._lines import document
from planlint.readers._page import WIDE, Glyph, Page, Rule

if TYPE_CHECKING:
    from planlint.archive import Archive

MEDIA_TYPE = "application/ofd"

MOST_PAGES, MOST_ON_A_PAGE, MOST_CHARACTERS, MOST_ELEMENTS, MOST_RULES = 2000, 100_000, 4_000_000, 1_500_000, 20_000
_DEEPEST = 64
_POINT = 72 / 25.4
_KIND = " OFD 文件", "this OFD file"
_A4 = "0 0 210 297"
_MATRIX = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_UNNAMED = "¤"  # stands for a character that the writer knew only as a shape


def read(source: bytes, path: str) -> Document:
    """Return the text in the bytes `source`; raises PlanlintError as `planlint.readers.ofd` says."""
    from planlint.archive import Archive
    from planlint.readers._faults import no_text, unnamed
    from planlint.readers._layout import lines

    file = _File(Archive(source, path))
    made = document(lines(file.pages()), path, MEDIA_TYPE)
    if not made.text:
        raise no_text(path, *_KIND, pictures=file.pictures)
    if 4 * made.text.count(_UNNAMED) > len(made.text):
        raise unnamed(path, *_KIND)
    return made


class _File:
    """The parts of one OFD file; counts what was met, so that all of it together stays within the limits."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.pictures = self.elements = self.characters = 0

    def pages(self) -> Iterator[Page]:
        """Yield the pages of all documents."""
        root = _Tree(self, "OFD.xml")
        if "Encryptions" in root.texts or any(name.endswith("Encryptions.xml") for name in self.archive.names):
            raise PlanlintError(
                "encrypted",
                "这个 OFD 文件已加密；请用阅读器打开，另存为不加密的文件后再检查",
                "this OFD file is encrypted; open it in a reader and save it without",
                path=self.archive.path,
            )
        count = 0
        for place in root.texts.get("DocRoot", ()):
            name = _joined("", place)
            tree = _Tree(self, name)
            box = (tree.texts.get("PhysicalBox") or [_A4])[0]
            templates = {
                one.get("ID", ""): _joined(name, one.get("BaseLoc", ""))
                for one in tree.elements.get("TemplatePage", ())
            }
            for one in tree.elements.get("Page", ()):
                count += 1
                if count > MOST_PAGES:
                    raise self.too_large()
                yield self._page(_joined(name, one.get("BaseLoc", "")), box, templates)

    def _page(self, name: str, box: str, templates: dict[str, str]) -> Page:
        drawn = _Drawing(self, name)
        left, top, width, height = _numbers((drawn.texts.get("PhysicalBox") or [box])[0], 4, (0, 0, 210, 297))
        page = Page(width * _POINT, height * _POINT)
        below = [templates.get(one.get("TemplateID", "")) for one in drawn.elements.get("Template", ())]
        for drawing in (*(_Drawing(self, one) for one in below if one), drawn):
            page.glyphs += (glyph.scaled(_POINT, left, top) for glyph in drawing.glyphs)
            page.rules += (rule.scaled(_POINT, left, top) for rule in drawing.rules)
        return page

    def too_large(self) -> PlanlintError:
        """Return the error for a file that has more than any plan."""
        zh, en = (
            "这个 OFD 文件的页数、字数或元素太多，不像一份计划",
            "too many pages, characters or elements for a plan",
        )
        return PlanlintError("too-large", zh, en, path=self.archive.path)


def _joined(base: str, place: str) -> str:
    """Return the name of the part at `place`, seen from the part `base`."""
    place = place.strip().replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(base), place)).lstrip("/")


class _Tree:
    """One XML part: the attributes of its elements and the texts in them, by name without the prefix."""

    KEPT = frozenset(("Page", "TemplatePage", "Template", "DocRoot", "PhysicalBox", "Encryptions"))

    def __init__(self, file: _File, name: str) -> None:
        from xml.parsers import expat

        self.elements: dict[str, list[dict[str, str]]] = {}
        self.texts: dict[str, list[str]] = {}
        self._file = file
        self._open: list[str] = []
        self._data: list[str] = []
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._data.append
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            parser.Parse(_utf8(file.archive.read(name)), True)
        except (expat.ExpatError, KeyError, UnicodeDecodeError):
            raise file.archive.damaged(name[:80]) from None

    def _doctype(self, *_: Any) -> None:
        zh, en = "文件不安全，没有读取：其中有 DOCTYPE", "not safe to read: it has a DOCTYPE"
        raise PlanlintError("unsafe", zh, en, path=self._file.archive.path)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._file.elements += 1
        if self._file.elements > MOST_ELEMENTS or len(self._open) > _DEEPEST:
            raise self._file.too_large()
        name = tag.rpartition(":")[2]
        self._open.append(name)
        self._data.clear()
        self.opened(name, attributes)

    def _end(self, tag: str) -> None:
        self.closed(self._open.pop(), "".join(self._data))
        self._data.clear()

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Take up the beginning of an element."""
        if name in self.KEPT:
            self.elements.setdefault(name, []).append(attributes)

    def closed(self, name: str, text: str) -> None:
        """Take up its end, with the text that stands right before it."""
        if name in self.KEPT:
            self.texts.setdefault(name, []).append(text.strip())


def _utf8(xml: bytes) -> bytes:
    """Return a part in UTF-8, which the parser is told it is."""
    named = re.match(rb"""<\?xml[^>]{0,80}encoding\s*=\s*["'](gb\w+)["']""", xml, re.IGNORECASE)
    if xml.startswith((b"\xff\xfe", b"\xfe\xff")):
        return xml.decode("utf-16").encode()
    return xml.decode("gb18030").encode() if named else xml


class _Drawing(_Tree):
    """The content of a page or template: characters and lines, in millimetres from the page's origin."""

    def __init__(self, file: _File, name: str) -> None:
        self.glyphs: list[Glyph] = []
        self.rules: list[Rule] = []
        self._object: dict[str, str] = {}
        self._code: dict[str, str] = {}
        super().__init__(file, name)

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Remember the object that is being drawn; a text code without a start takes that of the one before it."""
        if name in ("TextObject", "PathObject"):
            self._object, self._code = attributes, {}
        elif name == "TextCode":
            self._code = {"X": self._code.get("X", "0"), "Y": self._code.get("Y", "0"), **attributes}
            self._code.update({key: attributes.get(key, "") for key in ("DeltaX", "DeltaY")})
        elif name == "ImageObject":
            self._file.pictures += 1
        else:
            super().opened(name, attributes)

    def closed(self, name: str, text: str) -> None:
        """Draw what is complete."""
        if self._object.get("Visible") != "false":
            if name == "TextCode":
                self._text(text)
            elif name == "AbbreviatedData":
                self._path(text)
        super().closed(name, text)

    def _place(self) -> tuple[float, float, tuple[float, ...]]:
        left, top, *_ = _numbers(self._object.get("Boundary", ""), 4, (0, 0, 0, 0))
        return left, top, _numbers(self._object.get("CTM", ""), 6, _MATRIX)

    def _text(self, text: str) -> None:
        left, top, (a, b, c, d, e, f) = self._place()
        if abs(b) > 0.1 * abs(a) or a <= 0:
            return  # a watermark, or text that runs another way than the page's
        self._file.characters += len(text)
        if self._file.characters > MOST_CHARACTERS or len(self.glyphs) + len(text) > MOST_ON_A_PAGE:
            raise self._file.too_large()
        (size,) = _numbers(self._object.get("Size", ""), 1, (4.2,))
        (stretch,) = _numbers(self._object.get("HScale", ""), 1, (1.0,))
        (x,), (y,) = (_numbers(self._code[key], 1, (0.0,)) for key in ("X", "Y"))
        across, down = (_steps(self._code[key], len(text) - 1) for key in ("DeltaX", "DeltaY"))
        for at, char in enumerate(text):
            nominal = size * stretch * (1 if char > WIDE or char in "“”‘’…—" else 0.5)
            step = across[at] if at < len(across) else nominal
            width = step if char < WIDE and 0 < step < 1.3 * nominal else nominal
            start = left + a * x + c * y + e
            self.glyphs.append(Glyph(char, start, start + a * width, top + b * x + d * y + f, abs(d) * size))
            x += step
            y += down[at] if at < len(down) else 0

    def _path(self, data: str) -> None:
        """Keep the straight lines of a drawing that is simple enough to be a table's border."""
        if (
            len(data) > 400
            or len(self.rules) > MOST_RULES
            or (self._object.get("Stroke") == "false" and self._object.get("Fill") != "true")
        ):
            return
        left, top, (a, b, c, d, e, f) = self._place()
        points = [(float(x), float(y)) for _, x, y in _LINE.findall(data)]
        if not points or _CURVE.search(data):
            return
        drawn = [(left + a * x + c * y + e, top + b * x + d * y + f) for x, y in points]
        if "C" in data:
            drawn.append(drawn[0])
        for (x0, y0), (x1, y1) in pairwise(drawn):
            self.rules.append(Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))


_LINE = re.compile(r"([SML])\s*(-?[\d.]{1,20})\s+(-?[\d.]{1,20})")
_CURVE = re.compile(r"[QBA]")


def _numbers(text: str, count: int, default: tuple[float, ...]) -> tuple[float, ...]:
    """Return `count` finite numbers, or the default where the text does not give them."""
    try:
        values = tuple(float(word) for word in text.split())
    except ValueError:
        return default
    return values if len(values) == count and all(-1e6 < value < 1e6 for value in values) else default


def _steps(text: str, most: int) -> list[float]:
    """Return at most `most` distances; `g 3 5.6` stands for three of 5.6."""
    steps: list[float] = []
    words = iter(text.split())
    for word in words:
        if len(steps) >= most:
            break
        if word == "g":
            count, value = next(words, "0"), next(words, "0")
            if count.isascii() and count.isdigit():
                steps += list(_numbers(value, 1, (0.0,))) * min(int(count[:6]), most - len(steps))
        else:
            steps += _numbers(word, 1, (0.0,))
    return steps
