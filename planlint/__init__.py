"""planlint: a compliance and consistency linter for Chinese government plan documents.

>>> import planlint
>>> planlint.lint_text("一、甲项工作\\n三、丙项工作\\n四、丁项工作")   # -> list of Finding
>>> planlint.lint_file("2027年工作要点.txt").findings
>>> planlint.lint_paths(["drafts/"]).results
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planlint.version import __version__

if TYPE_CHECKING:
    from planlint.api import Options, Outcome, lint_file, lint_paths, lint_text
    from planlint.findings import Finding, Result
    from planlint.model import Document, PlanlintError

__all__ = [
    "Document",
    "Finding",
    "Options",
    "Outcome",
    "PlanlintError",
    "Result",
    "__version__",
    "lint_file",
    "lint_paths",
    "lint_text",
]


def __getattr__(name: str) -> Any:
    """Load the API on first use: `import planlint` alone costs nothing."""
    if name in __all__:
        from planlint import api, model

        return getattr(api, name, None) or getattr(model, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
