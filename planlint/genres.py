"""Genres of plan documents (文种): what a title says of them, and which parts each must have.

工作要点, 方案 and 规划 are not among the 15 types of the 《党政机关公文处理工作条例》: they are issued by a
通知, so a bare plan lacks document number, addressee and signature by right. The data is in rules/genres/.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

from planlint.patterns import pattern

Part = Literal["title", "preamble", "sections", "addressee", "signature", "date"]
Tense = Literal["forward", "back", "both"]


class Genre(NamedTuple):
    """One genre: `cues` are words its titles end with, `tense` is where its text looks, `parts` what it has.

    `required` are sections nearly every document of the genre has: {"name": …, "any_of": (…)}, each known by
    any of these words in a heading.
    """

    id: str
    title: str
    cues: tuple[str, ...] = ()
    tense: Tense = "both"
    parts: tuple[Part, ...] = ()
    required: tuple[Mapping[str, Any], ...] = ()

    def record(self) -> Mapping[str, Any]:
        """Return the genre as plain data, for `Context.genre_data`."""
        return self._asdict()


_TAIL = pattern(
    r"[（(\[【〔][^（()）\[\]【】〔〕]*[）)\]】〕]$|——.*$|[。》”\"、，：:]+$|(?:最终版|定稿|终稿|草稿|初稿)?\d*$"
)


def infer_genre(title: str | None, genres: Iterable[Genre]) -> str:
    """Return the id of the genre whose cue is the longest at the end of a title; "other" when there is none.

    Brackets at the end (（试行）, （2026—2028年）, （送审稿）), a subtitle behind —— and spaces do not count.
    关于印发《…方案》的通知 is a 通知.
    """
    words = "".join((title or "")[-200:].split())
    while words:
        found = max(
            ((len(cue), genre.id) for genre in genres for cue in genre.cues if words.endswith(cue)),
            default=None,
        )
        if found:
            return found[1]
        shorter = _TAIL.sub("", words)
        if shorter == words:
            break
        words = shorter
    return "other"
