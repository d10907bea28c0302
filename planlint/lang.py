"""What planlint says to people, in Chinese and in English.

Documents are judged in Chinese whatever the language; only the words of the reports and of the command line
change. The words themselves stand in planlint/catalogue.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planlint.catalogue import CATALOGUE

LANGUAGES = ("zh", "en")


def t(key: str, lang: str, **values: object) -> str:
    """Return the words for `key` in `lang` ("zh" or "en"), with `values` filled in.

    A value named `n` picks the English singular or plural. Raises KeyError for an unknown key or value.
    """
    zh, *en = CATALOGUE[key]
    template = zh if lang != "en" else en[0] if values.get("n") == 1 else en[-1]
    return template.format(**values)


def known(key: str) -> bool:
    """Say whether the catalogue has `key` (codes that come from elsewhere may have no words of their own)."""
    return key in CATALOGUE


def say(texts: Mapping[str, str], lang: str) -> str:
    """Return one language of `{"zh": …, "en": …}`; Chinese where the other is missing."""
    return texts.get(lang) or texts.get("zh", "")


def detect_language(argv: Sequence[str], environ: Mapping[str, str]) -> str:
    """Return the language to speak: the last `--lang` of `argv`, else PLANLINT_LANG, else Chinese.

    It is needed before the command line is parsed, because the parser's own complaints are in it. A value
    that is no language is left for the parser to refuse.
    """
    chosen = environ.get("PLANLINT_LANG", "")
    words = iter(argv)
    for word in words:
        if word == "--":
            break
        if word == "--lang":
            chosen = next(words, "")
        elif word.startswith("--lang="):
            chosen = word.partition("=")[2]
    return chosen if chosen in LANGUAGES else "zh"
