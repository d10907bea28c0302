"""Dataclasses ↔ plain data (str, int, float, bool, None, tuples, dicts), for the compiled pack.

What comes from the pack was validated when the pack was built; it is rebuilt without looking at it again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from typing import Any, TypeVar, cast

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """Return plain data for a value; of a dataclass, a dict of the fields that differ from their defaults."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            f.name: to_plain(getattr(value, f.name))
            for f in fields(value)
            if f.init and getattr(value, f.name) != _default(f)
        }
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: to_plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return tuple(to_plain(item) for item in value)
    return value


def from_plain(cls: type[T], data: Mapping[str, Any]) -> T:
    """Return the `cls` that `to_plain` made `data` from; type hints are read only where they are needed."""
    made: dict[str, Any] = {}
    for name, value in data.items():
        hint = cls.__annotations__.get(name, "date")
        if hint != "Mapping[str, str]" and (
            _has_dict(value) or (isinstance(value, str) and "date" in str(hint).split(" | "))
        ):
            from planlint.schema import hints

            made[name] = _revive(hints(cast(Any, cls))[name], value)
        else:
            made[name] = value
    return cls(**made)


def _default(field: Any) -> Any:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default


def _has_dict(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, tuple) and any(map(_has_dict, value)))


def _revive(hint: Any, value: Any) -> Any:
    from planlint.schema import member

    hint, inner = member(hint, value)
    if is_dataclass(hint) and isinstance(hint, type):
        return from_plain(hint, value)
    if hint is date:
        return date.fromisoformat(value)
    if isinstance(value, tuple):
        return tuple(_revive(inner, item) for item in value)
    if isinstance(value, dict):
        return {key: _revive(inner, item) for key, item in value.items()}
    return value
