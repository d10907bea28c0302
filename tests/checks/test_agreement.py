"""What should agree within one document: names, quotation marks, cited titles, abbreviations, siblings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.checks._near import difference, distinct, is_slip, near_pairs
from tests.checks.dated import FACTS, findings, found, seed

APART = distinct(FACTS)
NAMES = st.text("甲乙丙丁戊己庚辛", min_size=4, max_size=16)


@given(NAMES, st.data())
def test_a_slip_in_one_place_is_found_among_other_names(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name) - 1))
    wrong = name[:at] + "木" + name[at + data.draw(st.integers(0, 1)) :]
    others = data.draw(st.lists(NAMES, max_size=4, unique=True))
    if len(name) < 8 <= len(wrong):
        return  # edges of short and of long names are cut in different ways
    assert (name, wrong) in set(near_pairs([*[o for o in others if o != name], name, wrong]))


@given(NAMES, NAMES)
def test_what_differs_stands_between_what_is_common(one: str, other: str) -> None:
    a, b = difference(one, other)
    start = next((i for i, (x, y) in enumerate(zip(one, other, strict=False)) if x != y), min(len(one), len(other)))
    assert one.startswith(a, start)
    assert other.startswith(b, start)
    assert one[:start] + b + one[start + len(a) :] == other


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("学习云平台", "学习去平台", True),
        ("学习云平台", "学习平台", True),
        ("学习云平台", "学云习平台", True),
        ("第一学习社区", "第二学习社区", False),
        ("中学教师标准", "小学教师标准", False),
        ("中学教师标准", "学中教师标准", True),
        ("学习云平台", "学习资源平台", False),
        ("学习云平台", "市学习云平台", False),
    ],
)
def test_what_tells_two_names_apart_is_no_slip(one: str, other: str, slip: bool) -> None:
    assert is_slip(one, other, 1, APART) is slip
    assert is_slip(other, one, 1, APART) is slip


def test_the_names_that_the_seeds_mix_are_told_and_no_others() -> None:
    rules = ("inconsistent-name", "inconsistent-quotes", "misspelt-name", "title-cited-differently", "heading-form")
    assert found(seed("000"), *rules) == [("info", "新沙坪坝")]
    assert found(seed("002"), *rules) == [("info", "一岗双责"), ("info", "区管校聘"), ("info", "街镇")]


@pytest.mark.parametrize(
    ("number", "old", "new", "rule", "words"),
    [
        ("002", "“畅学沙磁网”镇街", "“畅学沙滋网”镇街", "misspelt-name", "畅学沙滋网"),
        ("002", "建设“畅学沙磁网”", "建设“学沙磁网”", "misspelt-name", "学沙磁网"),
        ("000", "启动沙坪坝区", "启动沙平坝区", "misspelt-name", "沙平坝"),
        ("000", "启动沙坪坝区", "启动沙坝坪区", "misspelt-name", "沙坝"),
        ("000", "沙坪坝区新时代教育督导", "坪沙坝区新时代教育督导", "misspelt-name", "沙坝"),
        ("002", "建设“畅学沙磁网”镇街特色", "建设“畅学沙磁网”街镇特色", "inconsistent-name", "街镇"),
    ],
)
def test_a_name_of_a_seed_written_wrongly_once(number: str, old: str, new: str, rule: str, words: str) -> None:
    text = seed(number)
    assert text.count(old) == 1, old
    assert words in [said for _, said in found(text.replace(old, new), rule)]


@pytest.mark.parametrize("end", ["。", "；", "，", "、", "："])
@pytest.mark.parametrize("label", "一二三四五六")
def test_a_section_heading_of_a_seed_that_alone_ends_with_a_mark(label: str, end: str) -> None:
    lines = seed("000").split("\n")
    at = next(at for at, line in enumerate(lines) if line.startswith(f"{label}、"))
    lines[at] += end
    expected = [] if end == "：" else [("warning", end)]
    assert found("\n".join(lines), "heading-form") == expected


def test_siblings_without_a_custom_have_none_to_break() -> None:
    mixed = "一、甲项工作\n二、乙项工作。\n三、丙项工作。\n四、丁项工作\n"
    assert found(mixed, "heading-form") == []
    assert found("（一）甲；\n（二）乙；\n（三）丙，包括：\n1.丁；\n2.戊。\n（四）己。\n", "heading-form") == []


def test_an_entry_that_lost_its_mark_gets_it_back() -> None:
    text = "（一）甲项；\n（二）乙项\n（三）丙项;\n（四）丁项。\n"
    [finding] = findings(text, "heading-form")
    assert finding.fix
    assert not finding.fix.safe
    [edit] = finding.fix.edits
    mended = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert mended == text.replace("乙项", "乙项；")
    assert findings(mended, "heading-form") == []


def test_of_two_titles_the_rarer_is_wrong_and_a_tie_is_a_question() -> None:
    right, wrong = "《甲区中小学校食堂管理办法》", "《甲区中小学校食常管理办法》"
    rule = "title-cited-differently"
    assert found(f"落实{wrong}，按{right}检查，依{right}处理。", rule) == [("warning", wrong[1:-1])]
    assert found(f"落实{right}，按{wrong}检查。", rule) == [("info", wrong[1:-1])]
    [finding] = findings(f"落实{wrong}，按{right}检查，依{right}处理。", rule)
    assert finding.suggestion == right[1:-1]
    assert finding.fix is None


def test_the_title_of_the_document_itself_is_compared_too() -> None:
    text = "甲区中小学校食堂管理办法\n各校应当落实《甲区中小学校食堂管理办去》。\n一、总则\n抓好落实。\n"
    assert found(text, "title-cited-differently") == [("info", "甲区中小学校食堂管理办去")]


@pytest.mark.parametrize(
    "text",
    [
        "落实《甲区食堂管理\n办法》，按照《甲区食堂管理办法》检查。",
        "落实《关于印发〈甲区食堂管理办法〉的通知》和《关于印发<甲区食堂管理办法>的通知》。",
        "落实《甲区食堂管理办法（2021年版）》（甲教〔2021〕5号）和《甲区食堂管理办法》（甲教〔２０２１〕５号）。",
        "落实《甲区食堂管理办法》（甲教〔2021〕5号、乙教〔2021〕6号），按《甲区食堂管理办法》检查。",
    ],
)
def test_one_title_in_two_spellings_is_one(text: str) -> None:
    assert found(text, "title-cited-differently") == []


def test_a_unit_with_its_sections_in_brackets_is_one_name() -> None:
    duty = "做好工作。（责任单位：区教育委员会（基教科、体卫科），区财政局）\n"
    text = f"{duty}{duty}{duty.replace('教育', '教有')}"
    assert [words for _, words in found(text, "misspelt-name")] == ["区教有委员会（基教科、体卫科）"]


def test_an_abbreviation_is_used_when_it_stands_by_itself() -> None:
    declared = "现将《甲区食堂管理办法》（以下简称《办法》）印发给你们"
    assert found(f"{declared}，请按办法执行。", "unkept-abbreviation") == []
    assert found(f"{declared}，并落实《乙区校车办法》。", "unkept-abbreviation") == [("info", "《办法》")]


def test_many_names_and_titles_cost_no_more_than_their_number() -> None:
    titles = "".join(f"落实《甲区{a}{b}管理办法》，用好“{a}{b}平台”。\n" for a in CHARACTERS for b in CHARACTERS)
    assert len(findings(titles, "title-cited-differently", "misspelt-name", "inconsistent-quotes")) < 5000


CHARACTERS = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"


def test_an_item_of_one_sentence_has_no_heading_that_ran_on() -> None:
    others = "".join(f"{n}.抓好甲项工作。组织开展活动。〔甲科负责〕\n" for n in (1, 2, 4))
    one = "3.评选全市优秀新闻作品和栏目共计60件（一等奖10件、二等奖20件）。"
    assert found(f"{one}〔乙科负责〕\n{others}", "heading-form") == []
    assert found(f"{one}组织开展活动。〔乙科负责〕\n{others}", "heading-form") != []


def test_a_heading_of_two_clauses_is_one() -> None:
    others = "".join(f"{n}.严格规范公正文明执法。组织开展活动。\n" for n in (1, 2, 4))
    assert found(f"3.深化“放管服”改革，优化法治化营商环境。精简事项298项。\n{others}", "heading-form") == []


def test_a_heading_that_asks_and_one_without_words_break_no_custom() -> None:
    assert found("一、甲项工作\n二、乙项怎么办？\n三、丙项工作\n四、丁项工作\n", "heading-form") == []
    assert found("一、甲项工作\n二、\n三、丙项工作\n四、丁项工作\n", "heading-form") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市工信局牵头，市工业和信息化局配合。", []),
        ("（责任单位：市工信局）（责任单位：市工业和信息化局）", ["工业和信息化局"]),
        ("市住建委牵头，市住房城乡建设委员会印发，市住房城乡建设委配合。", ["住房城乡建设委"]),
        ("市发改委牵头，落实《国家发展改革委关于甲项工作的通知》。", []),
        ("工信部门牵头，工信部联〔2011〕300号文件，工业和信息化部门配合。", []),
    ],
)
def test_which_forms_of_a_units_name_may_stand_side_by_side(text: str, expected: list[str]) -> None:
    assert [said for _, said in found(text, "inconsistent-name")] == expected
