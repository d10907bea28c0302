"""The terms that a document sets in quotation marks, gathered once for the checks on names."""

from __future__ import annotations

from collections import Counter

from planlint.context import Context
from planlint.patterns import offsets

_LEAST, _MOST = 2, 20  # code points of a term; longer ones are sayings and quotations


def quoted_terms(context: Context) -> Counter[str]:
    """Return how often each term stands in “”, without its marks, in order of appearance; for `context.once`."""
    text, low, high = context.plan.clean, _LEAST + 2, _MOST + 2
    return Counter(
        [text[start + 1 : end - 1] for start, end in context.plan.masks.quotes if low <= end - start <= high]
    )


def quoted_places(text: str, term: str) -> list[int]:
    """Return the offsets of a term right inside “”, in order."""
    return [at + 1 for at in offsets(text, (f"“{term}”",))]
