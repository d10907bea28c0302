"""`make accuracy`: which rules speak too often, and which say too little.

Recall: slips are planted in the seeds (and in every document of `--corpus`), one a copy. A slip is found when the
right rule speaks at the right place; findings that the clean document did not have, and that do not belong to the
slip, are counted as extra. Firings: findings of each rule per 100 documents of `--corpus` (else of the seeds), which
are believed to be good, by genre. Last, `count-mismatch` beside a short recipe for the same: see `counted`.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from random import Random

from benchmarks.counted import show_counted
from benchmarks.material import SEEDS
from benchmarks.mutations import Mutant, Subject, mutants
from benchmarks.slips_in_names import name_mutants
from benchmarks.slips_in_parts import part_mutants
from benchmarks.slips_in_text import text_mutants
from benchmarks.slips_in_time import time_mutants
from benchmarks.table import show
from planlint.api import Options, Session, library
from planlint.discovery import discover
from planlint.facts import day
from planlint.findings import SEVERITIES, Finding, Result
from planlint.model import Document, PlanlintError
from planlint.numerals import to_int
from planlint.outline import parse
from planlint.pack import pack
from planlint.readers import read_file

KINDS = (mutants, text_mutants, part_mutants, name_mutants, time_mutants)
LONGEST = 60_000
FEW = 5
"""Documents a genre must have to get a column."""


def main(argv: Sequence[str] | None = None) -> None:
    """Lint, plant, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    parser.add_argument("--corpus", help="a folder of real documents, believed to be good")
    parser.add_argument("--rounds", type=int, default=0, help="mutants of each kind a document (20 for a seed, 3 else)")
    parser.add_argument("--misses", type=int, default=0, help="so many mutants that went wrong are listed")
    asked = parser.parse_args(argv)
    seeds = list(_subjects(str(SEEDS)))
    others = list(_subjects(asked.corpus)) if asked.corpus else []
    score = Score()
    for group, rounds in ((seeds, 20), (others, 3)):
        for subject in group:
            for mutant in _planted(subject, asked.rounds or rounds):
                score.add(subject, mutant)
    show_rules(others or seeds, score)
    score.show(len(seeds) + len(others))
    show_counted([*seeds, *others], asked.misses)
    print("\n".join(score.wrong[: asked.misses]))


class Score:
    """Counts, by kind of slip, how many were planted and found, and what else was said."""

    def __init__(self) -> None:
        self.planted: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.by_rule: dict[str, list[bool]] = defaultdict(list)
        self.extra: dict[str, Counter[str]] = defaultdict(Counter)
        self.wrong: list[str] = []

    def add(self, subject: Subject, mutant: Mutant) -> None:
        """Lint the mutant and compare with what it should give, and with the clean document."""
        before = lint(subject.text, mutant.profile, None)
        result = _lint(mutant.text, mutant.profile, mutant.as_of)
        new = _new(before, result)
        # A right finding may look like one the clean document had: it counts by its place.
        right = [f for f in result.findings if f.rule in mutant.rules and _is_at(f, mutant)]
        # Read years later, the same text is wrong in more than the one thing that is looked for.
        extra = [] if mutant.as_of else [f for f in new if f not in right and f.rule not in mutant.also]
        self.planted[mutant.kind] += 1
        self.found[mutant.kind] += bool(right)
        for rule in mutant.rules:
            self.by_rule[rule].append(bool(right))
        self.extra[mutant.kind].update(f.rule for f in extra)
        if not right or extra:
            where = Document(mutant.text).locate(min(mutant.places[0].start, len(mutant.text)))
            said = ", ".join(f"{f.rule}@{Document(mutant.text).locate(f.span.start).line}" for f in new)
            what = "missed" if not right else "extra"
            self.wrong.append(
                f"{subject.name}: {mutant.kind} at {where.line}:{where.column}: {what}; {said or 'silent'}"
            )

    def show(self, documents: int) -> None:
        """Print the table of recall by kind of slip."""
        rows = []
        for kind, planted in self.planted.items():
            extra = self.extra[kind]
            most = ", ".join(f"{rule} {count}" for rule, count in extra.most_common(2))
            share = 100 * self.found[kind] / planted
            rows.append((kind, planted, self.found[kind], share, sum(extra.values()), most))
        planted, found = self.planted.total(), self.found.total()
        rows.append(("all", planted, found, 100 * found / planted, sum(e.total() for e in self.extra.values()), ""))
        show(f"slips planted in {documents} documents", ("planted", "found", "%", "extra", "most of them"), rows)


@cache
def _session(profile: str | None, as_of: str | None) -> Session:
    return Session(Options(profile=profile, as_of=as_of))


def _lint(text: str, profile: str | None, as_of: str | None) -> Result:
    result = _session(profile, as_of).lint(Document(text, "document.txt"), SEEDS / "document.txt")
    assert result is not None
    if result.error:
        raise result.error
    return result


lint = cache(_lint)


def _subjects(folder: str) -> Iterator[Subject]:
    """Yield the documents of a folder that can be read and are of a length to be mutated many times."""
    for source in discover([folder]).files:
        try:
            text = read_file(source.path, source.shown).text
        except PlanlintError:
            continue
        text = text if text.endswith("\n") else text + "\n"
        result = lint(text, None, None)
        parts = frozenset(library().genres[result.genre].parts)
        yield Subject(source.path.name, text, parse(Document(text)), result, parts, _plenums())


@cache
def _plenums() -> list[tuple[int, int, date]]:
    table = pack()["facts"]["meetings"]["plenums"]
    found = []
    for record in table:
        term, _, session = record["name"].removesuffix("全会").partition("届")
        if record.get("closed"):
            found.append((to_int(term) or 0, to_int(session.rstrip("中")) or 0, day(record["closed"])))
    return found


def _planted(subject: Subject, rounds: int) -> Iterator[Mutant]:
    """Yield the distinct mutants of so many rounds; texts broken by hard wrapping hold no clear places."""
    if subject.plan.wrapped or len(subject.text) > LONGEST:
        return
    seen = set()
    for index in range(rounds):
        chance = Random(f"{subject.name}/{index}")
        for mutant in (planted for plant in KINDS for planted in plant(subject, chance)):
            mark = mutant.kind, mutant.text
            if mark not in seen:
                seen.add(mark)
                yield mutant


def _is_at(finding: Finding, mutant: Mutant) -> bool:
    return any(place.start <= finding.span.start < max(place.end, place.start + 1) for place in mutant.places)


def _new(before: Result, after: Result) -> list[Finding]:
    """Return the findings of `after` that `before` has not, by rule and words: places have moved."""
    old = {_mark(finding, before) for finding in before.findings}
    return [finding for finding in after.findings if _mark(finding, after) not in old]


def _mark(finding: Finding, result: Result) -> tuple[str, str]:
    assert result.document
    return finding.rule, result.document.text[slice(*finding.span)]


def show_rules(subjects: Sequence[Subject], score: Score) -> None:
    """Print how often each rule speaks, the worst first, and how many of its slips were found; then the quiet ones.

    A slip that several rules may tell counts for each of them.
    """
    genres = Counter(subject.result.genre for subject in subjects)
    columns = [genre for genre, count in genres.most_common() if count >= FEW]
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for subject in subjects:
        for finding in subject.result.findings:
            said[finding.rule].update((finding.severity, subject.result.genre))
    rows = []
    for rule in sorted({*said, *score.by_rule}, key=lambda r: ([-said[r][s] for s in SEVERITIES], r)):
        per_100 = [100 * said[rule][severity] / len(subjects) for severity in SEVERITIES]
        found = score.by_rule.get(rule, [])
        recall = (len(found), 100 * sum(found) / len(found)) if found else ("", "")
        rows.append((rule, *per_100, *(100 * said[rule][g] / genres[g] for g in columns), *recall))
    head = (*SEVERITIES, *(f"{genre} ({genres[genre]})" for genre in columns), "slips", "found %")
    show(f"findings per 100 documents, of {len(subjects)}", head, rows)
    totals = (f"{severity} {sum(counts[severity] for counts in said.values())}" for severity in SEVERITIES)
    print(f"findings in all: {', '.join(totals)}\n")
    clean = [
        (name, *(100 * _silent(subjects, genre, kinds) for genre in (None, *columns)))
        for name, kinds in (("no error", 1), ("no error or warning", 2), ("nothing at all", 3))
    ]
    show("documents with … (%)", ("all", *head[3:-2]), clean)
    mute = [rule for rule in library().rules if rule not in said and rule not in score.by_rule]
    print(f"neither fired nor tried: {', '.join(mute) or 'none'}\n")


def _silent(subjects: Sequence[Subject], genre: str | None, kinds: int) -> float:
    """Return the share of the documents of a genre (None: all) without findings of the first `kinds` severities."""
    of_it = [subject.result for subject in subjects if genre in (None, subject.result.genre)]
    return sum(not any(f.severity in SEVERITIES[:kinds] for f in r.findings) for r in of_it) / len(of_it)


if __name__ == "__main__":
    main()
