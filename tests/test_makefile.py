"""`make check` in a folder with an awkward name; the installing itself is left out, for it needs the network."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.installing import PROJECT, clean_environment, copy_checkout, lend, run


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return copy_checkout(tmp_path / "计划 (草稿)")


def test_make_check_installs_once_also_after_a_failure_and_shows_the_report(checkout: Path, tmp_path: Path) -> None:
    lent = lend(tmp_path / "lent", PROJECT["project"]["dependencies"])
    env = clean_environment(PYTHONPATH=str(lent))

    def check() -> str:
        return run("make", "check", "PIP=@echo install", cwd=checkout, env=env).stdout

    run("make", "check", "PYTHON=false", cwd=checkout, status=2)
    run("make", "check", "PIP=@false", cwd=checkout, status=2)
    first, second = check(), check()
    assert "seeds/000" in first
    assert "seeds/002" in first
    assert first.count("install ") == 2
    assert "--require-hashes -r requirements/run.txt" in first
    assert "install " not in second
    assert second.startswith("seeds/000")
    (checkout / "requirements/run.txt").touch()
    assert check().count("install ") == 2


def test_make_test_runs_all_there_is(checkout: Path) -> None:
    plan = run("make", "--dry-run", "test", cwd=checkout).stdout
    for part in ("dev.txt", "ruff check", "ruff format --check", "mypy", "lint-imports", "planlint test", "pytest"):
        assert part in plan
    assert "planlint.docs --check" in plan
