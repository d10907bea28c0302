"""The program that takes a PDF apart, run as a process of its own with little memory and time.

PDFium is C++ that reads hostile files: should one crash it or make it swell, the run goes on. Nothing of planlint is
imported here. Standard input is the file; what comes out are, for each page, one byte P, five floats and integers
(width, height, number of characters, of rules, of pictures), the characters' code points and boxes, and the rules'
boxes, in points with y downward from the top; at the end comes E, or X and the number of what went wrong.
"""

from __future__ import annotations

import contextlib
import ctypes
import math
import struct
import sys
from array import array
from typing import Any, BinaryIO

HEAD = struct.Struct("<ffIII")
MOST_PAGES, MOST_ON_A_PAGE, MOST_CHARACTERS, MOST_OBJECTS = 2000, 100_000, 4_000_000, 20_000
MEMORY, SECONDS = 768 << 20, 60
TOO_LARGE = 100
"""Beyond PDFium's own numbers of errors: 2 unreadable, 3 no PDF, 4 password, 5 encryption that it does not know."""


def main() -> None:
    """Read standard input, write standard output."""
    out = sys.stdout.buffer
    out.write(b"M")
    try:
        import pypdfium2.raw as pdfium
    except ImportError:
        return
    out.write(b"S")
    _limit()
    source = sys.stdin.buffer.read()
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(source, len(source), None)
    if not document:
        out.write(b"X" + bytes([pdfium.FPDF_GetLastError() & 0x7F]))
        return
    pages = pdfium.FPDF_GetPageCount(document)
    left = MOST_CHARACTERS if pages <= MOST_PAGES else -1
    for number in range(pages):
        if left < 0:
            break
        left -= _page(pdfium, document, number, out)
    out.write(b"X" + bytes([TOO_LARGE]) if left < 0 else b"E")


def _limit() -> None:
    """Let the process have no more than MEMORY and SECONDS, where the system can see to that."""
    try:
        import resource
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_DATA, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (most, most))


def _page(pdfium: Any, document: Any, number: int, out: BinaryIO) -> int:
    """Write one page; return its number of characters."""
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        out.write(b"P" + HEAD.pack(1, 1, 0, 0, 0))
        return 0
    text = pdfium.FPDFText_LoadPage(page)
    count = max(pdfium.FPDFText_CountChars(text), 0) if text else 0
    if count > MOST_ON_A_PAGE:
        return MOST_CHARACTERS + 1
    frame = _Frame(pdfium, page, text, count)
    codes, boxes, rect = array("I"), array("f"), pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for at in range(count):
        code = pdfium.FPDFText_GetUnicode(text, at)
        if code in (9, 10, 13, 32) and pdfium.FPDFText_IsGenerated(text, at) == 1:
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text, at, rect) or not pdfium.FPDFText_GetCharOrigin(text, at, x, y):
            continue
        if frame.turned(pdfium.FPDFText_GetCharAngle(text, at)):
            continue
        codes.append(code)
        left, top, right, bottom = frame.box(rect.left, rect.bottom, rect.right, rect.top)
        boxes.extend((left, right, frame.point(x.value, y.value)[1], bottom - top))
    rules, pictures = _objects(pdfium, page, frame)
    out.write(b"P" + HEAD.pack(frame.width, frame.height, len(codes), len(rules) // 4, pictures))
    for values in (codes, boxes, rules):
        if sys.byteorder == "big":
            values.byteswap()
        out.write(values.tobytes())
    pdfium.FPDFText_ClosePage(text)
    pdfium.FPDF_ClosePage(page)
    return count


class _Frame:
    """Turns the coordinates of a page so that most of its text runs from left to right, y downward."""

    def __init__(self, pdfium: Any, page: Any, text: Any, count: int) -> None:
        box = [ctypes.c_float() for _ in range(4)]
        if not pdfium.FPDFPage_GetCropBox(page, *box) and not pdfium.FPDFPage_GetMediaBox(page, *box):
            for side, value in zip(box, (0, 0, 595, 842), strict=True):
                side.value = value
        self._left, self._bottom, self._right, self._top = (side.value for side in box)
        step = max(count // 50, 1)
        angles = [self._quarter(pdfium.FPDFText_GetCharAngle(text, at)) for at in range(0, count, step)]
        self._turn = max(range(4), key=angles.count) if angles else 0
        size = abs(self._right - self._left), abs(self._top - self._bottom)
        self.width, self.height = size if self._turn % 2 == 0 else size[::-1]

    @staticmethod
    def _quarter(angle: float) -> int:
        return round(angle / (math.pi / 2)) % 4 if math.isfinite(angle) and angle >= 0 else 0

    def turned(self, angle: float) -> bool:
        """Tell whether text at `angle` runs another way than the page's: a watermark, a note in the margin."""
        return angle >= 0 and abs(math.remainder(angle - self._turn * math.pi / 2, 2 * math.pi)) > 0.1

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the page as the reader sees it."""
        across, down = x - self._left, self._top - y
        # PDFium counts angles clockwise.
        match self._turn:
            case 1:
                return self._top - y, self._right - x
            case 2:
                return self._right - x, y - self._bottom
            case 3:
                return y - self._bottom, x - self._left
        return across, down

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom of a box as the reader sees it."""
        (a, b), (c, d) = self.point(left, bottom), self.point(right, top)
        return min(a, c), min(b, d), max(a, c), max(b, d)


def _objects(pdfium: Any, page: Any, frame: _Frame) -> tuple[array[float], int]:
    """Return the boxes of the thin lines on the page, which may be those of a table, and the number of pictures."""
    rules, pictures = array("f"), 0
    side = [ctypes.c_float() for _ in range(4)]
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    for at in range(min(pdfium.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        thing = pdfium.FPDFPage_GetObject(page, at)
        kind = pdfium.FPDFPageObj_GetType(thing)
        pictures += kind == pdfium.FPDF_PAGEOBJ_IMAGE
        if kind != pdfium.FPDF_PAGEOBJ_PATH or not pdfium.FPDFPageObj_GetBounds(thing, *side):
            continue
        left, top, right, bottom = frame.box(*(one.value for one in side))
        if min(right - left, bottom - top) < 3:
            rules.extend((left, top, right, bottom))
        elif pdfium.FPDFPath_GetDrawMode(thing, fill, stroke) and stroke.value:
            rules.extend((left, top, right, top, left, bottom, right, bottom))
            rules.extend((left, top, left, bottom, right, top, right, bottom))
    return rules, pictures


if __name__ == "__main__":
    main()
