"""The compiled pack: fresh after every edit, never believed when damaged, built in memory where nothing can be written."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint import pack
from tests.installing import ROOT, run

DATA = {"fingerprint": "00", "book": {"rules": [("甲", 1, None, True)]}, "facts": {}}


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    pack.write(DATA, tmp_path / "pack.bin", "state")
    return tmp_path / "pack.bin"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A checkout of one module, one rule file and one grammar, which `pack` believes to be its own."""
    for name, text in {"planlint/a.py": "A = 1", "rules/facts/a.yaml": "a: 1", "grammar/a.lark": "start:"}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.setattr(pack, "HERE", tmp_path / "planlint")
    monkeypatch.setattr(pack, "FILE", tmp_path / "planlint" / "_pack.bin")
    pack.pack.cache_clear()
    yield tmp_path
    pack.pack.cache_clear()


def test_what_is_written_is_read(stored: Path) -> None:
    assert pack.read(stored, "state") == DATA
    assert list(stored.parent.iterdir()) == [stored]


def test_a_pack_of_another_state_version_or_place_is_not_used(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert pack.read(stored, "another") is None
    assert pack.read(stored.with_name("nowhere"), "state") is None
    assert pack.read(stored.parent, "state") is None
    monkeypatch.setattr(pack, "__version__", "0.0.9")
    assert pack.read(stored, "state") is None


@given(st.data())
def test_a_damaged_pack_is_never_loaded(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "pack.bin")
        pack.write(DATA, file, "state")
        whole = file.read_bytes()
        at = data.draw(st.integers(0, len(whole) - 1))
        change = data.draw(st.sampled_from(["cut", "flip", "more", "noise"]))
        damaged = {
            "cut": whole[:at],
            "flip": whole[:at] + bytes([whole[at] ^ (1 << data.draw(st.integers(0, 7)))]) + whole[at + 1 :],
            "more": whole + data.draw(st.binary(min_size=1)),
            "noise": data.draw(st.binary()),
        }[change]
        file.write_bytes(damaged)
        assert pack.read(file, "state") is None


@pytest.mark.parametrize("name", ["rules/facts/a.yaml", "grammar/a.lark"])
def test_an_edit_counts_even_when_size_and_time_stay_the_same(checkout: Path, name: str) -> None:
    before, file = pack.state(), checkout / name
    times = file.stat()
    file.write_bytes(file.read_bytes()[:-1] + b"2")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert pack.state() != before


def test_files_that_come_go_or_are_renamed_count(checkout: Path) -> None:
    seen = [pack.state()]
    (checkout / "rules/b.yaml").write_text("", "utf-8")
    seen.append(pack.state())
    (checkout / "rules/b.yaml").rename(checkout / "rules/c.yaml")
    seen.append(pack.state())
    (checkout / "planlint/a.py").write_text("A = 12", "utf-8")
    seen.append(pack.state())
    (checkout / "planlint/checks").mkdir()
    (checkout / "planlint/checks/b.py").write_text("", "utf-8")
    seen.append(pack.state())
    assert len(set(seen)) == len(seen)
    (checkout / "rules/notes.txt").write_text("", "utf-8")
    (checkout / "planlint/__pycache__").mkdir()
    (checkout / "planlint/__pycache__/a.py").write_text("", "utf-8")
    assert pack.state() == seen[-1]


def test_the_fingerprint_names_the_rules_and_not_the_place(checkout: Path) -> None:
    before = pack.fingerprint()
    (checkout / "planlint/a.py").write_text("A = 2", "utf-8")
    assert pack.fingerprint() == before
    (checkout / "rules").rename(checkout / "planlint/_rules")
    (checkout / "grammar").rename(checkout / "planlint/_grammar")
    assert pack.fingerprint() == before
    assert pack.state() == "installed"
    (checkout / "planlint/_rules/facts/a.yaml").write_text("a: 2", "utf-8")
    assert pack.fingerprint() != before


def _counting(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    built: list[int] = []

    def build() -> dict[str, Any]:
        built.append(1)
        return dict(DATA)

    monkeypatch.setattr(pack, "build", build)
    return built


def _again() -> dict[str, Any]:
    pack.pack.cache_clear()
    return pack.pack()


def test_it_is_built_once_and_anew_when_damaged_or_stale(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = _counting(monkeypatch)
    assert _again() == _again() == DATA
    assert len(built) == 1
    pack.FILE.write_bytes(pack.FILE.read_bytes()[:-3])
    assert _again() == _again() == DATA
    assert len(built) == 2
    (checkout / "rules/facts/a.yaml").write_text("a: 3", "utf-8")
    assert _again() == DATA
    assert len(built) == 3


def test_where_nothing_can_be_written_it_is_built_in_memory(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = _counting(monkeypatch)
    monkeypatch.setattr(pack, "FILE", checkout / "nowhere" / "_pack.bin")
    assert _again() == _again() == DATA
    assert len(built) == 2


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "pack.bin").mkdir()
    with pytest.raises(OSError, match="pack"):
        pack.write(DATA, tmp_path / "pack.bin", "state")
    assert [path.name for path in tmp_path.iterdir()] == ["pack.bin"]


def test_a_rule_edited_in_a_checkout_takes_effect_in_the_next_run(tmp_path: Path) -> None:
    for name in ("planlint", "rules", "grammar"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "_pack.bin*"))
    command = (sys.executable, "-m", "planlint", "rules")
    assert "编号断号" in run(*command, cwd=tmp_path).stdout
    assert (tmp_path / "planlint/_pack.bin").is_file()
    file = tmp_path / "rules/numbering.yaml"
    times = file.stat()
    file.write_text(file.read_text("utf-8").replace("title: 编号断号", "title: 号断编号"), "utf-8")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert "号断编号" in run(*command, cwd=tmp_path).stdout
