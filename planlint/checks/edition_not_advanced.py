"""Ordinals that stand as they did in last year's plan (`--previous FILE`): 第五届……, 10周年.

The same event with the same number two years running: either it is held every other year, or nobody counted on. Sure
only where the words around it were carried over as well. Phases of programmes (第二期, 第三轮, 第一批) run for years.

对照上年的文件（--previous），查“第几届”“几周年”没有往前走的。第几期、第几轮这类跨年的不报。
同一份文件前面回顾说办过了“第三届……”，后面安排里又要办“第三届……”，不用上年的文件也报。
"""

from __future__ import annotations

from collections.abc import Iterator

from planlint.checks import option, options
from planlint.checks._mentions import Around
from planlint.context import Context
from planlint.dating import date_document, plan_year
from planlint.findings import Hit, Related
from planlint.model import Span
from planlint.numerals import to_int
from planlint.outline import Plan
from planlint.patterns import has, pattern
from planlint.previous import previous_plans
from planlint.tense import tense_at, tense_map

TITLE = "届次未更新"
RECIPE = """\
- id: 我单位-届次未更新
  title: 届次未更新（本单位）
  check: edition-not-advanced
  severity: warning
  basis: 本单位
  message: {zh: "上年也是“{edition}{event}”"}
  tests:
    - pass: |
        某局2027年工作要点
        2027年要抓好落实。
        一、举办第六届师生艺术节。
      with:
        previous: |
          某局2026年工作要点
          2026年要抓好落实。
          一、举办第五届师生艺术节。
    - fail: |
        某局2027年工作要点
        2027年要抓好落实。
        一、举办⟦第五届⟧师生艺术节。
      with:
        previous: |
          某局2026年工作要点
          2026年要抓好落实。
          一、举办第五届师生艺术节。
"""
EDITION = pattern(
    r"第\s?(?P<n>\d{1,3}|[一二三四五六七八九十百]{1,5})\s?(?:届|次|个)|(?P<years>\d{1,3}|[一二三四五六七八九十百]{1,5})\s?周年"
)
NAME = pattern(r"[^，。；：、！？\s（）()]{2,20}")
SHORTEST, LEAD, SHOWN = 3, 8, 10


@options
class Options:
    """How many characters of the name behind the number must agree."""

    name_length: int = option(4, "届次后面至少几个字相同才算同一项活动")


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield each edition of the plan that last year's has too; weak when the words before it differ.

    Variant `review`: the document's own review has it.
    """
    none = tuple(context.facts.table("mentions")["no-events"])
    for previous in previous_plans(context):
        before = {key: (span, lead) for key, span, lead in _editions(previous, options.name_length, none)}
        for key, span, lead in _editions(context.plan, options.name_length, none):
            if key in before and not context.plan.masks.inside("attachments", span.start):
                old, old_lead = before[key]
                if _done(context, span, previous, old):
                    continue
                related = Related(old, {"zh": "上年", "en": "last year"}, previous.document.path)
                edition = context.plan.text(span)
                values = {"edition": edition, "event": _named(context, span)}
                yield Hit(span, values, related=(related,), weak=lead != old_lead)
    yield from _held_already(context)


def _done(context: Context, span: Span, previous: Plan, old: Span) -> bool:
    """Tell whether this plan looks back on what last year's was to hold."""
    if tense_at(context, span.start) != "back":
        return False
    dating = date_document(previous)
    former = Context(previous, context.facts, dating, plan_year(previous, dating), genres=context.genres)
    return tense_at(former, old.start) == "forward"


def _named(context: Context, span: Span) -> str:
    """Return what an edition is of, as far as a message has room for it."""
    named = NAME.match(context.plan.clean, span.end)
    return named.group()[:SHOWN] if named else ""


def _held_already(context: Context) -> Iterator[Hit]:
    """Yield each edition that a plan is to hold though the review in the same document says that it was held."""
    clean = context.plan.clean
    if "届" not in clean or not {"back", "forward"} <= set(context.once(tense_map)[1]):
        return
    cues = context.facts.table("mentions")
    held: dict[tuple[int, str], Span] = {}
    for key, span, _ in _editions(context.plan, SHORTEST, tuple(cues["no-events"])):
        words = Around(context, span)
        tense = tense_at(context, span.start) if clean.startswith("届", span.end - 1) else "both"
        if tense == "back" and not has(words.clause, cues["prepare"]):
            held.setdefault(key, span)
        elif tense == "forward" and key in held and has(words.before[-LEAD:], cues["hold"]):
            values = {"edition": context.plan.text(span), "event": _named(context, span)}
            yield Hit(span, values, "review", (Related(held[key]),))


def _editions(plan: Plan, length: int, none: tuple[str, ...]) -> Iterator[tuple[tuple[int, str], Span, str]]:
    """Yield number and name of each edition, its place, and the four characters before it; `none` are no events."""
    clean = plan.clean
    for found in EDITION.finditer(clean):
        number = to_int(found["n"] or found["years"])
        named = NAME.match(clean, found.end())
        name = named.group() if named else ""
        if (
            number
            and len(name) >= length
            and not name.startswith(none)
            and not plan.masks.inside("titles", found.start())
        ):
            yield (number, name[:length]), Span(*found.span()), clean[max(0, found.start() - 4) : found.start()]
