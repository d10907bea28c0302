"""The work grows with the text and not with its square: what is done for one part of a document looks at no other."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from types import FrameType
from typing import Any

import pytest

from planlint.checks._cycles import own_title, use_of
from planlint.checks._own_place import own_places
from planlint.checks._periods import named_plans, periods
from planlint.checks._told_years import told_years
from planlint.checks.deadline import _stages
from planlint.context import Context
from planlint.model import Dating, Document
from planlint.outline import parse
from planlint.terms import Vocabulary, provide
from tests.checks.dated import FACTS

PART = """\
沙坪坝区教育委员会2023年教育工作要点

2023年要抓好落实。
一、动员部署阶段（2023年4月）
抓好甲项工作。
二、抓好乙项工作
落实“十四五”规划。
三、2023年工作安排
抓好丙项工作。

沙坪坝区教育委员会
2023年4月12日

"""
CLOSE = 4.6
"""So many times more steps for four times the text are no square."""


def _titles(of: Context) -> None:
    for part in of.plan.parts:
        assert part.title
        assert own_title(of, part.title.span) == part.title.heading


def _context(parts: int) -> Context:
    made = Context(
        parse(Document(PART * parts)), FACTS, dating=Dating(date(2023, 4, 12), date(2023, 4, 12), "signature")
    )
    provide(made, Vocabulary(periods(FACTS)))
    return made


def steps(work: Callable[[Context], object], parts: int) -> int:
    """Return how many instructions of Python are run for so many parts, after a first run that fills what is kept."""
    work(_context(parts))
    judged = _context(parts)
    assert len(judged.plan.parts) == parts
    count = 0

    def step(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        count += event == "opcode"
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        work(judged)
    finally:
        sys.settrace(before)
    return count


def _uses(of: Context) -> None:
    for named in of.once(named_plans):
        assert use_of(of, named.span) == "guiding"


@pytest.mark.parametrize(
    "work", [_titles, own_places, _uses, lambda of: list(_stages(of)), lambda of: list(told_years(of))]
)
def test_what_is_done_for_each_part_does_not_look_at_all_others(work: Callable[[Context], object]) -> None:
    assert steps(work, 200) < CLOSE * steps(work, 50)
