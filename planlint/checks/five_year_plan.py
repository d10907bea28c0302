"""five-year-plan: a five-year plan named in a year that it does not fit.

五年规划与年份：
规划旁边的起止年份不对（“十四五”与2026—2030年）；“开局之年”“收官之年”等与年份不合；
规划期过了，还说是实施它的关键一年；规划期早已过去还在编制，或者还远没有到；新的规划纲要已经公布，仍以上一个规划为依据。
编制下一个规划、总结评估上一个规划、引用下一个规划公布以前仍在用的规划，都是正常的；
说“十三五”时期、较“十三五”末、……以来，也不报。《》里的本地规划，满期一年之后才报，因为不知道接替的何时印发。

Periods, the usual names of each year of a period and the days on which outlines were adopted stand in the table
`five-year-plans`. A phrase is compared with the year that its own sentence gives, else with the document's.
Offers traces: a plan being drafted or implemented, and the phrase of a year.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from planlint.checks import option, options
from planlint.checks._cycles import record_of, successor, title_around, use_of
from planlint.checks._mentions import scope_at
from planlint.checks._periods import NEAR, Named, Period, Phrase, named_plans, periods, said_year, year_phrases
from planlint.checks._years import mentions_in, own_years
from planlint.context import Context
from planlint.facts import Facts, day
from planlint.findings import Hit, Related
from planlint.model import Span
from planlint.patterns import has
from planlint.tense import tense_at

if TYPE_CHECKING:
    from planlint.traces import Trace

TITLE = "五年规划与年份"

RECIPE = """\
- id: office-five-year-plan
  title: 五年规划与年份不合（不宽限）
  check: five-year-plan
  options: {grace: 0}
  severity: error
  severity-weak: warning
  basis: 本单位
  message: {zh: "“{plan}”是{period}，与{year}年不合", en: "“{plan}” is {period} and does not fit {year}"}
  rationale: 本单位要求新规划纲要公布次日起就用新规划。
  tests:
    - pass: 落实“十四五”规划。
      with: {as-of: 2026-03-12}
    - pass: 较“十三五”末增长两成。
      with: {as-of: 2026-03-13}
    - fail: 落实“⟦十四五⟧”规划。
      with: {as-of: 2026-03-13}
    - fail: 编制“⟦十四五⟧”教育规划。
      with: {as-of: 2026-03-13}
"""

NEEDS = ("year",)
LENGTH = 5
_VERB = 8


@options
class Options:
    """What a rule of this check may set."""

    grace: int = option(
        90, "新规划纲要公布后多少天之内，引用上一个规划不算过时", "days for which the last plan may still guide"
    )


def table_terms(facts: Facts) -> Iterator[str]:
    """Return the names of all five-year plans, and the phrases that belong to one year."""
    yield from periods(facts)
    yield from (record["name"] for record in facts.table("five-year-plans")["phrases"])


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a plan and kind of mismatch. Values: `plan`, `period`, `year`, `expected`."""
    found: dict[tuple[str, str], list[Hit]] = {}
    for key, hit in _hits(context, options):
        found.setdefault(key, []).append(hit)
    for first, *others in found.values():
        yield first._replace(related=(*first.related, *(Related(hit.span) for hit in others)))


def traces(context: Context) -> Iterator[Trace]:
    """Yield what plans and phrases tell of the year."""
    from planlint.traces import Trace

    for named in context.once(named_plans):
        use = use_of(context, title_around(context, named.span) or named.span)
        if use == "drafting":
            yield Trace(named.span, range(named.period.start - 1, named.period.start + 2), "plan")
        elif use == "guiding":
            yield Trace(named.span, range(named.period.start - 1, named.period.end + 2), "plan", 0.5)
    for phrase in context.once(year_phrases):
        if phrase.said in (0, phrase.fits) and tense_at(context, phrase.span.start) != "back":
            yield Trace(phrase.span, range(phrase.fits, phrase.fits + 1), "plan")


def _hits(context: Context, options: Options) -> Iterator[tuple[tuple[str, str], Hit]]:
    for named in context.once(named_plans):
        if hit := _wrong_span(context, named) or _key_year(context, named) or _wrong_use(context, named, options):
            yield (named.period.name, hit.variant or ""), hit
    for phrase in context.once(year_phrases):
        if hit := _wrong_phrase(context, phrase):
            yield (phrase.plan, f"phrase {phrase.fits}"), hit


def _wrong_span(context: Context, named: Named) -> Hit | None:
    """Judge the years written beside a plan: five others than its own, or years outside its period."""
    period, (start, end) = named.period, named.span
    title = title_around(context, named.span)
    reach = title.end if title else end + NEAR
    beside = next((one for one in mentions_in(context, end, reach) if one.is_range), None)
    if beside is None or (not title and _apart(context.plan.clean[end : beside.span.start])):
        return None
    outside = beside.last < period.start or beside.first > period.end
    if not outside and (beside.last - beside.first != LENGTH - 1 or beside.first == period.start):
        return None
    values = _values(context, period) | {"actual": context.plan.text(beside.span)}
    return Hit(beside.span, values, "span", (Related(Span(start, end)),), suggestion=period.text)


def _key_year(context: Context, named: Named) -> Hit | None:
    """Judge a year that is called important for a plan and lies outside it: 2026年是实施“十四五”规划的关键一年."""
    table, period = context.facts.table("five-year-plans"), named.period
    word = next((word for word in table["key-years"] if word in named.after), "")
    if not word or not _before(context, named).rstrip("“").endswith(tuple(table["uses"]["guiding"])):
        return None
    year, _ = said_year(context, named.span)
    if year <= period.end or year > period.end + LENGTH:
        return None
    uses, reach = table["uses"], named.after.index(word) + len(word)
    if has(named.after, (*uses["past"], *uses["closing"])):
        return None
    span = Span(named.span.start, named.span.end + reach)
    if any(phrase.span.start == span.start for phrase in context.once(year_phrases)):
        return None  # 承上启下的关键一年 is of one year, and judged as that
    unverified = not period.record.get("verified")
    return Hit(span, _values(context, period) | {"year": year}, "outside", unverified=unverified)


def _apart(between: str) -> bool:
    return any(mark in between for mark in "，。；、：》《\n")


def _wrong_use(context: Context, named: Named, options: Options) -> Hit | None:
    period, year = named.period, min(own_years(context))
    table = context.facts.table("five-year-plans")["uses"]
    title = title_around(context, named.span)
    use = use_of(context, title or named.span)
    values = _values(context, period)
    unverified = not period.record.get("verified")
    if use == "drafting" and (year > period.end or year < period.start - 2):
        if 0 < period.start - year <= LENGTH and has(_before(context, named), table["ahead"]):
            return None  # one thinks of the next plan years before it is drawn up
        return Hit(named.span, values, "late" if year > period.end else "early", unverified=unverified)
    if use == "drafting" and scope_at(context, named.span.start).year == period.end and _is_drawn_up(context, named):
        return Hit(named.span, values | {"year": period.end}, "last", weak=True, unverified=unverified)
    if use == "closing" and year > period.end + 1 and has(named.after, table["ends"]):
        return Hit(named.span, values, "over", weak=True, unverified=unverified)
    if use == "guiding" and year < period.start - 1:
        return Hit(named.span, values, "early", weak=True, unverified=unverified)
    if use != "guiding" or year <= period.end or not _succeeded(context, period, options.grace):
        return None
    if title and year == period.end + 1 and not successor(context, record_of(context, context.plan.text(title))):
        return None
    return Hit(named.span, values, "over", weak=True, unverified=unverified)


def _before(context: Context, named: Named) -> str:
    return context.plan.clean[max(0, named.span.start - _VERB) : named.span.start]


def _is_drawn_up(context: Context, named: Named) -> bool:
    """Tell whether it is the plan itself that is drawn up, and not a report or a list that goes with it."""
    uses = context.facts.table("five-year-plans")["uses"]
    return has(_before(context, named), uses["drafting"]) and not has(
        named.after, (*uses["past"], *uses["closing"], *uses["beside"])
    )


def _succeeded(context: Context, period: Period, grace: int) -> bool:
    """Tell whether the outline of the plan after `period` was out, `grace` days ago, when the document was written."""
    following = next((p for p in periods(context.facts).values() if p.start == period.end + 1), None)
    outline = following.record.get("outline") if following else None
    if outline is None or context.dating is None:
        return min(own_years(context)) > period.end + 1
    return context.dating.start > day(outline) + timedelta(days=grace)


def _wrong_phrase(context: Context, phrase: Phrase) -> Hit | None:
    if phrase.said in (0, phrase.fits) or 0 < phrase.early <= phrase.said < phrase.fits:
        return None
    dating = context.dating
    if not phrase.sure:
        offset = phrase.said - (context.year or 0)
        near = own_years(context) | ({dating.start.year} if dating else frozenset())
        if tense_at(context, phrase.span.start) == "back" or phrase.fits - offset in near:
            return None
    values = {"plan": phrase.plan, "period": f"{phrase.fits}年", "year": phrase.said, "expected": phrase.fits}
    return Hit(phrase.span, values, "phrase", unverified=not phrase.verified)


def _values(context: Context, period: Period) -> dict[str, object]:
    year = min(own_years(context))
    now = next((p.name for p in periods(context.facts).values() if p.start <= year <= p.end), "")
    return {"plan": period.name, "period": period.text, "year": year, "expected": now}
