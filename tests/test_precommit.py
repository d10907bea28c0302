"""The hooks, with the real pre-commit and the real git: a commit is stopped by a finding, and goes through without."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
import yaml
from pre_commit.clientlib import load_manifest

from planlint.readers import suffixes
from tests.installing import PROJECT, ROOT, clean_environment, copy_checkout, lend, run

HOOKS = {hook["id"]: hook for hook in load_manifest(ROOT / ".pre-commit-hooks.yaml")}
GOOD = "某局2027年工作要点\n\n2027年要坚持稳中求进。\n一、甲项工作\n做好甲。\n二、乙项工作\n做好乙。\n"
BAD = GOOD.replace("二、乙", "三、乙") + "四、丁项工作\n做好丁。\n"
RULES = """\
- id: office-no-highland
  title: 不用“打造高地”
  check: forbidden-terms
  options:
    terms: [打造高地]
  message: 不要写“{term}”
  tests:
    - pass: 新建教研基地。
    - pass: 打好基础。
    - fail: 着力⟦打造高地⟧。
    - fail: 继续⟦打造高地⟧。
"""


def _takes(hook: str, name: str) -> bool:
    found = HOOKS[hook]
    return bool(re.search(found["files"], name)) and not re.search(found["exclude"], name)


@pytest.mark.parametrize("suffix", [*suffixes(), ".TXT"])
def test_the_hook_takes_every_format_that_planlint_reads(suffix: str) -> None:
    assert _takes("planlint", f"起草/2027年工作要点（送审稿） 最终版3{suffix}")


@pytest.mark.parametrize(
    "name",
    ["README.md", "docs/readme.zh-CN.md", "requirements.txt", "LICENSE.txt", "a.py", "起草/要点（校对稿2）.docx"],
)
def test_the_hook_leaves_the_papers_of_a_repository_alone(name: str) -> None:
    assert not _takes("planlint", name)


def test_the_second_hook_takes_rule_files_and_not_fact_files() -> None:
    assert _takes("planlint-test", "office/rules.yaml")
    assert _takes("planlint-test", "office/规则/用语.yaml")
    assert not _takes("planlint-test", "office/rules/facts/local.yaml")
    assert not _takes("planlint-test", "planlint.yaml")


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which pre-commit builds planlint as ever, but from packages lent instead of downloaded."""
    place = tmp_path_factory.mktemp("pre-commit")
    needed = [*PROJECT["build-system"]["requires"], *PROJECT["project"]["dependencies"]]
    lent = lend(place / "lent", [*needed, *HOOKS["planlint"]["additional_dependencies"]])
    who = {f"GIT_{role}_{key}": "planlint" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
    pip = {"NO_INDEX": "1", "NO_DEPS": "1", "NO_BUILD_ISOLATION": "0", "CONFIG_FILE": "/dev/null"}
    return clean_environment(
        PRE_COMMIT_HOME=str(place / "home"),
        PYTHONPATH=str(lent),
        GIT_CONFIG_GLOBAL="/dev/null",
        GIT_CONFIG_NOSYSTEM="1",
        **who,
        **{f"PIP_{name}": value for name, value in pip.items()},
    )


@pytest.fixture
def office(tmp_path: Path, env: dict[str, str]) -> Path:
    """A repository of documents with both hooks installed."""
    source = copy_checkout(tmp_path / "planlint")
    office = tmp_path / "办公室 office"
    for repository in (source, office):
        repository.mkdir(exist_ok=True)
        run("git", "init", "--quiet", cwd=repository, env=env)
    run("git", "add", "--all", cwd=source, env=env)
    run("git", "commit", "--quiet", "--message", "all", cwd=source, env=env)
    revision = run("git", "rev-parse", "HEAD", cwd=source, env=env).stdout.strip()
    hooks = [{"id": "planlint"}, {"id": "planlint-test"}]
    config = {"repos": [{"repo": str(source), "rev": revision, "hooks": hooks}]}
    (office / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), "utf-8")
    run(sys.executable, "-m", "pre_commit", "install", cwd=office, env=env)
    return office


def test_a_commit_is_stopped_by_a_finding_and_goes_through_without(office: Path, env: dict[str, str]) -> None:
    (office / "README.md").write_text("# 办公室\n", "utf-8")
    (office / "起草").mkdir()
    plan = office / "起草" / "2027年工作要点 [1].txt"

    def commit(status: int) -> str:
        run("git", "add", "--all", cwd=office, env=env)
        done = run("git", "commit", "--message", "plan", cwd=office, env=env, status=status)
        return done.stdout + done.stderr

    plan.write_text(BAD, "utf-8")
    said = commit(1)
    assert "numbering-gap" in said
    assert "README" not in said
    plan.write_text(GOOD, "utf-8")
    assert "Passed" in commit(0)
    (office / "rules.yaml").write_text(RULES.replace("⟦打造高地⟧", "打造⟦高地⟧"), "utf-8")
    assert "office-no-highland" in commit(1)
