"""planlint facts: what is known, from where and as of when; confirm, export, import and check it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from planlint import handwritten
from planlint.api import library
from planlint.cli.commands.init import TEMPLATE
from planlint.cli.help import both
from planlint.cli.options import CONFIG, LANG, Lang
from planlint.compiler import facts_in, read_facts
from planlint.config import Configs
from planlint.dates import parse_date
from planlint.discovery import shown
from planlint.facts import Facts
from planlint.facts.contradictions import contradictions, find, waiting
from planlint.facts.csvfile import read_csv, refuse_unknown, write_csv
from planlint.facts.records import Record, identity, merge, nested, records
from planlint.facts.series import series_table
from planlint.lang import t
from planlint.model import PlanlintError
from planlint.pack import pack
from planlint.problems import BadFileError
from planlint.readers import failed
from planlint.reports import writing
from planlint.reports.glyphs import visible
from planlint.settings import FACTS_NAME, NAME, Config

HELP = both(
    "事实表：知道哪些会议、届次、规划、名称，出自哪里，核到哪一天\n\n"
    "  planlint facts                       有哪些表\n"
    "  planlint facts meetings              看一张表\n"
    "  planlint facts confirm 二十届五中全会 --held 2026-10-29 --source 新华社\n"
    "  planlint facts export [表名] -o 事实.csv\n"
    "  planlint facts import 事实.csv\n"
    "  planlint facts check                 查表内、表间的矛盾",
    "Fact tables: which meetings, editions, plans and names are known, from where, as of when\n\n"
    "  planlint facts                       which tables there are\n"
    "  planlint facts meetings              show one\n"
    "  planlint facts confirm 二十届五中全会 --held 2026-10-29 --source Xinhua\n"
    "  planlint facts export [TABLE] -o facts.csv\n"
    "  planlint facts import facts.csv\n"
    "  planlint facts check                 contradictions inside and between tables",
)
TAKING = ("confirm", "export", "import")
"""What is followed by names of its own."""
ACTIONS = (*TAKING, "check")


def command(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar=both("表名 | 动作", "TABLE | ACTION"), help=both("见上", "see above")),
    ] = None,
    held: Annotated[
        str | None, typer.Option(metavar=both("日期", "DATE"), help=both("闭幕或举办日期", "the day it was held"))
    ] = None,
    source: Annotated[
        str | None, typer.Option(metavar=both("出处", "SOURCE"), help=both("出处", "where it is known from"))
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar=both("文件", "FILE"), help=both("写到文件", "write here"))
    ] = None,
    config: Annotated[str | None, CONFIG] = None,
    lang: Annotated[Lang | None, LANG] = None,
) -> int:
    """Do what the first word says; without an action, list."""
    language = context.obj["lang"]
    found = Configs(library(), config).at("-")
    ours = pack()["facts"]
    theirs = read_facts(found.fact_files, over=ours)
    merged: Mapping[str, Any] = merge(ours, theirs)
    action, *rest = words or [""]
    if rest and action not in TAKING:
        extra = visible(" ".join(rest))
        raise PlanlintError("bad-option", t("usage.extra", "zh", value=extra), t("usage.extra", "en", value=extra))
    if found.rosters and action not in ACTIONS:
        from planlint.rosterfile import lay

        merged = lay(merged, found.rosters)
    if action == "check":
        return _check(ours, theirs, merged, language)
    if action == "export":
        return _export(merged, rest, output, language)
    if action == "import":
        return _import(found, merged, rest, language)
    if action == "confirm":
        return _confirm(found, merged, rest, held, source, language)
    return _show(merged, theirs, _table(merged, action) if action else "", language)


def _show(merged: Mapping[str, Any], theirs: Mapping[str, Any], table: str, lang: str) -> int:
    """List the tables of records, or one table."""
    sizes = {name: sum(1 for _ in records(merged, name)) for name in merged}
    if table:
        source = merged[table].get("source") if isinstance(merged[table], Mapping) else None
        print(_sum_of(merged, table, lang) + (f"\n  {visible(str(source))}" if source else ""))
        own = {(row.group, row.name) for row in records(theirs, table)}
        for row in records(merged, table):
            print(f"  {_line(row, own, merged['columns'] if lang == 'zh' else {'names': {}, 'values': {}})}")
        if sizes[table]:
            print(t("facts.marks", lang))
        return 0
    for name in sorted(filter(sizes.get, merged), key=lambda name: -sizes[name]):
        print(_sum_of(merged, name, lang))
    for record in waiting(merged):
        print(t("facts.waiting", lang, name=record.name, day=record.fields.get("closed") or record.fields["held"]))
    return 0


def _table(merged: Mapping[str, Any], word: str) -> str:
    """Return the key of the table that is called by it or by its Chinese title. Raises PlanlintError."""
    titles: dict[str, str] = {title: name for name, title in merged["columns"]["tables"].items()}
    table = titles.get(word, word)
    if table not in merged:
        from planlint.rulebook import unknown

        raise unknown("no-such-table", "事实表", "table", word, [*merged, *titles, *ACTIONS])
    return table


def _sum_of(merged: Mapping[str, Any], name: str, lang: str) -> str:
    """Return one line about a table: its name, how many records it holds, of when and from where it is."""
    content, rows = merged[name], list(records(merged, name))
    said = content if isinstance(content, Mapping) else {}
    sure = sum(bool(row.fields.get("verified", True)) for row in rows)
    key, title = "facts.table" if rows else "facts.words", _title(merged, name, lang)
    return t(key, lang, name=title, n=len(rows), verified=sure, as_of=said.get("as_of", "—"))


def _title(merged: Mapping[str, Any], name: str, lang: str) -> str:
    """Return what a table is called: in Chinese with its name on the command line behind, where it has such a title."""
    title = merged["columns"]["tables"].get(name) if lang == "zh" else None
    return f"{title}（{name}）" if title else visible(name)


def _line(row: Record, own: set[tuple[str, str]], columns: Mapping[str, Mapping[str, str]]) -> str:
    mark = "*" if (row.group, row.name) in own else "?" if not row.fields.get("verified", True) else " "
    shown = [
        f"{columns['names'].get(key, key)}: {columns['values'].get(str(value), _shown(value))}"
        for key, value in row.fields.items()
        if str(value) != row.name and _told(key, value)
    ]
    return visible(f"{mark} {row.name}  {'；'.join(shown)}")


def _told(key: str, value: Any) -> bool:
    return key != "verified" and value not in (None, "", [], {})


def _shown(value: Any) -> str:
    return "、".join(value) if isinstance(value, list) and all(isinstance(one, str) for one in value) else str(value)


def _check(ours: Mapping[str, Any], theirs: Mapping[str, Any], merged: Mapping[str, Any], lang: str) -> int:
    wrong = list(contradictions(ours, theirs))
    for texts in wrong:
        print(visible(texts[lang]))
    print(t("facts.checked", lang, n=sum(1 for _ in records(merged)), wrong=len(wrong)))
    return int(bool(wrong))


def _export(merged: Mapping[str, Any], rest: list[str], output: Path | None, lang: str) -> int:
    tables = [_table(merged, word) for word in rest] or merged
    text = write_csv((row for name in tables for row in records(merged, name)), merged["columns"])
    if output is None:
        sys.stdout.write(text)
    else:
        _save(output, f"\ufeff{text}")
        print(t("written", lang, path=visible(str(output))))
    return 0


def _import(found: Config, merged: Mapping[str, Any], rest: list[str], lang: str) -> int:
    if len(rest) != 1:
        raise PlanlintError("bad-csv", "要导入一个 CSV 文件：planlint facts import 文件", "name one CSV file to import")
    path = Path(rest[0])
    try:
        data = handwritten.read(path)
    except OSError as error:
        raise failed(error, rest[0]) from None
    everything = list(records(merged))
    known: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for r in everything:
        known.setdefault((r.table, r.group, r.name), []).append(dict(r.fields))
    rows = read_csv(data, rest[0], merged["columns"], everything)
    # Several records of a group may share a name, or have none: a row is new when it fits none of them.
    changed = [
        r for r in rows if all(old != {**old, **r.fields} for old in known.get((r.table, r.group, r.name), [{}]))
    ]
    unnamed = next((r for r in changed if not identity(r.fields)), None)
    if unnamed is not None:
        raise PlanlintError(
            "bad-csv", f"表“{unnamed.table}”里有一行没有名称", f"a row of {unnamed.table} has no name", path=rest[0]
        )
    refuse_unknown(changed, merged["columns"], everything, rest[0])
    _refuse_unreadable(changed, merged, rest[0])
    if changed:
        path = _keep(found, changed)
    said = "facts.imported" if changed else "facts.nothing-new"
    print(t(said, lang, n=len(changed), rows=len(rows), path=visible(shown(str(path)))))
    if changed:
        _tell_config(found, path, lang)
    return 0


def _refuse_unreadable(rows: list[Record], merged: Mapping[str, Any], path: str) -> None:
    """Raise PlanlintError ("bad-csv") for a row with which the facts, once written, could not be read any more."""
    for row in rows:
        try:
            facts_in(_yaml(nested(row)), path, merged)
        except BadFileError as error:
            fault = error.problems[0]
            zh, en = f"表“{row.table}”里“{row.name}”那一行：{fault.zh}", f"{row.table}, {row.name}: {fault.en}"
            raise PlanlintError("bad-csv", zh, en, path=path) from None
    for row in rows:
        merged = merge(merged, nested(row))
    try:
        facts = Facts(merged)
        _ = facts.meetings, series_table(facts)  # read as for a document
    except PlanlintError as error:
        raise PlanlintError("bad-csv", *error.texts.values(), path=path) from None


def _confirm(
    found: Config, merged: Mapping[str, Any], rest: list[str], held: str | None, source: str | None, lang: str
) -> int:
    if len(rest) != 1 or not held or not source:
        raise PlanlintError(
            "bad-option",
            "写法：planlint facts confirm 名称 --held 2026-10-29 --source 出处",
            "write: planlint facts confirm NAME --held 2026-10-29 --source SOURCE",
        )
    days = parse_date(held)
    if days is None or days[0] != days[1]:
        raise PlanlintError("bad-date", f"“{held}”不是日期，应写作 2026-10-29", f"“{held}” is no day; write 2026-10-29")
    record = find(merged, rest[0])
    last = next((key for key in ("closed", "end", "effective") if key in record.fields), "closed")
    fields = {"name": record.name, last: days[1].isoformat(), "source": source, "verified": True}
    if str(record.fields.get("held", "")) > days[1].isoformat():
        fields["held"] = days[1].isoformat()
    confirmed = Record(record.table, record.group, fields)
    target = _keep(found, [confirmed])
    print(t("facts.confirmed", lang, name=record.name, day=days[1].isoformat(), path=visible(shown(str(target)))))
    for texts in contradictions(pack()["facts"], nested(confirmed)):
        print(visible(texts[lang]))
    _tell_config(found, target, lang)
    return 0


def _tell_config(found: Config, target: Path, lang: str) -> None:
    """Say that planlint.yaml was made beside the facts where there had been none."""
    if found.path is None:
        print(t("facts.new-config", lang, path=visible(shown(str(target.with_name(NAME))))))


def _keep(found: Config, rows: list[Record]) -> Path:
    """Lay the records over what the office's own fact file holds; make the file, and planlint.yaml, when missing."""
    folder = found.path.parent if found.path else Path()
    if found.path is None:
        _save(folder / NAME, TEMPLATE.read_text("utf-8"))
    target = folder / FACTS_NAME
    own: Any = read_facts([(target, str(target))]) if target.exists() else {}
    for row in rows:
        own = merge(own, nested(row))
    head = "# 本单位的事实表，由 planlint facts confirm、import 写入；可以手改，但注释不会保留。\n"
    _save(target, head + _yaml(own))
    return target


def _yaml(tables: Any) -> str:
    import yaml

    return str(yaml.safe_dump(tables, allow_unicode=True, sort_keys=False, width=10**6))


def _save(path: Path, text: str) -> None:
    with writing(path) as out:
        out.write(text)
