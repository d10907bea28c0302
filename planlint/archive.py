"""Zip archives from strangers: opened within limits, read a part at a time, never unpacked to disk."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping
from struct import error as StructError  # noqa: N812
from struct import unpack_from
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from planlint.model import PlanlintError

FAILURES = (BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError, IndexError, StructError)
"""What zipfile raises for an archive that is broken; some of it by accident."""
MOST_PARTS = 5000
MOST_PART = 48 * 1024 * 1024
MOST_TOTAL = 1024 * 1024 * 1024
MOST_RATIO = 200
"""How many times its packed size an archive of more than MOST_PART may unpack to; real documents stay below 30."""


def names(source: bytes) -> list[str] | None:
    """Return the names in a zip archive's directory, none of too long a one; None where it is missing or broken."""
    try:
        if source.count(b"PK\x01\x02") > MOST_PARTS:
            return []
        with ZipFile(io.BytesIO(source)) as archive:
            return archive.namelist()
    except FAILURES:
        return None


class Archive:
    """The parts of a zip archive by name, `/` between folders, sizes and names already found harmless.

    Raises PlanlintError: "unreadable" (no zip, truncated, encrypted), "unsafe" (a name that leads out of the archive,
    one name twice), "too-large" (too many parts, a part or the whole that would unpack to too much).
    """

    def __init__(self, source: bytes, path: str) -> None:
        self.source, self.path = source, path
        # zipfile makes an object of each entry it meets; count them before it does.
        if source.count(b"PK\x01\x02") > MOST_PARTS:
            raise self._too_large(f"有 {MOST_PARTS} 个以上的部件", f"it has more than {MOST_PARTS} parts")
        try:
            with ZipFile(io.BytesIO(source)) as archive:
                self.entries = self._checked(archive.infolist())
        except FAILURES:
            raise self.damaged() from None

    @property
    def names(self) -> list[str]:
        """Return the names of the parts, in the order of the archive's directory."""
        return list(self.entries)

    def __contains__(self, name: str) -> bool:
        return name in self.entries

    def read(self, name: str, limit: int = MOST_PART) -> bytes:
        """Return the content of a part of at most `limit` bytes. Raises PlanlintError, KeyError for an unknown one."""
        entry = self.entries[name]
        if entry.file_size > limit:
            raise self._too_large(
                f"部件 {name} 展开后超过 {limit >> 20} MB", f"{name} unpacks to over {limit >> 20} MB"
            )
        if entry.flag_bits & 1:
            raise PlanlintError(
                "unreadable",
                "压缩包内的部件有密码，请先解密再检查",
                "its parts are encrypted; decrypt it first",
                path=self.path,
            )
        source, start = self.source, entry.header_offset
        try:
            name_size, extra_size = unpack_from("<HH", source, start + 26)
            start += 30 + name_size + extra_size
            packed = memoryview(source)[start : start + entry.compress_size]
            if entry.compress_type == ZIP_STORED:
                content = bytes(packed)
            elif entry.compress_type == ZIP_DEFLATED:
                content = zlib.decompressobj(-15).decompress(packed, limit + 1)
            else:
                raise self.damaged(name)
        except (StructError, zlib.error):
            raise self.damaged(name) from None
        if len(content) > limit:
            raise self._too_large(f"部件 {name} 展开后太大", f"{name} unpacks to too much")
        if len(content) != entry.file_size or zlib.crc32(content) != entry.CRC:
            raise self.damaged(name)
        return content

    def damaged(self, name: str | None = None) -> PlanlintError:
        """Return the error for an archive, or a part of it, that is damaged."""
        zh, en = (f"（部件 {name}）", f" ({name})") if name else ("", "")
        return PlanlintError(
            "unreadable",
            f"文件已损坏或不完整{zh}，读不出来；请向来源重新取一份，或用 Word、WPS 打开修复后另存",
            f"damaged or incomplete{en}; get it again, or open it in Word or WPS and save it anew",
            path=self.path,
        )

    def _checked(self, listed: list[ZipInfo]) -> Mapping[str, ZipInfo]:
        entries: dict[str, ZipInfo] = {}
        folded: set[str] = set()
        total = 0
        for entry in listed:
            name = entry.filename.replace("\\", "/")
            if name.startswith("/") or ":" in name or ".." in name.split("/"):
                raise self._unsafe(
                    f"其中有指向包外的路径（{name[:80]}）", f"a path in it leads out of it ({name[:80]})"
                )
            if name.endswith("/"):
                continue
            if name.lower() in folded:
                raise self._unsafe(f"其中有同名的部件（{name[:80]}）", f"it has two parts of one name ({name[:80]})")
            folded.add(name.lower())
            entries[name] = entry
            total += entry.file_size
        if total > MOST_TOTAL or (total > MOST_PART and total > MOST_RATIO * len(self.source)):
            size = f"{total >> 20} MB"
            raise self._too_large(f"展开后有 {size}，像是压缩炸弹", f"it unpacks to {size} and looks like a zip bomb")
        return entries

    def _too_large(self, zh: str, en: str) -> PlanlintError:
        return PlanlintError(
            "too-large", f"文件展开后太大，没有读取：{zh}", f"too large when unpacked: {en}", path=self.path
        )

    def _unsafe(self, zh: str, en: str) -> PlanlintError:
        return PlanlintError("unsafe", f"文件不安全，没有读取：{zh}", f"not safe to read: {en}", path=self.path)
