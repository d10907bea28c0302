"""No file is left half-written, however a run ends (but for SIGKILL)."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from types import FrameType

ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""What ends a process that does nothing about it. (SIGINT is an exception in Python already.)"""

_numbers = count()


@contextmanager
def appearing(file: Path) -> Iterator[Path]:
    """Give the path to write to so that `file` appears whole or not at all; a device or pipe is written directly.

    A link is followed: what it points to is replaced. Raises OSError as the writing and renaming do.
    """
    file = Path(os.path.realpath(file))
    if file.exists() and not file.is_file():
        yield file
        return
    # A name of its own: that of the document may be as long as names get.
    beside = file.with_name(f".planlint-{os.getpid()}-{next(_numbers)}.part")
    with _removed_when_killed(beside):
        try:
            yield beside
            beside.replace(file)
        finally:
            with suppress(OSError):
                beside.unlink()


@contextmanager
def _removed_when_killed(file: Path) -> Iterator[None]:
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
