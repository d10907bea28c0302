"""The compiled pack: rules, facts, profiles, genres and parser tables as plain data, ready to use.

Building it from YAML and Lark costs more than linting a document, so it is kept in one file: inside the wheel,
or beside the package in a checkout, and rebuilt whenever the hash of its sources differs. Where nothing can be
written it is built in memory.
"""

from __future__ import annotations

import hashlib
import marshal
import os
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from planlint.version import __version__

HERE = Path(__file__).parent
FILE = HERE / "_pack.bin"


def folder(name: str) -> Path:
    """Return where `rules` or `grammar` lies: inside the installed package, or at the top of a checkout."""
    inside = HERE / f"_{name}"
    return inside if inside.is_dir() else HERE.parent / name


def sources() -> list[Path]:
    """Return every file the pack is made from, sorted."""
    return [*sorted(folder("rules").rglob("*.yaml")), *sorted(folder("grammar").glob("*.lark"))]


def fingerprint() -> str:
    """Return the hash of the pack's sources and of planlint's version, in hexadecimal."""
    digest = hashlib.sha256(__version__.encode())
    for path in sources():
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


@cache
def pack() -> dict[str, Any]:
    """Return the pack, from its file when that is fresh, else built anew (and kept where that is possible)."""
    mark = fingerprint()
    try:
        stored: dict[str, Any] = marshal.loads(FILE.read_bytes())
        if stored.get("fingerprint") == mark and stored.get("python") == marshal.version:
            return stored
    except (OSError, ValueError, EOFError, TypeError, AttributeError):
        pass
    made = build(mark)
    with suppress(OSError):
        write(made, FILE)
    return made


def build(mark: str) -> dict[str, Any]:
    """Build the pack from its sources. Raises PlanlintError for a faulty rule or fact file."""
    from planlint.compiler import compile_sources

    return {
        "fingerprint": mark,
        "python": marshal.version,
        **compile_sources(folder("rules"), folder("grammar")),
    }


def write(data: dict[str, Any], path: Path) -> None:
    """Write the pack in one step, so that a run beside this one never reads half of it."""
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.write_bytes(marshal.dumps(data))
    part.replace(path)
