"""Runs one check on one text, the way the linter does."""

from __future__ import annotations

from datetime import date
from typing import Any

from planlint.checks import load
from planlint.context import Context
from planlint.findings import Hit
from planlint.model import Dating, Document
from planlint.outline import parse
from planlint.rulebook import Rule
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


def verdicts(rule: Rule) -> list[tuple[str, str]]:
    """Return each case of a rule beside its text as judged, with ⟦⟧; equal where the case passes."""
    module, results = load(rule.check), []
    for case in rule.cases:
        text = case.text.replace("⟦", "").replace("⟧", "")
        as_of = date.fromisoformat(case.setup.as_of) if case.setup.as_of else None
        judged = context(text, Vocabulary.of([(module, rule.options)]), as_of)
        masks = {kind: getattr(rule, f"in_{kind}") for kind in ("quotes", "titles", "brackets", "tables")}
        hits = [
            hit
            for hit in module.check(judged, rule.options)
            if all(
                setting == "any" or judged.plan.masks.inside(kind, hit.span.start) is (setting == "only")
                for kind, setting in masks.items()
            )
        ]
        for start, end in sorted((hit.span for hit in hits), reverse=True):
            text = f"{text[:start]}⟦{text[start:end]}⟧{text[end:]}"
        if case.at == "document":  # something is absent: reported at the very start, not marked in the case
            text = text.removeprefix("⟦⟧") if text.startswith("⟦⟧") else "silent"
        said = [rule.variants.get(hit.variant or "", rule.message)["zh"].format(**hit.values) for hit in hits]
        if case.message and not any(case.message in message for message in said):
            text = f"{case.message} is not in {said}"
        results.append((case.text, text))
    return results
