"""Share documents among processes. Imported only when there are many."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from planlint import api
from planlint.discovery import Source
from planlint.model import PlanlintError, Result

_session: api.Session | None = None


def share(files: Sequence[Source], session: api.Session, jobs: int) -> Iterator[Result | None]:
    """Yield the results of `files` in order, judged by `jobs` processes.

    Where the system can fork, the processes inherit the session, library loaded; elsewhere each builds its own. A
    process that dies (out of memory, killed) costs its own documents an error, not the run.
    """
    global _session
    _session = session
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    size = max(1, min(32, len(files) // (jobs * 4) or 1))
    batches = [files[at : at + size] for at in range(0, len(files), size)]
    with ProcessPoolExecutor(
        jobs, multiprocessing.get_context(method), initializer=_start, initargs=(session.options,)
    ) as pool:
        pending = [pool.submit(_lint, batch) if not any(s.stdin for s in batch) else None for batch in batches]
        for batch, future in zip(batches, pending, strict=True):
            if future is None:
                yield from (api.lint_source(source, session) for source in batch)
                continue
            try:
                yield from future.result()
            except BrokenProcessPool:
                yield from (_lost(source) for source in batch)


def _start(options: api.Options) -> None:
    global _session
    if _session is None:
        _session = api.Session(options)


def _lint(batch: Sequence[Source]) -> list[Result | None]:
    assert _session is not None
    return [api.lint_source(source, _session) for source in batch]


def _lost(source: Source) -> Result:
    error = PlanlintError(
        "internal-error",
        "检查这个文件的进程意外终止（可能内存不足）；请单独检查这个文件",
        "the process that judged this file died (out of memory?); check the file on its own",
        path=source.shown,
    )
    return Result(source.shown, error=error)
