"""What is wrong inside the fact tables, and between ours and an office's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from planlint.facts.records import Record, Tables, records
from planlint.model import PlanlintError, Texts

FIRST_LAST = (("since", "until"), ("held", "closed"), ("start", "end"), ("passed", "effective"), ("from", "to"))
TOLD_APART = frozenset({"source", "verified", "note", "evidence"})
"""Fields in which two accounts of one fact may well differ."""


def contradictions(ours: Tables, theirs: Tables) -> Iterator[Texts]:
    """Yield what contradicts: inside the tables, and where `theirs` says otherwise than a verified record of ours.

    A new date for a record of ours that is not verified is no contradiction: that is how it gets confirmed.
    """
    for tables in (ours, theirs):
        seen: dict[tuple[str, str, str], Record] = {}
        for record in records(tables):
            place = f"{record.table} {record.name}"
            yield from _dates(record, place)
            key = (record.table, record.group, record.name)
            if record.name and key in seen and _windows(seen[key]) == _windows(record):
                yield {"zh": f"{place}：写了两次", "en": f"{place}: stands twice"}
            seen[key] = record
    known = {(r.table, r.group, r.name): r for r in records(ours)}
    for record in records(theirs):
        mine = known.get((record.table, record.group, record.name))
        if mine is None or not mine.fields.get("verified", True):
            continue
        for field, value in record.fields.items():
            if field in mine.fields and field not in TOLD_APART and str(mine.fields[field]) != str(value):
                place, own = f"{record.table} {record.name}", mine.fields[field]
                yield {
                    "zh": f"{place}：本单位写 {field} 为“{value}”，planlint 已核实的是“{own}”",
                    "en": f"{place}: {field} is “{value}” in your table, “{own}” (verified) in ours",
                }


def waiting(tables: Tables) -> list[Record]:
    """Return the records that nobody has verified although they were announced: an office can confirm them."""
    return [r for r in records(tables) if r.fields.get("announced") and not r.fields.get("verified", True)]


def _windows(record: Record) -> tuple[Any, ...]:
    return tuple(record.fields.get(key) for pair in FIRST_LAST for key in pair)


def _dates(record: Record, place: str) -> Iterator[Texts]:
    for first, last in FIRST_LAST:
        begin, end = _day(record.fields.get(first)), _day(record.fields.get(last))
        if begin and end and begin > end:
            yield {
                "zh": f"{place}：{first} {begin} 晚于 {last} {end}",
                "en": f"{place}: {first} {begin} is later than {last} {end}",
            }


def _day(value: Any) -> date | None:
    text = str(value or "")
    try:
        return date.fromisoformat(text if len(text) == 10 else f"{text}-01" if len(text) == 7 else "")
    except ValueError:
        return None


def _last_day(record: Record) -> str:
    return str(record.fields.get("closed") or record.fields.get("held") or "")


def find(tables: Tables, name: str) -> Record:
    """Return the record of this name in any table. Raises PlanlintError("no-such-fact") with the nearest names."""
    from difflib import get_close_matches

    everything = {record.name: record for record in records(tables) if record.name}
    bare = name.removeprefix("党的")
    if bare in everything:
        return everything[bare]
    # 五中全会 is most likely the latest of that name.
    last = max((r for r in everything.values() if bare in r.name), key=_last_day, default=None)
    near = [last.name] if last else []
    near += [close for close in get_close_matches(bare, everything, 3, 0.6) if close not in near][: 3 - len(near)]
    zh, en = (f"，相近的有：{'、'.join(near)}", f"; near: {', '.join(near)}") if near else ("", "")
    raise PlanlintError(
        "no-such-fact",
        f"没有记着“{name}”这件事{zh}。市委、区委的全会和本地的活动，请写进 planlint.yaml 的 meetings、series"
        "（planlint init 写出的样子里有写法）",
        f"no fact named {name}{en}. Local plenums and events go into planlint.yaml (see planlint init)",
    )
