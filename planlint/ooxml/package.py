"""A Word package: its parts as XML text, its relationships. Nothing is resolved that lies outside of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from typing import NamedTuple

from planlint.archive import Archive
from planlint.model import PlanlintError

MOST_TAGS = 1_500_000
"""The most tags in one part; a book of a thousand pages stays below it."""

W = ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
MC = ("http://schemas.openxmlformats.org/markup-compatibility/2006",)
M = ("http://schemas.openxmlformats.org/officeDocument/2006/math", "http://purl.oclc.org/ooxml/officeDocument/math")
ORDINARY = re.compile(
    rb"(?:<\?xml\s[^<>]*?(?:encoding\s*=\s*[\"'](?:[Uu][Tt][Ff]-8|US-ASCII)[\"'][^<>]*)?\?>)?\s*<([\w:.-]+)[\s>]"
)
PROPERTIES = (b"rPr", b"pPr", b"tcPr", b"trPr", b"sdtPr")
DECLARATION = re.compile(r"<\?xml\s[^>]*\?>")
HIDDEN_MARKUP = re.compile(r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
RELATIONSHIP = re.compile(r"<(?:\w+:)?Relationship\s([^<>]*)>")
NAMESPACE = re.compile(r"xmlns(?::([\w.-]+))?\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")
REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


class Part(NamedTuple):
    """One part as XML text, without DOCTYPE, comments and CDATA.

    `xml` encoded in UTF-8 is the part's bytes where `exact` is true; otherwise the part had another encoding, a byte
    order mark, other line ends, comments or CDATA, and `xml` means the same. `prefixes` maps a namespace's key ("w",
    "mc", "m") to the prefixes the part uses for it.
    """

    name: str
    xml: str
    exact: bool
    prefixes: dict[str, tuple[str, ...]]


class Relationship(NamedTuple):
    """Where a part leads to within the package: the last word of the relationship's type, and the target's name."""

    id: str
    type: str
    target: str


@dataclass(slots=True)
class Package:
    """The parts of a Word file. Raises PlanlintError as Archive does, and "unreadable" or "unsafe" for a part."""

    archive: Archive
    _parts: dict[str, Part] = field(default_factory=dict)
    _relations: dict[str, list[Relationship]] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """What errors call the file."""
        return self.archive.path

    def find(self, name: str) -> str | None:
        """Return the archive's own spelling of a part's name, which is not case-sensitive; None when it is missing."""
        if name in self.archive:
            return name
        return next((known for known in self.archive.entries if known.lower() == name.lower()), None)

    def part(self, name: str) -> Part:
        """Return a part, parsed once. Raises PlanlintError, KeyError for an unknown one."""
        if name not in self._parts:
            self._parts[name] = _parse(self.archive, name)
        return self._parts[name]

    def relationships(self, name: str = "") -> list[Relationship]:
        """Return the internal relationships of the part `name`, of the package itself for an empty name."""
        if name not in self._relations:
            self._relations[name] = self._read_relations(name)
        return self._relations[name]

    def _read_relations(self, name: str) -> list[Relationship]:
        folder, base = dirname(name), name.rpartition("/")[2]
        rels = self.find(join(folder, "_rels", f"{base}.rels"))
        if rels is None:
            return []
        found = []
        for match in RELATIONSHIP.finditer(self.part(rels).xml):
            values = attributes(match[1])
            if values.get("TargetMode") == "External":
                continue
            target = values.get("Target", "")
            target = normpath(target.lstrip("/") if target.startswith("/") else join(folder, target))
            if target.startswith(".."):
                raise PlanlintError(
                    "unsafe",
                    "文件不安全，没有读取：其中有指向包外的引用",
                    "not safe to read: a reference in it leads out of it",
                    path=self.path,
                )
            kind = values.get("Type", "").rpartition("/")[2]
            found.append(Relationship(values.get("Id", ""), kind, self.find(target) or target))
        return found

    def check(self, name: str) -> None:
        """Raise PlanlintError unless a part is well-formed; `part` does not look so closely."""
        _checked(self.archive, name, self.archive.read(name))

    def main(self) -> str:
        """Return the name of the part that holds the body. Raises PlanlintError when there is none."""
        named = [r.target for r in self.relationships() if r.type == "officeDocument"]
        name = next((n for n in [*named, "word/document.xml"] if n in self.archive), None)
        if name is None:
            raise PlanlintError(
                "unreadable",
                "Word 文件里没有正文部件，读不出来；请用 Word 或 WPS 打开后另存",
                "this Word file has no body; open it in Word or WPS and save it anew",
                path=self.path,
            )
        return name

    def related(self, name: str, kind: str) -> Part | None:
        """Return the part to which `name` has a relationship of this kind ("styles", "numbering", …)."""
        for relation in self.relationships(name):
            if relation.type == kind and relation.target in self.archive:
                return self.part(relation.target)
        return None


def unescape(text: str) -> str:
    """Return `text` with character references resolved; one to what is no character gives U+FFFD."""
    return REFERENCE.sub(_character, text) if "&" in text else text


def _character(found: re.Match[str]) -> str:
    if found[3]:
        return _NAMED[found[3]]
    code = int(found[1], 16) if found[1] else int(found[2])
    allowed = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000
    return chr(code) if allowed else "\ufffd"


def attributes(text: str) -> dict[str, str]:
    """Return the attributes in the inside of a tag, by the name as written, character references resolved."""
    return {
        name: unescape(double or single) if "&" in double + single else double or single
        for name, double, single in ATTRIBUTE.findall(text)
    }


def local(named: dict[str, str]) -> dict[str, str]:
    """Return attributes by their local names, without the prefixes."""
    return {name.rpartition(":")[2]: text for name, text in named.items()}


def _parse(archive: Archive, name: str) -> Part:
    """Return a part as text, its line ends \\n as any parser of XML is to take them (XML 1.0, 2.11).

    What an ordinary part looks like is decided without a parser: UTF-8, no DOCTYPE, comments or CDATA, its root and its
    last properties closed. That halves the time, and is all that a scan for tags needs to stay linear. Everything else
    goes through expat, as does (Package.check) every part before a program writes into it.
    """
    source = archive.read(name)
    if source.count(b"<") > MOST_TAGS:
        raise PlanlintError(
            "too-large",
            "文件展开后太大，没有读取；一份计划不会这么长",
            f"too large when unpacked: {name} has more than {MOST_TAGS} tags",
            path=archive.path,
        )
    try:
        root = ORDINARY.match(source)
        if root is not None and _is_ordinary(source, root):
            xml, exact = source.decode("utf-8"), True
        else:
            xml, exact = _checked(archive, name, source)
        head = DECLARATION.match(xml)
        if xml.find("\r", head.end() + 2 if head else 0) >= 0:  # Word ends its declaration with \r\n
            xml, exact = xml.replace("\r\n", "\n").replace("\r", "\n"), False
        prefixes = _prefixes(xml)
        if root is not None and prefixes["w"] not in ((), (root[1].rpartition(b":")[0].decode(),)):
            _checked(archive, name, source)
        return Part(name, xml, exact, prefixes)
    except (UnicodeError, LookupError, ValueError):
        raise archive.damaged(name) from None


def _is_ordinary(source: bytes, root: re.Match[bytes]) -> bool:
    name = root[1]
    if b"<!" in source or source.find(b"<?", root.end()) >= 0 or not source.rstrip().endswith(b"</" + name + b">"):
        return False
    prefix = name[: name.find(b":") + 1]
    for tag in PROPERTIES:
        start = source.rfind(b"<" + prefix + tag + b">")
        if start >= 0 and source.find(b"</" + prefix + tag + b">", start) < 0:
            return False
    return True


def _checked(archive: Archive, name: str, source: bytes) -> tuple[str, bool]:
    """Return the text of a part, and whether it is the part's bytes. Raises PlanlintError unless it is well-formed."""
    from xml.parsers import expat

    def refuse(*_: object) -> None:
        raise PlanlintError(
            "unsafe",
            "文件不安全，没有读取：其中有 DOCTYPE 声明，正常的 Word 文件没有",
            f"not safe to read: {name} has a DOCTYPE, which no Word file has",
            path=archive.path,
        )

    markup: list[str] = []
    encodings: list[str | None] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.CommentHandler = lambda words: markup.append("hidden")
    parser.ProcessingInstructionHandler = lambda target, words: markup.append("hidden")
    parser.StartCdataSectionHandler = lambda: markup.append("hidden")
    parser.XmlDeclHandler = lambda version, encoding, standalone: encodings.append(encoding)
    try:
        parser.Parse(source, True)
    except expat.ExpatError:
        raise archive.damaged(name) from None
    return _text(source, encodings, bool(markup))


def _text(source: bytes, encodings: list[str | None], markup: bool) -> tuple[str, bool]:
    """Return the text of a part that expat could parse, without what would hide tags from a scan or fake them."""
    encoding = (encodings[0] if encodings else None) or "utf-8"
    exact = encoding.lower() in ("utf-8", "us-ascii")
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        exact, encoding = False, "utf-16"
    elif source.startswith(b"\xef\xbb\xbf"):
        exact, encoding = False, "utf-8-sig"
    xml = source.decode("utf-8" if exact else encoding)
    if not exact:
        xml = DECLARATION.sub('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', xml, count=1)
    if markup:
        head = DECLARATION.match(xml)
        start = head.end() if head else 0
        xml, exact = xml[:start] + HIDDEN_MARKUP.sub(_unhidden, xml[start:]), False
    return xml, exact


def _unhidden(found: re.Match[str]) -> str:
    return (found[1] or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _prefixes(xml: str) -> dict[str, tuple[str, ...]]:
    """Return the prefixes declared for each namespace. Raises ValueError when one of them means something else too."""
    found: dict[str, set[str]] = {}
    for prefix, double, single in set(NAMESPACE.findall(xml)):
        found.setdefault(prefix, set()).add(double or single)
    prefixes = {}
    for key, uris in (("w", W), ("mc", MC), ("m", M)):
        prefixes[key] = tuple(sorted(prefix for prefix, meant in found.items() if not meant.isdisjoint(uris)))
        if any(not found[prefix].issubset(uris) for prefix in prefixes[key]):
            raise ValueError(key)
    return prefixes
