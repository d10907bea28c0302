"""What the checks that look for words share: where to look, and the contexts in which a word is right."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import Literal

from planlint.checks import option, options
from planlint.context import Context
from planlint.model import Node, PlanlintError, Span
from planlint.terms import Occurrence, fold, inside, occurrences, within

Place = Literal["document", "title", "preamble", "headings"]


def demand(holds: object, zh: str, en: str) -> None:
    """Raise PlanlintError("bad-option") with these texts unless `holds`."""
    if not holds:
        raise PlanlintError("bad-option", zh, en)


def demand_words(name: str, words: Collection[str], least: int = 1) -> None:
    """Raise PlanlintError unless the option `name` holds at least `least` words, and none that is blank."""
    demand(len(words) >= least, f"“{name}”至少要写{least}个词语", f"{name} needs at least {least} words")
    demand(all(word.strip() for word in words), f"“{name}”里有空白词语", f"{name} has a blank word")


def sections(context: Context, words: Sequence[str]) -> Iterator[Node]:
    """Yield the sections whose heading has one of `words`, not those inside a section already yielded."""
    end, clean = 0, context.plan.clean
    for node in context.plan.nodes("section"):
        if node.span.start >= end:
            heading = clean[node.heading.start : node.heading.end]
            if any(word in heading for word in words):
                end = node.span.end
                yield node


@options
class Places:
    """Options of a check that can be kept to one place of the document."""

    where: Place = option(
        "document",
        "查哪里：document 全文，title 标题，preamble 开头（第一个章节之前的段落），headings 各级章节标题",
        "where to look: the document, its title, its preamble, or the headings of its sections",
    )
    section: tuple[str, ...] = option(
        (),
        "只查标题含有这些词语之一的章节",
        "look only into sections whose heading has one of these words",
    )

    def __post_init__(self) -> None:
        demand(
            not self.section or self.where == "document",
            "“section”与“where”只能写一个",
            "give either section or where",
        )

    def spans(self, context: Context) -> list[Span]:
        """Return the places to look at, sorted and disjoint."""
        plan = context.plan
        if self.section:
            return [node.span for node in sections(context, self.section)]
        if self.where == "headings":
            return [node.heading for node in plan.nodes("section") if node.heading.end > node.heading.start]
        if self.where == "document":
            return [Span(0, len(plan.clean))]
        if self.where == "title":
            return [part.title.span for part in plan.parts if part.title]
        return [node.span for node in plan.nodes("preamble")]


@options
class Contexts(Places):
    """Options of a check that reports words, with the contexts in which they are right."""

    allow: tuple[str, ...] = option(
        (),
        "含有该词、但本身正确的更长词语（如查“保监会”时的“银保监会”）",
        "longer phrases that contain the word and are right",
    )
    allow_after: tuple[str, ...] = option(
        (),
        "紧接在这些词语之后时不报（如“原”“时任”）",
        "silent directly after one of these",
    )
    allow_before: tuple[str, ...] = option(
        (),
        "紧接在这些词语之前时不报（如查“农业部”时的“门”）",
        "silent directly before one of these",
    )

    @cached_property
    def _folded(self) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        folded = [tuple(map(fold, words)) for words in (self.allow, self.allow_after, self.allow_before)]
        return folded[0], folded[1], folded[2]

    def judged(self, context: Context, candidates: Sequence[Occurrence]) -> Iterator[Occurrence]:
        """Yield the candidates that stand where this rule looks and in no allowed context."""
        if not candidates:
            return
        text, spans = context.plan.clean, self.spans(context)
        allow, after, before = self._folded
        for at in candidates:
            if (
                inside(spans, at.start)
                and not text.endswith(after, 0, at.start)
                and not text.startswith(before, at.end)
                and not within(text, at, allow)
            ):
                yield at

    def find(self, context: Context, words: Collection[str]) -> Iterator[Occurrence]:
        """Yield the occurrences of the folded `words` that this rule is about, in order."""
        return self.judged(context, occurrences(context, words))
