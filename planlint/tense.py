"""Tense: does a place of the document look back on what was done, or forward to what is to be done?

A file may hold last year's summary and this year's plan; each is judged for itself. The nearest heading that says
so, or begins with a year that is over, decides, then the document of the file it stands in, by its genre.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal

from planlint.context import Context
from planlint.model import Node, Span
from planlint.patterns import has

Tense = Literal["back", "forward", "both"]

LONGEST = 40
"""A longer heading is a sentence, in which a word such as 成效 tells nothing of the section's tense."""


def tense_at(context: Context, offset: int) -> Tense:
    """Return the tense at a code point offset; "both" where neither heading nor genre tells."""
    starts, tenses = context.once(tense_map)
    return tenses[max(0, bisect_right(starts, offset) - 1)] if tenses else "both"


def tense_map(context: Context) -> tuple[list[int], list[Tense]]:
    """Return where the tense changes, ascending, and what it is from there on."""
    table = context.facts.table("tense")
    back, forward, sums_up = tuple(table["back"]), tuple(table["forward"]), tuple(table["sums-up"])
    clean = context.plan.clean
    now = context.year
    if now is not None and context.dating is not None and context.dating.is_day:
        now = max(now, context.dating.start.year)  # what sums up a year is written in the next
    starts: list[int] = []
    tenses: list[Tense] = []

    def mark(node: Node, inherited: Tense, reviews: bool) -> None:
        todo = [(node, inherited)]
        while todo:
            current, own = todo.pop()
            if current.level and current.kind == "section":
                heading = clean[slice(*_heading(current))]
                said = _said(heading, back, forward) if len(heading) <= LONGEST else None
                own = said or ("back" if _over(heading, now) else own)
            elif reviews and current.kind == "preamble" and _over(clean[slice(*current.line)], context.year):
                own = "back"  # 2026年，县统计局…圆满完成任务: of a 2026年工作总结和2027年工作计划
            starts.append(current.span.start)
            tenses.append(own)
            if current.children:
                todo += [(child, own) for child in reversed(current.children)]

    for part in context.plan.parts:
        title = part.title_text or ""
        usual = context.genres.get(part.genre, {}).get("tense", "both")
        if usual == "forward" and has(title, sums_up):
            usual = "both"  # 2026年工作总结和2027年工作思路: only its headings tell
        said = _said(title, back, forward) if usual == "both" else None
        mark(part.node, said or usual, has(title, back))
    return starts, tenses


def _heading(section: Node) -> Span:
    """Return the heading of a section: the line below a label that stands alone (第一部分, 2025年工作回顾)."""
    if section.heading.start < section.heading.end:
        return section.heading
    first = next((child for child in section.children if child.kind != "blank"), None)
    return first.line if first is not None and first.kind == "paragraph" else section.heading


def _over(heading: str, year: int | None) -> bool:
    """Say whether a heading begins with a year before the document's: 2025年主要工作."""
    heading = heading[:6].replace(" ", "")
    return year is not None and heading[4:5] == "年" and heading[:4].isdecimal() and int(heading[:4]) < year


def _said(heading: str, back: tuple[str, ...], forward: tuple[str, ...]) -> Tense | None:
    """Return what a heading says, None when it says both or nothing."""
    looks_back, looks_forward = has(heading, back), has(heading, forward)
    if looks_back == looks_forward:
        return None
    return "back" if looks_back else "forward"
