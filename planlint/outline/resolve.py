"""Resolve, part two: what each line is for, and where a document begins and closes.

Takes the classified lines and returns the terminals of grammar/outline.lark, in order: the lines themselves with
their final `kind` (a title over several lines as one), and the zero-width PART and CLOSING.
"""

from __future__ import annotations

import re

from planlint.numerals import CHINESE
from planlint.outline.classify import Line
from planlint.outline.vocabulary import words

DOC_NUMBER = re.compile(
    r"[（(]?[\u4e00-\u9fff]{1,20}\s?[〔\[（【(]\s?\d{2,4}\s?[〕\]）】)]\s?第?\s?\d{0,5}\s?号[）)]?$|第\s?\d{1,5}\s?号$"
)
DATE = re.compile(
    rf"[（(]?(?:\d{{2,4}}|[{CHINESE}○OＯ]{{2,6}}|[X×x]{{2,4}})\s?年\s?(?:\d{{0,2}}|[{CHINESE}]{{1,3}}|[X×x]{{1,2}})\s?月"
    rf"\s?(?:(?:\d{{0,2}}|[{CHINESE}]{{1,3}}|[X×x]{{1,2}})\s?日)?[）)]?$|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}$"
)
LETTERHEAD = re.compile(r".{2,40}文件$|[绝机秘]密(?:★.*)?$|特?[特加平]急$|\d{6}$|签发人[:：].*")
NOTE = re.compile(r"[（(].*[）)]$|抄\s?送|主\s?送|印\s?发|此件|联系人|联系电话|校对|打字|共印|公开(?:方式|属性|选项)")
ATTACHED = re.compile(r"附\s?件\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s?[:：]\s?\S")
ATTACHMENT = re.compile(
    r"附\s?(?:件|表|录|图)\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s?[:：]?$|附\s?[件表]\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s?[:：\s].{0,40}$"
)
CONTENTS = re.compile(r"目\s*录$")
LEADER = re.compile(r"(?:[.．·…]{2,}|\s{2,})\s*\d{1,4}\s*$|\t\d{1,4}$")
CELL = 14
TITLE_LINES = 5
HEAD_LEVELS = frozenset({"L1", "L2", "L3", "L4", "L5", "L6", "L7"})


def resolve(lines: list[Line]) -> list[Line]:
    """Return the terminals for classified lines whose labels are resolved; `kind` of the lines is set in place."""
    _contents(lines)
    _tables(lines)
    out: list[Line] = []
    starts = _part_starts(lines)
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        out.append(Line(lines[start].number, lines[start].start, "", "PART"))
        part = lines[start:end]
        _front(part)
        closing = _closing(part)
        for i, line in enumerate(part):
            if i == closing:
                out.append(Line(line.number, line.start, "", "CLOSING"))
            if line.extra >= 0:
                out.append(line)
    return out


def is_titleish(line: Line, *, inside: bool = False) -> bool:
    """Say whether a line could be (part of) a title: short, no number before it, no sentence in it."""
    text = line.text
    return (
        line.kind == "TEXT"
        and 2 <= len(text) <= 70
        and not any(c in text for c in "。；！？;")
        and (inside or not text.endswith(("：", ":", "，", "、", ",")))
        and (inside or not text.startswith(("（", "(", "【", "——")))
        and not DATE.match(text)
        and not ATTACHED.match(text)
        and not DOC_NUMBER.match(text)
    )


def ends_title(text: str) -> bool:
    """Say whether `text` ends as titles do: in a 文种 or plan name, or in a bracket after one."""
    bare = re.sub(r"\s*[（(〔\[][^（()）]{0,30}[）)〕\]]$", "", text).rstrip("》” ")
    return bare.endswith(words("title-endings"))


def title_length(lines: list[Line], at: int) -> int:
    """Return how many lines from `at` on are one complete title (0: none begins there).

    A title may break inside 《…》 or after 、 and may go on after a blank line while it lacks its last word.
    """
    text, count = "", 0
    for offset in range(min(TITLE_LINES + 2, len(lines) - at)):
        line = lines[at + offset]
        if line.kind == "BLANK":
            if count and "关于" in text and not ends_title(text):
                continue
            return 0
        open_title = text.count("《") > text.count("》")
        if not is_titleish(line, inside=open_title) or (count and line.hint != lines[at].hint):
            return 0
        text += line.text
        count = offset + 1
        if ends_title(text) and text.count("《") <= text.count("》"):
            following = lines[at + count] if at + count < len(lines) else None
            if following is None or not _goes_on(text, following):
                return count
    return 0


def _goes_on(title: str, following: Line) -> bool:
    """Say whether a title that could end here does not: “关于印发2027年工作计划” + “的通知”, or a bracket after it."""
    text = following.text
    if following.kind != "TEXT" or DATE.match(text) or DOC_NUMBER.match(text) or not text:
        return False
    if text.startswith(("（", "(")) and len(text) < 24:
        return not any(w in text for w in ("公开", "通过", "会议", "发布"))
    return (
        is_titleish(following)
        and ends_title(text)
        and (text.startswith("的") or "关于" in title)
        and not text.startswith("关于")
    )


def _contents(lines: list[Line]) -> None:
    """Mark a contents page: 目录 and the entries up to where the first of them comes again as a heading."""
    for at, line in enumerate(lines):
        if line.kind == "TEXT" and CONTENTS.match(line.text):
            entries = [n for n in range(at + 1, min(at + 300, len(lines))) if lines[n].kind != "BLANK"]
            line.kind = "CONTENTS"
            first = _bare(lines[entries[0]].text) if entries else ""
            again = next((n for n in entries[1:] if _bare(lines[n].text) == first), None)
            for n in entries:
                prose = "。" in lines[n].text
                if n == again or prose or (again is None and not LEADER.search(lines[n].text)):
                    break
                lines[n].kind, lines[n].label = "CONTENTS", None
        elif line.label is not None and line.text[-1].isdecimal() and LEADER.search(line.text):
            near = [
                n
                for n in (*range(max(at - 3, 0), at), *range(at + 1, min(at + 4, len(lines))))
                if LEADER.search(lines[n].text)
            ]
            if len(near) >= 2:
                line.kind, line.label = "CONTENTS", None


def _bare(text: str) -> str:
    return re.sub(r"\s", "", LEADER.sub("", text))


def _tables(lines: list[Line]) -> None:
    """Mark tables flattened to one cell a line, or one row a line with tabs: runs of short lines without sentences."""
    run: list[Line] = []
    body = False  # short lines above all prose are a title, or the buttons of a web page

    def close() -> None:
        if not body:
            run.clear()
        cells = [c for c in run if c.kind != "BLANK"]
        labelled = sum(c.label is not None and bool(c.rest.strip()) for c in cells)
        if (
            len(cells) >= 8
            and labelled * 3 <= len(cells)
            and not any(ATTACHED.match(c.text) or DATE.match(c.text) for c in cells)
        ):
            first = next(i for i, c in enumerate(cells) if c.label is None)
            for cell in cells[first:]:
                cell.kind, cell.label = "TABLE", None
        run.clear()

    for line in lines:
        if line.hint is not None and line.hint.kind == "table":
            line.kind, line.label = "TABLE", None
        elif line.kind in ("TEXT", "BLANK") or line.kind.startswith("L"):
            short = (
                len(line.text) <= CELL and not line.text.endswith(("。", "；", "：", ":", "，")) and line.hint is None
            )
            big = line.kind in ("L1", "L2", "L3", "L4", "L5", "L6")
            if short and not big:
                run.append(line)
            else:
                close()
                body = body or big or len(line.text) > 40
    close()


def _part_starts(lines: list[Line]) -> list[int]:
    """Return where documents begin: at 0, and at a title after which the numbering starts anew."""
    starts = [0]
    top: str | None = None
    count = closed = 0
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.label is not None and line.kind in HEAD_LEVELS:
            if top is None or line.kind < top:
                top, count = line.kind, 0
            count += line.kind == top
        elif line.kind == "TEXT" and line.text:
            if DATE.match(line.text) and (count or at - starts[-1] > 3):
                closed = at
            elif at and is_titleish(line) and (closed or count) and not ATTACHMENT.match(line.text):
                length = title_length(lines, at)
                if length and _begins_document(lines, at, length, top, count, bool(closed)):
                    starts.append(at)
                    top, count, closed = None, 0, 0
                    at += length - 1
        at += 1
    return starts


def _begins_document(lines: list[Line], at: int, length: int, top: str | None, count: int, closed: bool) -> bool:
    """Say whether the title at `at` opens a document: numbering restarts after it, or the last one was signed."""
    before = next((lines[n] for n in range(at - 1, -1, -1) if lines[n].kind != "BLANK"), None)
    if before is None or (ATTACHMENT.match(before.text) and re.search(r"\d|[一二三四五六七八九十]", before.text)):
        return False
    seen = 0
    for line in lines[at + length :]:
        if line.kind in HEAD_LEVELS and line.label is not None:
            restarts = line.label.number == 1 and (top is None or line.kind <= top)
            return restarts and (closed or count >= 2)
        seen += line.kind != "BLANK"
        if seen > 12:
            break
    return closed and seen >= 1 and len(lines[at].text) > 5 and at > 0 and lines[at - 1].kind == "BLANK"


def _front(part: list[Line]) -> None:
    """Name the lines before the first section: letterhead, document number, title, addressee, date, preamble."""
    named_title = addressed = prose = False
    at = 0
    while at < len(part):
        line, text = part[at], part[at].text
        if line.kind == "BLANK" or line.kind == "CONTENTS":
            at += 1
            continue
        if line.hint is not None and line.hint.kind == "heading" and line.hint.level == 1 and not named_title:
            line.kind, line.label, named_title = "TITLE", None, True
        elif line.kind != "TEXT":
            if line.kind == "ENTRY" and named_title and not prose:
                line.kind = "NOTE"  # ——2004年3月5日在第十届……会议上
                at += 1
                continue
            return
        elif ATTACHMENT.match(text) and not named_title:
            line.kind = "LETTERHEAD"
        elif DOC_NUMBER.match(text):
            line.kind = "NUMBER"
        elif DATE.match(text) and not prose:
            line.kind = "DATE"
        elif not named_title and not prose and LETTERHEAD.match(text) and not _is_title(part, at):
            line.kind = "LETTERHEAD"
        elif not named_title and not prose and (begin := _find_title(part, at)) is not None:
            for early in part[at:begin]:
                if early.kind == "TEXT":
                    early.kind = "NUMBER" if DOC_NUMBER.match(early.text) else "LETTERHEAD"
            at = begin
            length = max(title_length(part, at), 1)
            _join(part, at, length)
            part[at].kind, named_title = "TITLE", True
            at += length
            continue
        elif not addressed and not prose and _is_addressee(text):
            line.kind, addressed = "ADDRESSEE", True
        elif (
            named_title and not prose and len(text) < 60 and text.startswith(("（", "(")) and text.endswith(("）", ")"))
        ):
            line.kind = "NOTE"
        elif line.hint is not None and line.hint.kind == "heading":
            return
        else:
            if ATTACHED.match(text):
                return
            line.kind, prose = "PREAMBLE", True
        at += 1


def _is_title(part: list[Line], at: int) -> bool:
    """Say whether the line at `at` is the title although it ends in 文件: nothing after it is one."""
    return not any(
        title_length(part, n) or DOC_NUMBER.match(part[n].text) for n in range(at + 1, min(at + 6, len(part)))
    )


def _find_title(part: list[Line], at: int) -> int | None:
    """Return where the title begins: the first complete one near the top, else a short first line standing alone."""
    seen = 0
    for n in range(at, len(part)):
        line = part[n]
        if line.kind == "BLANK":
            continue
        if line.kind not in ("TEXT", "TABLE") or len(line.text) > 120 or "。" in line.text or seen > 12:
            break
        if title_length(part, n):
            return n
        seen += 1
    following = next((line for line in part[at + 1 :] if line.kind != "BLANK"), None)
    alone = at + 1 < len(part) and (
        part[at + 1].kind == "BLANK" or (following is not None and following.label is not None)
    )
    short = is_titleish(part[at]) and len(part[at].text) <= 40 and "：" not in part[at].text
    return at if short and (alone or ends_title(part[at].text)) else None


def _join(part: list[Line], at: int, length: int) -> None:
    """Make one logical line of a title's lines; the others are dropped from the terminals (`extra` -1)."""
    for other in part[at + 1 : at + length]:
        other.extra = -1
    part[at].extra = length - 1


def _is_addressee(text: str) -> bool:
    if not text.endswith(("：", ":", "！", "!")) or any(c in text for c in "。；;？") or len(text) > 200:
        return False
    if text.startswith(("为", "根据", "按照", "经", "现", "【")):
        return False
    return (
        not text[:-1].endswith(words("lead-ins")) and "：" not in text[:-1] and not re.search(r"通知如下|\d{4}年", text)
    )


def _closing(part: list[Line]) -> int | None:
    """Name the lines that close a document and return the index of the first (None: nothing closes it)."""
    attachments = [i for i, line in enumerate(part) if i and ATTACHMENT.match(line.text) and _opens_attachment(part, i)]
    for i in attachments:
        part[i].kind = "ATTACHMENT"
    limit = len(part)
    if attachments:
        limit = attachments[0]
        _attachment_titles(part, limit)
    body_end = max(
        (i for i, line in enumerate(part[:limit]) if line.label is not None and line.kind.startswith("L")), default=-1
    )
    tail = [
        i
        for i in range(body_end + 1, limit)
        if part[i].kind in ("TEXT", "PREAMBLE", "ENTRY", "TABLE") and part[i].extra >= 0
    ]
    note = _attachment_note(part, limit)
    if note is not None:
        tail = [i for i in tail if i > note[1]]
    dates = [i for i in tail if DATE.match(part[i].text)]
    first: int | None = None
    if dates:
        first = last = dates[-1]
        part[last].kind = "DATE"
        for i in reversed([i for i in tail if i < last]):
            if not _is_signature(part[i], dated=True) or last - i > 8:
                break
            part[i].kind = "SIGNATURE"
            first = i
        for i in (i for i in tail if i > last):
            if part[i].kind in ("TEXT", "PREAMBLE", "TABLE") and (NOTE.match(part[i].text) or len(part[i].text) < 60):
                part[i].kind = "NOTE"
    elif tail:
        for i in reversed(tail):
            if part[i].kind == "TEXT" and NOTE.match(part[i].text) and len(part[i].text) < 80 and i == tail[-1]:
                part[i].kind, first = "NOTE", i
            elif _is_signature(part[i], dated=False):
                part[i].kind, first = "SIGNATURE", i
            else:
                break
    if note is not None:
        first = note[0] if first is None else min(first, note[0])
    return first


def _is_signature(line: Line, *, dated: bool) -> bool:
    """Say whether a line can be an issuer: short, no punctuation, and (above no date) ending like an organ's name."""
    text = line.text
    if (
        line.kind not in ("TEXT", "TABLE", "PREAMBLE")
        or len(text) > 60
        or text.startswith(("特此", "此复", "以上"))
        or any(c in text for c in "。，；：、！？,;:《》“”")
    ):
        return False
    return dated or (len(text) >= 4 and text.endswith(words("organ-endings")) and not ends_title(text))


def _attachment_note(part: list[Line], limit: int) -> tuple[int, int] | None:
    """Name the lines of 附件：1.… 2.… and return the first and last index; labels in it are no items."""
    for i in range(limit - 1, -1, -1):
        line = part[i]
        if line.kind in ("TEXT", "PREAMBLE") and ATTACHED.match(line.text) and "。" not in line.text[:-1]:
            line.kind, end = "ATTACHED", i
            for n in range(i + 1, limit):
                entry = part[n]
                if entry.kind == "BLANK":
                    continue
                if (
                    entry.label is None
                    or entry.label.form != "1."
                    or entry.label.number > 40
                    or "。" in entry.text[:-1]
                ):
                    break
                entry.kind, end = "ATTACHED", n
            return i, end
    return None


def _opens_attachment(part: list[Line], at: int) -> bool:
    """Say whether 附件1 at `at` heads an attachment: something follows, and no attachment list begins there."""
    text = part[at].text
    if part[at].kind not in ("TEXT", "TABLE", "PREAMBLE"):
        return False
    if len(text) > 8 and re.search(r"[:：]", text):
        closed = any(DATE.match(line.text) for line in part[:at] if line.kind in ("TEXT", "PREAMBLE"))
        if not closed:
            return False
    return any(line.kind != "BLANK" for line in part[at + 1 :])


def _attachment_titles(part: list[Line], start: int) -> None:
    for at in range(start, len(part)):
        if part[at].kind == "ATTACHMENT":
            following = next((n for n in range(at + 1, len(part)) if part[n].kind != "BLANK"), None)
            if following is not None and part[following].kind in ("TEXT", "TABLE"):
                part[following].kind = "TEXT"
                length = title_length(part, following)
                if length:
                    _join(part, following, length)
                    part[following].kind = "TITLE"
