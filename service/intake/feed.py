"""RSS and Atom files to records: an entry an article, its text as the feed carries it. Nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree
from lxml import html as lxml_html

from service.errors import BadArticle, Fault
from service.intake.forms import Record

_BLOCKS = frozenset(
    ["p", "div", "li", "br", "h1", "h2", "h3", "h4", "blockquote", "tr", "ul", "ol", "section", "article"]
)
_SKIPPED = frozenset(["script", "style", "iframe", "figure"])
_CONTENT = ("encoded", "content", "description", "summary")
_DATES = ("pubDate", "published", "issued", "date", "created", "updated", "modified")


def feed_records(data: bytes) -> Iterator[Record]:
    """The entries of a feed: title, text without markup, url, publication date, the feed's title as publisher."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)
    try:
        root = etree.fromstring(data, parser=parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        message = f"not a feed: {error}"
        yield "", BadArticle(message, Fault("", "syntax", message))
        return
    entries = [each for each in root.iter() if _name(each) in ("item", "entry")]
    if not entries:
        message = "no RSS items or Atom entries in it"
        yield "", BadArticle(message, Fault("", "empty", message))
        return
    channel = next((each for each in root.iter() if _name(each) == "channel"), root)
    publisher = _words(_children(channel), ("title",))
    for number, entry in enumerate(entries, 1):
        yield f" entry {number}", _record(entry, publisher)


def markup_text(markup: str) -> str:
    """The words of a piece of markup, a blank line between its blocks.

    >>> markup_text("<p>They met.</p><p>It was &quot;useful&quot;.</p>")
    'They met.\\n\\nIt was "useful".'
    """
    try:
        tree = lxml_html.fragment_fromstring(markup, create_parent="div")
    except (etree.LxmlError, ValueError):
        return " ".join(markup.split())
    parts: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        skipped = element.tag in _SKIPPED or not isinstance(element.tag, str)
        if element.tag in _BLOCKS:
            parts.append("\n\n")
        if event == "start" and not skipped:
            parts.append(element.text or "")
        elif event == "end":
            parts.append(element.tail or "")
    blocks = "".join(parts).split("\n\n")
    return "\n\n".join(block for block in (" ".join(words.split()) for words in blocks) if block)


def _record(entry: etree._Element, publisher: str | None) -> Mapping[str, object]:
    children = _children(entry)
    text = _body(children)
    found = {
        "title": _words(children, ("title",)),
        "text": text,
        "published": _words(children, _DATES),
        "url": _link(entry),
        "publisher": _words(children, ("source",)) or publisher,
    }
    return {name: value for name, value in found.items() if value}


def _body(children: Mapping[str, etree._Element]) -> str | None:
    bodies = []
    for name in _CONTENT:
        if (element := children.get(name)) is not None:
            if element.get("type") == "xhtml" or len(element):
                markup = etree.tostring(element, encoding="unicode", with_tail=False)
            else:
                markup = element.text or ""
            bodies.append(markup if element.get("type") == "text" else markup_text(markup))
    return max(bodies, key=len, default=None)


def _children(element: etree._Element) -> dict[str, etree._Element]:
    """Children by name without namespace, the first of each."""
    found: dict[str, etree._Element] = {}
    for child in element:
        found.setdefault(_name(child), child)
    return found


def _words(children: Mapping[str, etree._Element], names: tuple[str, ...]) -> str | None:
    for name in names:
        if name in children and (words := " ".join("".join(children[name].itertext()).split())):
            return markup_text(words) if "<" in words else words
    return None


def _link(entry: etree._Element) -> str | None:
    links = [child for child in entry if _name(child) == "link"]
    for link in sorted(links, key=lambda each: each.get("rel", "alternate") != "alternate"):
        if address := (link.get("href") or link.text or "").strip():
            return str(address)
    return None


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
