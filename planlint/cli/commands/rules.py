"""planlint rules: list the rules, or explain one; --checks lists what a rule can be made of."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Annotated, Any

import typer

from planlint import checks
from planlint.api import library
from planlint.cases import in_book
from planlint.cli.help import both
from planlint.cli.options import CONFIG, LANG, PROFILE, Lang
from planlint.config import Configs
from planlint.lang import t
from planlint.model import Texts
from planlint.pack import folder
from planlint.reports.glyphs import visible
from planlint.rulebook import Case, Rule, added_by_stricter, resolve, unknown
from planlint.rulefile import load_library
from planlint.schema import key_of

HELP = both(
    "列出规则；加规则名则解释这一条：理由、依据、正反例",
    "List the rules, or explain one: rationale, basis, examples",
)


def command(
    context: typer.Context,
    rule: Annotated[
        str | None,
        typer.Argument(
            metavar=both("规则", "RULE"),
            help=both("规则名或中文名；也可以是一种检查", "id or Chinese title, or a check"),
        ),
    ] = None,
    list_checks: Annotated[
        bool,
        typer.Option(
            "--checks",
            help=both("列出写规则可用的检查及其选项", "list the checks a rule can name, with their options"),
        ),
    ] = False,
    profile: Annotated[str | None, PROFILE] = None,
    config: Annotated[str | None, CONFIG] = None,
    output: Annotated[
        str, typer.Option("--format", "-f", metavar="text|json", help=both("text 或 json", "text or json"))
    ] = "text",
    lang: Annotated[Lang | None, LANG] = None,
) -> int:
    """Print rules or checks."""
    language = context.obj["lang"]
    if output not in ("text", "json"):
        raise typer.BadParameter(f"'{output}' is not one of 'text', 'json'.", ctx=context, param_hint="--format")
    if list_checks:
        if rule is not None:
            _recipe(rule, language)
            return 0
        for name in checks.names():
            _check(name, language)
        print(t("rules.checks-hint", language))
        return 0
    found = Configs(library(), config).at("-")
    settings = found.settings("-")
    chosen = found.book.profile(profile or settings.profile)
    if rule is not None and output == "text":
        with_cases = in_book(found.book, load_library(folder("rules")).rules.values())
        own = {name: r for name, r in found.book.rules.items() if name not in with_cases.rules}
        book = in_book(with_cases, own.values())
        if rule in checks.names() and rule not in book.rules:
            _recipe(rule, language)
        else:
            _explain(book.find(rule), language)
        return 0
    everywhere = {e.rule.id: e.severity for e in resolve(found.book, chosen, "other", settings.layers)}
    rules = list(found.book.rules.values()) if rule is None else [found.book.find(rule)]
    if output == "json":
        data = [
            {
                "id": r.id,
                "title": r.title,
                "severity": everywhere.get(r.id, r.severity),
                "check": r.check,
                "basis": r.basis,
                "genres": list(r.genres),
                "rationale": r.rationale,
            }
            for r in rules
        ]
        print(json.dumps(data, ensure_ascii=False, indent=1))
        return 0
    stricter = set(added_by_stricter(found.book, chosen, "other", settings.layers))
    for entry in rules:
        severity = everywhere.get(entry.id, entry.severity)
        off = "rules.stricter" if entry.id in stricter else "rules.off"
        level = t(f"severity.{severity}" if severity != "off" else off, language)
        print(f"{level}  {entry.id}  {entry.title}")
    print(t("rules.summary", language, rules=len(rules), profile=t(f"profile.{chosen}", language)))
    return 0


def _explain(rule: Rule, lang: str) -> None:
    print(f"{rule.id}  {rule.title}")
    basis = t("rules.basis", lang) + t(f"basis.{rule.basis}", lang)
    print(f"{t(f'severity.{rule.severity}', lang)} · {basis} · check: {rule.check}")
    if rule.genres:
        print(f"{t('rules.genres', lang)}{'、'.join(rule.genres)}")
    print(f"\n{rule.rationale}")
    print(f"\n{t('rules.message', lang)}{_text(rule.message, lang)}")
    for variant in rule.variants.values():
        print(f"{' ' * 4}{_text(variant, lang)}")
    for kind, title in (("fail", "rules.fires"), ("pass", "rules.silent")):
        cases = [case for case in rule.cases if case.kind == kind]
        if cases:
            print(f"\n{t(title, lang)}")
            for case in cases[:2]:
                _case(case)
    print(f"\n{t('rules.suppress', lang, rule=rule.id)}")


def _case(case: Case) -> None:
    for line in case.text.rstrip("\n").split("\n"):
        print(f"    {visible(line)}")
    if case.at:
        print(f"    （at: {case.at}）")
    print()


def _recipe(name: str, lang: str) -> None:
    """Print a check and a rule file to copy. Raises PlanlintError("no-such-check")."""
    titles = {checks.load(known).TITLE: known for known in checks.names()}
    name = titles.get(name, name)
    if name not in checks.names():
        raise unknown("no-such-check", "检查", "check", name, [*checks.names(), *titles])
    _check(name, lang)
    print(f"\n{checks.load(name).RECIPE}\n{t('rules.checks-hint', lang)}")


def _check(name: str, lang: str) -> None:
    module: Any = checks.load(name)
    print(f"{name}  {module.TITLE}")
    for option in fields(module.Options):
        print(f"    {key_of(option)}: {_text(option.metadata, lang)}")


def _text(texts: Texts, lang: str) -> str:
    return str(texts.get(lang) or texts["zh"])
