"""From the paths a user names to the documents to read.

A file that is named is taken, whatever its ending. A folder is walked and a pattern matched with care: known
endings only, `.gitignore` respected, hidden and lock files left alone, symbolic links not followed, so that
nothing outside the named folders is read and a loop is no trap. A copy that planlint made of a draft beside it
is left alone there too: it has the same words, and every finding would come twice.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from planlint.copyname import copies
from planlint.model import PlanlintError
from planlint.readers import failed, suffixes

if TYPE_CHECKING:
    from planlint.globs import Glob, Ignore, State

MOST_FILES = 100_000
DEEPEST = 100
_LOCKS = ("~$", ".~")
_IGNORE_LIMIT = 65536
_IGNORE_LINES = 2000


MOST_NAMES = 5000


def names_in(folder: Path) -> list[str] | None:
    """Return the names in a folder, the first `MOST_NAMES` as the system gives them; None when it cannot be listed."""
    try:
        with os.scandir(folder) as entries:
            return [entry.name for entry in islice(entries, MOST_NAMES)]
    except OSError:
        return None


class Source(NamedTuple):
    """One document to read: where it is, and what reports call it (always printable as UTF-8)."""

    path: Path
    shown: str
    stdin: bool = False


class Found(NamedTuple):
    """What the named paths led to; `copies` are those of drafts beside them, found in folders and left alone."""

    files: list[Source]
    errors: list[PlanlintError]
    copies: list[str]


def discover(paths: Iterable[str], stdin_name: str = "-") -> Found:
    """Return the documents under `paths`: files, folders, patterns with * ? [ and **, `-` for standard input.

    They come in the order of `paths`, sorted within a folder, each once however often it is reached. What
    cannot be found or read is in `errors` ("no-such-path", "unreadable", "too-many-files", "too-deep",
    "too-large"), never raised.
    """
    search = _Search()
    try:
        for name in dict.fromkeys(paths):
            if name == "-":
                search.found.files.append(Source(Path("-"), stdin_name, stdin=True))
            else:
                search.add(name)
    except _FullError:
        zh = f"文件太多，只检查前 {MOST_FILES} 个；请缩小范围，分文件夹检查"
        en = f"too many files, only the first {MOST_FILES} are checked; name fewer folders"
        search.found.errors.append(PlanlintError("too-many-files", zh, en))
    search.close()
    return search.found


class _FullError(Exception):
    """MOST_FILES is reached."""


class _Folder(NamedTuple):
    """A folder to visit.

    `names` leads to it from the top folder whose ignore files count; each of `ignores` comes with the number
    of names before its own folder. `state` is where a pattern stands, None when everything below is wanted.
    """

    path: Path
    shown: str
    real: str
    names: tuple[str, ...] = ()
    ignores: tuple[tuple[int, Ignore], ...] = ()
    state: State | None = None
    depth: int = 0

    def ignored(self, name: str, folder: bool) -> bool:
        """Tell whether the entry `name` is ignored: the nearest file that speaks of it decides."""
        if not self.ignores:
            return False
        names = (*self.names, name)
        verdicts = (ignore.verdict(names[above:], folder) for above, ignore in reversed(self.ignores))
        return next((verdict for verdict in verdicts if verdict is not None), False)

    def enter(self, name: str, state: State | None) -> _Folder:
        """Return the folder `name` in this one."""
        names, label = (*self.names, name), _joined(self.shown, name)
        return _Folder(
            self.path / name, label, os.path.join(self.real, name), names, self.ignores, state, self.depth + 1
        )


class _Search:
    def __init__(self) -> None:
        self.found = Found([], [], [])
        self._seen: set[str] = set()
        self._left: dict[str, str] = {}
        self._ends: tuple[str, ...] = ()

    def add(self, name: str) -> None:
        """Take the file, folder or pattern `name`."""
        try:
            if not name:
                raise FileNotFoundError
            folder = stat.S_ISDIR(Path(name).stat().st_mode)
        except (OSError, ValueError) as error:
            if isinstance(error, PermissionError) or not any(mark in name for mark in "*?["):
                self.found.errors.append(failed(error, shown(name) if name else '""'))
            elif not self._glob(name):
                ends = self._ends or suffixes()
                zh, en = "没有匹配的文件", "matches no file"
                if not name.lower().endswith(ends):
                    zh, en = f"{zh}（只收 {' '.join(ends)}）", f"{en} (with {' '.join(ends)})"
                self.found.errors.append(PlanlintError("no-such-path", zh, en, path=shown(name)))
            return
        if folder:
            self._ends = suffixes()
            self._walk(name)
        else:
            self._take(Path(name), shown(name), os.path.realpath(name))

    def close(self) -> None:
        """Note the copies that were left alone, when all paths are known: one may also be named."""
        self.found.copies.extend(label for real, label in self._left.items() if real not in self._seen)

    def _take(self, path: Path, label: str, real: str) -> None:
        if real not in self._seen:
            if len(self.found.files) >= MOST_FILES:
                raise _FullError
            self._seen.add(real)
            self.found.files.append(Source(path, label))

    def _glob(self, pattern: str) -> int:
        """Walk from the last folder before the first wildcard; return the number of documents that match."""
        from planlint.globs import Glob

        parts = pattern.replace(os.sep, "/").split("/")
        first = next(i for i, part in enumerate(parts) if any(mark in part for mark in "*?["))
        base = "/".join(parts[:first]) or ("/" if first else ".")
        rest = [part for part in parts[first:] if part not in ("", ".")]
        ending = rest[-1].rpartition(".")[2] if rest and "." in rest[-1] else "*"
        self._ends = suffixes(named=ending != "*")
        return self._walk(base, Glob(rest)) if stat.S_ISDIR(_mode(Path(base))) else 0

    def _walk(self, base: str, glob: Glob | None = None) -> int:
        """Take the documents below the folder `base`; return their number."""
        count = 0
        label = shown(base)
        top = _Folder(Path(base), "" if label == "." else label, os.path.realpath(base))
        waiting = [self._inherited(top)._replace(state=glob.start if glob else None)]
        while waiting:
            folder = waiting.pop()
            folder = self._loaded(folder, folder.path, len(folder.names))
            inner, names = [], []
            for entry in self._entries(folder):
                state = folder.state
                if glob and state is not None:
                    state = glob.step(state, entry.name, hidden=False)
                    if not state:
                        continue
                    state = None if glob.accepts(state) else state
                elif entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    if not folder.ignored(entry.name, folder=True):
                        inner.append(folder.enter(entry.name, state))
                elif state is None and not folder.ignored(entry.name, folder=False):
                    names.append(entry.name)
            left = copies(names)
            for name in names:
                label, real = _joined(folder.shown, name), os.path.join(folder.real, name)
                if name in left:
                    self._left[real] = label
                else:
                    self._take(folder.path / name, label, real)
            count += len(names)
            waiting += reversed(inner)
        return count

    def _entries(self, folder: _Folder) -> list[os.DirEntry[str]]:
        """Return the folders and documents right in `folder`, sorted."""
        if folder.depth > DEEPEST:
            zh, en = f"文件夹嵌套超过 {DEEPEST} 层，不再深入", f"folders nested deeper than {DEEPEST} levels"
            self.found.errors.append(PlanlintError("too-deep", zh, en, path=folder.shown))
            return []
        try:
            with os.scandir(folder.path) as entries:
                kept = [
                    entry
                    for entry in entries
                    if entry.is_dir(follow_symlinks=False)
                    or (entry.name.lower().endswith(self._ends) and entry.is_file(follow_symlinks=False))
                ]
        except OSError as error:
            self.found.errors.append(failed(error, folder.shown or "."))
            return []
        return sorted((entry for entry in kept if not entry.name.startswith(_LOCKS)), key=lambda entry: entry.name)

    def _inherited(self, folder: _Folder) -> _Folder:
        """Give `folder` the ignore files of the repository it is in, unless they ignore the folder itself."""
        real = Path(folder.real)
        root = next((up for up in (real, *real.parents) if _mode(up / ".git")), None)
        if root is None:
            return folder
        names = real.relative_to(root).parts
        above = self._loaded(folder, root / ".git" / "info", 0, "exclude")
        for count, name in enumerate(names):
            above = self._loaded(above, root.joinpath(*names[:count]), count)._replace(names=names[:count])
            if above.ignored(name, folder=True):
                return folder
        return above._replace(names=names)

    def _loaded(self, folder: _Folder, place: Path, above: int, name: str = ".gitignore") -> _Folder:
        """Return `folder` with the ignore file `name` of the folder `place`, if there is one."""
        path = place / name
        try:
            mode = path.lstat().st_mode
        except OSError:  # none, or a folder that lets nobody in, of which listing it tells
            return folder
        if not stat.S_ISREG(mode):
            return folder
        try:
            with path.open(encoding="utf-8-sig", errors="surrogateescape") as stream:
                source = stream.read(_IGNORE_LIMIT + 1)
        except OSError as error:
            self.found.errors.append(failed(error, shown(str(path))))
            return folder
        if len(source) > _IGNORE_LIMIT or source.count("\n") > _IGNORE_LINES:
            zh, en = "太大，未采用其中的忽略规则", "too large, not taken into account"
            self.found.errors.append(PlanlintError("too-large", zh, en, path=shown(str(path))))
            return folder
        from planlint.globs import Ignore

        return folder._replace(ignores=(*folder.ignores, (above, Ignore(source))))


def _mode(path: Path) -> int:
    """Return what kind of thing `path` is, 0 for nothing that can be seen."""
    try:
        return path.stat().st_mode
    except OSError:
        return 0


def shown(path: str) -> str:
    """Return what reports call `path`: POSIX style, relative when under the working directory, else as given.

    Bytes of the name that are not UTF-8 come out as `\\udcff`, so that the result can always be written.
    """
    try:
        absolute = Path(os.path.realpath(path)) if ".." in Path(path).parts else Path(path).absolute()
        named = absolute.relative_to(Path.cwd()).as_posix()
    except (OSError, ValueError):
        named = path.replace(os.sep, "/")
    return named.encode("utf-8", "backslashreplace").decode("utf-8")


def _joined(folder: str, name: str) -> str:
    printable = name.encode("utf-8", "backslashreplace").decode("utf-8")
    return f"{folder.rstrip('/')}/{printable}" if folder else printable
