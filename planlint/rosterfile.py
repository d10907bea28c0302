"""An office's roster (花名册): own units, schools, places and people, from CSV or YAML, laid into the fact tables.

Read the way an office saves it: UTF-8 with or without BOM, GB18030 or UTF-16; commas, semicolons or tabs between the
columns; empty rows and columns at the end; comment lines that begin with #. What cannot be meant is told at its line,
all at once. The names of columns and kinds stand in rules/facts/roster.yaml.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

from planlint import handwritten
from planlint.dating import parse_date
from planlint.handwritten import MAX_PROBLEMS, BadFileError, Problem
from planlint.model import PlanlintError

CODE = "bad-roster"
TABLE = "roster"
YAML = (".yaml", ".yml")
MAX_NAMES = 50_000
MAX_FORMS = 30
LONGEST = 60
"""Code points of a name; longer ones are sentences that slipped into the column."""

HISTORY = ("history-before", "history-after", "history", "leads", "local-leads")
"""The cues that a former name is told of the past; they are those of the institutions."""

_SEPARATORS = re.compile(r"[、；;,\n]")
_DATED = re.compile(r"(?P<name>.+?)\s*[（(]\s*(?P<day>\d{4}[-\d/.年月日\s]*)[至止前]?\s*[)）]$")
_NO_NAME = re.compile("[，。；：！？、“”《》\\x00-\\x1f\\x7f]")

Names = list[dict[str, Any]]


class Row(NamedTuple):
    """One row: its 1-based line, what its cells hold, by field (a list only in YAML), and a cell in no column."""

    line: int
    text: str
    cells: Mapping[str, Any]
    stray: str = ""


class _Slip(Exception):
    """What is wrong with one cell, in Chinese and English."""

    def __init__(self, zh: str, en: str) -> None:
        self.zh, self.en = zh, en


def lay(tables: Mapping[str, Any], files: Iterable[tuple[Path, str]]) -> dict[str, Any]:
    """Return fact tables with the rosters in `files` (file, name to show) in them, the weightiest last.

    A name that several files give is the last one's. Raises PlanlintError ("bad-roster") with every fault.
    """
    names: dict[tuple[str, str], dict[str, Any]] = {}
    problems: list[Problem] = []
    for path, shown in files:
        try:
            found = read(_bytes(path, shown), shown, tables[TABLE], yaml=path.suffix.lower() in YAML)
        except BadFileError as error:
            problems += error.problems
            continue
        names.update(((one["kind"], one["name"]), one) for one in found)
    if problems:
        raise BadFileError(CODE, problems)
    return with_names(tables, list(names.values()))


def with_names(tables: Mapping[str, Any], names: Names) -> dict[str, Any]:
    """Return fact tables with these names in them, and their former ones as records that were right until a day."""
    cues = {key: value for key, value in tables["institutions"].items() if key in HISTORY}
    return {**tables, TABLE: {**cues, **tables[TABLE], "names": names, "records": list(_retired(names))}}


def read(data: bytes | str, path: str, table: Mapping[str, Any], *, yaml: bool = False, first_line: int = 1) -> Names:
    """Return the names in a roster as plain records; `path` and `first_line` are for messages.

    A record has kind, name, short, old, old-until (of those with a day of their own), since, until, order, note
    and where it stands. Raises PlanlintError ("bad-roster", or "bad-yaml" for what is no text).
    """
    try:
        text = data if isinstance(data, str) else handwritten.decode(data, path)
    except PlanlintError as error:
        raise PlanlintError(CODE, *error.texts.values(), path=path) from None
    rows = _from_yaml(text, path, table, first_line) if yaml else _from_csv(text, path, table, first_line)
    out: Names = []
    seen: dict[tuple[str, str], int] = {}
    problems: list[Problem] = []
    for row in rows:
        try:
            record = _record(row, path, table)
            key = record["kind"], record["name"]
            if key in seen and record["kind"] != "person":
                raise _Slip(f"“{record['name']}”第{seen[key]}行已经写过", f"“{key[1]}” stands on line {seen[key]}")
            seen[key] = row.line
            out.append(record)
            if len(out) > MAX_NAMES:
                raise _Slip(f"名称太多（上限 {MAX_NAMES}）", f"too many names (limit {MAX_NAMES})")
        except _Slip as slip:
            problems.append(Problem(row.line, 1, slip.zh, slip.en, None, path, row.text))
            if len(problems) >= MAX_PROBLEMS or len(out) > MAX_NAMES:
                break
    if problems:
        raise BadFileError(CODE, problems)
    return out


def _bytes(path: Path, shown: str) -> bytes:
    try:
        return handwritten.read(path)
    except OSError as error:
        zh, en = f"读不了花名册：{error.strerror}", f"cannot read the roster: {error.strerror}"
        raise PlanlintError(CODE, zh, en, path=shown) from None


def _from_csv(text: str, path: str, table: Mapping[str, Any], first_line: int) -> Iterator[Row]:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    at = next((n for n, line in enumerate(lines) if line.strip(" \t,;") and not _no_row(line)), None)
    if at is None:
        return
    marks = max(",;\t", key=lines[at].count)
    reader = csv.reader(io.StringIO("\n".join(lines[at:])), delimiter=marks, strict=True)
    fields: list[str | None] | None = None
    line = first_line + at
    try:
        for cells in reader:
            text, start, line = lines[line - first_line], line, first_line + at + reader.line_num
            if fields is None:
                fields = _header(cells, text, path, start, table)
            elif any(cell.strip() for cell in cells) and not _no_row(text):
                named = {field: cell.strip() for field, cell in zip(fields, cells, strict=False) if field}
                spare = [cell.strip() for cell, field in zip_longest(cells, fields) if cell and not field]
                yield Row(start, text, {k: v for k, v in named.items() if v}, "".join(spare))
    except csv.Error as error:
        zh = f"这一行读不出来（引号不成对，或者有不可见字符）：{error}"
        shown = lines[min(line - first_line, len(lines) - 1)]
        raise BadFileError(CODE, [Problem(line, 1, zh, f"cannot be read: {error}", None, path, shown)]) from None


def _no_row(line: str) -> bool:
    return line.lstrip(' "\t').startswith("#") or line.lower().startswith("sep=")


def _header(cells: list[str], text: str, path: str, line: int, table: Mapping[str, Any]) -> list[str | None]:
    """Return the field of each column, None for one without a name."""
    fields = [_field(cell.strip(), table) if cell.strip() else None for cell in cells]
    unknown = [cell.strip() for cell, field in zip(cells, fields, strict=True) if cell.strip() and field is None]
    first = [names[0] for names in table["columns"].values()]
    if "，" in text or "；" in text or not {"kind", "name"} <= set(fields):
        zh = f"第一行应是列名，用半角逗号隔开：{','.join(first)}（类别、全称必须有）"
        en = f"the first line names the columns: {','.join(first)}; the first two are needed"
        raise BadFileError(CODE, [Problem(line, 1, zh, en, _narrow(text), path, text)])
    if unknown:
        zh, en = f"不认识的列名：{'、'.join(unknown)}", f"unknown column: {', '.join(unknown)}"
        raise BadFileError(
            CODE, [Problem(line, 1, f"{zh}；可用的有：{'、'.join(first)}", f"{en}; known: {first}", None, path, text)]
        )
    named = [field for field in fields if field]
    if len(set(named)) < len(named):
        raise BadFileError(
            CODE, [Problem(line, 1, "有两列是同一个意思", "two columns mean the same", None, path, text)]
        )
    return fields


def _field(column: str, table: Mapping[str, Any]) -> str | None:
    return next((field for field, names in table["columns"].items() if column.lower() in names), None)


def _narrow(text: str) -> str | None:
    return text.replace("，", ",").replace("；", ",") if "，" in text or "；" in text else None


def _from_yaml(text: str, path: str, table: Mapping[str, Any], first_line: int) -> Iterator[Row]:
    from planlint.yamltree import parse

    tree = parse(text, path, first_line=first_line, code=CODE, check=False)
    if tree.value is not None and not isinstance(tree.value, list):
        tree.wrong("花名册应是列表：每个名称以“- ”开头", "a roster is a list; each name begins with “- ”")
    for entry in tree.value if isinstance(tree.value, list) else ():
        if not isinstance(entry.value, dict):
            entry.wrong("应写成“{类别: 单位, 全称: …}”", "must be “{kind: unit, name: …}”")
            continue
        for key, (line, column) in entry.keys.items():
            if _field(key, table) is None:
                known = "、".join(names[0] for names in table["columns"].values())
                tree.source.add(line, column, f"没有“{key}”这一项；可用的有：{known}", f"unknown key “{key}”")
    tree.source.check()
    for entry in tree.value or ():
        cells = {str(_field(key, table)): value.data() for key, value in entry.value.items()}
        yield Row(entry.line, tree.source.line(entry.line), {k: v for k, v in cells.items() if v not in (None, "", [])})


def _record(row: Row, path: str, table: Mapping[str, Any]) -> dict[str, Any]:
    cells = row.cells
    joined = next((str(cell) for field, cell in cells.items() if "，" in str(cell) and field != "note"), None)
    if joined is not None:
        zh = "列与列之间应是半角逗号“,”；一格里写几个名称，用“、”隔开"
        raise _Slip(f"有全角逗号：“{_shown(joined)}”。{zh}", "a full-width comma; columns are separated by “,”")
    if row.stray:
        zh = f"“{_shown(row.stray)}”在没有列名的一栏里；内容里有逗号时，整格要加半角引号"
        raise _Slip(zh, f"“{_shown(row.stray)}” stands in a column without a name")
    said = str(cells.get("kind", "")).strip().lower()
    kind = next((kind for kind, words in table["kinds"].items() if said in words), None)
    if kind is None:
        known = "、".join(words[0] for words in table["kinds"].values())
        zh = f"没有“{_shown(said)}”这个类别" if said else "没有写类别"
        raise _Slip(f"{zh}；应为 {known} 之一", f"kind is one of {', '.join(table['kinds'])}")
    if isinstance(cells.get("name", ""), list) or not str(cells.get("name", "")).strip():
        raise _Slip("没有写全称", "the name is missing")
    name = _name(str(cells["name"]), kind)
    short = [_name(word, kind) for word in _list(cells.get("short", ""))]
    old = dict(_former(word, kind) for word in _list(cells.get("old", "")))
    again = next((word for word in old if word in (name, *short)), None)
    if again is not None:
        raise _Slip(f"“{again}”是现在的名称，不能又是曾用名", f"“{again}” is the present name, not a former one")
    since, until = (_day(cells.get(key, ""), last=key == "until") for key in ("since", "until"))
    if since and until and since >= until:
        raise _Slip("停用日期应晚于启用日期", "until must be later than since")
    return {
        "name": name,
        "kind": kind,
        "short": short,
        "old": list(old),
        "old-until": {word: day for word, day in old.items() if day},
        "since": since,
        "until": until,
        "order": _number(cells.get("order", "")),
        "note": str(cells.get("note", "")),
        "where": f"{path}:{row.line}",
    }


def _list(cell: Any) -> list[str]:
    words = [str(word).strip() for word in (cell if isinstance(cell, list) else _SEPARATORS.split(str(cell)))]
    if len(words) > MAX_FORMS:
        raise _Slip(f"一格里写了 {len(words)} 个名称（上限 {MAX_FORMS}）", f"too many names in a cell: {len(words)}")
    return [word for word in words if word]


def _name(word: str, kind: str) -> str:
    name = "".join(word.split()) if kind == "person" else " ".join(word.split())
    if len(name) < 2:
        raise _Slip(f"“{_shown(name)}”太短，至少两个字", f"“{_shown(name)}” is too short")
    if len(name) > LONGEST or _NO_NAME.search(name) or name.isdecimal():
        raise _Slip(f"“{_shown(name)}”不像名称（太长、全是数字，或有标点）", f"“{_shown(name)}” is no name")
    return name


def _shown(cell: str) -> str:
    return "".join(c if c.isprintable() else "□" for c in cell[:LONGEST])


def _former(word: str, kind: str) -> tuple[str, str]:
    """Return a former name and the day until which it was used, "" when none is given."""
    found = _DATED.match(word)
    return _name(found["name"] if found else word, kind), _day(found["day"], last=True) if found else ""


def _day(cell: Any, *, last: bool = False) -> str:
    """Return a day; of a month or year the first one, or with `last` the one after it: by then it is surely so."""
    text = str(cell).strip()
    if not text:
        return ""
    window = parse_date(text)
    if window is None:
        raise _Slip(f"“{_shown(text)}”不是日期，应写作 2019-03-01、2019-03 或 2019", f"“{_shown(text)}” is not a date")
    start, end = window
    return (end + timedelta(days=1) if last and start != end else start).isoformat()


def _number(cell: Any) -> int | None:
    text = str(cell).strip()
    if not text:
        return None
    if not re.fullmatch(r"\d{1,6}", text, re.ASCII):
        raise _Slip(f"顺序“{_shown(text)}”应为整数", f"order “{_shown(text)}” must be a whole number")
    return int(text)


def _retired(names: Names) -> Iterator[dict[str, Any]]:
    """Yield the former names, in the form of the tables of words that were right until a day."""
    current = {form for one in names if not one["until"] for form in (one["name"], *one["short"])}
    for one in names:
        forms = [one["name"], *one["short"]]
        for old in one["old"]:
            if old not in current:
                new = min(forms, key=lambda form: abs(len(form) - len(old)))
                yield _was(old, new, one["old-until"].get(old) or one["since"])
        if one["until"]:
            note = f"（{one['note'].strip('（）()')}）" if one["note"] else ""
            yield from (_was(form, note, one["until"]) for form in forms if form not in current)


def _was(old: str, new: str, since: str) -> dict[str, Any]:
    whole = {"whole": True} if old[0] in "省市区县州镇乡局校" else {}
    return {"old": old, "new": new, "since": since or "0001-01-01", "verified": True, "level": "error", **whole}
