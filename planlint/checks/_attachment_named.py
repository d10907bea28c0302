"""Attachments named where the text refers to them, against the list: 《任务分工表》（附件2）, 分工表见附件2."""

from __future__ import annotations

from collections.abc import Iterator

from planlint.checks._attachments import SHORTEST, Attachments, Entry, N, fold
from planlint.context import Context
from planlint.findings import Hit, Related
from planlint.model import Span
from planlint.numerals import to_int
from planlint.patterns import offsets, pattern

_NUMBER = pattern(
    rf"附\s?件\s?(?P<n>{N})(?![\d、和及与至到—–~～年月日项个])(?:\s?[:：]\s?(?P<name>[^《》\n]{{4,80}}?)》)?"
)
_TITLE = pattern(r"《(?P<name>[^《》\n]{4,80})》\s?[（(]\s?(?:详?见)?\s?$")
_CLAUSE = pattern(
    r"(?:“(?P<quoted>[^“”\n]{4,40})”[^，。；（()）\n]{0,12}，?|(?P<name>[^，。；：、（()）“”《》\n]{4,40}))详?见\s?$"
)
_FAR = 100
_BRACKETS = ("(", "（", "[", "〔")


ALIKE = 75
"""From this similarity on (of 100) a name in 《》 is the listed one with a slip."""


def named(context: Context, found: Attachments) -> Iterator[Hit]:
    """Yield a hit where the name is that of another number (variant reference), or not quite the listed one (named)."""
    plan, by_number = context.plan, {entry.number: entry for entry in found.entries if entry.number}
    for at in offsets(plan.clean, ("附",)) if len(by_number) > 1 else ():
        number = _NUMBER.match(plan.clean, at)
        entry = by_number.get(to_int(number["n"]) or 0) if number else None
        if number is None or entry is None or at >= entry.label.start or plan.masks.inside("attachments", at):
            continue
        low = max(0, at - _FAR)
        head = plan.clean[low:at]
        title = None if number["name"] else _TITLE.search(head)
        clause = None if number["name"] or title else _CLAUSE.search(head)
        if number["name"] and head.endswith("《"):
            span = Span(*number.span("name"))
        elif match := title or clause:
            group = "quoted" if clause and clause["quoted"] else "name"
            span = Span(low + match.start(group), low + match.end(group))
        else:
            continue
        words = fold(plan.clean[span.start : span.end])
        others = [one for one in found.entries if one is not entry and words in one.words]
        if len(words) >= SHORTEST and not _is(words, entry.words, whole=clause is None):
            if len(others) == 1:
                values = {"actual": words, "number": entry.number, "expected": others[0].number}
                where = Span(at, number.end("n"))
                yield Hit(
                    where, values, "reference", suggestion=f"附件{others[0].number}", related=(listed(others[0]),)
                )
            elif clause is None and not others:
                yield from _compared(words, span, entry)


def _compared(words: str, span: Span, entry: Entry) -> Iterator[Hit]:
    from rapidfuzz.fuzz import ratio

    if ratio(words, entry.words) >= ALIKE:
        values = {"actual": words, "number": entry.number, "announced": entry.words}
        yield Hit(span, values, "named", related=(listed(entry),), weak=True)


def listed(entry: Entry) -> Related:
    """Return where the list names an attachment."""
    return Related(entry.title, {"zh": "附件说明", "en": "the list"})


def _is(words: str, listed: str, *, whole: bool) -> bool:
    """Say whether two names are one: a part of the other where it is none in 《》, else but for what stands before."""
    if not whole:
        return words in listed
    longer, shorter = sorted((words, listed), key=len, reverse=True)
    behind = longer.removeprefix(shorter)
    return longer.endswith(shorter) or (behind != longer and behind.startswith(_BRACKETS))
