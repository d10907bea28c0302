"""A run that is ended while it writes leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from planlint.unfinished import appearing

ROOT = Path(__file__).parents[1]


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize(("sent", "status"), [(signal.SIGTERM, -15), (signal.SIGHUP, -1), (signal.SIGINT, 1)])
def test_a_killed_run_leaves_no_half_of_a_file(tmp_path: Path, sent: int, status: int) -> None:
    code = (
        "import time; from pathlib import Path; from planlint.reports import replacing\n"
        "with replacing(Path('甲.csv')) as out:\n"
        "    out.write('一半'); out.flush(); print('!', flush=True); time.sleep(60)"
    )
    (tmp_path / "甲.csv").write_text("旧", "utf-8")
    running = subprocess.Popen(
        [sys.executable, "-c", code], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert running.stdout is not None
    assert running.stdout.read(1) == b"!"
    assert len(list(tmp_path.iterdir())) == 2
    running.send_signal(sent)
    running.communicate(timeout=60)
    assert running.returncode in (status, -sent)
    assert [file.read_text("utf-8") for file in tmp_path.iterdir()] == ["旧"]


def test_a_file_may_be_called_as_long_as_names_get(tmp_path: Path) -> None:
    file = tmp_path / f"{'文' * 83}.txt"
    with appearing(file) as place:
        place.write_text("甲", "utf-8")
    assert [(each, each.read_text("utf-8")) for each in tmp_path.iterdir()] == [(file, "甲")]
