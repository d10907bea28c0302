"""near-names: a name that differs in one character from one that the document uses again and again.

一字之差的名称：同一个名称用过几次，另有一处只差一个字（写错、漏字、多字、颠倒），多半是笔误。比的是责任单位、
引号里的说法（五个字以上）、以“委员会”“领导小组”“中心”等结尾的机构名称、本地地名，还有署名与标题开头的机关名称。
省市县、数目、小学和中学这类本来就区分两个名称的字（事实表 names 的 distinct）不算。

Common words are not looked at: 加强 and 加快 differ in one character too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from planlint.checks import option, options
from planlint.checks._near import distinct, is_slip
from planlint.checks._own_place import own_places
from planlint.checks._quoted import quoted_terms
from planlint.checks._units import duty_units
from planlint.context import Context
from planlint.facts import Facts
from planlint.facts.places import DIVISIONS
from planlint.findings import Hit, Related
from planlint.model import Span
from planlint.patterns import offsets, pattern
from planlint.sentences import trim
from planlint.terms import fold, occurrences
from planlint.terms import found as words_found

TITLE = "一字之差的名称"

RECIPE = """\
- id: office-near-names
  title: 名称疑有笔误（本单位）
  check: near-names
  severity: warning
  basis: 本单位
  message: {zh: "别处 {times} 次作“{usual}”", en: "“{usual}” {times} times elsewhere"}
  rationale: 同一名称只有一处写法不同，多半是笔误。
  tests:
    - pass: 建设“沙磁学习网”，用好“沙磁学习网”，推广“沙磁学习网”。
    - fail: 建设“沙磁学习网”，用好“沙磁学习网”，推广“沙磁学习网”，开放“⟦沙磁学刁网⟧”。
"""

SHORTEST_TERM = 5
SHORTEST_UNIT = 5  # 区财政局 and 区邮政局 are two
LEAST_LEFT = 2
"""So many characters may be any word."""
ALIKE = 2
"""So many code points behind two names say that they are one."""
SHORTEST_PLACE = 3
ISSUER = pattern(r"[\u4e00-\u9fff]{5,30}?(?=关于|\d{4}年)")
LISTED = "局委部办厅"
LISTS = tuple(f"{end}、" for end in LISTED)
MEMBER = pattern(rf"[\u4e00-\u9fff]{{3,9}}[{LISTED}](?<!干部)(?=[、，。；）等和及与])")
MOST = 12  # frequent names with the same end that one name is compared with
TAIL = 6  # code points before 委员会 and the like that are compared,
LEAD = 2  # and how many of them must be the same at the beginning, where something else may still stand


SPEAKER = pattern("(?:代表|受)(?P<place>[\u4e00-\u9fff]{2,11}[省市县区旗州镇乡])人?民?政府")


@options
class Options:
    """What is evidence enough."""

    times: int = option(2, "别的写法至少用过几次", "how often the other form must be used")


@lru_cache(maxsize=4)
def _bodies(facts: Facts) -> frozenset[str]:
    return frozenset(map(fold, facts.table("names").get("bodies", ())))


def table_terms(facts: Facts) -> Iterable[str]:
    """Return the words that names of bodies end with, and where one unit of a list ends."""
    return (*_bodies(facts), *LISTS)


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a name; values: `name`, `usual` (also the suggestion) and `times`."""
    text, apart = context.plan.clean, distinct(context.facts)
    quoted = context.once(quoted_terms)
    quotes = {term: times for term, times in quoted.items() if len(term) >= SHORTEST_TERM - 1}
    for odd, usual in _candidates(quotes, options.times):
        if len(usual) >= SHORTEST_TERM and is_slip(odd, usual, 1, apart):
            yield _hit(odd, usual, text.index(f"“{odd}”") + 1, text.index(f"“{usual}”") + 1, quotes[usual])
    names = _units(context)
    for odd, usual in _candidates({name: len(at) for name, at in names.items()}, options.times):
        alike = len(usual) >= SHORTEST_UNIT and is_slip(odd, usual, 1, apart) and not _of_levels(odd, usual)
        if alike or _no_unit(context.facts, odd, usual):
            yield _hit(odd, usual, names[odd][0], names[usual][0], len(names[usual]))
    names = _names_of_bodies(context)
    for odd, usual in _candidates({name: len(at) for name, at in names.items()}, options.times):
        if _is_tail(odd, usual, apart):
            yield _hit(odd, usual, names[odd][0], names[usual][0], len(names[usual]))
    frequent = [name for name, found in names.items() if len(found) >= options.times]
    for usual in frequent[:MOST]:
        for odd, at in _wrong_endings(text, usual, apart):
            yield _hit(odd, usual, at, names[usual][0], len(names[usual]))
    yield from _signatures(context, apart)
    yield from _speakers(context, apart)
    own = context.once(own_places)
    for path in own.paths if own else ():
        yield from _place(text, path[-1][:-1], options)


def _candidates(names: Mapping[str, int], least: int) -> Iterator[tuple[str, str]]:
    """Yield the names that stand once, each with frequent ones that have the same first or last two characters."""
    heads: dict[str, list[str]] = {}
    tails: dict[str, list[str]] = {}
    for name, times in names.items():
        if times >= least:
            heads.setdefault(name[:2], []).append(name)
            tails.setdefault(name[-2:], []).append(name)
    for name, times in names.items() if heads else ():
        if times == 1 and (name[:2] in heads or name[-2:] in tails):
            near = heads.get(name[:2], [])[:MOST] + tails.get(name[-2:], [])[:MOST]
            for other in dict.fromkeys(near):
                yield name, other


def _signatures(context: Context, apart: frozenset[str]) -> Iterator[Hit]:
    """Yield the signatures that differ in one character from the issuer whose name the title begins with."""
    text = context.plan.clean
    for part in context.plan.parts:
        issuer = ISSUER.match(text, *part.title.heading) if part.title is not None and part.signature else None
        if issuer and part.signature is not None:
            signed = trim(text, part.signature.line)
            name = text[signed.start : signed.end]
            one, other = (full.replace("委员会", "委会").replace("委会", "委") for full in (name, issuer[0]))
            if len(name) >= SHORTEST_UNIT and name.isalpha() and is_slip(one, other, 1, apart):
                yield _hit(name, issuer[0], signed.start, issuer.start(), 1)


def _speakers(context: Context, apart: frozenset[str]) -> Iterator[Hit]:
    """Yield the place whose government speaks, where the title has one that differs in one character."""
    text = context.plan.clean
    for part in context.plan.parts:
        opening = next((node.line for node in part.preamble if text.find("政府", *node.line) >= 0), None)
        said = SPEAKER.search(text, *opening) if opening is not None and part.title is not None else None
        if said is None or part.title is None or text.find(said["place"], *part.title.heading) >= 0:
            continue
        title, place = text[slice(*part.title.heading)], said["place"]
        for at in range(len(title) - len(place) + 1):
            own = title[at : at + len(place)]
            if own[-1] == place[-1] and own.isalpha() and is_slip(place, own, 1, apart):
                yield _hit(place, own, said.start("place"), part.title.heading.start + at, 1)
                break


def _no_unit(facts: Facts, odd: str, usual: str) -> bool:
    """Say whether a unit's name has lost its own end: 市公安据 for 市公安局."""
    ends = facts.table("names")["unit-ends"]
    return len(odd) == len(usual) and odd[:-1] == usual[:-1] and usual[-1] in ends and odd[-1] not in ends


def _of_levels(odd: str, usual: str) -> bool:
    """Say whether two units have their own ends: 自然资源部 and 自然资源厅."""
    return odd[-1] != usual[-1] and odd[-1] in LISTED and usual[-1] in LISTED


def _is_tail(odd: str, usual: str, apart: frozenset[str]) -> bool:
    """Say whether two names, cut to one length from their end, differ by a slip: what is lost shifts the beginning."""
    pairs = ((odd, usual), (odd[1:], usual), (odd, usual[1:]))
    return any(one[:LEAD] == other[:LEAD] and is_slip(one, other, 1, apart) for one, other in pairs)


def _wrong_endings(text: str, name: str, apart: frozenset[str]) -> Iterator[tuple[str, int]]:
    """Yield the places where the name of a body goes on with a slip for 委员会 or the like: 委圆会, 委会, 委会员."""
    for at in offsets(text, (name[:TAIL],)) if len(name) - TAIL > 2 else ():
        if not text.startswith(name, at):
            for odd in (text[at : at + len(name)], text[at : at + len(name) - 1]):
                ends = odd.endswith(name[-1]) or sorted(odd) == sorted(name)
                if ends and odd.isalnum() and is_slip(odd, name, 1, apart):
                    yield odd, at


def _hit(odd: str, usual: str, at: int, other: int, times: int) -> Hit:
    related = (Related(Span(other, other + len(usual))),)
    return Hit(Span(at, at + len(odd)), {"name": odd, "usual": usual, "times": times}, None, related, usual)


def _units(context: Context) -> dict[str, list[int]]:
    """Return where the responsible units stand, and those listed in sentences (教育局、财政局), by name."""
    text = context.plan.clean
    places = {span.start: unit for unit, span in duty_units(context)}
    everywhere = words_found(context)
    for at in (place for end in LISTS for place in everywhere.get(end, ())):
        listed = MEMBER.match(text, at + 2)
        if listed:
            places.setdefault(listed.start(), listed[0])
    found: dict[str, list[int]] = {}
    for start in sorted(places):
        if len(places[start]) >= SHORTEST_UNIT - 1:
            found.setdefault(places[start], []).append(start)
    return found


def _names_of_bodies(context: Context) -> dict[str, list[int]]:
    """Return where the last characters of the names of bodies stand."""
    text = context.plan.clean
    found: dict[str, list[int]] = {}
    for at in occurrences(context, _bodies(context.facts)):
        name = text[at.start - TAIL : at.end]
        if at.start >= TAIL and name.isalnum():
            found.setdefault(name, []).append(at.start - TAIL)
    return found


def _is_left(text: str, name: str, end: int) -> bool:
    """Tell whether two characters that end at `end` are what is left of a `name` of three.

    The third comes behind them, or the text goes on as it does behind the name.
    """
    return text.startswith((*DIVISIONS, name[1]), end) or name + text[end : end + ALIKE] in text


def _place(text: str, name: str, options: Options) -> Iterator[Hit]:
    """Yield the one place where a place name of three characters and more has another for one of them."""
    size = len(name)
    if size < SHORTEST_PLACE or (times := text.count(name)) < options.times:
        return
    found: list[tuple[int, int]] = []
    for part, shift in ((name[:-1], 0), (name[1:], 1)):
        if text.count(part) == times + 1:
            begins = (at - shift for at in offsets(text, (part,)))
            found += [(at, at + size) for at in begins if not text.startswith(name, at)]
    for at in range(1, size - 1):
        head, tail = name[:at], name[at + 1 :]
        near = re.finditer(f"{head}(?!{name[at:]}).?{tail}", text)
        found += [match.span() for match in near if len(match[0]) > LEAST_LEFT or _is_left(text, name, match.end())]
    for at, end in found if len(found) == 1 else ():
        odd = text[at:end]
        if not odd[0].isalnum():  # the first character is lost
            at, odd = at + 1, odd[1:]
        if all("一" <= char <= "鿿" for char in odd):
            yield _hit(odd, name, at, text.index(name), times)
