"""The loop: what any document must give, suppressions, severities, failures of rules."""

from __future__ import annotations

import gc
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint import checks
from planlint.api import Options, Session, library, lint_text
from planlint.facts import Facts
from planlint.findings import Finding, Hit, Result
from planlint.linter import MORE, MOST, Linter, Settings
from planlint.model import WORD_TYPES, Document, Span
from planlint.pack import pack
from planlint.readers import read
from planlint.rulebook import RuleSetting
from tests.outline.test_parse import DOCUMENTS, SEEDS

GOOD = "某区2027年教育工作要点\n\n2027年要坚持稳中求进。\n一、抓好党建\n1.学理论。\n2.强组织。\n二、促进公平\n3.扩资源。\n4.提质量。\n"
SESSION = Session(Options())


def lint(text: str, **options: Any) -> Result:
    session = Session(Options(**options)) if options else SESSION
    result = session.lint(Document(text, "x.txt"))
    assert result is not None
    assert result.error is None
    return result


def found(result: Result) -> list[tuple[str, str]]:
    assert result.document is not None
    return [(f.rule, result.document.text[f.span.start : f.span.end]) for f in result.findings]


@given(st.one_of(DOCUMENTS, st.text(max_size=200)))
def test_findings_are_in_bounds_sorted_and_the_same_every_time(text: str) -> None:
    text = text.replace("\r", "\n")
    result = lint(text)
    for finding in result.findings:
        spans = [finding.span, *(r.span for r in finding.related if r.path is None)]
        assert all(0 <= s.start <= s.end <= len(text) for s in spans)
        assert finding.texts["zh"]
        assert finding.texts["en"]
        assert "{" not in finding.texts["zh"].replace("{}", "")
    assert [f.span.start for f in result.findings] == sorted(f.span.start for f in result.findings)
    again = Session(Options()).lint(Document(text, "x.txt"))
    assert again is not None
    assert again.findings == result.findings


@given(DOCUMENTS)
def test_line_ends_and_bom_change_nothing(text: str) -> None:
    plain = [(f.rule, f.span) for f in lint(text).findings]
    for source in (text.replace("\n", "\r\n").encode(), text.replace("\n", "\r").encode(), text.encode("utf-8-sig")):
        other = SESSION.lint(read(source, "x.txt"))
        assert other is not None
        assert [(f.rule, f.span) for f in other.findings] == plain


WRONG_IN_SEEDS = {
    "000": "stray-space missing-title missing-year-character redundant-word dash redundant-word",
    "002": "month-day-dot month-day-dot residue redundant-word stray-space residue",
}


@pytest.mark.parametrize("seed", SEEDS, ids=lambda p: p.stem[:3])
def test_the_seeds_are_quiet(seed: Path) -> None:
    result = lint(seed.read_text("utf-8"))
    loud = [f.rule for f in result.findings if f.severity != "info"]
    assert loud == WRONG_IN_SEEDS[seed.stem[:3]].split()
    assert not any(f.rule.startswith(("numbering", "plenum", "duplicate")) for f in result.findings)


def test_what_the_report_says_of_a_document() -> None:
    first, second = (lint(seed.read_text("utf-8")) for seed in SEEDS)
    assert (first.title, first.genre, first.year) == (None, "other", 2023)
    assert first.dating is not None
    assert (first.dating.start, first.dating.end, first.dating.source) == (
        date(2023, 4, 12),
        date(2023, 4, 12),
        "signature",
    )
    assert (second.title, second.genre, second.year) == ("沙坪坝区2021年教育工作要点", "工作要点", 2021)
    assert second.dating is not None
    assert (second.dating.start, second.dating.end, second.dating.source) == (
        date(2021, 1, 1),
        date(2021, 12, 31),
        "title",
    )


def test_a_rule_that_needs_a_date_is_reported_as_skipped() -> None:
    result = lint("工作要点\n\n坚持党的领导。\n一、甲\n好。\n二、乙\n好。\n")
    assert "plenum-future" in {skip.rule for skip in result.skipped if skip.reason == "no-date"}


def test_a_rule_that_finds_too_much_says_that_there_is_more() -> None:
    def said(items: int) -> list[Finding]:
        text = GOOD + "三、抓好安全\n" + "4.查校车。\n" * items
        return [f for f in lint(text).findings if f.rule == "numbering-duplicate"]

    assert len(said(MOST)) == MOST  # the first 4. of these is a repetition too
    assert all(f.texts != MORE for f in said(MOST))
    more = said(MOST + 50)
    assert [f.texts for f in more].count(MORE) == 1
    assert len(more) == MOST + 1
    assert max(more, key=lambda f: f.span).texts == MORE


def test_profiles_are_nested() -> None:
    text = GOOD.replace("1.学理论。", "详见附件3。")
    runs = {name: {rule for rule, _ in found(lint(text, profile=name))} for name in ("draft", "review", "issue")}
    assert runs["draft"] <= runs["review"] <= runs["issue"]
    assert "missing-attachment" in runs["review"] - runs["draft"]
    assert {"missing-date", "missing-signature"} <= runs["issue"] - runs["review"]
    assert set(lint(text).stricter) >= {"missing-date", "missing-signature"}


def test_a_stricter_profile_adds_nothing_about_word_files_to_a_text() -> None:
    adds: dict[str, set[str]] = {}
    for media in ("text/plain", WORD_TYPES[0]):
        result = SESSION.lint(Document(GOOD, "a", media_type=media))
        assert result is not None
        adds[media] = set(result.stricter)
    assert adds[WORD_TYPES[0]] - adds["text/plain"] == {
        *("pending-revisions", "leftover-comment", "leftover-highlight", "hidden-text", "foreign-properties"),
    }


def test_select_and_ignore_take_ids_and_chinese_titles() -> None:
    text = GOOD.replace("2.强", "5.强")
    assert {r for r, _ in found(lint(text, select=("编号断号",)))} == {"numbering-gap"}
    assert "numbering-gap" not in {r for r, _ in found(lint(text, ignore=("numbering-gap",)))}


@pytest.mark.parametrize(
    ("before", "suppressed"),
    [
        ("#planlint: ignore numbering-gap -- 上级来文如此\n", "上级来文如此"),
        ("# planlint：ignore 编号断号\n", "inline"),
        ("#planlint: ignore heading-echo, numbering-gap\n\n", "inline"),
        ("<!-- planlint: ignore numbering-gap -- 原因 -->\n", "原因"),
    ],
)
def test_a_directive_covers_the_next_line(before: str, suppressed: str) -> None:
    result = lint(f"一、甲项工作\n{before}三、丙项工作\n四、丁项工作\n")
    (gap,) = (f for f in result.findings if f.rule == "numbering-gap")
    assert gap.suppressed == suppressed


def test_directives_for_ranges_and_files() -> None:
    slip = "一、甲\n三、丙\n四、丁\n"
    assert all(
        f.suppressed
        for f in lint("#planlint: ignore-file numbering-gap\n" + slip).findings
        if f.rule == "numbering-gap"
    )
    ranged = lint(f"#planlint: off numbering-gap\n{slip}#planlint: on numbering-gap\n六、己\n")
    assert [bool(f.suppressed) for f in ranged.findings if f.rule == "numbering-gap"] == [True, False]


def test_directives_that_do_nothing_are_reported() -> None:
    result = lint(
        "#planlint: ignore numbering-gap\n#planlint: ignore no-such-rule\n#planlint: 请忽略\n一、甲\n二、乙\n"
    )
    said = [f.texts["en"] for f in result.findings if f.rule == "unused-suppression"]
    assert len(said) == 3
    assert "does not fire" in said[0]
    assert "no rule" in said[1]
    assert "not understood" in said[2]


def test_a_directive_is_not_prose() -> None:
    assert lint("#planlint: ignore-file missing-title\n" + GOOD).title == "某区2027年教育工作要点"


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> Linter:
    def check(context: object, options: object) -> list[Hit]:
        raise ZeroDivisionError("甲[/]")

    module = SimpleNamespace(Options=checks.load("numbering").Options, check=check)
    real = checks.load
    monkeypatch.setattr(
        "planlint.linter.checks", SimpleNamespace(load=lambda n: module if n == "numbering" else real(n))
    )
    return Linter(library(), Facts(pack()["facts"]))


def test_a_rule_that_fails_is_an_error_and_the_others_still_run(faulty: Linter) -> None:
    result = faulty.lint(Document("一、甲\n1.乙\n1.乙\n"), Settings())
    assert result.error is not None
    assert result.error.code == "internal-error"
    assert "ZeroDivisionError" in result.error.texts["zh"]
    assert "missing-title" in {f.rule for f in result.findings}


def test_weak_and_unverified_findings_are_lowered(monkeypatch: pytest.MonkeyPatch) -> None:
    def check(context: object, options: Any) -> list[Hit]:
        return [Hit(Span(0, 1), weak=True), Hit(Span(1, 2), unverified=True), Hit(Span(2, 3))]

    module = SimpleNamespace(Options=checks.load("numbering").Options, check=check)
    real = checks.load
    monkeypatch.setattr(
        "planlint.linter.checks", SimpleNamespace(load=lambda n: module if n == "numbering" else real(n))
    )
    linter = Linter(library(), Facts(pack()["facts"]))
    findings = linter.lint(Document("甲乙丙丁"), Settings(select=frozenset({"numbering-gap"}))).findings
    assert [f.severity for f in findings] == ["warning", "warning", "error"]
    layer = {"numbering-gap": RuleSetting(severity="info")}
    findings = linter.lint(
        Document("甲乙丙丁"), Settings(select=frozenset({"numbering-gap"}), layers=(layer,))
    ).findings
    assert [f.severity for f in findings] == ["info", "info", "info"]


def test_masks_hold_for_every_rule() -> None:
    book = library()
    rule = book.find("numbering-gap")
    text = "（前文）\n一、甲\n三、丙\n四、丁\n"

    def gaps(**masks: str) -> list[Finding]:
        changed = replace(book, rules={**book.rules, rule.id: replace(rule, **masks)})  # type: ignore[arg-type]
        result = Linter(changed, Facts(pack()["facts"])).lint(Document(text), Settings())
        return [f for f in result.findings if f.rule == rule.id]

    assert len(gaps()) == 1
    assert gaps(in_quotes="only") == []
    assert len(gaps(in_brackets="skip")) == 1


def test_a_text_may_be_markdown_by_its_name() -> None:
    text = "## 一、甲项工作\n\n```\n1.抓好“落实。\n```\n\n## 二、乙项工作\n\n抓好落实。\n"
    assert "unbalanced-pair" in {found.rule for found in lint_text(text)}
    assert "unbalanced-pair" not in {found.rule for found in lint_text(text, path="甲.MD")}


def test_half_a_character_is_no_error() -> None:
    found = lint_text("一、甲\ud83d项工作\n三、丙项工作\n四、丁项工作")
    assert [one.span.start for one in found if one.rule == "numbering-gap"] == [8]


def test_lint_text_from_python() -> None:
    (finding,) = (
        f
        for f in lint_text(GOOD.replace("2.强", "5.强").replace("3.扩", "6.扩").replace("4.提", "7.提"))
        if f.severity == "error"
    )
    assert finding.rule == "numbering-gap"


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_computed_of_a_document_goes_at_once(seed: Path) -> None:
    document = read(seed.read_bytes(), seed.name)
    SESSION.lint(document)  # loads the checks
    gc.collect()
    gc.disable()
    try:
        SESSION.lint(document)
        assert gc.collect() == 0
    finally:
        gc.enable()
