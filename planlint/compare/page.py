"""The comparison as one self-contained HTML page: the two texts aligned, changes marked, copied sentences coloured.

No script, nothing loaded from anywhere: documents are confidential, and the page opens on any office machine. What
did not change can be folded away with a checkbox (CSS alone). It prints in two columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TextIO

from planlint.compare.align import Comparison, Pair
from planlint.compare.terminal import STYLES, summary
from planlint.compare.units import YEARLY, Unit
from planlint.compare.wording import changes, same_sentences
from planlint.lang import t
from planlint.model import Span
from planlint.reports.markup import opening, safe

CSS = """
:root{color-scheme:light dark;--line:#d7dbe0;--dim:#6b7280;
 --del:#ffe0e0;--ins:#dff5e1;--copy:#fff1cc;--fix:#ffd08a}
@media(prefers-color-scheme:dark){:root{--line:#3a3f47;--dim:#9aa3af;
 --del:#5a2327;--ins:#1f4a2a;--copy:#4a3d14;--fix:#7a5210}}
body{font:16px/1.75 "Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif;
 margin:2rem auto;max-width:78rem;padding:0 1rem}
h1{font-size:1.35rem;margin:0 0 .3rem}p{margin:.3rem 0}small{color:var(--dim)}
table{border-collapse:collapse;width:100%;table-layout:fixed;margin-top:1rem}
th,td{border-bottom:1px solid var(--line);padding:.45rem .6rem;text-align:left;
 vertical-align:top;overflow-wrap:anywhere}
th{position:sticky;top:0;background:Canvas}col.s{width:6.5rem}
del{background:var(--del)}ins{background:var(--ins);text-decoration:none}
mark{background:var(--copy);color:inherit}mark.y{background:var(--fix)}
.st{white-space:nowrap;font-size:.9rem}
.advanced .st{color:#2f6f9f}.dropped .st{color:#c0392b}.new .st{color:#2e8b57}.renamed .st{color:#b7791f}
tr.same td{color:var(--dim)}#fold:checked~table tr.same{display:none}
.k span{margin-right:1.2rem}
@media print{body{max-width:none;margin:0}th{position:static}#fold,label{display:none}}
"""


def render(comparison: Comparison, out: TextIO, lang: str) -> None:
    """Write the page."""
    old, new = comparison.old, comparison.new
    paths = [safe(plan.document.path) for plan in (old, new)]
    names = [safe(old.title), safe(new.title)] if old.title and new.title else paths
    keys = (("del", "old"), ("ins", "new"), ("mark", "copied"), ('mark class="y"', "year"))
    key = "".join(
        f"<span><{tag}>{escape(t(f'compare.key.{name}', lang))}</{tag.split()[0]}></span>" for tag, name in keys
    )
    out.write(
        f"{opening(t('compare.title', lang), CSS, lang)}<p>{names[0]} → {names[1]}</p>\n"
        f'<p>{escape(summary(comparison, lang))}</p>\n<p class="k">{key}</p>\n'
    )
    out.write(f'<input type="checkbox" id="fold"> <label for="fold">{escape(t("compare.fold", lang))}</label>\n')
    out.write('<table><colgroup><col class="s"><col><col></colgroup>\n')
    out.write(f"<thead><tr><th></th><th>{paths[0]}</th><th>{paths[1]}</th></tr></thead>\n<tbody>\n")
    out.writelines(_row(pair, lang) for pair in comparison.pairs)
    out.write("</tbody></table>\n</html>\n")


def _row(pair: Pair, lang: str) -> str:
    status = t(f"compare.{pair.status}", lang)
    moved = f"<br><small>{escape(t('compare.moved', lang))}</small>" if pair.moved else ""
    if pair.old is None or pair.new is None:
        cells = [_plain(pair.old), _plain(pair.new)]
    elif "".join(pair.old.text.split()) == "".join(pair.new.text.split()):  # 政 府 工 作 报 告
        cells = [_marked(pair.old, pair.new), _marked(pair.new, pair.old)]
    else:
        cells = ["".join(_half(pair, side)) for side in ("old", "new")]
    depth = (pair.new or pair.old).depth  # type: ignore[union-attr]
    left = f' style="padding-left:{0.6 + min(depth, 4) * 0.9:.1f}rem"'
    shown = "".join(f"<td{left}>{cell}</td>" for cell in cells)
    kind = pair.status if pair.status in STYLES and not (pair.status == "same" and pair.moved) else "changed"
    return f'<tr class="{kind}"><td class="st">{escape(status)}{moved}</td>{shown}</tr>\n'


def _plain(unit: Unit | None) -> str:
    return safe(unit.text) if unit is not None else ""


def _marked(unit: Unit, other: Unit) -> str:
    """Return the text of a unit with the sentences that the other has word for word marked."""
    clean, shared, at, out = unit.plan.clean, same_sentences(unit, other), unit.span.start, []
    for span, words in unit.sentences:
        if words in shared and len(words) > 5 and (unit.node.kind not in ("title", "preamble") or "。" in unit.text):
            kind = ' class="y"' if YEARLY.search(words) else ""
            out.append(safe(clean[at : span.start].replace("\n", "")))
            out.append(f"<mark{kind}>{safe(clean[span.start : span.end].replace(chr(10), ''))}</mark>")
            at = span.end
    return "".join([*out, safe(clean[at : unit.span.end].replace("\n", ""))])


def _half(pair: Pair, side: str) -> Iterator[str]:
    assert pair.old is not None
    assert pair.new is not None
    unit, tag = (pair.old, "del") if side == "old" else (pair.new, "ins")
    at = -len(unit.plan.text(Span(unit.span.start, unit.start)).lstrip())  # the label does not count
    kept = begins = True
    for piece in changes(pair.old.text, pair.new.text):
        if piece.kind == "kept":
            yield _kept(piece.text, begins or at < 0)
            begins = piece.text.endswith("。")
        else:
            begins = piece.text.endswith("。") and (kept or begins)
            if piece.kind == side:
                yield f"<{tag}>{safe(piece.text)}</{tag}>"
        kept = piece.kind == "kept"
        at += len(piece.text) if piece.kind in ("kept", side) else 0


def _kept(text: str, begins: bool) -> str:
    """Return text that both have, with the whole sentences in it marked as copied; `begins`: it begins with one."""
    out = []
    for at, sentence in enumerate(text.replace("。", "。\0").split("\0")):
        whole = sentence.endswith("。") and len(sentence) > 12 and (begins or at > 0)
        kind = ' class="y"' if YEARLY.search(sentence) else ""
        shown = safe(sentence)
        out.append(f"<mark{kind}>{shown}</mark>" if whole else shown)
    return "".join(out)
