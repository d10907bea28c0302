from __future__ import annotations

import base64
import quopri

import pytest

from planlint.model import PlanlintError
from planlint.readers import read

PAGE = "<html><body><p>某局2025年工作要点</p><p>一、加强学习</p><p>抓好落实，按时报送。</p></body></html>"
LINES = ["某局2025年工作要点", "一、加强学习", "抓好落实，按时报送。"]


def archive(page: bytes, charset: str, coding: str, kind: str = "text/html") -> bytes:
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="----=_X"\r\n\r\n------=_X\r\n'
    part = f'Content-Location: file:///C:/a.htm\r\nContent-Transfer-Encoding: {coding}\r\nContent-Type: {kind}; charset="{charset}"\r\n\r\n'
    packed = quopri.encodestring(page) if coding == "quoted-printable" else base64.encodebytes(page)
    picture = "\r\n------=_X\r\nContent-Type: image/png\r\n\r\nxx\r\n------=_X--\r\n"
    return head.encode() + part.encode() + packed + picture.encode()


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "unicode"])
@pytest.mark.parametrize("coding", ["quoted-printable", "base64"])
@pytest.mark.parametrize("name", ["a.mht", "a.doc", "a.docx"])
def test_the_page_in_the_archive_is_read_whatever_its_name(charset: str, coding: str, name: str) -> None:
    page = PAGE.encode("utf-16" if charset == "unicode" else charset)
    document = read(archive(page, charset, coding), name)
    assert document.text.rstrip("\n").split("\n") == LINES


def test_an_archive_without_a_page_is_refused() -> None:
    for source in (archive(b"x", "utf-8", "base64", kind="text/css"), archive(b"", "utf-8", "base64")[:150]):
        with pytest.raises(PlanlintError) as caught:
            read(source, "a.mht")
        assert caught.value.code == "unreadable"


def test_too_many_parts_are_refused() -> None:
    with pytest.raises(PlanlintError):
        read(archive(PAGE.encode(), "utf-8", "base64") + b"\n------=_X" * 2000, "a.mht")
