from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from planlint.facts import Facts, day
from planlint.facts.meetings import CENTRAL, CONGRESS, DISCIPLINE, Key
from planlint.model import PlanlintError
from planlint.pack import pack

FACTS = Facts(pack()["facts"])
MEETINGS = FACTS.meetings
TABLE: dict[str, Any] = FACTS.table("meetings")


def test_a_table_plugs_in_by_its_name() -> None:
    facts = Facts({"series": {"as_of": "2026-08-22", "items": [1]}, "words": ["甲"]})
    assert facts.table("series")["items"] == [1]
    assert facts.as_of("series") == date(2026, 8, 22)
    assert facts.as_of("words") is None
    assert facts.as_of("nothing") is None
    with pytest.raises(KeyError):
        facts.table("nothing")


def test_a_day_is_written_as_iso() -> None:
    assert day("2022-12-21") == day(date(2022, 12, 21)) == date(2022, 12, 21)
    with pytest.raises(PlanlintError, match="2022年12月"):
        day("2022年12月")


@pytest.mark.parametrize(
    ("term", "session", "closed"),
    [(20, 3, date(2024, 7, 18)), (19, 5, date(2020, 10, 29)), (17, 7, date(2012, 11, 4)), (16, 4, None)],
)
def test_closed(term: int, session: int, closed: date | None) -> None:
    assert MEETINGS.closed(term, session) == closed


@pytest.mark.parametrize(("on", "term"), [("2022-10-21", 19), ("2022-10-22", 20), ("2017-10-24", 19)])
def test_newest_congress(on: str, term: int) -> None:
    newest = MEETINGS.newest(CONGRESS, day(on))
    assert newest is not None
    assert newest.key == Key(CONGRESS, term)


def test_plenums_of_a_term_in_order() -> None:
    assert [m.key.session for m in MEETINGS.plenums(19)] == [1, 2, 3, 4, 5, 6, 7]


def test_what_nobody_confirmed_is_never_the_newest() -> None:
    newest = MEETINGS.newest(CENTRAL, date(2027, 1, 1))
    assert newest is not None
    assert newest.key == Key(CENTRAL, 20, 4)
    assert MEETINGS.newest(CENTRAL, date(1990, 1, 1)) is None


@pytest.mark.parametrize(
    ("on", "usual", "newest"),
    [
        ("2021-01-01", "党的十九大和十九届二中、三中、四中、五中全会精神", 5),
        ("2023-04-12", "党的二十大精神", 1),
        ("2025-10-22", "党的二十大和二十届二中、三中全会精神", 3),
        ("2025-10-23", "党的二十大和二十届历次全会精神", 4),
        ("2026-12-01", "党的二十大和二十届历次全会精神", 4),
    ],
)
def test_expected_window(on: str, usual: str, newest: int) -> None:
    window = MEETINGS.expected_window(day(on))
    assert window is not None
    assert (window.usual, window.newest) == (usual, newest)


def test_before_the_first_window_nothing_is_expected() -> None:
    assert MEETINGS.expected_window(date(2012, 11, 13)) is None


def test_a_window_counts_once_its_plenum_is_confirmed() -> None:
    confirmed = [{**r, "verified": True} for r in TABLE["plenums"]]
    window = Facts({"meetings": {**TABLE, "plenums": confirmed}}).meetings.expected_window(date(2026, 12, 1))
    assert window is not None
    assert window.newest == 5


@pytest.mark.parametrize(("term", "most"), [(8, 12), (13, 9), (14, 7), (20, 7), (11, 12)])
def test_most_sessions(term: int, most: int) -> None:
    assert MEETINGS.most_sessions(term) == most


@pytest.mark.parametrize(
    ("key", "on", "certainty"),
    [
        (Key(CENTRAL, 20, 3), "2024-07-17", "certain"),
        (Key(CENTRAL, 20, 3), "2024-07-18", None),
        (Key(CENTRAL, 20, 5), "2026-09-01", "unverified"),
        (Key(CENTRAL, 20, 5), "2026-10-26", None),
        (Key(CENTRAL, 20, 6), "2026-08-01", "certain"),
        (Key(CENTRAL, 20, 6), "2026-09-01", "unverified"),
        (Key(CENTRAL, 20, 6), "2026-12-01", "unknown"),
        (Key(CENTRAL, 20, 7), "2026-12-01", "unverified"),
        (Key(CENTRAL, 20, 7), "2027-09-01", "unknown"),
        (Key(CONGRESS, 22), "2026-12-01", "unverified"),
        (Key(CONGRESS, 22), "2030-12-01", "unknown"),
        (Key(CENTRAL, 16, 4), "1990-01-01", None),
        (Key(CENTRAL, 16, 3), "2003-01-01", "unverified"),
        (Key(CONGRESS, 21), "2025-01-01", "certain"),
        (Key(CONGRESS, 21), "2026-12-01", "unverified"),
        (Key(CONGRESS, 21), "2027-01-01", None),
        (Key(CONGRESS, 22), "2025-01-01", "certain"),
        (Key(DISCIPLINE, 20, 7), "2026-01-01", "certain"),
        (Key(DISCIPLINE, 19, 1), "2017-01-01", None),
        (Key("市委", 6, 9), "2000-01-01", None),
    ],
)
def test_still_to_come(key: Key, on: str, certainty: str | None) -> None:
    assert MEETINGS.still_to_come(key, day(on)) == certainty


def test_local_sessions_come_from_configuration() -> None:
    record = {"body": "市委", "term": "六", "session": 2, "closed": "2022-12-21"}
    local = MEETINGS.adding([record])
    newest = local.newest("市委", date(2023, 1, 1))
    assert newest is not None
    assert newest.key == Key("市委", 6, 2)
    assert newest.key.name == "市委六届二次全会"
    assert local.still_to_come(newest.key, date(2022, 12, 20)) == "certain"
    assert MEETINGS.adding([record]) is local
    assert MEETINGS.adding([]) is MEETINGS
    assert MEETINGS.newest("市委", date(2023, 1, 1)) is None


@pytest.mark.parametrize(
    "record",
    [
        {"body": "市委", "term": "六", "session": "二"},
        {"body": "市委", "term": "六", "session": "甲", "closed": "2022-12-21"},
        {"body": "市委", "term": "六", "session": "二", "closed": "2022年12月"},
    ],
)
def test_a_faulty_local_session_is_named(record: dict[str, Any]) -> None:
    with pytest.raises(PlanlintError) as raised:
        MEETINGS.adding([record])
    assert raised.value.code == "bad-facts"


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (Key(CONGRESS, 20), "党的二十大"),
        (Key(CENTRAL, 20, 3), "党的二十届三中全会"),
        (Key(DISCIPLINE, 20, 5), "二十届中央纪委五次全会"),
        (Key("省委", 12, 11), "省委十二届十一次全会"),
    ],
)
def test_names(key: Key, name: str) -> None:
    assert key.name == name


@pytest.mark.parametrize("kind", ["congresses", "plenums", "discipline"])
def test_the_table_is_in_order_and_says_where_it_is_from(kind: str) -> None:
    records = TABLE[kind]
    days = [(r["held"], r.get("closed", r["held"])) for r in records]
    assert days == sorted(days)
    assert all(held <= closed for held, closed in days)
    assert all(r["source"] and isinstance(r["verified"], bool) for r in records)
    assert len({r["name"] for r in records}) == len(records)
    assert all(r["closed"] <= TABLE["as_of"] for r in records if r["verified"])


def test_windows_are_in_order_and_say_where_they_are_from() -> None:
    since = [w["since"] for w in TABLE["windows"]]
    assert since == sorted(since)
    assert all(w["source"] for w in TABLE["windows"])
