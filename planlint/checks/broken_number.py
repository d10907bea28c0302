"""broken-number: numbers that a conversion broke: a mark lost between two, a mark or a letter read for another.

数字残缺：转换、识别时丢了中间的符号（“20212025年”应作“2021—2025年”，“2021915日”丢了“年”“月”，“6.8%6.1%”丢了“、”），
或者认错了字（“1·8%”应作“1.8%”，“IlOO万元”应作“1100万元”，“二0一二年”应作“二〇一二年”）。数本身可能已经不对，请对照原件改。

Each form is looked for only where its sign stands; what is proposed is the writing, never another number.
"""

from __future__ import annotations

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
    - pass: 《纲要（2021—2025年）》要求增长1.8%。
    - fail: 《纲要（⟦20212025年⟧）》要求增长1.8%。
"""

POINT = pattern(r"(?<![\d·“])\d{1,4}·\d{1,2}[%％]")
YEARS = pattern(r"(?<![\d.A-Za-z])(?P<first>(?:19|20)\d\d)(?P<last>20\d\d)年")
DATE = pattern(r"(?<![\d.A-Za-z])20\d\d\d{3,4}日")
SHARES = pattern(r"(?<![\d.])\d{1,3}(?:\.\d{1,2})?%(?:-?\d{1,3}(?:\.\d{1,2})?%)+(?![\d%])")
TOUCHING = pattern(r"%\d")
LETTERS = pattern(r"(?<![0-9A-Za-z])(?=[0-9IlO]*[Il])[0-9IlO]*O[0-9IlO]*(?=[多余]?[百千万亿]{0,2}[元亩人户个名])")
ZERO = pattern(r"(?<![一二三四五六七八九十])二0[一二三四五六七八九0〇]{2}年")
READ = str.maketrans("IlO", "110")
LONGEST = 20
"""Years apart that one plan can span."""


@options
class Options:
    """Nothing to set."""


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a number; values `actual`, `expected`; variant `date` where nothing can be proposed."""
    text = context.plan.clean
    if "·" in text:
        for found in POINT.finditer(text):
            yield _hit(found.span(), found[0], found[0].replace("·", "."))
    if "%" in text:
        for found in SHARES.finditer(text):
            if TOUCHING.search(found[0]):  # 5%-6% is a range
                yield _hit(found.span(), found[0], found[0].replace("%", "%、").removesuffix("、"))
    if "O" in text:
        for found in LETTERS.finditer(text):
            yield _hit(found.span(), found[0], found[0].translate(READ))
    if "二0" in text:
        for found in ZERO.finditer(text):
            yield _hit(found.span(), found[0], found[0].replace("0", "〇"))
    for found in YEARS.finditer(text):
        if 0 < int(found["last"]) - int(found["first"]) <= LONGEST:
            yield _hit(found.span(), found[0], f"{found['first']}—{found['last']}年")
    for found in DATE.finditer(text):
        yield Hit(Span(*found.span()), {"actual": found[0], "expected": ""}, "date")


def _hit(span: tuple[int, int], actual: str, expected: str) -> Hit:
    return Hit(Span(*span), {"actual": actual, "expected": expected}, suggestion=expected)
