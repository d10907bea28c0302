"""The JSON Schema of a dataclass, so that an editor checks and completes planlint.yaml and rule files."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from typing import Any, Literal, Union, get_args, get_origin

from planlint.schema import hints, key_of
from planlint.yamltree import Tree

_SCALARS: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    type(None): {"type": "null"},
}


def json_schema(hint: Any, title: str | None = None) -> dict[str, Any]:
    """Return the schema (draft 2020-12) of a dataclass or of any type that planlint.schema knows."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **_schema(hint)}
    if title:
        schema["title"] = title
    return schema


def _schema(hint: Any) -> dict[str, Any]:
    origin, args = get_origin(hint), get_args(hint)
    if hint in _SCALARS:
        return dict(_SCALARS[hint])
    if hint is Tree:
        return {"type": "object"}
    if is_dataclass(hint) and isinstance(hint, type):
        return _object(hint)
    if origin in (Union, types.UnionType):
        return {"anyOf": [_schema(arg) for arg in args]}
    if origin is Literal:
        return {"enum": list(args)}
    if origin is tuple:
        return {"type": "array", "items": _schema(args[0])}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _schema(args[1])}
    return {}


def _object(cls: type) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    required = []
    for field in fields(cls):
        if not field.init:
            continue
        schema = _schema(hints(cls)[field.name])
        if field.metadata.get("zh"):
            schema["description"] = field.metadata["zh"]
        properties[key_of(field)] = schema
        if field.default is MISSING and field.default_factory is MISSING:
            required.append(key_of(field))
    made: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**made, "required": required} if required else made
