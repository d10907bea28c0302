"""`make bench`: speed and memory of planlint as users have it, beside autocorrect-node and a bare typer program.

Everything is measured in this one run, on the same cores, turn by turn, so that ratios hold however busy or slow
the machine is; figures are medians. Nothing is asserted: the last lines say which goals this run met.
"""

from __future__ import annotations

import argparse
import platform
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import install, material, word
from benchmarks.process import Cost, available, cores, middle, ratio, run
from benchmarks.table import show

Command = list[str | Path]
Ratios = tuple[float | None, float | None]
"""Of the four families, and of all rules."""

GOAL_MANY = 1.0
GOAL_ONE = 1.5
"""At most so many times autocorrect-node's time, on two cores."""

GOAL_WORD = 3.0
"""At least so many times planlint's time is what python-docx needs to read a Word file."""

FAMILIES = ("numbering", "sections", "meetings", "duplicates")
"""The rule files of structure and of meetings: the families that planlint began with."""

TIMES = (1, 4, 16, 64)
HELLO = Path(__file__).with_name("hello.py")
GROWTH = Path(__file__).with_name("growth.py")


def main(argv: Sequence[str] | None = None) -> None:
    """Install, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the documents, few runs: for development")
    quick: bool = parser.parse_args(argv).quick
    try:
        programs = install.planlint()
    except install.InstallError as error:
        sys.exit(f"planlint could not be installed to be measured: {error}")
    peer = install.peer()
    print("planlint's wheel with its locked requirements, in an environment of its own (an editable install starts")
    print(f"more slowly); Python {platform.python_version()}, {available()} cores; medians")
    print(f"autocorrect-node: {peer if isinstance(peer, str) else peer[1]}\n")
    many = measure_many(programs, peer, documents=100 if quick else 1000, pairs=2 if quick else 5)
    one = measure_one(programs, peer, pairs=5 if quick else 21)
    measure_growth(programs)
    word_faster = measure_word(programs, rounds=5 if quick else 21)
    print("goals on two cores, by this run")
    for words, found, goal in (
        ("the documents with the four families, against autocorrect-node", many[0], GOAL_MANY),
        ("the documents with all rules, against autocorrect-node", many[1], GOAL_MANY),
        ("one seed with the four families, against autocorrect-node", one[0], GOAL_ONE),
        ("one seed with all rules, against autocorrect-node", one[1], GOAL_ONE),
    ):
        verdict = "not measured" if found is None else f"{found:.2f}x, {'met' if found <= goal else 'MISSED'}"
        print(f"  {words}: at most {goal:.1f}x: {verdict}")
    verdict = "met" if word_faster >= GOAL_WORD else "MISSED"
    print(f"  reading a .docx, python-docx against planlint: at least {GOAL_WORD:.0f}x: {word_faster:.2f}x, {verdict}")


def families() -> list[str]:
    """Return the options that keep planlint to the four families."""
    texts = ((material.SEEDS.parent / "rules" / f"{name}.yaml").read_text("utf-8") for name in FAMILIES)
    return ["--select", ",".join(found for text in texts for found in re.findall(r"^- id: (\S+)", text, re.MULTILINE))]


def measure_many(programs: Path, peer: install.Peer, documents: int, pairs: int) -> Ratios:
    """Print what `documents` documents cost, with one process and with all cores; return the ratios to the peer."""
    folder = install.BUILT / f"corpus-{documents}"
    size = material.write_corpus(folder, documents)
    with_json: Command = [programs / "planlint", "check", folder.name, "--format", "json:planlint.json"]
    rows: list[tuple[str, Cost]] = []
    alone = [[*with_json, "--jobs", "1"]]
    rows.append(("planlint --jobs 1", middle(*side_by_side(alone, max(2, pairs - 2), memory=True))))
    if available() > 2:
        rows.append((f"planlint, {available()} cores", middle(*side_by_side([with_json], pairs, memory=True))))
    with cores(2) as count:
        rivals = [[*with_json, *families()], with_json]
        if not isinstance(peer, str):
            rivals.append([*peer[0], "--lint", "--format", "json", folder.name])
        runs = side_by_side(rivals, pairs, memory=True)
    names = (f"four families, {count} cores", f"all rules, {count} cores", f"autocorrect-node, {count} cores")
    rows += zip(names, map(middle, runs), strict=False)
    show(
        f"{documents:,} documents from the seeds, {size / 1e6:.1f} MB",
        ("wall s", "CPU s", "documents/s", "MB/s", "peak MB"),
        [(name, c.wall, c.cpu, documents / c.wall, size / 1e6 / c.wall, c.memory) for name, c in rows],
    )
    return _against(runs[:2], runs[2:], pairs)


def _against(ours: list[list[Cost]], theirs: list[list[Cost]], pairs: int) -> Ratios:
    """Print and return the ratios of the four families and of all rules to the peer, (None, None) without it."""
    if not theirs:
        return None, None
    few, every = (ratio(own, theirs[-1]) for own in ours)
    print(f"/ autocorrect-node, median of {pairs} pairs: four families {few:.2f}x, all rules {every:.2f}x\n")
    return few, every


def measure_one(programs: Path, peer: install.Peer, pairs: int) -> Ratios:
    """Print what one seed costs from start to finish; return the ratios to the peer."""
    seed = max(material.SEEDS.glob("*.txt"))
    names = ["typer hello world", "planlint --version", "planlint check, four families", "planlint check, all rules"]
    commands: list[Command] = [
        [programs / "python", HELLO, seed],
        [programs / "planlint", "--version"],
        [programs / "planlint", "check", seed, *families()],
        [programs / "planlint", "check", seed],
    ]
    if not isinstance(peer, str):
        names += ["autocorrect-node --version", "autocorrect-node --lint SEED"]
        commands += [[*peer[0], "--version"], [*peer[0], "--lint", str(seed)]]
    with cores(2):
        runs = side_by_side(commands, pairs)
    floor = runs[0]
    show(
        f"one seed, {seed.stat().st_size / 1e3:.1f} KB, whole process, {pairs} runs in turn",
        ("wall ms", "least ms", "CPU ms", "x floor"),
        [
            (name, middle(r).wall * 1e3, min(c.wall for c in r) * 1e3, middle(r).cpu * 1e3, ratio(r, floor))
            for name, r in zip(names, runs, strict=True)
        ],
    )
    return _against(runs[2:4], runs[4:], pairs)


def measure_growth(programs: Path) -> None:
    """Print what documents cost that are 1 to 64 times as long as a seed, without start-up."""
    folder = install.BUILT / "growth"
    folder.mkdir(exist_ok=True)
    sizes, names = [], []
    for varied in (True, False):
        for times in TIMES:
            path = folder / f"{times:02}-{'varied' if varied else 'same'}.txt"
            sizes.append(path.write_bytes(material.lengthened(times, varied).encode()) / 1e3)
            names.append(path.name)
    with cores(1):
        command: Command = [programs / "python", "-P", GROWTH, *names]
        printed = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
    took = [float(line) for line in printed.split()]
    half = len(TIMES)
    show(
        "CPU time by length, start-up apart",
        ("KB", "ms", "ms/KB", "same text again: ms", "ms/KB"),
        [
            (f"{times} x a seed", kb, new, new / kb, same, same / same_kb)
            for times, kb, new, same_kb, same in zip(TIMES, sizes, took, sizes[half:], took[half:], strict=False)
        ],
    )


def measure_word(programs: Path, rounds: int) -> float:
    """Print what reading a Word file costs, beside python-docx, and a whole process; return how many times faster."""
    source = word.document()
    path = install.BUILT / word.NAME
    path.write_bytes(source)
    found, faster = word.rows(source, rounds)
    show(f"reading a .docx, {len(source) / 1e3:.1f} KB", ("CPU ms", "least ms", "code points"), found)
    with cores(2):
        costs = side_by_side([[programs / "planlint", "check", path]], rounds)[0]
    print(f"python-docx / planlint, median of {rounds} pairs: {faster:.1f}x; planlint check on it, whole process:")
    print(f"{middle(costs).wall * 1e3:.0f} ms, least {min(c.wall for c in costs) * 1e3:.0f} ms\n")
    return faster


def side_by_side(commands: Sequence[Command], rounds: int, *, memory: bool = False) -> list[list[Cost]]:
    """Run the commands in turn, `rounds` times after one to warm up; return the costs of each."""
    costs: list[list[Cost]] = [[] for _ in commands]
    for index in range(rounds + 1):
        for command, kept in zip(commands, costs, strict=True):
            cost = run(command, install.BUILT, memory=memory)
            if index:
                kept.append(cost)
    return costs


if __name__ == "__main__":
    main()
