"""Judge sources in a session, whatever they are: never an exception for what a file holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from planlint.findings import Result
from planlint.linter import internal
from planlint.model import PlanlintError

if TYPE_CHECKING:
    from planlint.discovery import Source
    from planlint.session import Session


def lint_bytes(source: bytes, path: str, session: Session, at: Path | None = None) -> Result | None:
    """Return the result for a document given as bytes; `path` names it and its ending says how to read it."""
    from planlint.readers import read

    try:
        return session.lint(read(source, path), at)
    except Exception as error:
        return Result(path, error=error if isinstance(error, PlanlintError) else internal(error, path))


def lint_source(source: Source, session: Session) -> Result | None:
    """Return the result for one discovered file; never raises for what the file is or holds."""
    from planlint.readers import read_file, read_stream

    try:
        if source.stdin:
            import sys

            document = read_stream(sys.stdin.buffer, source.shown)
            at = Path(source.shown) if source.shown != "-" else None
        else:
            document, at = read_file(source.path, source.shown), source.path
        result = session.lint(document, at)
        document.close()
        return result
    except Exception as error:
        return Result(source.shown, error=error if isinstance(error, PlanlintError) else internal(error, source.shown))


def lint_sources(files: Sequence[Source], session: Session) -> Iterator[Result | None]:
    """Yield the results for some discovered files, in order; the old Word files among them are converted in one go."""
    _convert_ahead(files)
    for source in files:
        yield lint_source(source, session)


def _convert_ahead(files: Sequence[Source]) -> None:
    from planlint.readers import converted

    old = [source.path for source in files if not source.stdin and converted(source.path)]
    if len(old) > 1:
        from planlint.readers.convert import ahead

        ahead(old)
