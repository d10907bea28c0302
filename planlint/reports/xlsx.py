"""A list for the office, as an Excel file: one row a finding, and a second sheet that sums up the run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TextIO

from planlint.findings import SEVERITIES, Finding, Result
from planlint.lang import say, t
from planlint.model import Document
from planlint.reports import Run, shown
from planlint.reports._book import Book, Column, Value, needed
from planlint.reports.excerpt import excerpt
from planlint.reports.painting import trouble
from planlint.reports.terminal import facts_of

FORMAT = "xlsx"
BINARY = True
"""Bytes, not text: it is written to a file and never to standard output."""

FILLS = {"error": "FFFADBD8", "warning": "FFFDEBC8", "info": "FFDCEBF7"}
WIDTHS = {
    "severity": 8, "file": 16, "title": 18, "place": 12, "words": 38, "message": 34, "suggestion": 16, "basis": 9,
    "rule": 12, "id": 16,
}  # fmt: skip
CELLS = 120
"""How much of the line around the words is shown, in half-width characters."""


def prepare() -> None:
    """Raise PlanlintError ("missing-extra") when it cannot be written."""
    needed()


def render(run: Run, out: TextIO, lang: str) -> None:
    """Write the whole workbook to the bytes behind `out`."""
    columns = [Column(t(f"list.{name}", lang), width) for name, width in WIDTHS.items()]
    count = sum(len(shown(result)) for result in run.results)
    heads = [Column(t("list.document", lang), 44), Column(t("list.said", lang), 60)]
    heads += [Column(t(f"severity.{severity}", lang), 9) for severity in SEVERITIES]
    with Book() as book:
        book.sheet(t("list.findings", lang), columns, _findings(run, lang), count=count)
        rows = list(_summary(run, lang))
        book.sheet(t("list.summary", lang), heads, rows, count=len(rows))
        book.save(out)


def _findings(run: Run, lang: str) -> Iterator[list[Value]]:
    titles = {rule.id: rule.title for rule in run.catalogue}
    for result in run.results:
        document = result.document or Document("", result.path)
        title = "".join((result.title or "").split())
        for finding in shown(result):
            yield [
                Value(t(f"severity.{finding.severity}", lang), fill=FILLS[finding.severity], centred=True),
                Value(result.path),
                Value(title),
                Value(_place(document, finding, lang)),
                _words(document, finding),
                Value(say(finding.texts, lang)),
                Value(_suggestion(finding, lang)),
                Value(t(f"basis.{finding.basis}", lang)),
                Value(titles.get(finding.rule, "")),
                Value(finding.rule),
            ]


def _place(document: Document, finding: Finding, lang: str) -> str:
    where = document.locate(finding.span.start)
    return where.said(lang) if where.place else t("line", lang, n=where.line)


def _words(document: Document, finding: Finding) -> Value:
    if finding.span.start == finding.span.end and not document.text:
        return Value("")
    part = excerpt(document, finding.span, CELLS)
    return Value(part.before + part.words + part.after, part.words, part.before)


def _suggestion(finding: Finding, lang: str) -> str:
    if finding.suggestion is None:
        return ""
    return finding.suggestion or t("finding.delete", lang)


def _summary(run: Run, lang: str) -> Iterator[list[Value]]:
    """Yield the whole run, what went wrong outside of any document, then each document."""
    counts = run.counts()
    documents, rules = t("documents", lang, n=len(run.results)), t("rules", lang, n=run.rules)
    copies = [t("summary.copies", lang, n=len(run.copies))] if run.copies else []
    about = t("comma", lang).join((documents, rules, f"planlint {run.version}", *copies))
    yield [Value(t("list.all", lang)), Value(about), *_numbers(counts)]
    for error in run.errors:
        yield [Value(error.path or ""), Value(say(error.texts, lang), fill=FILLS["error"]), *_numbers({})]
    for result in run.results:
        yield [Value(result.path), _said(result, lang), *_numbers(Counter(f.severity for f in shown(result)))]


def _numbers(counts: dict[str, int] | Counter[str]) -> list[Value]:
    return [Value(counts.get(severity) or "", centred=True) for severity in SEVERITIES]


def _said(result: Result, lang: str) -> Value:
    """Return what a person should know of a document: what kept it from being judged, or as what it was judged."""
    if result.error:
        said = t(trouble(result), lang), say(result.error.texts, lang)
        return Value(t("colon", lang).join(said), fill=FILLS["error"])
    skipped = [t("skipped", lang, n=len(result.skipped))] if result.skipped else []
    return Value(t("comma", lang).join((*facts_of(result, lang), *skipped)))
