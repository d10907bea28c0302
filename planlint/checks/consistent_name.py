"""consistent-name: one thing, one name throughout the document.

名称一致：同一事物的几种叫法（街镇、镇街）在一份文稿里只用一种。默认以用得最多的为准，次数相同时以先出现的为准；
prefer 写 first 时，以每组的第一个为准，其余叫法一出现就报。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING
from functools import cached_property
from typing import Literal

from planlint.checks import option, options
from planlint.checks._words import Contexts, demand, demand_words
from planlint.context import Context
from planlint.findings import Hit, Related
from planlint.model import Span
from planlint.terms import Occurrence, fold

TITLE = "名称一致"

RECIPE = """\
- id: office-consistent-name
  title: 名称前后一致
  check: consistent-name
  options:
    names:
      - [镇街, 街镇]
      - [新沙区, 新沙坪坝]
  severity: warning
  basis: 本单位
  message: {zh: "文中多作“{preferred}”，此处作“{found}”", en: "elsewhere “{preferred}”, here “{found}”"}
  rationale: 同一名称全文应当一致。
  tests:
    - pass: 各镇街落实责任，镇街每月报告。
    - pass: 各街镇落实责任，街镇每月报告。
    - fail: 各镇街落实责任，镇街每月报告，⟦街镇⟧每季小结。
      message: 多作“镇街”
    - fail: 建设新沙区，宣传⟦新沙坪坝⟧。
"""


@options
class Options(Contexts):
    """What a rule of this check may set."""

    names: tuple[tuple[str, ...], ...] = option(
        MISSING,
        "每组是同一事物的几种叫法",
        "groups of names for the same thing",
    )
    prefer: Literal["majority", "first"] = option(
        "majority",
        "以哪种为准：majority 用得最多的，first 每组的第一个",
        "which name is right: the most frequent or the first of its group",
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        demand(self.names, "“names”至少要写一组", "names needs at least one group")
        for group in self.names:
            demand_words("names", group, least=2)
        words = [word for group in self.names for word in group]
        demand(len(set(words)) == len(words), "“names”里有重复的叫法", "names has a name twice")

    @cached_property
    def group(self) -> dict[str, int]:
        """The group of each folded name."""
        return {fold(word): index for index, group in enumerate(self.names) for word in group}


def terms(options: Options) -> Iterator[str]:
    """Return the words to look for."""
    return iter(options.group)


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a name that is not the one to use; values: `found`, `preferred` (also the suggestion)."""
    groups: dict[int, dict[str, list[Occurrence]]] = {}
    for at in options.find(context, options.group.keys()):
        groups.setdefault(options.group[at.word], {}).setdefault(at.word, []).append(at)
    for index, forms in groups.items():
        if options.prefer == "first":
            preferred = fold(options.names[index][0])
        else:
            preferred = max(forms, key=lambda form: (len(forms[form]), -forms[form][0].start))
        used = [Related(Span(at.start, at.end)) for at in forms.get(preferred, [])[:1]]
        for form, places in forms.items():
            for at in places if form != preferred else ():
                yield Hit(
                    Span(at.start, at.end),
                    {"found": form, "preferred": preferred},
                    related=tuple(used),
                    suggestion=preferred,
                )
