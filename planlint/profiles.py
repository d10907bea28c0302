"""Profiles: how strict to be with a draft (起草), a text sent for review (送审), one to be issued (签发).

Each extends the one before it and may only add: what 起草 asks for, 送审 and 签发 ask for too. The data is in
rules/profiles/*.yaml.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from planlint.model import Texts

Severity = Literal["error", "warning", "info", "off", "on"]
"""What a profile or a configuration says of a rule; `on` is the severity the rule itself names."""


class Profile(NamedTuple):
    """One profile; `rules` are its own severities, over those of the profile it extends."""

    id: str
    title: str
    description: Texts
    extends: str | None = None
    rules: Mapping[str, Severity] = {}


def chain(profile: str, profiles: Mapping[str, Profile]) -> list[Profile]:
    """Return a profile and those it extends, the loosest first."""
    found: list[Profile] = []
    at: str | None = profile
    while at is not None and profiles[at] not in found:
        found.insert(0, profiles[at])
        at = profiles[at].extends
    return found


def stricter(profile: str, profiles: Mapping[str, Profile]) -> list[str]:
    """Return the ids of the profiles that extend a profile, the nearest first."""
    return sorted(
        (p for p in profiles if p != profile and profiles[profile] in chain(p, profiles)),
        key=lambda p: len(chain(p, profiles)),
    )
