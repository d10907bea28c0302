"""Classify each line by its form alone: what number it bears, what it looks like. Nothing is decided here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from planlint.model import Document, Hint, Label, Span
from planlint.numerals import CHINESE, CIRCLED, to_int
from planlint.patterns import pattern

_HAN = f"[{CHINESE}]"
LABEL = pattern(
    rf"第\s?(?P<numeral>{_HAN}{{1,7}}|\d{{1,3}})\s?"
    r"(?:(?P<bian>编|部分|篇)(?![者写辑制])|(?P<zhang>章)(?!程)|(?P<jie>节)(?![能约点水假])|(?P<tiao>条)(?![款例第、和至的]))"
    rf"|第(?P<di>{_HAN}{{1,3}})[，、,：:]"
    rf"|[（(]\s?(?:(?P<kuohao>{_HAN}{{1,3}})|(?P<shuzi>\d{{1,3}}))\s?[)）]\s?[、，,.．]?"
    rf"|(?P<hanzi>{_HAN}{{1,5}})\s?[、．.]"
    r"|(?P<dian>\d{1,3})\s?[.．﹒、](?:(?P<fraction>\d)|(?=.|$))"
    r"|(?P<bankuo>\d{1,3})[)）]"
    rf"|(?P<yishi>[一二三四五六七八九十]{{1,2}})(?:是|要|则|来)"
    rf"|(?P<quan>[{''.join(CIRCLED)}])"
    r"|(?P<xian>——|—|--|――|－－)(?!\d)",
)
"""One class of characters is compiled once for 编, 章, 节 and 条: compiling eight cost every run 4 ms."""

FORMS = {
    "bian": ("第一编", "L1"), "zhang": ("第一章", "L2"), "jie": ("第一节", "L3"), "tiao": ("第一条", "L4"),
    "hanzi": ("一、", "L5"), "kuohao": ("（一）", "L6"), "dian": ("1.", "L7"), "shuzi": ("（1）", "L8"),
    "bankuo": ("1）", "L9"), "quan": ("①", "L10"), "yishi": ("一是", "L11"), "di": ("第一，", "L11"),
    "xian": ("——", "ENTRY"),
}  # fmt: skip
"""From the group that matched to the name of the form and the level at which outline.lark nests it."""

STARS = "★☆▲△※"
"""What marks an item before its number: ★1.未确定责任人的一票否决。"""

DIGIT_MARK = pattern(rf"[{CHINESE}\d{''.join(CIRCLED)}\s]+")


_span = tuple.__new__  # what Span(…) comes to, in half the time


@dataclass(slots=True, eq=False, repr=False)
class Line:
    """One physical line. `text` is its clean text without surrounding blanks, from offset `start` on.

    `kind` is the terminal of outline.lark it will be parsed as; `fraction` tells that a digit follows the point
    (`20.2026年` or `1.5亿元`); `extra` counts the physical lines that were joined to this one.
    """

    number: int
    start: int
    text: str
    kind: str = "TEXT"
    label: Label | None = None
    hint: Hint | None = None
    fraction: bool = False
    extra: int = 0

    @property
    def end(self) -> int:
        """Offset after the last character that is not blank."""
        return self.start + len(self.text)

    @property
    def rest(self) -> str:
        """The text after the label."""
        return self.text[self.label.span.end - self.start :] if self.label else self.text


def classify(document: Document, clean: str) -> list[Line]:
    """Return one Line for each physical line of the clean text, with the label its form suggests."""
    lines, at = [], 0
    hints, text, match = document.hints, document.text, LABEL.match
    for number, raw in enumerate(clean.split("\n")):
        body = raw.lstrip()
        start = at + len(raw) - len(body)
        at += len(raw) + 1
        if not body:
            lines.append(Line(number, start, "", "BLANK", None, hints.get(number)))
            continue
        line = Line(number, start, body.rstrip(), "TEXT", None, hints.get(number))
        lines.append(line)
        found = match(line.text)
        if found is None and body[0] in STARS and match(body[1:].lstrip()):
            line.text = line.text[1:].lstrip()
            line.start = start = start + len(body) - len(body[1:].lstrip())
            found = match(line.text)
        if found is not None:
            group = found.lastgroup or ""
            end = start + found.end()
            if group == "fraction":
                line.fraction, group, end = True, "dian", end - 1
            written = text[start:end]
            form, kind, mark, value = _meaning(written, group, found["numeral"] or found[group])
            if value is not None:
                line.kind, line.label = kind, Label(_span(Span, (start, end)), written, form, mark, value)
    return lines


@lru_cache(1024)
def _meaning(text: str, group: str, numeral: str) -> tuple[str, str, str, int | None]:
    """Return form, terminal, mark and value (None: it has none) of a label as written: few are, over and over."""
    form, kind = FORMS[group]
    return form, kind, mark_of(text, form), 1 if group == "xian" else to_int(numeral)


def mark_of(text: str, form: str) -> str:
    """Return how a label is written, with its number replaced by the form's first: "（3）、" gives "（1）、"."""
    first = "1" if form in ("1.", "（1）", "1）") else "①" if form == "①" else "一"
    return DIGIT_MARK.sub(first, text.strip(), count=1) if form != "——" else text
