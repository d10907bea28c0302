"""Good documents of many kinds of offices (tests/good) are silent, however their lines are laid out."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from planlint import lint_text

FILES = sorted((Path(__file__).parent / "good").iterdir())
LAYOUTS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "indented": lambda text: re.sub(r"(?m)^(?=\S[^\t\n]*$)(?<=\n)", "　　", text),
    "blank lines between": lambda text: re.sub(r"\n+", "\n\n", text),
    "no blank lines": lambda text: re.sub(r"\n+", "\n", text),
    "full-width points": lambda text: re.sub(r"(?m)^(\d+)\.(?!\d)", r"\1．", text),
    "blanks behind points": lambda text: re.sub(r"(?m)^(\d+)\.(?=[一-龥])", r"\1. ", text),
}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_good_documents_of_all_kinds_are_silent(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    layouts = LAYOUTS if file.suffix == ".txt" else {"as it is": LAYOUTS["as it is"]}
    loud = {name: told for name, layout in layouts.items() if (told := _told(layout(text), file.name))}
    assert loud == {}


def _told(text: str, name: str) -> list[tuple[str, str]]:
    """What is said of the text, but for what is only to be verified."""
    return [(one.rule, text[slice(*one.span)]) for one in lint_text(text, path=name) if one.severity != "info"]
