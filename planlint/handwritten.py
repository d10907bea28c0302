"""Files that people write by hand: how they are decoded, and what is wrong in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from planlint.model import PlanlintError
from planlint.problems import BadFileError, Problem

MAX_BYTES = 4_000_000
MAX_PROBLEMS = 200


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

    def doubted(self) -> set[int]:
        """Return the 1-based lines that have a problem, or may explain one."""
        return self.suspects.union(p.line for p in self.problems)

    def failure(self) -> BadFileError:
        """Return the error that says what was noted, with the slips of the keyboard that explain it."""
        from planlint.yamlslips import slips

        mistyped = slips(self.path, self.lines, self.first_line, self.doubted())
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
