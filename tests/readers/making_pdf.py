"""Small PDF files made by hand: text at given places in a font that is not in the file, and drawn lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

EM = 16.0
LEFT, RIGHT, TOP = 80.0, 512.0, 100.0
PITCH = 28.0


def width(char: str) -> float:
    """Return the width of a character in the size EM."""
    return EM if char > "\u2000" else EM / 2


@dataclass
class Sheet:
    """One page: pieces of text (x, y of the baseline from the top, size, text), and lines (x0, y0, x1, y1)."""

    texts: list[tuple[float, float, float, str]] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    picture: bool = False
    width: float = 595.0
    height: float = 842.0
    turned: bool = False

    def paragraphs(
        self, *texts: str, y: float = TOP, left: float = LEFT, right: float = RIGHT, indent: float = 2
    ) -> float:
        """Set paragraphs, the first row indented by some characters; return where the next row would be."""
        for text in texts:
            x = left + indent * EM
            while text:
                row = text[: self._fitting(text, right - x)]
                text = text[len(row) :]
                self.texts.append((x, y, EM, row))
                x, y = left, y + PITCH
        return y

    @staticmethod
    def _fitting(text: str, room: float) -> int:
        """Return how many characters fit, so that the next row does not begin with a mark."""
        at = 0
        while at < len(text) and (room := room - width(text[at])) >= 0:
            at += 1
        while at < len(text) and text[at] in "，。；：、”）":
            at -= 1
        return at

    def centred(self, text: str, y: float, size: float = 22.0) -> None:
        """Set a title."""
        self.texts.append(((LEFT + RIGHT - size * len(text)) / 2, y, size, text))


def pdf(*sheets: Sheet) -> bytes:
    """Return the file."""
    objects: list[bytes] = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>"
        % (len(sheets), b" ".join(b"%d 0 R" % (6 + 2 * n) for n in range(len(sheets)))),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1 95 500]"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor 5 0 R>>",
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880"
        b"/Descent -120/CapHeight 700/StemV 90>>",
    ]
    for number, sheet in enumerate(sheets):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %g %g]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>%s>>"
            % (sheet.width, sheet.height, 7 + 2 * number, b"/Rotate 90" if sheet.turned else b"")
        )
        content = b"".join(_commands(sheet))
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    data = bytearray(b"%PDF-1.5\n")
    starts = []
    for number, value in enumerate(objects, 1):
        starts.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, value)
    at = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % start for start in starts)
    data += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, at)
    return bytes(data)


def _commands(sheet: Sheet) -> Sequence[bytes]:
    made = []
    for x, y, size, text in sheet.texts:
        shown = text.encode("utf-16-be").hex().encode()
        matrix = b"0 1 -1 0 %g %g" % (y, x) if sheet.turned else b"1 0 0 1 %g %g" % (x, sheet.height - y)
        made.append(b"BT /F %g Tf %s Tm <%s> Tj ET\n" % (size, matrix, shown))
    made += [b"%g %g m %g %g l S\n" % (a, sheet.height - b, c, sheet.height - d) for a, b, c, d in sheet.rules]
    if sheet.picture:
        made.append(b"q 500 0 0 700 40 60 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x7f EI Q\n")
    return made
