"""Help pages in the reader's language, laid out for wide characters.

Commands and options say what they are in both languages at once, `help=both("…", "…")`; the page picks one
when it is printed, by the language that `errors.run` left in the context.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from planlint.lang import detect_language, t
from planlint.reports.glyphs import width, wrap

if TYPE_CHECKING:
    from typer._click import Context, HelpFormatter, Parameter

NAMES_WIDTH = 26
"""Names of options longer than this stand on a line of their own."""


def both(zh: str, en: str) -> str:
    """Join the two languages of a help text (or of a metavar) into the one string that typer takes."""
    return f"{zh}\f{en}"


def pick(text: str | None, lang: str) -> str:
    """Return one language of a text made by `both`; any other text as it is."""
    zh, _, en = (text or "").partition("\f")
    return (en if lang == "en" and en else zh).strip("\n")


def language(context: Context) -> str:
    """Return the language that this run speaks."""
    if isinstance(context.obj, dict) and "lang" in context.obj:
        return str(context.obj["lang"])
    return detect_language(sys.argv[1:], os.environ)


def label(parameter: Parameter, context: Context) -> str:
    """Return the name of a parameter as a person writes it: `--profile`, or the argument's metavar."""
    if isinstance(parameter, TyperOption):
        return max(parameter.opts, key=len)
    name = pick(parameter.metavar, language(context)) or (parameter.name or "").upper()
    return name + ("…" if parameter.nargs == -1 and not name.endswith("…") else "")


class _Page:
    """What `Command` and `Group` share: the page of help and the line of usage."""

    def format_help(self: Any, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the page of help."""
        columns = max(50, min(get_terminal_size((80, 24)).columns, 100))
        formatter.write("\n".join(_page(self, ctx, columns)))

    def get_usage(self: Any, ctx: Context) -> str:
        """Return the line that says how the command is written."""
        lang = language(ctx)
        words = [ctx.command_path, t("help.options-word", lang)]
        for parameter in self.get_params(ctx):
            if isinstance(parameter, TyperArgument) and not parameter.hidden:
                name = label(parameter, ctx)
                words.append(name if parameter.required else f"[{name}]")
        if isinstance(self, TyperGroup):
            words.append(t("help.command-word", lang))
        return t("help.usage", lang) + " ".join(words)

    def get_help_option(self: Any, ctx: Context) -> TyperOption | None:
        """Return the --help option, described in both languages."""
        option: TyperOption | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option:
            option.help = both(t("help.help", "zh"), t("help.help", "en"))
        return option


class Command(_Page, TyperCommand):
    """A command with such a page: `app.command(cls=Command)`."""


class Group(_Page, TyperGroup):
    """A group of commands with such a page: `typer.Typer(cls=Group)`."""


def _page(command: Any, context: Context, columns: int) -> Iterator[str]:
    lang = language(context)
    yield from wrap(command.get_usage(context), columns)
    if command.help:
        yield ""
        for line in pick(command.help, lang).split("\n"):
            yield from _hanging(line, columns)
    arguments: list[tuple[str, str]] = []
    options: list[tuple[str, str]] = []
    for parameter in command.get_params(context):
        if isinstance(parameter, TyperArgument | TyperOption) and not parameter.hidden:
            column = arguments if isinstance(parameter, TyperArgument) else options
            column.append((_names(parameter, context), _described(parameter, context)))
    yield from _section(t("help.arguments", lang), arguments, columns)
    yield from _section(t("help.options", lang), options, columns)
    if isinstance(command, TyperGroup):
        visible = [(name, c) for name, c in command.commands.items() if not c.hidden]
        rows = [(name, pick(c.short_help or c.help, lang).partition("\n")[0]) for name, c in visible]
        yield from _section(t("help.commands", lang), rows, columns)
    if command.epilog:
        yield ""
        for line in pick(command.epilog, lang).split("\n"):
            yield from _hanging(line, columns)


def _names(parameter: TyperArgument | TyperOption, context: Context) -> str:
    if isinstance(parameter, TyperArgument):
        return label(parameter, context)
    names = ", ".join(sorted(parameter.opts, key=len))
    if parameter.secondary_opts:
        return f"{names} / {', '.join(parameter.secondary_opts)}"
    if parameter.is_flag or parameter.count:
        return names
    return f"{names} {pick(parameter.metavar, language(context)) or parameter.make_metavar(context)}"


def _described(parameter: TyperArgument | TyperOption, context: Context) -> str:
    """Return the help of a parameter with its default and whether it must be given."""
    lang = language(context)
    notes = []
    if parameter.show_envvar and isinstance(parameter.envvar, str):
        notes.append(t("help.environment", lang, value=parameter.envvar))
    default = parameter.get_default(context, call=False)
    if isinstance(parameter.show_default, str):
        notes.append(t("help.default", lang, value=pick(parameter.show_default, lang)))
    elif parameter.show_default and not isinstance(default, bool) and default not in (None, "", (), []):
        notes.append(t("help.default", lang, value=getattr(default, "value", default)))
    if parameter.required:
        notes.append(t("help.required", lang))
    text = pick(parameter.help, lang)
    return text + (t("brackets", lang, text=t("list", lang).join(notes)) if notes else "")


def _section(heading: str, rows: list[tuple[str, str]], columns: int) -> Iterator[str]:
    if not rows:
        return
    yield ""
    yield heading
    names = max((width(name) for name, _ in rows if width(name) <= NAMES_WIDTH), default=NAMES_WIDTH)
    for name, text in rows:
        lines = list(_lines(text, columns - names - 4))
        if width(name) > names:
            yield f"  {name}"
        else:
            yield f"  {name}{' ' * (names - width(name))}  {lines.pop(0) if lines else ''}".rstrip()
        yield from (f"{' ' * (names + 4)}{line}" for line in lines)


def _lines(text: str, cells: int) -> Iterable[str]:
    return (row for line in text.split("\n") for row in wrap(line, cells)) if text else ()


def _hanging(line: str, columns: int) -> Iterator[str]:
    """Break `line` into rows that keep its indentation."""
    indent = " " * (len(line) - len(line.lstrip(" ")))
    yield from (indent + row for row in wrap(line.strip(), columns - len(indent)))
