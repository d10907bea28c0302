"""From sources to the compiled pack: reads every rule, fact, profile, genre and grammar file once, strictly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planlint.patterns import LazyPattern, codes, pattern

if TYPE_CHECKING:
    from planlint.yamltree import Tree


def compile_sources(rules: Path, grammars: Path) -> dict[str, Any]:
    """Return the pack's contents as plain data. Raises PlanlintError naming the file and line of a fault."""
    from planlint import checks
    from planlint.grammars import compile_grammar, lexer

    compiled = {p.stem: compile_grammar(p.read_text("utf-8")) for p in sorted(grammars.glob("*.lark"))}
    return {
        "traces": tuple(name for name in checks.names() if hasattr(checks.load(name), "traces")),
        "grammars": compiled,
        "facts": load_facts(rules / "facts"),
        **load_rules(rules),
        "patterns": codes(_written_patterns([lexer(tables) for tables in compiled.values()])),
    }


def _written_patterns(more: Iterable[object]) -> set[tuple[str, int]]:
    """Return source and flags of the patterns that the checks, what they use, and the `more` hold."""
    import sys

    ours = [module for name, module in sys.modules.items() if name.startswith("planlint.")]
    held = [*more, *(value for module in ours for value in vars(module).values())]
    held += [value for group in held if isinstance(group, dict) for value in group.values()]
    return {one.written for one in held if isinstance(one, LazyPattern)}


def load_facts(folder: Path) -> dict[str, Any]:
    """Return the fact tables of a folder, by name; one file may hold several."""
    return read_facts((path, f"rules/facts/{path.name}") for path in sorted(folder.glob("*.yaml")))


def read_facts(files: Iterable[tuple[Path, str]], over: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the tables in fact files, given with the names to show.

    A table that is to be laid `over` one of that name must be built like it. Raises PlanlintError for a faulty file.
    """
    from planlint.facts.records import merge
    from planlint.handwritten import read

    tables: dict[str, Any] = {}
    for path, shown in files:
        tables = merge(tables, facts_in(read(path), shown, over))
    return tables


def facts_in(source: bytes | str, shown: str, over: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the tables in the content of one fact file, as `read_facts` does."""
    from planlint.yamltree import parse

    tree = parse(source, shown, code="bad-facts")
    if tree.value is not None and not isinstance(tree.value, dict):
        tree.wrong("事实表文件应是“表名:”开头的若干张表", "a fact file holds tables, each under its name")
    else:
        _refuse_other_shapes(tree, [over])
    tree.source.check()
    tables: dict[str, Any] = _written(tree.data() or {})
    return tables


def _written(value: Any) -> Any:
    """Return a value without the keys that nothing is written behind, as if they were not there."""
    if isinstance(value, dict):
        return {key: _written(one) for key, one in value.items() if one is not None}
    return [_written(one) for one in value] if isinstance(value, list) else value


_DAY = pattern(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_KINDS = (
    (bool, "true 或 false", "true or false is"),
    (int, "数", "a number is"),
    (str, "文字（只有数字的要加引号）", "text (in quotes, if it is just a number) is"),
    (list, "列表（每项前面加“- ”）", "a list is"),
    (Mapping, "“键: 值”", "a mapping is"),
)


def _kind(value: Any) -> int | None:
    return next((at for at, (kind, _, _) in enumerate(_KINDS) if isinstance(value, kind)), None)


def _refuse_other_shapes(tree: Tree, ours: Sequence[Any], key: str = "") -> None:
    """Say what is of another kind than all that our tables have at such a place, and which record has no name."""
    kinds = sorted({kind for one in ours if (kind := _kind(one)) is not None})
    if not kinds or (tree.value is None and _KINDS[kinds[-1]][0] in (bool, int, str)):
        return
    if _kind(tree.value) not in kinds:
        _, zh, en = _KINDS[kinds[0]]
        at_zh, at_en = (f"“{key}”这里", f" at “{key}”") if key else ("这里", " here")
        tree.wrong(f"{at_zh}应是{zh}，和随附的表一样", f"{en} expected{at_en}, as in the table it adds to")
    elif isinstance(tree.value, str):
        _refuse_no_day(tree, [one for one in ours if isinstance(one, str)])
    elif isinstance(tree.value, dict):
        for name, value in tree.value.items():
            _refuse_other_shapes(value, [one[name] for one in ours if isinstance(one, Mapping) and name in one], name)
    elif isinstance(tree.value, list):
        from planlint.facts.records import NAMING

        items = [item for one in ours if isinstance(one, list) for item in one]
        shared = (
            word for word in NAMING if items and all(isinstance(item, Mapping) and word in item for item in items)
        )
        naming = next(shared, None)
        for item in tree.value:
            _refuse_other_shapes(item, items)
            named = item.value.get(naming) if naming and isinstance(item.value, dict) else item
            if named is None or named.value in ("", None):
                zh, en = (f"要写“{naming}”", f"“{naming}” is missing") if naming else ("不能是空的", "empty")
                item.wrong(f"这一项{zh}，和随附的表一样", f"{en} here, unlike the table it adds to")


def _refuse_no_day(tree: Tree, ours: Sequence[str]) -> None:
    """Say that a text is no date where all of ours are: days, or also months and years."""
    from planlint.dates import parse_date

    if not ours or not all(_DAY.fullmatch(one) for one in ours):
        return
    is_day = _DAY.fullmatch(tree.value) and len(tree.value) >= min(map(len, ours)) and parse_date(tree.value)
    if not is_day:
        tree.wrong(f"“{tree.value}”不是日期，应写作 2022-12-21 这样", f"“{tree.value}” is no date like 2022-12-21")


def load_rules(folder: Path) -> dict[str, Any]:
    """Return the rules (without their cases), profiles and genres of a folder as plain data."""
    from planlint.rulefile import load_library

    return {"book": load_library(folder).to_dict()}
