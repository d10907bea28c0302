"""From pages to lines of text: what a PDF and an OFD file hold.

Such files know neither words nor paragraphs. A paragraph goes on in the next row when its row is full and the next
begins at the margin, with the same size and distance; 《党政机关公文格式》 (GB/T 9704-2012, 5.2.3 and 7.3.3) has rows
of 28 characters and paragraphs indented by two. Titles stay in the rows that their author broke them into. Page
numbers and running heads are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from planlint.model import CellPlace, Hint, Texts
from planlint.patterns import pattern
from planlint.readers._lines import Line
from planlint.readers._page import CLOSING, WIDE, Page, Row, Table, columns, median, tables

_PAGE_NUMBER = pattern(
    r"[-—–－·•\s]{0,6}(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／，,共]\s*(?:共\s*)?\d{1,4}(?:\s*页)?)?[-—–－·•\s]{0,6}"
)
_LABEL = pattern(
    r"[一二三四五六七八九十百]{1,4}、|[（(][一二三四五六七八九十百\d]{1,4}[）)]|\d{1,2}[.．、](?!\d)|[①-⑳]"
    r"|第[一二三四五六七八九十百零〇\d]{1,5}[编章节条]|附件|——"
)
_ENDS = "。；：！？”）."
_MARGIN = 0.13
"""The share of a page's height at its head and foot where page numbers and running heads stand."""


class Placed(NamedTuple):
    """A row or a table, and the number of its page; of a row also its number there."""

    item: Row | Table
    page: int
    number: int = 0

    @property
    def texts(self) -> Texts:
        """Where a person finds the row."""
        return {"zh": f"第{self.page}页第{self.number}行", "en": f"page {self.page}, row {self.number}"}


class _Measure(NamedTuple):
    """Of the rows of one column: where they begin and end, how far apart they are."""

    left: float
    right: float
    pitch: float


def lines(pages: Iterable[Page]) -> Iterator[Line]:
    """Yield the paragraphs, titles and cells of a document, in reading order."""
    sheets = [_sheet(page) for page in pages]
    _drop_running(sheets)
    placed: list[Placed] = []
    for number, sheet in enumerate(sheets, 1):
        at = 0
        for item in sheet.items:
            at += isinstance(item, Row)
            placed.append(Placed(item, number, at))
    widths = [sheet.width for sheet in sheets]
    yield from _rejoined(placed, _measures(placed, widths), widths)


class _Sheet(NamedTuple):
    """One page in reading order."""

    width: float
    height: float
    items: list[Row | Table]


def _sheet(page: Page) -> _Sheet:
    found, rest = tables(page)
    items: list[Row | Table] = []
    waiting = sorted(found, key=lambda table: table.top)
    for row in columns(rest, page.width):
        while waiting and waiting[0].top < row.base and row.flow == 0:
            items.append(waiting.pop(0))
        items.append(row)
    return _Sheet(page.width, page.height, [*items, *waiting])


def _drop_running(sheets: Sequence[_Sheet]) -> None:
    """Take page numbers off, and what stands at the same place at the head or foot of many pages."""
    seen: Counter[tuple[str, int]] = Counter()
    candidates: list[tuple[_Sheet, Row, tuple[str, int]]] = []
    for sheet in sheets:
        rows = sorted((item for item in sheet.items if isinstance(item, Row)), key=lambda row: row.base)
        for row in {id(row): row for row in (*rows[:2], *rows[-2:])}.values():
            if row.base < _MARGIN * sheet.height or row.base > (1 - _MARGIN) * sheet.height:
                bare = "".join("#" if char.isdigit() else char for char in row.text if not char.isspace())
                key = bare, round(row.base / 4)
                seen[key] += 1
                candidates.append((sheet, row, key))
    for sheet, row, key in candidates:
        running = len(sheets) > 1 and seen[key] >= max(2, 0.4 * len(sheets))
        if running or _PAGE_NUMBER.fullmatch(row.text.strip()):
            sheet.items.remove(row)


def _measures(placed: Sequence[Placed], widths: Sequence[float]) -> dict[tuple[int, int, int], _Measure]:
    """Return the measure of each kind of column; facing pages may have margins of their own."""
    groups: dict[tuple[int, int, int], list[Placed]] = {}
    for one in placed:
        if isinstance(one.item, Row):
            groups.setdefault(_kind(one, widths), []).append(one)
    return {kind: _measure(group, widths[group[0].page - 1]) for kind, group in groups.items()}


def _kind(one: Placed, widths: Sequence[float]) -> tuple[int, int, int]:
    assert isinstance(one.item, Row)
    return round(widths[one.page - 1]), one.item.flow, one.page % 2 if len(widths) > 3 else 0


def _measure(group: Sequence[Placed], width: float) -> _Measure:
    rows = [one.item for one in group if isinstance(one.item, Row)]
    em = _body_em(rows)
    body = [row for row in rows if abs(row.em - em) < 0.12 * em] or rows
    left = _edge([row.left for row in body], em)
    # A mark at the end of a row may hang into the margin.
    right = -_edge([-row.right for row in body if row.text[-1] not in CLOSING] or [-row.right for row in body], em)
    flow = rows[0].flow
    least = {0: 0.7 * width, 1: 0.4 * width, 2: 0.8 * width}[flow]
    if right < least and sum(right - row.right < em for row in body) < max(8, 0.3 * len(body)):
        # No row is full: the margins are taken to be alike.
        right = {0: width - left, 1: width / 2 - em, 2: width - left + width / 2}[flow]
    steps = [
        b.item.base - a.item.base
        for a, b in pairwise(group)
        if a.page == b.page and isinstance(a.item, Row) and isinstance(b.item, Row) and b.number == a.number + 1
    ]
    steps = [step for step in steps if 0 < step < 3.5 * em]
    return _Measure(left, right, median(steps) if steps else 2 * em)


def _body_em(rows: Sequence[Row]) -> float:
    """Return the size that most characters have."""
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[round(row.em * 2) / 2] += len(row.text)
    return max(sizes, key=lambda size: (sizes[size], size))


def _edge(values: Sequence[float], em: float) -> float:
    """Return the smallest value that several share, half an em apart: where rows begin that are not indented."""
    bins = Counter(round(2 * value / em) for value in values)
    enough = max(2, len(values) * 0.06)
    shared = [at for at, count in bins.items() if count + bins[at + 1] >= enough]
    if not shared:
        return min(values)
    first = min(shared)
    return min(value for value in values if round(2 * value / em) >= first)


def _rejoined(
    placed: Sequence[Placed], measures: dict[tuple[int, int, int], _Measure], widths: Sequence[float]
) -> Iterator[Line]:
    held: list[Placed] = []
    count = Counter[int]()
    for one in placed:
        if isinstance(one.item, Table):
            # A paragraph may go on below a table that was set into it, but then nobody can tell.
            yield from _flushed(held)
            count[one.page] += 1
            yield from _cells(one.item, one.page, count[one.page], count.total())
            continue
        if held and not _goes_on(held, one, measures[_kind(held[-1], widths)], measures[_kind(one, widths)]):
            yield from _flushed(held)
        held.append(one)
    yield from _flushed(held)


def _flushed(held: list[Placed]) -> Iterator[Line]:
    """Yield the rows held back as one line, and let go of them."""
    if held:
        text, places = "", []
        for one in held:
            assert isinstance(one.item, Row)
            text += _seam(text, one.item.text)
            places.append((len(text), one.texts))
            text += one.item.text
        yield Line(text, None, tuple(places))
        held.clear()


def _seam(before: str, after: str) -> str:
    """Return what a row's end stands for: a blank between two words of letters, otherwise nothing."""
    return (
        " " if before and before[-1] < WIDE and before[-1].isalnum() and after[0] < WIDE and after[0].isalpha() else ""
    )


def _goes_on(held: Sequence[Placed], after: Placed, above: _Measure, here: _Measure) -> bool:
    """Tell whether the row `after` continues the paragraph of the rows `held`."""
    last, row = held[-1].item, after.item
    assert isinstance(last, Row)
    assert isinstance(row, Row)
    em = last.em
    if abs(row.em - em) > 0.12 * em:
        return False
    if last.right + row.head < above.right - 0.3 * em:
        return False  # there was room for the first word of the next row
    ended = last.text.endswith(tuple(_ENDS))
    if _is_centred(last, above):
        return False
    if _is_centred(row, here):
        return not ended  # a title that did not fit into one row
    if row.left - here.left > 0.8 * em and not _hangs(held, row, ended):
        return False
    together = held[-1].page == after.page and last.flow == row.flow
    if together and row.base - last.base > 1.3 * here.pitch:
        return False
    return not (_LABEL.match(row.text) and ended)


def _hangs(held: Sequence[Placed], row: Row, ended: bool) -> bool:
    """Tell whether an indented row goes on with a paragraph whose rows all hang from its label; others begin one."""
    last, em = held[-1].item, row.em
    assert isinstance(last, Row)
    if len(held) > 1:
        return abs(row.left - last.left) < 0.5 * em
    return row.left - last.left > 0.5 * em and bool(_LABEL.match(last.text)) and not (ended or _LABEL.match(row.text))


def _is_centred(row: Row, measure: _Measure) -> bool:
    before, behind = row.left - measure.left, measure.right - row.right
    return min(before, behind) > 1.5 * row.em and abs(before - behind) < 1.2 * row.em


def _cells(table: Table, page: int, number: int, at: int) -> Iterator[Line]:
    """Yield the text of a table cell by cell; it is the `number`-th of its page and the `at`-th in all."""
    for cell in table.cells:
        texts = {
            "zh": f"第{page}页表{number}第{cell.row}行第{cell.column}列",
            "en": f"page {page}, table {number}, row {cell.row}, column {cell.column}",
        }
        hint = Hint("table", 1, CellPlace(at, cell.row, cell.column, cell.last))
        measure = _Measure(min(r.left for r in cell.rows), max(r.right for r in cell.rows), 0)
        text = ""
        last: Row | None = None
        for row in cell.rows:
            full = last and last.right + row.head >= measure.right - 0.5 * row.em
            if text and (not full or _LABEL.match(row.text)):
                yield Line(text, hint, ((0, texts),))
                text = ""
            text += _seam(text, row.text) + row.text
            last = row
        yield Line(text, hint, ((0, texts),))
