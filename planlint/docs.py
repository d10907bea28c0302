"""Writes the reference pages docs/rules.md and docs/checks.md from the rules and checks themselves.

`python -m planlint.docs` writes them; with `--check` it writes nothing and ends with 1 when a page on disk is
not what would be written. The pages are in Chinese, for the people who write rules; ids stay as they are.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

from planlint import checks, pack
from planlint.lang import t
from planlint.rulebook import Case, Rule
from planlint.rulefile import load_library
from planlint.schema import hints, key_of

FOLDER = pack.HERE.parent / "docs"
NOTE = "<!-- 由 python -m planlint.docs 生成；请改规则或检查本身，不要改这一页。 -->\n"
MASKS = {
    "in_quotes": "引号内",
    "in_titles": "书名号内",
    "in_brackets": "括号内",
    "in_tables": "表格内",
    "in_own_names": "本单位名称内",
}
SCALARS = {str: "文字", int: "整数", float: "数", bool: "true 或 false", date: "日期"}
_HAN = re.compile("[\u4e00-\u9fff]")


def rules_page(rules: Iterable[Rule]) -> str:
    """Return the page of all shipped rules: a table, then each rule with its reason and two examples."""
    shown = list(rules)
    head = [NOTE, "# 规则一览\n"]
    head.append(
        f"planlint 自带 {len(shown)} 条规则。命令行里看一条：`planlint rules 规则名`（标识或中文名都可以）。"
        "例子里 ⟦ ⟧ 括住的就是会报出来的文字。\n"
    )
    rows = [(f"[{r.id}](#{r.id})", r.title, _severity(r.severity), r.basis) for r in shown]
    return "\n".join([*head, _table(("规则", "名称", "轻重", "依据"), rows), *map(_rule, shown)])


def checks_page(names: Iterable[str]) -> str:
    """Return the catalogue of checks: what each judges, its options, and a rule file to copy."""
    shown = {name: checks.load(name) for name in names}
    head = [NOTE, "# 检查一览\n"]
    head.append(
        "规则是“查什么、怎么说”，检查是“怎么查”。写自己的规则时，`check` 写检查的名称，`options` 写选项；"
        "每种检查后面都有一份可以照抄的规则文件。一步步怎么写，见[写自己的规则](writing-rules.md)。\n"
    )
    rows = [(f"[{name}](#{name})", module.TITLE) for name, module in shown.items()]
    return "\n".join([*head, _table(("检查", "名称"), rows), *(_check(name, module) for name, module in shown.items())])


def _rule(rule: Rule) -> str:
    lines = [f"## {rule.id}\n", f"**{rule.title}**　{_severity(rule.severity)}　依据：{rule.basis}\n"]
    lines += [rule.rationale.strip() + "\n"] if rule.rationale else []
    facts = [f"检查：[{rule.check}](checks.md#{rule.check})"]
    if rule.severity_weak and rule.severity_weak != rule.severity:
        facts.append(f"把握不大时：{_severity(rule.severity_weak)}")
    if rule.genres:
        facts.append(f"只用于：{'、'.join(rule.genres)}")
    for mask, where in MASKS.items():
        setting = getattr(rule, mask)
        if setting != "any":
            facts.append(f"{where}不报" if setting == "skip" else f"只报{where}的")
    lines.append("；".join(facts) + "。\n")
    for kind, caption in (("fail", "会报："), ("pass", "不报：")):
        case = next((case for case in rule.cases if case.kind == kind), None)
        if case:
            lines += [caption + "\n", _fenced(_example(case), "text")]
    return "\n".join(lines)


def _example(case: Case) -> str:
    setup = case.setup
    about = {"日期": setup.as_of, "年份": setup.for_, "文种": setup.genre, "尺度": setup.profile}
    known = "，".join(f"{key} {value}" for key, value in about.items() if value)
    where = {"document": "全文", "title": "标题"}.get(case.at or "", (case.at or "").removeprefix("section:"))
    notes = [f"（{known}）"] * bool(known) + [f"（报在：{where}）"] * bool(where)
    return "\n".join([case.text.rstrip("\n"), *notes])


def _check(name: str, module: types.ModuleType) -> str:
    lines = [f"## {name}\n", f"**{module.TITLE}**\n", _summary(module.__doc__ or "") + "\n"]
    options = list(_options(module.Options))
    if options:
        lines.append(_table(("选项", "值", "默认", "含义"), options))
    if recipe := getattr(module, "RECIPE", ""):
        lines += ["照抄：\n", _fenced(recipe.strip("\n"), "yaml")]
    return "\n".join(lines)


def _summary(docstring: str) -> str:
    """Return the Chinese paragraphs of a docstring, or its first paragraph when none is Chinese."""
    paragraphs = [" ".join(p.split()) for p in re.split(r"\n\s*\n", docstring)]
    chinese = [p for p in paragraphs if len(_HAN.findall(p)) * 2 > len(p)]
    joined = "\n\n".join(chinese or paragraphs[:1])
    return re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", joined)


def _options(cls: type, above: str = "") -> Iterator[tuple[str, str, str, str]]:
    known = [field for field in fields(cls) if field.init]
    for field in sorted(known, key=lambda field: not _required(field)):
        hint = hints(cls)[field.name]
        name = above + key_of(field)
        yield f"`{name}`", _kind(hint), _default(field), field.metadata.get("zh", "")
        inner = next((arg for arg in (hint, *get_args(hint)) if is_dataclass(arg)), None)
        if isinstance(inner, type):
            yield from _options(inner, f"{name}.")


def _kind(hint: Any) -> str:
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return " 或 ".join(_kind(arg) for arg in args if arg is not type(None))
    if origin is Literal:
        return "、".join(f"`{arg}`" for arg in args)
    if origin is tuple:
        return "词语列表" if args[0] is str else f"列表，每项为{_kind(args[0])}"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return "“键: 值”"
    return "一组选项" if is_dataclass(hint) else SCALARS.get(hint, "任意")


def _required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _default(field: Field[Any]) -> str:
    if _required(field):
        return "必填"
    value = field.default if field.default_factory is MISSING else field.default_factory()
    if value is None or value in ("", (), {}) or is_dataclass(value):
        return "不写"
    if isinstance(value, (bool, int, float, str)):
        return f"`{str(value).lower() if isinstance(value, bool) else value}`"
    return f"`{json.dumps(value, ensure_ascii=False)}`"


def _severity(severity: str) -> str:
    return "默认不查" if severity == "off" else t(f"severity.{severity}", "zh")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    cells = ([" ".join(cell.split()).replace("|", "\\|") for cell in line] for line in lines)
    return "\n".join(f"| {' | '.join(line)} |" for line in cells) + "\n"


def _fenced(text: str, language: str) -> str:
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text}\n{fence}\n"


def pages() -> dict[Path, str]:
    """Return the text of each generated page, by its path."""
    rules = load_library(pack.folder("rules")).rules.values()
    return {FOLDER / "rules.md": rules_page(rules), FOLDER / "checks.md": checks_page(checks.names())}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the pages, or with `--check` say which are stale; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m planlint.docs", description="Write the reference pages.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a page is stale")
    check = parser.parse_args(arguments).check
    stale = {p: text for p, text in pages().items() if not p.exists() or p.read_text("utf-8") != text}
    for path, text in stale.items():
        print(f"{path}: {'stale, run python -m planlint.docs' if check else 'written'}")
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
