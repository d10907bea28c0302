"""planlint init: write a commented planlint.yaml to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from planlint.cli.help import both
from planlint.cli.options import LANG, Lang
from planlint.config import NAME
from planlint.lang import t
from planlint.model import PlanlintError

HELP = both("在当前文件夹写一份带说明的 planlint.yaml", "Write a commented planlint.yaml here")
TEMPLATE = Path(__file__).with_name("planlint.template.yaml")


def command(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar=both("文件夹", "FOLDER"), help=both("写到哪里", "where to"))
    ] = Path(),
    lang: Annotated[Lang | None, LANG] = None,
) -> int:
    """Write the file, unless there is one."""
    target = folder / NAME
    try:
        with target.open("x", encoding="utf-8") as out:
            out.write(TEMPLATE.read_text("utf-8"))
    except FileExistsError:
        raise PlanlintError(
            "exists", "这里已经有一份，没有改动它", "there is one already; left as it is", path=str(target)
        ) from None
    except OSError as error:
        raise PlanlintError(
            "bad-output",
            f"写不进去：{error.strerror}",
            f"cannot be written: {error.strerror}",
            path=str(target),
        ) from None
    print(t("init.done", context.obj["lang"], path=str(target)))
    return 0
