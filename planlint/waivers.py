"""Waivers: findings that someone has looked at and wants left alone, kept outside the document.

They stand in `planlint-waivers.yaml`: beside a document for that document, beside planlint.yaml for every document
below. `planlint answers` writes them from replies to comments; nobody has to. A waived finding stays in the
machine-readable reports, with who waived it, when and why.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

from planlint.checks import option
from planlint.findings import Finding
from planlint.handwritten import read as read_bytes
from planlint.model import Document, PlanlintError, Span
from planlint.ruleschema import about
from planlint.schema import load as load_tree
from planlint.yamltree import parse

CODE = "bad-waivers"
AROUND = 60
"""Characters on each side of the words that tell where they stand."""
MOST_WORDS = 400
"""Of a long passage, so much is compared."""
ALIKE = 70.0
"""From this likeness on (0 to 100) a place is still the same after edits beside it."""
HEAD = """\
# 已确认不用改的地方，由 planlint answers 按批注的回复写入；删去一条，那里就会再报。
# document 没写的，对这个文件夹和下级文件夹的所有文件有效。
"""


@dataclass(frozen=True, kw_only=True)
class Waiver:
    """What is waived: findings of a rule, as far as the other keys agree with them."""

    rule: str = field(metadata=about("规则名", "the rule"))
    document: str | None = option(None, "哪份文件（不带扩展名）；不写就是所有文件", "the document; all by default")
    words: str | None = option(None, "问题标在哪几个字上", "the words of the finding")
    near: str | None = option(None, "那几个字前后的文字", "the text around the words")
    says: str | None = option(None, "意见原文", "the message of the finding")
    by: str | None = option(None, "谁说不用改", "who waived it")
    date: datetime.date | None = option(None, "哪一天", "when")
    reason: str | None = option(None, "理由", "why")

    @property
    def key(self) -> tuple[str | None, ...]:
        """What it waives, whoever did so and when."""
        return self.rule, self.document, self.words, self.near, self.says

    @property
    def told(self) -> str:
        """What reports say of a finding that is waived."""
        who = "，".join(str(part) for part in (self.by, self.date) if part)
        return "不用改" + (f"（{who}）" if who else "") + (f"：{self.reason}" if self.reason else "")

    def covers(self, finding: Finding, document: Document) -> bool:
        """Say whether a finding of the rule is waived."""
        if self.words is not None and self.words != document.text[slice(*finding.span)]:
            return False
        if self.says is not None and self.says not in finding.texts.values():
            return False
        return self.near is None or _alike(self.near, surroundings(document, finding.span))


def surroundings(document: Document, span: Span) -> str:
    """Return the words of a span with those beside them in the same line, without blanks."""
    text = document.text
    before = text[max(0, span.start - AROUND) : span.start].rpartition("\n")[2]
    behind = text[span.end : span.end + AROUND].partition("\n")[0]
    return "".join(f"{before}{text[slice(*span)][:MOST_WORDS]}{behind}".split())


def _alike(one: str, other: str) -> bool:
    from rapidfuzz.fuzz import ratio

    return one == other or ratio(one, other, score_cutoff=ALIKE) > 0


def read(path: Path, shown: str) -> tuple[Waiver, ...]:
    """Return the waivers in a file. Raises PlanlintError ("bad-waivers") naming file and line."""
    try:
        data = read_bytes(path)
    except OSError as error:
        from planlint.refusals import refused

        raise refused(error, CODE, "读不了忽略记录", "cannot be read", shown) from None
    try:
        tree = parse(data, shown, code=CODE)
    except PlanlintError as error:
        if error.code == CODE:
            raise
        raise PlanlintError(CODE, error.texts["zh"], error.texts["en"], path=shown) from None  # no text, or too much
    if tree.value is None:
        return ()
    if not isinstance(tree.value, list):
        tree.wrong("忽略记录应是一条条的列表，每条以“- rule:”开头", "a list of waivers, each beginning with “- rule:”")
        tree.source.check()
    return tuple(load_tree(entry, Waiver) for entry in tree.value)


def apply(
    findings: Iterable[Finding], waivers: Sequence[Waiver], document: Document, titles: Mapping[str, str]
) -> tuple[list[Finding], list[Waiver]]:
    """Return the findings, those that are waived marked as suppressed, and the waivers that met none.

    `titles` maps the Chinese titles of rules to their ids.
    """
    by_rule: dict[str, list[Waiver]] = {}
    for waiver in waivers:
        by_rule.setdefault(titles.get(waiver.rule, waiver.rule), []).append(waiver)
    out, used = [], set[int]()
    for finding in findings:
        if finding.suppressed is None and finding.rule in by_rule:
            for waiver in by_rule[finding.rule]:
                if waiver.covers(finding, document):
                    used.add(id(waiver))
                    finding = finding._replace(suppressed=waiver.told)
                    break
        out.append(finding)
    return out, [waiver for waiver in waivers if id(waiver) not in used]


def written(waivers: Iterable[Waiver]) -> str:
    """Return waivers as they stand in a file."""
    out = []
    for waiver in waivers:
        values = [(one.name, getattr(waiver, one.name)) for one in fields(waiver)]
        lines = [f"{name}: {_scalar(value)}" for name, value in values if value is not None]
        out.append("- " + "\n  ".join(lines) + "\n")
    return "".join(out)


def _scalar(value: str | datetime.date) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()
    text = json.dumps(value, ensure_ascii=False)
    return re.sub(
        "[\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]", lambda found: f"\\u{ord(found[0]):04x}", text
    )
