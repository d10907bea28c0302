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
    for inner in _chains(text):
        if not _suspicious(text, inner):
            continue
        seen: dict[str, Span] = {}
        for member in _whole(text, inner, verbs):
            word = text[member.start : member.end].strip()
            if len(word) >= options.shortest and word.isalpha():
                if word in seen:
                    yield Hit(member, {"member": word}, related=(Related(seen[word], FIRST_HERE),))
                seen.setdefault(word, member)


def _chains(text: str) -> Iterator[list[Span]]:
    """Yield the members between two marks of each list that has such."""
    chain: list[Span] = []
    at = 0
    for piece in text.split(MARK):
        if at and len(piece) <= LONGEST and piece.isalpha():
            chain.append(Span(at, at + len(piece)))
        elif chain:
            yield chain
            chain = []
        at += len(piece) + len(MARK)
    if len(chain) > 1:
        yield chain[:-1]  # the text ends with it


def _suspicious(text: str, inner: list[Span]) -> bool:
    """Say whether a member may stand twice: what most lists need not be read for."""
    start, end = inner[0].start - 1, inner[-1].end + 1
    words = tuple(text[member.start : member.end] for member in inner)
    before = text[max(0, start - REACH) : start]
    if len(set(words)) < len(words) or text[end : end + 2] in before:
        return True
    return before.endswith(words) or text.startswith(words, end)


def _whole(text: str, inner: list[Span], verbs: tuple[str, ...]) -> list[Span]:
    """Return all members of a list, the first less its verb, the last when a mark stands behind it."""
    begin, end = inner[0].start - 1, inner[-1].end + 1
    first = FIRST.search(text, max(0, begin - REACH), begin)
    last = LAST.match(text, end, end + REACH)
    out = list(inner)
    if first:
        verb = next((verb for verb in verbs if first[0].startswith(verb)), "")
        out.insert(0, Span(first.start() + len(verb), first.end()))
    return [*out, Span(*last.span())] if last else out
