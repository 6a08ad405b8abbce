"""From an article and its expressions to its mentions."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from service.article import Article
from service.layout import furniture
from service.temporal.model import Expression
from service.text import sentences
from service.timeline.cast import Cast, Figure
from service.timeline.dating import dates_something, event_date
from service.timeline.deeds import PLAIN, STRONG, Deed, deeds
from service.timeline.grammar import verbs
from service.timeline.lexicon import ADVERB, AUXILIARY, Lexicon, lexicon
from service.timeline.model import Actor, Mention, Place, Quantity, Trigger
from service.timeline.roles import Scene
from service.timeline.story import fingerprint
from service.timeline.tokens import Tokens, tokenise
from service.timeline.wording import stem

LONGEST = 400
"""Characters of evidence: a sentence or a clause, not an article."""
LONGEST_SENTENCE = 1200
"""A longer sentence is read in pieces of this length, so that time grows with the text and no faster."""
HEADLINE_SHARE = 0.7
"""From this share of capitalised words on, a line is in title case and its capitals tell no names."""
NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?$")


def extract(
    article: Article, expressions: Sequence[Expression], title_expressions: Sequence[Expression] = ()
) -> tuple[Mention, ...]:
    """Every place where `article` tells of a happening, the title's first, then in order of the text.

    `expressions` are those of the text, `title_expressions` those of the title, both in order of place. A title that
    also opens the text is told once, in the text.
    """
    return _Reader(article).run(expressions, title_expressions)


class _Reader:
    def __init__(self, article: Article) -> None:
        self.article = article
        self.lexicon: Lexicon = lexicon()
        self.cast = Cast()
        self.day = article.published.date()
        self.story = fingerprint(article.text)
        self.out: list[Mention] = []

    def run(self, expressions: Sequence[Expression], title_expressions: Sequence[Expression]) -> tuple[Mention, ...]:
        text = self.article.text
        skipped = furniture(text)
        pieces = [span for whole in sentences(text) if not _covered(whole, skipped) for span in _pieces(text, *whole)]
        for position, (start, end) in enumerate(pieces, 1):
            self._sentence(text, start, end, expressions, position, "text")
        body, self.out = self.out, []
        title = (self.article.title or "").strip()
        if title and title not in text:
            offset = (self.article.title or "").index(title)
            self._sentence(self.article.title or "", offset, offset + len(title), title_expressions, 0, "title")
        return (*self.out, *body)

    def _sentence(
        self, text: str, start: int, end: int, expressions: Sequence[Expression], position: int, where: str
    ) -> None:
        tokens = tokenise(text, start, end, self.lexicon.words)
        if len(tokens) < 3:
            return
        headline = _is_headline(tokens)
        entities = self.cast.read(tokens, headline)
        names = [False] * len(tokens)
        for entity in entities:
            if entity.sort in ("name", "adjective", "place", "group"):
                for k in range(entity.start, entity.end):
                    names[k] = names[k] or entity.sort != "group" or tokens.text[k][0].isupper()
        dated = _within(expressions, tokens, start, end)
        for _, first, last in dated:
            names[first:last] = [True] * (last - first)
        scene = Scene(tokens, entities, verbs(tokens, self.lexicon, names), self.cast)
        told = deeds(scene, dated, self.day, headline or where == "title")
        kept = [deed for deed in told if _worth(deed, scene)]
        for deed in kept:
            self.out.append(self._mention(text, start, end, scene, deed, position, where, len(kept)))

    def _mention(
        self, text: str, start: int, end: int, scene: Scene, deed: Deed, position: int, where: str, beside: int
    ) -> Mention:
        tokens = scene.tokens
        first, last = _span(scene, deed, start, end, beside)
        trigger = Trigger(
            tokens.start[deed.start],
            tokens.end[deed.end - 1],
            text[tokens.start[deed.start] : tokens.end[deed.end - 1]],
            deed.lemma,
        )
        return Mention(
            article=self.article.id,
            published=self.article.published,
            publisher=self.article.publisher,
            where=where,
            start=first,
            end=last,
            text=text[first:last],
            trigger=trigger,
            kind=deed.kind,
            status=deed.status,
            actors=_actors(deed),
            places=tuple(dict.fromkeys(Place(p.name, p.country) for p in deed.parties.places)),
            expression=deed.expression,
            date=event_date(deed.expression),
            position=position,
            terms=_terms(tokens, first, last, deed.expression),
            quantities=_quantities(tokens, first, last, deed.expression),
            story=self.story,
        )


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
    words = [t for t in tokens.text if len(t) > 3 and t[0].isalpha()]
    return len(words) > 2 and sum(1 for t in words if t[0].isupper()) >= HEADLINE_SHARE * len(words)


def _within(
    expressions: Sequence[Expression], tokens: Tokens, start: int, end: int
) -> list[tuple[Expression, int, int]]:
    """The dating expressions between two offsets, with the tokens each covers."""
    at = bisect_left(expressions, start, key=lambda e: e.start)
    out = []
    while at < len(expressions) and expressions[at].start < end:
        expression = expressions[at]
        if dates_something(expression) and expression.end <= end:
            first = tokens.at(expression.start)
            last = max(bisect_left(tokens.start, expression.end), first + 1)
            if first < len(tokens):
                out.append((expression, first, min(last, len(tokens))))
        at += 1
    return out


def _worth(deed: Deed, scene: Scene) -> bool:
    """Whether a deed is told as a mention: what is dated; undated, what is strong, plainly said and has people."""
    named = deed.parties.sources or deed.parties.targets
    if deed.expression is not None:
        if deed.meaning.rank < PLAIN:
            return bool(named) and deed.verb is not None and deed.status not in ("negated",)
        return True
    if deed.nested or deed.kind in (None, "statement") or deed.meaning.rank < STRONG:
        return False
    return bool(named)


def _actors(deed: Deed) -> tuple[Actor, ...]:
    parties = deed.parties
    out: dict[str, Actor] = {}
    for figures, role in ((parties.sources, "source"), (parties.targets, "target"), (parties.others, None)):
        for figure in figures:
            if figure.id not in out:
                out[figure.id] = figure.actor(role)
    return tuple(out.values())


def _span(scene: Scene, deed: Deed, start: int, end: int, beside: int) -> tuple[int, int]:
    """The sentence where the deed stands alone in it and it is short, else its clause."""
    if beside == 1 and end - start <= LONGEST:
        return start, end
    tokens = scene.tokens
    left, right = deed.left, max(deed.right, deed.end)
    if deed.verb is not None:
        right = _whole(scene, deed.verb)
        verb = scene.verbs[deed.verb]
        if verb.subject:
            left = min(left, verb.subject[0])
    if deed.expression is not None:
        left = min(left, tokens.at(deed.expression.start))
        right = max(right, bisect_left(tokens.start, deed.expression.end))
    left, right = min(left, deed.start), max(right, deed.end)
    while left < deed.start and not tokens.low[left][0].isalnum():
        left += 1
    while right > deed.end and tokens.low[right - 1] in (",", ";", ":", "--", "-", "–", "—", "(", "“", "‘"):
        right -= 1
    first, last = tokens.start[left], tokens.end[right - 1]
    if last - first > LONGEST:
        first, last = _shortened(tokens, deed, first, last)
    return first, last


def _whole(scene: Scene, index: int) -> int:
    """Where a verb's clause ends, what completes it included."""
    right = scene.verbs[index].right
    for later in scene.verbs[index + 1 :]:
        if (
            later.link in ("to", "ing", "part")
            and later.left <= right
            and later.governor is not None
            and later.governor >= index
        ):
            right = later.right
        else:
            break
    return right


def _shortened(tokens: Tokens, deed: Deed, first: int, last: int) -> tuple[int, int]:
    """A span of at most LONGEST characters around trigger and date, cut between words."""
    must = [tokens.start[deed.start], tokens.end[deed.end - 1]]
    if deed.expression is not None and abs(deed.expression.start - must[0]) < LONGEST - 60:
        must += [deed.expression.start, deed.expression.end]
    low, high = min(must), min(max(must), min(must) + LONGEST)
    spare = LONGEST - (high - low)
    begin = max(first, low - spare // 2)
    finish = min(last, begin + LONGEST)
    begin = next((s for s in tokens.start if s >= begin), begin)
    finish = max((e for e in tokens.end if e <= finish), default=finish)
    return min(begin, low), max(finish, min(high, begin + LONGEST))


def _terms(tokens: Tokens, first: int, last: int, expression: Expression | None) -> tuple[str, ...]:
    """The stems of the content words of a span, once each, in order; no dates, no numbers, no words of grammar."""
    out: dict[str, None] = {}
    for at in range(tokens.at(first), len(tokens)):
        if tokens.start[at] >= last:
            break
        low, word = tokens.low[at], tokens.word[at]
        if len(low) < 3 or not low[0].isalpha() or word.flags & GRAMMAR:
            continue
        if expression is not None and expression.start <= tokens.start[at] < expression.end:
            continue
        out[stem(low)] = None
    return tuple(out)


GRAMMAR = AUXILIARY | ADVERB | 1 | 4 | 8 | 32 | 1024 | 2048


def _quantities(tokens: Tokens, first: int, last: int, expression: Expression | None) -> tuple[Quantity, ...]:
    """Numbers with what they count: "755 diplomats", "some 750 American diplomats"."""
    out = []
    for at in range(tokens.at(first), len(tokens)):
        if tokens.start[at] >= last:
            break
        if not tokens.low[at][0].isdigit() or not NUMBER.fullmatch(tokens.low[at]):
            continue
        if expression is not None and expression.start <= tokens.start[at] < expression.end:
            continue
        for after in range(at + 1, min(at + 5, len(tokens))):
            low = tokens.low[after]
            if not low[0].isalpha() or tokens.word[after].flags & (GRAMMAR & ~ADVERB):
                break
            if low.endswith("s") or low in ("people", "men", "women", "children", "percent", "troops", "police"):
                out.append(Quantity(float(tokens.low[at].replace(",", "")), tokens.word[after].noun or low))
                break
    return tuple(out)


def figures_of(cast: Cast) -> tuple[Figure, ...]:
    """Every actor of an article, for those who list them."""
    return (*cast.people.values(), *cast.others.values())
