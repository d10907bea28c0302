"""planlint.yaml: found above each document, read strictly, resolved for one document at a time.

The nearest file wins and nothing is merged behind one's back; a file builds on another only where it says
`extends`. Every resolved value remembers the file and line it came from. Where there is no planlint.yaml,
nothing of YAML is imported.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from planlint.model import PlanlintError
from planlint.rulebook import Rulebook
from planlint.settings import CODE, NAME, Config

MISNAMED = (f"{NAME}.txt", "planlint.yml")
"""What Notepad and people make of the name; such a file would be ignored without a word."""


class Configs:
    """The configuration of every document of one run.

    `explicit` is the file given with --config: it then holds for all documents. `held` are rule files that are in
    `library` already, whether a configuration names them or not. Errors are PlanlintError ("bad-config" or
    "bad-rule-file") and come up at the first document they concern.
    """

    def __init__(self, library: Rulebook, explicit: Path | str | None = None, held: Iterable[str] = ()) -> None:
        self.library = library
        self.held = frozenset(Path(name).resolve() for name in held)
        self.explicit = Path(explicit) if explicit is not None else None
        self._by_folder: dict[str, Config] = {}
        self._by_file: dict[Path | None, Config] = {}

    def at(self, document: Path | str) -> Config:
        """Return the configuration for a document (its folder is looked at, the document need not exist)."""
        folder = os.path.dirname(document)
        config = self._by_folder.get(folder)
        if config is None:
            config = self._by_folder[folder] = self._read(self.explicit or discover(Path(folder).absolute()))
        return config

    def _read(self, path: Path | None) -> Config:
        if path not in self._by_file:
            if path is None:
                self._by_file[path] = Config(self.library)
            else:
                from planlint.configfile import load

                self._by_file[path] = load(path, self.library, self.held)
        return self._by_file[path]


def _misnamed(path: Path) -> PlanlintError:
    zh = f"配置文件要叫 {NAME} 才起作用，请改名；用记事本另存时，“保存类型”选“所有文件”，否则名字后面会多出 .txt"
    en = f"a configuration must be called {NAME} to be read; rename it"
    return _faulty(path, zh, en)


def _faulty(path: Path, zh: str, en: str) -> PlanlintError:
    from planlint.discovery import shown

    return PlanlintError(CODE, zh, en, path=shown(str(path)))


def discover(folder: Path) -> Path | None:
    """Return the nearest planlint.yaml in a folder or above it, up to the top of a repository or the home."""
    try:
        home = Path.home()
    except RuntimeError:
        home = None
    folder = folder.resolve()
    for place in (folder, *folder.parents):
        try:
            if (place / NAME).is_file():
                return place / NAME
            if os.path.lexists(place / NAME):
                zh, en = (
                    "不是可读的文件（链接断了，或是文件夹、管道）",
                    "not a file that can be read (broken link, folder, pipe)",
                )
                raise _faulty(place / NAME, zh, en)
            for name in MISNAMED:
                if (place / name).is_file():
                    raise _misnamed(place / name)
            if place == home or (place / ".git").exists():
                return None
        except OSError as error:
            from planlint.discovery import shown
            from planlint.refusals import refused

            raise refused(error, CODE, "读不了配置文件", "cannot be read", shown(str(place / NAME))) from error
    return None
