"""What the benchmarks measure on is the same every time, and the planted slips are what they say."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from benchmarks import material, recipe
from benchmarks.counted import show_counted
from benchmarks.mutations import Mutant, Subject, mutants
from benchmarks.slips_in_names import name_mutants
from benchmarks.slips_in_parts import part_mutants
from benchmarks.slips_in_text import text_mutants
from benchmarks.slips_in_time import time_mutants
from planlint.api import Options, Session
from planlint.model import Document
from planlint.outline import parse

TEXT = """某区2021年教育工作要点

贯彻落实党的十九大和十九届二中、三中、四中、五中全会精神，现提出如下要点。
一、抓好甲项工作
1.建设学校。新建三所小学。按照年度投资计划抓好开工、封顶、验收、移交各个节点的进度管理和质量管理。
2.改造校舍。改造两所中学的教学楼。
3.补齐设备。为村小补齐音乐体育美术器材。
4.整修操场。整修四所学校的操场。
5.美化校园。每校种一片树。
6.管好档案。校舍档案一校一册。
二、抓好乙项工作
7.培训教师。每名教师培训五天，培训内容由区教师进修学校和各学校共同商定，并向全体教师公布。
8.交流轮岗。每年交流十名校长和一百名教师，优先从城区学校选派到农村学校，任期不少于三年。
9.评先评优。教师节前表彰先进。
三、抓好丙项工作
10.检查食堂。每学期检查两次，检查结果在家长会上通报，并在学校大门口的公告栏公示不少于十天。
11.检查校车。每月检查一次车况。
12.检查宿舍。每周检查一次用电。
四、抓好丁项工作
13.总结经验。年底前总结一次。
五、抓好戊项工作
14.宣传典型。每月宣传一名教师。
某区教育局
2021年3月1日
"""


@pytest.fixture(scope="module")
def subject() -> Subject:
    document = Document(TEXT, "甲.txt")
    result = Session(Options()).lint(document)
    assert result is not None
    parts = frozenset(["title", "sections", "signature", "date"])
    return Subject("甲.txt", TEXT, parse(document), result, parts)


def planted(subject: Subject) -> Iterator[Mutant]:
    for index in range(12):
        yield from mutants(subject, Random(index))
        yield from part_mutants(subject, Random(index))


def test_a_seed_taken_apart_goes_together_again() -> None:
    for path, seed in zip(sorted(material.SEEDS.glob("*.txt")), material.seeds(), strict=True):
        assert seed.text() == path.read_text("utf-8")
        assert len(seed.items) > 30


def test_documents_are_the_same_every_time_and_all_different() -> None:
    documents = list(material.documents(30))
    assert documents == list(material.documents(30))
    assert len(set(documents)) == 30


def test_a_document_is_numbered_through() -> None:
    for text in material.documents(4):
        numbers = [int(item[0].split(".")[0].rpartition("]")[2]) for item in _items(text)]
        assert numbers == list(range(1, len(numbers) + 1))


def test_a_lengthened_seed_says_something_else_each_time() -> None:
    length = len(material.lengthened(1, varied=True))
    assert 3.9 < len(material.lengthened(4, varied=True)) / length < 4.1
    same, varied = (material.lengthened(4, varied=v).split("\n") for v in (False, True))
    assert len(set(varied)) > 3 * len(set(same))
    assert [line[:2] for line in same] == [line[:2] for line in varied]


def test_every_mutant_differs_from_the_document_and_points_into_itself(subject: Subject) -> None:
    kinds = set()
    for mutant in planted(subject):
        kinds.add(mutant.kind)
        assert mutant.as_of or mutant.text != TEXT
        assert all(0 <= place.start <= len(mutant.text) for place in mutant.places)
    assert len(kinds) > 25


def test_what_an_older_text_leaves_behind_is_found(subject: Subject) -> None:
    kinds = set()
    for mutant in time_mutants(subject, Random(1)):
        kinds.add(mutant.kind)
        assert mutant.text != TEXT
        result = Session(Options(profile=mutant.profile)).lint(Document(mutant.text, "甲.txt"))
        assert result is not None
        told = [finding.span.start for finding in result.findings if finding.rule in mutant.rules]
        assert any(p.start <= at < p.end for p in mutant.places for at in told), mutant.kind
    assert len(kinds) > 20


def test_a_removed_item_is_missed_at_the_next(subject: Subject) -> None:
    found = [mutant for mutant in planted(subject) if mutant.kind == "item removed"]
    assert found
    for mutant in found:
        (place,) = mutant.places
        before, after = (mutant.text[: place.start].rsplit("\n", 2)[-2], mutant.text[place.start :])
        assert int(after.split(".")[0]) == int(before.split(".")[0]) + 2


def test_copies_and_swaps_point_at_the_entry_out_of_place(subject: Subject) -> None:
    for mutant in planted(subject):
        at = mutant.text[mutant.places[0].start :]
        label = at.split("、")[0].split(".")[0]
        if mutant.kind.endswith("copied below itself"):
            assert mutant.text.count(f"\n{label}{at[len(label)]}") == 2
            assert f"\n{label}{at[len(label)]}" not in at
        if mutant.kind == "item swapped with the next":
            assert at.split("\n")[1].startswith(f"{int(label) - 1}.")


def test_the_slips_of_a_plain_document_are_found(subject: Subject) -> None:
    session = Session(Options())
    for mutant in planted(subject):
        if not mutant.profile and not mutant.as_of and mutant.rules & {"numbering-gap", "plenum-order"}:
            result = session.lint(Document(mutant.text, "甲.txt"))
            assert result is not None
            places = {finding.span.start for finding in result.findings if finding.rule in mutant.rules}
            assert any(p.start <= at < p.end for p in mutant.places for at in places), mutant.kind


def _items(text: str) -> list[list[str]]:
    return [[line] for line in text.split("\n") if material.ITEM.fullmatch(line)]


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("推进教会、勤练、常赛三个环节。", True, False),
        ("推进教会、勤练三个环节。", False, True),
        ("实施两大行动：强基行动、提质行动、扩优行动。", False, True),
        ("实施“强基”“提质”两项工程。", True, False),
        ("贯通小学、初中和高中三个学段。", True, False),
        ("贯通小学、初中等三个学段。", False, False),
        ("以强基、提质“三大行动”为抓手。", None, None),
        ("建成3个校区、2个场馆、5个中心。", None, None),
        ("落实规定、办法和八项规定。", None, None),
    ],
)
def test_the_recipe_is_what_its_description_says(text: str, right: bool | None, wrong: bool | None) -> None:
    found = list(recipe.counted(text))
    assert [(each.right, each.wrong) for each in found] == ([] if right is None else [(right, wrong)])


def test_both_readers_are_measured_on_the_same_members(capsys: pytest.CaptureFixture[str]) -> None:
    text = "推进教会、勤练、常赛三个环节。\n办好甲、乙和丙等三项活动。\n推进教会、勤练三个环节。\n"
    document = Document(text, "甲.txt")
    result = Session(Options()).lint(document)
    assert result is not None
    show_counted([Subject("甲.txt", text, parse(document), result)], 5)
    title, _, ours, theirs = capsys.readouterr().out.rstrip().split("\n")
    assert "4 members dropped" in title
    assert ours.split() == ["planlint", "2", "1", "1", "4", "100", "50.0"]
    assert theirs.split() == ["the", "recipe", "2", "1", "1", "2", "50.0", "50.0"]


NAMES = """某区食堂管理工作方案
为落实《甲区中小学校食堂管理办法》，报甲区食堂工作领导小组审议，用好“阳光食堂平台”。
一、抓好采购
甲区食堂工作领导小组每月研究，执行《甲区中小学校食堂管理办法》，升级“阳光食堂平台”。
二、抓好储存
甲区食堂工作领导小组每季通报，推广“阳光食堂平台”，各镇街配合，镇街报告，镇街小结。
三、抓好加工
1.检查卫生。每月检查一次卫生，检查结果在家长会上通报，并在学校大门口公布，公布时间不少于十天，家长可以查阅。
2.检查设备。每季检查一次设备，检查结果在家长会上通报，并在学校大门口公布，公布时间不少于十天，家长可以查阅。
3.检查人员。每年检查一次人员，检查结果在家长会上通报，并在学校大门口公布，公布时间不少于十天，家长可以查阅。
4.检查台账。每周检查一次台账，检查结果在家长会上通报，并在学校大门口公布，公布时间不少于十天，家长可以查阅。
四、抓好配送
按时配送。
"""


def test_each_name_mutant_differs_from_the_document_in_its_place() -> None:
    result = Session(Options()).lint(Document(NAMES, "甲.txt"))
    assert result is not None
    subject = Subject("甲.txt", NAMES, parse(Document(NAMES)), result)
    kinds = set()
    for index in range(12):
        for mutant in name_mutants(subject, Random(index)):
            kinds.add(mutant.kind)
            changed = next(i for i, (a, b) in enumerate(zip(NAMES, mutant.text, strict=False)) if a != b)
            assert any(abs(place.start - changed) <= 4 for place in mutant.places), mutant.kind
    assert len(kinds) == 6


WORDS = """某区2027年体育工作要点

为落实《某区学校体育工作三年行动方案》，增强“四个意识”，坚定“四个自信”，现提出如下要点，各学校应当遵照执行。
以“强基”“提质”“扩优”三大行动为抓手，抓好各项工作任务的落实。学生体质优良率提高3%—5%。
一、抓好场地建设
坚持三个原则：一是保障安全。二是方便学生。三是节约用地。
1.整修操场（含跑道和看台）。每校整修一处，并在开学前验收。（责任单位：基建科）
2.添置器材。每校添置一批，并在开学前登记。（责任单位：装备科）
3.开放场馆。每周开放两次，并在网上公布。（责任单位：体育科）
4.检查安全。每月检查一次，并在校内通报。（责任单位：安全科）
二、抓好日常锻炼
每天安排一个大课间，由班主任负责组织全体学生到“阳光操场”锻炼。
三、抓好体育比赛
每学期举办一次运动会，由教导处、体育组、医务室、总务处负责编排全部项目并公布结果。
某区教育局
2027年3月1日
"""


def test_slips_in_the_words_are_found() -> None:
    session = Session(Options())
    document = Document(WORDS, "甲.txt")
    clean = session.lint(document)
    assert clean is not None
    subject = Subject("甲.txt", WORDS, parse(document), clean)
    kinds = set()
    for index in range(12):
        for mutant in text_mutants(subject, Random(index)):
            kinds.add(mutant.kind)
            assert mutant.text != WORDS
            result = session.lint(Document(mutant.text, "甲.txt"))
            assert result is not None
            told = [finding.span.start for finding in result.findings if finding.rule in mutant.rules]
            assert any(p.start <= at < p.end for p in mutant.places for at in told), (mutant.kind, mutant.text)
    assert len(kinds) == 18
