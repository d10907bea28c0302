"""planlint from Python: lint a text, a file, or any number of paths.

One generator, layered: paths are discovered, read, judged; a document that cannot be read is a result with an
`error`, never an exception. `Options` is what the command line can say; what it leaves open, front matter and
configuration settle, in that order of weight.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planlint.config import Configs
from planlint.dating import parse_date
from planlint.facts import Facts
from planlint.linter import Linter, Settings
from planlint.model import Document, Finding, Known, PlanlintError, Result
from planlint.outline import Plan, parse
from planlint.pack import pack
from planlint.rulebook import Rulebook

if TYPE_CHECKING:
    from planlint.config import Config
    from planlint.discovery import Source

MANY = 24
"""From so many documents on, work is shared among processes; starting those costs more for fewer."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a caller asks for. `None` leaves it to front matter, configuration and defaults."""

    profile: str | None = None
    genre: str | None = None
    as_of: str | None = None
    year: int | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    config: str | None = None
    jobs: int | None = None
    stdin_name: str = "-"
    rule_files: tuple[str, ...] = ()
    previous: tuple[str, ...] = ()


@dataclass(slots=True)
class Outcome:
    """What a run over paths gave: a result a document, and what went wrong outside of any document."""

    results: list[Result] = field(default_factory=list)
    errors: list[PlanlintError] = field(default_factory=list)
    previous: list[Document] = field(default_factory=list)


class Session:
    """Everything that is the same for all documents of a run: library, configurations, linters.

    Raises PlanlintError for options that make no sense (an unknown rule, profile or genre, an impossible date).
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        book = library()
        if options.rule_files:
            from planlint.rulefile import extend

            book = extend(book, [(Path(name), name) for name in options.rule_files])
        self.configs = Configs(book, options.config)
        if options.as_of is not None:
            _check_date(options.as_of, "--as-of")
        if options.profile is not None:
            library().profile(options.profile)
        if options.genre is not None:
            library().genre(options.genre)
        self.previous = tuple(map(_plan_in, options.previous))
        self.errors: list[PlanlintError] = []
        self._linters: dict[int, tuple[Linter, frozenset[str], frozenset[str]]] = {}

    def lint(self, document: Document, at: Path | None = None) -> Result | None:
        """Judge a document read from `at` (None: from nowhere); None when its configuration says not to report it."""
        config = self.configure(at)
        if isinstance(config, PlanlintError):
            return Result(document.path, document, error=_unconfigured(document.path, config))
        try:
            linter, select, ignore = self._linter(config)
            found = config.settings(at)
            if not found.values["report"]:
                return None
            settings = self._settings(config.book, found, document, select, ignore)
        except PlanlintError as error:
            return Result(document.path, document, error=error)
        result = linter.lint(document, settings)
        result.fail_on = found.values["fail-on"]
        return result

    def configure(self, at: Path | None) -> Config | PlanlintError:
        """Return the configuration for a document, or what is wrong with it, which `errors` then tells once."""
        try:
            return self.configs.at(at or Path("-"))
        except PlanlintError as error:
            if not any((e.path, e.line, e.texts) == (error.path, error.line, error.texts) for e in self.errors):
                self.errors.append(error)
            return error

    def _linter(self, config: Config) -> tuple[Linter, frozenset[str], frozenset[str]]:
        if id(config) not in self._linters:
            book = config.book
            select, ignore = (
                frozenset(book.find(name).id for name in names) for names in (self.options.select, self.options.ignore)
            )
            self._linters[id(config)] = Linter(book, Facts(_tables(config))), select, ignore
        return self._linters[id(config)]

    def _settings(
        self, book: Rulebook, found: Any, document: Document, select: frozenset[str], ignore: frozenset[str]
    ) -> Settings:
        options, values, meta = self.options, found.values, document.meta
        for key in ("date", "genre", "profile"):
            if key in meta:
                _check_meta(book, key, meta[key], document.path)
        profile = options.profile or meta.get("profile") or values["profile"]
        genre = options.genre or meta.get("genre") or values["genre"]
        dated: tuple[str, Known] | None = None
        if options.as_of:
            dated = options.as_of, "option"
        elif "date" in meta:
            dated = meta["date"], "front-matter"
        elif values["as-of"]:
            dated = str(values["as-of"]), "configuration"
        return Settings(
            profile=book.profile(profile),
            genre=book.genre(genre) if genre else None,
            dated=dated,
            year=options.year or values["planning-year"],
            layers=found.layers,
            select=select,
            ignore=ignore,
            values={**values, "previous-plans": self.previous},
        )


@cache
def library() -> Rulebook:
    """Return planlint's own rules, profiles and genres."""
    return Rulebook.from_dict(pack()["book"])


def lint_text(text: str, *, path: str = "-", options: Options | None = None) -> list[Finding]:
    """Return the findings in a text. Raises PlanlintError when it could not be judged."""
    result = Session(options or Options()).lint(Document(text.replace("\r\n", "\n").replace("\r", "\n"), path))
    if result is None:
        return []
    if result.error:
        raise result.error
    return result.findings


def lint_bytes(source: bytes, path: str, session: Session, at: Path | None = None) -> Result | None:
    """Return the result for a document given as bytes; `path` names it and its ending says how to read it."""
    from planlint.readers import read

    try:
        document = read(source, path)
    except PlanlintError as error:
        return Result(path, error=error)
    return session.lint(document, at)


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
    stream: Iterable[Result | None] = _results(found.files, session)
    if progress is not None:
        stream = progress(stream, len(found.files))
    for source in found.files:
        session.configure(None if source.stdin and source.shown == "-" else source.path)
    outcome.results = [result for result in stream if result is not None]
    outcome.errors += session.errors
    _tell_once(outcome.results, {rule.id for rule in library().rules.values() if rule.check == "facts-outdated"})
    return outcome


def _results(files: Sequence[Source], session: Session) -> Iterator[Result | None]:
    jobs = session.options.jobs or (_cores() if len(files) >= MANY else 1)
    if jobs > 1 and len(files) > 1:
        from planlint.workers import share

        yield from share(files, session, min(jobs, len(files)))
    else:
        for source in files:
            yield lint_source(source, session)


def _tell_once(results: list[Result], rules: set[str]) -> None:
    """Leave the findings of some rules to the first document that has them; they are about the run."""
    told: set[str] = set()
    for result in results:
        found = [f for f in result.findings if f.rule not in told]
        told |= {f.rule for f in result.findings} & rules
        result.findings = found


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
    except PlanlintError as error:
        return Result(source.shown, error=error)
    return session.lint(document, at)


def _unconfigured(path: str, error: PlanlintError) -> PlanlintError:
    where = f"{error.path or ''}{f':{error.line}' if error.line else ''}"
    return PlanlintError(
        "bad-config", f"没有检查：配置或规则文件有误（{where}）", f"not checked: {where} is faulty", path=path
    )


def _plan_in(name: str) -> Plan:
    """Return the plan in a file. Raises PlanlintError when it cannot be read."""
    from planlint.discovery import shown
    from planlint.readers import read_file

    return parse(read_file(Path(name), shown(name)))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _tables(config: Config) -> dict[str, Any]:
    if not config.fact_files:
        return dict(pack()["facts"])
    from planlint.compiler import read_facts
    from planlint.facts.records import merge

    return dict(merge(pack()["facts"], read_facts(config.fact_files)))


def _check_date(value: str, where: str, path: str | None = None) -> None:
    if parse_date(value) is None:
        raise PlanlintError(
            "bad-date",
            f"{where} 的日期“{value}”看不懂；应写作 2027-01-08、2027-01 或 2027",
            f"{where}: “{value}” is no date; write 2027-01-08, 2027-01 or 2027",
            path=path,
        )


def _check_meta(book: Rulebook, key: str, value: str, path: str) -> None:
    try:
        if key == "date":
            _check_date(value, "date", path)
        elif key == "genre":
            book.genre(value)
        else:
            book.profile(value)
    except PlanlintError as error:
        raise PlanlintError("bad-front-matter", *error.texts.values(), path=path, line=1) from None
