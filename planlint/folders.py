"""What lies beside documents: other files, and waivers. Each folder is asked once a run."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from planlint.copyname import home

if TYPE_CHECKING:
    from planlint.waivers import Waiver

WAIVERS_NAME = "planlint-waivers.yaml"
"""What stands beside documents, or beside planlint.yaml, about findings that are to be left alone."""


class Folders:
    """The folders of a run."""

    def __init__(self) -> None:
        self._names: dict[Path, list[str] | None] = {}
        self._waivers: dict[str, tuple[Path, tuple[Waiver, ...]] | None] = {}

    def beside(self, at: Path) -> Sequence[str] | None:
        """Return the names in the folder of a document but its own; None when it cannot be listed."""
        from planlint.discovery import names_in

        if at.parent not in self._names:
            self._names[at.parent] = names_in(at.parent)
        names = self._names[at.parent]
        return None if names is None else [name for name in names if name != at.name]

    def waivers(self, config: Path | None, at: Path | None) -> list[Waiver]:
        """Return what is waived for the document `at`: beside it, and beside its configuration.

        Raises PlanlintError ("bad-waivers").
        """
        found: dict[Path, tuple[Waiver, ...]] = {}
        for folder in dict.fromkeys(os.path.dirname(path) for path in (config, at) if path is not None):
            if folder not in self._waivers:
                file = Path(folder, WAIVERS_NAME)
                self._waivers[folder] = (file.resolve(), _read(file)) if file.is_file() else None
            kept = self._waivers[folder]
            if kept is not None:
                found[kept[0]] = kept[1]
        if not found:
            return []
        own = (None, home(at.name) if at is not None else None)
        return [waiver for waivers in found.values() for waiver in waivers if waiver.document in own]


def _read(file: Path) -> tuple[Waiver, ...]:
    from planlint.discovery import shown
    from planlint.waivers import read

    return read(file, shown(str(file)))
