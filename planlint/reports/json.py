"""One JSON object for programs (schema "planlint/1"), deterministic but for `seconds`.

Offsets are code points in the document's text, half-open; lines and columns are 1-based code points.
Documents are written one at a time, so that memory does not grow with the report.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, TextIO

from planlint.findings import Finding, Related, Result
from planlint.lang import say
from planlint.model import Document, PlanlintError, Span
from planlint.reports import Run
from planlint.reports.glyphs import holds_unicode

FORMAT = "json"
SCHEMA = "planlint/1"


_RISKY = r"[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"


def dumper(out: TextIO) -> Callable[[object], str]:
    """Return a function that turns a value into JSON for `out`.

    Characters that a terminal might obey (C1 controls, bidi overrides) become \\u escapes, as JSON already
    demands for C0 controls; all beyond ASCII do where `out` has an encoding that cannot hold everything.
    """
    encode = json.JSONEncoder(ensure_ascii=not holds_unicode(out)).encode
    risky = re.compile(_RISKY)

    def dump(value: object) -> str:
        text = encode(value)  # of one line
        return text if text.isprintable() else risky.sub(lambda match: f"\\u{ord(match[0]):04x}", text)

    return dump


def render(run: Run, out: TextIO, lang: str) -> None:
    """Write the whole run to `out` as one object."""
    dump = dumper(out)
    documents = run.documents()
    out.write(f'{{"schema": {dump(SCHEMA)}, "version": {dump(run.version)}, "ruleset": {dump(run.ruleset)},\n')
    out.write('"documents": [')
    out.writelines(
        f"{',' * bool(n)}\n{dump(_document(result, documents, lang))}" for n, result in enumerate(run.results)
    )
    out.write(f'],\n"errors": {dump([_error(e, lang) for e in run.errors])},\n')
    out.write(f'"summary": {dump(_summary(run))}}}\n')


def _document(result: Result, documents: Mapping[str, Document | None], lang: str) -> dict[str, Any]:
    dating = result.dating
    document = result.document or Document("", result.path)
    return {
        "path": result.path,
        "genre": result.genre,
        "title": result.title,
        "profile": result.profile,
        "year": result.year,
        "date": dating and {"from": dating.start.isoformat(), "to": dating.end.isoformat(), "source": dating.source},
        "findings": [_finding(f, document, documents, lang) for f in sorted(result.findings, key=_order)],
        "skipped": [{"rule": skip.rule, "reason": skip.reason} for skip in result.skipped],
        "error": result.error and {"code": result.error.code, "message": say(result.error.texts, lang)},
    }


def _order(finding: Finding) -> tuple[Span, str]:
    return finding.span, finding.rule


def _finding(
    finding: Finding, document: Document, documents: Mapping[str, Document | None], lang: str
) -> dict[str, Any]:
    start, end = document.locate(finding.span.start), document.locate(finding.span.end)
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "basis": finding.basis,
        "message": say(finding.texts, lang),
        "start": finding.span.start,
        "end": finding.span.end,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "text": document.text[slice(*finding.span)],
        "location": start.place and say(start.place, lang),
        "suggestion": finding.suggestion,
        "related": [_related(r, documents.get(r.path) if r.path else document, lang) for r in finding.related],
        "fix": finding.fix
        and {
            "safe": finding.fix.safe,
            "edits": [{"start": e.span.start, "end": e.span.end, "text": e.text} for e in finding.fix.edits],
        },
        "suppressed": finding.suppressed,
    }


def _related(related: Related, document: Document | None, lang: str) -> dict[str, Any]:
    place = document and document.locate(related.span.start)
    return {
        "path": related.path,
        "start": related.span.start,
        "end": related.span.end,
        "line": place and place.line,
        "column": place and place.column,
        **({"location": say(place.place, lang)} if place and place.place else {}),
        "message": say(related.texts, lang),
    }


def _error(error: PlanlintError, lang: str) -> dict[str, Any]:
    return {"code": error.code, "message": say(error.texts, lang), "path": error.path, "line": error.line}


def _summary(run: Run) -> dict[str, Any]:
    fixable = sum(f.fix is not None and f.suppressed is None for r in run.results for f in r.findings)
    return {
        "documents": len(run.results),
        **run.counts(),
        "fixable": fixable,
        "rules": run.rules,
        "seconds": round(run.seconds, 4),
        **({"copies": list(run.copies)} if run.copies else {}),
    }
