"""A paper as one self-contained HTML page, made to be printed on A4 and ticked with a pen."""

from __future__ import annotations

from typing import TextIO

from planlint.papers import Cell, Paper
from planlint.reports.markup import FONT, opening, safe

CSS = f"""
:root{{--line:#888;--dim:#666;--bad:#b3261e;--good:#1b6e3c;--gap:#fff3cd}}
body{{font:15px/1.6 {FONT};margin:2rem auto;max-width:72rem;padding:0 1rem;color:#111;background:#fff}}
h1{{font-size:1.5rem;text-align:center;margin:0 0 .5rem;letter-spacing:.1em}}
p{{margin:.15rem 0;color:var(--dim)}}
table{{border-collapse:collapse;width:100%;table-layout:fixed;margin-top:.8rem}}
th,td{{border:1px solid var(--line);padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}}
th{{background:#eee;font-weight:600;text-align:center;padding:.3rem .2rem}}
tr{{break-inside:avoid}}thead{{display:table-header-group}}
.dim{{color:var(--dim);font-size:.9em}}.good{{color:var(--good)}}.wrong{{color:var(--bad);font-weight:600}}
.missing{{background:var(--gap);color:#7a4b00}}.box{{text-align:center;font-size:1.2em;line-height:1.2}}
.dim b{{color:#111;font-weight:600}}
@media print{{@page{{size:A4 landscape;margin:1.5cm 1.2cm}}
 body{{max-width:none;margin:0;padding:0;font-size:10.5pt}}
 th,.missing{{-webkit-print-color-adjust:exact;print-color-adjust:exact}}}}
"""


def render(paper: Paper, out: TextIO, lang: str) -> None:
    """Write the page."""
    out.write(opening(paper.title, CSS, lang))
    out.writelines(f"<p>{safe(line)}</p>\n" for line in paper.about)
    whole = sum(column.width for column in paper.columns)
    widths = "".join(f'<col style="width:{100 * column.width / whole:.1f}%">' for column in paper.columns)
    heads = "".join(f"<th>{safe(column.title)}</th>" for column in paper.columns)
    out.write(f"<table><colgroup>{widths}</colgroup>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n")
    out.writelines(f"<tr>{''.join(map(_cell, row))}</tr>\n" for row in paper.rows)
    out.write("</tbody></table>\n</html>\n")


def _cell(cell: Cell) -> str:
    style = f' class="{cell.style}"' if cell.style else ""
    before, strong, after = cell.text.partition(cell.strong) if cell.strong else (cell.text, "", "")
    words = safe(before) + (f"<b>{safe(strong)}</b>" if strong else "") + safe(after)
    return f"<td{style}>{words}</td>"
