"""separator: what stands between the items of a list: nothing, 、 or ，.

并列项之间的标点，由 find 选择查什么：

- quoted：并列的引号、书名号之间通常不用顿号（“甲”“乙”，《丙》《丁》），一处并列报一条。
  中间还有别的文字的（《甲》（试行）、《乙》）要用顿号，不报。
- mixed：同一层并列里顿号、逗号混用（“甲”、“乙”，“丙”、“丁”；甲类、乙类，丙类、丁类等）。只看引号、书名号里的
  和末字相同的并列项，别的逗号多半是分句的。
- entries：一段里的一是……；二是……；三是……之间，只有一处用了别的标点。

GB/T 15834-2011, 4.5.3.5, 4.5 and 4.6. The first two are hints: real practice is mixed. None of 87 such lists in 153
official documents mixed the marks between its entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from planlint.checks import option, options
from planlint.context import Context
from planlint.findings import Edit, Fix, Hit, Related
from planlint.model import Span
from planlint.patterns import pattern
from planlint.terms import found

TITLE = "并列项之间的标点"

RECIPE = """\
- id: office-quoted-separator
  title: 引号之间不用顿号
  check: separator
  options: {find: quoted}
  severity: info
  basis: 国家标准
  message: {zh: "并列的{marks}之间不用顿号", en: "no 、 between {marks}"}
  tests:
    - pass: 落实《甲》《乙》。
    - fail: 落实《甲》⟦、⟧《乙》。
"""

THIRDS = ("三是", "三要")
NUMERALS = "二三四五六七八九"
USUAL = "，。；"
"""Marks between entries, the likeliest last: it is the right one when two of three entries differ."""
MARKS = frozenset(USUAL)
MARKS_OF_THREE = 2
"""Marks between three entries: when they differ, either may be wrong."""
_LONGEST = 40
_MOST = 100
_QUOTED = pattern("(?<=”)、(?=“)|(?<=》)、(?=《)")
_MIXED_QUOTED = pattern("(?<=”)[、，](?=“)|(?<=》)[、，](?=《)")
_ITEM = "[^、，。；：！？（）“”《》\\n]{1,7}"
_CLAUSE = (
    "[就都则才便也更还]|高度|重视|自觉|主动|积极|认真|努力|着力|大力|切实|不断|全面|进一步|加强|推进|抓好|做好|落实|完善"
    "|提升|提高|强化"
)
"""What begins a clause of its own: 接受法律监督、学生会监督，高度重视社区监督、舆论监督."""
_MIXED_WORDS = pattern(
    f"、{_ITEM}(?P<end>[\u4e00-\u9fff])，(?!{_CLAUSE})(?={_ITEM}(?P=end)、{_ITEM}(?P=end)(?:[、，。；和及与\\n]|等))"
)


@options
class Options:
    """What a rule of this check may set."""

    find: Literal["quoted", "mixed", "entries"] = option("quoted", "查什么", "what to look for")


def terms(options: Options) -> Iterable[str]:
    """Return the words at which a list of entries is seen."""
    return THIRDS if options.find == "entries" else ()


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a list, at the first mark in question; value: `marks`, the others related.

    Values of entries: `actual` and `expected`.
    """
    text = context.plan.clean
    if options.find == "entries":
        yield from _entries(text, found(context))
        return
    if options.find == "quoted":
        if "”、“" in text or "》、《" in text:
            for run in _runs(text, [m.start() for m in _QUOTED.finditer(text)]):
                fix = Fix(tuple(Edit(Span(at, at + 1), "") for at in run), safe=False)
                marks = "引号" if text[run[0] - 1] == "”" else "书名号"
                yield Hit(Span(run[0], run[0] + 1), {"marks": marks}, None, _others(run), fix=fix)
        return
    if "”，“" in text or "》，《" in text:
        for run in _runs(text, [m.start() for m in _MIXED_QUOTED.finditer(text)]):
            odd = [at for at in run if text[at] == "，"]
            if len(odd) == 1 and len(run) > 2:
                yield Hit(Span(odd[0], odd[0] + 1))
    for mixed in _MIXED_WORDS.finditer(text):
        yield Hit(Span(mixed.end() - 1, mixed.end()))


def _entries(text: str, everywhere: Mapping[str, Sequence[int]]) -> Iterator[Hit]:
    """Yield the one mark before 二是, 三是 … of a line that is not as the others are."""
    end = 0
    for third in sorted(at for word in THIRDS for at in everywhere.get(word, ())):
        if third < end:  # one list a line
            continue
        start, end = text.rfind("\n", end, third) + 1 or end, text.find("\n", third)
        end = end if end >= 0 else len(text)
        tail = text[third + 1]
        places = [text.find(f"一{tail}", start, third)]
        for number in NUMERALS:
            at = text.find(number + tail, places[-1] + 1, end) if places[-1] >= 0 else -1
            if at < 0:
                break
            places.append(at)
        if third not in places:
            continue
        marks = [text[at - 1] for at in places[1:]]
        usual = max(MARKS, key=lambda mark: (marks.count(mark), USUAL.index(mark)))
        odd = [at for at, mark in zip(places[1:], marks, strict=True) if mark != usual]
        if len(odd) == 1 and set(marks) <= MARKS:
            stop = odd[0] - 1
            values = {"actual": text[stop], "expected": usual}
            # Behind entries of several sentences 。 may be the one mark that is right.
            several = text[stop] == "。" and "。" in text[places[0] : stop]
            unsure = several or len(marks) == MARKS_OF_THREE
            yield Hit(Span(stop, odd[0]), values, suggestion=usual, weak=unsure)


def _others(run: list[int]) -> tuple[Related, ...]:
    return tuple(Related(Span(at, at + 1)) for at in run[1:])


def _runs(text: str, places: list[int]) -> Iterator[list[int]]:
    """Yield the separators of each list: what stands between two of them is one quoted item."""
    run: list[int] = []
    for at in places:
        item = text[run[-1] + 1 : at] if run and at - run[-1] <= _LONGEST else ""
        if not _is_one(item) or len(run) == _MOST:
            if run:
                yield run
            run = []
        run.append(at)
    if run:
        yield run


def _is_one(item: str) -> bool:
    return any(
        item.startswith(a) and item.endswith(z) and item.count(a) == item.count(z) == 1 for a, z in ("“”", "《》")
    )
