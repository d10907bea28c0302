"""How the command line ends: the exit status, and complaints in the reader's language without a traceback.

0 and 1 are the command's own. 2 is for anything that kept planlint from doing what was asked, 130 for an
interruption; a reader that closes the pipe (`| head`) is no error.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TextIO

import typer
from typer.main import get_command

from planlint.cli.help import label
from planlint.lang import detect_language, t
from planlint.model import PlanlintError
from planlint.reports.glyphs import make_safe, visible
from planlint.reports.painting import Piece, columns_of, error_pieces, paint, wants_colour

FAILED, INTERRUPTED = 2, 130

# What typer says, in English only, and the key of our words for it. A test holds it against the real typer.
WORDINGS = (
    (r"No such command '(?P<name>.*?)'", "usage.no-such-command"),
    (r"Missing command\.", "usage.missing-command"),
    (r"Got unexpected extra argument(?:\(s\)|s)? \((?P<value>.*)\)", "usage.extra"),
    (r"Option '(?P<name>.*)' requires an argument\.", "usage.missing-value"),
    (r"Option '(?P<name>.*)' requires (?P<n>\d+) arguments\.", "usage.missing-values"),
    (r"Option '(?P<name>.*)' does not take a value\.", "usage.no-value"),
    (r"(?P<value>.*) is not one of (?P<choices>.*)\.", "usage.choices"),
    (r"(?P<value>.*) is not a valid int(?:eger)?( range)?\.", "usage.not-an-integer"),
    (r"(?P<value>.*) is not a valid float( range)?\.", "usage.not-a-number"),
    (r"(?P<value>.*) is not a valid boolean\..*", "usage.not-a-flag"),
    (r"(?P<value>.*) is not in the range (?P<range>.*)\.", "usage.out-of-range"),
    (r".* '(?P<value>.*)' does not exist\.", "usage.no-such-path"),
    (r".* '(?P<value>.*)' is not readable\.", "usage.unreadable"),
)


def run(build: Callable[[], typer.Typer], argv: Sequence[str] | None = None) -> int:
    """Run the application that `build` makes on `argv` (sys.argv without it) and return the exit status.

    A command returns its status or raises typer.Exit; it finds the language as `context.obj["lang"]`. What it
    raises is shown here, in words. Standard output and standard error take any character from here on.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    lang = detect_language(arguments, os.environ)
    _open_what_is_closed()
    make_safe(sys.stdout)
    make_safe(sys.stderr)
    try:
        return _run(build, arguments, lang)
    finally:
        try:
            sys.stderr.flush()
        except (OSError, ValueError):
            _give_up(sys.stderr)


def _run(build: Callable[[], typer.Typer], arguments: list[str], lang: str) -> int:
    try:
        status = _invoke(build, arguments, lang)
        sys.stdout.flush()
        return status
    except (BrokenPipeError, SystemExit):  # the latter is how rich ends when nobody reads any more
        _give_up(sys.stdout)
        return 0
    except (KeyboardInterrupt, typer.Abort):
        _show([(f"{t('interrupted', lang)}\n", "")])
        return INTERRUPTED
    except PlanlintError as error:
        _show(error_pieces(error, lang, columns_of(sys.stderr)))
    except typer.TyperException as error:
        _show(_usage(error, lang))
    except OSError as error:
        _show(error_pieces(_refused(error), lang, columns_of(sys.stderr)))
        try:
            sys.stdout.flush()
        except (OSError, ValueError):
            _give_up(sys.stdout)
    except Exception as error:
        _show(_internal(error, lang))
    return FAILED


def _open_what_is_closed() -> None:
    """Give the run the standard streams that its caller closed: complaints go nowhere, the others fail as files do."""
    for name, flags, mode in (("stdin", os.O_WRONLY, "r"), ("stdout", os.O_RDONLY, "w"), ("stderr", os.O_WRONLY, "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, flags), mode))


def _give_up(stream: TextIO) -> None:
    """Give Python, which flushes once more when it ends, somewhere to write."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _refused(error: OSError) -> PlanlintError:
    """Return what to say when the system refuses something: the disk is full, the working directory is gone."""
    from planlint.refusals import refused

    path = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else None
    return refused(error, "system", "没能做完，系统说", "not finished; the system says", path)


def _invoke(build: Callable[[], typer.Typer], arguments: list[str], lang: str) -> int:
    """Do what click's own `main` does, but leave every exception to `run`."""
    try:
        command = get_command(build())
        with command.make_context("planlint", arguments, obj={"lang": lang}) as context:
            status = command.invoke(context)
    except typer.Exit as end:
        return end.exit_code
    return status if isinstance(status, int) else 0


def _show(pieces: list[Piece]) -> None:
    with suppress(OSError, ValueError):
        paint([pieces], sys.stderr, wants_colour(sys.stderr))


def _usage(error: typer.TyperException, lang: str) -> list[Piece]:
    """Return the lines about a command line that makes no sense, and where to read how it is written."""
    pieces: list[Piece] = [
        (t("error", lang), "bold red"),
        (f"{t('colon', lang)}{reworded(error, lang)}\n", ""),
    ]
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "planlint"
    return [*pieces, (f"{t('usage.hint', lang, command=visible(command))}\n", "")]


def reworded(error: typer.TyperException, lang: str) -> str:
    """Return what `error` of the command line says, in `lang`, with the nearest thing that would be right."""
    kind = type(error).__name__
    if kind == "NoSuchOption":
        name, near = getattr(error, "option_name", ""), getattr(error, "possibilities", None) or []
        text = t("usage.no-such-option", lang, name=visible(name))
        return text + _nearest(_alike(name, near, 3, 0.75) or near, lang)
    if isinstance(error, typer.BadParameter):
        name = label(error.param, error.ctx) if error.param and error.ctx else str(error.param_hint or "")
        if kind == "MissingParameter":
            is_option = getattr(error.param, "param_type_name", "") == "option"
            return t("usage.missing-option" if is_option else "usage.missing-argument", lang, name=name)
        return t("usage.bad-value", lang, name=name, reason=_reworded(error.message, lang))
    return _reworded(error.message, lang)


def _reworded(message: str, lang: str) -> str:
    message = visible(message)
    said, _, hint = message.partition(" Did you mean ")
    for pattern, key in WORDINGS:
        if found := re.match(pattern, said, re.DOTALL):
            values = {name: value.strip("'\"").replace("<=x<=", "–") for name, value in found.groupdict().items()}
            near = re.findall("'([^']*)'", hint)
            if key == "usage.choices":
                choices = re.findall("'([^']*)'", found["choices"])
                values["choices"] = t("list", lang).join(choices)
                near = _alike(values["value"], choices, 1, 0.5)
            return t(key, lang, **values) + _nearest(near, lang)
    return message


def _alike(word: str, words: Sequence[str], most: int, least: float) -> list[str]:
    from difflib import get_close_matches  # 1 ms, which a run without a slip does not pay

    return get_close_matches(word, words, most, least)


def _nearest(options: Sequence[str], lang: str) -> str:
    if not options:
        return ""
    text = t("usage.nearest", lang, options=t("list", lang).join(options))
    return text if lang != "en" else f" {text}"


def _internal(error: Exception, lang: str) -> list[Piece]:
    """Return the lines about a fault of planlint itself; PLANLINT_DEBUG puts the traceback before them."""
    if os.environ.get("PLANLINT_DEBUG"):
        import traceback

        traceback.print_exception(error)
    text = t("internal-error", lang, kind=type(error).__name__, message=visible(str(error)))
    return [(f"{text}\n", "bold red"), (f"{t('internal-error.hint', lang)}\n", "")]
