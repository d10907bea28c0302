"""What bytes that are not text seem to be, told from the bytes and never from the file name."""

from __future__ import annotations

from typing import NamedTuple

from planlint.model import PlanlintError


class Kind(NamedTuple):
    """A file format that is not text: its media type, its name, and what the user can do about it.

    `advice` is a key of `_ADVICE`, or "text" where a reader takes the format and nothing needs to be done.
    """

    media_type: str
    zh: str
    en: str
    advice: str


_ADVICE = {
    "other": (
        "planlint 检查公文的正文；请选 Word、WPS、PDF、OFD 或文本文件",
        "planlint checks the text of official documents; give it a Word, WPS, PDF, OFD or text file",
    ),
    "save": (
        "请用 Word 或 WPS 打开，另存为 .docx 后再检查",
        "open it in Word or WPS and save it as .docx",
    ),
    "password": (
        "请用 Word 或 WPS 打开，取消密码后另存，再检查",
        "open it in Word or WPS and save it without the password",
    ),
    "scan": ("请先做文字识别，另存为 .txt 后再检查", "recognise its text first and save that as .txt"),
    "again": (
        "请向来源重新取一份，或用 Word、WPS 打开修复后另存",
        "get it again, or open it in Word or WPS and save it anew",
    ),
    "unpack": ("请先解压，再检查里面的文档", "unpack it and check the documents inside"),
    "unlock": (
        "planlint 读到的是密文。请在装有加密软件的电脑上解密（或申请外发），再检查解密后的文件",
        "planlint sees ciphertext. Decrypt it where that software runs and check the decrypted file",
    ),
    "decrypt": ("请先解密，再检查解密后的文件", "decrypt it and check the decrypted file"),
    "git-lfs": ("请先运行 git lfs pull 取回文件内容", "run `git lfs pull` first to fetch its content"),
    "git-annex": ("请先运行 git annex get 取回文件内容", "run `git annex get` first to fetch its content"),
    "git-crypt": ("请先运行 git-crypt unlock 解密", "run `git-crypt unlock` first"),
    "recode": ("请另存为 UTF-8 编码的 .txt 后再检查", "save it as .txt in UTF-8"),
}

_OOXML = "application/vnd.openxmlformats-officedocument."
WORD = _OOXML + "wordprocessingml.document"
_PICTURE = Kind("image/*", "图片或扫描件", "a picture", "scan")
_ARCHIVE = Kind("application/x-archive", "压缩包", "an archive", "unpack")
_BROKEN = Kind("", "损坏或不完整的 Word 文档或压缩包", "a damaged or incomplete Word file or archive", "again")
_LOCKED = Kind(
    "application/x-encrypted", "被单位的加密软件加密的文件", "a file wrapped by encryption software", "unlock"
)
_ESAFENET = _LOCKED._replace(zh="被加密软件（亿赛通）加密的文件", en="a file wrapped by E-SafeNet encryption")
_PGP = Kind("application/x-encrypted", "加密的文件", "an encrypted file", "decrypt")
_ARCHIVED_WEB = Kind("multipart/related", "网页存档（.mht）", "a web archive", "text")
_WORD_XML = Kind("application/x-word-xml", "Word 2003 的 XML 文档", "a Word 2003 XML file", "save")
_WEB = Kind("text/html", "网页", "a web page", "text")
_UTF32 = Kind("", "UTF-32 编码的文本", "text in UTF-32", "recode")

_STARTS: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", Kind("application/pdf", "PDF 文件", "a PDF file", "text")),
    (b"{\\rtf", Kind("application/rtf", "RTF 文件", "an RTF file", "save")),
    (b"version https://git-lfs.github.com/spec/", Kind("", "Git LFS 指针", "a Git LFS pointer", "git-lfs")),
    (b"/annex/objects/", Kind("", "git-annex 指针", "a git-annex pointer", "git-annex")),
    (b"\0GITCRYPT\0", Kind("", "git-crypt 加密的文件", "a file encrypted by git-crypt", "git-crypt")),
    (b"b\x14#e", _ESAFENET),
    (b"%TSD-Header-###%", _LOCKED),  # transparent encryption of office networks
    (b"-----BEGIN PGP MESSAGE-----", _PGP),
    (b"age-encryption.org/v1", _PGP),
    (b"$ANSIBLE_VAULT;", _PGP),
    (b"\x89PNG\r\n\x1a\n", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF87a", _PICTURE),
    (b"GIF89a", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"Rar!\x1a\x07", _ARCHIVE),
    (b"\x1f\x8b\x08", _ARCHIVE),
    (b"\xfd7zXZ\0", _ARCHIVE),
    (b"\xff\xfe\0\0", _UTF32),
    (b"\0\0\xfe\xff", _UTF32),
)

_ZIP: tuple[tuple[str, Kind], ...] = (
    ("word/", Kind(WORD, "Word 文档（.docx）", "a Word file", "save")),
    ("xl/", Kind(_OOXML + "spreadsheetml.sheet", "Excel 表格（.xlsx）", "an Excel file", "other")),
    ("ppt/", Kind(_OOXML + "presentationml.presentation", "PPT 文件", "a PowerPoint file", "other")),
    ("OFD.xml", Kind("application/ofd", "OFD 版式文件", "an OFD file", "text")),
    ("mimetype", Kind("application/vnd.oasis", "ODF 文档", "an ODF file", "other")),
)
"""What a part whose name begins like this makes of a zip archive; the first that is there says what it is."""
_ODT = b"mimetypeapplication/vnd.oasis.opendocument.text"
"""What stands behind the head of the first part of an ODF text, which is never packed (OpenDocument 1.2, 3.3)."""
_OLE: tuple[tuple[str, Kind], ...] = (
    (
        "EncryptedPackage",
        Kind("application/x-encrypted", "有打开密码的 Office 文档", "an Office file with a password", "password"),
    ),
    (
        "WordDocument",
        Kind("application/msword", "旧版 Word 或 WPS 文档（.doc/.wps）", "an old Word or WPS file", "save"),
    ),
    ("Workbook", Kind("application/vnd.ms-excel", "旧版 Excel 表格（.xls）", "an old Excel file", "other")),
    (
        "PowerPoint Document",
        Kind("application/vnd.ms-powerpoint", "旧版 PPT 文件", "an old PowerPoint file", "other"),
    ),
)


def sniff(source: bytes) -> Kind | None:
    """Return what `source` seems to be, or None when nothing speaks against its being text."""
    for start, kind in _STARTS:
        if source.startswith(start):
            return kind
    if source.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        office = Kind("application/x-ole-storage", "旧版 Office 文档", "an old Office file", "save")
        return next((kind for name, kind in _OLE if name.encode("utf-16-le") in source), office)
    if source.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(source)
    if source.startswith(b"RIFF") and source[8:12] == b"WEBP":
        return _PICTURE
    if source[:2] == b"BM" and source[6:10] == b"\0\0\0\0":
        return _PICTURE
    if b"E-SafeNet" in source[:64]:
        return _ESAFENET
    head = source[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return _WEB
    if head.startswith(b"<?xml") and b'progid="word.document"' in head:
        return _WORD_XML
    if _is_mail(head):
        return _ARCHIVED_WEB
    return None


def _is_mail(head: bytes) -> bool:
    """Tell whether a file begins with the header of a message that is a page with its pictures."""
    return head.startswith((b"mime-version:", b"from:", b"date:", b"subject:", b"content-type:")) and all(
        word in head for word in (b"mime-version:", b"multipart/related")
    )


def _packed(source: bytes) -> Kind:
    """Return what a zip archive is by the names in its directory."""
    from planlint.archive import names

    if source[30:].startswith(_ODT):
        return Kind("application/vnd.oasis.opendocument.text", "ODF 文档（.odt）", "an ODF text", "save")
    packed = _ARCHIVE._replace(media_type="application/zip", zh="压缩包（zip）", en="a zip archive")
    listed = names(source)
    if listed is None:
        return _BROKEN
    for start, kind in _ZIP:
        if any(name.startswith(start) for name in listed):
            return kind
    return packed


def refuse(kind: Kind, path: str) -> PlanlintError:
    """Return the error that tells the user what the file at `path` seems to be and what to do."""
    zh, en = _ADVICE[kind.advice]
    gap = " " if kind.zh[0].isascii() else ""
    return PlanlintError(
        "unreadable",
        f"像是{gap}{kind.zh}；{zh}",
        f"seems to be {kind.en}; {en}",
        path=path,
    )
