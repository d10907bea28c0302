"""Two plans side by side: what this year's carried over, changed, dropped and added.

`align` pairs the sections and items of two plans, whatever their order; `Comparison` tells what became of each and
which sentences were carried over word for word. Takes plans, not files; renderers are beside it.
"""

from __future__ import annotations

from planlint.compare.align import Comparison, Pair, align

__all__ = ["Comparison", "Pair", "align"]
