"""What is wrong in files that people write by hand, and how it is told.

A fault shows its line, what is wrong and, where that is plain, the line as it should be.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

from planlint.model import PlanlintError

MAX_SHOWN = 20
MAX_WIDTH = 80


class Problem(NamedTuple):
    """One thing wrong at a 1-based line and column; `corrected` is the line as it should be, when known.

    `tentative`: said before it was known what is asked for there; another problem of the same place stands for it.
    """

    line: int
    column: int
    zh: str
    en: str
    corrected: str | None = None
    path: str | None = None
    text: str = ""
    tentative: bool = False


class BadFileError(PlanlintError):
    """Everything wrong with hand-written files, in `problems`: each with path, line and the line itself."""

    def __init__(self, code: str, problems: list[Problem]) -> None:
        first = problems[0]
        shown = problems[:MAX_SHOWN]
        more = len(problems) - len(shown)
        for at, (problem, after) in enumerate(pairwise(shown)):
            if problem.corrected is None and (problem.path, problem.line) == (after.path, after.line):
                shown[at] = problem._replace(text="")  # the line stands once, below all that is wrong with it
        zh = [_render(p, first.path, "zh") for p in shown] + [f"（另有 {more} 处未列出）"] * bool(more)
        en = [_render(p, first.path, "en") for p in shown] + [f"(and {more} more)"] * bool(more)
        super().__init__(code, "\n".join(zh), "\n".join(en), path=first.path, line=first.line)
        self.problems = problems

    def __reduce__(self) -> tuple[Any, ...]:
        return BadFileError, (self.code, self.problems)


def _render(p: Problem, home: str | None, lang: str) -> str:
    where = f"第{p.line}行：" if lang == "zh" else f"line {p.line}: "
    if p.path != home:
        where = f"{p.path} {where}"
    lines = [where + (p.zh if lang == "zh" else p.en)]
    if p.text.strip():
        lines.append(("  原：" if lang == "zh" else "  have: ") + _short(p.text, p.column))
    if p.corrected is not None:
        lines.append(("  改：" if lang == "zh" else "  want: ") + _short(p.corrected, p.column))
    return "\n".join(lines)


def _short(line: str, column: int) -> str:
    """Return a line fit to be shown: control characters visible, and of a long one the part around the column."""
    start = 0
    if len(line) > MAX_WIDTH:
        start = max(0, min(column - MAX_WIDTH // 2, len(line) - MAX_WIDTH))
    piece = line[start : start + MAX_WIDTH].replace("\t", "→")
    piece = "".join(c if c.isprintable() or c in "\u3000\xa0" else f"\\x{ord(c):02x}" for c in piece)
    return "…" * (start > 0) + piece + "…" * (start + MAX_WIDTH < len(line))
