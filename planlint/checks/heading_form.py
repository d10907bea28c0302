"""heading-form: siblings that end alike, but for one.

同级形式一致：同级的几条末尾标点相同，只有一条不同：标题都不加标点，一条带了句号；列举的各项都用分号（末项用句号），中间一项
用了句号或者没有标点。同级都是“小标题。正文”，一条的小标题后面不是句号，也报（run-in）；别的标题都独占一行，只有一条后面接着
正文，请核实（joined）。问句、叹句和引出下文的冒号是正常的。每行都断开的文稿不查。

GB/T 15834-2011 B.3 has no rule for the end of a heading; that siblings agree is the custom. With fewer than `least`
siblings nothing can be called the custom.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planlint.checks import option, options
from planlint.checks._words import demand
from planlint.context import Context
from planlint.findings import Edit, Fix, Hit, Related
from planlint.model import Node, Span
from planlint.patterns import pattern

TITLE = "同级形式"

RECIPE = """\
- id: office-heading-form
  title: 同级标题形式一致
  check: heading-form
  options: {least: 5}
  severity: info
  basis: 本单位
  message: {zh: "同级末尾都{usual}，这一条{actual}", en: "siblings end otherwise"}
  rationale: 同级标题写法应当一致。
  tests:
    - pass: |
        一、强化甲项工作
        二、强化乙项工作
        三、强化丙项工作。
        四、强化丁项工作
    - fail: |
        一、强化甲项工作
        二、强化乙项工作
        三、强化丙项工作⟦。⟧
        四、强化丁项工作
        五、强化戊项工作
"""

MARKS = "。；，、："
BRACKETS = ("（", "〔", "(")
ASIDE = pattern("（[^（）]*）")
OTHERS = ("？", "！", "…")  # a heading may end with these wherever its siblings do not
ENDS = {mark: mark for mark in (*MARKS, *OTHERS)} | {";": "；"}
SHORT = 30  # code points of a heading before its text
PHRASE = 16  # code points of a heading among the shortest: 专题民主生活会、组织生活会
FAR, VERY_FAR = 1.6, 2.5
"""How much longer than every sibling's a heading is that has swallowed its text, with ， in it and without."""


@options
class Options:
    """What counts as a custom."""

    least: int = option(4, "同级至少几条（3 以上）", "how many siblings there must be (3 or more)")

    def __post_init__(self) -> None:
        demand(self.least > 2, "“least”至少为 3", "least must be at least 3")


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a group of siblings, at the last character of the odd one; values: `usual`, `actual`.

    Variant `last`: the last entry of a list with ；; `run-in`: the heading whose 。 is missing;
    `joined`, which is weak: the heading that alone is not on a line of its own.
    """
    if context.plan.wrapped:
        return
    text = context.plan.clean
    parents = [context.plan.root]
    while parents:
        parent = parents.pop()
        parents += [node for node in parent.children if node.children]
        if len(parent.children) < options.least:
            continue
        groups: dict[str, list[Node]] = {}
        for node in parent.children:
            if node.label:
                groups.setdefault(node.label.form, []).append(node)
        for nodes in groups.values():
            if len(nodes) >= options.least:
                yield from _odd_one(text, nodes)


def _odd_one(text: str, nodes: Sequence[Node]) -> Iterator[Hit]:
    marks, last = [_mark(text, node) for node in nodes], len(nodes) - 1
    if marks[:last].count("；") >= max(2, last - 1):
        yield from _entry(text, nodes, marks)
        return
    run_in = [bool(text[node.body.start : node.body.end].strip()) for node in nodes]
    if run_in.count(True) >= last:
        yield from _swallowed(text, nodes)
    elif run_in.count(True) == 1:
        at = run_in.index(True)
        others = [*nodes[:at], *nodes[at + 1 :]]
        if not any(marks[:at] + marks[at + 1 :]) and all(map(_has_children, others)):
            yield Hit(nodes[at].heading, {}, "joined", (Related(others[0].line),), weak=True)
    elif not any(run_in):
        for usual in ("", "。"):
            if marks.count(usual) == last:
                yield from _heading(text, nodes, marks, usual)


def _entry(text: str, nodes: Sequence[Node], marks: Sequence[str]) -> Iterator[Hit]:
    """Yield the one entry of a list that does not end with ；, or the last one when that does not end with 。."""
    last = len(nodes) - 1
    odd = [at for at, mark in enumerate(marks) if mark != ("；" if at < last else "。")]
    if len(odd) == 1 and not _has_children(nodes[odd[0]]):
        variant, usual = ("last", "。") if odd[0] == last else (None, "；")
        yield _hit(text, nodes, odd[0], usual, marks[odd[0]], variant)


def _heading(text: str, nodes: Sequence[Node], marks: Sequence[str], usual: str) -> Iterator[Hit]:
    """Yield the one heading that does not end like the others; one that asks, or leads on to what is below, may.

    What has a sentence alone where each other has text below is no heading: 五、本通知自2027年1月1日起执行。
    """
    at = next(at for at, mark in enumerate(marks) if mark != usual)
    below = _has_children(nodes[at])
    leads_on = below and (marks[at] == "：" or (usual and not all(map(_has_children, nodes))))
    alone = (
        not usual
        and marks[at] == "。"
        and not below
        and all(_has_children(node) for node in nodes if node is not nodes[at])
    )
    if marks[at] not in OTHERS and not leads_on and not alone:
        yield _hit(text, nodes, at, usual, marks[at])


def _mark(text: str, node: Node) -> str:
    """Return the mark at the end of the line of a heading, "" for none."""
    return ENDS.get(text[node.line.end - 1], "") if node.heading.start < node.heading.end else ""


def _has_children(node: Node) -> bool:
    return any(child.kind != "blank" for child in node.children)


def _hit(text: str, nodes: Sequence[Node], at: int, usual: str, actual: str, variant: str | None = None) -> Hit:
    end = nodes[at].line.end
    span = Span(end - 1, end)
    right = usual if actual else text[end - 1] + usual
    values = {
        "usual": f"用“{usual}”" if usual else "不加标点",
        "actual": f"用了“{actual}”" if actual else "没有标点",
    }
    related = (Related(nodes[at - 1 if at else at + 1].line),)
    return Hit(span, values, variant, related, right or None, Fix((Edit(span, right),), safe=False))


def _swallowed(text: str, nodes: Sequence[Node]) -> Iterator[Hit]:
    """Yield the one heading that runs on into its text, where all others are short and end with 。.

    What stands in brackets is no part of that: 竣工验收（随完工随验收，12月20日前完成）。
    """
    headings = [ASIDE.sub(lambda aside: " " * len(aside[0]), text[slice(*node.heading)]) for node in nodes]
    sizes = [len(heading) - heading.count(" ") for heading in headings]
    rest, longest = sorted(sizes)[-2:]
    if rest > SHORT or longest < FAR * rest:
        return
    at = sizes.index(longest)
    if any("，" in other for i, other in enumerate(headings) if i != at):
        return
    comma = headings[at].find("，")
    one_sentence = text[slice(*nodes[at].body)].lstrip()[:1] in BRACKETS  # 评选好新闻60件。〔新闻科负责〕
    far = longest > max(PHRASE, VERY_FAR * rest)
    # Two clauses make a heading too: 深化“放管服”改革，优化营商环境。
    if (comma >= 0 and longest > SHORT) or (comma < 0 and far and not one_sentence):
        start = nodes[at].heading.start
        span = Span(start, start + comma + 1) if comma >= 0 else nodes[at].heading
        yield Hit(span, {}, "run-in", (Related(nodes[at - 1 if at else at + 1].heading),))
