"""Slips in the words themselves: pairs, punctuation, residue, counted lists, formulas, responsible units.

As in `mutations`, places are found by plain patterns, not by the code that is measured.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from benchmarks.mutations import STOP, Mutant, Subject, slip

PAIR = re.compile(r"《[^《》〈〉\n]{2,30}》|（[^（）\n]{2,30}）|(?<=[一-龥])“[^“”‘’\n]{2,20}”(?=[一-龥])")
CLAUSE = re.compile(r"(?<=[一-龥]{3})，(?=[一-龥]{3})")
LAST_STOP = re.compile(r"^[^\n]{40,}[一-龥]{6}(?P<stop>。)$", re.MULTILINE)
WORDS = re.compile(r"(?<=[一-龥]{4})(?=[一-龥]{4})(?![^《》\n]*》)")
RANGE = re.compile(r"(?<![\d.])[\d.]+%[-—~～至][\d.]+%")
COUNTED = re.compile(r"(?<![”、])(?:“[^“”\n]{2,12}”){3,8}(?=等?[三四五六七八]大)")
ANNOUNCED = re.compile(r"(?P<number>[三四五六七八九])(?:个|项|大|类|种)[^，。；：！？\n]{0,6}：\n?一(?P<tail>[是要])")
FORMULA = re.compile(r"(?<=增强“)四个意识(?P<between>”[、，]坚定“)四个自信(?=”)")
RUN = re.compile(r"一是[^\n]{4,400}?[；。](?P<second>二是)")
LIST = re.compile(r"、(?P<one>[一-龥]{3,8})、(?P<other>[一-龥]{3,8})(?=、)(?![^《》\n]*》)(?![^“”\n]*”)")
UNITS = re.compile(r"（(?:责任单位：|牵头单位：)[^（）\n]+）")


def text_mutants(subject: Subject, chance: Random) -> Iterator[Mutant]:
    """Yield one mutant of each kind that the document has a place for, the place chosen by `chance`."""
    text = subject.text
    for pair in _one(PAIR, text, chance):
        start, end = pair.span()
        whole = range(text.rfind("\n", 0, start) + 1, text.find("\n", end))
        yield slip("opening mark of a pair dropped", subject.cut(start, start + 1), {"unbalanced-pair"}, *whole)
        yield slip("closing mark of a pair dropped", subject.cut(end - 1, end), {"unbalanced-pair"}, *whole)
        if text[start] == "（":
            yield slip(
                "half a pair half-width", subject.cut(start, start + 1, "("), {"unbalanced-pair"}, start, end - 1
            )
        if text[start] == "“":
            straight = f'"{text[start + 1 : end - 1]}"'
            yield slip("quotation marks straight", subject.cut(start, end, straight), {"halfwidth-punctuation"}, start)
    for run in _one(RUN, text, chance):
        rules, places = {"numbering-gap", "numbering-duplicate"}, range(run.start("second"), run.end() + 400)
        yield slip("二是 written 三是 in a paragraph", subject.cut(*run.span("second"), "三是"), rules, *places)
    for pair in _one(LIST, text, chance):
        at = pair.start("other")
        yield slip("member of a list twice", subject.cut(*pair.span("other"), pair["one"]), {"repeated-member"}, at)
    for comma in _one(CLAUSE, text, chance):
        yield slip("comma half-width", subject.cut(*comma.span(), ","), {"halfwidth-punctuation"}, comma.start())
    for stop in _one(STOP, text, chance):
        yield slip("。 written twice", subject.cut(*stop.span(), "。。"), {"repeated-mark"}, stop.start(), stop.end())
    for last in _one(LAST_STOP, text, chance) if len(LAST_STOP.findall(text)) > 8 else ():
        start, end = last.span("stop")
        yield slip("。 of one paragraph of 9 and more dropped", subject.cut(start, end), {"paragraph-end"}, start - 1)
    for place in _one(WORDS, text, chance):
        where = place.start()
        yield slip("space between characters", subject.cut(where, where, " "), {"stray-space"}, where)
        yield slip("character without width", subject.cut(where, where, "\u200b"), {"residue"}, where)
        yield slip("placeholder left", subject.cut(where, where, "【待定】"), {"placeholder"}, where)
        yield slip("cross-reference lost", subject.cut(where, where, "错误！未找到引用源。"), {"residue"}, where)
    for figures in _one(RANGE, text, chance):
        bare = figures.group().replace("%", "", 1)
        yield slip("first % of a range dropped", subject.cut(*figures.span(), bare), {"number-unit"}, figures.start())
    yield from _promises(subject, chance)


def _promises(subject: Subject, chance: Random) -> Iterator[Mutant]:
    text = subject.text
    for listed in _one(COUNTED, text, chance):
        members = re.findall("“[^”]+”", listed.group())
        members.pop(chance.randrange(len(members)))
        places = range(listed.start(), listed.end() + 20)
        yield slip(
            "member of a counted list dropped",
            subject.cut(*listed.span(), "".join(members)),
            {"count-mismatch"},
            *places,
        )
    for count in _one(ANNOUNCED, text, chance):
        last = text.find(count["number"] + count["tail"], count.end())
        if 0 < last < count.end() + 3000:
            end = min(at for at in (text.find(mark, last) for mark in "。；\n") if at > 0) + 1
            places = range(count.start(), count.end())
            yield slip("last of an announced list dropped", subject.cut(last, end), {"count-mismatch"}, *places)
    yield from _promised(subject)
    for formula in _one(FORMULA, text, chance):
        swapped = f"四个自信{formula['between']}四个意识"
        places = range(formula.start() - 4, formula.end())
        yield slip("formula's members swapped", subject.cut(*formula.span(), swapped), {"formula-order"}, *places)
    for units in _one(UNITS, text, chance):
        line = range(text.rfind("\n", 0, units.start()) + 1, units.end())
        yield slip("responsible unit dropped", subject.cut(*units.span()), {"missing-responsible-unit"}, *line)


def _promised(subject: Subject) -> Iterator[Mutant]:
    """Yield a preamble that promises the first sections in another order than they stand in."""
    part = subject.plan.parts[0]
    names = [re.split("[，。：；]", subject.plan.text(node.heading))[0].strip() for node in part.sections[:3]]
    if part.preamble and len(names) == 3 and all(re.fullmatch("[一-龥]{4,12}", name) for name in names):
        at = part.preamble[-1].span.end
        words = f"以{names[1]}、{names[0]}、{names[2]}“三大任务”为抓手。"
        headings = range(part.sections[0].line.start + len(words), part.sections[2].line.end + len(words))
        yield slip("promised in another order", subject.cut(at, at, words), {"promise-mismatch"}, *headings)


def _one(wanted: re.Pattern[str], text: str, chance: Random) -> list[re.Match[str]]:
    found = list(wanted.finditer(text))
    return [chance.choice(found)] if found else []
