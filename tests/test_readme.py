"""What the papers show is true: commands run, output is the program's own, files that are shown are accepted."""

from __future__ import annotations

import os
import re
import shlex
import sys
from pathlib import Path

import pytest
import yaml
from pre_commit.clientlib import load_config

from tests.installing import ROOT, clean_environment, run
from tests.word.build import p, package

PAPERS = ("README.md", "README.zh-CN.md", "CONTRIBUTING.md", "docs/ci.md", "docs/roster.md", "docs/writing-rules.md")
BLOCK = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
PLAN = "某局2027年工作要点\n\n2027年要坚持稳中求进。\n一、甲项工作\n做好甲。\n二、乙项工作\n做好乙。\n"


def _blocks(paper: str, language: str) -> list[str]:
    found = BLOCK.findall((ROOT / paper).read_text("utf-8"))
    return [re.sub(f"^{indent}", "", text, flags=re.MULTILINE) for indent, kind, text in found if kind == language]


def _lasting(text: str) -> str:
    """Return a report without its duration and the number of rules, which every new rule would change."""
    return re.sub(r"\d+ 条规则，用时 [\d.]+ 秒", "若干条规则", text).rstrip()


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with the documents and files that the papers speak of."""
    rules = next(text for text in _blocks("README.md", "yaml") if text.startswith("# office/rules.yaml"))
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/example.txt").write_bytes((ROOT / "docs/example.txt").read_bytes())
    (tmp_path / "office").mkdir()
    (tmp_path / "office/rules.yaml").write_text(rules, "utf-8")
    for folder in ("drafts", "起草", "往年文稿"):
        (tmp_path / folder).mkdir()
        for name in ("2027年工作要点.txt", "2027年工作要点（送审稿） 最终版3.txt"):
            (tmp_path / folder / name).write_text(PLAN, "utf-8")
    for year in ("2026", "2027"):
        for name in (f"plan-{year}.txt", f"{year}年工作要点.txt"):
            (tmp_path / name).write_text(PLAN.replace("2027", year), "utf-8")
    (tmp_path / "2027年工作要点.docx").write_bytes(package("".join(map(p, PLAN.splitlines()))))
    (tmp_path / "facts.csv").write_text("表,组,名称\n", "utf-8")
    return tmp_path


def _commands() -> list[object]:
    found = []
    for paper in PAPERS:
        for text in _blocks(paper, "console"):
            for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                found.append(pytest.param(command, output, id=f"{paper}: {command}"))
    return found


@pytest.mark.parametrize(("command", "output"), _commands())
def test_a_command_that_is_shown_runs_and_says_what_is_shown(command: str, output: str, desk: Path) -> None:
    program, *arguments = shlex.split(command)
    assert program == "planlint"
    env = clean_environment(PYTHONPATH=str(ROOT), PYTHONIOENCODING="utf-8", COLUMNS="80")
    findings = "example.txt" in command and arguments[0] == "check"
    done = run(sys.executable, "-m", program, *arguments, cwd=desk, env=env, status=int(findings))
    assert done.stderr == ""
    if output.strip():
        assert _lasting(output) == _lasting(done.stdout)


def test_the_readmes_show_a_report() -> None:
    assert "必须改 3 处" in (ROOT / "README.md").read_text("utf-8")
    assert "必须改 3 处" in (ROOT / "README.zh-CN.md").read_text("utf-8")


@pytest.mark.parametrize("paper", PAPERS)
def test_a_file_that_is_shown_is_accepted(paper: str, desk: Path) -> None:
    env = clean_environment(PYTHONPATH=str(ROOT))
    for text in _blocks(paper, "yaml"):
        name = re.match(r"# (\S+\.yaml)$", text.partition("\n")[0])
        if name is None:
            continue
        if name[1] == ".pre-commit-config.yaml":
            (desk / name[1]).write_text(text, "utf-8")
            assert load_config(desk / name[1])["repos"]
        elif name[1] == "planlint.yaml":
            (desk / name[1]).write_text(text, "utf-8")
            run(sys.executable, "-m", "planlint", "config", cwd=desk, env=env)
        else:
            assert yaml.safe_load(text)


def test_the_hooks_that_are_named_exist() -> None:
    ids = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    for paper in PAPERS:
        for text in _blocks(paper, "yaml"):
            if text.startswith("# .pre-commit-config.yaml"):
                assert {h["id"] for repo in yaml.safe_load(text)["repos"] for h in repo["hooks"]} <= ids


def test_the_python_that_is_shown_runs(desk: Path) -> None:
    env = clean_environment(PYTHONPATH=str(ROOT))
    for code in _blocks("README.md", "python"):
        assert "numbering-gap Span(" in run(sys.executable, "-c", code, cwd=desk, env=env).stdout


@pytest.mark.parametrize("paper", PAPERS)
def test_links_between_the_papers_lead_somewhere(paper: str) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", (ROOT / paper).read_text("utf-8")):
        assert os.path.exists((ROOT / paper).parent / target), target


def test_every_target_of_make_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for paper in PAPERS:
        for target in re.findall(r"(?:`|^)make (\w+)", (ROOT / paper).read_text("utf-8"), flags=re.MULTILINE):
            assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), f"{paper}: make {target}"
