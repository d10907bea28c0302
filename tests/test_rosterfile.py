"""Reading a roster as an office saves it, and telling what is wrong in it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint import rosterfile
from planlint.model import PlanlintError
from planlint.pack import pack

TABLE = pack()["facts"]["roster"]
CSV = (
    "类别,全称,简称,曾用名,启用日期,停用日期,顺序,备注\n"
    "单位,天宁区教育委员会,区教委、教委,天宁区教育局、区教育局（2018年3月）,2019/3/1,,1,\n"
    "学校,天宁区育英小学,,,,,,\n"
    "领导,李 明,,,,,2,主任\n"
)


def names(data: bytes | str, **more: object) -> list[dict[str, object]]:
    return rosterfile.read(data, "花名册.csv", TABLE, **more)  # type: ignore[arg-type]


def told(data: bytes | str, **more: object) -> str:
    with pytest.raises(PlanlintError) as caught:
        names(data, **more)
    assert caught.value.code == "bad-roster"
    assert caught.value.path == "花名册.csv"
    return f"{caught.value.line}: {caught.value.texts['zh']}"


def test_a_row_is_a_name_with_what_the_columns_say() -> None:
    unit, school, person = names(CSV)
    assert (unit["kind"], unit["name"], unit["short"]) == ("unit", "天宁区教育委员会", ["区教委", "教委"])
    assert unit["old"] == ["天宁区教育局", "区教育局"]
    assert unit["old-until"] == {"区教育局": "2018-04-01"}  # from the day after that month it is surely out of date
    assert (unit["since"], unit["order"], unit["where"]) == ("2019-03-01", 1, "花名册.csv:2")
    assert (school["kind"], school["short"], school["order"]) == ("school", [], None)
    assert (person["kind"], person["name"], person["note"]) == ("person", "李明", "主任")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_it_is_read_however_a_spreadsheet_saves_it(encoding: str, end: str, mark: str) -> None:
    text = CSV.replace(",", mark).replace("\n", end)
    assert [n["name"] for n in names(text.encode(encoding))] == ["天宁区教育委员会", "天宁区育英小学", "李明"]


def test_empty_rows_and_columns_and_comments_do_not_matter() -> None:
    text = '\n,,,\n# 说明，随便写,,,\n"# 加了引号的说明",,\nsep=,\n类别,全称,,,\n\n,,,,\n单位,区教委办公室,,,\n,,,,,,\n# 尾\n'
    assert [(n["name"], n["where"]) for n in names(text)] == [("区教委办公室", "花名册.csv:9")]
    assert names("") == names("\n\n,,,\n") == names("类别,全称\n") == []


def test_columns_may_have_english_names_in_any_order() -> None:
    assert names("Name,kind,Short\nx学校,school,校\u3000本部\n")[0]["short"] == ["校 本部"]


def test_a_list_that_an_office_has_already_is_read() -> None:
    text = "某区教委下属单位一览,,,\n\n序号,单位名称,电话,更名日期,旧称\n1,育英小学,123,2019-03,红旗小学\n2,清溪镇,,,\n3,教研室,,,\n"
    assert [(n["name"], n["kind"], n["order"]) for n in names(text)] == [
        *(("育英小学", "school", 1), ("清溪镇", "place", 2), ("教研室", "unit", 3)),
    ]
    assert names("姓名,职务\n李明,主任\n")[0]["kind"] == "person"


def test_without_a_day_from_which_the_name_holds_the_last_day_is_that_of_the_former_name() -> None:
    (unit,) = names("全称,曾用名,停用日期\n区教委,区教育局,2019-03-01\n")
    assert (unit["until"], unit["old-until"]) == ("", {"区教育局": "2019-03-01"})


def test_a_cell_in_quotes_may_hold_commas_and_line_ends() -> None:
    text = '类别,全称,简称,备注\n单位,区教育局,"教育局,\n局机关","原某局，已并"\n单位,区财政局,,\n'
    one, two = names(text)
    assert one["short"] == ["教育局", "局机关"]
    assert two["where"] == "花名册.csv:4"


def test_yaml_says_the_same() -> None:
    text = (
        "# 花名册\n- {类别: 单位, 全称: 天宁区教育委员会, 简称: [区教委, 教委], 曾用名: 区教育局（2018年3月）}\n"
        "- kind: person\n  name: 李明\n  order: 2\n"
    )
    unit, person = names(text, yaml=True)
    assert unit["short"] == ["区教委", "教委"]
    assert unit["old-until"] == {"区教育局": "2018-04-01"}
    assert (person["kind"], person["order"], person["where"]) == ("person", 2, "花名册.csv:3")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("类别，全称\n", "1: 第1行：第一行应是列名"),
        ("某某,区教委\n", "1: 第1行：第一行应是列名"),
        ("类别,全称,类型\n", "有两列是同一个意思"),
        ("类别,全称,曾用各\n", "没有“曾用各”这一列，是不是“曾用名”？"),
        ("类别,全称\n单位，区教委\n", "2: 第2行：有全角逗号"),
        ("类别,全称,简称\n单位,区教育局,教育局，局机关\n", "2: 第2行：有全角逗号"),
        ("类别,全称\n部,区教委\n", "没有“部”这个类别；应为 单位、学校、地名、领导"),
        ("类别,全称\n,区教委\n", "没有写类别"),
        ("类别,全称\n单位,\n", "没有写全称"),
        ("类别,全称\n单位,局\n", "太短"),
        ("类别,全称,简称\n单位,区教委,委\n", "“委”太短"),
        ("类别,全称\n单位,抓好落实。\n", "不像名称"),
        (f"类别,全称\n单位,{'长' * 61}\n", "不像名称"),
        ("类别,全称\n单位,区\x00委\n", "不像名称"),
        ("类别,全称\n单位,区教委,多余\n", "“多余”在没有列名的一栏里"),
        ("类别,全称,启用日期\n单位,区教委,43525\n", "不是日期"),
        ("类别,全称,启用日期,停用日期\n单位,区教委,2020,2019\n", "停用日期应晚于启用日期"),
        ("类别,全称,曾用名\n单位,区教委,区教委\n", "不能又是曾用名"),
        ("类别,全称,顺序\n单位,区教委,一\n", "应为整数"),
        ("类别,全称\n单位,区教委\n单位,区教委\n", "3: 第3行：“区教委”第2行已经写过"),
        ("类别,全称,简称\n单位,区教委," + "、".join(f"区教{n}" for n in range(31)) + "\n", "上限 30"),
        ('类别,全称\n单位,"区教委\n', "引号不成对"),
    ],
)
def test_what_is_wrong_is_told_at_its_line(text: str, said: str) -> None:
    assert said in told(text)


def test_everything_wrong_is_told_at_once() -> None:
    said = told("类别,全称\n单位,局\n学,育英小学\n单位,区教委\n")
    assert "第2行" in said
    assert "第3行" in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("单位: 区教委\n", "花名册应是列表"),
        ("- 区教委\n", "应写成"),
        ("- {类别: 单位, 名: 区教委}\n", "没有“名”这一项"),
        ("- {类别: 单位, 全称: [区教委]}\n", "没有写全称"),
        ("- {类别：单位}\n", "1"),
    ],
)
def test_what_is_wrong_in_yaml_too(text: str, said: str) -> None:
    assert said in told(text, yaml=True)


def test_what_is_no_text_or_too_much_is_told() -> None:
    assert "编码" in told(b"\xff\xff\xff\x00\x81")
    assert "太大" in told(b"x" * 4_000_001)
    rows = "".join(f"单位,区教委{n}\n" for n in range(rosterfile.MAX_NAMES + 1))
    assert "名称太多" in told("类别,全称\n" + rows)


@given(st.binary(max_size=200) | st.text(alphabet='类别全称,，"#\n\r\t;单位区教委、-', max_size=80))
def test_nothing_crashes_it(data: bytes | str) -> None:
    for yaml in (False, True):
        with suppress(PlanlintError):
            names(data, yaml=yaml)


def test_a_later_file_wins_and_all_faults_of_all_files_are_told(tmp_path: Path) -> None:
    for name, text in (
        ("a", "单位,区教委,教委\n"),
        ("b", "单位,区教委,委里\n"),
        ("c", "单位,局,\n"),
        ("d", "x,区教委,\n"),
    ):
        (tmp_path / name).write_text("类别,全称,简称\n" + text, encoding="utf-8")
    tables = rosterfile.lay(pack()["facts"], [(tmp_path / "a", "a"), (tmp_path / "b", "b")])
    assert [one["short"] for one in tables["roster"]["names"]] == [["委里"]]
    with pytest.raises(PlanlintError) as caught:
        rosterfile.lay(pack()["facts"], [(tmp_path / "c", "c"), (tmp_path / "d", "d"), (tmp_path / "e", "e")])
    assert caught.value.code == "bad-roster"
