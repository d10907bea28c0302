"""Processes that die, and runs that end early: nothing is lost, nothing is left behind, nobody sees a traceback."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from planlint import api, sources, workers
from planlint.discovery import Source
from planlint.findings import Result

ROOT = Path(__file__).parents[1]
FORKS = "fork" in multiprocessing.get_all_start_methods()


@pytest.mark.skipif(not FORKS, reason="the processes must inherit the pretended fault")
@pytest.mark.parametrize("deadly", [{"0"}, {"7", "8", "39"}])
def test_a_process_that_dies_costs_only_the_file_it_died_of(
    deadly: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [Source(tmp_path / str(number), str(number)) for number in range(40)]

    def lint(source: Source, session: api.Session) -> Result:
        if source.shown in deadly:
            os._exit(9)
        return Result(source.shown)

    monkeypatch.setattr(sources, "lint_source", lint)
    results = list(workers.share(files, api.Session(api.Options()), 2))
    assert [result.path for result in results if result] == [source.shown for source in files]
    assert {result.path for result in results if result and result.error} == deadly


@pytest.mark.skipif(not FORKS, reason="signals of POSIX")
@pytest.mark.parametrize(
    ("sent", "to_all", "status"),
    [(signal.SIGINT, True, 130), (signal.SIGINT, False, 130), (signal.SIGTERM, False, -15)],
)
def test_a_run_that_is_stopped_takes_its_processes_along(
    sent: signal.Signals, to_all: bool, status: int, tmp_path: Path
) -> None:
    text = "某区2027年工作要点\n" + "".join(f"{n}.推进第{n}项工作，完善第{n}种机制。\n" for n in range(1, 900))
    for number in range(600):
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    running = subprocess.Popen(
        [sys.executable, "-m", "planlint", "check", ".", "-j", "2"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        start_new_session=True,
    )  # fmt: skip
    children = Path(f"/proc/{running.pid}/task/{running.pid}/children")
    for _ in range(200):
        if children.exists() and len(children.read_text().split()) == 2:
            break
        time.sleep(0.05)
    time.sleep(0.5)
    (os.killpg if to_all else os.kill)(running.pid, sent)
    _, err = running.communicate(timeout=60)  # ends when the last process that holds the pipe has ended
    assert running.returncode == status
    assert b"Traceback" not in err


@pytest.mark.skipif(not FORKS, reason="signals of POSIX")
@pytest.mark.parametrize("where", ["after_in_parent", "after_in_child"])
def test_an_interruption_while_processes_start_ends_the_run(where: str, tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text("某区2027年工作要点\n", "utf-8")
    program = (
        "import os, signal, sys\n"
        f"os.register_at_fork({where}=lambda: os.killpg(0, signal.SIGINT))\n"
        "from planlint.__main__ import main\n"
        "sys.argv[1:] = ['check', '.', '-j', '2']\n"
        "main()\n"
    )
    running = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, start_new_session=True, timeout=60,
    )  # fmt: skip
    assert (running.returncode, running.stderr.decode()) == (130, "已中断。\n")


@pytest.mark.skipif(not FORKS, reason="signals of POSIX")
def test_a_run_that_is_stopped_does_not_wait_for_what_a_process_waits_for(tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/bash\ntouch {program}.begun\nsleep 300\n", "utf-8")
    program.chmod(0o755)
    for number in range(2):
        (tmp_path / f"{number}.rtf").write_bytes(b"{\\rtf1 %d}" % number)
    running = subprocess.Popen(
        [sys.executable, "-m", "planlint", "check", "0.rtf", "1.rtf", "-j", "2"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT), "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    for _ in range(600):
        if Path(f"{program}.begun").exists():
            break
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=30)
    assert running.returncode == 130
    assert b"Traceback" not in err


def test_processes_that_inherit_nothing_say_the_same(tmp_path: Path) -> None:
    """As on Windows, where a process is begun anew: it must find the configuration, the rules and the facts itself."""
    (tmp_path / "planlint.yaml").write_text(
        "rule-files: [own.yaml]\noverrides:\n  - {paths: ['1*.txt'], rules: {numbering-gap: warning}}\n", "utf-8"
    )
    (tmp_path / "own.yaml").write_text(
        "- id: own\n  title: 不用高地\n  check: forbidden-terms\n  options: {terms: [高地]}\n  basis: 本单位\n"
        "  severity: error\n  message: {zh: '不用“{term}”', en: 'no “{term}”'}\n"
        "  tests:\n    - pass: 到年底新建三个教研基地。\n    - fail: 打造⟦高地⟧。\n",
        "utf-8",
    )
    for number in range(24):
        text = f"某区2027年工作要点\n\n做好今年的工作。\n一、打造高地\n三、推进第{number}项\n抓好落实。\n"
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    program = tmp_path / "begin.py"
    program.write_text(
        "import multiprocessing\n"
        "if __name__ == '__main__':\n"
        "    multiprocessing.get_all_start_methods = lambda: ['spawn']\n"
        "    from planlint.__main__ import main\n"
        "    main()\n",
        "utf-8",
    )
    said = [
        subprocess.run(
            [sys.executable, str(program), "check", ".", "--format", "concise", "-j", jobs],
            cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False,
        )
        for jobs in ("1", "2")
    ]  # fmt: skip
    assert [run.returncode for run in said] == [1, 1]
    assert said[0].stdout == said[1].stdout
    assert said[1].stdout.count(b" own ") == 24
    assert b"Traceback" not in said[1].stderr
