"""The kind of a deed: what its words name, seen through who does it and what is done with it."""

from __future__ import annotations

from service.timeline.bywhom import by_whom
from service.timeline.cast import countries_of
from service.timeline.circumstances import set_by_army
from service.timeline.gazetteer import word_set
from service.timeline.lexicon import CIVILIAN, MILITARY
from service.timeline.phrases import STOPS
from service.timeline.scene import Scene, any_of, armed, done_by, hanging
from service.timeline.verb import Verb, any_nominal
from service.timeline.wordlists import beginnings

FRIENDLY = frozenset({"consult", "support", "cooperate", "aid", "concede", "retreat", "agree"})
HOSTILE = frozenset({"sanction", "coerce", "assault", "fight", "mobilize", "protest", "threaten", "reject"})
PROMISED = frozenset({"support", "cooperate", "aid", "concede", "retreat"})
"""Friendly kinds whose promise is an agreement; talks to come stay talks."""
GRANTING = frozenset(
    {"accept", "allow", "permit", "agree", "recognise", "recognize", "let", "admit", "tolerate", "join"}
)
"""Verbs whose denial in the present is a refusal."""
STRIKING = frozenset({"strike", "hit", "pound", "target", "destroy", "bomb", "raid", "attack", "shoot", "blast"})
STRIKING |= {"flatten", "pulverise", "pulverize", "hammer", "rake", "shatter", "sink", "strafe", "rocket"}
"""What soldiers and their machines do in a fight, and others do to people."""
KILLING = frozenset({"kill", "wound"})
"""What is a fight where soldiers do it to fighters, and else an assault."""
BLOWING = frozenset({"blow", "attack", "destroy", "ambush"})
"""What is a fight where it is done to armed men and their machines."""
KEEPING = frozenset({"fan", "spread", "arrive", "take", "deploy", "land", "patrol", "enter", "reach", "move", "begin"})
KEEPING |= {"guard", "escort", "protect", "secure", "watch", "stand", "start", "come"}
"""How peacekeepers come to a place."""
PEACEKEEPERS = ("peacekeep", "helmets")
GATHERING = frozenset({"gather", "assemble", "arrive", "return"})
"""How a protest comes together, where demonstrators do it."""
CEASING = frozenset({"stop", "cease", "halt", "quit", "end", "suspend"})
"""Verbs that end what the "-ing" behind them tells."""
CEASED = {
    "aid": "sanction",
    "cooperate": "sanction",
    "fight": "retreat",
    "assault": "retreat",
    "mobilize": "retreat",
    "coerce": "concede",
    "sanction": "concede",
    "protest": "concede",
}
"""What it is to stop doing something: no more grain is a sanction, no more shells a retreat."""
RESIGNING = word_set(
    """resign quit step stand leave abdicate tender submit offer announce hand relinquish vacate go bow give surrender
    lay"""
)
"""How somebody leaves an office."""
YIELDING = frozenset({"bow", "yield", "give", "cave", "bend", "succumb"})
"""What, beside a resignation, says that it was wrung from him."""
SHIPPED = frozenset({"arrive", "leave", "ship", "unload", "dock", "land", "reach", "load", "send"})
"""How goods travel."""
BOUGHT = frozenset({"contract", "bought", "purchased", "barter", "buyer", "buyers", "importers"})
"""What says that goods were paid for."""
BURNING = frozenset({"set", "burn", "destroy", "raze", "flatten", "torch", "level", "wreck"})
"""How what is hit burns."""
OUTCRY = word_set("protests protest revolt uprising riots rioting unrest demonstrations outcry marches strikes")
"""What, going on while an office is left, says that it was wrung from him."""
LEAVING = frozenset({"leave", "depart", "go", "return", "fly", "sail", "come"})
"""How troops go where they came from."""
REHEARSED = ("exercise", "manoeuvre", "maneuver", "drill", "war-game", "wargame", "training")
"""How the words begin for what armies only practise."""
TOGETHER = frozenset({"joint", "combined", "bilateral", "multinational", "annual"})
"""Before them, what says that several armies practise it together."""
BARRING = frozenset({"block", "blockade", "occupy", "besiege", "storm", "seize", "barricade", "invade", "cut", "close"})
"""What an army does in a war, and people do in a protest."""


def kind_of(scene: Scene, index: int, base: str | None) -> str | None:
    """The kind of the deed of `scene.verbs[index]`, whose own words name `base`."""
    verb = scene.verbs[index]
    worded = _of_noun_before(scene, verb) if scene.tokens.low[verb.start] == "to" else None
    if worded is not None:
        return worded
    base = by_whom(scene, verb, by_doer(scene, verb, base))
    if base in ("demand", "sanction") and _or_else(scene, verb):
        return "threaten"
    if verb.link == "ing" and verb.governor == index - 1 and scene.verbs[index - 1].lemma in CEASING:
        verb, base = scene.verbs[index - 1], CEASED.get(base or "", base)
    friendly, hostile = base in FRIENDLY, base in HOSTILE
    if verb.meaning is not None and verb.meaning.does == "agree" and base == "agree":
        behind = hanging(scene, index, "to")
        harmful = behind is not None and behind.meaning is not None and behind.meaning.kind in HOSTILE
        return "threaten" if harmful else "reject" if _refuses(verb) else base
    rest = scene.tokens.low[verb.end :]
    if verb.tense == "future" and "unless" in rest:
        return "threaten"
    if verb.negative and base in ("reject", "disapprove"):
        return _lets(scene, verb) or base
    if not friendly and not hostile:
        return base
    if verb.tense == "must":
        return "demand" if not verb.negative else base
    if _refuses(verb):
        return "reject"
    no_longer = "longer" in scene.tokens.low[max(0, verb.start - 1) : verb.head]
    if no_longer and (base in ("aid", "cooperate") or (base == "concede" and verb.lemma in GRANTING)):
        return "sanction"  # "no longer sells it grain", "no longer lets Greek ships in"
    if verb.tense == "perhaps" and hostile and ("if" in rest or _cautioned(scene, index)):
        return "threaten"
    intended = verb.link == "to" and verb.governor is not None and "plan" in scene.verbs[verb.governor].does
    if intended:
        return "agree" if base in PROMISED and not verb.negative else base
    if verb.tense != "future":
        return base
    if verb.negative:
        return "reject" if friendly else "concede" if no_longer and base in CEASED else base
    if hostile:
        return "threaten" if base != "reject" else base
    return "agree" if base in PROMISED else base


def _of_noun_before(scene: Scene, verb: Verb) -> str | None:
    """What a noun makes of the infinitive it governs: "Uganda's refusal to hand over ...", "a threat to close ..."."""
    low = scene.tokens.low
    for at in range(verb.start - 1, max(-1, verb.start - 6), -1):
        if low[at] in WORDS:
            return WORDS[low[at]]
        if low[at] in STOPS or any(other.start <= at < other.end for other in scene.verbs):
            return None
    return None


WORDS = {"refusal": "reject", "threat": "threaten", "threats": "threaten"}
"""Nouns of what is done in words, and the kind of doing so."""


def _lets(scene: Scene, verb: Verb) -> str | None:
    """What it is not to refuse: not to object is to agree, not to rule out force is to threaten."""
    low = scene.tokens.low
    if verb.lemma == "rule" and "out" in low[verb.head + 1 : verb.head + 4]:
        behind = scene.tokens.word[verb.end : min(verb.right, verb.end + 6)]
        blow = any(word.noun_meaning is not None and word.noun_meaning.kind in HOSTILE for word in behind)
        if blow or BLOWS & set(low[verb.end : verb.end + 6]):
            return "threaten"
        return "agree" if any(word.noun_meaning and word.noun_meaning.kind in FRIENDLY for word in behind) else None
    return "agree" if verb.lemma in HINDERING and verb.tense in ("future", "past") else None


HINDERING = frozenset({"object", "oppose", "veto", "block", "obstruct", "resist"})
BLOWS = frozenset({"force", "action", "sanctions", "war", "curbs", "tariffs", "measures", "steps", "option"})


def _cautioned(scene: Scene, index: int) -> bool:
    """Whether somebody says as a warning that it may be done: "could expel the envoy, a minister warned"."""
    warnings = (v for v in scene.verbs[index + 1 :] if v.link == "main" and not v.passive)
    return any(v.lemma in ("warn", "caution", "threaten") for v in warnings)


def by_doer(scene: Scene, verb: Verb, base: str | None) -> str | None:
    """A blow by an army is a fight; a road closed by farmers is a protest."""
    if verb.lemma in KEEPING and base in ("consult", "mobilize", None) and done_by(scene, verb, PEACEKEEPERS):
        return "aid"
    if verb.lemma in GATHERING and base == "consult" and done_by(scene, verb, beginnings("crowds")):
        return "protest"
    if base == "retreat" and verb.lemma in RESIGNING and _under_pressure(scene, verb):
        return "concede"
    if base == "aid" and (_in_return(scene, verb) or (verb.lemma in SHIPPED and BOUGHT & set(scene.tokens.low))):
        return "cooperate"
    if base in ("fight", "mobilize", "cooperate", "consult") and _rehearsed(scene, verb):
        return "cooperate"
    if base in (None, "consult") and not verb.passive and _shows_force(scene):
        return "mobilize"
    if base == "cooperate" and _practises_alone(scene, verb):
        return "mobilize"
    if base == "coerce" and verb.lemma in BURNING and set_by_army(scene, verb):
        return "fight"
    if base == "concede" and verb.lemma == "capitulate" and done_by(scene, verb, (*beginnings("regulars"), *FOES)):
        return "retreat"
    if base == "fight" and verb.lemma in ("fire", "open") and _at_people(scene, verb):
        return "assault"
    if base in ("assault", "fight") and verb.lemma == "attack" and _in_words(scene, verb):
        return "disapprove"
    if verb.lemma in KILLING | BLOWING and base == "assault" and _of_fighters(scene, verb):
        base = "fight"
    if verb.lemma in KILLING and base == "assault" and _of_those_chased(scene, verb):
        base = "fight"
    killing = verb.lemma in KILLING and base == "fight"
    if verb.lemma not in STRIKING | BARRING | LEAVING and not killing:
        return base
    start, end = _doers(scene, verb)
    doers = 0
    for at in range(start, end):
        doers |= scene.tokens.word[at].flags
    if verb.lemma in LEAVING:
        return "retreat" if doers & MILITARY and not verb.passive and _goes_home(scene, verb) else base
    if verb.lemma == "strike" and doers & CIVILIAN and base is None and not _hits(scene, verb):
        return "protest"
    if killing and not doers & MILITARY:
        return "assault"
    barred = verb.lemma in BARRING and base == "protest" and not verb.passive
    if barred and done_by(scene, verb, beginnings("regulars")):
        return "fight"
    if verb.lemma in STRIKING and doers & MILITARY and not verb.passive:
        return "fight"
    if verb.lemma in BARRING and doers & CIVILIAN and not doers & MILITARY and not verb.passive:
        return "protest"
    return base


def _doers(scene: Scene, verb: Verb) -> tuple[int, int]:
    """The tokens who does it stands among: those of the verb beside it, where it has no subject of its own."""
    start, end = verb.subject_span
    shared = verb.link in ("and", "ing") and not any_nominal(scene.tokens, start, end)
    if shared and verb.governor is not None:
        return scene.verbs[verb.governor].subject_span
    return start, end


def _or_else(scene: Scene, verb: Verb) -> bool:
    """Whether a demand says what comes else: "gave them a week to leave or face arrest", "failing which"."""
    low = scene.tokens.low
    for at in range(verb.end, len(low) - 1):
        if (low[at] == "or" and low[at + 1] in ELSE) or (low[at] == "failing" and low[at + 1] in ("which", "that")):
            return True
    return False


ELSE = frozenset({"see", "face", "else", "risk", "lose", "be", "pay", "suffer", "forfeit", "meet"})
"""Behind "or", what comes of not doing what is asked."""


def _under_pressure(scene: Scene, verb: Verb) -> bool:
    """Whether an office is left because others wanted it: "resigned under pressure", "quit, bowing to the unions"."""
    low = scene.tokens.low
    if {"pressure", "clamour", "clamor"} & set(low[verb.end :]):
        return True
    behind = (at for at in range(verb.end, len(low)) if low[at] == "amid")
    if any(OUTCRY & set(low[at + 1 : at + 5]) for at in behind):
        return True
    if any(low[at : at + 2] == ["calls", "for"] for at in range(verb.end, len(low))):
        return True
    return any(other.lemma in YIELDING and other.tense == "ing" for other in scene.verbs)


def _in_return(scene: Scene, verb: Verb) -> bool:
    """Whether what is given is paid for with something else: "in exchange for ore", "under a barter deal"."""
    low = scene.tokens.low[verb.end :]
    if "barter" in low:
        return True
    return any(low[at : at + 3] in (["in", "exchange", "for"], ["in", "return", "for"]) for at in range(len(low)))


def _rehearsed(scene: Scene, verb: Verb) -> bool:
    """Whether armies only practise it, several of them together: "stormed a beach in a joint exercise"."""
    low = scene.tokens.low
    start, end = verb.subject_span
    inside = [figure for entity in scene.entities if start <= entity.start < end for figure in entity.figures]
    several = len(countries_of(inside)) > 1
    starts = REHEARSED if verb.meaning is None or verb.meaning.kind != "consult" else REHEARSED[:-1]
    return any(
        word.startswith(starts) and (several or TOGETHER & set(low[max(0, at - 3) : at])) for at, word in enumerate(low)
    )


def _shows_force(scene: Scene) -> bool:
    """Whether the sentence calls it a show of force."""
    low = scene.tokens.low
    if "show" not in low:
        return False
    at = low.index("show")
    return low[at + 1 : at + 3] in (["of", "force"], ["of", "strength"])


def _practises_alone(scene: Scene, verb: Verb) -> bool:
    """Whether the exercise a verb holds is one country's own: a show of arms, not work in common."""
    low = scene.tokens.low
    if not any(word.startswith((*REHEARSED, "game")) for word in low[verb.end :]):
        return False
    if WITH & set(low):
        return False
    countries = {figure.country for entity in scene.entities for figure in entity.figures if entity.end <= verb.start}
    return len(countries - {None}) == 1


WITH = word_set("joint jointly combined with together allied allies alongside nato bilateral")
"""Words that make an exercise one of several armies."""


def _at_people(scene: Scene, verb: Verb) -> bool:
    """Whether no army fires, and at people without arms: "gunmen fired on worshippers"."""
    if verb.passive or armed(scene, verb):
        return False
    return any_of(scene, CIVILIAN, verb.end, min(verb.right, verb.end + 5))


def _in_words(scene: Scene, verb: Verb) -> bool:
    """Whether an attack is one of words: "attacked London for ...", "attacked the plan as ..."."""
    low = scene.tokens.low[verb.end : verb.end + 6]
    if not {"for", "as", "over"} & set(low) or "with" in low or verb.passive:
        return False
    return not armed(scene, verb)


def _of_fighters(scene: Scene, verb: Verb) -> bool:
    """Whether those killed bear arms: "killed 40 of its defenders"."""
    low = scene.tokens.low
    if verb.passive or any(word.startswith("bomb") for word in low):
        return False
    return any(low[at].startswith(FOES) for at in range(verb.end, min(verb.right, verb.end + 7)))


def _of_those_chased(scene: Scene, verb: Verb) -> bool:
    """Whether an army kills who bears arms in what it does to them: "marines chased guerrillas, killing nine"."""
    if verb.link != "ing" or verb.governor is None or verb.passive:
        return False
    chased = scene.verbs[verb.governor]
    return armed(scene, chased) and any(
        scene.tokens.low[at].startswith(FOES) for at in range(chased.end, min(verb.start, chased.end + 6))
    )


FOES = tuple(
    word_set(
        """soldier tank armoured armored patrol convoy column garrison troop
        guard defender rebel guerrilla fighter insurgent marine commando"""
    )
)
"""How the words begin for those who fight."""


def _goes_home(scene: Scene, verb: Verb) -> bool:
    """Whether troops leave where they stood: "left Angola", "went home", not "left for Angola", "left six dead"."""
    low = scene.tokens.low
    if verb.lemma not in ("leave", "depart"):
        away = ("home", "homeward", "from") if verb.lemma in ("sail", "fly") else ("home", "homeward")
        return verb.end < len(low) and low[verb.end] in away
    if verb.phrase or verb.tense in ("future", "base", "must") or "dead" in low[verb.end : verb.end + 4]:
        return False
    named = any(entity.start in (verb.end, verb.end + 1) for entity in scene.entities)
    return named and low[verb.end] != "for"


def _hits(scene: Scene, verb: Verb) -> bool:
    """Whether a thing or a place is struck, and nobody stops work: "for a third day", "over pay"."""
    at = verb.end
    behind = scene.tokens.low[at] if at < len(scene.tokens) else "."
    return not (behind in ("for", "over", "against", "in", "on", ".", ",") or scene.tokens.dated[at])


def _refuses(verb: Verb) -> bool:
    if verb.negative and verb.lemma == "be" and verb.meaning is not None and verb.meaning.does == "agree":
        return True  # "is not willing to"
    return verb.negative and verb.lemma in GRANTING and verb.tense in ("present", "future") and not verb.perfect
