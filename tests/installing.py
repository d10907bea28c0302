"""Environments made of what is installed already: packaging is tested with the real tools, without network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
import venv
from collections.abc import Iterable, Mapping
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def tracked() -> list[str]:
    """Return the files of the working tree that git tracks or would add, relative to its top."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode().split("\0")
    return sorted(name for name in set(filter(None, names)) if (ROOT / name).is_file())


def copy_checkout(target: Path, names: Iterable[str] | None = None) -> Path:
    """Copy the working tree, so that building leaves no traces in it."""
    for name in tracked() if names is None else names:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target / name)
    return target


def lend(folder: Path, requirements: Iterable[str]) -> Path:
    """Link installed distributions that meet `requirements`, and what these need, into a folder of packages."""
    folder.mkdir(parents=True, exist_ok=True)
    waiting, seen = list(requirements), set()
    while waiting:
        wanted = Requirement(waiting.pop())
        if wanted.name in seen or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        seen.add(wanted.name)
        found = distribution(wanted.name)
        assert wanted.specifier.contains(found.version), f"{wanted} is asked for, {found.version} is locked"
        for top in {file.parts[0] for file in found.files or ()} - {"..", "__pycache__"}:
            (folder / top).symlink_to(Path(str(found.locate_file(top))).resolve())
        waiting += found.requires or []
    return folder


def environment(place: Path, requirements: Iterable[str]) -> Path:
    """Make a virtual environment with these requirements and nothing else; return its Python."""
    venv.create(place, symlinks=True)
    lend(next(place.glob("lib/python*/site-packages")), requirements)
    return place / "bin" / "python"


def install(wheel: Path, python: Path) -> None:
    """Install a wheel, and not what it requires."""
    quiet = ["--quiet", "--disable-pip-version-check", "--no-index", "--no-deps", "--no-compile"]
    command = [sys.executable, "-m", "pip", "--python", python, "install", *quiet, wheel]
    subprocess.run(command, check=True, env=clean_environment(PIP_CONFIG_FILE=os.devnull))


def clean_environment(**more: str) -> dict[str, str]:
    """Return an environment in which nothing but `more` speaks to Python, pip, git or planlint."""
    spoken = ("PYTHON", "PIP_", "GIT_", "PLANLINT_", "PRE_COMMIT", "VIRTUAL_ENV", "NO_", "FORCE_", "MAKE", "MFLAGS")
    return {name: value for name, value in os.environ.items() if not name.startswith(spoken)} | more


def run(
    *command: str | Path, cwd: Path, env: Mapping[str, str] | None = None, status: int = 0
) -> subprocess.CompletedProcess[str]:
    """Run a command that must end with `status`; return it with its output as text."""
    done = subprocess.run(command, cwd=cwd, env=env or clean_environment(), capture_output=True, encoding="utf-8")
    assert done.returncode == status, f"{command}\n{done.stdout}\n{done.stderr}"
    return done
