"""broken-number: numbers that a conversion broke: a mark lost between two, a mark or a letter read for another.

数字残缺：转换、识别时丢了中间的符号（“20222026年”应作“2022—2026年”，“2024618日”丢了“年”“月”，“5.3%4.9%”丢了“、”），
或者认错了字（“2·7%”应作“2.7%”，“lOO万元”应作“100万元”，“二0一五年”应作“二〇一五年”）。数本身可能已经不对，请对照原件改。

Each form is looked for only where its sign stands; what is proposed is the writing, never another number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from planlint.checks import options
from planlint.context import Context
from planlint.findings import Hit
from planlint.model import Span
from planlint.patterns import pattern

TITLE = "数字残缺"

RECIPE = """\
- id: office-broken-number
  title: 数字残缺（本单位）
  check: broken-number
  severity: warning
  basis: 惯例
  message: {zh: "“{actual}”应作“{expected}”", en: "write {expected} for {actual}"}
  variants:
    date: {zh: "“{actual}”丢了“年”“月”", en: "{actual} has lost 年 and 月"}
  tests:
    - pass: 《纲要（2022—2026年）》要求增长2.7%。
    - fail: 《纲要（⟦20222026年⟧）》要求增长2.7%。
"""

SIGNS = {
    "point": pattern(r"·\d{1,2}[%％]"),
    "years": pattern(r"20\d\d20\d\d年"),
    "date": pattern(r"20\d\d\d{3,4}日"),
    "shares": pattern(r"%\d"),
    "letters": pattern("O[0-9IlO]{0,9}[多余百千万亿元亩人户个名]"),
    "zero": pattern("二0[一二三四五六七八九0〇]{2}年"),
}
"""What each form has in it: it begins with a character of its own, which is soon found."""
FORMS = {
    "point": pattern(r"(?<![\d·“])\d{1,4}·\d{1,2}[%％]"),
    "years": pattern(r"(?<![\d.A-Za-z])(?P<first>20\d\d)(?P<last>20\d\d)年"),
    "date": pattern(r"(?<![\d.A-Za-z])20\d\d\d{3,4}日"),
    "shares": pattern(r"(?<![\d.])\d{1,3}(?:\.\d{1,2})?%(?:-?\d{1,3}(?:\.\d{1,2})?%){1,20}"),
    "letters": pattern(
        r"(?<![0-9A-Za-z])(?=[0-9IlO]{0,9}[Il])[0-9IlO]{0,9}O[0-9IlO]{0,9}(?=[多余]?[百千万亿]{0,2}[元亩人户个名])"
    ),
    "zero": pattern(r"(?<![一二三四五六七八九十])二0[一二三四五六七八九0〇]{2}年"),
}
READ = str.maketrans("IlO", "110")
LONGEST = 20
"""Years apart that one plan can span."""


@options
class Options:
    """Nothing to set."""


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a number; values `actual`, `expected`; variant `date` where nothing can be proposed."""
    text = context.plan.clean
    for form, sign in SIGNS.items():
        for found in FORMS[form].finditer(text) if sign.search(text) else ():
            expected = _written(form, found)
            variant = form if form == "date" else None
            if expected is not None:
                yield Hit(
                    Span(*found.span()),
                    {"actual": found[0], "expected": expected},
                    variant,
                    suggestion=expected or None,
                )


def _written(form: str, found: re.Match[str]) -> str | None:
    """Return how a number should be written, empty where that is lost; None when it is none of these."""
    words = found[0]
    match form:
        case "years":
            years = int(found["last"]) - int(found["first"])
            return f"{found['first']}—{found['last']}年" if 0 < years <= LONGEST else None
        case "shares":
            return words.replace("%", "%、").removesuffix("、") if SIGNS["shares"].search(words) else None  # 5%-6%
        case "date":
            return ""
    return {"point": words.replace("·", "."), "letters": words.translate(READ), "zero": words.replace("0", "〇")}[form]
