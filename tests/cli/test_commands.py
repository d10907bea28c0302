"""The command line as its three groups of users meet it: output, files and exit status."""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from planlint.cli.help import pick
from planlint.cli.main import arguments, commands

GOOD = (
    "某区2026年教育工作要点\n\n2026年要坚持稳中求进。\n一、抓好党建\n1.学理论。\n2.强组织。\n二、促进公平\n3.扩资源。\n"
)
GAP = GOOD.replace("2.强", "3.强").replace("3.扩", "4.扩")
ROOT = Path(__file__).parents[2]


def test_exit_status(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "好.txt").write_text(GOOD, "utf-8")
    (tmp_path / "差.txt").write_text(GAP, "utf-8")
    assert planlint("check", "好.txt")[0] == 0
    assert planlint("check", "差.txt")[0] == 1
    assert planlint("差.txt")[0] == 1
    assert planlint("check", "差.txt", "--fail-on", "never")[0] == 0
    assert planlint("check", "好.txt", "--profile", "issue")[0] == 0
    assert planlint("check", "好.txt", "--profile", "issue", "--fail-on", "warning")[0] == 1
    assert planlint()[0] == 0
    assert planlint("check")[0] == 2


def test_a_misspelt_command_is_no_file(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "好.txt").write_text(GOOD, "utf-8")
    status, out, err = planlint("chek", "好.txt")
    assert (status, out) == (2, "")
    assert "check" in err
    (tmp_path / "chek").write_text(GOOD, "utf-8")
    assert planlint("chek", "好.txt")[0] == 0


def test_what_cannot_be_read_does_not_stop_the_others(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "差.txt").write_text(GAP, "utf-8")
    (tmp_path / "坏.txt").write_bytes(os.urandom(4096))
    (tmp_path / "旧.doc").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    status, out, _ = planlint("check", "坏.txt", "没有这个.txt", "差.txt", "旧.doc", "-f", "json")
    assert status == 2
    data = json.loads(out)
    by_path = {d["path"]: d for d in data["documents"]}
    assert by_path["坏.txt"]["error"]["code"] == "unreadable"
    assert by_path["旧.doc"]["error"]
    assert [f["rule"] for f in by_path["差.txt"]["findings"]] == ["numbering-gap"]
    assert data["errors"][0]["code"] == "no-such-path"
    assert data["summary"]["error"] == 1


def test_an_empty_folder_is_fine_and_said(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "空").mkdir()
    status, out, _ = planlint("check", "空")
    assert status == 0
    assert "0" in out or "没有" in out


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("check", "x.txt", "--as-of", "明天"), "明天"),
        (("check", "x.txt", "--profile", "issu"), "issue"),
        (("check", "x.txt", "--genre", "工作要"), "工作要点"),
        (("check", "x.txt", "--select", "numbering-gaps"), "numbering-gap"),
        (("check", "x.txt", "--format", "jsn"), "json"),
        (("check", "x.txt", "--config", "nope.yaml"), "nope.yaml"),
        (("check", "x.txt", "--fail-on", "errors"), "error"),
        (("check", "x.txt", "--no-such-option"), "--no-such-option"),
        (("rules", "numbering-gaps"), "numbering-gap"),
        (("outline", "x.txt", "-f", "xml"), "--format 不对：“xml”不在可选之列，可选 tree、json"),
        (("rules", "-f", "xml"), "--format 不对：“xml”不在可选之列，可选 text、json"),
        (("test", "nope.yaml"), "nope.yaml"),
        (("text", "nope.txt"), "nope.txt"),
    ],
)
def test_wrong_options_are_told_in_words(planlint, tmp_path: Path, argv: tuple[str, ...], said: str) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "x.txt").write_text(GOOD, "utf-8")
    status, out, err = planlint(*argv)
    assert status == 2
    assert said in out + err


def test_a_faulty_configuration_is_told_once_and_costs_only_its_documents(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "甲").mkdir()
    (tmp_path / "乙").mkdir()
    (tmp_path / "甲" / "planlint.yaml").write_text("profile： issue\n", "utf-8")
    for name in ("甲/一.txt", "甲/二.txt", "乙/三.txt"):
        (tmp_path / name).write_text(GAP, "utf-8")
    status, out, _ = planlint("check", ".", "-f", "json")
    data = json.loads(out)
    assert status == 2
    assert [e["code"] for e in data["errors"]] == ["bad-config"]
    assert "冒号应为半角" in data["errors"][0]["message"]
    assert {d["path"]: bool(d["error"]) for d in data["documents"]} == {
        "甲/一.txt": True,
        "甲/二.txt": True,
        "乙/三.txt": False,
    }


def test_configuration_holds_by_path(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "planlint.yaml").write_text(
        'profile: 签发\nfail-on: warning\nrules: {missing-date: off}\noverrides: [{paths: ["归档/**"], report: false}]\n',
        "utf-8",
    )
    (tmp_path / "归档").mkdir()
    (tmp_path / "归档" / "旧.txt").write_text(GAP, "utf-8")
    (tmp_path / "新.txt").write_text(GOOD, "utf-8")
    status, out, _ = planlint("check", ".", "-f", "json")
    (document,) = json.loads(out)["documents"]
    assert document["path"] == "新.txt"
    assert document["profile"] == "issue"
    assert [f["rule"] for f in document["findings"]] == ["missing-signature"]
    assert status == 1


def test_a_users_rule_works_like_ours(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "规则.yaml").write_text(
        "- id: 禁用词-抓手\n  title: 少用抓手\n  check: forbidden-terms\n  options: {terms: [抓手]}\n  severity: error\n"
        "  basis: 本单位\n  message: {zh: '“{term}”请改用平实的说法'}\n  tests:\n    - pass: 抓住关键\n    - fail: 以甲为⟦抓手⟧\n",
        "utf-8",
    )
    (tmp_path / "planlint.yaml").write_text("rule-files: [规则.yaml]\n", "utf-8")
    (tmp_path / "x.txt").write_text(GOOD.replace("学理论", "以学理论为抓手"), "utf-8")
    assert planlint("test", "规则.yaml")[0] == 0
    status, out, _ = planlint("check", "x.txt", "-f", "concise")
    assert status == 1
    assert "禁用词-抓手" in out
    assert "抓手" in planlint("rules", "禁用词-抓手")[1]
    for name in ("规则.yaml", "./规则.yaml", str(tmp_path / "规则.yaml")):
        status, out, _ = planlint("test", name, "--on", "x.txt")
        assert status == 0
        assert "1 份里报了 1 处" in out


def test_several_formats_at_once(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "x.txt").write_text(GAP, "utf-8")
    status, out, _ = planlint("check", "x.txt", "-f", "terminal", "-f", "json:out.json", "-f", "sarif:out.sarif")
    assert status == 1
    assert "必须改" in out
    assert json.loads((tmp_path / "out.json").read_text("utf-8"))["schema"] == "planlint/1"
    assert json.loads((tmp_path / "out.sarif").read_text("utf-8"))["version"] == "2.1.0"


def test_skipped_rules_are_called_as_the_reader_calls_them(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "x.txt").write_text("工作要点\n\n要抓好各项工作。\n一、甲项工作\n三、乙项工作\n", "utf-8")
    assert "期限已过、活动已经结束" in planlint("check", "x.txt")[1]
    assert "deadline-passed, past-event" in planlint("check", "x.txt", "--lang", "en")[1]


def test_outline_text_init_rules_version(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "x.txt").write_bytes(GOOD.replace("\n", "\r\n").encode("gb18030"))
    out = planlint("outline", "x.txt")[1]
    assert "二、促进公平" in out
    assert json.loads(planlint("outline", "x.txt", "-f", "json")[1])["kind"] == "document"
    assert planlint("init")[0] == 0
    assert planlint("init")[0] == 2
    assert planlint("config", "x.txt")[0] == 0
    assert planlint("check", "x.txt")[0] == 0
    assert "numbering-gap" in planlint("rules")[1]
    assert "漏" in planlint("rules", "编号断号")[1]
    assert "gap" in planlint("rules", "numbering-gap", "--lang", "en")[1]
    assert "basis: national standard" in planlint("rules", "numbering-gap", "--lang", "en")[1]
    assert "forbidden-terms" in planlint("rules", "--checks")[1]
    assert "check: forbidden-terms" in planlint("rules", "forbidden-terms")[1]  # its recipe
    assert "是不是“numbering-gap”" in planlint("rules", "numbering-gab")[2]
    assert "check: placeholder" in planlint("rules", "--checks", "placeholder")[1]  # there is a rule of that name too
    assert planlint("rules", "--checks", "占位未填") == planlint("rules", "--checks", "placeholder")
    assert "是不是“placeholder”" in planlint("rules", "--checks", "placeholdr")[2]
    (rule,) = json.loads(planlint("rules", "编号断号", "-f", "json")[1])
    assert (rule["id"], rule["severity"]) == ("numbering-gap", "error")
    assert planlint("--version")[1].startswith("planlint ")


@pytest.mark.parametrize("name", commands())
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_command_has_help_in_both_languages(planlint, name: str, lang: str) -> None:  # type: ignore[no-untyped-def]
    status, out, _ = planlint(name, "--help", "--lang", lang)
    assert status == 0
    assert ("用法" in out) == (lang == "zh")
    assert any("\u4e00" <= c <= "\u9fff" for c in out.replace(name, "")) or lang == "en"


@pytest.mark.parametrize("words", [(), ("check",), ("facts",)])
def test_the_short_h_asks_for_help_too(planlint, words: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    assert planlint(*words, "-h") == planlint(*words, "--help")


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (["x.txt"], ["check", "x.txt"]),
        (["--lang", "en", "x.txt"], ["check", "--lang", "en", "x.txt"]),
        (["--lang=en", "rules"], ["rules", "--lang=en"]),
        (["--lang", "en", "--help"], ["--lang", "en", "--help"]),
        (["-"], ["check", "-"]),
        ([], []),
        (["--version"], ["version"]),
    ],
)
def test_the_command_may_be_left_out(given: list[str], meant: list[str]) -> None:
    assert arguments(given) == meant


def process(*argv: str, cwd: Path, **more: object) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": str(more.pop("encoding", "utf-8"))}
    return subprocess.run(
        [sys.executable, "-m", "planlint", *argv], cwd=cwd, env=env, capture_output=True, timeout=120, **more
    )  # type: ignore[call-overload,no-any-return]


def test_standard_input_with_a_name(tmp_path: Path) -> None:
    done = process("check", "-", "--stdin-filename", "稿子.md", "-f", "concise", cwd=tmp_path, input=GAP.encode())
    assert done.returncode == 1
    assert done.stdout.decode().startswith("稿子.md:6:1:")


def test_many_documents_in_processes_give_what_one_gives(tmp_path: Path) -> None:
    for n in range(40):
        (tmp_path / f"{n:02}.txt").write_text(GAP if n % 3 else GOOD, "utf-8")
    (tmp_path / "坏.txt").write_bytes(bytes(range(256)) * 9)
    one, two = (process("check", ".", "-f", "json", "-j", jobs, cwd=tmp_path) for jobs in ("1", "2"))
    assert one.returncode == two.returncode == 2
    strip = [{k: v for k, v in json.loads(done.stdout).items() if k != "summary"} for done in (one, two)]
    assert strip[0] == strip[1]


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "latin-1"])
def test_a_narrow_console_takes_everything(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "x.txt").write_text(GAP.replace("学理论", "学\x1b[31m理论［/］𠮷①⟦"), "utf-8")
    done = process("check", "x.txt", cwd=tmp_path, encoding=encoding)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"\x1b" not in done.stdout


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("".join(f"{n * 2}.甲\n" for n in range(2000)), "utf-8")
    command = f"{sys.executable} -m planlint check x.txt --all -f concise | head -1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=120,
    )
    assert b"Traceback" not in done.stderr
    assert b"Error" not in done.stderr


def test_an_interrupted_run_ends_with_130(tmp_path: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "planlint", "check", "-"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    time.sleep(1.5)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert b"Traceback" not in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("check x.txt > /dev/full", "没能做完"),
        ("check x.txt -f json > /dev/full", "没能做完"),
        ("check x.txt > /dev/full 2> /dev/full", ""),
        ("check --no-such-option 2> /dev/full", ""),
        ("check x.txt >&-", "没能做完"),
        ("version >&-", "没能做完"),
        ("check --no-such-option 2>&-", ""),
        ("outline - <&-", "无法读取"),
        ("check x.txt -f json:/dev/full", "写不进去"),
    ],
)
def test_streams_that_are_full_or_closed_are_told_in_words(tmp_path: Path, command: str, said: str) -> None:
    (tmp_path / "x.txt").write_text(GOOD, "utf-8")
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m planlint {command}"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "PLANLINT_LANG": "zh"},
        capture_output=True,
        timeout=120,
    )
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert "Error" not in done.stderr.decode()


@pytest.mark.parametrize(
    "argv",
    [
        ("check", ".", "-f", "json:x.txt"),
        ("check", "x.txt", "-f", "terminal", "-f", "sarif:./深/../x.txt"),
        ("check", "y.txt", "--previous", "x.txt", "-f", "json:x.txt"),
        ("check", "y.txt", "-f", "json:link.txt"),
        ("compare", "x.txt", "y.txt", "-f", "html:x.txt"),
    ],
)
def test_a_report_never_replaces_a_document(planlint, tmp_path: Path, argv: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    for name in ("x.txt", "y.txt"):
        (tmp_path / name).write_text(GOOD, "utf-8")
    (tmp_path / "深").mkdir()
    (tmp_path / "link.txt").symlink_to("y.txt")
    status, _, err = planlint(*argv)
    assert status == 2
    assert "原文就没有了" in err
    assert {(tmp_path / name).read_text("utf-8") for name in ("x.txt", "y.txt")} == {GOOD}


@pytest.mark.parametrize("name", ["loop", "loop/x", "x" * 300, f"{'x' * 300}/x"])
def test_a_report_that_can_stand_nowhere_is_told_in_words(planlint, tmp_path: Path, name: str) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "x.txt").write_text(GOOD, "utf-8")
    (tmp_path / "loop").symlink_to("loop")
    status, _, err = planlint("check", "x.txt", "-f", f"json:{name}")
    assert status in (0, 2)
    assert "planlint 自己出了错" not in err


@pytest.mark.parametrize("columns", ["0", "20", "80", "200"])
def test_the_outline_keeps_the_place_of_long_lines(
    planlint,  # type: ignore[no-untyped-def]
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    columns: str,
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    (tmp_path / "x.txt").write_text(GOOD.replace("抓好党建", "抓好党建" * 30), "utf-8")
    out = planlint("outline", "x.txt")[1]
    (line,) = (line for line in out.split("\n") if "一、抓好党建" in line)
    assert line.endswith("…  第 4 行")
    assert sum(1 + (c > "⺀") for c in line) <= 80


def test_a_rule_that_nobody_knows_is_told_once(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    for name in ("甲.txt", "乙.txt"):
        (tmp_path / name).write_text(GOOD, "utf-8")
    for option in ("--select", "--ignore"):
        status, out, err = planlint("check", ".", option, "numbering-gap,nosuch")
        assert (status, out, err.count("nosuch")) == (2, "", 1)


def test_a_rule_that_some_documents_have_is_selected_there(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    rule = (
        "- {id: own-rule, title: 自己的, check: forbidden-terms, options: {terms: [学理论]}, message: 不写, "
        "tests: [{fail: ⟦学理论⟧}, {pass: 甲}]}\n"
    )
    (tmp_path / "室").mkdir()
    (tmp_path / "室/r.yaml").write_text(rule, "utf-8")
    (tmp_path / "室/planlint.yaml").write_text("rule-files: [r.yaml]\n", "utf-8")
    for name in ("室/甲.txt", "乙.txt"):
        (tmp_path / name).write_text(GAP, "utf-8")
    status, out, _ = planlint("check", "室/甲.txt", "乙.txt", "--select", "own-rule", "-f", "json")
    found = {document["path"]: [f["rule"] for f in document["findings"]] for document in json.loads(out)["documents"]}
    assert (status, found) == (0, {"室/甲.txt": ["own-rule"], "乙.txt": []})


def test_a_diff_is_no_report(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "甲.txt").write_text(GOOD, "utf-8")
    status, out, err = planlint("check", "甲.txt", "--diff", "-f", "json")
    assert (status, out, "--diff" in err) == (2, "", True)


def test_a_comparison_needs_a_file_after_the_colon(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "甲.txt").write_text(GOOD, "utf-8")
    status, out, err = planlint("compare", "甲.txt", "甲.txt", "-f", "html:")
    assert (status, out, "html:" in err) == (2, "", True)


def test_text_on_a_terminal_shows_control_characters(  # type: ignore[no-untyped-def]
    planlint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "甲.txt").write_text("甲\x1b[31m乙\t丙\n丁\n", "utf-8")
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True)
    assert planlint("text", "甲.txt")[1] == "甲\\x1b[31m乙 丙\n丁\n"


def test_a_reader_that_fails_loses_its_own_document_only(  # type: ignore[no-untyped-def]
    planlint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from planlint.readers import text

    def read(source: bytes, path: str) -> object:
        if "坏" in path:
            raise RecursionError("too deep")
        return real(source, path)

    real = text.read
    monkeypatch.setattr(text, "read", read)
    monkeypatch.delenv("PLANLINT_DEBUG", raising=False)
    for name in ("坏.txt", "好.txt"):
        (tmp_path / name).write_text(GAP, "utf-8")
    status, out, _ = planlint("check", ".", "-f", "json")
    documents = {document["path"]: document for document in json.loads(out)["documents"]}
    assert (status, documents["坏.txt"]["error"]["code"]) == (2, "internal-error")
    assert documents["好.txt"]["findings"]


@pytest.mark.parametrize("argv", [["init"], ["init", "--roster"]])
def test_a_full_disk_leaves_no_empty_configuration(tmp_path: Path, argv: list[str]) -> None:
    resource = pytest.importorskip("resource")
    code = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit({resource.RLIMIT_FSIZE}, (10, 10))\n"
        f"from planlint.cli.main import main; main({argv})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, timeout=120,
    )  # fmt: skip
    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(("inherited", "while_loading"), [("default_int_handler", "SIG_DFL"), ("SIG_IGN", "SIG_IGN")])
def test_an_interruption_while_the_program_loads_ends_it_in_silence(inherited: str, while_loading: str) -> None:
    code = (
        f"import signal; signal.signal(signal.SIGINT, signal.{inherited})\n"
        f"import planlint.__main__; print(signal.getsignal(signal.SIGINT) == signal.{while_loading})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"


def test_config_lists_the_rules_that_were_changed(planlint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "planlint.yaml").write_text("rules: {heading-echo: off}\n", "utf-8")
    out = planlint("config")[1]
    assert "  heading-echo: off  # 标题复述；planlint.yaml:1\n" in out
    assert "numbering-gap" not in out
    assert "按“送审”的尺度；加 --all 列出" in out
    assert "numbering-gap" in planlint("config", "--all")[1]
    (tmp_path / "planlint.yaml").write_text("profile: issue\n", "utf-8")
    assert "rules:" not in planlint("config")[1]


@pytest.mark.parametrize("name", commands())
def test_what_a_command_does_is_said_in_one_line_that_any_screen_can_break(name: str) -> None:
    said = importlib.import_module(f"planlint.cli.commands.{name}").HELP
    for lang in ("zh", "en"):
        assert "\n" not in pick(said, lang).split("\n\n")[0]


def test_what_is_left_out_on_the_command_line_is_told_in_words(planlint) -> None:  # type: ignore[no-untyped-def]
    assert "（默认 当前文件夹）" in planlint("config", "--help")[1]
    assert "[表名 | 动作…]" in planlint("facts", "--help")[1]
