from __future__ import annotations

import subprocess
import sys
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planlint.api import lint_paths
from planlint.model import PlanlintError
from planlint.readers import _pdf as reader
from planlint.readers import read
from tests.readers.making_pdf import EM, LEFT, PITCH, RIGHT, TOP, Sheet, pdf

LONG = "各部门要按照职责分工抓好落实，主要负责人要亲自部署、亲自过问，分管负责人要靠前指挥、抓好协调，每季度末报送进展情况。"
PLAN = ["一、加强学习", LONG, "1.抓好试点。" + LONG, "2.按时报送。", "二、推进改革", LONG + LONG]


def lines(*sheets: Sheet) -> list[str]:
    return read(pdf(*sheets), "a.pdf").text.rstrip("\n").split("\n")


def refused(source: bytes) -> PlanlintError:
    with pytest.raises(PlanlintError) as caught:
        read(source, "a.pdf")
    assert caught.value.path == "a.pdf"
    return caught.value


def test_rows_become_paragraphs_and_a_title_keeps_its_rows() -> None:
    sheet = Sheet()
    sheet.centred("某局关于印发二〇二五年", 60)
    sheet.centred("工作要点的通知", 90)
    y = sheet.paragraphs("各镇人民政府，各有关部门：", y=130, indent=0)
    sheet.paragraphs(*PLAN, y=y)
    assert lines(sheet) == ["某局关于印发二〇二五年", "工作要点的通知", "各镇人民政府，各有关部门：", *PLAN]


def test_without_indents_a_row_that_is_not_full_ends_its_paragraph() -> None:
    sheet = Sheet()
    sheet.paragraphs(*PLAN, indent=0)
    assert lines(sheet) == PLAN


def test_a_title_that_was_too_long_for_its_row_is_whole() -> None:
    sheet = Sheet()
    sheet.centred("某局关于进一步加强二〇二五年学校安全", 60, size=24)
    sheet.centred("工作的通知", 90, size=24)
    sheet.paragraphs(*PLAN, y=130)
    assert lines(sheet) == ["某局关于进一步加强二〇二五年学校安全工作的通知", *PLAN]


def test_rows_that_hang_from_a_label() -> None:
    note, item = "附件：某区人民政府办公室关于进一步加强学校安全工作的若干措施实施情况统计表", "1." + "抓" * 60 + "。"
    sheet = Sheet()
    y = sheet.paragraphs(*PLAN)
    for text, first, rest, count in ((note, 2.0, 5.0, 25), (item, 0.0, 1.0, 27)):
        sheet.texts.append((LEFT + first * EM, y, EM, text[:count]))
        room = int((RIGHT - LEFT) / EM - rest)
        for at in range(count, len(text), room):
            y += PITCH
            sheet.texts.append((LEFT + rest * EM, y, EM, text[at : at + room]))
        y += PITCH
    assert lines(sheet) == [*PLAN, note, item]


@pytest.mark.parametrize("word", ["企“双元”育人。", "“双元”育人。"])
def test_a_row_may_lack_what_cannot_be_parted_from_the_next_row(word: str) -> None:
    """Type-setters for Latin letters part neither 企“ nor “双: the row above stays short by all three."""
    sheet = Sheet()
    y = sheet.paragraphs(*PLAN)
    room = int((RIGHT - LEFT) / EM)
    short = "甲" * (room - word.index("双"))
    sheet.texts += [(LEFT, y, EM, "乙" * room), (LEFT, y + PITCH, EM, short), (LEFT, y + 2 * PITCH, EM, word)]
    assert lines(sheet)[-1] == "乙" * room + short + word


def test_a_label_begins_a_paragraph_after_a_full_sentence() -> None:
    full = "抓" * 26 + "。"
    sheet = Sheet()
    sheet.paragraphs(LONG, full, "（二）抓好督查。", "甲" * 27, "3个方面同时推进。", indent=0)
    assert lines(sheet) == [LONG, full, "（二）抓好督查。", "甲" * 27 + "3个方面同时推进。"]


def test_a_paragraph_goes_on_overleaf_past_page_numbers_and_running_heads() -> None:
    sheets = [Sheet(), Sheet(), Sheet()]
    text = LONG * 12
    whole = Sheet()
    whole.paragraphs("一、加强学习", text)
    for n, sheet in enumerate(sheets):
        rows = whole.texts[n * 10 : n * 10 + 10]
        sheet.texts = [(x, TOP + at * PITCH, size, row) for at, (x, _, size, row) in enumerate(rows)]
        sheet.texts.append((400, 50, 10, "某局文件汇编"))
        sheet.texts.append((280, 800, 14, f"— {n + 1} —"))
    sheets[2].texts += [(LEFT + 2 * EM, 600, EM, "二、推进改革"), (LEFT + 2 * EM, 628, EM, "抓好试点。")]
    kept = "".join(row for _, _, _, row in whole.texts[1:30])
    assert lines(*sheets) == ["一、加强学习", kept, "二、推进改革", "抓好试点。"]


@pytest.mark.parametrize("number", ["1", "-1-", "— 1 —", "第1页", "第 1 页 共 3 页", "1/3", "- 1 / 3 -", "·1·"])
def test_page_numbers(number: str) -> None:
    sheet = Sheet()
    sheet.paragraphs(*PLAN)
    sheet.texts.append((280, 805, 12, number))
    assert lines(sheet) == PLAN


def test_numbers_in_the_text_are_no_page_numbers() -> None:
    sheet = Sheet()
    sheet.paragraphs("一、加强学习", "2025", "抓好落实。")
    assert lines(sheet) == ["一、加强学习", "2025", "抓好落实。"]


def test_signature_and_date_stand_alone() -> None:
    sheet = Sheet()
    y = sheet.paragraphs(*PLAN)
    sheet.texts += [(RIGHT - 12 * EM, y + 40, EM, "某区教育委员会"), (RIGHT - 11 * EM, y + 68, EM, "2025年1月20日")]
    assert lines(sheet)[-2:] == ["某区教育委员会", "2025年1月20日"]


def test_the_gap_that_type_setters_leave_is_no_blank() -> None:
    sheet = Sheet()
    sheet.texts = [
        (LEFT, 100, EM, "2026"),
        (LEFT + 2 * EM + 4, 100, EM, "年抓好"),
        (LEFT, 140, EM, "第一章"),
        (LEFT + 4 * EM, 140, EM, "总则"),
        (LEFT, 180, EM, "plan"),
        (LEFT + 2.5 * EM, 180, EM, "lint"),
    ]
    assert lines(sheet) == ["2026年抓好", "第一章　总则", "plan lint"]


def test_characters_set_apart_evenly_are_one_word() -> None:
    sheet = Sheet()
    sheet.texts = [(LEFT + 3 * EM * at, 100, EM, char) for at, char in enumerate("任务分解表")]
    assert lines(sheet) == ["任务分解表"]


def test_a_ruled_table_is_read_cell_by_cell() -> None:
    sheet = Sheet()
    y = sheet.paragraphs("一、任务")
    xs, ys = [LEFT, 130.0, 330.0, RIGHT], [y, y + 30, y + 90, y + 120]
    sheet.rules = [(xs[0], row, xs[-1], row) for row in ys] + [(x, ys[0], x, ys[-1]) for x in xs]
    sheet.rules.remove((xs[2], ys[0], xs[2], ys[-1]))
    sheet.rules.append((xs[2], ys[1], xs[2], ys[-1]))  # two cells of the first row are one
    sheet.texts += [(xs[0] + 5, y + 20, EM, "序号"), (xs[1] + 80, y + 20, EM, "任务和单位")]
    sheet.texts += [(xs[0] + 5, y + 60, EM, "1")]
    sheet.texts += [(xs[1] + 4, y + 50, EM, "推进学校建设新建二所学"), (xs[1] + 4, y + 75, EM, "校。")]
    sheet.texts += [(xs[2] + 5, y + 60, EM, "教委"), (xs[2] + 5, y + 110, EM, "财政局")]
    sheet.paragraphs("二、要求", y=y + 160)
    document = read(pdf(sheet), "a.pdf")
    text = document.text.rstrip("\n").split("\n")
    assert text == ["一、任务", "序号", "任务和单位", "1", "推进学校建设新建二所学校。", "教委", "财政局", "二、要求"]
    places = [document.locate(start).said("zh") for start in document.line_starts[:-1]]
    assert places == [
        "第1页第1行",
        "第1页表1第1行第1列",
        "第1页表1第1行第2列",
        "第1页表1第2行第1列",
        "第1页表1第2行第2列",
        "第1页表1第2行第3列",
        "第1页表1第3行第3列",
        "第1页第2行",
    ]
    assert [document.hints[n].kind for n in range(1, 7)] == ["table"] * 6


def test_a_frame_around_the_page_is_no_table() -> None:
    sheet = Sheet()
    sheet.paragraphs(*PLAN)
    sheet.rules = [(60, 60, 540, 60), (60, 780, 540, 780), (60, 60, 60, 780), (540, 60, 540, 780)]
    assert lines(sheet) == PLAN


def test_a_drawing_of_many_lines_is_no_table() -> None:
    sheet = Sheet()
    sheet.paragraphs("一、加强学习")
    sheet.rules = [(60 + n % 300, 60 + n % 7, 60 + n % 300, 70 + n % 600) for n in range(12_000)]
    sheet.rules += [(60, 60 + n / 10, 400, 60 + n / 10) for n in range(3000)]
    assert lines(sheet) == ["一、加强学习"]


def test_two_columns_are_read_one_after_the_other() -> None:
    left, right = PLAN, ["三、加强督查", LONG, "四、严格考核", LONG]
    sheet = Sheet()
    sheet.centred("某局工作要点", 60)
    sheet.paragraphs(*left, left=50.0, right=282.0)
    sheet.paragraphs(*right, left=313.0, right=545.0)
    assert lines(sheet) == ["某局工作要点", *left, *right]


def test_a_page_on_its_side_is_read_and_a_watermark_is_not() -> None:
    sheet = Sheet(turned=True)
    sheet.paragraphs(*PLAN, right=762)
    assert lines(sheet) == PLAN
    upright, watermark = Sheet(), Sheet(turned=True)
    upright.paragraphs(*PLAN)
    watermark.texts = [(300, 400, 60, "内部资料")]
    both = pdf(upright).replace(
        b"ET\n", b"ET\nBT /F 60 Tf 0.7 0.7 -0.7 0.7 200 300 Tm <51855E0890E88D4465999> Tj ET\n", 1
    )
    assert read(both, "a.pdf").text.rstrip("\n").split("\n") == PLAN


def test_places_follow_the_printed_rows() -> None:
    sheets = [Sheet(), Sheet()]
    sheets[0].paragraphs("一、加强学习", LONG)
    sheets[1].paragraphs("二、推进改革")
    document = read(pdf(*sheets), "a.pdf")
    assert document.locate(document.text.index("每季度")).said("zh") == "第1页第3行"
    assert document.locate(document.text.index("二、")).said("en") == "page 2, row 1"
    assert not document.is_text


def test_a_scan_says_so() -> None:
    error = refused(pdf(Sheet(picture=True), Sheet(picture=True)))
    assert error.code == "unreadable"
    assert "扫描件" in error.texts["zh"]
    assert "没有文字" in refused(pdf(Sheet())).texts["zh"]


def test_damaged_files_are_refused() -> None:
    sheet = Sheet()
    sheet.paragraphs(*PLAN)
    whole = pdf(sheet)
    for broken in (
        whole[:60],
        b"%PDF-1.7\n",
        b"%PDF-1.4\n" + b"\0\xff" * 5000,
        whole.replace(b"/Root 1 0 R", b"/Root 99 0 R").replace(b"/Catalog", b"/Katalog"),
    ):
        assert refused(broken).code == "unreadable"


@given(st.data())
@settings(max_examples=15, deadline=None)
def test_whatever_happens_to_a_file_it_is_read_or_refused(data: st.DataObject) -> None:
    sheet = Sheet()
    sheet.paragraphs("一、加强学习", LONG)
    source = bytearray(pdf(sheet))
    for _ in range(data.draw(st.integers(1, 30))):
        source[data.draw(st.integers(9, len(source) - 1))] = data.draw(st.integers(0, 255))
    with suppress(PlanlintError):
        assert read(bytes(source), "a.pdf").media_type == "application/pdf"


def locked(source: bytes) -> bytes:
    """Return the file as if it needed a password: its /Encrypt names a key that no empty password gives."""
    zero = b"00" * 32
    entry = b"/Encrypt<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>/ID[<00><00>]" % (zero, zero)
    return source.replace(b"/Root 1 0 R", b"/Root 1 0 R" + entry)


def test_a_password_is_said() -> None:
    sheet = Sheet()
    sheet.paragraphs("一、加强学习")
    error = refused(locked(pdf(sheet)))
    assert error.code == "encrypted"
    assert "密码" in error.texts["zh"]


def test_too_many_characters_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_SECONDS", 600)  # a loaded machine must not make it "too-slow"
    sheet = Sheet(texts=[(LEFT, 3 * n, 0.5, "甲" * 1000) for n in range(101)])
    assert refused(pdf(sheet)).code == "too-large"


def test_a_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_SECONDS", 0.01)
    sheet = Sheet()
    sheet.paragraphs(*PLAN)
    assert refused(pdf(sheet)).code == "too-slow"


def test_a_crash_of_the_library_is_the_documents_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def crashed(*_: Any, **__: Any) -> Any:
        return subprocess.CompletedProcess([], -11, b"MSP" + b"\0" * 10)

    monkeypatch.setattr(subprocess, "run", crashed)
    assert refused(pdf(Sheet())).code == "unreadable"


def test_without_the_extra_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    blocked = tmp_path / "pypdfium2"
    blocked.mkdir()
    (blocked / "__init__.py").write_text("raise ImportError", "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    error = refused(pdf(Sheet()))
    assert error.code == "missing-extra"
    assert 'pip install "planlint[pdf]"' in error.texts["zh"]
    (tmp_path / "a.pdf").write_bytes(pdf(Sheet()))
    (tmp_path / "b.txt").write_text("一、甲\n二、乙\n", "utf-8")
    outcome = lint_paths([str(tmp_path / "a.pdf"), str(tmp_path / "b.txt")])
    assert [result.error is None for result in outcome.results] == [False, True]


def test_reading_text_imports_nothing_for_pdf() -> None:
    code = (
        "import sys; from planlint.readers import read; read('一、甲'.encode(), 'a.txt');"
        "print(*(m for m in sys.modules if m.split('.')[0] in ('pypdfium2', 'lxml', 'subprocess', 'zipfile')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


@pytest.mark.skipif(sys.platform == "win32", reason="the system does not limit the memory of a process")
def test_a_file_that_unpacks_to_gigabytes_is_refused() -> None:
    packer = zlib.compressobj(1)
    bomb = b"".join(packer.compress(b"q 0 0 m 9 9 l S " * 100_000) for _ in range(600)) + packer.flush()
    source = pdf(Sheet()).replace(
        b"<</Length 0>>stream\n\nendstream",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(bomb), bomb),
    )
    assert len(source) < 16_000_000
    assert refused(source).code == "unreadable"
