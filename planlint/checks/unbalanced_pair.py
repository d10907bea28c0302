"""unbalanced-pair: quotation marks, 《》 and brackets that have no mate, or the wrong one.

成对标点：引号、书名号、括号只有一半（漏了、多了），方向写反（“甲“），前后不是一对（“甲’），交叉（“甲（乙”丙）），
括号一半全角一半半角（（甲)），收尾的引号写成〞。一处毛病只报一条，报在落单的那个标点上；可以跨行、跨页，可以套用。
引文从一段开始、过几段才收尾，每段开头都加前引号，都是对的，不报；“1）”“a)”这样的编号、英文的撇号、数学区间也不报。

GB/T 15834-2011, 4.8, 4.9 and 4.15. The pairs come from the one bracket scan; this check only judges what stayed alone.
The pass over what stayed alone is linear; only a bracket of two widths has a fix, which makes them both full-width.
"""

from __future__ import annotations

from collections.abc import Iterator

from planlint.checks import options
from planlint.context import Context
from planlint.findings import Edit, Fix, Hit, Related
from planlint.model import Span
from planlint.numerals import CHINESE
from planlint.outline.masks import CLOSERS, KINDS, OPENERS
from planlint.patterns import pattern

TITLE = "成对标点"
OUTSIDE = True

RECIPE = """\
- id: office-unbalanced-pair
  title: 标点不成对（本单位）
  check: unbalanced-pair
  severity: error
  basis: 国家标准
  message: {zh: "{mark} 没有与它配对的 {mate}", en: "{mark} has no {mate}"}
  tests:
    - pass: 开展“甲”、“乙”活动（含丙）。
    - pass: 1）甲项工作
    - fail: 开展⟦“⟧甲、“乙”活动。
    - fail: 开展甲⟦）⟧活动。
"""

_PAIRS = {CLOSERS[pair[1]]: pair for pair in ("“”", "‘’", "《》", "〈〉", "（）", "〔〕", "【】", "「」", "『』")}
_FAMILY = OPENERS | CLOSERS
PRIME = "〞"
"""No quotation mark, but libraries of documents make one of the closing mark."""
_NEAR = 40
_WRAPPED = 600
_PARAGRAPH = 3000
_ENDED = pattern(r"[。！？；：.!?;:][”’]?[ \n]*\n")
_QUOTATION_END = pattern(r"[。；，！？、]? {0,8}(?:\n|\Z)")
_LABEL_END = pattern(rf"[\s。；，：、;,:（](?:[0-9]{{1,2}}|[a-zA-Z]|[ivxIVX]{{1,4}})\Z|\n *[{CHINESE}]{{1,3}}\Z")
_LABEL_START = pattern(rf"[（(](?:[0-9]{{1,2}}|[a-zA-Z]|[{CHINESE}]{{1,3}})(?![0-9a-zA-Z])")
_LABEL = pattern(rf"(?:\n|\A) {{0,8}}[（(](?:[0-9]{{1,2}}|[a-zA-Z]|[{CHINESE}]{{1,3}})[）)]")
_HALF = {"(": "（", ")": "）"}


@options
class Options:
    """What a rule of this check may set: nothing."""


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a fault; values: `mark`, `mate`; variants: reversed, mixed, crossed, width, prime."""
    text, masks = context.plan.clean, context.plan.masks
    for pair in masks.narrow:
        ends = text[pair.start], text[pair.end - 1]
        if ends in (("(", ")"), ("（", "）")):
            continue
        at, other = (pair.start, pair.end - 1) if ends[0] == "(" else (pair.end - 1, pair.start)
        values = {"mark": text[at], "mate": text[other]}
        fix = Fix((Edit(Span(at, at + 1), _HALF[text[at]]),))
        yield Hit(
            Span(at, at + 1), values, "width", (Related(Span(other, other + 1)),), _HALF[text[at]], fix, weak=True
        )
    if masks.unbalanced:
        lone = _judged(text, masks.unbalanced)
        primes = _primes(text, lone) if PRIME in text else {}
        for opened, close in primes.items():
            span = Span(close, close + 1)
            fix = Fix((Edit(span, "”"),), safe=False)
            values = {"mark": PRIME, "mate": "”"}
            yield Hit(span, values, "prime", (Related(Span(opened, opened + 1)),), "”", fix)
        yield from _alone(text, [at for at in lone if at not in primes])


def _primes(text: str, lone: list[int]) -> dict[int, int]:
    """Return the opening quotation marks that a 〞 closes, with where it stands."""
    found = {}
    for at in lone:
        close = text.find(PRIME, at, at + _NEAR) if text[at] == "“" else -1
        if close > 0 and not any(mark in text[at + 1 : close] for mark in "“”\n"):
            found[at] = close
    return found


def _alone(text: str, lone: list[int]) -> Iterator[Hit]:
    following = _next_of_family(text, lone)
    done: set[int] = set()
    for at, second in zip(lone, [*lone[1:], None], strict=False):
        if at in done:
            continue
        variant = _together(text, at, second) if second is not None else None
        if second is not None and variant:
            done.add(second)
            is_second = variant == "mixed" or (variant == "reversed" and text[at] in OPENERS)
            yield _hit(text, second, variant, at) if is_second else _hit(text, at, variant, second)
            continue
        close = following.get(at)
        if close is not None and _reaches(text, at, close):
            done.add(close)
        else:
            yield _hit(text, at)


def _hit(text: str, at: int, variant: str | None = None, other: int | None = None) -> Hit:
    mark, related = text[at], () if other is None else (Related(Span(other, other + 1)),)
    mate = _PAIRS[_FAMILY[mark]][mark in OPENERS]
    return Hit(Span(at, at + 1), {"mark": mark, "mate": mate}, variant, related)


def _together(text: str, at: int, second: int) -> str | None:
    """Return how two lone marks make one fault ("mixed", "crossed", "reversed"), or None."""
    if second - at > _NEAR or "\n" in text[at:second] or "。" in text[at:second]:
        return None
    one, two = _FAMILY[text[at]], _FAMILY[text[second]]
    if text[at] in OPENERS and text[second] in CLOSERS:
        return "crossed" if one == two else "mixed" if KINDS[one] == KINDS[two] else None
    return "reversed" if one == two and KINDS[one] == "quotes" else None


def _next_of_family(text: str, lone: list[int]) -> dict[int, int]:
    """Return for each opening mark the closing one of its family, when that is the next of the family."""
    found: dict[int, int] = {}
    last: dict[str, int] = {}
    for at in lone:
        family = _FAMILY[text[at]]
        opener = last.pop(family, None)
        if text[at] in OPENERS:
            last[family] = at
        elif opener is not None:
            found[opener] = at
    return found


def _reaches(text: str, at: int, close: int) -> bool:
    """Say whether what opens and closes lines later is whole: a quotation of paragraphs, or hard-wrapped lines."""
    if _begins(text, at) and _QUOTATION_END.match(text, close + 1):
        return True
    return close - at <= _WRAPPED and not _ENDED.search(text, at, close)


def _before(text: str, at: int) -> str:
    """Return the few characters before `at`; the text begins like a line."""
    return text[at - 20 : at] if at >= 20 else f"\n{text[:at]}"


def _begins(text: str, at: int) -> bool:
    return _before(text, at).rstrip(" ").endswith(("\n", "：", ":"))


def _judged(text: str, unbalanced: list[int]) -> list[int]:
    """Return the lone marks that are to be judged: no apostrophe, label, interval, paragraph of a long quotation."""
    lone: list[int] = []
    labels: dict[bool, list[int]] = {True: [], False: []}
    continued: set[int] = set()
    for at in reversed(unbalanced):
        mark, before = text[at], _before(text, at)
        if mark == "’" and before[-1].isascii() and before[-1].isalpha():
            continue
        if mark == "“" and _begins(text, at) and _goes_on(text, at, continued):
            continued.add(at)
        elif _FAMILY[mark] != "round":
            lone.append(at)
        elif _is_label(text, at, before):
            labels[mark in OPENERS].append(at)
        elif not _is_interval(text, at):
            lone.append(at)
    single = [found[0] for found in labels.values() if len(found) == 1]
    if single and _LABEL.search(text):  # the others are written （一）, so this one lost a mark
        lone += single
    return sorted(lone)


def _is_label(text: str, at: int, before: str) -> bool:
    if text[at] in CLOSERS:
        return _LABEL_END.search(before) is not None
    return before.rstrip(" ").endswith("\n") and _LABEL_START.match(text, at) is not None


def _goes_on(text: str, at: int, continued: set[int]) -> bool:
    """Say whether the next paragraph goes on with the quotation that a paragraph opens, opening it anew."""
    again = text.find("\n", at, at + _PARAGRAPH)
    if again < 0:
        return False
    while again < len(text) - 1 and text[again] in "\n ":
        again += 1
    end = text.find("\n", again, again + _PARAGRAPH)
    tail = text[again : end if end >= 0 else again + _PARAGRAPH].rstrip(" 。；")
    return text[again] == "“" and (again in continued or tail.endswith("”"))


def _is_interval(text: str, at: int) -> bool:
    around = text[max(0, at - 16) : at] if text[at] in CLOSERS else text[at + 1 : at + 17]
    return ("[" if text[at] in CLOSERS else "]") in around and ("," in around or "，" in around)
