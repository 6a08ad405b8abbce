"""Whether two mentions tell of one happening: points for what agrees, a veto for what cannot be.

`link` depends on the two mentions and on the constants here alone. It is symmetric. A link needs days that can agree,
actors that are compatible, and the same thing told: the same deed in whatever words, or largely the same telling words.
"""

from __future__ import annotations

from dataclasses import dataclass

from service.timeline.datewords import before_christ
from service.timeline.facts import DAY, MONTH, SPAN, UNDATED, YEAR, Facts, Person
from service.timeline.topic import one_story
from service.timeline.wording import RAREST, circle, rarity

ENOUGH = 84
"""Points two mentions need to be linked."""
NEARLY = 62
"""Points a mention needs with an event's leader when it is linked with another of the event's mentions."""

# Days
SAME_DAY = 32
SAME_SPAN = 30
SAME_DEADLINE = 50
SAME_MONTH = 26
SAME_YEAR = 26
DAY_WITHIN_SPAN = 18
DAY_WITHIN_MONTH = 10
DAY_WITHIN_YEAR = 0
BEFORE_DEADLINE = 6
NEXT_DAY = 8
NEAR_IN_NEWS = 0
NEWS_BEFORE_DAYS = 10
"""An undated account can tell of a day at most this long before it was published ..."""
NEWS_AHEAD_DAYS = 10
"""... or at most this long after."""
TOLD_AT_ONE_TIME = -10
UNDATED_APART_DAYS = 3
"""Two undated accounts belong together only when published within this many days."""

# Deeds
SAME_LEMMA = 28
SAME_FAMILY = 24
NAMED_FAMILY = 16
SAME_CIRCLE = 16
SAME_OBJECT = 8
"""Two accounts of a deed that also name one further sort of deed: the talks called off, the meeting cancelled."""
BORROWED_RARITY = 4
"""What a word that is not the deed's own verb or noun is worth at most."""
PER_RARITY = 2
"""Points for each bit of rarity of the deed's word: an interference is told more rarely than a meeting or a remark."""

# Who, where and words
SAME_PERSON = 16
SAME_BODY = 12
SAME_COUNTRY = 6
WHO_AT_MOST = 36
ONE_SIDE_NAMELESS = 4
OTHER_PEOPLE = -40
SAME_PLACE = 12
SAME_WORDS_AT_MOST = 60
WORDS_AT_LEAST = 24
"""Shared words are weighed against the poorer mention, but never against less than this."""
ONE_CLAUSE = -60
"""Two deeds in one sentence of one article are two happenings unless all else speaks against it."""
ONE_ARTICLE = -6
TITLE_AND_LEAD = 12
"""A title and one of the first sentences under it mostly tell the same."""
LEAD_SENTENCES = 3
PLAN_AND_HAPPENING = 8
ONE_STORY = 16
"""Two articles on one story that tell one sort of deed of one day, neither denying it, mostly tell of one ..."""
ONE_STORY_NEAR = 10
"""... and less surely where the day is not the same but may be."""

# Numbers
FAR_OFF = 1.5
"""Counts of one unit further apart than this factor are counts of two things."""

PARTNERED = frozenset({"meet", "talk", "visit", "agree"})
"""Deeds between partners: with other partners it is another happening."""

DEADLINES = frozenset({"by", "before"})

BUSY = frozenset(
    {
        *("meet", "talk", "demand", "visit", "depart", "return", "send"),
        *("pay", "launch", "end", "rise", "drop", "offer"),
    }
)
"""Deeds of which one story may tell several on one day."""
BUSY_WORDS_AT_LEAST = 0.15
"""... so that words must be in common too, or somebody who is named by name."""

UNTRUE = frozenset({"denied", "negated"})

CHANCE = frozenset({"say", "accuse", "deny", "threaten"})
"""Deeds told all day long: the words said must be shared, not the deed and the day alone."""
SAID_WORDS_AT_LEAST = 0.2
UNNAMED_WORDS_AT_LEAST = 0.5
"""Without a common deed this share of the telling words must be common."""
SAID_BY_NOBODY_AT_LEAST = 0.45
"""... and more of them where it is not known to be one speaker."""


@dataclass(frozen=True, slots=True)
class Link:
    """How strongly two mentions belong together, in points, and the reasons, strongest first.

    Remarks about a deed are not the deed: a remark is linked with remarks only, unless both name one deadline.
    """

    strength: int
    reasons: tuple[tuple[str, int], ...]

    @property
    def joined(self) -> bool:
        """Whether the points are enough."""
        return self.strength >= ENOUGH


def link(one: Facts, other: Facts) -> Link | None:
    """The link between two mentions, or None where something forbids it (days, actors, partners, counts)."""
    days = _days(one, other)
    if days is None:
        return None
    deed = _deed(one, other)
    if (one.family in CHANCE) != (other.family in CHANCE) and days[0] != "same deadline":
        return None
    if _judges(one, other) and deed is not None and deed[0] == NAMED:
        return None
    who = _who(one, other)
    if who is None or _counts_differ(one, other) or _other_place(one, other) or _was_over(one, other):
        return None
    shared = _shared_words(one, other)
    if deed is None and _shared_plain(one, other) < UNNAMED_WORDS_AT_LEAST:
        return None
    if one.family in CHANCE and other.family in CHANCE and shared < _said_at_least(one, other):
        return None
    points = [days, deed or ("told in like words", 0), who, ("words in common", round(SAME_WORDS_AT_MOST * shared))]
    if one.places & other.places:
        points.append(("same place", SAME_PLACE))
    if one.mention.article == other.mention.article:
        points.append(_one_article(one, other))
    if one.family == other.family and one.family not in CHANCE and set(one.circles[1:]) & set(other.circles[1:]):
        points.append(("done to the same thing", SAME_OBJECT))
    if deed and {one.mention.status, other.mention.status} == {"planned", "occurred"}:
        points.append(("a plan and its happening", PLAN_AND_HAPPENING))
    points.append(("two articles on one story", _one_story(one, other, deed, who, shared)))
    reasons = tuple(sorted((p for p in points if p[1]), key=lambda p: (-p[1], p[0])))
    return Link(sum(p[1] for p in points), reasons)


def _one_story(
    one: Facts, other: Facts, deed: tuple[str, int] | None, who: tuple[str, int], shared: float
) -> int:
    """Points where two articles on one story tell one sort of deed of one day.

    Where the day is not the same but may be, or the deed is told in other words, they must name somebody in common.
    """
    if one.mention.article == other.mention.article or one.family in CHANCE or max(one.level, other.level) > SPAN:
        return 0
    if (one.mention.status in UNTRUE) != (other.mention.status in UNTRUE) or not one_story(one.topic, other.topic):
        return 0
    same_day = one.level == other.level == DAY and one.first == other.first
    if deed is None:
        return ONE_STORY if same_day and who[0] == IN_COMMON else 0
    if one.family != other.family:
        return 0
    if not shared and min(one.weight, other.weight) >= WORDS_AT_LEAST:  # both tell much, and nothing alike
        return 0
    by_name = who[0] == IN_COMMON and who[1] >= SAME_BODY
    if one.family in BUSY and not by_name and shared < BUSY_WORDS_AT_LEAST:
        return 0
    if same_day:
        return ONE_STORY
    return ONE_STORY_NEAR if by_name and _overlap(one, other) else 0


def refusal(one: Facts, other: Facts) -> str | None:
    """What forbids a link between two mentions, in words for people; None where nothing does."""
    days = _days(one, other)
    if days is None:
        return "the days told cannot agree"
    if (one.family in CHANCE) != (other.family in CHANCE) and days[0] != "same deadline":
        return "one is a remark, the other a deed"
    deed = _deed(one, other)
    if _judges(one, other) and deed is not None and deed[0] == NAMED:
        return "one is a judgement on the other"
    if _who(one, other) is None:
        return "another speaker" if one.family in CHANCE or other.family in CHANCE else "with another partner"
    if _counts_differ(one, other):
        return "counts of one thing that are too far apart"
    if _other_place(one, other):
        return "at another place on the same day"
    if _was_over(one, other):
        return "what had taken place is not what was called off later"
    shared = _shared_words(one, other)
    if deed is None and _shared_plain(one, other) < UNNAMED_WORDS_AT_LEAST:
        return "another deed, and too few words in common"
    if one.family in CHANCE and other.family in CHANCE and shared < _said_at_least(one, other):
        return "remarks with too few words in common"
    return None


NAMED = "the deed is named in the other"
IN_COMMON = "actors in common"


def _judges(one: Facts, other: Facts) -> bool:
    """Whether just one of two mentions tells of blame: who condemns a deed names it, and does another."""
    return (one.mention.kind == "disapprove") != (other.mention.kind == "disapprove")


def likeness(one: Facts, other: Facts) -> int:
    """How alike two mentions are by deed, people and words, whatever forbids a link: points on the scale of `link`."""
    deed = _deed(one, other)
    people = len(_same_people(one.persons, other.persons)) * SAME_PERSON + len(one.bodies & other.bodies) * SAME_BODY
    people += len(one.countries & other.countries) * SAME_COUNTRY
    return (deed[1] if deed else 0) + min(WHO_AT_MOST, people) + round(SAME_WORDS_AT_MOST * _shared_words(one, other))


def _days(one: Facts, other: Facts) -> tuple[str, int] | None:
    if one.level > other.level:
        one, other = other, one
    if one.level == UNDATED:
        together = abs(one.published - other.published) <= UNDATED_APART_DAYS
        return ("told at one time", TOLD_AT_ONE_TIME) if together else None
    if other.level == UNDATED:
        return _news(one, other)
    if one.level == other.level == DAY:
        if one.first == other.first:
            return "same day", SAME_DAY
        return ("a day apart, told from elsewhere", NEXT_DAY) if _clocks_differ(one, other) else None
    same = one.mention.date.value == other.mention.date.value
    if not _overlap(one, other) or (not same and (_before_christ(one) or _before_christ(other))):
        return None
    relations = {one.mention.date.relation, other.mention.date.relation}
    if relations <= DEADLINES and one.last == other.last is not None:
        return "same deadline", SAME_DEADLINE
    if same and len(relations) == 1:
        return "same time named", {MONTH: SAME_MONTH, YEAR: SAME_YEAR}.get(one.level, SAME_SPAN)
    if one.mention.date.earliest is None or other.mention.date.earliest is None:
        return "before the deadline", BEFORE_DEADLINE if max(one.level, other.level) < YEAR else DAY_WITHIN_YEAR
    if YEAR in (one.level, other.level):
        return "day within a longer span", DAY_WITHIN_YEAR
    if MONTH in (one.level, other.level):
        return "day within the month", DAY_WITHIN_MONTH
    return "days overlap", DAY_WITHIN_SPAN


def _before_christ(facts: Facts) -> bool:
    """Whether a mention is of a time without days of our calendar: only what names the very same agrees."""
    return before_christ(facts.mention.date.value)


def _news(dated: Facts, undated: Facts) -> tuple[str, int] | None:
    """An undated account is news of its time: it can tell of days shortly before it was published, or soon after."""
    if dated.level > SPAN or dated.first is None or dated.last is None:
        return None
    close = dated.first <= undated.published + NEWS_AHEAD_DAYS and dated.last >= undated.published - NEWS_BEFORE_DAYS
    return ("in the news at the time", NEAR_IN_NEWS) if close else None


def _clocks_differ(one: Facts, other: Facts) -> bool:
    """Whether a day's difference can be one of places: next-door days told from other offsets or of other places."""
    if one.first is None or other.first is None or abs(one.first - other.first) != 1:
        return False
    offsets = one.mention.published.utcoffset() != other.mention.published.utcoffset()
    return one.mention.article != other.mention.article and (offsets or one.places != other.places)


def _overlap(one: Facts, other: Facts) -> bool:
    before = one.last is not None and other.first is not None and one.last < other.first
    after = other.last is not None and one.first is not None and other.last < one.first
    return not before and not after


def _deed(one: Facts, other: Facts) -> tuple[str, int] | None:
    rare = PER_RARITY * min(_rarity_of_deed(one), _rarity_of_deed(other))
    if one.lemma and one.lemma == other.lemma and not (one.borrowed or other.borrowed):
        return "same word for the deed", SAME_LEMMA + rare
    if one.family == other.family:
        return "same sort of deed", SAME_FAMILY + rare
    if one.family in other.families or other.family in one.families:
        return NAMED, NAMED_FAMILY + rare
    if circle(one.family) == circle(other.family):
        return "deeds of one circle", SAME_CIRCLE
    return None


def _rarity_of_deed(facts: Facts) -> int:
    return min(BORROWED_RARITY, rarity(facts.lemma)) if facts.borrowed else rarity(facts.lemma)


def _who(one: Facts, other: Facts) -> tuple[str, int] | None:
    """Points for shared actors, less where each names people the other does not; None where they cannot be the same."""
    if one.family in CHANCE or other.family in CHANCE:
        if one.speakers and other.speakers and not _same_people(one.speakers, other.speakers):
            return None
    elif one.family in PARTNERED and other.family in PARTNERED and _partners_differ(one, other):
        return None
    people = min(len(_same_people(one.persons, other.persons)), len(_same_people(other.persons, one.persons)))
    points = people * SAME_PERSON + len(one.bodies & other.bodies) * SAME_BODY
    points += len(one.countries & other.countries) * SAME_COUNTRY
    if points:
        if not people and one.persons and other.persons:
            points -= SAME_PERSON
        return IN_COMMON, min(WHO_AT_MOST, points)
    if _nameless(one) or _nameless(other) or _by_land_alone(one, other) or _by_land_alone(other, one):
        return "actors not named", ONE_SIDE_NAMELESS
    if one.family not in CHANCE and not _on_one_side(one, other):
        return "actors of different sides", 0
    return "other actors", OTHER_PEOPLE


def _nameless(facts: Facts) -> bool:
    return not (facts.persons or facts.bodies or facts.countries)


def _by_land_alone(one: Facts, other: Facts) -> bool:
    """Whether one names but a country where the other names people of none: "the Danish engineer", "Mr Dahl"."""
    if one.persons or one.bodies or other.bodies or not other.persons:
        return False
    return not other.countries and one.family not in CHANCE


def _on_one_side(one: Facts, other: Facts) -> bool:
    """Whether both say who did it, or to whom: who was shot and who shot are no two answers to one question."""
    roles = ({a.role for a in facts.mention.actors if a.type != "place"} for facts in (one, other))
    mine, theirs = roles
    return bool(mine & theirs) or None in mine or None in theirs


def _said_at_least(one: Facts, other: Facts) -> float:
    """The share of words two remarks must have in common."""
    return SAID_WORDS_AT_LEAST if _same_people(one.speakers, other.speakers) else SAID_BY_NOBODY_AT_LEAST


def _same_people(some: tuple[Person, ...], others: tuple[Person, ...]) -> list[Person]:
    if not some or not others or {p.surname for p in some}.isdisjoint(p.surname for p in others):
        return []
    return [person for person in some if any(person.compatible(other) for other in others)]


def _partners_differ(one: Facts, other: Facts) -> bool:
    """Each names a partner the other lacks: a meeting with China's minister is not the one with Russia's."""
    if one.persons and other.persons:
        shared = len(_same_people(one.persons, other.persons))
        if shared < len(one.persons) and len(_same_people(other.persons, one.persons)) < len(other.persons):
            return True
    venues = _lands(one) | _lands(other)
    mine, theirs = one.countries - venues or one.countries, other.countries - venues or other.countries
    return bool(mine - theirs) and bool(theirs - mine)


def _other_place(one: Facts, other: Facts) -> bool:
    """A deed at two places on one day is two deeds; a city told beside its country is no difference."""
    if not one.places or not other.places or one.places & other.places:
        return False
    here, there = _lands(one), _lands(other)
    if here & one.countries or there & other.countries:  # "Moscow" may be who acts and not where
        return False
    return not here & there


def _was_over(one: Facts, other: Facts) -> bool:
    """Whether one, of a day it does not say, is called off after the other was told as done: that is another one."""
    if one.mention.status == "cancelled":
        one, other = other, one
    if (one.mention.status, other.mention.status) != ("occurred", "cancelled") or other.level != UNDATED:
        return False
    done_by = min(one.published, one.last) if one.last is not None else one.published
    return done_by < other.published and one.mention.published <= other.mention.published


def _lands(facts: Facts) -> set[str]:
    """The countries a mention's places lie in."""
    return {place.country for place in facts.mention.places if place.country}


def _counts_differ(one: Facts, other: Facts) -> bool:
    if not one.mention.quantities or not other.mention.quantities:
        return False
    theirs = {q.unit: q.number for q in other.mention.quantities}
    for mine in one.mention.quantities:
        number = theirs.get(mine.unit)
        if number and mine.number and max(number, mine.number) > FAR_OFF * min(number, mine.number):
            return True
    return False


def _shared_words(one: Facts, other: Facts) -> float:
    """How much of the poorer mention's telling words the other shares, 0 to 1.

    A name that is known in both is counted with who takes part; one that is known in one of them alone is a word,
    where they are of two articles and tell one sort of deed: one article names the same over and over, and who stands
    beside another deed does that one, or is but spoken of. All such names are worth one word.
    """
    plain = _bits(one.words & other.words)
    if one.mention.article != other.mention.article and one.family == other.family and one.family not in CHANCE:
        plain += min(RAREST, _bits((one.told & other.told) - (one.names & other.names)) - plain)
    return _of_the_poorer(plain, one, other)


def _shared_plain(one: Facts, other: Facts) -> float:
    """The same without names: what two accounts must share that tell no like deed."""
    return _of_the_poorer(_bits(one.words & other.words), one, other)


def _of_the_poorer(bits: int, one: Facts, other: Facts) -> float:
    """These bits as a share of what the poorer mention tells, 0 to 1."""
    return min(1.0, bits / max(WORDS_AT_LEAST, min(one.weight, other.weight)))


def _bits(words: frozenset[str]) -> int:
    return sum(rarity(word) for word in words)


def _one_article(one: Facts, other: Facts) -> tuple[str, int]:
    mine, theirs = one.mention, other.mention
    if mine.where != theirs.where and max(mine.position, theirs.position) <= LEAD_SENTENCES:
        return "title and lead", TITLE_AND_LEAD
    if mine.where == theirs.where and mine.position == theirs.position:
        return "one sentence tells both", ONE_CLAUSE
    return "one article tells both", ONE_ARTICLE
