"""Bytes to Document. One module a format; the folder is the registry.

A module is a reader when it has these three names, and nothing else needs to know of it:

`MEDIA_TYPE`  the format's media type; for a format that is not text, the one `sniff` tells from the bytes
`SUFFIXES`    the file name endings that belong to it, lower case
`read`        `read(source: bytes, path: str) -> Document`, raising PlanlintError for what it cannot read

One that says `IN_FOLDERS = False` reads the files that are named and leaves those found in folders alone; one that says
`CONVERTED = True` has LibreOffice convert them, several in one go. A module that begins with `_` belongs to readers and
is imported when one of them needs it.
"""

from __future__ import annotations

import os
import stat
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from planlint.model import Document, PlanlintError
from planlint.readers import text
from planlint.readers.decode import encode
from planlint.readers.sniff import refuse, sniff

if TYPE_CHECKING:
    from typing import Protocol

    class Reader(Protocol):
        """What a reader module offers."""

        MEDIA_TYPE: str
        SUFFIXES: tuple[str, ...]

        def read(self, source: bytes, path: str) -> Document:
            """Return the document in the bytes `source`; `path` is how errors name it."""

    class Stream(Protocol):
        """Anything to read bytes from."""

        def read(self, size: int, /) -> bytes | None:
            """Return at most `size` bytes, none at the end."""


__all__ = ["LIMIT", "encode", "read", "read_file", "read_stream", "readers", "suffixes"]

LIMIT = 64 * 1024 * 1024
"""The largest document read, in bytes."""


@cache
def readers() -> tuple[Reader, ...]:
    """Return the reader modules of this folder, sorted by name."""
    names = sorted(file.stem for file in Path(__path__[0]).glob("[a-z]*.py"))
    modules = (import_module(f"{__name__}.{name}") for name in names)
    return tuple(cast("Reader", module) for module in modules if hasattr(module, "SUFFIXES"))


@cache
def suffixes(*, named: bool = False) -> tuple[str, ...]:
    """Return the file name endings that planlint picks up by itself in folders, lower case; `named`, all it knows."""
    kept = (reader for reader in readers() if named or getattr(reader, "IN_FOLDERS", True))
    return tuple(suffix for reader in kept for suffix in reader.SUFFIXES)


def converted(path: Path) -> bool:
    """Say whether the ending of `path` belongs to a format that LibreOffice converts before it is read."""
    ending = path.suffix.lower()
    if ending in text.SUFFIXES:
        return False
    return any(ending in reader.SUFFIXES for reader in readers() if getattr(reader, "CONVERTED", False))


def read(source: bytes, path: str) -> Document:
    """Return the document in the bytes `source`; the ending of `path` tells text from Markdown.

    `path` is the name shown in reports.

    Raises PlanlintError ("unreadable", and what the format's reader raises), naming `path`.
    """
    kind = sniff(source)
    if kind is not None:
        reader = next((r for r in readers() if kind.media_type == r.MEDIA_TYPE), None)
        if reader is None:
            raise refuse(kind, path)
        return reader.read(source, path)
    ending = Path(path).suffix.lower()
    if ending in text.SUFFIXES:  # the common case loads no other reader
        return text.read(source, path)
    named = next((r for r in readers() if ending in r.SUFFIXES), cast("Reader", text))
    if named.MEDIA_TYPE.startswith("text/"):
        return named.read(source, path)
    if not source.strip(b"\0\t\n\r "):
        raise _empty(path, ending)
    try:
        return text.read(source, path)
    except PlanlintError as error:
        raise _wrapped(path, ending) if error.code == "unreadable" else error from None


def read_file(path: Path, shown: str, limit: int = LIMIT) -> Document:
    """Return the document in the file `path`, called `shown` in reports; at most `limit` bytes are read.

    Raises PlanlintError: as `load` does, and what the format's reader raises.
    """
    return read(load(path, shown, limit), shown)


def load(path: Path, shown: str, limit: int = LIMIT) -> bytes:
    """Return the bytes of the file `path`, called `shown` in reports; at most `limit` are read.

    Raises PlanlintError: "no-such-path", "unreadable" (no permission, a folder, a device, a pipe), "in-use",
    "too-large".
    """
    try:
        with open(path, "rb", buffering=0, opener=_open) as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise _not_a_file(shown)
            if status.st_size > limit:
                raise _too_large(shown, limit, status.st_size)
            if path.name.startswith(_LOCKS) and status.st_size < _LOCK_SIZE:
                raise _lock_file(shown)
            return _drain(stream, shown, limit, max(status.st_size + 1, 1 << 16))
    except (OSError, ValueError) as error:
        raise _in_use(shown) if _is_in_use(path, error) else failed(error, shown) from None


def read_stream(stream: Stream, shown: str, limit: int = LIMIT) -> Document:
    """Return the document that `stream` (standard input, say) gives, at most `limit` bytes long."""
    return read(_drain(stream, shown, limit), shown)


def _drain(stream: Stream, shown: str, limit: int, step: int = 1 << 20) -> bytes:
    """Return all that a stream gives, asked for `step` bytes at a time."""
    chunks: list[bytes] = []
    room = limit + 1
    try:
        while room and (chunk := stream.read(min(room, step))):
            chunks.append(chunk)
            room -= len(chunk)
    except OSError as error:
        raise failed(error, shown) from None
    if not room:
        raise _too_large(shown, limit)
    return b"".join(chunks)


def failed(error: Exception, shown: str) -> PlanlintError:
    """Return what to tell the user about `error`, met while opening or reading the path called `shown`."""
    if isinstance(error, IsADirectoryError):
        return PlanlintError("unreadable", "是一个文件夹，不是文件", "is a folder, not a file", path=shown)
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return PlanlintError("no-such-path", "找不到这个文件或文件夹", "no such file or folder", path=shown)
    if isinstance(error, PermissionError):
        zh = "没有读取权限，请检查文件的权限，或关闭正在占用它的程序"
        return PlanlintError("unreadable", zh, "no permission to read it", path=shown)
    from planlint.refusals import refused

    return refused(error, "unreadable", "无法读取", "cannot be read", shown)


_LOCKS = ("~$", ".~")
_LOCK_SIZE = 1024


def _is_in_use(path: Path, error: Exception) -> bool:
    """Tell whether a file cannot be read because Word or WPS has it open: Windows says so, or a lock is beside it."""
    if getattr(error, "winerror", None) in (32, 33):
        return True
    name = path.name
    locks = (f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~{name}", f".~lock.{name}#")
    return isinstance(error, PermissionError) and any(path.with_name(lock).exists() for lock in locks)


def _in_use(shown: str) -> PlanlintError:
    zh = "这个文件正在 Word 或 WPS 中打开，读不到；请保存并关闭它，再检查"
    return PlanlintError("in-use", zh, "it is open in Word or WPS; save and close it there first", path=shown)


def _lock_file(shown: str) -> PlanlintError:
    return PlanlintError(
        "unreadable",
        "这是 Word 或 WPS 打开文件时自动生成的临时文件，不是文档；请检查名字里没有“~$”的那个文件",
        "this is the lock that Word or WPS keeps beside an open document; check the document itself",
        path=shown,
    )


def _empty(path: str, ending: str) -> PlanlintError:
    return PlanlintError(
        "unreadable",
        f"名为 {ending}，里面却什么也没有：多半是没有下载完、没有同步完，或者没有保存成；请重新取一份",
        f"called {ending}, but there is nothing in it: not downloaded, synchronised or saved to its end; get it again",
        path=path,
    )


def _wrapped(path: str, ending: str) -> PlanlintError:
    return PlanlintError(
        "unreadable",
        f"名为 {ending}，内容却不是这种文件：可能被单位的加密软件（亿赛通、绿盾、IP-guard 等）加了密，也可能已损坏。"
        "请在装有加密软件的电脑上解密后再检查；如果用 Word 或 WPS 也打不开，就是文件坏了",
        f"called {ending}, but its content is nothing of that kind: encryption software of the office may have wrapped "
        "it, or it is damaged. Decrypt it where that software runs; if Word cannot open it either, it is damaged",
        path=path,
    )


def _open(path: str, flags: int) -> int:
    # Opening a pipe that nobody writes to would otherwise wait for ever.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _not_a_file(shown: str) -> PlanlintError:
    return PlanlintError(
        "unreadable",
        "不是普通文件（是管道、设备等）；要检查标准输入请用“-”",
        "not a regular file (a pipe or a device); use `-` to check standard input",
        path=shown,
    )


def _too_large(shown: str, limit: int, size: int | None = None) -> PlanlintError:
    most = f"{limit / 1048576:.4g} MiB"
    real = f"{size / 1048576:.4g} MiB" if size else ""
    return PlanlintError(
        "too-large",
        f"文件太大（{real or '超出上限'}），上限为 {most}；一份计划不会这么长，请确认是否选错了文件",
        f"too large ({real or 'over the limit'}); the limit is {most}",
        path=shown,
    )
