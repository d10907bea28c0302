from __future__ import annotations

import json
import marshal
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

import jsonschema
import pytest

from planlint import checks
from planlint.genres import infer_genre
from planlint.jsonschema import json_schema
from planlint.model import PlanlintError
from planlint.pack import folder
from planlint.plaindata import from_plain, to_plain
from planlint.problems import BadFileError
from planlint.rulebook import Rulebook, RuleSetting, added_by_stricter, resolve
from planlint.rulefile import extend, load_library
from planlint.ruleschema import RuleEntry
from planlint.schema import load
from planlint.yamltree import parse

GOOD = """\
- id: 禁用词
  title: 本单位的禁用词
  check: forbidden-terms
  options: {terms: [甲, 乙]}
  severity: error
  message: {zh: "不用“{term}”", en: "not {term}"}
  tests:
    - pass: 丙
    - fail: ⟦甲⟧
"""


@pytest.fixture(scope="module")
def library() -> Rulebook:
    return load_library(folder("rules"))


def user(tmp_path: Path, text: str, library: Rulebook) -> Rulebook:
    path = tmp_path / "规则.yaml"
    path.write_text(text, "utf-8")
    return extend(library, [(path, "规则.yaml")])


def faults(tmp_path: Path, text: str, library: Rulebook) -> BadFileError:
    with pytest.raises(BadFileError) as caught:
        user(tmp_path, text, library)
    assert caught.value.code == "bad-rule-file"
    return caught.value


# the shipped library


def test_shipped_rules_are_explained_and_carry_their_cases(library: Rulebook) -> None:
    for rule in library.rules.values():
        kinds = [case.kind for case in rule.cases]
        assert kinds.count("pass") >= 2, rule.id
        assert kinds.count("fail") >= 2, rule.id
        assert rule.rationale, rule.id
        assert rule.since, rule.id
        assert set(rule.message) == {"zh", "en"}, rule.id
        assert rule.id.isascii(), rule.id


def test_profiles_only_add(library: Rulebook) -> None:
    def on(profile: str, genre: str) -> set[str]:
        return {e.rule.id for e in resolve(library, profile, genre) if e.on}

    for genre in library.genres:
        assert on("draft", genre) <= on("review", genre) <= on("issue", genre)
    assert "missing-title" in on("draft", "工作要点")
    assert {"missing-signature", "missing-date"} <= on("issue", "通知") - on("review", "通知")
    assert "missing-date" in added_by_stricter(library, "review", "通知")
    assert added_by_stricter(library, "issue", "通知") == []


def test_profiles_name_rules_that_exist(library: Rulebook) -> None:
    assert [p.title for p in library.profiles.values()] == ["起草", "签发", "版式", "送审"]
    for profile in library.profiles.values():
        assert set(profile.rules) <= set(library.rules)


def test_a_library_is_the_same_out_of_the_pack(library: Rulebook) -> None:
    again = Rulebook.from_dict(marshal.loads(marshal.dumps(library.to_dict())))
    assert [r.to_dict() for r in again.rules.values()] == [r.to_dict() for r in library.rules.values()]
    assert (again.genres, again.profiles) == (library.genres, library.profiles)
    assert [r.options for r in again.rules.values()] == [r.options for r in library.rules.values()]
    assert not any(r.cases for r in again.rules.values())


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("某区2027年教育工作要点", "工作要点"),
        ("某区2027年教育工作要点（送审稿）", "工作要点"),
        ("某市“平安校园”建设三年行动计划（2026—2028年）", "行动计划"),
        ("某局2027年工作计划", "工作计划"),
        ("2026年工作总结和2027年工作计划", "工作计划"),
        ("某局2026年工作总结", "工作总结"),
        ("关于印发《某市某某实施方案》的通知", "通知"),
        ("某市某某工作方案（试行）", "实施方案"),
        ("某市“十五五”教育发展规划", "规划"),
        ("关于加强某项工作的指导意见", "意见"),
        ("政府工作报告——2027年1月5日在某市第二次会议上", "政府工作报告"),
        ("某某管理办法", "other"),
        ("（" * 5000 + "》" * 5000, "other"),
        ("", "other"),
        (None, "other"),
    ],
)
def test_the_end_of_a_title_tells_the_genre(library: Rulebook, title: str | None, genre: str) -> None:
    assert infer_genre(title, library.genres.values()) == genre


# a user's rules


def test_a_users_rule_is_a_rule_like_any_other(tmp_path: Path, library: Rulebook) -> None:
    book = user(tmp_path, GOOD, library)
    rule = book.find("本单位的禁用词")
    assert rule is book.rules["禁用词"]
    assert (rule.severity, rule.basis, rule.source, rule.line) == ("error", "本单位", "规则.yaml", 1)
    assert rule.options.terms == ("甲", "乙")
    assert [(c.kind, c.text, c.line) for c in rule.cases] == [("pass", "丙", 8), ("fail", "⟦甲⟧", 9)]
    assert set(book.rules) == {*library.rules, "禁用词"}


@pytest.mark.parametrize(
    ("old", "new", "line", "words", "corrected"),
    [
        ("severity: error", "severty: error", 5, "是不是“severity”", "  severity: error"),
        ("severity: error", "severity: eror", 5, "应为 error、warning、info、off 之一", "  severity: error"),
        ("severity: error", "severity: “error”", 5, "引号应为半角", '  severity: "error"'),
        ("severity: error", "basis: 单位", 5, "之一", "  basis: 本单位"),
        ("severity: error", "genres: [工作要典]", 5, "没有“工作要典”这个文种", "  genres: [工作要点]"),
        ("severity: error", "genres: [通知，意见]", 5, "逗号应为半角", "  genres: [通知, 意见]"),
        ("severity: error", "genres: 通知", 5, "应为列表", "  genres: [通知]"),
        ("severity: error", "genres: 通知、方案", 5, "应为列表", "  genres: [通知, 方案]"),
        ("severity: error", "since: 1", 5, "请加引号", '  since: "1"'),
        ("severity: error", "in-quotes: never", 5, "any、skip、only 之一", None),
        ("severity: error", "numbering", 5, "缺少冒号", None),
        ("forbidden-terms", "forbiden-terms", 3, "没有“forbiden-terms”这个检查", "  check: forbidden-terms"),
        ("forbidden-terms", "禁用词", 3, "没有“禁用词”这个检查", "  check: forbidden-terms"),
        ("  check: forbidden-terms\n", "", 1, "缺少“check”", None),
        ("terms: [甲", "词语: [甲", 4, "是不是“terms”", "  options: {terms: [甲, 乙]}"),
        ("terms: [甲", "term: [甲", 4, "是不是“terms”", "  options: {terms: [甲, 乙]}"),
        ("[甲, 乙]", "[“甲”, 乙]", 4, "引号应为半角", '  options: {terms: ["甲", 乙]}'),
        ("[甲, 乙]", "[1, 乙]", 4, "请加引号", '  options: {terms: ["1", 乙]}'),
        ("[甲, 乙]", "[]", 4, "terms", None),
        ("options: {terms: [甲, 乙]}", "options: {pattern: '['}", 4, "没有“pattern”这一项", None),
        ("{term}”", "｛term｝”", 6, "花括号应为半角", '  message: {zh: "不用“{term}”", en: "not {term}"}'),
        ("{term}”", "{term.x}”", 6, "只能是一个名称", None),
        ("{term}”", "{term[0]}”", 6, "只能是一个名称", None),
        ("{term}”", "{term!r}”", 6, "只能是一个名称", None),
        ("{term}”", "{term:>9}”", 6, "只能是一个名称", None),
        ("{term}”", "{0}”", 6, "只能是一个名称", None),
        ("{term}”", "{term”", 6, "花括号不成对", None),
        ("id: 禁用词", "id: No_Good", 1, "小写字母或汉字", "- id: no-good"),
        ("id: 禁用词", "id: numbering-gap", 1, "已经有了", None),
        ("本单位的禁用词", "编号断号", 2, "已经有了", None),
        ("pass: 丙", "pass: ⟦丙⟧", 8, "不应有", None),
        ("fail: ⟦甲⟧", "fail: 甲", 9, "要用 ⟦ ⟧ 括出", None),
        ("fail: ⟦甲⟧", "fail: ⟦甲", 9, "不成对", None),
        ("fail: ⟦甲⟧", "fail: ⟦⟦甲⟧⟧", 9, "不成对", None),
        ("fail: ⟦甲⟧", "message: 甲", 9, "中的一个", None),
        ("fail: ⟦甲⟧", "{fail: 甲, at: 标题}", 9, "at 应为", None),
    ],
)
def test_faults_are_told_at_their_line(
    tmp_path: Path, library: Rulebook, old: str, new: str, line: int, words: str, corrected: str | None
) -> None:
    assert old in GOOD
    error = faults(tmp_path, GOOD.replace(old, new, 1), library)
    told = [p for p in error.problems if words in p.zh]
    assert told, error.texts["zh"]
    assert told[0].line == line
    assert told[0].corrected == corrected


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path, library: Rulebook) -> None:
    one, two = tmp_path / "a.yaml", tmp_path / "b.yaml"
    one.write_text(GOOD.replace("severity: error", "severity: eror").replace("terms:", "term:"), "utf-8")
    two.write_text("- id：x\n  title: y\n", "gb18030")
    with pytest.raises(BadFileError) as caught:
        extend(library, [(one, "a.yaml"), (two, "b.yaml")])
    places = [(p.path, p.line) for p in caught.value.problems]
    assert ("a.yaml", 5) in places
    assert ("b.yaml", 1) in places
    assert "b.yaml 第1行：冒号应为半角“:”" in caught.value.texts["zh"]


def test_slips_do_not_hide_the_faults_behind_them(tmp_path: Path, library: Rulebook) -> None:
    text = GOOD.replace("check: ", "check：").replace("severity: error", "severity: eror").replace("terms:", "term:")
    assert [p.line for p in faults(tmp_path, text, library).problems] == [3, 4, 5]


def test_two_rules_of_one_name_are_a_fault(tmp_path: Path, library: Rulebook) -> None:
    error = faults(tmp_path, GOOD + GOOD, library)
    assert [(p.line, "规则.yaml 第1行" in p.zh) for p in error.problems] == [(10, True), (11, True)]


@pytest.mark.parametrize("text", ["id: x\ntitle: y\n", "x", "- x\n- 1\n", "[[]]", "- [" * 40])
def test_a_rule_file_of_another_shape_is_a_fault(tmp_path: Path, library: Rulebook, text: str) -> None:
    assert faults(tmp_path, text, library).path == "规则.yaml"


def test_an_empty_rule_file_has_no_rules(tmp_path: Path, library: Rulebook) -> None:
    assert list(user(tmp_path, "# 还没有\n", library).rules) == list(library.rules)


def test_a_missing_rule_file_is_an_error(tmp_path: Path, library: Rulebook) -> None:
    with pytest.raises(PlanlintError) as caught:
        extend(library, [(tmp_path / "没有.yaml", "没有.yaml")])
    assert caught.value.path == "没有.yaml"


# resolving


def test_layers_win_over_profiles_and_say_where_from(library: Rulebook) -> None:
    def gap(*settings: RuleSetting) -> Any:
        found = resolve(library, "review", "工作要点", [{"numbering-gap": s} for s in settings])
        return next(e for e in found if e.rule.id == "numbering-gap")

    plain = gap()
    assert (plain.severity, plain.severity_weak) == ("error", "warning")
    assert plain.origins["severity"].startswith("rules/numbering.yaml:")
    info = gap(RuleSetting("info", origin="planlint.yaml:3"))
    assert (info.severity, info.severity_weak, info.origins["severity"]) == (
        "info",
        "info",
        "planlint.yaml:3",
    )
    assert not gap(RuleSetting("off")).on
    assert gap(RuleSetting("off"), RuleSetting("on")).severity == "error"
    assert gap(RuleSetting(severity_weak="info")).severity_weak == "info"


def test_options_go_over_the_rules_own(tmp_path: Path, library: Rulebook) -> None:
    book = user(tmp_path, GOOD, library)
    tree = parse("allow: [丙甲]")
    layer = {"禁用词": RuleSetting(options=tree, origin="planlint.yaml:7")}
    found = next(e for e in resolve(book, "review", "other", [layer]) if e.rule.id == "禁用词")
    assert found.rule.options == checks.load("forbidden-terms").Options(terms=("甲", "乙"), allow=("丙甲",))
    assert found.origins["options.allow"] == "planlint.yaml:7"


def test_a_rule_for_some_genres_is_not_there_for_others(tmp_path: Path, library: Rulebook) -> None:
    book = user(tmp_path, GOOD.replace("severity: error", "genres: [通知]"), library)
    assert "禁用词" in [e.rule.id for e in resolve(book, "review", "通知")]
    assert "禁用词" not in [e.rule.id for e in resolve(book, "review", "意见")]


@pytest.mark.parametrize(("name", "near"), [("numbering-gaps", "numbering-gap"), ("编号断", "编号断号")])
def test_names_that_are_not_there_get_the_nearest(library: Rulebook, name: str, near: str) -> None:
    with pytest.raises(PlanlintError) as caught:
        library.find(name)
    assert f"是不是“{near}”" in caught.value.texts["zh"]


def test_profiles_and_genres_have_chinese_names(library: Rulebook) -> None:
    assert [library.profile(n) for n in ("draft", "送审", "签发")] == ["draft", "review", "issue"]
    assert library.genre("其他") == "other"
    for find in (library.profile, library.genre):
        with pytest.raises(PlanlintError):
            find("严格")


# dataclasses as schemas


@dataclass(frozen=True)
class Inner:
    name: str
    on: date | None = None


@dataclass(frozen=True)
class Outer:
    words: tuple[str, ...] = ()
    ratio: float = 0.5
    flag: bool = False
    kind: Literal["a", "b"] = "a"
    day: date | None = None
    inner: Inner | None = None
    by_name: Mapping[str, tuple[Inner, ...]] = field(default_factory=dict)
    either: str | int | Inner = ""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{}", Outer()),
        ("words: [甲]\nratio: 0.85\nflag: true\nkind: b", Outer(("甲",), 0.85, True, "b")),
        ("ratio: 1\nday: 2027-01-31", Outer(ratio=1.0, day=date(2027, 1, 31))),
        ("inner: {name: x, on: 2027-01-31}", Outer(inner=Inner("x", date(2027, 1, 31)))),
        ("by-name: {甲: [{name: x}]}", Outer(by_name={"甲": (Inner("x"),)})),
        ("either: 3", Outer(either=3)),
        ("either: {name: x}", Outer(either=Inner("x"))),
        ("words:\n", Outer()),
    ],
)
def test_a_tree_becomes_a_dataclass_and_plain_data_and_back(text: str, value: Outer) -> None:
    assert load(parse(text), Outer) == value
    plain = marshal.loads(marshal.dumps(to_plain(value)))
    assert from_plain(Outer, plain) == value


def test_the_json_schema_of_a_dataclass_says_what_its_keys_hold() -> None:
    schema = json_schema(Outer)
    whole = "words: [甲]\nratio: 1\nkind: b\ninner: {name: x}\nby-name: {甲: [{name: x}]}\neither: {name: x}"
    jsonschema.validate(parse(whole).data(), schema)
    for wrong in ("words: [1]", "kind: c", "inner: {}", "by_name: {}", "flag: 1"):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(parse(wrong).data(), schema)


@pytest.mark.parametrize(
    "text",
    [
        "words: [1]",
        "words: {a: b}",
        "ratio: '0.85'",
        "ratio: x",
        "flag: 1",
        "flag: 'true'",
        "kind: c",
        "day: 2027-02-30",
        "day: 20270131",
        "inner: {}",
        "inner: {name: x, nam: y}",
        "by-name: {甲: [{}]}",
        "by_name: {}",
        "either: true",
        "[]",
        "甲",
    ],
)
def test_a_tree_that_does_not_fit_is_refused(text: str) -> None:
    with pytest.raises(BadFileError):
        load(parse(text), Outer)


def test_editors_get_a_schema_of_rule_files() -> None:
    schema = json_schema(tuple[RuleEntry, ...], "planlint rules")
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(parse(GOOD).data(), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([{"id": "x", "severty": "error"}], schema)
    assert "in-quotes" in json.dumps(schema)
