"""Attachments, read once for both rules: what the text announces, what the list below it names, what follows.

Words are compared folded: without blanks, brackets of one width, without 《》 around the whole. GB/T 9704-2012,
7.3.4 (the list) and 7.3.7 (the attachments).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from planlint.context import Context
from planlint.model import Node, Span
from planlint.numerals import to_int
from planlint.outline.titles import TITLE_LINES
from planlint.patterns import offsets, pattern
from planlint.sentences import leads_line

N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
ENDS = ("）", ")", "，", ",", "；", ";")
MOST = 30
"""Further attachments named in one breath (附件1、附件2和附件3): a run without end would cost its square."""
NAME = pattern(
    rf"(?P<name>附\s?件\s?(?P<n>{N}?))(?![\d：:份个项类种张]|维码)"
    rf"(?P<more>(?:\s?(?:[、和及与至到—–~～]|——|以及)\s?(?:附\s?件\s?{N}|\d{{1,2}}(?![\d年月日个项份条名种张次.．：:]))){{0,{MOST}}})"
)
MORE = pattern(rf"(?P<until>[至到—–~～]?)\s?(?P<name>(?:附\s?件\s?)?(?P<n>{N}))")
HEAD = pattern(rf"附\s?(?P<kind>[件表录图])\s?(?P<n>{N})?(?![\d-])\s?[:：]?\s*")
ENTRY = pattern(
    r"(?:^\s*|附\s?件\s?[:：]\s*|[；;\s](?=[（(]?\d{1,2}\s?[.．、)）]))(?:附\s?件\s?(?=\d{1,2}\s?[:：])|[（(])?"
    r"(?P<n>\d{1,2})(?![\d年月日个项份条号]|\s?[.．]\d(?!\d{3}\s?年)|\s?[-—–~～至到]\s?\d)\s?[)）.．、:：]?\s?(?=\S)"
)
AWAY = r"附\s?件\s?(?P<n>{N}?)\s?[（(]?\s?(?:{words})"
LEFT_OUT = r"[（(]\s?(?:{words})[^（）()]{{0,10}}[）)]$"
FILE_NUMBER = pattern(rf"附\s?件\s?[-_]?\s?(?P<n>{N})(?!\d)")
LISTED_FILE = pattern(r"\s*[•·●*-]?\s*(?:附\s?件\s?)?(?P<n>\d{1,2})?[.．、:：\s]*(?P<words>.*)")
BRACKETS = str.maketrans("（）〔〕", "()()")
KINDS = ("件", "表", "录", "图")
LONGEST = 80
SHORTEST = 4
"""Fewer code points of a title do not tell which file is meant."""


class Entry(NamedTuple):
    """An attachment named in the list below the text: its number (0 for none), title, and where both stand."""

    number: int
    words: str
    title: Span
    label: Span
    left_out: bool
    owner: int


class Body(NamedTuple):
    """An attachment that follows: its number (0 for none), where 附件1 stands, and what its title may be.

    `titles` are folded words with their span: the first line, the first two lines, and so on.
    """

    number: int
    label: Span
    titles: tuple[tuple[str, Span], ...]

    def bears(self, words: str) -> bool:
        """Say whether `words` is the title."""
        return any(words == title for title, _ in self.titles)


class Files:
    """The names of files that may be attachments: those listed for download, and those in the document's folder.

    The folder is looked into when it is first asked for; `known` is false when there is none.
    """

    def __init__(self, listed: Sequence[str], beside: Callable[[], Sequence[str] | None]) -> None:
        self._listed, self._beside = listed, beside

    @cached_property
    def known(self) -> bool:
        """Say whether there is a folder to look into."""
        return self._beside() is not None

    @cached_property
    def _names(self) -> list[str]:
        names = (*self._listed, *(self._beside() or ()))
        return [fold(name.rpartition(".")[0] or name) for name in names]

    @cached_property
    def _numbers(self) -> set[int]:
        """The numbers in the names, 0 for an 附件 without one."""
        named = [name for name in self._names if "附件" in name]
        found = [[to_int(match["n"]) or 0 for match in FILE_NUMBER.finditer(name)] for name in named]
        return {number for numbers in found for number in numbers or [0]}

    def hold(self, number: int, words: str = "") -> bool:
        """Say whether a file is the attachment: by its number, or by its title; 附件 without a number is any."""
        if 0 in self._numbers or number in self._numbers or (not number and self._numbers):
            return True
        if len(words) < SHORTEST:
            return False
        bare = (name.lstrip("0123456789.．、-_ ") for name in self._names)
        return any(words in name or (len(name) >= SHORTEST and name in words) for name in bare)


class Attachments(NamedTuple):
    """`mentions` tell where each number is first announced; in `elsewhere` are numbers said not to be here, 0 for all.

    `carried` are folded titles of documents in the same file, `files` the files in its folder or listed for download.
    `own` is true when the document is itself an attachment.
    """

    entries: list[Entry]
    bodies: list[Body]
    mentions: dict[int, Span]
    elsewhere: set[int]
    carried: set[str]
    files: Files
    own: bool

    def present(self, entry: Entry) -> bool:
        """Say whether an attachment of the list follows the text, stands in the same file or in a file beside it."""
        numbers = [body.number for body in self.bodies]
        return (
            entry.left_out
            or bool({0, entry.number} & self.elsewhere)
            or (entry.number in numbers if entry.number else bool(numbers))
            or (0 in numbers and len(numbers) >= len(self.entries))
            or any(body.bears(entry.words) for body in self.bodies)
            or any(title in entry.words for title in self.carried)
            or self.files.hold(entry.number, entry.words)
        )


def read(context: Context) -> Attachments | None:
    """Return the attachments of a document; None when it names none. Through `context.once`."""
    plan = context.plan
    clean, places, heads = plan.clean, [], False
    for at in offsets(clean, "附"):
        if leads_line(clean, at):
            heads = heads or clean[at + 1 : at + 3].lstrip()[:1] in KINDS
        else:
            places.append(at)
    mentions = _mentions(context, places)
    if not heads and not mentions:
        return None
    table = context.facts.table("attachments")
    words = "|".join(map(re.escape, table["elsewhere"]))
    left_out = re.compile(LEFT_OUT.format(words=words))
    away = {to_int(m["n"] or "") or 0 for m in re.finditer(AWAY.format(N=N, words=words), clean)}
    entries: list[Entry] = []
    bodies: list[Body] = []
    owners: list[Node | None] = []
    for node in plan.nodes():
        if node.kind == "attachment-note":
            if node.parent not in owners:
                owners.append(node.parent)
            for entry in _entries(context, node, len(owners) - 1, left_out):
                if entries and entries[-1].owner == entry.owner and entries[-1].number and not entry.number:
                    entry = _one(entries.pop(), entry)  # a long title goes on on the next line
                entries.append(entry)
        elif clean.startswith("附", node.line.start) and (body := _body(context, node)):
            bodies.append(body)
    files: list[str] = []
    if any(word in clean for word in table["downloads"]):
        files = list(_downloads(clean, tuple(table["downloads"]), tuple(table["file-endings"])))
        away |= set() if files else {0}
    carried = {entry.words for entry in entries if _stands_below(context, entry)}
    carried |= {title for part in plan.parts[1:] if len(title := fold(part.title_text or "")) >= SHORTEST}
    own = bool(bodies) and not clean[: bodies[0].label.start].strip()
    return Attachments(entries, bodies, mentions, away, carried, Files(files, context.beside), own)


def _stands_below(context: Context, entry: Entry) -> bool:
    """Say whether the title of an attachment is a line further down, be there no 附件1 above it."""
    clean, (start, end) = context.plan.clean, entry.title
    words = clean[start:end].strip()
    at = clean.find(words, end) if len(words) >= SHORTEST else -1
    while at >= 0:
        stop = clean.find("\n", at + len(words))
        if leads_line(clean, at) and not clean[at + len(words) : stop if stop >= 0 else None].strip():
            return True
        at = clean.find(words, at + 1)
    return False


def fold(words: str) -> str:
    """Return a title as it is compared."""
    words = "".join(words.split()).translate(BRACKETS)
    return words[1:-1] if words.startswith("《") and words.find("》") == len(words) - 1 else words


def _downloads(clean: str, heads: tuple[str, ...], endings: tuple[str, ...]) -> Iterator[str]:
    """Yield the names of the files that a web page lists for download, each with 附件 and its number before it."""
    for line in clean.split("\n"):
        words = line.strip()
        if words.endswith(endings) and not words.startswith(heads):
            found = LISTED_FILE.match(words)
            if found is not None:
                yield f"附件{found['n'] or ''}{found['words']}"


def _mentions(context: Context, places: list[int]) -> dict[int, Span]:
    """Return where each attachment is first announced; 0 is one without a number. 附件1、3 and 附件1—3 are several."""
    clean, masks = context.plan.clean, context.plan.masks
    announced: dict[int, Span] = {}
    for at in places:
        found = NAME.match(clean, at) if clean[at + 1 : at + 3].lstrip()[:1] == "件" else None
        if found is None or any(masks.inside(kind, at) for kind in ("titles", "quotes", "attachments")):
            continue
        before = clean[max(at - 8, 0) : at].rstrip()
        table = context.facts.table("attachments")
        bracketed = before.endswith(("（", "(")) and (found["n"] or clean.startswith(ENDS, found.end("name")))
        led = bracketed or before.endswith(tuple(table["leads"]))
        if not led and (not found["n"] or before.endswith(tuple(table["foreign"]))):
            continue
        number = to_int(found["n"]) or 0 if found["n"] else 0
        announced.setdefault(number, Span(*found.span("name")))
        for more in MORE.finditer(found["more"]) if number else ():
            start, until = found.start("more"), to_int(more["n"]) or 0
            for each in range(number + 1 if more["until"] else until, until + 1):
                announced.setdefault(each, Span(start + more.start("name"), start + more.end("name")))
            number = until
    return announced


def _entries(context: Context, node: Node, owner: int, left_out: re.Pattern[str]) -> Iterator[Entry]:
    """Yield what one line of the list names: as a rule one attachment, sometimes several."""
    clean, (start, end) = context.plan.clean, node.line
    numbered = list(ENTRY.finditer(clean[start:end]))
    for at, found in enumerate(numbered):
        stop = numbered[at + 1].start() if at + 1 < len(numbered) else end - start
        words = clean[start + found.end() : start + stop].rstrip("；; " if stop < end - start else None)
        title = Span(start + found.end(), start + found.end() + len(words))
        label = Span(start + found.start("n"), start + found.end("n"))
        yield Entry(int(found["n"]), fold(words), title, label, bool(left_out.search(words)), owner)
    if not numbered:
        head = HEAD.match(clean, start, end)
        begin = head.end() if head else start
        if begin < end:
            number = to_int(head["n"]) or 0 if head and head["n"] else 0
            words, title = clean[begin:end], Span(begin, end)
            yield Entry(number, fold(words), title, title, bool(left_out.search(words)), owner)


def _one(entry: Entry, rest: Entry) -> Entry:
    title = Span(entry.title.start, rest.title.end)
    return entry._replace(words=entry.words + rest.words, title=title, left_out=rest.left_out)


def _body(context: Context, node: Node) -> Body | None:
    """Return the attachment that begins at a line: 附件1, or 附件1 with its title on the same line."""
    clean, (start, end) = context.plan.clean, node.line
    head = HEAD.match(clean, start, end)
    if head is None or (head.end() < end and node.kind != "attachment"):
        return None
    number = to_int(head["n"]) or 0 if head["n"] and head["kind"] == "件" else 0
    label = Span(start, start + len(head.group().rstrip(" :：\n")))
    if head.end() < end:
        return Body(number, label, ((fold(clean[head.end() : end]), Span(head.end(), end)),))
    titles: list[tuple[str, Span]] = []
    joined = ""
    at = end + 1
    while at < len(clean) and len(titles) < TITLE_LINES:
        stop = clean.find("\n", at)
        stop = len(clean) if stop < 0 else stop
        line = clean[at:stop]
        words = line.strip()
        if words and (len(words) > LONGEST or "。" in words or HEAD.match(words)):
            break
        if words:
            begin = at + line.index(words[0])
            joined += words
            titles.append((fold(joined), Span(titles[0][1].start if titles else begin, begin + len(words))))
        elif titles and at > titles[-1][1].end + 2:
            break
        at = stop + 1
    return Body(number, label, tuple(titles))
