"""draft-mark: a title, or the file's name, that still says the text is a draft: （送审稿）, （征求意见稿）, （代拟稿）.

稿次标记：标题末尾，或者标题下面单独一行，还写着“征求意见稿”之类；标题以“范文”“例文”收尾，或者带着范文的篇次（篇一、第一篇：）的也报；文件名里写着的也报。《》里的是别的文件，不报；
文件名里的词如果正文开头也有（如“关于征求《某某办法（征求意见稿）》意见的通知”），不报。

A title that ends so is judged as written; half-width brackets count as full-width ones. A finding about the name
(variant `file`) is an empty span at the beginning.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from planlint.checks import option, options
from planlint.checks._words import demand_words
from planlint.context import Context
from planlint.findings import Hit
from planlint.model import Span
from planlint.patterns import pattern

TITLE = "稿次标记"
QUOTED = pattern("《[^》]*》")
COPIED = pattern(
    r"^(?:第[一二三四五六七八九十\d]{1,3}篇|篇[一二三四五六七八九十\d]{1,3})(?=\s?[：:])"
    r"|(?:[【（(]第?)?篇[一二三四五六七八九十\d]{1,3}[】）)]?$|[【（(]第[一二三四五六七八九十\d]{1,3}篇[】）)]$"
)
"""The number a text has in a collection of model texts: 篇一, 【篇1】, 第一篇：."""
HEAD = 400
"""Code points at the beginning of a document, in which a title stands that the name may repeat."""

RECIPE = """\
- id: office-draft-mark
  title: 标题还是稿次
  check: draft-mark
  options: {marks: [会签稿]}
  severity: error
  basis: 本单位
  message: {zh: "标题里还有“{mark}”", en: "the title still says {mark}"}
  rationale: 定稿不带稿次。
  tests:
    - fail: |
        2027年工作要点⟦（会签稿）⟧
        2027年，抓好各项工作。
    - pass: |
        2027年工作要点
        2027年，抓好各项工作。
"""


@options
class Options:
    """What a rule of this check may set."""

    marks: tuple[str, ...] = option(
        (
            "送审稿",
            "征求意见稿",
            "代拟稿",
            "讨论稿",
            "初稿",
            "草稿",
            "草案",
            "修改稿",
            "报批稿",
            "审议稿",
            "会签稿",
            "送签稿",
        ),
        "表示稿次的词语",
        "the words that say which draft it is",
    )

    models: tuple[str, ...] = option(
        ("范文", "例文", "范本", "怎么写"),
        "标题末尾的这些词语，是抄来的范文留下的",
        "what the title of a model text ends in",
    )

    def __post_init__(self) -> None:
        demand_words("marks", self.marks)
        demand_words("models", self.models)


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a title or name that is marked as a draft; values: `mark`, `name`. The span has the brackets."""
    text = context.plan.clean
    name = QUOTED.sub("", PurePath(context.document.path).stem)
    for mark in options.marks:
        if mark in name and mark not in text[:HEAD]:
            yield Hit(Span(0, 0), {"mark": mark, "name": name}, "file", weak=True)
            break
    for part in context.plan.parts:
        for node in (part.title, part.note):
            if node is None:
                continue
            line = text[node.line.start : node.line.end]
            if line.endswith(options.models):
                mark = next(mark for mark in options.models if line.endswith(mark))
                yield Hit(Span(node.line.end - len(mark), node.line.end), {"mark": mark})
            if "篇" in line and (copied := COPIED.search(line)):
                start = node.line.start + copied.start()
                yield Hit(Span(start, start + len(copied[0])), {"mark": copied[0]})
            start = max(line.rfind("（"), line.rfind("("))
            if start < 0 or (node is part.note and start > 0) or not line.endswith(("）", ")")):
                continue
            mark = line[start + 1 : -1].strip()
            if mark.endswith(options.marks):
                yield Hit(Span(node.line.start + start, node.line.end), {"mark": mark})
