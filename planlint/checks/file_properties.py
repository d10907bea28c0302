"""file-properties: properties of a Word file (author, company, template, title …) that name another office.

文件属性：属性里的单位、作者、模板、标题写着别的单位，多半是拿外单位的文件改的。属性里的地名不在本地（配置里的
places，或者落款、标题、发文字号里的地名）的，报为外地；单位名称与落款、花名册都对不上的，报为请核实（unit）。
人名、“微软用户”之类看不出单位的，以及不知道本单位是谁时，都不报。

A unit is the same when one name holds the other's characters in order: 区教委 and 某市某区教育委员会 are one.
"""

from __future__ import annotations

from collections.abc import Iterator

from planlint.checks import option, options
from planlint.checks._own_place import meets, own_places
from planlint.checks._roster import roster
from planlint.checks._words import demand_words
from planlint.context import Context
from planlint.findings import Hit
from planlint.model import Span

TITLE = "文件属性"

RECIPE = """\
- id: office-properties
  title: 文件属性是外单位的（本单位）
  check: file-properties
  basis: 本单位
  message: {zh: "文件属性“{property}”是“{value}”", en: "the file's {key} is {value}"}
  rationale: 属性会随文件发出去。
  tests:
    - fail: |
        重庆市沙坪坝区2027年教育工作要点
        2027年，抓好各项工作。
      at: document
      with: {properties: {company: 成都市武侯区教育局}}
    - pass: |
        重庆市沙坪坝区2027年教育工作要点
        2027年，抓好各项工作。
      with: {properties: {company: 沙坪坝区教委, author: 张三}}
"""

NAMES = {
    "author": "作者", "editor": "上次修改者", "company": "单位", "manager": "经理", "template": "模板", "title": "标题",
    "subject": "主题", "keywords": "标记", "description": "备注", "category": "类别",
}  # fmt: skip
OF_UNITS = ("author", "editor", "company", "manager")


@options
class Options:
    """What a rule of this check may set."""

    units: tuple[str, ...] = option(
        (
            "局",
            "委",
            "委员会",
            "办公室",
            "办公厅",
            "政府",
            "厅",
            "部",
            "院",
            "学校",
            "中学",
            "小学",
            "大学",
            "幼儿园",
            "中心",
        ),
        "单位名称以这些字结尾；不像单位的属性不报",
        "how the name of a unit ends; what ends otherwise is taken for a person",
    )

    def __post_init__(self) -> None:
        demand_words("units", self.units)


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield a hit a property, at the beginning of the text; values: `property` (in Chinese), `key`, `value`."""
    properties = context.document.traces().properties
    if not properties:
        return
    places, own = context.facts.places, context.once(own_places)
    for key, value in properties.items():
        written = "".join(value.split())
        hit = Hit(Span(0, 0), {"property": NAMES.get(key, key), "key": key, "value": value})
        paths = [path for mention in places.mentions(written) for path in mention.paths]
        if own is not None and paths and not meets(paths, own.paths):
            yield hit
        elif key in OF_UNITS and written.endswith(options.units) and len(written) > 3 and _is_other(context, written):
            yield hit._replace(variant="unit", weak=True)


def _is_other(context: Context, unit: str) -> bool:
    """Say whether a unit is neither named in the document nor one of the office's own; False when that is not known."""
    plan = context.plan
    nodes = [part.signature for part in plan.parts if part.signature is not None]
    signed = ["".join(plan.text(node.span).split()) for node in (*nodes, *plan.nodes("letterhead"))]
    listed = [form for form, name in roster(context.facts).known.items() if name.kind in ("unit", "school")]
    own = [*signed, *listed]
    if not own or unit in "".join(plan.clean.split()):
        return False
    return not any(_is_within(unit, name) or _is_within(name, unit) for name in own)


def _is_within(short: str, long: str) -> bool:
    """Say whether the characters of `short` stand in `long` in this order."""
    rest = iter(long)
    return all(char in rest for char in short)
