"""Arguments and options that several commands share."""

from __future__ import annotations

from enum import StrEnum

import typer

from planlint.cli.help import both


class Lang(StrEnum):
    """Languages planlint speaks."""

    zh = "zh"
    en = "en"


WORD_FILE = typer.Argument(metavar=both("文件", "FILE"), help=both("Word 文件", "a Word file"))
LANG = typer.Option("--lang", help=both("界面和报告的语言", "language of everything printed"))
CONFIG = typer.Option(
    "--config",
    metavar=both("文件", "FILE"),
    help=both("用这份配置，不再逐级向上找 planlint.yaml", "this configuration instead of the nearest planlint.yaml"),
)
PROFILE = typer.Option(
    "--profile",
    metavar=both("尺度", "PROFILE"),
    help=both(
        "draft/起草、review/送审、issue/签发、layout/版式；默认 review",
        "draft, review, issue or layout; default review",
    ),
)
GENRE = typer.Option(
    "--genre",
    metavar=both("文种", "GENRE"),
    help=both("不由标题推断，直接指定文种", "the genre, instead of inferring it from the title"),
)
AS_OF = typer.Option(
    "--as-of",
    metavar=both("日期", "DATE"),
    help=both(
        "按这一天（月、年）所知来判断，如 2027-01-08、2027-01、2027",
        "judge by what was known on this day, month or year: 2027-01-08, 2027-01, 2027",
    ),
)
YEAR = typer.Option(
    "--for",
    metavar=both("年份", "YEAR"),
    min=1949,
    max=2100,
    help=both("这是哪一年的计划", "the year the plan is for"),
)
SELECT = typer.Option("--select", metavar=both("规则", "RULE"), help=both("只用这些规则", "only these rules"))
IGNORE = typer.Option("--ignore", metavar=both("规则", "RULE"), help=both("不用这些规则", "not these rules"))
PREVIOUS = typer.Option(
    "--previous",
    metavar=both("文件", "FILE"),
    help=both("上年的文件；可写多次", "last year's document; repeatable"),
)


def names(values: list[str] | None) -> tuple[str, ...]:
    """Return the names given in any number of options, in each between commas."""
    return tuple(name.strip() for value in values or () for name in value.replace("，", ",").split(",") if name.strip())
