"""Attachments that the text announces: 见附件2, 附件：1.… 2.…

GB/T 9704-2012, 7.3.4 and 7.3.7: attachments are listed below the text and carry the same numbers. Reported are a
reference to an attachment that no list names and no heading brings, a listed attachment that is missing where others
of the list do follow, a number left out in the list, and a numbered attachment that the list does not name. What is
said to be left out or sent separately (略, 另发) is not asked for. A document with none of its attachments is taken to
have them in files of their own.

查正文、附件说明提到的附件是不是都在。一份附件也没有随文的，视为另有文件，不报。
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

N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
MENTION = pattern(
    rf"(?:见|按|照|填写|报送|根据|参照)\s?(?P<name>附\s?件\s?(?P<n>{N}?))(?![\d：:])"
    rf"(?P<more>(?:\s?(?:[、和及与至到—–~～]|——|以及)\s?(?:附\s?件\s?{N}|\d{{1,2}}(?![\d年月日个项份条名种张次.．：:])))*)"
)
MORE = pattern(rf"(?P<until>[至到—–~～]?)\s?(?P<name>(?:附\s?件\s?)?(?P<n>{N}))")
NUMBER = pattern(rf"附\s?[件表录]\s?(?P<n>{N})")
ENTRY = pattern(
    r"(?:^\s*|附\s?件\s?[:：]\s*|[；;\s](?=[（(]?\d{1,2}\s?[.．、)）]))(?:附\s?件\s?(?=\d{1,2}\s?[:：])|[（(])?"
    r"(?P<n>\d{1,2})(?![\d年月日个项份条号]|\s?[.．]\d(?!\d{3}年))\s?[)）.．、:：]?\s?(?=\S)"
)
ELSEWHERE = pattern(rf"附\s?件\s?(?P<n>{N}?)\s?[（(]?\s?(?:从?略|另发|另附|另送|另寄|另行|随后)")
LEFT_OUT = pattern(r"[（(]\s?(?:从?略|另发|另附|另送|另寄|另行[^（）()]{1,10})\s?[）)]$")


@options
class Options:
    """Nothing to set."""


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield each announced attachment that is not there, once, at its first mention; then what is wrong in the list."""
    clean = context.plan.clean
    if "附" not in clean:
        return
    listed: dict[int, Span] = {}
    skipped: list[tuple[int, Span]] = []
    present: dict[int, Span] = {}
    unlisted: list[int] = []
    elsewhere = {to_int(found["n"] or "") or 0 for found in ELSEWHERE.finditer(clean)}
    has_list = False
    bodies = last = 0
    for node in context.plan.nodes("attachment-note", "attachment", "letterhead"):
        text = clean[node.line.start : node.line.end]
        if node.kind == "attachment-note":
            has_list = True
            for found in ENTRY.finditer(text):
                number = int(found["n"])
                if 0 < last < number - 1:
                    skipped.append((last + 1, _at(node.line, found)))
                last = number
                listed[number] = node.line
                if LEFT_OUT.search(text):
                    elsewhere.add(number)
        elif node.kind == "attachment" or text.lstrip().startswith("附"):
            bodies += 1
            last = 0
            if numbered := NUMBER.search(text):
                number = to_int(numbered["n"]) or 0
                present.setdefault(number, Span(node.line.start + numbered.start(), node.line.start + numbered.end()))
                if listed and number not in listed:
                    unlisted.append(number)
    for number, span in _announced(context).items():
        some = has_list or bodies or len(context.plan.parts) > 1 or 0 in elsewhere
        there = number in present or number in listed or number in elsewhere or (number < 2 and some)
        if not there and 0 not in elsewhere:
            mention = f"附件{number}" if number else clean[span.start : span.end]
            yield Hit(span, {"mention": mention}, related=tuple(Related(s) for s in listed.values())[:1])
    for expected, span in skipped:
        values = {"mention": f"附件{clean[span.start : span.end]}", "expected": expected}
        yield Hit(span, values, variant="skipped", suggestion=str(expected))
    for number in unlisted:
        yield Hit(present[number], {"mention": f"附件{number}"}, variant="unlisted")
    if present.keys() & listed.keys() and 0 not in elsewhere:
        for number, span in listed.items():
            if number not in present and number not in elsewhere:
                yield Hit(span, {"mention": f"附件{number}"}, variant="listed")


def _at(line: Span, found: re.Match[str]) -> Span:
    start, end = found.span("n")
    return Span(line.start + start, line.start + end)


def _announced(context: Context) -> dict[int, Span]:
    """Return where each attachment is first announced; 0 is one without a number. 附件1、3 and 附件1—3 are several."""
    masks = context.plan.masks
    announced: dict[int, Span] = {}
    for found in MENTION.finditer(context.plan.clean):
        if masks.inside("titles", found.start()) or masks.inside("attachments", found.start()):
            continue
        number = to_int(found["n"]) or 0 if found["n"] else 0
        announced.setdefault(number, Span(*found.span("name")))
        for more in MORE.finditer(found["more"]) if number else ():
            start, until = found.start("more"), to_int(more["n"]) or 0
            for each in range(number + 1 if more["until"] else until, until + 1):
                announced.setdefault(each, Span(start + more.start("name"), start + more.end("name")))
            number = until
    return announced
