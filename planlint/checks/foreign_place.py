"""foreign-place: a province, city or county that is not the document's own, left from someone else's text.

外地地名：本地从配置的 places、标题、署名、版头得知；本地、上级所在地和所辖的市县都不报。外地的全称（长沙市、安化县）
用在本地该用的位置才算错：“XX县各级各部门”“出台《XX区……办法》”“推进XX市……”“XX区2027年……”，标题、章节标题。
合作、对口、考察、来自、川渝、会展、线路，以地名命名的学校、企业、经验，引号和表格里的，几个地名并列的，都不报。
说不准的只请核实；同一地级市里的别的县，只在像主语时才报。省、市、县互不隶属（湖北省长沙市）另报，只看写法，不看本地是哪里。
国务院、部委的文件，和看不出本地是哪里的，只判断隶属。

Places come from the gazetteer of the National Bureau of Statistics in the fact table `places`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from planlint.checks import option
from planlint.checks._words import demand_words
from planlint.context import Context
from planlint.facts import day
from planlint.facts.places import Mention, Path, Places, related
from planlint.model import Hit, Span

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

STOPS = "。；！？\n"
NAMED_WITHIN = 12  # code points after a place in which a school, a company or a brand is named after it

Verdict = Literal["surely", "likely", "perhaps"]


@dataclass(frozen=True, kw_only=True)
class Options:
    """What a rule of this check may set."""

    allow: tuple[str, ...] = option(
        (),
        "不报的外地地名，如协作、对口的地方；含其所辖各地",
        "places that are not reported, with all that lies in them",
    )

    def __post_init__(self) -> None:
        demand_words("allow", self.allow, least=0)


class Own(NamedTuple):
    """The document's own places, and what they are called in a message."""

    paths: tuple[Path, ...]
    name: str

    def has(self, paths: Sequence[Path]) -> bool:
        """Tell whether one of `paths` is, contains or lies in an own place."""
        return any(related(path, own) for path in paths for own in self.paths)


def check(context: Context, options: Options) -> Iterator[Hit]:
    """Yield one hit a foreign place; values: `place`, `own`; for a wrong parent: `place`, `above`, `real`."""
    places = context.facts.places
    text = context.plan.clean
    mentions = context.once(_mentions)
    yield from _misplaced(context, places, mentions)
    own = context.once(_own)
    if own is None:
        return
    allowed = tuple(path for name in options.allow for mention in places.mentions(name) for path in mention.paths)
    for mention in mentions:
        if mention.above or own.has(mention.paths):
            continue
        if any(path[: len(free)] == free for path in mention.paths for free in allowed):
            continue
        verdict = _verdict(context, places, mention)
        near = any(path[0] == mine[0] for path in mention.paths for mine in own.paths)
        if verdict is None or (near and verdict == "perhaps"):
            continue
        weak = verdict == "perhaps" or (near and verdict == "likely")
        span = Span(mention.start, mention.end)
        values = {"place": text[mention.start : mention.end], "own": own.name}
        yield Hit(span, values, variant="perhaps" if weak else None, weak=weak)


def _mentions(context: Context) -> list[Mention]:
    return context.facts.places.mentions(context.plan.clean)


def _misplaced(context: Context, places: Places, mentions: Sequence[Mention]) -> Iterator[Hit]:
    """Yield the places that stand directly after one in which they do not lie, and never did."""
    written, text, masks = context.dating, context.plan.clean, context.plan.masks
    since = {length: day(places.table["since"][level]) for length, level in ((1, "province"), (2, "city"))}
    named_in_full = {mention.start for mention in mentions}
    for mention in mentions:
        start, end, above, real = mention.start, mention.end, mention.above, mention.paths[0]
        if not above and len(real) == 1 and end not in named_in_full:
            start, above = mention.end, mention.paths
            name = places.city_at(text, start)
            end, real = start + len(name), places.cities.get(name, above[0])
            if related(real, above[0]) or text.startswith(tuple(places.table["named"]), end):
                continue
        if not above or masks.inside("tables", start):
            continue
        if written is None or written.end >= since[min(2, len(above[0]))]:
            values = {"place": text[start:end], "above": above[0][-1], "real": "".join(real[:-1])}
            yield Hit(Span(start, end), values, variant="parent" if real[:-1] else "equal")


def _own(context: Context) -> Own | None:
    """Return the document's own places: as configured, or as title, letterhead and signature say; None without any."""
    places, plan = context.facts.places, context.plan
    configured = tuple(context.settings.get("places", ()))
    if configured:
        paths = tuple(path for name in configured for path in places.named(name))
        return Own(paths, "、".join(configured)) if paths else None
    kinds = ("letterhead", "title", "number")
    nodes = [node for part in plan.parts for node in part.node.children if node.kind in kinds]
    nodes += [part.signature for part in plan.parts if part.signature]
    said = ["".join(plan.text(node.span).split()) for node in nodes]
    if any(words.startswith(tuple(places.table["national"])) for words in said):
        return None
    paths = tuple(dict.fromkeys(path for words in said for path in places.named(words)))
    return Own(paths, "、".join(dict.fromkeys(path[-1] for path in paths))) if paths else None


def _verdict(context: Context, places: Places, mention: Mention) -> Verdict | None:
    """Say how surely a foreign place stands where an own one belongs; None where it is at home."""
    text, masks, table = context.plan.clean, context.plan.masks, places.table
    start, end, _, _ = mention
    if any(masks.inside(kind, start) for kind in ("quotes", "tables", "contents")):
        return None
    titled = masks.inside("titles", start)
    if titled and text[start - 1] != "《":
        return None
    ours = text.endswith(tuple(table["ours-before"]), 0, start - titled)
    if titled:
        return "surely" if ours else None
    stop = min((at for mark in STOPS + "，" if (at := text.find(mark, end)) >= 0), default=len(text))
    ahead = text[end : min(stop, end + NAMED_WITHIN)]
    if ahead.startswith(tuple(table["named"])) or any(len(word) > 1 and word in ahead for word in table["named"]):
        return None
    if text.startswith(tuple(table["all-of-ours"]), end):
        return "surely"
    if text.startswith(tuple(table["among"]), end) or text.endswith(tuple(table["toward"]), 0, start):
        return None
    begin = max(text.rfind(mark, 0, start) for mark in STOPS + "，") + 1
    clause = text[begin:stop]
    if any(word in clause for word in table["ties"]):
        return None
    if begin == start and text.startswith(tuple(table["ours-after"]), end):
        return "surely"
    if ours or begin == start or _year_follows(text, end):
        return "likely"
    begin = max(text.rfind(mark, 0, start) for mark in STOPS) + 1
    stop = min((at for mark in STOPS if (at := text.find(mark, end)) >= 0), default=len(text))
    sentence = text[begin:stop]
    return None if any(word in sentence for key in ("ties", "mentions") for word in table[key]) else "perhaps"


def _year_follows(text: str, at: int) -> bool:
    return text[at : at + 2] == "20" and text[at + 2 : at + 4].isdecimal()
