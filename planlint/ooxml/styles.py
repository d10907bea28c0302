"""What the styles of a Word file say of a paragraph's number, level and visibility."""

from __future__ import annotations

import re
from typing import NamedTuple

from planlint.ooxml.package import Part
from planlint.ooxml.tags import is_on, number, tags_of, value

IDENTITY = re.compile(r"styleId\s*=\s*[\"']([^\"']*)")
DEFAULT = re.compile(r"default\s*=\s*[\"'](?:1|true|on)[\"']")
DEEPEST = 40
"""How far `basedOn` is followed."""


class Style(NamedTuple):
    """A paragraph style with what it inherits.

    `outline` is 0–8, None for body text; `numbered_by` is the id of the style that sets `num_id`, itself or one
    below it; `name` is lower case, "" where it has none.
    """

    name: str = ""
    num_id: int | None = None
    level: int | None = None
    numbered_by: str | None = None
    outline: int | None = None
    hidden: bool = False


class Styles:
    """The styles of a Word file; without styles.xml, none. `hiding` and `numbering` say whether any style does so."""

    def __init__(self, part: Part | None) -> None:
        self.default: str | None = None
        self._at: dict[str, tuple[int, int]] = {}
        self._known: dict[str | None, Style] = {}
        self.hiding = self.numbering = False
        if part is None:
            return
        self._xml, self._tags = part.xml, tags_of(part)
        self.hiding, self.numbering = "vanish" in part.xml, "numPr" in part.xml
        for inside, start, end in self._tags.elements(part.xml, "style"):
            identity = IDENTITY.search(inside)
            if identity is not None:
                self._at.setdefault(identity[1], (start, end))
                if DEFAULT.search(inside) and "paragraph" in inside:
                    self.default = identity[1]

    def paragraph(self, identity: str | None) -> Style:
        """Return the paragraph style with an id; the default one for None or an id that is unknown."""
        if identity not in self._at:
            identity = self.default
        if identity not in self._known:
            self._known[identity] = self._resolved(identity)
        return self._known[identity]

    def hides(self, identity: str) -> bool:
        """Say whether text in the character style with this id is hidden."""
        return self.paragraph(identity).hidden if identity in self._at else False

    def number_of(self, identity: str) -> int | None:
        """Return the numbering that a numbering style stands for."""
        return self.paragraph(identity).num_id if identity in self._at else None

    def _resolved(self, identity: str | None) -> Style:
        style = Style()
        seen: set[str | None] = set()
        hidden: bool | None = None
        while identity in self._at and identity not in seen and len(seen) < DEEPEST:
            seen.add(identity)
            found = self._tags.properties(self._xml[slice(*self._at[identity])])
            if len(seen) == 1:
                style = style._replace(name=(value(found.get("name")) or "").lower())
            if style.num_id is None and "numId" in found:
                style = style._replace(num_id=number(found["numId"]), numbered_by=identity)
            if style.level is None and "ilvl" in found:
                style = style._replace(level=number(found["ilvl"]))
            if style.outline is None and "outlineLvl" in found:
                style = style._replace(outline=number(found["outlineLvl"]))
            hidden = is_on(found.get("vanish")) if hidden is None else hidden
            identity = value(found.get("basedOn"))
        return style._replace(hidden=bool(hidden))
