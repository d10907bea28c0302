"""Clean text: a shadow of the document, character for character, in which only what is content shows.

What a conversion left behind (Word bookmarks, field codes), what is not prose (Markdown markup, code) and
characters that print nothing become blanks; full-width digits and letters become the ordinary ones. The length
stays, so an offset in the clean text is an offset in the document.
"""

from __future__ import annotations

import re

from planlint.model import Document
from planlint.patterns import pattern

ODD = pattern(
    "[\x00-\x09\x0b-\x1f\x7f-\xa0\xad\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff0-\ufffc\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]"
)
FIELD = pattern("\x13[^\x13-\x15\n]*\x14|[\x13-\x15]")
BRACKETED = pattern(r"\[(?:bookmark|image|footnoteRef|endnoteRef|comment)\b[^\]\n]{0,200}\]")
CODES = ("MERGEFIELD ", "HYPERLINK ", "PAGEREF ", "TOC \\", "INCLUDEPICTURE ", "MERGEFORMAT")
CODE = pattern(
    r"(?:MERGEFIELD|HYPERLINK|PAGEREF|TOC(?= \\)|INCLUDEPICTURE)[ \t]+"
    r"(?:\"[^\"\n]{0,300}\"|[\x21\x23-\x5b\x5d-\x7e][\x21-\x7e]{0,200})?"
    r"(?:[ \t]{0,4}(?:\\[A-Za-z*@#](?: ?MERGEFORMAT)?|\"[^\"\n]{0,300}\")){0,8}[ \t]?"
    r"|\\\* ?MERGEFORMAT ?"
)
IDEOGRAPH_OFFSET = 0xFEE0  # from the full-width forms block down to ASCII


def _fold(found: re.Match[str]) -> str:
    code = ord(found.group())
    return chr(code - IDEOGRAPH_OFFSET) if 0xFF10 <= code <= 0xFF5A else " "


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def clean(document: Document) -> str:
    """Return the clean text of `document`; same length, same `\\n`."""
    text = document.text
    if "[" in text:
        text = BRACKETED.sub(_blank, text)
    if ("E" in text or "TOC" in text) and any(code in text for code in CODES):  # all but TOC have an E
        text = CODE.sub(_blank, text)
    if "\x13" in text or "\x15" in text:
        text = FIELD.sub(_blank, text)
    text = ODD.sub(_fold, text)
    if document.opaque:
        pieces, at = [], 0
        for start, end in document.opaque:
            pieces += [text[at:start], "".join("\n" if c == "\n" else " " for c in text[start:end])]
            at = end
        text = "".join([*pieces, text[at:]])
    return text
