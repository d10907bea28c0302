"""planlint clean: a copy of a Word file without what must not leave the office."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from planlint.cli.copies import place_for
from planlint.cli.help import both, pick
from planlint.cli.options import LANG, WORD_FILE, Lang, names
from planlint.copyname import CLEANED
from planlint.discovery import shown
from planlint.model import Document, PlanlintError
from planlint.readers import load, word
from planlint.readers.sniff import sniff
from planlint.reports.glyphs import visible

HELP = both(
    "另存一份可以发出的 Word 文件：清除批注、修订、底色、隐藏文字和文件属性，显示的文字不变\n\n"
    "例：\n  planlint clean 工作要点.docx               写成 工作要点（清洁稿）.docx\n"
    "  planlint clean 定稿.docx -o 发文.docx --keep comments",
    "Write a copy of a Word file that may leave the office: no comments, tracked changes, highlights, hidden text or "
    "properties; the visible text stays\n\n"
    "For instance:\n  planlint clean plan.docx -o plan-clean.docx --keep comments",
)

KINDS = {
    "comments": both("删去批注 {n} 条", "{n} comments removed"),
    "inserted": both("接受插入 {n} 处", "{n} insertions accepted"),
    "deleted": both("接受删除 {n} 处", "{n} deletions accepted"),
    "changed": both("接受格式、段落的改动 {n} 处", "{n} changes of format or paragraphs accepted"),
    "highlight": both("去掉底色 {n} 处", "{n} highlights removed"),
    "hidden": both("删去隐藏文字 {n} 字", "{n} hidden characters removed"),
    "properties": both(
        "清除文件属性 {n} 项（作者、单位、模板等）", "{n} properties cleared (author, company, template …)"
    ),
    "custom": both("删去自定义属性", "custom properties removed"),
    "variables": both("删去文档变量", "document variables removed"),
    "template": both("去掉所附的模板", "attached template removed"),
    "thumbnail": both("删去缩略图", "thumbnail removed"),
    "rsid": both("清除编辑记号（rsid）{n} 个", "{n} editing-session marks (rsid) cleared"),
}


def command(
    context: typer.Context,
    file: Annotated[str, WORD_FILE],
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar=both("文件", "FILE"),
            help=both("写到哪里；不写则在原稿旁边，名称加“（清洁稿）”", "where to; beside the draft by default"),
        ),
    ] = None,
    keep: Annotated[
        str,
        typer.Option(
            "--keep",
            metavar=both("种类", "KINDS"),
            help=both(
                "保留哪些，用逗号隔开：comments 批注、revisions 修订、highlight 底色、"
                "hidden 隐藏文字、properties 属性、rsid",
                "what to keep, with commas: comments, revisions, highlight, hidden, properties, rsid",
            ),
        ),
    ] = "",
    lang: Annotated[Lang | None, LANG] = None,
) -> int:
    """Write the copy and say what is no longer in it."""
    from planlint.word.clean import KEEP, clean
    from planlint.word.package_writer import save_copy

    zh = context.obj["lang"] == "zh"
    kept = frozenset(names([keep]))
    if wrong := kept - set(KEEP):
        raise PlanlintError(
            "bad-option",
            f"--keep 没有“{visible(min(wrong))}”，可选 {'、'.join(KEEP)}",
            f"--keep has no {visible(min(wrong))}; choose of {', '.join(KEEP)}",
        )
    path, name = Path(file), shown(file)
    source = load(path, name)
    sniffed = sniff(source)
    if sniffed is None or sniffed.media_type != word.MEDIA_TYPE:
        raise PlanlintError(
            "not-word",
            "只能清洁 .docx；别的格式请先用 Word 或 WPS 另存为 .docx",
            "only .docx can be cleaned",
            path=name,
        )
    target = place_for(path, output, CLEANED)
    done = clean(source, name, kept)
    save_copy(target, done.content, shown(str(target)))
    out = sys.stdout
    out.write((f"清洁稿写到 {visible(str(target))}" if zh else f"written to {visible(str(target))}") + "\n")
    for kind, texts in KINDS.items():
        if kind in done.removed:
            out.write(f"  {pick(texts, context.obj['lang']).format(n=done.removed[kind])}\n")
    if not done.removed:
        out.write("  没有要清除的东西\n" if zh else "  there was nothing to remove\n")
    if done.is_protected:
        out.write(
            "  注意：文件设有编辑限制，清洁稿里还在\n" if zh else "  note: editing is restricted, also in the copy\n"
        )
    if coloured := _coloured(done.document):
        out.write(
            f"  注意：还有彩色字 {coloured} 处，没有改动，请看是不是没核实的记号\n"
            if zh
            else f"  note: {coloured} stretches of coloured text are left as they are\n"
        )
    return 0


def _coloured(document: Document) -> int:
    """Return how many stretches of text are coloured, the red of the letterhead left out."""
    from planlint.checks.file_marks import is_red_head
    from planlint.outline import parse

    marks = [mark for mark in document.traces().marks if mark.kind == "colour"]
    plan = parse(document) if marks else None
    return sum(plan is not None and not is_red_head(plan, mark) for mark in marks)
