from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import planlint
from planlint.patterns import LazyPattern, pattern


def test_a_lazy_pattern_does_what_a_compiled_one_does() -> None:
    lazy, eager = pattern("(?P<n>[一二])、", re.MULTILINE), re.compile("(?P<n>[一二])、", re.MULTILINE)
    text = "一、甲\n二、乙"
    assert [m["n"] for m in lazy.finditer(text)] == [m["n"] for m in eager.finditer(text)]
    assert lazy.sub("-", text) == eager.sub("-", text)
    assert lazy.match(text, 4) is not None
    assert lazy.pattern == eager.pattern
    assert lazy.groupindex == eager.groupindex


def test_a_lazy_pattern_has_no_methods_that_a_pattern_has_not() -> None:
    with pytest.raises(AttributeError):
        pattern("甲").serach  # type: ignore[attr-defined]  # noqa: B018


def test_every_pattern_of_planlint_compiles() -> None:
    found = 0
    for module in pkgutil.walk_packages(planlint.__path__, "planlint."):
        if module.name != "planlint.__main__":
            for value in vars(importlib.import_module(module.name)).values():
                if isinstance(value, LazyPattern):
                    assert value.pattern
                    found += 1
    assert found > 10
