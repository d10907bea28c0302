"""Which places are the document's own: as configured, or as its letterhead, title and signature say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from planlint.context import Context
from planlint.facts.places import Mention, Path, Places, related
from planlint.model import Span
from planlint.terms import inside

Paths = tuple[Path, ...]

HEAD_WEIGHT = 6
"""How many mentions in the body weigh as much as one in title or signature."""


class Own(NamedTuple):
    """The document's own places, and what they are called in a message."""

    paths: Paths
    name: str


def mentions(context: Context) -> list[Mention]:
    """Return the places that the document names in full; for `context.once`."""
    return context.facts.places.mentions(context.plan.clean)


def own_places(context: Context) -> Own | None:
    """Return the own places; None for documents of central organs, and when nothing tells; for `context.once`."""
    places, plan = context.facts.places, context.plan
    configured = tuple(context.settings.get("places") or ())
    if configured:
        paths = tuple(path for name in configured for path in places.named(name))
        return Own(paths, "、".join(configured)) if paths else None
    kinds = ("letterhead", "title", "number", "note")  # ——2027年1月20日在甲县第十八届人民代表大会第六次会议上
    nodes = [node for part in plan.parts for node in part.node.children if node.kind in kinds]
    nodes += [part.signature for part in plan.parts if part.signature]
    said = ["".join(plan.text(node.span).split()) for node in nodes]
    issuers = [words.partition("关于")[0] for words in said]
    if any(words.startswith(places.words("national")) and not places.named(words) for words in issuers):
        return None
    signed: dict[str, set[Paths]] = {}  # the places by the office that signs
    for part in plan.parts:
        if part.signature:
            place, office = _unit(places, "".join(plan.text(part.signature.span).split()))
            signed.setdefault(office, set()).add(place)
    kept = [words for words, issuer in zip(said, issuers, strict=True) if not _left_over(_unit(places, issuer), signed)]
    sources = [paths for words in kept if (paths := places.named(words))]
    if not sources:
        return None
    heads = sorted(Span(*node.span) for node in nodes)
    body = Counter(mention.paths for mention in context.once(mentions) if not inside(heads, mention.start))
    paths = _elected(sources, body)
    return Own(paths, "、".join(dict.fromkeys(path[-1] for path in paths)))


def _unit(places: Places, words: str) -> tuple[Paths, str]:
    """Return the only place that the name of an office has, and what follows it: ("安溪县", "司法局")."""
    found = places.mentions(words)
    return (found[0].paths, words[found[0].end :]) if len(found) == 1 else ((), "")


def _left_over(issuer: tuple[Paths, str], signed: Mapping[str, set[Paths]]) -> bool:
    """Tell whether the issuer in a title is the office that signs, but of another place: left from its text."""
    place, office = issuer
    same = [other for other in signed.get(office, ()) if other]
    return bool(place and office and same) and not any(meets(place, other) for other in same)


def meets(one: Sequence[Path], other: Sequence[Path]) -> bool:
    """Tell whether a place of one set is, contains or lies in a place of the other."""
    return any(related(path, own) for path in one for own in other)


def _elected(sources: Sequence[Paths], body: Counter[Paths]) -> Paths:
    """Return what title and signature name, unless the body speaks against it.

    One that the body never names loses to one that it does. All of them lose to a place that the body names far more
    often, or, more often, together with its city or province, which copied text seldom shares with ours.
    """
    votes = [_count(body, paths) for paths in sources]
    rivals = [paths for paths, count in zip(sources, votes, strict=True) if count > 1]
    kept = [
        paths
        for paths, count in zip(sources, votes, strict=True)
        if count or all(meets(paths, rival) for rival in rivals)
    ]
    own = tuple(dict.fromkeys(path for paths in kept for path in paths))
    others = Counter({paths: count for paths, count in body.items() if not meets(paths, own)})
    support = body.total() - others.total()
    if not support or not others:
        return own
    rival = max(others, key=others.__getitem__)[-1:]
    known, challenger = (any(_below(path, paths) for path in side for paths in body) for side in (own, rival))
    if known and not challenger:
        return own
    needed = support + (0 if challenger and not known else len(kept) * HEAD_WEIGHT)
    return rival if _count(others, rival) > needed else own


def _count(body: Counter[Paths], own: Paths) -> int:
    return sum(count for paths, count in body.items() if meets(paths, own))


def _below(path: Path, named: Paths) -> bool:
    return any(path[: len(above)] == above != path for above in named)
