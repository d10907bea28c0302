"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum

import typer

from planlint.cli.help import both


class Lang(StrEnum):
    """Languages planlint speaks."""

    zh = "zh"
    en = "en"


LANG = typer.Option("--lang", help=both("界面和报告的语言", "language of everything printed"))
CONFIG = typer.Option(
    "--config",
    metavar=both("文件", "FILE"),
    help=both("用这份配置，不再逐级向上找 planlint.yaml", "this configuration instead of the nearest planlint.yaml"),
)
PROFILE = typer.Option(
    "--profile",
    metavar=both("尺度", "PROFILE"),
    help=both("draft/起草、review/送审、issue/签发；默认 review", "draft, review or issue; default review"),
)
