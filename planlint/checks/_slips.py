"""What is nearly a name: one character wrong, left out, too many, or two swapped.

Every such slip leaves the first or the second half of the name as it is (or swaps the two characters where they
meet). One automaton finds the halves; what stands beside one is looked up among all names with one character left
out. The cost grows with the halves that a text holds, not with the number of names.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

SHORTEST = 3
MANY = 8
"""So many names with the same remainder are looked at; more of them tell nothing."""
SURE_FROM = 5
"""From so many characters on a name is recognised without one of them, or with another in its place."""

Kind = Literal["other", "swapped", "missing", "extra"]


class Slip(NamedTuple):
    """A place where `form` was probably meant: what differs begins at the offset `at`; `sure` or only perhaps."""

    start: int
    end: int
    form: str
    at: int
    kind: Kind
    sure: bool = True


class Sounds:
    """Which common characters sound alike, after the table of syllables of the roster's facts."""

    def __init__(self, syllables: str) -> None:
        pairs = sorted((_code(word[-1]), word[:-1]) for word in syllables.split())
        self._codes, self._sounds = [code for code, _ in pairs], [sound for _, sound in pairs]

    def of(self, char: str) -> str:
        """Return how a character sounds; "" for one that is not common."""
        code = _code(char)
        return self._sounds[bisect_right(self._codes, code) - 1] if b"\xb0\xa1" <= code < b"\xd8" else ""

    def alike(self, one: str, other: str) -> bool | None:
        """Say whether two common characters sound alike, tones aside: True; None when only in some regions."""
        first, second = self.of(one), self.of(other)
        if not first or not second:
            return False
        return True if first == second else None if _plain(first) == _plain(second) else False


def _code(char: str) -> bytes:
    return char.encode("gb2312", "ignore")


def _plain(syllable: str) -> str:
    """Return a syllable without what many do not tell apart: zh and z, n and ng, l and n."""
    head = syllable.replace("zh", "z").replace("ch", "c").replace("sh", "s")
    head = "l" + head[1:] if head[0] == "n" else head
    return head.removesuffix("g") if head.endswith("ng") else head


class Slips:
    """An index of names, given with their kinds, to find in a text what is nearly one of them."""

    def __init__(self, names: Mapping[str, str], table: Mapping[str, Any]) -> None:
        self._names = {name: kind for name, kind in names.items() if len(name) >= SHORTEST}
        self._table, self._sounds = table, Sounds(table["syllables"])
        self._gaps: dict[str, list[str]] = {}
        self._halves: dict[str, set[tuple[bool, int]]] = {}
        self._crossed: dict[str, str] = {}
        for name in self._names:
            self._add(name)
        from ahocorasick_rs import AhoCorasick

        self._words = [*self._halves, *(word for word in self._crossed if word not in self._halves)]
        self._automaton = AhoCorasick(self._words)

    def _add(self, name: str) -> None:
        size, half = len(name), len(name) // 2
        for at in range(size):
            same = self._gaps.setdefault(name[:at] + name[at + 1 :], [])
            if len(same) < MANY and name not in same:
                same.append(name)
        self._halves.setdefault(name[:half], set()).add((True, size))
        self._halves.setdefault(name[half:], set()).add((False, size))
        if name[half - 1] != name[half]:
            crossed = name[: half - 1] + name[half] + name[half - 1] + name[half + 1 :]
            self._crossed.setdefault(crossed, name)

    def find(self, text: str) -> list[Slip]:
        """Return what is nearly a name in clean text, in order, at each place the longest."""
        found: dict[tuple[int, int], Slip] = {}
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            word = self._words[index]
            for slip in self._beside(text, start, end, word):
                known = found.get((slip.start, slip.end))
                if known is None or slip.sure > known.sure:
                    found[slip.start, slip.end] = slip
        chosen: list[Slip] = []
        for slip in sorted(found.values(), key=lambda slip: (slip.start, -slip.end)):
            if not chosen or slip.start >= chosen[-1].end:
                chosen.append(slip)
        return chosen

    def _beside(self, text: str, start: int, end: int, word: str) -> Iterator[Slip]:
        """Yield the names that are nearly written around the half of a name at `start`."""
        name = self._crossed.get(word)
        if name is not None and word not in self._names:
            yield from self._judged(text, start, end, name)
        for first, size in self._halves.get(word, ()):
            for length in (size, size - 1, size + 1):
                low, high = (start, start + length) if first else (end - length, end)
                if low < 0 or high > len(text) or (length != size and size < SURE_FROM - 1):
                    continue
                written = text[low:high]
                if written in self._names or "\n" in written:
                    continue
                if length < size:
                    for name in self._gaps.get(written, ()):
                        yield from self._judged(text, low, high, name)
                    continue
                at = range(end - start, length) if first else range(length - (end - start))
                for i in at:
                    rest = written[:i] + written[i + 1 :]
                    for name in self._gaps.get(rest, ()) if length == size else (rest,) * (rest in self._names):
                        if len(name) == size:
                            yield from self._judged(text, low, high, name)

    def _judged(self, text: str, low: int, high: int, name: str) -> Iterator[Slip]:
        """Yield the slip when it is one, and can be no other name."""
        written = text[low:high]
        at = next(
            (i for i, (a, b) in enumerate(zip(written, name, strict=False)) if a != b), min(high - low, len(name))
        )
        if len(written) < len(name):
            sure, kind = (
                (self._missing(text, high, name, at), "missing") if written == _without(name, at) else (None, "")
            )
        elif len(written) > len(name):
            sure, kind = (self._extra(written, name, at), "extra") if name == _without(written, at) else (None, "")
        elif written[at + 1 :] == name[at + 1 :]:
            sure, kind = self._other(written, name, at), "other"
        elif written[at : at + 2] == name[at : at + 2][::-1] and written[at + 2 :] == name[at + 2 :]:
            sure, kind = self._swapped(written, name, at), "swapped"
        else:
            return
        if sure is not None:
            yield Slip(low, high, name, low + at, kind, sure)  # type: ignore[arg-type]

    def _other(self, written: str, name: str, at: int) -> bool | None:
        wrong, right = written[at], name[at]
        if not _han(wrong) or not _han(right) or self._tell(wrong, right) or self._subject(written, at, at + 1):
            return None
        alike, edge = self._sounds.alike(wrong, right), at in (0, len(name) - 1)
        if len(name) == SHORTEST:
            return True if alike and self._names[name] == "person" else None
        if edge and wrong in self._table["function"]:
            return None
        if alike or (not self._sounds.of(wrong) and not edge):
            return True
        doubtful = edge or len(name) < SURE_FROM or self._names[name] == "person"
        return None if doubtful and (edge or alike is False) else False

    def _swapped(self, written: str, name: str, at: int) -> bool | None:
        pair = written[at : at + 2]
        if self._tell(*pair) or not all(map(_han, pair)) or self._subject(written, at, at + 2):
            return None
        return True

    def _missing(self, text: str, end: int, name: str, at: int) -> bool | None:
        lost = name[at]
        if len(name) < SURE_FROM or at == 0 or not _han(lost):
            return None
        if at == len(name) - 1:
            return None if lost in self._table["loose"] or _han(text[end : end + 1]) else False
        if lost in self._table["loose"]:
            return False
        return None if lost in self._table["telling"] else True

    def _extra(self, written: str, name: str, at: int) -> bool | None:
        more = written[at]
        if at == 0 or at == len(written) - 1 or not _han(more) or self._subject(written, at, at + 1):
            return None
        if more in (written[at - 1], written[at + 1]):
            return True
        return None if more in self._table["telling"] or len(name) < SURE_FROM else False

    def _tell(self, one: str, other: str) -> bool:
        """Say whether two characters tell things apart: 一中 and 二中 are two schools."""
        return one in self._table["telling"] and other in self._table["telling"]

    def _subject(self, written: str, low: int, high: int) -> bool:
        """Say whether what differs belongs to the name of some other body: 区体育局 is not 区教育局 misspelt."""
        return any(
            (at := written.find(word, max(0, low - len(word) + 1))) >= 0 and at < high and at + len(word) > low
            for word in self._table["subjects"]
        )


def _without(word: str, at: int) -> str:
    return word[:at] + word[at + 1 :]


def _han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"
