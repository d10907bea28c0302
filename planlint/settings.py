"""What planlint.yaml sets: values, changes to rules, and where each came from, resolved for one document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from planlint.rulebook import Layer, Rulebook

NAME = "planlint.yaml"
FACTS_NAME = "planlint-facts.yaml"
"""The office's own facts, beside planlint.yaml; read without being named."""
CODE = "bad-config"

DEFAULTS: Mapping[str, Any] = {
    "profile": "review",
    "genre": None,
    "as-of": None,
    "planning-year": None,
    "fail-on": "error",
    "places": (),
    "meetings": (),
    "roster": None,
    "report": True,
    "find-previous": False,
    "author": "校对",
    "series": (),
    "abbreviations": {},
}


class Settings(NamedTuple):
    """What holds for a document: values (every key of DEFAULTS), changes to rules, origins.

    `origins` maps the keys that were set to "file:line"; `layers` goes into `rulebook.resolve`. Documents
    with the same settings share one object: what is resolved from it can be kept.
    """

    values: Mapping[str, Any]
    layers: tuple[Layer, ...]
    origins: Mapping[str, str]

    @property
    def profile(self) -> str:
        """The id of the profile."""
        return str(self.values["profile"])


class Part(NamedTuple):
    """Values that hold for some files: those of which `holds` says so, or all when it is None.

    `holds` is asked with the document and the folder of planlint.yaml.
    """

    values: Mapping[str, Any]
    layer: Layer
    origins: Mapping[str, str]
    holds: Callable[[Path | str, Path], bool] | None = None


@dataclass(eq=False, repr=False)
class Config:
    """One planlint.yaml with everything it extends. `path` is None when there is none.

    `book` holds the library's rules and the user's; `files` the configuration files read, the base first;
    `rule_files`, `fact_files` and `rosters` are (file, name to show).
    """

    book: Rulebook
    path: Path | None = None
    parts: tuple[Part, ...] = ()
    files: tuple[str, ...] = ()
    rule_files: tuple[tuple[Path, str], ...] = ()
    fact_files: tuple[tuple[Path, str], ...] = ()
    rosters: tuple[tuple[Path, str], ...] = ()

    @cached_property
    def _kept(self) -> dict[tuple[int, ...], Settings]:
        return {}

    def settings(self, document: Path | str | None = None) -> Settings:
        """Return what holds for a document; None for what holds where no override matches."""
        root = self.path.parent if self.path else None
        matching = tuple(
            index
            for index, part in enumerate(self.parts)
            if part.holds is None or (document is not None and root and part.holds(document, root))
        )
        if matching not in self._kept:
            self._kept[matching] = self._settings([self.parts[index] for index in matching])
        return self._kept[matching]

    def _settings(self, parts: list[Part]) -> Settings:
        values, origins = dict(DEFAULTS), dict[str, str]()
        for part in parts:
            values.update(part.values)
            origins.update(part.origins)
        return Settings(values, tuple(part.layer for part in parts if part.layer), origins)
