"""One line a finding, `path:line:column: severity rule message`, for editors, grep and people in a hurry.

Lines and columns are 1-based code points; a format without lines has the name of the place instead. Control characters
are escaped, so that each line is one finding.
"""

from __future__ import annotations

from typing import TextIO

from planlint.lang import say, t
from planlint.model import Document, PlanlintError
from planlint.reports import Run, shown
from planlint.reports.glyphs import visible

FORMAT = "concise"


def render(run: Run, out: TextIO, lang: str) -> None:
    """Write the findings and the errors of `run` to `out`, a line each."""
    for result in run.results:
        document = result.document or Document("")
        path = visible(result.path)
        for finding in shown(result):
            where = f"{path}:{document.locate(finding.span.start).said(lang)}"
            label = t(f"severity.{finding.severity}", lang)
            message = visible(say(finding.texts, lang))
            out.write(f"{where}: {label} {visible(finding.rule)} {message}\n")
        if result.error:
            out.write(_error(result.error, lang, path))
    out.writelines(_error(error, lang, visible(error.path or "")) for error in run.errors)


def _error(error: PlanlintError, lang: str, path: str) -> str:
    where = f"{path}:{error.line}: " if path and error.line else f"{path}: " if path else ""
    message = visible(" ".join(say(error.texts, lang).split()))
    return f"{where}{t('error', lang)} {visible(error.code)} {message}\n"
