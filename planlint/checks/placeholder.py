"""placeholder: what was to be filled in and was not: XX, ××, X月X日, 【待定】, （待补充）, TODO, ____.

占位未填：稿子里留空待填的地方。引号、表格、附件（多是样表）里的不报，数字之间的 × 不报，成文日期由 blank-date 管；
全文都隐去名称的稿子（“XX市”“XX局”这样反复出现，或者标题里就有）只提示一次。

An anonymised document is told by its title, or by three masks that no measure follows.
"""

from __future__ import annotations

from collections.abc import Iterator

from planlint.checks import options
from planlint.context import Context
from planlint.model import Hit, Span
from planlint.patterns import pattern
from planlint.terms import inside

TITLE = "占位未填"

RECIPE = """\
- id: office-placeholder
  title: 占位未填
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
    *(mask + mask for mask in "Xx×Ｘ"),
    *(mask + unit for mask in "Xx×Ｘ" for unit in "年月"),
    *("待" + word for word in ("定", "补", "填", "核", "确认", "完善", "明确")),
    *("请填", "请补", "TODO", "TBD", "___", "＿＿"),
)
"""One of these is in every text that has a placeholder; to look for them costs a twentieth of the pattern below."""
OPEN = pattern(
    r"(?<![A-Za-z0-9×])(?:(?:19|20)(?:\d[Xx×]|[Xx×]{2})(?=年)|[Xx×Ｘ]{2,8}(?![A-Za-z0-9×])|[Xx×Ｘ](?=[年月]))"
    r"(?:[年月][Xx×Ｘ]{1,2}(?=[月日])){0,2}(?:(?<=月[Xx×Ｘ])日|(?<=月[Xx×Ｘ]{2})日)?"
    r"|[【（(〔\[](?:此处)?(?:待(?:定|补充?|填写?|核实?|确认|完善|明确)|请(?:填写|补充))[^】）)〕\]\n]{0,8}[】）)〕\]]"
    r"|(?<![A-Za-z])(?:TODO|TBD)(?![A-Za-z])|_{3,}|＿{2,}"
)
MEASURED = pattern(" ?(?:[年月日万亿元所名个次项家户条场件台套亩平米吨层倍%％]|人(?!民)|公[里斤顷])")
ENOUGH = 3


@options
class Options:
    """This check has no options of its own."""


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a place that is not filled in; values: `text`. Variant `anonymous`, weak, once a document."""
    plan = context.plan
    if not any(sign in plan.clean for sign in SIGNS):
        return
    found = list(OPEN.finditer(plan.clean))
    titles = [part.title.span for part in plan.parts if part.title]
    masks = [match.start() for match in found if match[0][-1] in "Xx×Ｘ"]
    names = {
        match.start()
        for match in found
        if match.start() in masks
        and (plan.clean.startswith("年度", match.end()) or not MEASURED.match(plan.clean, match.end()))
    }
    if any(inside(titles, start) for start in masks):
        names = set(masks)
    anonymous = len(names) >= ENOUGH or any(inside(titles, start) for start in names)
    forms = sorted([*plan.masks.attachments, *(node.span for node in plan.nodes("date", "attachment-note", "table"))])
    for match in found:
        span = Span(*match.span())
        if anonymous and span.start in names:
            if span.start == min(names):
                yield Hit(span, {"text": match[0]}, "anonymous", weak=True)
        elif not inside(forms, span.start):
            yield Hit(span, {"text": match[0]})
