"""Dated reference tables, and what was known on a given day.

A table is a key of a file under rules/facts (or of one that a user adds); it reaches `Facts` as plain
data: dicts, lists, strings, with days as `YYYY-MM-DD`. A new table needs no code here: as soon as a file has
`series:`, `facts.table("series")` is there. One that is asked real questions gets a module beside this one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from planlint.model import PlanlintError

if TYPE_CHECKING:
    from planlint.facts.meetings import Meetings
    from planlint.facts.places import Places


class Facts:
    """All tables, by name."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self.tables = tables

    def table(self, name: str) -> Any:
        """Return a table as it was written. Raises KeyError when there is none of this name."""
        return self.tables[name]

    def as_of(self, name: str) -> date | None:
        """Return the day up to which a table is known to be complete; None when it does not say."""
        table = self.tables.get(name)
        said = table.get("as_of") if isinstance(table, Mapping) else None
        return day(said) if said else None

    @cached_property
    def record_tables(self) -> Mapping[str, date]:
        """Return the tables that hold records (not words), each with the day up to which it is complete."""
        from planlint.facts.records import records

        dated = {name: self.as_of(name) for name in self.tables}
        return {name: day for name, day in dated.items() if day and next(records(self.tables, name), None)}

    @cached_property
    def meetings(self) -> Meetings:
        """Party congresses and plenums."""
        from planlint.facts.meetings import Meetings

        return Meetings(self.tables["meetings"])

    @cached_property
    def places(self) -> Places:
        """Provinces, prefectures and counties."""
        from planlint.facts.places import Places

        return Places(self.tables["places"])


def day(value: object) -> date:
    """Return the day that `2022-12-21` (or a date) stands for. Raises PlanlintError("bad-facts")."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise PlanlintError(
            "bad-facts",
            f"“{value}”不是日期，应写作 2022-12-21 这样",
            f"“{value}” is not a date; write it like 2022-12-21",
        ) from None
