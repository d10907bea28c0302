"""Where the copies of a draft go: beside it under a name that no file has, or where the user says."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path

from planlint.copyname import marked
from planlint.model import PlanlintError
from planlint.readers.word import SUFFIXES
from planlint.reports.glyphs import visible

LONGEST = 190
"""Bytes of a draft's name in that of its copy; most systems allow 255 in all, also while the copy is being written."""


def place_for(draft: Path, output: str | None, mark: str) -> Path:
    """Return where a copy goes; `mark`, such as 清洁稿, stands in its name when the user gives none.

    Raises PlanlintError("bad-output") for the draft itself, a folder, a folder that is missing, and a name that
    Word would not open the copy by.
    """
    if output is None:
        return _beside(draft, mark)
    target, ending = Path(output), _ending(draft)
    zh = en = None
    if target.is_dir():
        zh, en = "-o 要写文件名，这是一个文件夹", "-o names a folder; it needs a file name"
    elif target.exists() and target.samefile(draft):
        zh, en = f"这就是原稿，{mark}不能写在原稿上；请换一个文件名", "this is the draft itself; choose another name"
    elif not target.parent.is_dir():
        zh, en = "要写进的文件夹不存在，请先建好", "there is no such folder; make it first"
    elif target.suffix.lower() != ending.lower():
        zh = f"{mark}是 {ending} 文件，文件名要以它结尾，如 {visible(target.with_suffix(ending).name)}"
        en = f"the copy is a {ending} file; name it {visible(target.with_suffix(ending).name)}"
    if zh and en:
        raise PlanlintError("bad-output", zh, en, path=visible(output))
    return target


def _beside(draft: Path, mark: str) -> Path:
    stem = draft.stem
    while len(os.fsencode(stem)) > LONGEST:
        stem = stem[:-1]
    names = (marked(stem, mark, number) + _ending(draft) for number in count(1))
    return next(path for path in map(draft.with_name, names) if not os.path.lexists(path))


def _ending(draft: Path) -> str:
    return draft.suffix if draft.suffix.lower() in SUFFIXES else ".docx"
