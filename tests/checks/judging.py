"""Runs one check on one text, the way the linter does."""

from __future__ import annotations

from datetime import date
from typing import Any

from planlint.checks import load
from planlint.context import Context
from planlint.model import Dating, Document, Hit
from planlint.outline import parse
from planlint.terms import Vocabulary, provide


def context(text: str, vocabulary: Vocabulary | None = None, as_of: date | None = None) -> Context:
    dating = Dating(as_of, as_of, "option") if as_of else None
    made = Context(parse(Document(text)), facts=None, dating=dating)  # type: ignore[arg-type]
    provide(made, vocabulary or Vocabulary())
    return made


def judge(name: str, text: str, as_of: date | None = None, **options: Any) -> list[Hit]:
    module = load(name)
    chosen = module.Options(**options)
    return list(module.check(context(text, Vocabulary.of([(module, chosen)]), as_of), chosen))


def marked(name: str, text: str, as_of: date | None = None, **options: Any) -> str:
    """Return `text` with ⟦⟧ around what the check reports."""
    for hit in sorted(judge(name, text, as_of, **options), key=lambda hit: hit.span, reverse=True):
        text = f"{text[: hit.span.start]}⟦{text[hit.span.start : hit.span.end]}⟧{text[hit.span.end :]}"
    return text
