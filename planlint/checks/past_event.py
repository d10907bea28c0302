"""past-event: an event that is over, spoken of as still to come.

已经结束的大事：杭州亚运会、北京冬奥会、第七次全国人口普查这样办过就没有下一回的活动，在它结束以后的计划里
还写“参加”“迎接”“筹备”“倒计时”的，报。说它的精神、遗产、场馆、成果，或回顾它的，不报。
活动和起止日期见 rules/facts/events.yaml。

Over means that it ended before the first day the document can be of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from planlint.checks import options
from planlint.checks._mentions import Around, scope_at
from planlint.checks._records import required
from planlint.checks._situation import chinese_day
from planlint.context import Context
from planlint.facts import Facts, day
from planlint.findings import Hit
from planlint.model import Span
from planlint.patterns import has
from planlint.terms import fold, occurrences
from planlint.traces import Trace

TITLE = "已经结束的活动"

RECIPE = """\
- id: office-past-event
  title: 已结束的活动
  check: past-event
  severity: info
  basis: 本单位
  in-titles: skip
  message: {zh: "{name}已于{end}结束", en: "{name} ended on {end}"}
  rationale: 本单位每年清理一次过时的活动。
  tests:
    - pass: 组团参加杭州亚运会。
      with: {as-of: 2023-04-12}
    - pass: 弘扬北京冬奥精神，用好北京冬奥会场馆。
      with: {as-of: 2023-04-12}
    - fail: 组团参加⟦杭州亚运会⟧。
      with: {as-of: 2024-04-12}
    - fail: 做好⟦北京冬奥会⟧志愿服务。
      with: {as-of: 2023-04-12}
"""

NEEDS = ("date", "year")
REACH = 10


@options
class Options:
    """A rule of this check sets nothing."""


class Event(NamedTuple):
    """An event that does not come back: its first and last day."""

    name: str
    start: date
    end: date
    verified: bool


def table_terms(facts: Facts) -> Iterable[str]:
    """Return the names of events to look for."""
    return _events(facts)


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield events spoken of as to come though they are over; values: `name`, `end`."""
    assert context.dating is not None
    for span, event in context.once(_ahead):
        if event.end < context.dating.start:
            name = context.plan.text(span)
            yield Hit(span, {"name": name, "end": chinese_day(event.end)}, unverified=not event.verified)


def traces(context: Context) -> Iterator[Trace]:
    """Yield the years in which each event could be spoken of as to come: up to its own, and one before."""
    if context.year is not None:
        for span, event in context.once(_ahead):
            if event.verified:
                yield Trace(span, range(event.start.year - 1, event.end.year + 1), "edition", 0.5)


def _ahead(context: Context) -> list[tuple[Span, Event]]:
    """Return the events that the text takes part in or prepares for, in order."""
    events = _events(context.facts)
    cues = context.facts.table("mentions")
    text, after = context.plan.clean, tuple(cues["after"])
    found = []
    for at in occurrences(context, events.keys()):
        words = Around(context, Span(at.start, at.end))
        if (
            not text.startswith(after, at.end)
            and (has(words.before[-REACH:], cues["attend"]) or has(words.after[:REACH], cues["coming"]))
            and not words.names_before(context.year or 0)
            and not words.looks_back(cues)
            and not scope_at(context, at.start).back
        ):
            found.append((Span(at.start, at.end), events[at.word]))
    return found


@lru_cache(maxsize=4)
def _events(facts: Facts) -> Mapping[str, Event]:
    table = facts.table("events")
    out: dict[str, Event] = {}
    for record in table["records"]:
        verified = bool(record.get("verified", table.get("verified")))
        start, end = (day(required("events", record, key)) for key in ("start", "end"))
        event = Event(record["name"], start, end, verified)
        out.update((fold(word), event) for word in (record["name"], *record.get("aliases", ())))
    return out
