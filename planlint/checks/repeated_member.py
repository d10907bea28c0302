"""repeated-member: one member stands twice in a list between 、.

并列项重复：同一串顿号里，同一项写了两次（市教育局、市财政局、市教育局；进校园、进社区、进校园）。两个字以上、一字不差的才算；
最前一项前面的动词（开展进校园）和“由”不算在内，最后一项后面要是标点。表格里的不看。

No standard forbids it; a unit or task named twice is counted twice, or stands where another was meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from planlint.checks import option, options
from planlint.checks._units import duty_units
from planlint.context import Context
from planlint.findings import Hit, Related
from planlint.model import Span
from planlint.patterns import pattern

TITLE = "并列项重复"

RECIPE = """\
- id: office-repeated-member
  title: 并列项重复（本单位）
  check: repeated-member
  severity: warning
  basis: 惯例
  message: {zh: "“{member}”在这一串里写了两次", en: "“{member}” stands twice in this list"}
  tests:
    - pass: 由教育局、财政局、民政局负责。
    - fail: 由教育局、财政局、⟦教育局⟧、民政局负责。
"""

FIRST = pattern("(?:^|(?<=[，。；：！？（(\\n]))[^、，。；：！？“”（）()\\n]{2,16}$")
LAST = pattern("[^、，。；：！？“”（）()\\n]{2,16}(?=[，。；：！？）)\\n]|$)")
MARK = "、"
MARKS = ("、", "，", "；")
BY = "由"
LONGEST = 16
REACH = 20
FIRST_HERE = {"zh": "前一次", "en": "first here"}


@options
class Options:
    """When a word is long enough to be a member."""

    shortest: int = option(2, "至少几个字", "code points a member must have")


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a member, at its second place; value `member`."""
    text = context.plan.clean
    verbs = tuple(verb for verb in context.facts.table("measure-words")["verbs"] if len(verb) > 1)
    for start, words in _suspicious(text):
        seen: dict[str, Span] = {}
        for member in _whole(text, start, words, verbs):
            word = text[member.start : member.end].strip()
            if len(word) >= options.shortest and word.isalpha():
                if word in seen:
                    yield Hit(member, {"member": word}, related=(Related(seen[word], FIRST_HERE),))
                seen.setdefault(word, member)
    for (one, span), (other, after) in pairwise(duty_units(context)):
        if one == other and text[span.end : after.start].strip() in MARKS:  # of two units: no list for the above
            yield Hit(after, {"member": one}, related=(Related(span, FIRST_HERE),))


def _suspicious(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield where the members between the marks of a list begin, and these, when one may stand twice: few lists."""
    pieces = text.split(MARK)
    done = offset = 0  # pieces whose length is counted
    words: list[str] = []
    for at in range(1, len(pieces) + 1):
        piece = pieces[at] if at < len(pieces) else ""
        if len(piece) <= LONGEST and piece.isalpha():
            words.append(piece)
        elif words:
            if at == len(pieces):  # the text ends with a member
                piece = words.pop()
                at -= 1
            some, before = tuple(words), pieces[at - len(words) - 1]
            if some and (
                before.endswith(some)
                or piece.startswith(some)
                or (len(some) > 1 and len(set(some)) < len(some))
                or (piece and piece[:2] in before[-REACH:])
            ):
                first = at - len(words)
                offset += sum(map(len, pieces[done:first])) + (first - done) * len(MARK)
                done = first
                yield offset, words
            words = []


def _whole(text: str, start: int, words: list[str], verbs: tuple[str, ...]) -> Iterator[Span]:
    """Yield all members of a list, the first less its verb, the last when a mark stands behind it."""
    begin = start - len(MARK)
    if first := FIRST.search(text, max(0, begin - REACH), begin):
        verb = BY * first[0].startswith(BY)
        if first[0].startswith(verbs):
            verb = next(verb for verb in verbs if first[0].startswith(verb))
        yield Span(first.start() + len(verb), first.end())
    for word in words:
        yield Span(start, start + len(word))
        start += len(word) + len(MARK)
    if last := LAST.match(text, start, start + REACH):
        yield Span(*last.span())
