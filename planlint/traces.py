"""Dated traces: words of a document that fit some years and not others.

A year, the edition of a yearly event, an anniversary, a session, a campaign, a plan with its years: each check that
judges such words offers what it found as traces, fitting or not, and `outdated-draft` counts their votes.
"""

from __future__ import annotations

from typing import NamedTuple

from planlint.model import Span


class Trace(NamedTuple):
    """One trace: the words, the years (of a plan) that they fit, and how much they say (1 is usual).

    `kind` names what it is for the reader: "year", "edition", "anniversary", "session", "campaign", "plan".
    """

    span: Span
    years: range
    kind: str
    weight: float = 1.0
