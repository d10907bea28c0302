"""A Word package with some parts changed: every other part is copied as packed, and the file appears whole or not."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from copy import copy
from pathlib import Path
from struct import pack, unpack_from
from zipfile import ZIP_DEFLATED, ZipInfo

from planlint.archive import Archive
from planlint.model import PlanlintError
from planlint.unfinished import appearing

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of a part that is new: a copy does not tell when it was made."""


def rewritten(archive: Archive, changed: Mapping[str, bytes | None]) -> bytes:
    """Return the bytes of an archive in which parts are replaced, added (at the end), or left out where None.

    The other parts keep their order and their very bytes. Raises PlanlintError("unreadable") for a broken archive.
    """
    out = bytearray()
    directory: list[ZipInfo] = []
    for name, known in archive.entries.items():
        if name not in changed:
            _put(out, directory, known, _packed(archive, name))
        elif (content := changed[name]) is not None:
            _put(out, directory, *_deflated(known, content))
    for name, content in changed.items():
        if name not in archive and content is not None:
            _put(out, directory, *_deflated(ZipInfo(name, EARLIEST), content))
    start = len(out)
    for entry in directory:
        out += _listed(entry)
    out += pack("<4s4H2LH", b"PK\5\6", 0, 0, len(directory), len(directory), len(out) - start, start, 0)
    return bytes(out)


def save_copy(path: Path, content: bytes, shown: str) -> None:
    """Write a file in one step, over an older one of that name. Raises PlanlintError("bad-output")."""
    try:
        with appearing(path) as place:
            place.write_bytes(content)
    except OSError as error:
        from planlint.refusals import reason

        zh, en = reason(error)
        raise PlanlintError(
            "bad-output",
            f"写不进去：{zh}；文件若在 Word、WPS 中打开着，请先关闭",
            f"cannot be written: {en}; close it first if it is open in Word or WPS",
            path=shown,
        ) from None


def _packed(archive: Archive, name: str) -> bytes:
    """Return the packed content of a part."""
    entry, source = archive.entries[name], archive.source
    head = entry.header_offset
    if source[head : head + 4] != b"PK\3\4":
        raise archive.damaged(name)
    start = head + 30 + sum(unpack_from("<2H", source, head + 26)) if head + 30 <= len(source) else len(source)
    if start + entry.compress_size > len(source):
        raise archive.damaged(name)
    return source[start : start + entry.compress_size]


def _deflated(known: ZipInfo, content: bytes) -> tuple[ZipInfo, bytes]:
    """Return the entry for new content in the place of a known one, and the content packed."""
    entry = copy(known)
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    entry.compress_type, entry.flag_bits = ZIP_DEFLATED, 0
    entry.CRC, entry.compress_size, entry.file_size = zlib.crc32(content), len(packed), len(content)
    return entry, packed


def _put(out: bytearray, directory: list[ZipInfo], known: ZipInfo, packed: bytes) -> None:
    """Add a part and note where it stands; its sizes stand before it, where they may have stood behind it."""
    entry = copy(known)
    entry.flag_bits &= ~0x08
    entry.extra = b""
    entry.header_offset = len(out)
    out += entry.FileHeader(zip64=False) + packed
    directory.append(entry)


def _listed(entry: ZipInfo) -> bytes:
    """Return the directory's record of a part."""
    name = entry.filename.encode("ascii" if entry.filename.isascii() else "utf-8")
    flags = entry.flag_bits | (0 if entry.filename.isascii() else 0x800)
    year, month, day, hour, minute, second = entry.date_time
    numbers = (
        *(entry.create_version, entry.create_system, entry.extract_version, entry.reserved),
        *(flags, entry.compress_type, hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day),
        *(entry.CRC, entry.compress_size, entry.file_size, len(name), 0, 0, 0),
        *(entry.internal_attr, entry.external_attr, entry.header_offset),
    )
    return pack("<4s4B4H3L5H2L", b"PK\1\2", *numbers) + name
