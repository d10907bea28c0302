"""repeated-member: one member stands twice in a list between 、.

并列项重复：同一串顿号里，同一项写了两次（市教育局、市财政局、市教育局；进校园、进社区、进校园）。两个字以上、一字不差的才算；
最前一项前面的动词（开展进校园）不算在内，最后一项后面要是标点。表格里的不看。

No standard forbids it; a unit or task named twice is counted twice, or stands where another was meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from planlint.checks import option, options
from planlint.context import Context
from planlint.model import Hit, Related, Span
from planlint.patterns import pattern

TITLE = "并列项重复"

RECIPE = """\
- id: office-repeated-member
  title: 并列项重复
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
    for start, end, words in _chains(text):
        if not _suspicious(text, start, end, words):
            continue
        seen: dict[str, Span] = {}
        for member in _whole(text, start, end, words, verbs):
            word = text[member.start : member.end].strip()
            if len(word) >= options.shortest and word.isalpha():
                if word in seen:
                    yield Hit(member, {"member": word}, related=(Related(seen[word], FIRST_HERE),))
                seen.setdefault(word, member)


def _chains(text: str) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the members between two marks of each list, after their offset and that of what follows their last mark."""
    start = at = 0
    chain: list[str] = []
    for piece in text.split(MARK):
        if at and len(piece) <= LONGEST and piece.isalpha():
            start = start if chain else at
            chain.append(piece)
        elif chain:
            yield start, at, chain
            chain = []
        at += len(piece) + len(MARK)
    if len(chain) > 1:
        yield start, at - len(chain[-1]) - len(MARK), chain[:-1]  # the text ends with it


def _suspicious(text: str, start: int, end: int, words: list[str]) -> bool:
    """Say whether a member may stand twice: what most lists need not be read for."""
    before = text[max(0, start - len(MARK) - REACH) : start - len(MARK)]
    if len(set(words)) < len(words) or text[end : end + 2] in before:
        return True
    some = tuple(words)
    return before.endswith(some) or text.startswith(some, end)


def _whole(text: str, start: int, end: int, words: list[str], verbs: tuple[str, ...]) -> Iterator[Span]:
    """Yield all members of a list, the first less its verb, the last when a mark stands behind it."""
    begin = start - len(MARK)
    if first := FIRST.search(text, max(0, begin - REACH), begin):
        verb = next((verb for verb in verbs if first[0].startswith(verb)), "")
        yield Span(first.start() + len(verb), first.end())
    for word in words:
        yield Span(start, start + len(word))
        start += len(word) + len(MARK)
    if last := LAST.match(text, end, end + REACH):
        yield Span(*last.span())
