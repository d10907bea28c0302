"""How a case of a rule is run: the real linter on real bytes, with what `with:` says in place of the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from planlint import rosterfile
from planlint.dates import check_date
from planlint.facts import Facts
from planlint.findings import Result
from planlint.linter import Linter, Settings
from planlint.model import Document, PlanlintError
from planlint.outline import Plan, parse
from planlint.pack import pack
from planlint.readers import read
from planlint.rulebook import Rule, Rulebook, RuleSetting, Setup, resolve
from planlint.settings import DEFAULTS
from planlint.testing import CaseResult, run_cases
from planlint.wordcase import as_word

SUFFIXES = {"md": ".md", "markdown": ".md", "text/markdown": ".md"}


def run_rules(rules: Iterable[Rule], book: Rulebook, facts: Mapping[str, Any] | None = None) -> list[CaseResult]:
    """Run the cases of `rules`; `book` holds them among all rules, so that directives can name any."""
    runner = _Runner(book, Facts(facts if facts is not None else pack()["facts"]))
    return run_cases(rules, runner.lint)


class _Runner:
    def __init__(self, book: Rulebook, facts: Facts) -> None:
        self._linter = Linter(book, facts)
        self._rosters: dict[str, Linter] = {}

    def lint(self, source: bytes, rule: Rule, setup: Setup) -> Result:
        """Lint one document for one rule. What cannot be read is the result's error."""
        path = setup.file or "case" + SUFFIXES.get(setup.media or "", ".txt")
        book, config = self._linter.book, setup.config
        try:
            document = read(source, path)
            if setup.marks or setup.properties or setup.layout:
                document = as_word(document, setup)
            profile = book.profile(setup.profile or config.get("profile", "review"))
            genre = book.genre(setup.genre) if setup.genre else None
            if setup.as_of:
                check_date(setup.as_of, "as-of")
        except PlanlintError as error:
            return Result(path, error=error)
        changes = {name: RuleSetting(severity=value) for name, value in config.get("rules", {}).items()}
        layers = (changes,) if changes else ()
        named = rule.genres[0] if rule.genres else None
        off = setup.profile and not all(e.on for e in resolve(book, profile, named or "", layers, [rule.id]))
        settings = Settings(
            profile=profile,
            genre=genre or named,
            dated=(setup.as_of, "option") if setup.as_of else None,
            year=setup.for_ or config.get("planning-year"),
            layers=layers,
            select=_needed(rule, setup, book),
            ignore=frozenset([rule.id] if off else ()),
            values={**DEFAULTS, **config, "previous-plans": _previous(setup)},
            beside=lambda: setup.beside,
        )
        try:
            return self._with_roster(rule, setup).lint(document, settings)
        except PlanlintError as error:
            return Result(path, error=error)

    def _with_roster(self, rule: Rule, setup: Setup) -> Linter:
        """Return the linter, or for a case with a roster of its own one that knows it."""
        if setup.roster is None:
            return self._linter
        if setup.roster not in self._rosters:
            tables = self._linter.facts.tables
            names = rosterfile.read(setup.roster, rule.source, tables[rosterfile.TABLE])
            facts = Facts(rosterfile.with_names(tables, names))
            self._rosters[setup.roster] = Linter(self._linter.book, facts)
        return self._rosters[setup.roster]


def _previous(setup: Setup) -> tuple[Plan, ...]:
    return (parse(Document(setup.previous, "previous.txt")),) if setup.previous else ()


def _needed(rule: Rule, setup: Setup, book: Rulebook) -> frozenset[str]:
    """Return the rule itself; the one about unused directives is judged by what all others found (none: as usual)."""
    if rule.check != "unused-suppression":
        return frozenset([rule.id])
    return frozenset(() if setup.profile else book.rules)


def in_book(book: Rulebook, rules: Iterable[Rule]) -> Rulebook:
    """Return `book` with `rules` added or replaced."""
    return replace(book, rules={**book.rules, **{rule.id: rule for rule in rules}})
