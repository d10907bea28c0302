"""The words by which the parts of a document are recognised; they live in rules/facts/structure.yaml."""

from __future__ import annotations

from functools import cache

from planlint.pack import pack


@cache
def words(name: str) -> tuple[str, ...]:
    """Return the words of one list of the table `structure`, as a tuple for `str.endswith`."""
    return tuple(pack()["facts"]["structure"][name])
