r"""pattern: a regular expression of the user's own.

正则表达式：凡与 pattern 相符的文字都报。按行写（^ 是行首，$ 是行尾）；中文里不要用 \b，它在汉字之间不起作用。
可用 allow、allow-after、allow-before 写明例外，用 replace 写出建议的写法（\1 代表第一对括号里的文字）。
表达式太复杂、在一份文稿上运行过久时，planlint 会停下来并指出是哪一条，不会一直等下去。

It runs in the `regex` package, whose syntax includes that of `re`, because only that one can stop: after one
second of processor time a document, and one more for each million characters, PlanlintError("slow-pattern").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import MISSING
from functools import cache
from typing import Any

from planlint.checks import option, options
from planlint.checks._words import Contexts, demand
from planlint.context import Context
from planlint.findings import Hit
from planlint.model import PlanlintError, Span
from planlint.terms import Occurrence

TITLE = "正则表达式"
OUTSIDE = True

RECIPE = r"""
- id: office-meeting-number
  title: 会议次数用汉字
  check: pattern
  options:
    pattern: '第(\d+)次(?=常务会议|党组会议)'
    allow-after: [原]
  severity: warning
  basis: 本单位
  message: {zh: "“{text}”中的次数应写汉字", en: "write the number of “{text}” in Chinese"}
  rationale: 本单位文稿体例。
  tests:
    - pass: 区政府第十二次常务会议审议。
    - pass: 召开第3次联席会议。
    - fail: 区政府⟦第12次⟧常务会议审议。
      message: 应写汉字
    - fail: 召开⟦第3次⟧党组会议。
""".lstrip()

LONGEST = 1000
SECONDS = 1.0
_SUGGESTED = 200
_REFERENCE = re.compile(r"\\(\d)")


@options
class Options(Contexts):
    """What a rule of this check may set."""

    pattern: str = option(MISSING, "正则表达式", "the regular expression")
    replace: str = option("", "建议的写法，可用 \\1 引用括号里的文字", "what to write instead; may use \\1")

    def __post_init__(self) -> None:
        super().__post_init__()
        demand(
            len(self.pattern) <= LONGEST and len(self.replace) <= _SUGGESTED,
            f"正则表达式最长 {LONGEST} 字，“replace”最长 {_SUGGESTED} 字",
            f"at most {LONGEST} characters of pattern and {_SUGGESTED} of replace",
        )
        groups = _compiled(self.pattern).groups
        demand(
            all(int(found[1]) <= groups for found in _REFERENCE.finditer(self.replace)),
            f"“replace”引用的括号多于“pattern”里的 {groups} 对",
            f"replace refers to more than the {groups} groups of pattern",
        )
        demand(
            not _matches(self.pattern, ""),
            f"“{self.pattern}”连空文字也相符，请至少要求一个字",
            f"“{self.pattern}” matches nothing at all; demand one character at least",
        )


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a match; values: `text`, and each named group under its name."""
    found = _matches(options.pattern, context.plan.clean)
    matches = {Occurrence(m.start(), m.end(), m[0]): m for m in found if m[0]}
    for at in options.judged(context, list(matches)):
        match = matches[at]
        values = {"text": at.word} | {name: value or "" for name, value in match.groupdict().items()}
        yield Hit(Span(at.start, at.end), values, suggestion=_rewritten(match, options.replace))


def _rewritten(match: Any, replace: str) -> str | None:
    if not replace or len(match[0]) > _SUGGESTED:
        return None
    return _REFERENCE.sub(lambda found: match[int(found[1])] or "", replace)


def _matches(pattern: str, text: str) -> list[Any]:
    limit = SECONDS * (1 + len(text) / 1_000_000)
    try:
        return list(_compiled(pattern).finditer(text, timeout=limit))
    except (TimeoutError, MemoryError):
        raise PlanlintError(
            "slow-pattern",
            f"正则表达式“{pattern}”运行超过 {limit:.0f} 秒，已停止；请改写得简单些，不要在重复里再套重复",
            f"“{pattern}” ran for more than {limit:.0f} s and was stopped; avoid a repeat inside a repeat",
        ) from None


@cache
def _compiled(pattern: str) -> Any:
    import regex  # type: ignore[import-untyped]  # only where a rule of this check is in use

    try:
        return regex.compile(pattern, regex.MULTILINE)
    except (regex.error, OverflowError, RecursionError) as error:
        raise PlanlintError(
            "bad-option",
            f"正则表达式“{pattern}”写得不对：{error}",
            f"“{pattern}” is not a regular expression: {error}",
        ) from None
