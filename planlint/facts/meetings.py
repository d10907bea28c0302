"""Which congress and which plenum had closed by a given day, and how documents cited them then.

Central Committee, CCDI and congresses come from the table `meetings`; sessions of local committees from
the user's configuration. A meeting is known by its body, its term (届) and its session (次); a congress
has session 0.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

from planlint.facts import day
from planlint.model import PlanlintError
from planlint.numerals import to_chinese, to_int

CONGRESS, CENTRAL, DISCIPLINE = "党代会", "中央", "中央纪委"
YEAR_DAYS = 365
NATIONAL = (CONGRESS, CENTRAL, DISCIPLINE)
"""The bodies of which the table lists every meeting up to its `as_of`."""

EXAMPLE = "{body: 市委, term: 六, session: 二, closed: 2022-12-21}"

Certainty = Literal["certain", "unverified", "unknown"]


class Key(NamedTuple):
    """What tells one meeting from another."""

    body: str
    term: int
    session: int = 0

    @property
    def name(self) -> str:
        """Return the usual short name: 党的二十大, 党的二十届三中全会, 市委六届二次全会."""
        term, session = to_chinese(self.term), to_chinese(self.session)
        if self.body == CONGRESS:
            return f"党的{term}大"
        if self.body == CENTRAL:
            return f"党的{term}届{session}中全会"
        if self.body == DISCIPLINE:
            return f"{term}届中央纪委{session}次全会"
        return f"{self.body}{term}届{session}次全会"


class Meeting(NamedTuple):
    """One meeting: its first and its last day, and the day from which people knew that it would be held."""

    key: Key
    held: date
    closed: date | None
    announced: date | None
    verified: bool


class Window(NamedTuple):
    """How the congress and its plenums are cited from `since` until the next window.

    A list must reach session `newest` (0: there need be none); `alone` says that naming the congress is
    enough; sessions of the term `beside` may stand next to the new congress in one phrase (0: none).
    """

    since: date
    term: int
    newest: int
    usual: str
    alone: bool
    beside: int

    @property
    def plenums(self) -> str:
        """Return the plenums within `usual` (二十届历次全会); empty when it names none."""
        return self.usual.partition("和")[2].removesuffix("精神")


class Meetings:
    """Answers questions about meetings; `local` adds sessions of local committees."""

    def __init__(self, table: Mapping[str, Any], local: Iterable[Mapping[str, Any]] = ()) -> None:
        self.table = table
        self.as_of = day(table["as_of"])
        self.grace = int(table.get("grace", 0))
        self._all: dict[Key, Meeting] = {}
        for kind, body in (("congresses", CONGRESS), ("plenums", CENTRAL), ("discipline", DISCIPLINE)):
            for record in table.get(kind, ()):
                self._add(_key(body, record["name"]), record)
        for record in local:
            self._add(local_key(record), {"verified": True, "held": record.get("closed"), **record})
        self._closed: dict[str, list[tuple[date, Key]]] = {}
        for key, meeting in self._all.items():
            if meeting.verified and meeting.closed:
                self._closed.setdefault(key.body, []).append((meeting.closed, key))
        self._last = {body: max(k for k in self._all if k.body == body) for body in NATIONAL}
        for closings in self._closed.values():
            closings.sort()
        self._most = {_number(term.strip("第届")): int(n) for term, n in table.get("most-sessions", {}).items()}
        self.cues = {name: tuple(words) for name, words in table.get("cues", {}).items()}
        """Words beside a citation, by what they tell of it."""
        self.other_bodies = tuple(table.get("other-bodies", ()))
        self.not_congress = tuple(table.get("not-congress", ()))
        self._extended: tuple[str, Meetings] | None = None
        self._windows = [w for w in map(_window, table.get("windows", ())) if self._in_force(w)]
        self._windows.sort(key=lambda w: w.since)

    def adding(self, local: Iterable[Mapping[str, Any]]) -> Meetings:
        """Return these meetings together with local sessions, as configuration writes them.

        A record is `{body: 市委, term: 六, session: 二, closed: 2022-12-21}`; one that lacks any of the four
        raises PlanlintError("bad-facts").
        """
        records = list(local)
        if not records:
            return self
        mark = repr(records)
        if self._extended is None or self._extended[0] != mark:
            self._extended = mark, Meetings(self.table, records)
        return self._extended[1]

    def _add(self, key: Key, record: Mapping[str, Any]) -> None:
        closed, announced = record.get("closed"), record.get("announced")
        self._all[key] = Meeting(
            key,
            day(record["held"]),
            day(closed) if closed else None,
            day(announced) if announced else None,
            bool(record.get("verified")),
        )

    def _in_force(self, window: Window) -> bool:
        """A window counts once the meeting that opens it is known to have been held."""
        opener = Key(CENTRAL, window.term, window.newest) if window.newest else Key(CONGRESS, window.term)
        meeting = self._all.get(opener)
        return meeting is not None and meeting.verified

    def get(self, key: Key) -> Meeting | None:
        """Return what is recorded of a meeting."""
        return self._all.get(key)

    def closed(self, term: int, session: int) -> date | None:
        """Return the last day of a plenum of the Central Committee; None when it is not known."""
        meeting = self._all.get(Key(CENTRAL, term, session))
        return meeting.closed if meeting else None

    def plenums(self, term: int) -> list[Meeting]:
        """Return the recorded plenums of a Central Committee, in order."""
        found = [m for k, m in self._all.items() if k.body == CENTRAL and k.term == term]
        return sorted(found, key=lambda m: m.key)

    def newest(self, body: str, before: date) -> Meeting | None:
        """Return the verified meeting of `body` that closed last, on or before that day."""
        closings = self._closed.get(body, [])
        at = bisect_right(closings, before, key=lambda c: c[0])
        return self._all[closings[at - 1][1]] if at else None

    def expected_window(self, on: date) -> Window | None:
        """Return how meetings were cited on that day; None for days before the first window."""
        at = bisect_right(self._windows, on, key=lambda w: w.since)
        return self._windows[at - 1] if at else None

    def most_sessions(self, term: int) -> int:
        """Return how many plenums that Central Committee can have held."""
        return self._most.get(term, 7 if term >= 14 else max(self._most.values(), default=7))

    def still_to_come(self, key: Key, on: date) -> Certainty | None:
        """Say whether a meeting had yet to close on that day, and how surely; None when it had closed.

        "unverified" rests on what nobody has confirmed; "unknown" means that the table ends before that day
        and has no such meeting. Local meetings that nobody recorded are never said to be to come.
        """
        meeting = self._all.get(key)
        if meeting is None:
            if key.body not in NATIONAL or key < self._last[key.body]:
                return None
            return "certain" if on <= self.as_of else self._after_the_table(key, on)
        if meeting.verified:
            return "certain" if meeting.closed and meeting.closed > on else None
        if on >= meeting.held:
            return None
        return "certain" if on <= self.as_of < meeting.held and not meeting.announced else "unverified"

    def _after_the_table(self, key: Key, on: date) -> Certainty:
        """A meeting has yet to come while the one before it has; for a year the table vouches for that."""
        last = self._last[key.body]
        skips = key.term == last.term and key.session > last.session + 1
        soon = (on - self.as_of).days <= YEAR_DAYS
        return "unverified" if self.still_to_come(last, on) or (skips and soon) else "unknown"


def _number(text: object) -> int:
    number = to_int(str(text))
    if number is None:
        raise PlanlintError(
            "bad-facts", f"“{text}”不是届次，应写作 六 或 6", f"“{text}” is not a number of a term or session"
        )
    return number


def _key(body: str, name: str) -> Key:
    """Read 二十大, 二十届三中全会 or 二十届三次全会."""
    term, _, session = name.partition("届")
    numbers = (term, session.removesuffix("全会")[:-1]) if session else (name.removesuffix("大"),)
    read = [number for text in numbers if (number := to_int(text)) is not None]
    if len(read) < len(numbers):
        zh, en = (
            f"meetings 里没有“{name}”这样的会，应写作 二十大、二十届三中全会",
            f"“{name}” is no meeting like 二十大",
        )
        raise PlanlintError("bad-facts", zh, en)
    return Key(body, *read)


def local_key(record: Mapping[str, Any]) -> Key:
    """Read a local session as configuration writes it. Raises PlanlintError("bad-facts") for one that is none."""
    missing = [name for name in ("body", "term", "session", "closed") if not record.get(name)]
    if missing:
        raise PlanlintError(
            "bad-facts",
            f"meetings 里的会议缺少 {'、'.join(missing)}；应写作 {EXAMPLE}",
            f"a meeting lacks {', '.join(missing)}; write {EXAMPLE}",
        )
    return Key(str(record["body"]), _number(record["term"]), _number(record["session"]))


def _window(record: Mapping[str, Any]) -> Window:
    usual: str = record["usual"]
    beside = record.get("beside")
    return Window(
        day(record["since"]),
        _number(usual.removeprefix("党的").partition("大")[0]),
        _number(record["newest"].removesuffix("中")) if "newest" in record else 0,
        usual,
        bool(record.get("alone")),
        _number(beside.removesuffix("届")) if beside else 0,
    )
