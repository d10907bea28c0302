"""Last year's plan, found by its title among the documents of the run; an office's own yearly events."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planlint.model import Document
from planlint.outline import parse
from planlint.previous import edition_of

TEXT = "某局{year}年工作要点（送审稿）\n\n{year}年要抓好落实。\n一、举办第五届师生艺术节。\n二、抓好安全。\n"


@pytest.mark.parametrize(
    "title", ["某局2026年工作要点", "2026年某局工作要点", "某局2026年度工作要点（送审稿）", "某局工作要点（2026年）"]
)
def test_an_edition_is_a_title_and_a_year(title: str) -> None:
    edition = edition_of(parse(Document(f"{title}\n\n要抓好落实。\n一、甲\n好。\n")))
    assert edition == ("某局工作要点", 2026)


def test_found_by_title_when_configuration_says_so(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    for year in (2025, 2026):
        (tmp_path / f"要点{year}.txt").write_text(TEXT.format(year=year), "utf-8")
    command = ("check", ".", "-f", "json", "--select", "edition-not-advanced", "--fail-on", "never")

    def found() -> dict[str, list[str]]:
        documents = json.loads(planlint(*command)[1])["documents"]
        return {d["path"]: [r["path"] for f in d["findings"] for r in f["related"]] for d in documents}

    assert found() == {"要点2025.txt": [], "要点2026.txt": []}
    (tmp_path / "planlint.yaml").write_text("find-previous: true\n", "utf-8")
    assert found() == {"要点2025.txt": [], "要点2026.txt": ["要点2025.txt"]}


def test_an_offices_own_event_counts_its_editions(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "planlint.yaml").write_text(
        'series:\n  - {name: 师生艺术节, first: {year: 2021, edition: 1}}\n  - {name: 论文评选, editions: {"2025": 3}}\n',
        "utf-8",
    )
    (tmp_path / "x.txt").write_text(TEXT.format(year=2026), "utf-8")
    status, out, _ = planlint("check", "x.txt", "-f", "json", "--select", "edition-mismatch", "--fail-on", "never")
    assert status == 0
    (finding,) = json.loads(out)["documents"][0]["findings"]
    assert finding["text"].startswith("第五届")
    assert "六" in finding["message"] + (finding["suggestion"] or "")
    (tmp_path / "planlint.yaml").write_text("series:\n  - {nam: 师生艺术节}\n", "utf-8")
    assert planlint("check", "x.txt")[0] == 2


def test_own_short_names_are_no_other_place(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    text = "重庆市沙坪坝区2026年工作要点\n\n2026年要抓好落实。\n一、甲项\n长沙市新沙区各级各部门要抓好落实。\n二、乙项\n好。\n"
    (tmp_path / "x.txt").write_text(text, "utf-8")
    command = ("check", "x.txt", "-f", "json", "--select", "foreign-place", "--fail-on", "never")
    assert [f["text"] for f in json.loads(planlint(*command)[1])["documents"][0]["findings"]] == ["长沙市"]
    (tmp_path / "planlint.yaml").write_text("abbreviations: {长沙市新沙区: 沙坪坝区}\n", "utf-8")
    assert json.loads(planlint(*command)[1])["documents"][0]["findings"] == []


def test_neither_the_plan_itself_nor_a_later_one_is_last_years(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    for year in (2025, 2026):
        (tmp_path / f"要点{year}.txt").write_text(TEXT.format(year=year), "utf-8")
    for given, told in (
        ("要点2025.txt", {"要点2025.txt": 0, "要点2026.txt": 1}),
        ("要点2026.txt", {"要点2025.txt": 0, "要点2026.txt": 0}),
    ):
        command = (
            "check",
            ".",
            "-f",
            "json",
            "--select",
            "edition-not-advanced",
            "--fail-on",
            "never",
            "--previous",
            given,
        )
        documents = json.loads(planlint(*command)[1])["documents"]
        assert {d["path"]: len(d["findings"]) for d in documents} == told
