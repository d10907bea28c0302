"""From sources to the compiled pack: reads every rule, fact, profile, genre and grammar file once, strictly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planlint.yamltree import Tree


def compile_sources(rules: Path, grammars: Path) -> dict[str, Any]:
    """Return the pack's contents as plain data. Raises PlanlintError naming the file and line of a fault."""
    from planlint import checks
    from planlint.grammars import compile_grammar

    return {
        "traces": tuple(name for name in checks.names() if hasattr(checks.load(name), "traces")),
        "grammars": {p.stem: compile_grammar(p.read_text("utf-8")) for p in sorted(grammars.glob("*.lark"))},
        "facts": load_facts(rules / "facts"),
        **load_rules(rules),
    }


def load_facts(folder: Path) -> dict[str, Any]:
    """Return the fact tables of a folder, by name; one file may hold several."""
    return read_facts((path, f"rules/facts/{path.name}") for path in sorted(folder.glob("*.yaml")))


def read_facts(files: Iterable[tuple[Path, str]], over: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the tables in fact files, given with the names to show.

    A table that is to be laid `over` one of that name must be built like it. Raises PlanlintError for a faulty file.
    """
    from planlint.facts.records import merge
    from planlint.handwritten import read
    from planlint.yamltree import parse

    tables: dict[str, Any] = {}
    for path, shown in files:
        tree = parse(read(path), shown, code="bad-facts")
        if tree.value is not None and not isinstance(tree.value, dict):
            tree.wrong("事实表文件应是“表名:”开头的若干张表", "a fact file holds tables, each under its name")
        else:
            _refuse_other_shapes(tree, over)
        tree.source.check()
        tables = merge(tables, tree.data() or {})
    return tables


def _refuse_other_shapes(tree: Tree, over: Any) -> None:
    """Say where a list or a mapping of ours would be replaced by something else; records in lists are not looked at."""
    if isinstance(over, Mapping) and isinstance(tree.value, dict):
        for key, value in tree.value.items():
            _refuse_other_shapes(value, over.get(key))
    elif isinstance(over, Mapping):
        tree.wrong("这里应是“键: 值”，和随附的表一样", "a mapping is expected here, as in the table it adds to")
    elif isinstance(over, list) and not isinstance(tree.value, list):
        tree.wrong(
            "这里应是列表（每项前面加“- ”），和随附的表一样", "a list is expected here, as in the table it adds to"
        )


def load_rules(folder: Path) -> dict[str, Any]:
    """Return the rules (without their cases), profiles and genres of a folder as plain data."""
    from planlint.rulefile import load_library

    return {"book": load_library(folder).to_dict()}
