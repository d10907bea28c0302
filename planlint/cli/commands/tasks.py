"""planlint tasks: the list of tasks with units, deadlines and figures."""

from __future__ import annotations

from typing import Annotated

import typer

from planlint.cli.help import both
from planlint.cli.options import AS_OF, CONFIG, LANG, Lang
from planlint.cli.papers import FILE, FORMAT, write
from planlint.session import Options

HELP = both(
    "任务分解表：每项任务的责任单位、完成时限、量化指标，缺的标出来\n\n"
    "例：\n  planlint tasks 工作要点.txt --format csv:任务分解表.csv",
    "The list of tasks: units, deadlines and figures of each, what is missing marked\n\n"
    "For instance:\n  planlint tasks plan.txt --format csv:tasks.csv",
)


def command(
    context: typer.Context,
    file: Annotated[str, FILE],
    output: Annotated[str, FORMAT] = "terminal",
    as_of: Annotated[str | None, AS_OF] = None,
    config: Annotated[str | None, CONFIG] = None,
    lang: Annotated[Lang | None, LANG] = None,
) -> int:
    """Read the tasks and write them."""
    from planlint.papers.tasks import paper

    options = Options(as_of=as_of, config=config)
    return write(file, output, options, context.obj["lang"], lambda _, judged, language: paper(judged, language))
