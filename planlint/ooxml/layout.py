"""How a Word file looks: paper, paragraphs, fonts for Chinese, page numbers, each resolved through its styles.

A property is what the run or paragraph itself says, else its character style, its paragraph style, those they are
based on, the defaults of the document, and for a theme's font the theme (ISO/IEC 29500-1, 17.7.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import islice

from planlint.filedata import Block, Folio, Layout, Look, Sheet
from planlint.model import Span
from planlint.ooxml.margins import margins
from planlint.ooxml.package import attributes, local
from planlint.ooxml.story import Paragraph
from planlint.ooxml.tags import tags_of, value
from planlint.ooxml.word import Word

Layers = tuple[Mapping[str, str], ...]
"""Properties by the names of their elements, the nearest first."""
MM = 25.4 / 1440
DEFAULT_SIZE = 10
DEEPEST = 40
MOST = 50
"""Sections and page numbers that are looked at."""
ALIGNS = {"start": "left", "end": "right"}


def layout(word: Word) -> Layout:
    """Return the layout of a Word file. Raises PlanlintError as reading a part does."""
    return _Looking(word).layout()


class _Looking:
    def __init__(self, word: Word) -> None:
        self.word, self.package = word, word.package
        self.main = word.package.main()
        self.tags = tags_of(word.package.part(self.main))
        w = self.tags.w
        self._element = re.compile(rf"<{w}([A-Za-z]+)((?:\s[^<>]*)?)>")
        self._former = re.compile(rf"<{w}((?:p|r|sect)PrChange)(?:\s[^<>]*)?(?<!/)>.*?</{w}\1\s*>", re.DOTALL)
        self._properties: dict[str, dict[str, str]] = {}
        self._fonts: dict[tuple[str, str | None], tuple[str, float]] = {}
        self._styles: dict[str | None, Layers] = {}

    def layout(self) -> Layout:
        paragraphs = self.word.paragraphs
        styles = [self.style_of(one) for one in paragraphs]
        body = [(one, style) for one, style in zip(paragraphs, styles, strict=True) if self.name(one) == self.main]
        looks = tuple(self.looks(paragraphs, styles))
        sizes = {look.span.start: look.size for look in looks}
        blocks = tuple(self.block(one, sizes.get(one.start, 0)) for one, _ in body)
        sheets, folios = islice(self.sheets(body), MOST), islice(self.folios(paragraphs, looks), MOST)
        return Layout(tuple(sheets), blocks, looks, tuple(folios))

    def properties(self, content: str) -> dict[str, str]:
        """Return the elements in properties, name to the inside of the tag, known by their words; the first counts."""
        if content not in self._properties:
            found: dict[str, str] = {}
            for name, inside in self._element.findall(self._former.sub("", content)):
                found.setdefault(name, inside)
            self._properties[content] = found
        return self._properties[content]

    def name(self, paragraph: Paragraph) -> str:
        return self.word.parts[paragraph.part].name

    # -- styles

    @cached_property
    def chunks(self) -> dict[str, str]:
        """The content of each style by its id; of the default paragraph style by "" too, and of the defaults by "*"."""
        part = self.package.related(self.main, "styles")
        found: dict[str, str] = {}
        if part is None:
            return found
        w = tags_of(part).w
        for inside, start, end in tags_of(part).elements(part.xml, "style"):
            named, content = local(attributes(inside)), part.xml[start:end]
            found.setdefault(named.get("styleId", ""), content)
            if named.get("type") == "paragraph" and named.get("default") in ("1", "true", "on"):
                found[""] = content
        defaults = re.search(rf"<{w}docDefaults[\s>].*?</{w}docDefaults\s*>", part.xml, re.DOTALL)
        found["*"] = defaults[0] if defaults else ""
        return found

    def chain(self, identity: str | None) -> Layers:
        """Return the properties of a style and of those below it."""
        if identity not in self._styles:
            layers: list[Mapping[str, str]] = []
            at, seen = identity, set[str]()
            while at is not None and at in self.chunks and at not in seen and len(seen) < DEEPEST:
                seen.add(at)
                layers.append(self.properties(self.chunks[at]))
                at = value(layers[-1].get("basedOn"))
            self._styles[identity] = tuple(layers)
        return self._styles[identity]

    @cached_property
    def defaults(self) -> Mapping[str, str]:
        return self.properties(self.chunks.get("*", ""))

    def style_of(self, paragraph: Paragraph) -> str:
        """Return the id of a paragraph's style, "" for the default one."""
        return value(self.of(paragraph).get("pStyle")) or ""

    def of(self, paragraph: Paragraph) -> Mapping[str, str]:
        """Return the properties of a paragraph itself."""
        xml = self.word.parts[paragraph.part].xml
        return self.properties(xml[xml.index(">", paragraph.raw.start) + 1 : paragraph.inner])

    # -- runs

    def looks(self, paragraphs: list[Paragraph], styles: list[str]) -> Iterator[Look]:
        """Yield how the text looks, stretches that look the same within a paragraph as one."""
        at, last = 0, None
        for piece in self.word.pieces:
            while at + 1 < len(paragraphs) and paragraphs[at + 1].start <= piece.start:
                at += 1
            part = self.word.parts[piece.part]
            props = part.xml[slice(*self.word.runs[piece.part][piece.run].props)]
            font, size = self.font(props, styles[at] if styles else "")
            if last is not None and (last.font, last.size, last.span.end) == (font, size, piece.start):
                last = last._replace(span=Span(last.span.start, piece.end))
                continue
            if last is not None:
                yield last
            last = Look(Span(piece.start, piece.end), font, size)
        if last is not None:
            yield last

    def font(self, props: str, style: str) -> tuple[str, float]:
        """Return the font for Chinese and the size of a run with these properties in a paragraph of this style."""
        key = props, style
        if key not in self._fonts:
            own = self.properties(props)
            layers = (own, *self.chain(value(own.get("rStyle"))), *self.chain(style), self.defaults)
            fonts = (self.east_asian(local(attributes(one["rFonts"]))) for one in layers if "rFonts" in one)
            sizes = (_number(value(one["sz"])) for one in layers if "sz" in one)
            size = next((size for size in sizes if size), 2 * DEFAULT_SIZE)
            self._fonts[key] = next(filter(None, fonts), ""), size / 2
        return self._fonts[key]

    def east_asian(self, named: Mapping[str, str]) -> str:
        theme = named.get("eastAsiaTheme", "")
        font = self.theme["major" if theme.startswith("major") else "minor"] if theme else named.get("eastAsia", "")
        return font.partition(";")[0].strip()  # LibreOffice writes those it may use instead behind it

    @cached_property
    def theme(self) -> Mapping[str, str]:
        """The theme's fonts for Chinese, "" where it has none."""
        part = self.package.related(self.main, "theme")
        found = {"major": "", "minor": ""}
        xml = part.xml if part is not None else ""
        for kind in found:
            fonts = re.search(rf"<(?:[\w.-]+:)?{kind}Font[\s>].*?</(?:[\w.-]+:)?{kind}Font", xml, re.DOTALL)
            east = re.search(r"<(?:[\w.-]+:)?ea\s[^<>]*typeface\s*=\s*\"([^\"]+)\"", fonts[0]) if fonts else None
            chinese = re.search(r"script\s*=\s*\"Hans\"\s+typeface\s*=\s*\"([^\"]+)\"", fonts[0]) if fonts else None
            found[kind] = east[1] if east else chinese[1] if chinese else ""
        return found

    # -- paragraphs and paper

    def block(self, paragraph: Paragraph, size: float) -> Block:
        own = self.of(paragraph)
        layers = (own, *self.chain(value(own.get("pStyle")) or ""), self.defaults)
        indent = _merged(layers, "ind")
        spacing = _merged(layers, "spacing")
        align = next((value(one["jc"]) for one in layers if "jc" in one), None) or "left"
        line = _number(spacing.get("line")) if spacing.get("lineRule") == "exact" else None
        size = size or self.font("", value(own.get("pStyle")) or "")[1]
        return Block(
            Span(paragraph.start, paragraph.end),
            ALIGNS.get(align, align),
            _length(indent, "firstLine", size) - _length(indent, "hanging", size) + _length(indent, "left", size),
            line / 20 if line else None,
            any("numPr" in one for one in layers),
        )

    def sheets(self, body: list[tuple[Paragraph, str]]) -> Iterator[Sheet]:
        part = self.package.part(self.main)
        starts, start = [(one.raw.start, one.start) for one, _ in body], 0
        for _, begin, end in self.tags.elements(part.xml, "sectPr"):
            found = self.properties(part.xml[begin:end])
            size, edges = local(attributes(found.get("pgSz", ""))), local(attributes(found.get("pgMar", "")))
            if size and edges:
                width, height = (_number(size.get(key)) * MM for key in ("w", "h"))
                top, bottom, left, right, gutter = (
                    abs(_number(edges.get(key))) * MM for key in ("top", "bottom", "left", "right", "gutter")
                )
                yield Sheet(width, height, top, bottom, left + gutter, right, start)
            start = next((offset for raw, offset in starts if raw >= end), start)

    # -- page numbers

    def folios(self, paragraphs: list[Paragraph], looks: tuple[Look, ...]) -> Iterator[Folio]:
        """Yield the paragraphs of the footers that hold the number of the page."""
        kinds = {
            name: kind for name, (of, kind) in margins(self.package, self.package.part(self.main)) if of == "footer"
        }
        for one in paragraphs:
            if self.name(one) not in kinds:
                continue
            xml = self.word.parts[one.part].xml[slice(*one.raw)]
            form = re.sub(r"\d+", "#", "".join(self.word.document.text[one.start : one.end].split()), count=1)
            if "#" in form and re.search(r"[>\"]\s*PAGE\b", xml):
                size = next((look.size for look in looks if look.span.start >= one.start), 0)
                boxed = any(two.raw.start < one.raw.start < two.raw.end and two.part == one.part for two in paragraphs)
                align = "" if boxed or "framePr" in xml else self.block(one, 0).align
                yield Folio(Span(one.start, one.end), form, kinds[self.name(one)], align, size)


def _merged(layers: Layers, name: str) -> dict[str, str]:
    """Return the attributes of a property, each from the nearest layer that has it."""
    found: dict[str, str] = {}
    for one in layers:
        for key, text in local(attributes(one.get(name, ""))).items():
            found.setdefault(key, text)
    return found


def _length(indent: Mapping[str, str], key: str, size: float) -> float:
    """Return a length in characters: as it is given, or from twentieths of a point."""
    characters = _number(indent.get(f"{key}Chars"))
    return characters / 100 if characters else _number(indent.get(key)) / 20 / size if size else 0.0


def _number(text: str | None) -> float:
    try:
        return float(text) if text is not None and len(text) < 10 else 0.0
    except ValueError:
        return 0.0
