"""Entry point: find the command that is meant, import only that one, run it."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from planlint.cli.errors import run
from planlint.cli.help import Command, Group, both
from planlint.cli.options import LANG, Lang

HELP = both(
    "planlint：工作要点、计划、方案、规划等公文的结构与一致性检查\n\n"
    "  planlint 文件或文件夹              检查（等于 planlint check）\n"
    "  planlint 定稿.docx --profile 签发  按最严的尺度检查\n"
    "  planlint rules numbering-gap     解释一条规则\n\n"
    "退出码：0 没有问题；1 有“必须改”的问题；2 有文件读不了，或者选项、配置写错",
    "planlint checks the structure and consistency of Chinese government plan documents\n\n"
    "  planlint FILE-OR-FOLDER        check (short for planlint check)\n"
    "  planlint check --profile issue final.txt\n"
    "  planlint rules numbering-gap   explain one rule\n\n"
    "Exit status: 0 clean; 1 findings at or above --fail-on; 2 something could not be read or understood",
)
FOLDER = Path(__file__).parent / "commands"


def commands() -> list[str]:
    """Return the names of all commands."""
    return sorted(p.stem for p in FOLDER.glob("[a-z]*.py"))


def build(wanted: list[str]) -> typer.Typer:
    """Return the application with the given commands."""
    settings = {"help_option_names": ["--help", "-h"]}
    app = typer.Typer(cls=Group, context_settings=settings, rich_markup_mode=None, add_completion=False, help=HELP)

    @app.callback(invoke_without_command=False)
    def root(lang: Annotated[Lang | None, LANG] = None) -> None:
        """Give the group its help even with one command."""

    for name in wanted:
        module: Any = import_module(f"planlint.cli.commands.{name}")
        app.command(name, cls=Command, help=module.HELP)(module.command)
    return app


def arguments(argv: list[str]) -> list[str]:
    """Return the arguments with the command they leave out: `planlint FILE` is `planlint check FILE`."""
    if not argv or argv[0] in commands() or argv[0] in ("--help", "-h"):
        return argv
    if argv[0] in ("--version", "-V"):
        return ["version"]
    if argv[0].partition("=")[0] == "--lang":
        count = 1 + (argv[0] == "--lang")
        rest = arguments(argv[count:])
        return [rest[0], *argv[:count], *rest[1:]] if rest and rest[0] in commands() else [*argv[:count], *rest]
    return argv if _is_misspelt(argv[0]) else ["check", *argv]


def _is_misspelt(word: str) -> bool:
    """Say whether a word that is no command was meant to be one: a plain word, near to one, and no file."""
    if not (word.isascii() and word.isalpha()) or Path(word).exists():
        return False
    from planlint.schema import nearest

    return nearest(word, commands()) is not None


def main(argv: list[str] | None = None) -> NoReturn:
    """Run planlint on `argv` and leave with its exit status; as a program (None) without taking everything down first.

    All output is flushed by then, and clearing up what the system clears anyway would take a tenth of a short run.
    """
    words = arguments(list(sys.argv[1:] if argv is None else argv)) or ["--help"]
    status = run(lambda: build([words[0]] if words[0] in commands() else commands()), words)
    if argv is None and threading.active_count() == 1:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
        os._exit(status)
    sys.exit(status)
