"""Every literal word of every rule, found in one scan of the text.

A check that looks for literal words has a function `terms(options)`, which returns them, or, when they stand in
a fact table, `table_terms(facts)`. Whoever runs a set of rules collects the words of all active rules into one
`Vocabulary`, once, and gives it to each document's context with `provide`; the first check that asks pays for the
scan, the others read its result. Words are compared with `plan.clean`, so they are folded the way it is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

    from planlint.context import Context
    from planlint.facts import Facts
    from planlint.model import Span

_FULL_WIDTH = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
_FOLD = {code: code - 0xFEE0 for code in _FULL_WIDTH} | {0x3000: 0x20, 0xA0: 0x20}
_FOLDED = frozenset(map(chr, _FOLD))


def fold(word: str) -> str:
    """Return `word` as it reads in clean text: full-width digits, letters and spaces made plain."""
    return word if _FOLDED.isdisjoint(word) else word.translate(_FOLD)


class Vocabulary:
    """The literal words of one set of rules; the automaton is built at the first scan."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.words = sorted({fold(word) for word in words} - {""})
        self._automaton: AhoCorasick | None = None

    @classmethod
    def of(cls, rules: Iterable[tuple[ModuleType, Any]], facts: Facts | None = None) -> Vocabulary:
        """Collect the words of `rules`, each given as its check's module and its options, and of their tables."""
        words: set[str] = set()
        seen: set[str] = set()
        for check, options in rules:
            if hasattr(check, "terms"):
                words.update(check.terms(options))
            if facts is not None and hasattr(check, "table_terms") and check.__name__ not in seen:
                seen.add(check.__name__)
                words.update(check.table_terms(facts))
        return cls(words)

    def scan(self, text: str) -> Mapping[str, Sequence[int]]:
        """Return the offsets, ascending, of each word that occurs in `text`; occurrences may overlap."""
        if not self.words:
            return {}
        if self._automaton is None:
            from ahocorasick_rs import AhoCorasick

            self._automaton = AhoCorasick(self.words)
        found: dict[str, list[int]] = {}
        for index, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            found.setdefault(self.words[index], []).append(start)
        return found


def provide(context: Context, vocabulary: Vocabulary) -> None:
    """Let the checks of this document find the words of `vocabulary`; call it before the first check runs."""
    context.memo.once(Vocabulary, lambda: vocabulary)


def found(context: Context) -> Mapping[str, Sequence[int]]:
    """Return every occurrence of every word of the rules: offsets into the text, by folded word."""
    return context.once(_scan)


def _scan(context: Context) -> Mapping[str, Sequence[int]]:
    return context.memo.once(Vocabulary, Vocabulary).scan(context.plan.clean)


class Occurrence(NamedTuple):
    """A word at a place of the text; `word` is in folded form."""

    start: int
    end: int
    word: str


def occurrences(context: Context, words: Collection[str]) -> list[Occurrence]:
    """Return where the folded `words` stand, in order; of two that overlap the earlier, then the longer."""
    everywhere = found(context)
    chosen: list[Occurrence] = []
    end = 0
    for start, length, word in sorted((at, -len(w), w) for w in everywhere.keys() & words for at in everywhere[w]):
        if start >= end:
            end = start - length
            chosen.append(Occurrence(start, end, word))
    return chosen


def within(text: str, at: Occurrence, phrases: Iterable[str]) -> bool:
    """Tell whether the occurrence stands inside one of the `phrases`, as 保监会 does inside 银保监会."""
    for phrase in phrases:
        offset = phrase.find(at.word)
        while offset >= 0:
            if at.start >= offset and text.startswith(phrase, at.start - offset):
                return True
            offset = phrase.find(at.word, offset + 1)
    return False


def inside(spans: Sequence[Span], offset: int) -> bool:
    """Tell whether `offset` lies in one of the sorted, disjoint `spans`."""
    index = bisect_right(spans, (offset, float("inf"))) - 1
    return index >= 0 and offset < spans[index][1]
