"""Files that people write by hand: how they are decoded, and how their faults are told.

A fault shows its line, what is wrong and, where that is plain, the line as it should be.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from planlint.model import PlanlintError

MAX_BYTES = 4_000_000
MAX_PROBLEMS = 200
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


@dataclass(slots=True, eq=False)
class Source:
    """One file: its lines, the problems found in it so far, and other lines that may explain them."""

    path: str
    lines: list[str]
    code: str = "bad-yaml"
    first_line: int = 1
    problems: list[Problem] = field(default_factory=list)
    suspects: set[int] = field(default_factory=set)

    def line(self, number: int) -> str:
        """Return the text of a 1-based line of the file; empty when there is no such line."""
        index = number - self.first_line
        return self.lines[index] if 0 <= index < len(self.lines) else ""

    def add(
        self, line: int, column: int, zh: str, en: str, corrected: str | None = None, *, tentative: bool = False
    ) -> None:
        """Note a problem; the rest of the file is still looked at."""
        self.problems.append(Problem(line, column, zh, en, corrected, self.path, self.line(line), tentative))
        if len(self.problems) >= MAX_PROBLEMS:
            raise self.failure()

    def failure(self) -> BadFileError:
        """Return the error that says what was noted, with the slips of the keyboard that explain it."""
        from planlint.yamlslips import slips

        mistyped = slips(self)
        lines = {p.line for p in mistyped}
        judged = {p[:2] for p in self.problems if not p.tentative}
        kept = (p for p in self.problems if p.line not in lines and not (p.tentative and p[:2] in judged))
        found = {(p.line, p.column, p.zh): p for p in kept}
        return BadFileError(self.code, sorted([*mistyped, *found.values()], key=lambda p: (p.line, p.column)))

    def check(self) -> None:
        """Raise BadFileError when a problem was noted."""
        if self.problems:
            raise self.failure()


def read(path: Path) -> bytes:
    """Return what is in a file, as far as `decode` needs to say that it is too much. Raises OSError."""
    with path.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def decode(data: bytes, path: str) -> str:
    """Return the text of a file as Notepad may have saved it: UTF-8, UTF-16 with BOM, or GB18030.

    Raises PlanlintError when it is larger than 4 MB or none of these.
    """
    if len(data) > MAX_BYTES:
        raise PlanlintError(
            "bad-yaml",
            f"文件太大，不像是规则或配置文件（上限 {MAX_BYTES // 1_000_000} MB）",
            f"too large for a rule or configuration file (limit {MAX_BYTES // 1_000_000} MB)",
            path=path,
        )
    utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise PlanlintError(
        "bad-yaml",
        "不是文本文件，或编码不是 UTF-8、UTF-16、GB18030；请在记事本中另存为 UTF-8",
        "not a text file, or not in UTF-8, UTF-16 or GB18030; save it as UTF-8",
        path=path,
    )
