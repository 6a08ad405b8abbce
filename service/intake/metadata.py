"""The publication date of a page: what its markup states for machines, then its visible dateline, then htmldate.

Only a date meant as this page's publication counts. Every step is named in the notes, and a page without any date is
refused by the caller; no 1 January is made out of a bare year.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import islice

from lxml.etree import XPath
from lxml.html import HtmlElement

from service.dates import LAST_YEAR, Stamp, published
from service.errors import BadArticle
from service.intake.dateline import LONGEST_DATELINE, find_dateline

LOOKED = ("in the page's metadata (JSON-LD, meta and time tags)", "for a date shown on the page (htmldate)")
"""Where a date of a page was looked for, for messages."""
MOST_CANDIDATES = 60
"""Visible lines tried as a dateline of the page."""
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
_TIMES = XPath("//time[@datetime][not(ancestor::aside or ancestor::nav or ancestor::footer or ancestor::ul)]")
_LINES = XPath("//body//*[not(self::script or self::style or self::a or ancestor::aside or ancestor::footer)]/text()")
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
    lines = islice(_dateline_lines(tree), MOST_CANDIDATES)
    for line in lines:
        if stamp := find_dateline(line, zone=zone, order=order):
            return Found(stamp, "a dateline on the page")
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
    times = _TIMES(tree)[:MOST_CANDIDATES]
    for tag in sorted(times, key=_doubt):
        yield str(tag.get("datetime")), "a time tag"


def _doubt(tag: HtmlElement) -> bool:
    return not (tag.get("pubdate") is not None or _OF_ARTICLE.search(f"{tag.get('class')} {tag.get('itemprop')}"))


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


def _dateline_lines(tree: HtmlElement) -> Iterator[str]:
    for words in _LINES(tree):
        line = " ".join(words.split()) if len(words) <= 4 * LONGEST_DATELINE else ""
        if line and len(line) <= LONGEST_DATELINE and _FIGURES.search(line):
            yield line


def _by_htmldate(tree: HtmlElement, page: str, url: str | None) -> str | None:
    """The day htmldate finds, by its quick and sure steps; never one it made up out of a year."""
    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = find_date(
            tree,
            extensive_search=False,
            original_date=True,
            url=url,
            min_date="1990-01-01",
            max_date=datetime(LAST_YEAR, 12, 31),
        )
    except Exception:  # a page that upsets the library has no date it could have found
        return None
    return found if found and (not found.endswith("-01-01") or _says_new_year(page, found[:4])) else None


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
