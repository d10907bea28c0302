"""Runs the cases inside rule files; users test their own rules with it.

A case is a text and what must be found in it: `pass` nothing, `fail` exactly the spans between ⟦ and ⟧, plus
one finding at the place named by `at`. Findings of other rules do not count. `todo-pass` and `todo-fail` are
known shortcomings: they must still fall short. Every case goes through the reader as bytes, four times: as
written, with CRLF, with a BOM, and with a blank line at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from string import Formatter

from planlint.findings import Finding, Result
from planlint.model import Document, Span, Texts
from planlint.rulebook import Case, Rule, Setup

Lint = Callable[[bytes, Rule, Setup], Result]
"""Lints one document for one rule.

The rule is run whatever its severity and genres unless the setup names a profile or a genre; the rest of the
setup is what command line and configuration would have said. The result may hold findings of other rules.
"""

VARIANTS: tuple[tuple[str, Texts, Callable[[str], bytes]], ...] = (
    ("plain", {"zh": "原样", "en": "as written"}, lambda text: text.encode()),
    ("crlf", {"zh": "换行为 CRLF", "en": "with CRLF"}, lambda text: text.replace("\n", "\r\n").encode()),
    ("bom", {"zh": "带 BOM", "en": "with a BOM"}, lambda text: b"\xef\xbb\xbf" + text.encode()),
    (
        "blank",
        {"zh": "末尾多一空行", "en": "with a blank line at the end"},
        lambda text: f"{text}\n".encode(),
    ),
)


@dataclass(frozen=True, slots=True)
class CaseResult:
    """How a case went. If not `ok`, `texts` say why; `expected` and `actual` are texts with ⟦ ⟧ to paste."""

    rule: Rule
    case: Case
    ok: bool
    texts: Texts | None = None
    expected: str = ""
    actual: str = ""

    @property
    def place(self) -> str:
        """Where the case stands, as "file:line"."""
        return f"{self.rule.source}:{self.case.line}"


def run_cases(rules: Iterable[Rule], lint: Lint) -> list[CaseResult]:
    """Run every case of some rules. What `lint` raises is not caught; an error in a result fails its case."""
    return [run_case(rule, case, lint) for rule in rules for case in rule.cases]


def without_cases(rules: Iterable[Rule]) -> list[Rule]:
    """Return the rules that no case shows to fire: nobody would notice if they never did."""
    return [rule for rule in rules if not any(case.kind == "fail" for case in rule.cases)]


def run_case(rule: Rule, case: Case, lint: Lint) -> CaseResult:
    """Run one case in all its variants; the first that goes wrong is the result."""
    text, spans = unmark(case.text)
    failure: CaseResult | None = None
    for name, _, encode in VARIANTS:
        result = lint(encode(text), rule, case.setup)
        found = [f for f in result.findings if f.rule == rule.id and f.suppressed is None]
        wrong = _wrong(rule, case, spans, found, result)
        if wrong is not None:
            zh, en = wrong
            failure = CaseResult(rule, case, False, _in_variant(name, zh, en), case.text, mark(text, found))
            break
    if not case.kind.startswith("todo-"):
        return failure or CaseResult(rule, case, True)
    if failure is not None:
        return CaseResult(rule, case, True)
    kind = case.kind.removeprefix("todo-")
    zh, en = f"已经做到了：把 {case.kind} 改为 {kind}", f"it works now: change {case.kind} to {kind}"
    return CaseResult(rule, case, False, {"zh": zh, "en": en}, case.text, case.text)


def unmark(text: str) -> tuple[str, list[Span]]:
    """Return a text without its ⟦ ⟧, and the spans (in the text returned) that were between them."""
    plain: list[str] = []
    spans: list[Span] = []
    length = start = 0
    for piece in text.replace("⟧", "⟦⟧").split("⟦"):
        if piece.startswith("⟧"):
            spans.append(Span(start, length))
            piece = piece[1:]
        start = length
        plain.append(piece)
        length += len(piece)
    return "".join(plain), spans


def mark(text: str, findings: Sequence[Finding]) -> str:
    """Return a text with ⟦ ⟧ around the findings, as a case would write them."""
    inserts = [(f.span.start, 1, "⟦") for f in findings] + [(f.span.end, 0, "⟧") for f in findings]
    for finding in findings:
        if finding.span.start == finding.span.end:
            inserts.remove((finding.span.end, 0, "⟧"))
            inserts.append((finding.span.end, 2, "⟧"))
    for offset, _, sign in sorted(inserts, reverse=True):
        text = text[:offset] + sign + text[offset:]
    return text


def fixed(text: str, findings: Sequence[Finding]) -> str:
    """Return a text with the fixes of the findings applied, safe or not."""
    edits = {edit for finding in findings if finding.fix for edit in finding.fix.edits}
    for edit in sorted(edits, key=lambda e: e.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def _wrong(rule: Rule, case: Case, spans: list[Span], found: list[Finding], result: Result) -> tuple[str, str] | None:
    """Return in Chinese and English what is not as the case says, or None."""
    if result.error is not None or result.document is None:
        texts = result.error.texts if result.error else {"zh": "", "en": ""}
        return f"没能检查：{texts['zh']}", f"not checked: {texts['en']}"
    if case.kind.endswith("pass"):
        return ("不该报，却报了", "it should stay silent") if found else None
    skipped = next((skip.reason for skip in result.skipped if skip.rule == rule.id), None)
    if skipped and not found:
        return f"规则没有运行（{skipped}）", f"the rule did not run ({skipped})"
    marked = [f for f in found if f.span in spans]
    rest = [f for f in found if f.span not in spans]
    if case.at is not None and len(rest) == 1 and is_at(case.at, rest[0].span, result.document, result.title):
        rest = []
    elif case.at is not None:
        return (
            f"at: {case.at} 处应报一条，实报 {len(rest)} 条",
            f"one finding at {case.at}, found {len(rest)}",
        )
    if rest or sorted(f.span for f in marked) != spans:
        return f"应报 {len(spans)} 处，实报 {len(found)} 处", f"{len(spans)} expected, {len(found)} found"
    said = [text for f in found for text in f.texts.values()]
    empty = next((name for name in _names(rule) if any(f"{{{name}}}" in text for text in said)), None)
    if empty is not None:
        return (
            f"提示里的“{{{empty}}}”没有值，检查 {rule.check} 不给这个名称",
            f"“{{{empty}}}” in the message has no value; the check {rule.check} gives none of this name",
        )
    if case.message is not None and not any(case.message in text for text in said):
        shown = "；".join(dict.fromkeys(f.texts["zh"] for f in found))
        return f"提示里没有“{case.message}”，而是：{shown}", f"the message lacks “{case.message}”: {shown}"
    after = fixed(result.document.text, found)
    if case.fix is not None and after.rstrip("\n") != case.fix.rstrip("\n"):
        return (
            f"改正后应为：\n{case.fix}实为：\n{after}",
            f"fixed, it should read:\n{case.fix}but reads:\n{after}",
        )
    return None


def _names(rule: Rule) -> set[str]:
    """Return the names that the messages of a rule mention in braces."""
    texts = [text for texts in (rule.message, *rule.variants.values()) for text in texts.values()]
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


def is_at(place: str, span: Span, document: Document, title: str | None) -> bool:
    """Say whether a span is where `at` says.

    `title`: on a line of the title. `section:<heading>`: on the line with that heading. `document`: an empty
    span, or on the first or last line with text: where something that is absent can be shown.
    """
    text = document.text
    line = text[text.rfind("\n", 0, span.start) + 1 :].partition("\n")[0].strip()
    if place == "title":
        words = "".join(line.split())
        return bool(words) and title is not None and words in "".join(title.split())
    if place.startswith("section:"):
        return place.removeprefix("section:").strip() in line
    lines = text.strip().split("\n")
    return span.start == span.end or line in (lines[0].strip(), lines[-1].strip())


def _in_variant(name: str, zh: str, en: str) -> Texts:
    for variant, words, _ in VARIANTS:
        if variant == name != "plain":
            return {"zh": f"{words['zh']}时：{zh}", "en": f"{words['en']}: {en}"}
    return {"zh": zh, "en": en}


def report(result: CaseResult, lang: str = "zh") -> str:
    """Return what went wrong with a case: place, reason, and the expected and actual text to paste."""
    texts = result.texts or {"zh": "通过", "en": "passed"}
    lines = [f"{result.place} {result.rule.id} {result.case.kind}: {texts[lang]}"]
    if result.expected != result.actual:
        for title, text in (
            ({"zh": "应为", "en": "expected"}, result.expected),
            ({"zh": "实为", "en": "actual"}, result.actual),
        ):
            lines.append(f"  {title[lang]}：" if lang == "zh" else f"  {title[lang]}:")
            lines += [f"    {line}" for line in text.rstrip("\n").split("\n")]
    return "\n".join(lines)
