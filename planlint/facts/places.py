"""China's provinces, prefectures and counties: which names a text holds, and what lies in what.

The gazetteer stays text, one line a prefecture (`湖南省 长沙市 芙蓉区 …`): finding names needs only the set of its
words, and the few names that a document holds are looked up where they stand. Building a tree, or an automaton, of
3,500 names would cost a run more than judging a document with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from planlint.patterns import offsets, pattern

Path = tuple[str, ...]
"""A place by its full names from the province down: ("湖南省", "长沙市", "芙蓉区"), ("重庆市", "沙坪坝区")."""

_LAST = "省市县区州盟旗"
DIVISIONS = (*_LAST, "乡", "镇")
"""What the names of divisions end in, down to the township."""
_SHORT = (4, 3, 2)
"""The lengths of most names."""
_KIND = pattern("(?:壮族|回族|维吾尔)?自治区$|(?:地区|林区)$|[省市县区州盟旗]$")
NONE = "-"


class Mention(NamedTuple):
    """Places named in one go (重庆市沙坪坝区): its offsets, and the places it can be.

    `above` holds the places named directly before it when it has nothing to do with them, as in 湖北省长沙市.
    """

    start: int
    end: int
    paths: tuple[Path, ...]
    above: tuple[Path, ...] = ()


def bare(name: str) -> str:
    """Return a name without what it is: 长沙 for 长沙市, 内蒙古 for 内蒙古自治区; a single character keeps it."""
    short = _KIND.sub("", name)
    return short if len(short) > 1 else name


def _head(line: str) -> tuple[str, str]:
    """Return the province and the prefecture that a line of the table begins with."""
    province, _, rest = line.partition(" ")
    return province, rest.partition(" ")[0]


def related(one: Path, other: Path) -> bool:
    """Tell whether one place is, contains or lies in the other."""
    return one[: len(other)] == other[: len(one)]


class Places:
    """Answers questions about the table `places`."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.table = table
        self._text = "\n".join(["", *table["divisions"], *table["former"], ""])
        self.common = frozenset(table["common"])
        self._words = {key: tuple(value) for key, value in table.items() if isinstance(value, (list, tuple))}
        words = self._text.replace("/", " ").split()
        self.names = frozenset(words) - {NONE}
        self._lengths = sorted({len(name) for name in self.names}, reverse=True)
        self._tails = frozenset(name[-2:] for name in self.names)
        self._long_tails = frozenset(name[-_SHORT[0] :] for name in self.names if len(name) > _SHORT[0])
        self._paths: dict[str, tuple[Path, ...]] = {}

    def words(self, kind: str) -> tuple[str, ...]:
        """Return a list of words of the table: "named", "ties", … Raises KeyError when there is none."""
        return self._words[kind]

    def paths(self, name: str) -> tuple[Path, ...]:
        """Return the places of this full name, which can be several; none when it is not a name."""
        known = self._paths.get(name)
        if known is None:
            known = self._paths[name] = tuple(dict.fromkeys(self._look_up(name)))
        return known

    def _look_up(self, name: str) -> Iterator[Path]:
        text, at = self._text, self._text.find(name)
        while at >= 0:
            if text[at - 1] in " /\n" and text[at + len(name)] in " /\n":
                start = text.rfind("\n", 0, at) + 1
                province, city = _head(text[start : text.find("\n", at)])
                head = start + len(province) + 1 + len(city)
                above = (province,) if city == NONE else (province, city.partition("/")[0])
                if at <= start + len(province):
                    yield (province,)
                elif at < head:
                    yield above
                else:
                    yield (*above, text[text.rfind(" ", 0, at) + 1 :].split(None, 1)[0].partition("/")[0])
            at = text.find(name, at + 1)

    @cached_property
    def cities(self) -> Mapping[str, Path]:
        """Provinces and prefectures by their bare name, those left out that are also words."""
        found: dict[str, Path] = {}
        for line in self.table["divisions"]:
            province, city = _head(line)
            found[bare(province)] = (province,)
            if city != NONE:
                found.setdefault(bare(city.split("/")[-1]), (province, city.partition("/")[0]))
        return {name: path for name, path in found.items() if name not in self.common}

    def city_at(self, text: str, at: int) -> str:
        """Return the bare name of a province or prefecture that begins at this offset, the longest; "" without one."""
        return next((text[at : at + n] for n in (5, 4, 3, 2) if text[at : at + n] in self.cities), "")

    def city_before(self, text: str, at: int) -> str:
        """Return the bare name of a province or prefecture that ends at this offset; "" without one."""
        return next((text[at - n : at] for n in (5, 4, 3, 2) if text[at - n : at] in self.cities), "")

    def lies_in(self, name: str, above: Path) -> bool:
        """Tell whether a place of this bare name, of whatever kind, lies in `above`: 朝阳 does in 北京市."""
        return any(related(path, above) for kind in "市区县旗州盟" for path in self.paths(name + kind)) or related(
            self.cities[name], above
        )

    def named(self, text: str) -> tuple[Path, ...]:
        """Return the places that a short text (a title, a signature) names, provinces and prefectures also bare."""
        found, rest, end = self.mentions(text), [], 0
        for mention in found:
            rest.append(text[end : mention.start])
            end = mention.end
        rest.append(text[end:])
        full = dict.fromkeys(path for mention in found if not mention.above for path in mention.paths)
        loose = (self.cities[name] for piece in rest for at in range(len(piece)) if (name := self.city_at(piece, at)))
        return (*full, *(path for path in loose if not any(related(path, known) for known in full)))

    def mentions(self, text: str) -> list[Mention]:
        """Return the places that `text` names in full form, in order; linear in its length."""
        found: list[Mention] = []
        for start, end in self._full(text):
            paths = self._meant(text, start, end)
            if not paths:
                continue
            before = found[-1] if found and found[-1].end == start else None
            if before is None:
                found.append(Mention(start, end, paths))
                continue
            within = tuple(p for p in paths if any(p[: len(q)] == q for q in before.paths))
            if within:
                found[-1] = Mention(before.start, end, within, before.above)
            else:
                apart = not any(
                    related(p, q) for p in paths for q in before.paths
                )  # 九原区包头市 is upside down, not torn
                found.append(Mention(start, end, paths, before.paths if apart else ()))
        return found

    def _full(self, text: str) -> list[tuple[int, int]]:
        """Return where full names stand; of two that overlap the longer one to the left."""
        spans: list[tuple[int, int]] = []
        names, tails = self.names, self._tails
        for at in offsets(text, _LAST):
            end = at + 1
            if text[end - 2 : end] not in tails:
                continue
            for length in self._lengths if text[end - _SHORT[0] : end] in self._long_tails else _SHORT:
                if text[end - length : end] in names and end >= length:
                    start = end - length
                    while spans and start <= spans[-1][0]:
                        spans.pop()
                    if (not spans or start >= spans[-1][1]) and not text.startswith(self._words["not-before"], end):
                        spans.append((start, end))
                    break
        return spans

    def _meant(self, text: str, start: int, end: int) -> tuple[Path, ...]:
        """Return the places a full name can be: those whose parent stands before it, or all."""
        name = text[start:end]
        paths = self.paths(name)
        loose = len(name) < 3 or name in self.common
        if len(paths) == 1 and not loose:
            return paths
        under = tuple(p for p in paths if any(text.endswith((above, bare(above)), 0, start) for above in p[:-1]))
        return under or (() if loose else paths)
