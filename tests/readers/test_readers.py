from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from planlint.model import PlanlintError, Span
from planlint.readers import LIMIT, converted, read, read_file, read_stream, readers, suffixes
from planlint.readers.convert import ENDINGS


def refused(source: bytes, path: str = "a.txt") -> PlanlintError:
    with pytest.raises(PlanlintError) as caught:
        read(source, path)
    return caught.value


def test_the_folder_is_the_registry() -> None:
    types = {reader.MEDIA_TYPE for reader in readers()}
    assert types >= {"text/plain", "text/markdown", "text/html", "application/pdf", "application/ofd"}
    assert types >= set(ENDINGS)
    taken = {".txt", ".md", ".markdown", ".docx", ".doc", ".wps", ".rtf", ".odt", ".pdf", ".ofd"}
    assert taken <= set(suffixes())
    assert {".html", ".htm", ".mht"}.isdisjoint(suffixes())
    assert {ending for ending in suffixes(named=True) if converted(Path(f"甲{ending.upper()}"))} == {
        ".doc", ".wps", ".dot", ".wpt", ".rtf", ".odt",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("a.txt", "text/plain"),
        ("A.TXT", "text/plain"),
        ("a.md", "text/markdown"),
        ("A.MD", "text/markdown"),
        ("a.markdown", "text/markdown"),
        ("plan", "text/plain"),
        ("a.docx", "text/plain"),
        ("-", "text/plain"),
    ],
)
def test_the_ending_tells_markdown_from_text(path: str, media_type: str) -> None:
    assert read("# 一、甲\n".encode(), path).media_type == media_type


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "word/document.xml OFD.xml")
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), ("有打开密码的 Office", "取消密码")),
        (OLE + "Workbook".encode("utf-16-le"), ("旧版 Excel",)),
        (OLE, ("旧版 Office",)),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), ("Excel", "正文")),
        (zipped("mimetype", "content.xml"), ("ODF",)),
        (zipped("readme"), ("压缩包", "解压")),
        (zipped("备份/word/document.xml"), ("压缩包",)),
        (b"PK\x05\x06" + b"\0" * 18, ("压缩包",)),
        (b"\x89PNG\r\n\x1a\n\0", ("图片", "文字识别")),
        (b"\xff\xd8\xff\xe0", ("图片",)),
        (b"RIFF\0\0\0\0WEBPVP8 ", ("图片",)),
        (b"7z\xbc\xaf\x27\x1c", ("压缩包",)),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", ("Git LFS", "git lfs pull")),
        (b"\0GITCRYPT\0\x01\x02", ("git-crypt unlock",)),
        (b"b\x14#e\x01\x00E-SafeNet\0\0LOCK", ("亿赛通", "解密")),
        (b"\x01\x02\0\0E-SafeNet\0\0LOCK", ("亿赛通", "解密")),
        (b"%TSD-Header-###%\0\x01", ("加密软件", "解密")),
        (zipped("ppt/presentation.xml"), ("PPT", "Word")),
        (b"\xff\xfe\0\0" + "甲".encode("utf-32-le"), ("UTF-32",)),
    ],
)
@pytest.mark.parametrize("path", ["a.txt", "a.md", "a"])
def test_what_is_not_text_says_what_it_seems_to_be(source: bytes, words: tuple[str, ...], path: str) -> None:
    error = refused(source, path)
    assert (error.code, error.path) == ("unreadable", path)
    for word in words:
        assert word in error.texts["zh"]
    assert error.texts["en"].startswith("seems to be ")


def test_an_empty_file_is_an_empty_document() -> None:
    assert read(b"", "a.txt").text == read(b"", "a.md").text == ""


def test_a_nul_in_readable_text_is_kept() -> None:
    assert read("一、甲\0\n二、乙\n".encode(), "a.txt").text == "一、甲\0\n二、乙\n"


def test_directive_lines_of_text_are_not_prose() -> None:
    text = "#planlint: ignore numbering-gap -- 原因\n一、甲\n  # planlint: off\n见 #planlint: 说明\n"
    document = read(text.encode(), "a.txt")
    assert [text[s.start : s.end] for s in document.opaque] == [
        "#planlint: ignore numbering-gap -- 原因",
        "  # planlint: off",
    ]
    assert document.opaque[0] == Span(0, len(text.split("\n")[0]))


def test_a_file_is_read_under_its_shown_name(tmp_path: Path) -> None:
    path = tmp_path / "2027年工作要点（送审稿） 最终版3.txt"
    path.write_bytes("一、甲\r\n".encode("gbk"))
    document = read_file(path, "要点.txt")
    assert (document.text, document.path, document.terminators) == ("一、甲\n", "要点.txt", ("\r\n",))


def failure(path: Path, **options: int) -> PlanlintError:
    with pytest.raises(PlanlintError) as caught:
        read_file(path, "甲.txt", **options)
    assert caught.value.path == "甲.txt"
    return caught.value


def test_a_large_file_is_refused_unread_and_the_error_says_how_large(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    error = failure(path)
    assert error.code == "too-large"
    for language in ("zh", "en"):
        assert "200 MiB" in error.texts[language]
        assert "64 MiB" in error.texts[language]


def test_the_limit_holds_for_streams_and_is_exact(tmp_path: Path) -> None:
    assert read_stream(io.BytesIO(b"12345678"), "-", limit=8).text == "12345678"
    with pytest.raises(PlanlintError) as caught:
        read_stream(io.BytesIO(b"123456789"), "-", limit=8)
    assert caught.value.code == "too-large"
    path = tmp_path / "a.txt"
    path.write_bytes(b"12345678")
    assert read_file(path, "a.txt", limit=8).text == "12345678"
    assert failure(path, limit=7).code == "too-large"
    assert LIMIT == 64 * 1024 * 1024


def test_folders_and_vanished_files(tmp_path: Path) -> None:
    assert "文件夹" in failure(tmp_path).texts["zh"]
    assert failure(tmp_path / "gone.txt").code == "no-such-path"
    assert failure(tmp_path / "a\0b.txt").code == "unreadable"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipes_and_devices_are_refused_without_waiting(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    assert "标准输入" in failure(pipe).texts["zh"]
    assert "设备" in failure(Path("/dev/zero")).texts["zh"]


def test_missing_permission_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("甲")

    def deny(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("planlint.readers._open", deny)
    error = failure(path)
    assert (error.code, "权限" in error.texts["zh"]) == ("unreadable", True)


def test_a_failing_stream_is_an_error_not_a_traceback() -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(PlanlintError) as caught:
        read_stream(Broken(), "-")
    assert caught.value.code == "unreadable"


def test_reading_text_loads_nothing_for_markdown() -> None:
    code = (
        "import sys; from planlint.readers import read; read(b'a', 'a.txt');"
        "sys.exit(any(m in sys.modules for m in ('markdown_it', 'yaml', 'planlint.readers.markdown')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("name", ["a.docx", "a.DOC", "a.wps", "a.pdf", "a.ofd"])
def test_what_an_unknown_encryption_wrapped_says_so(name: str) -> None:
    noise = bytes((n * n * 7 + n // 3) % 251 for n in range(4000))
    error = refused(noise, name)
    assert error.code == "unreadable"
    assert "加密软件" in error.texts["zh"]
    assert "加密软件" not in refused(noise, "a.txt").texts["zh"]


def test_the_lock_beside_an_open_document_is_told_from_the_document(tmp_path: Path) -> None:
    lock = tmp_path / "~$点.docx"
    lock.write_bytes(b"\x05" + b"Admin" + b"\0" * 156)
    assert "临时文件" in failure(lock).texts["zh"]


@pytest.mark.parametrize(
    "lock", ["~$2027年工作要点.docx", "~$27年工作要点.docx", ".~2027年工作要点.docx", ".~lock.2027年工作要点.docx#"]
)
def test_a_file_that_another_program_holds_says_so(lock: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "2027年工作要点.docx"
    path.write_bytes(b"PK")

    def deny(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", deny)
        assert failure(path).code == "unreadable"
    (tmp_path / lock).touch()
    monkeypatch.setattr(os, "open", deny)
    error = failure(path)
    assert error.code == "in-use"
    assert "关闭" in error.texts["zh"]


def test_a_sharing_violation_of_windows_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Violation(PermissionError):
        winerror = 32

    def deny(*_: object) -> int:
        raise Violation(13, "Permission denied")

    monkeypatch.setattr(os, "open", deny)
    assert failure(tmp_path / "a.docx").code == "in-use"


@pytest.mark.parametrize("name", ["甲.docx", "甲.DOC", "甲.wps", "甲.pdf", "甲.ofd", "甲.rtf"])
def test_a_file_of_nothing_is_not_found_faultless(name: str) -> None:
    for source in (b"", b"\0" * 4096, b"\r\n"):
        error = refused(source, name)
        assert (error.code, "什么也没有" in error.texts["zh"]) == ("unreadable", True)
    assert read(b"", "甲.txt").text == read(b"", "甲.md").text == ""
