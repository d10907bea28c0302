"""Run a command and say what it cost: wall time, processor time, memory with all of its children."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import Event, Thread
from time import perf_counter

SAMPLES_A_SECOND = 20


@dataclass(frozen=True)
class Cost:
    """What one run took: seconds on the clock, seconds of processor, peak memory in MB (10^6 bytes)."""

    wall: float
    cpu: float
    memory: float


def run(command: Sequence[str | Path], cwd: Path, *, memory: bool = False, allowed: Collection[int] = (0, 1)) -> Cost:
    """Run `command` in `cwd`, its output into a pipe. Exits with a message when its status is not `allowed`.

    With `memory`, what the process and its descendants hold together is sampled (shared pages counted once);
    without, or where there is no /proc, the peak is that of the largest single process.
    """
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PLANLINT"))}
    start = perf_counter()
    process = subprocess.Popen(command, cwd=cwd, env=clean, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout
    with _sampled(process.pid if memory else 0) as samples:
        while process.stdout.read(1 << 20):
            pass
        _, status, used = os.wait4(process.pid, 0)
        wall = perf_counter() - start
    process.stdout.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in allowed:
        sys.exit(f"exit status {process.returncode}: {' '.join(map(str, command))}")
    return Cost(wall, used.ru_utime + used.ru_stime, max([_largest(used), *samples]) / 1e6 if memory else 0.0)


def middle(costs: Sequence[Cost]) -> Cost:
    """Return the medians of the runs; of memory, the highest peak."""
    return Cost(median(c.wall for c in costs), median(c.cpu for c in costs), max(c.memory for c in costs))


def ratio(ours: Sequence[Cost], theirs: Sequence[Cost]) -> float:
    """Return the median of the ratios of wall times, run for run: what was measured side by side."""
    return median(a.wall / b.wall for a, b in zip(ours, theirs, strict=True))


@contextmanager
def cores(count: int) -> Iterator[int]:
    """Let everything started inside use at most `count` of the cores that this process may use; yield how many."""
    if not hasattr(os, "sched_setaffinity"):
        yield os.cpu_count() or 1
        return
    all_cores = os.sched_getaffinity(0)
    few = set(sorted(all_cores)[:count])
    os.sched_setaffinity(0, few)
    try:
        yield len(few)
    finally:
        os.sched_setaffinity(0, all_cores)


def available() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _largest(used: resource.struct_rusage) -> int:
    return used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


@contextmanager
def _sampled(pid: int) -> Iterator[list[int]]:
    samples: list[int] = []
    if not pid or not Path("/proc/self/smaps_rollup").exists():
        yield samples
        return
    done = Event()

    def watch() -> None:
        while not done.wait(1 / SAMPLES_A_SECOND):
            samples.append(sum(map(_held, _family(pid))))

    thread = Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield samples
    finally:
        done.set()
        thread.join()


def _family(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))


def _held(pid: int) -> int:
    with suppress(OSError), open(f"/proc/{pid}/smaps_rollup") as lines:
        for line in lines:
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
