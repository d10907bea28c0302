"""Headers and footers: which of those in the file are displayed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planlint.ooxml.package import Package, Part, attributes, local
from planlint.ooxml.tags import is_on, tags_of

MARGINS = {
    ("header", "default"): {"zh": "页眉", "en": "header"},
    ("header", "first"): {"zh": "首页页眉", "en": "header of the first page"},
    ("header", "even"): {"zh": "偶数页页眉", "en": "header of even pages"},
    ("footer", "default"): {"zh": "页脚", "en": "footer"},
    ("footer", "first"): {"zh": "首页页脚", "en": "footer of the first page"},
    ("footer", "even"): {"zh": "偶数页页脚", "en": "footer of even pages"},
}


def margins(package: Package, body: Part) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the part of each header and footer that is displayed, with its kind, a key of MARGINS; each part once.

    One for the first page is displayed in a section with a title page, one for even pages when the settings say so.
    """
    tags, seen = tags_of(body), set[str]()
    if "Reference" not in body.xml:
        return
    targets = {relation.id: relation.target for relation in package.relationships(body.name)}
    w, even = tags.w, None
    for _, start, end in tags.elements(body.xml, "sectPr"):
        section = body.xml[start:end]
        first = bool(is_on(tags.properties(section).get("titlePg")))
        for found in re.finditer(rf"<{w}(header|footer)Reference\s([^<>]*)>", section):
            named = local(attributes(found[2]))
            name, kind = targets.get(named.get("id", ""), ""), named.get("type", "default")
            if kind == "even" and even is None:
                even = _tells_even_pages(package, body)
            shown = {"first": first, "even": even}.get(kind, True)
            if shown and name in package.archive and name not in seen and (found[1], kind) in MARGINS:
                seen.add(name)
                yield name, (found[1], kind)


def _tells_even_pages(package: Package, body: Part) -> bool:
    settings = package.related(body.name, "settings")
    return settings is not None and bool(is_on(tags_of(settings).properties(settings.xml).get("evenAndOddHeaders")))
