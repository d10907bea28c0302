"""Items without a responsible unit, where most of their siblings name one.

查责任单位：同一标题下的各条大多写了“（责任单位：……）”“（……牵头，……配合）”，其中一条没写。一个标题下只有两三条的，
合起来看：全文这样的各条差不多都写了，才报漏写的。

Only items with nothing numbered below them are compared, and only where at least `carriers` siblings and the given
`share` of them name units; aims, principles and safeguards have no unit of their own. Groups too small for that,
in which most items name units, are judged by all groups of the document in which some do, when nearly all (`POOLED`)
of their items do. A custom of the field, no standard asks for it: where a plan names units on few items it is silent.
"""

from __future__ import annotations

from collections.abc import Iterator

from planlint.checks import option, options
from planlint.checks._words import demand
from planlint.context import Context
from planlint.duties import duties, duties_in
from planlint.findings import Hit
from planlint.model import Node, Span
from planlint.outline.tree import ENUMERATOR_LEVEL

TITLE = "责任单位"
HEADING = 24  # code points of a heading quoted in the message
POOLED = 0.85
MANY = 8  # so many items of all small and large groups together must name units

RECIPE = """\
- id: 我单位-责任单位
  title: 缺责任单位（本单位）
  check: responsible-unit
  options: {share: 0.6}
  severity: warning
  basis: 本单位
  message: {zh: "“{heading}”没有写责任单位"}
  tests:
    - pass: |
        1.抓好甲项工作。（责任单位：办公室）
        2.抓好乙项工作。（责任单位：财务科）
        3.抓好丙项工作。（责任单位：人事科）
    - fail: |
        1.抓好甲项工作。（责任单位：办公室）
        ⟦2.抓好乙项工作⟧。
        3.抓好丙项工作。（责任单位：财务科）
        4.抓好丁项工作。（责任单位：人事科）
"""


@options
class Options:
    """When siblings are taken to name units as a rule."""

    share: float = option(
        0.7, "同级各条中至少多大比例写了责任单位（0.5 到 1）", "from which share of siblings (0.5 to 1)"
    )
    carriers: int = option(3, "至少几条写了责任单位", "how many siblings must name units")

    def __post_init__(self) -> None:
        demand(0.5 <= self.share <= 1, "“share”应在 0.5 到 1 之间", "share must be from 0.5 to 1")
        demand(self.carriers > 0, "“carriers”至少为 1", "carriers must be at least 1")


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield the heading of each item without a unit; values: `heading`, `named` and `all` (siblings counted)."""
    if not any(not duty.deadline for duty in duties(context)):
        return
    pool: list[tuple[list[Node], int, int]] = []
    for parent in context.plan.nodes():
        items = [node for node in parent.children if _is_leaf(node)]
        bare = [node for node in items if not _named(context, node)]
        if len(bare) < len(items):
            pool.append((bare, len(items) - len(bare), len(items)))
    named, total = sum(one[1] for one in pool), sum(one[2] for one in pool)
    pooled = named >= MANY and named >= POOLED * total
    for bare, own, siblings in pool:
        if own >= options.carriers and own >= options.share * siblings:
            yield from _missing(context, bare, own, siblings)
        elif pooled and own >= len(bare):
            yield from _missing(context, bare, named, total)


def _missing(context: Context, bare: list[Node], named: int, total: int) -> Iterator[Hit]:
    clean, exempt = context.plan.clean, context.facts.table("papers")["not-tasks"]
    for node in bare:
        heading = clean[slice(*node.heading)].strip()
        if heading and not any(word in heading for word in exempt):
            span = Span(node.line.start, node.heading.end)
            yield Hit(span, {"heading": heading[:HEADING], "named": named, "all": total})


def _is_leaf(node: Node) -> bool:
    return 0 < node.level < ENUMERATOR_LEVEL and not any(0 < c.level < ENUMERATOR_LEVEL for c in node.children)


def _named(context: Context, node: Node) -> bool:
    return any(not duty.deadline for duty in duties_in(context, *node.span))
