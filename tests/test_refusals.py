"""What the system refuses is told in the reader's language, wherever it happens."""

from __future__ import annotations

import errno
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from planlint import configfile, fixes, rosterfile, waivers
from planlint.api import library
from planlint.model import PlanlintError
from planlint.readers import convert
from planlint.refusals import REASONS, reason, refused
from planlint.reports import writing
from planlint.rulefile import load_rules
from planlint.word.package_writer import save_copy


def test_a_refusal_is_told_in_both_languages() -> None:
    error = refused(OSError(errno.ENOSPC, "No space left on device"), "bad-output", "写不进去", "not written", "甲.txt")
    assert (error.code, error.path) == ("bad-output", "甲.txt")
    assert error.texts == {"zh": "写不进去：磁盘满了", "en": "not written: the disk is full"}


def test_what_is_not_known_is_told_in_the_words_of_the_system() -> None:
    assert reason(OSError(errno.ENXIO, "No such device")) == ("No such device", "No such device")
    assert reason(OSError("odd")) == ("odd", "odd")
    assert reason(OSError()) == ("OSError", "OSError")


def test_every_name_is_one_of_the_system() -> None:
    assert set(REASONS) <= set(errno.errorcode.values())
    for zh, en in REASONS.values():
        assert not re.search("[A-Za-z]", zh)
        assert en.isascii()


@pytest.mark.parametrize(
    "run",
    [
        lambda folder: save_copy(folder / "没有" / "甲.docx", b"", "甲.docx"),
        lambda folder: writing(folder / "没有" / "甲.html").__enter__(),
        lambda folder: fixes.save(folder, b"", b"", "甲.txt"),
        lambda folder: configfile.load(folder, library()),
        lambda folder: load_rules([(folder, "甲.yaml")], {}),
        lambda folder: rosterfile.lay({"roster": {}}, [(folder, "花名册.csv")]),
        lambda folder: waivers.read(folder, "planlint-waivers.yaml"),
        lambda folder: convert._run(str(folder), [(".doc", b"")], "甲.doc"),
    ],
)
def test_no_message_mixes_languages(run: Callable[[Path], object], tmp_path: Path) -> None:
    with pytest.raises(PlanlintError) as caught:
        run(tmp_path)
    said = re.sub("Word|WPS|LibreOffice", "", caught.value.texts["zh"])
    assert not re.search("[A-Za-z]", said)
    assert caught.value.texts["en"].isascii()
