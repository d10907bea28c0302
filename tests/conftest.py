"""Shared settings of the tests."""

from __future__ import annotations

from hypothesis import settings

# No timing decides a test: machines differ. Speed is measured in benchmarks/.
settings.register_profile("planlint", deadline=None)
settings.load_profile("planlint")
