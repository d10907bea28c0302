from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint import testing
from planlint.findings import Edit, Finding, Fix, Result, Skip
from planlint.model import Document, PlanlintError, Span
from planlint.rulebook import Case, Rule, Setup

RULE = Rule(id="no-bad", title="不得有坏字", check="pattern", message={"zh": "有“坏”", "en": "bad"}, source="a.yaml")


def finder(word: str = "坏", **more: object) -> testing.Lint:
    """A linter that reports every `word`."""

    def lint(data: bytes, rule: Rule, setup: Setup) -> Result:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        spans = [Span(i, i + 1) for i, c in enumerate(text) if c == word]
        fix = Fix((Edit(Span(0, 0), ""),))
        findings = [
            Finding(rule.id, "error", "惯例", rule.message, s, fix=fix._replace(edits=(Edit(s, "好"),))) for s in spans
        ]
        return Result("-", Document(text), findings=findings, **more)  # type: ignore[arg-type]

    return lint


def run(case: Case, lint: testing.Lint | None = None) -> testing.CaseResult:
    return testing.run_case(RULE, case, lint or finder())


@pytest.mark.parametrize(
    ("case", "ok"),
    [
        (Case("pass", "都好"), True),
        (Case("pass", "有坏的"), False),
        (Case("fail", "有⟦坏⟧的"), True),
        (Case("fail", "有⟦坏⟧的，还有坏的"), False),
        (Case("fail", "⟦有⟧坏的"), False),
        (Case("fail", "⟦好⟧的"), False),
        (Case("fail", "⟦坏⟧", message="有“坏”"), True),
        (Case("fail", "⟦坏⟧", message="bad"), True),
        (Case("fail", "⟦坏⟧", message="别的"), False),
        (Case("fail", "一个⟦坏⟧字\n", fix="一个好字\n"), True),
        (Case("fail", "一个⟦坏⟧字\n", fix="一个坏字\n"), False),
        (Case("todo-pass", "有坏的"), True),
        (Case("todo-pass", "都好"), False),
        (Case("todo-fail", "⟦差⟧的"), True),
        (Case("todo-fail", "⟦坏⟧的"), False),
    ],
)
def test_a_case_says_exactly_what_is_found(case: Case, ok: bool) -> None:
    result = run(case)
    assert result.ok is ok
    assert ok or (result.texts and result.texts["zh"] and result.texts["en"])


def test_a_name_in_the_message_that_the_check_does_not_give_fails_the_case() -> None:
    rule = replace(RULE, message={"zh": "有“{nosuch}”", "en": "bad"})

    def lint(data: bytes, rule: Rule, setup: Setup) -> Result:
        return finder()(data, rule, setup)

    result = testing.run_case(rule, Case("fail", "有⟦坏⟧的"), lint)
    assert not result.ok
    assert result.texts
    assert "{nosuch}" in result.texts["zh"]
    assert testing.run_case(RULE, Case("fail", "⟦坏⟧{nosuch}"), lint).ok


def test_findings_of_other_rules_and_suppressed_ones_do_not_count() -> None:
    def lint(data: bytes, rule: Rule, setup: Setup) -> Result:
        other = Finding("other", "error", "惯例", {"zh": "", "en": ""}, Span(0, 1))
        own = other._replace(rule=rule.id, suppressed="原因")
        return Result("-", Document(data.decode()), findings=[other, own])

    assert run(Case("pass", "坏"), lint).ok


@pytest.mark.parametrize(
    ("broken", "name"),
    [(b"\r\n", "CRLF"), (b"\xef\xbb\xbf", "BOM"), (b"\n\n", "空行")],
)
def test_a_case_must_hold_in_every_variant(broken: bytes, name: str) -> None:
    def lint(data: bytes, rule: Rule, setup: Setup) -> Result:
        return finder()(b"" if broken in data else data, rule, setup)

    result = run(Case("fail", "⟦坏⟧\n"), lint)
    assert not result.ok
    assert result.texts is not None
    assert name in result.texts["zh"]


def test_an_unreadable_or_skipped_case_fails() -> None:
    error = PlanlintError("x", "读不懂", "unreadable")
    assert not run(Case("pass", "好"), finder(error=error)).ok
    skipped = run(Case("fail", "⟦好⟧"), finder(skipped=[Skip("no-bad", "no-date")]))
    assert skipped.texts is not None
    assert "no-date" in skipped.texts["zh"]


def absent(at: Callable[[str], int], title: str | None = None) -> testing.Lint:
    """A linter that reports one empty span, at an offset of the text."""

    def lint(data: bytes, rule: Rule, setup: Setup) -> Result:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        where = Span(at(text), at(text))
        finding = Finding(rule.id, "error", "惯例", rule.message, where)
        return Result("-", Document(text), title=title, findings=[finding])

    return lint


def test_what_is_absent_is_found_at_a_place() -> None:
    text = "某局工作\n要点\n一、甲\n二、乙\n"
    start, second = absent(lambda t: 0, "某局工作要点"), absent(lambda t: t.index("二、"), "某局工作要点")
    assert run(Case("fail", text, at="document"), start).ok
    assert run(Case("fail", text, at="title"), start).ok
    assert not run(Case("fail", text, at="title"), second).ok
    assert run(Case("fail", text, at="section:乙"), second).ok
    assert not run(Case("fail", text, at="section:甲"), second).ok
    assert not run(Case("fail", text, at="document"), finder()).ok


def test_failures_can_be_pasted() -> None:
    result = run(Case("fail", "⟦好⟧\n坏坏\n", line=7))
    assert testing.report(result) == (
        "a.yaml:7 no-bad fail: 应报 1 处，实报 2 处\n  应为：\n    ⟦好⟧\n    坏坏\n  实为：\n    好\n    ⟦坏⟧⟦坏⟧"
    )
    assert "expected:" in testing.report(result, "en")


def test_rules_that_no_case_shows_to_fire() -> None:
    silent = replace(RULE, cases=(Case("pass", "好"),))
    assert testing.without_cases([RULE, silent, replace(RULE, cases=(Case("fail", "⟦坏⟧"),))]) == [
        RULE,
        silent,
    ]
    assert [r.ok for r in testing.run_cases([silent, RULE], finder())] == [True]


@given(st.text("甲乙\n"), st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=4))
def test_marks_come_off_as_they_went_on(text: str, pairs: list[tuple[int, int]]) -> None:
    spans: list[Span] = []
    for start, end in sorted((min(a, b), max(a, b)) for a, b in pairs):
        if end <= len(text) and (not spans or start > spans[-1].end):
            spans.append(Span(start, end))
    findings = [Finding("r", "error", "惯例", {"zh": ""}, span) for span in spans]
    assert testing.unmark(testing.mark(text, findings)) == (text, spans)
