"""planlint version: say which planlint this is, and on which day its facts end."""

from __future__ import annotations

from typing import Annotated

from planlint.cli.help import both
from planlint.cli.options import LANG, Lang
from planlint.version import __version__

HELP = both("显示版本", "Show the version")


def command(lang: Annotated[Lang | None, LANG] = None) -> int:
    """Print the version."""
    print(f"planlint {__version__}")
    return 0
