"""What the single lines of a document look like: document number, date, letterhead, notes, attachments.

Forms only: whether a line that looks like a date is *the* date is for resolve.py and closing.py to say.
GB/T 9704-2012, 7.2.5 (document number), 7.3.4 to 7.3.7 (attachments, signature, date, note).
"""

from __future__ import annotations

from planlint.numerals import CHINESE
from planlint.patterns import pattern

DOC_NUMBER = pattern(
    r"[（(]?[\u4e00-\u9fff]{1,20}\s?[〔\[（【(]\s?\d{2,4}\s?[〕\]）】)]\s?第?\s?(?:\d{0,5}|[X×x*_]{1,5})\s?号[）)]?$"
    r"|[\u4e00-\u9fff]{2,20}〔\d{4}〕$|第\s?\d{1,5}\s?号$"
)
DATE = pattern(
    rf"[（(]?(?:\d{{2,4}}|[{CHINESE}○OＯ]{{2,6}}|[X×x]{{2,4}})\s?年\s?(?:\d{{0,2}}|[{CHINESE}]{{1,3}}|[X×x]{{1,2}})\s?月"
    rf"\s?(?:(?:\d{{0,2}}|[{CHINESE}]{{1,3}}|[X×x]{{1,2}})\s?日|\d{{1,2}})?[）)]?$|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}$"
)
WAITING = pattern(
    r"(?:\d{2,4}|[X×x]{2,4})?\s{0,12}年\s{0,12}(?:\d{1,2}|[X×x]{1,2})?\s{0,12}月(?:\s{0,12}(?:\d{1,2}|[X×x]{1,2})?\s{0,12}日)?$"
)
"""A date still to be filled in; only where a document closes, for forms to fill in are full of them."""
SIGNED = pattern(
    rf"(?P<who>[^\s\d，。；：、,;:《》][^\d，。；：、,;:《》]{{1,60}}?)(?P<gap>\s{{0,40}})(?:\d{{4}}|[{CHINESE}○OＯ]{{4}}|[X×x]{{2,4}})\s{{0,4}}年"
    rf"\s{{0,8}}(?:\d{{0,2}}|[{CHINESE}]{{1,3}}|[X×x]{{1,2}})\s{{0,8}}月\s{{0,8}}(?:\d{{0,2}}|[{CHINESE}]{{1,3}}|[X×x]{{1,2}})\s{{0,8}}日$"
)
"""Signature and date on one line."""
SEAL = pattern(r"\s{0,8}[（(](?:代拟稿|代章|盖章|加盖公章|公章|印章|章)[）)]$")
_DAY = r"\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日"
_SPOKEN = rf"[—–―－-]{{0,2}}\s?{_DAY}在[^（）()，。；]{{4,60}}上$"
SPOKEN = pattern(_SPOKEN)
"""When and where a report was given, under its title."""
ADOPTED = pattern(rf"[（(]\s?{_DAY}[^（）()]{{0,60}}[）)]$|{_SPOKEN}")
LETTERHEAD = pattern(r".{2,40}文件$|[绝机秘]密(?:★.*)?$|特?[特加平]急$|\d{6}$|签发人[:：].*")
NOTE = pattern(r"[（(].*[）)]$|抄\s?送|主\s?送|印\s?发|此件|联系人|联系电话|校对|打字|共印|公开(?:方式|属性|选项)")
ATTACHED = pattern(r"附\s?件\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s?[:：]\s?\S")
LIST_HEAD = pattern(r"附\s?件\s?(?P<colon>[:：]?)$")
LIST_BEGINS = pattern(r"附\s?件\s?[:：]\s?1\s?[.．]")
LISTED = pattern(r"附\s?件\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s?[:：]\s?\S")
ATTACHMENT = pattern(
    r"附\s?(?:件|表|录|图)\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s?[:：]?$|附\s?[件表]\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s?[:：\s].{0,40}$"
)


def is_number(text: str) -> bool:
    """Say whether a line is a document number (沙教委发〔2023〕12号), or the beginning of one (沙教委发〔2023〕)."""
    return ("号" in text or text.endswith("〕")) and DOC_NUMBER.match(text) is not None
