"""Slips between parts that should agree: the attachments against their list, figures against each other.

As in `mutations`, places are found by plain patterns, not by the code that is measured. Attachments and figures are
added first, for the documents at hand have hardly any.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from benchmarks.mutations import STOP, Mutant, Subject, slip

TITLES = ("重点任务责任分工表", "工作进展情况季度统计表", "各单位联系人名单及联系方式")
WORD = ("责任", "季度", "联系人")
WORDS = ("按任务逐项写明牵头和配合的部门。", "每季度末填写一次，数字取整。", "人员有变化的及时更新名册。")

SUMS = (
    "新建学校{0}所（小学{1}所、中学{2}所）。",
    "新增学位{0}个，其中小学{1}个、中学{2}个。",
    "安排专项资金{0}万元：幼儿园{1}万元、小学{2}万元。",
    "举办讲座{1}场、论坛{2}场，共计{0}场。",
    "总投资{0}亿元，其中中央资金{1}亿元、地方资金{2}亿元。",
    "评审指标共{0}项，其中定量指标{1}项、定性指标{2}项。",
)
VALUES = (
    ("一般公共预算收入增长{}%。", 5),
    ("学前教育普惠率达到{}%。", 91),
    ("新增学位{}个。", 3000),
    ("城镇新增就业{}万人。", 12),
    ("九年义务教育巩固率达到{}%以上。", 90),
)


def part_mutants(subject: Subject, chance: Random) -> Iterator[Mutant]:
    """Yield one mutant of each kind that the document has a place for, the place chosen by `chance`."""
    if "附" not in subject.text[-600:] and "附件" not in subject.text:
        yield from _attachments(subject.text, chance)
    stops = [found.end() for found in STOP.finditer(subject.text)]
    if len(stops) > 4:
        yield from _figures(subject, sorted(chance.sample(stops, 2)), chance)


def _figures(subject: Subject, places: list[int], chance: Random) -> Iterator[Mutant]:
    """Yield a sum with one part changed, and two sentences that give one indicator two values.

    The sentences are added at the ends of paragraphs, for plans name few figures; right, they are silent.
    """
    first, second = places
    words = chance.choice(SUMS)
    one, other, step = chance.randint(3, 60), chance.randint(3, 60), chance.choice((-2, -1, 1, 2))
    sentence = words.format(one + other, one, other + step)
    where = range(first, first + len(sentence))
    yield slip("part of a sum changed", subject.cut(first, first, sentence), {"figure-sum"}, *where)
    words, value = chance.choice(VALUES)
    one_value, other_value = words.format(value), words.format(value + max(1, value // 10))
    text = subject.text[:first] + one_value + subject.text[first:second] + other_value + subject.text[second:]
    after = second + len(one_value)
    where = (*range(first, first + len(one_value)), *range(after, after + len(other_value)))
    yield slip("one of two equal figures changed", text, {"figure-conflict"}, *where)


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
