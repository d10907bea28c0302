"""planlint config: the resolved configuration, and where each value came from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from planlint.api import library
from planlint.cli.help import both
from planlint.cli.options import CONFIG, LANG, Lang
from planlint.config import Configs
from planlint.lang import known, t
from planlint.reports.glyphs import visible
from planlint.rulebook import resolve
from planlint.settings import DEFAULTS, Config

HELP = both(
    "显示对某个文件（或当前文件夹）生效的配置，以及每一项的出处",
    "Show the configuration that holds for a document, and where each value came from",
)


def command(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar=both("文件", "FILE"),
            help=both("哪个文件；不必存在", "which document; it need not exist"),
            show_default=both("当前文件夹", "the current folder"),
        ),
    ] = Path("-"),
    config: Annotated[str | None, CONFIG] = None,
    schema: Annotated[
        bool,
        typer.Option(
            "--schema",
            help=both(
                "输出 planlint.yaml 的 JSON Schema，供编辑器使用",
                "print the JSON Schema of planlint.yaml for editors",
            ),
        ),
    ] = False,
    every: Annotated[
        bool, typer.Option("--all", help=both("没有改过的规则也列出", "list also the rules that nobody changed"))
    ] = False,
    lang: Annotated[Lang | None, LANG] = None,
) -> int:
    """Print the configuration in YAML, with origins as comments; it is valid configuration itself."""
    language = context.obj["lang"]
    if schema:
        from planlint.configschema import ConfigFile
        from planlint.jsonschema import json_schema

        print(json.dumps(json_schema(ConfigFile, language), ensure_ascii=False, indent=1))
        return 0
    found = Configs(library(), config).at(file)
    settings = found.settings(file)
    print(f"# {t('config.files', language, files='、'.join(found.files) or t('config.none', language))}")
    for key in DEFAULTS:
        if key == "report" and settings.values[key]:
            continue
        origin = settings.origins.get(key) or t("config.default", language)
        value = settings.values[key]
        line = f"{key}: {_plain(value)}" if value not in (None, ()) else f"# {key}:"
        print(f"{visible(line)}  # {visible(origin)}")
    if found.rosters:
        _roster(found, language)
    effective = resolve(found.book, settings.profile, settings.values["genre"] or "other", settings.layers)
    own = {*found.files, *(shown for _, shown in found.rule_files)}
    rules = [entry for entry in effective if every or entry.origins["severity"].rpartition(":")[0] in own]
    if rules:
        print("rules:")
    for entry in rules:
        print(f"  {entry.rule.id}: {entry.severity}  # {entry.rule.title}；{visible(entry.origins['severity'])}")
    if rest := len(effective) - len(rules):
        key = f"profile.{settings.profile}"
        profile = t(key, language) if known(key) else visible(settings.profile)
        print(f"# {t('config.rules', language, n=rest, profile=profile)}")
    return 0


def _roster(found: Config, lang: str) -> None:
    """Print what was read from the rosters, as a comment."""
    from collections import Counter

    from planlint.pack import pack
    from planlint.rosterfile import TABLE, lay

    tables = lay(pack()["facts"], found.rosters)
    kinds = Counter(name["kind"] for name in tables[TABLE]["names"])
    counts = t("comma", lang).join(f"{t(f'roster.{kind}', lang)} {n}" for kind, n in kinds.items())
    files = t("list", lang).join(shown for _, shown in found.rosters)
    print(f"# {visible(t('config.roster', lang, files=files, counts=counts or t('roster.empty', lang)))}")


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=list)
