from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planlint.model import PlanlintError
from planlint.readers import _ofd, read

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE, LEFT, TOP, PITCH, FULL = 5.6, 28.0, 37.0, 10.0, 27
LONG = "各部门要按照职责分工抓好落实，主要负责人要亲自部署、亲自过问，分管负责人要靠前指挥、抓好协调，每季度末报送进展情况。"


def text(x: float, y: float, words: str, *, delta: str | None = None, more: str = "", size: float = SIZE) -> str:
    steps = f"g {len(words) - 1} {size}" if delta is None else delta
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y - size} 150 {size}" Font="3" Size="{size}" {more}>'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="{steps}">{escape(words)}</ofd:TextCode></ofd:TextObject>'
    )


def paragraph(words: str, y: float, indent: int = 2) -> tuple[str, float]:
    rows = [words[: FULL - indent]] + [words[i : i + FULL] for i in range(FULL - indent, len(words), FULL)]
    drawn = "".join(text(LEFT + (0 if n else indent * SIZE), y + n * PITCH, row) for n, row in enumerate(rows))
    return drawn, y + len(rows) * PITCH


def page(*objects: str, head: str = "") -> str:
    return f'<ofd:Page {SPACE}>{head}<ofd:Content><ofd:Layer ID="2">{"".join(objects)}</ofd:Layer></ofd:Content></ofd:Page>'


def parts(*pages: str, templates: Mapping[str, str] | None = None, folder: str = "Doc_0") -> dict[str, str]:
    templates = templates or {}
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    below = "".join(f'<ofd:TemplatePage ID="{key}" BaseLoc="/{folder}/Tpls/{key}.xml"/>' for key in templates)
    return {
        "OFD.xml": f'<ofd:OFD {SPACE} Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocRoot>{folder}/Document.xml</ofd:DocRoot>'
        "</ofd:DocBody></ofd:OFD>",
        f"{folder}/Document.xml": f"<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        f"</ofd:PhysicalBox></ofd:PageArea>{below}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        **{f"{folder}/Pages/Page_{n}/Content.xml": content for n, content in enumerate(pages)},
        **{f"{folder}/Tpls/{key}.xml": content for key, content in templates.items()},
    }


def packed(files: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def ofd(*pages: str, templates: Mapping[str, str] | None = None) -> bytes:
    return packed(parts(*pages, templates=templates))


def lines(source: bytes) -> list[str]:
    return read(source, "a.ofd").text.rstrip("\n").split("\n")


def refused(source: bytes) -> PlanlintError:
    with pytest.raises(PlanlintError) as caught:
        read(source, "a.ofd")
    assert caught.value.path == "a.ofd"
    return caught.value


def test_rows_become_paragraphs_with_their_places() -> None:
    first, y = paragraph("一、加强学习", TOP + 20)
    second, y = paragraph(LONG, y)
    source = ofd(
        page(text(60, TOP, "某局工作要点", size=7.7), second, first, text(95, 285, "- 1 -")),
        page(paragraph("二、推进改革", TOP)[0]),
    )
    document = read(source, "a.ofd")
    assert document.text.split("\n")[:-1] == ["某局工作要点", "一、加强学习", LONG, "二、推进改革"]
    assert document.media_type == "application/ofd"
    assert document.locate(document.text.index("每季度")).said("zh") == "第1页第4行"
    assert document.locate(document.text.index("二、")).said("zh") == "第2页第1行"


def test_pieces_of_a_row_are_put_together_by_their_places() -> None:
    row = [
        text(LEFT + 5.6 * 5, 50, "工作"),
        text(LEFT, 50, "根据", delta="5.6"),
        text(LEFT + 11.2, 50, "2023", delta="2.8 2.8 2.8"),
        text(LEFT + 5.6 * 4, 50, "年"),
    ]
    assert lines(ofd(page(*row))) == ["根据2023年工作"]


def test_a_text_code_without_a_start_takes_the_one_before_and_deltas_may_be_missing() -> None:
    objects = (
        '<ofd:TextObject Boundary="28 50 150 6" Size="5.6"><ofd:TextCode X="0" Y="5">一、甲</ofd:TextCode></ofd:TextObject>'
        '<ofd:TextObject Boundary="28 70 150 20" Size="5.6"><ofd:TextCode X="0" Y="5">二、</ofd:TextCode>'
        '<ofd:TextCode X="11.2">乙</ofd:TextCode></ofd:TextObject>'
    )
    assert lines(ofd(page(objects))) == ["一、甲", "二、乙"]


def test_matrices_move_text_and_turned_text_is_left_out() -> None:
    moved = text(0, SIZE, "抓好落实", more='CTM="0.5 0 0 0.5 40 60"', delta="g 3 11.2", size=SIZE)
    watermark = text(50, 100, "内部资料", more='CTM="0.7 0.7 -0.7 0.7 0 0"')
    hidden = text(50, 120, "看不见", more='Visible="false"')
    assert lines(ofd(page(moved, watermark, hidden))) == ["抓好落实"]


def test_templates_lie_under_the_pages_that_name_them() -> None:
    template = page(text(70, 30, "某区人民政府文件", size=7))
    under = '<ofd:Template TemplateID="7" ZOrder="Background"/>'
    source = ofd(
        page(paragraph("一、加强学习", 60)[0], head=under),
        page(paragraph("二、推进改革", 60)[0]),
        templates={"7": template},
    )
    assert lines(source) == ["某区人民政府文件", "一、加强学习", "二、推进改革"]


def test_a_page_may_have_a_box_of_its_own() -> None:
    head = "<ofd:Area><ofd:PhysicalBox>10 10 297 210</ofd:PhysicalBox></ofd:Area>"
    document = read(ofd(page(text(30, 50, "一、加强学习"), head=head)), "a.ofd")
    assert document.text == "一、加强学习\n"


def test_several_documents_in_one_file_are_read_in_order() -> None:
    files = parts(page(text(30, 50, "一、甲"))) | {
        name: content
        for name, content in parts(page(text(30, 50, "二、乙")), folder="Doc_1").items()
        if name != "OFD.xml"
    }
    body = "<ofd:DocBody><ofd:DocRoot>Doc_{}/Document.xml</ofd:DocRoot></ofd:DocBody>"
    files["OFD.xml"] = f"<ofd:OFD {SPACE}>{body.format(0)}{body.format(1)}</ofd:OFD>"
    assert lines(packed(files)) == ["一、甲", "二、乙"]


def test_a_ruled_table_is_read_cell_by_cell() -> None:
    def line(x0: float, y0: float, x1: float, y1: float) -> str:
        box = f"{x0} {y0} {x1 - x0} {y1 - y0}"
        return f'<ofd:PathObject Boundary="{box}"><ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>'

    rules = [line(30, y, 150, y) for y in (50, 65, 80)] + [line(x, 50, x, 80) for x in (30, 60, 150)]
    cells = [text(32, 60, "序号"), text(62, 60, "任务"), text(32, 75, "1"), text(62, 75, "推进改革")]
    document = read(ofd(page(*rules, *cells)), "a.ofd")
    assert document.text == "序号\n任务\n1\n推进改革\n"
    assert document.locate(document.text.index("推进")).said("zh") == "第1页表1第2行第2列"


def test_parts_in_other_encodings() -> None:
    content = page(text(30, 50, "一、加强学习"))
    for encoding in ("utf-16", "gb18030", "utf-8-sig"):
        files: dict[str, str | bytes] = dict(parts(content))
        declared = f'<?xml version="1.0" encoding="{encoding}"?>' if encoding == "gb18030" else ""
        files["Doc_0/Pages/Page_0/Content.xml"] = (declared + content).encode(encoding)
        assert lines(packed(files)) == ["一、加强学习"]


def test_scans_and_unnamed_characters_say_so() -> None:
    assert "扫描件" in refused(ofd(page('<ofd:ImageObject Boundary="0 0 210 297" ResourceID="4"/>'))).texts["zh"]
    assert "没有编码" in refused(ofd(page(text(30, 50, "¤¤¤¤¤甲")))).texts["zh"]


def test_an_encrypted_file_says_so() -> None:
    files = parts(page(text(30, 50, "一、甲")))
    assert refused(packed(files | {"Encryptions.xml": "<a/>"})).code == "encrypted"


HOSTILE = {
    "doctype": ("unsafe", {"Doc_0/Document.xml": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'}),
    "broken": ("unreadable", {"Doc_0/Document.xml": "<a><b></a>"}),
    "binary": ("unreadable", {"OFD.xml": "\0\1\2"}),
    "deep": ("too-large", {"Doc_0/Document.xml": "<a>" * 5000 + "</a>" * 5000}),
    "traversal": ("unsafe", {"../../etc/passwd": "x"}),
    "leads out": (
        "unreadable",
        {"OFD.xml": f"<ofd:OFD {SPACE}><ofd:DocRoot>../../../etc/passwd</ofd:DocRoot></ofd:OFD>"},
    ),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_files_are_refused(kind: str) -> None:
    code, files = HOSTILE[kind]
    assert refused(packed(parts(page(text(30, 50, "一、甲"))) | files)).code == code


def test_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(ofd(page(text(0, 0, "甲" * 100_001, delta="")))).code == "too-large"
    assert refused(packed(parts("甲" * 17_000_000))).code == "too-large"
    for limit in ("MOST_PAGES", "MOST_CHARACTERS", "MOST_ELEMENTS"):
        with monkeypatch.context() as patched:
            patched.setattr(_ofd, limit, 1)
            assert refused(ofd(*[page(text(0, 0, "甲乙", delta=""))] * 2)).code == "too-large"


def test_absurd_numbers_do_no_harm() -> None:
    objects = (
        text(30, 50, "一、甲", delta="g 99999999999 1"),
        text(30, 70, "二、乙", delta="nan inf g x y"),
        '<ofd:TextObject Boundary="a b" Size="-1" CTM="0 0 0 0 0 0"><ofd:TextCode>丙</ofd:TextCode></ofd:TextObject>',
        '<ofd:TextObject Boundary="1e300 1 1 1" Size="1e999"><ofd:TextCode X="1e400" Y="--">丁</ofd:TextCode></ofd:TextObject>',
    )
    assert read(ofd(page(*objects)), "a.ofd").text


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_whatever_happens_to_a_file_it_is_read_or_refused(data: st.DataObject) -> None:
    source = bytearray(ofd(page(paragraph("一、加强学习", 40)[0], paragraph(LONG, 60)[0])))
    if data.draw(st.booleans()):
        del source[data.draw(st.integers(0, len(source))) :]
    for _ in range(data.draw(st.integers(1, 20))):
        if source:
            source[data.draw(st.integers(0, len(source) - 1))] = data.draw(st.integers(0, 255))
    try:
        read(bytes(source), "a.ofd")
    except PlanlintError:
        return
