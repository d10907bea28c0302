"""planlint outline: print the parsed tree."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from planlint.cli.help import both
from planlint.cli.options import LANG, Lang
from planlint.discovery import shown
from planlint.lang import say, t
from planlint.model import Node
from planlint.outline import Plan, parse, rejoined
from planlint.readers import read_file, read_stream
from planlint.reports.glyphs import head, visible, width
from planlint.reports.painting import columns_of

HELP = both(
    "显示文件的结构：标题、章节、条目、附件、署名",
    "Show how a document is built: title, sections, items, attachments, signature",
)
SHORTEST = 16  # cells of a line that are shown however deep it stands
WIDEST = 200  # cells that branches, kind and place may take on top of that


def command(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar=both("文件", "FILE"), help=both("文件，或 -", "a file, or -"))],
    output: Annotated[
        str, typer.Option("--format", "-f", metavar="tree|json", help=both("tree 或 json", "tree or json"))
    ] = "tree",
    lang: Annotated[Lang | None, LANG] = None,
) -> int:
    """Print the tree of one document."""
    if output not in ("tree", "json"):
        raise typer.BadParameter(f"'{output}' is not one of 'tree', 'json'.", ctx=context, param_hint="--format")
    document = read_stream(sys.stdin.buffer, "-") if file == "-" else read_file(Path(file), shown(file))
    plan = rejoined(parse(document))
    if output == "json":
        print(json.dumps(_data(plan, plan.root, context.obj["lang"]), ensure_ascii=False, indent=1))
    else:
        _tree(plan, context.obj["lang"])
    return 0


def _data(plan: Plan, node: Node, lang: str) -> dict[str, Any]:
    where, span = plan.document.locate(node.line.start), plan.document.origin_of(node.span)
    data: dict[str, Any] = {
        "kind": node.kind,
        "start": span.start,
        "end": span.end,
        "line": where.line,
    }
    if where.place is not None:
        data["location"] = say(where.place, lang)
    if node.label is not None:
        data["label"] = {"text": node.label.text, "form": node.label.form, "number": node.label.number}
    if node.heading.start < node.heading.end:
        data["heading"] = plan.text(node.heading)
    children = [_data(plan, child, lang) for child in node.children if child.kind != "blank"]
    return {**data, "children": children} if children else data


def _tree(plan: Plan, lang: str) -> None:
    from rich.console import Console
    from rich.text import Text
    from rich.tree import Tree

    columns = columns_of(sys.stdout)

    def words(node: Node, depth: int) -> Text:
        place = plan.document.locate(node.line.start)
        kind, where = (
            t(f"node.{node.kind}", lang),
            f"  {place.said(lang) if place.place else t('line', lang, n=place.line)}",
        )
        text = Text(kind, style="dim")
        line = visible(plan.text(node.line).strip().replace("\n", "")[:columns])
        if line:
            room = max(SHORTEST, columns - 4 * depth - width(kind) - width(where) - 1)
            text.append(f" {line if width(line) <= room else head(line, room - 1) + '…'}", "bold" if node.level else "")
            text.append(where, style="dim")
        return text

    root = Tree(Text(visible(plan.document.path)))
    todo = [(root, node, 1) for node in reversed(plan.root.children)]
    while todo:
        branch, node, depth = todo.pop()
        grown = branch.add(words(node, depth))
        todo += [(grown, child, depth + 1) for child in reversed(node.children) if child.kind != "blank"]
    Console(highlight=False, soft_wrap=True, width=2 * columns + WIDEST).print(root)  # rich cuts what is wider
