"""How a day, a month or a year is written, and which days that is.

Every one of them is a window, the first day and the last: `2023` is 1 January to 31 December.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from planlint.model import PlanlintError
from planlint.numerals import to_int
from planlint.patterns import pattern

YEAR = r"(?P<year>(?:19|20)\d\d|[一二][〇○O零九][〇○O零一二三四五六七八九]{2})"
_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_MONTH = rf"{YEAR}\s?年(?:\s?(?P<month>{_N})\s?月(?:\s?(?P<day>{_N})\s?日)?)"
MONTH = pattern(_MONTH)
DAY = pattern(rf"{_MONTH}?")
ISO = pattern(r"(?P<year>(?:19|20)\d\d)(?:[-./](?P<month>\d{1,2})(?:[-./](?P<day>\d{1,2}))?)?$")


def window(year: int, month: int | None = None, day: int | None = None) -> tuple[date, date] | None:
    """Return the first and last day of a day, month or year; None when there is no such day."""
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None


def parse_date(text: str) -> tuple[date, date] | None:
    """Return the window of `2023-04-12`, `2023-04`, `2023`, `2023年4月12日` or `二〇二三年四月`; None for all else."""
    text = text.strip().replace("号", "日")
    found = ISO.match(text) or DAY.fullmatch(text)
    return matched(found) if found else None


def check_date(text: str, where: str) -> None:
    """Raise PlanlintError for what `parse_date` cannot read; `where` is what it was given as."""
    if parse_date(text) is None:
        raise PlanlintError(
            "bad-date",
            f"{where} 的日期“{text}”看不懂；应写作 2027-01-08、2027-01 或 2027",
            f"{where}: “{text}” is no date; write 2027-01-08, 2027-01 or 2027",
        )


def matched(found: re.Match[str]) -> tuple[date, date] | None:
    """Return the window of what MONTH, DAY or ISO matched; None when there is no such day."""
    groups = found.groupdict()
    year = year_number(groups["year"])
    month, day = (to_int(groups[name]) if groups.get(name) else None for name in ("month", "day"))
    return window(year, month, day) if year else None


def year_number(year: str) -> int | None:
    """Return the year that YEAR matched, in digits or written out (二〇二三, 二○二三, 二零二三)."""
    return to_int(year.replace("○", "〇").replace("O", "〇").replace("零", "〇"))
