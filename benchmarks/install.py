"""Planlint as users have it, and the peer: installed once into benchmarks/built/, again when something changed."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
BUILT = ROOT / "benchmarks" / "built"
PEER = "autocorrect-node"
WORD_PEER = "gongwen-skill"

Peer = tuple[list[str], str] | str
"""The command that runs the peer, and its version; or why there is none."""

PIP = ["-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input"]


class InstallError(Exception):
    """A command that sets something up failed; says which, and what it said."""


def planlint() -> Path:
    """Return the folder of programs of an environment that planlint's wheel is installed in.

    Measured there and not in the checkout, because an editable install starts more slowly. Its dependencies are the
    locked ones; installing them is the only thing that may need a network, once. Raises InstallError.
    """
    home = BUILT / "venv"
    programs = home / "bin"
    python = programs / "python"
    locked = ROOT / "requirements" / "run.txt"
    if _changed(home / "locked", [locked]):
        shutil.rmtree(home, ignore_errors=True)
        venv.create(home, with_pip=True)
        _do([python, *PIP, "install", "--require-hashes", "-r", locked])
        _keep(home / "locked", [locked])
    names = ["pyproject.toml", "setup.py", "README.md", "LICENSE"]
    single = [ROOT / name for name in names if (ROOT / name).is_file()]
    folders = [ROOT / name for name in ("planlint", "rules", "grammar")]
    files = [*single, *(p for folder in folders for p in sorted(folder.rglob("*.*")) if _is_source(p))]
    if _changed(home / "built", files):
        source = BUILT / "source"
        shutil.rmtree(source, ignore_errors=True)
        for path in files:
            target = source / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        _do([sys.executable, *PIP, "wheel", "--no-deps", "--no-build-isolation", "-w", source / "dist", source])
        wheel = next((source / "dist").glob("*.whl"))
        _do([python, *PIP, "install", "--no-deps", "--force-reinstall", wheel])
        _keep(home / "built", files)
    return programs


def peer() -> Peer:
    """Return the command that runs autocorrect-node, and its version; or why there is none."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return "npm is not installed here"
    home = BUILT / "node"
    package = home / "node_modules" / PEER / "package.json"
    if not package.is_file():
        home.mkdir(parents=True, exist_ok=True)
        (home / "package.json").write_text('{"private": true}\n')
        try:
            _do([npm, "install", "--no-audit", "--no-fund", "--loglevel=error", PEER], cwd=home)
        except InstallError:
            return "npm could not install it"
    found = json.loads(package.read_text("utf-8"))
    program = package.parent / found["bin"]["autocorrect"]
    return [node, str(program)], found["version"]


def word_peer() -> Peer:
    """Return the command that runs gongwen-skill, and its version; or why there is none."""
    home = BUILT / "gongwen"
    program = home / "bin" / "gongwen"
    try:
        if not program.is_file():
            venv.create(home, with_pip=True)
            _do([home / "bin" / "python", *PIP, "install", WORD_PEER])
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    except (InstallError, OSError, subprocess.CalledProcessError):
        return "pip could not install it"
    return [str(program)], said.split()[-1]


def _is_source(path: Path) -> bool:
    return path.is_file() and path.suffix in (".py", ".yaml", ".lark", ".typed")


def _changed(mark: Path, files: Iterable[Path]) -> bool:
    return not mark.is_file() or mark.read_text() != _hash(files)


def _keep(mark: Path, files: Iterable[Path]) -> None:
    mark.write_text(_hash(files))


def _hash(files: Iterable[Path]) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for path in files:
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _do(command: Sequence[str | Path], cwd: Path | None = None) -> None:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    if done.returncode:
        raise InstallError(f"{' '.join(map(str, command))}\n{done.stderr}")
