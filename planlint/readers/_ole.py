"""What an old Word or WPS file says of itself before anything opens it."""

from __future__ import annotations

from planlint.model import PlanlintError

_WORD = (0xA5EC, 0xA5DC)
_ENCRYPTED = 0x0100
"""Bit of the file information block at the head of the text stream ([MS-DOC] 2.5.2, FibBase.fEncrypted)."""


def check(source: bytes, path: str) -> None:
    """Raise PlanlintError ("encrypted") for a document with a password.

    Without olefile nobody can tell beforehand, and LibreOffice fails to open such a document.
    """
    try:
        import olefile
    except ImportError:
        return
    try:
        with olefile.OleFileIO(source) as container, container.openstream("WordDocument") as stream:
            head = stream.read(12)
    except Exception:  # whatever olefile makes of a damaged container, LibreOffice has the last word
        return
    if int.from_bytes(head[:2], "little") in _WORD and int.from_bytes(head[10:12], "little") & _ENCRYPTED:
        raise PlanlintError(
            "encrypted",
            "这个文档有打开密码；请用 Word 或 WPS 打开，取消密码后另存，再检查",
            "this document has a password; open it in Word or WPS and save it without one",
            path=path,
        )
