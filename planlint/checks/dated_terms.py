"""dated-terms: names and wordings that were right until a day, from a fact table.

过时用语：机构改名（institutions）、提法变化（terms）、已经结束的党内集中教育（campaigns），都在事实表里，写着从哪一天起过时。
按文稿自身的日期判断：改名、结束之后成文还照旧写的才报；机构成立之前就写到它的也报。回顾过去的句子和章节、“原……”“更名为”、
写着当年年份或者文号的句子、书名号里的名称、成段的引文都不报。集中教育要写“开展”“推进”等才报，“巩固……成果”不报。

A document dated by a window only (a year) is judged by its first day, one dated to the day gets the table's days of
grace. The level of a record is its severity: `error`, `warning` (usual; unverified records are never above it) or
`info`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Literal

from planlint.checks import option, options
from planlint.checks._dated import TABLES, Entry, Table, formerly, means, read
from planlint.checks._history import chinese_month, clause, past, quoted, sentence, told
from planlint.checks._lists import JOINTS
from planlint.context import Context
from planlint.facts import Facts
from planlint.findings import Hit
from planlint.model import Dating, Span
from planlint.patterns import has
from planlint.tense import tense_at
from planlint.terms import occurrences
from planlint.traces import Trace

TITLE = "过时用语"
NEEDS = ("date",)
OUTSIDE = True

RECIPE = """\
- id: office-outdated-term
  title: 过时提法
  check: dated-terms
  options: {table: terms}
  severity: error
  severity-weak: info
  basis: 官方表述
  message: {zh: "“{old}”已改称“{new}”", en: "“{old}” is now “{new}”"}
  variants:
    ended: {zh: "“{old}”已经过时{new}", en: "“{old}” is over: {new}"}
  rationale: 提法以最新的官方表述为准；自己的旧称写在 fact-files 的 terms 表里。
  tests:
    - fail: 做好⟦新冠肺炎⟧疫情防控。
      with: {as-of: 2024-03-01}
    - pass: 做好新冠肺炎疫情防控。
      with: {as-of: 2022-03-01}
    - pass: 2020年以来，新冠肺炎疫情防控取得决定性胜利。
      with: {as-of: 2024-03-01}
"""

BRANCH = 12  # code points after the name of a body within which 监管局 makes it a local office
AGAIN = 2  # code points before a former name that a bracket gives again: （市
RUMOUR = timedelta(days=31)


@options
class Options:
    """What a rule of this check may set."""

    table: Literal["institutions", "terms", "campaigns", "roster"] = option(
        "terms",
        "用哪张事实表：institutions 机构，terms 提法，campaigns 党内集中教育，roster 本单位花名册的曾用名",
        "the fact table: institutions, terms, campaigns or the office's roster",
    )


def table_terms(facts: Facts) -> Iterable[str]:
    """Return the words of all tables."""
    return (word for name in TABLES for word in read(facts, name).entries)


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a word that is out of date, or that nobody could know yet.

    Values: `old` the word, `new` what to write instead, `since` the month of the change, `date` the document's year.
    Variants: `ended` where nothing takes its place, `undated` where nobody wrote down since when, `early` for what did
    not exist yet.
    """
    dating = context.dating
    if dating is None:
        return
    table = read(context.facts, options.table)
    for span, entry in _standing(context, options.table):
        if hit := _judge(context, span, entry, table, dating):
            yield hit


def _standing(context: Context, table: str) -> list[tuple[Span, Entry]]:
    """Return the words of the table where they mean what the table means; not those of 原甲、乙."""
    return context.memo.once(("standing", table), lambda: list(_found(context, read(context.facts, table))))


def _found(context: Context, table: Table) -> Iterator[tuple[Span, Entry]]:
    text, end = context.plan.clean, -1
    for at in occurrences(context, table.entries.keys()):
        between = text[end : at.start] if 0 < end <= at.start else ""
        # 原甲、乙; 原市甲（市乙）、丙
        goes_on = between.lstrip("）") in JOINTS or (between[:1] == "（" and len(between) <= AGAIN)
        if formerly(text, at.start, table) or goes_on:
            end = at.end
            continue
        for entry in table.entries[at.word]:
            if means(context, at, entry, table):
                yield Span(at.start, at.end), entry


def _judge(context: Context, span: Span, entry: Entry, table: Table, dating: Dating) -> Hit | None:
    inner = entry.name.replace("“", "‘").replace("”", "’")  # the message has quotation marks of its own
    values = {"old": inner, "new": entry.new}
    weak = entry.level == "info"
    # What is not called an error in the table is capped like what nobody has verified.
    capped = entry.level != "error" or not entry.verified
    since, grace = _since(context, span, entry, table)
    if since and past(dating, since, grace):
        if table.orders and _among_others(context, span, entry, table):
            return None
        if told(context, span, table.cues, since):
            return None
        over = not entry.new or entry.new.startswith("（")
        values |= {"since": chinese_month(since), "new": entry.new.strip("（）") if over else entry.new}
        variant = "ended" if over else "undated" if since == date.min else None
        return Hit(span, values, variant, suggestion=None if over else entry.new, weak=weak, unverified=capped)
    if entry.begins and not entry.bare and dating.end < entry.begins - (RUMOUR if table.orders else timedelta()):
        if quoted(context, span) or any(word in sentence(context, span) for word in table.founding):
            return None
        values |= {"since": chinese_month(entry.begins)}
        return Hit(span, values, "early", weak=weak or bool(table.orders), unverified=capped)
    return None


def _since(context: Context, span: Span, entry: Entry, table: Table) -> tuple[date | None, int]:
    """Return the day from which the word is out of date here, and the days of grace.

    Local offices of a body were renamed later, and by then nobody needed grace.
    """
    if entry.branches and "监管" in context.plan.clean[span.end : span.end + BRANCH].partition("，")[0]:
        return entry.branches, 0
    return entry.since, table.grace


def _among_others(context: Context, span: Span, entry: Entry, table: Table) -> bool:
    """Say whether the sentence lists several campaigns: it tells what there has been, for they cannot all be going on.

    A plan that looks forward may well set about two that are over.
    """
    words = sentence(context, span)
    others = {
        known[0].name
        for word, known in table.entries.items()
        if word in words and word not in entry.word and entry.word not in word and not known[0].bare
    } - {entry.name}
    return len(others) > (tense_at(context, span.start) == "forward")


def traces(context: Context) -> Iterator[Trace]:
    """Yield the campaigns that the document sets about, with the years in which it could."""
    table = read(context.facts, "campaigns")
    for span, entry in _standing(context, "campaigns"):
        if entry.begins and not any(has(words, table.cues.near) for words in clause(context, span)):
            last = entry.since.year if entry.since else entry.begins.year + 1
            yield Trace(span, range(entry.begins.year, last + 1), "campaign")
