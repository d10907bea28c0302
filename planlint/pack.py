"""The compiled pack: rules, facts, profiles, genres, parser tables and patterns as plain data, ready to use.

Building it from YAML and Lark costs more than linting a document, so it is kept in a file of its own. A wheel
carries it ready made. A checkout keeps it beside the package and builds it anew whenever a rule, a grammar or
planlint's own code has changed; where nothing can be written, it is built in memory.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

from planlint import patterns
from planlint.grammars import Grammar
from planlint.version import __version__

HERE = Path(__file__).parent
FILE = HERE / "_pack.bin"
MARSHAL = 4
"""Every Python that planlint runs on reads this format; a pack built by one serves all of them."""


def folder(name: str) -> Path:
    """Return where `rules` or `grammar` lies: inside the installed package, or at the top of a checkout."""
    inside = HERE / f"_{name}"
    return inside if inside.is_dir() else HERE.parent / name


def sources() -> Iterator[tuple[str, bytes]]:
    """Yield name and content of every file the pack is made from, in a fixed order."""
    for name, pattern in (("rules", "*.yaml"), ("grammar", "*.lark")):
        top = folder(name)
        for path in sorted(top.rglob(pattern)):
            yield f"{name}/{path.relative_to(top).as_posix()}", path.read_bytes()


def fingerprint() -> str:
    """Return the SHA-256 of planlint's version and of the pack's sources: the name of this set of rules."""
    from hashlib import sha256  # 3 ms, which a run with a fresh pack does not pay

    digest = sha256(__version__.encode())
    for name, content in sources():
        digest.update(b"\0%s\0%d\0%s" % (name.encode(), len(content), content))
    return digest.hexdigest()


def state() -> str:
    """Return what a stored pack must have been built from to be fresh.

    Rules and grammars of a checkout count by content, so an edit takes effect however the clock stands; code
    counts by size and time, as it does for Python itself. What is installed does not change under its pack.
    """
    if (HERE / "_rules").is_dir():
        return "installed"
    value = 0
    for name, content in sources():
        value = crc32(content, crc32(b"%s %d" % (name.encode(), len(content)), value))
    for found in sorted(_code(HERE)):
        value = crc32(found.encode(), value)
    return f"{value:08x}"


def _code(top: Path | str) -> Iterator[str]:
    with os.scandir(top) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                stat = entry.stat()
                yield f"{entry.path} {stat.st_size} {stat.st_mtime_ns}"
            elif entry.is_dir() and not entry.name.startswith("_"):
                yield from _code(entry.path)


@cache
def pack() -> dict[str, Any]:
    """Return the pack, from its file when that is whole and fresh, else built anew (and kept where possible).

    Raises PlanlintError for a faulty rule or fact file.
    """
    now = state()
    data = read(FILE, now)
    if data is None:
        data = build()
        with suppress(OSError):
            write(data, FILE, now)
    patterns.use(data.get("patterns", {}))
    return data


@cache
def grammar(name: str) -> Grammar:
    """Return the grammar grammar/<name>.lark."""
    return Grammar(pack()["grammars"][name])


def build() -> dict[str, Any]:
    """Build the pack from its sources. Raises PlanlintError for a faulty rule or fact file."""
    from planlint.compiler import compile_sources

    return {"fingerprint": fingerprint(), **compile_sources(folder("rules"), folder("grammar"))}


def read(path: Path, built_from: str) -> dict[str, Any] | None:
    """Return the pack in a file; None unless it is whole, of this version, and built from that state."""
    try:
        head, _, payload = path.read_bytes().partition(b"\n")
        if head != _head(payload, built_from):  # marshal must never see damaged bytes
            return None
        data: dict[str, Any] = marshal.loads(payload)
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return data


def write(data: dict[str, Any], path: Path, built_from: str) -> None:
    """Write the pack in one step, so that a run beside this one never reads half of it. Raises OSError."""
    payload = marshal.dumps(data, MARSHAL)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        part.write_bytes(_head(payload, built_from) + b"\n" + payload)
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink()


def _head(payload: bytes, built_from: str) -> bytes:
    return f"planlint {__version__} {built_from} {len(payload)} {crc32(payload):08x}".encode()
