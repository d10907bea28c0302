"""deadline: a deadline that had already passed on the day of issue.

期限已过：4月12日印发的计划要求“3月底前”完成，或者写着“完成时限：3月底”。只写月份的，只在计划就是当年的计划时才看；
写明年份的，按写明的年份看。每年、次年、下一年的期限，已经完成的事情，总结和回顾的章节，都不报。
“有效期至2021年12月31日”也是期限。“动员部署阶段（2024年5月—6月）”这样的实施阶段，写明年份、过了两个月以上的才报；
跨年的计划（2024—2026年）在第二年重印的，第一年的阶段不报。

A document dated to a day or a month is judged against that day, or the first day of that month. One known only by
its year may have been written before that year: only deadlines with a year that ended two months earlier are told,
and as weak. Words that tell other deadlines from these stand in the table `deadlines`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date

from planlint.checks import option, options
from planlint.checks._cited import CLAUSE_ENDS, SENTENCE_ENDS, around
from planlint.checks._months import before, months
from planlint.checks._situation import chinese_date
from planlint.checks._years import mentions, mentions_in, own_years
from planlint.context import Context
from planlint.duties import duties
from planlint.findings import Hit
from planlint.model import Span
from planlint.patterns import pattern
from planlint.tense import tense_at

TITLE = "期限已过"

RECIPE = """\
- id: office-deadline-passed
  title: 期限已过（本单位）
  check: deadline
  severity: warning
  basis: 本单位
  message: {zh: "“{actual}”在印发之日（{date}）已经过了", en: "{actual} had passed on {date}"}
  tests:
    - pass: 4月底前完成整改。
      with: {as-of: 2023-04-12}
    - pass: 每年3月底前报送总结。
      with: {as-of: 2023-04-12}
    - fail: ⟦3月底前⟧完成整改。
      with: {as-of: 2023-04-12}
    - fail: 于⟦2023年4月1日前⟧完成整改。
      with: {as-of: 2023-04-12}
"""

NEEDS = ("date", "year")
_MONTH = 31
_EARLY = 60
_SENTENCE = 40
_FAR = 2
_DONE_BY_THEN = pattern("[一-龥]{2}[出过到好成]?的")
"""2022年底前立案的17件: the verb right behind says what was done by then."""


@options
class Options:
    """What a rule of this check may set."""

    days: int = option(0, "过了几天以上才报", "report only what had passed by more days than this")


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a deadline. Values: `actual`, `date` (of the document)."""
    dating = context.dating
    if dating is None:
        return
    # A plan for a year is written some weeks before it: what had passed long before is all that can be told then.
    loose = (dating.end - dating.start).days > _MONTH
    least = max(options.days, _EARLY) if loose else options.days
    shown = chinese_date(dating)
    for span, ends, written in (*_deadlines(context), *(() if loose else _stages(context))):
        if (written or not loose) and (dating.start - ends).days > least and _is_set(context, span, ends, written):
            yield Hit(span, {"actual": context.plan.text(span), "date": shown}, weak=loose)


def _deadlines(context: Context) -> Iterator[tuple[Span, date, bool]]:
    """Yield each deadline with its last day and whether its year is written: 3月底前, 2023年6月1日前, 2022年底前."""
    text, year = context.plan.clean, context.year or 0
    labelled = {duty.span for duty in duties(context) if duty.deadline}  # 完成时限：2023年6月底
    valid = tuple(context.facts.table("deadlines")["valid-until"])
    for month in months(context):
        span = Span(month.span.start, before(text, month.span.end))
        set_ = span != month.span or span in labelled or text.endswith(valid, 0, span.start)
        if set_ and (ends := month.ends(year)):
            yield span, ends, month.year is not None
    for years in mentions(context):
        end = years.span.end + 1
        if years.unit == "年" and text[end - 1 : end] in ("底", "末"):
            span = Span(years.span.start, before(text, end))
            if span.end > end or span in labelled:
                yield span, date(years.last, 12, 31), True


def _stages(context: Context) -> Iterator[tuple[Span, date, bool]]:
    """Yield the last month of each stage whose heading names it with a year: 动员部署阶段（2024年5月—6月）.

    Below a heading such as 实施步骤, whatever names a month is a stage.
    """
    dating, text, found = context.dating, context.plan.clean, months(context)
    if dating is None or not found:
        return
    table, own = context.facts.table("deadlines"), own_years(context)
    starts = [month.span.start for month in found]
    for node in context.plan.nodes("section", "item"):
        start, end = node.heading
        named = found[bisect_left(starts, start) : bisect_left(starts, end)]
        if not named:
            continue
        heading = text[start:end]
        above = text[slice(*node.parent.heading)] if node.parent else ""
        if not any(word in heading for word in table["stages"]) and not any(w in above for w in table["schedules"]):
            continue
        year = next((month.year for month in reversed(named) if month.year), None)
        ends = named[-1].ends(year) if year and (len(own) == 1 or year not in own) else None
        if ends and (dating.start - ends).days > _EARLY:
            yield Span(named[0].span.start, named[-1].span.end), ends, True


def tells_of_then(context: Context, end: int) -> bool:
    """Tell whether the words behind a deadline say what was so by then: 2022年底前立案的17件, 2000年底前建成的小区."""
    text, whatever = context.plan.clean, tuple(context.facts.table("deadlines")["whatever"])
    return _DONE_BY_THEN.match(text, end) is not None and not text.startswith(whatever, end)


def _is_set(context: Context, span: Span, ends: date, written: bool) -> bool:
    """Tell whether the words set a deadline for this document's work, and not for something done or yearly."""
    dating = context.dating
    if dating is None or tense_at(context, span.start) == "back" or dating.start.year - ends.year > _FAR:
        return False
    if not written and dating.start.year != context.year:
        return False
    cues, text = context.facts.table("deadlines"), context.plan.clean
    start, stop = around(text, span, SENTENCE_ENDS, _SENTENCE)
    named = () if written else mentions_in(context, start, span.start)
    titles = context.plan.masks  # the years of a plan are no deadline's: 落实《……规划（2024—2027年）》，1月底前完成
    if any(one.last > dating.start.year and not titles.inside("titles", one.span.start) for one in named):
        return False  # 2023年12月至2024年1月召开，1月20日前完成
    sentence = text[start:stop]
    if text.startswith(("的", *cues["not-done"]), span.end) or tells_of_then(context, span.end):
        return False
    said = text[start : around(text, span, CLAUSE_ENDS, _SENTENCE)[1]]  # not 每季度末, in a later clause
    return not any(word in sentence for word in cues["done"]) and not any(word in said for word in cues["not-now"])
