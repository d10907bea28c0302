"""number-unit: numbers with a unit left out, or written half in digits and half in characters.

数字与单位，由 find 选择查什么：

- range：范围的前一个数漏了百分号、万、亿：“15—20%”应作“15%—20%”；“3—5万”可能是三个到五万个。
- approximate：“几”与阿拉伯数字连用：“10几”“几10”应作“十几”“几十”。
- share：不会超过 100% 的率（shares 里写的）写成了 110%。
- bare：“同比增长7.2，”后面没有单位；“收入6786万，”后面缺“元”。
- hedged：“近800余人”，“近”和“余”说的不是一回事，只能用一个。
- twice：单位写了两遍，后面就是标点：“200场场，”。
- mixed：一个数里数字和汉字混用：“3千5百”应作“3500”。“4.5万”“3000万”是对的。

GB/T 15835-2011, 5.1 and 5.2; numbers are never changed, only a writing is proposed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from planlint.checks import option, options
from planlint.context import Context
from planlint.figures import figures
from planlint.findings import Hit
from planlint.model import Span
from planlint.numerals import SCALES, scale, to_chinese
from planlint.patterns import offsets, pattern
from planlint.terms import found as words_found

TITLE = "数字与单位"
OUTSIDE = True

RECIPE = """\
- id: office-number-unit
  title: 百分数范围漏百分号
  check: number-unit
  options: {find: [range]}
  severity: warning
  basis: 国家标准
  message: {zh: "“{actual}”应作“{expected}”", en: "write {expected} for {actual}"}
  tests:
    - pass: 提高15%—20%。
    - fail: 提高⟦15—20%⟧。
"""

_CONNECTORS = "—–-－～~至"
_HIGH = pattern(r"(?P<high>\d{1,9}(?:\.\d{1,4})?)(?P<unit>[%％‰万亿])(?!分)")
_LOW = pattern(r"(?<![\dA-Za-z.%％—–\-/])\d{1,9}(?:\.\d{1,4})?\Z")
_FEW = pattern(r"几(?:(?P<tens>10+)(?=[\u4e00-\u9fff])|(?<=\d0几)(?![何内乎率点时]))")
_TENS = pattern(r"(?<![\d.])[1-9]0\Z")
_MIXED = pattern(r"\d{1,4}(?:亿\d{1,4}千万|[万亿]\d{1,2}[千百]|千\d{1,2}百)(?:\d{1,2}[百十])?")
_COUNT = pattern(r"(?<![\d.])\d{1,4}\Z")
_PART = pattern(r"(\d+)(亿|千万|万|千|百|十)")

_LINK = pattern(
    r"(?:[要应均须]|全部|力争|确保|达到|达|为|到|至|超过|高于|不低于|不少于|不小于|提高到|提升到|提高至|提升至|保持在|稳定在|约){0,4}\Z"
)
_HEDGED = pattern(r"(?P<word>(?<![附最临靠邻就相])近|(?<!节)约|大约|将近|接近|超过|逾|突破) ?\d[\d.]*[百千万亿]{0,2}$")
_MONEY = pattern(
    r"(?:[约达共为超近逾额]|达到|完成|超过|突破|实现|累计|总额|规模){0,3}(\d{1,9}(?:\.\d{1,4})?(?:万亿|[万亿]))(?=[，。；）\n])"
)
_BARE = pattern(r"(\d{1,9}(?:\.\d{1,4})?)(?=[。；]|，(?!\d{3}))")
_MARKS = ("，", "。", "；", "、", "）")
_REACH = 20
_WHOLE = 100

Find = Literal["range", "approximate", "mixed", "share", "bare", "twice", "hedged"]


@options
class Options:
    """What a rule of this check may set."""

    find: tuple[Find, ...] = option(("range", "approximate", "mixed"), "查什么", "what to look for")
    shares: tuple[str, ...] = option(
        (), "find: share 时，哪些率不会超过 100%", "for find: share, what is never over 100%"
    )
    growth: tuple[str, ...] = option(
        (), "find: bare 时，哪些词后面的数要有单位", "for find: bare, behind which words a number needs its unit"
    )
    money: tuple[str, ...] = option(
        (), "find: bare 时，哪些词后面的几万、几亿要有“元”", "for find: bare, behind which words 万 and 亿 need 元"
    )
    spared: tuple[str, ...] = option((), "find: share 时，可以超过 100% 的率", "for find: share, what may be")


def terms(options: Options) -> Iterable[str]:
    """Return the words behind which a number needs its unit."""
    return (*options.growth, *options.money) if "bare" in options.find else ()


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a number; values: `actual`, `expected`; variants: approximate, mixed. 万 and 亿 are weak."""
    text = context.plan.clean
    if "range" in options.find:
        yield from _ranges(text)
    if "approximate" in options.find and "几" in text:
        yield from _few(text)
    if "mixed" in options.find:
        yield from _mixed(text)
    if "share" in options.find:
        yield from _shares(context, options)
    if "twice" in options.find:
        yield from _twice(context, text)
    if "hedged" in options.find:
        yield from _hedged(text)
    if "bare" in options.find:
        yield from _bare(context, text, options)


def _between_digits(text: str, marks: str) -> list[int]:
    """Return where one of `marks` stands between two digits."""
    return [at for at in offsets(text, marks, 1) if text[at - 1].isdecimal() and text[at + 1 : at + 2].isdecimal()]


def _ranges(text: str) -> Iterator[Hit]:
    for at in _between_digits(text, _CONNECTORS):
        high = _HIGH.match(text, at + 1)
        low = _LOW.search(text[max(0, at - 15) : at]) if high else None
        if high is None or low is None or float(low[0]) >= float(high["high"]) or _is_years(low[0], high["high"]):
            continue
        unit = high["unit"]
        expected = f"{low[0]}{unit}{text[at : high.end()]}"
        yield _hit(text, at - len(low[0]), high.end(), expected, weak=unit in "万亿")


def _shares(context: Context, options: Options) -> Iterator[Hit]:
    text = context.plan.clean
    for figure in figures(context):
        if figure.unit == "%" and figure.value > _WHOLE:
            before = text[max(0, figure.span.start - _REACH) : figure.span.start]
            if link := _LINK.search(before):
                name = before[: link.start()].rstrip()
                if name.endswith(options.shares) and not name.endswith(options.spared):
                    share = next(word for word in options.shares if name.endswith(word))
                    yield Hit(figure.span, {"actual": text[slice(*figure.span)], "expected": share}, "share")


def _twice(context: Context, text: str) -> Iterator[Hit]:
    for figure in figures(context):
        end = figure.span.end
        if text[end - 1 : end] == text[end : end + 1] != "%" and text[end + 1 : end + 2] in _MARKS:
            span = Span(figure.span.start, end + 1)
            yield _hit(text, *span, text[slice(*figure.span)], "twice")


def _bare(context: Context, text: str, options: Options) -> Iterator[Hit]:
    everywhere = words_found(context)
    for words, form, variant in ((options.growth, _BARE, "bare"), (options.money, _MONEY, "money")):
        for word in words:
            for at in everywhere.get(word, ()):
                if bare := form.match(text, at + len(word)):
                    yield Hit(Span(*bare.span(1)), {"actual": bare[1], "expected": word}, variant)


def _mixed(text: str) -> Iterator[Hit]:
    end = 0
    for at in _between_digits(text, "亿万千"):
        count = _COUNT.search(text[max(0, at - 6) : at])
        found = _MIXED.match(text, at - len(count[0])) if count and at >= end else None
        if found:
            end = found.end()
            yield _hit(text, *found.span(), _in_digits(found[0]), "mixed")


def _is_years(low: str, high: str) -> bool:
    return len(low) == len(high) == 4 and low[:2] in ("19", "20") and high[:2] in ("19", "20")


def _hedged(text: str) -> Iterator[Hit]:
    for at in offsets(text, "余", 1):
        if found := _HEDGED.search(text[max(0, at - 14) : at]):
            start = at - len(found[0])
            expected = f"{found[0]}”或者“{text[start + len(found['word']) : at + 1]}"
            yield _hit(text, start, at + 1, expected, "hedged")


def _few(text: str) -> Iterator[Hit]:
    for found in _FEW.finditer(text):
        at = found.start()
        if found["tens"]:
            if len(found["tens"]) <= 4:
                yield _hit(
                    text, at, found.end(), "几" + to_chinese(int(found["tens"])).removeprefix("一"), "approximate"
                )
        elif tens := _TENS.search(text[max(0, at - 4) : at]):
            yield _hit(text, at - 2, at + 1, to_chinese(int(tens[0])) + "几", "approximate")


def _in_digits(number: str) -> str:
    value = sum(int(digits) * scale(unit) for digits, unit in _PART.findall(number))
    letter = next((letter for letter in "亿万" if value >= SCALES[letter]), "")
    return f"{value / SCALES[letter]:.12g}{letter}" if letter else str(value)


def _hit(text: str, start: int, end: int, expected: str, variant: str | None = None, *, weak: bool = False) -> Hit:
    values = {"actual": text[start:end], "expected": expected}
    return Hit(Span(start, end), values, variant, suggestion=expected, weak=weak)
