"""A question's answer in a named format: the one way for the web and the command line, so that both say the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote, urlencode

from service.config import Settings
from service.errors import Fault
from service.formats import FORMATS
from service.formats.json import DEFAULT_EVIDENCE, adjusted, dumps, event_dict
from service.formats.listing import Listing
from service.question import PARAMETERS, Question

if TYPE_CHECKING:
    from service.pipeline import Days, Outcome, Told
    from service.store import Collection, Store

REPEATABLE = frozenset(parameter.name for parameter in PARAMETERS if parameter.repeatable)


@dataclass(frozen=True)
class Rendered:
    """A page of a timeline in one format: its media type, its bytes in pieces, and the URL of the next page."""

    media_type: str
    pieces: Iterable[bytes]
    next_url: str | None = None


def render(
    store: Store,
    question: Question,
    format_name: str,
    settings: Settings,
    base_url: str | None = None,
    path: str = "/timeline",
    all_pages: bool = False,
    seen: Collection | None = None,
) -> Rendered:
    """The answer to a question in a format of `FORMATS`.

    `base_url` stands before every link (None: the public URL, or nothing); `path` is where this timeline is asked for;
    `all_pages` writes every page, one event at a time, where the format is made of lines; `seen` is the collection
    where it was looked up already.
    """
    from service import pipeline

    form = FORMATS[format_name]
    base = (settings.public_url or "") if base_url is None else base_url
    whole = not form.of_bodies or not _from_ready(question)
    if all_pages and form.name == "ndjson":
        bodies = map(_renderer(question, settings.evidence_chars), pipeline.stream(store, question, whole=whole))
        return Rendered(form.content_type, form.render(Listing(bodies=bodies)))
    page = pipeline.timeline(store, question, whole=whole, seen=seen)
    params = question.params()
    next_url = timeline_url(base, path, [*params, ("cursor", page.next)]) if page.next else None
    more = {"question": understood(params), **({} if page.total is None else {"count": page.total})}
    if form.of_bodies:
        ready = _bodies(page.rows, question, settings.evidence_chars)
        return Rendered(form.content_type, form.render(Listing(bodies=ready, next_url=next_url, more=more)), next_url)
    listing = Listing(
        rows=page.rows,
        title=f"Timeline of {question.collection}",
        base_url=base,
        self_url=timeline_url(base, path, question.params(question.cursor)),
        next_url=next_url,
        modified=page.collection.changed,
        evidence=question.evidence,
        chars=settings.evidence_chars,
        fields=frozenset(question.fields or ()),
        zone=question.zone,
        more=more,
    )
    return Rendered(form.content_type, form.render(listing), next_url)


def timeline_url(base: str, path: str, params: list[tuple[str, str]]) -> str:
    """The URL of a timeline with canonical parameters; where the path says the form, `format` is not said again.

    >>> timeline_url("", "/timeline.csv", [("from", "2017-08-01"), ("format", "csv")])
    '/timeline.csv?from=2017-08-01'
    """
    by_path = "." in path.rsplit("/", 1)[-1]
    kept = [(name, value) for name, value in params if not (by_path and name == "format")]
    return f"{base}{path}?{urlencode(kept, quote_via=quote)}" if kept else f"{base}{path}"


def understood(params: list[tuple[str, str]]) -> dict[str, object]:
    """The question as it was taken, words turned to days; what may be repeated is a list.

    >>> understood([("actor", "Lavrov"), ("q", "talks")])
    {'actor': ['Lavrov'], 'q': 'talks'}
    """
    shape: dict[str, object] = {}
    lists: dict[str, list[str]] = {}
    for name, value in params:
        if name in REPEATABLE:
            shape[name] = lists.setdefault(name, [])
            lists[name].append(value)
        else:
            shape[name] = value
    return shape


def days_bytes(days: Days, question: Question) -> bytes:
    """The days of a timeline as the JSON of GET /timeline/days."""
    rows = [
        {
            "date": day,
            "events": events,
            "articles": articles,
            "lead": {"id": lead_id, "title": title} if lead_id else None,
        }
        for day, events, articles, _, lead_id, title in days.days
    ]
    return dumps({"days": rows, "question": understood(question.params())})


def outcome_dict(outcome: Outcome) -> dict[str, Any]:
    """An outcome as it is told everywhere: one article's, a line's with its number, or a file's with its name."""
    shape: dict[str, Any] = {"id": outcome.id, "outcome": outcome.outcome, "notes": list(outcome.notes)}
    if outcome.source.startswith("line "):
        shape = {"line": int(outcome.source.removeprefix("line ")), **shape}
    elif outcome.source:
        shape = {"source": outcome.source, **shape}
    if outcome.done:
        return {**shape, "mentions": outcome.mentions}
    faults = outcome.faults or (Fault("", outcome.outcome, outcome.message or outcome.outcome),)
    return {**shape, "errors": [{"field": f.field, "code": f.code, "message": f.message} for f in faults]}


def _from_ready(question: Question) -> bool:
    """Whether the JSON that the store keeps ready holds all that is asked for."""
    wanted = question.evidence is not None and question.evidence <= DEFAULT_EVIDENCE
    return wanted or (question.fields is not None and "evidence" not in question.fields)


def _bodies(rows: Sequence[Told], question: Question, chars: int | None) -> Sequence[bytes]:
    """The events of a page as JSON; where all of them are ready as they are, none is touched."""
    ready = getattr(rows, "bodies", None)
    if ready is not None and _as_kept(question, chars):
        return cast("list[bytes]", ready)
    return list(map(_renderer(question, chars), rows))


def _as_kept(question: Question, chars: int | None) -> bool:
    return question.evidence == DEFAULT_EVIDENCE and not question.fields and chars is None and question.tz is None


def _renderer(question: Question, chars: int | None) -> Callable[[Told], bytes]:
    """How an event of this question's answer becomes JSON: as the store keeps it, where nothing else is asked for."""
    zone, fields, evidence = question.zone, question.fields or (), question.evidence
    from_ready = _from_ready(question)
    as_kept = _as_kept(question, chars)

    def rendered(row: Told) -> bytes:
        if row.json is not None:
            if as_kept:
                return row.json
            if from_ready:
                return adjusted(row.json, DEFAULT_EVIDENCE if evidence is None else evidence, fields, chars, zone)
        shape = event_dict(row.event, row.updated, evidence, chars, zone)
        return dumps({name: value for name, value in shape.items() if name in fields} if fields else shape)

    return rendered
