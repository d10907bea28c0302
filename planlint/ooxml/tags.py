"""Finding tags in XML at the speed of regular expressions.

A document of thirty pages has 15,000 tags, most of them about fonts. One pattern meets only those that bear on the
text, and takes an ordinary run whole; the properties of runs and paragraphs repeat, so what they mean is remembered
by their very words. Nothing here takes more than linear time on any text, well-formed or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from planlint.ooxml.package import Part

# Atomic, not possessive: before Python 3.11.5 a possessive group that can backtrack matches wrongly.
_INSIDE = r"(?>(?:[\s/][^<>\"']*+(?:(?:\"[^\"<]*\"|'[^'<]*')[^<>\"']*+)*)?)"
"""The inside of a tag behind its name, with the / of an empty element; a > may stand in an attribute."""

_NAMES = (
    "p|r|tab|br|cr|ptab|noBreakHyphen|sym|tbl|tr|tc|del|moveFrom|fldChar|fldSimple|sdt|rt|txbxContent"
    "|footnoteReference|endnoteReference|lastRenderedPageBreak"
)
_PROPERTIES = (
    "pStyle|numId|ilvl|outlineLvl|del|moveFrom|specVanish|vanish|rStyle|gridSpan|gridBefore|vMerge|cellDel|titlePg"
    "|name|basedOn|abstractNumId|numStyleLink|startOverride|start|numFmt|lvlText|lvlPicBulletId|suff|lvlRestart|isLgl"
    "|rFonts|evenAndOddHeaders"
)

_VAL = re.compile(r"\bval\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_OFF = ("0", "false", "off")


class Tags:
    """The patterns for one way of writing the prefixes.

    `tokens` meets, told apart by `lastgroup`: "runs" an ordinary paragraph, of ordinary runs (groups para, runs);
    "text" an ordinary run, one w:t (props, space, text); "more" a w:t in a run of several elements (also_space, more);
    "ppr", "rpr", "trpr", "tcpr", "sdtpr" the content of those properties; "code" that of a w:instrText; "alternate" a
    tag of mc:AlternateContent (close, alternate); "inside" any other tag (end, name, inside). `runs` finds the ordinary
    runs in an ordinary paragraph, `texts` only their words.
    """

    def __init__(self, w: str, mc: str, m: str) -> None:
        text = f"(?:{w}|{m})" if m else w

        def content(group: str, name: str) -> str:
            # The same as (.*?) up to the end tag, and five times as fast.
            return rf"(?P<{group}>(?>[^<]*+(?:<(?!/{w}{name}\s*>)[^<]*+)*))</{w}{name}\s*>"

        start = rf"<{text}r{_INSIDE}>(?>(?:<{w}rPr>{content('props', 'rPr')}|<{w}rPr/>)?)"
        run = rf"{start}<{text}t(?P<space>{_INSIDE})(?<!/)>(?P<text>[^<]*+)</{text}t></{text}r\s*>"
        beside = rf"<{w}(?:bookmarkStart|bookmarkEnd|proofErr){_INSIDE}>|{start}</{text}r\s*>"
        bare = re.compile(r"\?P<\w+>")
        self.runs = re.compile(run)
        self.texts = re.compile(rf"<{text}t{_INSIDE}>([^<]*+)<")
        self.tokens = re.compile(
            rf"<{w}p{_INSIDE}(?<!/)>(?>(?:<{w}pPr>{content('para', 'pPr')})?)"
            rf"(?P<runs>(?>(?:{bare.sub('?:', run)}|{bare.sub('?:', beside)})*))</{w}p\s*>"
            rf"|{run}"
            rf"|<{text}t(?P<also_space>{_INSIDE})(?<!/)>(?P<more>[^<]*+)</{text}t\s*>"
            rf"|<{w}pPr>{content('ppr', 'pPr')}"
            rf"|<{w}rPr>{content('rpr', 'rPr')}"
            rf"|<{w}trPr>{content('trpr', 'trPr')}"
            rf"|<{w}tcPr>{content('tcpr', 'tcPr')}"
            rf"|<{w}sdtPr>{content('sdtpr', 'sdtPr')}"
            rf"|<{w}instrText{_INSIDE}>(?P<code>[^<]*+)<"
            + (rf"|<(?P<close>/?){mc}(?P<alternate>AlternateContent|Choice|Fallback){_INSIDE}>" if mc else "")
            + rf"|<(?P<end>/?){text}(?P<name>{_NAMES})(?P<inside>{_INSIDE})>",
        )
        self._any = re.compile(rf"<{w}({_PROPERTIES})({_INSIDE})>")
        self._former = re.compile(
            rf"<{w}((?:p|r|tc|tr|sect)PrChange){_INSIDE}(?:(?<=/)>|(?<!/)>.*?(?:</{w}\1\s*>|$))", re.DOTALL
        )
        self._nested = {
            name: re.compile(rf"\s*</{w}{name}Change\s*>.*?</{w}{name}\s*>", re.DOTALL) for name in ("pPr", "rPr")
        }
        self.w, self.mc = w, mc

    def properties(self, content: str) -> dict[str, str]:
        """Return those of _PROPERTIES that are in `content`, name to the inside of the tag; of several the first."""
        found: dict[str, str] = {}
        for name, inside in self._any.findall(self._former.sub("", content) if "Change" in content else content):
            found.setdefault(name, inside)
        return found

    def end_of_properties(self, name: str, xml: str, at: int) -> int:
        """Return where a pPr or rPr ends whose scan stopped at `at`, where its former state may have ended."""
        found = self._nested[name].match(xml, at)
        return found.end() if found else at

    def elements(self, xml: str, name: str) -> Iterator[tuple[str, int, int]]:
        """Yield the inside of the start tag and the span of the content of each element that has some.

        An element within one of its own name is not told apart from it.
        """
        start, end = _element(self.w, name), re.compile(rf"</{self.w}{name}\s*>")
        at = 0
        while (found := start.search(xml, at)) is not None:
            at = found.end()
            if found[1] or found[2].endswith("/"):
                continue
            close = end.search(xml, at)
            if close is None:
                return
            yield found[2], at, close.start()
            at = close.end()

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
