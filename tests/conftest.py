"""Shared settings of the tests, and the command line run in an empty folder."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from hypothesis import settings

from planlint.cli.main import main

# No timing decides a test: machines differ. Speed is measured in benchmarks/.
settings.register_profile("planlint", deadline=None)
settings.load_profile("planlint")

# A shell starts its background jobs with interruption ignored, and the runs that the tests interrupt would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def planlint(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path):  # type: ignore[no-untyped-def]
    """Run a command in an empty folder and return status, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PLANLINT_LANG", raising=False)

    def run(*argv: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            main(list(argv))
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return int(end.value.code or 0), said.out, said.err

    return run
