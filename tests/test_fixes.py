"""Fixes: they converge, keep to their places, keep the file's form, and never make a document worse."""

from __future__ import annotations

import json
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.api import Options, Session, fix, lint_paths
from planlint.findings import Edit, Finding, Fix, Result
from planlint.fixes import apply, edits_of, mend, save
from planlint.model import Document, PlanlintError, Span
from tests.outline.test_parse import DOCUMENTS

SESSION = Session(Options())
TEXT = "某局2026年工作要点\n2026年要抓好落实。\n一、甲\n（一）、子任务要抓好。\n（二）、丑任务要抓好。\n二、乙\n好。\n"


def lint(text: str, _: object = None) -> Result:
    result = SESSION.lint(Document(text, "x.txt"))
    assert result is not None
    return result


def finding(*edits: Edit, safe: bool = True) -> Finding:
    return Finding("r", "warning", "惯例", {"zh": "甲"}, edits[0].span, fix=Fix(edits, safe))


@given(DOCUMENTS)
def test_fixes_converge_and_the_text_lints_no_worse(text: str) -> None:
    before = lint(text)
    mended = mend(before, lint, unsafe=True)
    if mended is not None:
        assert mended.applied > 0
        assert apply(text, [(edit,) for edit in mended.edits]) == mended.text
        assert all(one.span.end < other.span.start for one, other in pairwise(mended.edits))
        again = mend(mended.result, lint, unsafe=True)
        assert again is None or again.text == mended.text
        for grave in ("error", "warning"):
            count = [sum(f.severity == grave for f in r.findings) for r in (before, mended.result)]
            assert count[1] <= count[0] or grave == "warning"


@given(
    st.text("甲乙丙", max_size=12),
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 4), st.text("丁", max_size=2)), max_size=6),
)
def test_edits_that_overlap_wait(text: str, raw: list[tuple[int, int, str]]) -> None:
    edits = [Edit(Span(min(s, len(text)), min(s + n, len(text))), t) for s, n, t in raw]
    chosen = [e for group in edits_of([finding(e) for e in edits], unsafe=False) for e in group]
    for one in chosen:
        assert not any(
            one is not other and one.span.start < other.span.end and other.span.start < one.span.end for other in chosen
        )
    assert len(apply(text, [(e,) for e in chosen])) == len(text) + sum(
        len(e.text) - (e.span.end - e.span.start) for e in chosen
    )


def test_what_is_unsafe_or_suppressed_is_left() -> None:
    edit = Edit(Span(0, 1), "乙")
    assert edits_of([finding(edit, safe=False)], unsafe=False) == []
    assert edits_of([finding(edit, safe=False)], unsafe=True) == [(edit,)]
    assert edits_of([finding(edit)._replace(suppressed="已核")], unsafe=True) == []


def test_slips_without_number_are_all_mended_and_the_report_stays_short(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("某局2026年工作要点\n" + "甲(乙)丙，完成投资____万元。\n" * 5100, "utf-8")
    outcome = lint_paths([str(path)], options=Options(select=("halfwidth-punctuation", "placeholder")))
    assert [len(result.findings) for result in outcome.results] == [1002]
    ((_, _, after, applied),) = fix(outcome, unsafe=False, write=False)
    assert applied == 5100
    assert after.count("（乙）") == 5100
    assert [finding.rule for finding in outcome.results[0].findings] == ["placeholder"] * 501


def test_a_fix_that_makes_it_worse_is_not_taken() -> None:
    bad = Result("x", Document("甲"), findings=[finding(Edit(Span(0, 1), "乙"))])
    worse = Result("x", Document("乙"), findings=[finding(Edit(Span(0, 1), "乙"))._replace(severity="error", fix=None)])
    assert mend(bad, lambda *_: worse, unsafe=False) is None


@pytest.mark.parametrize(
    ("encoding", "ends"), [("utf-8", "\n"), ("utf-8-sig", "\r\n"), ("gb18030", "\r\n"), ("utf-16", "\n")]
)
def test_a_file_keeps_its_form(planlint, tmp_path: Path, encoding: str, ends: str) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "x.txt"
    source = TEXT.replace("\n", ends).encode(encoding)
    path.write_bytes(source)
    status, _, err = planlint("check", "x.txt", "--fix")
    assert status == 0
    assert "2" in err
    assert path.read_bytes() == TEXT.replace("（一）、", "（一）").replace("（二）、", "（二）").replace(
        "\n", ends
    ).encode(encoding)
    assert (tmp_path / "x.txt.bak").read_bytes() == source


def test_a_copy_that_is_there_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(b"1")
    (tmp_path / "x.txt.bak").write_bytes(b"0")
    (tmp_path / "x.txt.bak1").symlink_to("elsewhere")
    save(path, b"1", b"2", "x.txt")
    save(path, b"2", b"3", "x.txt")
    kept = [(tmp_path / f"x.txt{ending}").read_bytes() for ending in ("", ".bak", ".bak2", ".bak3")]
    assert kept == [b"3", b"0", b"1", b"2"]
    assert not (tmp_path / "elsewhere").exists()


def test_in_a_git_work_tree_no_copy_is_kept(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    subprocess.run(["git", "init", "-q", "."], cwd=tmp_path, check=True)
    (tmp_path / "x.txt").write_text(TEXT, "utf-8")
    assert planlint("check", "x.txt", "--fix")[0] == 0
    assert not (tmp_path / "x.txt.bak").exists()


def test_diff_writes_nothing_and_ends_with_one(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "x.txt").write_text(TEXT, "utf-8")
    status, out, _ = planlint("check", "x.txt", "--diff")
    assert status == 1
    assert "-（一）、子任务要抓好。\n" in out
    assert "+（一）子任务要抓好。\n" in out
    assert (tmp_path / "x.txt").read_text("utf-8") == TEXT
    (tmp_path / "x.txt").write_text(TEXT.replace("）、", "）"), "utf-8")
    assert planlint("check", "x.txt", "--diff")[:2] == (0, "")
    (tmp_path / "x.txt").write_text(TEXT.replace("（二）", "（三）"), "utf-8")
    assert planlint("check", "x.txt", "--diff")[2].endswith(
        "没有写入。\n须人工改正的：必须改 1 处，用 planlint check 列出。\n"
    )
    assert planlint("check", "x.txt", "--fix")[0] == 1
    said = (0, "", "须人工改正的：必须改 1 处，用 planlint check 列出。\n")
    assert planlint("check", "x.txt", "--diff") == said
    assert planlint("check", "x.txt", "--diff", "--fail-on", "never") == (0, "", "")
    (tmp_path / "old.doc").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1"))
    status, out, err = planlint("check", "x.txt", "none.txt", "old.doc", "--diff")
    assert (status, out) == (2, "")
    assert "none.txt" in err
    assert "old.doc" in err


def test_a_file_that_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(b"new")
    with pytest.raises(PlanlintError) as caught:
        save(path, b"old", b"mended", "x.txt")
    assert caught.value.code == "changed-meanwhile"
    assert path.read_bytes() == b"new"


def test_json_tells_the_edits(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "x.txt").write_text(TEXT, "utf-8")
    data = json.loads(planlint("check", "x.txt", "-f", "json", "--select", "numbering-mark")[1])
    edits = [f["fix"]["edits"] for f in data["documents"][0]["findings"]]
    assert [TEXT[e[0]["start"] : e[0]["end"]] for e in edits] == ["、", "、"]
    assert data["summary"]["fixable"] == 2
