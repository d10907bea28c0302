"""No file is left half-written, however a run ends (but for SIGKILL)."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""What ends a process that does nothing about it. (SIGINT is an exception in Python already.)"""


@contextmanager
def removed_when_killed(file: Path) -> Iterator[None]:
    """While this is entered, a signal that ends the process removes `file` first; one that is ignored stays so."""

    def end(number: int, _: FrameType | None) -> None:
        with suppress(OSError):
            file.unlink()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    before = {}
    with suppress(ValueError):  # not the main thread
        for number in ENDING:
            if signal.getsignal(number) == signal.SIG_DFL:
                before[number] = signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
