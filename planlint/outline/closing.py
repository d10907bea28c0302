"""How a document closes: attachment list, signature, date, note; and the attachments behind it.

GB/T 9704-2012, 7.3.4 to 7.3.7.
"""

from __future__ import annotations

import re

from planlint.outline.classify import Line
from planlint.outline.forms import ATTACHED, ATTACHMENT, DATE, LIST_HEAD, LISTED, NOTE, SEAL, SIGNED, WAITING
from planlint.outline.titles import ends_title, join, title_length
from planlint.outline.vocabulary import words

ENTRIES = 40
"""The most attachments a list is taken to have."""
SIGNERS = 8
"""The most lines of a signature above its date."""
LIST_FORMS = ("1.", "（1）")


def name_closing(part: list[Line]) -> int | None:
    """Name the lines that close a document and return the index of the first (None: nothing closes it)."""
    listed, attachments = _attachments(part)
    limit = len(part)
    if attachments:
        limit = attachments[0]
        _attachment_titles(part, limit)
    body_end = limit - 1
    while body_end >= 0 and (part[body_end].label is None or not part[body_end].kind.startswith("L")):
        body_end -= 1
    tail = [
        i
        for i in range(body_end + 1, limit)
        if part[i].kind in ("TEXT", "PREAMBLE", "ENTRY", "TABLE") and part[i].extra >= 0
    ]
    note = _attachment_note(part, limit, listed)
    if note is not None:
        tail = [i for i in tail if i > note[1]]
    dates = [i for i in tail if _is_date(part[i])]
    first: int | None = None
    if dates:
        first = last = dates[-1]
        part[last].kind = "DATE"
        signed = SIGNED.match(part[last].text) is not None
        above = [i for i in tail if i < last and not signed]
        for i in reversed(above[-SIGNERS:]):
            if not _is_signature(part[i], dated=True):
                break
            part[i].kind = "SIGNATURE"
            first = i
        for i in (i for i in tail if i > last):
            if part[i].kind in ("TEXT", "PREAMBLE", "TABLE") and (NOTE.match(part[i].text) or len(part[i].text) < 60):
                part[i].kind = "NOTE"
    elif tail:
        for i in reversed(tail):
            if (
                part[i].kind in ("TEXT", "PREAMBLE")
                and NOTE.match(part[i].text)
                and not part[i].text.startswith(words("duty-starts"), 1)
                and len(part[i].text) < 80
                and i == tail[-1]
            ):
                part[i].kind, first = "NOTE", i
            elif _is_signature(part[i], dated=False):
                part[i].kind, first = "SIGNATURE", i
            else:
                break
    if note is not None:
        first = note[0] if first is None else min(first, note[0])
    return first


def _is_date(line: Line) -> bool:
    """Say whether a line near the end is the date, be it open, sealed or behind the signature."""
    text = SEAL.sub("", line.text)
    if DATE.match(text):
        return True
    if "年" not in text or line.kind not in ("TEXT", "PREAMBLE"):
        return False
    if signed := SIGNED.match(text):
        return len(signed["gap"]) > 1 or signed["who"].endswith(words("organ-endings"))
    return WAITING.match(text) is not None


def _is_signature(line: Line, *, dated: bool) -> bool:
    """Say whether a line can be an issuer: short, no punctuation, and (above no date) ending like an organ's name."""
    text = SEAL.sub("", line.text)
    if (
        line.kind not in ("TEXT", "TABLE", "PREAMBLE")
        or len(text) > 60
        or text.startswith(("特此", "此复", "以上"))
        or any(c in text for c in "。，；：、！？,;:《》“”")
    ):
        return False
    return dated or (len(text) >= 4 and text.endswith(words("organ-endings")) and not ends_title(text))


def _attachment_note(part: list[Line], limit: int, listed: tuple[int, int] | None) -> tuple[int, int] | None:
    """Name the lines of 附件：1.… 2.… and return the first and last index; labels in it are no items."""
    if listed is not None:
        for line in part[listed[0] : listed[1] + 1]:
            if line.kind != "BLANK":
                line.kind = "ATTACHED"
        return listed
    for i in range(limit - 1, -1, -1):
        line = part[i]
        if line.kind in ("TEXT", "PREAMBLE") and ATTACHED.match(line.text) and "。" not in line.text[:-1]:
            line.kind, end = "ATTACHED", i
            for n in range(i + 1, limit):
                entry = part[n]
                if entry.kind == "BLANK":
                    continue
                if not _is_entry(entry) and not _goes_on(part, n, end, limit):
                    break
                entry.kind, end = "ATTACHED", n
            return i, end
    return None


def _is_entry(line: Line) -> bool:
    return (
        line.label is not None
        and line.label.form in LIST_FORMS
        and line.label.number <= ENTRIES
        and "。" not in line.text[:-1]
    )


def _goes_on(part: list[Line], at: int, before: int, limit: int) -> bool:
    """Say whether the line at `at` is the rest of the entry right above it: a short one, with the next entry below."""
    line = part[at]
    if at != before + 1 or line.label is not None or len(line.text) > ENTRIES or at + 1 >= limit:
        return False
    return _is_entry(part[at + 1]) and "。" not in line.text and not _is_date(line)


def _attachments(part: list[Line]) -> tuple[tuple[int, int] | None, list[int]]:
    """Name the heads of the attachments; return the list that begins with 附件： or 附件1：…, if any, and the heads."""
    heads = [
        i
        for i, line in enumerate(part)
        if i
        and line.text.startswith("附")
        and line.kind in ("TEXT", "TABLE", "PREAMBLE")
        and ATTACHMENT.match(line.text)
    ]
    if not heads:
        return None, []
    closed = next(
        (i for i, line in enumerate(part) if line.kind in ("TEXT", "PREAMBLE") and DATE.match(line.text)), len(part)
    )
    listed: tuple[int, int] | None = None
    found: list[int] = []
    for i in heads:
        if listed is not None and i <= listed[1]:
            continue
        end = None if found or i > closed else _list_end(part, i)
        if end is not None:
            listed = i, end
        elif _opens_attachment(part, i, closed=i > closed):
            part[i].kind = "ATTACHMENT"
            found.append(i)
    return listed, found


def _list_end(part: list[Line], at: int) -> int | None:
    """Return the last line of the attachment list that begins with 附件： alone, or with 附件1：…, at `at`.

    It is one when signature or date follow, or when its numbered entries are the last of the document or are
    followed by 附件1; else None.
    """
    head = LIST_HEAD.match(part[at].text)
    if head is None and not LISTED.match(part[at].text):
        return None
    colon, numbered, last, count = head is not None and bool(head["colon"]), True, at, 0
    following = [n for n in range(at + 1, min(at + 2 * ENTRIES, len(part))) if part[n].kind != "BLANK"]
    for n, then in zip(following, [*following[1:], None], strict=False):
        line = part[n]
        if _is_date(line) or _is_signature(line, dated=False):
            return last if count or head is None else None
        if head is None:
            entry = LISTED.match(line.text) is not None
        elif line.label is not None:
            entry = line.label.form in LIST_FORMS and line.label.number > count
        else:
            signs = count and then is not None and _is_date(part[then])
            entry = colon and not signs and line.kind in ("TEXT", "PREAMBLE") and not ATTACHMENT.match(line.text)
            entry = entry and line.hint is None and len(line.text) <= ENTRIES
            numbered = numbered and not entry
        if not entry or "。" in line.text[:-1]:
            signs = count and _is_signature(line, dated=True) and then is not None and _is_date(part[then])
            again = numbered and count and (colon or head is None) and ATTACHMENT.match(line.text)
            return last if signs or again else None
        last, count = n, line.label.number if line.label else count + 1
    return last if numbered and count and (colon or head is None) else None


def _opens_attachment(part: list[Line], at: int, *, closed: bool) -> bool:
    """Say whether 附件1 at `at` heads an attachment: something follows, and no attachment list begins there."""
    text = part[at].text
    if len(text) > 8 and re.search(r"[:：]", text) and not closed:
        return False
    return any(part[n].kind != "BLANK" for n in range(at + 1, len(part)))


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
