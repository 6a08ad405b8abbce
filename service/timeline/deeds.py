"""The happenings a sentence tells of: what triggers each, its kind, whether it happened, when, and who took part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from service.temporal.model import Expression
from service.timeline import attach
from service.timeline.absorbed import ENACTED, absorbed_nouns
from service.timeline.cast import Figure
from service.timeline.constructions import HARMING, TAKEN
from service.timeline.dated import TRANSPARENT, days_of_deeds
from service.timeline.kinds import kind_of
from service.timeline.lexicon import (
    PLURAL,
    RANKS,
    Meaning,
)
from service.timeline.phrases import AIRBORNE, STOPS
from service.timeline.roles import Parties, Scene, parties_of_noun, parties_of_verb, subject_of
from service.timeline.scene import capital_acting, once
from service.timeline.senses import ACCIDENT, BARGAINING, PLAIN, STRONG, VIOLENT, sense_of
from service.timeline.status import in_time, not_yet, status_of_noun, status_of_verb
from service.timeline.verb import Verb

NOTHING = Meaning("act", None, RANKS["weak"])
"""What a verb the lexicon does not hold means when a date hangs on it."""
TOLD = frozenset({"truce", "lifted"})
"""What a verb and its subject tell together, whatever the subject alone would be: a truce that holds."""
SETTLED = frozenset({"granted", "forbidden"})
"""What is so from now on, whether those who may do it will do it or not."""
STANDING = frozenset(
    {"be", "have", "do", "seem", "remain", "include", "mean", "become", "like", "contain", "belong", "know", "concern"}
)


@dataclass(slots=True)
class Deed:
    """One happening in one sentence. Places are token indices; `verb` is an index into the scene's verbs, or None."""

    start: int
    end: int
    lemma: str
    meaning: Meaning
    kind: str | None
    base: str | None
    status: str
    parties: Parties
    expression: Expression | None
    verb: int | None
    left: int
    right: int
    nested: bool
    by_noun: bool = False
    """A noun is what names it ("the expulsion"), alone or with a verb that says little."""
    hanging: bool = False
    """It only describes a noun or goes on from another verb: "which ends", "leaving"."""
    names_its_day: bool = False
    """The date stands in the noun's own phrase, so that what stands before both is not said of the date."""
    told_by_clause: bool = False
    """Its clause says what a date was: "of 1982, when rebels held a town", "two days after a cook had crawled out"."""


def deeds(
    scene: Scene, dated: Sequence[tuple[Expression, int, int]], published: date, headline: bool = False
) -> list[Deed]:
    """Every happening worth a mention in one sentence, in order of place."""
    nouns = event_nouns(scene)
    absorbed = absorbed_nouns(scene, nouns)
    days = days_of_deeds(scene, dated, nouns, absorbed, published)
    when = days.when
    out = []
    taken = {verb: noun for noun, verb in absorbed.items()}
    for index, verb in enumerate(scene.verbs):
        deed = _of_verb(scene, index, verb, taken.get(index), nouns, when.get(("verb", index)), published, headline)
        if deed is not None:
            told = deed.expression if deed.by_noun else None
            if told is not None and scene.tokens.end[verb.head] <= told.start:
                deed.names_its_day = told.end <= scene.tokens.start[deed.start]
            deed.told_by_clause = index in days.told_by_clause
            deed.names_its_day = deed.names_its_day or (deed.told_by_clause and verb.link != "to")
            if deed.told_by_clause and verb.link == "to" and verb.governor is not None:
                deed.nested = deed.hanging = False
                deed.left = scene.verbs[verb.governor].left
            out.append(deed)
    for at, meaning in nouns.items():
        told = when.get(("noun", at))
        if told is not None and at not in absorbed:
            deed = _of_noun(scene, at, meaning, told, published)
            deed.names_its_day = told.end <= scene.tokens.start[at]
            out.append(deed)
    if not scene.verbs and nouns and headline:
        at = min(nouns, key=lambda k: (-nouns[k].rank, k))
        if nouns[at].rank >= STRONG and ("noun", at) not in when:
            out.append(_of_noun(scene, at, nouns[at], None, published))
    out.sort(key=lambda deed: deed.start)
    return out


def event_nouns(scene: Scene) -> dict[int, Meaning]:
    """The nouns that name a happening: index -> meaning. A noun that only modifies another ("peace talks") is none."""
    tokens = scene.tokens
    covered = {k for e in scene.entities if e.sort != "adjective" for k in range(e.start, e.end)}
    heads = {k for verb in scene.verbs for k in range(verb.start, verb.end)}
    out: dict[int, Meaning] = {}
    size = len(tokens)
    for at, word in enumerate(tokens.word):
        meaning = word.noun_meaning
        if word.part == "call" and tokens.low[at + 1 : at + 2] == ["for"]:
            meaning = meaning or DEMAND
        if meaning is None or at in heads or at in covered:
            continue
        if at and (tokens.low[at - 1], word.noun) in BODILY:
            continue
        if at + 1 < size:
            following = tokens.word[at + 1]
            if (
                following.noun
                and at + 1 not in heads
                and (following.noun_meaning or following.flags & PLURAL)
                and at + 1 not in covered
            ):
                continue
        if word.noun in ("strike", "raid") and at and tokens.low[at - 1] in AIRBORNE:
            meaning = TAKEN
        violent = word.noun not in ("explosion", "blast") or any(low.startswith(VIOLENT) for low in tokens.low)
        out[at] = meaning if violent else ACCIDENT
    return out


BODILY = frozenset(
    {("heart", "attack"), ("panic", "attack"), ("asthma", "attack"), ("cardiac", "arrest"), ("respiratory", "arrest")}
)
"""What befalls a body, and is no deed."""


def _of_verb(
    scene: Scene,
    index: int,
    verb: Verb,
    noun: int | None,
    nouns: dict[int, Meaning],
    expression: Expression | None,
    published: date,
    headline: bool,
) -> Deed | None:
    if verb.meaning is not None and verb.meaning.name == "step":
        carried = _carried(scene, index, expression, nouns, published, headline)
        if carried is not None:
            return carried
    demanded = _demanded(scene, index, verb, expression, published)
    if demanded is not None:
        return demanded
    meaning = sense_of(scene, index)
    if (
        noun is not None
        and not (meaning is not None and meaning.name in TOLD)
        and (not verb.phrase or verb.lemma in HARMING or (meaning is not None and meaning.does in TRANSPARENT))
        and (
            meaning is None
            or nouns[noun].rank > meaning.rank
            or verb.does & {"light", "cancel", "begin"}
            or meaning.name in ENACTED
            or (verb.lemma in HARMING and nouns[noun].kind in ("fight", "assault"))
        )
    ):
        meaning = nouns[noun]
    if meaning is None:
        if verb.lemma in STANDING or not verb.head or (expression is None and not verb.finite):
            return None
        meaning = NOTHING
    if meaning.rank == 0:
        meaning = Meaning(meaning.name, None, RANKS["weak"], meaning.roles, meaning.does) if expression else meaning
        if meaning.rank == 0:
            return None
    bare = verb.lemma in STANDING and noun is None and not verb.phrase and meaning.rank < STRONG
    if expression is None and (bare if verb.finite else meaning.rank < PLAIN):
        return None
    parties = parties_of_verb(scene, index)
    if not parties.targets and verb.governor is not None and _befell(scene, verb, scene.verbs[verb.governor]):
        parties.targets.extend(f for f in subject_of(scene, verb.governor) if f not in parties.sources)
    status = status_of_verb(scene, index, headline)
    if noun is not None and meaning.name == "lifted":
        status = status_of_noun(scene, noun, status)
    elif noun is not None:
        parties = _with_noun(scene, parties, noun, nouns[noun], verb)
        status = status_of_noun(scene, noun, status)
    if meaning.name in SETTLED:
        status = "occurred"
    status = in_time(status, expression, published)
    if status == "cancelled" and expression is not None and _put_off_to(scene, verb, expression):
        status = "planned"
    base = meaning.kind
    harmed = noun is not None and meaning is nouns[noun] and verb.lemma in HARMING
    kind = base if harmed else kind_of(scene, index, base)
    if noun is not None and verb.does & {"cancel"} and scene.tokens.word[noun].noun in BARGAINING and not verb.negative:
        kind = "sanction"
    if base is None and kind is not None and meaning.rank < STRONG and verb.finite:
        meaning = Meaning(meaning.name, kind, STRONG, meaning.roles, meaning.does)
    told_by_noun = noun is not None and meaning is nouns[noun]
    start, end = (noun, noun + 1) if noun is not None and told_by_noun else (verb.head, verb.head + 1)
    lemma = _lemma(scene, start, verb)
    if verb.end > verb.head + 1 and start == verb.head and noun is None:
        end = verb.end
    nested = _nested(scene, index)
    hanging = verb.link in ("ing", "relative") or (verb.link == "to" and nested)
    hanging = hanging or (verb.link in ("when", "if") and verb.tense == "present" and not verb.perfect)
    return Deed(
        *(start, end, lemma, meaning, kind, base, status, parties, expression, index, verb.left, verb.right, nested),
        by_noun=told_by_noun,
        hanging=hanging,
    )


PUTTING_OFF = frozenset({"postpone", "defer", "delay", "put", "adjourn"})
"""Verbs of calling off whose "to" or "until" gives another day."""


def _put_off_to(scene: Scene, verb: Verb, expression: Expression) -> bool:
    """Whether a day is the new one of what was put off: "postponed to October", "put back until Friday"."""
    before = scene.tokens.at(expression.start) - 1
    return verb.lemma in PUTTING_OFF and before >= 0 and scene.tokens.low[before] in ("to", "until", "till")


def _carried(
    scene: Scene, index: int, expression: Expression | None, nouns: dict[int, Meaning], published: date, headline: bool
) -> Deed | None:
    """ "Took a step towards peace on Sunday, meeting rebels": the step is what the participle behind it tells."""
    step = scene.verbs[index]
    for later in range(index + 1, len(scene.verbs)):
        verb = scene.verbs[later]
        strong = verb.meaning is not None and verb.meaning.rank >= STRONG and verb.meaning.kind is not None
        if verb.governor != index or verb.link not in ("ing", "to") or not strong:
            continue
        deed = _of_verb(scene, later, verb, None, nouns, expression, published, headline)
        if deed is None:
            return None
        deed.status = in_time(status_of_verb(scene, index, headline), expression, published)
        deed.left, deed.nested, deed.verb = step.left, _nested(scene, index), index
        deed.right = max(deed.right, verb.right)
        return deed
    return None


def _demanded(scene: Scene, index: int, verb: Verb, expression: Expression | None, published: date) -> Deed | None:
    """ "The agency said both sides must stop": a demand by who says so to who must."""
    if verb.tense != "must" or verb.negative:
        return None
    behind = next((k for k in range(index + 1, len(scene.verbs)) if scene.verbs[k].link == "main"), None)
    said = verb.governor if verb.link == "said" else behind if verb.link == "main" else None
    if said is None:
        return None
    speaker = scene.verbs[said]
    if not speaker.does & {"report"} or speaker.negative:
        return None
    parties = Parties(subject_of(scene, said), subject_of(scene, index))
    if not parties.targets:
        parties.targets = _told_to(scene, speaker)  # "The men must be freed, Chad told Mali"
    if not parties.targets or not parties.sources:
        return None
    nested = _nested(scene, index)
    lemma, left = verb.lemma, min(speaker.left, verb.left)
    status = in_time("occurred", expression, published)
    return Deed(
        *(verb.start, verb.head + 1, lemma, DEMAND, "demand", "demand", status, parties, expression, index),
        *(left, verb.right, nested),
    )


def _told_to(scene: Scene, speaker: Verb) -> list[Figure]:
    """Whom somebody tells what he says: "Chad told Mali"."""
    near = (e for e in scene.entities if speaker.end <= e.start <= speaker.end + 2)
    told = next((e for e in near if scene.preposition(e) == "" and speaker.lemma in ("tell", "remind")), None)
    return list(told.figures or capital_acting(scene, told)) if told is not None else []


DEMAND = Meaning("demand", "demand", STRONG, "object", "demand")


def _lemma(scene: Scene, at: int, verb: Verb | None) -> str:
    word = scene.tokens.word[at]
    if verb is not None and at == verb.head:
        return verb.lemma
    return word.noun or scene.tokens.low[at]


def _with_noun(scene: Scene, parties: Parties, noun: int, meaning: Meaning, verb: Verb) -> Parties:
    start, end = verb.subject_span
    if start <= noun < end and verb.lemma not in GIVING:
        return _of_subject(scene, parties, noun, meaning, verb)
    more = parties_of_noun(scene, noun, meaning, verb.left, min(verb.right, noun + 30))
    known = {figure.id for figure in (*parties.sources, *parties.targets)}
    parties.targets.extend(figure for figure in more.targets if figure.id not in known)
    if not parties.sources:
        parties.sources.extend(figure for figure in more.sources if figure.id not in known)
    parties.places.extend(place for place in more.places if place not in parties.places)
    return parties


def _of_subject(scene: Scene, parties: Parties, noun: int, meaning: Meaning, verb: Verb) -> Parties:
    """The parties of a happening that is the subject: who stands in its own phrase, and who does what befalls it.

    "A battle between Chad and Libya left nine dead" names both before its verb; "the treaty was denounced by Peru"
    names behind it who denounced; "a plea came from Mali" names its source.
    """
    start, end = verb.subject_span
    own = {f.id for e in scene.entities if start <= e.start < end for f in (e.figures or capital_acting(scene, e))}
    aside = next((v.left for v in scene.verbs if v.link == "relative" and noun < v.left < verb.start), noun + 30)
    more = parties_of_noun(scene, noun, meaning, min(verb.left, start), min(verb.right, aside))
    behind = [figure for figure in parties.targets if figure.id not in own]
    low = scene.tokens.low
    wrought = low[verb.end - 2 : verb.end] in (["work", "of"], ["handiwork", "of"])
    if low[verb.end - 1] == "from" or wrought or (verb.lemma in FILLING and not more.sources):
        agents, behind = behind, []
    else:
        agents = [figure for figure in parties.sources if figure.id not in own] if verb.passive else []
    sources = agents or more.sources
    taken = {figure.id for figure in sources}
    targets = [figure for figure in (*more.targets, *behind) if figure.id not in taken]
    places = [*parties.places, *(place for place in more.places if place not in parties.places)]
    return Parties(list(sources), once(targets), [*parties.others, *more.others], places)


FILLING = frozenset({"fill", "dominate", "crowd", "pepper"})
"""Verbs of papers and speeches full of what is told: "Attacks on Chad filled Mali's newspapers"."""
GIVING = frozenset({"draw", "win", "meet"})
"""Verbs with a noun for what is won as their object."""


def _of_noun(scene: Scene, at: int, meaning: Meaning, expression: Expression | None, published: date) -> Deed:
    tokens = scene.tokens
    index = attach._clause(scene, at)
    left = max(
        (k + 1 for k in range(at) if tokens.low[k] in STOPS and tokens.low[k] not in ("“", "”", '"', "-")), default=0
    )
    right = next(
        (
            k
            for k in range(at + 1, len(tokens))
            if tokens.low[k] in STOPS and tokens.low[k] not in ("“", "”", '"', "-", ",")
        ),
        len(tokens),
    )
    edges = [verb.start for verb in scene.verbs if verb.start > at]
    right = min([right, *edges])
    left = max([left, *(verb.end for verb in scene.verbs if verb.end <= at)])
    parties = parties_of_noun(scene, at, meaning, left, right)
    if not parties.sources and not parties.targets and index is not None:
        parties.others.extend(subject_of(scene, index))
    status = "occurred"
    if index is not None:
        governing = scene.verbs[index]
        if governing.head < at and governing.does & {"cancel"}:
            status = "cancelled"
        elif governing.head < at and governing.does & {"deny"}:
            status = "denied"
        elif governing.head < at and governing.lemma in ("accuse", "suspect", "blame", "allege", "claim"):
            status = "alleged"
        elif governing.head < at and governing.does & {"plan"} and governing.lemma != "decide":
            status = "planned"
    status = in_time(status_of_noun(scene, at, status), expression, published)
    return Deed(
        at,
        at + 1,
        tokens.word[at].noun or tokens.low[at],
        meaning,
        meaning.kind,
        meaning.kind,
        status,
        parties,
        expression,
        None,
        left,
        right,
        True,
        by_noun=True,
    )


SPEAKING = frozenset({"demand", "allege", "threaten", "agree", "deny"})


def _is_statement(verb: Verb) -> bool:
    """Whether a verb issues words: what its "-ing" says is then what the sentence tells ("a letter demanding ...")."""
    return "report" in verb.does or (verb.lemma in ("issue", "send", "release", "write", "deliver", "adopt", "sign"))


def _claims(verb: Verb, governor: Verb) -> bool:
    """Whether what a verb tells is what is claimed, denied, called off or not done: the news itself."""
    if governor.does & {"deny"} and verb.link in ("ing", "said"):
        return True
    if governor.lemma in ("refrain", "abstain") and verb.link == "ing":
        return True
    if governor.does & {"allege"} and verb.link == "said" and governor.meaning is not None:
        return governor.meaning.kind in (None, "statement", "disapprove")
    if verb.link == "ing" and governor.passive and governor.does & {"allege"}:
        return True
    if verb.link != "to":
        return False
    return bool(governor.passive and governor.does & {"report", "allege"}) or bool(governor.does & {"cancel"})


def _carries(verb: Verb, seeks_out: bool = False) -> bool:
    """Whether a verb only says how what it governs stands: "plans to", "began"; `seeks_out`: what it governs is an
    inquiry, which is made where somebody is trying to make it.
    """
    if verb.negative:
        return False
    if verb.lemma in WISHES:
        return verb.progressive and seeks_out
    if verb.does & {"begin"} or verb.lemma == "spend":
        return True
    return bool(verb.does & {"plan"}) and (verb.meaning is None or verb.meaning.rank <= RANKS["weak"])


def _seeks_out(verb: Verb) -> bool:
    return verb.meaning is not None and verb.meaning.kind == "investigate"


WISHES = frozenset({"want", "hope", "need", "seek", "try", "attempt", "aim", "wish", "strive", "struggle", "consider"})
"""Verbs that wish for what they govern, which is then no plan yet."""


def _befell(scene: Scene, verb: Verb, governor: Verb) -> bool:
    """Whether a clause of time tells what did it: "nine died when police fired", "he lost an eye when men beat him"."""
    if verb.link != "when" or scene.tokens.low[verb.left] != "when" or verb.tense != "past" or governor.tense != "past":
        return False
    forced = verb.meaning is not None and verb.meaning.kind in BEFALLING
    return forced and (governor.meaning is None or governor.meaning.kind in (None, "assault"))


BEFALLING = frozenset({"assault", "fight", "coerce", "disapprove", None})
"""Kinds of what befalls somebody; a verb of none may have a noun for it ("a bomb went off")."""


def _was_found(verb: Verb, governor: Verb) -> bool:
    """Whether a participle tells how somebody was found: "were found murdered"."""
    near = verb.link == "part" and verb.start == governor.end
    return near and governor.passive and governor.lemma in ("find", "leave", "report", "discover")


def _nested(scene: Scene, index: int) -> bool:
    """Whether a verb only completes or qualifies another: not what the sentence is there to say."""
    verb, seen = scene.verbs[index], 0
    while seen < 8:
        governor = scene.verbs[verb.governor] if verb.governor is not None else None
        if governor is not None and (_befell(scene, verb, governor) or _was_found(verb, governor)):
            verb, seen = governor, seen + 1
            continue
        carried = verb.link in ("to", "ing") and governor is not None and _carries(governor, _seeks_out(verb))
        worded = carried or (
            verb.link == "ing" and verb.does & SPEAKING and governor is not None and _is_statement(governor)
        )
        claimed = governor is not None and (_claims(verb, governor) or not_yet(scene, verb, governor))
        if verb.link in ("to", "ing", "part", "relative", "when", "if") and not (worded or claimed):
            return True
        if governor is None:
            return False
        if verb.link == "said" and not (claimed or governor.does & {"report"}):
            return True
        verb, seen = governor, seen + 1
    return True
