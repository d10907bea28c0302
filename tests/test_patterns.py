from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import planlint
from planlint import patterns
from planlint.pack import pack
from planlint.patterns import LazyPattern, codes, pattern, use


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


def test_what_the_pack_holds_of_a_pattern_is_what_re_makes_of_it() -> None:
    stored = codes(pack()["patterns"]["codes"])  # of this Python, whichever built the pack
    use(stored)
    assert len(stored["codes"]) > 100
    for (source, flags), (_, code, _, _) in stored["codes"].items():
        made, known = patterns._compiled(source, flags), re.compile(source, flags)
        assert code
        assert made == known  # compares what both are compiled to
        assert (made.groups, made.groupindex) == (known.groups, known.groupindex)


def test_what_another_python_compiled_is_not_taken() -> None:
    before = patterns._codes
    use({"python": "cpython-39 1", "codes": {("甲", 0): (0, [], 0, {})}})
    assert patterns._codes is before
    assert pattern("甲").match("甲乙")
