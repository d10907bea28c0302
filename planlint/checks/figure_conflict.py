"""figure-conflict: one indicator, two values.

同一指标前后两个数：前面写“一般公共预算收入增长5%”，后面写“一般公共预算收入增长6%”。只比名称、单位、年度、范围都相同，又都是
要做的事（不是回顾）的数；同一句里的两个数、“其中”的分项、比较和平均的数、约数与界限写法不同的，都不比。一份计划里只该有一个数的指标
（收入、增加值、失业率、入园率等）报“建议改”，学位、普及率等请核实；满意度、合格率和别的名称可能说的是两件事，只在同一条里，或者与
开头、总体目标不符时才报。

The words are the tables `figures` and `papers`. Measured on 153 official documents.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from planlint.checks import options
from planlint.checks._years import mentions_in
from planlint.context import Context
from planlint.facts import Facts
from planlint.figures import Figure, figures, words
from planlint.findings import Hit, Related
from planlint.model import Node
from planlint.patterns import pattern
from planlint.tense import tense_at

TITLE = "同一指标前后一致"

RECIPE = """\
- id: office-figure-conflict
  title: 同一指标前后两个数（本单位）
  check: figure-conflict
  severity: warning
  severity-weak: info
  basis: 惯例
  message: {zh: "“{name}”前面写的是{first}，这里是{second}", en: "“{name}” was {first} before and is {second} here"}
  tests:
    - fail: |
        某区2027年工作要点

        2027年，一般公共预算收入增长5%。
        一、壮大财源
        一般公共预算收入增长⟦6%⟧。
    - pass: |
        某区2027年工作要点

        2027年，一般公共预算收入增长5%。
        一、壮大财源
        一般公共预算收入增长5%，税收收入增长6%。
"""

LONGEST = 30
"""Code points of a name, at most."""
SHORTEST = 4
PARAGRAPH = 2000
"""Code points within which the year of a figure is looked for before it."""
REACH = 200
"""Code points of its sentence that are read before a figure."""
APART = 2
"""Values more than so many times each other are seldom of one thing."""
STOPS = "，。；：、！？（）()\n“”《》 "
SENTENCE = "。；！？\n"
SAID = pattern(r".*\d[^，]*，")
"""What a sentence says up to its last figure is said; what comes after may be of another thing."""
MONTH = pattern(r"\d{1,2}月")
NOUN = pattern(r"[^，。；：、！？（）()\s\d“”《》]{0,12}")


@options
class Options:
    """Nothing to set."""


class _Name(NamedTuple):
    """What a figure is of: the words before and behind it, its unit, and how it is bounded (不低于|, |以上)."""

    before: str
    behind: str
    unit: str
    bound: str

    @property
    def text(self) -> str:
        return self.before + self.behind


class _Key(NamedTuple):
    """What must be the same for two figures to be of one thing.

    `matter` is what the sentence says before, where that names a school, a project or a place.
    """

    name: _Name
    years: tuple[int, ...]
    periods: tuple[str, ...]
    scopes: tuple[str, ...]
    matter: str


class _Words(NamedTuple):
    """The words by which a name is cut and refused."""

    openers: tuple[str, ...]
    links: tuple[str, ...]
    modals: re.Pattern[str]
    relative: re.Pattern[str]


@lru_cache(maxsize=4)
def _words(facts: Facts) -> _Words:
    table = facts.table("figures")
    modals, relative = (re.compile("|".join(map(re.escape, table[key]))) for key in ("modals", "relative"))
    return _Words(tuple(table["openers"]), tuple(table["links"]), modals, relative)


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield the figure that is not the one given elsewhere for the same thing; values `name`, `first`, `second`."""
    table = context.facts.table("figures")
    units: dict[str, set[int]] = {}
    for figure in figures(context):
        units.setdefault(figure.unit, set()).add(figure.digits)
    named: dict[_Name, list[Figure]] = {}
    for figure in figures(context):
        name = _name(context, _words(context.facts), figure) if len(units[figure.unit]) > 1 else None
        if name is not None:
            named.setdefault(name, []).append(figure)
    places: dict[_Key, list[Figure]] = {}
    for name, alike in named.items():
        for figure in alike if len({one.value for one in alike}) > 1 else ():
            key = _key(context, table, name, figure)
            if key is not None:
                places.setdefault(key, []).append(figure)
    text = context.plan.text
    for key, found in places.items():
        values = Counter(figure.value for figure in found)
        low, high = min(values), max(values)
        if len(values) != 2 or not low or high > low * APART:  # three values are a series
            continue
        odd = next(one for one in reversed(found) if values[one.value] <= len(found) / 2)
        other = next(one for one in found if one.value != odd.value)
        if _one_sentence(context, other, odd):
            continue
        known, countable, local = (_any(key.name.text, table[kind]) for kind in ("indicators", "countable", "local"))
        together = _one_matter(context, table, other, odd)
        if not (known or countable or together):
            continue
        sure = known or ((countable or local) and together)
        weak = not sure or tense_at(context, odd.span.start) != "forward"
        related = Related(other.span, {"zh": "另一个数", "en": "the other value"})
        names = {"name": key.name.text, "first": text(other.span), "second": text(odd.span)}
        yield Hit(odd.span, names, related=(related,), weak=weak)


def _name(context: Context, known: _Words, figure: Figure) -> _Name | None:
    """Return what a figure is of; None when it is no plain value of something named."""
    text, start = context.plan.clean, figure.span.start
    bound = _bound(context, figure)
    noun = NOUN.match(text, figure.span.end + len((bound or "").partition("|")[2]))
    name = _Name(
        _bare(text[_clause(text, start) : start], known), noun.group() if noun else "", figure.unit, bound or ""
    )
    if bound is None or len(name.before) < 2 or len(name.text) < SHORTEST or known.relative.search(name.text):
        return None
    cut = context.plan.wrapped and text[_clause(text, start) - 1] == "\n"
    return None if cut or context.plan.masks.inside("tables", start) else name


def _clause(text: str, start: int) -> int:
    at = start
    while at and start - at < LONGEST and text[at - 1] not in STOPS:
        at -= 1
    return at


def _key(context: Context, table: Mapping[str, Any], name: _Name, figure: Figure) -> _Key | None:
    """Return what else must be the same; None where the text looks back, and for parts and respective values."""
    text, start = context.plan.clean, figure.span.start
    at = _clause(text, start)
    low = max(at - REACH, 0)
    sentence = max(text.rfind(mark, low, at) for mark in SENTENCE) + 1 or low
    before = text[sentence:at]
    tense, years = tense_at(context, start), _years(context, start)
    looks_back = tense == "back" or (tense == "both" and not years and context.genre in table["reports"])
    if looks_back or "其中" in text[_beginning(text, low, start) : start] or "分别" in before:
        return None
    whole, near = text[sentence:start], SAID.sub("", before)
    periods = (*(word for word in table["periods"] if word in whole), *MONTH.findall(whole))
    scopes = tuple(word for word in table["scopes"] if word in near + text[at:start] + _headings(context, figure))
    matter = near if _any(near + text[at:start], table["subjects"]) else ""
    return _Key(name, years or _own(context), periods, scopes, matter)


def _beginning(text: str, low: int, start: int) -> int:
    """Return where the sentence of a figure begins, over ；: behind 其中 stand parts, each of its own whole."""
    return max(text.rfind(mark, low, start) for mark in SENTENCE.replace("；", "")) + 1 or low


def _bound(context: Context, figure: Figure) -> str | None:
    """Return how a figure is bounded, before|after (不低于|, |以上); None when it is a range or approximate."""
    if figure.exact:
        return "|"
    text, known = context.plan.clean, words(context.facts)
    if any(mark in text[slice(*figure.span)] for mark in "—–~～至到-余多"):
        return None
    head = text[max(figure.span.start - 6, 0) : figure.span.start].rstrip()
    before = next((word for word in known.before if head.endswith(word)), "")
    after = next((word for word in known.after if text.startswith(word, figure.span.end)), "")
    return None if after in ("余", "多", "至", "到", "—", "–", "～", "~") else f"{before}|{after}"


def _bare(name: str, known: _Words) -> str:
    """Return a name without numbers and years before it, and without what links it to its figure."""
    name = known.modals.sub("", name)
    while True:
        before, name = name, name.strip().lstrip("0123456789.．")
        if name.startswith(known.openers):
            name = next(name[len(word) :] for word in known.openers if name.startswith(word))
        if name.endswith(known.links):
            name = next(name[: -len(word)] for word in known.links if name.endswith(word))
        if name == before:
            return name


def _years(context: Context, at: int) -> tuple[int, ...]:
    """Return the years that a line names last before a figure, () when it names none."""
    line = context.plan.clean.rfind("\n", max(at - PARAGRAPH, 0), at) + 1 or max(at - PARAGRAPH, 0)
    found = mentions_in(context, line, at)
    return (found[-1].first, found[-1].last) if found else ()


def _own(context: Context) -> tuple[int, ...]:
    return (context.year, context.year) if context.year else ()


def _one_sentence(context: Context, one: Figure, other: Figure) -> bool:
    """Say whether two figures stand in one sentence: it then tells two cases apart."""
    between = context.plan.clean[min(one.span.end, other.span.end) : max(one.span.start, other.span.start)]
    return not _any(between, SENTENCE)


def _one_matter(context: Context, table: Mapping[str, Any], one: Figure, other: Figure) -> bool:
    """Say whether two figures stand in one item, or one of them where the aims of the whole document stand."""
    first, second = _node(context, one), _node(context, other)
    return first is second or _is_summary(context, table, first) or _is_summary(context, table, second)


def _headings(context: Context, figure: Figure) -> str:
    """Return the headings above a figure, one after the other; the line it stands on is none."""
    node, words = _node(context, figure).parent, ""
    while node is not None:
        words += context.plan.text(node.heading) if node.level else ""
        node = node.parent
    return words


def _node(context: Context, figure: Figure) -> Node:
    starts, nodes = context.once(_nodes)
    return nodes[bisect_right(starts, figure.span.start) - 1]


def _is_summary(context: Context, table: Mapping[str, Any], node: Node | None) -> bool:
    if node is not None and node.kind == "preamble":
        return True
    while node is not None and not (node.level and _any(context.plan.text(node.heading), table["summaries"])):
        node = node.parent
    return node is not None


def _nodes(context: Context) -> tuple[list[int], list[Node]]:
    nodes = list(context.plan.nodes())
    return [node.span.start for node in nodes], nodes


def _any(text: str, found: Any) -> bool:
    return any(word in text for word in found)
