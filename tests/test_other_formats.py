"""What documents of a format without lines have besides their text: places, virtual numbers, text outside the outline."""

from __future__ import annotations

import io
import json

import pytest

from planlint.api import Options, Outcome, Session, fix
from planlint.discovery import Source
from planlint.findings import Result
from planlint.model import Document, Location, Place, Span
from planlint.outline import parse
from planlint.reports import Run, load

BODY = "某局2026年工作要点\n一、抓学习\n（一）抓好落实.持续推进\n（三）再抓。\n"
OUTSIDE = "页眉，第一页,结束\n一、不是章节\n"


def word(text: str = BODY + OUTSIDE, **more: object) -> Document:
    at = text.find("页眉")
    places = (
        Place(0, {"zh": "第1段", "en": "paragraph 1"}),
        Place(12, {"zh": "表1第2行第3列", "en": "table 1, row 2, column 3"}),
        *([Place(at, {"zh": "页眉", "en": "header"})] if at >= 0 else []),
    )
    return Document(
        text,
        "甲.docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        places=places,
        outside=at if at >= 0 else None,
        **more,  # type: ignore[arg-type]
    )


def lint(document: Document) -> Result:
    result = Session(Options(profile="draft")).lint(document)
    assert result is not None
    assert result.error is None
    return result


def show(result: Result, form: str, lang: str = "zh") -> str:
    out = io.StringIO()
    load(form).render(Run([result]), out, lang)
    return out.getvalue()


def test_an_offset_has_the_place_it_stands_in() -> None:
    document = word()
    assert document.locate(11) == Location(1, 12, {"zh": "第1段", "en": "paragraph 1"})
    assert document.locate(12).said("en") == "table 1, row 2, column 3"
    assert document.locate(len(document.text)).said("zh") == "页眉"
    assert Document("甲\n乙").locate(2) == Location(2, 1)
    assert Document("甲\n乙").locate(2).said("zh") == "2:1"


def test_what_is_outside_is_a_node_of_its_own_and_has_no_sections() -> None:
    plan = parse(word())
    assert [node.kind for node in plan.root.children] == ["part", "outside"]
    assert [node.heading for node in plan.nodes("section")] == [Span(14, 17), Span(21, 30), Span(34, 36)]
    assert [plan.text(node.line) for node in plan.nodes("aside")] == ["页眉，第一页,结束", "一、不是章节"]
    assert plan.parts[0].node.span.end < BODY.__len__() <= plan.root.children[1].span.start
    assert plan.root.span.end == len(BODY + OUTSIDE)


def test_only_checks_of_the_text_itself_judge_what_is_outside() -> None:
    found = [(f.rule, f.span.start >= len(BODY)) for f in lint(word()).findings]
    assert ("halfwidth-punctuation", True) in found
    assert {rule for rule, outside in found if outside} == {"halfwidth-punctuation"}
    assert ("numbering-gap", False) in found


def test_a_fix_never_edits_what_is_displayed_but_not_stored() -> None:
    text = "某局2026年工作要点\n2026年要抓好落实。\n（一）、子任务要抓好。\n（二）、丑任务要抓好。\n"
    fixes = [f.fix for f in lint(word(text)).findings if f.rule == "numbering-mark"]
    assert fixes
    assert all(fixes)
    at = text.index("（一）")
    virtual = tuple(Span(at + n, at + n + 4) for n in (0, 12))
    found = [f for f in lint(word(text, virtual=virtual)).findings if f.rule == "numbering-mark"]
    assert len(found) == len(fixes)
    assert all(f.fix is None for f in found)


def test_a_file_that_is_not_its_text_is_not_rewritten() -> None:
    session = Session(Options(profile="draft"))
    outcome = Outcome([lint(word())], session=session, sources={"甲.docx": Source(__file__, "甲.docx")})  # type: ignore[arg-type]
    assert fix(outcome, unsafe=False, write=True) == []
    error = outcome.results[0].error
    assert error is not None
    assert error.code == "not-text"
    assert "planlint annotate" in error.texts["zh"]


@pytest.mark.parametrize(("lang", "place"), [("zh", "表1第2行第3列"), ("en", "table 1, row 2, column 3")])
def test_every_report_names_the_place(lang: str, place: str) -> None:
    result = lint(word())
    for form in ("terminal", "concise", "json", "github", "sarif"):
        assert place in show(result, form, lang), form
    assert f"甲.docx:{place}: " in show(result, "concise", lang)
    assert "line=" not in show(result, "github", lang)
    places = {f["location"] for f in json.loads(show(result, "json", lang))["documents"][0]["findings"]}
    assert place in places
    (run,) = json.loads(show(result, "sarif", lang))["runs"]
    where = next(r for r in run["results"] if r["ruleId"] == "numbering-gap")["locations"][0]
    assert where["logicalLocations"] == [{"fullyQualifiedName": place}]
    assert where["physicalLocation"]["region"]["charOffset"] == BODY.index("（三）")


def test_the_terminal_sends_a_word_file_to_annotate() -> None:
    said = show(lint(word()), "terminal")
    assert "planlint annotate" in said
    assert "--fix" not in said


def test_of_a_pdf_no_word_copy_is_promised() -> None:
    document = word()
    document.media_type = "application/pdf"
    result = lint(document)
    assert any(f.fix for f in result.findings)
    assert "annotate" not in show(result, "terminal")
    assert "--fix" not in show(result, "terminal")
    session = Session(Options(profile="draft"))
    outcome = Outcome([result], session=session, sources={"甲.docx": Source(__file__, "甲.docx")})  # type: ignore[arg-type]
    fix(outcome, unsafe=False, write=True)
    error = outcome.results[0].error
    assert error is not None
    assert (error.code, "annotate" in error.texts["zh"]) == ("not-text", False)
