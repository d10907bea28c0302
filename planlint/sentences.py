"""Cuts text into sentences, folds a sentence to what makes two of them the same, and says what leads a line."""

from __future__ import annotations

from collections.abc import Iterator

from planlint.model import Span

_ENDS = "！？\n"  # and 。
_OUTER = "。！？；：，、…—.;:,!?·“”‘’）)】》 \t"
_LEADING = "”’）)】》"
_INDENT = 80


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, str]]:
    """Yield each sentence of `text[start:end]` with its offset, in order, without its 。！？.

    A line end ends a sentence too; so does a 。 inside quotation marks, whose closing mark then leads the
    next.
    """
    for sentence in _cut(text[start:end]):
        if sentence:
            yield start, sentence
        start += len(sentence) + 1


def _cut(body: str) -> list[str]:
    for mark in _ENDS:
        if mark in body:
            body = body.replace(mark, "。")
    return body.split("。")


def folded(text: str, start: int, end: int) -> tuple[list[str], list[tuple[int, int]]]:
    """Return the sentences of `text[start:end]` that have words, folded, and where each stands, not folded."""
    body = text[start:end]
    spaced = " " in body
    keys, spans = [], []
    for sentence in _cut(body):
        until = start + len(sentence)
        key = (sentence.replace(" ", "") if spaced else sentence).strip(_OUTER)
        if key:
            keys.append(key)
            spans.append((start, until))
        start = until + 1
    return keys, spans


def fold(sentence: str) -> str:
    """Return `sentence` without its spaces and without the punctuation at either end.

    At the start （《【 stay: they tell that the words stand in brackets or in a title.
    """
    if " " in sentence:
        sentence = sentence.replace(" ", "")
    return sentence.strip(_OUTER)


def trim(text: str, span: Span) -> Span:
    """Return `span` of `text` without outer spaces and without closing marks at the start."""
    sentence = text[span.start : span.end]
    end = span.start + len(sentence.rstrip())
    return Span(min(end, span.end - len(sentence.lstrip(_LEADING + " \t"))), end)


def leads_line(text: str, at: int) -> bool:
    """Say whether nothing but blanks, marks of Markdown and an opening bracket stand before an offset of its line."""
    start = max(at - _INDENT, 0)
    line = text.rfind("\n", start, at) + 1
    return (line > 0 or start == 0) and not text[line:at].strip(" （(#*")
