from __future__ import annotations

from typing import Any

import pytest

from planlint.checks import pattern
from planlint.model import PlanlintError
from tests.checks.judging import judge, marked


@pytest.mark.parametrize(
    ("expected", "options"),
    [
        ("第⟦12⟧次和第⟦3⟧次", {"pattern": r"\d+"}),
        ("甲\n⟦乙⟧\n甲乙", {"pattern": "^乙"}),
        ("⟦一⟧\n⟦二⟧", {"pattern": "[一二]$"}),
        ("用⟦Ａ⟧类", {"pattern": "A"}),
        ("银保监会，⟦保监会⟧", {"pattern": "保.会", "allow": ("银保监会",)}),
        ("原保监会，⟦保监会⟧", {"pattern": "保.会", "allow_after": ("原",)}),
        ("第1条", {"pattern": "(?<=第)(?=1)"}),
    ],
)
def test_pattern(expected: str, options: dict[str, Any]) -> None:
    assert marked("pattern", expected.replace("⟦", "").replace("⟧", ""), **options) == expected


def test_groups_fill_the_message_and_the_suggestion() -> None:
    [hit] = judge("pattern", "共12个", pattern="(?P<n>[0-9]+)(?P<unit>个|项)(?P<rest>多)?", replace=r"\1余\2")
    assert hit.values == {"text": "12个", "n": "12", "unit": "个", "rest": ""}
    assert hit.suggestion == "12余个"


def test_a_pattern_that_does_not_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pattern, "SECONDS", 0.05)
    with pytest.raises(PlanlintError) as error:
        judge("pattern", "市" * 60, pattern="^(市|市市)+区$")
    assert error.value.code == "slow-pattern"
    assert "^(市|市市)+区$" in error.value.texts["zh"]
