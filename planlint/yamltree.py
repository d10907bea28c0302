"""YAML files → a tree of values that know their place.

Rule files, configuration and front matter are written by hand, often in Notepad, and are not trusted. They
are read from YAML *events*, so that nesting is limited, duplicate keys, anchors and tags are refused, nothing
is converted behind the writer's back (`no`, `0012`, `12:30` ask for quotes; `1.10` and `2025-01-01` stay as
written), and every value knows its 1-based line and column. What is wrong is said all at once, in the words
of people who write plans.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

from planlint.handwritten import Source, decode
from planlint.patterns import pattern
from planlint.problems import MAX_SHOWN

MAX_DEPTH = 64

_BREAK = pattern("\r\n|[\n\r\x85\u2028\u2029]")


@dataclass(slots=True, eq=False)
class Tree:
    """A value with its place: 1-based `line` and `column` of its first character, `end` its last line.

    `value` is None, bool, int, str, a list of trees or a dict of trees; `keys` holds the line and column of
    each key of a dict. `plain`: a scalar written without quotes; `flow`: a list written in [].
    """

    value: Any
    line: int
    column: int
    end: int
    source: Source
    plain: bool = False
    flow: bool = False
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)

    def get(self, key: str) -> Tree | None:
        """Return the value of a key of a dict; None when this is no dict or has no such key."""
        return self.value.get(key) if isinstance(self.value, dict) else None

    def data(self) -> Any:
        """Return the value as plain lists, dicts, str, int, bool and None."""
        if isinstance(self.value, dict):
            return {key: tree.data() for key, tree in self.value.items()}
        if isinstance(self.value, list):
            return [tree.data() for tree in self.value]
        return self.value

    def wrong(self, zh: str, en: str, corrected: str | None = None) -> None:
        """Note a problem with this value at its place."""
        self.source.add(self.line, self.column, zh, en, corrected)

    def corrected(self, old: str, new: str) -> str:
        """Return the line of this value with the first `old` at or after its column replaced by `new`."""
        line = self.source.line(self.line)
        head, tail = line[: self.column - 1], line[self.column - 1 :]
        return head + tail.replace(old, new, 1)


def parse(
    data: bytes | str, path: str = "-", *, first_line: int = 1, code: str = "bad-yaml", check: bool = True
) -> Tree:
    """Read one YAML document.

    `first_line` is the file's line on which `data` begins (front matter begins on line 2). An empty document
    is a tree whose value is None. Raises BadFileError (`code`) with every problem found. A caller that looks for
    more problems passes `check=False`, is given the tree also where what is wrong can be seen through, and has
    to call `tree.source.check()`.
    """
    text = decode(data, path) if isinstance(data, bytes) else data.removeprefix("\ufeff")
    lines = _BREAK.split(text)
    source = Source(path, lines, code, first_line)
    if any(c < " " and c not in "\t\n\r" for c in text) or "\x7f" in text:
        _refuse_control_characters(source)
    tree = _read(source)
    if check:
        source.check()
    return tree


def _read(source: Source) -> Tree:
    """Return the tree of a file, with the slips of the keyboard mended so that all of it is read.

    They are noted, like everything else that is wrong. Raises BadFileError when mending does not help.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    lines = source.lines
    for _ in range(MAX_SHOWN):
        source.problems.clear()
        try:
            tree = _Builder(source, yaml.parse("\n".join(lines), Loader=loader)).document()
        except yaml.YAMLError as error:
            from planlint.yamlcomplaint import explain
            from planlint.yamlslips import mend, slips

            explain(source, error)
            mistyped = slips(source.path, source.lines, source.first_line, source.doubted())
            mended = mend(source.lines, source.first_line, mistyped)
            if mended == lines:
                raise source.failure() from None
            lines = mended
            continue
        if lines is not source.lines:
            from planlint.yamlslips import slips

            source.problems += slips(source.path, source.lines, source.first_line, source.doubted())
        return tree
    raise source.failure()


def _refuse_control_characters(source: Source) -> NoReturn:
    for number, line in enumerate(source.lines, source.first_line):
        bad = next((i for i, c in enumerate(line) if (c < " " and c != "\t") or c == "\x7f"), None)
        if bad is not None:
            clean = "".join(c for c in line if c == "\t" or (c >= " " and c != "\x7f"))
            name = f"U+{ord(line[bad]):04X}"
            source.add(number, bad + 1, f"有不可见的控制字符（{name}）", f"control character {name}", clean)
    raise source.failure()


_INT = pattern(r"-?(?:0|[1-9][0-9]*)\Z")
_AMBIGUOUS = pattern(r"[-+]?(?:0[0-9_]+|0[xob][0-9A-Fa-f_]+|[0-9][0-9,]*_[0-9_]*|\+[0-9]+|[0-9]+(?::[0-5]?[0-9])+)\Z")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
AMBIGUOUS = {"yes": "true", "no": "false", "true": "true", "false": "false"}
"""Words, in small letters, that are a truth value to some readers of YAML and text to others; what they may mean."""


class _Builder:
    """Turns events into a tree. Recursion is as deep as the file is nested, at most MAX_DEPTH."""

    def __init__(self, source: Source, events: Iterator[Any]) -> None:
        self.source, self.events = source, events
        self.depth = 0

    def document(self) -> Tree:
        root: Tree | None = None
        for event in self.events:
            name = type(event).__name__
            if name == "DocumentStartEvent" and root is not None:
                self._wrong(
                    event,
                    "一个文件只能有一份内容，请删去多余的“---”",
                    "only one document a file; remove “---”",
                )
                break
            if name in ("StreamStartEvent", "StreamEndEvent", "DocumentStartEvent", "DocumentEndEvent"):
                continue
            root = self._value(event)
        return root or Tree(None, self.source.first_line, 1, self.source.first_line, self.source)

    def _value(self, event: Any) -> Tree:
        name = type(event).__name__
        line, column = self._place(event)
        if getattr(event, "anchor", None) is not None:
            self._wrong(
                event,
                "不支持锚点和引用（&、*），请把内容直接写出；若是文字，请加引号",
                "no anchors or aliases",
            )
        elif getattr(event, "tag", None) is not None:
            self._wrong(event, "不支持标签（!），若是文字，请加引号", "no tags; quote it if it is text")
        end = event.end_mark.line + self.source.first_line - (event.end_mark.column == 0)
        tree = Tree(None, line, column, max(line, end), self.source)
        if name == "ScalarEvent":
            tree.plain = not event.style and event.implicit[0]
            tree.value = self._plain(event, tree) if tree.plain else event.value
        elif name in ("SequenceStartEvent", "MappingStartEvent"):
            self.depth += 1
            if self.depth > MAX_DEPTH:
                self._wrong(event, f"嵌套超过 {MAX_DEPTH} 层", f"nested more than {MAX_DEPTH} deep")
                raise self.source.failure()
            tree.flow = bool(event.flow_style)
            tree.value = self._list() if name == "SequenceStartEvent" else self._dict(tree)
            self.depth -= 1
        return tree

    def _list(self) -> list[Tree]:
        items = []
        for event in self.events:
            if type(event).__name__ == "SequenceEndEvent":
                break
            items.append(self._value(event))
        return items

    def _dict(self, tree: Tree) -> dict[str, Tree]:
        entries: dict[str, Tree] = {}
        for event in self.events:
            if type(event).__name__ == "MappingEndEvent":
                break
            key = self._key(event)
            value = self._value(next(self.events))
            if key is None:
                continue
            if key in entries:
                first = tree.keys[key][0]
                self._wrong(event, f"“{key}”重复，第{first}行已经写过", f"“{key}” repeats the key on line {first}")
                continue
            entries[key] = value
            tree.keys[key] = self._place(event)
        return entries

    def _key(self, event: Any) -> str | None:
        if type(event).__name__ != "ScalarEvent":
            self._value(event)
            self._wrong(event, "键必须是一个词，不能是列表或映射", "a key must be a word")
            return None
        if event.anchor is not None or event.tag is not None or event.value in ("", "<<"):
            self._wrong(event, f"键“{event.value}”不能这样写", f"“{event.value}” cannot be a key")
            return None
        key: str = event.value
        if key != key.strip():
            self._wrong(event, "缩进应为半角空格，不能用全角空格", "indent with half-width spaces")
        return key

    def _plain(self, event: Any, tree: Tree) -> Any:
        text: str = event.value
        if text in _WORDS:
            return _WORDS[text]
        if _INT.match(text) and len(text) < 19:
            return int(text)
        truth = AMBIGUOUS.get(text.lower())
        if truth:
            self.source.add(
                tree.line,
                tree.column,
                f"“{text}”有歧义：是非请写 true 或 false，文字请加引号",
                f"“{text}” is ambiguous: write true or false, or quote it",
                tree.corrected(text, truth),
                tentative=True,
            )
        elif _AMBIGUOUS.match(text) or _INT.match(text):
            self.source.add(
                tree.line,
                tree.column,
                f"“{text}”在 YAML 中会被当作别的数，请加引号",
                f"“{text}” would be read as another number; quote it",
                tree.corrected(text, f'"{text}"'),
            )
        return text

    def _place(self, event: Any) -> tuple[int, int]:
        return event.start_mark.line + self.source.first_line, event.start_mark.column + 1

    def _wrong(self, event: Any, zh: str, en: str) -> None:
        self.source.add(*self._place(event), zh, en)
