"""Parts that are not changed keep their bytes, also as packed."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from planlint.archive import Archive
from planlint.model import PlanlintError
from planlint.word.package_writer import rewritten, save_copy
from tests.word.build import p, package


def test_only_what_is_named_changes() -> None:
    source = package(p("甲" * 500), {"comments": "", "styles": ""})
    made = rewritten(
        Archive(source, "甲.docx"),
        {"word/document.xml": "<乙/>".encode(), "word/comments.xml": None, "customXml/新.xml": b"<c/>"},
    )
    with zipfile.ZipFile(io.BytesIO(source)) as before, zipfile.ZipFile(io.BytesIO(made)) as after:
        assert after.testzip() is None
        assert after.namelist() == [n for n in before.namelist() if n != "word/comments.xml"] + ["customXml/新.xml"]
        assert after.read("word/document.xml").decode() == "<乙/>"
        assert after.read("customXml/新.xml") == b"<c/>"
        for name in ("[Content_Types].xml", "word/styles.xml"):
            assert after.read(name) == before.read(name)
            assert after.getinfo(name).date_time == before.getinfo(name).date_time


def test_a_streamed_archive_can_be_copied() -> None:
    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.all = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.all += bytes(data)  # type: ignore[call-overload]
            return len(bytes(data))  # type: ignore[call-overload]

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as out:  # sizes stand behind each part
        out.writestr("a.xml", "<a/>" * 100)
        out.writestr("b.xml", "<b/>")
    made = rewritten(Archive(bytes(pipe.all), "甲.docx"), {"b.xml": b"<c/>"})
    with zipfile.ZipFile(io.BytesIO(made)) as after:
        assert after.testzip() is None
        assert after.read("a.xml") == b"<a/>" * 100


def test_a_directory_that_lies_about_its_parts() -> None:
    source = bytearray(package(p("甲")))
    source[:4] = b"PK\x09\x09"
    with pytest.raises(PlanlintError) as caught:
        rewritten(Archive(bytes(source), "甲.docx"), {})
    assert caught.value.code == "unreadable"


def test_a_copy_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "甲.docx"
    save_copy(target, b"1", "甲.docx")
    save_copy(target, b"2", "甲.docx")
    assert target.read_bytes() == b"2"
    with pytest.raises(PlanlintError) as caught:
        save_copy(tmp_path / "没有" / "甲.docx", b"3", "甲.docx")
    assert caught.value.code == "bad-output"
    assert [f.name for f in tmp_path.iterdir()] == ["甲.docx"]


def test_a_copy_goes_where_a_link_points(tmp_path: Path) -> None:
    (tmp_path / "乙.docx").write_bytes(b"1")
    (tmp_path / "甲.docx").symlink_to("乙.docx")
    save_copy(tmp_path / "甲.docx", b"2", "甲.docx")
    assert (tmp_path / "甲.docx").is_symlink()
    assert (tmp_path / "乙.docx").read_bytes() == b"2"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe with a name")
def test_a_pipe_is_written_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "甲.docx"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        save_copy(pipe, b"1", "甲.docx")
        assert os.read(reader, 9) == b"1"
    finally:
        os.close(reader)
    assert pipe.is_fifo()
