"""Attachments that the text announces: 见附件2, 附件：1.… 2.…

GB/T 9704-2012, 7.3.4 and 7.3.7: attachments are listed below the text and carry the same numbers. Reported are a
reference to an attachment that no list names and no heading brings, and a listed attachment that is missing where
others of the list do follow. A document with none of its attachments is taken to have them in files of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from planlint.checks import options
from planlint.context import Context
from planlint.model import Hit, Related, Span
from planlint.numerals import to_int
from planlint.patterns import pattern

TITLE = "附件齐全"
RECIPE = """\
- id: 我单位-附件缺失
  title: 正文提到的附件缺失
  check: announced-attachment
  severity: error
  basis: 国家标准
  message: {zh: "正文提到“{mention}”，文末没有这个附件"}
  tests:
    - pass: |
        关于做好甲项工作的通知
        各单位：
        请按任务分工表（见附件）抓好落实。
        附件：任务分工表
    - fail: |
        关于做好甲项工作的通知
        各单位：
        请按任务分工表（见⟦附件2⟧）抓好落实。
        附件：任务分工表
"""

MENTION = pattern(
    r"(?:见|按|照|填写|报送|根据|参照)\s?(?P<name>附\s?件\s?(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})?)(?![\d：:])"
)
NUMBER = pattern(r"附\s?[件表录]\s?(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})")
ENTRY = pattern(r"(?:^|附\s?件\s?[:：])\s*(?P<n>\d{1,2})\s?[.．、]?\s?(?=\S)", re.MULTILINE)


@options
class Options:
    """Nothing to set."""


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield each announced attachment that is not there, once, at its first mention or in the list."""
    clean, masks = context.plan.clean, context.plan.masks
    if "附" not in clean:
        return
    listed: dict[int, Span] = {}
    has_list = False
    present: set[int] = set()
    bodies = 0
    for node in context.plan.nodes("attachment-note", "attachment", "letterhead"):
        text = clean[node.line.start : node.line.end]
        if node.kind == "attachment-note":
            has_list = True
            for found in ENTRY.finditer(text):
                listed[int(found["n"])] = node.line
        elif node.kind == "attachment" or text.lstrip().startswith("附"):
            bodies += 1
            if numbered := NUMBER.search(text):
                present.add(to_int(numbered["n"]) or 0)
    announced: dict[int, Span] = {}
    for found in MENTION.finditer(clean):
        number = to_int(found["n"]) if found["n"] else 0
        if not masks.inside("titles", found.start()) and not masks.inside("attachments", found.start()):
            announced.setdefault(number or 0, Span(*found.span("name")))
    issued = len(context.plan.parts) > 1
    for number, span in announced.items():
        if number == 0:
            missing = not (has_list or bodies or issued)
        else:
            missing = (
                number not in present and number not in listed and not (number == 1 and (has_list or bodies or issued))
            )
        if missing:
            yield Hit(
                span,
                {"mention": clean[span.start : span.end]},
                related=tuple(Related(s) for s in listed.values())[:1],
            )
    if present and len(listed) > len(present):
        for number, span in listed.items():
            if number not in present:
                yield Hit(span, {"mention": f"附件{number}"}, variant="listed")
