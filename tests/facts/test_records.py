"""Fact tables as records: laying one over another, CSV there and back, contradictions."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.facts.contradictions import contradictions, find, waiting
from planlint.facts.csvfile import read_csv, write_csv
from planlint.facts.records import Record, merge, nested, records
from planlint.model import PlanlintError
from planlint.pack import pack

OURS: dict[str, Any] = {
    "meetings": {
        "as_of": "2026-08-22",
        "plenums": [
            {"name": "二十届四中全会", "held": "2025-10-20", "closed": "2025-10-23", "source": "甲", "verified": True},
            {
                "name": "二十届五中全会",
                "announced": "2026-07-30",
                "held": "2026-10-26",
                "source": "乙、丙",
                "verified": False,
            },
        ],
        "cues": {"back": ["以来"]},
    },
    "series": [{"name": "推普周", "aliases": ["推广普通话周"], "offset": 1997}],
}
COLUMNS = pack()["facts"]["columns"]


def test_records_of_all_tables() -> None:
    assert [(r.table, r.group, r.name) for r in records(OURS)] == [
        ("meetings", "plenums", "二十届四中全会"),
        ("meetings", "plenums", "二十届五中全会"),
        ("series", "", "推普周"),
    ]


def test_an_offices_record_goes_over_ours_by_name() -> None:
    theirs = {
        "meetings": {
            "plenums": [
                {"name": "二十届五中全会", "closed": "2026-10-29", "verified": True},
                {"name": "二十届六中全会"},
            ]
        }
    }
    merged = merge(OURS, theirs)
    assert [r.name for r in records(merged, "meetings")] == ["二十届四中全会", "二十届五中全会", "二十届六中全会"]
    assert find(merged, "党的二十届五中全会").fields["verified"] is True
    assert find(merged, "二十届五中全会").fields["source"] == "乙、丙"
    assert merged["meetings"]["cues"] == OURS["meetings"]["cues"]
    assert find(OURS, "二十届五中全会").fields["verified"] is False, "the base is left alone"


@given(
    st.recursive(
        st.one_of(st.integers(), st.text(max_size=3)),
        lambda i: st.one_of(st.lists(i, max_size=3), st.dictionaries(st.text(max_size=2), i, max_size=3)),
        max_leaves=8,
    )
)
def test_merging_a_thing_with_itself_changes_nothing(value: Any) -> None:
    if not isinstance(value, list) or len({str(v) for v in value}) == len(value):
        assert merge(value, value) == value


def test_nested_builds_what_merge_takes() -> None:
    record = next(records(OURS, "meetings"))
    assert merge({}, nested(record)) == {"meetings": {"plenums": [record.fields]}}
    assert nested(Record("series", "", {"name": "甲"})) == {"series": [{"name": "甲"}]}


def test_csv_there_and_back_is_the_same() -> None:
    rows = list(records({**pack()["facts"], **OURS}))
    text = write_csv(rows, COLUMNS)
    assert text.startswith("表,组,")
    for encoding in ("utf-8-sig", "gb18030"):
        back = read_csv(text.encode(encoding), "x.csv", COLUMNS, rows)
        assert [(r.table, r.group, dict(r.fields)) for r in back] == [(r.table, r.group, dict(r.fields)) for r in rows]


def test_all_that_csv_shows_has_one_chinese_name() -> None:
    rows = list(records(pack()["facts"]))
    assert {row.table for row in rows} <= COLUMNS["tables"].keys()
    assert {row.group for row in rows} <= COLUMNS["groups"].keys()
    assert {field for row in rows for field in row.fields} <= COLUMNS["names"].keys()
    for names in (COLUMNS[kind].values() for kind in ("tables", "groups", "names")):
        assert len(set(names)) == len(names)
        assert not [name for name in names if name.isascii()]


def test_csv_is_the_same_when_a_spreadsheet_has_written_the_dates_its_way() -> None:
    rows = list(records(pack()["facts"]))
    text = write_csv(rows, COLUMNS)
    assert "2025年2月" in text
    saved = re.sub(r"(?<=,)(\d{4})-0?(\d+)-0?(\d+)(?=,|\r)", r"\1/\2/\3", text)
    assert "2025/10/23" in saved
    assert read_csv(saved.encode("gb18030"), "x.csv", COLUMNS, rows) == rows


def test_csv_may_call_tables_and_fields_as_the_tables_do() -> None:
    text = "表,组,name,公布日期\nmeetings,plenums,甲,乙\n会议,中央全会,甲,乙\n本单位的表,一组,甲,乙\n"
    first, second, own = read_csv(text.encode(), "x.csv", COLUMNS, [])
    assert first == second == Record("meetings", "plenums", {"name": "甲", "announced": "乙"})
    assert own[:2] == ("本单位的表", "一组")


@pytest.mark.parametrize(
    ("text", "line"), [("名称,日期\n", 1), ("", 0), ("表,组,名称\n,x,甲\n", 2), ('表,组,名称\n甲,乙,"{a: [1"\n', 2)]
)
def test_csv_that_cannot_be_read_names_the_line(text: str, line: int) -> None:
    with pytest.raises(PlanlintError) as caught:
        read_csv(text.encode(), "x.csv", COLUMNS, [])
    assert caught.value.path == "x.csv"
    assert (caught.value.line or 0) == line


def test_many_own_words_are_added_once_each() -> None:
    words = [f"词{n}" for n in range(50_000)]
    assert merge(["词1", "别的"], [*words, *words, 1]) == ["词1", "别的", "词0", *words[2:], 1]


def said(theirs: dict[str, Any]) -> list[str]:
    return [texts["zh"] for texts in contradictions(OURS, theirs)]


def test_contradictions() -> None:
    plenum = {"name": "二十届四中全会", "closed": "2025-10-24"}
    assert said({}) == []
    assert "已核实的是“2025-10-23”" in said({"meetings": {"plenums": [plenum]}})[0]
    assert said({"meetings": {"plenums": [{"name": "二十届五中全会", "held": "2026-11-01", "verified": True}]}}) == []
    assert "晚于" in said({"plans": [{"name": "甲", "since": "2026-02", "until": "2026-01"}]})[0]
    assert "写了两次" in said({"plans": [{"name": "甲"}, {"name": "甲"}]})[0]


def test_our_own_tables_do_not_contradict_themselves() -> None:
    assert [texts["zh"] for texts in contradictions(pack()["facts"], {})] == []


def test_what_waits_to_be_confirmed() -> None:
    assert [r.name for r in waiting(OURS)] == ["二十届五中全会"]
    with pytest.raises(PlanlintError) as caught:
        find(OURS, "二十届五中会议")
    assert "二十届五中全会" in caught.value.texts["zh"]
