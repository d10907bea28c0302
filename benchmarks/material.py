"""Documents to measure on, made from the two seeds: the same ones on every run and every machine."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from planlint.numerals import to_chinese

SEEDS = Path(__file__).parent.parent / "seeds"

SECTION = re.compile(r"[一二三四五六七八九十]+、")
ITEM = re.compile(r"(?P<residue>\[bookmark: [^\]]*\])?\d+\.(?P<words>.*)")
KEPT = re.compile(r"“[^”]*”|《[^》]*》|[^，。；、“《]*(?:届|全会|党的)[^，。；、“《]*")
"""What `vary` leaves alone: names, and clauses that cite a meeting."""

HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Seed:
    """One seed taken apart: the lines before the first section, the sections, the lines after the last item.

    A section is its heading without the number, and its items without theirs; `residue` of an item, such as
    `[bookmark: _GoBack]`, stands before its number.
    """

    front: tuple[str, ...]
    sections: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    back: tuple[str, ...]

    @property
    def items(self) -> tuple[tuple[str, str], ...]:
        """All items, in order, each as (residue, words)."""
        return tuple(item for _, items in self.sections for item in items)

    def text(self, items: Iterator[tuple[str, str]] | None = None) -> str:
        """Return the seed as a text, numbered through, with `items` in the place of its own when given."""
        return "\n".join([*self.front, *self.body(items or iter(self.items)), *self.back])

    def body(self, items: Iterator[tuple[str, str]]) -> Iterator[str]:
        """Yield the lines of the sections, filled from `items`; sections and items count from 1."""
        number = 0
        for index, (heading, own) in enumerate(self.sections, 1):
            yield f"{to_chinese(index)}、{heading}"
            for _ in own:
                number += 1
                residue, words = next(items)
                yield f"{residue}{number}.{words}"


def take_apart(text: str) -> Seed:
    """Return the parts of a seed; `Seed.text` puts them together again."""
    front: list[str] = []
    back: list[str] = []
    sections: list[tuple[str, list[tuple[str, str]]]] = []
    for line in text.split("\n"):
        section, item = SECTION.match(line), ITEM.fullmatch(line)
        if section:
            sections.append((line[section.end() :], []))
        elif item and sections:
            sections[-1][1].append((item["residue"] or "", item["words"]))
        else:
            (back if sections else front).append(line)
    return Seed(tuple(front), tuple((heading, tuple(items)) for heading, items in sections), tuple(back))


@cache
def seeds() -> tuple[Seed, ...]:
    """Return the two seeds, taken apart, in the order of their file names."""
    return tuple(take_apart(path.read_text("utf-8")) for path in sorted(SEEDS.glob("*.txt")))


def documents(count: int) -> Iterator[str]:
    """Yield `count` documents, no two alike: each says what one of the seeds says, its items in another order.

    The seeds are not mixed: what is right in 2021 is out of date in 2023, and a plan has few such slips.
    """
    for index in range(count):
        seed = seeds()[index % len(seeds())]
        yield seed.text(iter(random.Random(index).sample(seed.items, len(seed.items))))


def write_corpus(folder: Path, count: int) -> int:
    """Write `count` documents into `folder` and return their size in bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    size = 0
    for index, text in enumerate(documents(count)):
        source = text.encode()
        size += len(source)
        (folder / f"{index:04}.txt").write_bytes(source)
    return size


def lengthened(times: int, varied: bool) -> str:
    """Return the titled seed `times` over, as one document in so many 部分, each with its own count.

    With `varied` each part after the first says something else, in sentences as long as the seed's; without, each
    says the very same.
    """
    seed = seeds()[-1]
    if times == 1:
        return seed.text()
    lines = list(seed.front)
    for index in range(times):
        part = "\n".join(seed.body(iter(seed.items)))
        heading = seed.sections[index % len(seed.sections)][0]
        if varied and index:
            part, heading = vary(part, index), vary(heading, index)
        lines += [f"第{to_chinese(index + 1)}部分 {heading}", part]
    return "\n".join([*lines, *seed.back])


def vary(text: str, key: int) -> str:
    """Return `text` with every other Han character exchanged, by chance but always the same for the same `key`.

    Numbers before a heading, names in quotation marks and citations of meetings stay, so the structure does.
    """
    chance = random.Random(key)
    letters = HAN.findall(text)
    lines = []
    for line in text.split("\n"):
        label = SECTION.match(line)
        start = label.end() if label else 0
        pieces, at = [line[:start]], start
        for kept in KEPT.finditer(line, start):
            pieces += [_scramble(line[at : kept.start()], letters, chance), kept.group()]
            at = kept.end()
        lines.append("".join([*pieces, _scramble(line[at:], letters, chance)]))
    return "\n".join(lines)


def _scramble(text: str, letters: list[str], chance: random.Random) -> str:
    return HAN.sub(lambda found: chance.choice((found.group(), chance.choice(letters))), text)
