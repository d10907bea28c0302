"""Rule files, profiles and genres: YAML → validated dataclasses. Every fault is named at its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from string import Formatter
from typing import Any, TypeVar

from planlint import checks, handwritten
from planlint.genres import Genre
from planlint.model import Texts
from planlint.plaindata import to_plain
from planlint.problems import BadFileError, Problem
from planlint.profiles import Profile
from planlint.rulebook import Case, CaseKind, Rule, Rulebook
from planlint.ruleschema import CaseEntry, GenreEntry, Message, ProfileEntry, RuleEntry
from planlint.schema import build, nearest
from planlint.yamltree import Tree, parse

T = TypeVar("T")

CODE = "bad-rule-file"
_ID = re.compile(r"[^\W\d_A-Z][^\W_A-Z]*(?:-[^\W_A-Z]+)*\Z")
_NAME = re.compile(r"[A-Za-z_]\w*\Z")


def load_rules(
    paths: Iterable[tuple[Path, str]], genres: Mapping[str, Genre], known: Iterable[Rule] = ()
) -> list[Rule]:
    """Return the rules of files, given as (file, name to show).

    Raises BadFileError with the faults of all files at once; an id or title of a `known` rule is one.
    """
    found: list[Rule] = []
    problems: list[Problem] = []
    seen = {name: rule for rule in known for name in (rule.id, rule.title)}
    for path, shown in paths:
        try:
            found += _file(path, shown, lambda tree: _rules(tree, genres, seen))
        except BadFileError as error:
            problems += error.problems
    if problems:
        raise BadFileError(CODE, problems)
    return found


def extend(book: Rulebook, paths: Iterable[tuple[Path, str]]) -> Rulebook:
    """Return the rulebook with a user's rule files added. A rule that is already there is a fault."""
    added = load_rules(paths, book.genres, book.rules.values())
    return Rulebook({**book.rules, **{rule.id: rule for rule in added}}, book.profiles, book.genres)


def load_library(folder: Path) -> Rulebook:
    """Return the rules, profiles and genres of a library folder (`rules/`). Raises BadFileError."""
    genres = {e.id: Genre(**to_plain(e)) for e in _list(folder, "genres", GenreEntry)}
    profiles = {e.id: Profile(**to_plain(e)) for e in _list(folder, "profiles", ProfileEntry)}
    paths = sorted(folder.glob("*.yaml"))
    rules = load_rules(((path, f"{folder.name}/{path.name}") for path in paths), genres)
    return Rulebook({rule.id: rule for rule in rules}, profiles, genres)


def _list(folder: Path, name: str, cls: type[T]) -> list[T]:
    """Return the records of every file of a subfolder; a file holds one record or a list of them."""
    found: list[T] = []
    for path in sorted((folder / name).glob("*.yaml")):
        found += _file(path, f"{folder.name}/{name}/{path.name}", lambda tree: _records(tree, cls))
    return found


def _records(tree: Tree, cls: type[T]) -> list[T]:
    trees = tree.value if isinstance(tree.value, list) else [tree]
    return [build(item, cls) for item in trees]


def _file(path: Path, shown: str, read: Callable[[Tree], list[T]]) -> list[T]:
    try:
        data = handwritten.read(path)
    except OSError as error:
        from planlint.refusals import refused

        raise refused(error, CODE, "读不了规则文件", "cannot be read", shown) from error
    tree = parse(data, shown, code=CODE, check=False)
    found = read(tree)
    tree.source.check()
    return found


def _rules(tree: Tree, genres: Mapping[str, Genre], seen: dict[str, Rule]) -> list[Rule]:
    """Return the rules of one file, noting faults in its source; `seen` holds ids and titles of all files."""
    if tree.value is None:
        return []
    if not isinstance(tree.value, list):
        # A list under a key of its own (rules:) only has to lose that line.
        line = None if tree.get("id") is None else f"- {tree.source.line(tree.line).lstrip()}"
        tree.wrong(
            "规则文件从第一行起就是规则的列表，每条以“- id: …”开头，上面不写别的键",
            "a rule file is a list of rules and nothing above it: each begins with “- id: …”",
            line,
        )
        return []
    found = []
    for item in tree.value:
        before = len(tree.source.problems)
        entry = build(item, RuleEntry)
        options = _judge(item, genres, seen) if isinstance(item.value, dict) else None
        cases = _cases(item, entry) if isinstance(entry, RuleEntry) else []
        if len(tree.source.problems) == before:
            rule = _rule(item, entry, options, cases)
            found.append(rule)
            seen[rule.id] = seen[rule.title] = rule
    return found


def _judge(tree: Tree, genres: Mapping[str, Genre], seen: Mapping[str, Rule]) -> Any:
    """Note what the shape of one rule cannot say: names that must exist, be unique, or be well formed.

    Returns the options of its check, if they are right.
    """
    for key in ("id", "title"):
        name = tree.get(key)
        if name is not None and isinstance(name.value, str) and name.value in seen:
            other = seen[name.value]
            zh = f"“{name.value}”已经有了（{other.source} 第{other.line}行）"
            name.wrong(zh, f"“{name.value}” is taken ({other.source}:{other.line})")
    identity = tree.get("id")
    if identity and isinstance(identity.value, str) and not _ID.match(identity.value):
        plain = "-".join(re.findall(r"[^\W_]+", identity.value.lower()))
        identity.wrong(
            f"id“{identity.value}”应为小写字母或汉字，用“-”连接",
            f"id “{identity.value}” must be lower-case words or Chinese, joined by -",
            identity.corrected(identity.value, plain) if plain and _ID.match(plain) else None,
        )
    chosen = tree.get("genres")
    for genre in chosen.value if chosen and isinstance(chosen.value, list) else ():
        if isinstance(genre.value, str) and genre.value not in genres:
            _no_such(genre, "文种", "genre", list(genres))
    variants = tree.get("variants")
    texts = variants.value.values() if variants and isinstance(variants.value, dict) else ()
    for text in (tree.get("message"), *texts):
        if text is not None:
            _judge_message(text)
    check = tree.get("check")
    if check is None or not isinstance(check.value, str):
        return None
    if check.value not in checks.names():
        titles = {checks.load(name).TITLE: name for name in checks.names()}
        return _no_such(check, "检查", "check", list(checks.names()), titles)
    options = tree.get("options")
    if options is None or options.value is None:
        options = Tree({}, tree.line, tree.column, tree.line, tree.source)
    return build(options, checks.load(check.value).Options)


def _no_such(tree: Tree, zh: str, en: str, known: list[str], titles: Mapping[str, str] | None = None) -> None:
    """Note that there is no such thing, with the one that was meant: the nearest, also by Chinese title."""
    titles = titles or {}
    near = nearest(tree.value, [*known, *titles])
    near = titles.get(near, near) if near else None
    tail = f"，是不是“{near}”？" if near else f"，可用的有：{'、'.join(known)}"
    tail_en = f"; did you mean “{near}”?" if near else f"; known: {', '.join(known)}"
    corrected = tree.corrected(tree.value, near) if near else None
    tree.wrong(f"没有“{tree.value}”这个{zh}{tail}", f"no such {en}: {tree.value}{tail_en}", corrected)


def _judge_message(tree: Tree) -> None:
    if isinstance(tree.value, dict):
        for part in tree.value.values():
            _judge_message(part)
        return
    if not isinstance(tree.value, str):
        return
    narrow = tree.value.replace("｛", "{").replace("｝", "}")
    if narrow != tree.value:
        zh, en = "提示里的花括号应为半角“{ }”", "braces in a message must be half-width"
        tree.wrong(zh, en, tree.corrected(tree.value, narrow))
        return
    try:
        for _, name, spec, conversion in Formatter().parse(tree.value):
            if name is not None and (not _NAME.match(name) or spec or conversion):
                written = name + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "")
                tree.wrong(
                    f"提示里的“{{{written}}}”只能是一个名称，如“{{actual}}”",
                    f"“{{{written}}}” in a message must be a bare name such as {{actual}}",
                )
    except ValueError:
        zh = "提示里的花括号不成对；要写花括号本身，请写两遍：“{{”“}}”"
        tree.wrong(zh, "unpaired brace in the message; write {{ or }} for the brace itself")


def _rule(tree: Tree, entry: RuleEntry, options: Any, cases: list[Case]) -> Rule:
    return Rule(
        id=entry.id,
        title=entry.title,
        check=entry.check,
        message=_texts(entry.message),
        settings=to_plain(options),
        severity=entry.severity,
        severity_weak=entry.severity_weak,
        basis=entry.basis,
        genres=entry.genres,
        in_quotes=entry.in_quotes,
        in_titles=entry.in_titles,
        in_brackets=entry.in_brackets,
        in_tables=entry.in_tables,
        in_own_names=entry.in_own_names,
        variants={name: _texts(text) for name, text in entry.variants.items()},
        rationale=entry.rationale.strip(),
        since=entry.since,
        source=tree.source.path,
        line=tree.line,
        cases=tuple(cases),
    )


def _texts(message: str | Message) -> Texts:
    if isinstance(message, str):
        return {"zh": message, "en": message}
    return {"zh": message.zh, "en": message.en or message.zh}


def _cases(tree: Tree, entry: RuleEntry) -> list[Case]:
    tests = tree.get("tests")
    items = tests.value if tests and tests.value else ()
    return [case for item, test in zip(items, entry.tests, strict=True) if (case := _case(item, test))]


def _case(tree: Tree, entry: CaseEntry) -> Case | None:
    texts: dict[CaseKind, str | None] = {
        "pass": entry.pass_,
        "fail": entry.fail,
        "todo-pass": entry.todo_pass,
        "todo-fail": entry.todo_fail,
    }
    written = [(kind, text) for kind, text in texts.items() if text is not None]
    if len(written) != 1:
        zh = "每个用例写 pass、fail、todo-pass、todo-fail 中的一个"
        tree.wrong(zh, "a case is one of pass, fail, todo-pass and todo-fail")
        return None
    kind, text = written[0]
    marks = "".join(c for c in text if c in "⟦⟧")
    if marks.replace("⟦⟧", ""):
        tree.wrong("⟦ ⟧ 不成对，或一层套一层", "⟦ ⟧ unpaired or nested")
    marked = bool(marks)
    if kind in ("pass", "todo-pass") and marked:
        tree.wrong(f"{kind} 的文字里不应有 ⟦ ⟧", f"no ⟦ ⟧ in a {kind} case")
    if kind in ("fail", "todo-fail") and not marked and entry.at is None:
        zh = f"{kind} 的文字要用 ⟦ ⟧ 括出问题处；缺了什么时写 at: document"
        tree.wrong(zh, f"a {kind} case needs ⟦ ⟧ around the finding, or “at: document” when something is absent")
    if entry.at is not None and entry.at not in ("document", "title") and not entry.at.startswith("section:"):
        tree.wrong("at 应为 document、title 或 section:标题", "“at” is document, title or section:<heading>")
    return Case(kind, text, entry.at, entry.message, entry.fix, entry.with_, tree.line)
