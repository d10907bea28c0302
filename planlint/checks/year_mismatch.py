"""year-mismatch: the title, the first line, the date or a section's heading names another year than the document's.

年份不一致：标题、开头（2027年是……之年；2027年教育工作的总体要求；2027年，……以……为指导）、成文日期、章节标题（一、2026年工作安排）里写的年份，
与本文的年份不合。三处里有两处一致的，报另外一处。
不报的：上一年10月至12月印发下一年的计划；多年的规划；总结、回顾上一年的章节和报告；标题里只是说到某一年的事情。

标题里有两个年份的（2026年工作总结和2027年工作计划），章节标题也要与它一致；回顾的应当是上一年。
题为总结的文件，开头回顾的不是那一年（“2025年，……圆满完成”）；“一、2026年工作回顾”下面却从“2025年，”说起；标题里的学年、学期
与成文日期不合：都报。
标题、所印发文件的标题和开头在两个年份后面接着同样的话（关于做好2024年春季学期……；为做好2025年春季学期……），必有一处没有改。

Only words that state a document's own year count: a year before 要点, 计划, 安排 (table `years`: `own`, `own-back`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from planlint.checks import option, options
from planlint.checks._told_years import relative_years, school_terms, told_years
from planlint.checks._witnesses import GIVEN, Witness, looks_back, witnesses
from planlint.checks._years import Years, mentions, mentions_in, own_years, title_years
from planlint.context import Context
from planlint.dating import plan_year
from planlint.findings import Hit, Related
from planlint.model import Span
from planlint.outline import Part
from planlint.tense import tense_at

TITLE = "年份不一致"

RECIPE = """\
- id: office-year-mismatch
  title: 年份不一致（本单位）
  check: year-mismatch
  options: {early: 11}
  severity: warning
  basis: 本单位
  message: {zh: "这里写的是{actual}年，本文是{year}年的", en: "this says {actual}, the document is of {year}"}
  tests:
    - pass: |
        沙河区2027年教育工作要点

        2027年教育工作的总体要求是：抓落实。
        一、2027年重点工作
    - fail: |
        沙河区2027年教育工作要点

        ⟦2026年⟧教育工作的总体要求是：抓落实。
    - fail: |
        沙河区2027年教育工作要点

        抓落实。
        一、⟦2026年⟧重点工作
        完成各项任务。
"""

NEEDS = ("year",)
ALIKE = 7
"""So many code points behind two years are the same matter."""
SHORTEST = 4
"""So many are, where the title ends behind them."""
OPENINGS = 2
REACH = 60
"""So many code points around a year hold the words that say what it is of, blanks included."""


class _Said(NamedTuple):
    """A year, where it stands (title, opening), and where that place begins."""

    kind: str
    years: Years
    place: int


@options
class Options:
    """What a rule of this check may set."""

    early: int = option(10, "从几月起印发的可以是下一年的计划", "the month from which a plan may be for the next year")


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a place. Values: `actual`, `year`; variants: title, opening, date, heading, review."""
    agreed = own_years(context)
    told: set[Span] = set()
    for part in context.plan.parts:
        right, wrong = _settled(context, list(witnesses(context, part, options.early)))
        agreed |= {one.year for one in right if one.kind != "date" or wrong}
        for one in wrong:
            year = right[0].year if right and not one.fits & right[0].fits else context.year
            related = tuple(Related(other.span) for other in right)
            told.add(one.span)
            yield Hit(one.span, {"actual": one.year, "year": year}, one.kind, related, weak=one.weak)
    for hits in (
        _same_words(context),
        _halves(context),
        told_years(context),
        school_terms(context),
        relative_years(context),
    ):
        yield from (hit for hit in hits if hit.span not in told)
    yield from _headings(context, agreed)


def _same_words(context: Context) -> Iterator[Hit]:
    """Yield the year that one of the titles and openings has, where another goes on alike after another year.

    The date of the document tells which is wrong; where it does not, it is the later.
    """
    dating = context.dating
    dated = {dating.start.year, dating.end.year} if dating is not None and dating.source not in GIVEN else set()
    for said in _said(context).values():
        first, second = said[0], next((one for one in said if one.years[1:] != said[0].years[1:]), None)
        if second is None or len({one.place for one in said}) < len(said):
            continue  # 2026年工作总结和2027年工作计划
        wrong, right = (first, second) if second.years.first in dated else (second, first)
        values = {"actual": _written(wrong.years), "year": _written(right.years)}
        yield Hit(wrong.years.span, values, wrong.kind, (Related(right.years.span),))


def _halves(context: Context) -> Iterator[Hit]:
    """Yield the second year of a title that sums up a year and plans the same one: 2026年工作总结和2026年工作计划."""
    table, text = context.facts.table("years"), context.plan.clean
    for part in context.plan.parts:
        named = list(mentions_in(context, *part.title.heading)) if part.title is not None else []
        if (
            len(named) != 2
            or any(one.is_range or one.unit != "年" for one in named)
            or named[0].first != named[1].first
        ):
            continue
        done = text[named[0].span.end : named[1].span.start]
        planned = text[named[1].span.end : part.title.heading.end] if part.title is not None else ""
        if any(word in done + planned for word in table["terms"]):
            continue
        if any(word in done for word in table["own-back"]) and any(word in planned for word in table["own"]):
            yield Hit(named[1].span, {"actual": named[1].first}, "halves", (Related(named[0].span),), weak=True)


def _written(years: Years) -> str:
    return f"{years.first}—{years.last}" if years.is_range else str(years.first)


def _said(context: Context) -> dict[str, list[_Said]]:
    """Return the years of titles and openings by the words that say what they are of."""
    titles = context.plan.masks
    found: dict[str, list[_Said]] = {}
    for part in context.plan.parts:
        places = [("title", part.title.heading)] if part.title is not None else []
        said = [node for node in part.preamble if "，" in context.plan.text(node.line)]  # not 各位代表：
        for kind, place in (*places, *(("opening", node.line) for node in said[:OPENINGS])):
            for years in mentions_in(context, *place):
                words = _matter(context.plan.clean, years, place)
                cited = kind != "title" and titles.inside("titles", years.span.start)
                if cited and not _issues(context, years, place):
                    continue
                if words and (kind == "title" or cited or not years.is_range):
                    found.setdefault(words, []).append(_Said(kind, years, place.start))
    return found


def _issues(context: Context, years: Years, place: Span) -> bool:
    """Tell whether the 《title》 in an opening is that of what is issued: 《某县2027年……计划》已经……，现印发给你们."""
    text, table = context.plan.clean, context.facts.table("years")
    at = text.rfind("《", place.start, years.span.start)
    lead = text[max(place.start, at - REACH) : at].strip()
    return (not lead or lead.endswith(tuple(table["issuing-before"]))) and context.memo.once(
        ("issuing", place), lambda: any(word in text[place.start : place.end] for word in table["issuing"])
    )


def _matter(text: str, years: Years, place: Span) -> str:
    """Return the words behind a year, up to where a title ends; those before the bracket of （2024—2026年）.

    Empty when they are too few to tell one matter from another.
    """
    if years.is_range:
        words = "".join(text[max(place.start, years.span.start - REACH) : years.span.start].split())
        return words[-ALIKE - 1 :] if words.endswith("（") and words[-ALIKE - 1 : -1].isalpha() else ""
    after = (
        "".join(text[years.span.end : min(place.end, years.span.end + REACH)].split())
        .partition("》")[0]
        .removesuffix("的通知")
    )
    words = after[:ALIKE]
    if not years.unit.startswith("年") or len(words) < SHORTEST or not words.isalpha():
        return ""
    return words if len(after) >= ALIKE else words + "》"


def _settled(context: Context, said: list[Witness]) -> tuple[list[Witness], list[Witness]]:
    """Return which places of one part are right and which wrong.

    When two of three agree against the document's year, the third is wrong; when only an opening and a date
    disagree, the opening: the date is the last thing to be written, the opening the first to be copied.
    """
    own = own_years(context)
    right = [one for one in said if one.fits & own]
    wrong = [one for one in said if not one.fits & own]
    if context.once(_given):
        return right, wrong
    third = len(wrong) == 2 and len(right) == 1 and wrong[0].fits & wrong[1].fits and context.year in right[0].fits
    pair = len(wrong) == 1 and wrong[0].kind == "date" and [one.kind for one in right] == ["opening"]
    return (wrong, right) if third or pair else (right, wrong)


def _given(context: Context) -> bool:
    """Tell whether the year was asked for, and not read off the document."""
    dating = context.dating
    return (dating is not None and dating.source in GIVEN) or plan_year(context.plan, dating) != context.year


def _headings(context: Context, own: frozenset[int]) -> Iterator[Hit]:
    """Judge the headings that begin with a year: 一、2026年重点工作, 一、2025年工作回顾."""
    table = context.facts.table("years")
    allowed = own | {max(own) + 1} if any(_reports(context, part) for part in context.plan.parts) else own
    promised, reviewed = _promised(context), list[Years]()
    for years, heading in _dated_headings(context):
        said = next((promised[word] for word in promised if heading.endswith(word)), None)
        if said is not None and said.first != years.first:
            yield Hit(years.span, {"actual": years.first, "year": said.first}, "heading", (Related(said.span),))
        elif years.first in allowed:
            continue
        elif heading.endswith(tuple(table["own-back"])):
            reviewed.append(years)
        elif tense_at(context, years.span.start) != "back" and heading.endswith(tuple(table["own"])):
            yield Hit(years.span, {"actual": years.first, "year": context.year}, "heading", weak=len(own) > 1)
    # What is reviewed is the year before; a text that reviews several has a heading for each.
    last = max(own, default=0) - 1
    if len(reviewed) == 1 and reviewed[0].first < last:
        yield Hit(reviewed[0].span, {"actual": reviewed[0].first, "year": last + 1}, "review", weak=True)


def _dated_headings(context: Context) -> Iterator[tuple[Years, str]]:
    """Yield the year that a heading begins with, and what it says behind it."""
    at = {years.span.start: years for years in mentions(context)}
    for node in context.plan.nodes("section", "item"):
        years = at.get(node.heading.start)
        if years is not None and not years.is_range and years.unit == "年":
            yield years, context.plan.clean[years.span.end : node.heading.end]


def _promised(context: Context) -> dict[str, Years]:
    """Return the year that the title gives to each kind of text, where it names two: 2026年工作总结和2027年工作计划."""
    table, text = context.facts.table("years"), context.plan.clean
    found: dict[str, Years] = {}
    for part in context.plan.parts:
        named = title_years(context, part)
        if part.title is None or len(named) < 2 or any(one.is_range for one in named):
            continue
        ends = [*(one.span.start for one in named[1:]), part.title.heading.end]
        for years, end in zip(named, ends, strict=True):
            words = text[years.span.end : end]
            found |= {word: years for word in (*table["own"], *table["own-back"]) if word in words}
    return found


def _reports(context: Context, part: Part) -> bool:
    """Tell whether a part may speak of next year's work: a summary, a report."""
    table = context.facts.table("years")
    return looks_back(part, table["own-back"]) or (part.title_text or "").endswith(tuple(table["reports"]))
