"""Old Word and WPS files, RTF and ODF made to .docx by LibreOffice, where it is installed.

Nothing is kept on disk. Starting LibreOffice takes seconds, so that several documents are converted `ahead` in one
go; what they became is kept in memory until it is asked for.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from planlint.model import PlanlintError

ENDINGS = {
    "application/msword": ".doc",
    "application/rtf": ".rtf",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/x-word-xml": ".xml",
}
"""The media types that LibreOffice converts, and what their files are called for it."""

SECONDS, EACH = 60.0, 10.0
"""How long it may take: to begin with, and for each document."""
_INSTALL = {
    "win32": "winget install TheDocumentFoundation.LibreOffice",
    "darwin": "brew install --cask libreoffice",
    "linux": "sudo apt install libreoffice-writer",
}

PATIENCE = 3
"""How many documents in a row LibreOffice may let wait in vain before no other is given to it."""

_made: dict[bytes, bytes] = {}
_in_vain = 0


def to_docx(source: bytes, media_type: str, path: str) -> bytes:
    """Return the document `source`, of one of the types in ENDINGS, as the bytes of a .docx.

    Raises PlanlintError: "no-converter" (LibreOffice is not installed), "encrypted", "too-slow", "unreadable", and as
    `_run` does.
    """
    global _in_vain
    _refuse(source, media_type, path)
    kept = _made.pop(_key(source), None)
    if kept is not None:
        return kept
    program = find()
    if program is None:
        raise _no_converter(path)
    if _in_vain >= PATIENCE:
        raise _too_slow(path, "LibreOffice 一再没有反应，不再等", "LibreOffice kept hanging and is not asked any more")
    (made,), late = _run(program, [(ENDINGS[media_type], source)], path)
    _in_vain = _in_vain + 1 if late else 0
    if made is not None:
        return made
    if late:
        zh = f"LibreOffice {SECONDS + EACH:.0f} 秒没有转换完，不再等"
        raise _too_slow(path, zh, "LibreOffice took too long to convert it")
    raise PlanlintError(
        "unreadable",
        "文件可能已损坏，LibreOffice 打不开；请用 Word 或 WPS 打开，另存为 .docx 后再检查",
        "LibreOffice cannot open it, it may be damaged; open it in Word or WPS and save it as .docx",
        path=path,
    )


def ahead(files: Iterable[Path]) -> None:
    """Convert those of the files that need it in one go; `to_docx` finds what they became.

    What goes wrong here is told when the document's turn comes.
    """
    from planlint.readers import load
    from planlint.readers.sniff import sniff

    program = find()
    if program is None:
        return
    waiting: dict[bytes, tuple[str, bytes]] = {}
    for file in files:
        with suppress(PlanlintError):
            source = load(file, file.name)
            kind = sniff(source)
            if kind is not None and kind.media_type in ENDINGS:
                _refuse(source, kind.media_type, file.name)
                waiting[_key(source)] = ENDINGS[kind.media_type], source
    if len(waiting) > 1 and _in_vain < PATIENCE:
        with suppress(PlanlintError):
            made, _ = _run(program, list(waiting.values()), "")
            _made.update((key, docx) for key, docx in zip(waiting, made, strict=True) if docx is not None)


def _refuse(source: bytes, media_type: str, path: str) -> None:
    """Raise PlanlintError for a document that LibreOffice need not be given: with a password, or a zip bomb."""
    if media_type == "application/msword":
        from planlint.readers._ole import check

        check(source, path)
    elif source.startswith(b"PK"):
        from planlint.archive import Archive

        Archive(source, path)


def _key(source: bytes) -> bytes:
    from hashlib import sha256

    return sha256(source).digest()


def find() -> str | None:
    """Return where LibreOffice is, None when it is not installed."""
    from shutil import which

    for name in ("soffice", "libreoffice"):
        if (found := which(name)) is not None:
            return found
    programs = filter(None, map(os.environ.get, ("PROGRAMFILES", "PROGRAMW6432", "PROGRAMFILES(X86)")))
    places = [os.path.join(folder, "LibreOffice", "program", "soffice.exe") for folder in programs]
    places.append("/Applications/LibreOffice.app/Contents/MacOS/soffice")
    return next((place for place in places if os.path.isfile(place)), None)


def _run(program: str, files: Sequence[tuple[str, bytes]], path: str) -> tuple[list[bytes | None], bool]:
    """Return what became of the files, given with the ending that says their kind, and whether time ran out.

    What LibreOffice left unfinished is None. Raises PlanlintError ("system") about `path` when there is no room for its
    temporary files, or it cannot be started.
    """
    import json
    import subprocess

    from planlint.archive import names

    asked = {
        "program": program,
        "seconds": SECONDS + EACH * len(files),
        "files": [(ending, len(source)) for ending, source in files],
    }
    helper = subprocess.Popen(
        [sys.executable, "-P", str(Path(__file__).with_name("_soffice.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # what is sent to planlint and all its children must not keep it from clearing up
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    assert helper.stdin is not None
    assert helper.stdout is not None
    try:
        with suppress(BrokenPipeError):
            helper.stdin.write(json.dumps(asked).encode() + b"\n")
            for _, source in files:
                helper.stdin.write(source)
            helper.stdin.flush()
        line = helper.stdout.readline()
        said: dict[str, Any] = json.loads(line) if line else {"refused": 0}
        if said["refused"] is not None:
            raise _not_had(said["refused"], path)
        made = [None if size is None else helper.stdout.read(size) for size in said["sizes"]]
        return [docx if docx is not None and names(docx) is not None else None for docx in made], said["late"]
    finally:
        # Its standard input ends: it kills LibreOffice if that still runs, and cleans up.
        with suppress(BrokenPipeError):
            helper.stdin.close()
        helper.stdout.close()
        helper.wait()


def _not_had(number: int, path: str) -> PlanlintError:
    """Return the error for a conversion that could not begin, by the number of what the system said; 0 for nothing."""
    from planlint.refusals import reason

    zh, en = reason(OSError(number, os.strerror(number))) if number else ("进程意外终止", "its process ended")
    return PlanlintError(
        "system",
        f"没能借助 LibreOffice 转换它：{zh}；请看一下临时文件夹的余地和权限",
        f"LibreOffice could not be had to convert it: {en}",
        path=path,
    )


def _too_slow(path: str, zh: str, en: str) -> PlanlintError:
    advice = "请用 Word 或 WPS 打开，另存为 .docx 后再检查"
    return PlanlintError("too-slow", f"{zh}；{advice}", f"{en}; save it as .docx", path=path)


def _no_converter(path: str) -> PlanlintError:
    command = _INSTALL.get(sys.platform, _INSTALL["linux"])
    return PlanlintError(
        "no-converter",
        "读取这种旧格式要借助 LibreOffice，本机没有找到它。"
        f"请用 Word 或 WPS 打开，另存为 .docx 后再检查；或者安装 LibreOffice：{command}",
        "this old format is read by way of LibreOffice, which is not installed. Open it in Word or WPS and save it "
        f"as .docx; or install LibreOffice: {command}",
        path=path,
    )
