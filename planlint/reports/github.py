"""Annotations on the files of a GitHub workflow run: `::error file=…,line=…::message`, the gravest first.

GitHub reads them from the log and marks at most ten of each level per step; all are written, and the last
line says so. Lines and columns are 1-based code points; columns only count within one line. In a format without lines
the message begins with the place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from planlint.findings import SEVERITIES, Finding
from planlint.lang import say, t
from planlint.model import Document, PlanlintError
from planlint.reports import Run, shown, unconfigured
from planlint.reports.glyphs import visible

FORMAT = "github"
LEVELS = {"error": "error", "warning": "warning", "info": "notice"}
LIMIT = 10
"""How many annotations of one level GitHub shows for one step."""


def render(run: Run, out: TextIO, lang: str) -> None:
    """Write one workflow command a finding to `out`: errors of planlint itself, then by severity."""
    commands: dict[str, list[str]] = {level: [] for level in LEVELS.values()}
    commands["error"] += _failures(run, lang)
    for result in run.results:
        document = result.document or Document("")
        for finding in shown(result):
            commands[LEVELS[finding.severity]].append(_annotation(result.path, document, finding, lang))
    for level in LEVELS.values():
        out.writelines(commands[level])
    if any(len(lines) > LIMIT for lines in commands.values()):
        counts, unread = run.counts(), sum(result.error is not None for result in run.results)
        numbers = [t(f"count.{s}", lang, n=counts[s]) for s in SEVERITIES if counts[s]]
        numbers += [t("summary.errors", lang, n=unread)] if unread else []
        numbers += [t("summary.failures", lang, n=len(run.errors))] if run.errors else []
        out.write(t("github.more", lang, limit=LIMIT, counts=t("comma", lang).join(numbers)) + "\n")


def _failures(run: Run, lang: str) -> Iterator[str]:
    for error in run.errors:
        yield _failure(error, error.path, lang)
    unread = unconfigured(run.results)
    for alike in unread.values():
        yield _failure(alike[0].error, alike[0].path, lang, len(alike))
    for result in run.results:
        if result.error and result.error.texts["zh"] not in unread:
            yield _failure(result.error, result.path, lang)


def _failure(error: PlanlintError | None, path: str | None, lang: str, count: int = 1) -> str:
    assert error
    properties: dict[str, object] = {"file": path, "line": error.line} if path else {}
    said = say(error.texts, lang)
    if count > 1:
        said = t("documents.alike", lang, path=path, n=count) + t("colon", lang) + said
    return _command("error", {**properties, "title": error.code}, said)


def _annotation(path: str, document: Document, finding: Finding, lang: str) -> str:
    start, end = document.locate(finding.span.start), document.locate(finding.span.end)
    properties: dict[str, object] = {"file": path}
    message = say(finding.texts, lang)
    if start.place:
        message = start.said(lang) + t("colon", lang) + message
    else:
        properties |= {"line": start.line, "endLine": end.line}
        if start.line == end.line:
            properties |= {"col": start.column, "endColumn": end.column}
    label = t(f"severity.{finding.severity}", lang)
    if finding.suggestion:
        message += t("stop", lang) + t("finding.suggestion", lang) + finding.suggestion
    return _command(LEVELS[finding.severity], {**properties, "title": f"{label} {finding.rule}"}, message)


def _command(level: str, properties: dict[str, object], message: str) -> str:
    told = ",".join(f"{k}={_property(str(v))}" for k, v in properties.items() if v is not None)
    return f"::{level} {told}::{_data(message)}\n"


def _data(text: str) -> str:
    """Escape what ends or breaks a command; a line end may stay, as GitHub shows it."""
    return "%0A".join(visible(line).replace("%", "%25") for line in text.split("\n"))


def _property(text: str) -> str:
    return visible(text).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
