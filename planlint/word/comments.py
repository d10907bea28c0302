"""The part of a Word file that holds its comments: ours put behind those that are there."""

from __future__ import annotations

from collections.abc import Mapping
from posixpath import basename, dirname, join
from xml.sax.saxutils import escape

from planlint.ooxml.package import Package, Part, W
from planlint.ooxml.word import Word
from planlint.word.splice import Signature, attribute, xml_text

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
RELATION = {
    W[0]: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
    W[1]: "http://purl.oclc.org/ooxml/officeDocument/relationships/comments",
}


def with_comments(word: Word, signature: Signature, comments: Mapping[int, list[str]]) -> dict[str, bytes | None]:
    """Return the parts that change when a Word file gets comments: number to paragraphs.

    The part of the comments, and where there was none, the part that leads to it and the list of content types.
    Raises PlanlintError("unreadable") where one of these is not well-formed.
    """
    package, body = word.package, word.parts[0]
    there = package.related(body.name, "comments")
    if there is not None:
        package.check(there.name)
    if there is not None:
        w = next((f"{prefix}:" for prefix in there.prefixes["w"] if prefix), "")
        if w:
            return {there.name: _before_end(there.xml, _comments(comments, signature, w)).encode()}
    uri = next(uri for uri in (*W[::-1], W[0]) if uri in body.xml)
    inside = _comments(comments, signature, "w:")
    if there is not None:  # its own elements have no prefix, and attributes need one
        inside = inside.replace("<w:comment ", f'<w:comment xmlns:w="{uri}" ')
        return {there.name: _before_end(there.xml, inside).encode()}
    name = _free(package, join(dirname(body.name), "comments.xml"))
    return {
        name: f'{HEAD}<w:comments xmlns:w="{uri}">{inside}</w:comments>'.encode(),
        **_related(package, body, name, RELATION[uri]),
        **_typed(package, name),
    }


def _comments(comments: Mapping[int, list[str]], signature: Signature, w: str) -> str:
    author, initials = attribute(signature.author), attribute(signature.author[:2])
    out = []
    for number, paragraphs in comments.items():
        written = "".join(
            f'<{w}p><{w}r>{mark}<{w}t xml:space="preserve">{xml_text(words)}</{w}t></{w}r></{w}p>'
            for mark, words in zip([f"<{w}annotationRef/>", *[""] * len(paragraphs)], paragraphs, strict=False)
        )
        head = f'{w}id="{number}" {w}author={author} {w}date="{signature.date}" {w}initials={initials}'
        out.append(f"<{w}comment {head}>{written}</{w}comment>")
    return "".join(out)


def _before_end(xml: str, more: str) -> str:
    """Return the XML of a part with `more` at the end of its root, which may be empty."""
    xml = xml.rstrip()
    if xml.endswith("/>"):
        name = xml[xml.rindex("<") + 1 :].split(None, 1)[0].rstrip("/>")
        return f"{xml[:-2]}>{more}</{name}>"
    at = xml.rindex("</")
    return xml[:at] + more + xml[at:]


def _checked(package: Package, name: str) -> str:
    package.check(name)
    return package.part(name).xml


def _free(package: Package, name: str) -> str:
    """Return a name for a new part: `name`, or with a number where there is such a part."""
    stem, number = name.removesuffix(".xml"), 1
    while package.find(name) is not None:
        number += 1
        name = f"{stem}{number}.xml"
    return name


def _related(package: Package, body: Part, name: str, kind: str) -> dict[str, bytes]:
    place = join(dirname(body.name), "_rels", f"{basename(body.name)}.rels")
    known = package.find(place)
    xml = _checked(package, known) if known else f'{HEAD}<Relationships xmlns="{RELATIONSHIPS}"></Relationships>'
    identity, number = "rIdPlanlint", 1
    while f'"{identity}"' in xml or f"'{identity}'" in xml:
        number += 1
        identity = f"rIdPlanlint{number}"
    tag = f'<Relationship xmlns="{RELATIONSHIPS}" Id="{identity}" Type="{kind}" Target="{escape(basename(name))}"/>'
    return {known or place: _before_end(xml, tag).encode()}


def _typed(package: Package, name: str) -> dict[str, bytes]:
    types = package.find("[Content_Types].xml")
    if types is None:
        return {}
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    tag = f'<Override xmlns="{space}" PartName="/{escape(name)}" ContentType="{CONTENT_TYPE}"/>'
    return {types: _before_end(_checked(package, types), tag).encode()}
