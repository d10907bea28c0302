"""Titles of well-known documents: how one is cited, and which it is, exactly or but for a few characters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from planlint.checks._records import required, words
from planlint.context import Context
from planlint.facts import Facts
from planlint.model import Span
from planlint.terms import fold

_LOOSE = str.maketrans("", "", " \n\t　“”‘’、，·")
_HEAD, _FOOT = 3, 5
STATE = "中华人民共和国"
LAW, RULES = "法", "办法"
LONGEST = 80
SHORTEST = 8
LOOSELY = ("党中央、", "党中央 ", "党中央")
"""So one speaks of who decided, not of who issued: 按照党中央、国务院《……》."""


class Known(NamedTuple):
    """One document of the table; `core` is its title without brackets, 关于 and marks, `issuers` the issuer in full."""

    title: str
    core: str
    issuer: str
    issuers: str
    verified: bool


class Titles(NamedTuple):
    """The table, ready to be asked. `near` finds titles by their first or last characters."""

    exact: Mapping[str, Known | None]
    near: Mapping[str, tuple[Known, ...]]
    miswritten: Mapping[str, str]
    laws: tuple[str, ...]
    issuers: tuple[str, ...]
    short_names: Mapping[str, str]
    variations: tuple[str, ...]
    drafting: tuple[str, ...]
    local: tuple[str, ...]
    whole: tuple[str, ...]


class Citation(NamedTuple):
    """A title in 《》: `span` of the words inside, `issuer` who is said to have issued it and where that stands."""

    span: Span
    core: str
    issuer: str
    issuer_span: Span


@lru_cache(maxsize=8)
def read(facts: Facts) -> Titles:
    """Return the table of documents."""
    table = facts.table("documents")
    issuers = tuple(sorted(table.get("issuers", ()), key=len, reverse=True))
    short_names = table.get("short-names", {})
    known = []
    for record in table.get("records", ()):
        title, issuer = fold(required("documents", record, "title")), str(record.get("issuer", ""))
        issued = full(issuer, issuers, short_names)
        known.append(Known(title, core(title), issuer, issued, bool(record.get("verified"))))
    exact: dict[str, Known | None] = {core(fold(title)): None for title in table.get("others", ())}
    near: dict[str, tuple[Known, ...]] = {}
    for one in known:
        exact[one.core] = one
        if len(one.core) >= SHORTEST:
            for end in (one.core[:_HEAD], one.core[-_FOOT:]):
                near[end] = (*near.get(end, ()), one)
    wrong = {required("documents", r, "old"): required("documents", r, "new") for r in table.get("miswritten", ())}
    beside = (words(table, key) for key in ("variations", "drafting", "local", "whole"))
    return Titles(exact, near, wrong, _laws(facts), issuers, short_names, *beside)


def _laws(facts: Facts) -> tuple[str, ...]:
    """Return the names of all laws that the table of laws has, those that were replaced among them, sorted."""
    table = facts.table("laws")
    named = [record[key] for group in ("enacted", "replaced") for record in table[group] for key in record]
    return tuple(sorted({name for name in (*table.get("names", ()), *named) if str(name).endswith(LAW)}))


def core(title: str) -> str:
    """Return what tells one title from another: without marks, spaces, brackets at the end and 关于."""
    title = _without_tail(title.strip())
    return (title if title.isalnum() else title.translate(_LOOSE)).removeprefix("关于")


def _without_tail(title: str) -> str:
    """Return a title without （试行） or （2020—2023年） at its end."""
    return title[: max(title.rfind("（"), title.rfind("("))] if title[-1:] in ("）", ")") else title


def citations(context: Context, titles: Titles) -> Iterator[Citation]:
    """Yield the titles that the document cites in 《》, in order."""
    text = context.plan.clean
    for mask in context.plan.masks.titles:
        start, end = mask.start + 1, mask.end - 1
        if text[mask.start] != "《" or not 4 <= end - start <= LONGEST:
            continue
        if not _familiar(text[start:end], titles):
            continue
        inner = _issuer(text, start, end, titles)
        issuer = inner if inner.end > start else _issuer_before(text, mask.start, titles)
        span = Span(max(start, inner.end), end)
        yield Citation(span, core(text[span.start : end]), text[issuer.start : issuer.end], issuer)


def _familiar(title: str, titles: Titles) -> bool:
    """Say, at little cost, whether a title as written can be one of the table."""
    title = _without_tail(title).replace("“", "").replace("”", "")
    if title.endswith(LAW) and not title.endswith(RULES):
        return title.removeprefix(STATE) not in titles.laws
    at = title.find("关于") + 2
    head = title[at : at + _HEAD] if at > 1 else title[:_HEAD]
    return head in titles.near or title[-_FOOT:] in titles.near or title.removeprefix(STATE) in titles.miswritten


def candidates(titles: Titles, title: str) -> list[Known]:
    """Return the known titles that begin or end like the core `title`."""
    found = (*titles.near.get(title[:_HEAD], ()), *titles.near.get(title[-_FOOT:], ()))
    return list(dict.fromkeys(found))


def full(issuer: str, issuers: Sequence[str], short_names: Mapping[str, str]) -> str:
    """Return an issuer as it is written in full, its parts joined by a space: 中办国办, 教育部等八部门."""
    bare = issuer.translate(_LOOSE)
    parts = []
    while bare:
        part = next((name for name in issuers if bare.startswith(name)), bare)
        parts.append(short_names.get(part, part))
        bare = bare[_joint(bare, len(part)) :]
    return " ".join(parts)


def _joint(text: str, at: int) -> int:
    """Return where 等八部门 ends that begins at `at`; `at` when there is none."""
    end = text.find("部门", at, at + 6) if text.startswith("等", at) else -1
    return end + 2 if end > 0 else at


def _issuer(text: str, start: int, end: int, titles: Titles) -> Span:
    """Return the span of the issuers that a title begins with; empty when it begins with none."""
    at = start
    while text.startswith(titles.issuers, at, end):
        name = next(name for name in titles.issuers if text.startswith(name, at, end))
        at = _joint(text, at + len(name))
        while at < end and text[at] in " 、":
            at += 1
    return Span(start, at)


def _issuer_before(text: str, end: int, titles: Titles) -> Span:
    """Return the span of the issuers that stand directly before a title."""
    start = stop = end
    while text.endswith(titles.issuers, 0, stop):
        start = stop - len(next(name for name in titles.issuers if text.endswith(name, 0, stop)))
        stop = start - (text[start - 1 : start] in (" ", "、"))
    if text.endswith(LOOSELY, 0, start):
        return Span(end, end)
    return Span(start, end)
