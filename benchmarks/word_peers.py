"""`python -m benchmarks.word_peers`: Word files beside gongwen-skill: what each reads, loses and reports.

Three tables: constructs of Word, each with words that must be read or must not; faults planted in a document that is
good otherwise; and, with `--corpus`, real files. The peer is asked by `parse` (a construct counts as read when its
words are anywhere in the JSON) and `check`. Nothing is asserted. Where the peer cannot be installed, its columns say
“not measured”; `--peer` names a program that is there already.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks import install
from benchmarks.table import show
from tests.word.build import box, field, level, numbered, numbering, p, package, r, style, tbl

WHO = 'w:id="1" w:author="a" w:date="2027-01-04T00:00:00Z"'
NONE = "not measured"
PARTS = {
    "numbering": numbering({1: level(0, "chineseCounting", "%1、")}, {1: 1}),
    "footnotes": f'<w:footnote w:id="2">{p("脚注的字")}</w:footnote>',
    "header1": p("页眉的字"),
    "comments": f"<w:comment {WHO}>{p('批注的字')}</w:comment>",
}
INSERTED = f"<w:ins {WHO}>{r('插入的字')}</w:ins>"
DELETED = f"<w:del {WHO}><w:r><w:delText>删去的字</w:delText></w:r></w:del>"
READ: dict[str, tuple[str, str]] = {
    "body": (p("正文的字"), "正文的字"),
    "words divided over runs": (p(r("分成"), r("几段"), r("的字")), "分成几段的字"),
    "table": (tbl(("表格的字", "乙")), "表格的字"),
    "table in a table": (tbl((f"<w:tc>{tbl(('套着的字', '乙'))}{p('外')}</w:tc>", "丙")), "套着的字"),
    "text box": (p("甲", box("框里的字")), "框里的字"),
    "content control": (f"<w:sdt><w:sdtContent>{p('控件的字')}</w:sdtContent></w:sdt>", "控件的字"),
    "hyperlink": (p("甲", f"<w:hyperlink>{r('链接的字')}</w:hyperlink>"), "链接的字"),
    "inserted text": (p("甲", INSERTED), "插入的字"),
    "result of a field": (p("甲", field("DATE", "域里的字")), "域里的字"),
    "footnote": (p("甲", r('<w:footnoteReference w:id="2"/>')), "脚注的字"),
    "header": (p("甲") + '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>', "页眉的字"),
    "automatic number": (numbered(1, 0, "编号的字"), "一、"),
}
UNREAD = {
    "deleted text": (p("甲", DELETED), "删去的字"),
    "code of a field": (p("甲", field("MERGEFIELD 域码的字", "乙")), "域码的字"),
}
EDGES = 'w:right="1474" w:bottom="1984" w:left="1587"'
SECTION = f'<w:sectPr><w:pgSz w:w="{{}}" w:h="16838"/><w:pgMar w:top="{{}}" {EDGES}/></w:sectPr>'
INDENT = '<w:spacing w:line="579" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/>'


def good(
    title: str = "方正小标宋简体",
    heading: str = "黑体",
    body: str = "仿宋_GB2312",
    size: int = 32,
    indent: str = INDENT,
    width: int = 11906,
    top: int = 2098,
    more: str = "",
) -> bytes:
    """Return a short document of GB/T 9704's layout, or with one fault."""

    def look(font: str, points: int) -> str:
        return f'<w:rFonts w:ascii="{font}" w:eastAsia="{font}" w:hAnsi="{font}"/><w:sz w:val="{points}"/>'

    text = look(body, size)
    return package(
        p(r("某区2027年教育工作要点", props=look(title, 44)), props='<w:jc w:val="center"/>')
        + p(r("2027年，全区教育系统抓好各项工作，取得实效。", props=text), more, props=indent)
        + p(r("一、抓好甲项工作", props=look(heading, 32)), props=indent)
        + p(r("落实各项要求，责任到人，取得实效。", props=text), props=indent)
        + p(r("二、抓好乙项工作", props=look(heading, 32)), props=indent)
        + p(r("落实各项要求，责任到人，取得实效。年底前完成。", props=text), props=indent)
        + SECTION.format(width, top),
        {**PARTS, "styles": style("n", "Normal", more=' w:default="1"')},
    )


FAULTS = {
    "paper: not A4": (good(width=10433), "layout-paper"),
    "margin: top of 25 mm": (good(top=1440), "layout-margins"),
    "title: in 宋体": (good(title="宋体"), "layout-title"),
    "heading: in 宋体": (good(heading="宋体"), "layout-headings"),
    "body: in 宋体": (good(body="宋体"), "layout-body"),
    "body: of 12 pt": (good(size=24), "layout-body"),
    "paragraphs: not moved in": (good(indent=INDENT.partition("<w:ind")[0]), "layout-indent"),
    "left inside: tracked changes": (good(more=INSERTED), "pending-revisions"),
    "left inside: a comment": (good(more=r('<w:commentReference w:id="1"/>')), "leftover-comment"),
    "left inside: hidden text": (good(more=r("隐藏的字", props="<w:vanish/>")), "hidden-text"),
    "left inside: a highlight": (good(more=r("待核", props='<w:highlight w:val="yellow"/>')), "leftover-highlight"),
}


def main(argv: Sequence[str] | None = None) -> None:
    """Build, ask, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.word_peers", description=__doc__)
    parser.add_argument("--corpus", type=Path, help="a folder with real .docx files")
    parser.add_argument("--peer", help="the program gongwen, where it is installed already")
    asked = parser.parse_args(argv)
    peer = ([asked.peer], "as named") if asked.peer else install.word_peer()
    program = None if isinstance(peer, str) else peer[0]
    print(f"gongwen-skill: {peer if isinstance(peer, str) else peer[1]}\n")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "甲.docx"
        rows: list[list[object]] = []
        for wanted, constructs in ((True, READ), (False, UNREAD)):
            for name, (body, words) in constructs.items():
                file.write_bytes(package(body, PARTS))
                answers = ours_reads(file), peer_reads(program, file)
                rows.append([name, *(_verdict(words, answer, wanted) for answer in answers)])
        show("what is read", ("planlint", "gongwen-skill"), rows)
        file.write_bytes(good())
        alarms, others = ours_finds(file), peer_finds(program, file)
        rows = [["none: findings", len(alarms), NONE if others is None else len(others)]]
        for name, (source, rule) in FAULTS.items():
            file.write_bytes(source)
            more = peer_finds(program, file)
            new = NONE if more is None or others is None else "found" if len(more) > len(others) else "missed"
            rows.append([name, "found" if rule in ours_finds(file) else "missed", new])
        show("planted fault", ("planlint", "gongwen-skill"), rows)
    if asked.corpus:
        show_corpus(sorted(asked.corpus.glob("*.docx")), program)


def show_corpus(files: Sequence[Path], program: list[str] | None) -> None:
    """Print what each reports on real files, and how long it takes."""
    rows = []
    for file in files:
        start = time.perf_counter()
        ours = [rule for rule in ours_finds(file) if rule.startswith("layout-")]
        between = time.perf_counter()
        theirs = peer_finds(program, file)
        end = time.perf_counter()
        rest = (NONE, NONE) if theirs is None else (len(theirs), end - between)
        rows.append([file.stem[:16], len(ours), between - start, *rest])
    show("layout of real files", ("planlint", "seconds", "gongwen-skill", "seconds"), rows)


def ours_reads(file: Path) -> str:
    """Return the text that planlint reads, without what is hidden."""
    return _run([sys.executable, "-m", "planlint", "text", str(file)])


def ours_finds(file: Path) -> list[str]:
    """Return the rules that planlint's profile of layout finds broken, one for each finding."""
    said = _run([sys.executable, "-m", "planlint", "check", "--profile", "layout", "--format", "json", str(file)])
    ignored = ("missing-", "facts-outdated")
    found = json.loads(said)["documents"][0]["findings"]
    return [one["rule"] for one in found if not one["rule"].startswith(ignored)]


def peer_reads(program: list[str] | None, file: Path) -> str | None:
    """Return what the peer's `parse` says, its strings joined; None when it is not here."""
    if program is None:
        return None
    return "\n".join(_strings(_json(_run([*program, "parse", str(file), "--json"]))))


def peer_finds(program: list[str] | None, file: Path) -> list[str] | None:
    """Return the rules that the peer's `check` finds broken; None when it is not here."""
    if program is None:
        return None
    return [str(one.get("rule_id")) for one in _json(_run([*program, "check", str(file), "--json"])) or []]


def _run(command: Sequence[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def _json(said: str) -> list[dict[str, object]]:
    """Return the JSON in what a program printed, which may say something before it."""
    starts = [at for at in (said.find("["), said.find("{")) if at >= 0]
    try:
        found = json.JSONDecoder().raw_decode(said[min(starts) :])[0] if starts else []
    except json.JSONDecodeError:
        return []
    return found if isinstance(found, list) else [found]


def _strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for one in value.values() for text in _strings(one)]
    if isinstance(value, list):
        return [text for one in value for text in _strings(one)]
    return [value] if isinstance(value, str) else []


def _verdict(words: str, answer: str | None, wanted: bool) -> str:
    if answer is None:
        return NONE
    there = words in answer
    return ("read" if there else "lost") if wanted else ("shown, though gone" if there else "left out")


if __name__ == "__main__":
    main()
