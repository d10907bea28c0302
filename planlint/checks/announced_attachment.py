"""Attachments that the text announces: 见附件2, 附件：1.… 2.…

GB/T 9704-2012, 7.3.4 and 7.3.7: attachments are listed below the text and carry the same numbers. Reported are a
reference to an attachment that no list names and nothing brings, a listed attachment that is missing where others of
the list are there, a number left out in the list, and a numbered attachment that the list does not name. Weak is that
of all attachments listed none follows the text, nor lies in a file beside it; without a folder to look into (standard
input) they are taken to be files of their own. A file is an attachment by its name (附件2, or the title); its content
is never read. What is said to be left out or sent separately (略, 另发), or is offered for download, is not asked for.
A document that itself is an attachment is not asked for the others, and one whose end is missing (a notice without
signature and date) may have lost its list: weak.

查正文、附件说明提到的附件是不是都在：随文的、同一文件夹里单独成文件的（文件名里有“附件2”或附件名称）都算在。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from planlint.checks import options
from planlint.checks._attachments import Attachments, read
from planlint.context import Context
from planlint.findings import Hit, Related

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


@options
class Options:
    """Nothing to set."""


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield each announced attachment that is not there, once, at its first mention; then what is wrong in the list.

    Values: `mention` as written, `expected` the number left out, `count` how many are listed.
    """
    found = context.once(read)
    if found is None:
        return
    if not found.own:
        yield from _mentioned(context, found)
    yield from _listed(found)


def _mentioned(context: Context, found: Attachments) -> Iterator[Hit]:
    numbers = {entry.number for entry in found.entries} | {body.number for body in found.bodies} | found.elsewhere
    parts = context.plan.parts
    notice = parts[0].node.span.end if len(parts) > 1 else 0  # what it issues is its attachment
    closed = any(part.signature or part.date or part.adopted or part.attachment_note for part in parts)
    for number, span in found.mentions.items():
        some = bool(numbers) or span.start < notice
        there = number in numbers or (number < 2 and some) or found.files.hold(number)
        if not there and 0 not in found.elsewhere:
            mention = f"附件{number}" if number else context.plan.text(span)
            weak = not closed and "signature" in context.genre_data.get("parts", ())
            yield Hit(span, {"mention": mention}, related=tuple(Related(e.title) for e in found.entries[:1]), weak=weak)


def _listed(found: Attachments) -> Iterator[Hit]:
    entries, numbers = found.entries, {entry.number for entry in found.entries}
    for before, entry in pairwise(entries):
        if 0 < before.number < entry.number - 1 and before.owner == entry.owner:
            values = {"mention": f"附件{entry.number}", "expected": before.number + 1}
            yield Hit(entry.label, values, variant="skipped", suggestion=str(before.number + 1))
    for body in found.bodies:
        known = body.number in numbers or any(body.bears(entry.words) for entry in entries)
        if body.number and any(numbers) and not known:
            yield Hit(body.label, {"mention": f"附件{body.number}"}, variant="unlisted")
    for owner in dict.fromkeys(entry.owner for entry in entries):  # a notice and the plan it issues have a list each
        own = [entry for entry in entries if entry.owner == owner]
        absent = [entry for entry in own if not found.present(entry)]
        if len(absent) < len(own):
            for entry in absent:
                yield Hit(entry.title, {"mention": f"附件{entry.number or ''}"}, variant="listed")
        elif absent and found.files.known:
            yield Hit(absent[0].title, {"mention": "附件", "count": len(absent)}, variant="alone", weak=True)
