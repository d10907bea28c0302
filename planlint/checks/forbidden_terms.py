"""forbidden-terms: words that must not stand in the document.

禁用词：列出的词语一出现就报。某个词只在更长的词语里正确（“保监会”之于“银保监会”），或在某些字之前之后正确，
用 allow、allow-after、allow-before 说明；引号、书名号里的要不要报，由规则的 in-quotes、in-titles 决定。
几个词重叠时只报最先、最长的一个。

Words are found as they are, in clean text (full-width digits and letters count as half-width ones).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING
from functools import cached_property

from planlint.checks import option, options
from planlint.checks._words import Contexts, demand_words
from planlint.context import Context
from planlint.findings import Hit
from planlint.model import Span
from planlint.terms import fold

TITLE = "禁用词"
OUTSIDE = True

RECIPE = """\
- id: office-forbidden-terms
  title: 本单位禁用词
  check: forbidden-terms
  options:
    terms: [打造高地, 保监会]
    allow: [银保监会]
    allow-after: [原]
  severity: warning
  basis: 本单位
  in-titles: skip
  message: {zh: "不要使用“{term}”", en: "do not write “{term}”"}
  rationale: 本单位文稿用语要求。
  tests:
    - pass: 配合银保监会做好风险处置。
    - pass: 原保监会印发的文件继续有效。
    - fail: 着力⟦打造高地⟧，形成示范。
      message: 不要使用“打造高地”
    - fail: 接受⟦保监会⟧监管。
"""


@options
class Options(Contexts):
    """What a rule of this check may set."""

    terms: tuple[str, ...] = option(MISSING, "禁用的词语", "the words that must not appear")

    def __post_init__(self) -> None:
        super().__post_init__()
        demand_words("terms", self.terms)

    @cached_property
    def words(self) -> frozenset[str]:
        """The terms, folded."""
        return frozenset(map(fold, self.terms))


def terms(options: Options) -> frozenset[str]:
    """Return the words to look for."""
    return options.words


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a word found; values: `term`."""
    for at in options.find(context, options.words):
        yield Hit(Span(at.start, at.end), {"term": at.word})
