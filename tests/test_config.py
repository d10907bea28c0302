from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from planlint.config import Configs, discover
from planlint.configschema import ConfigFile
from planlint.jsonschema import json_schema
from planlint.model import Document, PlanlintError
from planlint.pack import folder, pack
from planlint.problems import BadFileError
from planlint.rulebook import Rulebook, resolve
from planlint.rulefile import load_library
from planlint.session import Options, Session
from planlint.settings import Config
from planlint.yamltree import parse

FULL = """\
profile: 签发
genre: 工作要点
as-of: 2027-01
planning-year: 2027
fail-on: warning
places: [重庆市, 沙坪坝区]
meetings:
  - {body: 市委, term: 六, session: 二, closed: 2022-12-21}
rules: {heading-echo: off, 编号断号: info, near-duplicate: {severity-weak: info}}
rule-files: [office/*.yaml]
fact-files: [facts/*.yaml]
roster: office/花名册.csv
overrides:
  - {paths: ["归档/**"], report: false, as-of: 2020}
  - paths: ["*草稿*"]
    profile: draft
    rules: {编号断号: on}
"""
RULE = """\
- id: {0}
  title: {0}名
  check: forbidden-terms
  options: {{terms: [甲]}}
  message: 不用
"""


@pytest.fixture(scope="module")
def library() -> Rulebook:
    return load_library(folder("rules"))


Make = Callable[[dict[str, str]], Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def write(files: dict[str, str]) -> Path:
        (tmp_path / ".git").mkdir(exist_ok=True)
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return tmp_path

    return write


def read(root: Path, library: Rulebook, document: str = "稿.txt") -> Config:
    return Configs(library).at(root / document)


def faults(root: Path, library: Rulebook) -> BadFileError:
    with pytest.raises(BadFileError) as caught:
        read(root, library)
    return caught.value


@pytest.fixture
def full(make: Make, library: Rulebook) -> Config:
    files = {
        "planlint.yaml": FULL,
        "office/a.yaml": RULE.format("甲规则"),
        "office/花名册.csv": "",
        "facts/f.yaml": "",
    }
    return read(make(files), library)


def test_without_a_file_the_defaults_hold(make: Make, library: Rulebook) -> None:
    config = read(make({}), library)
    settings = config.settings("x.txt")
    assert (config.path, config.book, settings.profile, settings.layers) == (None, library, "review", ())
    assert settings.values["report"] is True


def test_every_key_is_read(full: Config) -> None:
    values = full.settings("别处.txt").values
    assert (values["profile"], values["genre"], values["as-of"]) == ("issue", "工作要点", "2027-01")
    assert (values["planning-year"], values["fail-on"]) == (2027, "warning")
    assert values["places"] == ("重庆市", "沙坪坝区")
    assert values["meetings"] == ({"body": "市委", "term": "六", "session": "二", "closed": "2022-12-21"},)
    assert values["roster"].endswith("office/花名册.csv")
    assert [path.name for path, _ in full.fact_files] == ["f.yaml"]
    assert "甲规则" in full.book.rules


def test_values_say_where_they_come_from(full: Config) -> None:
    settings = full.settings("别处.txt")
    assert settings.origins["profile"].endswith("planlint.yaml:1")
    assert settings.origins["places"].endswith("planlint.yaml:6")
    assert "report" not in settings.origins
    found = {e.rule.id: e for e in resolve(full.book, "review", "other", settings.layers)}
    assert found["numbering-gap"].severity == "info"
    assert found["numbering-gap"].origins["severity"].endswith("planlint.yaml:9")
    assert not found["heading-echo"].on
    assert found["near-duplicate"].origins["severity-weak"].endswith("planlint.yaml:9")


def test_overrides_hold_for_their_files(full: Config, tmp_path: Path) -> None:
    archived = full.settings(tmp_path / "归档" / "2020" / "a b.txt")
    assert (archived.values["report"], archived.values["as-of"], archived.profile) == (False, "2020", "issue")
    draft = full.settings(tmp_path / "子" / "工作要点草稿2.txt")
    assert (draft.profile, draft.values["report"]) == ("draft", True)
    severities = {e.rule.id: e.severity for e in resolve(full.book, "draft", "other", draft.layers)}
    assert severities["numbering-gap"] == "error"
    assert full.settings(tmp_path / "a.txt") is full.settings(tmp_path / "b.txt")
    assert full.settings("/elsewhere/归档/x.txt").values["report"] is True


def test_the_nearest_file_wins_and_nothing_is_merged(make: Make, library: Rulebook) -> None:
    root = make({"planlint.yaml": "profile: issue\nplanning-year: 2027\n", "a/planlint.yaml": "planning-year: 2030\n"})
    values = read(root, library, "a/b/稿.txt").settings().values
    assert (values["profile"], values["planning-year"]) == ("review", 2030)
    assert read(root, library, "c/稿.txt").settings().profile == "issue"


def test_the_search_ends_at_a_repository(make: Make, library: Rulebook) -> None:
    root = make({"planlint.yaml": "profile: issue\n", "a/.git/config": ""})
    assert discover(root / "a" / "b") is None
    assert discover(root / "c") == root / "planlint.yaml"


def test_the_search_ends_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "planlint.yaml").write_text("")
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    assert discover(home / "x") is None
    assert discover(tmp_path / "other") == tmp_path / "planlint.yaml"


def test_a_file_builds_on_another_where_it_says_so(make: Make, library: Rulebook) -> None:
    base = """\
profile: issue
places: [重庆市]
rules: {numbering-gap: off, heading-echo: off}
rule-files: [r/*.yaml]
meetings: [{body: 市委, term: 六, session: 一, closed: 2022-06-01}]
"""
    own = """\
extends: ../common/planlint.yaml
places: [成都市]
rules: {numbering-gap: on}
meetings: [{body: 市委, term: 六, session: 二, closed: 2022-12-21}]
"""
    root = make({"common/planlint.yaml": base, "common/r/a.yaml": RULE.format("共用"), "a/planlint.yaml": own})
    config = read(root, library, "a/稿.txt")
    settings = config.settings()
    assert (settings.profile, settings.values["places"]) == ("issue", ("成都市",))
    assert settings.origins["profile"].endswith("common/planlint.yaml:1")
    assert [m["session"] for m in settings.values["meetings"]] == ["一", "二"]
    severities = {e.rule.id: e.severity for e in resolve(config.book, "issue", "other", settings.layers)}
    assert (severities["numbering-gap"], severities["heading-echo"]) == ("error", "off")
    assert "共用" in severities
    assert [Path(name).parent.name for name in config.files] == ["common", "a"]


def test_extends_in_a_circle_or_into_nothing_is_an_error(make: Make, library: Rulebook) -> None:
    root = make({"planlint.yaml": "profile: issue\nextends: b.yaml\n", "b.yaml": "extends: planlint.yaml\n"})
    assert "绕成了圈" in faults(root, library).texts["zh"]
    make({"planlint.yaml": "profile: issue\nextends: c.yaml\n"})
    error = faults(root, library)
    assert (error.line, "不存在" in error.texts["zh"]) == (2, True)


def test_a_file_that_is_named_must_exist(tmp_path: Path, library: Rulebook) -> None:
    with pytest.raises(PlanlintError) as caught:
        Configs(library, tmp_path / "没有.yaml").at(tmp_path / "稿.txt")
    assert (caught.value.code, "不存在" in caught.value.texts["zh"]) == ("bad-config", True)


def test_a_file_that_is_named_holds_everywhere(make: Make, library: Rulebook) -> None:
    root = make(
        {
            "planlint.yaml": "profile: issue\n",
            "别的.yaml": "profile: draft\noverrides: [{paths: [a/*], profile: 送审}]\n",
        }
    )
    configs = Configs(library, root / "别的.yaml")
    config = configs.at(root / "a" / "稿.txt")
    assert config is configs.at("/elsewhere/稿.txt")
    assert config.settings(root / "a" / "稿.txt").profile == "review"
    assert config.settings("/elsewhere/稿.txt").profile == "draft"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("profle: issue\n", 1, "是不是“profile”"),
        ("a: 1\nprofile：issue\n", 2, "冒号应为半角"),
        ("profile: 严格\n", 1, "没有“严格”这个尺度"),
        ("尺度: 签发\n", 1, "是不是“profile”"),
        ("places: [甲市]\n规则: {heading-echo: off}\n", 2, "是不是“rules”"),
        ("尺度：签发\n", 1, "冒号应为半角"),
        ("places: [甲市]\n尺度：签发\n", 2, "冒号应为半角"),
        ("overrides:\n  - 路径: [甲]\n    报告: false\n", 2, "是不是“paths”"),
        ("genre: 工作要典\n", 1, "没有“工作要典”这个文种"),
        ("planning-year: 二〇二七\n", 1, "应为整数"),
        ("fail-on: errors\n", 1, "之一"),
        ("as-of: 2027-13\n", 1, "不是日期"),
        ("as-of: 去年\n", 1, "不是日期"),
        ("places: 重庆市\n", 1, "应为列表"),
        ("places: [重庆市，沙坪坝区]\n", 1, "逗号应为半角"),
        ("rules:\n  numbering-gab: off\n", 2, "是不是“numbering-gap”"),
        ("rules:\n  numbering-gap: false\n", 2, "应为"),
        ("rules:\n  numbering-gap: no\n", 2, "应为 error"),
        ("rules:\n  numbering-gap: {options: {fnd: gap}}\n", 2, "是不是“find”"),
        ("rules:\n  numbering-gap: {options: {find: gaps}}\n", 2, "之一"),
        ("rules: [numbering-gap]\n", 1, "应为"),
        ("overrides: [{report: false}]\n", 1, "缺少“paths”"),
        ('overrides: [{paths: ["归档\\\\**"]}]\n', 1, "用“/”隔开"),
        ("overrides:\n  - paths: [a]\n    rules: {nothing-like-it: off}\n", 3, "nothing-like-it"),
        ("meetings: [{body: 市委}]\n", 1, "缺少“term”"),
        ("meetings:\n  - {body: 市委, term: 千千, session: 二, closed: 2022-12-21}\n", 2, "不是届次"),
        ("series:\n  - {name: 语文节}\n", 2, "要写名称和届次"),
        ("planning-year: 99999\n", 1, "应为 1949 到 2100 之间的年份"),
        ("overrides:\n  - {paths: [a], planning-year: 26}\n", 2, "应为 1949 到 2100 之间的年份"),
        ("places:\n  - 某市\n  - ''\n", 3, "地名不能空着"),
        ("rule-files: [office/*.yaml]\n", 1, "没有对上任何文件"),
        ("rule-files: [../*.yaml]\n", 1, "相对路径"),
        ("rule-files: [/etc/*.yaml]\n", 1, "相对路径"),
        ("fact-files: ['']\n", 1, "相对路径"),
        ("roster: ../x.csv\n", 1, "相对路径"),
        ("roster: x.csv\n", 1, "没有这个文件"),
        ("[" * 100_000, 1, "嵌套"),
        ("- a\n", 1, "应为"),
    ],
)
def test_what_is_wrong_is_told_at_its_line(make: Make, library: Rulebook, text: str, line: int, words: str) -> None:
    error = faults(make({"planlint.yaml": text}), library)
    assert error.code == "bad-config"
    assert [p.line for p in error.problems if words in p.zh] == [line], error.texts["zh"]


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("尺度: 签发\n", "profile: 签发"),
        ("地名: [甲市]\n", "places: [甲市]"),
        ("尺度：签发\n", "尺度: 签发"),
        ("fail-on: 建议改\n", "fail-on: warning"),
        ("rules: {heading-echo: 关闭}\n", "rules: {heading-echo: off}"),
        ("planning-year: 2027年\n", "planning-year: 2027"),
        ('planning-year: "2027年"\n', "planning-year: 2027"),
        ("rules: {heading-echo: no}\n", "rules: {heading-echo: off}"),
        ("rules: {heading-echo: false}\n", "rules: {heading-echo: off}"),
        ("find-previous: no\n", "find-previous: false"),
        ("find-previous: 是\n", "find-previous: true"),
        ("author: no\n", 'author: "no"'),
        ("overrides: [{paths: [归档\\**]}]\n", "overrides: [{paths: [归档/**]}]"),
        ("overrides: [{paths: '归档/**'}]\n", 'overrides: [{paths: ["归档/**"]}]'),
        ('places: "重庆市、沙坪坝区"\n', 'places: ["重庆市", "沙坪坝区"]'),
    ],
)
def test_what_an_office_writes_is_put_right(make: Make, library: Rulebook, text: str, corrected: str) -> None:
    assert [p.corrected for p in faults(make({"planlint.yaml": text}), library).problems] == [corrected]


@pytest.mark.parametrize("name", ["planlint.yaml.txt", "planlint.yml"])
def test_a_configuration_under_another_name_is_told_and_not_ignored(make: Make, library: Rulebook, name: str) -> None:
    root = make({name: "profile: issue\n", "a/稿.txt": ""})
    with pytest.raises(PlanlintError, match=r"planlint\.yaml") as caught:
        Configs(library).at(root / "a" / "稿.txt")
    assert (caught.value.code, caught.value.path) == ("bad-config", str(root / name))
    (root / "planlint.yaml").write_text("profile: draft\n", "utf-8")
    assert Configs(library).at(root / "a" / "稿.txt").settings().profile == "draft"


def test_a_line_stands_once_below_all_that_is_wrong_with_it(make: Make, library: Rulebook) -> None:
    said = faults(make({"planlint.yaml": "meetings: [{会议: 市委}]\n"}), library).texts["zh"]
    assert (said.count("第1行："), said.count("原：")) == (5, 1)


@pytest.mark.parametrize("day", ["2027-01", "2027年1月8日", "2027年"])
def test_a_date_may_be_written_as_on_the_command_line(make: Make, library: Rulebook, day: str) -> None:
    root = make({"planlint.yaml": f"as-of: {day}\n"})
    assert read(root, library).settings().values["as-of"] == day


@pytest.mark.parametrize("kind", ["link", "folder", "pipe"])
def test_what_stands_in_place_of_a_configuration_is_told(make: Make, library: Rulebook, kind: str) -> None:
    root = make({"稿.txt": ""})
    path = root / "planlint.yaml"
    {"link": lambda: path.symlink_to(root / "没有"), "folder": path.mkdir, "pipe": lambda: os.mkfifo(path)}[kind]()
    with pytest.raises(PlanlintError) as caught:
        read(root, library)
    assert (caught.value.code, caught.value.path) == ("bad-config", str(path))


def test_wrong_names_are_told_together(make: Make, library: Rulebook) -> None:
    text = "profile: 严格\nrules:\n  no-such: off\noverrides:\n  - {paths: [a], genre: 要典}\n"
    assert [p.line for p in faults(make({"planlint.yaml": text}), library).problems] == [1, 3, 5]


def test_rule_files_may_not_be_links_to_elsewhere(make: Make, library: Rulebook) -> None:
    root = make(
        {
            "planlint.yaml": "",
            "secret/r.yaml": RULE.format("外面"),
            "a/planlint.yaml": "rule-files: [r.yaml]\n",
        }
    )
    (root / "a" / "r.yaml").symlink_to(root / "secret" / "r.yaml")
    with pytest.raises(BadFileError, match="out of the folder"):
        read(root, library, "a/稿.txt")


def test_a_rule_file_at_fault_is_told_by_its_name(make: Make, library: Rulebook) -> None:
    root = make({"planlint.yaml": "rule-files: [r/*.yaml]\n", "r/a.yaml": RULE.format("甲").replace("甲]", "甲")})
    with pytest.raises(BadFileError) as caught:
        read(root, library)
    assert caught.value.code == "bad-rule-file"
    assert (caught.value.path or "").endswith("r/a.yaml")


def test_a_file_with_everything_commented_out_is_fine(make: Make, library: Rulebook) -> None:
    root = make({"planlint.yaml": "# profile: issue\nrules:\n  # heading-echo: off\nplaces:\noverrides:\n"})
    assert read(root, library).settings().profile == "review"


def test_editors_get_a_schema() -> None:
    schema = json_schema(ConfigFile)
    jsonschema.validate(parse(FULL.replace("2027-01\n", "'2027-01'\n")).data(), schema)
    assert "送审" in schema["properties"]["profile"]["description"]


@pytest.mark.parametrize(
    "line",
    [
        'rule-files: ["**.yaml"]',
        "rule-files: [.]",
        f"rule-files: [{'a' * 300}]",
        f"rule-files: [{'a' * 300}/*.yaml]",
        'fact-files: ["**x"]',
        "roster: .",
        f"extends: {'a' * 300}",
        'extends: "a\\0b"',
    ],
)
def test_paths_that_cannot_be_are_told_at_their_line(make: Make, library: Rulebook, line: str) -> None:
    error = faults(make({"planlint.yaml": f"profile: draft\n{line}\n"}), library)
    assert [problem.line for problem in error.problems] == [2]


def test_no_more_is_read_of_a_file_than_it_may_hold(make: Make, library: Rulebook) -> None:
    root = make({"planlint.yaml": "rule-files: [r.yaml]\n", "r.yaml": "", "huge/planlint.yaml": ""})
    for path in (root / "r.yaml", root / "huge" / "planlint.yaml"):
        with path.open("r+b") as file:
            file.truncate(1 << 33)
        with pytest.raises(PlanlintError, match="too large") as caught:
            read(root, library, f"{path.parent.relative_to(root)}/稿.txt")
        assert caught.value.path is not None
        assert caught.value.path.endswith(path.name)


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        ("meetings: 全会\n", 1),
        ("meetings:\n  plenums: 二十届五中\n", 2),
        ("# 本单位\nterms:\n", 2),
        ("meetings:\n  plenums:\n    - {held: 2027-01-01}\n", 3),
        ("meetings:\n  plenums: [甲]\n", 2),
        ("meetings:\n  plenums:\n    - {name: 3, held: 2027-01-01}\n", 3),
        ("meetings:\n  grace: 久\n", 2),
        ("institutions:\n  records:\n\n    - {old: 区教委, also: 教委, new: 区教育局, since: 2026-01-01}\n", 4),
        ("measure-words:\n  measures: [个, 1]\n", 2),
        ('measure-words:\n  measures: [""]\n', 2),
    ],
)
def test_a_fact_table_of_another_shape_is_told_at_its_line(tmp_path: Path, facts: str, line: int) -> None:
    (tmp_path / "planlint.yaml").write_text("fact-files: [own.yaml]\n", "utf-8")
    (tmp_path / "own.yaml").write_text(facts, "utf-8")
    session = Session(Options(config=str(tmp_path / "planlint.yaml")))
    for name in ("plan.txt", "other.txt"):
        result = session.lint(Document("某局2027年工作要点\n", name))
        assert result is not None
        assert result.error is not None
        assert f"own.yaml:{line}" in result.error.texts["zh"]
    (error,) = session.errors
    assert error.line == line
    assert "和随附的表一样" in error.texts["zh"]


def test_tables_built_like_ours_are_taken_and_their_words_mean_themselves(tmp_path: Path) -> None:
    (tmp_path / "planlint.yaml").write_text("fact-files: [own.yaml, ours.yaml]\n", "utf-8")
    (tmp_path / "own.yaml").write_text('measure-words:\n  measures: ["(", "个["]\n', "utf-8")
    (tmp_path / "ours.yaml").write_text(json.dumps(pack()["facts"], ensure_ascii=False), "utf-8")
    session = Session(Options(config=str(tmp_path / "planlint.yaml")))
    result = session.lint(Document("某局2027年工作要点\n一、抓好三项工作：一是甲；二是乙。\n", "plan.txt"))
    assert session.errors == []
    assert result is not None
    assert result.error is None
