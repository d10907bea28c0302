"""`count-mismatch` side by side with the recipe of `benchmarks.recipe`: same documents, same members dropped.

The lists are all whose count either of the two finds right in the clean documents. Of each list every member but the
first (which is not told from the verbs before it) is dropped once; it is found when the count is called wrong then.
What is said of the clean documents is counted too: nearly always false alarms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from benchmarks.mutations import Subject
from benchmarks.recipe import counted
from benchmarks.table import show
from planlint.api import Options, Session
from planlint.enumerations import enumerations
from planlint.model import Document, Span

RULE = "count-mismatch"
Said = Mapping[int, str]
"""What is said of the counts of a text: the severity, by the offset of the number."""


class Listed(NamedTuple):
    """A list whose count is right: where its number begins, and its members."""

    count: int
    members: tuple[Span, ...]


@dataclass
class Reader:
    """One of the two: what it says of a text, and which lists it finds right; and how it fared."""

    name: str
    says: Callable[[str], Said]
    lists: Callable[[str], list[Listed]]
    seen: int = 0
    alarms: list[str] = field(default_factory=list)
    found: list[str] = field(default_factory=list)


def show_counted(subjects: Sequence[Subject], misses: int) -> None:
    """Print the table, and the first members that only the recipe found."""
    ours = Reader("planlint", cache(_said), _lists)
    recipe = Reader("the recipe", cache(_said_by_recipe), _lists_by_recipe)
    dropped, behind = 0, []
    for subject in subjects:
        text = subject.text
        lists: dict[int, Listed] = {}
        for reader in (recipe, ours):
            right = reader.lists(text)
            lists.update((listed.count, listed) for listed in right)
            reader.seen += len(right)
            reader.alarms += reader.says(text).values()
        for listed in lists.values():
            for cut in _cuts(listed):
                dropped += 1
                changed = text[: cut.start] + text[cut.end :]
                at = listed.count - (cut.end - cut.start) * (cut.start < listed.count)
                said = [reader.says(changed).get(at) for reader in (ours, recipe)]
                for reader, severity in zip((ours, recipe), said, strict=True):
                    reader.found += [severity] if severity else []
                if said[1] and not said[0]:
                    around = changed[max(0, at - 60) : at + 20].replace("\n", "⏎")
                    behind.append(f"{subject.name}: found by the recipe alone: {around}")
    rows = [
        (
            reader.name,
            reader.seen,
            len(reader.alarms),
            reader.alarms.count("warning"),
            len(reader.found),
            100 * len(reader.found) / max(dropped, 1),
            100 * reader.found.count("warning") / max(dropped, 1),
        )
        for reader in (ours, recipe)
    ]
    head = ("right", "called wrong", "as warnings", "dropped members found", "%", "as warnings, %")
    show(f"counted lists in {len(subjects)} documents, {dropped} members dropped", head, rows)
    print("\n".join(behind[:misses]))


def _cuts(listed: Listed) -> Iterator[Span]:
    """Yield what to cut out, to drop each member but the first: the member with the mark before it."""
    for before, member in pairwise(listed.members):
        yield Span(before.end, member.end)


@cache
def _session() -> Session:
    return Session(Options(select=(RULE,)))


def _said(text: str) -> Said:
    result = _session().lint(Document(text, "document.txt"))
    assert result is not None
    return {f.span.start + text[f.span.start :].startswith("“"): f.severity for f in result.findings}


def _lists(text: str) -> list[Listed]:
    _, context = _session().examine(Document(text))
    found = context.once(enumerations)
    return [Listed(e.said.start + e.quoted, e.members) for e in found if e.low <= e.number <= e.high]


def _said_by_recipe(text: str) -> Said:
    return {each.count.start: "warning" for each in counted(text) if each.wrong}


def _lists_by_recipe(text: str) -> list[Listed]:
    return [Listed(each.count.start, each.members) for each in counted(text) if each.right]
