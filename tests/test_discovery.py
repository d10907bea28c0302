from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from planlint import discovery
from planlint.discovery import Found, discover, shown
from planlint.globs import Glob, Ignore


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make(*names: str) -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("一、甲\n")


def names(*paths: str) -> list[str]:
    found = discover(paths)
    assert not found.errors
    assert all(source.path.exists() for source in found.files)
    return [source.shown for source in found.files]


def errors(found: Found) -> list[tuple[str, str | None]]:
    return [(error.code, error.path) for error in found.errors]


def test_a_named_file_is_taken_whatever_its_ending_or_place(here: Path) -> None:
    make("计划.wps", ".隐藏.txt", "~$a.txt", "build/a.txt", "无后缀")
    Path(".gitignore").write_text("build/\n*.wps\n")
    assert names("计划.wps", ".隐藏.txt", "~$a.txt", "build/a.txt", "无后缀") == [
        "计划.wps",
        ".隐藏.txt",
        "~$a.txt",
        "build/a.txt",
        "无后缀",
    ]


@pytest.mark.parametrize(
    "name", ["附件[1].txt", "2027年工作要点（送审稿） 最终版3.txt", "a*b?.txt", " 首尾 .txt", "-a.txt", "./-"]
)
def test_a_file_that_exists_is_a_file_and_no_pattern(name: str) -> None:
    make(name, "附件1.txt")
    found = discover([name])
    assert [(s.shown, s.stdin) for s in found.files] == [(name.removeprefix("./"), False)]


def test_a_pattern_that_is_no_file_matches() -> None:
    make("附件1.txt", "附件2.txt", "附件3.xls", "子/附件1.txt", "子/.藏/附件1.txt", "子/孙/附件1.md")
    assert names("附件[1].txt") == ["附件1.txt"]
    assert names("附件*") == ["附件1.txt", "附件2.txt"]
    assert names("附件?.txt") == ["附件1.txt", "附件2.txt"]
    assert names("**/附件1.*") == ["附件1.txt", "子/附件1.txt", "子/孙/附件1.md"]
    assert names("子/**") == ["子/附件1.txt", "子/孙/附件1.md"]
    assert names("*/附件1.txt") == ["子/附件1.txt"]
    assert names("子*") == ["子/附件1.txt", "子/孙/附件1.md"]
    assert names("子/.*/*") == ["子/.藏/附件1.txt"]


def test_a_pattern_respects_gitignore_and_locks() -> None:
    make("a.txt", "~$a.txt", ".~b.txt", "build/b.txt")
    Path(".gitignore").write_text("build/\n")
    assert names("**/*.txt") == ["a.txt"]


def test_a_folder_is_walked_in_order() -> None:
    make("b.txt", "a.md", "c.markdown", "D.TXT", "e.xls", "z/a.txt", "m/n/a.txt", ".git/a.txt", ".藏/a.txt")
    make(".a.txt", "~$b.txt", ".~b.txt")
    assert names(".") == ["D.TXT", "a.md", "b.txt", "c.markdown", "m/n/a.txt", "z/a.txt"]


def test_an_empty_folder_gives_nothing_and_no_error() -> None:
    Path("空").mkdir()
    assert names("空") == []


def test_a_file_reached_twice_is_listed_once(here: Path) -> None:
    make("d/a.txt", "d/b.txt")
    Path("link.txt").symlink_to("d/b.txt")
    assert names("d/a.txt", "d", "./d/../d/a.txt", str(here / "d"), "d/*.txt", "link.txt") == ["d/a.txt", "d/b.txt"]


def test_links_inside_folders_are_not_followed_but_named_ones_are(here: Path) -> None:
    make("d/a.txt", "aus/b.txt")
    Path("d/loop").symlink_to(here / "d", target_is_directory=True)
    Path("d/out").symlink_to(here / "aus", target_is_directory=True)
    Path("d/out.txt").symlink_to(here / "aus/b.txt")
    assert names("d") == ["d/a.txt"]
    assert names("d/out", "d/out.txt") == ["d/out/b.txt"]


def test_special_files_in_folders_are_left_alone() -> None:
    make("d/a.txt")
    if hasattr(os, "mkfifo"):
        os.mkfifo("d/pipe.txt")
    assert names("d") == ["d/a.txt"]


def test_what_cannot_be_found_is_an_error_and_the_rest_still_comes() -> None:
    make("a.txt", "b.xls")
    Path("broken.txt").symlink_to("nowhere")
    found = discover(["缺.txt", "a.txt", "*.md", "*.xls", "gone/*.txt", "broken.txt", "a.txt/b", "", "a\0b"])
    assert [source.shown for source in found.files] == ["a.txt"]
    assert errors(found) == [
        ("no-such-path", "缺.txt"),
        ("no-such-path", "*.md"),
        ("no-such-path", "*.xls"),
        ("no-such-path", "gone/*.txt"),
        ("no-such-path", "broken.txt"),
        ("no-such-path", "a.txt/b"),
        ("no-such-path", '""'),
        ("unreadable", "a\0b"),
    ]
    assert ".txt" in found.errors[2].texts["zh"]


def test_standard_input_comes_once_and_has_a_name() -> None:
    make("a.txt")
    found = discover(["-", "a.txt", "-"], stdin_name="稿.md")
    assert [(s.shown, s.stdin) for s in found.files] == [("稿.md", True), ("a.txt", False)]


def test_an_unreadable_folder_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    make("a.txt", "秘/b.txt", "开/c.txt")
    scandir, lstat = os.scandir, Path.lstat

    def seen(path: Path) -> os.stat_result:
        if path.parent.name == "秘":
            raise PermissionError(13, "Permission denied")
        return lstat(path)

    def guarded(path: Path) -> object:
        if Path(path).name == "秘":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    monkeypatch.setattr(Path, "lstat", seen)
    found = discover(["."])
    assert [source.shown for source in found.files] == ["a.txt", "开/c.txt"]
    assert errors(found) == [("unreadable", "秘")]


def test_gitignore_as_git_understands_it() -> None:
    """Compared with git itself."""
    make("a.txt", "b.tmp.txt", "keep.tmp.txt", "root.txt", "d/root.txt", "build/a.txt", "d/build/a.txt")
    make(
        "x/y/z/a.txt",
        "x/a.txt",
        "d/n/a.txt",
        "d/n/b.txt",
        "文/稿 .txt",
        "文/定.txt",
        "#a.txt",
        "!b.txt",
        "d/c1.txt",
        "e1.txt",
        "e2.txt",
    )
    Path(".gitignore").write_text(
        "# 注\n\nbuild/\n*.tmp.txt\n!keep.tmp.txt\n/root.txt\nx/**/a.txt\n\\#a.txt\n\\!b.txt\nc[0-9].txt\ne[^1].txt\n\r\n"
    )
    Path("d/.gitignore").write_text("n/*\n!n/b.txt\n")
    Path("文/.gitignore").write_text("\ufeff稿 .txt   \n")
    subprocess.run(["git", "init", "-q"], check=True)
    Path(".git/info/exclude").write_text("文/定.txt\n")
    command = ["git", "-c", "core.quotePath=false", "ls-files", "-o", "--exclude-standard", "*.txt"]
    listed = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout.split("\n")
    assert sorted(names(".")) == sorted(filter(None, listed))
    assert names("d") == ["d/root.txt", "d/n/b.txt"]


def test_an_ignored_folder_that_is_named_is_walked() -> None:
    make("build/a.txt", "build/b.tmp.txt")
    Path(".git").mkdir()
    Path(".gitignore").write_text("build/\n*.tmp.txt\n")
    Path("build/.gitignore").write_text("*.tmp.txt\n")
    assert names(".") == []
    assert names("build") == ["build/a.txt"]


def test_gitignore_works_without_git_but_does_not_reach_up() -> None:
    make("d/a.txt", "d/b.txt")
    Path(".gitignore").write_text("a.txt\n")
    assert names(".") == ["d/b.txt"]
    assert names("d") == ["d/a.txt", "d/b.txt"]


@pytest.mark.parametrize("source", ["x\n" * 3_000, "x" * 70_000])
def test_a_monstrous_gitignore_is_reported(source: str) -> None:
    make("a.txt")
    Path(".gitignore").write_text(source)
    found = discover(["."])
    assert [source.shown for source in found.files] == ["a.txt"]
    assert errors(found) == [("too-large", ".gitignore")]


def test_bounds_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    make("a.txt", "b.txt", "c.txt", "1/2/3/a.txt")
    monkeypatch.setattr(discovery, "MOST_FILES", 2)
    found = discover(["."])
    assert [source.shown for source in found.files] == ["a.txt", "b.txt"]
    assert [error.code for error in found.errors] == ["too-many-files"]
    monkeypatch.setattr(discovery, "MOST_FILES", 100)
    monkeypatch.setattr(discovery, "DEEPEST", 2)
    found = discover(["."])
    assert len(found.files) == 3
    assert errors(found) == [("too-deep", "1/2/3")]


def test_shown_paths(here: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    make("d/a.txt", str(other / "b.txt"))
    for given in ("d", "./d", "d/", str(here / "d"), "../" + here.name + "/d", "d/../d"):
        assert names(given) == ["d/a.txt"]
    assert names(str(other)) == [f"{other}/b.txt"]
    assert names(f"../{other.name}" if other.parent == here.parent else str(other))[0].endswith("/b.txt")
    assert shown(".") == "."


@pytest.mark.skipif(os.name == "nt", reason="names are UTF-16 there")
def test_names_that_are_not_utf8_can_be_printed() -> None:
    raw = b"d/\xb9\xa4.txt"
    Path("d").mkdir()
    try:
        Path(os.fsdecode(raw)).write_text("甲")
    except OSError:
        pytest.skip("the file system takes UTF-8 names only")
    for paths in (["d"], [os.fsdecode(raw)], ["d/*.txt"]):
        (source,) = discover(paths).files
        assert source.shown.encode("utf-8") == rb"d/\udcb9\udca4.txt"
        assert source.path.read_text() == "甲"
    (error,) = discover([os.fsdecode(b"\xff.txt")]).errors
    assert str(error).encode("utf-8")


@pytest.mark.parametrize("length", [1, 200])
def test_hostile_patterns_end(length: int) -> None:
    name = "a" * length
    assert not Glob(["*a" * 30 + "*b"]).matches((name,))
    assert not Glob([*["**", "a"] * 20, "b"]).matches((name,) * 100)
    assert Ignore("*a" * 30 + "*b\n" + "**/" * 500 + "c\nx" + " " * 50_000 + "y").verdict((name,), folder=False) is None


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("a/**/b", "a/b", True),
        ("a/**/b", "a/x/y/b", True),
        ("a/**/b", "a/x/y/c", False),
        ("**/b", "b", True),
        ("a/**", "a", False),
        ("a/**", "a/b/c", True),
        ("*.txt", "a/b.txt", False),
        ("[!a]*", "ab", False),
        ("[!a]*", "ba", True),
    ],
)
def test_globs(pattern: str, path: str, matches: bool) -> None:
    assert Glob(pattern.split("/")).matches(tuple(path.split("/"))) is matches


def test_web_pages_are_taken_when_a_pattern_asks_for_them_and_left_in_folders() -> None:
    make("a.html", "b.txt", "site/c.htm")
    assert names(".") == ["b.txt"]
    assert names("*.html") == ["a.html"]
    assert names("**/*.htm*") == ["a.html", "site/c.htm"]
    assert names("*") == ["b.txt"]
    assert discover(["site/**", "a.*"]).files == []


def test_a_copy_in_a_folder_is_left_alone_where_its_draft_is_read() -> None:
    make("a/要点.docx", "a/要点（校对稿）.docx", "a/要点（清洁稿）.docx", "b/要点（校对稿）.docx", "b/别的.docx")
    found = discover(["."])
    assert [source.shown for source in found.files] == ["a/要点.docx", "b/别的.docx", "b/要点（校对稿）.docx"]
    assert found.copies == ["a/要点（校对稿）.docx", "a/要点（清洁稿）.docx"]


@pytest.mark.parametrize("order", [1, -1])
def test_a_copy_that_is_named_is_read_beside_its_folder_too(order: int) -> None:
    make("a/要点.docx", "a/要点（校对稿）.docx")
    found = discover(["a", "a/要点（校对稿）.docx"][::order])
    assert {source.shown for source in found.files} == {"a/要点.docx", "a/要点（校对稿）.docx"}
    assert found.copies == []


def test_a_pattern_that_means_copies_takes_them() -> None:
    make("要点.docx", "要点（校对稿）.docx")
    assert names("*（校对稿*.docx") == ["要点（校对稿）.docx"]
    assert names("*.docx") == ["要点.docx"]


def test_a_copy_is_read_where_its_draft_is_ignored() -> None:
    make("要点.docx", "要点（清洁稿）.docx")
    Path(".gitignore").write_text("要点.docx\n")
    Path(".git").mkdir()
    assert names(".") == ["要点（清洁稿）.docx"]


def test_endings_are_named_only_where_the_pattern_has_another() -> None:
    (known,), (other,) = discover(["没有*.txt"]).errors, discover(["没有*.zip"]).errors
    assert ".docx" not in known.texts["zh"]
    assert ".docx" in other.texts["zh"]
