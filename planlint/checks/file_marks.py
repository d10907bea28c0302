"""file-marks: what a Word file holds beside its text: comments, tracked changes, highlights, coloured or hidden text.

文件痕迹：批注、没有接受的修订、突出显示、彩色文字、隐藏文字。红色只在正文里报：标题及以上是红头，本来就红。
同一种颜色连着的算一处；格式、段落和表格行的修订合起来报一处。

`kinds` are those of planlint.filedata.Mark, and hidden (Document.hidden). Plain text has no marks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from planlint.checks import option, options
from planlint.context import Context
from planlint.filedata import Mark
from planlint.findings import Hit
from planlint.outline import Plan

TITLE = "文件痕迹"
OUTSIDE = True

RECIPE = """\
- id: office-comment
  title: 批注没有删
  check: file-marks
  options: {kinds: [comment]}
  basis: 本单位
  message: {zh: "{author}的批注还在：“{detail}”", en: "a comment by {author} is still there: {detail}"}
  rationale: 对外的文件不带批注。
  tests:
    - fail: 抓好⟦各项工作⟧。
      with: {marks: [{kind: comment, at: 各项工作, detail: 哪几项？, author: 张三}]}
    - pass: 抓好各项工作。
"""

COLOURS = {
    "yellow": "黄色", "red": "红色", "green": "绿色", "blue": "蓝色", "cyan": "青色", "pink": "粉色", "purple": "紫色",
    "orange": "橙色", "grey": "灰色", "white": "白色", "black": "黑色",
}  # fmt: skip
QUOTED = 24
"""Code points of text that a message quotes."""


@options
class Options:
    """What a rule of this check may set."""

    kinds: tuple[Literal["comment", "inserted", "deleted", "changed", "highlight", "colour", "hidden"], ...] = option(
        ("comment", "inserted", "deleted", "changed", "highlight", "colour", "hidden"),
        "查哪些：comment 批注，inserted、deleted、changed 修订，highlight 突出显示，colour 彩色字，hidden 隐藏文字",
        "which marks: comments, tracked changes, highlights, colours, hidden text",
    )


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a mark, its variant the kind; values: `text`, `detail`, `author`, `colour`, `hue` and `count`."""
    document = context.document
    marks = [mark for mark in document.traces().marks if mark.kind in options.kinds]
    changed = sum(mark.kind == "changed" for mark in marks)
    for mark in marks:
        if mark.kind == "changed":
            if changed:
                yield _hit(context, mark, changed)
            changed = 0
        elif not is_red_head(context.plan, mark):
            yield _hit(context, mark)
    if "hidden" in options.kinds:
        for span in document.hidden:
            if document.text[span.start : span.end].strip():
                yield Hit(span, {"text": _quoted(document.text[span.start : span.end])}, "hidden")


def _hit(context: Context, mark: Mark, count: int = 1) -> Hit:
    values = {
        "text": _quoted(context.document.text[mark.span.start : mark.span.end]),
        "detail": _quoted(mark.detail),
        "author": mark.author or "—",
        "colour": COLOURS.get(mark.detail, mark.detail),
        "hue": mark.detail,
        "count": count,
    }
    return Hit(mark.span, values, mark.kind)


def is_red_head(plan: Plan, mark: Mark) -> bool:
    """Say whether it is the red of the letterhead: it ends where the title does, without one where the text begins."""
    title = plan.parts[0].title
    end = title.span.end if title is not None else f"{plan.document.text}。".index("。")
    return (mark.kind, mark.detail) == ("colour", "red") and mark.span.end <= end


def _quoted(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= QUOTED else f"{words[:QUOTED]}…"
