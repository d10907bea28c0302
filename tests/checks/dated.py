"""Lints a text with the rules and facts that ship, for tests that ask what is found and what stays silent."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from planlint import pack
from planlint.compiler import load_facts
from planlint.context import Context
from planlint.facts import Facts
from planlint.findings import Finding
from planlint.linter import Linter, Settings
from planlint.model import Document
from planlint.outline import parse
from planlint.rulefile import load_library
from planlint.terms import Vocabulary, provide

SEEDS = Path(__file__).parents[2] / "seeds"
FACTS = Facts(load_facts(pack.folder("rules") / "facts"))


@cache
def linter() -> Linter:
    return Linter(load_library(pack.folder("rules")), FACTS)


def findings(text: str, *rules: str, as_of: str | None = None, year: int | None = None) -> list[Finding]:
    """Return the findings of `rules` in `text`."""
    dated = (as_of, "option") if as_of else None
    result = linter().lint(Document(text), Settings(dated=dated, year=year, select=frozenset(rules)))  # type: ignore[arg-type]
    if result.error is not None:
        raise result.error
    return result.findings


def found(text: str, *rules: str, as_of: str | None = None, year: int | None = None) -> list[tuple[str, str]]:
    """Return each finding as (severity, words)."""
    all_found = findings(text, *rules, as_of=as_of, year=year)
    return [(f.severity, text[f.span.start : f.span.end]) for f in all_found]


def seed(number: str) -> str:
    return next(SEEDS.glob(f"{number}_*.txt")).read_text("utf-8")


def context(text: str, *words: str, year: int | None = None) -> Context:
    """Return the context of a text in which `words` can be found."""
    made = Context(parse(Document(text)), FACTS, year=year)
    provide(made, Vocabulary(words))
    return made
