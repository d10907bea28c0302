"""What people get wrong when they type YAML with a Chinese keyboard in Notepad, and how it should read.

Imported only when a file could not be read. The lines themselves are looked at, because one full-width colon
makes a YAML parser complain three lines further down.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from planlint.problems import Problem

MAX_SLIPS = 5
MAX_LINE = 1000
"""Longer lines are not typed by hand, and would make the patterns below slow."""

_LEAD = re.compile(r"[ \t\u3000\xa0]*")
_DASHES = re.compile(r"( *)(?:- +)*")
_BLOCK = re.compile(r"(?:^|[:：－-])\s*[|>][-+0-9]{0,2}\s*(?:#.*)?$")


def slips(path: str, lines: list[str], first_line: int, suspects: Collection[int]) -> list[Problem]:
    """Return what is surely mistyped in the lines of a file, one problem a line.

    `first_line` is the 1-based number of the first of them; on the lines in `suspects` less is proof enough.
    """
    found: list[Problem] = []
    previous = 0
    for number, line in reversed(list(structure(lines, first_line))):
        suspect = number in suspects or previous in suspects
        if len(line) <= MAX_LINE and (told := _slip(line, suspect)):
            zh = "；".join(dict.fromkeys(slip[0] for slip in told))
            en = "; ".join(dict.fromkeys(slip[1] for slip in told))
            found.append(Problem(number, told[0][2], zh, en, told[-1][3], path, line))
        previous = number
    return found


def mend(lines: list[str], first_line: int, mistyped: Iterable[Problem]) -> list[str]:
    """Return the lines of a file without its slips."""
    mended = list(lines)
    for problem in mistyped:
        if problem.corrected is not None:
            mended[problem.line - first_line] = problem.corrected
    return mended


def _slip(line: str, suspect: bool) -> list[Slip]:
    """Return all slips of one line, each with the line as it reads without it and those before it."""
    told: list[Slip] = []
    mended = line
    while len(told) < MAX_SLIPS and (slip := next(_line_slips(mended, suspect), None)):
        told.append(slip)
        mended = slip[3]
    return told


def structure(lines: Iterable[str], first_line: int) -> Iterator[tuple[int, str]]:
    """Yield (line number, line) outside comments, blank lines and block text (`|`, `>`)."""
    block: int | None = None
    for number, line in enumerate(lines, first_line):
        if not line.strip() or line.lstrip(" ").startswith("#"):
            continue
        indent = len(line) - len(line.lstrip(" "))
        if block is not None and indent > block:
            continue
        block = None
        if _BLOCK.search(line):
            block = key_column(line)
        yield number, line


def key_column(line: str) -> int:
    """Return the 0-based column of the first key or text of a line, behind its list dashes."""
    found = _DASHES.match(line)
    return found.end() if found else 0


Slip = tuple[str, str, int, str]
"""What is wrong in Chinese and English, the 1-based column, and the line without it."""

_WIDE_DASH = re.compile(r"( *)[－—–‐−﹣]+ *(?=[^\s－—–‐−﹣])")
_TIGHT_DASH = re.compile(r"( *)-(?=[A-Za-z][\w-]*\s*[:：])")
_WIDE_COLON = re.compile(r"( *(?:- +)*(?:[A-Za-z][\w-]*|\"[^\"]*\"|'[^']*'))\s*：\s*")
_WIDE_COLON_HAN = re.compile(
    r"( *(?:- +)*[^\s:：'\"#{\[]{1,40})：\s*(?=\{|\Z|(?:off|on|error|warning|info|true|false)\s*\Z)"
)
_WIDE_COLON_SUSPECT = re.compile(r"( *(?:- +)*[\u4e00-\u9fff]{1,12})：\s*")
_WIDE_COLON_FLOW = re.compile(r"([{,]\s*[A-Za-z][\w-]*)：\s*")
_TIGHT_COLON = re.compile(r"( *(?:- +)*[A-Za-z][\w-]*):(?=[^\s/:])")
_TIGHT_COLON_FLOW = re.compile(r"([{,]\s*[A-Za-z][\w-]*):(?=[^\s/:\"'])")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_SMART_KEY = re.compile(r"( *(?:- +)*)[“‘＂]([^“”‘’＂]*)[”’＂](?=\s*[:：])")
_SMART_VALUE = re.compile(r"(?<=[:\[{,-] )\s*[“‘＂”’]([^“”‘’＂]*)[”’＂\"]\s*(?=$|[,，\]}#])")
_WIDE_BRACKETS = str.maketrans("｛｝［］", "{}[]")
_WIDE_COMMA = re.compile(r"(?<=[\"'\]}])\s*，\s*|(?<=\S)\s*，\s*(?=[\"']|[A-Za-z][\w-]*: )")
_OPEN_QUOTE = re.compile(r"[ \[{,:-] *([\"'])((?:(?!\1).)*)\Z")


def _line_slips(line: str, suspect: bool) -> Iterator[Slip]:
    lead = _LEAD.match(line)
    blank = lead.group() if lead else ""
    if blank.strip(" "):
        kind = "制表符（Tab）" if "\t" in blank else "全角空格"
        fixed = re.sub(r"[\t\u3000\xa0]", "  ", blank) + line[len(blank) :]
        yield f"缩进应为半角空格，不能用{kind}", "indent with spaces only", 1, fixed
    if found := _WIDE_DASH.match(line):
        fixed = f"{found[1]}- {line[found.end() :]}"
        yield (
            "列表的横线应为半角“-”，后面空一格",
            "the list dash must be a half-width “-”",
            found.end(1) + 1,
            fixed,
        )
    if found := _TIGHT_DASH.match(line):
        fixed = f"{found[1]}- {line[found.end() :]}"
        yield "“-”之后应空一格", "a space is missing after “-”", found.end() + 1, fixed
    if found := _SMART_KEY.match(line):
        fixed = f"{found[1]}{found[2]}{line[found.end() :]}"
        yield "键不用加引号，引号应为半角", "curly quotes around a key", found.end(1) + 1, fixed
    bare = _QUOTED.sub(lambda quoted: '"' * len(quoted[0]), line)
    if found := _WIDE_COLON.match(line) or _WIDE_COLON_HAN.match(line) or _WIDE_COLON_FLOW.search(bare):
        rest = line[found.end() :]
        fixed = f"{line[: found.end(1)]}: {rest}".rstrip()
        yield "冒号应为半角“:”，后面空一格", "the colon must be a half-width “:”", found.end(1) + 1, fixed
    if found := _TIGHT_COLON.match(line) or _TIGHT_COLON_FLOW.search(bare):
        fixed = f"{line[: found.end()]} {line[found.end() :]}"
        yield "“:”之后应空一格", "a space is missing after “:”", found.end() + 1, fixed
    if not suspect:
        return
    if found := _WIDE_COLON_SUSPECT.match(line):
        fixed = f"{found[1]}: {line[found.end() :]}".rstrip()
        yield "冒号应为半角“:”，后面空一格", "the colon must be a half-width “:”", found.end(1) + 1, fixed
    if found := _SMART_VALUE.search(line):
        fixed = f"{line[: found.start()]}{quoted(found[1])}{line[found.end() :]}"
        yield "引号应为半角", "quotes must be half-width", found.start() + 1, fixed
    outside = _QUOTED.sub(lambda quoted: "x" * len(quoted[0]), line)
    if (wide := outside.translate(_WIDE_BRACKETS)) != outside:
        at = next(i for i, (a, b) in enumerate(zip(outside, wide, strict=True)) if a != b)
        fixed = "".join(b if a != b else c for a, b, c in zip(outside, wide, line, strict=True))
        yield "括号应为半角", "brackets must be half-width", at + 1, fixed
    if found := _OPEN_QUOTE.search(outside):
        column = found.start(1)
        yield "引号没有收尾", "the quote is not closed", column + 1, closed(line, column)
    if ("[" in line or "{" in line) and (found := _WIDE_COMMA.search(line)):
        fixed = _WIDE_COMMA.sub(", ", line)
        yield "逗号应为半角“,”", "the comma must be half-width", found.start() + 1, fixed


def closed(line: str, column: int) -> str:
    """Return a line with the quote at a 0-based column closed, before the brackets that close the line."""
    head, mark, text = line[:column], line[column], line[column + 1 :].rstrip()
    body = text.rstrip("]}") if "[" in head or "{" in head else text
    return head + mark + body.rstrip().removesuffix("”").removesuffix("’").removesuffix("＂") + mark + text[len(body) :]


def quoted(text: str) -> str:
    """Return text as a quoted scalar of YAML."""
    return f'"{text}"' if '"' not in text and "\\" not in text else "'" + text.replace("'", "''") + "'"
