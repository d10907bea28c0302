"""Path patterns, matched one path component at a time: `*`, `?`, `[…]` within a component, `**` across them.

A pattern may come from a pull request, and so may the names it meets. Matching by components with `fnmatch`
(whose translation does not backtrack) stays linear; pathspec 1.1 takes 15 s for `*a*a*a*a*b` and one name.
"""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import NamedTuple

State = frozenset[int]
"""The positions in a pattern's components that the path so far leads to."""


class Glob:
    """One pattern, given as its components. A `**` at the end stands for everything below."""

    __slots__ = ("_parts", "start")

    def __init__(self, parts: list[str]) -> None:
        self._parts = [*parts, "*"] if parts[-1] == "**" else parts
        self.start = self._settle({0})

    def _settle(self, positions: set[int]) -> State:
        for at, part in enumerate(self._parts):
            if at in positions and part == "**":
                positions.add(at + 1)
        return frozenset(positions)

    def step(self, state: State, name: str, *, hidden: bool = True) -> State:
        """Return the state after the component `name`; without `hidden`, `*` does not match `.…` names."""
        after = set()
        for at in state - {len(self._parts)}:
            part = self._parts[at]
            if not hidden and name.startswith(".") and not part.startswith("."):
                continue
            if part == "**":
                after.add(at)
            elif fnmatchcase(name, part):
                after.add(at + 1)
        return self._settle(after)

    def accepts(self, state: State) -> bool:
        """Tell whether the path that led to `state` matches the whole pattern."""
        return len(self._parts) in state

    def matches(self, names: tuple[str, ...]) -> bool:
        """Tell whether the path with the components `names` matches."""
        state = self.start
        for name in names:
            state = self.step(state, name)
        return self.accepts(state)


class _Line(NamedTuple):
    """One pattern of a .gitignore file; `keep` is its `!`."""

    glob: Glob
    name_only: bool
    folders_only: bool
    keep: bool


class Ignore:
    """The patterns of one .gitignore file, as gitignore(5) describes them."""

    def __init__(self, source: str) -> None:
        lines = (_ignore_line(line) for line in source.split("\n"))
        self._lines = [line for line in lines if line][::-1]

    def verdict(self, names: tuple[str, ...], folder: bool) -> bool | None:
        """Tell whether the path `names`, from the file's folder on, is ignored; None when no line speaks."""
        for line in self._lines:
            if line.folders_only and not folder:
                continue
            if line.glob.matches(names[-1:] if line.name_only else names):
                return not line.keep
        return None


def _ignore_line(line: str) -> _Line | None:
    bare = line.rstrip(" \t\r")
    line = bare + " " if bare.endswith("\\") and bare != line else bare
    if not line or line.startswith("#"):
        return None
    keep = line.startswith("!")
    pattern = line[keep:]
    folders_only = pattern.endswith("/")
    # fnmatch knows neither backslashes nor [^…].
    pattern = re.sub(r"\\(.)", lambda m: f"[{m[1]}]" if m[1] in "*?[" else m[1], pattern.rstrip("/"))
    pattern = pattern.replace("[^", "[!")
    parts = [part for part in pattern.split("/") if part]
    return _Line(Glob(parts), "/" not in pattern, folders_only, keep) if parts else None
