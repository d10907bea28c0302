"""count-mismatch: a count and the list beside it that do not agree.

数目与所列不符：“教会、勤练、常赛四个环节”写的是四，列出的是三。数目要紧挨着它所数的几项，在同一个分句里：
“甲、乙、丙三项……”“甲、乙等2项……”“‘甲’‘乙’两大行动”“两大行动：甲、乙。”，或者紧接着冒号下分列：“三项工作：一是……二是……”
“六个方面：”下面的（一）（二）（三）。列举前面的动词（有序衔接、统筹推进……）不算一项，
“和”“及”“与”可能在一项里面，两种读法有一种相符就不报。“八项规定”“九个一”这样的固定名称、没有列出各项的数目，都不报。
以“等”收尾的、只差一步就说不准的，降为“请核实”。

The words are the table `measure-words`. Measured on 153 official documents; see planlint/enumerations.py and
planlint/announced.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planlint.announced import announced
from planlint.checks import options
from planlint.context import Context
from planlint.countwords import count_words
from planlint.enumerations import enumerations
from planlint.facts import Facts
from planlint.findings import Hit, Related

TITLE = "数目与所列不符"

RECIPE = """\
- id: office-counted-list
  title: 数目与所列不符（本单位）
  check: count-mismatch
  severity: warning
  severity-weak: info
  basis: 惯例
  message: {zh: "写的是“{count}”，列出的是{listed}项", en: "“{count}”, but {listed} are listed"}
  rationale: 数目与所列各项对不上，读者不知道该信哪个。
  tests:
    - fail: 统筹推进教会、勤练、常赛⟦四个⟧环节。
      message: 列出的是3项
    - fail: 实施⟦三大⟧行动：强基行动、提质行动。
    - pass: 统筹推进教会、勤练、常赛三个环节。
    - pass: 落实中央八项规定精神，扎实推进八个专项计划。
"""


@options
class Options:
    """This check has nothing to set."""


def table_terms(facts: Facts) -> Iterable[str]:
    """Return numbers with their measure words."""
    return count_words(facts).counted


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a count, on the count (with its quotation marks).

    Values: `count` as written, `number` its value, `listed` how many are named, `members` their names. Weak where
    the list is open (等), of two members, of unlike members, or two members away from its count. A count between
    two lists (甲、乙、丙三个问题：一是…) is right when it fits one of them.
    """
    text = context.plan.clean
    both = context.once(enumerations) + context.once(announced)
    right = {found.said.start for found in both if not found.fault}
    for found in both:
        if found.said.start in right:
            continue
        listed = found.high if found.fault == "few" else found.low
        values = {
            "count": text[found.said.start : found.said.end].strip("“”"),
            "number": found.number,
            "listed": listed,
            "members": "、".join(text[start:end].strip() for start, end in found.members),
        }
        listing = Related(found.span, {"zh": "所列各项", "en": "the list"})
        yield Hit(found.said, values, related=(listing,), weak=found.doubtful)
        right.add(found.said.start)
