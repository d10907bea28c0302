"""outdated-draft: the text seems to be of another year than its title, its date or the plan being made.

沿用旧稿：整篇从往年照搬，只改了标题和日期，或者连标题和日期都没有改（用 --for 或 planning-year 说明是哪一年的计划）。
正文里每一处有年份的痕迹（年份、届次、周年、会议、活动、规划期）都“投票”给它合得上的年份；合得上的年份集中在另一年、
而合得上本文年份的很少，才报，全文只报一处，列出最有力的五处痕迹。

A trace counts once however often its words are repeated. Traces that fit the other year and not this one are
evidence, those that fit this year and not the other are evidence against; `least` says how much is needed, and
evidence must be twice what is against it. Traces of years and of Party sessions come from here, the rest from the
checks that judge them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from planlint.checks import option, options
from planlint.checks._own_traces import session_traces, year_traces
from planlint.checks._votes import all_traces, offering
from planlint.checks._years import own_years
from planlint.context import Context
from planlint.facts import Facts
from planlint.findings import Hit, Related
from planlint.model import Span
from planlint.traces import Trace

TITLE = "沿用旧稿"

RECIPE = """\
- id: office-outdated-draft
  title: 沿用旧稿
  check: outdated-draft
  options: {least: 4}
  severity: warning
  basis: 本单位
  message: {zh: "通篇像是{seems}年的稿子，本文是{year}年的", en: "this reads like a text of {seems}, not of {year}"}
  tests:
    - pass: |
        沙河区2027年教育工作要点
        一、重点工作
        1.完成2026年度校舍维修。
        2.启动2027年春季招生。
    - fail: |
        ⟦沙河区2027年教育工作要点⟧
        一、重点工作
        1.完成2023年度校舍维修。
        2.启动2023年春季招生。
        3.实施2023年教师轮岗。
        4.印发2024年体育赛事安排。
        5.开展2023年送教下乡。
"""

NEEDS = ("year",)
NAMES = {
    "year": ("年份", "year"),
    "edition": ("届次", "edition"),
    "anniversary": ("周年", "anniversary"),
    "session": ("会议", "session"),
    "campaign": ("活动", "campaign"),
    "plan": ("规划", "plan"),
}
NEAR = 8
FAR = 12
_CUE = 4
_RATIO = 2
_SHOWN = 16


@options
class Options:
    """What a rule of this check may set."""

    least: float = option(3.0, "至少要有多少处痕迹才报（把握不大的痕迹算半处）", "how many traces it takes")
    shown: int = option(5, "列出几处痕迹", "how many traces are shown")


class Vote(NamedTuple):
    """How the traces speak for another year: what is for it, and how much against."""

    year: int
    evidence: list[Trace]
    weight: float
    against: float


def table_terms(facts: Facts) -> Iterator[str]:
    """Return the words of every check that offers traces: they count whether or not its rules are on."""
    for module in offering():
        if hasattr(module, "table_terms") and module.__name__ != __name__:
            yield from module.table_terms(facts)


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit at the title, or at the first line, or none. Values: `seems`, `year`, `count`, `traces`."""
    own = own_years(context)
    votes = list({_words(context, trace): trace for trace in context.once(all_traces)}.values())
    best = max(_candidates(votes, own), key=_strength, default=None)
    if best is None or best.weight < _RATIO * best.against:
        return
    several = len({trace.kind for trace in best.evidence}) > 1
    if best.weight < options.least + (not several):  # years alone may be history
        return
    strongest = sorted(best.evidence, key=lambda trace: (-trace.weight, len(trace.years), trace.span))
    shown = strongest[: options.shown]
    words = "、".join(dict.fromkeys(f"“{context.plan.text(trace.span)[:_SHOWN]}”" for trace in shown))
    values = {"seems": best.year, "year": context.year, "count": len(best.evidence), "traces": words}
    yield Hit(_place(context), values, related=tuple(map(_shown, shown)))


def _strength(vote: Vote) -> tuple[float, int, int]:
    """Return what orders votes: weight, then how many name the very year (they fit the plan of the next too)."""
    named = sum(trace.kind == "year" and trace.years[0] == vote.year for trace in vote.evidence)
    return vote.weight - vote.against, named, vote.year


def traces(context: Context) -> Iterator[Trace]:
    """Yield the years of the text and the sessions it goes by."""
    yield from year_traces(context)
    yield from session_traces(context)


def _words(context: Context, trace: Trace) -> tuple[str, str]:
    """Return what makes two traces the same: their words, for a year with the words it is the year of."""
    start, end = trace.span
    return trace.kind, context.plan.clean[start : end + _CUE if trace.kind == "year" else end]


def _candidates(votes: list[Trace], own: frozenset[int]) -> Iterator[Vote]:
    near = range(min(own) - FAR, max(own) + FAR + 1)
    for year in {year for trace in votes for year in trace.years if len(trace.years) <= NEAR and year in near} - own:
        evidence = [trace for trace in votes if year in trace.years and own.isdisjoint(trace.years)]
        if year > max(own):  # a plan names years to come for itself; only what had to have happened tells
            evidence = [trace for trace in evidence if trace.kind != "year"]
        against = sum(t.weight for t in votes if year not in t.years and not own.isdisjoint(t.years))
        yield Vote(year, evidence, sum(trace.weight for trace in evidence), against)


def _place(context: Context) -> Span:
    title = context.plan.parts[0].title
    if title is not None:
        return title.heading
    text = context.plan.clean
    start = len(text) - len(text.lstrip())
    ends = [at for mark in "，。\n" if (at := text.find(mark, start)) >= 0]
    return Span(start, min(ends, default=len(text)))


def _shown(trace: Trace) -> Related:
    zh, en = NAMES.get(trace.kind, ("痕迹", "trace"))
    first, last = trace.years[0], trace.years[-1]
    fits = f"{first}" if first == last else f"{first}—{last}"
    return Related(trace.span, {"zh": f"{zh}：合于{fits}年", "en": f"{en}: fits {fits}"})
