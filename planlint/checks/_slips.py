"""What is nearly a name: one character wrong, left out, too many, or two swapped.

Every such slip leaves the beginning or the end of the name as it is (where the two meet in a short name, both are lost
to a swap, and it is looked for as it stands). One automaton finds beginnings and ends; what stands beside one is looked
up among the names that have it, with one character left out. The cost grows with the ends that a text holds, not with
the number of names.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

SHORTEST = 3
LONGEST = 60
END = 6
"""Of a longer name so many characters at its beginning and end are enough to find it by."""
CHUNK = 20_000
WORK = 60
MANY = 8
"""So many names with the same remainder are looked at; more of them tell nothing."""
SURE_FROM = 5
"""From so many characters on a name is recognised without one of them, or with another in its place."""

Gaps = dict[str, list[str]]
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
        self._sounds = Sounds(table["syllables"])
        self._numerals, self._loose, self._function = table["numerals"], table["loose"], table["function"]
        self._telling, self._suffixes = table["numerals"] + table["telling"], table["suffixes"]
        self._subjects, self._subject_sizes = frozenset(table["subjects"]), {len(word) for word in table["subjects"]}
        self._ends: dict[str, list[str]] = {}
        self._read: dict[str, dict[tuple[bool, int], Gaps]] = {}
        self._crossed: dict[str, str] = {}
        for name, kind in self._names.items():
            self._add(name, kind)
        from ahocorasick_rs import AhoCorasick

        self._words = [*self._ends, *(word for word in self._crossed if word not in self._ends)]
        self._automaton = AhoCorasick(self._words)

    def _add(self, name: str, kind: str) -> None:
        size = len(name)
        for at in (1, 2) if size == SHORTEST else (2,) if size == SHORTEST + 1 else ():
            if name[at - 1] != name[at]:
                self._crossed.setdefault(name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :], name)
        if size > SHORTEST or kind in ("person", "place"):
            end = min((size - 1) // 2, END) if size > SHORTEST + 1 else size // 2
            self._ends.setdefault(name[:end], []).append(name)
            self._ends.setdefault(name[-end - (size == SHORTEST) :], []).append(name)

    def _gaps(self, end: str) -> Mapping[tuple[bool, int], Gaps]:
        """Return the names with this end by what they are without one character; read at the first place it stands."""
        if end not in self._read:
            read = self._read[end] = {}
            for name in self._ends.get(end, ()):
                for first in (True, False):
                    if name.startswith(end) if first else name.endswith(end):
                        gaps = read.setdefault((first, len(name)), {})
                        for at in range(len(end), len(name)) if first else range(len(name) - len(end)):
                            same = gaps.setdefault(name[:at] + name[at + 1 :], [])
                            if len(same) < MANY and name not in same[-1:]:
                                same.append(name)
        return self._read[end]

    def find(self, text: str) -> list[Slip]:
        """Return what is nearly a name in clean text, in order, at each place the longest.

        Work is kept in proportion to the text: one made of nothing but ends of names is not read to its own end.
        """
        found: dict[tuple[int, int], Slip] = {}
        left = WORK * (len(text) + CHUNK)
        for chunk in range(0, len(text), CHUNK):
            piece = text[chunk : chunk + CHUNK + LONGEST]
            for index, start, end in self._automaton.find_matches_as_indexes(piece, overlapping=True):
                word = self._words[index]
                left -= WORK
                if left < 0:
                    break
                if start >= CHUNK:
                    continue
                for slip in self._crossing(text, chunk + start, word):
                    found.setdefault((slip.start, slip.end), slip)
                for (first, size), gaps in self._gaps(word).items():
                    left -= size * size
                    for slip in self._beside(text, chunk + start, chunk + end, first, size, gaps):
                        known = found.get((slip.start, slip.end))
                        if known is None or slip.sure > known.sure:
                            found[slip.start, slip.end] = slip
        chosen: list[Slip] = []
        for slip in sorted(found.values(), key=lambda slip: (slip.start, -slip.end)):
            if not chosen or slip.start >= chosen[-1].end:
                chosen.append(slip)
        return chosen

    def _crossing(self, text: str, start: int, word: str) -> Iterator[Slip]:
        """Yield the name whose two middle characters are swapped in `word`."""
        name = self._crossed.get(word)
        if name is not None and word not in self._names:
            yield from self._judged(text, start, start + len(word), name)

    def _beside(self, text: str, start: int, end: int, first: bool, size: int, gaps: Gaps) -> Iterator[Slip]:
        """Yield the names of a size that are nearly written around an end of theirs, the first or the last, here."""
        for length in (size, size - 1, size + 1) if size >= SURE_FROM - 1 else (size,):
            low, high = (start, start + length) if first else (end - length, end)
            written = text[low:high]
            if low < 0 or len(written) < length or written in self._names or "\n" in written:
                continue
            if length < size:
                for name in gaps.get(written, ()):
                    yield from self._judged(text, low, high, name)
                continue
            for i in range(end - start, length) if first else range(length - (end - start)):
                rest = written[:i] + written[i + 1 :]
                for name in gaps.get(rest, ()) if length == size else (rest,) * (rest in self._names):
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
            sure, kind = (self._extra(text, low, name, at), "extra") if name == _without(written, at) else (None, "")
        elif written[at + 1 :] == name[at + 1 :]:
            sure, kind = self._other(text, low, name, at), "other"
        elif written[at : at + 2] == name[at : at + 2][::-1] and written[at + 2 :] == name[at + 2 :]:
            sure, kind = self._swapped(text, low + at), "swapped"
        else:
            return
        if sure is not None:
            yield Slip(low, high, name, low + at, kind, sure)  # type: ignore[arg-type]

    def _other(self, text: str, low: int, name: str, at: int) -> bool | None:
        wrong, right, kind, last = text[low + at], name[at], self._names[name], len(name) - 1
        alike = self._sounds.alike(wrong, right)
        if len(name) == SHORTEST and not (alike and (kind == "person" or (kind == "place" and at < last))):
            return None
        if not _han(wrong) or not _han(right) or self._tell(wrong, right, alike) or self._subject(text, low + at, 1):
            return None
        edge = at in (0, last)
        if edge and wrong in self._function:
            return None
        if at == last and right in self._suffixes and _han(text[low + at + 1 : low + at + 2]):
            return None  # 生态环境不断 is not 生态环境部 misspelt
        if alike or (not self._sounds.of(wrong) and not edge):
            return True
        doubtful = edge or kind == "person" or (len(name) < SURE_FROM and kind != "place")
        return None if doubtful and (edge or alike is False) else False

    def _swapped(self, text: str, at: int) -> bool | None:
        pair = text[at : at + 2]
        if self._tell(pair[0], pair[1], None) or not all(map(_han, pair)) or self._subject(text, at, 2):
            return None
        return True

    def _missing(self, text: str, end: int, name: str, at: int) -> bool | None:
        lost = name[at]
        if len(name) < SURE_FROM or at == 0 or not _han(lost):
            return None
        if at == len(name) - 1:
            return None if lost in self._suffixes + self._loose or _han(text[end : end + 1]) else False
        return None if lost in self._numerals else lost not in self._telling + self._loose

    def _extra(self, text: str, low: int, name: str, at: int) -> bool | None:
        more = text[low + at]
        if at in (0, len(name)) or not _han(more) or more in self._numerals:
            return None
        if more in (text[low + at - 1], text[low + at + 1]):
            return True
        if self._subject(text, low + at, 1):
            return None
        return None if more in self._telling + self._function or len(name) < SURE_FROM else False

    def _tell(self, one: str, other: str, alike: bool | None) -> bool:
        """Say whether two characters tell things apart: 一中 and 二中 are two schools, 男开 and 南开 are not."""
        if alike and not (one in self._numerals and other in self._numerals):
            return False
        return any(one in chars and other in chars for chars in (self._telling, self._suffixes))

    def _subject(self, text: str, at: int, size: int) -> bool:
        """Say whether what differs belongs to the name of some other body: 区体育局 is not 区教育局 misspelt."""
        return any(
            text[start : start + length] in self._subjects
            for length in self._subject_sizes
            for start in range(max(0, at - length + 1), at + size)
        )


def _without(word: str, at: int) -> str:
    return word[:at] + word[at + 1 :]


def _han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"
