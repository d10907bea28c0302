"""- for a file: standard input, and standard output."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]

PLAIN = "2026年教育工作要点\n一、重点任务\n1.新建学校5所。（责任单位：基建科）\n"


@pytest.mark.parametrize("command", ["tasks", "checklist"])
def test_a_paper_for_the_file_called_dash_goes_to_standard_output(planlint: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "a.txt").write_text(PLAIN, "utf-8")
    assert planlint(command, "a.txt", "--format", "csv:-") == planlint(command, "a.txt", "--format", "csv")
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]


def test_a_comparison_for_the_file_called_dash_goes_to_standard_output(planlint: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PLAIN, "utf-8")
    assert planlint("compare", "a.txt", "a.txt", "--format", "html:-") == planlint(
        "compare", "a.txt", "a.txt", "--format", "html"
    )
