"""paragraph-end: a paragraph of prose that ends without a mark, where the others of the document end with one.

段末标点：别的段落都以句号（分号、冒号……）收尾，只有一两段没有，或者停在逗号、顿号上，多半是删改时带掉了。只看成句的段落：
三十字以上，里面有句号，没有编号的段落有两个逗号也算。标题、表格、附件、落款不看，最后一句里有冒号的（责任单位：……）不看；
不写句末标点的段落多，是本文的写法，不报。标题下面以“各”开头、没有标点收尾的一行（各县区，局属各单位），是主送机关漏了冒号（addressee）。

GB/T 15834-2011, 4.1: a sentence ends in a mark.
"""

from __future__ import annotations

from collections.abc import Iterator

from planlint.checks import option, options
from planlint.context import Context
from planlint.findings import Hit
from planlint.model import PRINTED_TYPES, Span

TITLE = "段末标点"

RECIPE = """\
- id: office-paragraph-end
  title: 段末缺标点（本单位）
  check: paragraph-end
  options: {least: 4, most: 1}
  severity: info
  basis: 本单位
  message: {zh: "“{text}”后面没有句末标点", en: "no mark behind “{text}”"}
  tests:
    - fail: |
        1.甲项。组织全区中小学开展秋季学期食品安全检查，逐校登记，限期整改。
        2.乙项。组织全区中小学开展秋季学期消防安全检查，逐校登记，限期整⟦改⟧
        3.丙项。组织全区中小学开展秋季学期校车安全检查，逐校登记，限期整改。
        4.丁项。组织全区中小学开展秋季学期用电安全检查，逐校登记，限期整改。
        5.戊项。组织全区中小学开展秋季学期燃气安全检查，逐校登记，限期整改。
    - pass: |
        1.甲项。组织全区中小学开展秋季学期食品安全检查，逐校登记，限期整改
        2.乙项。组织全区中小学开展秋季学期消防安全检查，逐校登记，限期整改
        3.丙项。组织全区中小学开展秋季学期校车安全检查，逐校登记，限期整改
"""

SHORTEST = 30
"""Code points of a paragraph that is surely prose."""
KINDS = ("paragraph", "preamble", "section", "item", "enumerator")
LABELLED = ("section", "item", "enumerator")
ENDS = "。；：！？…”’）】〕》)].!?;:"
OPEN = "，、"
EACH, LONGEST = "各", 90
CLAUSES = frozenset("。：；的是要")
"""What no list of addressees has."""
SHOWN = 12
TAIL = 6
"""A last sentence of so many code points or fewer is a name, or a note."""


@options
class Options:
    """What a rule of this check may set."""

    least: int = option(8, "至少有多少段以标点收尾，才看得出漏写", "paragraphs that must end in a mark")
    most: int = option(2, "没有标点的最多几段；再多就是本文的写法", "paragraphs without one, at most")
    captions: tuple[str, ...] = option(
        (), "有这些词语的是图片说明之类，不看", "words of captions, which are left alone"
    )


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a paragraph, at its last character. Value: `text`, its last words.

    Variants: `open` behind ，、; `addressee`.
    """
    plan, text = context.plan, context.plan.clean
    told = set[int]()
    for part in plan.parts:
        if part.addressee is None and len(part.preamble) > 1 and _addresses(text[slice(*part.preamble[0].line)]):
            end = len(text[: part.preamble[0].line.end].rstrip())
            told.add(part.preamble[0].line.start)
            yield Hit(Span(end - 1, end), {"text": text[end - SHOWN : end]}, "addressee")
    lines = [line.rstrip() for line in text.split("\n") if len(line) >= SHORTEST]
    if plan.wrapped or context.document.media_type in PRINTED_TYPES or all(line[-1:] in ENDS for line in lines):
        return
    ended, found = 0, []
    for node in plan.nodes(*KINDS):
        start, end = node.line
        line = text[start:end].rstrip() if end - start >= SHORTEST and start not in told else ""
        if len(line) < SHORTEST or any(plan.masks.inside(kind, start) for kind in ("tables", "attachments")):
            continue
        if line[-1] in ENDS:
            ended += 1
        elif _is_prose(line, node.kind in LABELLED) and not any(word in line for word in options.captions):
            found.append(Span(start + len(line) - 1, start + len(line)))
    if len(found) <= options.most and ended >= options.least:
        for span in found:
            start = text.rfind("\n", 0, span.end)
            if any(start < at < span.end for at in plan.masks.unbalanced):
                continue  # the mark that is missing is the other half of a pair
            variant = "open" if text[span.start] in OPEN else None
            yield Hit(span, {"text": text[span.end - SHOWN : span.end]}, variant)


def _addresses(line: str) -> bool:
    """Say whether a line names those whom a document is sent to: 各县（市、区）水务局，局机关各科室."""
    line = line.strip()
    return line.startswith(EACH) and len(line) <= LONGEST and line[-1] not in "。；：！？…:" and not CLAUSES & set(line)


def _is_prose(line: str, labelled: bool) -> bool:
    """Say whether a line without a mark at its end is made of sentences, the last of which is no 责任单位：…."""
    last = line[line.rfind("。") + 1 :]
    if not ("一" <= line[-1] <= "鿿" or line[-1] in OPEN) or "：" in last or len(last) <= TAIL:
        return False
    return "。" in line or (not labelled and line.count("，") > 1)
