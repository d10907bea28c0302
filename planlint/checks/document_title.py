"""document-title: well-known titles in 《》 that are quoted wrongly, and issuers that did not issue them.

文件标题：书名号里的标题，与事实表 documents 里的只差一两个字（长标题三个字）的，是引错了（标题本身）；标题没有错，
前面的制发机关与表里不符的，是机关写错了（issuer）。简称、另有其文、同一系列的另一期或另一年、地方的实施文件、正在起草
的文件都不报；引号、顿号、空格和末尾的（试行）不计较。法律名称常见的误写也在表里；
《……法》与现行法律（事实表 laws）只差一个字、一个词的，也报。

The distance is counted in characters; what differs by words that tell documents apart (实施, 若干, 第三期, years) is
another document.
"""

from __future__ import annotations

from collections.abc import Iterator

from planlint.checks import options
from planlint.checks._titled import LAW, STATE, Citation, Known, Titles, candidates, citations, full, read
from planlint.context import Context
from planlint.findings import Hit
from planlint.model import Span
from planlint.patterns import pattern

TITLE = "文件标题"

RECIPE = """\
- id: office-title
  title: 常引文件的标题
  check: document-title
  severity: error
  severity-weak: info
  basis: 本单位
  message: {zh: "标题应为《{expected}》", en: "the title is {expected}"}
  variants:
    issuer: {zh: "制发机关应为{expected}", en: "issued by {expected}"}
  rationale: 引用公文先引标题，标题应当一字不差；本单位常引的文件写在 fact-files 的 documents 表里。
  tests:
    - fail: 落实《⟦深化新时代教育评价改革总休方案⟧》。
    - pass: 落实《深化新时代教育评价改革总体方案》。
"""

MOST = 3
WORD = 2
LAWS_FROM = 6
SAME_YEARS = 2
"""So many more characters may differ where the years at the end of two titles are the same."""
CHARACTER = 2
"""The length of one character of another title with the space that is put behind it."""
PARTICLES = frozenset("的和与及 ")
_SPAN = pattern(r"(20\d\d)\s?年?[—–－\-~～至]+(20\d\d)\s?年?[）)]$")
_COUNT = pattern("等([一二三四五六七八九十]{1,3})部门")
NUMERALS = frozenset("0123456789一二三四五六七八九十")


@options
class Options:
    """This check has no options of its own: what it knows stands in the table `documents`."""


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a title or an issuer that is not as it should be; values: `expected`, `actual`."""
    titles = read(context.facts)
    for cited in citations(context, titles):
        hit = _law(context, cited, titles)
        if hit is None and cited.core in titles.exact:
            known = titles.exact[cited.core]
            hit = _years(context, cited, known) if known else None
            if hit is None and known and cited.issuer and not _of_other_years(context.plan.text(cited.span), known):
                hit = _issuer(cited, known, titles)
        elif hit is None:
            hit = _title(context, cited, titles)
        if hit:
            yield hit


def _law(context: Context, cited: Citation, titles: Titles) -> Hit | None:
    """Judge the name of a law: those that are often written wrongly stand in the table."""
    words = context.plan.text(cited.span)
    name = words.removeprefix(STATE)
    right, weak = titles.miswritten.get(name), False
    if right is None and name.endswith(LAW) and not _own(context.plan.clean, cited, titles):
        right = next((law for law in titles.laws if _one_word_off(name, law)), None)
        weak = right is not None and len(right) != len(name)
    if right is None:
        return None
    span = Span(cited.span.end - len(name), cited.span.end)
    return Hit(span, {"expected": right, "actual": name}, suggestion=right, weak=weak)


def _one_word_off(name: str, law: str) -> bool:
    """Say whether a name differs from a law's in one character, or in one word behind its first."""
    if len(law) < LAWS_FROM or abs(len(law) - len(name)) > WORD or name[0] != law[0]:
        return False
    from rapidfuzz.distance import Postfix, Prefix

    head = Prefix.similarity(name, law)
    tail = min(Postfix.similarity(name, law), min(len(name), len(law)) - head)
    changed = max(len(name), len(law)) - head - tail
    return changed == 1 or (changed == WORD and head >= WORD)


def _years(context: Context, cited: Citation, known: Known) -> Hit | None:
    """Judge the years at the end of a title: the next plan of a series has neither of them."""
    words = context.plan.text(cited.span)
    said, right = _SPAN.search(words), _SPAN.search(known.title)
    if not said or not right or (said[1] == right[1]) == (said[2] == right[2]):
        return None
    values = {"expected": known.title, "actual": words}
    return Hit(cited.span, values, suggestion=known.title, weak=not known.verified, unverified=not known.verified)


def _of_other_years(words: str, known: Known) -> bool:
    """Say whether a title is that of the plan before or after the known one: neither of its years is the same."""
    said, right = _SPAN.search(words), _SPAN.search(known.title)
    return said is not None and right is not None and said[1] != right[1] and said[2] != right[2]


def _issuer(cited: Citation, known: Known, titles: Titles) -> Hit | None:
    said = full(cited.issuer, titles.issuers, titles.short_names)
    miscounted = _miscounted(cited.issuer, known.issuer)
    if not said or not known.issuers or (said == known.issuers and not miscounted):
        return None
    part = set(said.split()) & set(known.issuers.split())
    if part == set(said.split()) and not miscounted and not said.startswith(titles.whole):
        return None
    values = {"expected": known.issuer, "actual": cited.issuer.strip(), "title": known.title}
    weak = bool(part) or not known.verified
    span = Span(cited.issuer_span.start, cited.issuer_span.start + len(cited.issuer.rstrip()))
    return Hit(span, values, "issuer", suggestion=known.issuer, weak=weak, unverified=not known.verified)


def _miscounted(one: str, other: str) -> bool:
    """Say whether both name a number of departments (等八部门), and not the same."""
    counts = [_COUNT.search(issuer) for issuer in (one, other)]
    return None not in counts and len({found[1] for found in counts if found}) > 1


def _title(context: Context, cited: Citation, titles: Titles) -> Hit | None:
    near = candidates(titles, cited.core)
    if not near or _own(context.plan.clean, cited, titles):
        return None
    from rapidfuzz.distance import OSA, Levenshtein

    years = _SPAN.search(context.plan.text(cited.span))
    for known in near:
        own = _SPAN.search(known.title) if years else None
        same = years is not None and own is not None and years.groups() == own.groups()
        allowed = min(MOST, len(known.core) // 8 + SAME_YEARS * same)
        if not 0 < OSA.distance(cited.core, known.core, score_cutoff=allowed) <= allowed:
            continue
        added, lost = "", ""
        for op in Levenshtein.opcodes(cited.core, known.core):
            if op.tag != "equal":
                added += cited.core[op.src_start : op.src_end] + " "
                lost += known.core[op.dest_start : op.dest_end] + " "
        if NUMERALS & set(added + lost) or any(word in added for word in titles.variations):
            continue
        doubtful = any(word in lost for word in titles.variations)
        if doubtful and added.strip() and max(len(added), len(lost)) > CHARACTER:
            continue  # another word (体育, 卫生) makes another title; another character (校外, 课外) may be a slip
        weak = doubtful or not known.verified or set(added + lost) <= PARTICLES
        title = known.title
        if years and own and _of_other_years(context.plan.text(cited.span), known):
            title = known.title[: own.start()] + context.plan.text(cited.span)[years.start() :]
        values = {"expected": title, "actual": context.plan.text(cited.span)}
        return Hit(cited.span, values, suggestion=title, weak=weak, unverified=not known.verified)
    return None


def _own(text: str, cited: Citation, titles: Titles) -> bool:
    """Say whether the title is that of a local document, or of one that is being drafted."""
    start = text.rfind("《", 0, cited.span.start + 1)
    return not cited.issuer and text.endswith((*titles.local, *titles.drafting), 0, start)
