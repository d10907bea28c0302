"""Old Word, WPS, RTF and ODF by way of LibreOffice: with the real one where it is installed, with a stand-in elsewhere."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import docx
import olefile
import pytest

from planlint.api import lint_paths
from planlint.model import PlanlintError
from planlint.readers import convert, read, read_file

OFFICE = convert.find()
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
posix = pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
LINES = ["某局2025年工作要点", "一、加强学习", "抓好落实。", "二、推进改革"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "WordDocument".encode("utf-16-le")


@pytest.fixture
def tmp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which temporary files are made while a test runs."""
    place = tmp_path / "tmp"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    convert._made.clear()
    monkeypatch.setattr(convert, "_in_vain", 0)
    return place


@pytest.fixture
def stand_in(tmp_path: Path, tmp: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A `soffice` on the path that notes how it is called and answers with a .docx, or as `script` says."""
    folder = tmp_path / "bin"
    folder.mkdir()
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    document.save(str(folder / "answer.docx"))
    program = folder / "soffice"
    program.write_text(
        "#!/bin/bash\n"
        f'echo "$@" >> {folder}/calls\n'
        'while [ "$1" != --outdir ]; do shift; done; out=$2; shift 2\n'
        f'for file; do cp {folder}/answer.docx "$out/$(basename "${{file%.*}}").docx"; done\n',
        "utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return program


def refused(source: bytes, path: str = "a.doc") -> PlanlintError:
    with pytest.raises(PlanlintError) as caught:
        read(source, path)
    assert caught.value.path == path
    return caught.value


@pytest.fixture(scope="session")
def old(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One document in the formats that LibreOffice writes, by their endings."""
    place = tmp_path_factory.mktemp("old")
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    document.save(str(place / "plan.docx"))
    made = {}
    for ending, filtered in (
        (".doc", "doc:MS Word 97"),
        (".rtf", "rtf"),
        (".odt", "odt"),
        (".xml", "xml:MS Word 2003 XML"),
    ):
        command = [
            str(OFFICE),
            f"-env:UserInstallation={(place / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            filtered,
        ]
        subprocess.run([*command, "--outdir", place, place / "plan.docx"], check=True, capture_output=True, timeout=120)
        made[ending] = place / f"plan{ending}"
    return made


@needs_office
@pytest.mark.parametrize("ending", [".doc", ".rtf", ".odt", ".xml"])
def test_libreoffice_reads_them(ending: str, old: dict[str, Path], tmp: Path) -> None:
    for name in (f"要点{ending}", "要点.wps"):  # the kind is told from the bytes
        document = read(old[ending].read_bytes(), name)
        assert document.text.split("\n")[:4] == LINES
        assert document.media_type in convert.ENDINGS
        assert not document.is_text
    assert list(tmp.iterdir()) == []


@needs_office
def test_a_damaged_file_says_so(old: dict[str, Path], tmp: Path) -> None:
    assert refused(old[".doc"].read_bytes()[:2000]).code == "unreadable"
    assert list(tmp.iterdir()) == []


@needs_office
def test_a_password_is_said_before_anything_is_opened(
    old: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = tmp_path / "locked.doc"
    locked.write_bytes(old[".doc"].read_bytes())
    with olefile.OleFileIO(str(locked), write_mode=True) as container:
        stream = bytearray(container.openstream("WordDocument").read())
        stream[11] |= 1
        container.write_stream("WordDocument", bytes(stream))
    monkeypatch.setattr(convert, "find", lambda: pytest.fail("it was to be opened"))
    error = refused(locked.read_bytes())
    assert error.code == "encrypted"
    assert "取消密码" in error.texts["zh"]


def test_a_bomb_is_not_given_to_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert, "_run", lambda *_: pytest.fail("it was to be opened"))
    file = tmp_path / "a.odt"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        with package.open("content.xml", "w") as part:
            for _ in range(60):
                part.write(bytes(1 << 20))
    for source in (file.read_bytes(), file.read_bytes() + b"."):
        assert refused(source, "a.odt").code == "too-large"
    (tmp_path / "b.odt").write_bytes(source)
    assert [r.error.code for r in lint_paths([str(tmp_path)]).results if r.error] == ["too-large"] * 2


def test_without_libreoffice_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(convert, "find", lambda: None)
    error = refused(OLE)
    assert error.code == "no-converter"
    zh = error.texts["zh"]
    assert -1 < zh.index("另存为 .docx") < zh.index("安装 LibreOffice")
    (tmp_path / "a.doc").write_bytes(OLE)
    (tmp_path / "b.doc").write_bytes(OLE)
    (tmp_path / "c.txt").write_text("一、甲\n二、乙\n", "utf-8")
    results = lint_paths([str(tmp_path)]).results
    assert [result.error.code if result.error else None for result in results] == ["no-converter", "no-converter", None]


@posix
def test_several_documents_are_converted_in_one_go(stand_in: Path, tmp_path: Path, tmp: Path) -> None:
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    for n in range(5):
        (drafts / f"{n}.doc").write_bytes(OLE + bytes([n]))
    (drafts / "5.wps").write_bytes(OLE)
    (drafts / "6.doc").write_text("一、其实是文本\n二、乙\n", "utf-8")
    results = lint_paths([str(drafts)]).results
    assert [result.error for result in results] == [None] * 7
    assert (stand_in.parent / "calls").read_text().count("--convert-to") == 1
    assert not convert._made
    assert list(tmp.iterdir()) == []


@posix
def test_no_profile_is_shared_and_no_macro_runs(stand_in: Path, tmp: Path) -> None:
    stand_in.write_text(
        stand_in.read_text("utf-8").replace("while", f"cat {tmp}/*/profile/user/*.xcu > {stand_in}.profile\nwhile", 1),
        "utf-8",
    )
    for n in range(2):
        read(OLE + bytes([n]), "a.doc")
    calls = (stand_in.parent / "calls").read_text().splitlines()
    profiles = [word for call in calls for word in call.split() if word.startswith("-env:UserInstallation=file:///")]
    assert len(set(profiles)) == 2
    profile = Path(f"{stand_in}.profile").read_text("utf-8")
    assert "DisableMacrosExecution" in profile
    assert "BlockUntrustedRefererLinks" in profile


@posix
def test_a_conversion_that_hangs_is_killed_with_its_children(
    stand_in: Path, tmp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in.write_text(f"#!/bin/bash\nsleep 300 &\necho $! > {stand_in}.pid\nwait\n", "utf-8")
    monkeypatch.setattr(convert, "SECONDS", 1.0)
    monkeypatch.setattr(convert, "EACH", 0.0)
    error = refused(OLE)
    assert error.code == "too-slow"
    assert "另存为 .docx" in error.texts["zh"]
    assert gone(int(Path(f"{stand_in}.pid").read_text()))
    assert list(tmp.iterdir()) == []


@posix
def test_libreoffice_that_keeps_hanging_is_not_asked_for_ever(
    stand_in: Path, tmp: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    works = stand_in.read_text("utf-8")
    stand_in.write_text(f"#!/bin/bash\necho >> {stand_in.parent}/calls\nsleep 300\n", "utf-8")
    monkeypatch.setattr(convert, "SECONDS", 0.3)
    monkeypatch.setattr(convert, "EACH", 0.0)
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    for n in range(20):
        (drafts / f"{n:02}.doc").write_bytes(OLE + bytes([n]))
    (drafts / "z.txt").write_text("一、甲\n二、乙\n", "utf-8")
    results = lint_paths([str(drafts)]).results
    assert [result.error.code if result.error else None for result in results] == ["too-slow"] * 20 + [None]
    assert len((stand_in.parent / "calls").read_text().splitlines()) == 1 + convert.PATIENCE
    assert list(tmp.iterdir()) == []
    stand_in.write_text(works, "utf-8")
    monkeypatch.setattr(convert, "_in_vain", convert.PATIENCE - 1)
    monkeypatch.setattr(convert, "SECONDS", 60)
    read(OLE, "a.doc")
    assert convert._in_vain == 0


@posix
def test_what_was_being_written_when_time_ran_out_is_made_again(
    stand_in: Path, tmp: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    works = stand_in.read_text("utf-8")
    answer = stand_in.parent / "answer.docx"
    half = f'[ $# -gt 1 ] && {{ head -c 3000 {answer} > "$out/0.docx"; sleep 300; }}\nfor file'
    stand_in.write_text(works.replace("for file", half, 1), "utf-8")
    monkeypatch.setattr(convert, "SECONDS", 2.0)
    monkeypatch.setattr(convert, "EACH", 0.0)
    files = [tmp_path / f"{n}.doc" for n in range(2)]
    for n, file in enumerate(files):
        file.write_bytes(OLE + bytes([n]))
    assert [result.error for result in lint_paths([*map(str, files)]).results] == [None, None]


@posix
def test_what_the_system_refuses_is_not_blamed_on_the_document(stand_in: Path, tmp: Path, tmp_path: Path) -> None:
    stand_in.write_bytes(b"\x7fELF, or so it says")
    error = refused(OLE)
    assert error.code == "system"
    assert "临时文件夹" in error.texts["zh"]
    for n in range(2):
        (tmp_path / f"{n}.doc").write_bytes(OLE + bytes([n]))
    assert [r.error.code for r in lint_paths([str(tmp_path)]).results if r.error] == ["system", "system"]


@posix
@pytest.mark.parametrize("to_all", [False, True])
@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_when_planlint_goes_libreoffice_goes_too_and_nothing_is_left(
    sent: signal.Signals, to_all: bool, stand_in: Path, tmp: Path
) -> None:
    stand_in.write_text(
        f"#!/bin/bash\nsleep 300 &\necho $! > {stand_in}.part\nmv {stand_in}.part {stand_in}.pid\nwait\n", "utf-8"
    )
    code = "import sys; from planlint.readers import read; read(bytes.fromhex(sys.argv[1]), 'a.doc')"
    running = subprocess.Popen(
        [sys.executable, "-c", code, OLE.hex()], stderr=subprocess.DEVNULL, start_new_session=True
    )
    pid = Path(f"{stand_in}.pid")
    for _ in range(600):
        if pid.exists():
            break
        time.sleep(0.05)
    (os.killpg if to_all else os.kill)(running.pid, sent)
    running.wait(30)
    assert gone(int(pid.read_text()))
    for _ in range(600):
        if not list(tmp.iterdir()):
            break
        time.sleep(0.05)
    assert list(tmp.iterdir()) == []


def gone(pid: int) -> bool:
    for _ in range(600):
        try:
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").exists() and Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
                return True
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@posix
def test_what_comes_back_is_not_trusted(stand_in: Path, tmp: Path) -> None:
    (stand_in.parent / "answer.docx").write_bytes(b"PK\x03\x04 nonsense")
    assert "LibreOffice 打不开" in refused(OLE).texts["zh"]
    stand_in.write_text("#!/bin/bash\nexit 1\n", "utf-8")
    assert refused(OLE).code == "unreadable"


def test_libreoffice_is_looked_for_in_the_usual_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PROGRAMFILES", str(tmp_path))
    assert convert.find() is None or "LibreOffice.app" in str(convert.find())
    program = tmp_path / "LibreOffice" / "program" / "soffice.exe"
    program.parent.mkdir(parents=True)
    program.touch()
    assert convert.find() == str(program)


@needs_office
def test_a_file_that_is_read_by_path(old: dict[str, Path]) -> None:
    assert read_file(old[".doc"], "要点.doc").path == "要点.doc"
