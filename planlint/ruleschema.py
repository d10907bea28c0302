"""Rule files, profiles and genres as they are written. Editors validate and complete by these too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from planlint.checks import option
from planlint.findings import Severity
from planlint.genres import Part, Tense
from planlint.profiles import Severity as Setting
from planlint.rulebook import Basis, Mask, Setup
from planlint.yamltree import Tree


def about(zh: str, en: str) -> dict[str, str]:
    """Return the metadata of a key that must be written: what it means."""
    return {"zh": zh, "en": en}


@dataclass(frozen=True, kw_only=True)
class Message:
    """A message in Chinese and, where there is one, in English. `{name}` is a value of the finding."""

    zh: str = field(metadata=about("中文，可用 {名称} 引用检查给出的值", "in Chinese; {name} stands for a value"))
    en: str = option("", "英文；不写则用中文", "in English; the Chinese one where it is left out")


@dataclass(frozen=True, kw_only=True)
class MarkEntry:
    """A mark of a case, as in a Word file: on the first place of the words `at`; what is deleted or changed, behind."""

    kind: Literal["comment", "inserted", "deleted", "changed", "highlight", "colour", "hidden"]
    at: str
    detail: str = ""
    author: str = ""


@dataclass(frozen=True, kw_only=True)
class SheetEntry:
    """The paper of a case in mm, GB/T 9704's where nothing is said."""

    width: float = 210
    height: float = 297
    top: float = 37
    bottom: float = 35
    left: float = 28
    right: float = 26


@dataclass(frozen=True, kw_only=True)
class LookEntry:
    """The font and size of the first place of the words `at`."""

    at: str
    font: str = "仿宋_GB2312"
    size: float = 16


@dataclass(frozen=True, kw_only=True)
class BlockEntry:
    """How the line with the words `at` stands; planlint.filedata.Block says what the rest means."""

    at: str
    align: Literal["left", "center", "right", "both", "distribute"] = "both"
    indent: float = 2
    line: float | None = None


@dataclass(frozen=True, kw_only=True)
class FolioEntry:
    """A page number at the words `at`; planlint.filedata.Folio says what the rest means."""

    at: str
    pages: Literal["default", "first", "even"] = "default"
    align: Literal["left", "center", "right"] = "right"
    size: float = 14


@dataclass(frozen=True, kw_only=True)
class LayoutEntry:
    """The layout of a case; what is not said is as GB/T 9704 has body text: 三号仿宋, two characters in."""

    sheet: SheetEntry = SheetEntry()
    looks: tuple[LookEntry, ...] = ()
    blocks: tuple[BlockEntry, ...] = ()
    folios: tuple[FolioEntry, ...] = ()


@dataclass(kw_only=True, eq=False)
class SetupEntry(Setup):
    """What a case is run with, as written."""

    marks: tuple[MarkEntry, ...] = ()
    layout: LayoutEntry | None = None


@dataclass(frozen=True, kw_only=True)
class CaseEntry:
    """One case as written: exactly one of pass, fail, todo-pass and todo-fail."""

    pass_: str | None = option(None, "不应报任何问题的文字", "a text that must stay silent")
    fail: str | None = option(None, "应报问题的文字，问题处用 ⟦ ⟧ 括住", "a text with ⟦ ⟧ around the findings")
    todo_pass: str | None = option(None, "已知的误报，待解决", "a known false alarm")
    todo_fail: str | None = option(None, "已知的漏报，待解决", "a known miss")
    at: str | None = option(None, "document、title 或 section:标题", "document, title or section:<heading>")
    message: str | None = option(None, "提示中应有的文字", "words the message must hold")
    fix: str | None = option(None, "改正后的全文", "the whole text after the fix")
    with_: SetupEntry = option(SetupEntry(), "运行条件", "what it is run with")


@dataclass(frozen=True, kw_only=True)
class RuleEntry:
    """One rule as written in a rule file."""

    id: str = field(metadata=about("规则的标识：小写字母或汉字，用“-”连接", "lower-case words or Chinese, joined by -"))
    title: str = field(metadata=about("中文名称", "its name in Chinese"))
    check: str = field(metadata=about("用哪种检查，planlint rules --checks 列出", "the check it uses"))
    options: Tree | None = option(None, "检查的选项", "the check's options")
    severity: Literal["error", "warning", "info", "off"] = option(
        "warning", "轻重：error 必须改，warning 建议改，info 请核实，off 默认不查", "how grave a finding is"
    )
    severity_weak: Severity | None = option(None, "把握不大时的轻重", "for findings the check is less sure of")
    basis: Basis = option("本单位", "依据", "what the rule rests on")
    genres: tuple[str, ...] = option((), "只用于这些文种；不写则全部", "only for these genres; default all")
    in_quotes: Mask = option("any", "引号里：any 照报，skip 不报，only 只报这里", "inside quotation marks")
    in_titles: Mask = option("any", "书名号里", "inside 《》")
    in_brackets: Mask = option("any", "括号里", "inside brackets")
    in_tables: Mask = option("any", "表格里", "inside tables")
    in_own_names: Mask = option("any", "花名册的名称里", "inside names of the roster")
    message: str | Message = field(metadata=about("提示", "what the finding says"))
    variants: Mapping[str, Message] = option(dict, "提示的其他说法", "other messages the check may pick")
    rationale: str = option("", "为什么要这样", "why it matters")
    since: str = option("", "从哪个版本起", "the version it came with")
    tests: tuple[CaseEntry, ...] = option((), "用例", "cases")


@dataclass(frozen=True, kw_only=True)
class RequiredEntry:
    """A section of a genre: any of the words in a heading will do."""

    name: str = field(metadata=about("章节的通用名称，用在提示里", "its usual name, for messages"))
    any_of: tuple[str, ...] = field(metadata=about("标题含有其中之一即可", "words one of which its heading holds"))
    titles: tuple[str, ...] = option((), "文件标题含有其中之一才要求；不写则都要求", "only under titles that hold one")


@dataclass(frozen=True, kw_only=True)
class GenreEntry:
    """One genre."""

    id: str
    title: str
    cues: tuple[str, ...] = option((), "标题以这些词语结尾", "words its titles end with")
    tense: Tense = option("both", "写将来、过去，还是都写", "where its text looks")
    parts: tuple[Part, ...] = option((), "必须有的部分", "parts it must have")
    required: tuple[RequiredEntry, ...] = option((), "必须有的章节", "sections it must have")


@dataclass(frozen=True, kw_only=True)
class Description:
    """A text in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True, kw_only=True)
class ProfileEntry:
    """One profile."""

    id: str
    title: str
    description: Description
    extends: str | None = option(None, "在哪个尺度之上", "the profile it builds on")
    rules: Mapping[str, Setting] = option(dict, "各规则的轻重", "severities of rules")
