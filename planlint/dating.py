"""When a document was written and which year it is for, and from which words we know.

A document has a *date*, what could be known when it was written: a day, or a window such as the whole of 2023.
It also has a *year*, what the plan is for: a plan for 2027 signed in December 2026 has both. Order of belief:
option, front matter, configuration, signature, document number, title, first line.
"""

from __future__ import annotations

import re
from datetime import date

from planlint.dates import DAY, MONTH, YEAR, matched, parse_date, year_number
from planlint.model import Dating, Known, Node, Span
from planlint.outline import Part, Plan
from planlint.patterns import pattern

NUMBER_YEAR = pattern(r"[〔\[（【(]\s?(?P<year>(?:19|20)\d\d)\s?[〕\]）】)]")
TITLE_YEARS = pattern(
    rf"{YEAR}\s?(?:年?\s?[—–－\-~～至到]+\s?(?P<last>(?:19|20)\d\d)\s?)?"
    r"(?P<kind>学年|年|政府工作报告|(?=[上下]学期|第[一二]学期|[春秋]季)|(?(last)(?=学校|[小中]学|幼儿园)"
    r"|(?:(?<=^\d\d\d\d)(?=[\u4e00-\u9fff])|(?<=[案划结点排]\d\d\d\d)$)))(?!远景|愿景)"
)
"""学年 and 年 may be left out before a term (2026第一学期) and behind two years; 年 also at either end."""
QUOTED = pattern(r"(?<!印发)(?<!下达)(?<!公布)(?<!转发)《[^《》]*》")
FIRST_YEAR = pattern(r"(?<![\d—–－\-~～])(?P<year>20\d\d)\s?年(?!以来|前|底以前|远景|愿景)")
OWN_YEAR = pattern(
    r"(?:[特现兹]制[定订]|制[定订](?=[^，。；\n]{0,40}如下))[本我全该]?[校院园市县区局镇乡村]?(?P<year>20\d\d)\s?年度?"
    r"[^，。；\n]{0,24}(?:计划|要点|方案|安排|打算)"
)
"""Where an opening says what this paper is: 特制定2026年工作计划, 制定2026年工作要点如下."""
FIRST_LINE = 60  # code points of the preamble in which a year names the document's own


def date_document(plan: Plan, given: tuple[str, Known] | None = None) -> Dating | None:
    """Return the dating of a plan. `given` is a date from the command line, front matter or configuration.

    A given date that cannot be read is ignored here: whoever took it in has validated it.
    """
    if given is not None and (found := parse_date(given[0])) is not None:
        return Dating(*found, given[1])
    text = plan.clean
    for part in plan.parts:
        if part.date is not None and (dated := _search(DAY, text, part.date.line)) is not None:
            return Dating(*dated[0], "signature", dated[1])
    printed = text.rstrip()
    last = Span(printed.rfind("\n") + 1, len(printed))
    if printed.endswith("印发") and (dated := _search(DAY, text, last)) is not None:
        return Dating(*dated[0], "signature", dated[1])
    first = plan.parts[0]
    if first.note is not None and (dated := _search(MONTH, text, first.note.line)) is not None:
        return Dating(*dated[0], "title", dated[1])  # ——2024年3月5日在……会议上
    if first.number is not None and (dated := _search(NUMBER_YEAR, text, first.number.line)) is not None:
        return Dating(*dated[0], "document-number", dated[1])
    for part in plan.parts:
        if part.title is not None and (years := title_years(part.title_text or "")):
            found_at = TITLE_YEARS.search(text, part.title.line.start, part.title.line.end)
            start, end = date(years[0], 1, 1), date(years[1], 12, 31)
            return Dating(start, end, "title", Span(*found_at.span()) if found_at else part.title.line)
    if (opening := _opening(first)) is not None:
        span = Span(opening.line.start, min(opening.line.end, opening.line.start + FIRST_LINE))
        if (dated := _search(FIRST_YEAR, text, span) or _search(OWN_YEAR, text, opening.line)) is not None:
            return Dating(*dated[0], "first-line", dated[1])
    return None


def title_years(title: str) -> tuple[int, int, int] | None:
    """Return what a title says of time: the first and last year in which it can be written, and the year it is for.

    《…》 names another document, unless this one issues it. A summary and a plan in one title span both years and
    are for the later; a plan for 2026—2030 is written between the year before and the year after its first.
    """
    found = list(TITLE_YEARS.finditer(QUOTED.sub("", title)))
    years = [year for one in found if (year := year_number(one["year"])) is not None]
    if not years:
        return None
    if len(set(years)) > 1:
        return min(years), max(years), max(years)
    if found[0]["last"] and found[0]["kind"] == "年":
        return years[0] - 1, min(years[0] + 1, int(found[0]["last"])), years[0]
    return years[0], years[0] + bool(found[0]["last"]), years[0]


def plan_year(plan: Plan, dating: Dating | None, given: int | None = None) -> int | None:
    """Return the year the plan is for: given, in its title, in its first line, or that of its date."""
    if given is not None:
        return given
    signed = dating.start.year if dating is not None else None
    exact = dating is None or dating.source != "title"
    for part in plan.parts:
        years = title_years(part.title_text or "")
        if years and (signed is None or not exact or abs(years[2] - signed) <= 1):
            return years[2]
    opening = _opening(plan.parts[0])
    if opening is not None:
        head = plan.clean[opening.line.start : min(opening.line.end, opening.line.start + FIRST_LINE)]
        own = OWN_YEAR.search(plan.clean, opening.line.start, opening.line.end)
        if (found := FIRST_YEAR.search(head) or own) and (signed is None or 0 <= int(found["year"]) - signed <= 1):
            return int(found["year"])
    return signed


def _opening(part: Part) -> Node | None:
    return part.preamble[0] if part.preamble else None


def _search(pattern: re.Pattern[str], text: str, span: Span) -> tuple[tuple[date, date], Span] | None:
    found = pattern.search(text, span.start, span.end)
    if found is None:
        return None
    dates = matched(found)
    return (dates, Span(*found.span())) if dates else None
