"""punctuation: marks that are written with the wrong character, or too often.

标点写法，由 find 选择查什么：

- halfwidth：汉字之间、行末汉字后面的半角标点 , ; : ? ! （行末还有 .）和括号 ( )、引号 " "。时间 10:30、比例 1:1、英文、
  网址里的不报；括号、引号总是成对改。整篇都用半角、一个全角都没有的，多半是转换所致，只作提示。
- month-day-dot：引号里用月日简称的事件，“12.4”应作“12·4”。月、日要可能，后面要有事件（events），不是“1.5米线”。
- dash：破折号占两个字，”—X 只写了一个；别的行以——开头，这一行只有—。
  连接号（3—5个、2021—2023年、北京—上海）是对的，不报；写成汉字“一”的报（range：5月30日一6月4日）。
- repeated：叠用的标点（。。、，，，还有、，和，。），省略号又加“等”（……等）。
- fullwidth：通篇是半角数字，只有一两处是全角的“２０”。

GB/T 15834-2011: 4.10 (dash), 4.11 (ellipsis), 4.14.3.5 (month and day), 5 (width of marks).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from planlint.checks import option, options
from planlint.context import Context
from planlint.findings import Edit, Fix, Hit, Related
from planlint.model import Span
from planlint.patterns import offsets, pattern
from planlint.terms import found as words

TITLE = "标点写法"
OUTSIDE = True

RECIPE = """\
- id: office-month-day-dot
  title: 月日之间用间隔号
  check: punctuation
  options: {find: month-day-dot, events: [讲堂]}
  severity: warning
  basis: 国家标准
  message: {zh: "“{actual}”应作“{expected}”", en: "write {expected} for {actual}"}
  tests:
    - pass: 举办“10·10”讲堂。
    - fail: 举办“⟦10.10⟧”讲堂。
"""

_HAN = "\u4e00-\u9fff"
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。", "(": "（", ")": "）"}
_HALVES = (",", ";", ":", "?", "!", ".\n", ". ")
_HALF = pattern(
    rf"[,;:?!](?<=[{_HAN}”’》）】〕].)(?=\n? *[{_HAN}“‘《（【]| *(?:\n|\Z))"
    rf"|\.(?<=[{_HAN}”’》）】〕]\.)(?<![一二三四五六七八九十]\.)(?=\n| +[{_HAN}])"
)
"""Between Chinese, or at the end of a line behind it; 一. is a label."""
_NESTED = pattern(rf"(《[^《》<>\n]{{0,80}})<(?=[{_HAN}])[^《》<>\n]{{2,80}}>")
"""A title in a title: 《关于转发<…>的通知》."""
_ANY_HAN = pattern(rf"[{_HAN}]")
_MONTH_DAY = pattern(r"\.(?:(?<=[“‘]\d\.)|(?<=[“‘]\d\d\.))(?P<day>[12]\d|3[01]|0?[1-9])(?![\d.．%％‰])")
_CLAUSE_END = pattern(r"[，。；：\n]")
_DASH = pattern(rf"—(?<=[”’》]—)(?!—)(?=[{_HAN}])")
_LINE_DASH = pattern(rf"\n[ \u3000]*(—)(?=[{_HAN}])")
_ONE = pattern(r"一(?<=[日月年]一)(?=\d{1,4}[年月日])")
_ONES = ("日一", "月一", "年一")
_STRONGER = "。；，"
_PAIRS = ("、，", "，、", "，。", "。，", "、。", "；。", "。；", "，；", "；，", "：，")
"""Of two marks left side by side the stronger stays."""
_DOUBLED = ("…等", "等…", "。。", "，，", "、、", "；；", "：：", "%%", "％％")
_REPEATED = pattern(
    r"。{2,}|，{2,}|、{2,}|；{2,}|：{2,}|(?<=\d)[%％]{2}(?![0-9A-Za-z])|…{2,}等(?![待到级于同候额值价式])|等(?:等)?…{2,}"
)
_WIDE = "０１２３４５６７８９"
_FEW_WIDE = 6
_MANY = 30
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_REACH = 24
_LONGEST = 600


@options
class Options:
    """What a rule of this check may set."""

    find: Literal["halfwidth", "month-day-dot", "dash", "repeated", "fullwidth"] = option(
        "halfwidth", "查什么", "what to look for"
    )
    events: tuple[str, ...] = option((), "月日后面表示事件的词", "words for an event that follow a month and day")
    measures: tuple[str, ...] = option(
        (), "数字后面的量词：前面是数量，不是月日", "measures after a number that is no day"
    )


def terms(options: Options) -> Iterable[str]:
    """Return what tells that there may be something to find."""
    return {"repeated": (*_PAIRS, *_DOUBLED), "dash": _ONES}.get(options.find, ())


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a place; values: `actual`, `expected`. A pair of brackets is one hit, its mate related."""
    text = context.plan.clean
    if options.find == "halfwidth":
        yield from _halfwidth(context, text)
    elif options.find == "month-day-dot":
        yield from _month_days(text, options.events, options.measures)
    elif options.find == "fullwidth":
        yield from _fullwidth(context)
    elif options.find == "dash":
        for found in _DASH.finditer(text) if "—" in text else ():
            yield _hit(text, Span(*found.span()), "——", safe=False)
        for found in _LINE_DASH.finditer(text) if "\n——" in text else ():
            yield _hit(text, Span(*found.span(1)), "——", safe=False)
        for found in _ONE.finditer(text) if not words(context).keys().isdisjoint(_ONES) else ():
            yield _hit(text, Span(*found.span()), "—", safe=False, variant="range")
    else:
        yield from _repeated(text, words(context))


def _repeated(text: str, found_words: Mapping[str, Sequence[int]]) -> Iterator[Hit]:
    for at in sorted(at for pair in found_words.keys() & _PAIRS for at in found_words[pair]):
        expected = next(mark for mark in _STRONGER if mark in text[at : at + 2])
        yield _hit(text, Span(at, at + 2), expected, safe=False)
    if not found_words.keys().isdisjoint(_DOUBLED):
        for found in _REPEATED.finditer(text):
            actual = found[0]
            expected = actual.strip("…") if "等" in actual else actual[0]
            yield _hit(text, Span(*found.span()), expected, safe=False, variant="ellipsis" if "等" in actual else None)


def _hit(
    text: str, span: Span, expected: str, *, safe: bool = True, weak: bool = False, variant: str | None = None
) -> Hit:
    values = {"actual": text[span.start : span.end], "expected": expected}
    return Hit(span, values, variant, suggestion=expected, fix=Fix((Edit(span, expected),), safe), weak=weak)


def _halfwidth(context: Context, text: str) -> Iterator[Hit]:
    usual = {half: full not in text for half, full in _FULL.items()}
    if any(half in text for half in _HALVES):
        for found in _HALF.finditer(text):
            yield _hit(text, Span(*found.span()), _FULL[found[0]], weak=usual[found[0]])
    for start, end in context.plan.masks.narrow:
        if (text[start], text[end - 1]) == ("(", ")") and _is_chinese(text, start, end):
            first, last = Span(start, start + 1), Span(end - 1, end)
            fix = Fix((Edit(first, "（"), Edit(last, "）")))
            values = {"actual": "()", "expected": "（）"}
            yield Hit(first, values, None, (Related(last),), "（", fix, weak=usual["("])
    if "<" in text and "《" in text:
        for found in _NESTED.finditer(text):
            first, last = Span(found.end(1), found.end(1) + 1), Span(found.end() - 1, found.end())
            fix = Fix((Edit(first, "〈"), Edit(last, "〉")))
            yield Hit(
                first, {"actual": "<>", "expected": "〈〉"}, None, (Related(last),), "〈", fix, weak="〈" not in text
            )
    if '"' in text and "“" in text:
        yield from _straight(text)


def _fullwidth(context: Context) -> Iterator[Hit]:
    """Yield the few full-width numbers of a text whose numbers are half-width otherwise."""
    text = context.document.text
    found = offsets(text, _WIDE)
    if not 0 < len(found) <= _FEW_WIDE or sum(map(text.count, "0123456789")) < _MANY:
        return
    for at in found:
        if text[at - 1 : at] not in _WIDE or not at:
            end = at + 1
            while text[end : end + 1] in _WIDE and end < len(text):
                end += 1
            yield _hit(text, Span(at, end), context.plan.clean[at:end])


def _straight(text: str) -> Iterator[Hit]:
    """Yield the pairs of straight quotation marks around Chinese or figures, in lines that hold no half of a pair."""
    at = text.find('"')
    while at >= 0:
        end = text.find("\n", at)
        end = end if end >= 0 else len(text)
        marks = offsets(text, '"', at, end)
        for start, stop in zip(marks[::2], marks[1::2], strict=True) if len(marks) % 2 == 0 else ():
            inner = text[start + 1 : stop]
            inches = text[start - 1 : start].isdecimal()
            if not inches and (_ANY_HAN.search(inner) or inner.isdecimal()):
                first, last = Span(start, start + 1), Span(stop, stop + 1)
                fix = Fix((Edit(first, "“"), Edit(last, "”")))
                yield Hit(first, {"actual": '""', "expected": "“”"}, None, (Related(last),), "“", fix)
        at = text.find('"', end)


def _is_chinese(text: str, start: int, end: int) -> bool:
    """Say whether a pair of brackets stands after Chinese (not as a label) and holds Chinese."""
    before = text[start - 1 : start]
    if not (before and (_ANY_HAN.match(before) or before in "”’》）〕")) or end - start > _LONGEST:
        return False
    return _ANY_HAN.search(text, start, end) is not None


def _month_days(text: str, events: tuple[str, ...], measures: tuple[str, ...]) -> Iterator[Hit]:
    for found in _MONTH_DAY.finditer(text):
        start = found.start() - (1 if text[found.start() - 2] in "“‘" else 2)
        month = int(text[start : found.start()])
        if not 1 <= month <= 12 or int(found["day"]) > _DAYS[month - 1]:
            continue
        following = _CLAUSE_END.split(text[found.end() : found.end() + _REACH], maxsplit=1)[0]
        closed = following.lstrip("”’")
        if any(event in closed for event in events) and not closed.startswith(measures):
            span = Span(start, found.end())
            yield _hit(text, span, f"{text[start : found.start()]}·{found['day']}")
