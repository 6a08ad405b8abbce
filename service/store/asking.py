"""From a question to a plan: which facets and which words it names, and what drives the search for them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from service.errors import BadQuestion, Fault
from service.question import Question
from service.store import facets
from service.store.engine import Reader, is_sqlite
from service.store.facets import Facet, words_of
from service.store.order import OPEN_EARLY, UNDATED, day_prefix
from service.store.plan import LAST_PLACE, PLACE, Branch, Plan, touching
from service.store.values import Among, Statement, microseconds, name_key, rows_of
from service.text import fold

FEW = 4000
"""A driver with at most so many events is walked through whole where that spares a search of the timeline."""

WALKED = 50_000
"""So many where an index alone holds all that is asked."""

PIECE = 3
RAREST = 3
"""So many pieces are sought at first; what they find holds all that the others would."""

SAMPLED = 200
MOST_READ = 50_000
"""So many events are looked through one by one for words that no index helps to find."""

_FACETS = Among(
    "SELECT pk, sort, value, events FROM facets WHERE collection_pk = :collection AND value IN {values}", values="text"
)
_BY_WORD = Among(
    "SELECT DISTINCT f.pk, f.value, f.events FROM actor_words w JOIN facets f ON f.pk = w.facet_pk "
    "WHERE w.collection_pk = :collection AND w.word IN {words}",
    words="text",
)
_SPANS = Statement(
    "WITH RECURSIVE s(span) AS (SELECT min(span) FROM events WHERE collection_pk = :collection UNION ALL "
    "SELECT (SELECT min(span) FROM events WHERE collection_pk = :collection AND span > s.span) FROM s "
    "WHERE s.span IS NOT NULL) SELECT span FROM s WHERE span IS NOT NULL"
)
_PIECES = Statement("SELECT rowid FROM pieces WHERE pieces MATCH :pieces LIMIT :most")
_SAMPLE = Statement(
    "SELECT count(*), max(rowid) FROM (SELECT rowid FROM pieces WHERE pieces MATCH :piece LIMIT :most)"
)
_LIKE = Statement("SELECT pk FROM tellings WHERE search LIKE :words LIMIT :most")
_EVENTS_OF = Among(
    "SELECT event_pk FROM memberships WHERE collection_pk = :collection AND mention_pk IN {pks}", pks="bigint"
)
_BY_WEIGHT = (
    "SELECT e.pk FROM events e WHERE e.collection_pk = :collection AND e.place < :high{} "
    "ORDER BY e.lightness, e.place LIMIT :top"
)
_SIZE = Statement("SELECT events FROM collections WHERE pk = :collection")
_CHANGED = Statement(
    "SELECT pk FROM events WHERE collection_pk = :collection AND updated_us >= :since ORDER BY updated_us LIMIT :most"
)


@dataclass(frozen=True, slots=True)
class Group:
    """Facets any of which will do, or `words` to be found literally."""

    pks: tuple[int, ...]
    events: int
    column: str | None = None
    values: tuple[str, ...] = ()
    words: str | None = None


@dataclass(slots=True)
class Asking:
    """One question being turned into a plan, inside one read transaction."""

    connection: Reader
    collection_pk: int
    question: Question
    spans: Sequence[int]
    where: list[str] = field(default_factory=list)
    params: dict[str, Any] = field(default_factory=dict)

    def plan(self) -> Plan:
        """The plan of all events asked for, `top` aside."""
        plan = self._plan()
        return replace(plan, descending=self.question.order == "desc")

    def _plan(self) -> Plan:
        groups = self._groups()
        if groups is None:
            return Plan(self.collection_pk, ())
        self._columns()
        candidates = self._candidates(groups)
        driver = min((g for g in groups if g.words is None), key=lambda group: group.events, default=None)
        if candidates is not None and (driver is None or len(candidates) <= driver.events):
            return self._among(candidates, groups)
        walked = WALKED if len(groups) == 1 and not self.where else FEW
        if driver is not None and (
            driver.events <= walked or not self._dated() or driver.events <= self._until_full(groups)
        ):
            return self._by_facet(driver, [group for group in groups if group is not driver])
        for group in groups:
            self._require(group)
        self._refuse_reading_all(
            [group.words for group in groups if group.words] + [asked for asked in (self.question.q,) if asked]
        )
        return self._by_days()

    def _until_full(self, groups: Sequence[Group]) -> int:
        """About how many events of the timeline are looked at until a page is full, each filter by itself.

        Few events answer to filters that are rare together: then the timeline is walked to its end.
        """
        (size,) = _SIZE.run(self.connection, collection=self.collection_pk)[0]
        share = math.prod(min(group.events / max(size, 1), 1.0) for group in groups if group.words is None)
        return int(min(size, self.question.limit / share)) if share else size

    def by_weight(self, top: int) -> list[int]:
        """Primary keys of the weightiest events asked for, the timeline walked by weight.

        For questions that many events answer: the walk ends soon.
        """
        self.where, self.params = [], {}
        for group in self._groups() or ():
            self._require(group)
        self._columns()
        self._touch()
        conditions = "".join(f" AND {condition}" for condition in self.where).replace(PLACE, "e.place")
        values = {**self.params, "collection": self.collection_pk, "high": self._high(), "top": top}
        return [pk for (pk,) in rows_of(self.connection, _BY_WEIGHT.format(conditions), values, plain=True)]

    def _groups(self) -> list[Group] | None:
        """What is asked for among facets; None when something asked for does not exist here."""
        asked = self.question
        wanted: list[tuple[str | None, tuple[Facet, ...]]] = [
            *((None, ((facets.ACTOR, name_key(name)),)) for name in asked.actors),
            ("kind", tuple((facets.KIND, kind) for kind in asked.kinds)),
            ("status", tuple((facets.STATUS, status) for status in asked.statuses)),
            (None, tuple((facets.PUBLISHER, name_key(name)) for name in asked.publishers)),
            (None, ((facets.PLACE, name_key(asked.place)),) if asked.place else ()),
            (None, ((facets.COUNTRY, asked.country),) if asked.country else ()),
            (None, ((facets.ARTICLE, asked.article),) if asked.article else ()),
        ]
        wanted = [(column, group) for column, group in wanted if group]
        known: dict[Facet, tuple[int, int]] = {}
        if wanted:
            values = {value for _, group in wanted for _, value in group}
            for pk, sort, value, events in _FACETS.run(self.connection, collection=self.collection_pk, values=values):
                known[sort, value] = (pk, events)
        groups = []
        for column, group in wanted:
            found = [known[facet] for facet in group if facet in known]
            if not found:
                return None
            values_there = tuple(value for facet in group if facet in known for value in facet[1:])
            groups.append(Group(tuple(pk for pk, _ in found), sum(n for _, n in found), column, values_there))
        if asked.about:
            groups.append(self._about(asked.about))
        return groups

    def _about(self, about: str) -> Group:
        """The actors a phrase may mean; where it means none, the phrase itself."""
        name = name_key(about)
        words = words_of(name)
        rows = _BY_WORD.run(self.connection, collection=self.collection_pk, words=words) if words else ()
        known = {value: (pk, n) for pk, value, n in rows}
        tagged = _FACETS.run(self.connection, collection=self.collection_pk, values=words) if words else ()
        surnames = {value for _, sort, value, _ in tagged if sort == facets.SURNAME}
        found = [known[value] for value in facets.meant(name, {value: value in surnames for value in known})]
        if not found:
            return Group((), 0, words=fold(about))
        return Group(tuple(pk for pk, _ in found), sum(n for _, n in found))

    def _columns(self) -> None:
        """Conditions on an event's own columns."""
        asked = self.question
        for column, value in (("relation", asked.relation), ("granularity", asked.granularity)):
            if value is not None:
                self.where.append(f"e.{column} = :{column}")
                self.params[column] = value
        if asked.min_sources is not None:
            self.where.append("e.publishers >= :min_sources")
            self.params["min_sources"] = asked.min_sources
        if asked.changed_since is not None:
            self.where.append("e.updated_us >= :changed_since")
            self.params["changed_since"] = microseconds(asked.changed_since)
        if asked.q is not None:
            self.where.append(self._holds("q", fold(asked.q)))

    def _holds(self, name: str, words: str) -> str:
        """The condition that an event's words hold these, literally."""
        if is_sqlite(self.connection):
            self.params[name] = words
            return f"(SELECT instr(t.search, :{name}) FROM tellings t WHERE t.pk = e.pk) > 0"
        self.params[name] = like(words)
        return f"EXISTS (SELECT 1 FROM tellings t WHERE t.pk = e.pk AND t.search LIKE :{name})"

    def _candidates(self, groups: Sequence[Group]) -> list[int] | None:
        """A short list that holds every event asked for, if words or a moment of change give one."""
        asked = self.question
        phrases = [group.words for group in groups if group.words is not None]
        phrases += [fold(asked.q)] if asked.q is not None else []
        lists = [found for phrase in phrases if (found := self._by_pieces(phrase)) is not None]
        found = min(lists, key=len, default=None)
        if found is None and asked.changed_since is not None:
            rows = _CHANGED.run(
                self.connection, collection=self.collection_pk, since=self.params["changed_since"], most=FEW + 1
            )
            found = [pk for (pk,) in rows] if len(rows) <= FEW else None
        return found

    def _refuse_reading_all(self, phrases: Sequence[str]) -> None:
        """Words too short for the index are sought event by event; not so in a large collection."""
        if any(len(phrase) < PIECE for phrase in phrases):
            (size,) = _SIZE.run(self.connection, collection=self.collection_pk)[0]
            if size > MOST_READ:
                name = "q" if self.question.q else "about"
                words = (
                    f"{name}: at least {PIECE} characters in a collection as large as this, or another filter beside"
                )
                raise BadQuestion(words, Fault(name, "too-short", words))

    def _by_pieces(self, words: str) -> list[int] | None:
        """Events whose words hold every three-letter piece of these; None when there are many, or no index."""
        if len(words) < PIECE:
            return None
        if not is_sqlite(self.connection):
            rows = _LIKE.run(self.connection, words=like(words), most=FEW + 1)
            return [pk for (pk,) in rows] if len(rows) <= FEW else None
        pieces = sorted({words[at : at + PIECE] for at in range(len(words) - PIECE + 1)})
        rows = self._holding(self._rarest(pieces))
        if len(rows) > FEW and len(pieces) > RAREST:
            rows = self._holding(pieces)
        if len(rows) > FEW:
            return None
        own = {rowid // 2 for (rowid,) in rows if rowid % 2}
        told = [rowid // 2 for (rowid,) in rows if not rowid % 2]
        held = _EVENTS_OF.run(self.connection, collection=self.collection_pk, pks=told) if told else ()
        return sorted(own | {pk for (pk,) in held})

    def _holding(self, pieces: Sequence[str]) -> Sequence[Any]:
        """Row ids of the words that hold all these pieces, FEW and one more at most."""
        return _PIECES.plain(self.connection, pieces=" AND ".join(map(_quoted, pieces)), most=FEW + 1)

    def _rarest(self, pieces: Sequence[str]) -> Sequence[str]:
        """The rarest of these pieces, by how far apart their first places are: a common one costs its whole list."""
        if len(pieces) <= RAREST:
            return pieces
        gaps = {}
        for piece in pieces:
            ((found, last),) = _SAMPLE.plain(self.connection, piece=_quoted(piece), most=SAMPLED)
            gaps[piece] = last / found if found == SAMPLED else float("inf")
        return sorted(pieces, key=gaps.__getitem__, reverse=True)[:RAREST]

    def _require(self, group: Group) -> None:
        """Ask for a group as a condition, on a column of the event where there is one."""
        if group.column is not None:
            names = self._named(group.column, group.values)
            self.where.append(f"e.{group.column} IN ({names})")
            return
        if group.words is not None:
            self.where.append(self._holds("about", group.words))
            return
        names = self._named(f"facet_of{len(self.params)}", group.pks)
        self.where.append(f"EXISTS (SELECT 1 FROM event_facets x WHERE x.facet_pk IN ({names}) AND x.place = e.place)")

    def _named(self, name: str, values: Sequence[Any]) -> str:
        self.params.update((f"{name}_{n}", value) for n, value in enumerate(values))
        return ", ".join(f":{name}_{n}" for n in range(len(values)))

    def _among(self, candidates: list[int], groups: Sequence[Group]) -> Plan:
        for group in groups:
            self._require(group)
        self._touch()
        self.where.append("e.collection_pk + 0 = :collection")
        self.params["candidates"] = candidates
        self.params["collection"] = self.collection_pk
        return self._with(Branch(high=self._high(), among=True))

    def _by_facet(self, driver: Group, others: Sequence[Group]) -> Plan:
        for group in others:
            self._require(group)
        self._touch()
        beyond = self.params.get("beyond")
        ranges = (("", self._high()),) if beyond is None else (("", beyond), (OPEN_EARLY, UNDATED))
        branches = [Branch(low, high, facet=pk) for pk in driver.pks for low, high in ranges]
        return self._with(*branches, distinct=len(driver.pks) > 1)

    def _by_days(self) -> Plan:
        asked = self.question
        if not self._dated():
            return self._with(Branch(high=self._high()))
        first = asked.start.toordinal() if asked.start else None
        last = asked.end.toordinal() if asked.end else None
        return self._with(*touching(first, last, self.spans))

    def _with(self, *branches: Branch, distinct: bool = False) -> Plan:
        return Plan(self.collection_pk, branches, tuple(self.where), self.params, distinct)

    def _touch(self) -> None:
        """Ask for days that touch those asked for, as a condition on the place alone: an index holds all it needs."""
        asked = self.question
        if asked.start is not None:
            self.where.append(f"substr({PLACE}, 8, 7) >= :first")
            self.params["first"] = day_prefix(asked.start.toordinal())
        if asked.end is not None:
            self.where.append(f"({PLACE} < :beyond OR {PLACE} > '{OPEN_EARLY}')")
            self.params["beyond"] = day_prefix(asked.end.toordinal() + 1)

    def _dated(self) -> bool:
        return self.question.start is not None or self.question.end is not None

    def _high(self) -> str:
        """Events without days lie at the end; they come only when asked for, and they touch no days."""
        return LAST_PLACE if self.question.undated and not self._dated() else UNDATED


def _quoted(piece: str) -> str:
    return '"' + piece.replace('"', '""') + '"'


def like(words: str) -> str:
    """The pattern of LIKE that finds these words literally."""
    return "%" + "".join("\\" + letter if letter in "\\%_" else letter for letter in words) + "%"


def spans_of(connection: Reader, collection_pk: int) -> tuple[int, ...]:
    """The classes of length there are in a collection, for a few index lookups each."""
    return tuple(row[0] for row in _SPANS.run(connection, collection=collection_pk))
