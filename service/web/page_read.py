"""A text and what was read in it, ready to be shown: a stored article's, or one that somebody pasted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from service import pipeline, reading
from service.article import Article
from service.config import Settings
from service.errors import BadArticle
from service.intake import from_mapping
from service.question import Question
from service.store import Kept, Store
from service.temporal.model import Expression
from service.timeline.model import Event, Mention
from service.web.page_text import Piece, Quote, Span, pieces, quote

LANGUAGES = ("en", "de")
MOST_EVENTS = 1000
PARAGRAPH = "\n\n"
EXAMPLE_TEXT = (
    "The two ministers met on Sunday and will speak again next week. "
    "The embassy must answer by September 1, a year after the talks of 2016 broke down."
)
EXAMPLE_PUBLISHED = "2017-08-07"


@dataclass(frozen=True, slots=True)
class Told:
    """A happening told in the text: the mention, its clause with marks, and the event it became, where it is stored."""

    mention: Mention
    quote: Quote
    event: Event | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A text in pieces, paragraph by paragraph; the notes to its expressions; what happenings it told."""

    title: tuple[Piece, ...]
    paragraphs: tuple[tuple[Piece, ...], ...]
    notes: tuple[tuple[str, Expression], ...]
    told: tuple[Told, ...]


def shown(
    article: Article,
    text: Sequence[Expression],
    title: Sequence[Expression],
    mentions: Iterable[tuple[Mention, Event | None]],
) -> Shown:
    """An article with every expression marked (`x` and its start, `h` in the headline) and every mention listed."""
    found = tuple(mentions)
    spans = [Span(e.start, e.end, "when", f"x{e.start}") for e in text]
    triggers = {m.trigger for m, _ in found if m.where == "text" and m.trigger is not None}
    spans += [Span(t.start, t.end, "what", f"w{t.start}") for t in sorted(triggers, key=lambda t: (t.start, t.end))]
    heads = [Span(e.start, e.end, "when", f"h{e.start}") for e in title]
    notes = [(f"h{e.start}", e) for e in title] + [(f"x{e.start}", e) for e in text]
    return Shown(
        title=pieces(article.title, heads) if article.title else (),
        paragraphs=paragraphs(pieces(article.text, spans)),
        notes=tuple(notes),
        told=tuple(Told(m, quote(m), event) for m, event in found),
    )


def paragraphs(cut: Iterable[Piece]) -> tuple[tuple[Piece, ...], ...]:
    """Pieces parted at blank lines.

    >>> [len(p) for p in paragraphs([Piece("One."), Piece("\\n\\nTwo "), Piece("Sunday", ("when",))])]
    [1, 2]
    """
    made: list[list[Piece]] = [[]]
    for piece in cut:
        first, *more = piece.text.split(PARAGRAPH)
        if first:
            made[-1].append(replace(piece, text=first))
        for part in more:
            made.append([replace(piece, text=part)] if part else [])
    return tuple(tuple(p) for p in made if any(piece.text.strip() for piece in p))


def stored(store: Store, kept: Kept, settings: Settings) -> Shown:
    """A stored article, its mentions with the events they are evidence of (in the first collection it is in)."""
    found = pipeline.read_text(kept.article, settings)
    mentions = store.mentions(kept.article.id)
    events: dict[tuple[str, str, int, int, int], Event] = {}
    if kept.collections:
        question = Question(
            collection=kept.collections[0], article=kept.article.id, undated=True, limit=MOST_EVENTS, evidence=None
        )
        for told in pipeline.timeline(store, question, whole=True).rows:
            events.update((row.key, told.event) for row in told.event.evidence if row.article == kept.article.id)
    return shown(kept.article, found.text, found.title, ((m, events.get(m.key)) for m in mentions))


@dataclass(frozen=True, slots=True)
class Wrong:
    """What cannot be read in the box, by field."""

    text: str = ""
    published: str = ""
    others: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything is wrong."""
        return bool(self.text or self.published or self.others)


@dataclass(frozen=True, slots=True)
class Tried:
    """The box as it was filled in, what is wrong with it, and what was read."""

    given: Mapping[str, str]
    wrong: Wrong = Wrong()
    shown: Shown | None = None
    published: date | None = None
    record: Mapping[str, str] = field(default_factory=dict)

    def curl(self, base: str) -> str:
        """The call that reads the same text."""
        body = json.dumps(dict(self.record), ensure_ascii=False).replace("'", "\\u0027")
        return f"curl '{base}/read' -H 'Content-Type: application/json' -d '{body}'"


def tried(form: Mapping[str, str], settings: Settings, now: datetime) -> Tried:
    """The text of the box, read. An empty form shows an example, so that the page says by itself what it does."""
    example = {"text": EXAMPLE_TEXT, "published": EXAMPLE_PUBLISHED, "title": "", "language": "en"}
    said = {name: form.get(name, "" if form else example[name]) for name in example}
    said["text"] = said["text"].replace("\r\n", "\n")
    if len(said["text"].encode("utf-8", "replace")) > settings.max_read:
        return Tried(said, Wrong(text=f"At most {settings.max_read:,} bytes are read here."), record={})
    record = {name: value for name, value in said.items() if value.strip()}
    try:
        article = from_mapping(record, settings.intake).article
    except BadArticle as error:
        faults = {fault.field: fault.message for fault in error.faults}
        others = tuple(message for name, message in faults.items() if name not in {"text", "published"})
        return Tried(said, Wrong(faults.get("text", ""), faults.get("published", ""), others), record=record)
    found = reading.read(article)
    mentions = reading.extract(article)
    return Tried(
        said, Wrong(), shown(article, found.text, found.title, ((m, None) for m in mentions)),
        article.published.date(), record,
    )  # fmt: skip


def digest(value: str | bytes) -> str:
    """A short digest for entity tags."""
    return hashlib.blake2b(value if isinstance(value, bytes) else value.encode(), digest_size=9).hexdigest()
