"""heading-echo: the first sentence of an item only says its heading again.

标题复述：标题之后第一句话的某个分句几乎就是标题本身（“5.推进全面从严治党。深入推进全面从严治党，……”）。
标题独占一行、正文另起一段的也一样比对；不足 min-length 字的标题不比；
后面接着说它“是……”“事关……”的（topic-before），是点题，不报。

Each clause (between ，) of the first sentence that has the heading's first or last three characters is
compared with it: twice the common characters over the sum of lengths. A matter of style: no standard
forbids it.
"""

from __future__ import annotations

from collections.abc import Iterator

from planlint.checks import option, options
from planlint.checks._repetition import repetition
from planlint.checks._words import demand
from planlint.context import Context
from planlint.findings import Hit, Related
from planlint.model import Span
from planlint.repeats import similarity
from planlint.sentences import fold, trim

TITLE = "标题复述"

RECIPE = """\
- id: office-heading-echo
  title: 首句照抄标题
  check: heading-echo
  options: {similarity: 1, min-length: 6}
  severity: info
  basis: 本单位
  message: {zh: "首句“{text}”与标题相同，可以删去", en: "the first sentence is the heading again"}
  rationale: 首句应当写怎么做，不是再写一遍标题。
  tests:
    - pass: 1.推进依法治校。深入推进依法治校，落实法律顾问制度。
    - pass: 1.推进依法治校。聘任法治副校长，落实法律顾问制度。
    - fail: 1.推进依法治校。⟦推进依法治校⟧，落实法律顾问制度。
    - fail: |
        （一）强化学校食品安全管理
        ⟦强化学校食品安全管理⟧。落实陪餐制度。
"""

HEADING = {"zh": "标题", "en": "the heading"}


@options
class Options:
    """What a rule of this check may set."""

    similarity: float = option(0.85, "相似度不低于多少（0.5 到 1）", "from which similarity (0.5 to 1)")
    min_length: int = option(6, "标题至少多少字", "code points a heading must have")
    topic_before: tuple[str, ...] = option(
        (),
        "逗号后面紧接这些词：这个分句是话题，要说的在后面",
        "words after the ， that make the clause the topic of what follows",
    )

    def __post_init__(self) -> None:
        demand(self.min_length > 0, "“min-length”至少为 1", "min-length must be at least 1")
        demand(0.5 <= self.similarity <= 1, "“similarity”应在 0.5 到 1 之间", "similarity must be from 0.5 to 1")


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit an item, at the clause; values: `text` (the clause), `heading`, `similarity` (%)."""
    found = context.once(repetition)
    clean = context.plan.clean
    ratio = options.similarity / (2 - options.similarity)  # of the lengths of two texts so much alike
    for at, stop in found.stops.items():
        heading = found.keys[at][1:]
        if stop == at + 1 or len(heading) < options.min_length:
            continue
        node, below = found.nodes[at], found.nodes[at + 1]
        if below is not node and (below.parent is not node or below.kind != "paragraph"):
            continue
        head, tail = heading[:3], heading[-3:]  # an echo keeps the verb of the heading or its object
        sentence = found.keys[at + 1]
        if head not in sentence and tail not in sentence:
            continue
        shortest, longest = len(heading) * ratio, len(heading) / ratio
        for clause in sentence.split("，"):
            if not shortest <= len(clause) <= longest or (head not in clause and tail not in clause):
                continue
            alike = similarity(heading, clause, options.similarity)
            if alike:
                span = _clause(clean, Span(*found.spans[at + 1]), clause)
                if clean.startswith(options.topic_before, span.end + 1):
                    break
                values = {"text": clean[slice(*span)], "heading": heading, "similarity": int(alike * 100)}
                yield Hit(span, values, related=(Related(Span(*found.spans[at]), HEADING),))
                break


def _clause(clean: str, sentence: Span, folded: str) -> Span:
    """Return where in the sentence the clause stands that folds to `folded`."""
    start = sentence.start
    for clause in clean[slice(*sentence)].split("，"):
        if fold(clause) == fold(folded):
            return trim(clean, Span(start, start + len(clause)))
        start += len(clause) + 1
    return trim(clean, sentence)
