"""What directives cover, held against a plain reading of what they promise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.findings import Finding
from planlint.model import Document, Span
from planlint.suppressions import Directive, apply, find

RULES = ("a", "b", "c")
TITLES = {"甲": "a"}
LINES = st.one_of(
    st.sampled_from(["正文", "", "\u3000"]),
    st.builds(
        lambda command, rules: f"#planlint: {command} {', '.join(rules)} -- 原因{command}",
        st.sampled_from(["ignore", "ignore-file", "off", "on"]),
        st.lists(st.sampled_from([*RULES, *TITLES, "无此规则"]), min_size=1, max_size=3, unique=True),
    ),
)


def finding(rule: str, offset: int) -> Finding:
    return Finding(rule, "error", "", {"zh": rule}, Span(offset, offset))


def plainly(findings: list[Finding], directives: list[Directive]) -> tuple[list[str | None], list[set[str]]]:
    """Return the reason for which each finding is suppressed, and the names each directive was used for."""
    reasons: list[str | None] = []
    used: list[set[str]] = [set() for _ in directives]
    for one in findings:
        reasons.append(None)
        for number, directive in enumerate(directives):
            names = {TITLES.get(name, name): name for name in directive.rules}
            if one.rule in names and directive.scope.start <= one.span.start <= directive.scope.end:
                used[number].add(names[one.rule])
                reasons[-1] = directive.reason
                break
    return reasons, used


@given(st.lists(LINES, max_size=12), st.lists(st.tuples(st.sampled_from(RULES), st.floats(0, 1)), max_size=12))
def test_the_first_directive_that_covers_a_finding_suppresses_it(
    lines: list[str], places: list[tuple[str, float]]
) -> None:
    document = Document("\n".join(lines))
    directives = find(document)
    findings = [finding(rule, int(share * len(document.text))) for rule, share in places]
    reasons, used = plainly(findings, directives)
    out = apply(findings, directives, TITLES)
    assert [one.suppressed for one in out] == reasons
    assert [one._replace(suppressed=None) for one in out] == findings
    if all(len({TITLES.get(n, n) for n in d.rules}) == len(d.rules) for d in directives):
        assert [directive.used for directive in directives] == used


@pytest.mark.parametrize("ending", ["", "#planlint: on b\n"])
def test_as_many_directives_as_lines_end_in_time(ending: str) -> None:
    document = Document("#planlint: off a\n正文\n" * 40_000 + ending)
    directives = find(document)
    findings = [finding("a", start) for start in document.line_starts[1::2]]
    assert all(one.suppressed for one in apply(findings, directives, {}))


@pytest.mark.parametrize(
    "line",
    [
        "＃planlint：ignore 甲 —— 原因",
        "#planlint: ignore 甲——原因",
        "#planlint: ignore 甲--原因",
        "# planlint:ignore 甲，-- 原因",
    ],
)
def test_a_directive_typed_with_a_chinese_keyboard_is_one(line: str) -> None:
    (directive,) = find(Document(f"{line}\n正文"))
    assert (directive.faulty, directive.rules, directive.reason) == (False, ("甲",), "原因")
