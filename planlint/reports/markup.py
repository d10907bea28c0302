"""What every HTML page of planlint has in common: one self-contained file, no script, nothing loaded from anywhere.

Documents are confidential, and the page must open on any office machine.
"""

from __future__ import annotations

from html import escape

from planlint.reports.glyphs import visible

FONT = '"Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif'


def safe(text: str) -> str:
    """Return text of a document as it may stand in a page, between tags or in a quoted attribute."""
    return escape(visible(text))


def opening(title: str, css: str, lang: str) -> str:
    """Return the head of a page and its first heading; `css` is trusted, `title` is not."""
    shown = safe(title)
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}">\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{shown}</title>\n<style>{css}</style>\n'
        f"<h1>{shown}</h1>\n"
    )
