"""Dates and months in a text, one scan for all checks: 2027年1月8日, 3月底, 6月28日至30日."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from planlint.checks._years import behind_label
from planlint.context import Context
from planlint.dates import window
from planlint.model import Span
from planlint.patterns import offsets, pattern

_HEAD = pattern(r"(?:(?<!\d)((?:19|20)\d\d)\s?年\s?)?(?<!\d)(\d{1,2})\s?$")
_TAIL = pattern(r"\s?(?:(\d{1,2})\s?(?:日?\s?[—–－\-~～至到]{1,2}\s?(\d{1,2})\s?)?日|(底|末|初|[上中下]旬|份))")
_BACK = 14
_BEFORE = ("之前", "以前", "前")
_HOUR = pattern(
    r"(?:\s?[（(](?:周|星期)[一二三四五六日天][）)])?(?:\s?(?:[上中下]午|晚上?)?\s?\d{1,2}(?:[:：]\d\d|[点时]))?"
)


class Month(NamedTuple):
    """A month as written; `year`, `day`, the `last` day of a span of days and the `part` of the month may lack."""

    span: Span
    year: int | None
    month: int
    day: int | None
    last: int | None
    part: str

    def ends(self, year: int) -> date | None:
        """Return the last day meant, in `year` where none is written; None when there is no such day."""
        if self.last or self.day:
            days = window(self.year or year, self.month, self.last or self.day)
            return days[1] if days else None
        days = window(self.year or year, self.month)
        tenth = {"初": 10, "上旬": 10, "中旬": 20}.get(self.part)
        return days and (days[1].replace(day=tenth) if tenth else days[1])


def months(context: Context) -> list[Month]:
    """Return the months in the clean text of a document that are written in digits, in order."""
    return context.once(_scan)


def before(text: str, end: int) -> int:
    """Return where 前, 之前 or 以前 ends behind the date that ends at `end`, `end` itself when none stands there.

    The weekday and the hour may stand between: 1月14日（周五）前, 3月20日17:00前.
    """
    hour = _HOUR.match(text, end) if text[end : end + 1] in "（(上中下晚 0123456789" else None
    start = hour.end() if hour else end
    word = next((word for word in _BEFORE if text.startswith(word, start)), "")
    return start + len(word) if word else end


def _scan(context: Context) -> list[Month]:
    text, found = context.plan.clean, []
    for at in offsets(text, "月", 1):
        if text[at - 1 : at].isdecimal() or text[at - 2 : at - 1].isdecimal():
            before = text[max(0, at - _BACK) : at]
            head = _HEAD.search(before)
            start = at - len(before) + head.start() if head else 0
            if head and (text[start - 1 : start] != "." or behind_label(text, start)):
                tail = _TAIL.match(text, at + 1)
                day, last, part = tail.groups() if tail else (None, None, None)
                span = Span(start, tail.end() if tail else at + 1)
                year = int(head[1]) if head[1] else None
                found.append(Month(span, year, int(head[2]), _number(day), _number(last), part or ""))
    return found


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None
