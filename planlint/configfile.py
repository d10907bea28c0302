"""Reads one planlint.yaml with what it extends: every value checked against the rules there are."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from planlint import handwritten
from planlint.configschema import ConfigFile, Override, RuleChange
from planlint.dates import parse_date
from planlint.discovery import shown
from planlint.globs import Ignore
from planlint.model import PlanlintError
from planlint.patterns import pattern
from planlint.plaindata import to_plain
from planlint.problems import BadFileError, Problem
from planlint.rulebook import Layer, Rulebook, RuleSetting, with_options
from planlint.rulefile import extend
from planlint.schema import build, nearest
from planlint.schema import load as load_tree
from planlint.settings import CODE, FACTS_NAME, Config, Part
from planlint.yamltree import Tree, parse

MAX_EXTENDS = 16
_BACKSLASH = pattern(r"\\(?![\[\]?!#\\ ])")
YEARS = 1949, 2100
"""The years that plans are for, as on the command line."""


@dataclass(frozen=True)
class Patterns:
    """Which files an override is about, written as in .gitignore, relative to the folder of planlint.yaml."""

    lines: tuple[str, ...]

    @cached_property
    def _spec(self) -> Ignore:
        return Ignore("\n".join(self.lines))

    def match(self, document: Path | str, root: Path) -> bool:
        """Say whether a document matches; one outside `root` is matched by its whole path."""
        path = Path(document).absolute()
        path = path.parent.resolve() / path.name
        try:
            inside = path.relative_to(root.resolve())
        except ValueError:
            inside = path.relative_to(path.anchor)
        names = inside.parts
        return any(self._spec.verdict(names[:n], folder=n < len(names)) for n in range(len(names), 0, -1))


def load(path: Path, library: Rulebook, held: Collection[Path] = ()) -> Config:
    """Return the configuration of a file. Raises PlanlintError ("bad-config" or "bad-rule-file").

    The rules of the files in `held` are in `library` already.
    """
    path = Path(os.path.normpath(path.absolute()))
    read = list(_chain(path))
    rule_files = [found for at, tree, file in read for found in _files(at, tree, "rule-files", file.rule_files)]
    fact_files = [found for at, tree, file in read for found in _files(at, tree, "fact-files", file.fact_files)]
    for _, tree, _ in read:
        tree.source.check()
    fresh = {file: name for file, name in rule_files if file.resolve() not in held}
    book = extend(library, fresh.items()) if fresh else library
    parts: list[Part] = []
    problems: list[Problem] = []
    meetings: tuple[Any, ...] = ()
    series: tuple[Any, ...] = ()
    rosters: list[tuple[Path, str]] = []
    for at, tree, file in read:
        meetings += tuple(to_plain(meeting) for meeting in file.meetings)
        series += tuple(to_plain(entry) for entry in file.series)
        own: dict[str, Any] = {"meetings": meetings} if file.meetings else {}
        own |= {"series": series} if file.series else {}
        own |= {"abbreviations": dict(file.abbreviations)} if file.abbreviations else {}
        own |= {"roster": file.roster} if file.roster else {}
        parts.append(_part(tree, file, book, own))
        if file.roster is not None:
            rosters += _roster(at, tree, file.roster)
    for _, tree, file in read:
        overrides = tree.get("overrides")
        for entry, override in zip((overrides.value if overrides else None) or (), file.overrides, strict=True):
            _judge_slashes(entry.value["paths"])
            parts.append(_part(entry, override, book, {}, Patterns(override.paths).match))
    for _, tree, _ in read:
        try:
            tree.source.check()
        except BadFileError as error:
            problems += error.problems
    if problems:
        raise BadFileError(CODE, problems)
    names = tuple(tree.source.path for _, tree, _ in read)
    own_facts = path.with_name(FACTS_NAME)
    if own_facts.is_file():
        fact_files.append((own_facts, FACTS_NAME))
    return Config(book, path, tuple(parts), names, tuple(rule_files), tuple(fact_files), tuple(rosters))


def _chain(path: Path) -> list[tuple[Path, Tree, ConfigFile]]:
    """Return the files a configuration is made of, the base first."""
    read: list[tuple[Path, Tree, ConfigFile]] = []
    seen: list[Path] = []
    while True:
        seen.append(path.resolve())
        tree = _tree(path)
        file = load_tree(tree, ConfigFile) if tree.value is not None else ConfigFile()
        read.insert(0, (path, tree, file))
        if file.extends is None:
            return read
        path = Path(os.path.normpath(path.parent / file.extends))
        place = tree.value["extends"]
        if not os.path.isfile(path):  # False also for a name that is too long
            place.wrong(f"extends 所指的文件不存在：{file.extends}", f"no such file: {file.extends}")
        elif path.resolve() in seen or len(seen) >= MAX_EXTENDS:
            place.wrong("extends 绕成了圈", "“extends” goes round in a circle")
        tree.source.check()


def _tree(path: Path) -> Tree:
    try:
        data = handwritten.read(path)
    except OSError as error:
        if isinstance(error, FileNotFoundError):
            zh, en = "配置文件不存在", "no such configuration file"
            raise PlanlintError(CODE, zh, en, path=shown(str(path))) from error
        from planlint.refusals import refused

        raise refused(error, CODE, "读不了配置文件", "cannot be read", shown(str(path))) from error
    return parse(data, shown(str(path)), code=CODE, check=False)


def _files(at: Path, tree: Tree, key: str, patterns: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    """Yield the files that the patterns of a key match; faults are noted."""
    if not patterns:
        return
    for entry, given in zip(tree.value[key].value, patterns, strict=True):
        found = list(_inside(at.parent, given, entry))
        if not found and not tree.source.problems:
            entry.wrong(f"“{given}”没有对上任何文件", f"“{given}” matches no file")
        yield from ((path, shown(str(path))) for path in found)


def _inside(root: Path, given: str, entry: Tree) -> Iterator[Path]:
    """Yield the files under `root` that match; nothing outside it, be it by `..`, by / or by a link."""
    steps = given.replace("\\", "/").split("/")
    if not given or Path(given).is_absolute() or steps[0] == "" or ".." in steps:
        entry.wrong(
            "只能写配置文件所在文件夹里面的相对路径",
            "only a relative path inside the folder of the configuration file",
        )
        return
    home = root.resolve()
    try:
        matching = sorted(root.glob("/".join(steps)))
    except (OSError, ValueError, IndexError):  # a name that is too long, “**.yaml”, “.”
        entry.wrong(f"“{given}”不是可用的路径", f"“{given}” is no usable path")
        return
    for path in matching:
        if path.is_file():
            if path.resolve().is_relative_to(home):
                yield path
            else:
                entry.wrong(f"{path.name} 指向文件夹之外", f"{path.name} leads out of the folder")


def _roster(at: Path, tree: Tree, name: str) -> list[tuple[Path, str]]:
    """Return the file that `roster` names, not a pattern; faults are noted."""
    entry = tree.value["roster"]
    found = list(_inside(at.parent, glob.escape(name), entry))
    if not found and not tree.source.problems:
        entry.wrong(f"没有这个文件：{name}", f"no such file: {name}")
    return [(path, shown(str(path))) for path in found[:1]]


_PLAIN = ("profile", "genre", "as_of", "planning_year", "fail_on", "places", "report", "find_previous", "author")


def _part(
    tree: Tree,
    entry: ConfigFile | Override,
    book: Rulebook,
    more: Mapping[str, Any],
    holds: Callable[[Path | str, Path], bool] | None = None,
) -> Part:
    """Return what a file or one of its overrides sets; names that do not exist are noted."""
    values: dict[str, Any] = dict(more)
    for name in _PLAIN:
        value = getattr(entry, name, None)
        if value is not None:
            values[name.replace("_", "-")] = str(value) if name == "as_of" else value
    for name, find in (("profile", book.profile), ("genre", book.genre)):
        if name in values:
            values[name] = _named(tree.value[name], find)
    if "as-of" in values:
        _judge_day(tree.value["as-of"], values["as-of"])
    if not YEARS[0] <= values.get("planning-year", YEARS[0]) <= YEARS[1]:
        zh, en = "应为 {} 到 {} 之间的年份".format(*YEARS), "must be a year from {} to {}".format(*YEARS)
        tree.value["planning-year"].wrong(f"“{values['planning-year']}”{zh}", f"{values['planning-year']} {en}")
    for place in tree.value["places"].value if values.get("places") else ():
        if isinstance(place.value, str) and not place.value.strip():
            place.wrong("地名不能空着", "a place needs a name")
    origins = {key: _origin(tree, key) for key in values}
    return Part(values, _layer(tree.get("rules"), book), origins, holds)


def _judge_slashes(paths: Tree) -> None:
    """Note patterns that part folders as Windows does; a backslash before * would hide the star in a .gitignore."""
    for path in paths.value:
        if _BACKSLASH.search(path.value):
            zh, en = "路径里的文件夹用“/”隔开，不用“\\”", "part folders with “/”, not with a backslash"
            path.wrong(zh, en, path.corrected(path.value, _BACKSLASH.sub("/", path.value)) if path.plain else None)


def _origin(tree: Tree, key: str) -> str:
    return f"{tree.source.path}:{tree.keys[key][0]}"


def _named(tree: Tree, find: Any) -> Any:
    try:
        return find(tree.value)
    except PlanlintError as error:
        tree.wrong(error.texts["zh"], error.texts["en"])
        return None


def _judge_day(tree: Tree, text: str) -> None:
    if parse_date(text) is None:
        zh = f"“{text}”不是日期，应写成 2027-01-31、2027-01 或 2027"
        tree.wrong(zh, f"“{text}” is not a date like 2027-01-31, 2027-01 or 2027")


def _layer(tree: Tree | None, book: Rulebook) -> Layer:
    """Return the changes to rules by rule id; unknown rules and unfit options are noted."""
    layer: dict[str, RuleSetting] = {}
    if tree is None or tree.value is None:
        return layer
    for name, entry in tree.value.items():
        line, column = tree.keys[name]
        try:
            rule = book.find(name)
        except PlanlintError as error:
            near = nearest(name, [*book.rules, *(rule.title for rule in book.rules.values())])
            corrected = tree.source.line(line).replace(name, near, 1) if near else None
            tree.source.add(line, column, error.texts["zh"], error.texts["en"], corrected)
            continue
        change = build(entry, RuleChange) if isinstance(entry.value, dict) else None
        if change is not None and change.options is not None:
            with_options(rule, change.options)
        if change is not None:
            origin = f"{tree.source.path}:{line}"
            layer[rule.id] = RuleSetting(change.severity, change.severity_weak, change.options, origin)
        else:
            layer[rule.id] = RuleSetting(entry.value, origin=f"{tree.source.path}:{line}")
    return layer
