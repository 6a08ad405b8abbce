"""A record of fields to an article: every check of what may come in, all faults told at once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from urllib.parse import urlsplit

from service.article import Article
from service.dates import Stamp
from service.dates import published as read_published
from service.errors import BadArticle, Fault
from service.identifiers import MAY_BE, is_identifier
from service.intake import strictjson
from service.intake.dateline import HEAD_LINES, find_dateline
from service.intake.settings import IntakeSettings
from service.intake.taken import Taken

FIELDS = ("id", "published", "text", "html", "title", "url", "publisher", "language")
LONGEST = {"title": 2_000, "publisher": 200, "url": 2_000, "language": 35, "published": 200}
"""Most characters of each short field."""

# Where nobody set a zone, for the service or the publisher, this one stands for all.
NOBODYS_ZONE = "UTC"
LANGUAGE_CODES = 'a language is a code such as "en" or "de-AT"'
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{2,8})*", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x20\x7f]")


def from_mapping(record: object, settings: IntakeSettings | None = None, *, published: str | None = None) -> Taken:
    """Turn {id?, published, text | html, title?, url?, publisher?, language?} into an article.

    `published` stands in where neither the record nor the page or the text states a date. Null counts as absent.
    Raises BadArticle with every fault found (field, code, message): unknown fields, wrong types, half surrogates, NUL,
    numbers no one can hold, a bad id or url, no text, no publication date or one that cannot be read.

    >>> from_mapping({"id": "a1", "text": "They met.", "published": "2017-08-07T12:00:00-04:00"}).article.id
    'a1'
    >>> from_mapping({"text": "They met on Sunday.", "published": "last week"})
    Traceback (most recent call last):
    service.errors.BadArticle: cannot read 'last week' as a publication date: no year of four digits
    """
    settings = settings or IntakeSettings()
    if not isinstance(record, Mapping):
        message = f"an article is a JSON object, not {_kind(record)}"
        raise BadArticle(message, Fault("", "type", message))
    form = _Form(record, settings)
    form.check(published)
    if form.faults:
        raise _bad(form.faults)
    return _article(form, published)


def article_id(url: str | None, text: str, published: str) -> str:
    """Make the id of an article that comes without one: a digest of its url, else of text and publication date.

    `published` is the moment in ISO 8601. The same article gets the same id wherever it is taken in.

    >>> article_id("https://example.org/talks", "any", "any") == article_id("https://example.org/talks", "", "")
    True
    """
    source = f"url\n{url}" if url else f"text\n{published}\n{text}"
    return hashlib.sha256(source.encode()).hexdigest()[:32]


@dataclass(slots=True)
class _Form:
    """The fields of a record as they pass their checks, and the faults of those that do not."""

    record: Mapping[object, object]
    settings: IntakeSettings
    faults: list[Fault] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    stamp: Stamp | None = None

    def check(self, fallback: str | None) -> None:
        self.faults.extend(strictjson.faults(dict(self.record)))
        broken = {fault.field for fault in self.faults}
        for name, value in self.record.items():
            if name not in FIELDS:
                shown = strictjson.plain(str(name))
                self.fault(shown, "unknown", f"unknown field {shown!r}; known are {', '.join(FIELDS)}")
            elif value is not None and str(name) not in broken:
                self._field(str(name), value)
        if "text" in self.words and "html" in self.words:
            self.fault("html", "conflict", "give either text or html, not both")
        elif not {"text", "html"} & self.words.keys() and not {"text", "html"} & {f.field for f in self.faults}:
            self.fault("text", "missing", "no text: give text or html")
        if self.record.get("published") is not None:
            self._published()
        elif self.faults and fallback is None and "text" in self.words and not self._dateline():
            self.fault("published", "missing", _not_found(_LOOKED_FIELD, _LOOKED_TEXT))

    def dates(self, publisher: str | None = None) -> tuple[tzinfo, str | None]:
        return self.settings.dates_of(self.words.get("publisher", publisher))

    def _published(self) -> None:
        zone, order = self.dates()
        try:
            if "published" in self.words:
                self.stamp = read_published(self.words["published"], zone=zone, order=order)
        except BadArticle as error:
            self.faults.extend(error.faults)

    def _dateline(self) -> Stamp | None:
        zone, order = self.dates()
        return find_dateline(self.words["text"], zone=zone, order=order)

    def fault(self, name: str, code: str, message: str) -> None:
        self.faults.append(Fault(name, code, message))

    def _field(self, name: str, value: object) -> None:
        if not isinstance(value, str):
            self.fault(name, "type", f"{name} must be a string, not {_kind(value)}")
            return
        if name not in ("text", "html"):
            value = value.strip()
            if len(value) > LONGEST.get(name, len(value)):
                self.fault(name, "length", f"{name} is longer than {LONGEST[name]} characters")
                return
            if not value and name in ("title", "publisher", "url", "language"):
                return
        if problem := _CHECKS[name](value):
            self.fault(name, *problem)
        else:
            self.words[name] = value


def _check_text(value: str) -> tuple[str, str] | None:
    return ("empty", "there is no text in it") if not value or value.isspace() else None


def _check_id(value: str) -> tuple[str, str] | None:
    return None if is_identifier(value) else ("format", f"an id {MAY_BE}")


def _check_url(value: str) -> tuple[str, str] | None:
    try:
        parts = urlsplit(value)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and not _CONTROL.search(value)
    except ValueError:
        good = False
    return None if good else ("format", "a url is http:// or https:// with a host, without blanks")


def _check_language(value: str) -> tuple[str, str] | None:
    return None if language_of(value) else ("format", LANGUAGE_CODES)


def language_of(code: str) -> str | None:
    """The language of a code, as articles carry it; None for what is no code.

    >>> language_of("de-AT"), language_of("english")
    ('de', None)
    """
    found = _LANGUAGE.fullmatch(code)
    return found[1].lower() if found else None


def _no_check(value: str) -> None:
    return None


_CHECKS = {
    "id": _check_id,
    "published": lambda value: None if value else ("empty", "the publication date is empty"),
    "text": _check_text,
    "html": _check_text,
    "title": _no_check,
    "publisher": _no_check,
    "url": _check_url,
    "language": _check_language,
}


_LOOKED_FIELD = 'in the field "published"'
_LOOKED_TEXT = f"for a dateline in the first {HEAD_LINES} lines of the text"


def _not_found(*looked: str) -> str:
    return f"no publication date: looked {', '.join(looked[:-1])} and {looked[-1]}"


def _article(form: _Form, fallback: str | None) -> Taken:
    words, stamp, settings = dict(form.words), form.stamp, form.settings
    notes: list[str] = []
    looked = [_LOOKED_FIELD]
    if "html" in words:
        from service.intake.html import read_page

        page = read_page(words.pop("html"), settings, url=words.get("url"), publisher=words.get("publisher"))
        words = {**page.words, **words}
        if stamp is not None:  # Read anew: the page may name the publisher whose zone and order it was written in.
            zone, order = form.dates(words.get("publisher"))
            stamp = read_published(words["published"], zone=zone, order=order)
        stamp = stamp or page.published
        looked += page.looked
        notes += page.notes
    text = words["text"]
    if len(text) > settings.max_text:
        raise _bad([Fault("text", "length", f"the text is longer than {settings.max_text} characters")])
    zone, order = form.dates(words.get("publisher"))
    if stamp is None and (stamp := find_dateline(text, zone=zone, order=order)) is not None:
        notes.append("publication date from the dateline in the text")
    if stamp is None and fallback is not None:
        stamp = read_published(fallback, zone=zone, order=order)
    if stamp is None:
        raise _bad([Fault("published", "missing", _not_found(*looked, _LOOKED_TEXT))])
    if stamp.assumed:
        notes.append("publication date: " + ", ".join(stamp.assumed))
    article = Article(
        id=words.get("id") or article_id(words.get("url"), text, stamp.moment.astimezone(UTC).isoformat()),
        text=text,
        published=stamp.moment,
        title=words.get("title"),
        publisher=words.get("publisher"),
        url=words.get("url"),
        language=language_of(words.get("language", "en")) or "en",
        zoned=stamp.zoned or str(zone) != NOBODYS_ZONE,
    )
    return Taken(article, tuple(notes))


def _bad(faults: list[Fault]) -> BadArticle:
    return BadArticle("; ".join(dict.fromkeys(fault.message for fault in faults)), *faults)


def _kind(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "a string"
    return "an array" if isinstance(value, list | tuple) else "an object"
