"""What the construction around a verb makes of it: conditions, tasks, commands, trade, what several do together."""

from __future__ import annotations

from service.timeline.cast import countries_of
from service.timeline.gazetteer import word_set
from service.timeline.lexicon import MILITARY, PREPOSITION, PRONOUN, RANKS, Meaning, lexicon
from service.timeline.phrases import STOPS, pair_of_subject, phrase_of_subject
from service.timeline.scene import Scene, any_of, armed, hanging, somebody_does
from service.timeline.subjects import lands_of, subject_of
from service.timeline.verb import Verb

PLAIN, STRONG = RANKS["plain"], RANKS["strong"]
PROMISED = Meaning("promise", "agree", STRONG, "object", "agree")
THREATENED = Meaning("threaten", "threaten", STRONG, "object", "threaten")
TRADED = Meaning("trade", "cooperate", STRONG, "with")
TOGETHER = Meaning("cooperate", "cooperate", STRONG, "with")
TAKEN = Meaning("fight", "fight", STRONG)
HELPED = Meaning("aid", "aid", STRONG)
SANCTIONED = Meaning("sanction", "sanction", STRONG)
HARMING = frozenset({"kill", "injure", "wound", "explode", "maim"})
"""Verbs that may tell of an accident as well."""


def construed(scene: Scene, index: int, meaning: Meaning | None) -> Meaning | None:
    """What the verb `scene.verbs[index]` tells, whose own words mean `meaning`, with what hangs on it.

    "Assured Peru that it would pay" is a promise, "sent doctors to treat the wounded" aid, "died in an army attack"
    a fight. `meaning` comes back where nothing around the verb changes it.
    """
    verb = scene.verbs[index]
    kind = meaning.kind if meaning is not None else None
    if verb.lemma not in CHANGING and verb.tense != "future" and (meaning is None or meaning.name not in OPEN):
        return meaning
    if meaning is not None and meaning.name == "assure" and _promises(scene, index):
        return PROMISED
    if verb.lemma in DYING and (verb.passive or verb.lemma not in HARMING):
        return _died_in(scene, verb) or meaning
    if meaning is not None and meaning.name == "visit" and not verb.passive and _brings(scene, verb):
        return HELPED
    if kind is None and verb.lemma in LANDING and not verb.passive and _brings(scene, verb):
        return HELPED
    if kind == "coerce" and verb.lemma in IMPOSING and _bans_goods(scene, index, verb):
        return SANCTIONED
    if kind is None and _threatens(scene, index, verb):
        return THREATENED
    if kind is None and verb.lemma in TRADING and _two_lands(scene, index, verb):
        return TRADED
    if kind is None and verb.lemma in FLOWING and not verb.passive and _power_flows(scene, verb):
        return TRADED
    if kind is None and verb.lemma in COMMON and not verb.passive and verb.finite:
        return TOGETHER if _by_several(scene, index) or _two_lands(scene, index, verb, BUILT) else meaning
    if verb.lemma in BUILDING and (meaning is None or meaning.name in MAKING):
        return TOGETHER if _by_several(scene, index) or _two_lands(scene, index, verb, BUILT) else meaning
    if verb.lemma in TAKING and kind in (None, "coerce") and _town_by_army(scene, verb):
        return TAKEN
    if verb.lemma in COMMANDING and not verb.passive and meaning is not None and kind in (None, "demand"):
        meaning = _commanded(scene, index) or meaning
    sends = verb.lemma in SENDING or (meaning is not None and meaning.name == "visit" and not verb.passive)
    if sends and kind in (None, "mobilize", "consult", "statement"):
        return _sent_to(scene, index, kind) or meaning
    if verb.passive and verb.phrase and meaning is not None and meaning.name == "demand":
        return _ordered_out(scene, verb) or meaning
    return meaning


def done_together(scene: Scene, index: int, meaning: Meaning | None) -> Meaning | None:
    """`meaning`, or work in common where a verb says so: "opened a joint station", "swooped together"."""
    verb = scene.verbs[index]
    kind = meaning.kind if meaning is not None else None
    if kind in (None, "mobilize", "fight", "consult") and _jointly(scene, verb):
        return TOGETHER
    at = scene.tokens.low[verb.end : verb.end + 1]
    if kind is None and at == ["together"] and verb.finite and verb.lemma not in MERELY and _by_several(scene, index):
        return TOGETHER
    if kind is None and verb.lemma in ("begin", "start") and at == ["work"] and _by_several(scene, index):
        return TOGETHER
    beside = kind == "coerce" and scene.tokens.low[verb.end : verb.end + 1] == ["together"]
    return TOGETHER if beside and _by_several(scene, index) else meaning


MERELY = word_set("be live come stand eat dine sit get walk stay have go grow belong bring put keep hold")
"""What several do together without working in common."""


def _threatens(scene: Scene, index: int, verb: Verb) -> bool:
    """Whether what somebody will do, of no kind itself, is said to come if another does or does not do something:
    "will cut the cable unless Peru pays", "would sell its bonds if Washington went on".
    """
    if verb.tense != "future" or verb.passive:
        return False
    if verb.lemma in ("be", "have", "do") or not somebody_does(scene, verb):
        return False
    condition = hanging(scene, index, "if")
    if condition is None:
        return False
    if scene.tokens.low[condition.left] == "unless":
        return True
    start, end = condition.subject_span
    theirs = [at for at in range(start, end) if scene.tokens.low[at] not in ("if", "should", "the", "a")]
    return bool(theirs) and not scene.tokens.word[theirs[0]].flags & PRONOUN


DYING = frozenset({"die", "perish", "kill", "wound", "injure", "fall"})
"""What befalls people in the happening named behind it."""


def _died_in(scene: Scene, verb: Verb) -> Meaning | None:
    """The fight or the attack people died in: "nine died in an army attack", "were killed in clashes"."""
    tokens = scene.tokens
    if verb.end >= len(tokens) or tokens.low[verb.end] not in ("in", "during"):
        return None
    last = None
    for at in range(verb.end + 1, min(verb.right, verb.end + 8)):
        if tokens.low[at] in STOPS or (tokens.word[at].flags & PREPOSITION and last is not None):
            break
        last = tokens.word[at].noun_meaning or last
    raid = last is not None and last.kind == "coerce" and {"raid", "raids"} & set(tokens.low[verb.end : verb.end + 8])
    if last is None or (last.kind not in ("fight", "assault") and not raid) or last.rank < STRONG:
        return None
    by_army = any_of(scene, MILITARY, verb.end, min(verb.right, verb.end + 8))
    if verb.lemma == "fall" and not armed(scene, verb):
        return None
    if raid:
        return TAKEN if by_army else None
    return TAKEN if last.kind == "assault" and by_army else last


def _brings(scene: Scene, verb: Verb) -> bool:
    """Whether who travels brings relief along: "flew to Lima with tents and blood plasma"."""
    tokens, given = scene.tokens, lexicon().pairs.get("give", {})
    low = tokens.low
    if armed(scene, verb):
        return False
    start = next(
        (at for at in range(verb.end, verb.right) if low[at] in ("with", "carrying", "bringing", "laden", "loaded")),
        verb.right,
    )
    things = range(start + 1, min(len(tokens), start + 8))
    return any((tokens.word[at].part or low[at]) in given and low[at] not in IDLE for at in things)


IDLE = frozenset({"help", "aid", "assistance", "adviser", "advisers", "engineer", "engineers", "million", "billion"})
"""What travels with talks about it as often as by itself."""
TRADING = frozenset({"buy", "sell", "purchase", "export", "import", "ship", "lease", "rent"})
BUILDING = word_set(
    """build form open launch develop lay establish set produce found create design run inaugurate make bore dig drill
    finish complete string"""
)
"""What two countries that do it do together."""
COMMON = word_set(
    """pool operate patrol fish map survey print mint explore monitor track guard police manage dredge clear restore
    excavate film publish teach train sail plant breed measure study lay link connect harmonise harmonize standardise
    standardize merge align synchronise synchronize abolish adopt field tap pump extract mine
    cultivate salvage chart"""
)
"""What two countries that do it do in common."""
FLOWING = word_set("flow reach arrive cross run come pour light heat begin start go")
POWER = word_set("gas oil electricity power coal water crude diesel uranium")
"""What flows from one country into another by contract."""
SOLD, BUILT = frozenset({"from", "to"}), frozenset({"with"})
"""Before whom something is bought from, and whom it is built with."""
LANDING = frozenset(
    {"dock", "land", "arrive", "berth", "anchor", "take", "leave", "sail", "set", "head", "roll", "drive"}
)
IMPOSING = frozenset({"impose", "slap", "place", "put"})
MAKING = frozenset({"found", "launch", "business", "do"})
"""Groups of the lexicon whose verbs say no more than that something is made."""
TAKING = frozenset({"seize", "take", "capture", "retake", "recapture", "storm", "enter", "occupy", "overrun"})
"""How soldiers come to hold a town."""


def _two_lands(scene: Scene, index: int, verb: Verb, between: frozenset[str] = SOLD) -> bool:
    """Whether who trades and with whom are of two countries: "bought fish from Norwegian trawlers"."""
    mine = lands_of(scene, index)
    if len(mine) != 1 or verb.passive:
        return False
    behind = (e for e in scene.entities if verb.end <= e.start < verb.right)
    partners = [e for e in behind if scene.preposition(e) in between or (between is SOLD and e.start == verb.end)]
    return bool(countries_of(f for e in partners for f in e.figures) - mine)


def _power_flows(scene: Scene, verb: Verb) -> bool:
    """Whether one country's oil or power comes to another: "Nigerian gas began to flow into Ghana"."""
    start, end = verb.subject_span
    if verb.link == "to" and verb.governor is not None:
        start, end = scene.verbs[verb.governor].subject_span
    if verb.negative or POWER.isdisjoint(scene.tokens.low[start:end]) or "price" in scene.tokens.seen:
        return False
    theirs = countries_of(f for e in scene.entities if start <= e.start < end for f in e.figures)
    near = (e for e in scene.entities if verb.end <= e.start < verb.right)
    behind = countries_of(f for e in near if scene.preposition(e) in ("to", "into", "") for f in e.figures)
    return bool(theirs and behind - theirs)


def _bans_goods(scene: Scene, index: int, verb: Verb) -> bool:
    """Whether what is banned is another country's: "imposed a ban on Danish beef"."""
    if "ban" not in scene.tokens.low[verb.end : verb.right]:
        return False
    mine = lands_of(scene, index)
    behind = [e for e in scene.entities if verb.end <= e.start < verb.right and scene.preposition(e) == "on"]
    return bool(mine) and bool(countries_of(f for e in behind for f in e.figures) - mine)


def _by_several(scene: Scene, index: int) -> bool:
    return len(lands_of(scene, index)) > 1


def _town_by_army(scene: Scene, verb: Verb) -> bool:
    """Whether soldiers take a place by its name: "rebels seized Kidal"."""
    if verb.passive or not armed(scene, verb):
        return False
    unknown = ("thing", "organisation")
    behind = next((e for e in scene.entities if e.start == verb.end), None)
    if behind is None or behind.city is not None:
        return behind is not None
    return behind.sort == "name" and bool(behind.figures) and behind.figures[0].type in unknown


SENDING = frozenset({"send", "dispatch", "appoint", "name", "form", "establish", "despatch"})
"""How somebody is given a task, which the infinitive behind tells."""


HELPING = word_set(
    """help protect guard keep rebuild relieve treat escort feed rescue assist repair clear restore mend dig build fix
    fight"""
)
"""What those sent to help do."""


RELIEVING = frozenset({"rebuild", "relieve", "treat", "feed", "rescue", "repair", "restore", "mend", "build"})
"""What even soldiers are sent for as a help."""


def _sent_to(scene: Scene, index: int, kind: str | None) -> Meaning | None:
    """What those sent are sent for: "named a judge to inquire into ...", "sent doctors to help"."""
    task = hanging(scene, index, "to")
    meaning = task.meaning if task is not None else None
    if task is not None and task.lemma in HELPING:
        armed = kind == "mobilize" and "peace" not in scene.tokens.low[task.start :]
        return HELPED if not armed or task.lemma in RELIEVING else None
    stands = task is not None and task.lemma == "stand"
    if stands or meaning is None or meaning.kind not in ("investigate", "aid") or meaning.rank < PLAIN:
        return None
    return Meaning(meaning.name, meaning.kind, STRONG, meaning.roles)


COMMANDING = frozenset({"order", "command", "instruct", "tell"})
"""How somebody makes his own men do what the infinitive behind tells."""


def _commanded(scene: Scene, index: int) -> Meaning | None:
    """What those who obey are told to do: "ordered their men to cease fire", "told its army to pull back"."""
    verb = scene.verbs[index]
    task = hanging(scene, index, "to")
    if task is None or task.meaning is None or task.meaning.kind not in ("retreat", "fight", "mobilize"):
        return None
    between = range(verb.end, task.start)
    own = any(scene.tokens.low[at] in ("its", "their", "his", "her") for at in between)
    return Meaning(task.meaning.name, task.meaning.kind, STRONG, task.meaning.roles) if own else None


def _promises(scene: Scene, index: int) -> bool:
    """Whether what somebody is assured of is a deed to come: "assured Peru that it would pay"."""
    said = hanging(scene, index, "said")
    return said is not None and said.tense == "future" and not said.negative


def _ordered_out(scene: Scene, verb: Verb) -> Meaning | None:
    """Soldiers and ships that are ordered or called somewhere are set moving."""
    start, end = verb.subject_span
    ordered = pair_of_subject(lexicon(), scene.tokens, verb.lemma, start, end)
    ordered = ordered or phrase_of_subject(lexicon(), scene.tokens, verb, start, end)
    return ordered if ordered is not None and ordered.kind in ("mobilize", "sanction") else None


def warned_of(scene: Scene) -> bool:
    """Whether what stands before a warning is what somebody will do: "Iran will close the strait, a general warned"."""
    told = scene.verbs[0]
    does = told.tense in ("future", "perhaps") and not told.passive and told.lemma not in SUFFERING
    return does and any(f.country or f.type == "person" for f in subject_of(scene, 0))


SUFFERING = word_set("face suffer see lose run be have become need fall collapse slide")
"""Verbs of what befalls somebody."""


def _jointly(scene: Scene, verb: Verb) -> bool:
    """Whether what is done is done in common: "opened a joint power station", "will patrol jointly"."""
    low = scene.tokens.low
    if JOINT.isdisjoint(scene.tokens.seen):
        return False
    if "jointly" in low[verb.start : verb.head]:
        return True
    for at in range(verb.head + 1, min(verb.right, verb.head + 8)):
        if low[at] in STOPS:
            return False
        if low[at] == "jointly" or low[at : at + 3] in BESIDE:
            return True
        if low[at] in ("joint", "combined"):
            return at + 1 < len(low) and low[at + 1] not in SPOKEN
    return False


JOINT = frozenset({"joint", "combined", "jointly", "side", "hand", "shoulder"})
BESIDE = (["side", "by", "side"], ["hand", "in", "hand"], ["shoulder", "to", "shoulder"])
SPOKEN = frozenset({"statement", "declaration", "news", "press", "communique", "communiqué", "letter", "appeal"})
"""What two may issue or hold jointly without working together."""
CHANGING = DYING | COMMON | FLOWING | TRADING | BUILDING | TAKING | COMMANDING | SENDING | LANDING | IMPOSING
"""Every verb a construction looks at."""
OPEN = frozenset({"assure", "visit", "demand"})
"""Groups of the lexicon whose verbs it looks at, whichever they are."""
