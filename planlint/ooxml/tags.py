"""Finding tags in XML that is known to be well-formed, at the speed of regular expressions.

A document of thirty pages has 15,000 tags, most of them about fonts. One pattern meets only those that bear on the
text, and takes an ordinary run whole; the properties of runs and paragraphs repeat, so what they mean is remembered
by their very words.
"""

from __future__ import annotations

import re
from functools import cache

from planlint.ooxml.package import Part

_INSIDE = r"(?:[\s/][^>\"']*+(?:(?:\"[^\"]*\"|'[^']*')[^>\"']*+)*+)?+"
"""The inside of a tag behind its name, with the / of an empty element; a > may stand in an attribute."""

_NAMES = (
    "p|r|tab|br|cr|ptab|noBreakHyphen|sym|tbl|tr|tc|del|moveFrom|fldChar|fldSimple|sdt|rt|txbxContent"
    "|footnoteReference|endnoteReference|lastRenderedPageBreak"
)

_VAL = re.compile(r"\bval\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_OFF = ("0", "false", "off")


class Tags:
    """The patterns for one way of writing the prefixes.

    `tokens` meets, told apart by `lastgroup`: "text" an ordinary run (groups props, space, text); "more" a w:t in a
    run of several elements (also_space, more); "ppr", "rpr", "trpr", "tcpr", "sdtpr" the content of those properties;
    "code" that of a w:instrText; "alternate" a tag of mc:AlternateContent (close, alternate); "inside" any
    other tag (end, name, inside). Properties that hold their own former state end where that begins.
    """

    def __init__(self, w: str, mc: str, m: str) -> None:
        text = f"(?:{w}|{m})" if m else w
        self.tokens = re.compile(
            rf"<{text}r{_INSIDE}>(?>(?:<{w}rPr>(?P<props>.*?)</{w}rPr>|<{w}rPr/>)?)"
            rf"<{text}t(?P<space>{_INSIDE})(?<!/)>(?P<text>[^<]*+)</{text}t></{text}r\s*>"
            rf"|<{text}t(?P<also_space>{_INSIDE})(?<!/)>(?P<more>[^<]*+)</{text}t\s*>"
            rf"|<{w}pPr>(?P<ppr>.*?)</{w}pPr\s*>"
            rf"|<{w}rPr>(?P<rpr>.*?)</{w}rPr\s*>"
            rf"|<{w}trPr>(?P<trpr>.*?)</{w}trPr\s*>"
            rf"|<{w}tcPr>(?P<tcpr>.*?)</{w}tcPr\s*>"
            rf"|<{w}sdtPr>(?P<sdtpr>.*?)</{w}sdtPr\s*>"
            rf"|<{w}instrText{_INSIDE}>(?P<code>[^<]*+)<"
            + (rf"|<(?P<close>/?){mc}(?P<alternate>AlternateContent|Choice|Fallback){_INSIDE}>" if mc else "")
            + rf"|<(?P<end>/?){text}(?P<name>{_NAMES})(?P<inside>{_INSIDE})>",
            re.DOTALL,
        )
        self._any = re.compile(rf"<{w}([A-Za-z]+)({_INSIDE})>")
        self._former = re.compile(
            rf"<{w}((?:p|r|tc|tr|sect)PrChange){_INSIDE}(?:(?<=/)>|(?<!/)>.*?(?:</{w}\1\s*>|$))", re.DOTALL
        )
        self._nested = {
            name: re.compile(rf"\s*</{w}{name}Change\s*>.*?</{w}{name}\s*>", re.DOTALL) for name in ("pPr", "rPr")
        }
        self.w, self.mc = w, mc

    def properties(self, content: str) -> dict[str, str]:
        """Return the elements in a properties element, name to the inside of its tag; of several the first counts."""
        found: dict[str, str] = {}
        for name, inside in self._any.findall(self._former.sub("", content) if "Change" in content else content):
            found.setdefault(name, inside)
        return found

    def end_of_properties(self, name: str, xml: str, at: int) -> int:
        """Return where a pPr or rPr ends whose scan stopped at `at`, where its former state may have ended."""
        found = self._nested[name].match(xml, at)
        return found.end() if found else at

    def end_of(self, xml: str, prefix: str, name: str, at: int) -> int:
        """Return where the element whose start tag ends at `at` ends, also when it holds others of its name."""
        depth = 1
        for found in _element(prefix, name).finditer(xml, at):
            depth += -1 if found[1] else 0 if found[2].endswith("/") else 1
            if depth == 0:
                return found.end()
        return len(xml)


@cache
def _element(prefix: str, name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){prefix}{name}({_INSIDE})>")


@cache
def _tags(w: tuple[str, ...], mc: tuple[str, ...], m: tuple[str, ...]) -> Tags:
    return Tags(_written(w) if w else "(?!)", _written(mc), _written(m))


def _written(prefixes: tuple[str, ...]) -> str:
    forms = "|".join(f"{re.escape(prefix)}:" if prefix else "" for prefix in prefixes)
    return f"(?:{forms})" if len(prefixes) > 1 else forms


def tags_of(part: Part) -> Tags:
    """Return the patterns for the prefixes that a part uses."""
    return _tags(part.prefixes["w"], part.prefixes["mc"], part.prefixes["m"])


def value(inside: str | None) -> str | None:
    """Return the w:val in the inside of a tag; None without one."""
    found = _VAL.search(inside) if inside else None
    return None if found is None else found[1] if found[1] is not None else found[2]


def number(inside: str | None) -> int | None:
    """Return the w:val in the inside of a tag as a number; None where it is none."""
    text = value(inside)
    try:
        return int(text) if text is not None and len(text) < 10 else None
    except ValueError:
        return None


def is_on(inside: str | None) -> bool | None:
    """Return what an on/off property says; None when it is not there."""
    return None if inside is None else value(inside) not in _OFF
