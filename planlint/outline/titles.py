"""Titles: over one to four lines, broken anywhere, with or without the name of a 文种 at the end."""

from __future__ import annotations

from planlint.outline.classify import Line
from planlint.outline.forms import ATTACHED, ATTACHMENT, DATE, is_number
from planlint.outline.vocabulary import words
from planlint.patterns import pattern

TITLE_LINES = 5
LONGEST, ISSUED = 70, 120
"""Code points of a line of a title; several organs may stand before 关于."""
TAIL = pattern(r"\s*[（(〔\[][^（()）]{0,30}[）)〕\]]$")
"""A bracket behind the last word of a title."""
BRACKET = pattern(
    r"[（(](?:(?:19|20)\d\d\s?年?\s?(?:[—–－\-~～至到]+\s?(?:19|20)\d\d\s?年?)?度?|[^（）()\d]{0,10}[稿行案订版])[）)]"
)
"""What may stand in brackets on a line below a title and belongs to it: （2026—2028年）, （征求意见稿）, （试行）."""
COPIED = pattern(r"(?:第[一二三四五六七八九十\d]{1,3}篇|篇[一二三四五六七八九十\d]{1,3})\s?[：:]\s?")
"""The number that collections of model texts put before a title."""
COPY_MARK = pattern(
    r"\s?(?:[【（(]?第?篇?[一二三四五六七八九十\d]{1,2}篇?[】）)]?|(?:19|20)\d\d年?(?:[春秋]季?)?|第[一二]学期|[上下]学期)$"
)
"""What they put behind it (篇一, 【篇1】, 1), and a year or a term behind the name of the kind: 活动方案2027年."""


def is_titleish(line: Line, *, inside: bool = False) -> bool:
    """Say whether a line could be (part of) a title: short, no number before it, no sentence in it."""
    text = line.text
    return (
        line.kind == "TEXT"
        and 2 <= len(text) <= (ISSUED if "关于" in text else LONGEST)
        and not any(c in text for c in "。；！？;")
        and (inside or not text.endswith(("：", ":", "，", "、", ",")))
        and (inside or not text.startswith(("（", "(", "【", "——")))
        and not DATE.match(text)
        and not (text.startswith("附") and (ATTACHED.match(text) or ATTACHMENT.match(text)))
        and not is_number(text)
    )


def ends_title(text: str) -> bool:
    """Say whether `text` ends as titles do: in a 文种 or plan name (通　知), or in a bracket after one."""
    bare = TAIL.sub("", text).replace(" ", "").rstrip("》”")
    return bare.endswith(words("title-endings"))


def is_first_title(text: str) -> bool:
    """Say whether the first line of all is a title: also without a 文种, or as model texts are numbered and marked."""
    bare, longer = text, ""
    while bare != longer and not ends_title(bare) and not bare.endswith(words("first-line-endings")):
        longer = bare
        bare = COPY_MARK.sub("", bare).rstrip()
        for mark in words("copy-marks"):
            bare = bare.removesuffix(mark).rstrip()
    return ends_title(bare) or bare.endswith(words("first-line-endings"))


def title_length(lines: list[Line], at: int) -> int:
    """Return how many lines from `at` on are one complete title (0: none begins there).

    A title may break inside 《…》 or after 、 and may go on after a blank line while it lacks its last word.
    """
    text, count = "", 0
    for offset in range(min(TITLE_LINES + 2, len(lines) - at)):
        line = lines[at + offset]
        if line.kind == "BLANK":
            if count and ("关于" in text or text.endswith(words("title-goes-on"))) and not ends_title(text):
                continue
            return 0
        if count and _is_subtitle(text, line):
            return offset + 1
        bracket = count > 0 and line.text.startswith(("（", "(")) and BRACKET.match(line.text) is not None
        inside = bracket or text.count("《") > text.count("》")
        if not is_titleish(line, inside=inside) or (count and line.hint != lines[at].hint):
            return 0
        text += line.text
        count = offset + 1
        if ends_title(text) and text.count("《") <= text.count("》"):
            following = lines[at + count] if at + count < len(lines) else None
            if following is None or not _goes_on(text, following):
                return count
    return 0


def _is_subtitle(title: str, line: Line) -> bool:
    """Say whether a line says what paper it is, below a title that is a motto: ——某小学2027年工作计划."""
    text = line.text
    dashed = text.startswith("——") and not text.startswith("———") and line.kind in ("TEXT", "ENTRY")
    return dashed and len(text) <= LONGEST and not ends_title(title) and ends_title(text) and "。" not in text


def _goes_on(title: str, following: Line) -> bool:
    """Say whether a title that could end here does not: “关于印发2027年工作计划” + “的通知”, or a bracket after it."""
    text = following.text
    if following.kind != "TEXT" or DATE.match(text) or is_number(text) or not text:
        return False
    if text.startswith(("（", "(")):
        return BRACKET.match(text) is not None
    return (
        is_titleish(following)
        and ends_title(text)
        and (text.startswith(("的", "及", "和", "暨")) or "关于" in title)
        and not text.startswith("关于")
    )


def ends_the_front(part: list[Line], at: int) -> bool:
    """Say whether the line at `at` is the title although it ends in 文件: nothing after it is one."""
    return not any(title_length(part, n) or is_number(part[n].text) for n in range(at + 1, min(at + 6, len(part))))


def find_title(part: list[Line], at: int) -> int | None:
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
    text = COPIED.sub("", part[at].text, count=1)
    short = is_titleish(part[at]) and len(text) <= 40 and "：" not in text
    return at if short and (alone or is_first_title(text)) else None


def join(part: list[Line], at: int, length: int) -> None:
    """Make one logical line of a title's lines; the others are dropped from the terminals (`extra` -1)."""
    for other in part[at + 1 : at + length]:
        other.extra = -1
    part[at].extra = length - 1
