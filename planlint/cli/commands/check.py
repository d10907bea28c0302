"""planlint check: lint documents and report."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from time import perf_counter
from typing import Annotated

import typer

from planlint.api import Options, library, lint_paths
from planlint.api import fix as mend
from planlint.cli.help import both
from planlint.cli.options import AS_OF, CONFIG, GENRE, IGNORE, LANG, PREVIOUS, PROFILE, SELECT, YEAR, Lang, names
from planlint.findings import SEVERITIES, FailSeverity, Result
from planlint.lang import t
from planlint.model import PlanlintError
from planlint.pack import pack
from planlint.reports import Run, parse_formats, spare, write
from planlint.reports.glyphs import visible
from planlint.reports.painting import columns_of, error_pieces, paint, wants_colour
from planlint.version import __version__

HELP = both(
    "检查文件、文件夹或标准输入（-）\n\n例：\n  planlint check 起草/\n  planlint check 定稿.docx --profile 签发",
    "Check files, folders or standard input (-)\n\n"
    "For instance:\n  planlint check drafts/\n  planlint check final.txt --profile issue",
)


class FailOn(StrEnum):
    """From which severity on findings make the exit status 1."""

    error = "error"
    warning = "warning"
    info = "info"
    never = "never"


def command(
    context: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=both("路径", "PATH"),
            help=both("文件、文件夹、通配符，或 -", "files, folders, patterns, or -"),
        ),
    ] = None,
    output: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            metavar=both("格式[:文件]", "FORMAT[:FILE]"),
            help=both(
                "报告格式：terminal、concise、json、github、sarif、xlsx；可写多次，至多一种不写进文件",
                "terminal, concise, json, github, sarif, xlsx; repeatable, all but one into files",
            ),
        ),
    ] = None,
    profile: Annotated[str | None, PROFILE] = None,
    genre: Annotated[str | None, GENRE] = None,
    as_of: Annotated[str | None, AS_OF] = None,
    year: Annotated[int | None, YEAR] = None,
    select: Annotated[list[str] | None, SELECT] = None,
    ignore: Annotated[list[str] | None, IGNORE] = None,
    previous: Annotated[list[str] | None, PREVIOUS] = None,
    fail_on: Annotated[
        FailOn | None,
        typer.Option(
            "--fail-on",
            help=both(
                "有这一级及以上的问题时退出码为 1；默认 error",
                "exit with 1 from this severity on; default error",
            ),
        ),
    ] = None,
    config: Annotated[str | None, CONFIG] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            "-j",
            min=1,
            max=256,
            metavar="N",
            help=both("进程数，默认由 planlint 定", "number of processes; default: as many as pay"),
        ),
    ] = None,
    stdin_filename: Annotated[
        str,
        typer.Option(
            "--stdin-filename",
            metavar=both("文件名", "NAME"),
            help=both("标准输入的文件名", "what standard input is called"),
        ),
    ] = "-",
    fix: Annotated[
        bool,
        typer.Option(
            "--fix", help=both("改正有把握的（空白、残留、标点），写回文件", "mend what is safe, in the files")
        ),
    ] = False,
    fix_unsafe: Annotated[
        bool,
        typer.Option(
            "--fix-unsafe", help=both("连没有十足把握的也改，改后请再看", "mend also what wants another look")
        ),
    ] = False,
    diff: Annotated[
        bool,
        typer.Option("--diff", help=both("只显示会怎样改，不写文件", "show what --fix would change, write nothing")),
    ] = False,
    every: Annotated[
        bool, typer.Option("--all", help=both("同类问题、没有问题的文件，一律列出", "list everything, fold nothing"))
    ] = False,
    no_cache: Annotated[
        bool,
        typer.Option("--no-cache", help=both("不用缓存；planlint 不留缓存", "planlint keeps no cache"), hidden=True),
    ] = False,
    lang: Annotated[Lang | None, LANG] = None,
) -> int:
    """Check and report; return the exit status."""
    language = context.obj["lang"]
    if not paths:
        raise PlanlintError(
            "no-path",
            "没有说要检查什么；例如 planlint check 起草/，或用 - 检查标准输入",
            "nothing to check was named; for instance planlint check drafts/, or - for standard input",
        )
    outputs = parse_formats(output or [])
    if diff and output:
        raise PlanlintError(
            "bad-option",
            "--diff 只显示会怎样改，不出报告；要报告请去掉 --diff 再运行一遍",
            "--diff shows what would change, and gives no report; run without it for one",
        )
    options = Options(
        profile=profile,
        genre=genre,
        as_of=as_of,
        year=year,
        select=names(select),
        ignore=names(ignore),
        config=config,
        jobs=jobs,
        stdin_name=stdin_filename,
        previous=tuple(previous or ()),
    )
    start = perf_counter()
    outcome = lint_paths(paths, options=options, progress=lambda results, total: _progress(results, total, language))
    read = [source.path for source in outcome.sources.values() if not source.stdin]
    spare([*read, *options.previous], *(output.file for output in outputs))
    changed: list[tuple[str, str, str, int]] = []
    if fix or fix_unsafe or diff:
        changed = mend(outcome, unsafe=fix_unsafe, write=not diff)
    if diff:
        sys.stdout.writelines(_diff(changed))
        sys.stdout.flush()
        asked = fail_on.value if fail_on else _strictest(outcome.results)
        sys.stderr.writelines(_told(changed, outcome.results, asked, language))
        errors = [*outcome.errors, *(result.error for result in outcome.results if result.error)]
        columns = columns_of(sys.stderr)
        paint((error_pieces(e, language, columns) for e in errors), sys.stderr, wants_colour(sys.stderr))
        return 2 if errors else int(bool(changed))
    run = Run(
        results=outcome.results,
        errors=outcome.errors,
        ruleset=f"sha256:{pack()['fingerprint']}",
        version=__version__,
        rules=max((result.rules_run for result in outcome.results), default=0),
        seconds=perf_counter() - start,
        fail_on=fail_on.value if fail_on else _strictest(outcome.results),
        catalogue=tuple(library().rules.values()),
        limit=0 if every else 5,
        others=outcome.previous,
        copies=outcome.copies,
        unreported=outcome.unreported,
    )
    piped = [text for path, _, text, _ in changed if outcome.sources[path].stdin]
    write(run, outputs, sys.stderr if piped else sys.stdout, language)
    sys.stdout.writelines(piped)
    if changed and not piped:
        print(t("fixed", language, n=sum(n for *_, n in changed), files=len(changed)), file=sys.stderr)
    return run.status


def _diff(changed: list[tuple[str, str, str, int]]) -> Iterator[str]:
    """Yield what the fixes change as a unified diff, hostile characters spelled out."""
    from difflib import unified_diff

    for path, old, new, _ in changed:
        for line in unified_diff(old.split("\n"), new.split("\n"), f"a/{path}", f"b/{path}", n=0, lineterm=""):
            yield visible(line) + "\n"


def _told(
    changed: list[tuple[str, str, str, int]], results: Sequence[Result], fail_on: FailSeverity, lang: str
) -> Iterator[str]:
    """Yield what the diff comes to, and what of the findings that fail a run no program can mend: 0 is no praise."""
    if changed:
        yield t("diff", lang, n=sum(n for *_, n in changed), files=len(changed)) + "\n"
    found = Counter(f.severity for result in results for f in result.findings if f.suppressed is None)
    graver = () if fail_on == "never" else SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    if left := t("list", lang).join(t(f"count.{s}", lang, n=found[s]) for s in graver if found[s]):
        yield t("diff.left", lang, counts=left) + "\n"


def _strictest(results: Sequence[Result]) -> FailSeverity:
    """Return the lowest severity at which one of the documents' configurations wants the run to fail."""
    asked = {result.fail_on for result in results} or {"error"}
    return max(asked, key=(*("never",), *SEVERITIES).index)


def _progress(results: Iterable[Result | None], total: int, lang: str) -> Iterator[Result | None]:
    if not sys.stderr.isatty():
        yield from results
        return
    from planlint.reports.progress import Progress

    with Progress(total, lang, sys.stderr) as bar:
        for result in results:
            bar.advance()
            yield result
