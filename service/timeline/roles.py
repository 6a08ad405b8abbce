"""Who does it and to whom: the parties of a deed from its verb's voice and the places of the names around it."""

from __future__ import annotations

from service.timeline.cast import Cast, Entity, Figure
from service.timeline.gazetteer import Name, word_set
from service.timeline.lexicon import CONJUNCTION, MOSTLY_NOUN, PREPOSITION, Meaning
from service.timeline.phrases import STOPS
from service.timeline.scene import Parties as Parties
from service.timeline.scene import Scene as Scene
from service.timeline.scene import capital_acting, country_of, lends_its_name, once, owns
from service.timeline.subjects import subject_of as subject_of
from service.timeline.verb import Verb

TOWARDS = frozenset(
    {"with", "to", "against", "on", "upon", "at", "toward", "towards", "between", "over", "about", "for"}
)
PLACED = frozenset(
    {
        "in",
        "into",
        "near",
        "inside",
        "at",
        "around",
        "throughout",
        "across",
        "outside",
        "within",
        "on",
        "from",
        "to",
        "toward",
        "towards",
    }
)
NO_PARTY = frozenset(
    {
        "like",
        "unlike",
        "than",
        "including",
        "after",
        "before",
        "since",
        "during",
        "following",
        "despite",
        "amid",
        "under",
        "because",
        "according",
        "behind",
        "as",
        "via",
    }
)
HEARD = frozenset({"tell", "brief", "address", "interview", "assure", "inform", "thank"})
"""Verbs of saying with somebody said to."""
CLAUSES = frozenset({"when", "while", "who", "whose", "which", "because", "although", "whereas"})
"""Words that open a clause of its own, whose people are no party to the verb before."""
ADDRESSING = frozenset(
    {"agree", "support", "demand", "disapprove", "reject", "threaten", "aid", "cooperate", "concede", "sanction"}
)
"""Kinds of deeds that, done to or called on a capital, are done to its country: "appealed to Paris"."""
OWN = frozenset({"meet", "discuss", "retreat", "mobilize", "protest"})
"""Nouns for what those do who stand behind "of": "a meeting of envoys", "the withdrawal of troops"."""
MEDIATING = frozenset({"mediation", "arbitration", "mediator"})
"""Nouns for what somebody else does between two."""
BEFALLING = frozenset({"accident", "disaster"})
"""What nobody does: who stands before its noun is whom or where it struck ("the Haiti earthquake")."""
DOWNWARD = frozenset(
    {
        "retreat",
        "aid",
        "fight",
        "assault",
        "bomb",
        "sanction",
        "coerce",
        "concede",
        "help",
        "mobilize",
        "interfere",
        "investigate",
        "protest",
    }
)
"""Meanings whose target, where nobody else is named, is the country they happen in."""


def parties_of_verb(scene: Scene, index: int) -> Parties:
    """The parties of the verb `scene.verbs[index]`."""
    verb = scene.verbs[index]
    found = Parties()
    subject = subject_of(scene, index)
    if verb.passive:
        found.targets.extend(subject)
    else:
        found.sources.extend(subject)
    if verb.link == "relative" and not verb.passive and scene.tokens.low[verb.left] == "whom":
        found.targets.extend(figure for figure in _described(scene, verb.left) if figure not in found.sources)
    if not verb.passive and index and not _of_a_land(found.sources):
        found.sources.extend(_worked_for(scene, index))
    _behind(scene, index, found)
    if verb.meaning is not None and verb.meaning.kind in PLEDGED and not _of_a_land(found.sources):
        _spoken_for(scene, index, found)
    won = verb.meaning is not None and (
        verb.meaning.kind in SPOKEN or (verb.meaning.kind == "aid" and verb.lemma in ("receive", "obtain"))
    )
    if not verb.passive and ((verb.lemma in WINNING and won) or _suffers(scene, verb)):
        found.sources, found.targets = found.targets, list(subject)
    if _is_lifted(scene, verb):
        found.sources, found.targets = [], []
        _giver(scene, verb, found)
    if verb.passive and not found.sources and verb.meaning is not None and verb.meaning.kind in GIVEN:
        _giver(scene, verb, found)
    if verb.passive and "allege" in verb.does:
        found.others.extend(figure for figure in found.targets if figure not in subject)
        found.targets = list(subject)
    if "report" in verb.does and verb.meaning is not None and verb.meaning.does == "report" and verb.lemma not in HEARD:
        found.others.extend(found.targets)
        found.targets = []
    if verb.passive and not found.sources and verb.meaning is not None and verb.meaning.kind == "mobilize":
        found.sources, found.targets = list(subject), [f for f in found.targets if f not in subject]
    if verb.passive and not found.sources and verb.meaning is not None and _sends_away(verb.meaning):
        found.sources = [f for f in found.targets if f not in subject and _is_left(scene, index, f)]
        found.targets = [f for f in found.targets if f not in found.sources]
    if verb.passive and not found.sources and verb.meaning is not None and verb.meaning.kind in SPOKEN:
        found.sources.extend(scene.cast.country(place.country) for place in _capitals(scene, index) if place.country)
    if not found.sources and not verb.passive and verb.meaning is not None and verb.meaning.kind == "protest":
        found.sources.extend(scene.cast.country(place.country) for place in found.places[:1] if place.country)
    if verb.meaning is not None:
        _settle(verb.meaning, found, scene.cast)
    return found


def _described(scene: Scene, at: int) -> tuple[Figure, ...]:
    """Whom a clause opening at `at` describes: the last person named before it, a day in between or not."""
    near = (e for e in reversed(scene.entities) if e.end <= at and at - e.end <= 4 and e.figures)
    return next((e.figures for e in near if e.figures[0].type == "person"), ())


SPOKEN = frozenset({"disapprove", "support", "reject", "demand"})
"""Kinds of deeds done in words, which a capital does where it is the place: "was denounced in Athens"."""


PLEDGED = frozenset({"agree", "threaten"})
"""Kinds of deeds in words about what the speaker's own land will do."""


def _worked_for(scene: Scene, index: int) -> list[Figure]:
    """Whose men they are who do it, and what the trains carry that go: "hackers working for Iran", "trains carrying
    Peruvian tanks".
    """
    verb, before = scene.verbs[index], scene.verbs[index - 1]
    describes = before.link == "ing" and before.end <= verb.start and before.subject_span == verb.subject_span
    if not describes or before.lemma not in SERVING | {"carry", "bring"}:
        return []
    near = (e for e in scene.entities if before.end <= e.start < verb.start)
    wanted = ("for", "under", "with") if before.lemma in SERVING else ("",)
    return [
        figure for e in near if scene.preposition(e) in wanted for figure in (*e.figures, *capital_acting(scene, e))
    ]


SERVING = frozenset({"work", "act", "fight", "serve", "side"})


def _of_a_land(figures: list[Figure]) -> bool:
    return any(figure.country for figure in figures)


def _spoken_for(scene: Scene, index: int, found: Parties) -> None:
    """Whose word it is where a spokesman gives it, or what is told has no doer: "Peru will pay Chile, an official
    promised", "Uganda told Rwanda that a raid would mean war".
    """
    verb = scene.verbs[index]
    if verb.link == "main" and index and verb.lemma in PLEDGING and scene.verbs[0].tense in ("future", "perhaps"):
        first = parties_of_verb(scene, 0)
        known = {figure.id for figure in found.sources}
        found.sources.extend(figure for figure in first.sources if figure.id not in known)
        found.targets.extend(figure for figure in first.targets if figure not in found.targets)
    elif verb.link == "said" and verb.governor is not None and not found.sources and not found.targets:
        told = parties_of_verb(scene, verb.governor)
        found.sources.extend(told.sources)
        found.targets.extend(told.targets)


PLEDGING = frozenset({"promise", "pledge", "vow", "warn", "threaten", "undertake", "guarantee"})
WINNING = frozenset({"win", "draw", "earn", "attract", "receive", "get", "obtain", "elicit", "enjoy", "command"})
"""Verbs with which praise and blame come to their subject: "won applause from Mali"."""


def _suffers(scene: Scene, verb: Verb) -> bool:
    """Whether what the verb names comes to its subject from another: "came under fire from", "met with a no from"."""
    low = scene.tokens.low[verb.head + 1 : verb.head + 3]
    kind = verb.meaning.kind if verb.meaning is not None else None
    if verb.lemma == "come":
        return low[:1] == ["under"] and kind in ("fight", "assault", "coerce", "disapprove")
    return verb.lemma == "meet" and low[:1] == ["with"] and kind in SPOKEN


GIVEN = frozenset({"sanction", "aid", "agree", "cooperate"})
"""Kinds of deeds done to what one gives another: "Danish aid to Mali has been frozen"."""


def _is_lifted(scene: Scene, verb: Verb) -> bool:
    """Whether what takes effect is that a curb is lifted, whose and on whom its subject says."""
    start, end = verb.subject_span
    light = verb.meaning is not None and verb.meaning.name in ("follow", "force") and not verb.passive
    return light and not LIFTING.isdisjoint(scene.tokens.low[start:end])


LIFTING = word_set("lifting easing relaxation removal abolition repeal scrapping loosening unfreezing")


def _giver(scene: Scene, verb: Verb, found: Parties) -> None:
    """Tell apart, in a passive subject, whose the thing is and whom it goes to."""
    start, end = verb.subject_span
    inside = [e for e in scene.entities if start <= e.start < end and e.figures]
    towards = [f for e in inside if scene.preposition(e) in ONTO for f in e.figures]
    owners = [f for e in inside if scene.preposition(e) in ("", "'s", "of") for f in e.figures if f not in towards]
    if towards and owners:
        found.sources, found.targets = once(owners), once(towards)


ONTO = frozenset({"to", "for", "with", "between", "on", "against"})
"""Before whom a thing is given to or imposed on."""


def _is_left(scene: Scene, index: int, figure: Figure) -> bool:
    """Whether those sent away are to leave its land: "were given two days to leave Peru"."""
    low = scene.tokens.low
    mine = (e for e in scene.entities if e.start >= scene.verbs[index].end and figure in e.figures)
    return any(low[entity.start - 1] in ("leave", "quit") for entity in mine)


def _capitals(scene: Scene, index: int) -> list[Name]:
    verb = scene.verbs[index]
    inside = (e for e in scene.entities if verb.end <= e.start < verb.right and e.city is not None)
    return [e.city for e in inside if e.city is not None and e.city.capital and scene.preposition(e) == "in"]


def _behind(scene: Scene, index: int, found: Parties) -> None:
    """Objects, agents and places behind the verb in its clause; where that names nobody, in what completes it."""
    verb = scene.verbs[index]
    weak: list[Figure] = []
    before = len(found.targets)
    _collect(scene, index, verb.end - 1, verb.right, found, weak)
    if len(found.targets) == before:
        right = _reach(scene, index)
        if right > verb.right:
            _collect(scene, index, verb.right, right, found, weak)
    if verb.meaning is not None and verb.meaning.roles == "to":
        found.targets.extend(scene.cast.country(place.country) for place in found.places if place.country)
    if all(figure in found.sources for figure in found.targets):
        found.targets.extend(f for f in weak if f not in found.sources)
    else:
        found.others.extend(weak)


def _collect(scene: Scene, index: int, left: int, right: int, found: Parties, weak: list[Figure]) -> None:
    """Sort the entities between two tokens behind a verb into agents, targets and places."""
    verb = scene.verbs[index]
    if not CLAUSES.isdisjoint(scene.tokens.low[verb.end : right]):
        right = next((at for at in range(verb.end, right) if scene.tokens.low[at] in CLAUSES and at > left), right)
    for entity in scene.entities:
        if not left <= entity.start < right and not (left < verb.end and verb.head < entity.start < verb.end):
            continue
        preposition = scene.preposition(entity)
        figures = entity.figures or _capital_meant(scene, entity, preposition, verb.meaning)
        if verb.passive and (preposition == "by" or _behind_by(scene, verb.end - 1, entity)):
            found.sources.extend(figures or capital_acting(scene, entity) or country_of(scene, entity))
        elif verb.passive and preposition in ("from", "out") and verb.meaning is not None and _sends_away(verb.meaning):
            found.sources.extend(figures or country_of(scene, entity))
        elif entity.city is not None or (
            preposition in PLACED
            and entity.land
            and preposition in ("in", "into", "near", "inside", "throughout", "across", "within")
        ):
            if figures and entity.city is not None:
                found.targets.extend(figures)
            else:
                _place(scene, entity, found)
        elif entity.sort == "adjective" and preposition in ("in", "near", "inside", "within", "across", "throughout"):
            if preposition == "near":
                found.others.extend(figures)
            else:
                _place(scene, entity, found)  # "in an Iraqi village"
        elif (preposition in NO_PARTY and not _stands_behind(verb, preposition)) or _is_their(scene, entity):
            found.others.extend(figures)
        elif owns(scene, entity) and (verb.meaning is None or verb.meaning.kind is None):
            found.others.extend(figures)  # "was buried in Oslo, his home"
        elif entity.possessive or preposition in ("of", "'s", "from", "by") or owns(scene, entity):
            weak.extend(figures)
        else:
            found.targets.extend(figures)


def _capital_meant(scene: Scene, entity: Entity, preposition: str, meaning: Meaning | None) -> tuple[Figure, ...]:
    """The country a capital stands for: where it is no mere place, or what is done goes to it."""
    addressed = preposition in ("to", "on") and meaning is not None and meaning.kind in ADDRESSING
    return capital_acting(scene, entity) if addressed or preposition not in PLACED else ()


def _is_their(scene: Scene, entity: Entity) -> bool:
    return entity.sort == "pronoun" and scene.tokens.low[entity.start] == "their"


def _stands_behind(verb: Verb, preposition: str) -> bool:
    return preposition == "behind" and verb.meaning is not None and verb.meaning.kind == "support"


def _sends_away(meaning: Meaning) -> bool:
    """Whether who is sent away is so by the land he was in: "deported from Peru", "expelled from Chile"."""
    return meaning.kind in ("coerce", "sanction")


def _behind_by(scene: Scene, start: int, entity: Entity) -> bool:
    """Whether an entity says whose people did it: "killed by supporters of the president"."""
    tokens = scene.tokens
    for at in range(entity.start - 1, start, -1):
        low = tokens.low[at]
        if low == "by":
            return True
        if low in STOPS or low in CLAUSES or (tokens.word[at].flags & PREPOSITION and low not in ("of", "from")):
            return False
    return False


def _reach(scene: Scene, index: int) -> int:
    """Where the words of a verb end: its clause, and the infinitives and participles that only complete it."""
    verb = scene.verbs[index]
    right = verb.right
    for later in range(index + 1, len(scene.verbs)):
        other = scene.verbs[later]
        if other.link == "and" and other.start <= scene.verbs[later - 1].end + 1:
            right = other.right  # "seized and burned the ship"
        elif other.governor in range(index, later) and other.link in ("to", "ing", "said") and other.left <= right:
            if other.link == "said" and not verb.does & {"demand", "agree", "threaten", "refuse", "allege"}:
                break
            right = other.right
        else:
            break
    return right


def _place(scene: Scene, entity: Entity, found: Parties) -> None:
    if entity.city is not None:
        found.places.append(entity.city)
    elif entity.figures:
        figure = entity.figures[0]
        found.places.append(Name(figure.id, figure.name, "country", figure.country))


def _settle(meaning: Meaning, found: Parties, cast: Cast) -> None:
    """Each figure once; the country it happens in as the one it is done to, where nobody else is named."""
    found.sources = once(found.sources)
    taken = {figure.id for figure in found.sources}
    found.targets = [figure for figure in once(found.targets) if figure.id not in taken]
    if not found.targets and meaning.name in DOWNWARD:
        countries = {figure.country for figure in found.sources}
        for place in found.places:
            if place.country and place.country not in countries:
                found.targets.append(cast.country(place.country))
                break


def _owner_before(scene: Scene, at: int, left: int) -> tuple[Figure, ...]:
    """Whose "its" is behind "and": "Peru's interference in the vote and its seizure of two ships"."""
    low = scene.tokens.low
    its = next((k for k in range(at - 1, max(left, at - 3), -1) if low[k] == "its"), None)
    if its is None or low[its - 1] != "and":
        return ()
    owners = (e for e in reversed(scene.entities) if left <= e.start and e.end < its and e.possessive)
    return next((e.figures for e in owners), ())


def parties_of_noun(scene: Scene, at: int, meaning: Meaning, left: int, right: int) -> Parties:
    """The parties of an event noun: owner or adjective before it, those behind "of", "with", "between", "against"."""
    found = Parties()
    tokens = scene.tokens
    found.sources.extend(_owner_before(scene, at, left))
    for entity in scene.entities:
        if entity.start < left or entity.end > right:
            continue
        if entity.end <= at:
            gap = range(entity.end, at)
            if any(
                tokens.word[k].flags & (PREPOSITION | CONJUNCTION) or tokens.low[k] in STOPS or tokens.low[k] == "that"
                for k in gap
            ):
                continue
            if any(
                tokens.word[k].forms
                and not (tokens.word[k].noun or tokens.word[k].flags & MOSTLY_NOUN)
                and not tokens.low[k].endswith(("ed", "ing"))
                for k in gap
            ):
                continue
            if lends_its_name(scene, entity):
                _place(scene, entity, found)
                continue
            figures = entity.figures or country_of(scene, entity)
            if meaning.name in BEFALLING:
                found.others.extend(figures)
            else:
                found.sources.extend(figures)
        elif entity.start > at:
            preposition = scene.preposition(entity)
            figures = entity.figures or _capital_meant(scene, entity, preposition, meaning)
            if (
                preposition == "by"
                or _behind_by(scene, at, entity)
                or (preposition == "between" and tokens.word[at].noun not in MEDIATING)
                or (preposition == "of" and meaning.name in OWN)
            ):
                found.sources.extend(figures)
            elif entity.city is not None or (entity.land and preposition in ("in", "into", "near")):
                _place(scene, entity, found)
                if meaning.roles == "in" and not found.targets:
                    found.targets.extend(entity.figures or country_of(scene, entity))
            elif preposition in TOWARDS or preposition in ("of", "from") or (not preposition and entity.start < at + 3):
                found.targets.extend(figures)
            else:
                found.others.extend(figures)
    _settle(meaning, found, scene.cast)
    return found
