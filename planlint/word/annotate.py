"""The annotated copy of a Word file (校对稿): findings as comments, fixes as tracked changes, all else as it was.

Comments stand in the body. Word ignores the ranges of comments in headers, footers, notes and text boxes ([MS-OI29500]
2.1.315): what is found there is said at the note's mark, at the box, or at the beginning, with the place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import NamedTuple

from planlint.findings import Edit, Finding, Result, Severity
from planlint.fixes import mend
from planlint.lang import t
from planlint.model import Document, PlanlintError
from planlint.ooxml.word import Word, read
from planlint.word.anchors import Anchors
from planlint.word.comments import with_comments
from planlint.word.elements import Elements
from planlint.word.package_writer import rewritten
from planlint.word.remarks import MOST_REMARKS, Remark, at_least, gravest, lines, remarks_of
from planlint.word.splice import Signature, Splices
from planlint.word.tracking import mendable, track

IDS = re.compile(r"\bid\s*=\s*[\"'](\d{1,9})[\"']")
MOST_EDITS = 20_000
"""Tracked changes in one copy; where the fixes come to more, there are only comments."""
Judge = Callable[[Document], Result]


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to annotate. `titles` maps rule ids to titles; `moment` is written as the time of every mark."""

    author: str = "校对"
    severity: Severity = "info"
    tracked: bool = True
    unsafe: bool = False
    lang: str = "zh"
    titles: Mapping[str, str] = field(default_factory=dict)
    moment: datetime | None = None


class Copy(NamedTuple):
    """An annotated copy: its bytes, how many comments and revisions it got, and fixes it could not track."""

    content: bytes
    comments: int
    edits: int
    untracked: int


def annotate(word: Word, result: Result, judge: Judge, wishes: Wishes) -> Copy:
    """Return the annotated copy of a Word file that `judge` gave `result` for.

    Accepting its revisions gives the text that the fixes make, rejecting them the draft's; both are checked by reading
    the copy. Raises PlanlintError("internal-error") if that should ever fail, "unreadable" for XML that is not
    well-formed.
    """
    word.check()
    chosen = at_least(result.findings, wishes.severity)
    nothing: tuple[tuple[Edit, ...], str] = (), word.document.text
    draft = _Draft(word, Elements(word), _used(word))
    edits, text = _mended(draft, result, judge, wishes) if wishes.tracked else nothing
    marks = _Marks(draft, wishes)
    marks.track(edits)
    marks.comment(chosen, edits)
    content = marks.written()
    copy = read(content, word.document.path)
    copy.check()
    if copy.document.text != text:
        raise PlanlintError(
            "internal-error",
            "校对稿与原稿的文字对不上，没有写出；请把这份文件的情况反馈给我们",
            "the copy does not hold the text it should; nothing was written, please report it",
            path=word.document.path,
        )
    untracked = sum(1 for f in chosen if f.fix and (f.fix.safe or wishes.unsafe)) - len(marks.mended)
    return Copy(content, len(marks.comments), len(edits), max(untracked, 0) if wishes.tracked else 0)


class _Draft(NamedTuple):
    """A Word file, its elements, and the numbers that its comments, revisions and bookmarks have."""

    word: Word
    elements: Elements
    used: frozenset[int]


def _mended(draft: _Draft, result: Result, judge: Judge, wishes: Wishes) -> tuple[tuple[Edit, ...], str]:
    """Return the edits that the fixes come to, round after round as with `--fix`, and the text they make."""
    word = draft.word

    def trackable(elements: Elements, result: Result) -> Result:
        chosen = at_least(result.findings, wishes.severity)
        result.findings = [f if f.fix is None or mendable(elements, f.fix) else f._replace(fix=None) for f in chosen]
        return result

    def again(text: str, edits: tuple[Edit, ...]) -> Result:
        if len(edits) > MOST_EDITS:
            return Result(word.document.path, error=PlanlintError("too-large", "", ""))
        marks = _Marks(draft, wishes)
        marks.track(edits)
        changed = read(marks.written(), word.document.path)
        if changed.document.text != text:
            return Result(word.document.path, error=PlanlintError("internal-error", "", ""))
        return trackable(Elements(changed), judge(changed.document))

    start = Result(result.path, result.document, findings=list(result.findings))
    mended = mend(trackable(draft.elements, start), again, unsafe=wishes.unsafe)
    return (mended.edits, mended.text) if mended else ((), word.document.text)


class _Marks:
    """The marks for one copy, part by part."""

    def __init__(self, draft: _Draft, wishes: Wishes) -> None:
        self.word, self.elements, self.wishes = draft.word, draft.elements, wishes
        moment, ids = wishes.moment or datetime.now(), (number for number in count(1) if number not in draft.used)
        self.signature = Signature(wishes.author, moment.strftime("%Y-%m-%dT%H:%M:%SZ"), ids)
        self.splices = [Splices(self.word, part, self.signature) for part in self.word.parts]
        self.comments: dict[int, list[str]] = {}
        self.mended: set[int] = set()

    def track(self, edits: Iterable[Edit]) -> None:
        for edit in edits:
            track(self.elements, self.splices, edit)

    def comment(self, findings: list[Finding], edits: Iterable[Edit]) -> None:
        """Put in the comments; a finding whose fix is among the edits says so."""
        document, wishes = self.word.document, self.wishes
        self.mended = _tracked(findings, edits)
        anchors = Anchors(self.elements, self.splices[0])
        wanted = remarks_of(document, findings)
        kept = gravest(wanted)
        for remark in kept:
            self._add(anchors, remark)
        if len(kept) < len(wanted):
            number = next(self.signature.ids)
            if anchors.at_beginning(number):
                left = len(wanted) - len(kept)
                self.comments[number] = [t("remark.limit", wishes.lang, n=left, most=MOST_REMARKS)]

    def _add(self, anchors: Anchors, remark: Remark) -> None:
        number = next(self.signature.ids)
        where = anchors.put(number, remark.first.span)
        if where is None:
            return
        words = lines(
            self.word.document,
            remark,
            self.wishes.lang,
            self.wishes.titles,
            self.mended,
            displaced=where == "elsewhere",
        )
        self.comments[number] = list(words)

    def written(self) -> bytes:
        """Return the bytes of the package with the marks in it."""
        changed: dict[str, bytes | None] = {}
        for splices in self.splices:
            if splices.used:
                changed[splices.part.name] = splices.xml().encode()
        if self.comments:
            changed |= with_comments(self.word, self.signature, self.comments)
        return rewritten(self.word.package.archive, changed)


def _tracked(findings: Iterable[Finding], edits: Iterable[Edit]) -> set[int]:
    """Return the ids (of Python) of the findings all of whose fix is in the edits."""
    done = [edit.span for edit in edits]

    def is_done(edit: Edit) -> bool:
        at = bisect_right(done, edit.span.start, key=lambda span: span.start) - 1
        return at >= 0 and edit.span.end <= done[at].end

    return {id(f) for f in findings if f.fix is not None and all(map(is_done, f.fix.edits))}


def _used(word: Word) -> frozenset[int]:
    """Return the numbers that comments, revisions and bookmarks of the file have."""
    comments = word.package.related(word.parts[0].name, "comments")
    parts = word.parts if comments is None else [*word.parts, comments]
    return frozenset(int(number) for part in parts for number in IDS.findall(part.xml))
