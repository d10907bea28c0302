"""Puts what the YAML parser complains of into words; imported only when a file could not be read."""

from __future__ import annotations

import re
from typing import Any

from planlint.handwritten import Source
from planlint.yamlslips import closed, key_column, quoted, slips, structure

_MARKED = re.compile(r"( *(?:- +)*(?:[^\s:]+: +)?)([*&!|>].*|(?:\{[^{}:,]*\}|\[[^\[\]]*\])\s*[^\s#,\]}].*)\Z")
"""Text that begins with a mark of YAML's own: `*甲`, `{term}不要写`."""


def explain(source: Source, error: Any) -> None:
    """Note the parser's complaint in words, unless a slip on the lines it is about already explains it."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        _unreadable_character(source, error)
        return
    last = source.first_line + len(source.lines) - 1
    context = getattr(error, "context_mark", None) or mark
    line, start = (min(m.line + source.first_line, last) for m in (mark, context))
    before = max((n for n, _ in structure(source.lines, source.first_line) if n < line), default=line)
    near = {line, start, before}
    source.suspects |= near.union(p.line for p in source.problems)
    mistyped = slips(source.path, source.lines, source.first_line, source.suspects)
    if near.isdisjoint(slip.line for slip in mistyped):
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
        text = source.line(start)
        fixed = closed(text, start_column) if start_column < len(text) else None
        return start, start_column + 1, "引号没有收尾", "the quote is not closed", fixed
    if "flow" in said:
        bracket = "方括号“[ ]”" if "sequence" in said else "花括号“{ }”"
        zh = f"{bracket}没有收尾，或其中少了逗号，或有需要加引号的文字"
        return start, start_column + 1, zh, "the bracket is not closed, or a comma is missing in it", None
    if "cannot start any token" in said:
        head, tail = text[:column], text[column:].rstrip()
        zh, en = f"文字以“{tail[:1]}”开头时要加引号", f"text that begins with “{tail[:1]}” must be quoted"
        return line, column + 1, zh, en, head + quoted(tail)
    key = re.match(r"( *(?:- +)*[^\s:]+: +)(?![\[{\"'|>])(.*: .*|.*:)$", text)
    if "mapping values" in said and key:
        zh = "文字里有“: ”时，整段文字要加引号"
        return line, column + 1, zh, "text with “: ” in it must be quoted", key[1] + quoted(key[2].rstrip())
    if "expected ':'" in said:
        return (
            start,
            1,
            "这一行缺少冒号“:”，或缩进对不上",
            "a “:” is missing, or the indentation is off",
            None,
        )
    indent = len(text) - len(text.lstrip(" "))
    if column > key_column(text) and "mapping values" not in said:
        if marked := _MARKED.match(text):
            mark, fixed = marked[2][0], marked[1] + quoted(marked[2].rstrip())
            zh, en = f"文字以“{mark}”开头时要加引号", f"text that begins with “{mark}” must be quoted"
            return line, marked.start(2) + 1, zh, en, fixed
        rest = text[column : column + 10]
        return (
            line,
            column + 1,
            f"此处多出“{rest}”；整段文字要么都在引号里，要么都不加引号",
            f"stray “{rest}”",
            None,
        )
    zh, en = "缩进与上下文对不上：同一级的行要左对齐", "the indentation does not line up"
    return line, indent + 1, zh, en, _reindented(source, line, text, indent)


def _reindented(source: Source, line: int, text: str, indent: int) -> str | None:
    """Return the line moved to the nearest column at which lines before it begin."""
    item = text.lstrip(" ").startswith("- ")
    columns: set[int] = set()
    for number, other in structure(source.lines, source.first_line):
        if number >= line:
            break
        dash = other.lstrip(" ").startswith("- ")
        if item and dash:
            columns.add(len(other) - len(other.lstrip(" ")))
        elif not item:
            columns.add(key_column(other))
    columns.discard(indent)
    if not columns:
        return None
    return " " * min(columns, key=lambda c: (abs(c - indent), c)) + text.lstrip(" ")
