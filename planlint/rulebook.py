"""Rules as data, and which of them apply: the library, a user's rules, profiles and configuration together.

This module knows nothing of YAML: `rulefile` reads and validates rule files, the pack keeps the result. It
is imported on every run, where a frozen dataclass costs 0.5 ms: hence named tuples and plain dataclasses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal, NamedTuple

from planlint import checks
from planlint.findings import SEVERITIES, Severity
from planlint.genres import Genre
from planlint.model import PlanlintError, Texts
from planlint.plaindata import from_plain, to_plain
from planlint.profiles import Profile, chain, stricter
from planlint.profiles import Severity as Setting

Mask = Literal["any", "skip", "only"]
"""Inside quotation marks, 《》, （）, tables or own names: report as everywhere, report nothing, report only there."""

Basis = Literal["条例", "国家标准", "官方表述", "惯例", "本单位"]


@dataclass(kw_only=True, eq=False, repr=False)
class Setup:
    """What a case is run with (`with:`).

    `config` is the content of a planlint.yaml, as plain data, `beside` the names of the other files in its folder,
    `roster` the content of a roster in CSV. `file` is the document's own name, `marks` and `properties` what a Word
    file says beside its text, `layout` how it looks: planlint.ruleschema has their shape.
    """

    as_of: str | None = None
    for_: int | None = None
    genre: str | None = None
    profile: str | None = None
    previous: str | None = None
    media: str | None = None
    beside: tuple[str, ...] | None = None
    roster: str | None = None
    file: str | None = None
    marks: tuple[Any, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    layout: Any = None
    config: Mapping[str, Any] = field(default_factory=dict)


CaseKind = Literal["pass", "fail", "todo-pass", "todo-fail"]


class Case(NamedTuple):
    """One case of a rule: a text with ⟦ ⟧ around what must be found, and its line in the rule file."""

    kind: CaseKind
    text: str
    at: str | None = None
    message: str | None = None
    fix: str | None = None
    setup: Setup = Setup()
    line: int = 0


@dataclass(kw_only=True, eq=False, repr=False)
class Rule:
    """One rule. `settings` are its check's options as plain data; `source` and `line` say where it stands."""

    id: str
    title: str
    check: str
    message: Texts
    settings: Mapping[str, Any] = field(default_factory=dict)
    severity: Literal["error", "warning", "info", "off"] = "warning"
    severity_weak: Severity | None = None
    basis: Basis = "惯例"
    genres: tuple[str, ...] = ()
    in_quotes: Mask = "any"
    in_titles: Mask = "any"
    in_brackets: Mask = "any"
    in_tables: Mask = "any"
    in_own_names: Mask = "any"
    variants: Mapping[str, Texts] = field(default_factory=dict)
    rationale: str = ""
    since: str = ""
    source: str = ""
    line: int = 0
    cases: tuple[Case, ...] = field(default=(), repr=False)

    @cached_property
    def options(self) -> Any:
        """The check's `Options`, made on first use, so that a rule that is off costs no import."""
        return from_plain(checks.load(self.check).Options, self.settings)

    def to_dict(self) -> dict[str, Any]:
        """Return the rule as plain data, without its cases."""
        return dict(to_plain(replace(self, cases=())))

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Rule:
        """Return the rule that `to_dict` made `data` from; nothing is validated again."""
        return cls(**data)


class RuleSetting(NamedTuple):
    """What one place says of one rule. `options` is a yamltree.Tree, judged when the rule is known."""

    severity: Setting | None = None
    severity_weak: Severity | None = None
    options: Any = None
    origin: str = ""


class Effective(NamedTuple):
    """A rule as it applies: its options and severity resolved, and where each value came from."""

    rule: Rule
    severity: Literal["error", "warning", "info", "off"]
    severity_weak: Severity
    origins: Mapping[str, str]

    @property
    def on(self) -> bool:
        """True when the rule is to be run."""
        return self.severity != "off"


@dataclass(eq=False, repr=False)
class Rulebook:
    """All rules, profiles and genres there are, each under its id, in the order of their files."""

    rules: Mapping[str, Rule]
    profiles: Mapping[str, Profile] = field(default_factory=dict)
    genres: Mapping[str, Genre] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain data, for the pack: rules (without cases), profiles, genres."""
        return {
            "rules": tuple(rule.to_dict() for rule in self.rules.values()),
            "profiles": tuple(profile._asdict() for profile in self.profiles.values()),
            "genres": tuple(genre._asdict() for genre in self.genres.values()),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Rulebook:
        """Return the rulebook that `to_dict` made `data` from."""
        return cls(
            {rule["id"]: Rule.from_dict(rule) for rule in data["rules"]},
            {profile["id"]: Profile(**profile) for profile in data["profiles"]},
            {genre["id"]: Genre(**genre) for genre in data["genres"]},
        )

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {rule.title: rule.id for rule in self.rules.values()}

    def find(self, name: str) -> Rule:
        """Return the rule with this id or Chinese title. Raises PlanlintError("no-such-rule")."""
        rule = self.rules.get(name) or self.rules.get(self._titles.get(name, ""))
        if rule is None:
            raise unknown("no-such-rule", "规则", "rule", name, [*self.rules, *self._titles])
        return rule

    def profile(self, name: str) -> str:
        """Return the id of the profile with this id or title. Raises PlanlintError("no-such-profile")."""
        for profile in self.profiles.values():
            if name in (profile.id, profile.title):
                return profile.id
        names = [n for p in self.profiles.values() for n in (p.title, p.id)]
        raise unknown("no-such-profile", "尺度", "profile", name, names)

    def genre(self, name: str) -> str:
        """Return the id of the genre with this id or title. Raises PlanlintError("no-such-genre")."""
        for genre in self.genres.values():
            if name in (genre.id, genre.title):
                return genre.id
        raise unknown("no-such-genre", "文种", "genre", name, list(self.genres))


def unknown(code: str, zh: str, en: str, name: str, known: list[str]) -> PlanlintError:
    """Return the error for a name that is not known, with the nearest one that is."""
    from planlint.schema import nearest

    near = nearest(name, known)
    zh_tail = f"，是不是“{near}”？" if near else "" if len(known) > 12 else f"，可用的有：{'、'.join(known)}"
    en_tail = f"; did you mean {near}?" if near else "" if len(known) > 12 else f"; known: {', '.join(known)}"
    return PlanlintError(code, f"没有“{name}”这个{zh}{zh_tail}", f"no such {en}: {name}{en_tail}")


Layer = Mapping[str, RuleSetting]
"""What one place (a configuration file, an override) says, by rule id."""


def resolve(
    book: Rulebook, profile: str, genre: str, layers: Sequence[Layer] = (), names: Iterable[str] | None = None
) -> list[Effective]:
    """Return the rules for a profile, a genre and configuration layers (the weightiest last), `off` ones too.

    `names` are the ids of the rules that matter, all when None; only those cost time. Options that do not suit
    their check are noted in the problems of the layer's file: see `config`.
    """
    profiles = chain(profile, book.profiles)
    return [
        _effective(rule, _settings(rule.id, profiles, layers))
        for rule in (book.rules.values() if names is None else [book.rules[name] for name in names])
        if not rule.genres or genre in rule.genres
    ]


def added_by_stricter(book: Rulebook, profile: str, genre: str, layers: Sequence[Layer] = ()) -> list[str]:
    """Return the ids of the rules that are off under this profile and on under a stricter one.

    Those that are off by themselves are left out: a group such as layout is for whoever asks for it.
    """
    here = {e.rule.id for e in resolve(book, profile, genre, layers) if e.on}
    more: dict[str, None] = {}
    for other in stricter(profile, book.profiles):
        found = resolve(book, other, genre, layers)
        more.update((e.rule.id, None) for e in found if e.on and e.rule.severity != "off")
    return [rule for rule in more if rule not in here]


def _settings(name: str, profiles: Iterable[Profile], layers: Iterable[Layer]) -> Iterator[RuleSetting]:
    """Yield what each profile and then each layer says of one rule."""
    for profile in profiles:
        if name in profile.rules:
            yield RuleSetting(profile.rules[name], origin=f"profile {profile.id}")
    for layer in layers:
        if name in layer:
            yield layer[name]


def _effective(rule: Rule, settings: Iterable[RuleSetting]) -> Effective:
    origins = {"severity": f"{rule.source}:{rule.line}"}
    severity, weak = rule.severity, rule.severity_weak
    for setting in settings:
        if setting.severity is not None:
            severity = rule.severity if setting.severity == "on" else setting.severity
            origins["severity"] = setting.origin
        if setting.severity_weak is not None:
            weak = setting.severity_weak
            origins["severity-weak"] = setting.origin
        if setting.options is not None:
            rule = with_options(rule, setting.options)
            origins.update((f"options.{key}", setting.origin) for key in setting.options.keys)
    return Effective(rule, severity, _weak(severity, weak), origins)


def _weak(severity: str, weak: Severity | None) -> Severity:
    """Return the severity of weak findings: as said, else one step lower; never above the rule's own."""
    own = SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES) - 1
    return SEVERITIES[min(max(own, SEVERITIES.index(weak) if weak else own + 1), len(SEVERITIES) - 1)]


def with_options(rule: Rule, tree: Any) -> Rule:
    """Return the rule with the options of a yamltree.Tree over its own; faults are noted in its file."""
    from planlint.schema import overlay

    return replace(rule, settings=to_plain(overlay(tree, rule.options)))
