"""How cases are run: with the real linter, each rule by itself, whatever other rules there are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planlint import linter, rulebook
from planlint.api import library
from planlint.cases import in_book, run_rules
from planlint.rulebook import Case, Rule, Setup

FIRES = Case("fail", "坚持⟦坏⟧办法。\n")
QUIET = Case("pass", "坚持好办法。\n")


def rules(count: int) -> list[Rule]:
    messages = {"zh": "不用“{term}”", "en": "avoid {term}"}
    cases = (FIRES, QUIET, FIRES._replace(setup=Setup(profile="issue")))
    return [
        Rule(
            id=f"r{i}",
            title=f"规则{i}",
            check="forbidden-terms",
            message=messages,
            settings={"terms": ("坏",)},
            cases=cases,
        )
        for i in range(count)
    ]


def test_the_cost_of_a_case_does_not_grow_with_the_number_of_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    made = run = 0
    effective, once = rulebook._effective, linter.Linter._run

    def count_made(*args: object) -> object:
        nonlocal made
        made += 1
        return effective(*args)  # type: ignore[arg-type]

    def count_run(*args: object) -> object:
        nonlocal run
        run += 1
        return once(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(rulebook, "_effective", count_made)
    monkeypatch.setattr(linter.Linter, "_run", count_run)
    costs = []
    for count in (20, 40):
        made = run = 0
        ours = rules(count)
        results = run_rules(ours, in_book(library(), ours))
        assert len(results) == 3 * count
        assert all(result.ok for result in results)
        costs.append((made, run))
    assert costs[1] == (2 * costs[0][0], 2 * costs[0][1])


def test_a_case_with_a_profile_runs_its_rule_only_where_that_profile_does() -> None:
    (rule,) = rules(1)
    off = replace(rule, severity="off", cases=(FIRES, replace_setup("pass"), replace_setup("fail")))
    here = run_rules([off], in_book(library(), [off]))
    assert [result.ok for result in here] == [True, True, False]


def replace_setup(kind: str) -> Case:
    text = FIRES.text if kind == "fail" else "坚持坏办法。\n"
    return Case("fail" if kind == "fail" else "pass", text, setup=Setup(profile="draft"))


@pytest.mark.parametrize(
    ("setup", "said"),
    [
        (Setup(profile="签法"), "没有“签法”这个尺度"),
        (Setup(genre="要典"), "没有“要典”这个文种"),
        (Setup(as_of="2027年春"), "as-of 的日期“2027年春”看不懂"),
    ],
)
def test_what_a_case_is_run_with_must_exist(setup: Setup, said: str) -> None:
    (rule,) = rules(1)
    ours = [replace(rule, cases=(FIRES._replace(setup=setup),))]
    (result,) = run_rules(ours, in_book(library(), ours))
    assert not result.ok
    assert said in result.texts["zh"]
