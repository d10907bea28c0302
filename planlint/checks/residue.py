"""residue: what a conversion left in the text: bookmarks, field codes, lost references, characters that print nothing.

转换残留：书签、图片、批注的占位文字（[bookmark: …]），Word 域代码（HYPERLINK、MERGEFORMAT 等），Office 标签，零宽字符、
控制字符，从报纸上抄来的“（下转第四版）”，纯文本里的页脚“第1页 共3页”，都可以直接删除。“错误！未找到引用源”、
乱码和私用区字符后面原本有内容，要对照原件补上，所以只提示，不自动删除（用 --fix-unsafe 才删）。
不是 Markdown 的文件里的 #、** 有三处以上的，合成一条报。换页符、换行符不算残留。
“到二三五年”这样丢了“〇”的年份，也在这里报。

It reads the raw text, for clean text has these places blanked, and shares its patterns. Neighbouring residue is one
finding. What a control character stood for is kept where it stood for something: a hyphen, a line's end, a cell's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planlint.checks import options
from planlint.context import Context
from planlint.findings import Edit, Fix, Hit
from planlint.model import Span
from planlint.outline.clean import BRACKETED, CODE, CODES, FIELD
from planlint.patterns import pattern
from planlint.terms import found, inside

TITLE = "转换残留"
OUTSIDE = True

RECIPE = """\
- id: office-residue
  title: 转换残留（本单位）
  check: residue
  severity: error
  severity-weak: warning
  basis: 惯例
  message: {zh: "转换残留：{shown}", en: "left by a conversion: {shown}"}
  variants:
    lost: {zh: "此处丢失了内容：{shown}", en: "something is lost here: {shown}"}
  rationale: 印发前清除。
  tests:
    - fail: "一、甲⟦[bookmark: _GoBack]⟧"
    - pass: 一、甲
"""

LOST = pattern(
    "错误[!！] ?(?:未找到引用源|未定义书签|文档中没有指定样式的文字|未知的文档属性名称|不能通过编辑域代码创建对象)"
    "|Error! (?:Reference source|Bookmark) not (?:found|defined)|Error! No text of specified style in document"
)
UNSEEN = pattern(
    "[\x00-\x08\x0e-\x12\x16-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\ufeff]+"
)
ZEROLESS = pattern("(?<![一二三四五六七八九十百千第〇○零])二(?P<tens>[一二三])(?P<ones>[一二三四五六七八九])年(?!级)")
"""A year written out that has lost its 〇 (二三五年): pages that drew it as ○ or as an image are copied so."""
GLYPHLESS = pattern("[\ue000-\uf8ff\ufffd]+")
TAG = pattern("</?[wov]:[A-Za-z][^<>\n]{0,200}>")
PAGE = pattern(r"第 ?\d{1,4} ?页[，, ]{0,2}共 ?\d{1,4} ?页")
HEADING = pattern(r"(?m)^#{1,6} +(?=\S)")
BOLD = pattern(r"(?<!\*)\*\*(?![\s*])[^*\n]{1,60}(?<!\s)\*\*(?!\*)")
FEW = 2
KEPT = {0x07: "\t", 0x1E: "-", 0x2028: "\n", 0x2029: "\n"}
TURNED = pattern("[（(](?:下转|上接|紧接|转)第? ?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|[A-Z][0-9]{1,2}) ?版[）)]")
TENS = ("二一", "二二", "二三")
MASK = pattern(
    r"(?<![*\n])\*{3,}(?!\*)|(?<!\*)\*\*(?:[余多]|[次个件名户场项条期份篇人月日万亿元省市县区镇乡村局街](?![^*\n]{0,12}\*\*))"
)
"""Asterisks that stand for what was taken out: 走访***次, 建成**个; among them none makes words bold."""
SHOWN = 24  # code points of the residue that the message quotes


@options
class Options:
    """This check has no options of its own."""


def terms(options: Options) -> Iterable[str]:
    """Return the tens of years written out without their 〇."""
    return TENS


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a piece of residue; values: `shown`. Variant `lost` where content is missing, which is weak.

    Variant `zero`, weak too, at a year without its 〇; value `expected`.
    """
    text, opaque = context.document.text, context.document.opaque
    for span, lost in _joined(find(context)):
        if inside(opaque, span.start):
            continue
        if lost:
            visible = not GLYPHLESS.match(text, span.start)
            shown = f"“{text[span.start : span.end][:SHOWN]}”" if visible else f"U+{ord(text[span.start]):04X}"
            yield Hit(span, {"shown": shown}, "lost", fix=Fix((Edit(span, ""),), safe=False), weak=not visible)
        else:
            left = _left(text, span)
            shown = text[span.start : span.end]
            odd = next((char for char in shown if not char.isprintable()), None)
            more = "…" if len(shown) > SHOWN else ""
            name = f"U+{ord(odd):04X}" if odd else f"“{shown[:SHOWN]}{more}”"
            yield Hit(span, {"shown": name}, fix=Fix((Edit(span, left),)))
    yield from _markdown(context)
    for year in ZEROLESS.finditer(text) if not found(context).keys().isdisjoint(TENS) else ():
        if not inside(opaque, year.start()):
            at, expected = year.start() + 1, f"二〇{year['tens']}{year['ones']}年"
            fix = Fix((Edit(Span(at, at), "〇"),), safe=False)
            values = {"shown": year[0], "expected": expected}
            yield Hit(Span(*year.span()), values, "zero", suggestion=expected, fix=fix, weak=True)


def _markdown(context: Context) -> Iterator[Hit]:
    """Yield one hit for all marks of Markdown in a text that is none; one alone may be anything."""
    text = context.document.text
    if context.document.media_type == "text/markdown" or not ("**" in text or "\n#" in text):
        return
    marks = [Span(*mark.span()) for mark in HEADING.finditer(text)]
    for bold in () if MASK.search(text) else BOLD.finditer(text):
        marks += [Span(bold.start(), bold.start() + 2), Span(bold.end() - 2, bold.end())]
    if len(marks) > FEW:
        fix = Fix(tuple(Edit(mark, "") for mark in sorted(marks)), safe=False)
        yield Hit(min(marks), {"shown": len(marks)}, "markdown", fix=fix, weak=True)


def _joined(pieces: list[tuple[Span, bool]]) -> Iterator[tuple[Span, bool]]:
    """Yield the pieces in order, neighbours and overlapping ones of one kind as one; of two kinds, the first."""
    joined: list[tuple[Span, bool]] = []
    for span, lost in sorted(pieces):
        if joined and span.start <= joined[-1][0].end:
            last, kind = joined[-1]
            if kind == lost:
                joined[-1] = Span(last.start, max(last.end, span.end)), kind
                continue
            if span.start < last.end:
                continue
        joined.append((span, lost))
    yield from joined


def find(context: Context) -> list[tuple[Span, bool]]:
    """Return the residue of a document, unsorted, each with whether it stands for content that is lost."""
    return context.once(_find)


def _find(context: Context) -> list[tuple[Span, bool]]:
    text = context.document.text
    patterns = [BRACKETED] if "[" in text else []
    if any(code in text for code in CODES):
        patterns.append(CODE)
    if "\x13" in text or "\x15" in text:
        patterns.append(FIELD)
    if ":" in text and any(tag in text for tag in ("<w:", "</w:", "<o:", "</o:", "<v:", "</v:")):
        patterns.append(TAG)
    if "页" in text and context.document.is_text:
        patterns.append(PAGE)
    pieces = [(Span(*match.span()), False) for residue in patterns for match in residue.finditer(text)]
    if not text.replace("\n", "").replace("\u3000", "").isprintable():  # one scan in C; true of most documents
        pieces += [(Span(*match.span()), False) for match in UNSEEN.finditer(text)]
        pieces += [(Span(*match.span()), True) for match in GLYPHLESS.finditer(text)]
    elif "\ufffd" in text:
        pieces += [(Span(*match.span()), True) for match in GLYPHLESS.finditer(text)]
    if "版" in text and ("版）" in text or "版)" in text):
        pieces += [(Span(*match.span()), False) for match in TURNED.finditer(text)]
    if "错误" in text or "Error! " in text:
        pieces += [(Span(*match.span()), True) for match in LOST.finditer(text)]
    return pieces


def _left(text: str, span: Span) -> str:
    """Return what stays of control characters that stood for something; nothing of anything else."""
    if not UNSEEN.fullmatch(text, span.start, span.end):
        return ""
    return "".join(KEPT.get(ord(char), "") for char in text[span.start : span.end])
