"""Slips of the kind drafters make, planted one at a time, each knowing what should be said of it and where.

Where numbers stand is found here by plain line patterns and not by planlint's own outline, so that both would have
to err alike for a mutant to be judged wrongly; only title, preamble, signature and the like are asked of the plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from random import Random

from planlint.findings import Result
from planlint.model import Node, Span
from planlint.numerals import to_chinese, to_int
from planlint.outline import Plan

HAN = "[一二三四五六七八九十]"
LABEL = re.compile(
    r"^[ \u3000]*(?:\[bookmark: [^\]]*\])?"
    rf"(?P<label>第{HAN}{{1,3}}章|{HAN}{{1,3}}、|（{HAN}{{1,3}}）|\d{{1,3}}[.．](?!\d)|（\d{{1,2}}）)",
    re.MULTILINE,
)
STOP = re.compile(r"(?<=[一-龥])。(?=\n)")
"""The end of a paragraph of prose."""
SENTENCE = re.compile(r"(?<=。)[^。\n“”《》（）；0-9]{30,120}。")
LIST = re.compile(rf"(?P<term>{HAN}{{1,3}}届)(?P<sessions>(?:{HAN}中、)+{HAN}中)全会")
SINGLE = re.compile(rf"(?P<term>{HAN}{{2,3}}届)(?P<session>{HAN}中)全会")
LOCAL = re.compile(rf"[省市区县]委{HAN}{{1,3}}届{HAN}{{1,3}}(?P<kind>次)全会")

OPENINGS = re.compile("要求|思路|思想|目标|任务|形势|回顾|总则|现状|背景|概述|意义|认识|站位|总结|情况")
"""What a first section is called that stands for a preamble."""

LONGEST_HEADING = 40
GRACE = 60
"""Days after which a plenum is no longer news."""

SEVEN_AT_MOST = 14
"""From this term on, no Central Committee held more than seven plenums."""

REPETITION = frozenset(["duplicate-item", "duplicate-sentence", "near-duplicate"])
NUMBERING = frozenset(["numbering-gap", "numbering-duplicate", "numbering-order"])
PROMISES = frozenset(["promise-mismatch"])
"""A section that is gone, moved or overwritten also breaks the list that announced it."""
STALE = frozenset(["plenum-stale", "congress-stale"])


@dataclass(frozen=True)
class Mutant:
    """A document with one slip: right is a finding of one of `rules` that begins in one of `places`.

    What rules in `also` say besides is part of the same slip; any other new finding is one too many. `profile` and
    `as_of` are what it is linted with.
    """

    kind: str
    text: str
    rules: frozenset[str]
    places: tuple[Span, ...]
    also: frozenset[str] = frozenset()
    profile: str | None = None
    as_of: str | None = None


@dataclass(frozen=True)
class Entry:
    """A numbered line: its number, where the line and the label begin and end, and where the next sibling begins."""

    number: int
    line: int
    label: Span
    end: int


@dataclass
class Subject:
    """A clean document to plant slips in, with planlint's plan and verdict of it.

    `plenums` are (term, session, day it closed) of the Central Committee, `parts` what the genre must have.
    """

    name: str
    text: str
    plan: Plan
    result: Result
    parts: frozenset[str] = frozenset()
    plenums: list[tuple[int, int, date]] = field(default_factory=list)

    @cached_property
    def runs(self) -> list[list[Entry]]:
        """Runs of three and more siblings that count up by one; each entry but the last of a run has an `end`."""
        open_runs: list[tuple[str, list[Entry]]] = []
        done: list[list[Entry]] = []
        for found in LABEL.finditer(self.text):
            label = found["label"]
            form = re.sub(rf"{HAN}+|\d+", "1", label)
            number = to_int(re.sub(r"[^一二三四五六七八九十\d]", "", label)) or 0
            while open_runs and open_runs[-1][0] != form and any(form == other for other, _ in open_runs):
                done.append(open_runs.pop()[1])
            entry = Entry(number, found.start(), Span(*found.span("label")), len(self.text))
            if open_runs and open_runs[-1][0] == form:
                run = open_runs[-1][1]
                run[-1] = Entry(run[-1].number, run[-1].line, run[-1].label, found.start())
                run.append(entry)
            else:
                open_runs.append((form, [entry]))
        done += [run for _, run in open_runs]
        return [run for run in done if len(run) > 2 and all(e.number == run[0].number + i for i, e in enumerate(run))]

    def written(self, entry: Entry, number: int) -> str:
        """Return the label of `entry` as it would be with another number."""
        label = self.text[slice(*entry.label)]
        return (
            re.sub(r"\d+", str(number), label)
            if re.search(r"\d", label)
            else re.sub(HAN + "+", to_chinese(number), label)
        )

    def cut(self, start: int, end: int, instead: str = "") -> str:
        """Return the text with one stretch replaced."""
        return self.text[:start] + instead + self.text[end:]


def mutants(subject: Subject, chance: Random) -> Iterator[Mutant]:
    """Yield one mutant of each kind that the document has a place for, the place chosen by `chance`."""
    for noun, digits in (("section", False), ("item", True)):
        runs = [run for run in subject.runs if bool(re.search(r"\d", subject.text[slice(*run[0].label)])) is digits]
        if runs:
            run = chance.choice(runs)
            at = chance.randrange(1, len(run) - 1)
            yield from _numbering(subject, noun, run, at)
            if len(run) > 4:
                yield _moved(subject, noun, run, chance)
            yield _copied_over(subject, noun, run, chance)
    yield from _sentences(subject, chance)
    yield from _meetings(subject, chance)
    yield from _parts(subject)


def _numbering(subject: Subject, noun: str, run: list[Entry], at: int) -> Iterator[Mutant]:
    text, entry, after = subject.text, run[at], run[at + 1]
    place, size = entry.label.start, entry.end - entry.line
    gap, duplicate, order = ({f"numbering-{word}"} for word in ("gap", "duplicate", "order"))
    yield slip(f"{noun} removed", subject.cut(entry.line, entry.end), gap, after.label.start - size, also=PROMISES)
    for step in (1, -1):
        changed = subject.cut(*entry.label, subject.written(entry, entry.number + step))
        yield slip(f"{noun} renumbered {step:+}", changed, gap | duplicate if step > 0 else duplicate, place)
    label = text[slice(*entry.label)]
    if label.startswith("（"):
        marked = subject.cut(entry.label.end, entry.label.end, "、")
        yield slip("（一） followed by 、", marked, {"numbering-mark"}, place)
    if label.endswith(".") and len(run) > 4:
        yield slip("one 1. written 1、", subject.cut(*entry.label, f"{label[:-1]}、"), {"numbering-style"}, place)
    if at + 2 < len(run):
        one, other = text[entry.line : entry.end], text[after.line : after.end]
        swapped = subject.cut(entry.line, after.end, other + one)
        yield slip(f"{noun} swapped with the next", swapped, order, after.label.start - size, also=PROMISES)
    copied = subject.cut(entry.end, entry.end, text[entry.line : entry.end])
    yield slip(f"{noun} copied below itself", copied, duplicate, place + size, also=REPETITION | PROMISES)
    head = text.find("\n", entry.label.end) + 1
    heading = text[entry.label.end : head].strip()
    if noun == "section" and 0 < head < entry.end and len(heading) <= LONGEST_HEADING and "。" not in heading[:-1]:
        emptied = subject.cut(head, entry.end)
        yield slip("section's content removed", emptied, {"empty-section"}, place, also=NUMBERING)


def _moved(subject: Subject, noun: str, run: list[Entry], chance: Random) -> Mutant:
    """Move an entry two or three places down; either it or the first it left behind is out of place."""
    at = chance.randrange(1, len(run) - 3)
    to = chance.randrange(at + 2, min(at + 4, len(run) - 1))
    entry, after, last = run[at], run[at + 1], run[to]
    size = entry.end - entry.line
    block = subject.text[entry.line : entry.end]
    moved = subject.text[: entry.line] + subject.text[entry.end : last.end] + block + subject.text[last.end :]
    landed = last.end - size + (entry.label.start - entry.line)
    return slip(f"{noun} moved down", moved, {"numbering-order"}, after.label.start - size, landed, also=PROMISES)


def _copied_over(subject: Subject, noun: str, run: list[Entry], chance: Random) -> Mutant:
    """Write the words of one entry over those of a later one, whose number stays right."""
    one, other = sorted(chance.sample(range(len(run) - 1), 2))
    source, target = run[one], run[other]
    changed = subject.cut(target.label.end, target.end, subject.text[source.label.end : source.end])
    return slip(
        f"{noun}'s words over another's",
        changed,
        {"duplicate-item"},
        target.line,
        target.label.start,
        also=REPETITION | NUMBERING | PROMISES,
    )


def _sentences(subject: Subject, chance: Random) -> Iterator[Mutant]:
    found = list(SENTENCE.finditer(subject.text))
    ends = [end.start() + 1 for end in re.finditer(r"。(?=\n)", subject.text)]
    pairs = [(sentence, end) for sentence in found for end in ends if end > sentence.end() + 200]
    if pairs:
        sentence, end = chance.choice(pairs)
        words = sentence.group()
        yield slip("sentence copied elsewhere", subject.cut(end, end, words), {"duplicate-sentence"}, end)
        a, b = len(words) // 3, 2 * len(words) // 3
        alike = f"{words[:a]}某{words[a + 1 : b]}各{words[b + 1 :]}"
        yield slip("sentence copied, two characters changed", subject.cut(end, end, alike), {"near-duplicate"}, end)


def _meetings(subject: Subject, chance: Random) -> Iterator[Mutant]:
    lists, singles, locals_ = (list(p.finditer(subject.text)) for p in (LIST, SINGLE, LOCAL))
    if lists:
        yield from _session_lists(subject, chance.choice(lists))
    if singles:
        one = chance.choice(singles)
        if (to_int(one["term"][:-1]) or 0) >= SEVEN_AT_MOST:
            yield _in("plenum invented (八中)", subject, one, "session", "八中", {"plenum-impossible"})
        session = one["session"].replace("中", "次")
        yield _in("plenum called 次", subject, one, "session", session, {"plenum-classifier"})
    if locals_:
        yield _in("local session called 中", subject, chance.choice(locals_), "kind", "中", {"plenum-classifier"})


def _session_lists(subject: Subject, cited: re.Match[str]) -> Iterator[Mutant]:
    sessions = cited["sessions"].split("、")

    def planted(kind: str, changed: list[str], *rules: str, also: Iterable[str] = ()) -> Mutant:
        return _in(kind, subject, cited, "sessions", "、".join(changed), rules, also)

    if len(sessions) > 2:
        yield planted("plenum dropped inside a list", [sessions[0], *sessions[2:]], "plenum-gap")
    yield planted("plenums swapped", [sessions[1], sessions[0], *sessions[2:]], "plenum-order")
    yield planted("plenum written twice", [*sessions[:-1], sessions[-2], sessions[-1]], "plenum-order")
    yield planted("plenums called 次", [s.replace("中", "次") for s in sessions], "plenum-classifier")
    dating, term, last = subject.result.dating, to_int(cited["term"][:-1]), to_int(sessions[-1][:-1]) or 0
    if dating is None:
        return
    held = {session: closed for its, session, closed in subject.plenums if its == term}
    if len(sessions) > 2 and last in held and (dating.start - held[last]).days > GRACE:
        yield planted("newest plenum dropped", sessions[:-1], "plenum-stale")
    future = next((session for session, closed in sorted(held.items()) if session > last and closed > dating.end), None)
    if future:
        added = [f"{to_chinese(n)}中" for n in range(last + 1, future + 1)]
        yield planted("plenum not yet held added", [*sessions, *added], "plenum-future")
    later = f"{dating.end.year + 3}-01-15"
    if len([closed for _, _, closed in subject.plenums if dating.end < closed < date.fromisoformat(later)]) > 1:
        everywhere = (Span(0, len(subject.text)),)
        yield Mutant("as-of three years later", subject.text, STALE, everywhere, as_of=later)


def _parts(subject: Subject) -> Iterator[Mutant]:
    plan = subject.plan
    if len(plan.parts) != 1:
        return
    part = plan.parts[0]
    if part.title and "title" in subject.parts and part.title.line.start < 200:
        text = subject.cut(part.title.span.start, part.title.span.end)
        start = len(text) - len(text.lstrip())
        yield slip("title removed", text, {"missing-title"}, start, 0)
    if part.preamble and part.sections and _is_preamble(part.preamble[-1], part.sections[0], subject):
        text = subject.cut(part.preamble[0].span.start, part.preamble[-1].span.end + 1)
        title = part.title.line.end if part.title else 0
        yield slip("preamble removed", text, {"missing-preamble"}, title)
    for name, node in (("signature", part.signature), ("date", part.date)):
        if node and name in subject.parts and node.line.start > len(subject.text) // 2:
            text = subject.cut(*node.line)
            place = len(text.rstrip())
            yield slip(f"{name} removed", text, {f"missing-{name}"}, place, place - 1, profile="issue")
    if part.attachments and part.attachment_note and _reaches_end(part.attachments[-1], subject.text):
        text = subject.text[: part.attachments[0].span.start]
        yield Mutant(
            "announced attachments removed", text, frozenset(["missing-attachment"]), (part.attachment_note.span,)
        )


def _is_preamble(preamble: Node, section: Node, subject: Subject) -> bool:
    """Tell whether a section 一、 that does not open the document by its name comes right after the preamble."""
    heading = subject.text[slice(*section.line)]
    return (
        not subject.text[preamble.span.end : section.span.start].strip()
        and re.match(HAN, heading.lstrip()) is not None
        and not OPENINGS.search(heading)
    )


def _reaches_end(node: Node, text: str) -> bool:
    return not text[node.span.end :].strip()


def slip(
    kind: str, text: str, rules: Iterable[str], *places: int, also: Iterable[str] = (), profile: str | None = None
) -> Mutant:
    """Return the mutant whose finding begins at one of `places` (offsets in code points)."""
    spans = tuple(Span(place, place + 1) for place in places)
    return Mutant(kind, text, frozenset(rules), spans, frozenset(also), profile)


def _in(
    kind: str,
    subject: Subject,
    cited: re.Match[str],
    group: str,
    changed: str,
    rules: Iterable[str],
    also: Iterable[str] = (),
) -> Mutant:
    """Return the mutant with one group of a citation rewritten; a finding anywhere in the citation will do."""
    start, end = cited.span(group)
    place = Span(cited.start(), cited.end() + len(changed) - (end - start))
    return Mutant(kind, subject.cut(start, end, changed), frozenset(rules), (place,), frozenset(also))
