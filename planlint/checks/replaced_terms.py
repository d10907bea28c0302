"""replaced-terms: a name or wording that another one has replaced.

改称：旧称一出现就报，并给出新称。写了 since（自哪天起改用新称）或 until（新称用到哪天为止）的条目，
按文稿自身的日期判断：日期晚于改称之日才报，没有日期的文稿不判断这些条目。同一个旧称可以分时段写几条。
旧称重叠时以最长的为准；旧称是新称的一部分时（“教委”与“区教委”），已写成新称的不报。

A document dated by a window only (a year) is judged by its first day: what had been renamed before it began.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING
from datetime import date
from functools import cached_property

from planlint.checks import option, options
from planlint.checks._words import Contexts, demand, demand_words
from planlint.context import Context
from planlint.findings import Hit
from planlint.model import Dating, Span
from planlint.terms import fold, within

TITLE = "改称"
OUTSIDE = True

RECIPE = """\
- id: office-renamed
  title: 本单位改称表
  check: replaced-terms
  options:
    terms:
      - {old: 区教委, new: 区教育局, since: 2024-03-01}
      - {old: 督查督办, new: 督查}
    allow-after: [原]
  severity: warning
  basis: 本单位
  message: {zh: "“{old}”应改为“{new}”", en: "“{old}” is now “{new}”"}
  rationale: 机构名称以现行机构设置为准。
  tests:
    - fail: 由⟦区教委⟧牵头。
      message: 应改为“区教育局”
      with: {as-of: 2024-06-01}
    - fail: 加强⟦督查督办⟧。
    - pass: 由区教委牵头。
      with: {as-of: 2023-06-01}
    - pass: 由区教育局（原区教委）牵头。
      with: {as-of: 2024-06-01}
"""


@options
class Replacement:
    """One old form and the new one; wrong from `since` on and until the day before `until`."""

    old: str = option(MISSING, "旧称", "the old form")
    new: str = option(MISSING, "新称", "the form to write")
    since: date | None = option(None, "自这一天起用新称", "the day from which the new form is right")
    until: date | None = option(None, "自这一天起不再按本条判断", "the day from which this entry no longer counts")

    def holds(self, dating: Dating | None) -> bool:
        """Tell whether the old form is wrong in a document of this date."""
        if not self.since and not self.until:
            return True
        if not dating:
            return False
        return (not self.since or self.since <= dating.start) and (not self.until or dating.start < self.until)


@options
class Options(Contexts):
    """What a rule of this check may set."""

    terms: tuple[Replacement, ...] = option(
        MISSING,
        "改称表，每条写 old（旧称）、new（新称），可加 since、until（起止日期）",
        "entries with old and new, and since and until dates where they matter",
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        demand_words("terms", [entry.old for entry in self.terms])
        demand_words("terms", [entry.new for entry in self.terms])
        for entry in self.terms:
            demand(
                not (entry.since and entry.until and entry.since >= entry.until),
                f"“{entry.old}”的 since 应早于 until",
                f"{entry.old}: since must be before until",
            )

    @cached_property
    def entries(self) -> dict[str, list[Replacement]]:
        """The entries by folded old form."""
        table: dict[str, list[Replacement]] = {}
        for entry in self.terms:
            table.setdefault(fold(entry.old), []).append(entry)
        return table


def terms(options: Options) -> Iterator[str]:
    """Return the words to look for."""
    return iter(options.entries)


def needs(options: Options) -> tuple[str, ...]:
    """Return what the rule cannot do without: a date, when every entry has dates."""
    return ("date",) if all(entry.since or entry.until for entry in options.terms) else ()


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit an old form found; values: `old`, `new`; the suggestion is the new form."""
    for at in options.find(context, options.entries.keys()):
        for entry in options.entries[at.word]:
            if entry.holds(context.dating) and not within(context.plan.clean, at, (fold(entry.new),)):
                yield Hit(Span(at.start, at.end), {"old": at.word, "new": entry.new}, suggestion=entry.new)
                break
