"""Resolve, part one: which of the lines that look numbered are.

Form alone cannot tell an item `20.2026年10件民生实事` from a decimal `1.5亿元`, a section `三、四级联动` from the words
“三、四线城市”, an article from a reference to one. The sequence can: the label that is expected next is believed,
any other has to stand where a paragraph begins and be followed by what a heading can begin with.
"""

from __future__ import annotations

import re

from planlint.model import Label
from planlint.numerals import CHINESE
from planlint.outline.classify import Line
from planlint.outline.forms import LIST_BEGINS
from planlint.outline.masks import Masks
from planlint.patterns import pattern

SENTENCE_ENDS = tuple("。！？；：:;!?”）)》…—")
QUANTITY = pattern(r"[\d.]*\s?(?:[%％‰万亿倍元米吨]|个百分点|公里|平方|千|百)")
REFERENCE = pattern(
    r"[项款条类目](?:[、，。；：）)]|规定|所[列述]|[或和及至第]|以外|情形|$)|[项款条]的|之[一二三四五六]|规定(?!内容|动作)|所[列述]"
)
"""What follows （二） where it names a provision; 项目建设, 条件保障 and 目标任务 are headings."""
HAN_LIST = pattern(rf"[{CHINESE}]{{1,2}}(?:[级线审期类等层档月季次号楼批轮组科班产]|年级)")
PART = pattern(r"\d{1,2}(?![\d.])")
WRAPPED_SHARE = 0.35
NEARLY = 0.75


def is_wrapped(lines: list[Line]) -> bool:
    """Say whether the text is hard-wrapped (a PDF's text layer): most long lines stop inside a sentence.

    A line above a numbered one does not: items may well end in （责任单位：…） or in 牵头单位：市教育局 and no mark.
    """
    lines = [line for line in lines if line.text]
    if len(lines) < 8:
        return False
    full = _full(lines)
    if full > 90 or full < 20:
        return False
    long = [at for at, line in enumerate(lines) if len(line.text) >= full * NEARLY]
    goes_on = sum(
        not lines[at].text.endswith(SENTENCE_ENDS) and at + 1 < len(lines) and lines[at + 1].label is None
        for at in long
    )
    return goes_on > WRAPPED_SHARE * max(len(long), 6)


def _full(lines: list[Line]) -> int:
    """Return the length of a full line, in code points: nine in ten are no longer."""
    lengths = sorted(len(line.text) for line in lines if line.text)
    return lengths[int(len(lengths) * 0.9)] if lengths else 0


def resolve_labels(lines: list[Line], masks: Masks, wrapped: bool) -> None:
    """Turn labels that are none back into text, in place."""
    last: dict[str, int] = {}
    covers = iter(masks.running)
    cover, covered = next(covers, None), 0
    begins = True
    broken = _full(lines) * NEARLY if wrapped else 0  # a shorter line ends where its paragraph does
    parts = {pair for line in lines if line.fraction and (pair := _part(line))}
    for line in lines:
        label = line.label
        while cover is not None and cover.start < line.start:
            covered = max(covered, cover.end)
            cover = next(covers, None)
        if label is not None and line.kind != "ENTRY":
            expected = last.get(label.form, 0) + 1
            fits = label.number == expected or (label.number == 1 and begins)
            part = line.fraction and _is_part(_part(line), parts, expected - 1)
            if line.start < covered or part or not _believable(line, label, fits, begins, wrapped):
                line.kind, line.label = "TEXT", None
            else:
                last[label.form] = label.number
        elif line.text[:1] == "附" and LIST_BEGINS.match(line.text):  # 附件：1.…, the next line is 2.2026年…
            last["1."] = 1
        begins = (
            not wrapped
            or line.kind == "BLANK"
            or line.text.endswith(SENTENCE_ENDS)
            or len(line.text) < (45 if line.label else broken)
        )


def _believable(line: Line, label: Label, fits: bool, begins: bool, wrapped: bool) -> bool:
    form, number, rest = label.form, label.number, line.rest
    if form == "1.":
        if number == 0 or (wrapped and not begins and not fits):
            return False
        if line.fraction or rest[:1].isdecimal():
            decimal = re.match(r"\d+(?:\.\d+)+|\d+\s(?![年月日])", rest) or QUANTITY.match(rest)
            return fits and begins and not decimal and _fraction_item(rest, number)
        return bool(rest.strip()) or fits
    if form in ("（一）", "（1）", "1）"):
        return not REFERENCE.match(rest) and (fits or begins)
    if form == "一、":
        return number > 0 and (fits or (begins and not HAN_LIST.match(rest)))
    if form == "第一条":
        return fits or rest[:1] in (" ", "") or begins
    if form == "①":
        return fits or begins
    return begins or fits


def _part(line: Line) -> tuple[int, int] | None:
    """Return the two numbers a line such as 1.2工作目标 begins with."""
    found = PART.match(line.rest)
    return (line.label.number, int(found[0])) if found and line.label else None


def _is_part(part: tuple[int, int] | None, parts: set[tuple[int, int]], last: int) -> bool:
    """Say whether 1.2 numbers a part of section 1: 1.1 or 1.3 begins a line too, or it is 1.1 and `last` section 1."""
    if part is None:
        return False
    number, at = part
    return (number, at + 1) in parts or (number, at - 1) in parts or part == (last, 1)


def _fraction_item(rest: str, number: int) -> bool:
    """Say whether the digits after the point begin an item's text: `2026年…`, `121人才…`, not a bare `5`."""
    return number > 1 or len(rest) > 8
