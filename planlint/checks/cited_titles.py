"""cited-titles: one document, one title and one number, wherever it is cited.

文件标题前后一致：同一份文件在书名号里的标题，前后只差一两个字，是引错了一处，少的从多的，次数相同请核实；同一个文号跟着两个
标题（number），同一个标题跟着两个文号（two-numbers），也是一处有误。正文里的标题和本文自己的标题一起比。空格、引号、顿号、
“关于”“中华人民共和国”和末尾的（试行）（2021—2025年）不计较；《甲的通知》和其中所印发的《甲》、以下简称、短标题，以及
只差“第一、第二”“小学、中学”“实施、试点”等字的（事实表 names 的 distinct），或者一份是甲市的、一份是乙市的，是两份文件，
不报。所印发的文件在通知的标题、开头和它自己上面的标题应当一字不差（issued），这时差一个词（实施方案、工作方案）也报。

Only changes in one place of a title are looked at, of one character in eight and of two in fourteen; titles are brought
together by their first or last characters.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field

from planlint.checks import option, options
from planlint.checks._issued import issued
from planlint.checks._near import difference, distinct, is_slip, near_pairs
from planlint.checks._titled import STATE, core
from planlint.checks._words import demand
from planlint.context import Context
from planlint.facts.places import DIVISIONS
from planlint.findings import Hit, Related
from planlint.model import Span
from planlint.patterns import pattern

TITLE = "文件标题前后一致"

RECIPE = """\
- id: office-cited-titles
  title: 所引标题前后一致
  check: cited-titles
  severity: warning
  severity-weak: info
  basis: 本单位
  message: {zh: "另一处写作《{other}》", en: "elsewhere {other}"}
  variants:
    issued: {zh: "所印发文件的标题另一处写作《{other}》", en: "what is issued is called {other} elsewhere"}
    number: {zh: "{number}另一处是《{other}》", en: "{number} is {other} elsewhere"}
    two-numbers: {zh: "《{title}》另一处是{other}", en: "{other} elsewhere"}
  rationale: 同一份文件只有一个标题、一个文号。
  tests:
    - pass: 落实《甲区中小学食堂管理办法》，修订《甲区中小学食堂管理实施办法》。
    - fail: 落实《甲区中小学食堂管理办法》，执行《⟦甲区中小学食常管理办法⟧》。
"""

_NUMBER = pattern(r"[（(]\s*(?P<number>[^（）()\n，,、；;。]{1,16}[〔［\[【（(]\d{4}[〕］\]】）)]\s*第?\s*\d+\s*号)")
_PLAIN = str.maketrans("()", "（）", "〈〉<>《》")
_BRACKETS = str.maketrans("［[【（(］]】）)", "〔〔〔〔〔〕〕〕〕〕", " \n")
_LONGEST = 100
SHORTEST = 6  # characters of a title that no two documents share by chance


@options
class Options:
    """From which length on titles that differ a little are one title."""

    one: int = option(8, "标题至少多少字，差一个字才算同一份文件", "characters of a title that may differ in one")
    two: int = option(14, "标题至少多少字，差两个字才算同一份文件", "characters of a title that may differ in two")

    def __post_init__(self) -> None:
        demand(4 < self.one <= self.two, "“one”大于 4，“two”不小于“one”", "one must be over 4, two not under one")


@dataclass(slots=True)
class _Cited:
    """A title as cited: where, and with which document numbers, each at its first place."""

    words: str
    places: list[Span] = field(default_factory=list)
    numbers: dict[str, Span] = field(default_factory=dict)


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a place that differs; values: `title` and `other` (titles or numbers), `number`, `times`."""
    text, told = context.plan.text, set[Span]()
    for wrong in issued(context):
        told |= {wrong.span, wrong.usual}
        suggestion = text(wrong.usual) if wrong.sure else None
        named = {"title": text(wrong.span), "other": text(wrong.usual)}
        yield Hit(wrong.span, named, "issued", (Related(wrong.usual),), suggestion)
    cited = _read(context)
    if len(cited) < 2 and not any(len(one.numbers) > 1 for one in cited.values()):
        return
    said: set[frozenset[str]] = set()
    apart = distinct(context.facts)
    for earlier, key in near_pairs(key for key in cited if len(key) >= options.one - 1):
        if not is_slip(earlier, key, 2 if len(key) >= options.two else 1, apart) or _of_two_places(earlier, key):
            continue
        one, other = cited[earlier], cited[key]
        odd, usual = (one, other) if len(one.places) < len(other.places) else (other, one)
        said.add(frozenset((odd.words, usual.words)))
        values = {"title": odd.words, "other": usual.words, "times": len(usual.places)}
        clear = len(usual.places) > len(odd.places)
        for place in odd.places if told.isdisjoint(odd.places) else ():
            suggestion = usual.words if clear else None
            yield Hit(place, values, None, (Related(usual.places[0]),), suggestion, weak=not clear)
    yield from _numbered(cited, said)


def _of_two_places(one: str, other: str) -> bool:
    """Tell whether two titles begin with the names of two places: 滨江市…规定 and 临河市…规定."""
    names = difference(one, other)
    return all(
        len(name) > 1 and title.startswith(name) and title.startswith(DIVISIONS, len(name))
        for name, title in zip(names, (one, other), strict=True)
    )


def _read(context: Context) -> dict[str, _Cited]:
    """Return the titles in 《》, and those of the document's parts, by what tells one from another."""
    text = context.plan.clean
    found: dict[str, _Cited] = {}
    spans = [Span(mask.start + 1, mask.end - 1) for mask in context.plan.masks.titles if text[mask.start] == "《"]
    own = (part.title.heading for part in context.plan.parts if part.title)
    spans += [span for span in own if "《" not in text[slice(*span)]]
    for span in sorted(spans):
        if span.end - span.start > _LONGEST:
            continue
        words = text[slice(*span)]
        if words.isalnum():  # nothing to be left out
            key = words.removeprefix("关于")
        else:
            words = "".join(words.split())
            key = core(words.translate(_PLAIN))
        key = key.removeprefix(STATE).removeprefix("转发")
        one = found.get(key)
        if one is None:
            one = found[key] = _Cited(words)
        one.places.append(span)
        if text[span.end + 1 : span.end + 2] in ("（", "("):
            match = _NUMBER.match(text, span.end + 1)
            if match:
                one.numbers.setdefault(match["number"].translate(_BRACKETS), Span(*match.span("number")))
    return found


def _numbered(cited: Mapping[str, _Cited], said: Container[frozenset[str]]) -> Iterator[Hit]:
    """Yield the titles of which one number has two, and the numbers of which one title has two.

    Numbers of other issuers or years may belong to documents that only have the same title.
    """
    holders: dict[str, tuple[str, _Cited]] = {}
    for key, one in cited.items():
        first = next(iter(one.numbers), "")
        for number, span in one.numbers.items():
            holder, other = holders.setdefault(number, (key, one))
            if other is not one and not _is_part(holder, key) and frozenset((one.words, other.words)) not in said:
                place = max(place for place in one.places if place.end < span.start)
                values = {"title": one.words, "other": other.words, "number": number}
                yield Hit(place, values, "number", (Related(other.places[0]),))
            if number != first and len(key) >= SHORTEST:
                values = {"title": one.words, "other": first, "number": number}
                weak = number.partition("〕")[0] != first.partition("〕")[0]
                yield Hit(span, values, "two-numbers", (Related(one.numbers[first]),), weak=weak)


def _is_part(one: str, other: str) -> bool:
    """Tell whether one title is in the other: a notice, and what it issues."""
    short, long = sorted((one.removesuffix("的通知"), other.removesuffix("的通知")), key=len)
    return short.removeprefix("印发") in long
