"""planlint compare: two plans side by side."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from planlint.cli.help import both
from planlint.cli.options import LANG, Lang
from planlint.compare import Comparison, Pair, align
from planlint.compare.units import Unit
from planlint.dating import date_document, plan_year
from planlint.discovery import shown
from planlint.lang import t
from planlint.model import PlanlintError
from planlint.outline import parse, rejoined
from planlint.readers import read_file
from planlint.reports import divide, spare, writing
from planlint.reports.glyphs import visible

HELP = both(
    "对照两份计划：哪些沿用、改写、更名、移动、删去、新增\n\n"
    "例：\n  planlint compare 2026年工作要点.txt 2027年工作要点.txt --format html:对照.html",
    "Compare two plans: what was carried over, reworded, renamed, moved, dropped, added\n\n"
    "For instance:\n  planlint compare plan-2026.txt plan-2027.txt --format html:compare.html",
)
FORMATS = ("terminal", "html", "json")


def command(
    context: typer.Context,
    old: Annotated[str, typer.Argument(metavar=both("上年文件", "OLD"), help=both("上年的文件", "last year's"))],
    new: Annotated[str, typer.Argument(metavar=both("今年文件", "NEW"), help=both("今年的文件", "this year's"))],
    output: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar=both("格式[:文件]", "FORMAT[:FILE]"),
            help=both("terminal、html 或 json", "terminal, html or json"),
        ),
    ] = "terminal",
    every: Annotated[
        bool, typer.Option("--all", help=both("没有改动的也列出", "show what did not change too"))
    ] = False,
    lang: Annotated[Lang | None, LANG] = None,
) -> int:
    """Compare and write; the exit status says only whether it could be done."""
    language = context.obj["lang"]
    name, colon, file = divide(output)
    if name not in FORMATS or (colon and not file):
        raise PlanlintError(
            "bad-format",
            f"compare 没有“{visible(output)}”这种格式，可选 {'、'.join(FORMATS)}；写进文件用 html:文件名",
            f"compare has no format '{visible(output)}'; choose one of {', '.join(FORMATS)}, or html:FILE",
        )
    plans = [rejoined(parse(read_file(Path(path), shown(path)))) for path in (old, new)]
    years = [plan_year(plan, date_document(plan)) for plan in plans]
    if years[0] and years[1] and years[0] > years[1]:
        print(t("compare.swapped", language, first=years[0], second=years[1]), file=sys.stderr)
    comparison = align(*plans)
    if not file:
        _write(comparison, name, sys.stdout, language, every)
        return 0
    spare((old, new), file)
    with writing(Path(file)) as out:
        _write(comparison, name, out, language, every)
    print(t("written", language, path=visible(file)))
    return 0


def _write(comparison: Comparison, name: str, out: TextIO, lang: str, every: bool) -> None:
    if name == "html":
        from planlint.compare import page

        page.render(comparison, out, lang)
    elif name == "json":
        json.dump([_data(pair) for pair in comparison.pairs], out, ensure_ascii=False, indent=1)
        out.write("\n")
    else:
        from planlint.compare import terminal

        terminal.render(comparison, out, lang, every=every)


def _data(pair: Pair) -> dict[str, Any]:
    return {
        "status": pair.status,
        "moved": pair.moved,
        "alike": round(pair.alike, 3),
        "old": _unit(pair.old),
        "new": _unit(pair.new),
    }


def _unit(unit: Unit | None) -> dict[str, Any] | None:
    if unit is None:
        return None
    where = unit.plan.document.locate(unit.span.start)
    place = {"start": unit.span.start, "end": unit.span.end, "line": where.line}
    return {"kind": unit.node.kind, "heading": unit.heading, "text": unit.text, **place}
