"""planlint.yaml as it is written: what may stand in it, and what each key means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from planlint.checks import option
from planlint.findings import Severity
from planlint.plaindata import to_plain
from planlint.profiles import Severity as Setting
from planlint.ruleschema import about
from planlint.yamltree import Tree


@dataclass(frozen=True, kw_only=True)
class RuleChange:
    """What a configuration may change about a rule, when a bare severity does not say enough."""

    severity: Setting | None = option(None, "轻重：error、warning、info、off、on", "severity, or off, or on")
    severity_weak: Severity | None = option(None, "把握不大时的轻重", "for findings the check is less sure of")
    options: Tree | None = option(None, "检查的选项", "options of its check")


@dataclass(frozen=True, kw_only=True)
class LocalMeeting:
    """One session of a local committee, such as 市委六届二次全会."""

    body: str = field(metadata=about("哪个会，如 市委、区委、市纪委", "the body, such as 市委"))
    term: str | int = field(metadata=about("第几届，如 六", "its term"))
    session: str | int = field(metadata=about("第几次全会，如 二", "the session"))
    closed: date = field(metadata=about("闭幕日期，如 2022-12-21", "the day it closed"))

    def __post_init__(self) -> None:
        from planlint.facts.meetings import local_key

        local_key(to_plain(self))


@dataclass(frozen=True, kw_only=True)
class FirstEdition:
    """From when a yearly event counts."""

    year: int = field(metadata=about("年份", "the year"))
    edition: int = field(metadata=about("那一年是第几届", "its edition in that year"))


@dataclass(frozen=True, kw_only=True)
class LocalSeries:
    """A local event that counts its editions: yearly from `first` on, or the editions one by one."""

    name: str = field(metadata=about("活动名称", "its name"))
    aliases: tuple[str, ...] = option((), "别称、简称", "other names of it")
    first: FirstEdition | None = option(None, "每年一届：哪一年是第几届", "one a year: which year had which edition")
    editions: Mapping[str, int] = option(
        dict, "年份 → 届次，不是每年都办时用", "year → edition, where it is not yearly"
    )

    def __post_init__(self) -> None:
        from planlint.facts.series import read_series

        read_series(to_plain(self), True, "own")


@dataclass(frozen=True, kw_only=True)
class Override:
    """Other settings for some of the files."""

    paths: tuple[str, ...] = field(metadata=about("路径：哪些文件，写法同 .gitignore", "which files, as in .gitignore"))
    report: bool | None = option(None, "报告：false 是不报告这些文件的问题", "false: do not report on these files")
    profile: str | None = option(None, "尺度", "profile")
    genre: str | None = option(None, "文种", "genre")
    as_of: str | int | None = option(None, "成文日期", "the date of the documents")
    planning_year: int | None = option(None, "是哪一年的计划", "the year the plans are for")
    places: tuple[str, ...] | None = option(None, "本地的地名", "own place names")
    rules: Mapping[str, Setting | RuleChange] = option(dict, "规则：各条的轻重和选项", "changes to rules")


@dataclass(frozen=True, kw_only=True)
class ConfigFile:
    """planlint.yaml."""

    extends: str | None = option(None, "先读另一个配置文件，再用本文件覆盖", "another file to build on")
    profile: str | None = option(
        None, "尺度：draft 起草，review 送审，issue 签发，layout 签发加版式", "draft, review, issue or layout"
    )
    genre: str | None = option(None, "文种；不写则按标题推断", "genre; inferred from the title by default")
    as_of: str | int | None = option(None, "成文日期：2027-01-31、2027-01 或 2027", "the date of the documents")
    planning_year: int | None = option(None, "是哪一年的计划", "the year the plans are for")
    fail_on: Literal["error", "warning", "info", "never"] | None = option(
        None, "有哪一级问题时退出码为 1", "the severity from which the exit status is 1"
    )
    places: tuple[str, ...] | None = option(None, "本地的地名", "own place names")
    meetings: tuple[LocalMeeting, ...] = option((), "本地党委、纪委的全会", "sessions of local committees")
    series: tuple[LocalSeries, ...] = option((), "本地的届次活动，如市级比赛", "local events that count their editions")
    abbreviations: Mapping[str, str] = option(
        dict,
        "本地、本单位的简称 → 全称；不会当作别处的地名",
        "own short names → full names; never taken for another place",
    )
    find_previous: bool | None = option(
        None, "true：按标题在同批文件里找上年的计划来对照", "find last year's plan by its title among the files"
    )
    author: str | None = option(None, "署名：校对稿的批注、修订署谁的名；默认“校对”", "who signs annotated copies")
    rules: Mapping[str, Setting | RuleChange] = option(dict, "规则：各条的轻重和选项", "changes to rules")
    rule_files: tuple[str, ...] = option((), "自己的规则文件，可用 *", "own rule files")
    fact_files: tuple[str, ...] = option((), "自己的事实表，可用 *", "own fact files")
    roster: str | None = option(
        None, "花名册：本单位、学校、地名、领导的名称（CSV 或 YAML）", "the roster of own names"
    )
    overrides: tuple[Override, ...] = option((), "部分文件的另外设置", "other settings for some files")
