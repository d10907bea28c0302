"""layout: paper, margins, fonts, lines, indents and page numbers of a Word file, against GB/T 9704-2012.

版式：Word 文件的纸张、版心、字体字号、行距、首行缩进、页码。字体看汉字实际用的字体（样式、主题都算进去），
字体的别名见事实表 fonts。同一种问题只报一处，写明共几处。表格、附件、目录不看；单独成行的标题才看字体。
没有版式的格式（文本、网页）不报。

The clauses: 5.1 paper, 5.2.1 margins, 5.2.2 and 5.2.3 body, 7.3.1 title, 7.3.3 headings and indents, 7.3.5 the date,
7.5 page numbers. Word rounds to twentieths of a point, hence a millimetre of tolerance where the standard gives none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from planlint.checks import option, options
from planlint.checks._looks import Looks, looks_of
from planlint.context import Context
from planlint.filedata import Sheet
from planlint.findings import Hit
from planlint.model import Span

TITLE = "版式"
OUTSIDE = True

RECIPE = """\
- id: office-body-font
  title: 正文用三号仿宋
  check: layout
  options: {find: body}
  basis: 国家标准
  message: {zh: "正文应为{expected}，有{count}段不是，这一段是{actual}", en: "body text is to be {expected}"}
  rationale: GB/T 9704-2012 5.2.2。
  tests:
    - pass: |
        某区2027年教育工作要点
        2027年，抓好各项工作。
      with: {layout: {}}
    - fail: |
        某区2027年教育工作要点
        ⟦2027年，抓好各项工作。⟧
      with: {layout: {looks: [{at: "2027年，抓好各项工作。", font: 宋体, size: 12}]}}
"""

A4 = (210.0, 297.0)
TOP, LEFT, WIDTH, HEIGHT = 37.0, 28.0, 156.0, 225.0
HEADINGS = {"一、": "黑体", "（一）": "楷体", "1.": "仿宋", "（1）": "仿宋"}
LINES = (28.0, 30.0)
"""Points between lines at which 22 of them fill the page, or nearly."""
FOLIO = ("—#—", "－#－", "-#-", "–#–", "一#一", "―#―")
"""How a page number with a 一字线 on both sides is written; the last ones look like it."""


@options
class Options:
    """What a rule of this check may set."""

    find: Literal["paper", "margins", "title", "headings", "body", "lines", "indent", "date", "page-number"] = option(
        "body",
        "查什么：paper 纸张，margins 版心，title 标题，headings 各级标题，body 正文，lines 行距，indent 首行缩进，"
        "date 成文日期的位置，page-number 页码",
        "what to look at",
    )


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a kind of fault, at its first place; values: `expected`, `actual`, `count`."""
    layout = context.document.layout()
    if layout.sheets or layout.looks:
        yield from FIND[options.find](context, context.once(looks_of))


def _paper(context: Context, looks: Looks) -> Iterator[Hit]:
    yield from _sheets(
        looks, lambda sheet: abs(_size(sheet)[0] - A4[0]) > 2 or abs(_size(sheet)[1] - A4[1]) > 2, _paper_said
    )


def _margins(context: Context, looks: Looks) -> Iterator[Hit]:
    yield from _sheets(looks, _is_off, _margins_said)


def _sheets(looks: Looks, is_wrong: Callable[[Sheet], bool], said: Callable[[Sheet], str]) -> Iterator[Hit]:
    wrong = [sheet for sheet in looks.layout.sheets if is_wrong(sheet)]
    if wrong:
        at = wrong[0].start
        yield Hit(Span(at, at), {"actual": said(wrong[0]), "count": len(wrong)})


def _size(sheet: Sheet) -> tuple[float, float]:
    return min(sheet[:2]), max(sheet[:2])


def _is_off(sheet: Sheet) -> bool:
    """Say whether the margins of an upright A4 page differ from the standard's."""
    if sheet.width > sheet.height or abs(sheet.width - A4[0]) > 2:
        return False
    width, height = sheet.width - sheet.left - sheet.right, sheet.height - sheet.top - sheet.bottom
    pairs = ((sheet.top, TOP), (sheet.left, LEFT), (width, WIDTH), (height, HEIGHT))
    return any(abs(actual - expected) > 1.1 for actual, expected in pairs)


def _paper_said(sheet: Sheet) -> str:
    return f"{sheet.width:.0f}×{sheet.height:.0f}"


def _margins_said(sheet: Sheet) -> str:
    width, height = sheet.width - sheet.left - sheet.right, sheet.height - sheet.top - sheet.bottom
    return f"天头{sheet.top:.0f}、订口{sheet.left:.0f}、版心{width:.0f}×{height:.0f}"


def _title(context: Context, looks: Looks) -> Iterator[Hit]:
    titles = (part.title for part in context.plan.parts)
    yield from looks.wrong((node.heading for node in titles if node is not None), "小标宋", 22)


def _headings(context: Context, looks: Looks) -> Iterator[Hit]:
    alone: dict[str, list[Span]] = {}
    for node in context.plan.nodes("section", "item"):
        ends = context.document.text[node.line.start : node.line.end].rstrip()[-1:]
        if node.label is not None and node.label.form in HEADINGS and ends not in "。；：，" and not looks.skips(node):
            alone.setdefault(node.label.form, []).append(node.line)
    for form, spans in alone.items():
        for hit in looks.wrong(iter(spans), HEADINGS[form], 16):
            yield hit._replace(values={**hit.values, "form": form})


def _body(context: Context, looks: Looks) -> Iterator[Hit]:
    yield from looks.wrong(iter(looks.body), "仿宋", 16)


def _lines(context: Context, looks: Looks) -> Iterator[Hit]:
    blocks = [block for span in looks.paragraphs if (block := looks.block(span)) is not None and block.line is not None]
    wrong = [block for block in blocks if block.line is not None and not LINES[0] <= block.line <= LINES[1]]
    if wrong:
        yield Hit(wrong[0].span, {"actual": f"{wrong[0].line:g}", "count": len(wrong)})


def _indent(context: Context, looks: Looks) -> Iterator[Hit]:
    wrong = []
    for span in looks.paragraphs:
        block = looks.block(span)
        if block is None or block.numbered or block.align in ("center", "right") or span.start != block.span.start:
            continue
        typed = looks.blanks(span.start)
        if not 1.5 <= block.indent + typed <= 3.2:
            wrong.append((span, block.indent + typed))
    if wrong:
        span, actual = wrong[0]
        yield Hit(span, {"actual": f"{max(actual, 0):.1f}".removesuffix(".0"), "count": len(wrong)})


def _date(context: Context, looks: Looks) -> Iterator[Hit]:
    for part in context.plan.parts:
        if part.date is None or part.title is None or part.date.line.start < part.title.span.end or not part.sections:
            continue
        block = looks.block(part.date.line)
        if block is None or block.align in ("right", "center", "distribute"):
            continue
        if block.indent + looks.blanks(block.span.start) < 6:
            yield Hit(Span(*part.date.line), {"count": 1})


def _page_number(context: Context, looks: Looks) -> Iterator[Hit]:
    for folio in looks.layout.folios:
        kinds = {other.pages for other in looks.layout.folios}
        side = "left" if folio.pages == "even" else "right"
        if folio.form not in FOLIO:
            yield Hit(folio.span, {"actual": folio.form.replace("#", "1"), "count": 1}, "form")
        elif abs(folio.size - 14) > 0.5:
            yield Hit(folio.span, {"actual": looks.size(folio.size), "count": 1}, "size")
        elif "even" in kinds and folio.align not in ("", side) and folio.pages != "first":
            yield Hit(folio.span, {"count": 1}, side)
        else:
            continue
        return


FIND: Mapping[str, Callable[[Context, Looks], Iterator[Hit]]] = {
    "paper": _paper, "margins": _margins, "title": _title, "headings": _headings, "body": _body, "lines": _lines,
    "indent": _indent, "date": _date, "page-number": _page_number,
}  # fmt: skip
