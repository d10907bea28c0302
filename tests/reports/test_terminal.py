from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TextIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_samples import DUPLICATE, GAP, HOSTILE, SPACE, WAIVED, full, rendered, result, run

from planlint.findings import Finding, Related, Result
from planlint.model import Dating, Document, PlanlintError, Span
from planlint.reports.glyphs import make_safe, width
from planlint.reports.painting import wants_colour
from planlint.reports.terminal import render, window

ANSI = re.compile(r"\x1b\[[0-9;]*m")

CHINESE = """\
工作要点/甲 [1].txt
  工作要点，2027年的计划，写于2026年12月（取自落款），按“送审”的尺度
  加 --profile 签发 还要查 2 条：missing-signature、缺成文日期

     3:8  请核实  与别处几乎相同 [near-duplicate]
          │ 1.抓好学习。〖全面学习〗，深入学习。
     4:8  建议改  行末有多余的空格 [stray-space]
          │ 2.抓好队伍。〖␣␣〗
          删去
     5:1  必须改  编号断号：“2.”之后应为“3.”，实为“4.” [numbering-gap]
          │ 〖4.〗抓好阵地，𠮷①“甲”。
          改为：3.
          另见 4:1（上一个编号）：2.抓好

  有 3 条规则没查：past-event、plan-span（不知道成文日期，可用 --as-of 指明）、
  near-duplicate（不是成段的文字）
  另有 1 处已注明忽略

干净.txt：没有发现问题（文种未定，日期不明，按“送审”的尺度）

坏 文件.doc：没能检查
  这是旧版 Word 文件，请另存为 .docx。

错误：rules/a.yaml:12
  冒号应为半角“:”
    - id： 甲

共查 3 份文件、60 条规则，用时 0.01 秒
必须改 1 处，建议改 1 处，请核实 1 处，1 份没能查完，另有 1 个错误，已注明忽略 1 处
1 处可以自动改正：加 --fix
1 处可以自动改正，但改后要再看一遍：加 --fix-unsafe
"""

ENGLISH = """\
工作要点/甲 [1].txt
  工作要点, plan for 2027, written 2026-12 (from the signature), profile review
  --profile issue adds 2 rules: missing-signature, missing-date

     5:1  error   expected 3., found 4. [numbering-gap]
          │ 〖4.〗抓好阵地，𠮷①“甲”。
          write: 3.
          see 4:1 (the one before): 2.抓好

  3 rules skipped: past-event, plan-span (the document's date is unknown; give
  it with --as-of), near-duplicate (not prose)

1 document, 60 rules, 0.01 s
1 error
1 can be corrected automatically: add --fix
"""


def test_the_whole_report_in_chinese() -> None:
    assert rendered("terminal", full()) == CHINESE


def test_the_report_in_english() -> None:
    assert rendered("terminal", run(result(GAP)), "en") == ENGLISH


def test_colour_changes_only_how_the_words_are_marked() -> None:
    plain = ANSI.sub("", rendered("terminal", full(), colour=True))
    assert plain == re.sub("[〖〗]", "", CHINESE)


def test_marked_words_stand_out_in_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert re.search(r"\x1b\[1;4;31m4\.\x1b\[0m抓好阵地", rendered("terminal", run(result(GAP)), colour=True))


def test_no_row_is_wider_than_the_screen() -> None:
    long = "必须写明的内容很长" * 40
    deep = GAP._replace(span=Span(2500, 2504), texts={"zh": long}, suggestion=long, related=())
    wordy = replace(result(deep, text="甲乙“丙”" * 1000), stricter=["很长的规则名称"] * 30)
    for columns in (40, 80, 100):
        text = rendered("terminal", run(wordy), columns=columns)
        assert max(map(width, text.split("\n"))) <= columns


def test_repeats_are_capped_per_rule_and_document() -> None:
    many = [SPACE._replace(span=Span(n, n + 1)) for n in range(0, 14, 2)]
    text = rendered("terminal", run(result(*many, GAP), result(SPACE), limit=3))
    assert text.count("[stray-space]") == 4
    assert "stray-space 另有 4 处同类：1:7、1:9、1:11、1:13\n" in text
    assert "建议改 8 处" in text
    assert "另有" not in rendered("terminal", run(result(*many), limit=0))


def test_clean_documents_are_a_line_each_and_the_end_is_friendly() -> None:
    clean = Result("甲.txt", Document("甲"), "工作要点")
    text = rendered("terminal", run(clean, replace(clean, path="乙.txt"), rules=1))
    assert text == (
        "甲.txt：没有发现问题（工作要点，日期不明，按“送审”的尺度）\n"
        "乙.txt：没有发现问题（工作要点，日期不明，按“送审”的尺度）\n"
        "\n查了 2 份文件、1 条规则，没有发现问题（0.01 秒）。\n"
    )


def test_a_document_that_could_not_be_mended_was_checked_all_the_same() -> None:
    error = PlanlintError("not-text", "不直接改写 Word 文件", "a Word file is never rewritten")
    text = rendered("terminal", run(Result("甲.docx", Document("甲", "甲.docx"), error=error)))
    assert "甲.docx：没有改正\n" in text
    assert "共查 1 份文件" in text
    assert text.endswith("没有发现问题，1 份没有改正\n")


def test_a_document_without_text_is_not_called_clean() -> None:
    text = rendered("terminal", run(Result("空.docx", Document("\n　\n", "空.docx"))))
    assert text.startswith("空.docx：里面没有文字，无从查起\n")


def test_suppressed_findings_are_counted_but_not_shown() -> None:
    text = rendered("terminal", run(result(WAIVED)))
    assert "引号" not in text
    assert "没有发现问题" in text
    assert "已注明忽略 1 处" in text


def test_findings_are_not_lost_when_a_rule_fails() -> None:
    failed = replace(result(GAP), error=PlanlintError("internal-error", "规则出了错", "a rule failed"))
    text = rendered("terminal", run(failed))
    assert "[numbering-gap]" in text
    assert "\n\n工作要点/甲 [1].txt：没能查完\n  规则出了错\n\n" in text


def test_what_could_not_be_read_is_not_called_clean() -> None:
    lost = Result("坏.doc", error=PlanlintError("unreadable", "已损坏", "damaged"))
    assert "没有发现问题" not in rendered("terminal", run(lost, lost))
    assert "没有发现问题，1 份没能查完\n" in rendered("terminal", run(lost, result()))


def test_nothing_to_check() -> None:
    assert rendered("terminal", run()) == "没有找到可以检查的文件。\n"
    assert "没有找到" not in rendered("terminal", run(unreported=3))
    assert "3 份文件没有检查" in rendered("terminal", run(unreported=3))


@pytest.mark.parametrize("findings", [[], [GAP]])
def test_copies_left_alone_are_told_of_at_the_end(findings: list[Finding]) -> None:
    lines = rendered("terminal", run(result(*findings), copies=["甲（校对稿）.docx", "乙（清洁稿）.docx"])).splitlines()
    assert lines[-1] == "校对稿、清洁稿 2 份没有查，原稿就在旁边；要查就写出文件名"


def test_a_finding_without_words() -> None:
    nowhere = GAP._replace(span=Span(0, 0), related=(), suggestion=None)
    assert "│ 某某区2027年教育工作要点\n" in rendered("terminal", run(result(nowhere)))
    assert "│ 某〖〗某区" in rendered("terminal", run(result(nowhere._replace(span=Span(1, 1)))))
    assert "│" not in rendered("terminal", run(result(nowhere, text="")))


def test_related_places_of_other_documents() -> None:
    other = GAP._replace(related=(Related(Span(0, 2), {}, "乙.txt"), Related(Span(0, 2), {"zh": "同号"}, "丙.txt")))
    text = rendered("terminal", run(result(other), Result("乙.txt", Document("甲乙丙"))))
    assert "另见 乙.txt:1:1：甲乙\n" in text
    assert "另见 丙.txt（同号）\n" in text


def hostile() -> Result:
    found = Finding(
        HOSTILE,
        "error",
        "惯例",
        {"zh": HOSTILE},
        Span(0, 9),
        (Related(Span(0, 9), {"zh": HOSTILE}, HOSTILE),),
        HOSTILE,
    )
    made = result(found, text=HOSTILE, path=HOSTILE)
    return replace(made, genre=HOSTILE, profile=HOSTILE, stricter=[HOSTILE])


@pytest.mark.parametrize("colour", [False, True])
def test_hostile_text_is_shown_and_harmless(colour: bool) -> None:
    failure = PlanlintError("x", HOSTILE, HOSTILE, path=HOSTILE, line=3)
    failed = Result(HOSTILE, error=failure)
    text = ANSI.sub("", rendered("terminal", run(hostile(), failed, errors=[failure]), colour=colour))
    assert "[/][red]\\x1b[31m\\x00\\x85\\u202e" in text
    assert all(c.isprintable() or c in "\n　" for c in text)


@given(st.text(min_size=1), st.text(), st.booleans())
def test_any_text_can_be_reported_on_a_gbk_stream(text: str, message: str, colour: bool) -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, "gbk", newline="\n")
    make_safe(out)
    found = Finding("规则", "info", "惯例", {"zh": message}, Span(0, len(text)), suggestion=message)
    render(run(result(found, text=text)), out, "zh", colour=colour)
    out.flush()
    assert ANSI.sub("", raw.getvalue().decode("gbk")).replace("\n", "").replace("　", "").isprintable()


def test_a_gbk_pipe_gets_look_alikes() -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, "gbk", newline="\n")
    make_safe(out)
    render(full(), out, "zh")
    out.flush()
    text = raw.getvalue().decode("gbk")
    assert "〖__〗" in text
    assert "抓好阵地，\\U00020bb7①“甲”。" in text


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environ", "out", "expected"),
    [
        ({}, Terminal, True),
        ({}, io.StringIO, False),
        ({"NO_COLOR": "1"}, Terminal, False),
        ({"TERM": "dumb"}, Terminal, False),
        ({"FORCE_COLOR": "1"}, lambda: sys.stdout, True),
        ({"FORCE_COLOR": "1"}, io.StringIO, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, Terminal, False),
    ],
)
def test_when_there_is_colour(
    environ: dict[str, str], out: Callable[[], TextIO], expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert wants_colour(out()) is expected


def test_a_pipe_does_not_pay_for_rich() -> None:
    code = (
        "import io, sys; from planlint.reports import Run, load;"
        "load('terminal').render(Run(), io.StringIO(), 'zh'); sys.exit('rich' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("start", "end", "zh", "en"),
    [
        (date(2026, 12, 3), date(2026, 12, 3), "2026年12月3日", "2026-12-03"),
        (date(2026, 12, 1), date(2026, 12, 31), "2026年12月", "2026-12"),
        (date(2024, 2, 1), date(2024, 2, 29), "2024年2月", "2024-02"),
        (date(2026, 1, 1), date(2026, 12, 31), "2026年", "2026"),
        (date(2026, 1, 1), date(2027, 12, 31), "2026年1月1日至2027年12月31日", "2026-01-01 to 2027-12-31"),
        (date(2026, 1, 1), date(2026, 2, 1), "2026年1月1日至2026年2月1日", "2026-01-01 to 2026-02-01"),
        (date(9999, 1, 1), date.max, "9999年1月1日至9999年12月31日", "9999-01-01 to 9999-12-31"),
    ],
)
def test_dates_in_words(start: date, end: date, zh: str, en: str) -> None:
    dating = Dating(start, end, "title")
    assert window(dating, "zh") == zh
    assert window(dating, "en") == en


def test_safe_and_unsafe_fixes_are_told_apart() -> None:
    both = rendered("terminal", run(result(GAP, DUPLICATE)))
    assert "1 处可以自动改正：加 --fix\n" in both
    assert "--fix-unsafe" in both
    none = GAP._replace(fix=None)
    assert "--fix" not in rendered("terminal", run(result(none)))


def test_what_a_stricter_profile_adds_is_said_once() -> None:
    other = replace(result(SPACE), path="乙.txt", stricter=["blank-date"])
    text = rendered("terminal", run(result(GAP), replace(result(SPACE), path="丙.txt"), other, other))
    assert text.count("加 --profile 签发 还要查 2 条") == 1
    assert text.count("加 --profile 签发 还要查 1 条") == 1


def test_many_clean_documents_are_counted_and_not_listed() -> None:
    clean = [replace(result(), path=f"净{n}.txt", stricter=[]) for n in range(21)]
    text = rendered("terminal", run(*clean, result(GAP)))
    assert "净" not in text
    assert "没有发现问题的 21 份没有列出，加 --all 列出\n" in text
    assert "净20.txt" in rendered("terminal", run(*clean, result(GAP), limit=0))
    assert "净19.txt" in rendered("terminal", run(*clean[:20], result(GAP)))


def test_a_sample_shows_some_documents_and_counts_all() -> None:
    some = [replace(result(GAP), path=f"{n}.txt") for n in range(3)]
    text = rendered("terminal", run(*some, most=2))
    assert ("1.txt" in text, "2.txt" in text) == (True, False)
    assert "必须改 3 处" in text
    assert "有问题的 3 份，只列出前 2 份\n" in text


def test_documents_that_are_not_reported_are_counted_beside_others() -> None:
    assert "3 份文件没有检查" in rendered("terminal", run(Result("甲.txt", Document("甲")), unreported=3))
