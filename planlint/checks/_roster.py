"""The office's own names, as its roster gives them, and where a document writes them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from planlint.checks._records import required, words
from planlint.context import Context
from planlint.facts import Facts
from planlint.model import PlanlintError, Span
from planlint.terms import fold

if TYPE_CHECKING:
    from planlint.checks._slips import Slips

TABLE = "roster"
PLACE = range(11, 1, -1)
LEAST = 3
"""So many characters must be left of a name without its place."""


class Name(NamedTuple):
    """One entry: its forms of today, the full name first, and former ones. `rank` orders names of its kind."""

    kind: str
    current: tuple[str, ...]
    old: tuple[str, ...]
    rank: int | None
    note: str


class Roster:
    """All entries, by each folded form; empty, and without cost, where an office has given none."""

    def __init__(self, facts: Facts) -> None:
        self.table = facts.tables.get(TABLE, {})
        kinds = self.table.get("kinds", {})
        self.names = [_name(record, at, kinds) for at, record in enumerate(self.table.get("names", ()))]
        self._facts = facts

    def __bool__(self) -> bool:
        return bool(self.names)

    @cached_property
    def current(self) -> Mapping[str, Name]:
        """Every form of today, with its entry; of several the first. 某省某市某局 is 某市某局 and 市某局, too."""
        written = self._by_form(lambda name: name.current)
        former = self._by_form(lambda name: name.old)
        local = self._by_form(lambda name: (short for form in name.current for short in self._local(name.kind, form)))
        return {**{form: name for form, name in local.items() if form not in former}, **written}

    @cached_property
    def known(self) -> Mapping[str, Name]:
        """Every form, former ones too, with its entry."""
        return {**self._by_form(lambda name: name.old), **self.current}

    @cached_property
    def _places(self) -> frozenset[str]:
        return self._facts.places.names | {
            name.current[0] for name in self.names if name.kind == "place" and name.current
        }

    def _local(self, kind: str, form: str) -> Iterator[str]:
        """Yield a name without the places above the one it is of, and that of a unit also by its level alone."""
        last, rest = "", form
        while size := next((size for size in PLACE if rest[:size] in self._places), 0):
            last, rest = rest[:size], rest[size:]
        if last and len(rest) >= LEAST and kind in ("unit", "school"):
            yield last + rest
            if kind == "unit" and last[-1] in self.table["levels"]:
                yield last[-1] + rest

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds there are entries of."""
        return frozenset(name.kind for name in self.names)

    @cached_property
    def lengths(self) -> frozenset[int]:
        """How long the forms are."""
        return frozenset(map(len, self.known))

    @cached_property
    def slips(self) -> Slips:
        """What is nearly a name."""
        from planlint.checks._slips import Slips

        return Slips({form: name.kind for form, name in self.current.items()}, self.table)

    @cached_property
    def _spaced(self) -> Mapping[str, str]:
        """Every form as it may stand in the text: the given name of 李明 is set apart in lists."""
        forms = {form: form for form in self.known}
        for form, name in self.known.items():
            if name.kind == "person" and len(form) == 2:
                forms |= {f"{form[0]}{gap}{form[1]}": form for gap in (" ", "  ")}
        return forms

    @cached_property
    def _automaton(self) -> Any:
        from ahocorasick_rs import AhoCorasick, MatchKind

        return AhoCorasick(list(self._spaced), matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> Iterator[tuple[Span, str]]:
        """Yield where a name stands in clean text, with its form; the longest of those that overlap."""
        forms = list(self._spaced.values())
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            yield Span(start, end), forms[index]

    def _by_form(self, forms: Any) -> dict[str, Name]:
        found: dict[str, Name] = {}
        for name in self.names:
            for form in forms(name):
                found.setdefault(form, name)
        return found


def _name(record: Mapping[str, Any], at: int, kinds: Mapping[str, Sequence[str]]) -> Name:
    """Return an entry, its kind by any of its `kinds`' words; people without a rank are ranked as they are listed."""
    said, rank = required(TABLE, record, "kind"), record.get("order")
    kind = next((kind for kind, names in kinds.items() if said in names), "")
    if not kind:
        zh, en = "、".join(names[0] for names in kinds.values()), ", ".join(kinds)
        zh, en = f"花名册里没有“{said}”这个类别，可以写{zh}", f"a roster has no kind {said}; write one of {en}"
        raise PlanlintError("bad-facts", zh, en)
    if not isinstance(rank, int):
        rank = None
    if rank is None and kind == "person":
        rank = at + 1_000_000  # after those who have one
    forms, old = (fold(required(TABLE, record, "name")), *words(record, "short")), words(record, "old")
    if record.get("until"):
        forms, old = (), (*forms, *old)
    return Name(kind, forms, old, rank, str(record.get("note", "")))


@lru_cache(maxsize=8)
def roster(facts: Facts) -> Roster:
    """Return the roster in the facts; an empty one where there is none."""
    return Roster(facts)


def own_names(context: Context) -> Sequence[tuple[Span, str]]:
    """Return where the document writes a name of the roster, in order, with the form."""
    return context.once(_own_names)


def _own_names(context: Context) -> Sequence[tuple[Span, str]]:
    own = roster(context.facts)
    return list(own.find(context.plan.clean)) if own else ()


def own_spans(context: Context) -> list[Span]:
    """Return where the document writes a name of the roster that is in use, in order."""
    return context.once(_own_spans)


def _own_spans(context: Context) -> list[Span]:
    current = roster(context.facts).current
    return [span for span, form in own_names(context) if form in current]


def is_own(context: Context, span: Span) -> bool:
    """Say whether a stretch of the document lies within a name of the roster that is in use."""
    if not roster(context.facts):
        return False
    spans = own_spans(context)
    at = bisect_right(spans, (span.start, len(context.plan.clean))) - 1
    return at >= 0 and span.end <= spans[at].end
