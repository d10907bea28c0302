"""planlint from Python: lint a text, a file, or any number of paths.

One generator, layered: paths are discovered, read, judged; a document that cannot be read is a result with an
`error`, never an exception. `Options` is what the command line can say; what it leaves open, front matter and
configuration settle, in that order of weight.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from planlint.findings import Finding, Result
from planlint.model import Document, PlanlintError
from planlint.patterns import pattern
from planlint.session import Options, Session, library
from planlint.sources import lint_bytes, lint_source, lint_sources

if TYPE_CHECKING:
    from planlint.discovery import Source
    from planlint.fixes import Mended

__all__ = [
    "Options",
    "Outcome",
    "Session",
    "library",
    "lint_bytes",
    "lint_file",
    "lint_paths",
    "lint_source",
    "lint_text",
]


SHARED_FROM = 24
"""From so many documents on, work is shared among processes; starting those costs more for fewer."""


LONE = pattern("[\ud800-\udfff]")
"""Halves of characters: no file can hold them, a text from elsewhere can."""

TOGETHER = 16
"""So many documents are looked at together for what is better converted in one go."""


@dataclass(slots=True, eq=False, repr=False)
class Outcome:
    """What a run over paths gave: a result a document, and what went wrong outside of any document."""

    results: list[Result] = field(default_factory=list)
    errors: list[PlanlintError] = field(default_factory=list)
    previous: list[Document] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)
    """Copies of drafts beside them, found in folders and left alone."""
    unreported: int = 0
    """How many documents their configuration says not to report."""
    session: Session | None = None
    sources: dict[str, Source] = field(default_factory=dict)


def lint_text(text: str, *, path: str = "-", options: Options | None = None) -> list[Finding]:
    """Return the findings in a text, which is Markdown when `path` ends so.

    Their offsets count in the text with `\\n` for every line end. Raises PlanlintError when it could not be judged.
    """
    from planlint.readers import markdown

    text = LONE.sub("\ufffd", text).replace("\r\n", "\n").replace("\r", "\n")
    is_markdown = path.lower().endswith(markdown.SUFFIXES)
    document = markdown.read(text.encode(), path) if is_markdown else Document(text, path)
    result = Session(options or Options()).lint(document)
    if result is None:
        return []
    if result.error:
        raise result.error
    return result.findings


def lint_file(path: Path | str, *, options: Options | None = None) -> Result:
    """Return the result for one file; what cannot be read is the result's `error`."""
    outcome = lint_paths([str(path)], options=options)
    if outcome.results:
        return outcome.results[0]
    return Result(str(path), error=outcome.errors[0] if outcome.errors else None)


def lint_paths(
    paths: Sequence[str],
    *,
    options: Options | None = None,
    progress: Callable[[Iterable[Result | None], int], Iterable[Result | None]] | None = None,
) -> Outcome:
    """Lint files, folders, patterns and `-`, in order. `progress` may wrap the stream of results of known length.

    Raises PlanlintError only for `options` themselves.
    """
    from planlint.discovery import discover

    options = options or Options()
    session = Session(options)
    found = discover(paths, options.stdin_name)
    outcome = Outcome(errors=list(found.errors), previous=[plan.document for plan in session.previous])
    outcome.session, outcome.sources = session, {source.shown: source for source in found.files}
    outcome.copies = found.copies
    session.gather(found.files)
    stream: Iterable[Result | None] = _results(found.files, session)
    if progress is not None:
        stream = progress(stream, len(found.files))
    outcome.results = [result for result in stream if result is not None]
    outcome.unreported = len(found.files) - len(outcome.results)
    outcome.errors += session.errors
    _tell_once(outcome.results, {rule.id for rule in library().rules.values() if rule.check == "facts-outdated"})
    return outcome


def fix(outcome: Outcome, *, unsafe: bool, write: bool) -> list[tuple[str, str, str, int]]:
    """Apply the fixes of a run's findings; its results become those of the mended texts.

    Returns path, old text, new text and number of fixes of each document that changed. With `write` the files are
    replaced; one that cannot be is an error of its result and is left out. Standard input is never written.
    """
    assert outcome.session is not None
    mended = []
    for at, result in enumerate(outcome.results):
        source = outcome.sources.get(result.path)
        if source is None or result.document is None or not any(f.fix for f in result.findings):
            continue
        found = _mended(result, result.document, source, outcome.session, unsafe=unsafe, write=write)
        if found is not None:
            mended.append((result.path, result.document.text, found.text, found.applied))
            outcome.results[at] = found.result
    return mended


def _mended(
    result: Result, document: Document, source: Source, session: Session, *, unsafe: bool, write: bool
) -> Mended | None:
    """Return what the fixes of one document make of it, None when nothing; what goes wrong is the result's error."""
    from planlint.fixes import MANY, changed, mend, not_text, save
    from planlint.linter import MOST
    from planlint.readers import encode, failed, read, read_file

    def again(text: str, _: object = None, most: int = MANY) -> Result:
        judged = session.lint(read(encode(document, text), result.path), None if source.stdin else source.path, most)
        return judged or Result(result.path)

    if not document.is_text:
        result.error = not_text(document)
        return None
    found = mend(result, again, unsafe=unsafe)
    if found is None:
        return None
    try:
        if write and not source.stdin:
            before = source.path.read_bytes()
            if encode(read_file(source.path, result.path), document.text) != before:
                raise changed(result.path)
            save(source.path, before, encode(document, found.text), result.path)
    except (OSError, PlanlintError) as error:
        result.error = error if isinstance(error, PlanlintError) else failed(error, result.path)
        return None
    return found if len(found.result.findings) <= MOST else replace(found, result=again(found.text, most=MOST))


def _results(files: Sequence[Source], session: Session) -> Iterator[Result | None]:
    jobs = session.options.jobs or (_cores() if len(files) >= SHARED_FROM else 1)
    if jobs > 1 and len(files) > 1:
        from planlint.workers import share

        yield from share(files, session, min(jobs, len(files)))
    else:
        for at in range(0, len(files), TOGETHER):
            yield from lint_sources(files[at : at + TOGETHER], session)


def _tell_once(results: list[Result], rules: set[str]) -> None:
    """Leave the findings of some rules to the first document that has them; they are about the run."""
    told: set[str] = set()
    for result in results:
        found = [f for f in result.findings if f.rule not in told]
        told |= {f.rule for f in result.findings} & rules
        result.findings = found


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
