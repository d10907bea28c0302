"""planlint checklist: everything a person must still verify, as one table."""

from __future__ import annotations

from typing import Annotated

import typer

from planlint.cli.help import both
from planlint.cli.options import AS_OF, CONFIG, LANG, Lang
from planlint.cli.papers import FILE, FORMAT, write
from planlint.session import Options

HELP = both(
    "签发前核对单：书名号里的文件、会议、届次、日期、数据、单位、附件，逐条打勾\n\n"
    "例：\n  planlint checklist 定稿.txt --format html:核对单.html",
    "Everything a person must still verify, with a box to tick: titles, meetings, editions, dates, figures, units\n\n"
    "For instance:\n  planlint checklist final.txt --format html:checklist.html",
)


def command(
    context: typer.Context,
    file: Annotated[str, FILE],
    output: Annotated[str, FORMAT] = "terminal",
    as_of: Annotated[str | None, AS_OF] = None,
    config: Annotated[str | None, CONFIG] = None,
    lang: Annotated[Lang | None, LANG] = None,
) -> int:
    """Judge by the profile of issue, make the checklist and write it."""
    from planlint.papers.checklist import paper

    return write(file, output, Options(profile="issue", as_of=as_of, config=config), context.obj["lang"], paper)
