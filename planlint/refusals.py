"""What the system refuses, in the reader's language: Python tells it in English. Imported only when that happens."""

from __future__ import annotations

import errno

from planlint.model import PlanlintError

REASONS = {
    "EACCES": ("没有权限", "no permission"),
    "EPERM": ("没有权限", "no permission"),
    "ENOENT": ("没有这个文件或文件夹", "no such file or folder"),
    "ENOTDIR": ("路径当中有一段是文件，不是文件夹", "a part of the path is a file, not a folder"),
    "EISDIR": ("这是一个文件夹，不是文件", "it is a folder, not a file"),
    "EEXIST": ("已经有同名的文件", "there is one of that name already"),
    "ENOSPC": ("磁盘满了", "the disk is full"),
    "EDQUOT": ("可用的磁盘空间用完了", "the share of the disk is used up"),
    "EFBIG": ("文件太大", "the file is too large"),
    "EROFS": ("这个盘只能读，不能写", "the disk can only be read"),
    "ENAMETOOLONG": ("文件名太长", "the name is too long"),
    "ELOOP": ("链接绕成了圈", "links that go round in a circle"),
    "EBUSY": ("正被别的程序占用", "another program is using it"),
    "ETXTBSY": ("正被别的程序占用", "another program is using it"),
    "EIO": ("磁盘读写出错", "the disk failed"),
    "EMFILE": ("同时打开的文件太多", "too many open files"),
    "ENFILE": ("同时打开的文件太多", "too many open files"),
    "ENOMEM": ("内存不足", "out of memory"),
    "EAGAIN": ("进程太多，或者内存不足", "too many processes, or out of memory"),
}


def reason(error: Exception) -> tuple[str, str]:
    """Return why the system refused something, in Chinese and in English; what is not known here in its own words."""
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return REASONS.get(errno.errorcode.get(getattr(error, "errno", None) or 0, ""), (said, said))


def refused(error: Exception, code: str, zh: str, en: str, path: str | None) -> PlanlintError:
    """Return the error to raise for `error`: what could not be done with `path`, in both languages, and why."""
    why_zh, why_en = reason(error)
    return PlanlintError(code, f"{zh}：{why_zh}", f"{en}: {why_en}", path=path)
