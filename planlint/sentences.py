"""Cuts text into sentences, and folds a sentence to what makes two of them the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planlint.model import Span

_SENTENCE = re.compile(r"[^。！？\n]+")
_OUTER = "。！？；：，、…—.;:,!?·“”‘’）)】》 \t"


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield the span of each sentence of `text[start:end]`, in order, without its 。！？ and outer spaces.

    A line end ends a sentence too; so does a 。 inside quotation marks, whose closing mark is left out.
    """
    for match in _SENTENCE.finditer(text, start, len(text) if end is None else end):
        a, b = match.span()
        while a < b and text[a] in "”’） ":
            a += 1
        while a < b and text[b - 1] in " \t":
            b -= 1
        if a < b:
            yield Span(a, b)


def fold(sentence: str) -> str:
    """Return `sentence` without its spaces and without the punctuation at either end.

    At the start （《【 stay: they tell that the words stand in brackets or in a title.
    """
    if " " in sentence:
        sentence = sentence.replace(" ", "")
    return sentence.strip(_OUTER)
