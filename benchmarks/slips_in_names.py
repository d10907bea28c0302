"""Slips where a document should agree with itself: names, titles in 《》, the ends of sibling headings.

As in `mutations`, places are found by plain patterns, not by the code that is measured.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from random import Random

from benchmarks.mutations import Entry, Mutant, Subject, slip

TERM = re.compile("(?<=“)[一-龥]{5,12}(?=”)")
BODY = re.compile("[一-龥]{6}(?:委员会|领导小组|办公室|研究院|示范区|实验区|中心)")
UNIT = re.compile("(?<=[、：，])[一-龥]{4,10}(?:局|委|部|办|厅)(?=[、，）])")
OWN = re.compile("(?:^|[省市])([一-龥]{3})[区县][一-龥0-9]")
TITLE = re.compile("(?<=《)[一-龥]{10,40}(?=》)")
PLAIN = re.compile("[一-龥]")
OFTEN = 3
SPELLINGS = (("发展改革委", "发改委"), ("住房城乡建设", "住建"), ("卫生健康", "卫健"), ("镇街", "街镇"))

ALSO = frozenset(["misquoted-title", "wrong-word", "law-status"])
"""A title or name that is wrong in itself is told of for that too."""


def name_mutants(subject: Subject, chance: Random) -> Iterator[Mutant]:
    """Yield one mutant of each kind that the document has a place for, the place chosen by `chance`."""
    wrong = {"misspelt-name"}
    kinds = [("quoted term", TERM), ("name of a body", BODY), ("responsible unit", UNIT)]
    own = OWN.search(subject.plan.title or "") or OWN.search(subject.text[-60:].strip())
    if own:
        kinds.append(("own place's name", re.compile(own[1])))
    for noun, wanted in kinds:
        yield from _misspelled(subject, chance, f"{noun}, one of {OFTEN} and more, misspelled", wanted, OFTEN, wrong)
    yield from _misspelled(
        subject, chance, "title in 《》 cited twice, misspelled", TITLE, 2, {"title-cited-differently"}
    )
    yield from _respelled(subject, chance)
    yield from _heading_ends(subject, chance)


def _misspelled(
    subject: Subject, chance: Random, kind: str, wanted: re.Pattern[str], least: int, rules: set[str]
) -> Iterator[Mutant]:
    """Change, drop or swap a character in one place of a name that stands at least so often."""
    text = subject.text
    found = list(wanted.finditer(text))
    times = Counter(match.group() for match in found)
    found = [match for match in found if times[match.group()] >= least]
    if not found:
        return
    match = chance.choice(found)
    name, at = match.group(), chance.randrange(len(match.group()) - 1)
    wrong = chance.choice([c for c in PLAIN.findall(text[:4000]) if c not in name])
    changed = chance.choice(
        [
            name[:at] + wrong + name[at + 1 :],
            name[:at] + name[at + 1 :],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        ]
    )
    places = range(match.start() - 4, match.end() + 4)
    if changed != name:
        # Where two places hold the name, either may be the one that is wrong.
        both = [place for one in found if one.group() == name for place in range(one.start() - 4, one.end())]
        yield slip(kind, subject.cut(*match.span(), changed), rules, *(both if least == 2 else places), also=ALSO)


def _respelled(subject: Subject, chance: Random) -> Iterator[Mutant]:
    """Write a name another way in one of its places."""
    text = subject.text
    pairs = [(one, other) for one, other in SPELLINGS if text.count(one) > 2 and other not in text]
    if pairs:
        one, other = chance.choice(pairs)
        at = chance.choice([m.start() for m in re.finditer(one, text)])
        yield slip(
            "name written another way",
            subject.cut(at, at + len(one), other),
            {"inconsistent-name"},
            *range(at - 2, at + 6),
        )


def _heading_ends(subject: Subject, chance: Random) -> Iterator[Mutant]:
    text = subject.text
    runs = [run for run in subject.runs if len(run) > 3 and _is_level(text, run)]
    for wanted in ("plain", "。", "；"):
        chosen = [run for run in runs if all(_end(text, entry) == wanted for entry in run[:-1])]
        if chosen:
            run = chance.choice(chosen)
            entry = run[chance.randrange(len(run) - 1)]
            end = text.find("\n", entry.label.end)
            changed = subject.cut(end, end, "。") if wanted == "plain" else subject.cut(end - 1, end)
            noun = {
                "plain": "heading without a mark given 。",
                "。": "。 of a heading dropped",
                "；": "； of an entry dropped",
            }
            yield slip(noun[wanted], changed, {"heading-form"}, end - 2, end - 1, end)
    run_in = [run for run in runs if all(_run_in(text, entry) for entry in run)]
    if run_in:
        run = chance.choice(run_in)
        entry = chance.choice(run)
        stop = text.index("。", entry.label.end)
        mark = chance.choice(["，", "：", ""])
        yield slip(
            "。 after a heading changed", subject.cut(stop, stop + 1, mark), {"heading-form"}, *range(entry.line, stop)
        )


def _is_level(text: str, run: list[Entry]) -> bool:
    """Say whether no line of another level stands between the entries, or each has lines of its own below it."""
    below = [text[entry.label.end : entry.end].strip().count("\n") for entry in run[:-1]]
    return not any(below) or all(below)


def _end(text: str, entry: Entry) -> str:
    """Return the mark at the end of a line that is one sentence or a heading: "plain" for none, "" for another kind."""
    line = text[entry.label.end : text.find("\n", entry.label.end)].rstrip()
    if "。" in line[:-1] or not line:
        return ""
    return line[-1] if line[-1] in "。；" else "plain" if PLAIN.match(line[-1]) else ""


def _run_in(text: str, entry: Entry) -> bool:
    line = text[entry.label.end : text.find("\n", entry.label.end)]
    heading, stop, words = line.partition("。")
    return bool(stop) and len(words) > 40 and len(heading) <= 24 and "，" not in heading
