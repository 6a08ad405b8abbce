"""From an article and its expressions to its mentions."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from service.article import Article
from service.layout import furniture
from service.temporal.model import Expression
from service.text import sentences
from service.timeline.cast import Entity
from service.timeline.chatter import chatter_from, is_list_of_links
from service.timeline.dating import dates_something, event_date
from service.timeline.deeds import Deed, deeds
from service.timeline.grammar import verbs
from service.timeline.leaning import leant
from service.timeline.lexicon import Lexicon, lexicon
from service.timeline.mention import LONGEST, actors_of, quantities_of, shown, span_of, terms_of
from service.timeline.model import EventDate, Mention, Place, Trigger
from service.timeline.naming import Namer
from service.timeline.pronouns import forget_objects, without_unmeant
from service.timeline.repeats import once
from service.timeline.scene import Scene
from service.timeline.sides import complete
from service.timeline.story import fingerprint
from service.timeline.thread import LEAD_SENTENCES, Key, Thread
from service.timeline.tokens import Tokens, tokenise
from service.timeline.topic import topic
from service.timeline.wordsaid import worded
from service.timeline.worth import NEWS, beside, worth

PROSE_ENDS = frozenset(".!?…\"'”’")
"""What a sentence of prose ends in; a headline, a caption's credit or a label does not."""
DATELINE = re.compile(
    r"[A-Z][A-Z'’.\-]+(?:(?: |\\?/)[A-Z][A-Z'’.\-]+)*(?:, [\w. ]{2,24})?(?: ?\([\w .,/&-]{2,40}\))? ?(?:--|[-–—]) "
)
"""Where and by whom a wire story was filed, before its first sentence: "OSLO, Aug 5 (Wire) - "."""
DATELINE_LENGTH = 90
AGENCY = re.compile(r"\((?:[A-Z][\w./&]*)(?: [A-Z][\w./&]*)?\) ?(?:--|[-–—]) ")
"""The agency's credit before a first sentence: "(Wire) - "."""
FILED = re.compile(r"[A-Z]{3,}|\d{4}")
"""A place in capitals or a year: what stands before the credit is no sentence."""
STAMP = re.compile(
    r"(?:(?:last )?updated|published|posted)?:? ?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
    r"(?:\d\d? [a-z]{3,9}|[a-z]{3,9} \d\d?),? \d{4},? (?:at )?\d\d?[.:]\d\d ?(?:[ap]\.?m\.? ?)?(?:[a-z]{3,4})\b[ |,-]*",
    re.IGNORECASE,
)
"""When a page was put up, set before its first sentence: "Friday 4 August 2017 10.37 BST"."""
HEADER_LENGTH = 180
"""Characters in which place, moment and credit of a report stand before its first sentence."""
UNTOLD = 99
"""A place in the text no lead has: the title's."""
LONGEST_SENTENCE = 1200
"""A longer sentence is read in pieces of this length, so that time grows with the text and no faster."""
PAPERS = frozenset(
    {"Times", "Telegraph", "Mirror", "Mail", "Express", "Herald", "Independent", "Post", "World", "Star"}
)
"""What a newspaper named after its day is called."""
HEADLINE_SHARE = 0.7
"""From this share of capitalised words on, a line is in title case and its capitals tell no names."""


def extract(
    article: Article, expressions: Sequence[Expression], title_expressions: Sequence[Expression] = ()
) -> tuple[Mention, ...]:
    """Every place where `article` tells of a happening, the title's first, then in order of the text.

    `expressions` are those of the text, `title_expressions` those of the title, both in order of place. A title that
    also opens the text is told once, in the text.
    """
    return _Reader(article).run(expressions, title_expressions)


class _Reader:
    """One article being read, sentence by sentence."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.lexicon: Lexicon = lexicon()
        self.cast = Namer()
        self.day = article.published.date()
        self.story = fingerprint(article.text)
        self.topic = topic(article.text, article.title)
        self.out: list[Mention] = []
        self.thread = Thread(self.day, (), ())
        self.opened: int | None = None
        self.reached = 0

    def run(self, expressions: Sequence[Expression], title_expressions: Sequence[Expression]) -> tuple[Mention, ...]:
        """The mentions of the title and the text."""
        text = self.article.text
        title = (self.article.title or "").strip()
        if title:
            self.cast.introduce(tokenise(title, 0, len(title), self.lexicon.words))
        skipped = furniture(text)
        pieces = [span for whole in sentences(text) if not _covered(whole, skipped) for span in _pieces(text, *whole)]
        prose = [span for span in pieces if text[span[1] - 1] in PROSE_ENDS]
        self.thread = Thread(self.day, expressions, prose[: LEAD_SENTENCES + 1])
        told = 0
        talk = chatter_from(text)
        for position, (start, end) in enumerate(pieces, 1):
            if start >= talk or talk < end:
                break
            told += text[end - 1] in PROSE_ENDS
            if is_list_of_links(text, start, end):
                continue
            self._sentence(text, start, end, expressions, position, "text", told)
        body, self.out = self.out, []
        if title and title not in text:
            whole = self.article.title or ""
            offset = whole.index(title)
            self._sentence(whole, offset, offset + len(title), title_expressions, 0, "title", UNTOLD)
        return once((*self.out, *body))

    def _sentence(
        self, text: str, start: int, end: int, expressions: Sequence[Expression], position: int, where: str, prose: int
    ) -> None:
        begins = _after_dateline(text, start, end, prose)
        dateline, start = begins > start, begins
        opened, self.opened = self.opened, _still_open(text, start, end, self.opened)
        goes_on = opened is not None and end - opened <= LONGEST and not dateline
        said_from = opened if opened is not None and goes_on else start
        tokens = tokenise(text, start, end, self.lexicon.words)
        if len(tokens) < 3:
            return
        self.thread.next_sentence(where == "title" or "\n\n" in text[self.reached : start])
        self.reached = end
        headline = _is_headline(tokens)
        entities = self.cast.read(tokens, headline)
        dated = _within(expressions, tokens, start, end, self.day)
        _name(tokens, entities, dated)
        scene = Scene(tokens, entities, verbs(tokens, self.lexicon), self.cast)
        scene.entities = without_unmeant(scene)
        forget_objects(scene)
        kept, leads = [], False
        headline = headline or where == "title"
        found = deeds(scene, dated, self.day, headline)
        for deed in found:
            date, follows, given = event_date(deed.expression, deed.names_its_day), None, None
            if deed.expression is None:
                lead = self.thread.lead(deed, scene, prose) if prose else None
                given = lead or self.thread.same_day(deed, scene)
                given = given or (None if dated else self.thread.at_once(deed, scene))
                follows = self.thread.follows(deed, scene) if given is None else None
                leads = leads or lead is not None
            if follows or given or worth(deed, scene, prose, headline):
                kept.append((deed, given or date, follows))
        if all(deed.kind in (None, "statement") for deed, _, _ in kept):
            self._heard(scene, found, kept, prose, headline)
        if all(deed.kind in (None, "statement") for deed, _, _ in kept):
            spare = next((deed for deed in found if beside(deed, scene, prose, headline)), None)
            if spare is not None:
                kept.append((spare, event_date(None, False), None))
        if all(deed.kind in (None, "statement") for deed, _, _ in kept) and (headline or 0 < prose <= NEWS):
            spare = leant(scene, found)
            if spare is not None and all(deed is not spare for deed, _, _ in kept):
                kept.append((spare, event_date(None, False), None))
        for deed, date, follows in kept:
            complete(deed, scene)
            begin = said_from if deed.kind == "statement" else start
            mention = self._mention(text, begin, end, scene, deed, position, where, len(kept), date, follows)
            self.out.append(mention)
            if leads and deed.expression is None and date.value is not None:
                self.thread.lead_told(deed, mention.key)
            self.thread.told(deed, mention.key)

    def _heard(
        self,
        scene: Scene,
        found: list[Deed],
        kept: list[tuple[Deed, EventDate, Key | None]],
        prose: int,
        headline: bool,
    ) -> None:
        """Take what is said for what is done by it, where it is news: on a day, or near the top."""
        after = {id(deed) for deed, _, follows in kept if follows is not None}
        told = {id(deed) for deed, _, _ in kept}
        for deed in found:
            near = headline or 0 < prose <= NEWS or deed.expression is not None
            meaning = worded(scene, found, deed) if near and id(deed) not in after else None
            if meaning is None:
                continue
            deed.meaning, deed.kind, deed.base = meaning, meaning.kind, meaning.kind
            if id(deed) not in told and worth(deed, scene, prose, headline):
                lead = self.thread.lead(deed, scene, prose) if prose and deed.expression is None else None
                kept.append((deed, lead or event_date(deed.expression, deed.names_its_day), None))
            return

    def _mention(
        self,
        text: str,
        start: int,
        end: int,
        scene: Scene,
        deed: Deed,
        position: int,
        where: str,
        beside: int,
        date: EventDate,
        follows: Key | None,
    ) -> Mention:
        tokens = scene.tokens
        first, last = span_of(scene, deed, start, end, beside)
        told = tokens if first >= tokens.start[0] else tokenise(text, first, last, self.lexicon.words)
        begins, ends = shown(scene, (first, last), start, end)
        from_, to = tokens.start[deed.start], tokens.end[deed.end - 1]
        return Mention(
            article=self.article.id,
            published=self.article.published,
            publisher=self.article.publisher,
            where=where,
            start=begins,
            end=ends,
            text=text[begins:ends],
            trigger=Trigger(from_, to, text[from_:to], deed.lemma),
            kind=deed.kind,
            status=deed.status,
            actors=actors_of(deed),
            places=tuple(dict.fromkeys(Place(p.name, p.country) for p in deed.parties.places)),
            expression=deed.expression,
            date=date,
            position=position,
            terms=terms_of(told, first, last, deed.expression),
            quantities=quantities_of(tokens, first, last, deed.expression),
            story=self.story,
            deed=deed.base,
            follows=follows,
            topic=self.topic,
        )


def _after_dateline(text: str, start: int, end: int, prose: int) -> int:
    """Where a sentence begins after the dateline and what a page set above it, if it has one."""
    stamp = STAMP.match(text, start, end)
    start = stamp.end() if stamp else start
    found = DATELINE.match(text, start, min(end, start + DATELINE_LENGTH))
    if found is None and prose <= LEAD_SENTENCES:
        found = AGENCY.search(text, start, min(end, start + HEADER_LENGTH))
        if found and not FILED.search(text, start, found.start()):
            found = None
    return found.end() if found else start


def _still_open(text: str, start: int, end: int, opened: int | None) -> int | None:
    """Where the quotation began that is still open at the end of a sentence, or None."""
    last = max(text.rfind("“", start, end), -1)
    if last >= 0:
        return start if text.find("”", last, end) < 0 else None
    if text.find("”", start, end) >= 0:
        return None
    straight = text.count('"', start, end) % 2
    if straight:
        return start if opened is None else None
    return opened


def _name(tokens: Tokens, entities: Sequence[Entity], dated: Sequence[tuple[Expression, int, int]]) -> None:
    """Mark the tokens that belong to names and dates, so that none of them is taken for a verb."""
    named, times, modifiers = tokens.named, tokens.dated, tokens.modifier
    for entity in entities:
        if entity.sort in ("name", "adjective", "place", "group"):
            for at in range(entity.start, entity.end):
                modifiers[at] = entity.sort == "adjective"
                named[at] = named[at] or entity.sort != "group" or tokens.text[at][0].isupper()
                if named[at]:
                    tokens.unguess(at)
    for _, first, last in dated:
        named[first:last] = times[first:last] = [True] * (last - first)


def _covered(span: tuple[int, int], skipped: Sequence[tuple[int, int]]) -> bool:
    at = bisect_left(skipped, (span[1],)) - 1
    return at >= 0 and skipped[at][1] > span[0]


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence, or its pieces where it is too long to be one."""
    out = []
    while end - start > LONGEST_SENTENCE:
        cut = max(text.rfind(mark, start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE) for mark in (";", ",", " "))
        cut = cut + 1 if cut > start else start + LONGEST_SENTENCE
        out.append((start, cut))
        start = cut
    out.append((start, end))
    return out


def _is_headline(tokens: Tokens) -> bool:
    """Whether a line is in title case, so that a capital does not tell a name."""
    if tokens.text[-1] in PROSE_ENDS:
        return False
    words = [t for t in tokens.text if len(t) > 3 and t[0].isalpha()]
    return len(words) > 2 and sum(1 for t in words if t[0].isupper()) >= HEADLINE_SHARE * len(words)


def _labels(expression: Expression, tokens: Tokens) -> bool:
    """Whether a date dates nothing: it is part of a name, or the hour elsewhere.

    Who speaks in a transcript ("TONIGHT:"), a newspaper ("Sunday Times"), a person ("Dawn Askham").
    """
    after = tokens.at(expression.end)
    before = tokens.at(expression.start) - 1
    if expression.type == "TIME" and before >= 0 and tokens.low[before] == "(" and ")" in tokens.low[after : after + 2]:
        return True  # the hour elsewhere: "at 1653 (2153 GMT) on Tuesday"
    if expression.type == "TIME" and before >= 0 and expression.text.isalpha() and expression.text.istitle():
        return True  # "Dawn Askham"
    if tokens.low[after : after + 1] and tokens.text[after] in PAPERS and expression.text[-3:] == "day":
        return True
    return expression.text.isupper() and expression.text.isalpha() and tokens.low[after : after + 1] == [":"]


def _within(
    expressions: Sequence[Expression], tokens: Tokens, start: int, end: int, published: date
) -> list[tuple[Expression, int, int]]:
    """The dating expressions between two offsets, with the tokens each covers."""
    at = bisect_left(expressions, start, key=lambda e: e.start)
    out = []
    while at < len(expressions) and expressions[at].start < end:
        expression = expressions[at]
        if dates_something(expression, published) and expression.end <= end and not _labels(expression, tokens):
            first = tokens.at(expression.start)
            last = max(bisect_left(tokens.start, expression.end), first + 1)
            if first < len(tokens):
                out.append((expression, first, min(last, len(tokens))))
        at += 1
    return out
