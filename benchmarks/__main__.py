"""`make bench`: speed and memory of planlint as users have it, beside autocorrect-node and a bare typer program.

Everything is measured in this one run, on the same cores, turn by turn, so that ratios hold however busy or slow
the machine is; figures are medians. Nothing is asserted: the last lines say which goals this run met.
"""

from __future__ import annotations

import argparse
import platform
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import install, material
from benchmarks.process import Cost, available, cores, middle, ratio, run
from benchmarks.table import show

Command = list[str | Path]

GOAL_MANY = 1.0
GOAL_ONE = 1.5
"""At most so many times autocorrect-node's time, on two cores."""

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
    print("goals on two cores, by this run")
    for words, found, goal in (
        ("the documents, against autocorrect-node", many, GOAL_MANY),
        ("one seed, against autocorrect-node", one, GOAL_ONE),
    ):
        verdict = "not measured" if found is None else f"{found:.2f}x, {'met' if found <= goal else 'MISSED'}"
        print(f"  {words}: at most {goal:.1f}x: {verdict}")


def measure_many(programs: Path, peer: install.Peer, documents: int, pairs: int) -> float | None:
    """Print what `documents` documents cost, with one process and with all cores; return the ratio to the peer."""
    folder = install.WORK / f"corpus-{documents}"
    size = material.write_corpus(folder, documents)
    with_json: Command = [programs / "planlint", "check", folder.name, "--format", "json:planlint.json"]
    rows: list[tuple[str, Cost]] = []
    alone = [[*with_json, "--jobs", "1"]]
    rows.append(("planlint --jobs 1", middle(*side_by_side(alone, max(2, pairs - 2), memory=True))))
    found = None
    if available() > 2:
        rows.append((f"planlint, {available()} cores", middle(*side_by_side([with_json], pairs, memory=True))))
    with cores(2) as count:
        rivals = [with_json]
        if not isinstance(peer, str):
            rivals.append([*peer[0], "--lint", "--format", "json", folder.name])
        runs = side_by_side(rivals, pairs, memory=True)
    rows += zip((f"planlint, {count} cores", f"autocorrect-node, {count} cores"), map(middle, runs), strict=False)
    show(
        f"{documents:,} documents from the seeds, {size / 1e6:.1f} MB",
        ("wall s", "CPU s", "documents/s", "MB/s", "peak MB"),
        [(name, c.wall, c.cpu, documents / c.wall, size / 1e6 / c.wall, c.memory) for name, c in rows],
    )
    if len(runs) == 2:
        found = ratio(*runs)
        print(f"planlint / autocorrect-node, median of {pairs} pairs: {found:.2f}x\n")
    return found


def measure_one(programs: Path, peer: install.Peer, pairs: int) -> float | None:
    """Print what one seed costs from start to finish; return the ratio to the peer."""
    seed = max(material.SEEDS.glob("*.txt"))
    names = ["typer hello world", "planlint --version", "planlint check SEED"]
    commands: list[Command] = [
        [programs / "python", HELLO, seed],
        [programs / "planlint", "--version"],
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
    if len(runs) < 5:
        return None
    found = ratio(runs[2], runs[4])
    print(f"planlint / autocorrect-node, median of {pairs} pairs: {found:.2f}x\n")
    return found


def measure_growth(programs: Path) -> None:
    """Print what documents cost that are 1 to 64 times as long as a seed, without start-up."""
    folder = install.WORK / "growth"
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


def side_by_side(commands: Sequence[Command], rounds: int, *, memory: bool = False) -> list[list[Cost]]:
    """Run the commands in turn, `rounds` times after one to warm up; return the costs of each."""
    costs: list[list[Cost]] = [[] for _ in commands]
    for index in range(rounds + 1):
        for command, kept in zip(commands, costs, strict=True):
            cost = run(command, install.WORK, memory=memory)
            if index:
                kept.append(cost)
    return costs


if __name__ == "__main__":
    main()
