"""Share documents among processes. Imported only when there are many."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import wait

from planlint.discovery import Source
from planlint.findings import Result
from planlint.model import Document, PlanlintError
from planlint.session import Options, Session
from planlint.sources import lint_sources

WARMING_UP = "某局2026年工作要点\n\n2026年要抓好落实。\n一、甲项工作\n1.抓好落实。\n"
"""Judged once before processes fork, so that they inherit the checks, tables and words instead of each loading them."""

MOST = 16
"""Documents of one batch: each costs messages; the last ones are smaller, since all wait for the last of all."""

_session: Session | None = None


def share(files: Sequence[Source], session: Session, jobs: int) -> Iterator[Result | None]:
    """Yield the results of `files` in order, judged by `jobs` processes.

    Where the system can fork, the processes inherit the session, library loaded; elsewhere each builds its own. A
    process that dies (out of memory, killed) takes its siblings with it. Then the files still to come are judged
    one by one by one process at a time, so that only the file it dies of is lost.
    """
    global _session
    _session = session
    batches: list[Sequence[Source]] = []
    at = 0
    while at < len(files):
        size = max(1, min(MOST, (len(files) - at) // (jobs * 4)))
        batches.append(files[at : at + size])
        at += size
    done = 0
    try:
        for results in _judged(batches, session, jobs):
            yield from results
            done += len(results)
    except BrokenProcessPool:
        while done < len(files):
            try:
                for results in _judged([[source] for source in files[done:]], session, 1):
                    yield from results
                    done += 1
            except BrokenProcessPool:
                yield _lost(files[done])
                done += 1


def _judged(batches: Sequence[Sequence[Source]], session: Session, jobs: int) -> Iterator[list[Result | None]]:
    """Yield the results of each batch. Raises BrokenProcessPool when a process dies."""
    with _pool(session, jobs) as pool:
        with _interrupts_held():
            pending = [None if any(s.stdin for s in batch) else pool.submit(_lint, batch) for batch in batches]
        for batch, future in zip(batches, pending, strict=True):
            yield future.result() if future else _lint(batch)


@contextmanager
def _pool(session: Session, jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Start processes; when the run is interrupted, they and what they have begun are dropped."""
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "fork":
        session.lint(Document(WARMING_UP))
        gc.freeze()
    pool = ProcessPoolExecutor(jobs, context, initializer=_start, initargs=(session.options,))
    try:
        yield pool
    except KeyboardInterrupt:
        for process in multiprocessing.active_children():
            process.terminate()  # one may be waiting for LibreOffice
        raise
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Keep an interruption until the processes have been started: one lost in between would not end the run."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start(options: Options) -> None:
    """Prepare a process: it ends without a word when the user interrupts or when the run that started it is gone."""
    global _session
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    gc.set_threshold(5000)  # the nodes of a tree are many; looking for garbage among them at every 700 is too often
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=lambda: wait([parent.sentinel]) and os._exit(1), daemon=True).start()
    if _session is None:
        _session = Session(options)


def _lint(batch: Sequence[Source]) -> list[Result | None]:
    assert _session is not None
    return list(lint_sources(batch, _session))


def _lost(source: Source) -> Result:
    error = PlanlintError(
        "internal-error",
        "检查这个文件的进程意外终止（可能内存不足）；其余文件已照常检查",
        "the process that judged this file died (out of memory?); the other files were checked",
        path=source.shown,
    )
    return Result(source.shown, error=error)
