"""Slips between parts that should agree: the attachments against their list, figures against each other.

As in `mutations`, places are found by plain patterns, not by the code that is measured. A document without attachments
is given three of them first, for the documents at hand have hardly any.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from benchmarks.mutations import Mutant, Subject, slip

TITLES = ("重点任务责任分工表", "工作进展情况季度统计表", "各单位联系人名单及联系方式")
WORD = ("责任", "季度", "联系人")
WORDS = ("按任务逐项写明牵头和配合的部门。", "每季度末填写一次，数字取整。", "人员有变化的及时更新名册。")


def part_mutants(subject: Subject, chance: Random) -> Iterator[Mutant]:
    """Yield one mutant of each kind that the document has a place for, the place chosen by `chance`."""
    if "附" not in subject.text[-600:] and "附件" not in subject.text:
        yield from _attachments(subject.text, chance)


def _attachments(text: str, chance: Random) -> Iterator[Mutant]:
    """Yield slips in three attachments that are added at the end, each with its number and title."""
    listed = [f"{number}.{title}" for number, title in enumerate(TITLES, 1)]
    start = f"{text.rstrip()}\n\n附件：" + "\n      ".join(listed) + "\n"
    bodies = [f"\n附件{n}\n{title}\n{words}\n" for n, title, words in zip((1, 2, 3), TITLES, WORDS, strict=True)]
    at, other = sorted(chance.sample(range(3), 2))
    places = [len(start) + sum(map(len, bodies[:n])) for n in range(3)]
    entries = [start.index(entry) for entry in listed]

    without = [*bodies[:at], *bodies[at + 1 :]]
    yield slip(
        "attachment dropped", start + "".join(without), {"missing-attachment"}, *range(entries[at], entries[at] + 3)
    )
    yield slip("attachments all dropped", start, {"missing-attachment"}, *range(entries[0], entries[0] + 3))
    less = [body.replace(WORD[at], "", 1) if n == at else body for n, body in enumerate(bodies)]
    where = range(places[at], places[at] + 12)
    yield slip("attachment's title changed by a word", start + "".join(less), {"attachment-title"}, *where)
    swapped = [body.replace(TITLES[n], TITLES[{at: other, other: at}.get(n, n)]) for n, body in enumerate(bodies)]
    yield slip("attachments' titles swapped", start + "".join(swapped), {"attachment-title"}, *where)
    again = [body.replace(f"附件{n + 1}", f"附件{n}") if n == other else body for n, body in enumerate(bodies)]
    yield slip(
        "attachment's number written twice",
        start + "".join(again),
        {"attachment-title"},
        *range(places[other], places[other] + 5),
        also={"missing-attachment"},
    )
    unlisted = start.replace(f"      {listed[2]}\n", "")
    yield slip(
        "attachment left out of the list",
        unlisted + "".join(bodies),
        {"missing-attachment"},
        *range(places[2] - len(start) + len(unlisted), places[2] - len(start) + len(unlisted) + 5),
    )
