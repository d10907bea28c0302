"""Fact tables as CSV, because that is what an office edits: one row a record, all names in Chinese.

Written with a BOM, so that a spreadsheet shows it as it is; read in UTF-8 or GBK. The Chinese names of tables, groups
and columns stand in rules/facts/columns.yaml; what has none there is called as in the tables, and both are read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Set
from datetime import date
from typing import Any

from planlint.facts.records import Record
from planlint.handwritten import decode
from planlint.model import PlanlintError
from planlint.numerals import to_int

TABLE, GROUP = "表", "组"
COLUMN = "栏"
ENGLISH = {TABLE: "table", GROUP: "group", COLUMN: "column"}
YES, NO = "是", "否"
LIST = "；"
DAY = re.compile(r"(\d{4})-(\d\d)(?:-\d\d)?")
WRITTEN = re.compile(r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?")
"""A day or month as in our tables, and as a spreadsheet or a person writes it."""
FIRST, EDITIONS = "first", ("first", "editions", "planned")
HELD = re.compile(r"(\d{4})年?第(\d{1,4}|[一二三四五六七八九十百]{1,5})[届个次]")
"""An edition and its year, as a person writes it: 2021年第3届."""
TICKS = {"√": True, "✓": True, "×": False, "✗": False}
NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,17})")


Words = Mapping[str, Mapping[str, str]]
"""The Chinese names: of `tables`, of `groups`, and of fields (`names`)."""


def write_csv(rows: Iterable[Record], words: Words) -> str:
    """Return the records as CSV text."""
    rows = list(rows)
    fields = list(dict.fromkeys(field for row in rows for field in row.fields))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    tables, groups, columns = words["tables"], words["groups"], words["names"]
    writer.writerow([TABLE, GROUP, *(columns.get(field, field) for field in fields)])
    for row in rows:
        table, group = tables.get(row.table, row.table), groups.get(row.group, row.group)
        writer.writerow([table, group, *(_cell(row.fields.get(field)) for field in fields)])
    return out.getvalue()


def read_csv(data: bytes, path: str, words: Words, known: Iterable[Record]) -> list[Record]:
    """Return the records in a CSV file; a field is read as what it is in the `known` records of its group.

    Raises PlanlintError("bad-csv") with the line that cannot be read.
    """
    tables, groups, fields = ({zh: name for name, zh in words[kind].items()} for kind in ("tables", "groups", "names"))
    kinds: dict[tuple[str, str, str], set[type]] = {}
    only: dict[str, set[str]] = {}
    for record in known:
        only.setdefault(record.table, set()).add(record.group)
        for field, value in record.fields.items():
            kind = date if isinstance(value, str) and DAY.fullmatch(value) else type(value)
            kinds.setdefault((record.table, record.group, field), set()).add(kind)
    lines = csv.reader(io.StringIO(decode(data, path)))
    out = []
    try:
        header = next(lines, [])
        if header[:2] != [TABLE, GROUP]:
            zh, en = "（先用 planlint facts export 导出一份）", "as in what planlint facts export writes"
            raise _faulty(
                f"第一行应以“{TABLE},{GROUP}”开头{zh}",
                f"the first line must begin with {TABLE},{GROUP}, {en}",
                path,
                lines.line_num,
            )
        names = [fields.get(shown, shown) for shown in header[2:]]
        for row in lines:
            if not any(row):
                continue
            if len(row) < 3 or not row[0].strip():
                raise _faulty(f"“{TABLE}”一栏不能空着", f"the column {TABLE} is empty", path, lines.line_num)
            table, group = tables.get(row[0].strip(), row[0].strip()), groups.get(row[1].strip(), row[1].strip())
            if not group and len(only.get(table, ())) == 1:
                group = next(iter(only[table]))  # a table of one group need not name it
            cells = [(name, cell.strip()) for name, cell in zip(names, row[2:], strict=False) if cell.strip()]
            values = {n: _value(n, c, kinds.get((table, group, n), set()), path, lines.line_num) for n, c in cells}
            out.append(Record(table, group, values))
    except csv.Error as error:
        zh = "这一行读不出来：引号不成对，有不可见字符，或者一格太长"
        raise _faulty(zh, f"cannot be read: {error}", path, lines.line_num) from None
    return out


def refuse_unknown(rows: Iterable[Record], words: Words, known: Iterable[Record], path: str) -> None:
    """Raise PlanlintError for a row whose table, group or column no table has: it would be kept and never read."""
    tables: dict[str, None] = {}
    groups: dict[str, dict[str, None]] = {}
    fields = dict.fromkeys(words["names"])
    for record in known:
        tables[record.table] = None
        groups.setdefault(record.table, {})[record.group] = None
        fields |= dict.fromkeys(record.fields)
    from difflib import get_close_matches

    for row in rows:
        places: list[tuple[str, str, Mapping[str, None], Mapping[str, str]]] = [
            (TABLE, row.table, tables, words["tables"]),
            (GROUP, row.group, groups.get(row.table, {}), words["groups"]),
        ]
        for kind, name, among, titles in (*places, *((COLUMN, field, fields, words["names"]) for field in row.fields)):
            if name not in among:
                near = get_close_matches(titles.get(name, name), [titles.get(one, one) for one in among], 1)
                hint = (f"，是不是“{near[0]}”", f"; did you mean {near[0]}") if near else ("", "")
                table = words["tables"].get(row.table, row.table)
                zh = f"没有“{name}”这个{kind}{hint[0]}（照 planlint facts export 写出的来写）"
                raise PlanlintError(
                    "bad-csv",
                    f"表“{table}”里“{row.name}”那一行：{zh}",
                    f"{row.table}, {row.name}: no such {ENGLISH[kind]}: {name}{hint[1]}",
                    path=path,
                )


def _faulty(zh: str, en: str, path: str, line: int) -> PlanlintError:
    return PlanlintError("bad-csv", zh, en, path=path, line=line)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, list | tuple) and all(isinstance(item, str) and _is_plain(item) for item in value):
        return LIST.join(value)
    if isinstance(value, str) and (month := DAY.fullmatch(value)) and len(value) == len("2027-01"):
        return f"{month[1]}年{int(month[2])}月"  # a spreadsheet makes Jan-27 of 2027-01
    if isinstance(value, Mapping) and (held := _held(value)):
        return held
    if isinstance(value, list | tuple | Mapping):
        import yaml

        text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=10**6)
        return str(text).strip()
    return str(value)


def _is_plain(item: str) -> bool:
    """Say whether an item comes back as it is from a cell that lists it."""
    return LIST not in item and item == item.strip()


def _held(value: Mapping[Any, Any]) -> str:
    """Return editions and their years as a person writes them; "" for any other mapping."""
    if value.keys() == {"year", "edition"}:
        return f"{value['year']}年第{value['edition']}届"
    plain = all(str(year).isdecimal() and isinstance(number, int) for year, number in value.items())
    return LIST.join(f"{year}年第{number}届" for year, number in value.items()) if plain else ""


def _value(name: str, cell: str, kinds: Set[type], path: str, line: int) -> Any:
    if cell in (YES, NO):
        return cell == YES
    if cell in TICKS:
        return TICKS[cell]
    held = [HELD.fullmatch(part) for part in cell.split(LIST)] if name in EDITIONS else []
    if held and None not in held:
        pairs = [(match[1], to_int(match[2])) for match in held if match]
        listed = ", ".join(f"{year}: {number}" for year, number in pairs)
        cell = f"{{year: {pairs[0][0]}, edition: {pairs[0][1]}}}" if name == FIRST else f"{{{listed}}}"
    if cell.startswith(("{", "[")):
        from planlint.yamltree import parse

        return parse(cell, path, first_line=line, code="bad-csv").data()
    if date in kinds and (day := WRITTEN.fullmatch(cell)):
        return "-".join(part.zfill(2) for part in day.groups() if part)
    if list in kinds:
        return [item for item in cell.split(LIST) if item]
    return int(cell) if NUMBER.fullmatch(cell) and (int in kinds or not kinds & {str, date}) else cell
