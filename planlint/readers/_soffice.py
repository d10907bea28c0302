"""The program that has LibreOffice convert documents to .docx, run as a process of its own.

It outlives nothing: when planlint goes, however it goes, standard input ends, LibreOffice is killed with its children,
and the private folder with the documents, the profile and all that LibreOffice wrote is removed. A signal that is sent
to planlint and all its children does not end it. Nothing of planlint is imported here.

Standard input is one line of JSON (the program, the seconds it may take, ending and size of each document), then the
documents; what comes out is one line of JSON (the size of each result, null for none, whether time ran out, and what
the system refused, as the number of the error, null for nothing), then the results.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

MOST = 64 * 1024 * 1024
"""The largest result, in bytes."""

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
 <prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
 <prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
 <prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
 <prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
 <prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""No macros, no links followed, nothing fetched."""


def main() -> None:
    """Read standard input, write standard output."""
    source = sys.stdin.buffer
    asked = json.loads(source.readline())
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    try:
        _in_private(source, asked)
    except OSError as error:
        _answer([None] * len(asked["files"]), late=False, refused=error.errno or 0)


def _in_private(source: BinaryIO, asked: dict[str, Any]) -> None:
    """Convert what is asked in a folder of its own. Raises OSError as making it, writing to it and starting do."""
    folder = Path(tempfile.mkdtemp(prefix="planlint-"))
    try:
        (folder / "profile" / "user").mkdir(parents=True)
        (folder / "profile" / "user" / "registrymodifications.xcu").write_text(PROFILE, "utf-8")
        for name in ("in", "out", "tmp"):
            (folder / name).mkdir()
        names = [f"{number}{ending}" for number, (ending, _) in enumerate(asked["files"])]
        for name, (_, size) in zip(names, asked["files"], strict=True):
            (folder / "in" / name).write_bytes(source.read(size))
        late = _convert(asked["program"], folder, names, asked["seconds"])
        _answer([_content(folder / "out" / f"{number}.docx") for number in range(len(names))], late)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _convert(program: str, folder: Path, names: list[str], seconds: float) -> bool:
    """Run LibreOffice until it ends, time is out, or nobody waits for it any more; say whether time ran out."""
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault"),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out")),
        *(str(folder / "in" / name) for name in names),
    ]
    # LibreOffice keeps a copy of what it reads among its temporary files.
    places = dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(folder / "tmp"))
    _limit()
    gone = threading.Event()
    threading.Thread(target=_wait_for_the_end, args=[gone], daemon=True).start()
    office = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **places},
        cwd=folder,
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    end = time.monotonic() + seconds
    try:
        while office.poll() is None and not gone.is_set() and time.monotonic() < end:
            gone.wait(0.05)
        return office.poll() is None
    finally:
        if office.poll() is None:
            _kill(office)


def _wait_for_the_end(gone: threading.Event) -> None:
    sys.stdin.buffer.read()
    gone.set()


def _limit() -> None:
    """Let LibreOffice have no more than 3 GB and five minutes of a processor, where the system can see to that."""
    try:
        import resource
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_DATA, 3 << 30), (resource.RLIMIT_CPU, 300), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (most, most))


def _kill(office: subprocess.Popen[bytes]) -> None:
    """Kill LibreOffice and what it started; its command is a script that starts the program proper."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(office.pid)], capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(office.pid, signal.SIGKILL)
    office.wait(10)


def _answer(made: Sequence[bytes | None], late: bool, refused: int | None = None) -> None:
    """Write the answer."""
    said = {"sizes": [None if docx is None else len(docx) for docx in made], "late": late, "refused": refused}
    out = sys.stdout.buffer
    out.write(json.dumps(said).encode() + b"\n" + b"".join(filter(None, made)))
    out.flush()


def _content(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() and 0 < file.stat().st_size <= MOST else None


if __name__ == "__main__":
    main()
