"""own-kind: what a document calls itself is not what its title says it is.

文种自称：标题是“工作要点”，开头却写“制定本方案”，末尾又写“本办法自印发之日起施行”，多是套用别的文件留下的。
标题里有这个词的（《实施方案》自称“本方案”）、标题不以 kinds 里的文种结尾的（通知、决定）、附件里的，都不报；
“制定本校方案”“制定本方案的细则”说的是别的文件，也不报。

《党政机关公文处理工作条例》第九条: the title of a document names its kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from planlint.checks import option, options
from planlint.context import Context
from planlint.findings import Hit, Related
from planlint.model import Span
from planlint.outline.titles import TAIL
from planlint.terms import found

TITLE = "文种自称"

RECIPE = """\
- id: office-own-kind
  title: 文种自称（本单位）
  check: own-kind
  options: {kinds: [方案, 计划]}
  severity: warning
  basis: 本单位
  message: {zh: "标题是“{kind}”，这里写“{own}”", en: "the title says {kind}, here it is {own}"}
  tests:
    - pass: |
        某局甲项工作实施方案
        为抓好甲项工作，制定本方案。
    - fail: |
        某局甲项工作实施方案
        为抓好甲项工作，制定⟦本计划⟧。
"""

MAKES = ("制定本", "制订本")


@options
class Options:
    """What a rule of this check may set."""

    kinds: tuple[str, ...] = option((), "文种：标题的结尾，也是文件的自称", "kinds of documents, as titles end")
    modifiers: tuple[str, ...] = option(
        (), "“本”和文种之间可以有的词：本实施方案", "words between 本 and the kind that belong to it"
    )


def terms(options: Options) -> Iterable[str]:
    """Return the words behind which, or with which, a document names itself."""
    return (*MAKES, *(f"本{kind}{after}" for kind in options.kinds for after in "自由"))


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a name that the title does not have; values: `kind`, `own`."""
    text = context.plan.clean
    places = sorted(at + word.index("本") for word in terms(options) for at in found(context).get(word, ()))
    if not places:
        return
    named = _named(options.kinds, options.modifiers)
    for part in context.plan.parts:
        title = part.title_text or ""
        bare = TAIL.sub("", title)
        kind = next((kind for kind in options.kinds if bare.endswith(kind)), "")
        if not kind or part.title is None:
            continue
        for at in places:
            own = named.match(text, at) if part.node.span.start <= at < part.node.span.end else None
            if own and own["kind"] not in title and not context.plan.masks.inside("attachments", at):
                related = (Related(part.title.heading),)
                yield Hit(
                    Span(at, own.end("kind")), {"kind": kind, "own": own[0][: own.end("kind") - at]}, None, related
                )


@lru_cache(maxsize=4)
def _named(kinds: tuple[str, ...], modifiers: tuple[str, ...]) -> re.Pattern[str]:
    """Return what matches 本实施方案 where it is the document itself."""
    between, names = ("|".join(map(re.escape, words)) for words in (modifiers, kinds))
    return re.compile(rf"本(?:{between})?(?P<kind>{names})(?=[。，；：\n]|自|由|$)")
