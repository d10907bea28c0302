"""The YAML block between two `---` lines at the head of a Markdown file: date, genre, profile and title.

It is untrusted. Values come from YAML events, so nothing is built, expanded or nested deeper than `_DEPTH`;
keys that planlint does not know belong to other tools and are left alone, and so is a title that is no string.
"""

from __future__ import annotations

import re
from typing import Any

from planlint.model import PlanlintError
from planlint.patterns import pattern

KEYS = ("date", "genre", "profile")
TITLE = "title"
WIDE = pattern(r"(?m)^(date|genre|profile|title)[ \t]*：")
_LIMIT = 256 * 1024
_DEPTH = 50
_UNSET = ("", "~", "null")


def split(text: str, path: str) -> tuple[int, dict[str, str]]:
    """Return the number of lines that the front matter takes (0: there is none), and the values of `KEYS` and `TITLE`.

    A `---` line with prose after it is a rule, not front matter. Raises PlanlintError ("bad-front-matter",
    with the line) for what is too long, too deep or not YAML, and for a value of `KEYS` that is no string.
    """
    if not re.match(r"---[ \t]*\n", text):
        return 0, {}
    start = text.index("\n") + 1
    _refuse_wide_colon(text, start, path)
    end = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE).search(text, start)
    if end is None:
        return 0, {}
    first = next(
        (line for line in text[start : end.start()][:_LIMIT].split("\n") if line.strip()[:1] not in ("", "#")),
        "",
    )
    if first and not re.match(r"""["'{\[]|[\w.-]+[ \t]*:(?:[ \t]|$)""", first):
        return 0, {}
    if end.start() - start > _LIMIT:
        raise _bad(path, 1, f"太长，上限为 {_LIMIT} 字", f"longer than {_LIMIT} characters")
    return text.count("\n", 0, end.start()) + 1, _values(text[start : end.start()], path)


def line_of(text: str, key: str) -> int:
    """Return the 1-based line of a document on which its front matter gives a key; 1 when it is not found."""
    found = re.search(rf"""^["']?{key}["']?[ \t]*:""", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _refuse_wide_colon(text: str, start: int, path: str) -> None:
    """Raise PlanlintError where a key of ours has a full-width colon, which makes text of what was meant as data."""
    end = text.find("\n---", start)
    found = WIDE.search(text, start, min(end, start + _LIMIT)) if end >= 0 else None
    if found:
        zh, en = f"“{found[1]}：”的冒号应为半角“:”，后面空一格", f"“{found[1]}：” needs a half-width colon and a space"
        raise _bad(path, text.count("\n", 0, found.start(1)) + 1, zh, en)


def _values(source: str, path: str) -> dict[str, str]:
    """Return the strings at the top level of `source` under `KEYS` and `TITLE`."""
    import yaml

    values: dict[str, str] = {}
    depth, key = 0, None
    event: Any
    try:
        for event in yaml.parse(source, Loader=yaml.SafeLoader):
            line = event.start_mark.line + 2
            if isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
                depth -= 1
                continue
            if depth == 1:
                key = _take(event, key, values, path, line)
            if isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
                depth += 1
                if depth > _DEPTH:
                    raise _bad(path, line, f"嵌套超过 {_DEPTH} 层", f"nested deeper than {_DEPTH} levels")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise _bad(
            path,
            mark.line + 2 if mark else 1,
            "不是合格的 YAML",
            f"not YAML: {error.problem}",
        ) from None
    except yaml.YAMLError:
        raise _bad(path, 1, "含有 YAML 不允许的字符", "holds a character that YAML forbids") from None
    return values


def _take(event: Any, key: str | None, values: dict[str, str], path: str, line: int) -> str | None:
    """Take one event at the top level, a key or the value of `key`; return the key that waits for a value."""
    scalar = getattr(event, "value", None)
    if key is None:
        return scalar or "?"
    if key in KEYS:
        if key in values:
            raise _bad(path, line, f"{key} 写了两次", f"{key} is there twice")
        if scalar is None:
            raise _bad(path, line, f"{key} 应为一个词", f"{key} must be a plain string")
        if scalar not in _UNSET:
            values[key] = scalar.strip()
    elif key == TITLE and scalar is not None and scalar not in _UNSET:
        values.setdefault(key, scalar.strip())
    return None


def _bad(path: str, line: int, zh: str, en: str) -> PlanlintError:
    return PlanlintError("bad-front-matter", f"文件头（front matter）{zh}", f"front matter: {en}", path=path, line=line)
