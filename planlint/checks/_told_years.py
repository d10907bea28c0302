"""Years that a document gives itself away by: what it begins to tell of, and the school term it is dated in."""

from __future__ import annotations

from collections.abc import Iterator

from planlint.checks._witnesses import looks_back
from planlint.checks._years import SCHOOL, Years, mentions, mentions_in, own_years, title_years
from planlint.context import Context
from planlint.findings import Hit, Related
from planlint.model import Node, Span

START = 3
"""So far from the start of a line its first year may stand."""
AHEAD = 24
"""So far from its start a paragraph says 将."""
BEHIND_LABELS = "、.．）) \n"
"""What a heading's first character stands behind."""
SHIFTS = {"今": 0, "去": -1, "明": 1}
BESIDE = ("今年（", "今年是", "去年（", "明年（")
TERMS = {"第一学期": (6, 15), "第二学期": (13, 22)}
"""The months, counted from January of a school year's first year, in which a term's papers are dated."""
WHOLE = (6, 22)


def told_years(context: Context) -> Iterator[Hit]:
    """Yield the year that a review begins with, where its title or heading reviews another and it never names that; and
    the year of what will be done, below a heading for another: 二、2026年工作计划 that begins 2025年，街道将…….

    2026年工作总结 that begins 2025年，……圆满完成; 一、2026年工作回顾 that begins 2025年，…….
    """
    words = context.facts.table("years")
    backward = (*words["backward"], *words["done"])
    for part in context.plan.parts:
        named = title_years(context, part)
        if not named or not part.preamble or not looks_back(part, words["own-back"]) or named[0].is_range:
            continue
        span = Span(part.preamble[0].line.start, part.preamble[-1].line.end)
        if any(word in context.plan.clean[slice(*span)] for word in backward):
            yield from _another(context, named, span, "opening")
    text = context.plan.clean
    behind = {years.span.start: years for years in mentions(context) if text[years.span.start - 1] in BEHIND_LABELS}
    for node in context.plan.nodes("section", "item") if behind else ():
        start, end = node.heading
        years, first = behind.get(start), next(iter(node.children), None)
        if years is None or first is None:
            continue
        ahead = _ends(context, years, end, words["own"]) and _looks_ahead(context, first)
        if ahead or _ends(context, years, end, words["own-back"]):
            yield from _another(context, [years], _text(first), None)


def _looks_ahead(context: Context, node: Node) -> bool:
    """Say whether a paragraph begins with what will be done: 2025年，街道将……."""
    return "将" in context.plan.clean[node.line.start : node.line.start + AHEAD]


def _ends(context: Context, years: Years, end: int, words: list[str]) -> bool:
    heading = context.plan.clean[years.span.end : end].rstrip()
    return not years.is_range and years.unit == "年" and heading.endswith(tuple(words))


def _text(node: Node) -> Span:
    return node.line if node.kind == "paragraph" else Span(node.line.start, node.line.start)


def _another(context: Context, right: list[Years], text: Span, variant: str | None) -> Iterator[Hit]:
    """Yield the year that `text` begins with, when it is none of `right` and the first of those is not named there."""
    named = [one for one in mentions_in(context, *text) if one.unit == "年"]
    if not named or named[0].is_range or named[0].span.start > text.start + START:
        return
    told = named[0]
    if not context.plan.clean.startswith("，", told.span.end) or any(one.first == right[0].first for one in named):
        return
    if all(one.first != told.first for one in right):
        yield Hit(told.span, {"actual": told.first, "year": right[0].first}, variant, (Related(right[0].span),))


def school_terms(context: Context) -> Iterator[Hit]:
    """Yield the school year in a title whose document is dated to a day outside of it, or of the term it names."""
    dating = context.dating
    if dating is None or not dating.is_day:
        return
    for part in context.plan.parts:
        for years in title_years(context, part)[:1]:
            if part.title is None or years.unit != SCHOOL or years.last != years.first + 1:
                continue
            after = context.plan.clean[years.span.end : part.title.heading.end]
            low, high = next((months for term, months in TERMS.items() if term in after), WHOLE)
            if not low <= (dating.start.year - years.first) * 12 + dating.start.month <= high:
                now = dating.start.year - (dating.start.month < WHOLE[0])
                yield Hit(years.span, {"actual": _written(years.first), "year": _written(now)}, "title")


def _written(first: int) -> str:
    return f"{first}—{first + 1}学"


def relative_years(context: Context) -> Iterator[Hit]:
    """Yield the year written beside 今年, 去年 or 明年 that is another: 今年（2023年）, 今年是2023年."""
    text, dating, masks = context.plan.clean, context.dating, context.plan.masks
    if not any(word in text for word in BESIDE):
        return
    now = own_years(context) | ({dating.start.year, dating.end.year} if dating is not None else set())
    for years in mentions(context):
        beside = next((word for word in BESIDE if text.endswith(word, 0, years.span.start)), None)
        if beside is None or years.is_range or masks.inside("quotes", years.span.start):
            continue
        right = {year + SHIFTS[beside[:1]] for year in now}
        if years.first not in right:
            yield Hit(years.span, {"actual": years.first, "year": context.year})
