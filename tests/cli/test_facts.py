"""planlint facts, as an office uses it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.test_commands import GOOD


def test_listing(planlint) -> None:  # type: ignore[no-untyped-def]
    status, out, _ = planlint("facts")
    assert status == 0
    assert "meetings" in out
    assert "核到" in out
    status, out, _ = planlint("facts", "meetings")
    assert "二十届四中全会" in out
    assert planlint("facts", "meeting")[0] == 2
    assert "多出来的参数：series" in planlint("facts", "meetings", "series")[2]
    assert planlint("facts", "check", "meetings")[0] == 2


def test_the_roster_is_listed_in_chinese(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "planlint.yaml").write_text("roster: 花名册.csv\n", "utf-8")
    (tmp_path / "花名册.csv").write_text("类别,全称,曾用名\n单位,甲区教委,甲区教育局\n", "utf-8")
    listed = planlint("facts", "花名册")[1]
    assert listed == planlint("facts", "roster")[1]
    assert listed.startswith("花名册（roster）：")
    assert "类别: 单位" in listed
    assert "kind: unit" in planlint("facts", "roster", "--lang", "en")[1]


def test_confirming_an_announced_event_settles_it(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    text = GOOD.replace("2026年要坚持稳中求进。", "2027年要深入学习贯彻党的二十大和二十届三中、四中全会精神。")
    (tmp_path / "x.txt").write_text(text, "utf-8")
    rules = ("--select", "plenum-stale,facts-outdated", "-f", "json", "--fail-on", "never", "--as-of", "2027-02-01")
    waits = "二十届五中全会" in planlint("facts")[1]
    before = json.loads(planlint("check", "x.txt", *rules)[1])["documents"][0]["findings"]
    assert any("planlint facts confirm" in f["message"] for f in before) == waits
    status, out, _ = planlint("facts", "confirm", "二十届五中全会", "--held", "2026-10-29", "--source", "新华社")
    assert status == 0
    assert "planlint-facts.yaml" in out
    after = json.loads(planlint("check", "x.txt", *rules)[1])["documents"][0]["findings"]
    assert "plenum-stale" in {f["rule"] for f in after}
    assert not any("planlint facts confirm" in f["message"] for f in after)
    assert planlint("facts", "check")[0] == 0


def test_confirming_needs_a_name_a_day_and_a_source(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert planlint("facts", "confirm", "二十届五中全会", "--held", "2026-10-29")[0] == 2
    named = planlint("facts", "confirm", "五中全会", "--held", "2026-10-29", "--source", "新华社")[2]
    assert "相近的有：二十届五中全会、" in named
    assert planlint("facts", "confirm", "二十届五中全会", "--held", "十月", "--source", "甲")[0] == 2
    assert planlint("facts", "confirm", "没有这个会", "--held", "2026-10-29", "--source", "甲")[0] == 2
    assert list(tmp_path.iterdir()) == []


def test_export_edit_import_check(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert planlint("facts", "export", "meetings", "-o", "事实.csv")[0] == 0
    table = (tmp_path / "事实.csv").read_text("utf-8-sig")
    assert table.startswith("表,组,名称")
    assert "没有新的" in planlint("facts", "import", "事实.csv")[1]
    assert not (tmp_path / "planlint-facts.yaml").exists()
    (tmp_path / "事实.csv").write_text(table.replace("2025-10-23", "2025-10-24"), "gb18030")
    assert planlint("facts", "import", "事实.csv")[0] == 0
    status, out, _ = planlint("facts", "check")
    assert status == 1
    assert "二十届四中全会" in out
    assert planlint("facts", "import", "没有.csv")[0] == 2


def test_an_export_of_everything_is_nothing_new(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert "已写入" in planlint("facts", "export", "-o", "事实.csv")[1]
    status, out, err = planlint("facts", "import", "事实.csv")
    assert (status, err) == (0, "")
    assert "没有新的" in out
    assert [path.name for path in tmp_path.iterdir()] == ["事实.csv"]


def test_the_word_about_old_facts_is_said_once_per_run(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(GOOD.replace("2026", "2098"), "utf-8")
    data = json.loads(planlint("check", ".", "-f", "json")[1])
    rules = [[f["rule"] for f in d["findings"]] for d in data["documents"]]
    assert [r.count("facts-outdated") for r in rules] == [1, 0, 0]


def test_what_is_no_file_is_not_replaced_by_one(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "link.csv").symlink_to("target.csv")
    assert planlint("facts", "export", "laws", "-o", "link.csv")[0] == 0
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "target.csv").read_bytes().startswith("\ufeff表,组,".encode())
    assert b"\r\n" in (tmp_path / "target.csv").read_bytes()
    status, _, err = planlint("facts", "export", "laws", "-o", ".")
    assert status == 2
    assert "写不进去" in err


def test_a_table_may_be_called_by_its_chinese_name(planlint) -> None:  # type: ignore[no-untyped-def]
    listed = planlint("facts")[1]
    assert "会议（meetings）：" in listed
    assert "deadlines" not in listed
    assert planlint("facts", "会议")[1] == planlint("facts", "meetings")[1]
    assert "会议（" not in planlint("facts", "meetings", "--lang", "en")[1]
    assert planlint("facts", "export", "会议") == planlint("facts", "export", "meetings")
    status, out, err = planlint("facts", "export", "meetings", "会议议")
    assert (status, out) == (2, "")
    assert "是不是“会议”" in err


def test_what_is_left_open_in_the_offices_facts_is_as_if_it_were_not_there(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "x.txt").write_text(GOOD, "utf-8")
    (tmp_path / "planlint.yaml").write_text("profile: review\n", "utf-8")
    own = "campaigns:\n  grace:\nmeetings:\n  grace: 99999999999999\nanniversaries:\n  records:\n    - {name: 我校建校, base: }\n"
    (tmp_path / "planlint-facts.yaml").write_text(own, "utf-8")
    status, out, err = planlint("check", "x.txt", "--as-of", "2026-01-08")
    assert (status, "内部错误" in out + err) == (2, False)
    assert "没有写 base" in out + err
    (tmp_path / "planlint-facts.yaml").write_text(own.partition("anniversaries")[0], "utf-8")
    assert planlint("check", "x.txt", "--as-of", "2026-01-08", "--fail-on", "never")[0] == 0


def test_a_local_meeting_is_said_to_belong_in_the_configuration(planlint) -> None:  # type: ignore[no-untyped-def]
    status, _, err = planlint("facts", "confirm", "区委十四届九次全会", "--held", "2026-12-29", "--source", "区委办")
    assert status == 2
    assert "planlint.yaml" in err


def test_confirming_says_when_it_makes_a_configuration(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    confirm = ("facts", "confirm", "二十届五中全会", "--held", "2026-10-29", "--source", "新华社")
    assert "planlint.yaml" in planlint(*confirm)[1]
    said = planlint(*confirm)[1]
    assert "planlint.yaml" not in said
    assert "写在 planlint-facts.yaml" in said


def test_what_could_not_be_read_back_is_not_imported(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    head = "表,组,名称,开始日期,出处,\u3000\n"
    for row, word in (
        ("会议,中央全会,二十届六中全会,2027-02-30,甲", "“2027-02-30”不是日期"),
        ("会议,中央全会,二十届某中全会,2027-01-01,甲", "二十届某中全会"),
        ("届次活动,教育活动,某市艺术节,,甲", "“某市艺术节”要写名称和届次"),
        ("meetings,plenums,二十届六中全会,2027-01-01,甲,乙", "二十届六中全会"),
        ("meetings,plenums,,2027-01-01,甲,", "没有名称"),
        ("meetings,plenums,二十届六中全会,{a: b},甲,", "“held”这里应是文字"),
    ):
        (tmp_path / "事实.csv").write_text(head + row + "\n", "utf-8")
        status, _, err = planlint("facts", "import", "事实.csv")
        assert status == 2
        assert word in err.replace("\n  ", "")
        assert not (tmp_path / "planlint-facts.yaml").exists()
    (tmp_path / "事实.csv").write_text(f"{head}meetings,plenums,二十届六中全会,2027-01-01,2027,\n", "utf-8")
    assert planlint("facts", "import", "事实.csv")[0] == 0
    assert "source: '2027'" in (tmp_path / "planlint-facts.yaml").read_text("utf-8")
    assert planlint("facts", "check")[0] == 0


def test_a_csv_file_of_another_kind_is_told_in_one_language(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "x.csv").write_text("name\nx\n", "utf-8")
    assert "第一行应以" in planlint("facts", "import", "x.csv")[2]
    said = planlint("facts", "import", "x.csv", "--lang", "en")[2]
    assert "the first line must begin with" in said
    assert "第一行" not in said


def test_a_row_is_written_as_an_office_writes_it(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    rows = (
        "届次活动,教育活动,沙河民歌节,2021年第一届,,,,√",
        "届次活动,教育活动,沙河龙舟赛,,2021年第1届；2023年第2届,,,是",
        "名词改称,,,,,老年大学,开放大学,×",
    )
    text = "表,组,名称,首届,各届,旧称,新称,已核实\n" + "\n".join(rows) + "\n"
    (tmp_path / "事实.csv").write_text(text, "utf-8")
    assert planlint("facts", "import", "事实.csv")[0] == 0
    own = (tmp_path / "planlint-facts.yaml").read_text("utf-8")
    assert "first:\n      year: 2021\n      edition: 1\n    verified: true" in own
    assert "editions:\n      '2021': 1\n      '2023': 2" in own
    assert "terms:\n  records:\n  - old: 老年大学\n    new: 开放大学\n    verified: false" in own
    assert "2005年第1届" in planlint("facts", "export", "series")[1]


def test_what_no_table_has_is_not_imported(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    for head, row, word in (
        ("表,组,名称,别名", "大事,条目,沙河民歌节,民歌节", "没有“别名”这个栏"),
        ("表,组,名称,起", "活动,条目,沙河民歌节,2026-01-01", "是不是“届次活动”"),
        ("表,组,旧称,新称", "名词改称,改名,甲,乙", "没有“改名”这个组"),
    ):
        (tmp_path / "事实.csv").write_text(f"{head}\n{row}\n", "utf-8")
        status, _, err = planlint("facts", "import", "事实.csv")
        assert status == 2
        assert word in err.replace("\n  ", "")
        assert not (tmp_path / "planlint-facts.yaml").exists()


def test_a_day_that_contradicts_ours_is_told_at_once(planlint) -> None:  # type: ignore[no-untyped-def]
    said = planlint("facts", "confirm", "二十届四中全会", "--held", "2025-10-24", "--source", "甲")[1]
    assert "已核实的是“2025-10-23”" in said
    assert "已核实" not in planlint("facts", "confirm", "二十届五中全会", "--held", "2026-10-29", "--source", "甲")[1]
