"""A page to an article: trafilatura finds the text, markup and htmldate the date; bounds keep hostile pages cheap."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lxml import html as lxml_html
from lxml.etree import LxmlError, iterwalk
from lxml.html import HtmlElement

from service.dates import Stamp
from service.errors import BadArticle, Fault
from service.intake import metadata
from service.intake.settings import IntakeSettings

MOST_TAGS = 18_000
"""Tags in a page, closing ones counted; the time to read a page grows with them, and news pages have a third of it."""
MOST_NESTING = 300_000
"""Tags times how deep each lies in others; a large news page comes to a third, lists within lists to far more."""
MOST_ATTRIBUTES = 1_000
"""Attributes of one tag: a parser's work grows with their square."""
THOROUGH_TAGS = 8_000
"""Up to so many tags the text found is compared with what two other extractors find."""

_CROWDED_TAG = re.compile(
    r"""<[a-zA-Z][^\s/>]*+(?>[\s/]*+[^\s/=>]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]++))?+)"""
    f"{{{MOST_ATTRIBUTES}}}"
)
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]"
    r"|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]|d[89a-f][0-9a-f]{2}|fff[ef]))(?![0-9a-f]);?",
    re.IGNORECASE,
)
"""Characters no XML tree can hold, as they are or as references."""
_BLANK = re.compile(r"[\x00-\x20\x7f]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says of itself: its fields in words, its date if any, where a date was looked for, and notes."""

    words: dict[str, str]
    published: Stamp | None
    looked: tuple[str, ...]
    notes: tuple[str, ...] = ()


def read_page(page: str, settings: IntakeSettings, *, url: str | None = None, publisher: str | None = None) -> Page:
    """Take text, title, publisher, url, language and publication date out of a page's markup.

    `url` and `publisher`, where known, help to find the date. Raises BadArticle for a page that is too large, too
    crowded to be read in reasonable time, or holds no article.
    """
    tree = _parsed(page, settings)
    zone, order = settings.dates_of(publisher)
    words = _described(tree, url)
    if publisher is None and words.get("publisher") in settings.publishers:
        zone, order = settings.dates_of(words["publisher"])
    found = metadata.find_published(tree, page, zone=zone, order=order, url=url or words.get("url"))
    text = _text(tree, thorough=page.count("<") <= THOROUGH_TAGS)
    if not text:
        raise _refused("empty", "no article text was found in the page")
    words["text"] = text
    notes = (f"publication date from {found.where}",) if found else ()
    return Page(words, found.stamp if found else None, metadata.LOOKED, notes)


def _refused(code: str, message: str) -> BadArticle:
    return BadArticle(message, Fault("html", code, message))


def _parsed(page: str, settings: IntakeSettings) -> HtmlElement:
    if len(page) > settings.max_html:
        raise _refused("length", f"the page is longer than {settings.max_html} characters")
    if (tags := page.count("<")) > MOST_TAGS:
        raise _refused("length", f"the page has {tags} tags; more than {MOST_TAGS} are not read")
    if _CROWDED_TAG.search(page):
        raise _refused("length", f"a tag of the page has more than {MOST_ATTRIBUTES} attributes")
    page = _CONTROL.sub(" ", page)
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        tree = lxml_html.document_fromstring(page.encode(), parser=parser)
    except (LxmlError, ValueError) as error:
        raise _refused("syntax", f"the page cannot be read as HTML: {error}") from None
    if tree.tag != "html":
        raise _refused("empty", "no article text was found in the page")
    if _nesting(tree) > MOST_NESTING:
        raise _refused("length", "the tags of the page lie too deep in each other to be read")
    return tree


def _nesting(tree: HtmlElement) -> int:
    depth = total = 0
    for event, _ in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        total += depth
    return total // 2


def _described(tree: HtmlElement, url: str | None) -> dict[str, str]:
    """Title, publisher, canonical url and language, as the page's metadata gives them."""
    from trafilatura import metadata as library

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = _tried(library.examine_meta, tree)
    found = _tried(library.extract_meta_json, tree, found) or found
    words = {
        "title": getattr(found, "title", None) or _tried(library.extract_title, tree),
        "publisher": getattr(found, "sitename", None) or _tried(library.extract_sitename, tree),
        "url": _canonical(tree) or getattr(found, "url", None) or _tried(library.extract_url, tree, url),
        "language": tree.get("lang") or tree.get("xml:lang"),
    }
    clean = {name: " ".join(str(value).split()) for name, value in words.items() if value}
    if not _is_web(clean.get("url", "")):
        clean.pop("url", None)
    if not _LANGUAGE.fullmatch(clean.get("language", "")):
        clean.pop("language", None)
    clean["publisher"] = clean.get("publisher", "").lstrip("@")[:200]
    clean["title"] = clean.get("title", "")[:2000]
    if not clean["publisher"] and (host := urlsplit(clean.get("url", "")).hostname):
        clean["publisher"] = host.removeprefix("www.")
    return {name: value for name, value in clean.items() if value}


def _tried(step: Callable[..., Any], *arguments: object) -> Any:
    """One step of the library, or None where the page upsets it: what it would have found is then not there."""
    try:
        return step(*arguments)
    except Exception:
        return None


def _canonical(tree: HtmlElement) -> str | None:
    link = tree.find('.//link[@rel="canonical"]')
    address = link.get("href") if link is not None else None
    return str(address) if address and _is_web(address) else None


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and not re.search(r"\s", url)
            and len(url) <= 2000
        )
    except ValueError:
        return False


def _text(tree: HtmlElement, *, thorough: bool) -> str:
    """The article's own text, a blank line between its blocks."""
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(tree, fast=not thorough, include_comments=False, with_metadata=False)
    except Exception as error:  # whatever a hostile page sets off in the library is the page's fault
        raise _refused("syntax", f"the page cannot be read: {type(error).__name__}") from None
    text = getattr(found, "text", None) or ""
    return "\n\n".join(line.strip() for line in text.splitlines() if line.strip())
