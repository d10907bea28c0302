"""What a run found, and the ways to show it: one module a format, the folder is the registry.

A format is a module of this package with `FORMAT`, its name on the command line, and
`render(run, out, lang)`, which writes the whole report to a text stream. One that says `BINARY = True` writes to
`out.buffer`, only ever a file's, and has `prepare()`, which raises PlanlintError when it could not be written.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Literal, NamedTuple, Protocol, TextIO

from planlint.findings import SEVERITIES, Finding, Result, Severity
from planlint.lang import t
from planlint.model import Document, PlanlintError
from planlint.reports.glyphs import LOOK_ALIKES, visible


class RuleInfo(Protocol):
    """What a report tells about a rule; `rulebook.Rule` is one."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def severity(self) -> str: ...  # noqa: D102
    @property
    def basis(self) -> str: ...  # noqa: D102
    @property
    def rationale(self) -> str: ...  # noqa: D102


@dataclass(slots=True, eq=False, repr=False)
class Run:
    """Everything a report may tell.

    `results` has one entry a document, also for one that could not be read; `errors` is what went wrong
    outside of any document; `rules` is how many rules ran, `catalogue` describes them where a format wants
    that; `limit` is how many findings of one rule the terminal shows for one document (0: all).
    """

    results: Sequence[Result] = ()
    errors: Sequence[PlanlintError] = ()
    ruleset: str = ""
    version: str = ""
    rules: int = 0
    seconds: float = 0.0
    fail_on: Severity | Literal["never"] = "error"
    catalogue: Sequence[RuleInfo] = ()
    limit: int = 5
    most: int = 0
    """How many documents with findings the terminal shows (0: all); the others are only counted."""
    others: Sequence[Document] = ()
    """Documents that findings point to although they were not judged: last year's."""
    copies: Sequence[str] = ()
    """Copies of drafts beside them that were found in folders and left alone."""
    unreported: int = 0
    """How many documents were left out because their configuration says not to report them."""

    def documents(self) -> dict[str, Document | None]:
        """Return every document that a finding may point into, by path."""
        others: dict[str, Document | None] = {document.path: document for document in self.others}
        return others | {result.path: result.document for result in self.results}

    def counts(self) -> dict[str, int]:
        """Return the number of findings of each severity, suppressed ones left out."""
        counts: dict[str, int] = dict.fromkeys(SEVERITIES, 0)
        for result in self.results:
            for finding in result.findings:
                if finding.suppressed is None:
                    counts[finding.severity] += 1
        return counts

    @property
    def status(self) -> int:
        """The exit status: 2 when something kept planlint from its work, else 1 at or above `fail_on`."""
        if self.errors or any(result.error for result in self.results):
            return 2
        if self.fail_on == "never":
            return 0
        counts = self.counts()
        return int(any(counts[s] for s in SEVERITIES[: SEVERITIES.index(self.fail_on) + 1]))


def unconfigured(results: Iterable[Result]) -> dict[str, list[Result]]:
    """Return the documents that were not judged for a fault of their configuration, by what is said of it in Chinese.

    The fault itself is among the errors of the run; two hundred documents need not repeat it.
    """
    found: dict[str, list[Result]] = {}
    for result in results:
        if result.error and result.error.code == "bad-config":
            found.setdefault(result.error.texts["zh"], []).append(result)
    return found


def shown(result: Result) -> list[Finding]:
    """Return the findings of `result` that are not suppressed, in the order of the text."""
    return sorted((f for f in result.findings if f.suppressed is None), key=lambda f: (f.span, f.rule))


class Output(NamedTuple):
    """One `--format F[:FILE]`; `file` is None for standard output."""

    format: str
    file: Path | None = None


@cache
def names() -> tuple[str, ...]:
    """Return the names of all formats, sorted. It imports every one of them."""
    modules = (f"{__name__}.{path.stem}" for path in sorted(Path(__file__).parent.glob("[a-z]*.py")))
    return tuple(module.FORMAT for module in map(import_module, modules) if hasattr(module, "FORMAT"))


def load(name: str) -> ModuleType:
    """Import and return the module of the format `name`. Raises PlanlintError for an unknown one."""
    if name.isalpha() and Path(__file__).with_name(f"{name}.py").is_file():
        module = import_module(f"{__name__}.{name}")
        if hasattr(module, "FORMAT"):
            return module
    from difflib import get_close_matches

    near = get_close_matches(name, names(), 1)
    raise PlanlintError(
        "bad-format",
        f"没有“{visible(name)}”这种报告格式，可选 {'、'.join(names())}。" + (f"是不是想写 {near[0]}？" if near else ""),
        f"There is no report format '{visible(name)}'; choose one of {', '.join(names())}."
        + (f" Did you mean {near[0]}?" if near else ""),
    )


def divide(value: str) -> tuple[str, str, str]:
    """Return the name, the colon and the file of `F:FILE`; - for the file is standard output, as without a file."""
    name, colon, file = value.partition(":")
    return (name, "", "") if file == "-" else (name, colon, file)


def parse_format(value: str) -> Output:
    """Read `F` or `F:FILE`. Raises PlanlintError for an unknown format, an empty name, a missing folder."""
    name, colon, file = divide(value)
    binary = getattr(load(name), "BINARY", False)
    if colon and not file:
        raise PlanlintError(
            "bad-format",
            f"--format {name}: 的冒号后面还缺文件名，例如 {name}:报告.{name if binary else 'txt'}。",
            f"--format {name}: needs a file name after the colon, as in {name}:report.{name if binary else 'txt'}.",
        )
    if binary:
        if not file:
            raise to_a_file(name)
        load(name).prepare()
    return Output(name, _writable(Path(file)) if file else None)


def parse_formats(values: Iterable[str]) -> list[Output]:
    """Read all `--format` options; none means the terminal report. Raises PlanlintError, also for a clash."""
    outputs = [parse_format(value) for value in values] or [Output("terminal")]
    targets = [output.file and os.path.realpath(output.file) for output in outputs]
    if targets.count(None) > 1:
        raise PlanlintError(
            "bad-format",
            "屏幕上只能出一种格式，其余的请写进文件，例如 --format sarif:out.sarif。",
            "Only one format can go to standard output; write the others to files: --format sarif:out.sarif.",
        )
    for at, target in enumerate(targets):
        if target in targets[:at]:
            raise PlanlintError(
                "bad-format",
                "两种报告不能写进同一个文件。",
                "Two reports cannot go into one file.",
                path=str(outputs[at].file),
            )
    return outputs


def to_a_file(name: str) -> PlanlintError:
    """Return the error for a format that is no text and was asked for on standard output."""
    return PlanlintError(
        "bad-format",
        f"{name} 只能写进文件，不能显示在屏幕上，例如 --format {name}:问题清单.{name}。",
        f"{name} goes into a file and not to standard output: --format {name}:list.{name}.",
    )


def _writable(file: Path) -> Path:
    if file.is_dir():
        raise PlanlintError(
            "bad-output",
            "这是文件夹，报告要写进文件。",
            "This is a folder; a report needs a file.",
            path=str(file),
        )
    if not file.parent.is_dir():
        raise PlanlintError(
            "bad-output",
            "报告要写进的文件夹不存在，请先建好。",
            "The folder for the report does not exist; make it first.",
            path=str(file),
        )
    return file


def spare(documents: Iterable[Path | str], *files: Path | str | None) -> None:
    """Raise PlanlintError when one of `files`, where reports are to go, is one of the documents that were read."""
    targets = {known: str(file) for file in files if file and (known := _identity(file))}
    if not targets:  # what is not there yet is no document
        return
    for taken in targets.keys() & set(map(_identity, documents)):
        raise PlanlintError(
            "bad-output",
            "这是要检查的文件，报告写进去，原文就没有了；请换一个文件名。",
            "This is a document to be read; the report would replace it. Choose another name.",
            path=targets[taken],
        )


def _identity(file: Path | str) -> tuple[int, int] | None:
    """Return what one file has in common under all its names; None for one that is not there."""
    try:
        status = os.stat(file)
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino


def write(run: Run, outputs: Sequence[Output], stdout: TextIO, lang: str) -> None:
    """Write every report of `run`; when all go to files, `stdout` says so and sums up.

    A file appears complete or not at all: it is written beside its place and then moved there. Raises
    PlanlintError when it cannot be written.
    """
    for output in outputs:
        render = load(output.format).render
        if output.file is None:
            render(run, stdout, lang)
            stdout.flush()
            continue
        try:
            with replacing(output.file) as out:
                render(run, out, lang)
        except OSError as error:
            from planlint.refusals import refused

            raise refused(error, "bad-output", "报告写不进去", "cannot be written", str(output.file)) from error
    files = [output.file for output in outputs if output.file]
    if len(files) == len(outputs):
        stdout.writelines(t("written", lang, path=visible(str(file))) + "\n" for file in files)
        load("terminal").sum_up(run, stdout, lang)


@contextmanager
def replacing(file: Path) -> Iterator[TextIO]:
    """Open a stream that becomes `file` when all is written; a device or pipe is written directly."""
    from planlint.unfinished import appearing

    with appearing(file) as place, place.open("w", encoding="utf-8", errors=LOOK_ALIKES, newline="\n") as out:
        yield out


@contextmanager
def writing(file: Path) -> Iterator[TextIO]:
    """Open a stream that becomes `file` when all is written. Raises PlanlintError("bad-output")."""
    try:
        with replacing(file) as out:
            yield out
    except OSError as error:
        from planlint.refusals import refused

        raise refused(error, "bad-output", "写不进去", "cannot be written", str(file)) from None
