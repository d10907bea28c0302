"""The reference pages say what the rules and checks say, and the YAML that the guides show works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from planlint import checks, docs
from planlint.api import library
from planlint.cases import in_book, run_rules
from planlint.rulebook import Case, Rule, Setup
from planlint.rulefile import load_rules
from planlint.testing import report
from planlint.yamltree import parse

DOCS = Path(__file__).parent.parent / "docs"
GUIDE = re.findall(r"```yaml\n(.*?)```", (DOCS / "writing-rules.md").read_text("utf-8"), re.DOTALL)


@pytest.fixture
def rule() -> Rule:
    return Rule(
        id="no-such-words",
        title="不要这样写",
        check="forbidden-terms",
        message={"zh": "不要写“{term}”"},
        settings={"terms": ("甲",)},
        severity="error",
        severity_weak="info",
        genres=("工作要点",),
        in_quotes="skip",
        in_tables="only",
        rationale="有理由。",
        cases=(
            Case("pass", "不报的 ``` 文字\n"),
            Case("fail", "另一段", at="section:保障", setup=Setup(as_of="2027-01-04")),
            Case("fail", "⟦甲⟧"),
        ),
    )


def test_a_rule_is_shown_with_its_reason_limits_and_examples(rule: Rule) -> None:
    page = docs.rules_page([rule])
    assert "| [no-such-words](#no-such-words) | 不要这样写 | 必须改 | 惯例 |" in page
    assert "\n## no-such-words\n\n**不要这样写**　必须改　依据：惯例\n\n有理由。\n" in page
    assert "[forbidden-terms](checks.md#forbidden-terms)；把握不大时：请核实；只用于：工作要点；" in page
    assert "引号内不报；只报表格内的。" in page
    assert "会报：\n\n```text\n另一段\n（日期 2027-01-04）\n（报在：保障）\n```\n" in page
    assert "不报：\n\n````text\n不报的 ``` 文字\n````\n" in page


def test_a_check_is_shown_with_its_options_and_a_recipe() -> None:
    page = docs.checks_page(["replaced-terms", "length"])
    assert "| [replaced-terms](#replaced-terms) | 改称 |" in page
    assert "\n改称：旧称一出现就报" in page
    assert "| `terms` | 列表，每项为一组选项 | 必填 | 改称表" in page
    assert "| `terms.since` | 日期 | 不写 | 自这一天起用新称 |" in page
    assert "| `max` | 整数 | `0` | 最多多少字；0 为不限 |" in page
    assert f"```yaml\n{checks.load('length').RECIPE.strip()}\n```" in page


def test_every_check_is_in_the_catalogue() -> None:
    page = docs.checks_page(checks.names())
    assert re.findall(r"^## (.*)$", page, re.MULTILINE) == list(checks.names())


def test_stale_pages_are_noticed_and_then_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "docs" / "rules.md"
    monkeypatch.setattr(docs, "pages", lambda: {page: "一\n"})
    assert docs.main(["--check"]) == 1
    assert not page.exists()
    assert docs.main([]) == 0
    assert docs.main(["--check"]) == 0
    page.write_text("二\n", encoding="utf-8")
    assert docs.main(["--check"]) == 1
    assert "stale" in capsys.readouterr().out


@pytest.mark.parametrize("number", range(len(GUIDE)))
def test_rules_in_the_guide_do_what_their_cases_say(number: int, tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(GUIDE[number], encoding="utf-8")
    [rule] = load_rules([(path, path.name)], {})
    assert {case.kind for case in rule.cases} == {"pass", "fail"}
    results = run_rules([rule], in_book(library(), [rule]))
    assert [report(result) for result in results if not result.ok] == []


def test_the_first_rule_of_the_guide_is_as_short_as_it_says() -> None:
    assert len(GUIDE[0].splitlines()) <= 10


@pytest.mark.parametrize("block", re.findall(r"```yaml\n(.*?)```", (DOCS / "ci.md").read_text("utf-8"), re.DOTALL))
def test_configuration_in_the_ci_guide_is_yaml(block: str) -> None:
    assert parse(block).data()
