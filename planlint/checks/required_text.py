"""required-text: one of several texts must appear.

必须出现：在全文、标题、开头或某个章节里，any-of 中至少要有一个词语，一个也没有就报。
写了 when 的，文中出现 when 里的词语才要求（如写到“安全生产”就要写明“应急预案”）。
要求的章节本身不存在时不报，那是 required-section 的事。
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import MISSING

from planlint.checks import option, options
from planlint.checks._words import Places, demand_words, sections
from planlint.context import Context
from planlint.findings import Hit
from planlint.model import Span
from planlint.terms import fold, found

TITLE = "必须出现"

RECIPE = """\
- id: office-confidential-notice
  title: 写明保密要求
  check: required-text
  options:
    any-of: [保密要求, 保密纪律]
    when: [试题命制]
  severity: warning
  basis: 本单位
  message: {zh: "写到试题命制，应写明“{expected}”", en: "“{expected}” is missing"}
  rationale: 本单位保密工作制度。
  tests:
    - pass: 做好试题命制工作，严守保密纪律。
    - pass: 做好考务工作。
    - fail: 做好试题命制工作。
      at: document
    - fail: |
        一、考试
        抓好试题命制。
      at: document
"""


@options
class Options(Places):
    """What a rule of this check may set."""

    any_of: tuple[str, ...] = option(MISSING, "至少要出现其中一个的词语", "one of these must appear")
    when: tuple[str, ...] = option(
        (),
        "文中出现其中一个词语时才要求；不写则总是要求",
        "required only when one of these appears",
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        demand_words("any-of", self.any_of)
        demand_words("when", self.when, least=0)


def terms(options: Options) -> tuple[str, ...]:
    """Return the words to look for."""
    return options.any_of + options.when


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a place that lacks the text; values: `expected`, all texts that would do."""
    everywhere = found(context)
    if options.when and not any(fold(word) in everywhere for word in options.when):
        return
    wanted = [fold(word) for word in options.any_of]
    for present, report in _places(context, options):
        if not any(word in present for word in wanted):
            yield Hit(report, {"expected": "”或“".join(options.any_of)})


def _places(context: Context, options: Options) -> Iterator[tuple[Container[str], Span]]:
    """Yield what may hold the text, and the span to report when it does not."""
    clean = context.plan.clean
    if options.section:
        for node in sections(context, options.section):
            yield clean[node.span.start : node.span.end], node.heading
    elif options.where == "document":
        yield found(context), Span(0, 0)
    elif spans := options.spans(context):
        # A title runs over several lines, and may break inside a word.
        yield "".join(clean[span.start : span.end].replace("\n", "") for span in spans), spans[0]
