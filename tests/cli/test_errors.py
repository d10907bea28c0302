from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import pytest
import typer

from planlint.cli.errors import run
from planlint.cli.help import Command, Group, both
from planlint.model import PlanlintError


class Profile(StrEnum):
    draft = "draft"
    review = "review"
    issue = "issue"


def build() -> typer.Typer:
    app = typer.Typer(
        cls=Group,
        rich_markup_mode=None,
        add_completion=False,
        help=both("公文检查\n\n例：\n  planlint 甲.txt", "Lint"),
    )

    @app.command(cls=Command, help=both("检查文件", "Check files"))
    def check(
        context: typer.Context,
        path: Annotated[str, typer.Argument(metavar=both("路径", "PATH"), help=both("文件或文件夹", "a file"))],
        profile: Annotated[Profile, typer.Option(help=both("尺度" * 40, "how strict"))] = Profile.review,
        jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, max=64, metavar="N")] = 1,
        share: Annotated[float, typer.Option()] = 0.5,
        pair: Annotated[tuple[str, str] | None, typer.Option()] = None,
        config: Annotated[Path | None, typer.Option()] = None,
        need: Annotated[str, typer.Option(help=both("要有", "needed"))] = "",
        fix: Annotated[bool, typer.Option("--fix", help=both("改正", "mend"))] = False,
        lang: Annotated[str, typer.Option()] = "zh",
    ) -> int:
        print("language", context.obj["lang"])
        match path:
            case "known":
                raise PlanlintError("x", "读不了\n请另存", "unreadable", path="甲[/].txt", line=3)
            case "unknown":
                raise ValueError("[/]\x1b[31m")
            case "stop":
                raise KeyboardInterrupt
            case "abort":
                raise typer.Abort
            case "exit":
                raise typer.Exit(1)
            case "table":
                from rich.console import Console

                console = Console(file=sys.stdout)
                for n in range(100_000):
                    console.print(n)
            case "flood":
                for n in range(100_000):
                    print(n)
        return 1 if path == "findings" else 0

    @app.command(cls=Command, help=both("列出规则", "List rules"))
    def rules(rule: Annotated[str, typer.Option(help=both("规则", "rule"))]) -> None:
        del rule

    return app


Said = tuple[int, str, str]
"""Exit status, standard output, standard error."""
Call = Callable[..., Said]


@pytest.fixture
def planlint(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    for name in ("PLANLINT_LANG", "PLANLINT_DEBUG", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(os, "access", lambda path, _: str(path) != "/")  # what stands for a file one may not read

    def call(*argv: str) -> Said:
        status = run(build, argv)
        out, err = capsys.readouterr()
        return status, out, err

    return call


@pytest.mark.parametrize(
    ("argv", "zh"),
    [
        (["check"], "还缺参数 路径。"),
        (["check", "a", "--profle", "x"], "没有 --profle 这个选项。是不是想写 --profile？"),
        (["check", "a", "-x"], "没有 -x 这个选项。"),
        (
            ["check", "a", "--profile", "isue"],
            "--profile 不对：“isue”不在可选之列，可选 draft、review、issue。是不是想写 issue？",
        ),
        (["check", "a", "--profile", "'; is not one of"], "可选 draft、review、issue。"),
        (["check", "a", "--jobs", "many"], "--jobs 不对：“many”不是整数。"),
        (["check", "a", "-j", "99"], "--jobs 不对：99 超出范围（1–64）。"),
        (["check", "a", "--share", "much"], "--share 不对：“much”不是数。"),
        (["check", "a", "--jobs"], "选项 --jobs 后面还缺值。"),
        (["check", "a", "--pair", "b"], "选项 --pair 后面要有 2 个值。"),
        (["check", "a", "--config", "/"], "--config 不对：没有读取“/”的权限。"),
        (["check", "a", "--fix=yes"], "选项 --fix 后面不带值。"),
        (["check", "a", "b", "c"], "多出来的参数：b c。"),
        (["rules"], "还缺选项 --rule。"),
        (["chekc", "a"], "没有 chekc 这个命令。是不是想写 check？"),
        ([], "还缺一个命令。"),
    ],
)
def test_usage_errors_are_in_chinese(argv: list[str], zh: str, planlint: Call) -> None:
    status, out, err = planlint(*argv)
    assert (status, out) == (2, "")
    assert err.startswith("错误：")
    assert zh in err
    assert err.splitlines()[-1].startswith("看用法：planlint")


@pytest.mark.parametrize(
    ("argv", "en"),
    [
        (
            ["check", "--lang", "en"],
            "error: The argument PATH is missing.\nFor help: planlint check --help\n",
        ),
        (["check", "a", "--lang=en", "-j", "0"], "--jobs is wrong: 0 is out of range (1–64).\n"),
        (
            ["check", "a", "--lang", "en", "--profile", "isue"],
            "'isue' is not one of draft, review, issue. Did you",
        ),
    ],
)
def test_usage_errors_in_english(argv: list[str], en: str, planlint: Call) -> None:
    assert en in planlint(*argv)[2]


def test_a_command_returns_its_status(planlint: Call) -> None:
    assert planlint("check", "fine") == (0, "language zh\n", "")
    assert planlint("check", "findings")[0] == 1
    assert planlint("check", "exit")[0] == 1
    assert planlint("check", "fine", "--lang", "en")[1] == "language en\n"


def test_known_errors_are_told_without_a_traceback(planlint: Call) -> None:
    status, _, err = planlint("check", "known")
    assert status == 2
    assert err == "错误：甲[/].txt:3\n  读不了\n  请另存\n"


def test_an_internal_error_is_short(planlint: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    status, _, err = planlint("check", "unknown")
    assert status == 2
    assert err.splitlines()[0] == "planlint 自己出了错（ValueError）：[/]\\x1b[31m"
    assert "PLANLINT_DEBUG=1" in err
    assert "Traceback" not in err
    monkeypatch.setenv("PLANLINT_DEBUG", "1")
    assert "Traceback" in planlint("check", "unknown")[2]


def test_interruption(planlint: Call) -> None:
    assert planlint("check", "stop")[::2] == (130, "已中断。\n")
    assert planlint("check", "abort")[0] == 130


def test_help_in_chinese(planlint: Call) -> None:
    status, out, err = planlint("--help")
    assert (status, err) == (0, "")
    assert (
        out
        == """\
用法：planlint [选项] 命令 [参数]…

公文检查

例：
  planlint 甲.txt

选项：
  --help  显示这份说明

命令：
  check  检查文件
  rules  列出规则
"""
    )


def test_help_of_a_command_is_aligned_by_width(planlint: Call) -> None:
    out = planlint("check", "--help")[1]
    assert "用法：planlint check [选项] 路径\n" in out
    assert "  路径  文件或文件夹（必填）\n" in out
    assert "  -j, --jobs N         （默认 1）\n" in out
    assert "  --fix                改正\n" in out
    rows = [line for line in out.splitlines() if "尺度" in line]
    assert len(rows) > 1
    assert all(row.startswith(" " * 23 + "尺度") for row in rows)


def test_help_in_english_wherever_lang_stands(planlint: Call) -> None:
    for argv in (["check", "--lang", "en", "--help"], ["check", "--help", "--lang", "en"]):
        out = planlint(*argv)[1]
        assert out.startswith("Usage: planlint check [OPTIONS] PATH\n")
        assert "Options:\n" in out
        assert "Show this message and exit." in out
        assert "mend" in out
        assert "改正" not in out


@pytest.mark.parametrize("what", ["flood", "table"])
def test_a_closed_pipe_is_no_error(what: str) -> None:
    argv = [sys.executable, __file__, "check", what]
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(argv, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout
        assert child.stderr
        child.stdout.readline()
        child.stdout.close()
        assert child.stderr.read() == b""
    assert child.returncode == 0


def test_a_gbk_screen_takes_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(raw, "gbk", newline="\n"))
    assert run(build, ["check", "a", "--𠮷✓"]) == 2
    sys.stderr.flush()
    assert raw.getvalue().decode("gbk").startswith("错误：没有 --\\U00020bb7√ 这个选项。")


if __name__ == "__main__":
    sys.exit(run(build))


def test_what_was_typed_cannot_turn_the_complaint_around(planlint: Call) -> None:
    status, _, err = planlint("check", "fine", "甲\u202e乙\n丙")
    assert status == 2
    assert "甲\\u202e乙" in err
    assert "\u202e" not in err
