"""What a verb means here: its words seen with its subject, its object and what hangs on it."""

from __future__ import annotations

from service.timeline.circumstances import turned
from service.timeline.constructions import HARMING, construed, done_together, warned_of
from service.timeline.gazetteer import word_set
from service.timeline.lexicon import (
    BASE,
    DETERMINER,
    PREPOSITION,
    RANKS,
    ROLE,
    Meaning,
    Word,
    lexicon,
)
from service.timeline.phrases import STOPS, pair_at, pair_of_doer, pair_of_subject, phrase_of_subject
from service.timeline.scene import Scene, any_of, armed, capital_acting, hanging, somebody
from service.timeline.verb import Verb, any_nominal, nominal
from service.timeline.wordlists import words

PLAIN, STRONG = RANKS["plain"], RANKS["strong"]


def sense_of(scene: Scene, index: int) -> Meaning | None:
    """The meaning of `scene.verbs[index]` in its sentence, or None where it tells nothing the lexicon knows."""
    verb, tokens = scene.verbs[index], scene.tokens
    meaning = verb.meaning
    said = meaning is not None and (meaning.kind is not None or meaning.does == "cancel")
    if verb.passive and not (verb.phrase and said):
        start, end = verb.subject_span
        meaning = phrase_of_subject(lexicon(), scene.tokens, verb, start, end) or meaning
    if verb.passive and not verb.phrase:
        start, end = verb.subject_span
        meaning = pair_of_subject(lexicon(), scene.tokens, verb.lemma, start, end) or meaning
    elif not verb.passive and (meaning is None or meaning.kind in LOOSE):
        meaning = pair_of_doer(lexicon(), scene.tokens, verb.lemma, *verb.subject_span) or meaning
    if verb.lemma == "call" and verb.phrase and meaning is not None and meaning.name == "demand":
        meaning = _called_on(scene, index, verb) or meaning
    meaning = done_together(scene, index, meaning)
    if verb.phrase and verb.lemma in ("tell", "want") and meaning is not None and meaning.kind == "demand":
        meaning = meaning if _bids(scene, index, verb) else STATEMENT if verb.lemma == "tell" else None
    elif meaning is not None and (
        (verb.phrase and verb.lemma == "insist" and not _wants(scene, index))
        or (meaning.name == "request" and not _asks(scene, index, verb))
    ):
        meaning = STATEMENT
    if verb.phrase and verb.lemma in ("order", "surrender") and meaning is not None and not verb.passive:
        meaning = _moved(scene, index, verb, meaning)
    meaning = turned(scene, index, construed(scene, index, meaning))
    if verb.lemma == "warn" and meaning is not None and meaning.kind == "threaten":
        meaning = _warns(scene, index, verb) or meaning
    if meaning is not None and meaning.kind == "reject" and verb.lemma in ("refuse", "decline"):
        meaning = STATEMENT if _keeps_silent(scene, index) else meaning
    if verb.lemma == "question" and meaning is not None and meaning.name == "complain":
        asked = any_of(scene, ROLE, verb.end, min(verb.right, verb.end + 5))
        doubted = ACCOUNTS & set(scene.tokens.low[verb.end : verb.end + 7])
        meaning = QUESTIONED if asked and not doubted else meaning
    if meaning is not None and verb.lemma in FIGURATIVE and not verb.phrase and not verb.passive:
        meaning = meaning if somebody(scene, verb.end, min(verb.right, verb.end + 6)) else None
    if verb.lemma in PLAYED and meaning is not None and not verb.phrase and _in_play(scene):
        meaning = None
    if verb.lemma == "deliver" and meaning is not None and meaning.kind == "aid" and _spoken(scene, verb):
        meaning = STATEMENT
    if (
        verb.lemma == "add"
        and meaning is not None
        and meaning.kind == "statement"
        and _adds_a_thing(scene, index, verb)
    ):
        meaning = None
    if verb.lemma == "say" and not verb.passive and set(tokens.low[verb.end : verb.end + 2]) & PRAYERS:
        meaning = None
    if verb.lemma == "take" and meaning is not None and meaning.kind == "fight" and tokens.low[verb.end] == "up":
        meaning = None  # "took up his post"
    if verb.lemma == "confirm" and meaning is not None and "as" in tokens.low[verb.end : verb.right]:
        meaning = meaning if _object_end(scene, verb) == verb.end or not _somebody_behind(scene, verb) else NAMED
    if verb.lemma in WELCOMING and meaning is not None and meaning.name == "receive" and not verb.passive:
        meaning = meaning if somebody(scene, verb.end, _object_end(scene, verb)) else None
    if meaning is not None and verb.lemma in ("release", "free") and not (verb.phrase or _frees(scene, verb)):
        meaning = SHOWN
    if meaning is not None and meaning.kind in BY_PEOPLE and not verb.passive and by_a_thing(scene, verb):
        meaning = None
    if meaning is not None and meaning.kind == "assault" and _by_accident(scene, verb):
        meaning = ACCIDENT
    return meaning


ACCOUNTS = word_set(
    """account version report claim claims legality legitimacy fairness motives results result figures decision
    sincerity commitment need wisdom value explanation verdict"""
)
"""What, questioned, is doubted, and nobody is asked anything."""
PLAYED = frozenset({"beat", "sign", "attack", "storm", "strike", "hit", "fight", "crush", "rout", "recruit", "defend"})
"""Verbs of force and of treaties that sport has as well."""
GAME = word_set(
    """goal goals striker midfielder winger goalkeeper defender batsman bowler wicket wickets innings champion champions
    championship league cup final semi-final match set sets tournament season coach club captain seed forward race
    penalty penalties medal title round lap golfer boxer sprinter fc united juniors"""
)


PLAYERS = word_set("striker midfielder winger goalkeeper batsman bowler wicket wickets innings")
"""Who and what is heard of in sport alone."""


def _in_play(scene: Scene) -> bool:
    """Whether a sentence tells of sport: two of its words at least."""
    return len(GAME & scene.tokens.seen) > 1 or not PLAYERS.isdisjoint(scene.tokens.seen)


LOOSE = frozenset({None, "coerce", "consult", "statement", "aid", "protest"})
"""Kinds of a verb that what does it may change: a strike that shuts a port is a protest."""


def _asks(scene: Scene, index: int, verb: Verb) -> bool:
    """Whether "asked", "pressed" and the like ask for something, and do not only put a question."""
    low = scene.tokens.low[verb.end : verb.end + 6]
    if low and low[0] in QUESTIONS:
        return False
    wants = hanging(scene, index, "to") is not None
    return wants or "for" in low or "that" in low or verb.lemma not in ("ask", "press")


def _bids(scene: Scene, index: int, verb: Verb) -> bool:
    """Whether "told" and "wanted" bid somebody do something: "told the envoy to leave", not "told him of plans to"."""
    later = hanging(scene, index, "to")
    if (
        verb.lemma == "want"
        and not verb.passive
        and words("wanted") & set(scene.tokens.low[verb.end - 1 : verb.end + 4])
    ):
        return True
    if later is None and verb.lemma == "want":
        return bool(GONE & set(scene.tokens.low[verb.head + 2 : verb.head + 8]))
    if later is None or later.start <= verb.head + 1:
        return False
    return not any(low in ("of", "about", "that", "how") for low in scene.tokens.low[verb.head + 1 : later.start])


GONE = frozenset({"out", "back", "gone", "away"})
"""Where somebody wanted out or back is wanted."""


def _moved(scene: Scene, index: int, verb: Verb, meaning: Meaning) -> Meaning:
    """Troops ordered to a place are set moving, and a suspect surrendered to a court is handed over."""
    tokens = scene.tokens
    if verb.lemma == "order" and meaning.kind == "demand" and hanging(scene, index, "to") is None:
        paired = pair_at(tokens, lexicon(), "order", verb.head)
        return paired if paired is not None and paired.kind == "mobilize" else meaning
    behind = range(verb.head + 1, min(verb.right, verb.head + 6))
    if verb.lemma == "surrender" and meaning.kind == "retreat" and tokens.low[verb.head + 1] != "to":
        return (
            HANDED
            if any(tokens.low[at].startswith("suspect") or tokens.low[at] in WANTED for at in behind)
            else meaning
        )
    return meaning


HANDED = Meaning("handover", "cooperate", STRONG)
WANTED = word_set("fugitive trafficker baron smuggler banker colonel murderer killer hijacker swindler defendant")


def _warns(scene: Scene, index: int, verb: Verb) -> Meaning | None:
    """What warning is where it is no threat: advice to do something, or the word of people who threaten nobody."""
    later = hanging(scene, index, "to")
    if later is not None and not later.negative and later.start > verb.end:
        return DEMANDED
    start, end = verb.subject_span
    if index and verb.link == "main" and warned_of(scene):
        return None
    if verb.passive or not any(nominal(scene.tokens, at) or scene.tokens.named[at] for at in range(start, end)):
        return None
    if armed(scene, verb):
        return None
    named = any(
        start <= e.start < end and any(f.country or f.type != "thing" for f in e.figures or capital_acting(scene, e))
        for e in scene.entities
    )
    return None if named else STATEMENT


def _wants(scene: Scene, index: int) -> bool:
    """Whether what is insisted on is asked of somebody ("that Peru withdraw", "on a ban")."""
    verb = scene.verbs[index]
    if scene.tokens.low[verb.end - 1] != "that":
        return True
    said = hanging(scene, index, "said")
    if said is None or said.tense in ("must", "base"):
        return True
    bare = said.start == said.head and bool(scene.tokens.word[said.head].forms & BASE)
    return said.tense == "present" and bare


def _by_accident(scene: Scene, verb: Verb) -> bool:
    """Whether what kills or explodes is an accident: no weapon and no attacker stands in the sentence."""
    if verb.lemma not in HARMING:
        return False
    if any(low.startswith(VIOLENT) for low in scene.tokens.low):
        return False
    start, end = verb.subject_span
    doers = range(start, end) if not verb.passive else range(verb.end, min(verb.right, verb.end + 8))
    if verb.lemma == "explode":
        return True
    named = any_nominal(scene.tokens, start, end)
    if verb.lemma == "kill" and not verb.passive and named and not somebody(scene, start, end):
        return True
    return any(_is_accident(scene.tokens.word[at]) for at in doers)


def by_a_thing(scene: Scene, verb: Verb) -> bool:
    """Whether a thing does it: "prices rallied", "the crisis has landed"."""
    start, end = verb.subject_span
    own = (e for e in scene.entities if start <= e.start < end and scene.tokens.low[e.start] not in THINGS)
    if not verb.finite or any(own):
        return False
    tokens = scene.tokens
    heads = [at for at in range(start, end) if nominal(tokens, at) and not tokens.dated[at]]
    if not heads or somebody(scene, start, end):
        return False
    head = tokens.low[heads[-1]]
    if head.startswith(VIOLENT) or tokens.word[heads[-1]].noun_meaning:
        return False
    return head in THINGS or (head.endswith(ABSTRACT) and head not in BODIES)


BY_PEOPLE = frozenset({"protest", "mobilize", "fight", "consult", "retreat", "concede", "coerce", "agree", "cooperate"})
"""Kinds of deeds only people do, alone or as bodies and countries."""
THINGS = word_set(
    """price prices stock stocks share shares market markets crisis camera cameras oil dollar euro yen currency
    currencies index indices index futures economy bond bonds yields gold weather rain snow wind winds storm
    water waters virus flu disease fog mist ash storms heatwave
    drought volcano quake earthquake locusts lava music film story song album book game site
    website page evidence data figures
    rates costs sales profits"""
)
ABSTRACT = ("tion", "tions", "ment", "ments", "ness", "ity", "ism", "ence", "ance", "ship")
BODIES = word_set(
    """community majority minority population delegation federation association institution university contingent
    detachment establishment leadership corporation nation generation constitution legislation regiment parliament
    government administration opposition coalition organisation organization commission delegation authority"""
)
"""Nouns for people that end like those for things."""
FIGURATIVE = frozenset({"hang", "abuse", "beat", "compromise", "flog", "batter", "torture", "gas", "whip"})
"""Verbs of violence and of give and take that mean it only of people ("abused the trust" is none)."""


def _spoken(scene: Scene, verb: Verb) -> bool:
    """Whether what is delivered is words: "remarks delivered at the palace", "her appeal, delivered on Monday"."""
    low = scene.tokens.low
    return bool(UTTERED & set(low[max(verb.left - 3, verb.start - 4, 0) : verb.start] + low[verb.end : verb.end + 4]))


def _adds_a_thing(scene: Scene, index: int, verb: Verb) -> bool:
    """Whether "added" has a thing for its object, and says nothing: "added a third shift"."""
    tokens = scene.tokens
    if verb.end >= len(tokens) or any(later.governor == index and later.link == "said" for later in scene.verbs):
        return False
    if verb.passive and verb.finite:
        return True  # "a clause was added by 97 votes to 2"
    first = tokens.word[verb.end]
    return bool(first.flags & DETERMINER) and tokens.low[verb.end] != "that"


def _somebody_behind(scene: Scene, verb: Verb) -> bool:
    """Whether a person stands right behind a verb."""
    near = (e for e in scene.entities if verb.end <= e.start <= verb.end + 3 and e.figures)
    return any(e.figures[0].type == "person" for e in near)


PRAYERS = word_set("mass prayers prayer grace farewell goodbye")
"""What, said, tells nobody anything."""
UTTERED = word_set(
    "remarks remark speech appeal verdict address message statement eulogy sermon lecture judgment judgement"
)
WELCOMING = frozenset({"receive", "greet", "accompany", "escort"})
"""Verbs of courtesy that mean it only of people ("received calls" is none)."""
SILENT = word_set("say comment discuss answer disclose reveal elaborate speak confirm name")


def _keeps_silent(scene: Scene, index: int) -> bool:
    """Whether what is refused is an answer: "declined to comment"."""
    behind = hanging(scene, index, "to")
    return behind is not None and behind.lemma in SILENT


def _frees(scene: Scene, verb: Verb) -> bool:
    """Whether who or what is released is somebody, not a report or a film."""
    if not verb.passive and {"who", "whom"} & set(scene.tokens.low[verb.end + 1 : verb.end + 6]):
        return True
    start, end = verb.subject_span if verb.passive else (verb.end, _object_end(scene, verb))
    ends = (*FOLLOWERS, *DOERS) if verb.lemma == "free" else FOLLOWERS
    return somebody(scene, start, end) or any(low.endswith(ends) for low in scene.tokens.low[start:end])


FOLLOWERS = ("ists", "ians")
"""How people are named by what they hold or where they are from: "Islamists", "Iranians"."""
DOERS = ("ers", "ees")
"""How they are named by what they do or what is done to them; papers and letters are released too, and not freed."""


def _object_end(scene: Scene, verb: Verb) -> int:
    """Where the object right behind a verb ends at the latest: at a preposition or a sign."""
    tokens = scene.tokens
    for at in range(verb.end, min(verb.right, verb.end + 7)):
        if tokens.low[at] in STOPS or (tokens.word[at].flags & PREPOSITION and tokens.low[at] != "of"):
            return at
    return min(verb.right, verb.end + 7)


QUESTIONED = Meaning("investigate", "investigate", STRONG)
DEMANDED = Meaning("request", "demand", STRONG, "object", "demand")
SHOWN = Meaning("launch", None, STRONG)
NAMED = Meaning("appoint", None, STRONG, "object")


def _is_accident(word: Word) -> bool:
    meaning = word.noun_meaning
    return meaning is not None and (meaning.name == "accident" or word.noun in ("explosion", "blast"))


VIOLENT = tuple(
    word_set(
        """bomb suicide grenade mine rocket missile attack militant rebel insurgent gun shell explosive device
        soldier troop guerrilla strike raid assassin ied terror fighter clash bullet knife arson"""
    )
)
"""How the words begin that tell a deed of violence from an accident."""
ACCIDENT = Meaning("accident", None, STRONG)


def _called_on(scene: Scene, index: int, verb: Verb) -> Meaning | None:
    """Who calls on somebody, and asks for nothing, pays a visit."""
    if scene.tokens.low[verb.end - 1] != "on" or "for" in scene.tokens.low[verb.end : verb.right]:
        return None
    asks = any(later.link in ("to", "said") for later in scene.verbs[index + 1 :])
    person = any(
        entity.start <= verb.end + 1 and entity.start >= verb.end - 1 and entity.figures[0].type == "person"
        for entity in scene.entities
        if entity.figures
    )
    return VISIT if person and not asks else None


BARGAINING = frozenset({"talk", "negotiation", "dialogue", "mediation", "cooperation"})
"""What, called off, is a tie cut."""
VISIT = Meaning("visit", "consult", STRONG, "to")
QUESTIONS = frozenset({"about", "why", "whether", "if", "how", "what", "when", "who", "where", "which"})
STATEMENT = Meaning("say", "statement", PLAIN, "object", "report")
