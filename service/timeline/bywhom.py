"""What one and the same verb is by who does it to whom: crowds burn, armies blockade, courts condemn."""

from __future__ import annotations

from service.timeline.cast import countries_of
from service.timeline.gazetteer import word_set
from service.timeline.lexicon import CIVILIAN, MILITARY
from service.timeline.phrases import STOPS
from service.timeline.scene import Scene, hanging, somebody
from service.timeline.verb import Verb

CROWDS = ("demonstrat", "protest", "rioter", "marcher", "striker", "picket")
POLICE = ("police", "gendarm", "detective", "border-guard")
COURTS = ("court", "tribunal", "judge", "jury", "magistrate")
CAPTORS = (
    *("gunm", "rebel", "guerrilla", "militant", "kidnap", "hijack", "pirate", "bandit", "insurgent", "tribesm"),
    *("separatist", "extremist", "jihadi", "islamist", "militia"),
)
HACKERS = ("hacker", "cyber")
RIOTOUS = word_set(
    """burn set torch smash storm break smear trample surround besiege lay attack ransack overturn throw hurl ring wreck
    destroy vandalise vandalize loot invade occupy deface pull tear topple fling rain force clash"""
)
"""What crowds do to things and buildings."""
HAULING = word_set("pick hold take drag lift grab haul collar bundle lead march")
"""How police come to have somebody, with no word for an arrest."""
KEEPING_TALKS = word_set("talks talk meeting news press conference fire back off inquiry investigation hearing breath")
PUSHING = word_set("drive push force beat throw hold clear chase charge clash fight")
CAPTURING = word_set("capture hold seize take carry make grab snatch trap")
FIRING = word_set("fire launch shoot send loose lob")
SHOTS = ("missile", "rocket", "projectile", "icbm")
SEAS = word_set("sea ocean pacific waters orbit")
MOVING_OUT = word_set("move march roll drive fly pull sail slip file stream walk head rumble trundle steam clank drag")
GATHERED = word_set(
    """gather assemble converge stream pour mass flock march descend throng crowd congregate swarm stand sit turn file
    parade walk meet line fill pack spill"""
)
"""How people come together, whose purpose the verb behind tells."""
CLAIMING = frozenset({"demand", "disapprove", "reject", "protest"})
LOSING = word_set("flee lose quit vacate yield relinquish abandon evacuate leave")
TOPPLING = word_set("oust topple overthrow depose remove unseat")
OUSTING = word_set("expel eject throw kick suspend oust bar exclude")
CIVIL = word_set(
    """tourist tourists priest nun bishop engineer engineers worker workers villager villagers girl girls schoolgirls
    boys children women woman passengers passenger crew sailor sailors journalist journalists reporter missionary
    missionaries doctor doctors nurse nurses teacher teachers student students pupils pupil fishermen businessman
    diplomat diplomats envoy hostages hostage couple family freighter tanker trawler yacht mayor judge judges farmers
    farmer pilgrims bus wedding civilians civilian lawyer minister official deputy"""
)
"""Whom and what to capture is no deed of war."""


def by_whom(scene: Scene, verb: Verb, base: str | None) -> str | None:
    """The kind of what a verb tells, whose words name `base`, seen through who does it to whom."""
    if base is None and "protest" in scene.tokens.seen and _in_protest(scene, verb):
        return "protest"
    if verb.passive:
        return base
    found = None
    if verb.lemma in OF_CROWDS or not CUES.isdisjoint(scene.tokens.seen):
        found = _of_crowds(scene, verb, base)
    if found is None and (verb.lemma in OF_ARMIES or base in ("sanction", "coerce", "mobilize")):
        found = _of_armies(scene, verb, base)
    return found or base


def _of_crowds(scene: Scene, verb: Verb, base: str | None) -> str | None:
    """What crowds, hackers, police, courts, captors and bodies of many countries do."""
    lemma, behind = verb.lemma, set(scene.tokens.low[verb.end : min(verb.right, verb.end + 7)])
    near = set(scene.tokens.low[verb.end : min(verb.right, verb.end + 5)])
    if base in (None, "coerce", "fight", "sanction") and lemma in RIOTOUS and _begins(scene, verb, CROWDS):
        return "protest"
    if base in (None, "coerce", "assault", "disapprove") and _begins(scene, verb, HACKERS):
        return None if lemma in ("say", "claim", "be", "have", "tell") else "coerce"
    if base is None and lemma in HAULING and _begins(scene, verb, POLICE) and _whom(scene, verb):
        return "coerce" if lemma == "hold" or {"up", "away", "off", "in"} & near else None
    if base == "fight" and lemma in PUSHING and _begins(scene, verb, POLICE):
        words = scene.tokens.word
        pushed = any(words[at].flags & CIVILIAN for at in range(verb.end, min(verb.right, verb.end + 7)))
        return "coerce" if pushed else None
    if base == "disapprove" and lemma in ("convict", "condemn", "find") and _begins(scene, verb, COURTS):
        return "coerce" if somebody(scene, verb.end, min(verb.right, verb.end + 5)) else None
    if base in (None, "fight") and lemma in CAPTURING and CIVIL & near and _begins(scene, verb, CAPTORS):
        return None if {"part", "place", "control", "talks", "responsibility"} & behind else "coerce"
    if base in (None, "reject", "coerce") and _for_a_grievance(scene, verb):
        return "protest"
    if base in (None, "consult") and lemma in GATHERED and _for_a_claim(scene, verb):
        return "protest"
    if base in ("coerce", "reject", None) and lemma in OUSTING and _a_body_and_a_land(scene, verb):
        return "sanction"
    return None


def _of_armies(scene: Scene, verb: Verb, base: str | None) -> str | None:
    """What armies and countries do to each other, and what the same words are where it is done to others."""
    low, words, lemma = scene.tokens.low, scene.tokens.word, verb.lemma
    start, end = verb.subject_span
    behind = low[verb.end : min(verb.right, verb.end + 7)]
    armed = any(words[at].flags & MILITARY for at in range(start, end))
    if base == "fight" and lemma == "ambush" and CIVIL & set(behind[:5]) and not _begins(scene, verb, REGULAR):
        return "assault"
    if base == "assault" and lemma == "attack" and not armed and _land_on_land(scene, verb):
        return "fight"
    if base == "sanction" and lemma in TOPPLING and (armed or "coup" in scene.tokens.seen):
        return "coerce"
    if base in ("sanction", "coerce") and armed and "blockade" in behind:
        return "fight"
    if base == "fight" and lemma in FIRING and any(word.startswith(SHOTS) for word in behind):
        rest = low[verb.end : verb.end + 14]
        return "mobilize" if SEAS & set(rest) or "test" in rest else None
    if base == "mobilize" and "into" in behind and _into_a_land(scene, verb, start, end):
        return "fight"
    if not armed:
        return None
    if base in (None, "mobilize", "fight") and lemma in MOVING_OUT:
        gone = (at for at in range(verb.end - 1, min(verb.right, verb.end + 6)) if low[at : at + 2] in AWAY)
        if next(gone, None) is not None:
            return "retreat"
    if base in (None, "consult") and lemma in LOSING and not verb.negative and _place_right_behind(scene, verb):
        return "retreat" if lemma != "leave" or base is None else None
    if base in (None, "consult") and lemma in STANDING_BY and _at_a_border(scene, verb):
        return "mobilize"
    return None


AWAY = (["out", "of"], ["away", "from"], ["back", "across"], ["back", "beyond"], ["back", "from"], ["home", "from"])
REGULAR = ("army", "soldier", "troop", "tank", "navy", "marine")


def _begins(scene: Scene, verb: Verb, starts: tuple[str, ...]) -> bool:
    """Whether a word of the subject, or of the subject it shares, begins so."""
    start, end = verb.subject_span
    return any(scene.tokens.low[at].startswith(starts) for at in range(start, end))


def _in_protest(scene: Scene, verb: Verb) -> bool:
    """Whether something of no kind is done "in protest": bells tolled, ovens that stay cold."""
    low = scene.tokens.low
    if not verb.finite or verb.negative or "protest" not in scene.tokens.seen or verb.link not in ("main", "and"):
        return False
    told = range(verb.end, min(verb.right, len(low) - 1))
    return any(low[at] == "in" and "protest" in low[at + 1 : at + 3] and low[at - 1] != "part" for at in told)


def _whom(scene: Scene, verb: Verb) -> bool:
    """Whether people stand behind a verb, and nothing that is held or taken otherwise."""
    end = min(verb.right, verb.end + (3 if verb.lemma == "hold" else 6))
    return somebody(scene, verb.end, end) and not KEEPING_TALKS & set(scene.tokens.low[verb.end : end])


def _land_on_land(scene: Scene, verb: Verb) -> bool:
    """Whether one country by its name does it to another."""
    start, end = verb.subject_span
    lands = [e for e in scene.entities if e.figures and e.figures[0].type == "country" and e.sort == "name"]
    mine = [e for e in lands if e.start >= start and e.end == end]
    theirs = [e for e in lands if e.start == verb.end and not e.possessive]
    return bool(mine and theirs) and scene.tokens.low[theirs[0].end : theirs[0].end + 1] not in (["for"], ["over"])


def _place_right_behind(scene: Scene, verb: Verb) -> bool:
    """Whether a town is what is left or lost: "fled Gao"."""
    near = (e for e in scene.entities if verb.end <= e.start <= verb.end + 1 and e.city is not None)
    return next(near, None) is not None


STANDING_BY = word_set(
    """stand wait gather sit lie appear arrive camp anchor assemble collect hover cruise circle near approach head
    move draw line come go travel set settle dig"""
)
"""How soldiers come to stand somewhere."""
BORDERS = word_set("border frontier coast front strait demarcation")
GRIEVANCES = word_set(
    """pay wages wage salaries salary cuts pensions pension layoffs lay-offs dismissals sackings conditions fees
    austerity arrears bonuses closure closures privatisation privatization overtime redundancies"""
)
"""What workers stop work over."""
CALM = word_set(
    """worry complain fret argue disagree meet talk negotiate vote quarrel bargain agree say be have sue debate settle
    lose win get earn retire die fall rise struggle suffer hear learn ask want hope fear think write"""
)
"""What people do over their pay without a protest."""


def _at_a_border(scene: Scene, verb: Verb) -> bool:
    """Whether soldiers come to a border or lie off a coast, and do not go from it."""
    low = scene.tokens.low[verb.end : min(verb.right, verb.end + 11)]
    return bool(BORDERS & set(low)) and not {"from", "out", "home", "down"} & set(low[:4]) and not verb.negative


def _for_a_grievance(scene: Scene, verb: Verb) -> bool:
    """Whether people who work do something over pay or against cuts: "pilots kept their planes down over pay"."""
    low, words = scene.tokens.low, scene.tokens.word
    start, end = verb.subject_span
    if verb.lemma in CALM or not verb.finite or verb.tense in ("future", "perhaps", "must") or verb.negative:
        return False
    if not any(words[at].flags & CIVILIAN for at in range(start, end)):
        return False
    behind = range(verb.end, min(verb.right, len(low)))
    return any(low[at] in ("over", "against") and GRIEVANCES & set(low[at + 1 : at + 5]) for at in behind)


def _into_a_land(scene: Scene, verb: Verb, start: int, end: int) -> bool:
    """Whether a country's troops go into another one: "sent tanks into Georgia"."""
    mine = countries_of(f for e in scene.entities if start <= e.start < end for f in e.figures)
    behind = (e for e in scene.entities if verb.end <= e.start < verb.right and scene.preposition(e) == "into")
    theirs = countries_of(f for e in behind if e.sort != "adjective" for f in e.figures)
    return bool(mine and theirs and not mine & theirs) and "border" not in scene.tokens.seen


def _for_a_claim(scene: Scene, verb: Verb) -> bool:
    """Whether people who come together do it to demand, to denounce or to refuse: no meeting and no parade."""
    words = scene.tokens.word
    start, end = verb.subject_span
    index = next(k for k, other in enumerate(scene.verbs) if other is verb)
    crowd = any(words[at].flags & CIVILIAN or scene.tokens.low[at] in CROWD for at in range(start, end))
    if not crowd:
        return False
    for link in ("to", "ing"):
        later = hanging(scene, index, link)
        if later is not None and later.meaning is not None and later.meaning.kind in CLAIMING:
            return True
    behind = scene.tokens.low[verb.end : min(verb.right, verb.end + 10)]
    return verb.lemma == "march" and bool({"against", "over", "behind"} & set(behind))


CROWD = word_set(
    """thousands hundreds people crowd crowds students nurses miners monks farmers women men youths residents dozens
    scores relatives families supporters opponents believers pensioners"""
)


def _a_body_and_a_land(scene: Scene, verb: Verb) -> bool:
    """Whether a body of many countries puts a country out: "the League threw out Syria"."""
    start, end = verb.subject_span
    bodies = [e for e in scene.entities if start <= e.start < end and e.figures and e.figures[0].type == "organisation"]
    behind = [e for e in scene.entities if verb.end <= e.start <= verb.end + 1 and not e.possessive]
    lands = [e for e in behind if e.figures and e.figures[0].type == "country" and e.sort == "name"]
    return bool(bodies and lands) and scene.tokens.low[lands[0].end : lands[0].end + 1] in (
        [x] for x in (*STOPS, *ENDS)
    )


ENDS = ("after", "from", "over", "for", "on", "in", "because", "and", "until")
OF_CROWDS = RIOTOUS | HAULING | PUSHING | CAPTURING | GATHERED | OUSTING | frozenset({"convict", "condemn", "find"})
CUES = GRIEVANCES | word_set("hacker hackers cyber")
"""Verbs and words that crowds and the like are looked for at."""
OF_ARMIES = TOPPLING | FIRING | MOVING_OUT | LOSING | STANDING_BY | frozenset({"ambush", "attack"})
