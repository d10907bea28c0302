"""file-year: a file whose name bears another year than the document's title.

文件名年份：文件名写着2026年，标题却是2027年，多半是用上年的文件改的，忘了改名。文件名里的日期（2026-11-05）、
文号（〔2026〕）不算；标题或文件名没有年份的，不报。
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from planlint.checks import options
from planlint.context import Context
from planlint.findings import Hit
from planlint.model import Span
from planlint.patterns import pattern

TITLE = "文件名年份"

RECIPE = """\
- id: office-file-year
  title: 文件名忘了改
  check: file-year
  basis: 本单位
  message: {zh: "文件名是{name}年，标题是{title}年", en: "the file is of {name}, the title of {title}"}
  rationale: 存档时按文件名找。
  tests:
    - fail: |
        某区⟦2027⟧年教育工作要点
        2027年，抓好各项工作。
      with: {file: 2026年教育工作要点.docx}
    - pass: |
        某区2027年教育工作要点
        2027年，抓好各项工作。
      with: {file: 2027年教育工作要点.docx}
"""

YEARS = pattern(r"(?<![\d〔\[])20\d\d(?![\d〕\]])(?!\s*[-._年]\s*\d{1,2}(?!\d))")


@options
class Options:
    """This check has no options of its own."""


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield a hit on the first year of the title; values: `name`, `title` (the years, joined by 、)."""
    node = context.plan.parts[0].title
    if node is None:
        return
    found = list(YEARS.finditer(context.plan.clean, *node.span))
    years = dict.fromkeys(year[0] for year in found)
    named = dict.fromkeys(YEARS.findall(PurePath(context.document.path).stem))
    if years and named and years.keys().isdisjoint(named):
        yield Hit(Span(*found[0].span()), {"name": "、".join(named), "title": "、".join(years)})
