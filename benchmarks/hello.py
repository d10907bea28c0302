"""The floor: the least that any program with typer's command line costs."""

from typing import Annotated

import typer


def main(path: Annotated[str, typer.Argument()]) -> None:
    print(path)


typer.run(main)
