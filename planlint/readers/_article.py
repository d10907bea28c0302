"""Where in a web page the article is, and what it is called.

Government sites run on a handful of content management systems, which name the article's container; for any other
page the container is the smallest element that holds nearly all of its prose, links not counted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planlint.patterns import pattern

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def words(text: str) -> frozenset[str]:
    """Return the words of `text`."""
    return frozenset(text.split())


_CONTAINERS = (
    "ucap-content", "js_content", "trs_editor", "trs_editor_view", "trs_ueditor", "view trs_ueditor", "v_news_content",
    "vsb_content", "wp_articlecontent", "pages_content", "bt_content", "zoom", "zoomcon", "fontzoom", "ivs_content",
    "xxgk_content", "easysite-news-text", "article-content", "article_content", "articlecontent", "article-con",
    "article_con", "articlecon", "article-body", "article_body", "articlebody", "news_content", "news-content",
    "newscontent", "detail-content", "detail_content", "detailcontent", "content_detail", "info_content", "infocontent",
    "con_text", "contenttext", "contentregion", "maintext", "main-text", "txtcontent", "wz_content",
    "xl_content", "wznr", "nr_con", "gsj_htmlcon", "entry-content", "post-content", "artibody",
)  # fmt: skip
"""Ids and classes, lower case, from the surest down."""

_FURNITURE = words(
    "nav navbar navigation menu crumb crumbs breadcrumb breadcrumbs position location dqwz wz share bdshare sharing "
    "foot footer copyright sidebar aside related relate xgxx recommend hot qrcode ewm erweima comment comments login "
    "search topbar toolbar print printer fontsize pagination pager pages prevnext links friendlink banner header "
    "logo"
)
"""Words in ids and classes of what is not the article."""

_HIDDEN_TAGS = words(
    "applet area audio base button canvas datalist embed head iframe input link map meta noframes noscript object "
    "option script select style svg template textarea title track video"
)
_BOXES = words("html body div section article main table tbody tr td form center span font ul ol dl dd li")
_KNOWN = frozenset(_CONTAINERS)
_LEAST = 40
"""Characters of prose that an element needs to be taken for the article's container by its name."""
_NEARLY_ALL = 0.85


def hidden(element: Element) -> bool:
    """Tell whether a browser would not show `element`."""
    if element.tag in _HIDDEN_TAGS or element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(
        style and re.search(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", style, re.IGNORECASE)
    )


def find(root: Element) -> Element:
    """Return the element that holds the article, the whole body where nothing stands out."""
    weights = _weigh(root)
    named: dict[str, list[Element]] = {}
    for element, weight in weights.items():
        if weight.prose >= _LEAST:
            for name in _KNOWN.intersection(_names(element)):
                named.setdefault(name, []).append(element)
    for name in _CONTAINERS:
        if name in named:
            return _around(named[name][:20])
    body = root.find(".//body")
    return _densest(root if body is None else body, weights)


def _names(element: Element) -> list[str]:
    """Return id and classes, lower case; the articles of one system have a number behind the id."""
    names = f"{element.get('id', '')} {element.get('class', '')}".lower().split()
    if element.tag == "article" or element.get("itemprop") == "articleBody":
        names.append("article-body")
    return [re.sub(r"^(vsb_content)_\d+$", r"\1", name) for name in names]


class _Weight:
    """Characters in one visible element: of its prose, of its links, of all its text."""

    __slots__ = ("linked", "links", "prose", "text")

    def __init__(self) -> None:
        self.prose = self.linked = self.links = self.text = 0

    def count(self, text: str | None) -> None:
        """Add text that is no link; what reads like a sentence is prose: menus and footers have no such marks."""
        if text:
            self.text += len(text.strip())
            self.prose += len(text) if any(mark in text for mark in "，。；") else 0

    def include(self, inner: _Weight) -> None:
        """Add what an inner element weighs."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(inner, name))

    @property
    def is_menu(self) -> bool:
        """True when most of it are links."""
        return self.links > 2 and self.linked > self.text


def _weigh(root: Element) -> dict[Element, _Weight]:
    """Return what each visible element weighs."""
    from lxml import etree

    weights: dict[Element, _Weight] = {}
    above = [_Weight()]
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            weight = _Weight()
            above.append(weight)
            if element.tag == "a":
                weight.linked, weight.links = len("".join(element.itertext()).strip()), 1
                walk.skip_subtree()
            elif hidden(element) and _KNOWN.isdisjoint(_names(element)):
                walk.skip_subtree()
            else:
                weight.count(element.text)
        else:
            weights[element] = weight = above.pop()
            above[-1].include(weight)
            above[-1].count(element.tail)
    return weights


def _around(elements: list[Element]) -> Element:
    """Return the smallest element with all of `elements` in it: an article may come in several pieces."""
    around = [elements[0], *elements[0].iterancestors()]
    for element in elements[1:]:
        above = {element, *element.iterancestors()}
        around = [one for one in around if one in above]
    return around[0]


def _densest(body: Element, weights: dict[Element, _Weight]) -> Element:
    """Go down from `body` as long as one child has nearly all the prose."""
    holder = body
    while True:
        inner = max(
            (c for c in holder if c in weights and c.tag in _BOXES), key=lambda c: weights[c].prose, default=None
        )
        if inner is None or weights[inner].prose <= _NEARLY_ALL * weights[holder].prose:
            return holder
        holder = inner


def furniture(article: Element) -> set[Element]:
    """Return the elements in `article` that belong to the page: menus, paths, buttons to share it."""
    if not _KNOWN.isdisjoint(_names(article)):
        return set()
    weights = _weigh(article)
    most = weights[article].prose / 2
    return {
        element
        for element, weight in weights.items()
        if element is not article and weight.prose <= most and (_is_furniture(element, weight) or weight.is_menu)
    }


def _is_furniture(element: Element, weight: _Weight) -> bool:
    words = (word for name in _names(element) for word in re.split(r"[-_\d]+", name))
    if element.tag in ("nav", "aside", "footer") or not _FURNITURE.isdisjoint(words):
        return True
    return weight.text < _SHORT and bool(_RECORD.match("".join(element.itertext()).strip()))


_SHORT = 200
_RECORD = pattern(
    r"(?:您?(?:当前|现在)的?(?:所在)?位置|发布(?:时间|日期)|信息来源|来源|浏览(?:次数|量)|字号|分享到)\s*[:：]"
)
"""What a site writes around an article: where the reader is, when and by whom it was published."""


def title_of(root: Element, article: Element, lines: list[str]) -> str | None:
    """Return the page's title when the article, whose lines are given, does not begin with one of its own."""
    head = _bare("".join(lines[:12])[:400])
    first = next((line for line in lines if line), "")
    title = _page_title(root)
    if not title or _bare(title) in head or _begins_with_title(article, first):
        return None
    return title


def _begins_with_title(article: Element, first: str) -> bool:
    """Tell whether the first line with text stands out as a heading or in the middle, and is no document number."""
    if len(first) > 80 or first.endswith(("：", ":", "。", "；", "号")):
        return False
    for element in article.iter():
        if isinstance(element.tag, str) and (element.text or "").strip():
            for holder in (element, *element.iterancestors()):
                if holder is article:
                    return False
                style = (holder.get("style") or "").replace(" ", "").lower()
                aligned = (holder.get("align") or "").lower()
                if holder.tag in ("h1", "h2", "h3", "center") or aligned == "center" or "text-align:center" in style:
                    return True
            return False
    return False


def _page_title(root: Element) -> str | None:
    """Return what the page says its article is called: its metadata, its heading, the window's title without the site.

    《政府网站发展指引》 has every page of a government site name its article in the meta tag ArticleTitle.
    """
    meta = {
        (tag.get("name") or tag.get("property") or "").lower(): " ".join((tag.get("content") or "").split())
        for tag in root.iter("meta")
    }
    if meta.get("articletitle"):
        return meta["articletitle"]
    window = " ".join((root.findtext(".//title") or "").split())
    named = meta.get("og:title") or _SITE.split(window)[0]
    for heading in root.iter("h1", "h2"):
        text = " ".join("".join(heading.itertext()).split())
        if len(text) > 4 and (_bare(text) in _bare(named) or not named):
            return text
    return named or None


_SITE = pattern(r"\s*[_|｜]+\s*|\s+[-–—]+\s+|-(?=[^-]*(?:网|政府|门户|平台)[^-]*$)")
"""Stands between the name of an article and that of its site in a window's title."""


def _bare(text: str) -> str:
    return "".join(text.split())
