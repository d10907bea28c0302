"""Knows what the properties in a part mean."""

from __future__ import annotations

from planlint.ooxml.numbering import Counts, Numbering
from planlint.ooxml.package import Part
from planlint.ooxml.story import Marks
from planlint.ooxml.styles import Style, Styles
from planlint.ooxml.tags import is_on, number, tags_of, value


class Reader:
    """Reads the properties in one part; `notes` are the (kind, id) of the notes referred to."""

    def __init__(self, part: Part, styles: Styles, numbering: Numbering) -> None:
        self.part, self.styles, self.numbering = part, styles, numbering
        self.tags = tags_of(part)
        self.notes: list[tuple[str, str]] = []
        self._properties: dict[str, dict[str, str]] = {}
        self._marks: dict[str, Marks] = {}
        self._hides: dict[str, bool | None] = {}
        self.hiding = "vanish" in part.xml or styles.hiding

    def properties(self, content: str) -> dict[str, str]:
        """Return the elements in the properties of a row or cell, known by their words."""
        known = self._properties.get(content)
        if known is None:
            known = self._properties[content] = self.tags.properties(content)
        return known

    def marks(self, content: str) -> Marks:
        """Return what the properties of a paragraph say, known by their words."""
        known = self._marks.get(content)
        if known is None:
            found = self.tags.properties(content)
            known = self._marks[content] = Marks(
                value(found.get("pStyle")),
                number(found.get("numId")),
                number(found.get("ilvl")),
                number(found.get("outlineLvl")),
                "del" in found or "moveFrom" in found,
                bool(is_on(found.get("specVanish"))),
            )
        return known

    def hides(self, content: str) -> bool | None:
        """Say whether the properties of a run hide it, known by their words; None when they do not say."""
        if content not in self._hides:
            found = self.tags.properties(content)
            hidden, style = is_on(found.get("vanish")), value(found.get("rStyle"))
            if hidden is None and style and self.styles.hides(style):
                hidden = True
            self._hides[content] = hidden
        return self._hides[content]

    def label(self, marks: Marks, style: Style, story: Counts) -> str:
        """Count a paragraph; return its number with the blank behind it."""
        num_id = style.num_id if marks.num_id is None else marks.num_id
        if not num_id:
            return ""
        level = marks.level
        if level is None and marks.num_id is None:
            own = self.numbering.level_for(num_id, marks.style or self.styles.default)
            level = self.numbering.level_for(num_id, style.numbered_by) if own is None else own
            level = style.level if level is None else level
        return self.numbering.count(num_id, level or 0, story)
