"""A roster from the command line: written empty, shown, told where it is wrong, put together from several."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]
HEAD = "类别,全称,简称,备注\n"
PLAN = "天宁区2027年教育工作要点\n\n2027年要抓好落实。\n一、重点任务\n1.抓好培训。（责任单位：区教委、区评估院）\n"


@pytest.fixture
def office(planlint: Run, tmp_path: Path) -> Run:
    (tmp_path / "planlint.yaml").write_text("roster: 花名册.csv\n", "utf-8")
    (tmp_path / "花名册.csv").write_bytes(
        (HEAD + "单位,天宁区教育委员会,区教委,\n领导,王志远,,主任\n").encode("gb18030")
    )
    (tmp_path / "计划.txt").write_text(PLAN, "utf-8")
    return planlint


def test_an_empty_roster_is_written_once_and_is_accepted(planlint: Run, tmp_path: Path) -> None:
    status, out, _ = planlint("init", "--roster")
    assert (status, "roster: 花名册.csv" in out) == (0, True)
    assert (tmp_path / "花名册.csv").read_bytes().startswith(b"\xef\xbb\xbf#")
    assert planlint("init", "--roster")[0] == 2
    (tmp_path / "planlint.yaml").write_text("roster: 花名册.csv\n", "utf-8")
    status, out, _ = planlint("config")
    assert (status, "# 花名册 花名册.csv：还没有名称" in out) == (0, True)


def test_what_was_read_from_it_is_shown(office: Run) -> None:
    assert "# 花名册 花名册.csv：单位 1，人员 1" in office("config")[1]
    status, out, _ = office("facts", "roster")
    assert status == 0
    assert "天宁区教育委员会  类别: 单位；简称: 区教委；所在: 花名册.csv:2" in out
    assert office("facts", "check")[0] == 0


def test_documents_are_held_against_it(office: Run) -> None:
    status, out, _ = office("check", "计划.txt", "--select", "unknown-unit")
    assert (status, "“区评估院”不在花名册里" in out) == (0, True)
    out = office("checklist", "计划.txt", "--format", "csv")[1]
    assert "单位,区教委,5:14" in out
    assert "库中一致（天宁区教育委员会）" in out


def test_people_of_the_roster_are_in_the_checklist(office: Run, tmp_path: Path) -> None:
    (tmp_path / "计划.txt").write_text(PLAN + "2.抓好落实，由王志远牵头。\n", "utf-8")
    assert "人员,王志远,6:9" in office("checklist", "计划.txt", "--format", "csv")[1]


def test_a_faulty_one_is_told_once_at_its_line(office: Run, tmp_path: Path) -> None:
    (tmp_path / "花名册.csv").write_text(HEAD + "单位，区教委\n", "utf-8")
    (tmp_path / "另一份.txt").write_text(PLAN, "utf-8")
    status, out, err = office("check", "计划.txt", "另一份.txt")
    assert status == 2
    assert (out + err).count("有全角逗号") == 1
    assert "花名册.csv:2" in out + err
    assert office("config")[0] == office("facts", "roster")[0] == office("checklist", "计划.txt")[0] == 2


def test_a_base_and_an_own_roster_are_put_together(office: Run, tmp_path: Path) -> None:
    (tmp_path / "科室").mkdir()
    (tmp_path / "科室/planlint.yaml").write_text("extends: ../planlint.yaml\nroster: 名册.yaml\n", "utf-8")
    (tmp_path / "科室/名册.yaml").write_text("- {类别: 单位, 全称: 区评估院}\n", "utf-8")
    (tmp_path / "科室/计划.txt").write_text(PLAN, "utf-8")
    assert "不在花名册里" not in office("check", "科室/计划.txt", "--select", "unknown-unit")[1]
    assert "“区评估院”不在花名册里" in office("check", "计划.txt", "--select", "unknown-unit")[1]


@pytest.mark.parametrize("roster", ["没有.csv", "../外.csv", "*.csv", "科室"])
def test_a_roster_that_is_no_file_in_the_folder_is_told(office: Run, tmp_path: Path, roster: str) -> None:
    (tmp_path / "科室").mkdir()
    (tmp_path / "planlint.yaml").write_text(f"roster: '{roster}'\n", "utf-8")
    status, out, err = office("check", "计划.txt")
    assert (status, "planlint.yaml:1" in out + err) == (2, True)


def test_records_of_a_fact_file_that_are_no_names_are_told(office: Run, tmp_path: Path) -> None:
    (tmp_path / "planlint.yaml").write_text("fact-files: [f.yaml]\n", "utf-8")
    (tmp_path / "f.yaml").write_text("roster:\n  names:\n    - {x: 1}\n", "utf-8")
    status, out, err = office("check", "计划.txt")
    assert (status, "没有写 kind" in out + err) == (2, True)
