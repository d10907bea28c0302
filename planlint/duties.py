"""Who is responsible: 责任单位：…, （牵头单位：…，配合单位：…）, （…牵头，…参与）, （…、…负责）, 〔市教育局〕.

A bracket may hold brackets, a deadline, and 、 or ， between the units; a line of its own needs no bracket. One that
holds but units has to end its line. The words stand in the table `papers`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from planlint.context import Context
from planlint.facts import Facts
from planlint.model import Span
from planlint.patterns import has, offsets, pattern

_OPEN, _CLOSE, _COLONS = "（(〔【", "）)〕】", ":："
_NESTED, _BETWEEN = pattern(r"[（(][^（）()]*[)）]"), pattern("[、，,]")
LONGEST_NAME = 20
LONGEST = 400  # code points of one bracket, or of the value of one label


class Duty(NamedTuple):
    """Some units and their part in a task; `role` as written (责任单位, 牵头, 负责), `deadline` when it is a date."""

    role: str
    units: str
    span: Span
    deadline: bool = False


class _Words(NamedTuple):
    """The words of the table: a label before its colon, how long it may be, and the endings, longest first."""

    label: re.Pattern[str]
    longest: int
    endings: tuple[str, ...]
    leading: tuple[str, ...]
    organs: tuple[str, ...]


class _Label(NamedTuple):
    span: Span
    role: str
    deadline: bool


@lru_cache(maxsize=4)
def _words(facts: Facts) -> _Words:
    table = facts.table("papers")
    lists = [table[key] for key in ("roles", "role-kinds", "deadline-labels")]
    roles, kinds, deadlines = ("|".join(map(re.escape, words)) for words in lists)
    role, kind, deadline = (max(map(len, words)) for words in lists)
    return _Words(
        re.compile(rf"(?:(?P<role>(?:{roles}){{1,2}}(?:{kinds}))|(?P<time>{deadlines}))\s?\Z"),
        max(2 * role + kind, deadline) + 1,
        tuple(sorted(table["role-endings"], key=len, reverse=True)),
        tuple(table["leading"]),
        tuple(table["organ-endings"]),
    )


def duties(context: Context) -> list[Duty]:
    """Return the units made responsible, in order."""
    return context.once(_duties)


def duties_in(context: Context, start: int, end: int) -> list[Duty]:
    """Return the duties that begin in `text[start:end]`, in order."""
    found = duties(context)
    low, high = (bisect_left(found, at, key=lambda one: one.span.start) for at in (start, end))
    return found[low:high]


def _duties(context: Context) -> list[Duty]:
    words, plan = _words(context.facts), context.plan
    found: list[Duty] = []
    for bracket in plan.masks.brackets:
        if plan.clean[bracket.start] in _OPEN and bracket.end - bracket.start <= LONGEST:
            found += _in_bracket(plan.clean, Span(bracket.start + 1, bracket.end - 1), words)
    done = 0
    for label in _labels(plan.clean, Span(0, len(plan.clean)), words):
        if label.span.start >= done and not plan.masks.inside("brackets", label.span.start):
            done = _end(plan.clean, label.span.end)
            found += _labelled(plan.clean, Span(label.span.start, done), words)
    return sorted(found, key=lambda duty: duty.span)


def _labels(text: str, within: Span, words: _Words) -> Iterator[_Label]:
    """Yield the labels with their colons: few colons stand in a text, so each is found first."""
    start = within.start
    for colon in offsets(text, _COLONS, *within):
        found = words.label.search(text, max(start, colon - words.longest), colon)
        start = colon + 1
        if found:
            yield _Label(Span(found.start(), start), found["role"] or found["time"], bool(found["time"]))


def _end(text: str, start: int) -> int:
    """Return where the value of a label ends: with its sentence."""
    last = min(len(text), start + LONGEST)
    return min((at for mark in "。\n" if (at := text.find(mark, start, last)) >= 0), default=last)


def _in_bracket(text: str, inner: Span, words: _Words) -> list[Duty]:
    if next(_labels(text, inner, words), None):
        return _labelled(text, inner, words)
    if not has(text[slice(*inner)], words.leading):
        return _bare(text, inner, words)
    out: list[Duty] = []
    start = inner.start
    for clause in _clauses(text, inner, words.leading):
        piece = text[start : clause.end]
        role = next((ending for ending in words.endings if piece.endswith(ending)), None)
        units = role and _units(piece.removesuffix(role).removesuffix("等")).removeprefix("由")
        if role and units and "由" not in units:  # 院校内由主管部门负责 tells, and assigns nothing
            out.append(Duty(role, units, Span(start, clause.end)))
            start = clause.end + 1
    return out if any(duty.role.endswith(words.leading) for duty in out) else _bare(text, inner, words)


def _bare(text: str, inner: Span, words: _Words) -> list[Duty]:
    """Read a bracket at the end of a line of which every piece, up to a ； or 组织落实, ends like an organ's name."""
    stop = text.find("；", *inner)
    end = stop if stop >= 0 else inner.end
    role = next((ending for ending in words.endings if text.endswith(ending, inner.start, end)), "")
    named = Span(inner.start, end - len(role))
    if not text.endswith(words.organs, *named) or text[inner.end + 1 : inner.end + 2].strip("。\n"):
        return []
    pieces = _BETWEEN.split(_NESTED.sub("", text[slice(*named)]))
    organs = all(1 < len(name) <= LONGEST_NAME and name.endswith(words.organs) for name in pieces)
    return [Duty(role, _units(text[slice(*named)]), named)] if organs else []


def _labelled(text: str, within: Span, words: _Words) -> list[Duty]:
    out = []
    labels = list(_labels(text, within, words))
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        start, end = label.span.end, following.span.start if following else within.end
        units = text[start:end].strip(" ，,；;。、\n")
        if units:
            at = text.find(units, start, end)
            out.append(Duty(label.role, _units(units), Span(at, at + len(units)), label.deadline))
    return out


def _clauses(text: str, within: Span, leading: tuple[str, ...]) -> Iterator[Span]:
    """Yield the pieces between ，；。, and before the 、 of 牵头负责、各区政府组织落实, that stand in no bracket."""
    start, depth = within.start, 0
    for at in range(within.start, within.end):
        char = text[at]
        depth += (char in _OPEN) - (char in _CLOSE)
        if depth <= 0 and (char in "，,；;。" or (char == "、" and text.endswith(leading, start, at))):
            yield Span(start, at)
            start = at + 1
    yield Span(start, within.end)


def _units(text: str) -> str:
    return "".join(text.split()).strip("，,；;、")
