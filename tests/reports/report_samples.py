"""Runs made by hand, for the report tests."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date

from planlint.findings import Edit, Finding, Fix, Related, Result, Severity, Skip
from planlint.model import Dating, Document, PlanlintError, Span
from planlint.reports import Run, load

TEXT = """某某区2027年教育工作要点
一、加强党建
1.抓好学习。全面学习，深入学习。
2.抓好队伍。\u3000\u3000
4.抓好阵地，𠮷①“甲”。
"""
NAME = "工作要点/甲 [1].txt"
HOSTILE = "[/][red]\x1b[31m\x00\x85\u202e\u200b\r\t\ud800〔2027〕"


@dataclass(frozen=True)
class Rule:
    id: str
    title: str
    severity: str = "error"
    basis: str = "惯例"
    rationale: str = "编号断了，就不知道是少了一条还是编错了。"


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def finding(words: str, rule: str, severity: Severity, zh: str, en: str, **more: object) -> Finding:
    return Finding(rule, severity, "惯例", {"zh": zh, "en": en}, span(words), **more)  # type: ignore[arg-type]


GAP = finding(
    "4.",
    "numbering-gap",
    "error",
    "编号断号：“2.”之后应为“3.”，实为“4.”",
    "expected 3., found 4.",
    related=(Related(span("2.抓好"), {"zh": "上一个编号", "en": "the one before"}),),
    suggestion="3.",
    fix=Fix((Edit(span("4."), "3."),)),
)
SPACE = finding("　　", "stray-space", "warning", "行末有多余的空格", "stray space", suggestion="")
DUPLICATE = finding(
    "全面学习",
    "near-duplicate",
    "info",
    "与别处几乎相同",
    "almost the same",
    fix=Fix((Edit(span("全面学习"), ""),), safe=False),
)
WAIVED = finding("“甲”", "unbalanced-pair", "warning", "引号", "quotes", suppressed="专有名词")


def result(*findings: Finding, text: str = TEXT, path: str = NAME) -> Result:
    return Result(
        path,
        Document(text, path),
        "工作要点",
        "某某区2027年教育工作要点",
        "review",
        2027,
        Dating(date(2026, 12, 1), date(2026, 12, 31), "signature"),
        list(findings),
        [Skip("past-event", "no-date"), Skip("near-duplicate", "not-prose"), Skip("plan-span", "no-date")],
        ["missing-signature", "missing-date"],
        60,
    )


def broken() -> Result:
    error = PlanlintError(
        "unreadable", "这是旧版 Word 文件，请另存为 .docx。", "This is an old Word file; save it as .docx."
    )
    return Result("坏 文件.doc", error=error)


def run(*results: Result, **more: object) -> Run:
    values: dict[str, object] = {"version": "0.1.0", "ruleset": "sha256:ab", "rules": 60, "seconds": 0.0123}
    return Run(results, **values | more)  # type: ignore[arg-type]


def full() -> Run:
    """A run with everything in it."""
    clean = Result("干净.txt", Document("甲"), "other")
    failure = PlanlintError("bad-rule-file", "冒号应为半角“:”\n  - id： 甲", "use :", path="rules/a.yaml", line=12)
    return run(
        result(GAP, SPACE, DUPLICATE, WAIVED),
        clean,
        broken(),
        errors=[failure],
        catalogue=[Rule("numbering-gap", "编号断号"), Rule("missing-date", "缺成文日期", "warning")],
    )


def rendered(name: str, run: Run, lang: str = "zh", **more: object) -> str:
    out = io.StringIO()
    load(name).render(run, out, lang, **more)
    return out.getvalue()
