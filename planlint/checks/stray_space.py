"""stray-space: blanks in running text that mean nothing: between Chinese characters, beside marks, at a line's end.

多余空格：正文里汉字之间、标点前后的空格，段首只空一格；行末的空格和只有空格的行印出来看不见，只作提示。标题、署名、日期、
表格、目录里的空格，段首缩进，编号后面的空格，引号和书名号里的空格（《中共中央 国务院……》“学宪法 讲宪法”），并列机关之间
的空格，都是正常的。同一种空格在全文到处都是，是排版习惯或者转换所致，不逐处报；每行都断开的文稿不查。

Nothing is said of blanks beside digits and letters. In Markdown two blanks at the end of a line break it and stay.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from planlint.checks import option, options
from planlint.checks._room import ROOM
from planlint.checks.residue import find
from planlint.context import Context
from planlint.findings import Edit, Fix, Hit
from planlint.model import Node, Span
from planlint.outline.masks import strictly_inside
from planlint.patterns import pattern
from planlint.terms import inside

TITLE = "多余空格"
OUTSIDE = True

RECIPE = """\
- id: office-stray-space
  title: 多余空格（本单位）
  check: stray-space
  severity: warning
  severity-weak: info
  basis: 惯例
  message: {zh: "这里多了空格", en: "a stray space"}
  rationale: 正文里汉字之间不空格。
  tests:
    - fail: 一、加强学校⟦ ⟧安全工作，守住底线。
    - pass: 一、加强学校安全工作，守住底线。
"""

ODD = "\t\u3000\xa0\u2002\u2003\u2009"
RUN = pattern("  *")  # starts with a literal, which makes it fast
BESIDE = "，。；：、！？“”《》（）"
NAME = pattern(r"[^\u4e00-\u9fff][\u4e00-\u9fff]\s+[\u4e00-\u9fff](?![\u4e00-\u9fff])")
NAMED = pattern("联系人：[^，。；]*$")  # 联系人：张晓梅　李文
REACH = 24
HALF = 4  # characters of half a slogan, or more
BROKEN = pattern("[\u4e00-\u9fff]{2,} [\u4e00-\u9fff]{2,}")  # a heading with one blank in it; 总 则 is set so
PROSE = ("paragraph", "preamble", "section", "item", "enumerator")
SENTENCE = "，。；"
OFFICES = "部厅院会局委办府署"
ISSUERS = 12  # code points after a blank between two issuers within which the second one's name ends
WIDE = 4  # blanks; more are layout, or what is left of a line's end
UNSEEN = ("trailing", "empty")  # nobody sees these on paper
IN_A_LINE = 3  # more blanks in one line are its layout


@options
class Options:
    """What a rule of this check may set."""

    habit: int = option(8, "同一种空格多于这么多处，就当作排版习惯", "more places of one kind than this are a habit")


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a run of blanks; the fix deletes it. Variants: `leading`; weak are `trailing` and `empty`."""
    if context.plan.wrapped:
        return
    kinds: dict[str, list[Span]] = {}
    for span, kind in _runs(context):
        kinds.setdefault(kind, []).append(span)
    for kind, spans in kinds.items():
        if len(spans) <= options.habit:
            for span in spans:
                fix = Fix((Edit(span, ""),))
                yield Hit(span, {}, None if kind == "inner" else kind, fix=fix, weak=kind in UNSEEN)


def _runs(context: Context) -> Iterator[tuple[Span, str]]:
    """Yield the stray runs of blanks, each with its kind: inner, leading, trailing, empty."""
    text = spaced = context.document.text
    for blank in ODD:
        spaced = spaced.replace(blank, " ")
    nodes = list(context.plan.nodes(*PROSE))
    starts = [node.line.start for node in nodes]
    left = sorted(span for span, _ in find(context))
    markdown = context.document.media_type == "text/markdown"
    lines: dict[int, tuple[bool, int]] = {}
    ended = -2
    for match in RUN.finditer(spaced):
        span = Span(*match.span())
        before = text[span.start - 1] if span.start else "\n"
        after = text[span.end] if span.end < len(text) else "\n"
        kind = _kind(before, after)
        if (
            not kind
            or inside(context.document.opaque, span.start)
            or inside(left, span.start - 1)
            or inside(left, span.end)
        ):
            continue
        if kind == "empty":
            if span.start != ended + 1:
                yield span, kind
            ended = span.end
            continue
        at = bisect_right(starts, span.end if kind == "leading" else span.start - 1) - 1
        node = nodes[at] if at >= 0 else None
        if node is None or span.start > node.line.end:
            continue
        if at not in lines:
            line = text[node.line.start : node.line.end]
            lines[at] = any(mark in line for mark in SENTENCE) and "记者" not in line, len(line.split())
        prose, words = lines[at]
        if not prose and not (kind == "inner" and node.label and BROKEN.fullmatch(text, *node.heading)):
            continue
        if kind == "inner":
            if _meant(context, node, span, before) or words > IN_A_LINE + 1:
                continue
        elif len(match[0]) > (1 if kind == "leading" or markdown else WIDE):
            continue
        yield span, kind


def _kind(before: str, after: str) -> str | None:
    if before == "\n":
        return "empty" if after == "\n" else "leading"
    if after == "\n":
        return "trailing"
    ordinary = all("\u4e00" <= char <= "\u9fff" or char in BESIDE for char in (before, after))
    return "inner" if ordinary else None


def _meant(context: Context, node: Node, span: Span, before: str) -> bool:
    """Say whether a blank inside a line has a meaning: layout, after a label, inside a name, between issuers, room."""
    text, masks = context.document.text, context.plan.masks
    if span.end - span.start > WIDE or (node.label and span.start < node.heading.start):
        return True
    if strictly_inside(masks.quotes, span.start) or strictly_inside(masks.titles, span.start):
        return True
    if before == "：" or NAME.match(text, span.start - 2) or NAMED.search(text, max(0, span.start - REACH), span.start):
        return True
    if any(ROOM.match(text, span.start - size) for size in (1, 2)):
        return True
    halves = text[node.heading.start : span.start], text[span.end : node.line.end].rstrip("。！")
    if len(halves[0]) == len(halves[1]) >= HALF and "".join(halves).isalpha():  # 安全生产 责任在肩。
        return True
    following = text[span.end : span.end + ISSUERS]
    return before in OFFICES and any(char in OFFICES for char in following)
