"""expired-plan: a plan whose years had ended before the document's year still guides the work.

过期的规划、计划：《……（2020—2023年）》、2021—2023年……规划，以及名称不带年份、但表里记着到期年份的（第三期学前教育行动计划、
“七五”普法），到期后仍写“落实”“实施”“编制”。到期当年不报；总结、评估、巩固……成果、……以来这样说过去的不报。
五年期的规划到期后第一年，接替的规划多半还没有印发，只请核实；表里记着接替的规划已经印发，就按它报。

Years are read off the text; successors and plans without years stand in the table `plans`. A plan that is said to be
evaluated (评估, 验收) is held to be late two years after its end. Offers each dated plan as a trace.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from planlint.checks import option, options
from planlint.checks._cited import CLAUSE_ENDS, around
from planlint.checks._cycles import record_of, successor, title_around, use_of
from planlint.checks._years import LONGEST, Years, mentions, own_years
from planlint.context import Context
from planlint.facts import Facts
from planlint.findings import Hit
from planlint.model import Span
from planlint.terms import occurrences

if TYPE_CHECKING:
    from planlint.traces import Trace

TITLE = "过期的规划"

RECIPE = """\
- id: office-expired-plan
  title: 过期的规划
  check: expired-plan
  options: {allow: [宜居县城建设规划]}
  severity: warning
  severity-weak: info
  basis: 本单位
  message: {zh: "{plan}已于{end}年到期", en: "{plan} ended in {end}"}
  rationale: 本单位的宜居县城建设规划（2020—2023年）已经决定延期，不报。
  tests:
    - pass: 落实《宜居县城建设规划（2020—2023年）》。
      with: {for: 2026}
    - pass: 巩固《提质培优行动计划（2020—2023年）》成果。
      with: {for: 2024}
    - fail: 落实⟦《提质培优行动计划（2020—2023年）》⟧。
      with: {for: 2024}
    - fail: 推进《新校建设三年行动方案》，实施⟦2020—2022年⟧安全防范建设行动计划。
      with: {for: 2024}
"""

NEEDS = ("year",)
_AFTER = 24


@options
class Options:
    """What a rule of this check may set."""

    allow: tuple[str, ...] = option(
        (), "名称含有这些词语的不报（如已决定延期的）", "silent where the name has one of these"
    )


class Dated(NamedTuple):
    """A plan named in the text, with its years; `record` is what the table knows of it."""

    span: Span
    name: str
    first: int
    last: int
    record: Mapping[str, Any]


def table_terms(facts: Facts) -> Iterator[str]:
    """Return the names by which a plan is known without its years."""
    return iter(_bare(facts))


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a place. Values: `plan`, `end`, `year`, and `next` (the successor) in the variant of that name."""
    year = min(own_years(context))
    for plan in context.once(_dated):
        if plan.last >= year or any(word in plan.name for word in options.allow):
            continue
        use = use_of(context, plan.span)
        if use in ("past", "other") or (use == "closing" and year <= plan.last + 1):
            continue
        following = successor(context, plan.record)
        fresh = year == plan.last + 1 and not following and plan.last - plan.first == 4
        yield Hit(
            plan.span,
            {"plan": plan.name.strip("《》"), "end": plan.last, "year": year, "next": following},
            "next" if following else None,
            weak=fresh or use == "closing",
            unverified=plan.record.get("verified") is False,
        )


def traces(context: Context) -> Iterator[Trace]:
    """Yield each plan that guides or is drafted, with the years in which one does so."""
    from planlint.traces import Trace

    for plan in context.once(_dated):
        use = use_of(context, plan.span)
        if use in ("guiding", "drafting", "closing") and plan.last - plan.first < 7:
            first = plan.last - 1 if use == "closing" else plan.first - 1
            last = plan.first + 1 if use == "drafting" else plan.last + (use == "closing")
            yield Trace(plan.span, range(first, last + 1), "plan")


@lru_cache(maxsize=8)
def _bare(facts: Facts) -> dict[str, Mapping[str, Any]]:
    names: dict[str, Mapping[str, Any]] = {}
    for record in facts.table("plans")["records"]:
        names |= dict.fromkeys(record.get("aliases", ()), record)
        if record.get("bare"):
            names[record["title"]] = record
    return names


def _dated(context: Context) -> list[Dated]:
    """Return the plans named with their years, and those known without, in order; each 《…》 once."""
    text, bare = context.plan.clean, _bare(context.facts)
    found: dict[int, Dated] = {}
    for years in mentions(context):
        if years.is_range and 0 < years.last - years.first < LONGEST and (span := _plan_at(context, years)):
            name = text[span.start : span.end]
            found.setdefault(span.start, Dated(span, name, years.first, years.last, record_of(context, name)))
    for at in occurrences(context, bare):
        span = title_around(context, Span(at.start, at.end)) or Span(at.start, at.end)
        record = bare[at.word]
        found.setdefault(span.start, Dated(span, text[span.start : span.end], record["start"], record["end"], record))
    return [found[start] for start in sorted(found)]


def _plan_at(context: Context, years: Years) -> Span | None:
    """Return the place of the plan that `years` are the years of: its 《…》, or they themselves beside its name."""
    kinds = tuple(context.facts.table("plans")["kinds"])
    text, span = context.plan.clean, years.span
    if title := title_around(context, span):
        return title if any(kind in text[title.start : title.end] for kind in kinds) else None
    if text[span.start - 1 : span.start] in ("（", "("):
        return span if text.endswith(kinds, 0, span.start - 1) else None
    if text.endswith(tuple(context.facts.table("plans")["drafting"]), 0, span.start):
        return span  # 编制2021—2023年项目库: what is drawn up for years is a plan, whatever it is called
    end = around(text, span, CLAUSE_ENDS + "《》“”", _AFTER).end
    return span if any(kind in text[span.end : end] for kind in kinds) else None
