"""One file a kind of check.

A check is a module of this package named like the check (`near-duplicate` is `near_duplicate.py`) with four names:

`TITLE`    its name in Chinese
`Options`  what a rule may set, with defaults: a class under `@options`, each field described by `option(default, zh)`
`RECIPE`   a rule file that a user can copy, in YAML, with its cases; the tests run it
`check`    `check(context, options) -> Iterator[Hit]`; a pure function of the document

The module's docstring is its documentation: what it judges, what it leaves alone, the standard behind it.
A module may offer more:

`NEEDS`        `("date",)`, `("year",)`: without one its rules are reported as skipped; where that depends on the rule,
               a function `needs(options)` says it
`OUTSIDE`      True: its findings make sense in headers and footnotes too (a wrong word, a lone bracket)
`AFTER`        True: it judges what the other rules found, and runs behind them
`terms`, `table_terms`, `traces`  words to look for with those of all other checks (planlint/terms.py), and years that
               words of the document fit (planlint/traces.py)

Analyses that several rules share go through `context.once(function)`, so that they run once per document.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


def option(default: Any, zh: str, en: str = "") -> Any:
    """Declare one option of a check: its default (or a factory) and what it means, for the reference."""
    texts = {"zh": zh, "en": en or zh}
    if isinstance(default, Callable):  # type: ignore[arg-type]
        return field(default_factory=default, metadata=texts)
    return field(default=default, metadata=texts)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(option,))
def options(cls: type[T]) -> type[T]:
    """Make a class of annotated fields the options of a check; they are given by name, and never changed.

    Type checkers see a frozen dataclass. Its methods are the two below, which all share, because
    writing methods for each class would cost every run a millisecond a check.
    """
    made = dataclass(init=False, repr=False, eq=False, match_args=False, kw_only=True)(cls)
    made.__init__ = _init  # type: ignore[method-assign]
    made.__eq__ = _equal  # type: ignore[method-assign]
    return made


def _init(self: Any, **given: Any) -> None:
    for name, declared in self.__dataclass_fields__.items():
        if name in given:
            setattr(self, name, given.pop(name))
        elif declared.default_factory is not MISSING:
            setattr(self, name, declared.default_factory())
        else:
            setattr(self, name, declared.default)
    if given:
        raise TypeError(f"no such option: {', '.join(given)}")
    if hasattr(self, "__post_init__"):
        self.__post_init__()


def _equal(self: object, other: object) -> bool:
    return type(self) is type(other) and vars(self) == vars(other)


@cache
def names() -> tuple[str, ...]:
    """Return the names of all checks, sorted. The folder is the registry."""
    here = Path(__file__).parent
    return tuple(sorted(p.stem.replace("_", "-") for p in here.glob("[a-z]*.py")))


@cache
def load(name: str) -> ModuleType:
    """Import and return the module of the check `name`. Raises ModuleNotFoundError for an unknown one."""
    return import_module(f"{__name__}.{name.replace('-', '_')}")
