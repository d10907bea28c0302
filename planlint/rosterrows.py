"""The rows of a roster file, from CSV as a spreadsheet saves it or from YAML: cells by field, and the line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any, NamedTuple

from planlint.problems import BadFileError, Problem
from planlint.schema import nearest

CODE = "bad-roster"
HEAD = 5
"""Among so many lines the one with the names of the columns is looked for."""
OTHER = "other"
LONGEST = 60
"""Code points of a name; longer ones are sentences that slipped into the column."""


class Row(NamedTuple):
    """One row: its 1-based line, what its cells hold, by field (a list only in YAML), and a cell in no column."""

    line: int
    text: str
    cells: Mapping[str, Any]
    stray: str = ""


def from_csv(text: str, path: str, table: Mapping[str, Any], first_line: int) -> Iterator[Row]:
    """Yield the rows below the one that names the columns. Raises BadFileError for what is no such table."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    head = [n for n, line in enumerate(lines) if line.strip(" \t,;") and not _no_row(line)][:HEAD]
    if not head:
        return
    at = next((n for n in head if _names_columns(lines[n], table)), head[0])
    marks = max(",;\t", key=lines[at].count)
    reader = csv.reader(io.StringIO("\n".join(lines[at:])), delimiter=marks, strict=True)
    fields: list[str | None] | None = None
    people = False
    line = first_line + at
    try:
        for cells in reader:
            text, start, line = lines[line - first_line], line, first_line + at + reader.line_num
            if fields is None:
                fields = _header(cells, text, path, start, table)
                people = cells[fields.index("name")].strip() == "姓名"
            elif any(cell.strip() for cell in cells) and not _no_row(text):
                named = {field: cell.strip() for field, cell in zip(fields, cells, strict=False) if field}
                spare = [cell.strip() for cell, field in zip_longest(cells, fields) if cell and not field]
                if "kind" not in fields and named.get("name"):
                    named["kind"] = _guess(named["name"], people, table)
                yield Row(start, text, {k: v for k, v in named.items() if v and k != OTHER}, "".join(spare))
    except csv.Error as error:
        zh = "这一行读不出来：引号不成对，有不可见字符，或者一格太长"
        quoted = lines[min(line - first_line, len(lines) - 1)]
        raise BadFileError(CODE, [Problem(line, 1, zh, f"cannot be read: {error}", None, path, quoted)]) from None


def _no_row(line: str) -> bool:
    return line.lstrip(' "\t').startswith("#") or line.lower().startswith("sep=")


def _names_columns(line: str, table: Mapping[str, Any]) -> bool:
    """Say whether a line can be the one that names the columns; a title of the table may stand above it."""
    cells = re.split("[,;\t，；]", line)
    return len(cells) > 1 and any(field_of(cell.strip(' "'), table) in ("kind", "name") for cell in cells)


def _guess(name: str, people: bool, table: Mapping[str, Any]) -> str:
    """Return the kind of a name in a roster without a column for it."""
    school, place = name.endswith(tuple(table["school-like"])), name.endswith(tuple(table["place-like"]))
    return "person" if people else "school" if school else "place" if place else "unit"


def _header(cells: list[str], text: str, path: str, line: int, table: Mapping[str, Any]) -> list[str | None]:
    """Return the field of each column, `OTHER` for one that is about something else, None for one without a name."""
    fields = [field_of(cell.strip(), table) if cell.strip() else None for cell in cells]
    other = {cell.strip() for cell, field in zip(cells, fields, strict=True) if cell.strip() and field is None}
    first = [names[0] for names in table["columns"].values()]
    if "，" in text or "；" in text or "name" not in fields:
        zh = f"第一行应是列名，用半角逗号隔开：{','.join(first)}（至少要有全称）"
        en = f"the first line names the columns: {','.join(first)}; the name is needed"
        raise BadFileError(CODE, [Problem(line, 1, zh, en, _narrow(text), path, text)])
    known = [name for names in table["columns"].values() for name in names]
    mistyped = {cell: near for cell in sorted(other) if (near := nearest(cell, known))}
    for cell, near in mistyped.items():
        zh, en = (
            f"没有“{legible(cell)}”这一列，是不是“{near}”？",
            f"no column “{legible(cell)}”; did you mean “{near}”?",
        )
        raise BadFileError(CODE, [Problem(line, 1, zh, en, text.replace(cell, near, 1), path, text)])
    named = [field for field in fields if field]
    if len(set(named)) < len(named):
        raise BadFileError(
            CODE, [Problem(line, 1, "有两列是同一个意思", "two columns mean the same", None, path, text)]
        )
    return [OTHER if cell.strip() in other else field for cell, field in zip(cells, fields, strict=True)]


def field_of(column: str, table: Mapping[str, Any]) -> str | None:
    """Return the field that a column of this name holds."""
    return next((field for field, names in table["columns"].items() if column.lower() in names), None)


def _narrow(text: str) -> str | None:
    return text.replace("，", ",").replace("；", ",") if "，" in text or "；" in text else None


def from_yaml(text: str, path: str, table: Mapping[str, Any], first_line: int) -> Iterator[Row]:
    """Yield the rows of a list of mappings. Raises BadFileError for anything else."""
    from planlint.yamltree import parse

    tree = parse(text, path, first_line=first_line, code=CODE, check=False)
    if tree.value is not None and not isinstance(tree.value, list):
        tree.wrong("花名册应是列表：每个名称以“- ”开头", "a roster is a list; each name begins with “- ”")
    for entry in tree.value if isinstance(tree.value, list) else ():
        if not isinstance(entry.value, dict):
            entry.wrong("应写成“{类别: 单位, 全称: …}”", "must be “{kind: unit, name: …}”")
            continue
        for key, (line, column) in entry.keys.items():
            if field_of(key, table) is None:
                known = "、".join(names[0] for names in table["columns"].values())
                tree.source.add(line, column, f"没有“{key}”这一项；可用的有：{known}", f"unknown key “{key}”")
    tree.source.check()
    for entry in tree.value or ():
        cells = {str(field_of(key, table)): value.data() for key, value in entry.value.items()}
        yield Row(entry.line, tree.source.line(entry.line), {k: v for k, v in cells.items() if v not in (None, "", [])})


def legible(cell: str) -> str:
    """Return the beginning of a cell for a message, control characters as □."""
    return "".join(c if c.isprintable() else "□" for c in cell[:LONGEST])
