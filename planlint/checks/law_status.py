"""law-status: laws cited before they existed or were in force, or after another had replaced them.

法律时效：引用的法律，成文时还没有通过（future）、没有施行就当作依据（not-in-force），或者已经由别的法律代替。
看书名号里的名称，以及紧跟在“贯彻落实”“依据”等词语之后、没有书名号的名称。说立法、起草、草案的，说废止、取代的，
以及回顾过去的都不报。只判断事实表 laws 里有的；修订、修正不改名的法律随时可以引用，不判断。

The names are those of the promulgation orders, without 中华人民共和国. An unverified record only asks (weak).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from planlint.checks import options
from planlint.checks._history import Cues, chinese_month, clause, past, sentence, told
from planlint.checks._records import required, when, words
from planlint.context import Context
from planlint.facts import Facts
from planlint.findings import Hit
from planlint.model import Dating, Span
from planlint.terms import fold, occurrences

TITLE = "法律时效"
NEEDS = ("date",)

RECIPE = """\
- id: office-law-status
  title: 引用的法律是否有效
  check: law-status
  severity: error
  severity-weak: info
  basis: 本单位
  message: {zh: "《{law}》已由《{new}》代替", en: "{law} was replaced by {new}"}
  variants:
    future: {zh: "《{law}》{since}才通过", en: "{law} was only passed in {since}"}
    not-in-force: {zh: "《{law}》{since}才施行", en: "{law} is only in force from {since}"}
  rationale: 已经废止的法律不能当依据。新的法律写在 fact-files 的 laws 表里。
  tests:
    - fail: 依据《⟦中华人民共和国合同法⟧》签订协议。
      with: {as-of: 2024-03-01}
    - pass: 依据《中华人民共和国民法典》签订协议。
      with: {as-of: 2024-03-01}
"""

STATE = "中华人民共和国"
LONGEST = 40
FOLLOWING = 8
OPENERS = "《〈"


class Law(NamedTuple):
    """One law: passed and in force from, or replaced by `new` from `since` on."""

    name: str
    new: str
    passed: date | None
    effective: date | None
    since: date | None
    verified: bool


class Laws(NamedTuple):
    """The table, ready to be asked."""

    laws: dict[str, Law]
    cues: Cues
    drafting: tuple[str, ...]
    basis: tuple[str, ...]
    leads: tuple[str, ...]
    not_before: tuple[str, ...]


@options
class Options:
    """This check has no options of its own: what it knows stands in the table `laws`."""


@lru_cache(maxsize=8)
def read(facts: Facts) -> Laws:
    """Return the table of laws. Raises PlanlintError("bad-facts") for a date that is none."""
    table = facts.table("laws")
    laws: dict[str, Law] = {}
    for record in (*table.get("enacted", ()), *table.get("replaced", ())):
        name = fold(required("laws", record, "name", "old"))
        known = laws.get(name)  # first enacted, then replaced
        passed, effective = (known.passed, known.effective) if known else (when(record, "passed"), None)
        laws[name] = Law(
            name,
            str(record.get("new", "")),
            passed,
            effective or when(record, "effective"),
            when(record, "since"),
            bool(record.get("verified")),
        )
    beside = (words(table, key) for key in ("drafting", "basis", "leads", "not-before"))
    return Laws(laws, Cues.of(table), *beside)


def table_terms(facts: Facts) -> Iterable[str]:
    """Return the names of all laws of the table."""
    return read(facts).laws.keys()


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a law cited out of its time; values: `law`, `new`, `since` (a month)."""
    dating, table = context.dating, read(context.facts)
    if dating is None:
        return
    for span, law in _cited(context, table):
        if hit := _judge(context, span, law, table, dating):
            yield hit


def _cited(context: Context, table: Laws) -> Iterator[tuple[Span, Law]]:
    """Yield the laws named in 《》 as a whole, or directly after a word that makes them the law to follow."""
    text = context.plan.clean
    for at in occurrences(context, table.laws.keys()):
        start = at.start - len(STATE) if text.endswith(STATE, 0, at.start) else at.start
        before, after = text[start - 1 : start], text[at.end : at.end + 1]
        titled = before and before in OPENERS and after in ("》", "〉", "（", "(")
        bare = text.endswith(table.leads, 0, start) and not text.startswith(table.not_before, at.end)
        if titled or bare:
            yield Span(start, at.end), table.laws[at.word]


def _judge(context: Context, span: Span, law: Law, table: Laws, dating: Dating) -> Hit | None:
    text = context.plan.clean
    if law.passed and dating.end < law.passed:
        if any(word in sentence(context, span) for word in table.drafting):
            return None
        return _hit(law, span, law.passed, "future")
    if law.passed and law.effective and law.passed <= dating.start and dating.end < law.effective:
        before = clause(context, span)[0]
        if not any(word in before for word in table.basis) or "施行" in text[span.end : span.end + FOLLOWING]:
            return None
        return _hit(law, span, law.effective, "not-in-force", weak=True)
    if law.since and past(dating, law.since, 0):
        whole = Span(span.start - 1, span.end + 1)
        if told(context, whole, table.cues, law.since) or _both(context, span, law):
            return None
        return _hit(law, span, law.since, None, weak=not law.verified, suggestion=law.new)
    return None


def _both(context: Context, span: Span, law: Law) -> bool:
    """Say whether the sentence names the new law as well: it tells how the one follows the other."""
    return law.new in sentence(context, span).replace(law.name, "")


def _hit(
    law: Law, span: Span, since: date, variant: str | None, weak: bool = False, suggestion: str | None = None
) -> Hit:
    values = {"law": law.name, "new": law.new, "since": chinese_month(since)}
    return Hit(span, values, variant, suggestion=suggestion, weak=weak, unverified=not law.verified)
