"""From a question in the URL to the whole page: what the store is asked, and how the answers become a view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from service import pipeline
from service.config import Settings
from service.errors import BadQuestion, Fault, Moved, NotFound
from service.formats.people import kind_word, status_word
from service.question import Question, parse
from service.store import Collection, Store
from service.store.choices import Choices, Chosen, appeared, choices, published
from service.timeline.model import Event
from service.web.page_events import event_of
from service.web.page_links import OWN, Links, day_after, day_before
from service.web.page_strip import Count, Strip, strip
from service.web.page_view import (
    MOST_AHEAD,
    MOST_PASSED,
    Choice,
    Facets,
    View,
    coming_and_passed,
    sections,
    slider,
)

MOST_PLANNED = 60
MOST_OPEN = 20
# Above so many events a question is not counted to its end for the sake of a headline, nor day by day for the strip.
MOST_COUNTED = 50_000


def asked(links: Links, settings: Settings, now: datetime) -> Question:
    """The question a page's address asks; what is left blank in a form is not asked. Raises BadQuestion."""
    raw: dict[str, list[str]] = {}
    for name, value in links.pairs:
        if value and name not in OWN:
            raw.setdefault(name, []).append(value)
    return parse(raw, settings=settings, now=now)


def day_shown(question: Question, settings: Settings, now: datetime) -> date:
    """The day everything is told from: that of `as_of`, else today, in the question's zone or the service's."""
    return (question.as_of or now).astimezone(question.zone or settings.zone).date()


def listed(store: Store, links: Links, question: Question, today: date, settings: Settings) -> View:
    """A page of the list alone, to be joined to what stands above it."""
    answer = pipeline.timeline(store, replace(question, count=False))
    return _with_rows(_empty(links, answer.collection, today, settings), answer, question, today)


def whole(store: Store, links: Links, question: Question, today: date, settings: Settings) -> View:
    """The whole page."""
    collection = store.collection(question.collection)
    counting = question.as_of is not None or collection.events <= MOST_COUNTED
    answer = pipeline.timeline(store, replace(question, count=counting))
    view = _with_rows(_empty(links, collection, today, settings), answer, question, today)
    shown = question if counting else Question(collection=collection.name)
    drawn = _strip(store, links, shown, question, today)
    if counting:
        view = _with_counts(store, replace(view, total=answer.total), collection, question, drawn)
    replayed = collection.events <= settings.as_of_mentions
    span = published(store, question.collection) if replayed else None
    latest = span[1].astimezone(settings.zone).date() if span else None
    coming, passed = _planned(store, question, today, latest)
    return replace(
        view,
        total=answer.total,
        collections=_collections(store, question.collection, known=question.as_of is None),
        strip=drawn,
        strip_of_all=not counting and view.filtered,
        facets=facets(choices(store, question), links),
        as_of=slider(span, question.as_of, today),
        latest=latest,
        coming=coming[:MOST_AHEAD],
        coming_more=len(coming) > MOST_AHEAD,
        passed=passed[:MOST_PASSED],
        opened=opened(store, links, answer.rows),
        spans=(question.start, question.end),
    )


def wrong(store: Store, links: Links, error: BadQuestion, today: date, settings: Settings) -> View:
    """The page for a question that cannot be answered: what is wrong, beside the form as it was filled in."""
    try:
        collection = store.collection(links.first("collection") or "default")
    except BadQuestion:
        collection = store.collection("default")
    faults = error.faults or (Fault("query", "bad-value", error.message),)
    bare = Question(collection=collection.name)
    return replace(
        _empty(links, collection, today, settings),
        faults=faults,
        collections=_collections(store, collection.name),
        facets=facets(choices(store, bare), links) if collection.version else Facets(),
    )


def one_event(store: Store, links: Links, question: Question, event_id: str) -> Event:
    """An event with all its evidence, as known when the page asks. Raises NotFound."""
    if question.as_of is None:
        return _event(store, event_id)
    for told in pipeline.timeline(store, question).rows:
        if told.event.id == event_id:
            return told.event
    raise NotFound(f"there is no event {event_id} on this page as of that day")


def opened(store: Store, links: Links, rows: Sequence[pipeline.Told]) -> dict[str, Event]:
    """The events of the page that stand open, with all their evidence."""
    found = {}
    wanted = set(links.values("open")[:MOST_OPEN])
    for told in rows if wanted else ():
        body = told.json
        event = told.whole if told.whole is not None else event_of(body) if body else None
        if event is not None and event.id in wanted:
            found[event.id] = event if told.whole is not None else _event(store, event.id)
    return found


def _event(store: Store, event_id: str) -> Event:
    try:
        return pipeline.event(store, event_id).event
    except Moved as moved:
        return pipeline.event(store, moved.to).event


def _empty(links: Links, collection: Collection, today: date, settings: Settings) -> View:
    return View(
        links=links,
        collection=collection.name,
        collections=(),
        today=today,
        articles=collection.articles,
        events=collection.events,
        changed=collection.changed,
        chars=settings.evidence_chars,
    )


def _with_counts(
    store: Store, view: View, collection: Collection, question: Question, drawn: Strip | None
) -> View:
    """The view with how many articles and events there are as of its day, and beyond the ends of its strip."""
    whole = Question(collection=collection.name, as_of=question.as_of)
    dated = view.total if view.total is not None and not view.filtered else _total(store, whole)
    everything = collection.events if question.as_of is None else _total(store, replace(whole, undated=True))
    articles = appeared(store, collection.name, question.as_of) if question.as_of else collection.articles
    asked = replace(question, start=None, end=None)
    before = day_before(drawn.first) if drawn and drawn.earlier else None
    after = day_after(drawn.last) if drawn and drawn.later else None
    return replace(
        view,
        articles=articles,
        events=everything if question.undated else dated,
        undated=everything - dated,
        earlier=_total(store, replace(asked, end=before)) if before else None,
        later=_total(store, replace(asked, start=after)) if after else None,
    )


def _total(store: Store, question: Question) -> int:
    """How many events a question has in all."""
    return pipeline.timeline(store, replace(question, count=True, limit=1, cursor=None)).total or 0


def _with_rows(view: View, answer: pipeline.Page[pipeline.Told], question: Question, today: date) -> View:
    events = [_light(told) for told in answer.rows]
    descending = question.order == "desc"
    return replace(
        view,
        sections=sections(events, today, descending=descending),
        shown=len(events),
        next_url=view.links.following(answer.next) if answer.next else None,
        descending=descending,
    )


def _light(told: pipeline.Told) -> Event:
    return event_of(told.json) if told.json is not None else told.event


def _planned(
    store: Store, question: Question, today: date, latest: date | None
) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
    """What is planned and still ahead, and what was planned for days that have passed, whatever days are shown.

    Only a day that articles came after (`latest`, where known, is the last one's) has passed without news of it.
    """
    if question.statuses and "planned" not in question.statuses:
        return (), ()
    bare = replace(question, statuses=("planned",), cursor=None, count=False, top=None, limit=MOST_PLANNED)
    ahead = replace(bare, start=today, end=None, order="asc")
    rows = [_light(told) for told in pipeline.timeline(store, ahead).rows]
    told_until = min(today, latest or today)
    if told_until > date.min:
        before = replace(bare, start=None, end=told_until - timedelta(days=1), order="desc")
        rows += [_light(told) for told in pipeline.timeline(store, before).rows]
    coming, passed = coming_and_passed(tuple({event.id: event for event in rows}.values()), today)
    return coming, tuple(event for event in passed if event.date.latest and event.date.latest < told_until)


def _strip(store: Store, links: Links, counted_for: Question, question: Question, today: date) -> Strip | None:
    counted = pipeline.days(store, replace(counted_for, start=None, end=None, top=None, cursor=None, count=False))
    counts = [Count(day.date, day.events, day.articles) for day in counted.days]
    return strip(counts, chosen=(question.start, question.end), today=today, zoomed=bool(links.first("zoom")))


def _collections(store: Store, chosen: str, known: bool = True) -> tuple[Choice, ...]:
    """The collections there are, with how many events each has, where that is `known` of the day shown."""
    found = pipeline.collections(store)
    return tuple(Choice(c.name, c.name, c.events if known else None, c.name == chosen) for c in found)


def facets(found: Choices, links: Links) -> Facets:
    """What can be chosen, in words, with what is chosen already marked, and shown even where nothing has it."""
    return Facets(
        actors=_choices(found.actors, links.values("actor")),
        kinds=_choices(found.kinds, links.values("kind"), kind_word),
        statuses=_choices(found.statuses, links.values("status"), status_word),
        publishers=_choices(found.publishers, links.values("publisher")),
        exact=found.exact,
    )


def _choices(found: Sequence[Chosen], chosen: Sequence[str], word: object = None) -> tuple[Choice, ...]:
    wanted = {value.casefold(): value for value in chosen}
    made = []
    for one in found:
        named = {one.value.casefold(), one.name.casefold()}
        hit = named & wanted.keys()
        for name in hit:
            del wanted[name]
        made.append(Choice(one.value, _word(word, one), one.events, bool(hit)))
    extra = [Choice(value, str(word(value)) if callable(word) else value, None, True) for value in wanted.values()]
    return (*extra, *made)


def _word(word: object, one: Chosen) -> str:
    return str(word(one.value)) if callable(word) else one.name
