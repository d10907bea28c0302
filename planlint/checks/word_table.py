"""word-table: wrong and redundant words, from a fact table.

易错词、重复累赘：要查的词语在事实表里，一条一个，写着正确写法、轻重和哪些上下文里不算错。“约……左右”这样前后呼应的，
在 old 里写作“约…左右”，两头之间是数量才算。plain 里一行一个“错: 对”，不看上下文；phrases 里的固定说法，中间
漏了一个字就报（“中国特色社主义”）。引号、书名号里的由规则的 in-quotes、in-titles 决定。

The level of a record is its severity: `error` (certainly wrong), `warning`, or `info` (doubtful, a hint: the hit is
weak); what nobody has verified is never an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, KeysView, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from planlint.checks import option, options
from planlint.checks._records import Record, required, words
from planlint.context import Context
from planlint.facts import Facts
from planlint.findings import Hit
from planlint.model import Span
from planlint.patterns import pattern
from planlint.terms import Occurrence, fold, occurrences, within

TITLE = "易错词表"
OUTSIDE = True

RECIPE = """\
- id: office-wrong-word
  title: 易错词（本单位）
  check: word-table
  options: {table: wrong-words}
  severity: error
  severity-weak: info
  basis: 惯例
  message: {zh: "“{word}”应为“{right}”", en: "“{word}” should be “{right}”"}
  rationale: 本单位常写错的词，写在 fact-files 的 wrong-words 表里。
  tests:
    - fail: 抓好工作⟦布署⟧。
    - pass: 抓好工作部署。
"""

TABLES = ("wrong-words", "redundant-words")
REACH = 16  # code points between the two halves of a frame
AMOUNT = pattern(r" ?[\d一二三四五六七八九十百千万亿两半几][^，。；：、！？\n（）“”《》]*(?<![级称务历])")
"""What stands between the halves of a frame; in 至少1项达到市级以上 the second tells of a rank."""


class Entry(NamedTuple):
    """One record. `opener` is the first half of a frame (then `word` is the second), "" for a plain word."""

    word: str
    right: str
    opener: str
    level: str
    verified: bool
    not_before: tuple[str, ...]
    not_after: tuple[str, ...]
    within: tuple[str, ...]


class Table(NamedTuple):
    """What a table says: entries by folded word, the right form of each word that is wrong anywhere, and all words."""

    entries: Mapping[str, tuple[Entry, ...]]
    plain: Mapping[str, str]
    words: KeysView[str]


@options
class Options:
    """What a rule of this check may set."""

    table: Literal["wrong-words", "redundant-words"] = option(
        "wrong-words",
        "用哪张事实表：wrong-words 易错词，redundant-words 重复累赘",
        "the fact table: wrong-words or redundant-words",
    )


@lru_cache(maxsize=16)
def read(facts: Facts, name: str) -> Table:
    """Return what the table says. Raises PlanlintError("bad-facts") for a record without a word."""
    table = facts.table(name)
    entries: dict[str, tuple[Entry, ...]] = {}
    for record in table["records"]:
        for entry in _entries(name, record):
            entries[entry.word] = (*entries.get(entry.word, ()), entry)
    plain = {short: phrase for phrase in table.get("phrases", ()) for short in _shortened(fold(phrase))}
    plain |= {fold(str(wrong)): str(right) for wrong, right in table.get("plain", {}).items()}
    return Table(entries, plain, {**entries, **plain}.keys())


def _shortened(phrase: str) -> Iterator[str]:
    """Yield a phrase less one character; not one of its first or last two: what is left may be other words."""
    return (phrase[:at] + phrase[at + 1 :] for at in range(2, len(phrase) - 2))


def _entries(table: str, record: Record) -> Iterator[Entry]:
    first = fold(required(table, record, "old"))
    opener, _, closer = first.partition("…")
    for form in (closer or first, *words(record, "also")):
        yield Entry(
            form,
            str(record.get("new", "")),
            opener if closer else "",
            str(record.get("level", "warning")),
            bool(record.get("verified")),
            *(words(record, key) for key in ("not-before", "not-after", "within")),
        )


def table_terms(facts: Facts) -> Iterable[str]:
    """Return the words of both tables."""
    return (word for name in TABLES for word in read(facts, name).words)


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a word of the table; values: `word`, `right`. The right form, if any, is suggested."""
    text = context.plan.clean
    table = read(context.facts, options.table)
    for at in occurrences(context, table.words):
        if at.word in table.plain:
            right = table.plain[at.word]
            values = {"word": at.word, "right": right}
            yield Hit(Span(at.start, at.end), values, suggestion=right, unverified=True)
            continue
        for entry in table.entries[at.word]:
            span = _place(text, at, entry)
            if span is not None:
                word = text[span.start : span.end]
                right = entry.right
                capped = entry.level != "error" or not entry.verified
                yield Hit(
                    span,
                    {"word": word, "right": right},
                    None if right else "bare",
                    suggestion=right or None,
                    weak=entry.level == "info",
                    unverified=capped,
                )
                break


def _place(text: str, at: Occurrence, entry: Entry) -> Span | None:
    """Return where the entry stands, None where its word means something else."""
    start = at.start
    if entry.opener:
        start = text.rfind(entry.opener, max(0, at.start - REACH), at.start)
        if start < 0 or not AMOUNT.fullmatch(text, start + len(entry.opener), at.start):
            return None
    if text.startswith(entry.not_before, at.end) or text.endswith(entry.not_after, 0, start):
        return None
    return None if within(text, at, entry.within) else Span(start, at.end)
