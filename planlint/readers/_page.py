"""Characters with their places on a page, and the rows and tables that they form.

Lengths are in points, y grows downward; an em is the width of a full-width character.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

WIDE = "\u2e80"
"""From here on characters are as wide as they are high."""

CLOSING = frozenset("，。；：、！？）》」』】〕”’…—,.;:!?)]%％")
"""What no row begins with."""

_OPENING = frozenset("（《「『【〔“‘([")
_QUOTES = "“‘"  # type-setters for Latin letters part no character from the quotation mark behind it
_GRID, _RULES, _TABLES = 400, 10_000, 50
"""More rows or columns of a table, lines or tables on a page are no document but a drawing."""

_COLUMN_ROWS = 8


def median(values: Iterable[float]) -> float:
    """Return the middle one of some numbers, the greater of two; the module `statistics` takes long to load."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2]


class Glyph(NamedTuple):
    """One character: from where to where it goes in its row, its baseline, the height of its box."""

    char: str
    left: float
    right: float
    base: float
    height: float

    def scaled(self, scale: float, x: float, y: float) -> Glyph:
        """Return the character seen from the point (x, y), in other units."""
        left, right, base = (self.left - x) * scale, (self.right - x) * scale, (self.base - y) * scale
        return Glyph(self.char, left, right, base, self.height * scale)


class Rule(NamedTuple):
    """A drawn line, perhaps one of a table's."""

    left: float
    top: float
    right: float
    bottom: float

    def scaled(self, scale: float, x: float, y: float) -> Rule:
        """Return the line seen from the point (x, y), in other units."""
        left, top, right, bottom = self
        return Rule((left - x) * scale, (top - y) * scale, (right - x) * scale, (bottom - y) * scale)


@dataclass(slots=True)
class Page:
    """What is drawn on one page."""

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Row:
    """A row of text as printed. `head` is the width of its first word, for which a full row above had no room.

    `flow` is 0 for a row as wide as the page, 1 and 2 for one in the left and the right column.
    """

    text: str
    left: float
    right: float
    base: float
    em: float
    head: float
    flow: int = 0


@dataclass(slots=True)
class Cell:
    """A cell of a ruled table, by its first row and column, counted from 1, and the last row that it reaches into."""

    row: int
    column: int
    last: int
    rows: list[Row]


@dataclass(slots=True)
class Table:
    """A ruled table, from `top` on, cell by cell."""

    top: float
    cells: list[Cell]


def rows_of(glyphs: Iterable[Glyph], flow: int = 0) -> list[Row]:
    """Return the rows that the characters form, from the top down."""
    rows = (_row(line, flow) for line in _baselines(glyphs))
    return [row for row in rows if row is not None]


def _baselines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Return the characters that stand on one line each, from left to right; raised figures stand with their words."""
    lines: list[list[Glyph]] = []
    base = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: glyph.base):
        if not lines or glyph.base - base > 0.5 * min(glyph.height, lines[-1][-1].height):
            lines.append([])
            base = glyph.base
        lines[-1].append(glyph)
    for line in lines:
        line.sort(key=lambda glyph: glyph.left)
    return lines


def _row(glyphs: list[Glyph], flow: int) -> Row | None:
    while glyphs and glyphs[-1].char.isspace():
        glyphs.pop()
    first = next((at for at, glyph in enumerate(glyphs) if not glyph.char.isspace()), len(glyphs))
    glyphs = glyphs[first:]
    if not glyphs:
        return None
    em = _em(glyphs)
    gaps = [b.left - a.right for a, b in pairwise(glyphs) if a.char > WIDE and b.char > WIDE]
    usual = max(median(gaps), 0.0) if gaps else 0.0  # 分散对齐 sets all characters of a row apart
    parts = [glyphs[0].char]
    for before, glyph in pairwise(glyphs):
        if before.char == glyph.char and abs(before.left - glyph.left) < 0.1 * em:
            continue  # bold letters are sometimes printed twice
        parts += [_blank(before, glyph, em, usual), glyph.char]
    return Row("".join(parts), glyphs[0].left, glyphs[-1].right, glyphs[0].base, em, _head(glyphs), flow)


def _em(glyphs: Sequence[Glyph]) -> float:
    wide = [glyph.right - glyph.left for glyph in glyphs if glyph.char > WIDE]
    return max(median(wide) if wide else median(glyph.height for glyph in glyphs), 1.0)


def _blank(before: Glyph, glyph: Glyph, em: float, usual: float) -> str:
    """Return the blanks that the gap between two characters stands for; type-setters part 2026 and 年 by a quarter."""
    gap = glyph.left - before.right
    if before.char.isspace() or glyph.char.isspace():
        return ""
    if before.char < WIDE and glyph.char < WIDE:
        return " " if gap > 0.2 * em else ""
    if gap <= usual + 0.75 * em:
        return ""
    both = before.char > WIDE and glyph.char > WIDE
    return "　" * min(round((gap - usual) / em), 5) if both else " "


def _head(glyphs: Sequence[Glyph]) -> float:
    """Return the width of what could not be parted from the first character: a number, a word, a mark."""
    end = 0
    while end + 1 < len(glyphs):
        here, after = glyphs[end].char, glyphs[end + 1].char
        inner = (here.isalnum() or here in ".-") and (after.isalnum() or after in ".-%")
        word = inner and here.isascii() and after.isascii()
        if not (word or here in _OPENING or after in CLOSING or after in _QUOTES):
            break
        end += 1
    return glyphs[end].right - glyphs[0].left


def columns(glyphs: list[Glyph], width: float) -> list[Row]:
    """Return the rows of a page in reading order: where it is set in two columns, the left one first."""
    lines = _baselines(glyphs)
    gutter = _gutter(lines, width)
    if gutter is None:
        return [row for row in (_row(line, 0) for line in lines) if row is not None]
    read: list[Row] = []
    right: list[Row] = []
    for line in lines:
        at = bisect_right(line, gutter, key=lambda glyph: glyph.left)
        if at and line[at - 1].right > gutter:
            read, right = [*read, *right], []
            read += filter(None, [_row(line, 0)])
        else:
            read += filter(None, [_row(line[:at], 1)])
            right += filter(None, [_row(line[at:], 2)])
    return read + right


def _gutter(lines: list[list[Glyph]], width: float) -> float | None:
    """Return where the space between two columns of prose is: rows end close to it, which those of a list do not."""
    best: tuple[int, float] | None = None
    for step in range(40, 61):
        x = width * step / 100
        parted = full = 0
        for line in lines:
            at = bisect_right(line, x, key=lambda glyph: glyph.left)
            if 0 < at < len(line):
                em = line[at].height
                beside = line[at - 1].right < x - 0.4 * em and x + 0.4 * em < line[at].left < x + 4 * em
                parted += beside
                full += beside and line[at - 1].right > x - 3 * em
        if parted >= max(_COLUMN_ROWS, len(lines) / 2) and full > 0.4 * parted and (best is None or full > best[0]):
            best = full, x
    return best[1] if best else None


def tables(page: Page) -> tuple[list[Table], list[Glyph]]:
    """Return the ruled tables of a page, and the characters outside of them."""
    if len(page.rules) > _RULES:
        return [], page.glyphs
    across = [rule for rule in page.rules if rule.right - rule.left > 8 and rule.bottom - rule.top < 3]
    upright = [rule for rule in page.rules if rule.bottom - rule.top > 4 and rule.right - rule.left < 3]
    found: list[Table] = []
    rest = page.glyphs
    for top, bottom in _bands(upright)[:_TABLES]:
        inside = [rule for rule in upright if rule.top >= top - 3 and rule.bottom <= bottom + 3]
        level = [rule for rule in across if top - 3 <= rule.top <= bottom + 3]
        xs, ys = _steps(rule.left for rule in inside), _steps(rule.top for rule in level)
        if len(xs) < 3 or len(ys) < 2 or len(xs) > _GRID or len(ys) > _GRID or len(xs) * len(ys) > 20_000:
            continue
        grid = _Grid(xs, ys, level, inside)
        within = [glyph for glyph in rest if grid.holds(glyph)]
        rest = [glyph for glyph in rest if not grid.holds(glyph)]
        found.append(Table(ys[0], grid.cells(within)))
    return found, rest


def _bands(upright: list[Rule]) -> list[tuple[float, float]]:
    """Return the stretches of the page that upright lines cover without a break."""
    bands: list[tuple[float, float]] = []
    for rule in sorted(upright, key=lambda rule: rule.top):
        if bands and rule.top <= bands[-1][1] + 3:
            bands[-1] = bands[-1][0], max(bands[-1][1], rule.bottom)
        else:
            bands.append((rule.top, rule.bottom))
    return bands


def _steps(values: Iterable[float]) -> list[float]:
    """Return the values in order, those within 3 points as one."""
    steps: list[float] = []
    for value in sorted(values):
        if not steps or value - steps[-1] > 3:
            steps.append(value)
    return steps


class _Grid:
    """The lines of one table. Neighbours with no line between them are one cell."""

    def __init__(self, xs: list[float], ys: list[float], level: list[Rule], upright: list[Rule]) -> None:
        self._xs, self._ys = xs, ys
        self._wide = len(xs) - 1
        self._cell = list(range(self._wide * (len(ys) - 1)))
        below = self._drawn(ys, [(rule.top, rule.left, rule.right) for rule in level], xs)
        beside = self._drawn(xs, [(rule.left, rule.top, rule.bottom) for rule in upright], ys)
        for row in range(len(ys) - 1):
            for column in range(self._wide):
                here = row * self._wide + column
                if column and (column, row) not in beside:
                    self._merge(here, here - 1)
                if row and (row, column) not in below:
                    self._merge(here, here - self._wide)

    @staticmethod
    def _drawn(steps: list[float], rules: list[tuple[float, float, float]], cross: list[float]) -> set[tuple[int, int]]:
        """Return the borders that are drawn: the number of the line, and that of the field along it."""
        middles = [(a + b) / 2 for a, b in pairwise(cross)]
        return {
            (bisect_right(steps, at + 0.01) - 1, field)
            for at, start, end in rules
            for field in range(bisect_right(middles, start), bisect_right(middles, end))
        }

    def _root(self, cell: int) -> int:
        while self._cell[cell] != cell:
            cell = self._cell[cell] = self._cell[self._cell[cell]]
        return cell

    def _merge(self, one: int, other: int) -> None:
        a, b = self._root(one), self._root(other)
        self._cell[max(a, b)] = min(a, b)

    def _at(self, glyph: Glyph) -> tuple[float, float]:
        return (glyph.left + glyph.right) / 2, glyph.base - glyph.height / 3

    def holds(self, glyph: Glyph) -> bool:
        """Tell whether a character stands in the table."""
        x, y = self._at(glyph)
        return self._xs[0] <= x < self._xs[-1] and self._ys[0] <= y < self._ys[-1]

    def cells(self, glyphs: Iterable[Glyph]) -> list[Cell]:
        """Return the cells that have text, row by row."""
        held: dict[int, list[Glyph]] = {}
        for glyph in glyphs:
            x, y = self._at(glyph)
            row, column = bisect_right(self._ys, y) - 1, bisect_right(self._xs, x) - 1
            held.setdefault(self._root(row * self._wide + column), []).append(glyph)
        last = {self._root(at): at // self._wide + 1 for at in range(len(self._cell))}
        made = (Cell(at // self._wide + 1, at % self._wide + 1, last[at], rows_of(held[at])) for at in sorted(held))
        return [cell for cell in made if cell.rows]
