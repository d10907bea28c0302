"""What is written into the comments: one remark for all places of the same slip, in words for the drafter."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from planlint.findings import SEVERITIES, Finding, Related, Severity
from planlint.lang import t
from planlint.model import Document

MOST_REMARKS = 500
"""Comments in one copy; Word does not open a file with more than 32,767, and nobody reads so many."""
MOST_PLACES, MOST_RELATED, MOST_WORDS = 20, 3, 40


class Remark(NamedTuple):
    """Findings that say the same of the same words; the comment stands at the first of them."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The finding at whose words the comment stands."""
        return self.findings[0]


def remarks_of(document: Document, findings: Iterable[Finding]) -> list[Remark]:
    """Return the remarks to make, in the order of the text."""
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in sorted(findings, key=lambda finding: (finding.span, finding.rule)):
        words = document.text[slice(*finding.span)]
        groups.setdefault((finding.rule, words, finding.texts["zh"]), []).append(finding)
    return [Remark(tuple(group)) for group in groups.values()]


def gravest(remarks: list[Remark]) -> list[Remark]:
    """Return the remarks that one copy has room for, in their order: the gravest, and of those the first."""
    ranked = sorted(range(len(remarks)), key=lambda at: (SEVERITIES.index(remarks[at].first.severity), at))
    return [remarks[at] for at in sorted(ranked[:MOST_REMARKS])]


def at_least(findings: Iterable[Finding], severity: Severity) -> list[Finding]:
    """Return the findings of a severity or a graver one that are not suppressed."""
    wanted = SEVERITIES[: SEVERITIES.index(severity) + 1]
    return [finding for finding in findings if finding.suppressed is None and finding.severity in wanted]


def lines(
    document: Document,
    remark: Remark,
    lang: str,
    titles: Mapping[str, str],
    tracked: Collection[int],
    displaced: bool,
) -> Iterator[str]:
    """Yield the paragraphs of a comment.

    `titles` maps rule ids to titles, `tracked` holds the ids (of Python) of the findings whose fix is tracked; a
    `displaced` comment stands elsewhere than its words, and says where they are.
    """
    first, size = remark.first, len(remark.findings)
    count = t("remark.count", lang, n=size) if size > 1 else ""
    yield t("remark.head", lang, severity=t(f"severity.{first.severity}", lang), message=first.texts[lang]) + count
    if displaced:
        yield t("remark.place", lang, place=_place(document, first.span.start, lang), words=_words(document, first))
    if first.suggestion is not None:
        yield t("finding.suggestion", lang) + (first.suggestion or t("remark.delete", lang))
    if all(id(finding) in tracked for finding in remark.findings):
        yield t("remark.tracked", lang)
    for related in first.related[:MOST_RELATED]:
        yield _related(document, related, lang)
    if size > 1:
        others = [_place(document, finding.span.start, lang) for finding in remark.findings[1:]]
        places = t("list", lang).join(others[:MOST_PLACES])
        more = t("remark.more", lang) if len(others) > MOST_PLACES else ""
        yield t("remark.others", lang, places=places + more)
    title = titles.get(first.rule, first.rule)
    yield t("remark.rule", lang, basis=t(f"basis.{first.basis}", lang), title=title, rule=first.rule)
    yield t("remark.answer", lang)


def _place(document: Document, offset: int, lang: str) -> str:
    return document.locate(offset).said(lang)


def _words(document: Document, finding: Finding) -> str:
    words = " ".join(document.text[slice(*finding.span)].split())
    return words if len(words) <= MOST_WORDS else words[: MOST_WORDS - 1] + "…"


def _related(document: Document, related: Related, lang: str) -> str:
    why = related.texts.get(lang) or related.texts.get("zh", "")
    where = related.path or _place(document, related.span.start, lang)
    return t("finding.related", lang) + where + (t("brackets", lang, text=why) if why else "")
