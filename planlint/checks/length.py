"""length: a title, heading, sentence, paragraph or document that is too long or too short.

字数：标题、章节标题、句子、段落或全文的字数上限（max）和下限（min）。字数连标点一起算，不算空格和换行，
与 Word“字符数（不计空格）”一致；全文的字数不含附件。控制篇幅、精简文件的要求可以这样写。
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from planlint.checks import option, options
from planlint.checks._words import demand
from planlint.context import Context
from planlint.findings import Hit
from planlint.model import Span
from planlint.sentences import sentences, trim

TITLE = "字数"

RECIPE = """\
- id: office-heading-length
  title: 章节标题不宜过长
  check: length
  options: {of: heading, labels: [一、], max: 12}
  severity: info
  basis: 本单位
  message: {zh: "标题 {length} 字，超过 {limit} 字", en: "{length} characters, more than {limit}"}
  rationale: 标题宜简明，便于阅读。
  tests:
    - pass: |
        一、加强组织领导
        各单位要抓好落实。
    - pass: |
        一、工作安排
        1.这一条的标题写得比较长一些也没有关系。各单位要抓好落实。
    - fail: |
        一、⟦进一步加强和改进全区教育系统组织领导⟧
        各单位要抓好落实。
      message: 标题 18 字
    - fail: |
        一、组织领导
        抓好落实。
        二、⟦进一步加强和改进全区教育系统保障工作⟧
        抓好落实。
"""


@options
class Options:
    """What a rule of this check may set."""

    of: Literal["title", "heading", "sentence", "paragraph", "document"] = option(
        "document",
        "量什么：title 标题，heading 章节标题，sentence 句子，paragraph 段落，document 全文",
        "what to measure",
    )
    max: int = option(0, "最多多少字；0 为不限", "the most characters; 0 for no limit")
    min: int = option(0, "最少多少字", "the fewest characters")
    labels: tuple[str, ...] = option(
        (),
        "只量这样编号的章节标题，如“一、”“（一）”“1.”；不写则各级都量",
        "only headings with labels of this form",
    )

    def __post_init__(self) -> None:
        demand(
            self.max > 0 or self.min > 0,
            "“max”“min”至少写一个，且要大于 0",
            "give max or min, more than 0",
        )
        demand(
            self.min <= self.max or not self.max,
            "“min”不能大于“max”",
            "min must not exceed max",
        )


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a text of the wrong length; values: `length`, `limit`; variant `short` below `min`."""
    clean = context.plan.clean
    for span, report in _measured(context, options):
        length = sum(map(len, clean[span.start : span.end].split()))
        if options.of == "document":
            length -= _attached(context)
        if options.max and length > options.max:
            yield Hit(report, {"length": length, "limit": options.max})
        elif length < options.min:
            yield Hit(report, {"length": length, "limit": options.min}, variant="short")


def _measured(context: Context, options: Options) -> Iterator[tuple[Span, Span]]:
    """Yield each span to measure, and the span to report."""
    plan = context.plan
    if options.of == "document":
        yield Span(0, len(plan.clean)), Span(0, 0)
    elif options.of == "title":
        for part in plan.parts:
            if part.title:
                yield part.title.span, part.title.span
    elif options.of == "heading":
        for node in plan.nodes("section", "item"):
            named = not options.labels or (node.label and node.label.form in options.labels)
            if named and node.heading.end > node.heading.start:
                yield node.heading, node.heading
    elif options.of == "paragraph":
        for node in plan.nodes("preamble", "paragraph", "item", "enumerator"):
            yield node.line, node.line
    else:
        for start, sentence in sentences(plan.clean):
            span = trim(plan.clean, Span(start, start + len(sentence)))
            yield span, span


def _attached(context: Context) -> int:
    clean = context.plan.clean
    return sum(
        sum(map(len, clean[node.span.start : node.span.end].split())) for node in context.plan.nodes("attachment")
    )
