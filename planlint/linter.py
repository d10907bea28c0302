"""The one loop: parse a document, run the rules, stamp each hit with rule and severity, apply suppressions."""

from __future__ import annotations

import os
import sys
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from planlint import checks, suppressions, terms
from planlint.context import Context, nowhere
from planlint.dating import date_document, plan_year
from planlint.facts import Facts
from planlint.findings import SEVERITIES, Finding, Fix, Hit, Result, Severity, Skip
from planlint.genres import infer_genre
from planlint.model import Document, Known, PlanlintError, Span
from planlint.outline import Plan, parse, rejoined
from planlint.rulebook import Effective, Layer, Rulebook, added_by_stricter, resolve

if TYPE_CHECKING:
    from planlint.waivers import Waiver

MOST = 500
"""Findings of one rule in one document, unless more are asked for; the one after them says that there are more."""

MORE = {
    "zh": f"从这里起还有同样的问题，一条规则只列出前 {MOST} 处；改好后请再查一遍",
    "en": f"more of the same from here on; one rule lists its first {MOST} findings, mend them and check again",
}

MASKS = (
    ("in_quotes", "quotes"),
    ("in_titles", "titles"),
    ("in_brackets", "brackets"),
    ("in_tables", "tables"),
)


FILE_CHECKS = ("file-marks", "file-properties")
"""Checks of what only a Word file has beside its text: comments, tracked changes, properties."""


class Step(NamedTuple):
    """One rule ready to run: what is asked of every document alike is looked up once.

    `wanted` are the kinds of masks the rule does not take as they come, each with whether a hit must stand inside;
    `outside` whether its check judges text outside the outline too; `after` whether it runs after the others.
    """

    entry: Effective
    check: Callable[[Context, Any], Iterator[Hit]]
    needs: tuple[str, ...]
    wanted: tuple[tuple[str, bool], ...]
    outside: bool
    after: bool

    @classmethod
    def of(cls, entry: Effective) -> Step:
        """Return the step of an effective rule."""
        rule = entry.rule
        module = checks.load(rule.check)
        needs = module.needs(rule.options) if hasattr(module, "needs") else getattr(module, "NEEDS", ())
        masks = ((kind, getattr(rule, name)) for name, kind in MASKS)
        wanted = tuple((kind, value == "only") for kind, value in masks if value != "any")
        outside, after = getattr(module, "OUTSIDE", False), getattr(module, "AFTER", False)
        return cls(entry, module.check, tuple(needs), wanted, outside, after)


class Chosen(NamedTuple):
    """The rules that run, what a stricter profile would add, all words, and the layers this was made from."""

    rules: list[Step]
    stricter: list[str]
    vocabulary: terms.Vocabulary
    layers: tuple[Layer, ...]


@dataclass(slots=True, eq=False, repr=False)
class Settings:
    """What is asked of one document: by configuration, front matter and command line, already resolved."""

    profile: str = "review"
    genre: str | None = None
    dated: tuple[str, Known] | None = None
    year: int | None = None
    layers: tuple[Layer, ...] = ()
    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    values: Mapping[str, Any] = field(default_factory=dict)
    beside: Callable[[], Sequence[str] | None] = nowhere
    waivers: Sequence[Waiver] = ()
    most: int = MOST


class Linter:
    """Rules and facts, ready to judge any number of documents."""

    def __init__(self, book: Rulebook, facts: Facts) -> None:
        self.book, self.facts = book, facts
        self._titles = {rule.title: rule.id for rule in book.rules.values()}
        self._order = {name: at for at, name in enumerate(book.rules)}
        self._known = {**self._titles, **{name: name for name in book.rules}}
        self._records = {name: genre.record() for name, genre in book.genres.items()}
        self._effective: dict[tuple[Any, ...], Chosen] = {}

    def lint(self, document: Document, settings: Settings) -> Result:
        """Judge one document. Never raises: what goes wrong inside is the result's `error`."""
        result, context = self.examine(document, settings)
        if context is not None:
            context.close()
        return result

    def examine(self, document: Document, settings: Settings) -> tuple[Result, Context | None]:
        """Judge one document as `lint` does, and return what the checks saw too; None when none could run."""
        result = Result(document.path, document, profile=settings.profile)
        try:
            directives = suppressions.find(document)
            visible = suppressions.hide(document, directives)
            plan = rejoined(parse(visible))
            context = self._context(plan, settings, directives)
            chosen = self._rules(settings, context.genre)
        except PlanlintError as error:
            result.error = error
            return result, None
        except Exception as error:
            result.error = internal(error, document.path)
            return result, None
        result.genre, result.title = context.genre, plan.title
        result.dating, result.year = context.dating, context.year
        result.stricter = [name for name in chosen.stricter if document.is_word or not self._asks_a_file(name)]
        terms.provide(context, chosen.vocabulary)
        found: list[Finding] = []
        for step in chosen.rules:
            if not step.after:
                found += self._run(step, context, result, settings.most)
        if plan.document is not visible:
            from planlint.outline.rejoin import restored

            found = restored(found, plan.document)
        found = suppressions.apply(found, directives, self._titles)
        if settings.waivers:
            from planlint import waivers

            found, unused = waivers.apply(found, settings.waivers, document, self._titles)
            context.settings = {**context.settings, "unused-waivers": unused}
        for step in chosen.rules:
            if step.after:
                found += self._run(step, context, result, settings.most)
        distinct = {(f.span, SEVERITIES.index(f.severity), f.rule, f.texts["zh"]): f for f in found}
        result.findings = [distinct[key] for key in sorted(distinct)]
        return result, context

    def _asks_a_file(self, name: str) -> bool:
        """Say whether a rule is about what only a Word file has beside its text."""
        return self.book.rules[name].check in FILE_CHECKS

    def _context(self, plan: Plan, settings: Settings, directives: Sequence[suppressions.Directive]) -> Context:
        genres = self.book.genres.values()
        for part in plan.parts:
            part.genre = infer_genre(part.title_text, genres)
        genre = plan.parts[0].genre = settings.genre or plan.parts[0].genre
        dating = date_document(plan, settings.dated)
        return Context(
            plan,
            self.facts,
            dating=dating,
            year=plan_year(plan, dating, settings.year),
            genre=genre,
            genre_data=self._records.get(genre, {}),
            genres=self._records,
            profile=settings.profile,
            settings={**settings.values, "directives": directives, "known-rules": self._known},
            beside=settings.beside,
        )

    def _rules(self, settings: Settings, genre: str) -> Chosen:
        """Return the rules to run; when they are named one by one, no profile adds to them, and only they cost time.

        What is kept holds its layers, so that no other layer can get the `id` of one of them.
        """
        profile, layers, select = settings.profile, settings.layers, settings.select
        key = (profile, genre, select, settings.ignore, *map(id, layers))
        if key not in self._effective:
            names = sorted(select & self._order.keys(), key=self._order.__getitem__) if select else None
            stricter = [] if select else added_by_stricter(self.book, profile, genre, layers)
            resolved = resolve(self.book, profile, genre, layers, names)
            rules = [e for e in resolved if e.rule.id not in settings.ignore and (select or e.on)]
            words = terms.Vocabulary.of(((checks.load(e.rule.check), e.rule.options) for e in rules), self.facts)
            known = (chosen.vocabulary for chosen in self._effective.values())  # of another genre: most have the same
            vocabulary = next((one for one in known if one.words == words.words), words)
            self._effective[key] = Chosen([Step.of(entry) for entry in rules], stricter, vocabulary, layers)
        return self._effective[key]

    def _run(self, step: Step, context: Context, result: Result, most: int) -> list[Finding]:
        """Run one rule; a rule that fails is an error of the document, and the others still run."""
        rule = step.entry.rule
        if step.needs and (missing := _missing(step.needs, context)):
            result.skipped.append(Skip(rule.id, missing))
            return []
        found: list[Finding] = []
        try:
            for hit in step.check(context, rule.options):
                if _is_wanted(step, hit, context):
                    finding = _finding(step.entry, hit, context.document.virtual)
                    if len(found) == most:
                        found.append(Finding(rule.id, finding.severity, rule.basis, MORE, hit.span))
                        break
                    found.append(finding)
        except PlanlintError as error:
            zh, en = error.texts["zh"], error.texts["en"]
            result.error = PlanlintError(error.code, f"规则 {rule.id}：{zh}", f"rule {rule.id}: {en}", path=result.path)
            return []
        except Exception as error:
            result.error = internal(error, result.path, rule.id)
            return []
        result.rules_run += 1
        context.ran.add(rule.id)
        return found


def _missing(needs: Collection[str], context: Context) -> str | None:
    """Return why a rule cannot run on this document ("no-date", "no-year"), or None."""
    if "date" in needs and context.dating is None:
        return "no-date"
    if "year" in needs and context.year is None:
        return "no-year"
    return None


def _is_wanted(step: Step, hit: Hit, context: Context) -> bool:
    """Say whether the rule wants a hit where it stands: by the outline's end, its masks and the office's own names."""
    start, outside, inside = hit.span.start, context.document.outside, context.plan.masks.inside
    if outside is not None and start >= outside and not step.outside:
        return False
    if any(inside(kind, start) != within for kind, within in step.wanted):
        return False
    names = step.entry.rule.in_own_names
    return names == "any" or _is_own(context, hit.span) == (names == "only")


def _is_own(context: Context, span: Span) -> bool:
    from planlint.checks._roster import is_own  # only some rules ask, and only of what they found

    return is_own(context, span)


def _finding(entry: Effective, hit: Hit, virtual: Sequence[Span]) -> Finding:
    rule = entry.rule
    severity: Severity = entry.severity_weak if hit.weak else "warning" if entry.severity == "off" else entry.severity
    if hit.unverified and severity == "error":
        severity = "warning"
    templates = rule.variants.get(hit.variant, rule.message) if hit.variant else rule.message
    values = {name: str(value) for name, value in hit.values.items()}
    texts = {lang: template.format_map(_Known(values)) for lang, template in templates.items()}
    fix = hit.fix if hit.fix and not (virtual and _edits(hit.fix, virtual)) else None
    return Finding(rule.id, severity, rule.basis, texts, hit.span, hit.related, hit.suggestion, fix)


def _edits(fix: Fix, virtual: Sequence[Span]) -> bool:
    """Say whether a fix would edit what is displayed but not stored."""
    return any((at := bisect_left(virtual, (e.end,))) and virtual[at - 1].end > e.start for e, _ in fix.edits)


class _Known(dict[str, str]):
    """Values of a message; a name that the check does not give stays as it is written."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def internal(error: Exception, path: str, rule: str | None = None) -> PlanlintError:
    """Return the error of a document that planlint itself failed on; with PLANLINT_DEBUG set the traceback is shown."""
    if os.environ.get("PLANLINT_DEBUG"):
        sys.excepthook(type(error), error, error.__traceback__)
    where = f"（规则 {rule}）" if rule else ""
    said = f"{type(error).__name__}: {error}"
    return PlanlintError(
        "internal-error",
        f"内部错误{where}：{said}；其余文件已照常检查。设 PLANLINT_DEBUG=1 可看到细节，请反馈给我们",
        f"internal error{f' in rule {rule}' if rule else ''}: {said}; set PLANLINT_DEBUG=1 for details",
        path=path,
    )
