"""Chinese, circled and Arabic numerals to integers and back."""

from __future__ import annotations

from functools import lru_cache
from math import prod

DIGITS = {
    "〇": 0,
    "零": 0,
    "○": 0,
    "Ｏ": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
UNITS = {"十": 10, "百": 100, "千": 1000, "廿": 20, "卅": 30}
CIRCLED = {
    chr(base + i): first + i
    for base, first, count in ((0x2460, 1, 20), (0x3251, 21, 15), (0x32B1, 36, 15), (0x2776, 1, 10))
    for i in range(count)
}
CHINESE = "〇零○一二两三四五六七八九十百千廿卅"


def scale(letters: str) -> int:
    """Return what a number before these is multiplied by: 10000 for 万, 10000000 for 千万, 1 for none."""
    return prod(SCALES[letter] for letter in letters)


@lru_cache(1024)
def to_int(text: str) -> int | None:
    """Return the value of `text`: 12, １２, 十二, 二十, 廿三, 一百零三, 二〇二三 or ⑫; None when it is no numeral."""
    if text.isdecimal():
        return int(text) if len(text) < 19 else None
    if text in CIRCLED:
        return CIRCLED[text]
    if not text:
        return None
    if all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text)) if len(text) < 19 else None
    total = digit = 0
    for c in text:
        if c in UNITS:
            unit = UNITS[c]
            if unit in (20, 30):
                total += unit
            elif unit == 1000 and total >= 1000:
                return None
            else:
                total += (digit or 1) * unit
            digit = 0
        elif c in DIGITS:
            digit = DIGITS[c]
        else:
            return None
    return total + digit


def to_chinese(number: int) -> str:
    """Return 1 … 9999 as counted in Chinese: 十二, 二十, 一百零三. Other numbers are returned in digits."""
    if not 0 < number < 10_000:
        return str(number)
    out, pending_zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            out += ("零" if pending_zero and out else "") + "〇一二三四五六七八九"[digit] + name
            pending_zero = False
        elif out:
            pending_zero = True
    return out[1:] if out.startswith("一十") else out
