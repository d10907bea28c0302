"""What drafters answered to the comments of an annotated copy: 忽略 (here) or 以后不提 (never again) becomes a waiver.

An answer is a reply to one of our comments (w15 paraIdParent, as Word, WPS and LibreOffice write it), a comment of
somebody else on the same words, or words typed behind ours into our comment itself. The last one counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from planlint import waivers
from planlint.handwritten import decode
from planlint.model import Document, Span
from planlint.ooxml.package import Part, attributes, local, unescape
from planlint.ooxml.word import Word
from planlint.waivers import Waiver, surroundings, written
from planlint.word.elements import TAG
from planlint.word.package_writer import save_copy

HEAD = re.compile(
    r"(?:【[^】]*】(?P<zh>.*?)(?P<all>（共\d+处）)?|\[\w+\] (?P<en>.*?)(?P<every> \(\d+ places\))?)", re.DOTALL
)
LONGEST = 500
"""Characters of the line that names the rule; RULE takes time by its square."""
RULE = re.compile(r"(?:依据：.*规则：.*（([a-z0-9-]+)）|basis: .*; rule: .*\(([a-z0-9-]+)\))\s*")
PLACE = re.compile(r"(?:位置：|where: ).*?“(.*)”\s*")
HOW = re.compile(
    r"(?:不用改的，请回复“忽略”.{0,60}?本单位都不再提）。|If it is right as it is, reply .{0,60}?in this office\)\.)"
)
ANSWER = re.compile(
    r"[\s“”\"'‘’「『]*(忽略|以后(?:不再|不用再?|别再?|不)(?:提|报)|不再提)[”\"'’」』]*[\s，,。．.；;：:、！!—-]*(.*)",
    re.DOTALL,
)

MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


class Answer(NamedTuple):
    """A waiver that somebody asked for: in this document, or `everywhere` in the office."""

    waiver: Waiver
    everywhere: bool


class Answers(NamedTuple):
    """The answers found, how many comments of planlint there are, and how many replies say something else."""

    answers: list[Answer]
    comments: int
    others: int


class _Comment(NamedTuple):
    number: str
    author: str
    day: str
    lines: tuple[str, ...]
    paragraphs: tuple[str, ...]

    @property
    def rule(self) -> str | None:
        """The rule of one of our comments."""
        found = next((found for line in self.lines if len(line) <= LONGEST and (found := RULE.fullmatch(line))), None)
        return (found[1] or found[2]) if found else None


def answers_in(word: Word, document: str) -> Answers:
    """Return the answers in a returned copy; `document` is what the draft is called in waivers.

    Raises PlanlintError("unreadable") for XML that is not well-formed.
    """
    part = word.package.related(word.parts[0].name, "comments")
    if part is None:
        return Answers([], 0, 0)
    word.check()
    word.package.check(part.name)
    comments = list(_comments(part))
    ours = {comment.number: comment for comment in comments if comment.rule}
    text, ranges = _ranges(word.parts[0], {comment.author for comment in ours.values()})
    found: dict[str, tuple[bool, _Comment, str]] = {}
    others = 0
    for number, reply, words in _replies(word, comments, ours, ranges):
        answer = ANSWER.fullmatch(words)
        if answer is not None:
            found[number] = answer[1] != "忽略", reply, answer[2].strip()
        else:
            others += 1
    out = []
    for number, (everywhere, reply, reason) in found.items():
        waiver = _waiver(ours[number], Document(text), ranges.get(number), everywhere, document)
        signed = replace(waiver, by=reply.author or None, date=_day(reply.day), reason=reason or None)
        out.append(Answer(signed, everywhere))
    return Answers(out, len(ours), others)


def _waiver(ours: _Comment, text: Document, span: Span | None, everywhere: bool, document: str) -> Waiver:
    head = HEAD.fullmatch(ours.lines[0].strip())
    says = (head["zh"] or head["en"]) if head else None
    place = next(filter(None, map(PLACE.fullmatch, ours.lines)), None)
    words: str | None
    if place is not None:
        words = place[1] if place[1] and not re.search(r"[\s…]", place[1]) else None
    else:
        words = text.text[slice(*span)] if span is not None else None
    many = head is not None and bool(head["all"] or head["every"])
    exact = bool(words) and place is None and span is not None
    near = surroundings(text, span) if exact and span is not None and not many else None
    if everywhere:
        return Waiver(rule=ours.rule or "", words=words, says=None if words else says)
    return Waiver(rule=ours.rule or "", document=document, words=words, near=near, says=None if near else says)


def add(path: Path, fresh: Iterable[Waiver], shown: str) -> int:
    """Add waivers to a file, which is made where it is missing; return how many were not there yet.

    What stands in it is left as it is. Raises PlanlintError: "bad-waivers", "bad-output".
    """
    known = {waiver.key for waiver in waivers.read(path, shown)} if path.exists() else set()
    missing = {waiver.key: waiver for waiver in fresh if waiver.key not in known}
    if missing:
        before = decode(path.read_bytes(), shown) if path.exists() else waivers.HEAD
        save_copy(path, f"{before.rstrip()}\n{written(missing.values())}".encode(), shown)
    return len(missing)


def _day(moment: str) -> date:
    with suppress(ValueError):
        return date.fromisoformat(moment[:10])
    return date.today()


def _replies(
    word: Word, comments: list[_Comment], ours: dict[str, _Comment], ranges: dict[str, Span]
) -> Iterator[tuple[str, _Comment, str]]:
    """Yield the number of our comment, who answers it, and the words, in the order of the comments."""
    by_paragraph = {identity: comment.number for comment in comments for identity in comment.paragraphs}
    parents = dict(_parents(word))
    places = {ranges[number]: number for number in ours if number in ranges}
    for comment in comments:
        words = "\n".join(comment.lines).strip()
        if comment.number in ours:
            how = list(HOW.finditer(words))
            behind = words[how[-1].end() :].strip() if how else ""
            if behind:
                yield comment.number, comment, behind
            continue
        above = next((parents[identity] for identity in comment.paragraphs if identity in parents), None)
        number = by_paragraph.get(above, "") if above else places.get(ranges.get(comment.number, Span(-1, -1)), "")
        if number in ours:
            yield number, comment, words


def _parents(word: Word) -> Iterator[tuple[str, str]]:
    """Yield (paragraph of a reply, paragraph of what it replies to)."""
    part = word.package.related(word.parts[0].name, "commentsExtended")
    for tag in TAG.finditer(part.xml) if part is not None else ():
        named = local(attributes(tag[4])) if tag[3] == "commentEx" else {}
        if "paraIdParent" in named:
            yield named.get("paraId", "").upper(), named["paraIdParent"].upper()


def _comments(part: Part) -> Iterator[_Comment]:
    """Yield the comments of the part that holds them."""
    named: dict[str, str] = {}
    lines: list[str] = []
    paragraphs: list[str] = []
    for tag in TAG.finditer(part.xml):
        name, end = tag[3], bool(tag[1])
        if name == "comment" and not end:
            named, lines, paragraphs = local(attributes(tag[4])), [], []
        elif name == "comment":
            words = tuple(line for line in "\n".join(lines).split("\n") if line.strip())
            author, day = named.get("author", ""), named.get("date", "")
            yield _Comment(named.get("id", ""), author, day, words or ("",), tuple(paragraphs))
        elif name == "p" and not end:
            lines.append("")
            paragraphs.append(local(attributes(tag[4])).get("paraId", "").upper())
        elif lines and not end and name in ("t", "br", "tab"):
            lines[-1] += _content(part.xml, tag) if name == "t" else "\n" if name == "br" else " "


def _content(xml: str, tag: re.Match[str]) -> str:
    """Return the text that an element holds, without the blanks around it that do not count."""
    if tag[4].endswith("/"):
        return ""
    text = unescape(xml[tag.end() : xml.index("<", tag.end())])
    return text if "preserve" in tag[4] else text.strip(" \t\r\n")


def _ranges(part: Part, us: set[str]) -> tuple[str, dict[str, Span]]:
    """Return the text of the body as it was before our revisions, and the ranges of the comments in it."""
    texts: list[str] = []
    length = 0
    begun: dict[str, int] = {}
    ranges: dict[str, Span] = {}
    silent: list[bool] = [False]
    for tag in TAG.finditer(part.xml):
        name, xml, piece = tag[3], part.xml, ""
        if tag[1]:
            if len(silent) > 1:
                silent.pop()
            piece = "\n" if name == "p" else ""
        else:
            if not tag[4].endswith("/"):
                silent.append(silent[-1] or _is_silent(name, tag[4], us))
            if name in ("t", "delText"):
                piece = _content(xml, tag)
            elif name in MARKS:
                piece = MARKS[name]
            elif name == "commentRangeStart":
                begun[local(attributes(tag[4])).get("id", "")] = length
            elif name == "commentRangeEnd":
                number = local(attributes(tag[4])).get("id", "")
                if number in begun:
                    ranges[number] = Span(begun.pop(number), length)
        if piece and not silent[-1]:
            texts.append(piece)
            length += len(piece)
    return "".join(texts), ranges


def _is_silent(name: str, inside: str, us: set[str]) -> bool:
    """Say whether what an element holds is no part of the text before our revisions."""
    if name in ("ins", "del", "moveTo", "moveFrom"):
        return (local(attributes(inside)).get("author", "") in us) == (name in ("ins", "moveTo"))
    return name in ("Fallback", "pPr", "rPr")
