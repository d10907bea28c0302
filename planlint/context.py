"""What a check may look at: one document, its tree, its date, and the facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from planlint.model import Dating, Document, Memo

if TYPE_CHECKING:
    from planlint.facts import Facts
    from planlint.outline import Plan

T = TypeVar("T")


def nowhere() -> Sequence[str] | None:
    """Return None: the document lies in no folder that is known."""
    return None


@dataclass(slots=True, eq=False, repr=False)
class Context:
    """Given to every check of one document.

    `dating` is what could be known when it was written (None: rules that need it are skipped), `year` the year
    the plan is for, `genre` one of the genres under rules/genres, `genre_data` that genre's record, `genres` the
    records of all, `settings` the resolved configuration values that checks may read (`places`, `meetings`, …),
    `beside` gives the names of the other files in the document's folder (None: it lies in none that is known), `ran`
    the ids of the rules that have judged this document so far.
    """

    plan: Plan
    facts: Facts
    dating: Dating | None = None
    year: int | None = None
    genre: str = "other"
    genre_data: Mapping[str, Any] = field(default_factory=dict)
    genres: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    profile: str = "review"
    settings: Mapping[str, Any] = field(default_factory=dict)
    beside: Callable[[], Sequence[str] | None] = nowhere
    memo: Memo = field(default_factory=Memo)
    ran: set[str] = field(default_factory=set)

    @property
    def document(self) -> Document:
        """Return the document under judgement."""
        return self.plan.document

    def once(self, analysis: Callable[[Context], T]) -> T:
        """Return `analysis(self)`, computed on the first call and kept for this document."""
        known = self.memo.known
        if analysis not in known:
            known[analysis] = analysis(self)
        value: T = known[analysis]
        return value

    def close(self) -> None:
        """Let go of the tree and of all that was computed, so that they go at once, not when garbage is looked for."""
        self.memo = Memo()
        for node in self.plan.nodes():
            node.parent = None
