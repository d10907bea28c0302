"""Apply the fixes of findings: edits that do not overlap, again and again until nothing more changes.

A document is only changed for the better: when the text after the fixes has more errors or warnings than before, it
is left as it was. Files keep their encoding, BOM and line ends.
"""

from __future__ import annotations

import os
import shutil
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from planlint.findings import Edit, Finding, Result
from planlint.linter import MOST
from planlint.model import Document, PlanlintError, Span

MOST_ROUNDS = 10
MANY = 20_000
"""Findings of one rule that a round of fixes should be given: each round costs as much as judging the document."""
Lint = Callable[[str, tuple[Edit, ...]], Result]
"""Reads and lints a text in place of the document's, given it and the edits of the document's that make it."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What the fixes made of a document: its new text, how many were applied, and what is left to report.

    `edits` are those of the document's own text that make the new one, disjoint and in order.
    """

    text: str
    applied: int
    result: Result
    edits: tuple[Edit, ...] = ()


def edits_of(findings: Iterable[Finding], *, unsafe: bool) -> list[tuple[Edit, ...]]:
    """Return the edits to apply, finding by finding; a finding whose edits overlap earlier ones waits for its turn.

    Edits reach no further than their own finding's span and, as a pair of brackets needs, its related places.
    """
    chosen: list[tuple[Edit, ...]] = []
    taken: list[Span] = []
    for finding in findings:
        fix = finding.fix
        if fix is None or finding.suppressed is not None or not (fix.safe or unsafe):
            continue
        if not any(_meets(taken, edit.span) for edit in fix.edits):
            chosen.append(fix.edits)
            for edit in fix.edits:
                insort(taken, edit.span)
    return chosen


def _meets(taken: list[Span], span: Span) -> bool:
    """Say whether a span overlaps, or is empty at the same place as, one of these, sorted and disjoint."""
    before = bisect_left(taken, (span.end,)) - 1
    same = bisect_left(taken, span)
    return (before >= 0 and taken[before].end > span.start) or (same < len(taken) and taken[same] == span)


def apply(text: str, edits: Iterable[tuple[Edit, ...]]) -> str:
    """Return `text` with edits that do not overlap applied."""
    out, at = list[str](), 0
    for (start, end), words in sorted(edit for group in edits for edit in group):
        out += text[at:start], words
        at = end
    return "".join([*out, text[at:]])


def mend(result: Result, lint: Lint, *, unsafe: bool) -> Mended | None:
    """Return what the fixes make of a linted document; None when there is nothing to fix or it got no better."""
    document = result.document
    if document is None or result.error is not None:
        return None
    text, applied, current = document.text, 0, result
    pieces: list[Span | str] = [Span(0, len(text))]
    for _ in range(MOST_ROUNDS):
        edits = edits_of(current.findings, unsafe=unsafe)
        after = apply(text, edits)
        if after == text:
            break
        pieces = _changed(pieces, sorted(edit for group in edits for edit in group))
        text, applied = after, applied + len(edits)
        current = lint(text, _edits(pieces, len(document.text)))
        if current.error is not None:
            return None
    if applied == 0 or _weight(current) > _weight(result):
        return None
    return Mended(text, applied, current, _edits(pieces, len(document.text)))


def _changed(pieces: Iterable[Span | str], edits: Iterable[Edit]) -> list[Span | str]:
    """Return the pieces of a text (spans kept of the original, words put in) after edits, sorted and disjoint."""
    left, out = list(pieces)[::-1], list[Span | str]()
    at = 0

    def take(until: int | None, keep: bool) -> None:
        """Keep or leave out the text before `until`, None for all that is left."""
        nonlocal at
        while left and (until is None or at < until):
            piece = left.pop()
            size = len(piece) if isinstance(piece, str) else piece.end - piece.start
            room = size if until is None else min(size, until - at)
            if room < size and isinstance(piece, str):
                left.append(piece[room:])
                piece = piece[:room]
            elif room < size and not isinstance(piece, str):
                left.append(Span(piece.start + room, piece.end))
                piece = Span(piece.start, piece.start + room)
            at += room
            if keep:
                out.append(piece)

    for (start, end), text in edits:
        take(start, keep=True)
        take(end, keep=False)
        out.append(text)
    take(None, keep=True)
    return out


def _edits(pieces: Iterable[Span | str], length: int) -> tuple[Edit, ...]:
    """Return the edits of an original text, so many characters long, that make the text of these pieces."""
    edits: list[Edit] = []
    at, words = 0, ""
    for piece in (*pieces, Span(length, length)):
        if isinstance(piece, str):
            words += piece
            continue
        if words or piece.start > at:
            edits.append(Edit(Span(at, piece.start), words))
        at, words = piece.end, ""
    return tuple(edits)


def _weight(result: Result) -> tuple[int, int]:
    """Return the number of errors and warnings, of each rule no more than are listed in any result."""
    open_findings = Counter((f.severity, f.rule) for f in result.findings if f.suppressed is None)
    error, warning = (
        sum(min(count, MOST + 1) for (one, _), count in open_findings.items() if one == severity)
        for severity in ("error", "warning")
    )
    return error, warning


def save(path: Path, before: bytes, after: bytes, shown: str) -> None:
    """Replace a file that still holds `before` by `after`, in one step.

    Outside a git work tree the original is kept beside it as NAME.bak (.bak1, .bak2 … where there is one). Raises
    PlanlintError: "changed-meanwhile", "bad-output".
    """
    from planlint.unfinished import appearing

    try:
        if path.read_bytes() != before:
            raise changed(shown)
        if not _in_git(path):
            names = (path.with_name(f"{path.name}.bak{number or ''}") for number in count())
            shutil.copy2(path, next(name for name in names if not os.path.lexists(name)))
        with appearing(path) as place:
            place.write_bytes(after)
            shutil.copymode(path, place)
    except OSError as error:
        from planlint.refusals import refused

        raise refused(error, "bad-output", "改正写不进去", "cannot be written", shown) from None


def changed(shown: str) -> PlanlintError:
    """Return the error for a file that is no longer what was judged."""
    zh, en = "检查期间文件被改动，没有写入；请重新运行", "the file changed meanwhile; run again"
    return PlanlintError("changed-meanwhile", zh, en, path=shown)


def not_text(document: Document) -> PlanlintError:
    """Return the error for a document whose file is not its text: a fix cannot be written into it."""
    if document.is_word:
        zh = "不直接改写 Word 等格式的文件；请用 planlint annotate 生成校对稿，每处改动都以修订标出"
        en = "a Word file is never rewritten; `planlint annotate` writes a copy with every change tracked"
    else:
        zh = "这种格式的文件不能改写；请在原来的 Word 文件上改"
        en = "files of this format cannot be rewritten; change the file it was made from"
    return PlanlintError("not-text", zh, en, path=document.path)


def _in_git(path: Path) -> bool:
    return any((folder / ".git").exists() for folder in path.resolve().parents)
