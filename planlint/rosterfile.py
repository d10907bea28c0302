"""An office's roster (花名册): own units, schools, places and people, from CSV or YAML, laid into the fact tables.

Read the way an office saves it: UTF-8 with or without BOM, GB18030 or UTF-16; commas, semicolons or tabs between the
columns; empty rows and columns at the end; comment lines that begin with #. What cannot be meant is told at its line,
all at once. The names of columns and kinds stand in rules/facts/roster.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from planlint import handwritten
from planlint.dates import parse_date
from planlint.handwritten import MAX_PROBLEMS
from planlint.model import PlanlintError
from planlint.problems import BadFileError, Problem
from planlint.rosterrows import CODE, LONGEST, Row, from_csv, from_yaml, legible

TABLE = "roster"
YAML = (".yaml", ".yml")
MAX_NAMES = 50_000
MAX_FORMS = 30

HISTORY = ("history-before", "history-after", "history", "leads", "local-leads")
"""The cues that a former name is told of the past; they are those of the institutions."""

_SEPARATORS = re.compile(r"[、；;,\n]")
_DATED = re.compile(r"(?P<name>.+?)\s*[（(]\s*(?P<day>\d{4}[-\d/.年月日\s]*)[至止前]?\s*[)）]$")
_NO_NAME = re.compile("[，。；：！？、“”《》\\x00-\\x1f\\x7f]")

Names = list[dict[str, Any]]


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
    rows = from_yaml(text, path, table, first_line) if yaml else from_csv(text, path, table, first_line)
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
        from planlint.refusals import refused

        raise refused(error, CODE, "读不了花名册", "cannot be read", shown) from None


def _record(row: Row, path: str, table: Mapping[str, Any]) -> dict[str, Any]:
    cells = row.cells
    joined = next((str(cell) for field, cell in cells.items() if "，" in str(cell) and field != "note"), None)
    if joined is not None:
        zh = "列与列之间应是半角逗号“,”；一格里写几个名称，用“、”隔开"
        raise _Slip(f"有全角逗号：“{legible(joined)}”。{zh}", "a full-width comma; columns are separated by “,”")
    if row.stray:
        zh = f"“{legible(row.stray)}”在没有列名的一栏里；内容里有逗号时，整格要加半角引号"
        raise _Slip(zh, f"“{legible(row.stray)}” stands in a column without a name")
    said = str(cells.get("kind", "")).strip().lower()
    kind = next((kind for kind, words in table["kinds"].items() if said in words), None)
    if kind is None:
        known = "、".join(words[0] for words in table["kinds"].values())
        zh = f"没有“{legible(said)}”这个类别" if said else "没有写类别"
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
    if old and until and not since:
        old, until = {word: day or until for word, day in old.items()}, ""
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
        raise _Slip(f"“{legible(name)}”太短，至少两个字", f"“{legible(name)}” is too short")
    if len(name) > LONGEST or _NO_NAME.search(name) or name.isdecimal():
        raise _Slip(f"“{legible(name)}”不像名称（太长、全是数字，或有标点）", f"“{legible(name)}” is no name")
    return name


def _former(word: str, kind: str) -> tuple[str, str]:
    """Return a former name and the day until which it was used, "" when none is given."""
    found = _DATED.match(word) if len(word) <= 2 * LONGEST else None
    return _name(found["name"] if found else word, kind), _day(found["day"], last=True) if found else ""


def _day(cell: Any, *, last: bool = False) -> str:
    """Return a day; of a month or year the first one, or with `last` the one after it: by then it is surely so."""
    text = str(cell).strip()
    if not text:
        return ""
    window = parse_date(text)
    if window is None:
        raise _Slip(
            f"“{legible(text)}”不是日期，应写作 2019-03-01、2019-03 或 2019", f"“{legible(text)}” is not a date"
        )
    start, end = window
    return (end + timedelta(days=1) if last and start != end else start).isoformat()


def _number(cell: Any) -> int | None:
    text = str(cell).strip()
    if not text:
        return None
    if not re.fullmatch(r"\d{1,6}", text, re.ASCII):
        raise _Slip(f"顺序“{legible(text)}”应为整数", f"order “{legible(text)}” must be a whole number")
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
