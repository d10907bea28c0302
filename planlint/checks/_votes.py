"""The traces that the checks offer, gathered."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

from planlint.checks import load
from planlint.context import Context
from planlint.pack import pack
from planlint.traces import Trace


def all_traces(context: Context) -> list[Trace]:
    """Return all traces of a document in order. A check module offers its own by a function `traces(context)`."""
    found = (trace for module in offering() for trace in module.traces(context))
    return sorted(found, key=lambda trace: trace.span)


def offering() -> Iterator[ModuleType]:
    """Yield the check modules that offer traces; the pack knows them, so that no other is imported."""
    yield from map(load, pack()["traces"])
