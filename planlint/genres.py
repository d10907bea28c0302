"""Genres of plan documents (文种): what a title says of them, and which parts each must have.

工作要点, 方案 and 规划 are not among the 15 types of the 《党政机关公文处理工作条例》: they are issued by a
通知, so a bare plan lacks document number, addressee and signature by right. The data is in rules/genres/.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from planlint.checks import option
from planlint.plaindata import to_plain

Part = Literal["title", "preamble", "sections", "addressee", "signature", "date"]


@dataclass(frozen=True, kw_only=True)
class Required:
    """A section that documents of a genre nearly always have: a heading holds one of the words `any_of`."""

    name: str
    any_of: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Genre:
    """One genre. `cues` are the words a title of it ends with; `tense` is where its text looks."""

    id: str
    title: str
    cues: tuple[str, ...] = option((), "标题以这些词语结尾", "words its title ends with")
    tense: Literal["forward", "back", "both"] = option(
        "both", "写将来、过去，还是都写", "where its text looks"
    )
    parts: tuple[Part, ...] = option((), "必须有的部分", "parts it must have")
    required: tuple[Required, ...] = option((), "必须有的章节", "sections it must have")

    def record(self) -> Mapping[str, Any]:
        """Return the genre as plain data, for `Context.genre_data`; every key is there."""
        return {
            "id": self.id,
            "title": self.title,
            "cues": self.cues,
            "tense": self.tense,
            "parts": self.parts,
            "required": tuple(to_plain(section) for section in self.required),
        }


_TAIL = re.compile(
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
