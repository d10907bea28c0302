"""planlint annotate: a copy of a Word file with comments and tracked changes, beside the draft."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planlint.cli.copies import place_for
from planlint.cli.help import both
from planlint.cli.options import (
    AS_OF,
    CONFIG,
    GENRE,
    IGNORE,
    LANG,
    PREVIOUS,
    PROFILE,
    SELECT,
    WORD_FILE,
    YEAR,
    Lang,
    names,
)
from planlint.copyname import ANNOTATED
from planlint.findings import Result
from planlint.fixes import MANY
from planlint.lang import say, t
from planlint.linter import MOST
from planlint.model import PlanlintError
from planlint.reports.glyphs import visible
from planlint.session import Options, Session

if TYPE_CHECKING:
    from planlint.findings import Finding
    from planlint.model import Document

HELP = both(
    "校对稿：另存一份 Word 文件，每条意见是一条批注，每处改正是一处修订，原稿不动\n\n"
    "例：\n  planlint annotate 工作要点.docx            写成 工作要点（校对稿）.docx\n"
    "  planlint annotate 工作要点.docx -o 送审.docx --severity warning\n\n"
    "退出码：0 已写出（不论有几条意见）；2 没有写出",
    "A copy of a Word file with every finding as a comment and every fix as a tracked change\n\n"
    "For instance:\n  planlint annotate draft.docx            writes draft（校对稿）.docx\n\n"
    "Exit status: 0 written, however many findings there are; 2 not written",
)


class Severity(StrEnum):
    """From which severity on findings are written into the copy."""

    error = "error"
    warning = "warning"
    info = "info"


def command(
    context: typer.Context,
    file: Annotated[str, WORD_FILE],
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar=both("文件", "FILE"),
            help=both("写到这里；默认写在原稿旁边，叫“（校对稿）”", "write it here; by default beside the draft"),
        ),
    ] = None,
    author: Annotated[
        str | None,
        typer.Option(
            metavar=both("姓名", "NAME"), help=both("批注和修订署谁的名；默认“校对”", "who signs; default 校对")
        ),
    ] = None,
    severity: Annotated[
        Severity,
        typer.Option(help=both("只写这一级及以上的意见", "only findings of this severity and graver")),
    ] = Severity.info,
    comments_only: Annotated[
        bool, typer.Option("--comments-only", help=both("只写批注，不写修订", "comments only, no tracked changes"))
    ] = False,
    fix_unsafe: Annotated[
        bool,
        typer.Option(
            "--fix-unsafe", help=both("没有十足把握的改正也写成修订", "track also the changes that want another look")
        ),
    ] = False,
    profile: Annotated[str | None, PROFILE] = None,
    genre: Annotated[str | None, GENRE] = None,
    as_of: Annotated[str | None, AS_OF] = None,
    year: Annotated[int | None, YEAR] = None,
    select: Annotated[list[str] | None, SELECT] = None,
    ignore: Annotated[list[str] | None, IGNORE] = None,
    previous: Annotated[list[str] | None, PREVIOUS] = None,
    config: Annotated[str | None, CONFIG] = None,
    lang: Annotated[Lang | None, LANG] = None,
) -> int:
    """Judge the draft, write its copy, say where it is; return 0."""
    from planlint.word.annotate import Wishes, annotate
    from planlint.word.package_writer import save_copy
    from planlint.word.source import is_protected, is_signed, open_word

    speech, draft = context.obj["lang"], Path(file)
    word = open_word(draft)
    target = place_for(draft, output, ANNOTATED)
    options = Options(
        profile=profile,
        genre=genre,
        as_of=as_of,
        year=year,
        select=names(select),
        ignore=names(ignore),
        config=config,
        previous=tuple(previous or ()),
    )
    session = Session(options)
    configured = session.configs.at(draft)
    rules = configured.book.rules.values()
    # How far planlint's facts reach is for whoever runs it, not for who reads the copy.
    ours = {rule.id for rule in rules if rule.check == "facts-outdated"}
    notes: list[Finding] = []

    def judge(document: Document, most: int = MANY) -> Result:
        result, _ = session.examine(document, draft, most)
        if result.error is not None:
            raise result.error
        notes[:] = [finding for finding in result.findings if finding.rule in ours]
        result.findings = [finding for finding in result.findings if finding.rule not in ours]
        return result

    result = judge(word.document, MOST)
    titles = {rule.id: rule.title for rule in rules}
    signed = author or str(configured.settings(draft).values["author"])
    wishes = Wishes(signed, severity.value, not comments_only, fix_unsafe, speech, titles)
    copy = annotate(word, result, judge, wishes)
    try:
        save_copy(target, copy.content, visible(str(target)))
    except PlanlintError as error:
        raise _elsewhere(error) from None
    told = "annotated" if copy.comments or copy.edits else "annotated.none"
    print(t(told, speech, path=visible(str(target)), n=copy.comments, edits=copy.edits))
    for key, holds in (("untracked", copy.untracked), ("signed", is_signed(word)), ("protected", is_protected(word))):
        if holds:
            print(t(f"annotated.{key}", speech, n=copy.untracked))
    for note in notes:
        print(t("annotated.note", speech, text=visible(say(note.texts, speech))))
    return 0


def _elsewhere(error: PlanlintError) -> PlanlintError:
    return PlanlintError(
        error.code,
        f"{error.texts['zh']}；也可以用 -o 写到别处，如 -o 桌面/校对稿.docx",
        f"{error.texts['en']}; or write it elsewhere with -o",
        path=error.path,
    )
