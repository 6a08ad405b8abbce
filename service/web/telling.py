"""What GET /timeline and /timeline/days answer, made of plain text and bytes: Flask's view and the way before it agree.

What a URL and an Accept header ask for is one thing (`Asked`), whatever the store holds; what is told of it another
(`Told`): a reply whole but for the headers that every reply has.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from service import pipeline
from service.answers import days_bytes, render
from service.errors import Fault
from service.formats import FORMATS, Format
from service.question import Question, parse
from service.web import negotiate, queries, replies
from service.web.answers import Answer
from service.web.conditional import http_date, is_known, weak
from service.web.problems import Problem

if TYPE_CHECKING:
    from service.store import Collection
    from service.web.context import Services

Headers = list[tuple[str, str]]

TIMELINE = "/timeline"
DAYS = "/timeline/days"
TIMELINE_AS = "/timeline<any('.json', '.ndjson', '.csv', '.ics', '.atom', '.html'):suffix>"
RULES = {TIMELINE: TIMELINE, DAYS: DAYS} | {
    f"{TIMELINE}{form.suffix}": TIMELINE_AS for form in FORMATS.values() if form.suffix
}
"""Every path that is told here, and the rule it is counted under."""

VARY = dict.fromkeys(RULES, "Accept, Accept-Encoding") | {DAYS: "Accept-Encoding"}
TROUBLE = "dateline.trouble"
"""Where in a WSGI environment stands what went wrong on the way before Flask, so that it is not met twice."""

QUARTER_SECONDS = 900
"""Within a quarter of an hour the words of a question mean the same days in every zone."""

PAGED = frozenset({"limit", "cursor", "top"})
MOST_ASKED = 2000


@dataclass(frozen=True, slots=True)
class Asked:
    """What a URL and an Accept header ask for.

    `mark` tells it from everything else one may ask; `streamed`: every page of it, an event a line.
    """

    path: str
    question: Question
    mark: str
    form: Format
    streamed: bool

    @property
    def days(self) -> bool:
        """Whether days are asked for, not events."""
        return self.path == DAYS


@dataclass(frozen=True, slots=True)
class Told:
    """A reply but for the headers that every reply has. A 304 has no body."""

    status: int
    headers: Headers
    body: bytes


def asked(shared: Services, path: str, query: str, accept: str) -> Asked:
    """What is asked for; words are resolved once in a quarter of an hour. Raises BadQuestion, Problem."""
    quarter = int(time.time() // QUARTER_SECONDS)
    key = (path, query, accept, quarter)
    known = shared.asked.get(key)
    if known is None:
        moment = datetime.fromtimestamp(quarter * QUARTER_SECONDS, UTC)
        known = _asked(shared, path, query, accept, moment)
        if len(shared.asked) >= MOST_ASKED:
            shared.asked.clear()
        shared.asked[key] = known
    return known


def _asked(shared: Services, path: str, query: str, accept: str, now: datetime) -> Asked:
    if path == DAYS:
        negotiate.require_json(accept)
    raw = queries.parameters(query)
    question = parse(raw, settings=shared.settings, now=now, days=path == DAYS)
    if path == DAYS:
        if question.format not in (None, "json"):
            message = "format: days are told as json only"
            raise Problem("bad-query", message, [Fault("format", "bad-value", message)])
        return Asked(path, question, f"{question.digest()}-days", FORMATS["json"], False)
    suffix = path.removeprefix(TIMELINE)
    form = negotiate.chosen(suffix, question.format, accept)
    streamed = form.name == "ndjson" and not PAGED & raw.keys()
    return Asked(path, question, f"{question.digest()}-{form.name}{suffix}", form, streamed)


def tell(shared: Services, wanted: Asked, environ: Mapping[str, Any]) -> Told:
    """The reply to what is asked for and not streamed; `environ` says what the client has and can unpack."""
    collection = shared.store.collection(wanted.question.collection)
    tag, changed = tag_of(shared, wanted, collection), changed_of(collection)
    get = environ.get
    if is_known(get("HTTP_IF_NONE_MATCH"), get("HTTP_IF_MODIFIED_SINCE"), tag, changed):
        shared.metrics.answered("nothing new")
        return Told(304, standing(shared, tag, None), b"")
    key = (collection.name, tag)
    answer = shared.answers.get(key)
    shared.metrics.answered("memory" if answer else "store")
    if answer is None:
        answer = _made(shared, wanted, collection, tag)
        shared.answers.put(key, answer)
    body, headers = replies.as_taken(shared, answer, get("HTTP_ACCEPT_ENCODING", ""), key)
    return Told(200, [*headers, ("Content-Length", str(len(body)))], body)


def standing(shared: Services, tag: str, changed: datetime | None) -> Headers:
    """What a reply says of its own standing: which it is, how long it may be kept, since when it is so."""
    headers = [("ETag", tag), ("Cache-Control", replies.cache_control(shared.settings))]
    if changed is not None:
        headers.append(("Last-Modified", http_date(changed)))
    return headers


def _made(shared: Services, wanted: Asked, collection: Collection, tag: str) -> Answer:
    headers = [("Content-Type", wanted.form.content_type), *standing(shared, tag, changed_of(collection))]
    if wanted.days:
        body = days_bytes(pipeline.days(shared.store, wanted.question), wanted.question)
        return Answer(body, tuple(headers))
    made = render(
        shared.store, wanted.question, wanted.form.name, shared.settings, path=wanted.path, seen=collection
    )
    if made.next_url:
        headers.append(("Link", f'<{made.next_url}>; rel="next"'))
    return Answer(b"".join(made.pieces), tuple(headers))


def tag_of(shared: Services, wanted: Asked, collection: Collection) -> str:
    """The entity tag of what is asked for, while the collection stands as it is."""
    return weak(shared.edition, collection.state, wanted.mark)


def changed_of(collection: Collection) -> datetime | None:
    """The moment of a collection's last change; None for one that never changed."""
    return collection.changed if collection.version else None
