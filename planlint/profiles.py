"""Profiles: how strict to be with a draft (起草), a text sent for review (送审), one to be issued (签发).

Each extends the one before it and may only add: what 起草 asks for, 送审 and 签发 ask for too. The data is in
rules/profiles/*.yaml.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from planlint.checks import option

Severity = Literal["error", "warning", "info", "off", "on"]
"""What a profile or a configuration says of a rule; `on` is the severity the rule itself names."""


@dataclass(frozen=True, kw_only=True)
class Description:
    """A text in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True, kw_only=True)
class Profile:
    """One profile; `rules` are its own severities, over those of the profile it extends."""

    id: str
    title: str
    description: Description
    extends: str | None = option(None, "在哪个尺度之上", "the profile it builds on")
    rules: Mapping[str, Severity] = option(dict, "各规则的轻重", "severities of rules")


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
