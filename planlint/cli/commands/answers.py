"""planlint answers: replies to the comments of an annotated copy become waivers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from planlint.cli.help import both
from planlint.cli.options import CONFIG, LANG, Lang
from planlint.copyname import home
from planlint.discovery import names_in, shown
from planlint.folders import WAIVERS_NAME
from planlint.lang import t
from planlint.model import PlanlintError
from planlint.reports.glyphs import visible
from planlint.session import Options, Session

HELP = both(
    "收回校对稿上的答复：批注上回复“忽略”的，那一处不再提；回复“以后不提”的，本单位都不再提\n\n"
    "例：\n  planlint answers 工作要点（校对稿）.docx\n"
    "  planlint answers 下载/校对稿-回.docx --for 起草/工作要点.docx\n\n"
    f"“忽略”记在原稿旁边的 {WAIVERS_NAME} 里，“以后不提”记在 planlint.yaml 旁边的同名文件里",
    "Takes answers to the comments of an annotated copy: after 忽略 a place is not reported again, "
    "after 以后不提 nothing of the kind in this office\n\n"
    "For instance:\n  planlint answers draft（校对稿）.docx\n\n"
    f"They are kept in {WAIVERS_NAME}, beside the draft or beside planlint.yaml",
)


def command(
    context: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar=both("文件", "FILE"), help=both("答复过的校对稿", "the copy that was answered"))
    ],
    draft: Annotated[
        str | None,
        typer.Option(
            "--for",
            metavar=both("原稿", "DRAFT"),
            help=both(
                "原稿；默认是同一文件夹里去掉“（校对稿）”的那一份", "the draft; by default the one beside the copy"
            ),
        ),
    ] = None,
    config: Annotated[str | None, CONFIG] = None,
    lang: Annotated[Lang | None, LANG] = None,
) -> int:
    """Read the answers, write the waivers, say what was written; return 0."""
    from planlint.word.answers import add, answers_in
    from planlint.word.source import open_word

    speech = context.obj["lang"]
    place = Path(draft or file)
    configured = Session(Options(config=config)).configs.at(place).path
    beside = place.absolute().parent / WAIVERS_NAME
    office = configured.with_name(WAIVERS_NAME) if configured else beside
    found = answers_in(open_word(Path(file)), home(place.name))
    if not found.answers:
        print(t("answers.none" if found.comments else "answers.foreign", speech))
    if draft is None and any(not one.everywhere for one in found.answers) and not _has_draft(place):
        raise PlanlintError(
            "no-draft",
            f"旁边没有叫“{visible(home(place.name))}”的原稿，不知道答复该记在哪里；请用 --for 说明原稿是哪一份，"
            "如 --for 起草/工作要点.docx",
            f"there is no draft called {visible(home(place.name))} beside it; name the draft with --for",
            path=visible(file),
        )
    for waiver, everywhere in found.answers:
        scope = t("answers.everywhere" if everywhere else "answers.here", speech)
        words = t("answers.words", speech, words=visible(waiver.words)) if waiver.words else ""
        who = visible(f"{waiver.by or ''} {waiver.date or ''}".strip())
        print(t("answers.one", speech, scope=scope, rule=visible(waiver.rule), words=words, who=who))
    for target in dict.fromkeys((beside, office)):
        name = shown(str(target))
        fresh = [one.waiver for one in found.answers if (office if one.everywhere else beside) == target]
        if fresh:
            print(t("answers.wrote", speech, path=visible(name), n=add(target, fresh, name)))
    if configured is None and any(one.everywhere for one in found.answers):
        print(t("answers.no-office", speech, path=visible(shown(str(office)))))
    if found.others:
        print(t("answers.others", speech, n=found.others))
    return 0


def _has_draft(copy: Path) -> bool:
    """Say whether the draft of a copy stands beside it, in whatever format."""
    own, names = home(copy.name), names_in(copy.parent)
    return names is None or any(Path(name).stem == own and name != copy.name for name in names)
