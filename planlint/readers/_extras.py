"""What to say when a format needs a package that is not installed."""

from __future__ import annotations

from planlint.model import PlanlintError


def missing(path: str, extra: str, zh: str, en: str) -> PlanlintError:
    """Return the error for the document at `path`, of the kind called `zh` and `en`, that needs `extra`."""
    command = f'pip install "planlint[{extra}]"'
    return PlanlintError(
        "missing-extra",
        f"读取{zh}要先安装一个组件，命令是：{command}",
        f"reading {en} needs one more package: {command}",
        path=path,
    )
