"""Titles and numbers of attachments against the list below the text.

GB/T 9704-2012: 7.3.4 lists the attachments with Arabic numbers, a single one without, no mark behind a title; 7.3.7
asks for the same number and title above the attachment itself. Reported are a title that differs in a few words,
titles in another order, a number that is missing, written twice or that the list does not use, a number before a
single attachment (weak), and a mark at the end of a listed title. Blanks, line ends, the width of brackets, 《》 around
the whole and the name of the organ that issued an attached document (×××关于……) make no difference. Where the words
above an attachment are like no listed title, they may be no title: silent. Where the text names an attachment with its
number (《任务分工表》（附件2）, 分工表见附件2), the list has to name it so; a slip in the name alone is weak.

查附件说明与附件本身的顺序号、标题是否一致，正文提到的附件名称和顺序号对不对得上，附件名称后面有没有多余的标点。
"""

from __future__ import annotations

from collections.abc import Iterator

from planlint.checks import options
from planlint.checks._attachment_named import listed, named
from planlint.checks._attachments import Attachments, Entry, read
from planlint.checks._near import difference
from planlint.context import Context
from planlint.findings import Edit, Fix, Hit
from planlint.model import Span

TITLE = "附件标题一致"
RECIPE = """\
- id: 我单位-附件标题
  title: 附件标题与附件说明一致
  check: attachment-title
  severity: warning
  basis: 国家标准
  message: {zh: "附件标题“{actual}”与附件说明里的“{announced}”不一致"}
  tests:
    - pass: |
        关于做好甲项工作的通知
        各单位：
        请抓好落实。
        附件：任务分工表
        某市教育局
        2027年1月8日

        附件
        任务分工表
    - fail: |
        关于做好甲项工作的通知
        各单位：
        请抓好落实。
        附件：任务分工表
        某市教育局
        2027年1月8日

        附件
        ⟦任务分解表⟧
"""

ALIKE = 60
"""From this similarity on (of 100) two titles are one title with a slip."""
BROKEN = "关于"


@options
class Options:
    """Nothing to set."""


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield what disagrees; values `actual`, `announced`, `less` and `more` (words), `number`, `expected`."""
    found = context.once(read)
    if found is None or not found.entries:
        return
    yield from _list(context, found)
    if len({entry.owner for entry in found.entries}) == 1:
        yield from _bodies(context, found)
        yield from named(context, found)


def _list(context: Context, found: Attachments) -> Iterator[Hit]:
    entries, marks = found.entries, context.facts.table("attachments")["marks"]
    seen: set[tuple[int, int]] = set()
    for entry in entries:
        if entry.number and (entry.owner, entry.number) in seen:
            yield Hit(entry.label, {"number": entry.number}, variant="twice")
        seen.add((entry.owner, entry.number))
        end = entry.title.end
        if entry.words and context.document.text[end - 1] in marks and _ends_line(context, end):
            mark = Span(end - 1, end)
            yield Hit(mark, {"mark": context.document.text[end - 1]}, variant="mark", fix=Fix((Edit(mark, ""),), False))
    if len(entries) == 1 and entries[0].number == 1 and all(body.number < 2 for body in found.bodies):
        yield Hit(entries[0].label, {"number": 1}, variant="single", weak=True)


def _ends_line(context: Context, at: int) -> bool:
    return not context.plan.clean[at:].partition("\n")[0].strip()


def _bodies(context: Context, found: Attachments) -> Iterator[Hit]:
    by_number = {entry.number: entry for entry in found.entries}
    by_words = {entry.words: entry for entry in found.entries}
    told: set[int] = set()
    numbers: set[int] = set()
    for body in found.bodies:
        lines = body.titles
        exact = next((by_words[words] for words, _ in lines if words in by_words), None)
        entry = by_number.get(body.number) or (
            found.entries[0] if len(found.entries) == len(found.bodies) == 1 else None
        )
        if exact is not None and exact.number != body.number:
            if not body.number:
                yield Hit(body.label, {"expected": exact.number}, variant="unnumbered")
            elif body.number in numbers or not exact.number:
                yield Hit(body.label, {"number": body.number, "expected": exact.number or ""}, variant="number")
            elif body.number not in told:
                values = {"number": body.number, "expected": exact.number, "actual": exact.words}
                yield Hit(body.label, values, variant="order", related=(listed(exact),))
                told.add(exact.number)  # whose place it took is told with it
        elif exact is None and entry is not None and lines:
            yield from _compared(context, entry, lines)
        numbers.add(body.number)


def _compared(context: Context, entry: Entry, lines: tuple[tuple[str, Span], ...]) -> Iterator[Hit]:
    """Yield a hit when the title is like the announced one, and not it."""
    from rapidfuzz.fuzz import ratio

    announced = {entry.words, entry.words + _next_line(context, entry.title.end)}
    if any(_same(words, one) for words, _ in lines for one in announced):
        return
    words, span = max(lines, key=lambda line: ratio(line[0], entry.words))
    if ratio(words, entry.words) >= ALIKE:
        less, more = difference(entry.words, words)
        variant = "less" if not more else "more" if not less else None
        values = {"actual": words, "announced": entry.words, "less": less, "more": more, "number": entry.number or ""}
        yield Hit(span, values, variant=variant, related=(listed(entry),), suggestion=entry.words)


def _next_line(context: Context, end: int) -> str:
    return "".join(context.plan.clean[end + 1 :].partition("\n")[0].split())


def _same(words: str, announced: str) -> bool:
    """Say whether two titles are one; a document that is attached may do without its issuer's name."""
    longer, shorter = sorted((words, announced), key=len, reverse=True)
    return longer == shorter or (shorter.startswith(BROKEN) and longer.endswith(shorter))
