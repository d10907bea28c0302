"""planlint text: print the text that offsets in reports refer to."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from planlint.cli.help import both
from planlint.cli.options import LANG, Lang
from planlint.discovery import shown
from planlint.readers import read_file, read_stream
from planlint.reports.glyphs import visible

HELP = both(
    "输出读到的文字（报告里的位置以此为准；也可用作 git 的 textconv）",
    "Print the text as read (what offsets refer to; also a git textconv)",
)


def command(
    file: Annotated[str, typer.Argument(metavar=both("文件", "FILE"), help=both("文件，或 -", "a file, or -"))],
    lang: Annotated[Lang | None, LANG] = None,
) -> int:
    """Print the text, in UTF-8 with \\n line ends; on a terminal with control characters spelled out."""
    document = read_stream(sys.stdin.buffer, "-") if file == "-" else read_file(Path(file), shown(file))
    if sys.stdout.isatty():
        sys.stdout.writelines(
            visible(line) + "\n" for line in document.text.expandtabs(8).removesuffix("\n").split("\n")
        )
        return 0
    sys.stdout.flush()
    sys.stdout.buffer.write(document.text.encode("utf-8", "surrogatepass"))
    return 0
