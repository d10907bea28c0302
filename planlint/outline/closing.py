"""How a document closes: attachment list, signature, date, note; and the attachments behind it.

GB/T 9704-2012, 7.3.4 to 7.3.7.
"""

from __future__ import annotations

import re

from planlint.outline.classify import Line
from planlint.outline.forms import ATTACHED, ATTACHMENT, DATE, NOTE
from planlint.outline.titles import ends_title, join, title_length
from planlint.outline.vocabulary import words


def name_closing(part: list[Line]) -> int | None:
    """Name the lines that close a document and return the index of the first (None: nothing closes it)."""
    attachments = [
        i
        for i, line in enumerate(part)
        if i and line.text.startswith("附") and ATTACHMENT.match(line.text) and _opens_attachment(part, i)
    ]
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
                    join(part, following, length)
                    part[following].kind = "TITLE"
