"""Room left for a number that is still to come: 教职工共　人，投入资金　　万元。"""

from __future__ import annotations

from planlint.patterns import pattern

UNITS = ("人", "名", "个", "所", "家", "户", "项", "次", "场", "万元", "亿元", "公里", "万亩")
ROOM = pattern(
    rf"(?:资金|投资|收入|[为共有达约计数额训盖])[ \u3000]{{1,12}}(?:{'|'.join(UNITS)})(?=[，。；、（(）)\n])"
)
"""What counts, blanks, and a measure with nothing behind it but a mark."""
