"""Automatic numbers, counted as Word counts them (ISO/IEC 29500-1, 17.9), written as the reader sees them.

A paragraph names a numbering (`num`), which is an instance of an abstract one; instances of one abstract numbering
count together, until one of them starts anew (`startOverride`). The text of a level (`第%1条`, `%1.%2`) names the
counts of the levels above by their place.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from planlint.ooxml.numberformats import bullet, written
from planlint.ooxml.package import Part, attributes, local, unescape
from planlint.ooxml.styles import Styles
from planlint.ooxml.tags import is_on, number, tags_of, value

LEVELS = 9
LONGEST = 60
"""The longest label; a level's text may be anything."""
_GAPS = {"tab": " ", "space": " ", "nothing": ""}


class Level(NamedTuple):
    """One level of a numbering: how it counts (`restart` None: after every higher level) and what it looks like."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    gap: str = " "
    restart: int | None = None
    legal: bool = False
    style: str | None = None
    font: str = ""


class Scheme(NamedTuple):
    """What a numbering comes to: the abstract one it counts with, its levels, and where it starts anew."""

    abstract: str
    levels: tuple[Level, ...]
    starts: dict[int, int]


class Counts:
    """How far one story has counted: body, text boxes and notes count by themselves."""

    def __init__(self) -> None:
        self.reached: dict[str, dict[int, int]] = {}
        self.begun: set[tuple[int, int]] = set()


class Numbering:
    """The numberings of a Word file."""

    def __init__(self, part: Part | None, styles: Styles) -> None:
        self._styles = styles
        self._nums: dict[int, str] = {}
        self._abstracts: dict[str, str] = {}
        self._schemes: dict[int, Scheme | None] = {}
        if part is None:
            return
        self._tags, xml = tags_of(part), part.xml
        for inside, start, end in self._tags.elements(xml, "num"):
            identity = _number_in(inside, "numId")
            if identity is not None:
                self._nums.setdefault(identity, xml[start:end])
        for inside, start, end in self._tags.elements(xml, "abstractNum"):
            self._abstracts.setdefault(local(attributes(inside)).get("abstractNumId", ""), xml[start:end])

    def level_for(self, num_id: int, style: str | None) -> int | None:
        """Return the level of a numbering that belongs to a paragraph style."""
        scheme = self._scheme(num_id)
        if scheme is None or style is None:
            return None
        return next((at for at, level in enumerate(scheme.levels) if level.style == style), None)

    def count(self, num_id: int, level: int, story: Counts) -> str:
        """Count one paragraph and return its label with the blank behind it, "" where none shows."""
        scheme = self._scheme(num_id)
        if scheme is None or not 0 <= level < len(scheme.levels):
            return ""
        counts = story.reached.setdefault(scheme.abstract, {})
        if level in scheme.starts and (num_id, level) not in story.begun:
            story.begun.add((num_id, level))
            counts[level] = scheme.starts[level]
        else:
            counts[level] = counts[level] + 1 if level in counts else scheme.levels[level].start
        for below in range(level + 1, len(scheme.levels)):
            after = scheme.levels[below].restart
            if after is None or 0 < after > level:
                counts.pop(below, None)
        return _label(scheme, counts, level)

    def _scheme(self, num_id: int) -> Scheme | None:
        if num_id not in self._schemes:
            self._schemes[num_id] = self._read(num_id)
        return self._schemes[num_id]

    def _read(self, num_id: int) -> Scheme | None:
        chunk = self._nums.get(num_id)
        if chunk is None:
            return None
        abstract = value(self._tags.properties(chunk).get("abstractNumId")) or ""
        followed = {num_id}
        linked = abstract
        while True:  # an abstract numbering may stand for that of a numbering style
            content = self._abstracts.get(linked)
            if content is None:
                return None
            link = value(self._tags.properties(content).get("numStyleLink"))
            other = self._styles.number_of(link) if link else None
            if other is None or other in followed or other not in self._nums:
                break
            followed.add(other)
            linked = value(self._tags.properties(self._nums[other]).get("abstractNumId")) or ""
        levels = [Level()] * LEVELS
        self._take(content, levels)
        starts: dict[int, int] = {}
        for inside, first, end in self._tags.elements(chunk, "lvlOverride"):
            at, content = _number_in(inside, "ilvl"), chunk[first:end]
            start = number(self._tags.properties(content).get("startOverride"))
            if at is not None and start is not None:
                starts[at] = start
            self._take(content, levels)
        return Scheme(linked, tuple(levels), starts)

    def _take(self, content: str, levels: list[Level]) -> None:
        """Put the levels in `content` into `levels`."""
        for inside, start, end in self._tags.elements(content, "lvl"):
            at = _number_in(inside, "ilvl")
            if at is not None and 0 <= at < LEVELS:
                levels[at] = self._level(content[start:end])

    def _level(self, content: str) -> Level:
        found = self._tags.properties(content)
        form = value(found.get("numFmt")) or "decimal"
        if form == "custom":  # in an mc:AlternateContent, whose other branch says what is nearest to it
            form = [form, *re.findall(r"numFmt\s[^<>]*\bval\s*=\s*[\"'](\w+)", content)][-1]
        named = local(attributes(found.get("rFonts", "")))
        start = number(found.get("start"))
        text = unescape(value(found.get("lvlText")) or "")
        return Level(
            0 if start is None else start,
            form,
            "•" if "lvlPicBulletId" in found else text[:LONGEST],
            _GAPS.get(value(found.get("suff")) or "tab", " "),
            number(found.get("lvlRestart")),
            bool(is_on(found.get("isLgl"))),
            value(found.get("pStyle")),
            named.get("ascii") or named.get("hAnsi") or "",
        )


def _label(scheme: Scheme, counts: dict[int, int], level: int) -> str:
    shape = scheme.levels[level]
    if shape.form == "bullet":
        text = bullet(shape.text, shape.font)
        return text + shape.gap if text else ""

    def place(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        if at > level:
            return ""
        count = counts.get(at, scheme.levels[at].start)
        form = scheme.levels[at].form
        return written(count, "decimal" if shape.legal and form not in ("none", "bullet") else form)

    text = re.sub(r"%([1-9])", place, shape.text)[:LONGEST]
    return text + shape.gap if text else ""


def _number_in(inside: str, name: str) -> int | None:
    return number(f'val="{local(attributes(inside)).get(name, "")}"')
