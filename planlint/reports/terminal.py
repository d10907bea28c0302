"""The report for people: on a screen in colour, in a pipe as plain text, 80 columns wide.

It is composed as pieces of text with a style. Rich paints them where there is a terminal; a pipe gets the
bare text, in which 〖 〗 mark the words in question. No piece ever passes through console markup, and nothing
is aligned behind a character whose width depends on the font.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TextIO

from planlint.findings import Finding, Related, Result
from planlint.lang import known, say, t
from planlint.model import Dating, Document
from planlint.reports import Run, shown, unconfigured
from planlint.reports.closing import STYLES, closing, folded
from planlint.reports.excerpt import excerpt, quote
from planlint.reports.glyphs import clip, visible, width, wrap
from planlint.reports.painting import Piece, columns_of, error_pieces, paint, wants_colour

FORMAT = "terminal"

DETAIL = " " * 10
"""What stands under a finding begins here; its message hangs further in, behind the severity."""
HANG = " " * 18
MARKS = ("〖", "〗")
MOST_ROWS, MOST_RELATED, MOST_ITEMS = 6, 5, 6
"""Of one message or suggestion; of places related to one finding; of rules or places named in one list."""


def render(run: Run, out: TextIO, lang: str, *, colour: bool | None = None, columns: int | None = None) -> None:
    """Write the report to `out`; colour and width are those of the terminal unless given (80 in a pipe)."""
    if colour is None:
        colour = wants_colour(out)
    report = _Report(run, lang, columns or columns_of(out), ("", "") if colour else MARKS)
    paint(report.pieces(), out, colour)


def sum_up(run: Run, out: TextIO, lang: str) -> None:
    """Write only the closing lines of the report."""
    paint([[*closing(run, lang)]], out, wants_colour(out))


def facts_of(result: Result, lang: str) -> list[str]:
    """Return what was inferred about a document: genre, year, date and its source, profile."""
    genre = t("genre.other", lang) if result.genre == "other" else visible(result.genre)
    facts = [genre, *([t("header.plan-year", lang, year=result.year)] if result.year else [])]
    dating = result.dating
    if dating:
        source = t(f"source.{dating.source}", lang)
        facts.append(t("header.date", lang, date=window(dating, lang), source=source))
    else:
        facts.append(t("header.no-date", lang))
    key = f"profile.{result.profile}"
    profile = t(key, lang) if known(key) else visible(result.profile)
    return [*facts, t("header.profile", lang, profile=profile)]


class _Report:
    """Composes the pieces of one run."""

    def __init__(self, run: Run, lang: str, columns: int, marks: tuple[str, str]) -> None:
        self.run, self.lang, self.columns, self.marks = run, lang, columns, marks
        self.documents = run.documents()
        self.told: set[tuple[str, ...]] = set()
        """What stricter profiles would add, said at the first document and not again."""

    def t(self, key: str, **values: object) -> str:
        return t(key, self.lang, **values)

    def pieces(self) -> Iterator[list[Piece]]:
        """Yield the report in chunks: the documents, other errors, the summary."""
        previous = None
        unread = unconfigured(self.run.results)
        fold, listed = folded(self.run) > 0, 0
        for result in self.run.results:
            if result.error and (alike := unread.get(result.error.texts["zh"])):
                if result is alike[0]:
                    yield [("\n" if previous is not None else "", ""), *self.unread(alike)]
                    previous = False
                continue
            findings = shown(result)
            # Clean documents stand together, a line each; what has more to say stands apart.
            quiet = not findings and not result.error
            listed += bool(findings)
            if (quiet and fold) or (findings and 0 < self.run.most < listed):
                continue
            gap: list[Piece] = [("\n", "")] if previous is not None and not (quiet and previous) else []
            previous = quiet
            if findings:
                yield gap + self.document(result, findings)
                gap = [("\n", "")]
            elif quiet:
                yield gap + self.clean(result)
            if result.error:
                yield gap + error_pieces(result.error, self.lang, self.columns, result)
        for error in self.run.errors:
            yield [("\n" if previous is not None else "", ""), *error_pieces(error, self.lang, self.columns)]
            previous = False
        yield [("\n" if previous is not None else "", ""), *closing(self.run, self.lang)]

    def unread(self, alike: list[Result]) -> list[Piece]:
        """Return the lines about documents that one fault of configuration kept from being judged."""
        first = alike[0]
        assert first.error
        path = visible(first.path)
        if len(alike) > 1:
            path = self.t("documents.alike", path=path, n=len(alike))
        line = path + self.t("colon") + visible(say(first.error.texts, self.lang))
        return [(f"{row}\n", "bold") for row in wrap(line, self.columns)]

    def clean(self, result: Result) -> list[Piece]:
        """Return the line or two about a document without findings."""
        if result.document is not None and not result.document.text.strip():
            return [(visible(result.path), "bold"), (f"{self.t('colon')}{self.t('document.empty')}\n", "yellow")]
        facts = facts_of(result, self.lang)
        if result.skipped:
            facts.append(self.t("skipped", n=len(result.skipped)))
        if suppressed := sum(f.suppressed is not None for f in result.findings):
            facts.append(self.t("document.suppressed", n=suppressed))
        path, said = visible(result.path), self.t("colon") + self.t("document.clean")
        about = self.t("comma").join(facts)
        aside = self.t("brackets", text=about)
        fits = width(path + said + aside) <= self.columns
        rest = [(f"{aside}\n", "dim")] if fits else [("\n", ""), *self.aside(about)]
        return [(path, "bold"), (said, "green"), *rest]

    def title_of(self, rule: str) -> str:
        """Return what a rule is called in the report's language: its title, or its id."""
        titles = {entry.id: entry.title for entry in self.run.catalogue} if self.lang == "zh" else {}
        return titles.get(rule, rule)

    def document(self, result: Result, findings: list[Finding]) -> list[Piece]:
        """Return the block about a document with findings."""
        document = result.document or Document("")
        pieces: list[Piece] = [(f"{visible(result.path)}\n", "bold")]
        pieces += self.aside(self.t("comma").join(facts_of(result, self.lang)))
        if result.stricter and (told := tuple(result.stricter)) not in self.told:
            self.told.add(told)
            stricter = self.t("header.stricter", n=len(result.stricter))
            pieces += self.aside(stricter + self.some([self.title_of(rule) for rule in result.stricter]))
        pieces.append(("\n", ""))
        seen: Counter[str] = Counter()
        held: dict[str, list[Finding]] = {}
        for finding in findings:
            seen[finding.rule] += 1
            if self.run.limit and seen[finding.rule] > self.run.limit:
                held.setdefault(finding.rule, []).append(finding)
            else:
                pieces += self.finding(document, finding)
        for rule, rest in held.items():
            places = self.some([position(document, f, self.lang) for f in rest], 2 * MOST_ITEMS)
            line = self.t("finding.more", rule=visible(rule), n=len(rest)) + places
            pieces += [(f"{DETAIL}{row}\n", "dim") for row in wrap(line, self.columns - len(DETAIL))]
        if result.skipped:
            pieces.append(("\n", ""))
            pieces += self.aside(self.skipped(result))
        if suppressed := len(result.findings) - len(findings):
            pieces += self.aside(self.t("document.suppressed", n=suppressed))
        return pieces

    def finding(self, document: Document, finding: Finding) -> Iterator[Piece]:
        """Yield place, severity, message and rule; the words in their line; what to write; related places."""
        style = STYLES[finding.severity]
        label = self.t(f"severity.{finding.severity}")
        tag = f"[{visible(finding.rule)}]"
        rows = self.rows(f"{visible(say(finding.texts, self.lang))} {tag}", HANG)
        where = position(document, finding, self.lang)
        # A long place in words has a line of its own, so that what follows keeps its column.
        room = len(DETAIL) - 2 - width(where)
        yield f"{' ' * room}{where}  " if room >= 0 else f"  {where}\n{DETAIL}", ""
        yield f"{label}{' ' * (len(HANG) - len(DETAIL) - width(label))}", style
        for n, row in enumerate(rows):
            yield HANG if n else "", ""
            yield row.removesuffix(tag), "bold"
            yield (f"{tag}\n" if row.endswith(tag) else "\n"), "dim"
        yield from self.context(document, finding, style)
        if finding.suggestion is not None:
            text = self.t("finding.suggestion") + visible(finding.suggestion)
            if not finding.suggestion:
                text = self.t("finding.delete")
            for row in self.rows(text, DETAIL):
                yield f"{DETAIL}{row}\n", "green"
        for place in finding.related[:MOST_RELATED]:
            yield f"{DETAIL}{self.related(document, place)}\n", "dim"

    def context(self, document: Document, finding: Finding, style: str) -> Iterator[Piece]:
        """Yield the line of the finding with its words marked; nothing where the line is empty."""
        opening, closing = self.marks
        before, words, after = excerpt(document, finding.span, self.columns - len(DETAIL) - 8)
        if before or words or after:
            yield f"{DETAIL}│ ", "dim"
            yield before, ""
            if before or words:  # nothing at the beginning of a line stands for the line
                yield f"{opening}{words}{closing}", f"{style} underline"
            yield f"{after}\n", ""

    def related(self, document: Document, place: Related) -> str:
        """Return one row about a related place: where it is, why it matters, its words."""
        home = self.documents.get(place.path) if place.path else document
        where = visible(place.path or "")
        words = ""
        if home:
            where += (":" if where else "") + position(home, place, self.lang)
            words = quote(home.text[slice(*place.span)].strip(), 24)
        why = visible(say(place.texts, self.lang))
        text = self.t("finding.related") + where + (self.t("brackets", text=why) if why else "")
        return clip(text + (self.t("colon") + words if words else ""), self.columns - len(DETAIL))

    def skipped(self, result: Result) -> str:
        """Return which rules did not run, grouped by the reason."""
        reasons: dict[str, list[str]] = {}
        for skip in result.skipped:
            reasons.setdefault(skip.reason, []).append(skip.rule)
        groups = []
        for reason, rules in reasons.items():
            why = self.t(f"skip.{reason}") if known(f"skip.{reason}") else visible(reason)
            groups.append(self.some([self.title_of(rule) for rule in rules]) + self.t("brackets", text=why))
        return self.t("skipped", n=len(result.skipped)) + self.t("colon") + self.t("list").join(groups)

    # -- small parts

    def rows(self, text: str, indent: str) -> list[str]:
        """Break `text` into at most MOST_ROWS rows behind `indent`."""
        cells = self.columns - len(indent)
        return wrap(text if len(text) <= cells else clip(text, cells * MOST_ROWS), cells)

    def aside(self, text: str) -> list[Piece]:
        return [(f"  {row}\n", "dim") for row in wrap(text, self.columns - 2)]

    def some(self, items: list[str], most: int = MOST_ITEMS) -> str:
        """Join `items`, the first few of many."""
        text = self.t("list").join(visible(item) for item in items[:most])
        return text if len(items) <= most else self.t("and-so-on", items=text)


def position(document: Document, at: Finding | Related, lang: str) -> str:
    """Return `line:column` (1-based, code points), or the place in a format without lines."""
    return document.locate(min(at.span.start, len(document.text))).said(lang)


def window(dating: Dating, lang: str) -> str:
    """Return when a document was written in words: a day, a month, a year, or from one day to another."""
    start, end = dating.start, dating.end
    parts = {"year": start.year, "month": start.month, "day": start.day}
    after = date.fromordinal(end.toordinal() + 1) if end < date.max else end
    if dating.is_day:
        return t("day", lang, **parts)
    if start.day == after.day == 1 and after.toordinal() - start.toordinal() <= 31:
        return t("month", lang, **parts)
    if (start.month, start.day, after.month, after.day) == (1, 1, 1, 1) and after.year == start.year + 1:
        return t("year", lang, **parts)
    days = (t("day", lang, year=d.year, month=d.month, day=d.day) for d in (start, end))
    return t("window", lang, start=next(days), end=next(days))
