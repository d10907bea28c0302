"""planlint init: write a commented planlint.yaml to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TextIO

import typer

from planlint.cli.help import both
from planlint.cli.options import LANG, Lang
from planlint.lang import t
from planlint.model import PlanlintError
from planlint.settings import NAME

HELP = both(
    "在当前文件夹写一份带说明的 planlint.yaml；加 --roster 写一份空的花名册",
    "Write a commented planlint.yaml here, or with --roster an empty roster",
)
TEMPLATE = Path(__file__).with_name("planlint.template.yaml")
ROSTER = Path(__file__).with_name("roster.template.csv")
ROSTER_NAME = "花名册.csv"


def command(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar=both("文件夹", "FOLDER"), help=both("写到哪里", "where to"))
    ] = Path(),
    roster: Annotated[
        bool,
        typer.Option("--roster", help=both("写一份空的花名册，不写 planlint.yaml", "write an empty roster instead")),
    ] = False,
    lang: Annotated[Lang | None, LANG] = None,
) -> int:
    """Write the file, unless there is one; the roster as a spreadsheet reads it, with a BOM."""
    target = folder / (ROSTER_NAME if roster else NAME)
    encoding, newline = ("utf-8-sig", "\r\n") if roster else ("utf-8", None)
    try:
        with target.open("x", encoding=encoding, newline=newline) as out:
            _fill(out, (ROSTER if roster else TEMPLATE).read_text("utf-8"), target)
    except FileExistsError:
        raise PlanlintError(
            "exists", "这里已经有一份，没有改动它", "there is one already; left as it is", path=str(target)
        ) from None
    except OSError as error:
        from planlint.refusals import refused

        raise refused(error, "bad-output", "写不进去", "cannot be written", str(target)) from None
    print(t("init.roster" if roster else "init.done", context.obj["lang"], path=str(target), name=ROSTER_NAME))
    return 0


def _fill(out: TextIO, text: str, target: Path) -> None:
    """Write all of the text, or leave no file: an empty one would stand in the way of the next try."""
    try:
        out.write(text)
        out.flush()
    except OSError:
        target.unlink()
        raise
