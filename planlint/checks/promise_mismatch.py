"""promise-mismatch: what the preamble promises by name and number, and the section headings that carry it.

名目与标题不符：前言里写“以甲、乙、丙‘三大行动’为抓手”，下面各部分的标题就应当是实施甲行动、实施乙行动、实施丙行动，
一项不少、次序相同、名称一致。标题里含有名目就算相符（“实施党建领航聚力行动，坚持……”含有“党建领航聚力”）。名目多半都在标题里时才判断；
“组织保障”这类与名目无关的部分不报。数目与所列本来就不符的，由 count-mismatch 报，这里不再报。

A heading carries a name when it contains it. The message has the variants `missing` (no heading), `extra` (a
heading of that form that was not promised), `renamed` and `order`; the plain message is about a missing one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from planlint.checks import options
from planlint.context import Context
from planlint.countwords import count_words
from planlint.enumerations import Enumeration, enumerations
from planlint.facts import Facts
from planlint.findings import Hit, Related
from planlint.model import Node, Span

TITLE = "名目与标题不符"

RECIPE = """\
- id: office-promised-sections
  title: 名目与标题不符（本单位）
  check: promise-mismatch
  severity: warning
  severity-weak: info
  basis: 惯例
  message: {zh: "“{count}”中的“{name}”没有对应的部分", en: "no section carries “{name}” of “{count}”"}
  variants:
    extra: {zh: "“{heading}”不在“{count}”之列", en: "“{heading}” is not one of “{count}”"}
    renamed: {zh: "前面写作“{name}”，这里写作“{heading}”", en: "promised as “{name}”, headed “{heading}”"}
    order: {zh: "次序与“{count}”所列不同", en: "not in the order of “{count}”"}
  rationale: 前言列出的名目和各部分的标题是同一件事，说法和次序应当一致。
  tests:
    - pass: |
        以强基、提质、增效“三大行动”为抓手。
        一、实施强基行动
        1.甲。
        二、实施提质行动
        1.乙。
        三、实施增效行动
        1.丙。
    - fail: |
        以强基、提质、增效“三大行动”为抓手。
        一、实施强基行动
        1.甲。
        二、⟦实施提速行动⟧
        1.乙。
        三、实施增效行动
        1.丙。
"""

LABELLED = ("section", "item")
FEWEST = 3
MOST = 20
"""Lists that are compared with headings; a document with more is no plan, and the comparison would be slow."""
LONG = 4
"""A name of so many characters is not in a heading by chance."""
NONE = "\n"


@options
class Options:
    """This check has nothing to set."""


def table_terms(facts: Facts) -> Iterable[str]:
    """Return numbers with their measure words."""
    return count_words(facts).counted


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a name or heading that differs: on the name when its section is missing, else on the heading.

    Values: `count` as written, `name` the name promised, `heading` the heading in question (both may be empty).
    Weak where nothing but its place tells that a heading belongs to the list.
    """
    plan = context.plan
    listed = [
        (found, [plan.clean[start:end].strip("“”") for start, end in found.members[1:]])
        for found in context.once(enumerations)
        if found.number >= FEWEST and not found.fault
    ][:MOST]
    for part in plan.parts if listed else ():
        for group in (part.sections, *(_sections(node) for top in part.sections for node in top.walk())):
            if len(group) < FEWEST:
                continue
            first, last = part.node.span.start, group[-1].line.start
            if group[0].kind == "item" and group[0].parent is not None:  # items carry what their section lists
                first = group[0].parent.span.start
            before = [(found, names) for found, names in listed if first <= found.said.start < last]
            heads = "\n".join(_said(plan.clean, node) for node in group) if before else ""
            for found, names in before:
                if 2 * sum(name in heads for name in names) < len(names):
                    continue
                nodes = [node for node in group if node.line.start > found.said.end]
                if len(nodes) >= FEWEST:
                    yield from _judge(plan.clean, found, nodes, group is part.sections and len(nodes) == len(group))


def _sections(node: Node) -> list[Node]:
    return [child for child in node.children if child.kind in LABELLED] if len(node.children) >= FEWEST else []


def _judge(text: str, found: Enumeration, nodes: list[Node], promised: bool) -> Iterator[Hit]:
    """Compare the names of a list with sibling headings behind it; a list that is `promised` stands before them all.

    Any other list counts only when each heading that carries a name has what the list counts (行动) too.
    """
    names = [text[start:end].strip("“”") for start, end in found.members]
    heads = [_said(text, node) for node in nodes]
    names[0] = _without_lead(names, heads)
    carried = [next((at for at, head in enumerate(heads) if name in head), None) for name in names]
    known = [at for at in carried if at is not None]
    if len(names) != found.number or len(known) < max(2, (len(names) + 1) // 2):
        return
    noun = _noun(text, found, [heads[at] for at in known])
    if noun == NONE and (not promised or len(known) < len(names) - 1 or not _parallel(names, carried, heads)):
        return
    named = noun != NONE and text.startswith(noun, found.said.end)
    count = text[found.said.start : found.said.end + len(noun) * named].strip("“”")
    free = [at for at in range(len(heads)) if at not in known and (noun in heads[at] or min(known) < at < max(known))]
    listing = Related(found.span, {"zh": f"“{count}”所列", "en": f"the list of “{count}”"})

    def at_heading(at: int, variant: str, name: str = "") -> Hit:
        values = {"count": count, "name": name, "heading": heads[at]}
        start = nodes[at].heading.start
        return Hit(Span(start, start + len(heads[at])), values, variant, (listing,), weak=noun == NONE)

    for place, (name, at) in enumerate(zip(names, carried, strict=True)):
        if at is not None:
            continue
        before = next((c for c in reversed(carried[:place]) if c is not None), -1)
        after = next((c for c in carried[place + 1 :] if c is not None), len(heads))
        instead = next((at for at in free if before < at < after), None)
        if instead is not None:
            free.remove(instead)
            carried[place] = instead
            yield at_heading(instead, "renamed", name)
        else:
            end = found.members[place].end
            start = text.index(name, found.members[place].start, end)
            yield Hit(Span(start, start + len(name)), {"count": count, "name": name, "heading": ""}, weak=noun == NONE)
    for at in free:
        yield at_heading(at, "extra")
    if (moved := _moved([at for at in carried if at is not None])) is not None:
        yield at_heading(moved, "order")


def _parallel(names: list[str], carried: list[int | None], heads: list[str]) -> bool:
    """Say whether the headings carry the names in one form: all long, or behind the same verb."""
    pairs = [(name, heads[at]) for name, at in zip(names, carried, strict=True) if at is not None]
    return all(len(name) >= LONG for name, _ in pairs) or len({head[:2] for _, head in pairs}) == 1


def _said(text: str, node: Node) -> str:
    """Return the first clause of a heading, up to its ，。："""
    heading = text[node.heading.start : node.heading.end]
    return re.split("[，。：；]", heading, maxsplit=1)[0].rstrip()


def _without_lead(names: list[str], heads: list[str]) -> str:
    """Return the first name without the words that lead to the list (以…), as far as that can be told."""
    first, sizes = names[0], {len(name) for name in names[1:]}
    least = max(2, min(sizes) - 1)
    for start in range(len(first) - least + 1):
        if any(first[start:] in head for head in heads):
            return first[start:]
    return first[-max(sizes) :] if len(sizes) == 1 else first


def _noun(text: str, found: Enumeration, heads: list[str]) -> str:
    """Return the word that the count counts (行动), when every heading has it; NONE otherwise, which no heading has."""
    for end in (found.said.end - found.quoted, found.said.end + 2):
        noun = text[end - 2 : end]
        if all(noun in head for head in heads):
            return noun
    return NONE


def _moved(order: list[int]) -> int | None:
    """Return the member of `order` whose removal leaves it rising (the first that falls, when none does)."""
    falls = next((i for i in range(1, len(order)) if order[i] < order[i - 1]), None)
    if falls is None:
        return None
    for i in (falls, falls - 1):
        rest = order[:i] + order[i + 1 :]
        if rest == sorted(rest):
            return order[i]
    return order[falls]
