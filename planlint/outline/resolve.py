"""Resolve, part two: what each line is for, and where a document begins and closes.

Takes the classified lines and returns the terminals of grammar/outline.lark, in order: the lines themselves with
their final `kind` (a title over several lines as one), and the zero-width PART and CLOSING.
"""

from __future__ import annotations

import re

from planlint.outline.classify import Line
from planlint.outline.closing import name_closing
from planlint.outline.forms import ATTACHED, ATTACHMENT, DATE, LETTERHEAD, SPOKEN, is_number
from planlint.outline.regions import mark_contents, mark_tables
from planlint.outline.titles import (
    COPIED,
    ends_the_front,
    find_title,
    is_first_title,
    is_titleish,
    join,
    title_length,
)
from planlint.outline.vocabulary import words
from planlint.patterns import pattern

YEAR_HEADING = pattern(r"(?:20\d\d\s?年|(?:过去|今后)[一五]年)[^，。；：、！？\d]{2,16}$")
YEARS = ("20", "过去", "今后")
BARE = 5
"""A name of a 文种 with no more words (工作安排) is a heading within a document, and not the title of the next."""
FRONT = 30
"""Lines of a notice above what it issues, at most."""
HEAD_LEVELS = frozenset({"L1", "L2", "L3", "L4", "L5", "L6", "L7"})


def resolve(lines: list[Line]) -> list[Line]:
    """Return the terminals for classified lines whose labels are resolved; `kind` of the lines is set in place."""
    mark_contents(lines)
    mark_tables(lines)
    _copied_title(lines)
    out: list[Line] = []
    starts = _part_starts(lines)
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        out.append(Line(lines[start].number, lines[start].start, "", "PART"))
        part = lines[start:end]
        _year_headings(part)
        _front(part)
        closing = name_closing(part)
        for i, line in enumerate(part):
            if i == closing:
                out.append(Line(line.number, line.start, "", "CLOSING"))
            if line.extra >= 0:
                out.append(line)
    return out


def _copied_title(lines: list[Line]) -> None:
    """Take 第一篇：……工作计划 on the first line for a title when no 第二篇 follows: collections number texts so."""
    first = next((line for line in lines if line.kind != "BLANK"), None)
    if first is None or first.label is None or not (copied := COPIED.match(first.text)):
        return
    form = first.label.form
    alone = sum(line.label is not None and line.label.form == form for line in lines) == 1
    if alone and is_first_title(first.text[copied.end() :]):
        first.kind, first.label = "TEXT", None


def _part_starts(lines: list[Line]) -> list[int]:
    """Return where documents begin: at 0, and at a title after which the numbering starts anew."""
    starts = [0]
    top: str | None = None
    count = closed = 0
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.label is not None and line.kind in HEAD_LEVELS:
            if top is None or line.kind < top:
                top, count = line.kind, 0
            count += line.kind == top
        elif line.kind == "TEXT" and line.text:
            if DATE.match(line.text) and (count or at - starts[-1] > 2):
                closed = at
            elif at and is_titleish(line) and not _names_none(line.text):
                issued = _is_issued(lines, starts[-1], at)
                length = title_length(lines, at) if closed or count or issued else 0
                if length and _begins_document(lines, at, length, top, count, bool(closed or issued)):
                    starts.append(at)
                    top, count, closed = None, 0, 0
                    at += length - 1
        at += 1
    return starts


def _names_none(text: str) -> bool:
    """Say whether a line that looks like a title names no document of its own: 附件1, 具体实施方案."""
    return text.startswith("具体") or ATTACHMENT.match(text) is not None


def _begins_document(lines: list[Line], at: int, length: int, top: str | None, count: int, closed: bool) -> bool:
    """Say whether the title at `at` opens a document: numbering restarts after it, or the last one was signed."""
    before = next((lines[n] for n in range(at - 1, -1, -1) if lines[n].kind != "BLANK"), None)
    if before is None or (ATTACHMENT.match(before.text) and re.search(r"\d|[一二三四五六七八九十]", before.text)):
        return False
    seen = 0
    for n in range(at + length, len(lines)):
        line = lines[n]
        if line.kind in HEAD_LEVELS and line.label is not None:
            restarts = line.label.number == 1 and (top is None or line.kind <= top)
            return restarts and (closed or (count >= 2 and len(lines[at].text) > BARE))
        seen += line.kind != "BLANK"
        if seen > 12:
            break
    return closed and seen >= 1 and len(lines[at].text) > BARE and at > 0 and lines[at - 1].kind == "BLANK"


def _is_issued(lines: list[Line], start: int, at: int) -> bool:
    """Say whether the line at `at` is what the notice at `start` issues: 现将《甲工作方案》印发给你们."""
    if at - start >= FRONT:
        return False
    name = f"《{lines[at].text}》"
    before = next((line.text for line in reversed(lines[start:at]) if line.text), "")
    return not before.startswith("附件") and any(
        name in line.text and any(word in line.text for word in words("issuing")) for line in lines[start:at]
    )


def _year_headings(part: list[Line]) -> None:
    """Name the headings without a number that divide a review from a plan: 2026年工作安排, 过去五年工作回顾.

    One may stand directly below the title that names both: ……2025年工作总结和2026年工作计划.
    """
    prose, above = False, ""
    for line in part:
        if line.kind == "TEXT" and line.text.startswith(YEARS) and YEAR_HEADING.match(line.text):
            named = line.text.endswith(words("year-headings"))
            if named and (prose or (line.text in above and line.text != above)):
                line.kind = "L1"
        prose = prose or "。" in line.text
        above = line.text or above


def _front(part: list[Line]) -> None:
    """Name the lines before the first section: letterhead, document number, title, addressee, date, preamble."""
    named_title = addressed = prose = False
    at = 0
    while at < len(part):
        line, text = part[at], part[at].text
        if line.kind == "BLANK" or line.kind == "CONTENTS":
            at += 1
            continue
        if line.hint is not None and line.hint.kind == "heading" and line.hint.level == 1 and not named_title:
            length = max(title_length(part, at), 1)
            join(part, at, length)
            line.kind, line.label, named_title = "TITLE", None, True
            at += length - 1
        elif line.kind != "TEXT":
            if line.kind == "ENTRY" and named_title and not prose:
                line.kind = "NOTE"  # ——2004年3月5日在第十届……会议上
                at += 1
                continue
            return
        elif text.startswith("附") and ATTACHMENT.match(text) and not named_title:
            line.kind = "LETTERHEAD"
        elif is_number(text):
            line.kind = "NUMBER"
        elif DATE.match(text) and not prose:
            line.kind = "DATE"
        elif not named_title and not prose and LETTERHEAD.match(text) and not ends_the_front(part, at):
            line.kind = "LETTERHEAD"
        elif not named_title and not prose and (begin := find_title(part, at)) is not None:
            for early in part[at:begin]:
                if early.kind == "TEXT":
                    early.kind = "NUMBER" if is_number(early.text) else "LETTERHEAD"
            at = begin
            length = max(title_length(part, at), 1)
            join(part, at, length)
            part[at].kind, named_title = "TITLE", True
            at += length
            continue
        elif not addressed and not prose and _is_addressee(text):
            line.kind, addressed = "ADDRESSEE", True
        elif named_title and not prose and _is_note(text):
            line.kind = "NOTE"
        elif line.hint is not None and line.hint.kind == "heading":
            return
        else:
            if ATTACHED.match(text):
                return
            line.kind, prose = "PREAMBLE", True
        at += 1


def _is_note(text: str) -> bool:
    """Say whether a line under the title tells when it was adopted or given: （2027年1月8日通过）."""
    bracketed = text.startswith(("（", "(")) and text.endswith(("）", ")"))
    return (bracketed and len(text) < 60) or (text.endswith("上") and SPOKEN.match(text) is not None)


def _is_addressee(text: str) -> bool:
    if not text.endswith(("：", ":", "！", "!")) or any(c in text for c in "。；;？") or len(text) > 200:
        return False
    if text.startswith(("为", "根据", "按照", "经", "现", "【", "以下")):
        return False
    return (
        not text[:-1].endswith(words("lead-ins")) and "：" not in text[:-1] and not re.search(r"通知如下|\d{4}年", text)
    )
