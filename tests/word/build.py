"""Small Word files, written by hand: every construct in as few words as it takes.

`package(body)` gives the bytes of a .docx whose body holds the given XML. Prefixes are Word's own (w, r, mc, wps, v, m).
The helpers write what is asked for and escape nothing but text.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
STRICT_R = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
ROOTS = {
    "styles": "styles", "numbering": "numbering", "settings": "settings", "comments": "comments",
    "footnotes": "footnotes", "endnotes": "endnotes", "header": "hdr", "footer": "ftr",
}  # fmt: skip


def t(text: str) -> str:
    """A w:t that keeps its blanks."""
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def r(*content: str, props: str = "") -> str:
    """A run: plain words or XML, with the inside of its w:rPr."""
    inside = "".join(piece if piece.startswith("<") else t(piece) for piece in content)
    return f"<w:r>{f'<w:rPr>{props}</w:rPr>' if props else ''}{inside}</w:r>"


def p(*content: str, props: str = "", style: str = "") -> str:
    """A paragraph: plain words become runs; `props` is the inside of its w:pPr."""
    inside = "".join(piece if piece.startswith("<") else r(piece) for piece in content)
    props = (f'<w:pStyle w:val="{style}"/>' if style else "") + props
    return f"<w:p>{f'<w:pPr>{props}</w:pPr>' if props else ''}{inside}</w:p>"


def numbered(num: int, level: int, *content: str) -> str:
    """A paragraph with an automatic number."""
    return p(*content, props=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def tc(*content: str, props: str = "") -> str:
    """A table cell; plain words become paragraphs."""
    inside = "".join(piece if piece.startswith("<") else p(piece) for piece in content)
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{inside}</w:tc>"


def tbl(*rows: tuple[str, ...]) -> str:
    """A table of cells, each plain words or a w:tc."""
    lines = ("".join(cell if cell.startswith("<w:tc>") else tc(cell) for cell in row) for row in rows)
    return "<w:tbl><w:tblPr/>" + "".join(f"<w:tr>{line}</w:tr>" for line in lines) + "</w:tbl>"


def field(code: str, *result: str) -> str:
    """A complex field within a paragraph; the results are words or XML."""
    inside = "".join(piece if piece.startswith("<") else r(piece) for piece in result)
    return (
        r('<w:fldChar w:fldCharType="begin"/>') + r(f"<w:instrText>{escape(code)}</w:instrText>")
        + r('<w:fldChar w:fldCharType="separate"/>') + inside + r('<w:fldChar w:fldCharType="end"/>')
    )  # fmt: skip


def box(*content: str) -> str:
    """A run with a text box in both branches of mc:AlternateContent, as Word writes it."""
    inside = "".join(piece if piece.startswith("<") else p(piece) for piece in content)
    text = f"<w:txbxContent>{inside}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{text}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{text}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def level(at: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    """A w:lvl; `more` is what else it holds (w:suff, w:isLgl, w:pStyle, …)."""
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def numbering(abstracts: Mapping[int, str], nums: Mapping[int, int | tuple[int, str]]) -> str:
    """The inside of numbering.xml: levels by abstract id; num id to abstract id, maybe with overrides."""
    out = [f'<w:abstractNum w:abstractNumId="{at}">{levels}</w:abstractNum>' for at, levels in abstracts.items()]
    for at, of in nums.items():
        abstract, overrides = of if isinstance(of, tuple) else (of, "")
        out.append(f'<w:num w:numId="{at}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>')
    return "".join(out)


def style(identity: str, name: str, inside: str = "", kind: str = "paragraph", more: str = "") -> str:
    """A w:style; `inside` holds its w:basedOn, w:pPr, w:rPr."""
    return f'<w:style w:type="{kind}" w:styleId="{identity}"{more}><w:name w:val="{name}"/>{inside}</w:style>'


def package(
    body: str,
    parts: Mapping[str, str] | None = None,
    *,
    strict: bool = False,
    raw: Mapping[str, str | bytes] | None = None,
    drop: tuple[str, ...] = (),
) -> bytes:
    """The bytes of a .docx.

    `parts` maps a part's base name ("styles", "numbering", "footnotes", "header1", …) to the inside of its root; the
    body refers to one by `r:id="NAME"`. `raw` adds or replaces whole files of the package, `drop` leaves some out.
    """
    parts = parts or {}
    files: dict[str, str | bytes] = {}
    document = f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    files["[Content_Types].xml"] = (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN}.document.main+xml"/>'
        + "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{MAIN}.{name.rstrip("0123456789")}+xml"/>'
            for name in parts
        )
        + "</Types>"
    )
    files["_rels/.rels"] = (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{R}/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    files["word/document.xml"] = HEAD + document
    files["word/_rels/document.xml.rels"] = (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="{name}" Type="{R}/{name.rstrip("0123456789")}" Target="{name}.xml"/>' for name in parts
        )
        + "</Relationships>"
    )
    for name, inside in parts.items():
        root = ROOTS[name.rstrip("0123456789")]
        files[f"word/{name}.xml"] = f"{HEAD}<w:{root} {NAMESPACES}>{inside}</w:{root}>"
    if strict:
        files = {
            name: text.replace(W, STRICT_W).replace(R, STRICT_R) if isinstance(text, str) else text
            for name, text in files.items()
        }
    files.update(raw or {})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            if name not in drop:
                archive.writestr(name, content)
    return out.getvalue()
