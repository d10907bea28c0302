from __future__ import annotations

from string import Formatter
from typing import get_args

import pytest

from planlint.catalogue import CATALOGUE
from planlint.lang import detect_language, say, t
from planlint.rulebook import Basis


def names(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("key", CATALOGUE)
def test_both_languages_say_the_same(key: str) -> None:
    zh, *en = CATALOGUE[key]
    assert len(en) in (1, 2)
    assert zh
    assert all(names(text) == names(zh) for text in en)
    assert len(en) == 1 or "n" in names(zh)


def test_english_knows_one_from_many() -> None:
    assert t("documents", "en", n=1) == "1 document"
    assert t("documents", "en", n=2) == "2 documents"
    assert t("documents", "zh", n=1) == "1 份文件"


def test_values_are_never_templates() -> None:
    assert "{n.__class__}" in t("usage.no-such-option", "zh", name="{n.__class__}")


def test_unknown_key_raises() -> None:
    with pytest.raises(KeyError):
        t("no.such.key", "zh")


def test_chinese_stands_in_for_missing_english() -> None:
    assert say({"zh": "甲"}, "en") == "甲"
    assert say({"zh": "甲", "en": "a"}, "en") == "a"


@pytest.mark.parametrize(
    ("argv", "environ", "lang"),
    [
        ([], {}, "zh"),
        (["check", "a.txt", "--lang", "en"], {}, "en"),
        (["--lang=en", "check"], {}, "en"),
        (["--lang", "en", "check", "--lang", "zh"], {}, "zh"),
        (["check"], {"PLANLINT_LANG": "en"}, "en"),
        (["check", "--lang", "zh"], {"PLANLINT_LANG": "en"}, "zh"),
        (["check", "--", "--lang", "en"], {}, "zh"),
        (["check", "--lang", "fr"], {}, "zh"),
        (["check", "--lang"], {}, "zh"),
    ],
)
def test_detect_language(argv: list[str], environ: dict[str, str], lang: str) -> None:
    assert detect_language(argv, environ) == lang


def test_what_a_rule_may_rest_on_has_words_in_both_languages() -> None:
    for basis in get_args(Basis):
        assert t(f"basis.{basis}", "zh") == basis
        assert t(f"basis.{basis}", "en").isascii()
