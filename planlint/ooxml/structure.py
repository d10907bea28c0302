"""What paragraphs stand in: tables, text boxes, content controls, the branches of mc:AlternateContent."""

from __future__ import annotations

import re

from planlint.ooxml.numbering import Counts
from planlint.ooxml.reader import Reader
from planlint.ooxml.story import Cell, Field, Line
from planlint.ooxml.tags import number, value

DEEPEST = 20
"""How deep tables in tables, and fields in fields, are told apart."""
WIDEST = 1000
"""The most columns that one cell is taken to span."""


class _Table:
    """A table under way: where its next cell stands."""

    def __init__(self, number: int, outer: Cell | None) -> None:
        self.number, self.outer = number, outer
        self.row, self.column = 0, 1


class Structure:
    """Where a walk through the tags stands; `skip` is the offset up to which the XML is left out."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.tags, self.xml = reader, reader.tags, reader.part.xml
        self.box = self.boxes = self.tables_seen = self.skip = 0
        self.tables: list[_Table] = []
        self.cells: list[Cell | None] = [None]
        self.outer_boxes: list[int] = []
        self.blocks: list[Field | None] = []
        self.choices: list[bool] = []
        self.last: Line | None = None
        self.counts, self.box_counts = Counts(), Counts()

    def number(self, line: Line) -> None:
        """Count a paragraph and give it its number, unless it has none or all of it is hidden."""
        marks, style = line.marks, line.style
        hidden = bool(line.hidden) and sum(stop - start for start, stop in line.hidden) == line.length
        hidden |= line.cell is not None and line.cell.covered
        if (marks.num_id or style.num_id) and not hidden:
            line.label = self.reader.label(marks, style, self.box_counts if self.box else self.counts)

    def settle(self) -> None:
        """See that the paragraph before the end of a story or cell, or before a table, continues in no other.

        Its mark cannot go, though its deletion be tracked: it keeps its number. One without words goes all the same.
        """
        line, self.last = self.last, None
        if (
            line is not None
            and line.marks.deleted
            and line.text
            and (line.cell, line.box) == (self.cells[-1], self.box)
        ):
            line.joins = line.marks.run_in
            self.number(line)

    def table(self, found: re.Match[str]) -> None:
        """Enter or leave a table."""
        if not found["end"]:
            self.settle()
            self.tables_seen += self.cells[-1] is None
            outer = self.cells[-1] if len(self.tables) < DEEPEST else None
            self.tables.append(_Table(self.tables_seen if outer is None else 1, outer))
        elif self.tables:
            self.tables.pop()

    def table_row(self, found: re.Match[str]) -> None:
        """Enter a row."""
        if not found["end"] and self.tables:
            self.tables[-1].row += 1
            self.tables[-1].column = 1

    def table_cell(self, found: re.Match[str]) -> None:
        """Enter or leave a cell."""
        if found["end"]:
            self.settle()
            if len(self.cells) > 1:
                self.cells.pop()
        elif self.tables:
            table = self.tables[-1]
            self.cells.append(Cell(table.number, table.row, table.column, table.outer))
            table.column += 1

    def text_box(self, found: re.Match[str]) -> None:
        """Enter or leave a text box, whose paragraphs stand in a paragraph."""
        if not found["end"]:
            self.outer_boxes.append(self.box)
            self.boxes += 1
            self.box = self.boxes
            self.cells.append(None)
        elif self.outer_boxes:
            self.settle()
            self.box = self.outer_boxes.pop()
            self.cells.pop()

    def block(self, found: re.Match[str]) -> None:
        """Enter or leave a content control."""
        if not found["end"]:
            self.blocks.append(self.blocks[-1] if self.blocks else None)
        elif self.blocks:
            self.blocks.pop()

    def row_properties(self, properties: dict[str, str], end: int) -> None:
        """Take what the properties of a row say, which end at `end`; skip it when it is deleted."""
        if "del" in properties:
            self.skip = self.tags.end_of(self.xml, self.tags.w, "tr", end)
        elif self.tables:
            self.tables[-1].column += min(number(properties.get("gridBefore")) or 0, WIDEST)

    def cell_properties(self, properties: dict[str, str], end: int) -> None:
        """Take what the properties of a cell say, which end at `end`; skip it when it is deleted."""
        cell = self.cells[-1]
        if cell is None or not self.tables:
            return
        self.tables[-1].column += min(max((number(properties.get("gridSpan")) or 1) - 1, 0), WIDEST)
        if "cellDel" in properties:
            self.skip = self.tags.end_of(self.xml, self.tags.w, "tc", end)
            self.cells.pop()
        elif "vMerge" in properties and value(properties["vMerge"]) != "restart":
            self.cells[-1] = cell._replace(covered=True)

    def branch(self, found: re.Match[str]) -> None:
        """Keep the first branch of mc:AlternateContent and skip the others."""
        name = found["alternate"]
        if name == "AlternateContent":
            if found["close"]:
                del self.choices[-1:]
            else:
                self.choices.append(False)
        elif not found["close"] and self.choices and not found[0].endswith("/>"):
            if self.choices[-1]:
                self.skip = self.tags.end_of(self.xml, self.tags.mc, name, found.end())
            self.choices[-1] = True
