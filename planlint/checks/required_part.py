"""Parts every document of a kind must have: title, preamble, sections, addressee, signature, date.

A part is asked for only where the genre has it (rules/genres), so a bare 工作要点 lacks addressee and signature by
right: plans are issued by a 通知 that carries them (《党政机关公文处理工作条例》第八、九条). In a file with several
documents it is enough that one of them is signed and dated; a section called 总体要求 or the like stands for a
preamble; a date whose day is still open counts as a date.

查文件必有的部分：标题、导语、章节、主送、署名、成文日期。各文种要有哪些，见 rules/genres。
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from planlint.checks import option, options
from planlint.checks._text_labels import by_months, has_decimals
from planlint.context import Context
from planlint.dates import parse_date
from planlint.findings import Hit
from planlint.model import Span
from planlint.outline import Part, Plan

TITLE = "要件齐全"
RECIPE = """\
- id: 我单位-须有成文日期
  title: 须有成文日期
  check: required-part
  options: {part: date, always: true}
  severity: error
  basis: 本单位
  message: {zh: 缺少成文日期}
  tests:
    - pass: |
        某局2027年工作要点
        一、抓好甲项工作
        二、抓好乙项工作
        某市教育局
        2027年1月8日
    - fail: |
        某局2027年工作要点
        一、抓好甲项工作
        二、抓好乙项工作
      at: document
"""

HEAD = 4
"""So many lines below a title may name who speaks, where and when."""
ADDRESSED = "各位"


@options
class Options:
    """Which part, and whether to ask for it in every genre."""

    part: Literal["title", "preamble", "sections", "addressee", "signature", "date"] = option("title", "要有哪一部分")
    always: bool = option(False, "不论文种都要有")
    instead: tuple[str, ...] = option(tuple, "part: preamble 时：首个章节标题含有这些词语之一，即视为有导语")


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit when the part is missing: at the start of the document, or at its end for what stands there."""
    plan = context.plan
    if not plan.clean.strip():
        return
    expected = options.part in context.genre_data.get("parts", ())
    if options.part == "preamble":
        for part in plan.parts:
            usual = "preamble" in context.genres.get(part.genre, {}).get("parts", ())
            if (usual or (options.always and part is plan.parts[0])) and not _opens(plan, part, options):
                yield Hit(anchor(plan, "preamble", part), {"genre": part.genre}, weak=not usual)
    elif (options.always or expected) and not _has(plan, options.part) and not _elsewhere(context, options.part):
        yield Hit(anchor(plan, options.part), {"genre": context.genre}, weak=not expected)


def anchor(plan: Plan, part: str, document: Part | None = None) -> Span:
    """Return the empty span where a missing part of a document of the file (its first) should stand."""
    first = document or plan.parts[0]
    if part in ("signature", "date"):
        # A notice is signed before the plan it carries begins, and every document before its attachments.
        signed = first if first.kind == "notice" else plan.parts[-1]
        end = min((attachment.span.start for attachment in signed.attachments), default=signed.node.span.end)
        end = len(plan.clean[:end].rstrip())
        return Span(end, end)
    if first.title is not None:
        return Span(first.title.line.end, first.title.line.end)
    start = len(plan.clean) - len(plan.clean.lstrip())
    return Span(start, start)


def _has(plan: Plan, part: str) -> bool:
    if part == "title":
        return plan.title is not None
    if part == "sections":
        return any(p.sections for p in plan.parts) or has_decimals(plan.clean) or by_months(plan.clean)
    if part == "addressee":
        return any(p.addressee is not None for p in plan.parts)
    if part == "signature":
        return any(p.signature is not None or p.adopted is not None for p in plan.parts)
    return any(p.date is not None or _dated_note(plan, p) for p in plan.parts)


def _elsewhere(context: Context, part: str) -> bool:
    """Say whether author and date stand below the title, as in a bulletin, or nowhere: what is spoken has none."""
    if part not in ("signature", "date"):
        return False
    plan, organs = context.plan, tuple(context.facts.table("structure")["organ-endings"])
    for one in plan.parts:
        head = [node for node in (one.addressee, *one.preamble[:HEAD]) if node is not None]
        for said in (plan.clean[slice(*node.line)].strip(" （）") for node in head):
            if said.endswith("：") and ADDRESSED in said:
                return True
            if one.title is None or any(mark in said for mark in "，。：、《“（"):
                continue
            if said.endswith(organs) if part == "signature" else parse_date(said) is not None:
                return True
    return False


def _opens(plan: Plan, part: Part, options: Options) -> bool:
    """Say whether a document begins with a preamble, or with what stands for one."""
    if part.preamble:
        return True
    if not part.sections:
        said = any(node.kind in ("paragraph", "table", "attachment") for node in part.node.walk())
        return said or part.addressee is None
    first = part.sections[0]
    heading = plan.text(first.heading)
    ordered = first.label is None or first.label.form.startswith("第")
    return ordered or any(word in heading for word in options.instead)


def _dated_note(plan: Plan, part: Part) -> bool:
    return part.note is not None and "年" in plan.text(part.note.line)
