"""Hard-wrapped texts: what is said of them is what is said of the same text unwrapped, at the same words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.findings import Result
from planlint.fixes import apply, edits_of
from planlint.model import Document, Span
from planlint.outline import parse, rejoined
from planlint.outline.rejoin import Joined
from planlint.session import Options, Session

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
CUT_SHORT = {"stray-space", "heading-form", "heading-echo", "paragraph-end"}
"""Rules that look at the ends of lines, and keep silent where those are not the author's."""

SENTENCE = "第{}，坚持以人民为中心的发展思想，统筹推进全区学校布局调整和校舍建设，不断扩大优质教育资源覆盖面。"
PLAN = "沙河区2027年教育工作要点\n一、重点工作\n" + "".join(
    f"{n}.工作{n}。{SENTENCE.format(n) * 3}\n" for n in range(1, 7)
)


def wrap(text: str, size: int, seam: str = "\n") -> str:
    """Wrap as a program does that counts characters."""
    return "\n".join(
        seam.join(line[at : at + size] for at in range(0, len(line), size)) or line for line in text.split("\n")
    )


def judged(text: str) -> Result:
    return Session(Options(profile="issue")).examine(Document(text))[0]


def said(text: str) -> set[tuple[str, str, str]]:
    """Return rule, severity and the words marked, line ends and blanks left out."""
    found = judged(text).findings
    return {(f.rule, f.severity, re.sub(r"\s", "", text[slice(*f.span)])) for f in found if f.rule not in CUT_SHORT}


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name[:3])
@pytest.mark.parametrize("size", [28, 34, 40])
def test_a_wrapped_seed_gets_the_findings_of_the_seed(seed: Path, size: int) -> None:
    text = seed.read_text("utf-8")
    assert said(wrap(text, size)) == said(text)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name[:3])
def test_a_blank_line_behind_each_line_changes_nothing(seed: Path) -> None:
    text = "沙河区教育工作要点\n" + re.sub(r"\n\s*", "\n", seed.read_text("utf-8").lstrip())
    assert said(wrap(text, 34).replace("\n", "\n\n")) == said(text.replace("\n", "\n\n"))


@given(st.text("一二、（）1.。，；\n　 年月第a-8页—“”", max_size=400), st.integers(3, 40))
def test_every_character_left_stands_where_it_is_said_to(text: str, size: int) -> None:
    text = wrap(PLAN + text, size)
    document = rejoined(parse(Document(text))).document
    if isinstance(document, Joined):
        origins = [document.origin(at) for at in range(len(document.text))]
        assert all(document.text[at] == text[origin] for at, origin in enumerate(origins))
        assert origins == sorted(set(origins))
        left_out = "".join(text[at] for at in sorted(set(range(len(text))) - set(origins)))
        assert not re.sub(r"[\s\d—–\-－第页共]", "", left_out)
        assert document.origin_of(Span(0, len(document.text))).end <= len(text)


@pytest.mark.parametrize("page", ["— 3 —", "3", "-12-", "第 3 页"])
def test_the_number_of_a_page_is_no_part_of_a_sentence(page: str) -> None:
    seam = f"\n\n{page}\n\n"
    text = wrap(PLAN, 30)
    at = text.index("\n", 400)
    document = rejoined(parse(Document(text[:at] + seam + text[at + 1 :]))).document
    assert document.text == PLAN


def test_a_term_over_two_lines_is_found_where_it_stands() -> None:
    plan = PLAN.replace("统筹推进", "防控新冠肺炎，统筹推进", 1)
    text = next(text for size in range(24, 40) if "新冠\n肺炎" in (text := wrap(plan, size)))
    at = text.index("新冠\n肺炎")
    assert Span(at, at + 5) in [f.span for f in judged(text).findings]


def test_paragraphs_set_in_are_joined_and_stay_apart() -> None:
    plan = PLAN.replace("\n", "\n　　").replace("，不断", "，做强“学校品牌—学区品牌—城市品牌”，不断")
    for size in range(26, 40):
        joined = rejoined(parse(Document(wrap(plan, size)))).document.text
        assert re.sub("。\n(?!　)", "。", joined) == plan  # behind a 。 nothing is joined


def test_an_attachment_whose_name_is_long_is_one_entry() -> None:
    note = "附件：1.沙河区2027年学校布局调整和校舍建设、教师轮岗交流任务分解表\n2.沙河区2027年教育经费安排\n"
    plan = PLAN + note + "沙河区教育局\n2027年1月8日\n"
    assert rejoined(parse(Document(wrap(plan, 30)))).document.text == plan


def test_a_fix_keeps_the_lines() -> None:
    text = wrap(PLAN.replace("思想，统筹", "思想,统筹"), 30)
    assert apply(text, edits_of(judged(text).findings, unsafe=False)) == wrap(PLAN, 30)


def test_a_table_below_a_wrapped_text_is_read() -> None:
    table = "附表：\n区县\t小区数（个）\t户数（户）\n甲区\t51\t7620\n乙区\t33\t4915\n合计\t84\t{}\n"
    right, wrong = (wrap(PLAN, 30) + table.format(total) for total in (12535, 12545))
    assert judged(right).error is None
    assert {rule for rule, _, _ in said(wrong)} - {rule for rule, _, _ in said(right)} == {"figure-sum"}


def test_text_that_is_not_wrapped_is_left_alone() -> None:
    plan = parse(Document(PLAN))
    assert rejoined(plan) is plan


def test_a_paragraph_set_in_and_words_in_latin_letters_are_not_joined() -> None:
    text = wrap(PLAN, 30).replace("坚持以人", "推进DeepSeek\nOCR应用以人", 1)
    joined = rejoined(parse(Document(text))).document.text
    assert "DeepSeek\nOCR" in joined
    indented = "\n".join("　　" + line if line[:1].isdigit() else line for line in wrap(PLAN, 30).split("\n"))
    assert rejoined(parse(Document(indented))).document.text.count("\n　　") == 6


def test_the_outline_shows_whole_items_at_their_places(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    text = wrap(PLAN, 30)
    (tmp_path / "x.txt").write_text(text, "utf-8")
    told = json.loads(planlint("outline", "x.txt", "--format", "json")[1])
    items = told["children"][0]["children"][1]["children"]
    assert [text[one["start"] :][: len("1.工作1")] for one in items] == [f"{n}.工作{n}" for n in range(1, 7)]
    assert [text[one["start"] : one["end"]].replace("\n", "") for one in items] == PLAN.split("\n")[2:8]
    assert told["end"] == len(text)
