"""What is the same for all documents of a run, and how one document is judged in it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planlint.config import Configs
from planlint.context import nowhere
from planlint.dates import check_date
from planlint.facts import Facts
from planlint.findings import Result
from planlint.folders import Folders
from planlint.linter import MOST, Linter, Settings
from planlint.model import Document, Known, PlanlintError
from planlint.outline import Plan, parse, rejoined
from planlint.pack import pack
from planlint.previous import Edition, edition_of
from planlint.rulebook import Rulebook

if TYPE_CHECKING:
    from planlint.context import Context
    from planlint.discovery import Source
    from planlint.settings import Config


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


@cache
def library() -> Rulebook:
    """Return planlint's own rules, profiles and genres."""
    return Rulebook.from_dict(pack()["book"])


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
        self.configs = Configs(book, options.config, options.rule_files)
        if options.as_of is not None:
            check_date(options.as_of, "--as-of")
        if options.profile is not None:
            library().profile(options.profile)
        if options.genre is not None:
            library().genre(options.genre)
        self.previous = tuple(map(_plan_in, options.previous))
        self.by_title: dict[Edition, Plan] = {}
        self.errors: list[PlanlintError] = []
        self._linters: dict[int, tuple[Linter, frozenset[str], frozenset[str]]] = {}
        self._named_elsewhere: set[str] = set()
        self._folders = Folders()

    def lint(self, document: Document, at: Path | None = None, most: int = MOST) -> Result | None:
        """Judge a document read from `at` (None: from nowhere); None when its configuration says not to report it.

        A rule lists `most` findings.
        """
        config = self.configure(at)
        if isinstance(config, PlanlintError):
            return Result(document.path, document, error=_unconfigured(document.path, config))
        try:
            linter, select, ignore = self._linter(config)
        except PlanlintError as error:
            self._tell(error)
            return Result(document.path, document, error=_unconfigured(document.path, error))
        try:
            found = config.settings(at)
            if not found.values["report"]:
                return None
            settings = self._settings(config, found, document, select, ignore, at)
        except PlanlintError as error:
            if error.code == "bad-waivers":
                self._tell(error)
                error = _unconfigured(document.path, error)
            return Result(document.path, document, error=error)
        settings.most = most
        result = linter.lint(document, settings)
        if result.error is not None and result.error.code == "bad-facts":
            result.error = self._own_facts_faulty(config, result.error, document.path)
        result.fail_on = found.values["fail-on"]
        return result

    def examine(self, document: Document, at: Path | None = None, most: int = MOST) -> tuple[Result, Context]:
        """Judge a document as `lint` does, reported or not, and return what the checks saw of it too.

        Raises PlanlintError when its configuration is faulty or it could not be judged.
        """
        config = self.configure(at)
        if isinstance(config, PlanlintError):
            raise config
        linter, select, ignore = self._linter(config)
        settings = self._settings(config, config.settings(at), document, select, ignore, at)
        settings.most = most
        result, context = linter.examine(document, settings)
        if context is None:
            raise result.error or AssertionError("a document without an error has a context")
        return result, context

    def configure(self, at: Path | None) -> Config | PlanlintError:
        """Return the configuration for a document, or what is wrong with it, which `errors` then tells once."""
        try:
            return self.configs.at(at or Path("-"))
        except PlanlintError as error:
            self._tell(error)
            return error

    def _own_facts_faulty(self, config: Config, error: PlanlintError, path: str) -> PlanlintError:
        """Tell once what is wrong in an office's own facts, naming the files, and of the document only that."""
        names = "、".join(shown for _, shown in config.fact_files) or str(config.path or "")
        zh, en = error.texts["zh"], error.texts["en"]
        named = PlanlintError(error.code, f"本单位的事实表有误：{zh}", f"own facts are faulty: {en}", path=names)
        self._tell(named)
        return _unconfigured(path, named)

    def _tell(self, error: PlanlintError) -> None:
        """Note a fault that is not the document's, once."""
        if not any((e.path, e.line, e.texts) == (error.path, error.line, error.texts) for e in self.errors):
            self.errors.append(error)

    def gather(self, sources: Iterable[Source]) -> None:
        """Note the plans among the sources, by title and year, where the configuration asks for last year's.

        Raises PlanlintError for a rule to select or ignore that none of their configurations knows.
        """
        sources = list(sources)
        configs = [self.configure(None if s.stdin and s.shown == "-" else s.path) for s in sources]
        self._find_rules([config.book for config in configs if not isinstance(config, PlanlintError)])
        for source, config in zip(sources, configs, strict=True):
            if isinstance(config, PlanlintError) or not config.settings(source.path).values["find-previous"]:
                continue
            with suppress(Exception):  # what is wrong with it is told when it is judged
                plan = _plan_in(str(source.path))
                edition = edition_of(plan)
                if edition is not None:
                    self.by_title.setdefault(edition, plan)

    def _find_rules(self, books: Iterable[Rulebook]) -> None:
        """Note the rules to select or ignore that some documents have. Raises PlanlintError for one that none has."""
        distinct = list({id(book): book for book in books}.values())
        for name in (*self.options.select, *self.options.ignore) if distinct else ():
            if any(_has(book, name) for book in distinct):
                self._named_elsewhere.add(name)
            else:
                distinct[0].find(name)

    def _linter(self, config: Config) -> tuple[Linter, frozenset[str], frozenset[str]]:
        if id(config) not in self._linters:
            book = config.book
            select, ignore = (
                frozenset(
                    name if name in self._named_elsewhere and not _has(book, name) else book.find(name).id
                    for name in names
                )
                for names in (self.options.select, self.options.ignore)
            )
            self._linters[id(config)] = Linter(book, Facts(_tables(config))), select, ignore
        return self._linters[id(config)]

    def _settings(
        self,
        config: Config,
        found: Any,
        document: Document,
        select: frozenset[str],
        ignore: frozenset[str],
        at: Path | None,
    ) -> Settings:
        book, options, values, meta = config.book, self.options, found.values, document.meta
        for key in ("date", "genre", "profile"):
            if key in meta:
                _check_meta(book, key, meta[key], document)
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
            values={**values, "previous-plans": self.previous, "plans-by-title": self.by_title},
            beside=partial(self._folders.beside, at) if at is not None else nowhere,
            waivers=self._folders.waivers(config.path, at),
        )


def _has(book: Rulebook, name: str) -> bool:
    with suppress(PlanlintError):
        return bool(book.find(name))
    return False


def _unconfigured(path: str, error: PlanlintError) -> PlanlintError:
    """Return the error of a document whose configuration, told of once, is faulty; what is wrong in no file, itself."""
    if error.path is None:
        return error
    where = f"{error.path}{f':{error.line}' if error.line else ''}"
    return PlanlintError("bad-config", f"没有检查，{where} 有误", f"not checked, {where} is faulty", path=path)


def _plan_in(name: str) -> Plan:
    """Return the plan in a file. Raises PlanlintError when it cannot be read."""
    from planlint.discovery import shown
    from planlint.readers import read_file

    return rejoined(parse(read_file(Path(name), shown(name))))


def _tables(config: Config) -> dict[str, Any]:
    """Return planlint's fact tables with an office's own facts and rosters in them."""
    tables = pack()["facts"]
    if config.fact_files:
        from planlint.compiler import read_facts
        from planlint.facts.records import merge

        tables = merge(tables, read_facts(config.fact_files, over=tables))
    if config.rosters:
        from planlint.rosterfile import lay

        tables = lay(tables, config.rosters)
    return dict(tables)


def _check_meta(book: Rulebook, key: str, value: str, document: Document) -> None:
    try:
        if key == "date":
            check_date(value, "date")
        elif key == "genre":
            book.genre(value)
        else:
            book.profile(value)
    except PlanlintError as error:
        from planlint.readers._frontmatter import line_of

        line = line_of(document.text, key)
        raise PlanlintError("bad-front-matter", *error.texts.values(), path=document.path, line=line) from None
