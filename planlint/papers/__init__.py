"""Papers for the office: what an office prints from one document, as a table in a terminal, CSV or an HTML page.

`checklist` and `tasks` each make a `Paper` of a judged document; `terminal`, `sheet` and `page` write any Paper.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Style = Literal["", "dim", "good", "wrong", "missing", "box"]


class Cell(NamedTuple):
    """One cell: its words, and how it should look; `strong` are the words in it that it is about."""

    text: str
    style: Style = ""
    strong: str = ""


class Column(NamedTuple):
    """A column: its heading and its share of the width, in characters."""

    title: str
    width: int


class Paper(NamedTuple):
    """A table ready to be written: its title, the lines under it, columns and rows.

    Nothing in it is escaped; each writer does that for its own format.
    """

    title: str
    about: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
