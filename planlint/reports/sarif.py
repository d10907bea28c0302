"""SARIF 2.1.0, for code scanning and review tools.

Columns are 1-based code points (`columnKind` says so), ends exclusive. Suppressed findings are in it, marked;
documents that could not be read are notifications of the invocation. Results are written one at a time.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import PurePath
from typing import Any, TextIO
from urllib.parse import quote

from planlint.findings import Finding, Fix, Related, Result
from planlint.lang import say
from planlint.model import Document, PlanlintError, Span
from planlint.reports import Run
from planlint.reports.json import dumper

FORMAT = "sarif"
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note", "off": "none"}


def render(run: Run, out: TextIO, lang: str) -> None:
    """Write `run` to `out` as one SARIF log with one run."""
    dump = dumper(out)
    rules = _rules(run)
    index = {rule["id"]: n for n, rule in enumerate(rules)}
    driver = {
        "name": "planlint",
        "version": run.version,
        "rules": rules,
        "properties": {"ruleset": run.ruleset},
    }
    out.write(f'{{"$schema":{dump(SCHEMA)},"version":"2.1.0","runs":[{{"tool":{dump({"driver": driver})},\n')
    out.write(f'"columnKind":"unicodeCodePoints","invocations":[{dump(_invocation(run, lang))}],\n"results":[')
    comma = ""
    for result in _results(run, index, lang):
        out.write(f"{comma}\n{dump(result)}")
        comma = ","
    out.write("]}]}\n")


def _rules(run: Run) -> list[dict[str, Any]]:
    """Describe the rules of the run; those that found something are there even without a description."""
    described = {
        rule.id: {
            "id": rule.id,
            "name": rule.title,
            "shortDescription": {"text": rule.title},
            "help": {"text": rule.rationale or rule.title},
            "defaultConfiguration": {"level": LEVELS[rule.severity]},
            "properties": {"basis": rule.basis, "tags": [rule.basis]},
        }
        for rule in run.catalogue
    }
    found: dict[str, dict[str, Any]] = {
        finding.rule: {"id": finding.rule} for result in run.results for finding in result.findings
    }
    return [rule for _, rule in sorted({**found, **described}.items())]


def _invocation(run: Run, lang: str) -> dict[str, Any]:
    failures = [(result.error, result.path) for result in run.results if result.error]
    failures += [(error, error.path or "") for error in run.errors]
    return {
        "executionSuccessful": not failures,
        "exitCode": run.status,
        "toolExecutionNotifications": [_notification(error, path, lang) for error, path in failures],
    }


def _notification(error: PlanlintError, path: str, lang: str) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": _artifact(path)}
    if error.line:
        place["region"] = {"startLine": error.line}
    return {
        "level": "error",
        "message": {"text": say(error.texts, lang)},
        "descriptor": {"id": error.code},
        **({"locations": [{"physicalLocation": place}]} if path else {}),
    }


def _results(run: Run, index: Mapping[str, int], lang: str) -> Iterator[dict[str, Any]]:
    documents = run.documents()
    for result in run.results:
        seen: Counter[tuple[str, str]] = Counter()
        for finding in sorted(result.findings, key=lambda f: (f.span, f.rule)):
            yield _result(result, finding, documents, index, seen, lang)


def _result(
    result: Result,
    finding: Finding,
    documents: Mapping[str, Document | None],
    index: Mapping[str, int],
    seen: Counter[tuple[str, str]],
    lang: str,
) -> dict[str, Any]:
    document = result.document or Document("")
    value: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": LEVELS[finding.severity],
        "message": {"text": say(finding.texts, lang)},
        "locations": [_location(result.path, document, finding.span, lang)],
        "partialFingerprints": {"planlint/v1": _fingerprint(document, finding, seen)},
        "properties": {"basis": finding.basis},
    }
    if finding.related:
        value["relatedLocations"] = [
            _related(n, related, result, documents, lang) for n, related in enumerate(finding.related, 1)
        ]
    if finding.fix and document.is_text:
        value["fixes"] = [_fix(finding.fix, result.path, document)]
    if finding.suggestion:
        value["properties"]["suggestion"] = finding.suggestion
    if finding.suppressed is not None:
        value["suppressions"] = [{"kind": "inSource", "justification": finding.suppressed}]
    return value


def _location(path: str, document: Document | None, span: Span, lang: str, *, snippet: bool = True) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": _artifact(path)}
    if not document:
        return {"physicalLocation": physical}
    physical["region"] = _region(document, span)
    if snippet:
        physical["region"]["snippet"] = {"text": document.text[slice(*span)]}
    place = document.locate(span.start)
    named = {"logicalLocations": [{"fullyQualifiedName": place.said(lang)}]} if place.place else {}
    return {"physicalLocation": physical, **named}


def _region(document: Document, span: Span) -> dict[str, Any]:
    """Return the region of a span: lines and columns, or in a format without lines the offsets in the text as read."""
    if document.places:
        return {"charOffset": span.start, "charLength": span.end - span.start}
    start, end = document.locate(span.start), document.locate(span.end)
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }


def _related(
    n: int, related: Related, result: Result, documents: Mapping[str, Document | None], lang: str
) -> dict[str, Any]:
    path = related.path or result.path
    location = {"id": n, **_location(path, documents.get(path), related.span, lang, snippet=False)}
    return {**location, "message": {"text": say(related.texts, lang)}} if related.texts else location


def _fix(fix: Fix, path: str, document: Document) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(document, edit.span), "insertedContent": {"text": edit.text}} for edit in fix.edits
    ]
    return {"artifactChanges": [{"artifactLocation": _artifact(path), "replacements": replacements}]}


def _artifact(path: str) -> dict[str, str]:
    """Return the percent-encoded URI of `path`, relative to the repository when the path is relative."""
    pure = PurePath(path)
    if pure.is_absolute():
        return {"uri": pure.as_uri()}
    return {"uri": quote(os.fsencode(pure.as_posix())), "uriBaseId": "%SRCROOT%"}


def _fingerprint(document: Document, finding: Finding, seen: Counter[tuple[str, str]]) -> str:
    """Identify a finding by its rule and its line's words, so that it is known again when lines move."""
    line = document.line_span(document.locate(finding.span.start).line - 1)
    key = (finding.rule, "".join(document.text[slice(*line)].split()))
    seen[key] += 1
    return sha256("\0".join((*key, str(seen[key]))).encode("utf-8", "surrogatepass")).hexdigest()[:32]
