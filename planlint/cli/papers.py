"""What the commands that print a paper share: reading the document, choosing the format, writing it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import typer

from planlint.cli.help import both
from planlint.discovery import shown
from planlint.findings import Result
from planlint.lang import t
from planlint.model import PlanlintError
from planlint.readers import read_file, read_stream
from planlint.reports import divide, spare, to_a_file, writing
from planlint.reports.glyphs import visible
from planlint.session import Options, Session

if TYPE_CHECKING:
    from planlint.context import Context
    from planlint.papers import Paper

FORMATS = ("terminal", "csv", "html", "xlsx")
FILE = typer.Argument(metavar=both("文件", "FILE"), help=both("文件，或 -", "a file, or -"))
FORMAT = typer.Option(
    "--format",
    "-f",
    metavar=both("格式[:文件]", "FORMAT[:FILE]"),
    help=both("terminal、csv、html 或 xlsx，例如 xlsx:表.xlsx", "terminal, csv, html or xlsx, as in xlsx:list.xlsx"),
)


def write(file: str, output: str, options: Options, lang: str, make: Callable[[Result, Context, str], Paper]) -> int:
    """Judge the document, make the paper and write it; return 0. Raises PlanlintError for all that goes wrong."""
    name, colon, target = divide(output)
    if name not in FORMATS or (colon and not target):
        raise PlanlintError(
            "bad-format",
            f"没有“{visible(output)}”这种格式，可选 {'、'.join(FORMATS)}；写进文件用 html:文件名",
            f"There is no format '{visible(output)}'; choose one of {', '.join(FORMATS)}, or html:FILE",
        )
    if name == "xlsx":
        if not target:
            raise to_a_file(name)
        from planlint.reports.xlsx import prepare

        prepare()
    spare((file,), target)
    stdin = file == "-"
    document = read_stream(sys.stdin.buffer, "-") if stdin else read_file(Path(file), shown(file))
    result, context = Session(options).examine(document, None if stdin else Path(file))
    paper = make(result, context, lang)
    if not target:
        _render(paper, name, sys.stdout, lang)
        return 0
    with writing(Path(target)) as out:
        if name == "csv":
            out.write("\ufeff")  # a spreadsheet takes it for GBK otherwise
        _render(paper, name, out, lang)
    print(t("written", lang, path=visible(target)))
    return 0


def _render(paper: Paper, name: str, out: TextIO, lang: str) -> None:
    if name == "html":
        from planlint.papers import page

        page.render(paper, out, lang)
    elif name == "xlsx":
        from planlint.papers import book

        book.render(paper, out)
    elif name == "csv":
        from planlint.papers import sheet

        sheet.render(paper, out)
    else:
        from planlint.papers import terminal

        terminal.render(paper, out)
