"""placeholder: what was to be filled in and was not: XX, ××, X月X日, 【待定】, （待补充）, TODO, ____, **.

占位未填：稿子里留空待填的地方，连同代替数字的星号、字母（召开会议*次、X场）和空着的数量（共　人）。
“**”“__”成对的是加粗，不报；引号里的不报，表格里的只提示（待补充）（待填写），附件（多是样表）里的只报【待定】（待补充）一类，
数字之间的 × 不报，成文日期由 blank-date 管；
全文都隐去名称的稿子（“XX市”“XX局”这样反复出现，或者标题里就有）只提示一次。

An anonymised document is told by its title, or by three masks that no measure follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from planlint.checks import options
from planlint.checks._room import ROOM, UNITS
from planlint.context import Context
from planlint.findings import Hit
from planlint.model import Span
from planlint.patterns import pattern
from planlint.terms import found, inside

TITLE = "占位未填"
OUTSIDE = True

RECIPE = """\
- id: office-placeholder
  title: 占位未填（本单位）
  check: placeholder
  severity: error
  severity-weak: info
  basis: 惯例
  in-quotes: skip
  message: {zh: "“{text}”还没有填写", en: "{text} is still to be filled in"}
  variants:
    anonymous: {zh: "全文用“{text}”隐去了名称", en: "names are masked by {text} throughout"}
  rationale: 印发前补齐。
  tests:
    - fail: 完成投资⟦XX⟧万元。
    - pass: 完成投资3万元。
"""

SIGNS = (
    *(mask + mask for mask in "Xx×"),
    *(mask + unit for mask in "Xx×" for unit in ("年", "月", *"省市县镇乡村", "社区", "街道")),
    *("待" + word for word in ("定", "补", "填", "核", "确认", "完善", "明确")),
    *("请填", "请补", "TODO", "TBD", "__", "＿＿", "**", "##", "20_", "以_为", "：）", "_："),
    *(mask + unit for mask in "Xx×*" for unit in "余届节次件个家场名户条人项期份篇所万亿元%％."),
    *("*" + unit for unit in "省市县区镇乡村〕】］"),
    *(mask + mark for mask in "Xx" for mark in "〕】］"),
)
"""One of these is in every text that has a placeholder; the scan for words finds them, and most texts have none."""
BLANKS = tuple(" " + unit for unit in UNITS)
OPEN = pattern(
    r"(?<![A-Za-z0-9×])(?:(?:19|20)(?:\d[Xx×]|[Xx×]{2}|\*\*|__?)(?=年|[〕\]])|[Xx×]{2,8}(?![A-Za-z0-9×])|[Xx×](?=[年月省市县镇乡村]|社区|街道))"
    r"(?:[年月][Xx×]{1,2}(?=[月日])){0,2}(?:(?<=月[Xx×])日|(?<=月[Xx×]{2})日)?"
    r"|(?<=[\u4e00-\u9fff])(?<!第)[Xx×](?:\.[Xx×]{1,2})?"
    r"(?=余|[次件个名户条所期份篇家万亿场](?![方件例约人体单族庭权馆景校性称额位在有需属谓数])"
    r"|(?<=[Xx])(?:人次|项(?!目)|万?元(?![素宇年旦])|人[，。；、）\n]|[%％]))"
    r"|[【（(〔\[](?:此处)?(?:待(?:定|补充?|填写?|核实?|确认|完善|明确)|请(?:填写|补充))[^】）)〕\]\n]{0,8}[】）)〕\]]"
    r"|(?<![A-Za-z])(?:TODO|TBD)(?![A-Za-z])|_{3,}|＿{2,}"
    r"|(?<=[\u4e00-\u9fff、，；：（“《\n])(?<![带标注加有])(?:\*{2,}|#{2,}|__)(?=[\u4e00-\u9fff，。、；：（])"
    r"|(?<=[\u4e00-\u9fff])[Xx](?=届|节课)|(?<=[〔【［])[*Xx](?=[〕】］])"
    r"|(?<=以)_(?=为)|(?<=[\u4e00-\u9fff])[：:](?=[）)][，。；、\n])"
    r"|(?<=[\u4e00-\u9fff，、])\*(?=[省市县区镇乡村](?!级)|[%％]|[-—]\*月)"
    r"|(?<=[\u4e00-\u9fff])\*(?=余?(?:[次件个家场名户条人项期份篇所]|场次|人次|[万亿]?元)(?:[，。；、）\n]|以上|左右))"
)
MEASURED = pattern(" ?(?:[余年月日万亿元所名个次项家户条场件期份台套亩平米吨层倍节%％]|人(?!民)|篇(?!章)|公[里斤顷])")
EDITION = pattern("届|大(?=精神|报告|会?召开|[、，。和以])")
"""Behind the number of a congress: 党的XX大 hides no name."""
STRONG = ("**", "__")
"""In pairs they make words bold."""
RUN = pattern(r"\*+|_+")
BRACKETS = "【（(〔["
UNFILLED = ("待补", "待填")
"""What stands in no table that is issued, as （待定） may."""
ENOUGH = 3


@options
class Options:
    """This check has no options of its own."""


def terms(options: Options) -> Iterable[str]:
    """Return the words to look for."""
    return *SIGNS, *BLANKS


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a place that is not filled in; values: `text`. Variant `anonymous` once a document.

    Weak are that one and what stands in a table.
    """
    plan = context.plan
    present = found(context).keys()
    matches = [] if present.isdisjoint(SIGNS) else list(OPEN.finditer(plan.clean))
    if not present.isdisjoint(BLANKS):
        matches = sorted((*matches, *ROOM.finditer(plan.clean)), key=lambda match: match.start())
    if not matches:
        return
    names = _names(context, [match for match in matches if match[0][-1] in "Xx×*#"])
    tables = [node.span for node in plan.nodes("date", "table")]
    forms = sorted([*plan.masks.attachments, *tables, *(node.span for node in plan.nodes("attachment-note"))])
    told = False
    for match in matches:
        span = Span(*match.span())
        if match[0].startswith(STRONG) and not match[0].startswith("___") and _is_markup(plan.clean, span):
            continue
        if span.start in names:
            if not told:
                yield Hit(span, {"text": match[0]}, "anonymous", weak=True)
            told = True
        elif not inside(tables if match[0][0] in BRACKETS else forms, span.start):
            yield Hit(span, {"text": match[0]})
        elif match[0][0] in BRACKETS and match[0][1:].startswith(UNFILLED):
            yield Hit(span, {"text": match[0]}, weak=True)


def _is_markup(text: str, span: Span) -> bool:
    """Say whether the marks at `span` are one of a pair: their line has an even number of as many."""
    line = text[text.rfind("\n", 0, span.start) + 1 : (text.find("\n", span.end) + 1 or len(text) + 1) - 1]
    return RUN.findall(line).count(text[slice(*span)]) % 2 == 0


def _names(context: Context, masks: list[re.Match[str]]) -> set[int]:
    """Return the offsets of the masks that hide names in an anonymised document; none in any other."""
    text = context.plan.clean
    masks = [mask for mask in masks if not EDITION.match(text, mask.end())]
    titles = [part.title.span for part in context.plan.parts if part.title]
    if any(inside(titles, mask.start()) for mask in masks):
        return {mask.start() for mask in masks}
    names = {
        mask.start() for mask in masks if text.startswith("年度", mask.end()) or not MEASURED.match(text, mask.end())
    }
    return names if len(names) >= ENOUGH else set()
