"""What every check owes: a Chinese title, documented options, and a recipe that is a valid rule file."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from planlint import checks, pack
from planlint.api import library
from planlint.cases import run_rules
from planlint.plaindata import from_plain, to_plain
from planlint.rulefile import extend, load_library, load_rules

HAN = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def genres() -> object:
    return load_library(pack.folder("rules")).genres


@pytest.mark.parametrize("name", checks.names())
def test_a_check_documents_itself(name: str) -> None:
    module = checks.load(name)
    assert HAN.search(module.TITLE)
    assert module.__doc__
    for field in fields(module.Options):
        assert HAN.search(field.metadata["zh"])


@pytest.mark.parametrize("name", checks.names())
def test_a_recipe_is_a_rule_file_with_cases_for_and_against(name: str, genres: object, tmp_path: Path) -> None:
    path = tmp_path / "recipe.yaml"
    path.write_text(checks.load(name).RECIPE, encoding="utf-8")
    rules = load_rules([(path, f"{name}.yaml")], genres)  # type: ignore[arg-type]
    assert rules
    for rule in rules:
        assert rule.check == name
        assert {case.kind for case in rule.cases} >= {"pass", "fail"}
        assert from_plain(type(rule.options), to_plain(rule.options)) == rule.options


def test_all_recipes_can_be_copied_into_one_file_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "recipes.yaml"
    path.write_text("".join(checks.load(name).RECIPE for name in checks.names()), encoding="utf-8")
    book = extend(library(), [(path, path.name)])
    copied = [rule for rule in book.rules.values() if rule.source == path.name]
    assert len(copied) >= len(checks.names())
    assert [(r.rule.id, r.texts) for r in run_rules(copied, book) if not r.ok] == []


def test_the_rules_of_the_guide_can_be_copied_as_they_are(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "writing-rules.md").read_text("utf-8")
    files = [text for text in re.findall("```yaml\n(.*?)```", guide, re.DOTALL) if text.startswith("- id:")]
    assert files
    for at, text in enumerate(files):
        path = tmp_path / f"{at}.yaml"
        path.write_text(text, encoding="utf-8")
        book = extend(library(), [(path, path.name)])
        copied = [rule for rule in book.rules.values() if rule.source == path.name]
        assert all(result.ok for result in run_rules(copied, book)), text
