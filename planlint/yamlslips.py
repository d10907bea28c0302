"""What people get wrong when they type YAML with a Chinese keyboard in Notepad, and how it should read.

Imported only when a file could not be read. `slips` looks at the lines themselves, because one full-width
colon makes a YAML parser complain three lines further down; `explain` puts the parser's complaint into words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from planlint.handwritten import Problem, Source

MAX_SLIPS = 5
MAX_LINE = 1000
"""Longer lines are not typed by hand, and would make the patterns below slow."""

_LEAD = re.compile(r"[ \t\u3000\xa0]*")
_DASHES = re.compile(r"( *)(?:- +)*")
_BLOCK = re.compile(r"(?:^|[:：－-])\s*[|>][-+0-9]{0,2}\s*(?:#.*)?$")


def slips(source: Source) -> list[Problem]:
    """Return what is surely mistyped, one problem a line, wherever it stands in the file."""
    suspects = source.suspects.union(p.line for p in source.problems)
    found: list[Problem] = []
    previous = 0
    for number, line in reversed(list(_structure(source))):
        suspect = number in suspects or previous in suspects
        if len(line) <= MAX_LINE and (problem := _slip(source, number, line, suspect)):
            found.append(problem)
        previous = number
    return found


def _slip(source: Source, number: int, line: str, suspect: bool) -> Problem | None:
    """Return all slips of one line as one problem, with the line as it reads without them."""
    told: list[Slip] = []
    mended = line
    while len(told) < MAX_SLIPS and (slip := next(_line_slips(mended, suspect), None)):
        told.append(slip)
        mended = slip[3]
    if not told:
        return None
    zh = "；".join(dict.fromkeys(slip[0] for slip in told))
    en = "; ".join(dict.fromkeys(slip[1] for slip in told))
    return Problem(number, told[0][2], zh, en, mended, source.path, line)


def mend(source: Source) -> list[str]:
    """Return the lines of a file without its slips."""
    lines = list(source.lines)
    for problem in slips(source):
        if problem.corrected is not None:
            lines[problem.line - source.first_line] = problem.corrected
    return lines


def _structure(source: Source) -> Iterator[tuple[int, str]]:
    """Yield (line number, line) outside comments, blank lines and block text (`|`, `>`)."""
    block: int | None = None
    for number, line in enumerate(source.lines, source.first_line):
        if not line.strip() or line.lstrip(" ").startswith("#"):
            continue
        indent = len(line) - len(line.lstrip(" "))
        if block is not None and indent > block:
            continue
        block = None
        if _BLOCK.search(line):
            block = _key_column(line)
        yield number, line


def _key_column(line: str) -> int:
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
_MARKED = re.compile(r"( *(?:- +)*(?:[^\s:]+: +)?)([*&!|>].*|(?:\{[^{}:,]*\}|\[[^\[\]]*\])\s*[^\s#,\]}].*)\Z")
"""Text that begins with a mark of YAML's own: `*甲`, `{term}不要写`."""
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
        fixed = f"{line[: found.start()]}{_quoted(found[1])}{line[found.end() :]}"
        yield "引号应为半角", "quotes must be half-width", found.start() + 1, fixed
    outside = _QUOTED.sub(lambda quoted: "x" * len(quoted[0]), line)
    if (wide := outside.translate(_WIDE_BRACKETS)) != outside:
        at = next(i for i, (a, b) in enumerate(zip(outside, wide, strict=True)) if a != b)
        fixed = "".join(b if a != b else c for a, b, c in zip(outside, wide, line, strict=True))
        yield "括号应为半角", "brackets must be half-width", at + 1, fixed
    if found := _OPEN_QUOTE.search(outside):
        column = found.start(1)
        yield "引号没有收尾", "the quote is not closed", column + 1, _closed(line, column)
    if ("[" in line or "{" in line) and (found := _WIDE_COMMA.search(line)):
        fixed = _WIDE_COMMA.sub(", ", line)
        yield "逗号应为半角“,”", "the comma must be half-width", found.start() + 1, fixed


def _closed(line: str, column: int) -> str:
    """Return a line with the quote at a 0-based column closed, before the brackets that close the line."""
    head, mark, text = line[:column], line[column], line[column + 1 :].rstrip()
    body = text.rstrip("]}") if "[" in head or "{" in head else text
    return head + mark + body.rstrip().removesuffix("”").removesuffix("’").removesuffix("＂") + mark + text[len(body) :]


def _quoted(text: str) -> str:
    return f'"{text}"' if '"' not in text and "\\" not in text else "'" + text.replace("'", "''") + "'"


def explain(source: Source, error: Any) -> None:
    """Note the parser's complaint in words, unless a slip on the lines it is about already explains it."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        _unreadable_character(source, error)
        return
    last = source.first_line + len(source.lines) - 1
    context = getattr(error, "context_mark", None) or mark
    line, start = (min(m.line + source.first_line, last) for m in (mark, context))
    before = max((n for n, _ in _structure(source) if n < line), default=line)
    near = {line, start, before}
    source.suspects |= near.union(p.line for p in source.problems)
    if near.isdisjoint(slip.line for slip in slips(source)):
        source.add(*_in_words(source, error, line, mark.column, start, context.column))


def _unreadable_character(source: Source, error: Any) -> None:
    position = max(getattr(error, "position", 0) or 0, 0)
    before = "\n".join(source.lines)[:position]
    name = f"U+{getattr(error, 'character', 0) or 0:04X}"
    line = source.first_line + before.count("\n")
    column = len(before) - (before.rfind("\n") + 1) + 1
    source.add(line, column, f"有不能出现在 YAML 里的字符（{name}）", f"character {name} is not allowed in YAML")


Words = tuple[int, int, str, str, str | None]


def _in_words(source: Source, error: Any, line: int, column: int, start: int, start_column: int) -> Words:
    """Return line, column, the complaint in Chinese and English, and the corrected line when it is plain."""
    said = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or ''}"
    text = source.line(line)
    if "quoted scalar" in said and "end of" in said:
        closed = _closed(source.line(start), start_column) if start_column < len(source.line(start)) else None
        return start, start_column + 1, "引号没有收尾", "the quote is not closed", closed
    if "flow" in said:
        bracket = "方括号“[ ]”" if "sequence" in said else "花括号“{ }”"
        zh = f"{bracket}没有收尾，或其中少了逗号，或有需要加引号的文字"
        return start, start_column + 1, zh, "the bracket is not closed, or a comma is missing in it", None
    if "cannot start any token" in said:
        head, tail = text[:column], text[column:].rstrip()
        zh, en = f"文字以“{tail[:1]}”开头时要加引号", f"text that begins with “{tail[:1]}” must be quoted"
        return line, column + 1, zh, en, head + _quoted(tail)
    key = re.match(r"( *(?:- +)*[^\s:]+: +)(?![\[{\"'|>])(.*: .*|.*:)$", text)
    if "mapping values" in said and key:
        zh = "文字里有“: ”时，整段文字要加引号"
        return line, column + 1, zh, "text with “: ” in it must be quoted", key[1] + _quoted(key[2].rstrip())
    if "expected ':'" in said:
        return (
            start,
            1,
            "这一行缺少冒号“:”，或缩进对不上",
            "a “:” is missing, or the indentation is off",
            None,
        )
    indent = len(text) - len(text.lstrip(" "))
    if column > _key_column(text) and "mapping values" not in said:
        if marked := _MARKED.match(text):
            mark, quoted = marked[2][0], marked[1] + _quoted(marked[2].rstrip())
            zh, en = f"文字以“{mark}”开头时要加引号", f"text that begins with “{mark}” must be quoted"
            return line, marked.start(2) + 1, zh, en, quoted
        rest = text[column : column + 10]
        return (
            line,
            column + 1,
            f"此处多出“{rest}”；整段文字要么都在引号里，要么都不加引号",
            f"stray “{rest}”",
            None,
        )
    fixed = _reindented(source, line, text, indent)
    return (
        line,
        indent + 1,
        "缩进与上下文对不上：同一级的行要左对齐",
        "the indentation does not line up",
        fixed,
    )


def _reindented(source: Source, line: int, text: str, indent: int) -> str | None:
    """Return the line moved to the nearest column at which lines before it begin."""
    item = text.lstrip(" ").startswith("- ")
    columns: set[int] = set()
    for number, other in _structure(source):
        if number >= line:
            break
        dash = other.lstrip(" ").startswith("- ")
        if item and dash:
            columns.add(len(other) - len(other.lstrip(" ")))
        elif not item:
            columns.add(_key_column(other))
    columns.discard(indent)
    if not columns:
        return None
    return " " * min(columns, key=lambda c: (abs(c - indent), c)) + text.lstrip(" ")
