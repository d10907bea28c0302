"""Choosing formats, writing files, exit status, progress."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest
from report_samples import GAP, SPACE, WAIVED, broken, result, run

from planlint.model import PlanlintError
from planlint.reports import Output, load, names, parse_format, parse_formats, spare, write
from planlint.reports.progress import Progress


def test_the_folder_is_the_registry() -> None:
    assert list(names()) == sorted(names())
    assert {"concise", "github", "json", "sarif", "terminal", "xlsx"} == set(names())
    assert all(name == load(name).FORMAT for name in names())


def test_parse_format(tmp_path: Path) -> None:
    assert parse_format("json") == parse_format("json:-") == Output("json")
    assert parse_format(f"sarif:{tmp_path}/a:b.sarif") == Output("sarif", tmp_path / "a:b.sarif")
    assert parse_formats([]) == [Output("terminal")]
    assert parse_formats(["json", f"sarif:{tmp_path}/a"])[1].file == tmp_path / "a"


@pytest.mark.parametrize("name", ["", "glyphs", "progress", "__init__", "../model", "Json"])
def test_what_is_no_format(name: str) -> None:
    with pytest.raises(PlanlintError) as caught:
        parse_format(name)
    assert caught.value.code == "bad-format"
    assert "concise、github、json、sarif、terminal" in caught.value.texts["zh"]


def test_a_typo_gets_a_suggestion() -> None:
    with pytest.raises(PlanlintError) as caught:
        parse_format("jsn")
    assert "是不是想写 json？" in caught.value.texts["zh"]
    assert "Did you mean json?" in caught.value.texts["en"]


@pytest.mark.parametrize("values", [["json", "concise"], ["json:"], ["json:a", "sarif:./a"]])
def test_formats_that_clash(values: list[str]) -> None:
    with pytest.raises(PlanlintError):
        parse_formats(values)


def test_the_place_of_a_file_is_looked_at_before_the_run(tmp_path: Path) -> None:
    with pytest.raises(PlanlintError, match="does not exist"):
        parse_format(f"json:{tmp_path}/no/a.json")
    with pytest.raises(PlanlintError, match="is a folder"):
        parse_format(f"json:{tmp_path}")


def test_several_reports_at_once(tmp_path: Path) -> None:
    out = io.StringIO()
    wanted = parse_formats(["concise", f"json:{tmp_path}/a.json", f"sarif:{tmp_path}/a.sarif"])
    write(run(result(GAP)), wanted, out, "zh")
    assert out.getvalue().count("\n") == 1
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["summary"]["error"] == 1
    assert json.loads((tmp_path / "a.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.json", "a.sarif"]


def test_files_only_leaves_a_word_on_the_screen(tmp_path: Path) -> None:
    out = io.StringIO()
    write(run(result(GAP)), parse_formats([f"json:{tmp_path}/a.json"]), out, "zh")
    assert out.getvalue().startswith(f"已写入 {tmp_path}/a.json\n共查 1 份文件")


def test_a_failed_report_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.json"
    target.write_text("old")

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(load("json"), "render", fail)
    with pytest.raises(RuntimeError):
        write(run(), [Output("json", target)], io.StringIO(), "zh")
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]
    assert target.read_text() == "old"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write(run(), [Output("json", tmp_path / "link")], io.StringIO(), "zh")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text().startswith('{"schema"')


@pytest.mark.parametrize("name", ["甲.txt", "别名.json", "夹/../甲.txt"])
def test_a_report_never_goes_onto_a_document(name: str, tmp_path: Path) -> None:
    (tmp_path / "夹").mkdir()
    (tmp_path / "甲.txt").write_text("某局", "utf-8")
    (tmp_path / "别名.json").symlink_to("甲.txt")
    spare([tmp_path / "甲.txt", "-"], tmp_path / "新.json", None)
    with pytest.raises(PlanlintError) as caught:
        spare(["-", tmp_path / "甲.txt"], None, tmp_path / "新.json", tmp_path / name)
    assert (caught.value.code, caught.value.path) == ("bad-output", str(tmp_path / name))


def test_a_device_is_written_not_replaced() -> None:
    write(run(), [Output("json", Path(os.devnull))], io.StringIO(), "zh")
    assert not Path(os.devnull).is_file()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs a folder one may not write to")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(PlanlintError) as caught:
        write(run(), [Output("json", tmp_path / "a")], io.StringIO(), "zh")
    assert caught.value.code == "bad-output"


def test_a_name_that_is_too_long_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(PlanlintError) as caught:
        write(run(), [Output("json", tmp_path / ("甲" * 300))], io.StringIO(), "zh")
    assert caught.value.texts["zh"].startswith("报告写不进去")


def test_exit_status() -> None:
    assert run(result()).status == 0
    assert run(result(GAP)).status == 1
    assert run(result(SPACE)).status == 0
    assert run(result(SPACE), fail_on="warning").status == 1
    assert run(result(WAIVED), fail_on="info").status == 0
    assert run(result(GAP), fail_on="never").status == 0
    assert run(result(GAP), broken(), fail_on="never").status == 2
    assert run(errors=[PlanlintError("x", "甲", "a")]).status == 2


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def work(err: io.StringIO, patience: float) -> str:
    with Progress(3, "zh", err, patience) as progress:
        for _ in range(3):
            progress.advance()
    return err.getvalue()


def test_progress_only_on_a_terminal_and_only_when_it_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert work(io.StringIO(), 0) == ""
    assert work(Terminal(), 60) == ""
    assert "正在检查" in work(Terminal(), 0)


def test_progress_costs_nothing_when_it_is_short() -> None:
    loaded = set(sys.modules)
    work(Terminal(), 60)
    assert not [name for name in set(sys.modules) - loaded if name.startswith("rich")]
