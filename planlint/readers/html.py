"""A web page: its article, not its navigation, in the lines that a browser would show.

The words come out as they are displayed: white space folded as CSS 2.1 (16.6.1) does, hidden elements and scripts
left out, a line for each block, a line for each cell of a table. The page's own title stands first where
the article has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from planlint.model import CellPlace, Document, Hint, PlanlintError, Texts
from planlint.patterns import pattern
from planlint.readers._article import find, furniture, hidden, title_of, words
from planlint.readers._lines import Line, document

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MEDIA_TYPE = "text/html"
SUFFIXES = (".html", ".htm", ".shtml", ".xhtml")
IN_FOLDERS = False
"""A folder of documents often lies beside a web site, whose pages nobody wants judged; a page that is named is read."""

MOST_TAGS = 200_000

_BLOCKS = words(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody td "
    "tfoot th thead tr ul"
)


def read(source: bytes, path: str) -> Document:
    """Return the article in the bytes `source`.

    Raises PlanlintError: "missing-extra" (lxml), "unreadable" (its encoding, or no text), "too-large", "too-deep".
    """
    root = parse(source, path)
    article = find(root)
    lines = list(_Lines(article).read())
    title = title_of(root, article, [line.text for line in lines])
    if title:
        lines.insert(0, Line(title, Hint("heading", 1), ((0, {"zh": "网页标题", "en": "page title"}),)))
    if not any(line.text for line in lines):
        raise PlanlintError(
            "unreadable",
            "这个网页里没有文字（可能要联网才显示正文）；请从浏览器复制正文，另存为 .txt 后再检查",
            "the page holds no text (it may load its article from the network); copy the text into a .txt file",
            path=path,
        )
    return document(lines, path, MEDIA_TYPE)


def parse(source: bytes, path: str) -> Element:
    """Return the root element of a page, comments left out, whatever its markup is. Raises as `read` does."""
    from planlint.readers._faults import missing

    try:
        from lxml import etree
    except ImportError:
        raise missing(path, "html", "网页", "a web page") from None

    text = _decode(source, path)
    if text.count("<") > MOST_TAGS:
        zh, en = f"网页的标签超过 {MOST_TAGS} 个，不像一份文件", f"more than {MOST_TAGS} tags; no document has so many"
        raise PlanlintError("too-large", zh, en, path=path)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root: Element | None = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        root = None
    if any("depth" in entry.message for entry in parser.error_log):
        raise PlanlintError("too-deep", "网页的标签嵌套太深", "the page's tags are nested too deep", path=path)
    return etree.Element("html") if root is None else root


def _decode(source: bytes, path: str) -> str:
    """Return the page as text; one that breaks the encoding it names shows � there, as in a browser."""
    from planlint.readers.decode import decoded

    try:
        return decoded(source, path)[0].replace("\0", "")
    except PlanlintError:
        charset = rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*(utf-8|gb2312|gbk|gb18030|big5)"""
        named = re.search(charset, source[:4096], re.IGNORECASE)
        if named is None or 8 * source.count(b"\0") > len(source):
            raise
        encoding = named[1].decode().lower().replace("gb2312", "gb18030").replace("gbk", "gb18030")
        return source.decode(encoding, "replace").replace("\0", "")


class _Table:
    """Counts the rows and columns of one table, as a reader of the page would."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.row = self.column = self.last = self._next = 0
        self._held: dict[int, int] = {}

    def open_row(self) -> None:
        """Begin a row: columns that a cell above reaches into are taken."""
        self.row += 1
        self._next = 1

    def open_cell(self, cell: Element) -> None:
        """Begin a cell at the next free column."""
        while self._held.get(self._next, 0) >= self.row:
            self._next += 1
        self.column = self._next
        width, height = (_span(cell, name) for name in ("colspan", "rowspan"))
        self._next += width
        self.last = self.row + height - 1
        if height > 1:
            self._held.update(dict.fromkeys(range(self.column, self._next), self.last))

    @property
    def place(self) -> Texts:
        """The cell, for a person."""
        return {
            "zh": f"表{self.number}第{self.row}行第{self.column}列",
            "en": f"table {self.number}, row {self.row}, column {self.column}",
        }


class _Lines:
    """Walks an article and yields its lines."""

    def __init__(self, article: Element) -> None:
        self._article = article
        self._skip = furniture(article)
        self._parts: list[str] = []
        self._tables: list[_Table | None] = []
        self._count = 0
        self._paragraphs = 0
        self._lists: list[int | None] = []
        self._number = ""
        self._heading = 0
        self._pre = 0

    def read(self) -> Iterator[Line]:
        """Yield the lines; a break is kept as a NUL, of which the page has none, until its block ends."""
        from lxml import etree

        skipped = None
        walk = etree.iterwalk(self._article, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if event == "start":
                if element is not self._article and (hidden(element) or element in self._skip):
                    walk.skip_subtree()
                    skipped = element
                    continue
                if tag in _BLOCKS:
                    yield from self._flush()
                    self._open(tag, element)
                elif tag == "br":
                    self._parts.append("\0")
                self._add(element.text)
            else:
                if element is not skipped and tag in _BLOCKS:
                    yield from self._flush()
                    self._close(tag)
                if element is not self._article:
                    self._add(element.tail)
        yield from self._flush()

    def _add(self, text: str | None) -> None:
        if text:
            self._parts.append(text.replace("\n", "\0") if self._pre else text)

    def _open(self, tag: str, element: Element) -> None:
        if tag == "table":
            data = _is_data(element)
            self._count += data
            self._tables.append(_Table(self._count) if data else None)
        elif tag == "tr" and self._tables and self._tables[-1]:
            self._tables[-1].open_row()
        elif tag in ("td", "th") and self._tables and self._tables[-1]:
            self._tables[-1].open_cell(element)
        elif tag in ("ul", "ol"):
            start = element.get("start", "1")
            numbered = tag == "ol" and element.get("type", "1") == "1" and start.isascii() and start.isdigit()
            self._lists.append(int(start[:9]) if numbered and "none" not in element.get("style", "") else None)
        elif tag == "li" and self._lists and self._lists[-1] is not None:
            self._number = f"{self._lists[-1]}."
            self._lists[-1] += 1
        elif tag in _HEADINGS:
            self._heading = int(tag[1])
        elif tag == "pre":
            self._pre += 1

    def _close(self, tag: str) -> None:
        if tag == "table":
            self._tables.pop()
        elif tag in ("ul", "ol"):
            self._lists.pop()
        elif tag == "li":
            self._number = ""
        elif tag in _HEADINGS:
            self._heading = 0
        elif tag == "pre":
            self._pre -= 1

    def _flush(self) -> Iterator[Line]:
        """Yield what has been gathered, an empty line where the page asks for one (&nbsp; alone, two breaks)."""
        if not self._parts:
            return
        *broken, last = "".join(self._parts).split("\0")
        self._parts.clear()
        for raw in broken:
            yield self._line(raw)
        line = self._line(last)
        if line.text or "\xa0" in last or "　" in last:
            yield line

    def _line(self, raw: str) -> Line:
        text = _SPACES.sub(_fold, raw).strip(" \xa0　\u200b\ufeff")
        if not text:
            return Line("")
        table = next((table for table in reversed(self._tables) if table), None)
        if table:
            cell = CellPlace(table.number, table.row, table.column, table.last)
            return Line(text, Hint("table", 1, cell), ((0, table.place),))
        self._paragraphs += 1
        place = {"zh": f"第{self._paragraphs}段", "en": f"paragraph {self._paragraphs}"}
        hint = Hint("list", len(self._lists)) if self._lists else None
        if self._heading:
            hint = Hint("heading", self._heading)
        number, self._number = self._number, ""
        return Line(number + text, hint, ((0, place),), len(number))


_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SPACES = pattern(r"[ \t\r\n\f\v]+")


def _fold(spaces: re.Match[str]) -> str:
    """Return what a browser shows for white space: a space, but nothing for a line end within Chinese text."""
    text, (start, end) = spaces.string, spaces.span()
    within = start and end < len(text) and text[start - 1] > "\u2e80" and text[end] > "\u2e80"
    return "" if within and "\n" in spaces[0] else " "


def _is_data(table: Element) -> bool:
    """Tell a table of data from one that only lays out the page: it has rows of two cells and more."""
    rows = (sum(1 for _ in row.iterchildren("td", "th")) for row in table.iterfind("*/tr"))
    direct = (sum(1 for _ in row.iterchildren("td", "th")) for row in table.iterchildren("tr"))
    return sum(cells > 1 for cells in (*rows, *direct)) > 1


def _span(cell: Element, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(int(value), 1000) if value.isascii() and value.isdigit() and len(value) < 5 and int(value) else 1
