"""The publication date of a page: what its markup states for machines, then its visible dateline, then htmldate.

Only a date meant as this page's publication counts. Every step is named in the notes, and a page without any date is
refused by the caller; no 1 January is made out of a bare year.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import tzinfo
from itertools import islice

from lxml.etree import XPath, iterwalk
from lxml.html import HtmlElement

from service.dates import FIRST_YEAR, LAST_YEAR, Stamp, published
from service.errors import BadArticle
from service.intake.dateline import LONGEST_DATELINE, read_dateline

LOOKED = ("in the page's metadata (JSON-LD, meta and time tags)", "for a date shown on the page (htmldate)")
"""Where a date of a page was looked for, for messages."""
MOST_CANDIDATES = 20
"""Visible lines tried as a dateline of the page."""
PARAGRAPH = 150
"""Characters of text in one piece that begin the body of an article: above it stands what is said of it."""
MOST_HEAD = 2_000
"""Tags between headline and body that are looked at."""
MOST_NODES = 5_000
"""Parts of a page's JSON-LD looked at."""

META_NAMES = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "article:published",
    "publication_date",
    "publish-date",
    "publish_date",
    "publishdate",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "citation_publication_date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "date",
)
"""Names of meta tags that give the publication date, the surest first."""

_JSON_LD = XPath('//script[contains(@type, "ld+json")]')
_META = XPath("//meta[@content]")
_PROPERTY = XPath('//*[contains(@itemprop, "datePublished")]')
_TIMES = XPath("//time[@datetime][@pubdate or @itemprop or @class]")
_ASIDE = frozenset(["script", "style", "aside", "nav", "footer", "ul", "ol", "table", "form", "select"])
_WORDS_OF_ARTICLE = (
    "title",
    "h1",
    "h2",
    "h3",
    "h4",
    "p",
    "li",
    "table",
    "blockquote",
    "time",
    "aside",
    "nav",
    "footer",
)
_FIGURES = re.compile(r"(?<!\d)(?:1[4-9]|2\d)\d\d(?!\d)", re.ASCII)
_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report|WebPage)$")
_OF_ARTICLE = re.compile(r"publi|pub-?date|entry|posted", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A publication date and where on the page it stood."""

    stamp: Stamp
    where: str


def find_published(tree: HtmlElement, page: str, *, zone: tzinfo, order: str | None, url: str | None) -> Found | None:
    """Find when a page was published; None where nothing on it says so.

    `tree` is the parsed page and `page` its markup. Offsets are kept as written; `zone` and `order` serve as in
    `service.dates.published`.
    """
    for words, where in _stated(tree):
        if stamp := _read(words, zone, order):
            return Found(stamp, where)
    for line, where in islice(_above_body(tree), MOST_CANDIDATES):
        if stamp := read_dateline(line, zone=zone, order=order):
            return Found(stamp, where)
    day = _by_htmldate(tree, page, url)
    stamp = _read(day, zone, order) if day else None
    return Found(stamp, "the page, by htmldate") if stamp else None


def _read(words: str, zone: tzinfo, order: str | None) -> Stamp | None:
    try:
        return published(words, zone=zone, order=order)
    except BadArticle:
        return None


def _stated(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """Dates that the markup states, the surest first, each with the name of its place."""
    for script in _JSON_LD(tree):
        for words in _dates_in(script.text or ""):
            yield words, "JSON-LD datePublished"
    metas: dict[str, str] = {}
    for tag in _META(tree):
        name = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").strip().lower()
        metas.setdefault(name, str(tag.get("content")))
    for name in META_NAMES:
        if name in metas:
            yield metas[name], f"the meta tag {name}"
    for tag in _PROPERTY(tree)[:MOST_CANDIDATES]:
        words = tag.get("content") or tag.get("datetime") or tag.text_content()
        yield str(words), "the tag with itemprop datePublished"
    for tag in _TIMES(tree)[:MOST_CANDIDATES]:
        if tag.get("pubdate") is not None or _OF_ARTICLE.search(f"{tag.get('class')} {tag.get('itemprop')}"):
            yield str(tag.get("datetime")), "a time tag"


def _dates_in(script: str) -> list[str]:
    """datePublished of the articles in a JSON-LD script, wherever they are nested."""
    try:
        left = [json.loads(script)]
    except (ValueError, RecursionError):
        return []
    dates: list[tuple[int, str]] = []
    for _ in range(MOST_NODES):
        if not left:
            break
        node = left.pop(0)
        if isinstance(node, list):
            left.extend(node[:MOST_NODES])
        elif isinstance(node, dict):
            kind, date = node.get("@type"), node.get("datePublished")
            kinds = [str(each) for each in kind] if isinstance(kind, list) else [str(kind)]
            if isinstance(date, str) and any(_ARTICLE_TYPE.search(each) for each in kinds):
                dates.append((any(each == "WebPage" for each in kinds), date))
            left.extend(node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node)
    return [date for _, date in sorted(dates, key=lambda pair: pair[0])]


def _above_body(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """Dates shown between the headline and the first paragraph: there a page tells its own, further down others'."""
    start = next(tree.iter("h1"), None)
    walk = iterwalk(tree, events=("start",))
    inside = start is None
    left = MOST_HEAD
    for _, element in walk:
        inside = inside or element is start
        if element.tag in _ASIDE:
            walk.skip_subtree()
        elif inside:
            left -= 1
            if element.tag == "time" and element.get("datetime"):
                yield str(element.get("datetime")), "a time tag"
            for words in (element.text, *(child.tail for child in element[:MOST_CANDIDATES])):
                line = " ".join((words or "")[: 4 * PARAGRAPH].split())
                if len(line) > PARAGRAPH:
                    return
                if len(line) <= LONGEST_DATELINE and _FIGURES.search(line):
                    yield line, "a dateline on the page"
        if left < 0:
            return


def _by_htmldate(tree: HtmlElement, page: str, url: str | None) -> str | None:
    """The day htmldate finds, by its quick steps, in all but the article's own words; never one made out of a year."""
    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = find_date(
            _without_words(tree),
            extensive_search=False,
            original_date=True,
            url=url,
            min_date=f"{FIRST_YEAR}-01-01",
            max_date=f"{LAST_YEAR}-12-31",
        )
    except Exception:  # a page that upsets the library has no date it could have found
        return None
    return found if found and (not found.endswith("-01-01") or _says_new_year(page, found[:4])) else None


def _without_words(tree: HtmlElement) -> HtmlElement:
    """A copy of the page less its headlines, paragraphs and margins: a date in those is one the article tells of."""
    copy = deepcopy(tree)
    for element in [*copy.iter(*_WORDS_OF_ARTICLE), *_JSON_LD(copy)]:
        if element.getparent() is not None:
            element.drop_tree()
    return copy


def _says_new_year(page: str, year: str) -> bool:
    """Whether 1 January of the year is really written on the page."""
    day = r"0?1(?:st|er|\.|º)?"
    forms = (
        rf"(?<!\d){day}[ .\-/]+(?:de )?(?:\w{{3,9}}|0?1)\.?[ .\-/,]+(?:de )?{year}",
        rf"\w{{3,9}}\.? {day},? {year}",
        rf"{year}[\-/.]?01[\-/.]?01(?!\d)",
        rf"{year}/0?1/0?1(?!\d)",
    )
    return any(re.search(form, page) for form in forms)
