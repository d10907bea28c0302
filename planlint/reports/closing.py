"""The closing lines of the report for people: how much was read, what was found, what to do next."""

from __future__ import annotations

from collections.abc import Iterator

from planlint.copyname import is_annotated
from planlint.lang import t
from planlint.reports import Run, shown
from planlint.reports.painting import UNMENDED, Piece

STYLES = {"error": "bold red", "warning": "bold yellow", "info": "bold cyan"}
MOST_CLEAN = 20
"""Documents without findings that are listed one by one."""


def folded(run: Run) -> int:
    """Return how many documents without findings are not listed: all, where they are many and not asked for."""
    clean = sum(not result.error and not shown(result) for result in run.results)
    return clean if run.limit and clean > MOST_CLEAN else 0


def closing(run: Run, lang: str) -> Iterator[Piece]:
    """Yield the closing lines of a run."""
    if not run.results:
        if not run.errors:
            key = "summary.unreported" if run.unreported else "summary.nothing"
            yield f"{t(key, lang, n=run.unreported)}\n", ""
        return
    counts = run.counts()
    codes = [result.error.code for result in run.results if result.error is not None]
    unmended = sum(code in UNMENDED for code in codes)
    failed = len(codes) - unmended
    size = {
        "documents": t("documents", lang, n=len(run.results)),
        "rules": t("rules", lang, n=run.rules),
        "seconds": t("seconds", lang, s=f"{run.seconds:.2f}"),
    }
    suppressed = sum(f.suppressed is not None for r in run.results for f in r.findings)
    numbers = {
        "summary.errors": failed,
        "summary.unmended": unmended,
        "summary.failures": len(run.errors),
        "summary.suppressed": suppressed,
    }
    asides = [t(key, lang, n=n) for key, n in numbers.items() if n]
    if not any(counts.values()) and not asides:
        yield f"{t('summary.clean', lang, **size)}\n", "bold green"
    else:
        if failed < len(run.results):
            yield f"{t('summary.checked', lang, **size)}\n", ""
        said = [(t(f"count.{severity}", lang, n=n), STYLES[severity]) for severity, n in counts.items() if n]
        if not said and failed < len(run.results):
            said = [(t("summary.none", lang), "")]
        for n, piece in enumerate([*said, *((aside, "") for aside in asides)]):
            yield t("comma", lang) if n else "", ""
            yield piece
        yield "\n", ""
        yield from _left_out(run, lang)
    yield from _advice(run, lang)


def _left_out(run: Run, lang: str) -> Iterator[Piece]:
    """Yield how many documents were only counted."""
    found = sum(bool(shown(result)) for result in run.results)
    if 0 < run.most < found:
        yield f"{t('summary.sample', lang, n=found, most=run.most)}\n", ""
    if clean := folded(run):
        yield f"{t('summary.folded', lang, n=clean)}\n", ""


def _advice(run: Run, lang: str) -> Iterator[Piece]:
    """Yield what to do next, a line each: what a program could mend, copies with answers, what was not read."""
    fixes = [(f.fix, r.document) for r in run.results for f in shown(r) if f.fix]
    mine = [fix.safe for fix, document in fixes if document is None or document.is_text]
    numbers = {
        "summary.safe": sum(mine),
        "summary.unsafe": len(mine) - sum(mine),
        "summary.annotate": sum(fix.safe and document is not None and document.is_word for fix, document in fixes),
        "summary.answers": sum(is_annotated(r.path) for r in run.results if r.document and r.document.is_word),
        "summary.copies": len(run.copies),
        "summary.unreported": run.unreported,
    }
    for key, n in numbers.items():
        if n:
            yield f"{t(key, lang, n=n)}\n", "green"
