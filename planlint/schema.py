"""A tree of marked values → a dataclass, with every mistake named at its line.

A dataclass is the schema: its type hints say what a key may hold, its metadata ({"zh", "en"}) what the key
means, its defaults which keys may be left out. A field `severity_weak` is the key `severity-weak`; a trailing
underscore (`with_`) is dropped. Known types: str, int, float, bool, date, Literal, tuple[X, ...],
Mapping[str, X], another dataclass, X | None, unions of these, Any, and Tree (kept, to be judged later).
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from planlint.model import PlanlintError
from planlint.patterns import pattern
from planlint.yamltree import AMBIGUOUS, Tree

T = TypeVar("T")

_BAD: Any = object()
"""Stands for a value that was refused, with its problem noted."""

_FLOAT = pattern(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?\Z")
_DAY = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_YEAR = pattern(r"[0-9]{4}年\Z")
_TYPED_QUOTES = pattern(r"[“‘＂][^“”‘’＂]*[”’＂]\Z")

_NAME = pattern("[：，；（]")
_MEANT = {
    **dict.fromkeys(("必须改", "错误"), "error"),
    **dict.fromkeys(("建议改", "警告"), "warning"),
    **dict.fromkeys(("请核实", "提示"), "info"),
    **dict.fromkeys(("关", "关闭", "停用", "不查", "no", "false"), "off"),
    **dict.fromkeys(("开", "开启", "启用", "yes", "true"), "on"),
}
"""What people write where a severity is asked for."""
_TRUTHS = {
    **dict.fromkeys(("yes", "on", "是", "开", "真"), "true"),
    **dict.fromkeys(("no", "off", "否", "关", "假"), "false"),
}
"""What people write for true and false."""
_COMMAS = pattern("[，、,]\\s*")

NAMES: dict[type, tuple[str, str]] = {
    str: ("文字", "text"),
    int: ("整数", "a whole number"),
    float: ("数", "a number"),
    bool: ("true 或 false", "true or false"),
    date: ("日期（2027-01-31）", "a date (2027-01-31)"),
    type(None): ("空", "nothing"),
    tuple: ("列表", "a list"),
    dict: ("“键: 值”", "keys with values"),
}


def load(tree: Tree, cls: type[T]) -> T:
    """Return the `cls` that a tree describes. Raises BadFileError with every problem of the file."""
    value = build(tree, cls)
    tree.source.check()
    result: T = value
    return result


def build(tree: Tree, hint: Any) -> Any:
    """Return the value of a tree under a type hint, noting what is wrong in `tree.source.problems`."""
    if get_origin(hint) in (Union, types.UnionType):
        hint = _choose(tree.value, get_args(hint))
    if hint is Any:
        return tree.data()
    if hint is Tree:
        return tree
    origin = get_origin(hint)
    if is_dataclass(hint) and isinstance(tree.value, dict):
        return _dataclass(tree, hint)
    if origin is tuple and isinstance(tree.value, list):
        return _tuple(tree, get_args(hint)[0])
    if origin is not None and isinstance(tree.value, dict) and _shape(hint) is dict:
        inner = get_args(hint)[1]
        values = {key: build(item, inner) for key, item in tree.value.items()}
        return {key: value for key, value in values.items() if value is not _BAD}
    if origin is Literal:
        return _literal(tree, get_args(hint))
    return _scalar(tree, hint)


def _shape(hint: Any) -> Any:
    """Return dict, tuple or the scalar type a hint stands for."""
    origin = get_origin(hint)
    if is_dataclass(hint) or (isinstance(origin, type) and issubclass(origin, Mapping)):
        return dict
    if origin is Literal:
        return str
    return origin or hint


def _choose(value: Any, members: tuple[Any, ...]) -> Any:
    """Return the member of a union that has the value's shape; the first one when none has."""
    kind = _kind(value)
    fitting = [h for h in members if h in (Any, Tree) or _shape(h) is kind]
    if not fitting and kind in (str, int):
        fitting = [h for h in members if _shape(h) in (date, float)]
    return fitting[0] if fitting else members[0]


def member(hint: Any, value: Any) -> tuple[Any, Any]:
    """Return the type that a plain value has under a hint, and the hint of its items (else Any)."""
    if get_origin(hint) in (Union, types.UnionType):
        hint = _choose(value, get_args(hint))
    args = get_args(hint)
    return hint, (args[1] if _shape(hint) is dict else args[0]) if args else Any


def _tuple(tree: Tree, inner: Any) -> tuple[Any, ...]:
    values = []
    for item in tree.value:
        if tree.flow and item.plain and isinstance(item.value, str) and "，" in item.value:
            item.wrong(
                "列表里的逗号应为半角“,”；逗号若是内容，请给整项加半角引号",
                "separate list items with a half-width “,”; quote the item if the comma belongs to it",
                item.corrected(item.value, item.value.replace("，", ", ")),
            )
            continue
        values.append(build(item, inner))
    return tuple(value for value in values if value is not _BAD)


def _literal(tree: Tree, allowed: tuple[Any, ...]) -> Any:
    if any(tree.value == choice and type(tree.value) is type(choice) for choice in allowed):
        return tree.value
    shown = "、".join(map(str, allowed))
    meant = _MEANT.get(str(tree.value).lower())
    near = meant if meant in allowed else nearest(str(tree.value), list(map(str, allowed)))
    return _refuse(tree, f"应为 {shown} 之一", f"must be one of {shown.replace('、', ', ')}", near)


def _scalar(tree: Tree, hint: Any) -> Any:
    value = tree.value
    if hint is str and isinstance(value, str):
        if tree.plain and _TYPED_QUOTES.match(value):
            return _refuse(
                tree,
                "外面的引号应为半角；引号若是内容，请在外面再加半角引号",
                "quotes must be half-width; if the curly ones belong to the text, quote the whole",
                f'"{value[1:-1]}"',
                said=value[1:-1],
            )
        if tree.plain and value.lower() in AMBIGUOUS:
            return _refuse(tree, "是文字就要加引号", "must be quoted where it is text", f'"{value}"')
        return value
    if hint is float and (_is_int(value) or (tree.plain and isinstance(value, str) and _FLOAT.match(value))):
        return float(value)
    if hint is date and isinstance(value, str):
        try:
            return date.fromisoformat(value if _DAY.match(value) else "")
        except ValueError:
            return _refuse(tree, "不是日期，应写成 2027-01-31 的样子", "not a date like 2027-01-31")
    if (hint is int and _is_int(value)) or (hint is bool and isinstance(value, bool)):
        return value
    if hint is type(None) and value is None:
        return None
    zh, en = NAMES[_shape(hint)]
    if hint is int and isinstance(value, str) and (_YEAR.match(value) or value.isdecimal()):
        return _refuse(tree, "应为整数", "must be a whole number", value.removesuffix("年"))
    if hint is str and (_is_int(value) or isinstance(value, bool)):
        written = str(value).lower()
        return _refuse(tree, "应为文字，请加引号", "must be text; quote it", f'"{written}"')
    if _shape(hint) is tuple and isinstance(value, str):
        mark = "" if tree.plain else '"'
        items = ", ".join(f"{mark}{item}{mark}" for item in _COMMAS.split(value))
        return _refuse(tree, "应为列表", "must be a list", f"[{items}]" if mark not in value or not mark else None)
    if hint is bool:
        return _refuse(tree, f"应为 {zh}", f"must be {en}", _TRUTHS.get(str(value).lower()))
    return _refuse(tree, f"应为{zh}，实为{_seen(tree)[0]}", f"must be {en}, not {_seen(tree)[1]}")


def _kind(value: Any) -> Any:
    """Return the shape of a value: dict, tuple or the type of a scalar."""
    return tuple if isinstance(value, (list, tuple)) else type(value)


def _is_int(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _seen(tree: Tree) -> tuple[str, str]:
    return NAMES[_kind(tree.value)]


def _refuse(tree: Tree, zh: str, en: str, instead: str | None = None, *, said: str | None = None) -> Any:
    """Note that a scalar is wrong, with the line as it reads with `instead` in its place; return _BAD.

    `said` is how the message quotes the scalar where that is not as it is written.
    """
    written = "" if tree.value is None or isinstance(tree.value, (list, dict)) else str(tree.value)
    if isinstance(tree.value, bool):
        written = written.lower()
    line = tree.source.line(tree.line)
    said = written if said is None else said
    mark = line[tree.column - 1 : tree.column]
    if not tree.plain and mark in ("'", '"'):
        written = f"{mark}{written}{mark}"
    at_place = bool(written) and line.find(written, tree.column - 1) >= 0
    said = f"“{said}”" if said and len(said) <= 40 and "\n" not in said else ""
    corrected = tree.corrected(written, instead) if instead is not None and at_place else None
    tree.source.suspects.update(range(tree.line, tree.end + 1))
    tree.wrong(f"{said}{zh}", f"{said} {en}".strip(), corrected)
    return _BAD


def key_of(field: Field[Any]) -> str:
    """Return the key in a file of a dataclass field."""
    return field.name.rstrip("_").replace("_", "-")


@cache
def hints(cls: type) -> dict[str, Any]:
    """Return the type hints of a dataclass."""
    return get_type_hints(cls)


def _dataclass(tree: Tree, cls: Any) -> Any:
    known = {key_of(f): f for f in fields(cls) if f.init}
    before = len(tree.source.problems)
    meant = {_unknown(tree, key, line, column, known) for key, (line, column) in tree.keys.items() if key not in known}
    values: dict[str, Any] = {}
    for key, field in known.items():
        entry = tree.value.get(key)
        optional = field.default is not MISSING or field.default_factory is not MISSING
        if entry is not None and not (optional and entry.value is None):
            values[field.name] = build(entry, hints(cls)[field.name])
        elif not optional and key not in meant:
            about = field.metadata.get("zh")
            tree.wrong(f"缺少“{key}”" + (f"（{about}）" if about else ""), f"“{key}” is missing")
    if len(tree.source.problems) > before or _BAD in values.values():
        return _BAD
    return _made(tree, lambda: cls(**values))


def overlay(tree: Tree, base: T) -> T:
    """Return `base` with the keys of a tree put over it, judged like a whole.

    What is wrong is noted in `tree.source.problems`, and `base` comes back.
    """
    cls: Any = type(base)
    if not isinstance(tree.value, dict):
        _refuse(tree, f"应为{NAMES[dict][0]}", f"must be {NAMES[dict][1]}")
        return base
    known = {key_of(f): f for f in fields(cls) if f.init}
    before = len(tree.source.problems)
    values = {}
    for key, entry in tree.value.items():
        if key in known:
            name = known[key].name
            values[name] = build(entry, hints(cls)[name])
        else:
            _unknown(tree, key, *tree.keys[key], known)
    if len(tree.source.problems) > before:
        return base
    made = _made(tree, lambda: replace(cast(Any, base), **values))
    return base if made is _BAD else cast(T, made)


def _made(tree: Tree, make: Callable[[], Any]) -> Any:
    """Return what `make` makes; a dataclass that refuses its values is a problem of the tree."""
    try:
        return make()
    except PlanlintError as error:
        tree.wrong(error.texts["zh"], error.texts["en"])
        return _BAD


def _unknown(tree: Tree, key: str, line: int, column: int, known: Mapping[str, Field[Any]]) -> str | None:
    """Note that there is no such key; return the one that was meant, if that can be guessed."""
    near = nearest(key, list(known)) or _named(key, known)
    text = tree.source.line(line)
    corrected = text[: column - 1] + text[column - 1 :].replace(key, near, 1) if near else None
    instead = f"是不是“{near}”？" if near else f"可用的有：{'、'.join(known)}"
    en = f"did you mean “{near}”?" if near else f"known are: {', '.join(known)}"
    tree.source.add(line, column, f"没有“{key}”这一项，{instead}", f"unknown key “{key}”; {en}", corrected)
    return near


def _named(word: str, known: Mapping[str, Field[Any]]) -> str | None:
    """Return the key whose meaning begins with a Chinese name that is `word` or ends with it: 尺度 for profile.

    Of several the one with the shortest name.
    """
    names = {key: _NAME.split(field.metadata.get("zh", ""), maxsplit=1)[0] for key, field in known.items()}
    found = [key for key, name in names.items() if len(word) > 1 and name.endswith(word)]
    return min(found, key=lambda key: len(names[key]), default=None)


def nearest(word: str, known: list[str]) -> str | None:
    """Return the known word that someone who wrote `word` most likely meant, if any is near."""
    from difflib import get_close_matches

    folded = word.strip().lower().replace("_", "-")
    if folded in known:
        return folded
    found = get_close_matches(folded, known, n=1, cutoff=0.6) or get_close_matches(word, known, n=1, cutoff=0.6)
    return found[0] if found else None
