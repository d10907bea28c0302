"""What a check yields, and what linting a document gives: hits, findings, fixes, results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from planlint.model import NOTHING, Dating, Document, PlanlintError, Span, Texts

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""From the gravest down: 必须改, 建议改, 请核实."""

FailSeverity = Literal["error", "warning", "info", "never"]
"""The severity from which findings make a run fail."""


class Edit(NamedTuple):
    """Replace `span` by `text`."""

    span: Span
    text: str


class Fix(NamedTuple):
    """Edits a program may apply; only a `safe` one without being asked."""

    edits: tuple[Edit, ...]
    safe: bool = True


class Related(NamedTuple):
    """Another place that belongs to a finding; `path` is None in the same document."""

    span: Span
    texts: Texts = NOTHING
    path: str | None = None


class Hit(NamedTuple):
    """What a check yields. It knows neither rule nor severity: the linter stamps those.

    `values` fill the names in the rule's message; `variant` picks one of the rule's `variants` of the message;
    `weak` lowers the finding to the rule's `severity-weak`; `unverified` caps it at warning.
    """

    span: Span
    values: Mapping[str, object] = NOTHING
    variant: str | None = None
    related: tuple[Related, ...] = ()
    suggestion: str | None = None
    fix: Fix | None = None
    weak: bool = False
    unverified: bool = False


class Finding(NamedTuple):
    """One thing to change or to verify, at one place of one document."""

    rule: str
    severity: Severity
    basis: str
    texts: Texts
    span: Span
    related: tuple[Related, ...] = ()
    suggestion: str | None = None
    fix: Fix | None = None
    suppressed: str | None = None


class Skip(NamedTuple):
    """A rule that could not run on a document, and why ("no-date", "no-year", "not-prose", …)."""

    rule: str
    reason: str


@dataclass(slots=True, eq=False)
class Result:
    """What linting one document gave. `error` is set when it could not be read or judged."""

    path: str
    document: Document | None = None
    genre: str = "other"
    title: str | None = None
    profile: str = "review"
    year: int | None = None
    dating: Dating | None = None
    findings: list[Finding] = field(default_factory=list)
    skipped: list[Skip] = field(default_factory=list)
    stricter: list[str] = field(default_factory=list)
    rules_run: int = 0
    fail_on: FailSeverity = "error"
    error: PlanlintError | None = None
