"""How Word writes a number (ISO/IEC 29500-1, 17.18.59 ST_NumberFormat), as far as Chinese documents use it."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def _counting(digits: str, units: str = "十百千万", *, ten: bool = False) -> Callable[[int], str]:
    """Return a function that writes 1–99,999 as spoken; 10–19 begin with the ten's digit only when `ten`."""

    def write(number: int) -> str:
        if not 0 < number < 100_000:
            return digits[0] if number == 0 else str(number)
        out, zero = "", False
        for power in (4, 3, 2, 1, 0):
            digit = number // 10**power % 10
            if digit:
                out += digits[0] * (zero and bool(out)) + digits[digit] + (units[power - 1] if power else "")
            zero = not digit
        return out if ten or not 9 < number < 20 else out[len(digits[1]) :]

    return write


def _positional(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(digit)] for digit in str(number))


def _series(first: str | int, last: int) -> Callable[[int], str]:
    """Return a function that writes 1 … `last` as consecutive characters, further ones as plain digits."""
    start = ord(first) if isinstance(first, str) else first
    return lambda number: chr(start + number - 1) if 0 < number <= last else str(number)


def _circled(number: int) -> str:
    for first, last, base in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(base + number - first)
    return "⓪" if number == 0 else str(number)


def _among(characters: str) -> Callable[[int], str]:
    return lambda number: characters[(number - 1) % len(characters)] if number > 0 else str(number)


def _letters(first: str) -> Callable[[int], str]:
    """After z come aa, bb, …: the letter is doubled, as Word does."""
    return lambda n: chr(ord(first) + (n - 1) % 26) * min((n - 1) // 26 + 1, 30) if n > 0 else str(n)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    out = ""
    for worth, sign in _ROMAN:
        count, number = divmod(number, worth)
        out += sign * count
    return out


def _ordinal(number: int) -> str:
    ends = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ends.get(number % 10, 'th')}"


_CHINESE = _counting("〇一二三四五六七八九")
_THOUSAND = _counting("零一二三四五六七八九")
_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalHalfWidth": str,
    "decimalFullWidth": _positional("０１２３４５６７８９"),
    "decimalFullWidth2": _positional("０１２３４５６７８９"),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _series("⒈", 20),
    "decimalEnclosedParen": _series("⑴", 20),
    "numberInDash": lambda number: f"- {number} -",
    "ordinal": _ordinal,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": _letters("A"),
    "lowerLetter": _letters("a"),
    "chineseCounting": _CHINESE,
    "chineseCountingThousand": _THOUSAND,
    "chineseLegalSimplified": _counting("零壹贰叁肆伍陆柒捌玖", "拾佰仟萬", ten=True),
    "ideographDigital": _positional(_DIGITS),
    "ideographTraditional": _among(_STEMS),
    "ideographZodiac": _among(_BRANCHES),
    "ideographEnclosedCircle": _series("㊀", 10),
    "ideographLegalTraditional": _counting("零壹貳參肆伍陸柒捌玖", "拾佰仟萬", ten=True),
    "japaneseCounting": _counting("〇一二三四五六七八九"),
    "japaneseDigitalTenThousand": _positional(_DIGITS),
    "japaneseLegal": _counting("零壱弐参四伍六七八九", "拾百阡萬", ten=True),
    "taiwaneseCounting": _counting("〇一二三四五六七八九"),
    "taiwaneseCountingThousand": _counting("零一二三四五六七八九"),
    "taiwaneseDigital": _positional("○一二三四五六七八九"),
    "none": lambda number: "",
}


def written(number: int, form: str) -> str:
    """Return `number` as the format `form` writes it; in plain digits where the format is not known."""
    return _FORMATS.get(form, str)(number)


_DINGBATS = {
    "symbol": {0xB7: "•", 0xA8: "♦", 0xA7: "♣", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xA3: "≤", 0xB3: "≥", 0xB9: "≠"},
    "wingdings": {
        0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x6A: "▪", 0x9F: "•",
        0xA1: "○", 0xA4: "◉", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xB2: "☆", 0xB6: "☆", 0xD8: "➢", 0xE0: "→", 0xE8: "➔",
        0xF0: "⇨", 0xFC: "✔", 0xFB: "✖", 0xFD: "☒", 0xFE: "☑",
    },
    "wingdings 2": {0x50: "✓", 0x4F: "✗", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x2A: "□", 0x98: "●"},
    "wingdings 3": {0x7D: "▶", 0x84: "◀", 0xC6: "▷"},
}  # fmt: skip
STAND_IN = "□"
"""What stands for a symbol that no character is known for."""


def symbol(code: int, font: str) -> str:
    """Return the character that a code in a symbol font looks like. Such codes are written with or without 0xF000."""
    if 0xF000 <= code <= 0xF0FF or font.lower() in _DINGBATS:
        return _DINGBATS.get(font.lower(), {}).get(code & 0xFF, STAND_IN)
    if 0xE000 <= code <= 0xF8FF or code < 0x20 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return STAND_IN
    return chr(code)


def bullet(text: str, font: str) -> str:
    """Return a bullet as it looks: a private character of a symbol font becomes the one it stands for, else •."""
    looks = "".join(
        symbol(ord(c), font) if 0xE000 <= ord(c) <= 0xF8FF or font.lower() in _DINGBATS else c for c in text
    )
    return looks.replace(STAND_IN, "•") if font.lower() not in _DINGBATS else looks
