"""What an older text leaves behind: a sentence of another year, an old name, a date, a title or number not brought up.

The sentences are put at the end of a line of prose, in documents that look forward and whose date is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from random import Random
from typing import NamedTuple

from benchmarks.mutations import STOP, Mutant, Subject, slip
from planlint.model import Span

FORWARD = ("工作要点", "工作计划", "实施方案", "行动计划", "规划", "通知", "意见")
PLACE = re.compile(r"^\s*[一-龥]{2,6}?(?:省|市|区|县)(?!场)", re.MULTILINE)
TITLE_YEAR = re.compile(r"20\d\d(?=年)")
NUMBER = re.compile(r"^[^\n〔〕]{2,20}〔(?P<year>\d{4})〕\d+号$", re.MULTILINE)
DAY = re.compile(r"\d{4}年(?P<month>\d)月\d{1,2}日")
CITED = re.compile(r"《([一-龥]{10,40})》")
WEEKDAYS = "一二三四五六日"


class Left(NamedTuple):
    """A sentence left behind: what it is called, the rule that should speak, and the days between which it is wrong.

    `{y}` is the document's year; `{edition}`, `{anniversary}`, `{weekday}` are two editions late, two years late, and
    the day after the right one.
    """

    kind: str
    rule: str
    sentence: str
    since: date = date.min
    until: date = date.max


LEFT = (
    Left("campaign that has ended", "ended-campaign", "深入开展“两学一做”学习教育。", date(2019, 1, 1)),
    Left("institution renamed", "renamed-institution", "配合国土资源部做好用地规划。", date(2019, 1, 1)),
    Left("term no longer used", "outdated-term", "科学精准做好新冠肺炎疫情防控。", date(2024, 1, 1)),
    Left("law replaced", "law-status", "依据《中华人民共和国合同法》签订协议。", date(2021, 6, 1)),
    Left("law still to come", "law-status", "贯彻落实《学前教育法》，规范办学行为。", date.min, date(2024, 1, 1)),
    Left("plan that has ended", "expired-plan", "落实《食堂建设三年行动计划（2010—2012年）》。", date(2014, 1, 1)),
    Left("years of a plan", "plan-span", "实施《校园绿化三年行动计划（{y}—{y3}年）》。"),
    Left("event that is over", "past-event", "做好北京冬奥会志愿服务。", date(2022, 6, 1)),
    Left("deadline of the year before", "deadline-passed", "{y1}年10月底前完成整改。", date(2000, 1, 1)),
    Left("work of a year that is over", "past-year-task", "启动{y1}年秋季招生工作。"),
    Left("edition two years late", "edition-mismatch", "参加第{edition}届全国推广普通话宣传周活动。", date(2003, 1, 1)),
    Left("anniversary two years late", "anniversary-mismatch", "庆祝中国共产党成立{anniversary}周年。"),
    Left("five-year plan that has ended", "five-year-plan-mismatch", "全面落实“十二五”规划。", date(2018, 1, 1)),
    Left(
        "congress still to come", "congress-future", "深入学习贯彻党的二十大精神。", date(2017, 11, 1), date(2021, 6, 1)
    ),
    Left("year without 年", "missing-year-character", "做好{y}部门预算公开工作。"),
    Left("day that does not exist", "impossible-date", "11月31日前报送总结。"),
    Left("wrong weekday", "weekday-mismatch", "{y}年3月5日（星期{weekday}）召开会议。"),
    Left("title misquoted", "misquoted-title", "落实《深化新时代教育评价改革总休方案》。"),
    Left("month and day with a full stop", "month-day-dot", "开展“12.4”国家宪法日宣传活动。"),
    Left("half a dash", "dash", "开展“强基行动”—送训到校培训。"),
    Left("wrong word", "wrong-word", "做好设备按装工作。"),
    Left("redundant word", "redundant-word", "培训教师约300人左右。"),
)
OF_ITS_YEAR = frozenset(left.rule for left in LEFT) | {"deadline-passed", "doc-number-year"}
"""What a document may also break when its title says another year."""
ELSEWHERE = Left("another place", "foreign-place", "推进成都市武侯区学校布局调整。")


def time_mutants(subject: Subject, chance: Random) -> Iterator[Mutant]:
    """Yield one mutant of each kind that the document has a place for, the place chosen by `chance`."""
    dating = subject.result.dating
    ends = [stop.end() for stop in STOP.finditer(subject.text)]
    if dating and ends and subject.result.genre in FORWARD:
        front = [node.line for node in (subject.plan.parts[0].title, subject.plan.parts[0].signature) if node]
        own = any(PLACE.search(subject.text[slice(*line)]) for line in front)
        for left in (*LEFT, *((ELSEWHERE,) if own else ())):
            if left.since <= dating.start <= dating.end <= left.until:
                at = chance.choice(ends)
                words = _filled(left.sentence, subject.result.year or dating.end.year)
                places, also = range(at, at + len(words)), {"title-cited-differently"}
                yield slip(left.kind, subject.cut(at, at, words), {left.rule}, *places, also=also)
    yield from _front(subject)
    yield from _cited(subject, chance)


def _filled(sentence: str, year: int) -> str:
    weekday = WEEKDAYS[(date(year, 3, 5).weekday() + 1) % 7]
    return sentence.format(
        y=year, y1=year - 1, y3=year + 3, edition=year - 1997 - 2, anniversary=year - 1921 - 2, weekday=weekday
    )


def _front(subject: Subject) -> Iterator[Mutant]:
    """Yield slips in the title, the document number and the date."""
    part, text, dating = subject.plan.parts[0], subject.text, subject.result.dating
    everywhere = (Span(0, len(text)),)
    if part.title and not subject.plan.parts[1:]:
        heading = part.title.heading
        for year in TITLE_YEAR.finditer(text, *heading) if subject.result.genre in FORWARD else ():
            changed = subject.cut(*year.span(), str(int(year[0]) - 1))
            rules = frozenset(["year-mismatch", "outdated-draft"])
            yield Mutant("title of the year before", changed, rules, everywhere, also=OF_ITS_YEAR)
        marked = subject.cut(heading.end, heading.end, "（征求意见稿）")
        yield slip("draft mark left in the title", marked, {"draft-mark"}, heading.end, profile="issue")
    number = NUMBER.search(text, 0, 600)
    if number:
        year, line = number.span("year"), range(number.start(), number.end())
        changed = subject.cut(year[0] - 1, year[1] + 1, f"[{number['year']}]")
        yield slip("document number in other brackets", changed, {"doc-number"}, *line)
        if dating and dating.source == "signature" and dating.start.month > 2 and part.date:
            changed = subject.cut(*year, str(int(number["year"]) - 1))
            yield slip("document number of the year before", changed, {"doc-number-year"}, *line)
    if part.date and (day := DAY.search(text, *part.date.line)):
        month = day.start("month")
        zero = subject.cut(month, month, "0")
        yield slip("date with a zero", zero, {"date-format"}, *range(day.start(), day.end()))
        blank = subject.cut(month, day.end(), "　月　日")
        yield slip("date left blank", blank, {"blank-date"}, *range(*part.date.line), profile="issue")


def _cited(subject: Subject, chance: Random) -> Iterator[Mutant]:
    """Yield a title cited again with another character in its middle."""
    seen: dict[str, list[re.Match[str]]] = {}
    for cited in CITED.finditer(subject.text):
        seen.setdefault(cited[1], []).append(cited)
    twice = [places for places in seen.values() if len(places) > 1]
    if twice:
        same = chance.choice(twice)
        cited = chance.choice(same)
        at = (cited.start() + cited.end()) // 2
        places = [at for one in same for at in range(one.start(), one.end())]
        yield slip("title cited with a slip", subject.cut(at, at + 1, "某"), {"title-cited-differently"}, *places)
