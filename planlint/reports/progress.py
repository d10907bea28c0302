"""A progress bar for long runs: on standard error, only on a terminal, only after a second."""

from __future__ import annotations

from time import perf_counter
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

from planlint.lang import t

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

PATIENCE = 1.0
"""Seconds before the bar appears."""
INTERVAL = 0.1
"""Seconds between two drawings."""


class Progress:
    """Counts documents done. Use it as a context manager, and call `advance` after each document.

    The bar vanishes at the end. It is drawn by `advance` and by no thread of its own, so that starting worker
    processes beside it is safe.
    """

    def __init__(self, total: int, lang: str, err: TextIO, patience: float = PATIENCE) -> None:
        self.total, self.lang, self.err = total, lang, err
        self.done = 0
        self._bar: Bar | None = None
        self._next = perf_counter() + patience if err.isatty() else float("inf")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def advance(self, n: int = 1) -> None:
        """Count `n` more documents as done."""
        self.done += n
        now = perf_counter()
        if now < self._next or self.done >= self.total:
            return
        self._next = now + INTERVAL
        if self._bar is None:
            self._bar = self._start()
        self._bar.update(self._bar.task_ids[0], completed=self.done, refresh=True)

    def _start(self) -> Bar:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        bar = Bar(*columns, console=Console(file=self.err), transient=True, auto_refresh=False)
        bar.add_task(t("progress", self.lang), total=self.total)
        bar.start()
        return bar
