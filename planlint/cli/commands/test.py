"""planlint test: run the cases inside rule files, or try rules on existing documents."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from planlint.api import library
from planlint.cases import in_book, run_rules
from planlint.cli.help import both
from planlint.cli.options import LANG, Lang
from planlint.lang import t
from planlint.model import PlanlintError
from planlint.pack import folder
from planlint.reports.glyphs import visible
from planlint.rulebook import Rule
from planlint.rulefile import extend, load_library
from planlint.testing import report, without_cases

HELP = both(
    "运行规则文件里的用例；或用 --on 看新规则在已有文件上会报什么\n\n"
    "例：\n  planlint test 本单位规则.yaml\n  planlint test 本单位规则.yaml --on 往年文件/",
    "Run the cases inside rule files; or see with --on what new rules say of existing documents\n\n"
    "For instance:\n  planlint test our-rules.yaml\n  planlint test our-rules.yaml --on archive/",
)


def command(
    context: typer.Context,
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar=both("规则文件", "RULE-FILE"),
            help=both(
                "规则文件或其文件夹；不写则为 planlint 自带的规则",
                "rule files or folders of them; without, planlint's own",
            ),
        ),
    ] = None,
    on: Annotated[
        list[str] | None,
        typer.Option(
            "--on",
            metavar=both("路径", "PATH"),
            help=both("只在这些文件上试用规则，不运行用例", "try the rules on these documents instead"),
        ),
    ] = None,
    lang: Annotated[Lang | None, LANG] = None,
) -> int:
    """Run cases and return 1 when one fails; with --on, report what the rules find and return 0."""
    language = context.obj["lang"]
    shipped = load_library(folder("rules"))
    chosen = list(_rule_files(files)) if files else []
    own = [path for path in chosen if not path.resolve().is_relative_to(folder("rules").resolve())]
    known = {
        f"rules/{path.resolve().relative_to(folder('rules').resolve()).as_posix()}"
        for path in chosen
        if path not in own
    }
    rules = [rule for rule in shipped.rules.values() if not files or rule.source in known]
    book = shipped
    if own:
        extended = extend(library(), [(path, visible(str(path))) for path in own])
        rules += [rule for rule in extended.rules.values() if rule.id not in library().rules]
        book = in_book(library(), rules)
    if on:
        return _try(rules, own, on, language)
    results = run_rules(rules, book)
    failed = [result for result in results if not result.ok]
    for result in failed:
        print("\n".join(visible(line) for line in report(result, language).split("\n")))
    for rule in without_cases(rules):
        print(t("test.no-case", language, place=f"{rule.source}:{rule.line}", rule=rule.id))
    print(t("test.summary", language, rules=len(rules), cases=len(results), failed=len(failed)))
    return int(bool(failed))


def _rule_files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            found = sorted(path.rglob("*.yaml"))
            if not found:
                raise PlanlintError(
                    "no-such-path",
                    "这个文件夹里没有规则文件（*.yaml）",
                    "no rule files (*.yaml) in this folder",
                    path=str(path),
                )
            yield from found
        elif path.is_file():
            yield path
        else:
            raise PlanlintError("no-such-path", "找不到这个规则文件", "no such rule file", path=str(path))


MOST = 10
"""Documents on which new rules are shown to speak; of the others only the number is told."""


def _try(rules: list[Rule], own: list[Path], on: list[str], language: str) -> int:
    from planlint.api import Options, Outcome, Session, lint_source
    from planlint.discovery import discover
    from planlint.reports import Output, Run, write

    start = perf_counter()
    found = discover(on)
    session = Session(Options(select=tuple(rule.id for rule in rules), rule_files=tuple(map(str, own))))
    outcome = Outcome(errors=list(found.errors))
    outcome.results = [result for source in found.files if (result := lint_source(source, session)) is not None]
    outcome.errors += session.errors
    run = Run(
        results=outcome.results,
        errors=outcome.errors,
        rules=len(rules),
        seconds=perf_counter() - start,
        fail_on="never",
        most=MOST,
    )
    write(run, [Output("terminal")], sys.stdout, language)
    for rule in rules:
        hits = [sum(f.rule == rule.id for f in result.findings) for result in outcome.results]
        print(
            t(
                "test.on",
                language,
                rule=rule.id,
                findings=sum(hits),
                documents=sum(map(bool, hits)),
                of=len(hits),
            )
        )
    return run.status
