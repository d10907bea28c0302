"""Dated traces: words of a document that fit some years and not others.

A year, the edition of a yearly event, an anniversary, a session, a campaign, a plan with its years: each check that
judges such words offers what it found as traces, fitting or not, and `outdated-draft` counts their votes.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import NamedTuple

from planlint import checks
from planlint.context import Context
from planlint.model import Span
from planlint.pack import pack


class Trace(NamedTuple):
    """One trace: the words, the years (of a plan) that they fit, and how much they say (1 is usual).

    `kind` names what it is for the reader: "year", "edition", "anniversary", "session", "campaign", "plan".
    """

    span: Span
    years: range
    kind: str
    weight: float = 1.0


def traces(context: Context) -> list[Trace]:
    """Return all traces of a document in order. A check module offers its own by a function `traces(context)`."""
    return context.once(_collect)


def _collect(context: Context) -> list[Trace]:
    return sorted((trace for module in offering() for trace in module.traces(context)), key=lambda trace: trace.span)


def offering() -> Iterator[ModuleType]:
    """Yield the check modules that offer traces; the pack knows them, so that no other is imported."""
    yield from map(checks.load, pack()["traces"])
