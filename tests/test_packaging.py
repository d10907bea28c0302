"""What leaves the house: the sdist, the wheel, and the command that somebody else installs."""

from __future__ import annotations

import json
import tarfile
import zipfile
from email.message import Message
from email.parser import BytesParser
from pathlib import Path

import pytest
from build import ProjectBuilder

import planlint
from planlint import pack
from tests.installing import PROJECT, ROOT, clean_environment, copy_checkout, environment, install, run, tracked

SLIP = "某局2025年工作要点\n\n2025年要坚持稳中求进。\n一、甲项工作\n做好甲。\n三、丙项工作\n做好丙。\n四、丁项工作\n做好丁。\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sdist and the wheel of this checkout and the wheel made from that sdist, with only what a build may ask for."""
    place = tmp_path_factory.mktemp("build")
    python = environment(place / "env", PROJECT["build-system"]["requires"])

    def build(source: Path, kind: str, to: str) -> Path:
        builder = ProjectBuilder(source, python_executable=str(python), runner=_quietly)
        return Path(builder.build(kind, str(place / to)))

    source = copy_checkout(place / "checkout")
    sdist = build(source, "sdist", "sdist")
    with tarfile.open(sdist) as archive:
        # The first releases of Python 3.11 know no filter.
        archive.extraction_filter = getattr(tarfile, "data_filter", lambda member, _: member)
        archive.extractall(place / "unpacked")
    unpacked = next((place / "unpacked").iterdir())
    # A build in a used tree must not pack what an earlier one left there.
    (source / "build/lib/planlint/_rules").mkdir(parents=True)
    (source / "build/lib/planlint/_rules/gone.yaml").write_text("[]", "utf-8")
    return {"sdist": sdist, "wheel": build(source, "wheel", "wheel"), "again": build(unpacked, "wheel", "again")}


def _quietly(command: list[str], cwd: str | None = None, extra_environ: dict[str, str] | None = None) -> None:
    run(*command, cwd=Path(cwd or "."), env=clean_environment(**extra_environ or {}))


@pytest.fixture(scope="module")
def installed(built: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `planlint` of an environment that has the wheel and the dependencies it names, and nothing else."""
    place = tmp_path_factory.mktemp("空 环境")
    python = environment(place / "env", _metadata(built["wheel"]).get_all("Requires-Dist", []))
    install(built["wheel"], python)
    return python.with_name("planlint")


def _metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return BytesParser().parsebytes(archive.read(name))


def _contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_wheel_holds_the_package_its_rules_and_its_grammars_and_nothing_else(built: dict[str, Path]) -> None:
    carried = {"planlint": "planlint", "rules": "planlint/_rules", "grammar": "planlint/_grammar"}
    expected = {"planlint/_pack.bin"}
    for name in tracked():
        top, _, rest = name.partition("/")
        if top in carried:
            expected.add(f"{carried[top]}/{rest}")
    assert {name for name in _contents(built["wheel"]) if ".dist-info/" not in name} == expected


def test_the_sdist_builds_the_same_wheel(built: dict[str, Path], tmp_path: Path) -> None:
    first, second = _contents(built["wheel"]), _contents(built["again"])
    packs = []
    for contents in (first, second):
        (tmp_path / "pack").write_bytes(contents.pop("planlint/_pack.bin"))
        del contents[next(name for name in contents if name.endswith("/RECORD"))]
        packs.append(pack.read(tmp_path / "pack", "installed") or {})
        for tables in packs[-1]["grammars"].values():  # Lark numbers the states of a grammar as it comes
            tables.update(start=0, end=0, states=len(tables["states"]))
    assert first == second
    assert packs[0] == packs[1]


def test_the_sdist_leaves_the_workshop_at_home(built: dict[str, Path]) -> None:
    with tarfile.open(built["sdist"]) as archive:
        tops = {name.split("/")[1] for name in archive.getnames() if "/" in name}
    assert {"planlint", "rules", "grammar", "README.md", "README.zh-CN.md", "LICENSE", "CHANGELOG.md"} <= tops
    assert not tops & {"tests", "benchmarks", "seeds", "build", ".venv", ".git"}


def test_the_metadata_says_what_the_project_says(built: dict[str, Path]) -> None:
    found, project = _metadata(built["wheel"]), PROJECT["project"]
    assert found["Name"] == "planlint"
    assert found["Version"] == planlint.__version__
    assert found["Requires-Python"] == ">=3.11"
    assert found["License-Expression"] == "Apache-2.0"
    assert found["License-File"] == "LICENSE"
    assert found["Description-Content-Type"] == "text/markdown"
    assert found.get_payload(decode=True) == (ROOT / "README.md").read_bytes()
    plain = [line for line in found.get_all("Requires-Dist", []) if "extra ==" not in line]
    assert len(plain) == len(project["dependencies"])
    assert "planlint = planlint.__main__:main" in next(
        text.decode() for name, text in _contents(built["wheel"]).items() if name.endswith("/entry_points.txt")
    )


def test_the_license_is_the_whole_apache_license() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_an_installed_planlint_checks_a_document_anywhere(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "2025年 要点.txt").write_text(SLIP, "utf-8")
    found = run(installed, "check", "2025年 要点.txt", "--format", "json", cwd=tmp_path, status=1)
    report = json.loads(found.stdout)
    assert [finding["rule"] for finding in report["documents"][0]["findings"]] == ["numbering-gap"]
    assert report["ruleset"] == f"sha256:{pack.fingerprint()}"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--version"], f"planlint {planlint.__version__}"),
        (["rules"], "numbering-gap"),
        (["rules", "编号断号"], "numbering-gap"),
        (["outline", "a.txt"], "甲项工作"),
        (["text", "a.txt"], "甲项工作"),
        (["test"], "用例"),
        (["init"], "planlint.yaml"),
        (["config"], "review"),
    ],
)
def test_every_command_finds_its_data_in_the_wheel(
    installed: Path, tmp_path: Path, arguments: list[str], said: str
) -> None:
    (tmp_path / "a.txt").write_text(SLIP, "utf-8")
    assert said in run(installed, *arguments, cwd=tmp_path).stdout


def test_what_init_writes_is_accepted(installed: Path, tmp_path: Path) -> None:
    run(installed, "init", cwd=tmp_path)
    assert "起草" in (tmp_path / "planlint.yaml").read_text("utf-8")
    run(installed, "config", cwd=tmp_path)


def test_an_installed_planlint_uses_the_pack_it_came_with_and_writes_nothing(installed: Path, tmp_path: Path) -> None:
    package = next(installed.parent.parent.glob("lib/python*/site-packages/planlint"))
    before = {path: path.stat().st_mtime_ns for path in package.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    code = (
        "import sys, planlint, planlint.pack\n"
        "assert planlint.lint_text('一、甲项工作\\n三、丙项工作\\n四、丁项工作', options=None)\n"
        "print(planlint.pack.state(), *{'lark', 'yaml', 'hashlib'} & set(sys.modules))\n"
    )
    assert run(installed.with_name("python"), "-B", "-c", code, cwd=tmp_path).stdout == "installed\n"
    after = {path: path.stat().st_mtime_ns for path in package.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    assert after == before


def test_the_lock_names_no_place_to_fetch_from_and_a_hash_for_each_package() -> None:
    for name in ("run.txt", "dev.txt"):
        lines = (ROOT / "requirements" / name).read_text("utf-8").splitlines()
        pins = [line for line in lines if line and line[0] not in " #"]
        assert pins
        assert all("==" in pin and pin.endswith("\\") for pin in pins), name
        assert not [line for line in lines if "://" in line or line.startswith("-")], name


def test_the_two_locks_agree() -> None:
    run_lock, dev_lock = (
        {line.split()[0] for line in (ROOT / "requirements" / name).read_text("utf-8").splitlines() if "==" in line}
        for name in ("run.txt", "dev.txt")
    )
    assert run_lock <= dev_lock
