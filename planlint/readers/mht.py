"""A web page in one file (.mht), as Word saves 单个文件网页 and office systems export under the name of .doc."""

from __future__ import annotations

from planlint.model import Document, PlanlintError

MEDIA_TYPE = "multipart/related"
SUFFIXES = (".mht", ".mhtml")
IN_FOLDERS = False
_MOST_PARTS = 1000


def read(source: bytes, path: str) -> Document:
    """Return the article of the page in the bytes `source`. Raises PlanlintError as the reader of web pages does."""
    from email import message_from_bytes, policy

    from planlint.readers import html

    if source.count(b"\n--") <= _MOST_PARTS:
        message = message_from_bytes(source, policy=policy.compat32)
        for part in message.walk():
            if part.get_content_type() == "text/html":
                page = part.get_payload(decode=True)
                if isinstance(page, bytes):
                    return html.read(_declared(page, part.get_content_charset()), path)
    raise PlanlintError(
        "unreadable",
        "网页存档里没有找到正文；请用浏览器或 Word 打开，另存为 .docx 后再检查",
        "there is no page in this web archive; open it in a browser or in Word and save it as .docx",
        path=path,
    )


def _declared(page: bytes, charset: str | None) -> bytes:
    """Return the page in UTF-8 where its envelope names an encoding."""
    if charset is None:
        return page
    try:
        return page.decode({"gb2312": "gb18030", "gbk": "gb18030"}.get(charset, charset)).encode()
    except (LookupError, UnicodeError):
        return page
